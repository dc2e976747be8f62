// Facts and parameters, as JSON.parse gives them, validated one by one. Nothing is coerced: no
// sign, exponent, space or full-width digit passes as a number, nor a Number with a fraction. A
// BigInt is an integer too. What is absent, null or undefined is unknown.

const INTEGER_LIMIT = 1_000_000_000n;
const MONEY_LIMIT = 10n ** 12n;
const TEXT_LIMIT = 1_000;
const LIST_LIMIT = 10_000;
const SHOWN_LIMIT = 40;
const BLANK = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/;

/** A decision that can't be answered: the code, the message in Chinese, the path or null. */
class DecisionError extends Error {
  constructor(code, message, fact = null) {
    super(message);
    this.name = "DecisionError";
    this.code = code;
    this.fact = fact;
  }

  toJSON() {
    return { code: this.code, message: this.message, fact: this.fact };
  }
}

/** What JSON calls the type of a value; "integer" and "number" are told apart. */
function typeOf(value) {
  if (value === null || value === undefined) {
    return "null";
  }
  if (typeof value === "number") {
    return Number.isInteger(value) ? "integer" : "number";
  }
  if (Array.isArray(value)) {
    return "list";
  }
  if (typeof value === "object") {
    const isPlain = Object.prototype.toString.call(value) === "[object Object]";
    return isPlain ? "object" : "other";
  }
  return { bigint: "integer", string: "string", boolean: "boolean" }[typeof value] || "other";
}

/** The integer, or null where it is none or a Number too large to be held exactly. */
function wholeNumber(value) {
  if (typeof value === "bigint") {
    return value;
  }
  return Number.isSafeInteger(value) ? BigInt(value) : null;
}

/** The integer within bounds, else null. */
function wholeWithin(value, least, most) {
  const found = wholeNumber(value);
  return found !== null && found >= least && found <= most ? found : null;
}

// ---- one value

/** The value that a fact, field or parameter has by its declaration; null where it is unknown. */
function readValue(declared, value, path, label) {
  if (value === null || value === undefined) {
    return null;
  }
  switch (declared.type) {
    case "money":
      return readMoney(value, path, label);
    case "ratio":
      return readRatio(value, path, label);
    case "integer":
    case "duration":
      return readInteger(value, path, label);
    case "boolean":
      return readBoolean(value, path, label);
    case "date":
      return readDate(value, path, label);
    case "text":
      return readText(value, path, label);
    case "enumeration":
      return readChoice(value, path, label, enumeration(declared.of));
    default:
      return readSet(value, path, label, enumeration(declared.of));
  }
}

function readMoney(value, path, label) {
  if (typeof value === "string" && /^[0-9]{1,12}(\.[0-9]{1,2})?$/.test(value)) {
    return decimal(value);
  }
  const whole = wholeWithin(value, 0n, MONEY_LIMIT - 1n);
  if (whole !== null) {
    return fraction(whole, 1n);
  }
  const allowed =
    '应为至多 12 位整数、至多两位小数的字符串，或以元为单位的非负整数，例如 "1234.56"';
  return refuse(value, path, label, "金额", ["string", "integer"], allowed);
}

function readRatio(value, path, label) {
  if (typeof value === "string" && /^([01]|[0-9]\.[0-9]{1,6})$/.test(value)) {
    const found = decimal(value);
    if (found.number <= found.divisor) {
      return found;
    }
  }
  const whole = wholeWithin(value, 0n, 1n);
  if (whole !== null) {
    return fraction(whole, 1n);
  }
  const allowed =
    '应为 0 到 1 之间、至多六位小数的字符串，或整数 0、1，例如 "0.8"（即 80%）';
  return refuse(value, path, label, "比例", ["string", "integer"], allowed);
}

function readInteger(value, path, label) {
  const whole = wholeWithin(value, 0n, INTEGER_LIMIT);
  if (whole !== null) {
    return whole;
  }
  const allowed = "应为 0 到 1000000000 的整数，不加引号，例如 30";
  return refuse(value, path, label, "整数", ["integer"], allowed);
}

