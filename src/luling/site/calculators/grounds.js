// The ground of a value: the rules that gave it with their words, how it was computed, what it rests
// on, and why other rules did not apply.

/** Every rule that applied, of a definition or of the members of a collection or list. */
function appliedRules(entry) {
  return rulesIn(entry).filter((rule) => rule.verdict === "applied");
}

function rulesIn(entry) {
  if (entry === undefined) {
    return [];
  }
  return [...entry.rules, ...entry.members.flatMap((member) => member.rules)];
}

/** The ground of an outcome, with what it rests on below it. */
function groundOf(outcome, entry) {
  const shown = new Set([outcome.id]);
  return element("div", {}, ...explained(entry, shown), unappliedRules(entry));
}

/** `shown`: definitions that were explained already, on the way to here. */
function explained(entry, shown) {
  const found = [];
  const meaning = data.definitions[entry.definition];
  if (meaning !== undefined) {
    found.push(element("p", {}, sentence(meaning)));
  }
  if (entry.kind === "condition" && entry.failed.length > 0) {
    found.push(element("p", {}, `不符合：${entry.failed.map(phraseOf).join("；")}。`));
  }
  if (entry.kind === "collection") {
    found.push(...entry.members.filter((one) => one.in === true).map(memberGround));
    found.push(openMembers(entry.members.filter((one) => one.in === null)));
    if (entry.members.every((one) => one.in === false)) {
      found.push(element("p", {}, "列明的情形都没有。"));
    }
  } else if (entry.kind === "per_member") {
    found.push(...listGround(entry));
  } else {
    found.push(...entry.rules.filter((one) => one.verdict === "applied").map(ruleGround));
    found.push(undecided(entry));
  }
  if (entry.status === "default") {
    found.push(element("p", {}, "列明的情形都不符合，按没有列明时的规定。"));
  }
  found.push(inner(entry, shown), factsUsed(entry));
  return found;
}

/** A rule that applied: its sentence, the words of the notice, the computing. */
function ruleGround(rule) {
  const said = data.rules[rule.rule];
  const lines = handedOn(rule) === null ? stepsOf(rule) : [];
  const computed = lines.map((line) => element("li", {}, line.map(stepPart)));
  return element(
    "div",
    { class: "rule" },
    said === undefined ? null : element("p", {}, sentence(said)),
    quotesOf(rule),
    computed.length > 0 ? [element("p", { class: "quiet" }, "计算："), element("ol", { class: "steps" }, computed)] : null,
  );
}

/** The computing of a rule that applied; worked out when it is first asked for. */
function stepsOf(rule) {
  now.steps = now.steps || here.steps(now.facts, now.params);
  return now.steps[rule.rule] || [];
}

/** The definition whose value a rule hands on as it is; null where the rule computes. */
function handedOn(rule) {
  const lines = stepsOf(rule);
  const isOne = lines.length === 1 && lines[0].length === 2 && lines[0][0] === "即";
  const path = isOne ? lines[0][1].path : undefined;
  return path !== undefined && now.entries.has(path) ? path : null;
}

/** A part of a computing line; what has a name leads to its own ground. */
function stepPart(part) {
  if (typeof part === "string") {
    return part;
  }
  const { path, text } = part;
  if (path.startsWith("facts.")) {
    return button(text, () => goTo(path), { class: "go", title: "到填写的地方" });
  }
  if (path.startsWith("params.")) {
    const { said } = data.parameters[path.split(".")[1]];
    const [href] = (said.cites || []).map(([, target]) => target).filter((one) => one !== "");
    return href === undefined ? text : element("a", { href, title: said.text }, text);
  }
  return button(text, () => openGround(path), { class: "go", title: "看它的依据" });
}

/** Opens what is said of a definition, in the ground that is being read. */
function openGround(id) {
  const found = document.querySelector(`[data-ground="${CSS.escape(id)}"]`);
  if (found !== null) {
    found.open = true;
    found.querySelector("summary").focus();
    return;
  }
  const outcome = document.querySelector(`[aria-controls="why-${CSS.escape(id)}"]`);
  if (outcome !== null) {
    if (outcome.getAttribute("aria-expanded") === "false") {
      outcome.click();
    }
    outcome.focus();
  }
}

/** The words of the notice that a rule rests on. */
function quotesOf({ citations }) {
  const quoted = citations.filter(({ quotes }) => quotes.length > 0);
  return quoted.map((one) =>
    element("blockquote", {}, citedClause(one), `：${one.quotes.map((words) => `“${words}”`).join("")}`),
  );
}

function memberGround(member) {
  const applied = member.rules.filter((one) => one.verdict === "applied");
  return element("div", { class: "member-ground" }, element("p", { class: "strong" }, member.label), applied.map(ruleGround));
}

/** The members of which it is not known whether they are listed, and what that hangs on. */
function openMembers(members) {
  const said = members.map((one) => [one.label, "（要看", askButtons(one.missing), "）"]);
  return said.length > 0 ? element("p", {}, "还不能确定有没有：", joined(said, "；"), "。") : null;
}

