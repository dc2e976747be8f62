// The page: what is asked, what was given, when what is shown; the link that restores a case.

const data = JSON.parse(document.getElementById("data").textContent, (key, value) =>
  isObject(value) ? bare(value) : value,
);
const [place] = data.places;
const here = Luling[place.id];
const parts = Object.fromEntries(
  [...document.querySelectorAll("[data-part]")].map((node) => [node.dataset.part, node]),
);

/** So many worked cases are one click away; the others are in a list. */
const QUICK = 3;

/** By path, `declared` and `field`; in the order of the page. */
const fields = new Map();

/** The outcomes whose ground is shown. */
const opened = new Set();

/** The case as it stands, with its answer. */
let now = { facts: {}, params: {}, answer: null, problem: null, entries: new Map(), steps: null };
let showsAll = false;
let later = null;
let spoken = null;

// ---- asking

function makeFields() {
  for (const fact of here.DECISION.facts) {
    const path = `facts.${fact.id}`;
    const { label } = fact;
    const told = fact.id === here.DECISION.date ? `${label}（按这一天的规定判定）` : label;
    const field = fieldOf(fact, told, update);
    fields.set(path, { declared: fact, field });
    if (fact.catalogue !== undefined) {
      const { label: list } = data.catalogues[fact.key];
      field.node.append(element("p", { class: "note" }, `不填的，由《${list}》查出。`));
    }
    parts.facts.append(field.node);
  }
}

/** The field of a value that the notice leaves open; made when it is first asked for. */
function parameterField(path) {
  if (fields.has(path)) {
    return fields.get(path);
  }
  const [, id] = path.split(".");
  const declared = parameterOf(id);
  const field = fieldOf(declared, nameOf(path), update);
  field.node.append(element("p", { class: "note" }, sentence(data.parameters[id].said)));
  fields.set(path, { declared, field });
  parts.params.append(field.node);
  return fields.get(path);
}

/** Facts and supplied values, as the evaluator takes them. */
function readCase() {
  const facts = bare({});
  const params = bare({});
  for (const [path, { field }] of fields) {
    const value = field.read();
    if (value === null) {
      continue;
    }
    const [root, id, ...keys] = path.split(".");
    if (root === "facts") {
      facts[id] = value;
    } else {
      setAt(params, [id, ...keys], value);
    }
  }
  return { facts, params };
}

function setAt(object, [key, ...rest], value) {
  if (rest.length === 0) {
    object[key] = value;
  } else {
    object[key] = isObject(object[key]) ? object[key] : bare({});
    setAt(object[key], rest, value);
  }
}

/** What a table that is supplied gives, path by path. */
function* paramPaths(path, declared, value) {
  const { keys = [] } = declared;
  const depth = path.split(".").length - 2;
  if (depth >= keys.length) {
    yield [path, value];
  } else if (isObject(value)) {
    for (const [key, below] of Object.entries(value)) {
      const id = choiceOf(keys[depth], key);
      if (id !== null) {
        yield* paramPaths(`${path}.${id}`, declared, below);
      }
    }
  }
}

function writeCase({ facts, params }) {
  for (const [path, { declared, field }] of fields) {
    const [root, id] = path.split(".");
    field.write(root === "facts" ? givenValue(declared, own(facts, id)) : null);
  }
  for (const declared of here.DECISION.parameters) {
    const value = own(params, declared.id);
    if (value === null) {
      continue;
    }
    for (const [path, entry] of paramPaths(`params.${declared.id}`, declared, value)) {
      parameterField(path).field.write(givenValue(without(declared, "keys"), entry));
    }
  }
}

// ---- deciding and showing

/** Decides the case anew and shows what came out. */
function update() {
  const { facts, params } = readCase();
  const { answer, problem } = decided(facts, params);
  const entries = new Map((answer === null ? [] : answer.trace).map((one) => [one.definition, one]));
  now = { facts, params, answer: answer || now.answer, problem, entries, steps: null };
  showFields();
  showResult();
  showOutcomes();
  showGiven();
  clearTimeout(later);
  later = setTimeout(showLater, 120);
}

/** What takes longer, and is not waited for while somebody types. */
function showLater() {
  clearTimeout(later);
  later = null;
  markIdle();
  showChanges();
  showElsewhere();
  history.replaceState(null, "", hashOf(now.facts, now.params) || location.pathname.split("/").pop());
}

function decided(facts, params) {
  try {
    return { answer: answerOf(here, facts, params, { trace: true }), problem: null };
  } catch (error) {
    if (error.name !== "DecisionError") {
      throw error;
    }
    return { answer: null, problem: { message: error.message, fact: error.fact } };
  }
}

