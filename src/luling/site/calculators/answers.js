// What came out: the main result, what is still missing, what was assumed, and every outcome with
// its value, its clauses and, when it is asked for, its ground.

/** The names of facts, values left open and definitions, by the paths of the evaluator. */
function nameOf(path) {
  const [root, id, ...rest] = path.split(/[.[\]]+/).filter((part) => part !== "");
  if (root === "params") {
    const { label, keys = [] } = parameterOf(id);
    const said = rest.map((key, at) => labelIn(keys[at], key));
    return said.length > 0 ? `${label}（${said.join("、")}）` : label;
  }
  const fact = here.DECISION.facts.find((one) => one.id === id);
  const [place, column] = rest;
  if (place === undefined) {
    return fact.label;
  }
  const field = (fact.fields || []).find((one) => one.id === column);
  return memberName(id, Number(place)) + (field === undefined ? "" : `的${field.label}`);
}

/** A member of a list by its name, or by its place. */
function memberName(list, place) {
  const member = (now.facts[list] || [])[place];
  const { label } = here.DECISION.facts.find((one) => one.id === list);
  const isNamed = isObject(member) && typeof member.name === "string";
  return isNamed ? member.name : `${label}第 ${place + 1} 个`;
}

function parameterOf(id) {
  return here.DECISION.parameters.find((one) => one.id === id) || { ...data.parameters[id] };
}

function labelIn(enumeration, id) {
  const found = here.ENUMERATIONS.find((one) => one.id === enumeration);
  return found.values.find((one) => one.id === id).label;
}

// ---- the result

/** 予以支付; 现在还不能确定. */
function headline() {
  const { answer, problem } = now;
  if (problem !== null) {
    return "填写有误，请改正";
  }
  if (answer.status === "not_in_force") {
    return "不在本通知的施行期间，不能按本通知判定";
  }
  const told = place.main;
  if (told === null) {
    return dutiesWords(answer);
  }
  if (told.id in answer.unresolved) {
    return `${told.question}：现在还不能确定`;
  }
  return verdictOf(here, place, answer.outputs[told.id], now.entries.get(told.id));
}

/** How the duties stand: 逾期未落实 1 项，未到期 3 项. */
function dutiesWords({ outputs, unresolved }) {
  const counts = new Map();
  for (const outcome of here.DECISION.outcomes.filter(({ id }) => place.duties.includes(id))) {
    const value = outputs[outcome.id];
    const said = outcome.id in unresolved ? "还不能确定" : value === null ? "不适用" : wordsOf(outcome, value);
    counts.set(said, (counts.get(said) || 0) + 1);
  }
  return [...counts].map(([words, count]) => `${words} ${count} 项`).join("，") || "没有结论";
}

/** The main outcome of a place, told as a verdict where it has one. */
function verdictOf(evaluator, { main }, value, entry) {
  const outcome = evaluator.DECISION.outcomes.find((one) => one.id === main.id);
  if (value === null) {
    return `${outcome.label}：${silence(entry)}`;
  }
  if (typeof value === "boolean" && main.yes !== undefined) {
    return value ? main.yes : main.no;
  }
  return `${outcome.label}：${evaluator.worded(value, outcome)}`;
}

/** Why there is no value: the notice leaves it to another document, or it has none here. */
function silence(entry) {
  if (entry === undefined || entry.status !== "unspecified") {
    return "不适用";
  }
  const { refers_to: document } = entry;
  return document ? `本通知未规定，按《${document.replace(/^《|》$/g, "")}》执行` : "本通知未规定";
}

function showResult() {
  const words = headline();
  fill(
    parts.result,
    element("p", { class: `verdict ${toneOf()}` }, words),
    now.problem === null ? null : problemNote(),
    reasons(),
    amounts(),
    missingNote(),
    assumptions(),
  );
  fill(parts.bar, element("span", {}, words));
  announce(words);
}

