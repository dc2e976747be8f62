// What would change the result, which answers make no difference, and the same case elsewhere. All
// by deciding again, so that it holds for every policy.

const TRIES = 400;
const SHOWN = 12;

/** The answer for other facts, null where they are wrong or contradict one another. */
function tried(evaluator, facts, params) {
  try {
    return answerOf(evaluator, facts, params, {});
  } catch (error) {
    if (error.name !== "DecisionError") {
      throw error;
    }
    return null;
  }
}

// ---- one fact otherwise

function showChanges() {
  const { answer, problem } = now;
  if (problem !== null || answer.status === "not_in_force") {
    fill(parts.changes);
    return;
  }
  const found = changes();
  const rows = found.slice(0, SHOWN).map(changeRow);
  const others = found.slice(SHOWN).map(changeRow);
  const more = others.length > 0 ? moreChanges(others) : null;
  const none = element("p", { class: "quiet" }, "只改其中一项（是非、选项，或者金额、日期越过规定的界限），结果都不变。");
  const isDecided = answer.status === "decided";
  if (!isDecided && rows.length === 0) {
    fill(parts.changes);
    return;
  }
  const title = element("h2", {}, isDecided ? "改变一项，会怎样" : "缺的内容会怎样影响结果");
  fill(parts.changes, title, rows.length > 0 ? element("ul", { class: "changes" }, rows) : none, more);
}

function moreChanges(rows) {
  const summary = element("summary", {}, `另有 ${rows.length} 种改动也会改变结果`);
  return element("details", {}, summary, element("ul", { class: "changes" }, rows));
}

/** Every change of one fact after which outcomes are others: first what changes the main one. Of
 * several values of a fact that come to the same, the first. */
function changes() {
  const { answer, facts, params } = now;
  const main = [];
  const other = [];
  const seen = new Set();
  let tries = 0;
  for (const [fact, value] of candidates()) {
    tries += 1;
    if (tries > TRIES) {
      break;
    }
    const result = tried(here, { ...facts, [fact.id]: value }, params);
    const changed = result === null ? [] : changedOutcomes(answer, result);
    const key = JSON.stringify([fact.id, result && result.status, changed.map((id) => result.outputs[id])], bigText);
    if (changed.length > 0 && !seen.has(key)) {
      seen.add(key);
      (changed.some(isMain) ? main : other).push({ fact, value, result, changed });
    }
  }
  return [...main, ...other];
}

/** The outcomes that are known afterwards, and other than before. */
function changedOutcomes(before, after) {
  return here.DECISION.outcomes
    .map(({ id }) => id)
    .filter((id) => !(id in after.unresolved))
    .filter((id) => id in before.unresolved || !sameValue(before.outputs[id], after.outputs[id]));
}

/** Other values of each fact: every choice; amounts and days at the bounds that rules set. While
 * something is missing, of the facts that are. */
function* candidates() {
  const { answer, facts } = now;
  const asked = Object.values(answer.unresolved).flat().map(fieldPath);
  for (const fact of here.DECISION.facts) {
    const given = facts[fact.id];
    if (asked.length > 0 && !asked.includes(`facts.${fact.id}`)) {
      continue;
    }
    if (fact.type === "boolean") {
      yield* [true, false].filter((one) => one !== given).map((one) => [fact, one]);
    } else if (fact.type === "enumeration") {
      const choices = choicesOf(fact.of).map(([id]) => id);
      yield* choices.filter((one) => one !== given).map((one) => [fact, one]);
    } else if (given !== undefined) {
      yield* boundsNear(fact, given).map((one) => [fact, one]);
    }
  }
}

/** The values at and beside the bounds of a fact, the nearest to what was given first. */
function boundsNear(fact, given) {
  const size = scaleOf(fact.type);
  const from = size(given);
  if (from === null) {
    return [];
  }
  const far = (one) => (size(one) > from ? size(one) - from : from - size(one));
  return (data.bounds[fact.id] || [])
    .flatMap((one) => (isObject(one) ? besideFact(one.fact, fact.type) : [one]))
    .filter((one) => far(one) > 0n)
    .sort((one, other) => Number(far(one) > far(other)) - Number(far(one) < far(other)));
}

