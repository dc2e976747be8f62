// How the rules that apply computed their values, line by line, with names and numbers. Mirrors
// luling/explanation/steps.py over FORMULAS; what is to be said is decided there.

const SIGNS = { add: "+", sub: "−", mul: "×", div: "÷" };
const MEMBERS_TOLD = 12;
const SUPPLIED = "（由使用单位提供）";
const DEFAULT = "（默认）";

/**
 * The lines of each rule that applies, by its id; nothing where there is no answer. A line is an
 * array of texts and of named values, { path, text }.
 */
function steps(facts, params) {
  const [table] = TABLES;
  const found = [];
  for (const { kind, rules } of traced(table, facts, params)) {
    if (kind === "outcome" || kind === "intermediate") {
      found.push(...rules.filter(({ verdict }) => verdict === "applied").map(({ rule }) => rule));
    }
  }
  if (found.length === 0) {
    return {};
  }
  const at = readCase(table, facts, params);
  table.definitions.forEach((item) => define(item, at));
  const given = readObject(params, "params");
  return Object.fromEntries(found.map((id) => [id, new Telling(table, at, given).of(id)]));
}

function traced(table, facts, params) {
  try {
    return decide(table.id, facts, params, { trace: true }).trace;
  } catch (error) {
    if (error instanceof DecisionError) {
      return [];
    }
    throw error;
  }
}

/** The lines of one rule, as they come. A text is an array of parts until it stands in a line. */
class Telling {
  constructor(table, at, given) {
    this.table = table;
    this.at = at;
    this.given = given;
    this.lines = [];
  }

  of(id) {
    const formula = own(FORMULAS, id);
    if (formula !== null) {
      this.rule(formula);
    }
    return this.lines.map(merged);
  }

  rule(node) {
    if (typeof node === "string") {
      const [root, id] = rootOf(node);
      if (root !== "params") {
        this.lines.push(["即", { path: node, text: this.name(node) }]);
      } else if (this.origin(id) !== "") {
        this.lines.push(this.told(node));
      }
      return;
    }
    const before = this.lines.length;
    const text = node.is === "date" ? this.date(node) : this.formula(node);
    if (node.is === "arithmetic") {
      this.lines.push([...text, this.result(node)]);
    } else if (node.is === "parameter" || node.is === "date" || this.lines.length === before) {
      this.lines.push(text);
    }
  }

  result(node) {
    const value = this.value(node);
    if (!isKnown(value)) {
      return "";
    }
    if (node.rounding === undefined) {
      return ` = ${textOf(value, node)}`;
    }
    const final = rounded(value, node.rounding.mode, node.rounding.places);
    const text = textOf(final, node);
    if (same(final, value)) {
      return ` = ${text}`;
    }
    const sign = 1_000_000n % value.divisor === 0n ? "=" : "≈";
    return ` ${sign} ${textOf(value, node)}，${node.rounding.words}为 ${text}`;
  }

  date(node) {
    this.formula(node.from);
    const from = this.told(node.told === undefined ? node.from : node.told);
    return [...from, `${node.words} = ${this.valueText(node)}`];
  }

  // ---- one line

  formula(node) {
    switch (node.is) {
      case "arithmetic":
        return this.arithmetic(node);
      case "parameter":
        node.keys.forEach((key) => this.formula(key));
        return this.told(node);
      case "floor":
        return this.floor(node);
      case "extreme":
        return this.extreme(node);
      case "total":
        return this.total(node);
      case "brackets":
        return this.brackets(node);
      default:
        return this.told(node);
    }
  }

  arithmetic({ op, left, right }) {
    const isProduct = op === "mul" || op === "div";
    let [one, other] = [this.operand(left), this.operand(right)];
    if (isProduct && isSum(left)) {
      one = bracketed(one);
    }
    if ((isProduct && right.is === "arithmetic") || (op === "sub" && isSum(right))) {
      other = bracketed(other);
    }
    return tightened([...one, ` ${SIGNS[op]} `, ...other]);
  }

  /** One side; the higher of zero and a sum stands as the sum where that is not below. */
  operand(node) {
    if (node.is !== "floor" || !isSum(node.of) || isNegative(this.value(node.of))) {
      return this.formula(node);
    }
    return bracketed(this.formula(node.of));
  }