/** How the result looks: it is decided for or against, or open. */
function toneOf() {
  const { answer, problem } = now;
  if (problem !== null || answer.status !== "decided") {
    return "open";
  }
  const value = place.main === null ? null : answer.outputs[place.main.id];
  return value === false ? "against" : value === true ? "decided" : "";
}

/** What the main result rests on: what was listed against it, each with its clauses. */
function reasons() {
  const main = place.main === null ? undefined : now.entries.get(place.main.id);
  const used = main === undefined || main.status === "unknown" ? [] : main.uses;
  const listed = used.map((id) => now.entries.get(id)).filter((one) => one && one.kind === "collection");
  const inside = listed.flatMap((one) => one.members).filter((one) => one.in === true);
  const items = inside.map((one) => {
    const clauses = clausesOf(one.rules.filter((rule) => rule.verdict === "applied"));
    return element("li", {}, `因为：${one.label}`, element("span", { class: "cites" }, "（", clauses, "）"));
  });
  return items.length > 0 ? element("ul", {}, items) : null;
}

/** The amounts that came out, without those of nothing. */
function amounts() {
  const known = here.DECISION.outcomes.filter(
    ({ id, type, list }) => type === "money" && list === undefined && now.entries.has(id) && !isMain(id),
  );
  const said = known
    .filter(({ id }) => ![null, "0.00"].includes(now.answer.outputs[id]))
    .map((one) => `${one.label} ${here.worded(now.answer.outputs[one.id], one)}`);
  return now.problem === null && said.length > 0 ? element("p", {}, `金额：${said.join("，")}。`) : null;
}

function problemNote() {
  const { message, fact } = now.problem;
  const go = fact !== null && fields.has(fieldPath(fact)) ? askButton(fieldPath(fact)) : null;
  return element("p", {}, message, go === null ? null : [" ", go]);
}

/** What is missing: first what the main result waits for. */
function missingNote() {
  const { answer } = now;
  if (answer === null || now.problem !== null || answer.status === "not_in_force") {
    return null;
  }
  const waiting = place.main === null ? undefined : answer.unresolved[place.main.id];
  const every = [...new Set(Object.values(answer.unresolved).flat().map(fieldPath))];
  const first = [...new Set((waiting || []).map(fieldPath))];
  const later = every.filter((path) => !first.includes(path));
  const told = (head, paths) =>
    paths.length === 0 ? null : element("p", { class: "missing" }, head, joined(paths.map(askButton), "、"));
  return [
    told("还要填：", first),
    told(first.length > 0 ? "其他各项还要填：" : "还有结论没有得出，要填：", later),
  ];
}

