// Fields: what a person fills in for one fact, or for one value that the notice leaves open. Each
// has `node`, `read()` (null: not known), `write(value)` and `focus()`.

const FEW = 6;
const UNKNOWN = "不清楚";

/** A field for a type of the metadata, under a label. */
function fieldOf(declared, label, changed) {
  switch (declared.type) {
    case "boolean":
      return choiceField(label, [[true, "是"], [false, "否"]], changed);
    case "enumeration": {
      const choices = choicesOf(declared.of);
      const make = choices.length > FEW ? selectField : choiceField;
      return make(label, choices, changed);
    }
    case "set":
      return setField(label, choicesOf(declared.of), changed);
    case "list":
      return rosterField(declared, label, changed);
    default:
      return textField(declared, label, changed);
  }
}

function choicesOf(id) {
  const { values } = here.ENUMERATIONS.find((one) => one.id === id);
  return values.map((one) => [one.id, one.label]);
}

/** The id of a choice that is given by its label, alias or national code. */
function choiceOf(enumeration, value) {
  const { values } = here.ENUMERATIONS.find((one) => one.id === enumeration);
  const text = String(value);
  const is = ({ id, label, aliases = [], codes = [] }) =>
    [id, label, ...aliases, ...codes].includes(text);
  const found = values.find(is);
  return found === undefined ? null : found.id;
}

/** A box with the label, the controls, and room for what is wrong. */
function boxOf(name, label, controls, settings) {
  const problem = element("p", { class: "problem", id: freshId(), hidden: true });
  const note = element("p", { class: "note", hidden: true });
  const node = element(name, { class: "field", ...settings }, label, controls, note, problem);
  const told = (where, text) => {
    where.hidden = text === null;
    fill(where, text || "");
  };
  return {
    node,
    problem,
    note: (text) => told(note, text),
    tell: (text) => told(problem, text),
    /** Tells what is wrong, or that nothing is. */
    fail(text) {
      told(problem, text);
      for (const one of node.querySelectorAll("input, select")) {
        if (text === null) {
          one.removeAttribute("aria-invalid");
        } else {
          one.setAttribute("aria-invalid", "true");
        }
      }
    },
  };
}

// ---- one of several

/** Radio buttons; the last is that it is not known. */
function choiceField(label, choices, changed) {
  const name = freshId();
  const all = [...choices, [null, UNKNOWN]];
  const inputs = all.map(([value]) =>
    element("input", { type: "radio", name, change: changed, checked: value === null }),
  );
  const shown = all.map(([value, words], at) =>
    element("label", { class: value === null ? "choice unknown" : "choice" }, inputs[at], element("span", {}, words)),
  );
  const legend = element("legend", {}, label);
  const box = boxOf("fieldset", legend, element("div", { class: "choices" }, shown));
  return {
    ...box,
    read: () => all[inputs.findIndex((one) => one.checked)][0],
    write(value) {
      const at = all.findIndex(([one]) => one === value);
      inputs[at < 0 ? all.length - 1 : at].checked = true;
    },
    focus: () => (inputs.find((one) => one.checked) || inputs[0]).focus(),
  };
}

function selectField(label, choices, changed) {
  const id = freshId();
  const all = [[null, "请选择"], ...choices];
  const options = all.map(([, words], at) => element("option", { value: String(at) }, words));
  const select = element("select", { id, change: changed }, options);
  const box = boxOf("div", element("label", { for: id }, label), select);
  select.setAttribute("aria-describedby", box.problem.id);
  return {
    ...box,
    read: () => all[select.selectedIndex][0],
    write(value) {
      select.selectedIndex = Math.max(0, all.findIndex(([one]) => one === value));
    },
    focus: () => select.focus(),
  };
}

// ---- any of several

/** Check boxes; nothing ticked is not known, and that there is none is ticked by itself. */
function setField(label, choices, changed) {
  const inputs = choices.map(() => element("input", { type: "checkbox" }));
  const none = element("input", { type: "checkbox" });
  const shown = [...inputs, none].map((input, at) => {
    const words = at < choices.length ? choices[at][1] : "一项也没有";
    return element("label", { class: "choice" }, input, element("span", {}, words));
  });
  none.addEventListener("change", () => {
    inputs.forEach((one) => (one.checked = one.checked && !none.checked));
    changed();
  });
  for (const one of inputs) {
    one.addEventListener("change", () => {
      none.checked = none.checked && !one.checked;
      changed();
    });
  }
  const legend = element("legend", {}, `${label}（可以选几项）`);
  const box = boxOf("fieldset", legend, element("div", { class: "choices" }, shown));
  return {
    ...box,
    read() {
      const chosen = choices.filter((_, at) => inputs[at].checked).map(([value]) => value);
      return chosen.length > 0 || none.checked ? chosen : null;
    },
    write(value) {
      const given = Array.isArray(value) ? value : [];
      inputs.forEach((one, at) => (one.checked = given.includes(choices[at][0])));
      none.checked = Array.isArray(value) && given.length === 0;
    },
    focus: () => inputs[0].focus(),
  };
}

// ---- typed

function textField(declared, label, changed) {
  const id = freshId();
  const isDay = declared.type === "date";
  const isTypedNumber = isNumber(declared);
  const input = element("input", {
    id,
    // What was left half typed is judged when it is left.
    blur: () => isBeginning(declared, input.value) && changed(),
    type: isDay ? "date" : "text",
    inputmode: isTypedNumber ? "decimal" : false,
    class: isTypedNumber ? "number" : false,
    autocomplete: "off",
    max: isDay ? "9999-12-31" : false,
    input: changed,
  });
  const extra = isDay ? todayButton(input, label, changed) : element("span", {}, unitOf(declared));
  const line = element("div", { class: "typed" }, input, extra, codesOf(declared, input));
  const box = boxOf("div", element("label", { for: id }, label), line);
  input.setAttribute("aria-describedby", box.problem.id);
  return {
    ...box,
    read() {
      const isHalfTyped = input === document.activeElement && isBeginning(declared, input.value);
      return isHalfTyped ? null : typedValue(declared.type, input.value);
    },
    typed: () => ({ type: declared.type, text: input.value.trim() }),
    write(value) {
      input.value = typedText(declared.type, value);
    },
    focus: () => input.focus(),
  };
}

/** While a year is typed it reads 0002, 0020, 0202; a code is the beginning of others. */
function isBeginning({ type, id }, text) {
  if (type === "date") {
    return text.startsWith("0");
  }
  const { codes } = (type === "text" && data.catalogues[id]) || { codes: [] };
  return text !== "" && codes.some(([code]) => code.startsWith(text)) && codes.every(([code]) => code !== text);
}

function unitOf({ type, unit }) {
  const units = { money: "元", ratio: "%", integer: unit || "", duration: unit === "months" ? "个月" : "日" };
  return units[type] || "";
}

/** The day on which the page is read, by the reader's clock. */
function todayButton(input, label, changed) {
  const act = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    input.value = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    changed();
  };
  return button("今天", act, { "aria-label": `${label}：今天`, class: "small" });
}

/** The codes of a catalogue, offered while one is typed. */
function codesOf(declared, input) {
  const catalogue = data.catalogues[declared.id];
  if (declared.type !== "text" || catalogue === undefined || catalogue.codes.length === 0) {
    return null;
  }
  const id = freshId();
  input.setAttribute("list", id);
  const options = catalogue.codes.map(([value, name]) =>
    element("option", { value }, name === "" ? value : name),
  );
  return element("datalist", { id }, options);
}
