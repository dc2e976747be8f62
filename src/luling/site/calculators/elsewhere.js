// The same case in another place: with the facts that its notice asks too.

const MISSING_SHOWN = 4;

function showElsewhere() {
  const others = data.places.slice(1);
  if (others.length === 0 || now.problem !== null || Object.keys(now.facts).length === 0) {
    fill(parts.elsewhere);
    return;
  }
  const rows = others.map((other) => elsewhereRow(other));
  const heads = [
    ...["地方", "结果"].map((one) => element("th", { scope: "col" }, one)),
    element("th", { scope: "col", class: "opens" }, element("span", { class: "hidden" }, "打开")),
  ];
  fill(
    parts.elsewhere,
    element("h2", {}, "同样的情形，在别处"),
    element(
      "table",
      {},
      element("caption", {}, "只用当地通知也问到的事实，别的不推测；假定的数不带去。"),
      element("thead", {}, element("tr", {}, heads)),
      element("tbody", {}, rows),
    ),
  );
}

function elsewhereRow(other) {
  const evaluator = Luling[other.id];
  const facts = fitting(evaluator, now.facts);
  const href = `${other.page}${hashOf(facts, {})}`;
  const answer = tried(evaluator, facts, {}, { trace: true });
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, other.name),
    element("td", {}, elsewhereWords(other, evaluator, answer)),
    element("td", { class: "opens" }, element("a", { href, "aria-label": `在${other.name}打开` }, "打开")),
  );
}

/** The facts that another notice asks too, where it knows their values. */
function fitting(evaluator, facts) {
  const asked = evaluator.DECISION.facts.filter((fact) => fits(evaluator, fact, facts[fact.id]));
  return Object.fromEntries(asked.map(({ id }) => [id, facts[id]]));
}

function fits(evaluator, fact, value) {
  const asked = here.DECISION.facts.find((one) => one.id === fact.id);
  if (value === undefined || asked.type !== fact.type) {
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
      return listFits(asked, fact);
    default:
      return true;
  }
}

/** A list is handed on where it has the same columns there. */
function listFits(one, other) {
  const columns = ({ fields: all }) => all.map(({ id, type }) => `${id} ${type}`).join();
  return columns(one) === columns(other);
}

function elsewhereWords(other, evaluator, answer) {
  if (answer === null) {
    return "这些事实在当地的规则下互相矛盾，请打开核对";
  }
  if (answer.status === "not_in_force") {
    const { effective, expires } = evaluator.POLICY;
    const day = (iso) => evaluator.worded(iso, { type: "date" });
    const from = effective === null ? "" : `自${day(effective)}起`;
    const to = expires === null ? "" : `至${day(expires)}`;
    return `这一天不在当地通知的施行期间（${from}${to}施行）`;
  }
  const words = [mainElsewhere(other, evaluator, answer), ...amountsElsewhere(evaluator, answer)];
  if (answer.status === "incomplete") {
    words.push(`还要填：${missingElsewhere(evaluator, answer)}`);
  }
  return words.filter((one) => one !== null).join("；") || "各项都没有规定或者不适用";
}

function mainElsewhere(other, evaluator, { outputs, unresolved, trace }) {
  const { main } = other;
  if (main === null || main.id in unresolved) {
    return null;
  }
  const entry = trace.find((one) => one.definition === main.id);
  return verdictOf(evaluator, other, outputs[main.id], entry).replace("本通知", "当地通知");
}

function amountsElsewhere(evaluator, { outputs }) {
  return evaluator.DECISION.outcomes
    .filter(({ id, type, list }) => type === "money" && list === undefined && outputs[id] !== null)
    .map((one) => `${one.label} ${evaluator.worded(outputs[one.id], one)}`);
}

/** 险种、就医方式等 5 项: what the notice there asks too. */
function missingElsewhere({ DECISION }, { unresolved }) {
  const ids = [...new Set(Object.values(unresolved).flat().map((path) => path.split(/[.[]/)[1]))];
  const declared = [...DECISION.facts, ...DECISION.parameters].filter(({ id }) => ids.includes(id));
  const labels = declared.slice(0, MISSING_SHOWN).map(({ label }) => label);
  const more = ids.length > MISSING_SHOWN ? `等 ${ids.length} 项` : "";
  return labels.join("、") + more;
}
