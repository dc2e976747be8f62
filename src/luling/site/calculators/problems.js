// What is wrong with what was filled in, in words for who fills it in: the evaluator's are for those
// who write JSON.

const TYPED_WRONG = {
  money: (text) => `“${text}”不是金额。请填数，单位是元，至多两位小数，例如 1234.56。`,
  ratio: (text) => `“${text}”不是比例。请填 0 到 100 之间的数，至多四位小数，例如 62.5。`,
  integer: (text) => `“${text}”不能用。请填整数，从 0 到 1000000000，例如 30。`,
  duration: (text) => `“${text}”不能用。请填整数，从 0 到 1000000000，例如 30。`,
  date: (text) => `“${text}”不是日期。`,
  text: () => "文字不能超过 1000 个字。",
};
const TYPED_SHOWN = 40;

/** The codes of errors that lie in the rules, not in what was filled in. */
const OF_RULES = ["conflict", "gap", "division_by_zero", "no_such_day", "no_parameter_period", "no_bracket"];

/** An error of the evaluator: `message`, the path that it is about, and whether rules fail. */
function problemOf({ code, message, fact }) {
  const isTyped = ["bad_value", "wrong_type"].includes(code) && fact !== null;
  const words = isTyped ? typedWrong(fact) : null;
  return { message: words || plainMessage(message), fact, isOfRules: OF_RULES.includes(code) };
}

/** What is wrong with a typed value; null where it was not typed. */
function typedWrong(path) {
  const asked = fields.get(fieldPath(path));
  const { typed } = asked === undefined ? {} : fieldWithin(asked.field, path);
  if (typed === undefined) {
    return null;
  }
  const { type, text } = typed();
  const shown = [...text].slice(0, TYPED_SHOWN).join("");
  return `${nameOf(path)}：${TYPED_WRONG[type](shown === text ? text : `${shown}…`)}`;
}

/** A message without paths and ids, which stand in brackets behind a name. */
function plainMessage(message) {
  return message.replace(/（(?:facts|params)\.[\w.[\]]+）|（[a-z]\w*）(?=：)/, "");
}