/** What another fact is, and the amounts 分 beside it. */
function besideFact(id, type) {
  const cents = type === "money" ? scaleOf(type)(now.facts[id]) : null;
  if (cents === null) {
    return now.facts[id] === undefined ? [] : [now.facts[id]];
  }
  const amounts = [cents, cents + 10000n, cents - 10000n].filter((one) => one >= 0n);
  return amounts.map((one) => `${one / 1000000n}.${String((one / 10000n) % 100n).padStart(2, "0")}`);
}

/** How values of a type are measured, in BigInts: amounts in millionths, days by their digits. */
function scaleOf(type) {
  return (value) => {
    const text = String(value);
    const pattern = type === "date" ? /^(\d{4})-(\d\d)-(\d\d)$/ : /^(\d+)(?:\.(\d{1,6}))?$/;
    const found = pattern.exec(text);
    if (found === null) {
      return null;
    }
    return type === "date" ? BigInt(found.slice(1).join("")) : BigInt(found[1] + (found[2] || "").padEnd(6, "0"));
  };
}

function changeRow({ fact, value, result, changed }) {
  const words = here.worded(value, fact);
  const { shown, more } = changeWords(result, changed);
  const act = () => {
    fields.get(`facts.${fact.id}`).field.write(givenValue(fact, value));
    update();
    goTo(`facts.${fact.id}`);
  };
  const word = now.facts[fact.id] === undefined ? "若为" : "改为";
  return element(
    "li",
    {},
    element("span", {}, `${fact.label}${word}“${words}”：`, element("strong", {}, shown.join("；")), more, "。"),
    button("照此填写", act, { class: "small", "aria-label": `${fact.label}填写“${words}”` }),
  );
}

/** The first few outcomes in words; what is listed against the main one stands with it. */
function changeWords(result, changed) {
  if (result.status === "not_in_force") {
    return { shown: ["不在本通知的施行期间"], more: "" };
  }
  const weight = (id) => 2 * Number(isMain(id)) + Number(result.outputs[id] !== null);
  const ordered = [...changed].sort((one, other) => weight(other) - weight(one));
  const [first, second] = ordered.map((id) => resultWords(id, result));
  const isTwice = ordered.length > 1 && second.startsWith(`${first}：`);
  const shown = ordered.slice(isTwice ? 1 : 0, isTwice ? 4 : 3).map((id) => resultWords(id, result));
  return { shown, more: changed.length > shown.length + Number(isTwice) ? `等 ${changed.length} 项` : "" };
}

function isMain(id) {
  return place.main !== null && place.main.id === id;
}

function resultWords(id, result) {
  const value = result.outputs[id];
  if (isMain(id)) {
    return value === null ? `${place.main.question}：没有规定或者不适用` : verdictOf(here, place, value);
  }
  const outcome = here.DECISION.outcomes.find((one) => one.id === id);
  return `${outcome.label}：${value === null ? "没有规定或者不适用" : wordsOf(outcome, value)}`;
}

// ---- answers that make no difference

/** Marks what was given and without which all would be the same. */
function markIdle() {
  for (const [path, { field }] of fields) {
    const isIdle = now.problem === null && field.read() !== null && !counts(path);
    field.note(isIdle ? "这一项现在不影响结果。" : null);
  }
}

/** Whether what was given in a field counts: without it something would come out otherwise. */
function counts(path) {
  const { answer, facts, params, problem } = now;
  const [root, ...keys] = path.split(".");
  if (problem !== null || fields.get(path).field.read() === null) {
    return false;
  }
  const isFact = root === "facts";
  const left = lacking(isFact ? facts : params, keys);
  const other = isFact ? tried(here, left, params) : tried(here, facts, left);
  return (
    other === null ||
    !sameValue(other.outputs, answer.outputs) ||
    !sameValue(other.unresolved, answer.unresolved)
  );
}