  /** The higher of zero and a value: told only where it is zero that counts, or it is computed. */
  floor(node) {
    const result = this.valueText(node);
    const text = this.formula(node.of);
    const isShort = isNegative(this.value(node.of));
    if (node.of.is === "arithmetic") {
      const tail = isShort ? `，不足 ${result}，按 ${result}计` : "";
      this.lines.push([...text, ` = ${this.valueText(node.of)}${tail}`]);
    } else if (isShort) {
      this.lines.push([...text, ` 不足 ${result}，按 ${result}计`]);
    } else {
      return text;
    }
    return [result];
  }

  extreme(node) {
    const result = this.valueText(node);
    const texts = node.args.flatMap((arg) => this.candidates(arg));
    if (texts.length === 1) {
      return texts[0];
    }
    const listed = texts.flatMap((text, at) => (at === 0 ? text : [" 与 ", ...text]));
    this.lines.push([...listed, `，取${node.word}的：${result}`]);
    return [result];
  }

  candidates(arg) {
    if (arg.is === "each") {
      const found = this.known(arg);
      if (found.length === 0) {
        return [];
      }
      const listed = found.slice(0, MEMBERS_TOLD).map((value) => textOf(value, arg)).join("、");
      return [[`${this.list(arg)}的${this.name(arg.name)} ${listed}`]];
    }
    const text = this.formula(arg);
    if (arg.is !== "arithmetic") {
      return [text];
    }
    this.lines.push([...text, ` = ${this.valueText(arg)}`]);
    return [[this.valueText(arg)]];
  }

  total(node) {
    const found = this.known(node.each);
    const result = this.valueText(node);
    let listed = "";
    if (found.length > 1 && found.length <= MEMBERS_TOLD) {
      listed = `${found.map((value) => textOf(value, node)).join(" + ")} = `;
    }
    this.lines.push([`${this.list(node.each)}各项合计：${listed}${result}`]);
    return [result];
  }

  /** The known values of the members that count. */
  known({ members }) {
    return selected(...members(this.at)).filter(isKnown);
  }

  /** What a list is called; with its filter where that leaves members out. */
  list({ list, only, members }) {
    const label = this.name(`facts.${list}`);
    const [each, filter] = members(this.at);
    const size = each instanceof Unknown ? 0 : each.length;
    const isWhole = selected(each, filter, () => true).length === size;
    return only === undefined || isWhole ? label : `${label}（限${only}的）`;
  }

  // ---- bracket tables

  brackets(node) {
    const amount = this.value(node.amount);
    const name = this.formula(node.amount);
    const result = this.valueText(node);
    const typed = this.typed(node.amount);
    if (!isNumber(amount) || typed.type === "date") {
      return [result];
    }
    const isMarginal = node.mode === "marginal";
    this.lines.push([...name, isMarginal ? "，分段计算：" : "，按档："]);
    for (const row of node.rows) {
      const low = row.lower === null ? 1 : compare(amount, row.lower);
      const high = row.upper === null ? -1 : compare(amount, row.upper);
      const isOver = node.lowerClosed ? low >= 0 : low > 0;
      const isUnder = node.lowerClosed ? high < 0 : high <= 0;
      if (isOver && (isMarginal || isUnder)) {
        this.row(node, row, typed, isMarginal ? width(row, amount) : amount);
      }
    }
    if (isMarginal) {
      this.lines.push([`合计 ${result}`]);
    }
    return [result];
  }

  row(node, row, typed, part) {
    const rate = this.valueText(row);
    const span = boundsText(row, node.lowerClosed, typed);
    if (node.mode === "value") {
      this.lines.push([`${span}：${rate}`]);
      return;
    }
    const ratio = this.value(row);
    const paid = isNumber(ratio) ? times(part, ratio) : fraction(0n, 1n);
    const of = node.mode === "marginal" ? "的部分" : "";
    const shown = `${textOf(part, typed)} × ${rate} = ${textOf(paid, node)}`;
    this.lines.push([`${span}${of}：${shown}`]);
  }

  // ---- values and names

  /** The value of a formula in the case. */
  value(node) {
    if (typeof node !== "string") {
      return node.is === "parameter" ? this.entry(node) : node.value(this.at);
    }
    const [root, id] = rootOf(node);
    if (root === "facts") {
      return this.at.facts[id];
    }
    if (root === "params") {
      return this.entry({ id, keys: [] });
    }
    const value = this.at.values[id];
    return this.definition(id).kind === "collection" ? collected(value) : value;
  }

  entry({ id, keys }) {
    const ids = keys.map((key) => this.value(key));
    if (!INDEX.parameters.get(id).external) {
      return this.at.fixed(id, ...ids);
    }
    return ids.length === 0 ? this.at.params[id] : this.at.entry(id, ...ids);
  }

