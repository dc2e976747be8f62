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
    const field = fieldOf(fact, told, edited);
    fields.set(path, { declared: fact, field });
    if (fact.catalogue !== undefined) {
      const { label: list } = data.catalogues[fact.key];
      field.node.append(element("p", { class: "note" }, `填了${nameOf(`facts.${fact.key}`)}的，这一项可以不填，由《${list}》查出。`));
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
  const field = fieldOf(declared, nameOf(path), edited);
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

/** After a change by hand: the case is that of an example no longer. */
function edited() {
  parts.examples.value = "";
  fill(parts.message);
  update();
}

/** Decides the case anew and shows what came out. */
function update() {
  const { facts, params } = readCase();
  now = { ...now, facts, params, steps: null, defaults: null };
  const { answer, problem } = decided(facts, params);
  const entries = new Map((answer === null ? [] : answer.trace).map((one) => [one.definition, one]));
  now = { ...now, answer: answer || now.answer, problem, entries };
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
    return { answer: null, problem: problemOf(error) };
  }
}

/** Asks what still matters, keeps what was given, puts aside the rest. */
function showFields() {
  const { answer, problem } = now;
  if (problem === null) {
    const asked = new Set(Object.values(answer.unresolved).flat().map(fieldPath));
    assumedDefaults().forEach(({ id }) => asked.add(`params.${id}`));
    keysOf(asked).forEach((path) => asked.add(path));
    [...asked].filter((path) => path.startsWith("params.")).forEach(parameterField);
    let aside = 0;
    for (const [path, { field }] of fields) {
      const { node } = field;
      const isAsked = asked.has(path) || field.read() !== null;
      const isUsed = node.contains(document.activeElement);
      node.hidden = !(isAsked || isUsed || (showsAll && path.startsWith("facts.")));
      aside += isAsked || !path.startsWith("facts.") ? 0 : 1;
    }
    fill(parts.aside, `也显示现在不用填的 ${aside} 项`);
    parts.all.closest("p").hidden = aside === 0 && !showsAll;
  }
  markWrong();
  const isAssumed = [...fields].some(([path, { field }]) => path.startsWith("params.") && !field.node.hidden);
  parts.assumed.hidden = !isAssumed;
}

/** The codes by which what is asked would be found in a catalogue. */
function keysOf(asked) {
  const found = here.DECISION.facts.filter(({ id, key }) => key !== undefined && asked.has(`facts.${id}`));
  return found.map(({ key }) => `facts.${key}`);
}

/** Tells what is wrong at the field that it is about. */
function markWrong() {
  const { problem } = now;
  const wrong = problem !== null && problem.fact !== null ? problem.fact : "";
  for (const [path, { field }] of fields) {
    const isWrong = path === fieldPath(wrong);
    field.fail(isWrong ? problem.message : null, wrong);
    field.node.hidden = field.node.hidden && !isWrong;
  }
}

/** The facts in words, for print. */
function showGiven() {
  // What is wrong has no words.
  const known = here.DECISION.facts.filter(({ id }) => now.problem === null && now.facts[id] !== undefined);
  fill(parts.given, known.map(({ id, label }) => element("li", {}, `${label}：${factWords(id)}`)));
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
    replaceCase({ facts: {}, params: {} }, "已清空。");
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
