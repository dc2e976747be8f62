// What came out: the main result with its reasons, what is still missing, and what was assumed.

/** 予以支付; 现在还不能确定. */
function headline() {
  const { answer, problem } = now;
  if (problem !== null) {
    return problem.isOfRules ? "这个案情，规则得不出结果" : "填写有误，请改正";
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
  const tally = new Map();
  for (const outcome of here.DECISION.outcomes.filter(({ id }) => place.duties.includes(id))) {
    const value = outputs[outcome.id];
    const said = outcome.id in unresolved ? "还不能确定" : value === null ? "不适用" : wordsOf(outcome, value);
    tally.set(said, (tally.get(said) || 0) + 1);
  }
  return [...tally].map(([words, count]) => `${words} ${count} 项`).join("，") || "没有结论";
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
  const isOpen = problem !== null || answer.status === "not_in_force";
  if (isOpen || (place.main === null ? answer.status !== "decided" : place.main.id in answer.unresolved)) {
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
  const listedIn = listed.flatMap((one) => one.members).filter((one) => one.in === true);
  const items = listedIn.map((one) => {
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
  const go = fact !== null && fields.has(fieldPath(fact)) ? askButton(fact, "去改正") : null;
  return element("p", {}, message, go === null ? null : [" ", go]);
}

/** What is missing: first what the main result waits for. */
function missingNote() {
  const { answer } = now;
  if (answer === null || now.problem !== null || answer.status === "not_in_force") {
    return null;
  }
  const waiting = place.main === null ? undefined : answer.unresolved[place.main.id];
  const first = waiting || [];
  const later = Object.values(answer.unresolved).flat().filter((path) => !first.includes(path));
  const told = (head, paths) =>
    paths.length === 0 ? null : element("p", { class: "missing" }, head, askButtons(paths));
  return [
    told("还要填：", first),
    told(first.length > 0 ? "其他各项还要填：" : "还有结论没有得出，要填：", later),
  ];
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
  now.defaults = now.defaults || defaultsThatCount();
  return now.defaults;
}

function defaultsThatCount() {
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
