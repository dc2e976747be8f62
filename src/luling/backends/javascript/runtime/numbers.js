// Exact numbers: a whole number is a BigInt; money (in yuan) and ratios are fractions of two of
// them, reduced, with a positive divisor. Nothing here is ever a floating-point number.

function fraction(number, divisor) {
  let common = number < 0n ? -number : number;
  let rest = divisor < 0n ? -divisor : divisor;
  while (rest !== 0n) {
    [common, rest] = [rest, common % rest];
  }
  if (divisor < 0n) {
    common = -common;
  }
  return { number: number / common, divisor: divisor / common };
}

/** "1234.56", "-0.5" or "30" as a fraction. */
function decimal(text) {
  const [whole, part = ""] = text.split(".");
  return fraction(BigInt(whole + part), 10n ** BigInt(part.length));
}

/** Money as the policy says it: 1000元. */
function yuan(text) {
  return decimal(text);
}

/** A ratio as the policy says it: 80%. */
function percent(text) {
  const { number, divisor } = decimal(text);
  return fraction(number, divisor * 100n);
}

function numberOf(value) {
  return typeof value === "bigint" ? value : value.number;
}

function divisorOf(value) {
  return typeof value === "bigint" ? 1n : value.divisor;
}

function plus(left, right) {
  if (typeof left === "bigint" && typeof right === "bigint") {
    return left + right;
  }
  return fraction(
    numberOf(left) * divisorOf(right) + numberOf(right) * divisorOf(left),
    divisorOf(left) * divisorOf(right),
  );
}

function minus(left, right) {
  return plus(left, times(right, -1n));
}

function times(left, right) {
  if (typeof left === "bigint" && typeof right === "bigint") {
    return left * right;
  }
  return fraction(numberOf(left) * numberOf(right), divisorOf(left) * divisorOf(right));
}

/** left ÷ right, which is not zero; always a fraction. */
function over(left, right) {
  return fraction(numberOf(left) * divisorOf(right), divisorOf(left) * numberOf(right));
}

/** Negative, zero or positive, as left is below, at or above right: numbers, or day numbers. */
function compare(left, right) {
  const difference = numberOf(left) * divisorOf(right) - numberOf(right) * divisorOf(left);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * A value at so many decimals: "half_up" is away from zero at the half, "down" towards zero, "up"
 * away from it. A whole number is given back as it is.
 */
function roundedTo(value, mode, places) {
  if (typeof value === "bigint") {
    return value;
  }
  const finer = places > 0 ? 10n ** BigInt(places) : 1n;
  const coarser = places < 0 ? 10n ** BigInt(-places) : 1n;
  const size = (value.number < 0n ? -value.number : value.number) * finer;
  const divisor = value.divisor * coarser;
  let units = size / divisor;
  if (mode === "half_up") {
    units = (2n * size + divisor) / (2n * divisor);
  } else if (mode === "up" && size % divisor !== 0n) {
    units += 1n;
  }
  return fraction((value.number < 0n ? -units : units) * coarser, finer);
}

/** The value in units of so many decimals, half up: 分 for money, millionths for a ratio. */
function unitsOf(value, places) {
  const scale = 10n ** BigInt(places);
  return numberOf(times(roundedTo(value, "half_up", places), scale));
}

/** "1234.56", "-0.05" */
function formatMoney(value) {
  const cents = unitsOf(value, 2);
  const digits = String(cents < 0n ? -cents : cents).padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A plain decimal without trailing zeros: "0.8", "0", "1", "-0.25". */
function formatRatio(value) {
  const millionths = unitsOf(value, 6);
  const digits = String(millionths < 0n ? -millionths : millionths).padStart(7, "0");
  const part = digits.slice(-6).replace(/0+$/, "");
  const sign = millionths < 0n ? "-" : "";
  return `${sign}${digits.slice(0, -6)}${part === "" ? "" : `.${part}`}`;
}