/** The field that a path belongs to: facts.counties[0].name is asked in facts.counties. */
function fieldPath(path) {
  return path.replace(/\[.*$/, "");
}

function askButton(path) {
  return button(nameOf(path), () => goTo(path), { class: "go" });
}

/** To the field of a fact. */
function goTo(path) {
  const asked = fields.get(fieldPath(path));
  if (asked !== undefined) {
    asked.field.node.hidden = false;
    asked.field.focus();
    asked.field.node.scrollIntoView({ block: "center" });
  }
}

/** What was supplied for values that the notice leaves open, where it counts: the result holds only
 * with it. */
function assumptions() {
  const uses = [...new Set([...now.entries.values()].flatMap((entry) => entry.uses))];
  // What is no condition counts only where a rule that applied used it; that is quick to see.
  const mayCount = ([path, { declared }]) =>
    path.startsWith("params.") &&
    (declared.type === "boolean" || uses.some((one) => `${path}.`.startsWith(`${one}.`)));
  const supplied = [...fields].filter((one) => mayCount(one) && counts(one[0]));
  const defaults = assumedDefaults();
  if (now.problem !== null || supplied.length + defaults.length === 0) {
    return null;
  }
  const line = (path, declared, value, word) => {
    const { said } = data.parameters[path.split(".")[1]];
    const words = `${nameOf(path)}：${here.worded(value, declared)}（${word}）。`;
    return element("li", {}, words, sentence(said));
  };
  const lines = [
    ...supplied.map(([path, { declared, field }]) => line(path, declared, field.read(), "假定")),
    ...defaults.map((one) => line(`params.${one.id}`, one, one.default, "没有填写，按默认")),
  ];
  const head = element("p", {}, "下列各项通知没有定，结果只在这样假定时成立：");
  return element("div", { class: "assumed" }, head, element("ul", {}, lines));
}

/** Values that the notice leaves open and that were not given, where the one that is taken by default
 * counts: yes or no, where the other one would change something. */
function assumedDefaults() {
  const { answer, facts, params, problem } = now;
  if (problem !== null || answer.status === "not_in_force") {
    return [];
  }
  return here.DECISION.parameters.filter((one) => {
    const isOpen = one.default !== undefined && one.keys === undefined && params[one.id] === undefined;
    if (!isOpen || one.type !== "boolean") {
      return isOpen && answer.status === "decided";
    }
    const other = tried(here, facts, { ...params, [one.id]: !one.default });
    return other === null || changedOutcomes(answer, other).length > 0;
  });
}

// ---- every outcome

function showOutcomes() {
  const { answer } = now;
  if (answer === null || answer.status === "not_in_force" || now.entries.size === 0) {
    fill(parts.outcomes);
    return;
  }
  const { outcomes } = here.DECISION;
  const rows = [...outcomes].sort(mainFirst).map(outcomeRow);
  fill(parts.outcomes, element("h2", {}, "各项结论"), element("ul", { class: "outcomes" }, rows));
}

function mainFirst(one, other) {
  return Number(isMain(other.id)) - Number(isMain(one.id));
}

function outcomeRow(outcome) {
  const entry = now.entries.get(outcome.id);
  const id = `why-${outcome.id}`;
  const ground = element("div", { class: "ground", id });
  const isOpen = opened.has(outcome.id);
  const value = element("span", { class: "value" }, valueWords(outcome, entry));
  const toggle = element(
    "button",
    { type: "button", class: "why", "aria-expanded": String(isOpen), "aria-controls": id },
    element("span", { class: "name" }, outcome.label),
    value,
  );
  const show = (open) => {
    ground.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
    fill(ground, open ? groundOf(outcome, entry) : "");
  };
  toggle.addEventListener("click", () => {
    const open = !opened.has(outcome.id);
    opened[open ? "add" : "delete"](outcome.id);
    show(open);
  });
  show(isOpen);
  const clauses = clausesOf(appliedRules(entry));
  const cited = clauses.length > 0 ? element("span", { class: "cites" }, clauses) : null;
  return element("li", {}, element("div", { class: "head" }, toggle, cited), ground);
}

/** The value of an outcome, or what keeps it from having one. */
function valueWords(outcome, entry) {
  const missing = now.answer.unresolved[outcome.id];
  const value = now.answer.outputs[outcome.id];
  if (missing !== undefined) {
    const some = Array.isArray(value) && value.length > 0 ? `${wordsOf(outcome, value)}，其余` : "";
    return `${some}还不能确定`;
  }
  return value === null ? silence(entry) : wordsOf(outcome, value);
}

function wordsOf(outcome, value) {
  const isEach = outcome.list !== undefined && Array.isArray(value);
  if (!isEach) {
    return here.worded(value, outcome);
  }
  const each = value.map((one, at) => {
    const said = one === null ? "不能确定或者不适用" : here.worded(one, outcome);
    return `${memberName(outcome.list, at)}：${said}`;
  });
  return each.join("；") || "无";
}

/** The clauses of rules, each once. */
function clausesOf(rules) {
  const cited = rules.flatMap((rule) => rule.citations);
  const names = new Map(cited.map((one) => [`${one.policy} ${one.clause}`, one]));
  return joined([...names.values()].map(citedClause), "、");
}

function citedClause({ policy, clause }) {
  const href = (data.links[policy] || {})[clause];
  const foreign = policy === place.id ? "" : "上位通知";
  return clauseLink(foreign + clause, href);
}