/** The value of each member of a list, and each rule that gave one, with the members that it did. */
function listGround({ definition, members }) {
  const typed = outcomeOf(definition) || data.inner[definition];
  const byRule = new Map();
  for (const { index, rules } of members) {
    for (const rule of rules.filter((one) => one.verdict === "applied")) {
      const { names } = byRule.get(rule.rule) || { names: [] };
      byRule.set(rule.rule, { rule, names: [...names, memberName(typed.list, index)] });
    }
  }
  const grounds = [...byRule.values()].map(({ rule, names }) => {
    const head = byRule.size > 1 ? element("p", { class: "strong" }, names.join("、")) : null;
    return element("div", { class: "member-ground" }, head, ruleGround(rule));
  });
  const values = members.map((one) => memberValue(typed, one));
  return [element("p", {}, values.length > 0 ? `${values.join("；")}。` : "一个也没有。"), ...grounds];
}

function memberValue(typed, { index, status, value }) {
  const words = value === null ? "不适用" : here.worded(value, typed);
  return `${memberName(typed.list, index)}：${status === "unknown" ? "还不能确定" : words}`;
}

/** Rules of which it is not known whether they apply, and what that hangs on. */
function undecided(entry) {
  const open = entry.rules.filter((one) => one.verdict === "undecided");
  if (open.length === 0) {
    return null;
  }
  const names = askButtons(open.flatMap((one) => one.missing));
  if (entry.status === "unknown") {
    return element("p", {}, "要看：", names, "。");
  }
  return element("p", {}, "无论", names, "如何，结果都相同。");
}

// ---- what a value rests on

/** Intermediate values and conditions that were used, each with its own ground. */
function inner(entry, shown) {
  const used = entry.uses.filter((id) => now.entries.has(id) && !shown.has(id));
  if (used.length === 0) {
    return null;
  }
  const handed = entry.rules.filter((one) => one.verdict === "applied").map(handedOn);
  const parts = used.map((id) => {
    shown.add(id);
    const one = now.entries.get(id);
    const summary = element("summary", {}, `${one.label}：${entryWords(one)}`);
    const settings = { "data-ground": id, open: handed.includes(id) };
    return element("details", settings, summary, explained(one, shown), unappliedRules(one));
  });
  return element("div", { class: "inner" }, element("p", { class: "quiet" }, "其中："), parts);
}

function entryWords(entry) {
  if (entry.status === "unknown") {
    return "还不能确定";
  }
  if (entry.kind === "per_member") {
    return "逐项得出";
  }
  if (entry.value === null) {
    return silence(entry);
  }
  const { definition: id } = entry;
  const outcome = here.DECISION.outcomes.find((one) => one.id === id);
  return outcome === undefined ? plainWords(entry) : wordsOf(outcome, entry.value);
}

/** A value of a definition that is no outcome. */
function plainWords({ definition, kind, value, members }) {
  if (kind === "collection") {
    const labels = members.filter((one) => one.in === true).map((one) => one.label);
    return labels.join("、") || "无";
  }
  return here.worded(value, data.inner[definition]);
}

/** The facts that were used, as they were given. */
function factsUsed(entry) {
  const paths = [...new Set(entry.uses.filter((path) => path.startsWith("facts.")).map(fieldPath))];
  const told = paths.map((path) => [path, givenWords(path.slice("facts.".length))]);
  const said = told.filter(([, words]) => words !== null).map(([path, words]) => [askButton(path), `：${words}`]);
  return said.length > 0 ? element("p", { class: "quiet" }, "所填的事实：", joined(said, "；"), "。") : null;
}

/** What was given for a fact, or which list it was taken from; null where it is not known. */
function givenWords(id) {
  if (now.facts[id] !== undefined) {
    return factWords(id);
  }
  const { catalogue, key } = here.DECISION.facts.find((one) => one.id === id);
  const isFound = catalogue !== undefined && now.facts[key] !== undefined;
  return isFound ? `由《${data.catalogues[key].label}》查出` : null;
}

// ---- why not

/** The rules that did not apply, and why. */
function unappliedRules(entry) {
  const rules = rulesIn(entry).filter((one) => !["applied", "undecided"].includes(one.verdict));
  const told = rules.filter((one) => data.rules[one.rule] !== undefined);
  if (told.length === 0) {
    return null;
  }
  const items = told.map((one) => {
    const reason = element("p", { class: "reason" }, reasonOf(one, entry));
    return element("li", {}, sentence(data.rules[one.rule]), reason);
  });
  const summary = element("summary", {}, `为什么不是别的：没有适用的规则 ${told.length} 条`);
  return element("details", { class: "others" }, summary, element("ul", {}, items));
}

function reasonOf(rule, entry) {
  if (rule.verdict === "not_applied") {
    const inPeriod = rule.failed.filter((words) => words !== "不在有效期内");
    if (inPeriod.length < rule.failed.length) {
      return "这一天不在这条规则的有效期内。";
    }
    return rule.failed.length > 0 ? `不符合：${rule.failed.map(phraseOf).join("；")}。` : "条件不成立。";
  }
  const labels = rule.by.map((id) => {
    const other = rulesIn(entry).find((one) => one.rule === id);
    return other !== undefined && other.label !== "" ? `“${other.label}”` : "另一条规则";
  });
  const by = labels.length > 0 ? labels.join("、") : "另一条规则";
  return rule.verdict === "cancelled" ? `由于${by}，不作为例外。` : `由于例外${by}，不适用。`;
}

function phraseOf(words) {
  return data.phrases[words] || words;
}