function readBoolean(value, path, label) {
  if (typeof value === "boolean") {
    return value;
  }
  const allowed = "应为 true（是）或 false（否），不加引号";
  return refuse(value, path, label, "是非", ["boolean"], allowed);
}

function readDate(value, path, label) {
  const found = typeof value === "string" ? dayNamed(value) : null;
  if (found !== null) {
    return found;
  }
  const allowed = '应为确有其日的“年-月-日”，年四位、月日各两位，例如 "2021-03-01"';
  return refuse(value, path, label, "日期", ["string"], allowed);
}

function readText(value, path, label) {
  if (typeof value === "string" && !BLANK.test(value)) {
    const characters = [...value];
    if (characters.length <= TEXT_LIMIT && !characters.some(isHalf)) {
      return value;
    }
  }
  const allowed = `应为非空的字符串，不能只有空格，至多 ${TEXT_LIMIT} 个字，例如 "合肥市"`;
  return refuse(value, path, label, "文本", ["string"], allowed);
}

/** Half of a character: a surrogate that stands alone. */
function isHalf(character) {
  return /^[\ud800-\udfff]$/.test(character);
}

// ---- enumerations

/**
 * Every accepted text of an enumeration → id. A label with a bracket part is accepted without it,
 * unless that is ambiguous.
 */
function acceptedTexts(values) {
  const accepted = new Map();
  const accept = (text, id) => {
    if (!accepted.has(text)) {
      accepted.set(text, id);
    }
  };
  values.forEach(({ id }) => accept(id, id));
  values.forEach(({ id, label }) => accept(label, id));
  for (const { id, aliases = [], codes = [] } of values) {
    [...aliases, ...codes].forEach((text) => accept(text, id));
  }
  const short = values.map(({ label }) => beforeBracket(label));
  values.forEach(({ id }, at) => {
    if (short[at] !== "" && short.indexOf(short[at]) === short.lastIndexOf(short[at])) {
      accept(short[at], id);
    }
  });
  return accepted;
}

/** 主治医师（中级） → 主治医师; a text without a closing bracket at its end is given back. */
function beforeBracket(text) {
  if (!/[）)]$/.test(text)) {
    return text;
  }
  let short = text.replace(/\(/g, "（").split("（")[0];
  while (short !== "" && BLANK.test(short.slice(-1))) {
    short = short.slice(0, -1);
  }
  return short;
}

function readChoice(value, path, label, { accepted, labels }) {
  if (typeof value === "string") {
    if (accepted.has(value)) {
      return accepted.get(value);
    }
    const short = beforeBracket(value);
    if (accepted.has(short) && labels.get(accepted.get(short)) === short) {
      return accepted.get(short);
    }
  }
  const whole = wholeWithin(value, 0n, INTEGER_LIMIT);
  if (whole !== null && accepted.has(String(whole))) {
    return accepted.get(String(whole));
  }
  const near = nearest(value, [...accepted.keys()]);
  const id = accepted.get(near);
  const hint = near === null ? "" : `是否指 ${labels.get(id)}（${id}）？`;
  const allowed = `应为下列之一：${listed(labels)}`;
  return refuse(value, path, label, "可选的值", ["string", "integer"], allowed, hint);
}

function readSet(value, path, label, { accepted, labels }) {
  if (!Array.isArray(value) || value.length > LIST_LIMIT) {
    const allowed = `应为由下列各值组成的列表：${listed(labels)}`;
    refuse(value, path, label, "集合", ["list"], allowed);
  }
  const chosen = new Set();
  for (const [index, item] of value.entries()) {
    const at = `${path}[${index}]`;
    if (item === null || item === undefined) {
      refuse(item, at, label, "可选的值", [], `应为下列之一：${listed(labels)}`);
    }
    const id = readChoice(item, at, label, { accepted, labels });
    if (chosen.has(id)) {
      const twice = `${labels.get(id)}（${id}）列了两次。集合中每个值至多列一次。`;
      throw new DecisionError("bad_value", `${label}（${path}）：${twice}`, path);
    }
    chosen.add(id);
  }
  return chosen;
}

