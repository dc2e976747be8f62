// What is typed, and the JSON values that the evaluator takes; no arithmetic on Numbers.

/** Full-width digits and points as half-width ones, without blanks, signs of money and thousands
 * separators; 12. and .5, which stand there while somebody types, are 12 and 0.5. */
function plainNumber(text) {
  const plain = text.normalize("NFKC").replace(/[\s,]/g, "").replace(/。/g, ".");
  const number = plain.replace(/^[¥￥]/, "").replace(/元$/, "");
  return number.replace(/^\./, "0.").replace(/^(\d+)\.$/, "$1");
}

/** Typed words as a JSON value; null where nothing was typed. What is no value is handed on as it
 * stands, for the evaluator to say what is allowed. */
function typedValue(type, text) {
  const trimmed = text.trim();
  if (trimmed === "") {
    return null;
  }
  switch (type) {
    case "money":
      return plainNumber(trimmed);
    case "ratio":
      return ratioOf(plainNumber(trimmed.replace(/[%％]$/, "")));
    case "integer":
    case "duration":
      return integerOf(plainNumber(trimmed));
    default:
      return trimmed;
  }
}

/** A JSON value as it would be typed. */
function typedText(type, value) {
  if (value === null || value === undefined) {
    return "";
  }
  return type === "ratio" ? percentOf(String(value)) : String(value);
}

function isNumber({ type, list }) {
  return list === undefined && ["money", "ratio", "integer", "duration"].includes(type);
}

function integerOf(text) {
  const number = Number(text);
  return /^-?\d+$/.test(text) && Number.isSafeInteger(number) ? number : text;
}

/** "62.5" per cent is "0.625": the point two places to the left. */
function ratioOf(percent) {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(percent);
  if (found === null) {
    return `${percent}%`;
  }
  const [, sign, whole, decimals = ""] = found;
  const digits = whole.padStart(3, "0");
  const behind = (digits.slice(-2) + decimals).replace(/0+$/, "");
  const before = digits.slice(0, -2).replace(/^0+(?=\d)/, "");
  return `${sign}${before}${behind === "" ? "" : `.${behind}`}`;
}

/** "0.625" is "62.5" per cent. */
function percentOf(ratio) {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(ratio);
  if (found === null) {
    return ratio.replace(/%$/, "");
  }
  const [, sign, whole, decimals = ""] = found;
  const behind = decimals.padEnd(2, "0");
  const before = (whole + behind.slice(0, 2)).replace(/^0+(?=\d)/, "");
  const rest = behind.slice(2).replace(/0+$/, "");
  return `${sign}${before}${rest === "" ? "" : `.${rest}`}`;
}

/** Two JSON values are the same. */
function sameValue(one, other) {
  return JSON.stringify(one, bigText) === JSON.stringify(other, bigText);
}

function bigText(key, value) {
  return typeof value === "bigint" ? String(value) : value;
}

/** An object without one of its keys. */
function without(object, key) {
  return Object.fromEntries(Object.entries(object).filter(([one]) => one !== key));
}

/** The same entries in an object that inherits no names: an id may be `constructor`. */
function bare(object) {
  return Object.assign(Object.create(null), object);
}

/** An entry of an object from elsewhere; null where there is none. */
function own(object, key) {
  return Object.prototype.hasOwnProperty.call(object, key) ? object[key] : null;
}

/** The answer of an evaluator; throws its DecisionError. */
function answerOf(evaluator, facts, params, options) {
  const answer = evaluator.decide(facts, params, options);
  return { ...answer, outputs: bare(answer.outputs), unresolved: bare(answer.unresolved) };
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