/** An object without what stands at the end of these keys. */
function lacking(object, [key, ...rest]) {
  const left = without(object, key);
  return rest.length === 0 ? left : { ...left, [key]: lacking(object[key], rest) };
}

// ---- the same case elsewhere

function showElsewhere() {
  const others = data.places.slice(1);
  if (others.length === 0 || now.problem !== null || Object.keys(now.facts).length === 0) {
    fill(parts.elsewhere);
    return;
  }
  const rows = others.map((other) => elsewhereRow(other));
  const heads = ["地方", "结果", ""].map((one) => element("th", { scope: "col" }, one || element("span", { class: "hidden" }, "打开")));
  fill(
    parts.elsewhere,
    element("h2", {}, "同样的情形，在别处"),
    element(
      "table",
      {},
      element("caption", {}, "只用当地通知也问到的事实；当地没有问的，不推测。"),
      element("thead", {}, element("tr", {}, heads)),
      element("tbody", {}, rows),
    ),
  );
}

function elsewhereRow(other) {
  const evaluator = Luling[other.id];
  const facts = fitting(evaluator, now.facts);
  const href = `${other.page}${hashOf(facts, {})}`;
  const answer = tried(evaluator, facts, {});
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, other.name),
    element("td", {}, elsewhereWords(other, evaluator, answer)),
    element("td", {}, element("a", { href, "aria-label": `在${other.name}打开` }, "打开")),
  );
}

/** The facts that another notice asks too, where it knows their values. */
function fitting(evaluator, facts) {
  const asked = evaluator.DECISION.facts.filter((fact) => fits(evaluator, fact, facts[fact.id]));
  return Object.fromEntries(asked.map(({ id }) => [id, facts[id]]));
}

function fits(evaluator, fact, value) {
  const own = here.DECISION.facts.find((one) => one.id === fact.id);
  if (value === undefined || own.type !== fact.type) {
    return false;
  }
  const { values } = evaluator.ENUMERATIONS.find((one) => one.id === fact.of) || { values: [] };
  const isKnown = (one) => values.some(({ id }) => id === one);
  switch (fact.type) {
    case "enumeration":
      return isKnown(value);
    case "set":
      return value.every(isKnown);
    case "list":
      return listFits(own, fact);
    default:
      return true;
  }
}

/** A list is handed on where it has the same columns there. */
function listFits(own, other) {
  const columns = (one) => one.fields.map(({ id, type }) => `${id} ${type}`).join();
  return columns(own) === columns(other);
}

function elsewhereWords(other, evaluator, answer) {
  if (answer === null) {
    return "这些事实在当地的规则下互相矛盾，请打开核对";
  }
  if (answer.status === "not_in_force") {
    const { effective, expires } = evaluator.POLICY;
    const day = (iso) => evaluator.worded(iso, { type: "date" });
    const start = effective === null ? "" : `自${day(effective)}起`;
    const end = expires === null ? "" : `至${day(expires)}`;
    return `这一天不在当地通知的施行期间（${start}${end}施行）`;
  }
  const outcomes = evaluator.DECISION.outcomes.filter(({ type }) => type === "money");
  const { main } = other;
  const words = [];
  if (main !== null && !(main.id in answer.unresolved)) {
    const value = answer.outputs[main.id];
    const silent = `${main.question}：当地没有规定或者不适用`;
    words.push(value === null ? silent : verdictOf(evaluator, other, value));
  }
  for (const one of outcomes) {
    const value = answer.outputs[one.id];
    if (value !== null && one.list === undefined) {
      words.push(`${one.label} ${evaluator.worded(value, one)}`);
    }
  }
  if (answer.status === "incomplete") {
    const count = new Set(Object.values(answer.unresolved).flat().map(fieldPath)).size;
    words.push(`还要填 ${count} 项才能全部得出`);
  }
  return words.join("；") || "各项都没有规定或者不适用";
}
