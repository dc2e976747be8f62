// Every outcome with its value, its clauses and, when it is asked for, its ground. The rows stay while
// somebody types: only what differs is written again.

let table = null;

function showOutcomes() {
  const { answer, entries } = now;
  if (answer === null || answer.status === "not_in_force" || entries.size === 0) {
    fill(parts.outcomes);
    return;
  }
  table = table || outcomeTable();
  if (!table.node.isConnected) {
    fill(parts.outcomes, element("h2", {}, "各项结论"), table.node);
  }
  table.rows.forEach((one) => one.show());
}

/** The main outcome first. */
function outcomeTable() {
  const { outcomes } = here.DECISION;
  const rows = [...outcomes.filter(({ id }) => isMain(id)), ...outcomes.filter(({ id }) => !isMain(id))].map(outcomeRow);
  return { rows, node: element("ul", { class: "outcomes" }, rows.map((one) => one.node)) };
}

function outcomeRow(outcome) {
  const id = `why-${outcome.id}`;
  const ground = element("div", { class: "ground", id, hidden: true });
  const value = element("span", { class: "value" });
  const cited = element("span", { class: "cites" });
  const name = element("span", { class: "name" }, outcome.label);
  const toggle = element(
    "button",
    { type: "button", class: "why", "aria-expanded": "false", "aria-controls": id, click: turn },
    name,
    value,
  );
  let shown = null;

  function turn() {
    opened[opened.has(outcome.id) ? "delete" : "add"](outcome.id);
    showGround();
  }

  /** What stood open in the ground stays open. */
  function showGround() {
    const isOpen = opened.has(outcome.id);
    const before = [...ground.querySelectorAll("details[open]")].map((one) => one.dataset.ground);
    toggle.setAttribute("aria-expanded", String(isOpen));
    ground.hidden = !isOpen;
    fill(ground, isOpen ? groundOf(outcome, now.entries.get(outcome.id)) : null);
    for (const one of ground.querySelectorAll("details[data-ground]")) {
      one.open = one.open || before.includes(one.dataset.ground);
    }
  }

  function show() {
    const entry = now.entries.get(outcome.id);
    const words = valueWords(outcome, entry);
    const rules = outcome.id in now.answer.unresolved ? [] : appliedRules(entry);
    const what = JSON.stringify([words, rules.map(({ citations }) => citations)]);
    if (what !== shown) {
      shown = what;
      const clauses = clausesOf(rules);
      fill(value, words);
      fill(cited, clauses.length > 0 ? ["依据 ", clauses] : null);
    }
    if (opened.has(outcome.id)) {
      showGround();
    }
  }

  return { node: element("li", {}, element("div", { class: "head" }, toggle, cited), ground), show };
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
