// What would change the result, and which answers make no difference: by deciding again, so that it
// holds for every policy.

const TRIES = 400;
const SHOWN = 12;
const OUTCOMES_SHOWN = 3;

/** The answer for other facts, null where they are wrong or contradict one another. */
function tried(evaluator, facts, params, options = {}) {
  try {
    return answerOf(evaluator, facts, params, options);
  } catch (error) {
    if (error.name !== "DecisionError") {
      throw error;
    }
    return null;
  }
}

// ---- one fact otherwise

function showChanges() {
  const { answer, facts, problem } = now;
  const isAsked = problem === null && answer.status !== "not_in_force" && Object.keys(facts).length > 0;
  const { found, isWhole } = isAsked ? changes() : { found: [] };
  const isDecided = isAsked && answer.status === "decided";
  if (!isDecided && found.length === 0) {
    fill(parts.changes);
    return;
  }
  const rows = found.map(changeRow);
  const [first, others] = [rows.slice(0, SHOWN), rows.slice(SHOWN)];
  fill(
    parts.changes,
    element("h2", {}, isDecided ? "改变一项，会怎样" : "缺的内容会怎样影响结果"),
    element("p", { class: "quiet" }, changesNote(isDecided, rows.length > 0, isWhole)),
    first.length > 0 ? element("ul", { class: "changes" }, first) : null,
    others.length > 0 ? moreChanges(others) : null,
  );
}

/** What was tried, and what was not. */
function changesNote(isDecided, isAny, isWhole) {
  const none = "只改其中一项（是非、选项，或者金额、日期越过规定的界限），没有发现结果会变的。";
  const left = here.DECISION.facts.filter(
    ({ id, type }) => ["list", "text"].includes(type) && counts(`facts.${id}`),
  );
  return [
    isAny ? `每次只${isDecided ? "改" : "补"}一项，其他各项照旧。` : none,
    left.length > 0 ? `没有试改${left.map(({ label }) => label).join("、")}。` : "",
    isWhole ? "" : "可能的改法很多，只试了一部分。",
  ];
}

function moreChanges(rows) {
  const summary = element("summary", {}, `另有 ${rows.length} 种改动也会改变结果`);
  return element("details", {}, summary, element("ul", { class: "changes" }, rows));
}

/** Every change of one fact after which outcomes are others, or are no longer known: first what
 * changes the main one. Of several values of a fact that come to the same, the first. `isWhole`: all
 * values were tried. */
function changes() {
  const found = new Map();
  const every = [...candidates()];
  for (const [fact, value] of every.slice(0, TRIES)) {
    const change = changeTo(fact, value);
    if (change !== null && !found.has(change.key)) {
      found.set(change.key, change);
    }
  }
  const ordered = [...found.values()].sort((one, other) => one.rank - other.rank);
  return { found: ordered, isWhole: every.length <= TRIES };
}

/** What comes of another value; null where nothing does, or it contradicts what else was given. */
function changeTo(fact, value) {
  const { answer, facts, params } = now;
  const result = tried(here, { ...facts, [fact.id]: value }, params);
  if (result === null) {
    return null;
  }
  const changed = changedOutcomes(answer, result);
  const lost = Object.keys(result.unresolved).filter((id) => !(id in answer.unresolved));
  const isSame = changed.length === 0 && lost.length === 0;
  const rank = result.status === "not_in_force" ? 1 : [...changed, ...lost].some(isMain) ? 0 : 2;
  return isSame ? null : { fact, value, result, changed, lost, rank, key: changeKey(fact, result, changed, lost) };
}

/** Changes with the same key come to the same. That an amount moves with the one that it is computed
 * from is worth saying once. */
function changeKey(fact, result, changed, lost) {
  const isChosen = ["boolean", "enumeration", "set"].includes(fact.type);
  const come = changed.map((id) => (isChosen || !isNumber(outcomeOf(id)) ? [id, result.outputs[id]] : id));
  return JSON.stringify([fact.id, result.status, come, lost], bigText);
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
    } else if (fact.type === "set" && given !== undefined) {
      yield* choicesOf(fact.of).map(([id]) => [fact, toggled(fact.of, given, id)]);
    } else if (given !== undefined) {
      yield* boundsNear(fact, given).map((one) => [fact, one]);
    }
  }
}

/** A set with one more choice, or one less; in the order of the choices. */
function toggled(enumeration, chosen, id) {
  const ids = choicesOf(enumeration).map(([one]) => one);
  return ids.filter((one) => chosen.includes(one) !== (one === id));
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
  const near = [cents, cents + 10000n, cents - 10000n].filter((one) => one >= 0n);
  return near.map((one) => `${one / 1000000n}.${String((one / 10000n) % 100n).padStart(2, "0")}`);
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

function changeRow({ fact, value, result, changed, lost }) {
  const words = here.worded(value, fact);
  const said = [...changeWords(fact, value, result, changed), ...lostWords(result, lost)].join("；");
  const act = () => {
    fields.get(`facts.${fact.id}`).field.write(givenValue(fact, value));
    update();
    goTo(`facts.${fact.id}`);
  };
  const word = now.facts[fact.id] === undefined ? "若为" : "改为";
  return element(
    "li",
    {},
    element("span", {}, `${fact.label}${word}“${words}”：`, element("strong", {}, said), "。"),
    button("照此填写", act, { class: "small", "aria-label": `${fact.label}填写“${words}”` }),
  );
}

/** The first few outcomes in words; what is listed against the main one stands with it. */
function changeWords(fact, value, result, changed) {
  if (result.status === "not_in_force") {
    return ["不在本通知的施行期间"];
  }
  const weight = (id) => 2 * Number(isMain(id)) + Number(result.outputs[id] !== null);
  const ordered = [...changed].sort((one, other) => weight(other) - weight(one));
  const entries = ordered.some((id) => result.outputs[id] === null) ? entriesWith(fact, value) : new Map();
  const said = ordered.map((id) => resultWords(id, result.outputs[id], entries.get(id)));
  const isTwice = said.length > 1 && said[1].startsWith(`${said[0]}：`);
  const told = isTwice ? said.slice(1) : said;
  const shown = told.slice(0, OUTCOMES_SHOWN);
  return told.length > shown.length ? [...shown.slice(0, -1), `${shown[shown.length - 1]}等 ${said.length} 项`] : shown;
}

/** What is no longer known, and what would have to be filled in for it. */
function lostWords({ unresolved }, lost) {
  if (lost.length === 0) {
    return [];
  }
  const names = [...new Set(lost.flatMap((id) => unresolved[id]).map(fieldPath))].map(nameOf);
  const some = lost.slice(0, OUTCOMES_SHOWN).map((id) => outcomeOf(id).label).join("、");
  const more = lost.length > OUTCOMES_SHOWN ? `等 ${lost.length} 项` : "";
  return [`${some}${more}，要补填${names.join("、")}才知道`];
}

/** The ground of each outcome with another value of a fact. */
function entriesWith(fact, value) {
  const { trace } = answerOf(here, { ...now.facts, [fact.id]: value }, now.params, { trace: true });
  return new Map(trace.map((one) => [one.definition, one]));
}

function isMain(id) {
  return place.main !== null && place.main.id === id;
}

function resultWords(id, value, entry) {
  if (isMain(id)) {
    return verdictOf(here, place, value, entry);
  }
  const outcome = outcomeOf(id);
  return `${outcome.label}：${value === null ? silence(entry) : wordsOf(outcome, value)}`;
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
