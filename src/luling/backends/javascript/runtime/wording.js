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

function wordedSet(ids, typed) {
  const members = typed.members || membersOf(typed.of);
  const labels = members === undefined ? null : labelsOf(members);
  const label = (id) => (labels === null ? labelOf(typed.of, id) : labels.get(id) || "其他");
  return ids.map(label).join("、") || "无";
}

/** The possible members of the collection with this id, if there is one. */
function membersOf(id) {
  const found = TABLES[0].definitions.find((item) => item.id === id && item.kind === "collection");
  return found === undefined ? undefined : found.members;
}

/** "1234567.50" → "1,234,567.50" */
function grouped(digits) {
  const [whole, ...part] = digits.split(".");
  return [whole.replace(/\B(?=(?:[0-9]{3})+$)/g, ","), ...part].join(".");
}
