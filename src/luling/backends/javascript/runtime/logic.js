// Three-valued values. What an expression gives is known (null too: the notice is silent), Unknown
// with the paths of what is missing and matters, or Failed. Operators take evaluated operands: a
// failure counts first (the leftmost), then what is missing, then null.

class Unknown {
  /** `certain`: the names that are on a list of names whatever the missing values are. */
  constructor(missing, certain = []) {
    this.missing = missing;
    this.certain = certain;
  }
}

class Failed {
  constructor(code, message) {
    this.code = code;
    this.message = message;
  }
}

function missing(...paths) {
  return new Unknown(new Set(paths));
}

function missingOf(values) {
  const found = new Set();
  for (const value of values) {
    if (value instanceof Unknown) {
      value.missing.forEach((path) => found.add(path));
    }
  }
  return found;
}

/** A plain operator on three-valued operands; null with any null operand. */
function lift(compute, operands) {
  const failed = operands.find((operand) => operand instanceof Failed);
  if (failed !== undefined) {
    return failed;
  }
  if (operands.some((operand) => operand instanceof Unknown)) {
    return new Unknown(missingOf(operands));
  }
  return operands.includes(null) ? null : compute(...operands);
}

/** A plain test on three-valued operands; false with any null operand. */
function test(compute, operands) {
  const answer = lift(compute, operands);
  return answer === null ? false : answer;
}

// ---- and, or, not

/** 且: false as soon as one part is (or null); else the first failure; else what is missing. */
function all(...parts) {
  if (parts.some((part) => part === false || part === null)) {
    return false;
  }
  return undecided(parts, true);
}

/** 或: true as soon as one part is; else the first failure; else what is missing. */
function any(...parts) {
  return parts.includes(true) ? true : undecided(parts, false);
}

function undecided(parts, otherwise) {
  const failed = parts.find((part) => part instanceof Failed);
  if (failed !== undefined) {
    return failed;
  }
  const paths = missingOf(parts);
  return paths.size > 0 ? new Unknown(paths) : otherwise;
}

/** 非; of null false. */
function not(part) {
  return test((value) => value !== true, [part]);
}

// ---- comparing

/** The same value of one type; fractions, sets and lists by what they hold. */
function same(left, right) {
  if (left === right || typeof left !== "object" || typeof right !== "object") {
    return left === right;
  }
  if (left === null || right === null) {
    return false;
  }
  if (left instanceof Set) {
    return left.size === right.size && [...left].every((item) => right.has(item));
  }
  if (Array.isArray(left)) {
    return left.length === right.length && left.every((item, at) => item === right[at]);
  }
  return left.number === right.number && left.divisor === right.divisor;
}

function is(left, right) {
  return test(same, [left, right]);
}

function isNot(left, right) {
  return test((a, b) => !same(a, b), [left, right]);
}

/** Where a value stands: itself, or its rank in an enumeration. */
function position(value, order) {
  return order === undefined ? value : BigInt(ranks(order).get(value));
}

function ordered(accepts, left, right, order) {
  const compared = (a, b) => accepts(compare(position(a, order), position(b, order)));
  return test(compared, [left, right]);
}

/** left < right; `order` is the id of the enumeration by whose ranks they are compared. */
function below(left, right, order) {
  return ordered((sign) => sign < 0, left, right, order);
}

function atMost(left, right, order) {
  return ordered((sign) => sign <= 0, left, right, order);
}

function above(left, right, order) {
  return ordered((sign) => sign > 0, left, right, order);
}

function atLeast(left, right, order) {
  return ordered((sign) => sign >= 0, left, right, order);
}

/** The value is one of constants. */
function among(value, constants) {
  return test((known) => constants.some((constant) => same(known, constant)), [value]);
}

/** A set holds the value. */
function contains(set, value) {
  return test((known) => (known instanceof Set ? known.has(value) : known.includes(value)), [set]);
}

/** A set or a list of names has nothing in it. */
function isEmpty(set) {
  return test((known) => (known instanceof Set ? known.size : known.length) === 0, [set]);
}

// ---- computing

function add(left, right) {
  return lift(plus, [left, right]);
}

/** Numbers; of two dates the days between them. */
function subtract(left, right) {
  return lift(minus, [left, right]);
}

function multiply(left, right) {
  return lift(times, [left, right]);
}

/** left ÷ right; `words` are the sum as an error names it. */
function divide(left, right, words) {
  const quotient = (a, b) =>
    numberOf(b) === 0n
      ? new Failed("division_by_zero", `“${words}”的除数是零，无法计算。`)
      : over(a, b);
  return lift(quotient, [left, right]);
}

/** Rounded as a rule says. */
function rounded(value, mode, places) {
  return lift((known) => roundedTo(known, mode, places), [value]);
}

/** The highest of the values. */
function highest(values, order) {
  return extreme(values, (sign) => sign > 0, order);
}

/** The lowest of the values. */
function lowest(values, order) {
  return extreme(values, (sign) => sign < 0, order);
}

function extreme(values, better, order) {
  const pick = (...known) =>
    known.reduce((best, value) =>
      better(compare(position(value, order), position(best, order))) ? value : best,
    );
  return lift(pick, values);
}

// ---- dates

function plusDays(date, days) {
  return lift(afterDays, [date, days]);
}

/** `overflow`: "error", "next_day" (顺延) or "month_end" (取月末). */
function plusMonths(date, months, overflow) {
  return lift((from, count) => afterMonths(from, count, overflow), [date, months]);
}

function minusDays(date, days) {
  return lift((from, count) => afterDays(from, -count), [date, days]);
}

function minusMonths(date, months, overflow) {
  return lift((from, count) => afterMonths(from, -count, overflow), [date, months]);
}

/** Day `wanted` (null: the last) of a month, so many months later. */
function dayOf(date, months, wanted) {
  return lift((from) => dayOfMonth(from, months, wanted, false), [date]);
}

/** The same day of December of the year in which the month is, so many months later. */
function decemberOf(date, months, wanted) {
  return lift((from) => dayOfMonth(from, months, wanted, true), [date]);
}

function age(born, on) {
  return lift(completedYears, [born, on]);
}

function daysBetween(start, end) {
  return lift((from, to) => to - from, [start, end]);
}

function yearOf(date) {
  return lift((known) => dateOf(known).year, [date]);
}

function monthOf(date) {
  return lift((known) => dateOf(known).month, [date]);
}