/** Asks what still matters, keeps what was given, puts aside the rest. */
function showFields() {
  const { answer, problem } = now;
  if (problem === null) {
    const asked = new Set(Object.values(answer.unresolved).flat().map(fieldPath));
    assumedDefaults().forEach(({ id }) => asked.add(`params.${id}`));
    [...asked].filter((path) => path.startsWith("params.")).forEach(parameterField);
    let aside = 0;
    for (const [path, { field }] of fields) {
      const { node } = field;
      const isAsked = asked.has(path) || field.read() !== null;
      const isUsed = node.contains(document.activeElement);
      node.hidden = !(isAsked || isUsed || (showsAll && path.startsWith("facts.")));
      aside += isAsked || !path.startsWith("facts.") ? 0 : 1;
    }
    fill(parts.aside, `也显示现在不影响结果的 ${aside} 项`);
    parts.all.closest("p").hidden = aside === 0 && !showsAll;
  }
  const wrong = problem !== null && problem.fact !== null ? fieldPath(problem.fact) : null;
  for (const [path, { field }] of fields) {
    const isWrong = path === wrong;
    field.fail(isWrong ? problem.message : null);
    field.node.hidden = field.node.hidden && !isWrong;
  }
  const isAssumed = [...fields].some(([path, { field }]) => path.startsWith("params.") && !field.node.hidden);
  parts.assumed.hidden = !isAssumed;
}

/** The facts in words, for print. */
function showGiven() {
  const known = here.DECISION.facts.filter(({ id }) => now.facts[id] !== undefined);
  const said = now.problem === null ? known.map(({ id, label }) => element("li", {}, `${label}：${factWords(id)}`)) : [];
  fill(parts.given, said);
}

/** Says the result to those who hear the page, when it has changed and typing has paused. */
function announce(words) {
  clearTimeout(spoken);
  spoken = setTimeout(() => {
    if (parts.status.textContent !== words) {
      fill(parts.status, words);
    }
  }, 600);
}

// ---- the link

function hashOf(facts, params) {
  const isEmpty = Object.keys(facts).length === 0 && Object.keys(params).length === 0;
  return isEmpty ? "" : `#case=${encodeURIComponent(JSON.stringify({ facts, params }))}`;
}

/** The case of a link; null where there is none, or it can't be read. */
function linkedCase() {
  if (!location.hash.startsWith("#case=")) {
    return null;
  }
  try {
    const { facts, params } = JSON.parse(decodeURIComponent(location.hash.slice(6)));
    return { facts: isObject(facts) ? facts : {}, params: isObject(params) ? params : {} };
  } catch {
    fill(parts.message, "链接中的案情读不出来，请重新填写。");
    return null;
  }
}

function restore() {
  const linked = linkedCase();
  if (linked === null) {
    return;
  }
  const known = here.DECISION.facts.map(({ id }) => id);
  const other = Object.keys(linked.facts).filter((id) => !known.includes(id));
  fill(parts.message, other.length > 0 ? `链接中有 ${other.length} 项事实，本通知没有问到，已略去。` : "");
  writeCase(linked);
  update();
}

async function copyLink() {
  showLater();
  const field = parts.link;
  field.hidden = false;
  field.value = location.href;
  field.select();
  try {
    await navigator.clipboard.writeText(location.href);
    fill(parts.message, "链接已复制，打开它就能看到这个案情。");
  } catch {
    fill(parts.message, "请复制上面的链接。");
  }
}

// ---- worked cases

/** A case of the policy as a whole: the first, with what the others have otherwise. */
function wholeCase(number) {
  const [first] = data.cases;
  const merged = (name) => {
    const whole = number === 0 ? first[name] : { ...first[name], ...data.cases[number][name] };
    return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== null));
  };
  return { facts: merged("facts"), params: merged("params") };
}

function makeCases() {
  if (data.cases.length === 0) {
    parts.cases.hidden = true;
    return;
  }
  const show = (number) => {
    writeCase(number === null ? { facts: {}, params: {} } : wholeCase(number));
    fill(parts.message);
    update();
  };
  const quick = data.cases.slice(0, QUICK).map(({ title }, at) => button(title, () => {
    parts.examples.value = String(at);
    show(at);
  }, { class: "small" }));
  append(parts.quick, quick);
  const options = data.cases.map(({ title }, at) => element("option", { value: String(at) }, title));
  append(parts.examples, [element("option", { value: "" }, `全部 ${data.cases.length} 个例子`), options]);
  parts.examples.addEventListener("change", () => {
    const { value } = parts.examples;
    show(value === "" ? null : Number(value));
  });
}

// ---- the start

function start() {
  makeFields();
  makeCases();
  parts.all.addEventListener("change", () => {
    showsAll = parts.all.checked;
    showFields();
  });
  parts.copy.addEventListener("click", copyLink);
  parts.print.addEventListener("click", () => window.print());
  parts.clear.addEventListener("click", () => {
    parts.examples.value = "";
    writeCase({ facts: {}, params: {} });
    fill(parts.message);
    update();
    fields.values().next().value?.field.focus();
  });
  parts.jump.addEventListener("click", () => parts.answer.scrollIntoView());
  window.addEventListener("hashchange", restore);
  window.addEventListener("beforeprint", showLater);
  writeCase(linkedCase() || { facts: {}, params: {} });
  update();
  showLater(); // at once, so that nothing moves on the page that has just been shown
  parts.form.hidden = false;
  parts.answer.hidden = false;
}

start();