// ---- lists of objects, tables

/** 名册: the members of a list of objects, or Unknown. */
function readRoster(declared, value, path) {
  if (value === null || value === undefined) {
    return missing(path);
  }
  const members = listOfObjects(value, path, declared.label);
  const labels = labelsOf(declared.fields);
  const found = members.map((given, index) => {
    const below = `${path}[${index}]`;
    checkNames(given, labels, below, "unknown_key", "字段");
    const member = Object.create(null);
    for (const field of declared.fields) {
      const at = `${below}.${field.id}`;
      const label = `${declared.label}的${field.label}`;
      const read = readValue(field, own(given, field.id), at, label);
      member[field.id] = read === null ? missing(at) : read;
    }
    member[PLACE] = index;
    return member;
  });
  if (labels.has("name")) {
    checkUniqueNames(found.map((member) => member.name), path, declared.label);
  }
  return found;
}

function listOfObjects(value, path, label) {
  const allowed = `应为对象的列表，至多 ${LIST_LIMIT} 项，例如 [{"名称": …}]，没有成员时为 []`;
  if (!Array.isArray(value)) {
    refuse(value, path, label, "列表", ["list"], allowed);
  }
  if (value.length > LIST_LIMIT) {
    const long = `列表有 ${value.length} 项，太长。${allowed}。`;
    throw new DecisionError("bad_value", `${label}（${path}）：${long}`, path);
  }
  for (const [index, member] of value.entries()) {
    if (typeOf(member) !== "object") {
      refuse(member, `${path}[${index}]`, label, "对象", ["object"], "列表的每一项应为对象");
    }
  }
  return value;
}

function checkUniqueNames(names, path, label) {
  const seen = new Set();
  for (const name of names) {
    if (seen.has(name)) {
      const twice = `有两项的名称都是${shown(name)}。同一名册中名称不得重复。`;
      throw new DecisionError("duplicate_name", `${label}（${path}）：${twice}`, path);
    }
    seen.add(name);
  }
}

/** 参数表: nested objects, a level a key; a Map from the keys' ids (joined) to known values. */
function readTable(declared, value, path, keys = declared.keys, found = new Map(), start = []) {
  if (value === null || value === undefined) {
    return found;
  }
  const { accepted, labels } = enumeration(keys[0]);
  if (typeOf(value) !== "object") {
    const allowed = `应为对象，键为下列各值：${listed(labels)}`;
    refuse(value, path, declared.label, "参数表", ["object"], allowed);
  }
  const seen = new Set();
  for (const key of Object.keys(value)) {
    if (!accepted.has(key)) {
      unknownName(key, labels, path, "unknown_key", "键");
    }
    const id = accepted.get(key);
    const below = `${path}.${id}`;
    if (seen.has(id)) {
      const twice = `${labels.get(id)}给了两次。键至多一次。`;
      throw new DecisionError("bad_value", `${declared.label}（${below}）：${twice}`, below);
    }
    seen.add(id);
    const ids = [...start, id];
    if (keys.length > 1) {
      readTable(declared, value[key], below, keys.slice(1), found, ids);
    } else {
      const read = readValue(declared, value[key], below, declared.label);
      if (read !== null) {
        found.set(tableKey(ids), read);
      }
    }
  }
  return found;
}

function tableKey(ids) {
  return JSON.stringify(ids);
}

// ---- objects and names

function own(object, key) {
  return Object.prototype.hasOwnProperty.call(object, key) ? object[key] : null;
}

function labelsOf(declared) {
  return new Map(declared.map(({ id, label }) => [id, label]));
}