  valueText(node) {
    const value = this.value(node);
    return isKnown(value) ? textOf(value, this.typed(node)) : "未知";
  }

  typed(node) {
    if (typeof node !== "string") {
      return node.is === "parameter" ? INDEX.parameters.get(node.id) : node;
    }
    const found = this.declared(node);
    const { members } = found;
    return members === undefined ? found : { ...found, order: members.map(({ id }) => id) };
  }

  declared(path) {
    const [root, id] = rootOf(path);
    if (root === "facts") {
      return this.table.facts.find((item) => item.id === id);
    }
    return root === "params" ? INDEX.parameters.get(id) : this.definition(id);
  }

  definition(id) {
    return this.table.definitions.find((item) => item.id === id);
  }

  name(node) {
    if (typeof node === "string") {
      return this.declared(node).label;
    }
    if (node.is !== "parameter") {
      return node.words;
    }
    const keys = node.keys.map((key) => this.valueText(key)).join("、");
    return `${INDEX.parameters.get(node.id).label}（${keys}）`;
  }

  /** A named value; the value alone of a constant. */
  told(node) {
    const value = this.valueText(node);
    if (node.is === "told" && node.words === undefined) {
      return [value];
    }
    const name = this.name(node);
    const named = `${name}${name.endsWith("）") ? "" : " "}${value}`;
    const isUnit = value.endsWith(name) && /^-?[0-9]+$/.test(value.slice(0, -name.length));
    const text = isUnit ? value : named; // 8人次: the unit is the name
    if (typeof node === "string") {
      const [root, id] = rootOf(node);
      return [{ path: node, text: root === "params" ? text + this.origin(id) : text }];
    }
    if (node.is !== "parameter") {
      return [text];
    }
    const known = node.keys.map((key) => this.value(key)).filter((key) => typeof key === "string");
    const path = ["params", node.id, ...known].join(".");
    return [{ path, text: text + this.origin(node.id) }];
  }

  /** Whether a parameter that the notice leaves open was given. */
  origin(id) {
    const declared = INDEX.parameters.get(id);
    if (!declared.external) {
      return "";
    }
    if (declared.keys !== undefined) {
      return this.at.params[id].given.size > 0 ? SUPPLIED : DEFAULT;
    }
    const value = own(this.given, id);
    return value === null || value === undefined ? DEFAULT : SUPPLIED;
  }
}

/** "facts.cost" → ["facts", "cost"]; the id of a definition has no root. */
function rootOf(path) {
  const root = ["facts", "params"].find((one) => path.startsWith(`${one}.`));
  return root === undefined ? ["", path] : [root, path.slice(root.length + 1)];
}

function isKnown(value) {
  return !(value instanceof Unknown || value instanceof Failed);
}

function isNumber(value) {
  return typeof value === "bigint" || isFraction(value);
}

function isNegative(value) {
  return isNumber(value) && numberOf(value) < 0n;
}

function isSum(node) {
  return node.is === "arithmetic" && (node.op === "add" || node.op === "sub");
}

function boundsText({ lower, upper }, lowerClosed, typed) {
  const [over, under] = lowerClosed ? ["不低于", "低于"] : ["超过", "不超过"];
  const said = [
    ...(lower === null ? [] : [`${over} ${textOf(lower, typed)}`]),
    ...(upper === null ? [] : [`${under} ${textOf(upper, typed)}`]),
  ];
  return said.join("、") || "不限";
}

// ---- parts of a line

function bracketed(parts) {
  return ["（", ...parts, "）"];
}

function partText(part) {
  return typeof part === "string" ? part : part.text;
}

/** No space behind a bracket that closes, nor before one that opens. */
function tightened(parts) {
  const texts = parts.map(partText);
  const behind = texts.map((text, at) => {
    const isClosed = texts.slice(0, at).join("").endsWith("）");
    return (isClosed ? text.replace(/^ /, "") : text).replace(/） /g, "）");
  });
  const tight = behind.map((text, at) => {
    const isOpened = behind.slice(at + 1).join("").startsWith("（");
    return (isOpened ? text.replace(/ $/, "") : text).replace(/ （/g, "（");
  });
  return parts.map((part, at) =>
    typeof part === "string" ? tight[at] : { path: part.path, text: tight[at] },
  );
}

/** Texts that stand side by side made one. */
function merged(parts) {
  const found = [];
  for (const part of parts) {
    if (typeof part === "string" && typeof found[found.length - 1] === "string") {
      found.push(found.pop() + part);
    } else if (part !== "") {
      found.push(part);
    }
  }
  return found;
}
