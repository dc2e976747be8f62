// Values in Chinese, as a person writes them: from the JSON form of facts and answers, and from what
// the rules compute with.

/**
 * 1,234.56 元, 80%, 2021年3月1日, 是: a value in its JSON form. `typed` says of what type it is, as
 * an entry of DECISION does; of an outcome or a fact with a value a member it is that of one.
 */
function worded(value, typed) {
  if (value === null || value === undefined) {
    return "未知";
  }
  switch (typed.type) {
    case "boolean":
      return value ? "是" : "否";
    case "money":
      return isDecimal(value) ? `${grouped(formatMoney(decimal(String(value))))} 元` : `${value}`;
    case "ratio":
      return isDecimal(value) ? percentage(decimal(String(value))) : `${value}`;
    case "date":
      return dateText(String(value));
    case "integer":
      return `${value}${typed.unit || ""}`;
    case "duration":
      return `${value}${typed.unit === "months" ? "个月" : "日"}`;
    case "enumeration":
      return labelOf(typed.of, String(value));
    case "set":
      return wordedSet(Array.isArray(value) ? value.map(String) : [], typed);
    case "names":
      return Array.isArray(value) ? value.join("、") || "无" : String(value);
    case "list":
      return Array.isArray(value) ? `${value.length} 项` : String(value);
    default:
      return String(value);
  }
}

function isDecimal(value) {
  return /^-?[0-9]+(\.[0-9]+)?$/.test(String(value));
}

function percentage(ratio) {
  return `${formatRatio(times(ratio, 100n))}%`;
}

/** 2021-03-01 → 2021年3月1日 */
function dateText(iso) {
  const found = dayNamed(iso);
  if (found === null) {
    return iso;
  }
  const { year, month, date } = dateOf(found);
  return `${year}年${month}月${date}日`;
}

/** The label of an enumeration value, which may be named by its label, an alias or a code. */
function labelOf(id, text) {
  const names = ({ id: own, label, aliases = [], codes = [] }) => [own, label, ...aliases, ...codes];
  const { values } = ENUMERATIONS.find((item) => item.id === id) || { values: [] };
  const found = values.find((item) => names(item).includes(text));
  return found === undefined ? otherText(text) : found.label;
}

function otherText(text) {
  return /[^\0-\x7f]/.test(text) ? text : "其他";
}

function wordedSet(ids, { of, members }) {
  const labels = members === undefined ? null : labelsOf(members);
  const label = (id) => (labels === null ? labelOf(of, id) : labels.get(id) || "其他");
  return ids.map(label).join("、") || "无";
}

/** "1234567.50" → "1,234,567.50" */
function grouped(digits) {
  const [whole, ...part] = digits.split(".");
  return [whole.replace(/\B(?=(?:[0-9]{3})+$)/g, ","), ...part].join(".");
}

// ---- values that are computed with

/** The same of a value that is known; sums of money and ratios to the last digit, up to six. */
function textOf(value, typed) {
  if (isFraction(value) && typed.type === "money") {
    return `${digitsText(value, 2)} 元`;
  }
  if (isFraction(value) && typed.type === "ratio") {
    return `${digitsText(times(value, 100n), 0)}%`;
  }
  return worded(written(typed, value), typed);
}

function isFraction(value) {
  return typeof value === "object" && value !== null && typeof value.divisor === "bigint";
}

/** At least so many decimals, more only where they are not zero; half to even at the sixth. */
function digitsText(value, least) {
  const size = value.number < 0n ? -value.number : value.number;
  let millionths = unitsOf(fraction(size, value.divisor), 6);
  if ((2n * size * 1_000_000n) % (2n * value.divisor) === value.divisor && millionths % 2n === 1n) {
    millionths -= 1n;
  }
  const part = String(millionths % 1_000_000n).padStart(6, "0").replace(/0+$/, "");
  const decimals = part.padEnd(least, "0");
  const whole = grouped(String(millionths / 1_000_000n));
  return `${value.number < 0n ? "−" : ""}${whole}${decimals === "" ? "" : `.${decimals}`}`;
}
