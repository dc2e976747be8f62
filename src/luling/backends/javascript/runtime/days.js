// Days: a date is the number of its day, a BigInt; 1 is the first of January of year 1. No Date and
// no time zone.

function dayNumber(year, month, date) {
  const from = month > 2n ? year : year - 1n; // years begin in March, so that leap days end them
  const months = month > 2n ? month - 3n : month + 9n;
  const days = from * 365n + from / 4n - from / 100n + from / 400n;
  return days + (153n * months + 2n) / 5n + date - 306n;
}

function dateOf(day) {
  const since = day + 305n; // days since the first of March of year 0
  const cycle = since / 146097n;
  const rest = since % 146097n;
  const years = (rest - rest / 1460n + rest / 36524n - rest / 146096n) / 365n;
  const days = rest - (365n * years + years / 4n - years / 100n);
  const months = (5n * days + 2n) / 153n;
  const month = months < 10n ? months + 3n : months - 9n;
  return {
    year: years + cycle * 400n + (month <= 2n ? 1n : 0n),
    month,
    date: days - (153n * months + 2n) / 5n + 1n,
  };
}

function daysIn(year, month) {
  if (month === 2n) {
    return year % 4n === 0n && (year % 100n !== 0n || year % 400n === 0n) ? 29n : 28n;
  }
  return month === 4n || month === 6n || month === 9n || month === 11n ? 30n : 31n;
}

/** The day that "2021-03-01" names, or null where there is none such. */
function dayNamed(text) {
  const found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (found === null) {
    return null;
  }
  const [year, month, date] = found.slice(1).map(BigInt);
  const exists = year >= 1n && month >= 1n && month <= 12n && date >= 1n;
  return exists && date <= daysIn(year, month) ? dayNumber(year, month, date) : null;
}

/** A day that the policy names. */
function day(text) {
  return dayNamed(text);
}

/** "2021-03-01" */
function isoText(day) {
  const { year, month, date } = dateOf(day);
  const two = (part) => String(part).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(date)}`;
}

/** Day `wanted` of the month `months` after the day's; `overflow` says what of a day too many. */
function inMonth(start, months, wanted, overflow) {
  const { year, month } = dateOf(start);
  const count = year * 12n + month - 1n + months;
  if (count < 12n || count >= 120000n) {
    return new Failed(
      "no_such_day",
      `日期 ${isoText(start)} 推算 ${months} 个月后超出公元 1 年至 9999 年。`,
    );
  }
  const [toYear, toMonth] = [count / 12n, (count % 12n) + 1n];
  const last = daysIn(toYear, toMonth);
  if (wanted <= last) {
    return dayNumber(toYear, toMonth, wanted);
  }
  if (overflow === "error") {
    return new Failed("no_such_day", `${toYear}年${toMonth}月没有${wanted}日。`);
  }
  return dayNumber(toYear, toMonth, last) + (overflow === "next_day" ? 1n : 0n);
}

/** So many days later. */
function afterDays(start, days) {
  const found = start + days;
  if (found < 1n || found > 3652059n) {
    const words = `${isoText(start)} 起 ${days} 天`;
    return new Failed("no_such_day", `日期 ${words}超出公元 1 年至 9999 年。`);
  }
  return found;
}

/** So many months later, on the same day. */
function afterMonths(start, months, overflow) {
  return inMonth(start, months, dateOf(start).date, overflow);
}

/** Day `wanted` (null: the last) of the month so many later, or of December of that year. */
function dayOfMonth(start, months, wanted, yearEnd) {
  const { year, month } = dateOf(start);
  const count = year * 12n + month - 1n + months;
  const within = ((count % 12n) + 12n) % 12n;
  const shift = yearEnd ? months + 11n - within : months;
  return wanted === null
    ? inMonth(start, shift, 31n, "month_end")
    : inMonth(start, shift, wanted, "error");
}

/** Completed years (周岁); one born on 29 February ages on 1 March. */
function completedYears(born, on) {
  const [from, to] = [dateOf(born), dateOf(on)];
  const early = to.month < from.month || (to.month === from.month && to.date < from.date);
  return to.year - from.year - (early ? 1n : 0n);
}
