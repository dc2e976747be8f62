// How facts, values left open and outcomes are called and told, and where they are asked for.

/** So many members of a list are named of which something is missing. */
const MEMBERS_ASKED = 3;

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

function outcomeOf(id) {
  return here.DECISION.outcomes.find((one) => one.id === id);
}

function parameterOf(id) {
  return here.DECISION.parameters.find((one) => one.id === id) || { ...data.parameters[id] };
}

function labelIn(enumeration, id) {
  const found = here.ENUMERATIONS.find((one) => one.id === enumeration);
  return found.values.find((one) => one.id === id).label;
}

/** The field that a path belongs to: facts.counties[0].name is asked in facts.counties. */
function fieldPath(path) {
  return path.replace(/\[.*$/, "");
}

/** A button for each path that leads to where it is asked for, in the order of the page; of a list
 * of which much is missing, the first few. */
function askButtons(paths) {
  const order = [...fields.keys()];
  const groups = new Map();
  for (const path of [...new Set(paths)]) {
    const group = fieldPath(path);
    groups.set(group, [...(groups.get(group) || []), path]);
  }
  const sorted = [...groups].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
  return joined(sorted.map(([, group]) => someButtons(group)), "、");
}

function someButtons(paths) {
  const shown = joined(paths.slice(0, MEMBERS_ASKED).map((path) => askButton(path)), "、");
  return paths.length > MEMBERS_ASKED ? [...shown, `等 ${paths.length} 处`] : shown;
}

function askButton(path, words = nameOf(path)) {
  return button(words, () => goTo(path), { class: "go" });
}

/** To where a path is asked for. */
function goTo(path) {
  const asked = fields.get(fieldPath(path));
  if (asked !== undefined) {
    asked.field.node.hidden = false;
    const { focus, node } = fieldWithin(asked.field, path);
    focus();
    node.scrollIntoView({ block: "center" });
  }
}

/** The field of a member's column, where a path leads to one; else the field itself. */
function fieldWithin(field, path) {
  const [, place, column] = /\[(\d+)\]\.(\w+)$/.exec(path) || [];
  const found = place === undefined || field.at === undefined ? undefined : field.at(Number(place), column);
  return found === undefined ? field : found;
}

/** What was given for a fact, in words; members of a list one after the other. */
function factWords(id) {
  const fact = here.DECISION.facts.find((one) => one.id === id);
  const value = now.facts[id];
  if (fact.type !== "list") {
    return here.worded(value, fact);
  }
  return value.length === 0 ? "一个也没有" : value.map((one, at) => memberWords(fact, one, at)).join("；");
}

/** 甲县（双通道药店数 1家）. */
function memberWords({ id, fields: columns }, member, at) {
  const isTold = (column) => column.id !== "name" && member[column.id] !== undefined;
  const told = columns.filter(isTold).map((one) => `${one.label} ${here.worded(member[one.id], one)}`);
  return memberName(id, at) + (told.length > 0 ? `（${told.join("，")}）` : "");
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

/** Why there is no value: the notice leaves it to another document, or it has none here. */
function silence(entry) {
  if (entry === undefined || entry.status !== "unspecified") {
    return "不适用";
  }
  const { refers_to: document } = entry;
  return document ? `本通知未规定，按《${document.replace(/^《|》$/g, "")}》执行` : "本通知未规定";
}