/** `facts` or `params` itself: an object. (Absent `params` are no parameters.) */
function readObject(value, root) {
  if (typeOf(value) === "object") {
    return value;
  }
  if (root === "params" && (value === null || value === undefined)) {
    return {};
  }
  const what = root === "facts" ? "事实" : "参数";
  return refuse(value, root, what, "对象", ["object"], '应为 JSON 对象，例如 {"名称": 值}');
}

function checkNames(given, known, path, code, what) {
  const other = Object.keys(given).find((name) => !known.has(name));
  if (other !== undefined) {
    unknownName(other, known, path, code, what);
  }
}

/** Throws the error for a name that is not known, with the nearest one that is. */
function unknownName(name, known, path, code, what) {
  const byText = new Map([...known.keys()].map((id) => [id, id]));
  for (const [id, label] of known) {
    if (!byText.has(label)) {
      byText.set(label, id);
    }
  }
  const near = nearest(name, [...byText.keys()]);
  let hint = `这里没有可用的${what}。`;
  if (near !== null) {
    hint = `是否指 ${known.get(byText.get(near))}（${byText.get(near)}）？`;
  } else if (known.size > 0) {
    hint = `可用的${what}：${listed(known)}。`;
  }
  const where = typeof name === "string" ? `${path}.${shortened(name)}` : path;
  const subject = path === "" ? shown(name) : `${shown(name)}（${where}）`;
  const fact = path === "" ? null : where;
  throw new DecisionError(code, `没有名为${subject}的${what}。${hint}`, fact);
}

// ---- wording of errors

/**
 * Throws: `wrong_type` where the value's JSON type is none of `types`, else `bad_value`. -1 is an
 * integer, though none that is allowed; so with a list that is too long.
 */
function refuse(value, path, label, what, types, allowed, hint = "") {
  const type = typeOf(value);
  const code = types.includes(type) ? "bad_value" : "wrong_type";
  const isCounted = (type === "integer" || type === "list") && what !== "可选的值";
  const wrong = code === "bad_value" && isCounted ? "超出了范围" : `不是${what}`;
  const message = `${label}（${path}）：${shown(value)}${wrong}。${allowed}。${hint}`;
  throw new DecisionError(code, message, path);
}

/** A value as an error shows it, shortened. */
function shown(value) {
  switch (typeOf(value)) {
    case "string":
      return `「${shortened(value)}」`;
    case "null":
      return " null ";
    case "boolean":
      return value ? " true " : " false ";
    case "integer": {
      const whole = wholeNumber(value);
      const fits = whole !== null && whole > -(10n ** 18n) && whole < 10n ** 18n;
      return fits ? ` ${whole} ` : "这个过大的整数";
    }
    case "number":
      return `浮点数 ${floatText(value)} `;
    case "list":
      return "一个列表";
    case "object":
      return "一个对象";
    default:
      return "这个值";
  }
}

/** A floating-point number in the words of every evaluator: 0.5, 1e-05, nan, -inf. */
function floatText(value) {
  if (Number.isNaN(value)) {
    return "nan";
  }
  if (!Number.isFinite(value)) {
    return value < 0 ? "-inf" : "inf";
  }
  const [digits, exponent] = value.toExponential().split("e-");
  const isSmall = exponent !== undefined && Number(exponent) > 4;
  return isSmall ? `${digits}e-${exponent.padStart(2, "0")}` : String(value);
}

/** The beginning of a long text; halves of characters are replaced so that it can be printed. */
function shortened(text) {
  const characters = [...text];
  const cut = characters.slice(0, SHOWN_LIMIT).map((one) => (isHalf(one) ? "?" : one));
  return cut.join("") + (characters.length > SHOWN_LIMIT ? "…" : "");
}

/** 险种（insurance）、就医方式（care_setting）……: at most a dozen. */
function listed(labels) {
  const names = [...labels].map(([id, label]) => `${label}（${id}）`);
  const more = names.length > 12 ? `……等 ${names.length} 个` : "";
  return names.slice(0, 12).join("、") + more;
}
