// Lists of members, collections, and bracket tables. A list that is missing is Unknown; otherwise
// every member is looked at in turn.

/** Where a member stands in its list. */
const PLACE = Symbol("place");

/** The value that a definition per member (逐项) has for this member. */
function ofMember(values, member) {
  return values[member[PLACE]];
}

/** Whether a member is selected; a filter that is null does not select. */
function passes(member, filter) {
  const answer = filter === null ? true : filter(member);
  return answer === null ? false : answer;
}

/** The values of the members that are or may be selected, one after another. */
function selected(members, filter, value) {
  if (members instanceof Unknown) {
    return [members];
  }
  const found = [];
  for (const member of members) {
    const answer = passes(member, filter);
    if (answer instanceof Unknown) {
      found.push(new Unknown(missingOf([answer, value(member)])));
    } else if (answer !== false) {
      found.push(answer === true ? value(member) : answer);
    }
  }
  return found;
}

/** 计数 */
function countOf(members, filter) {
  return lift((...ones) => BigInt(ones.length), selected(members, filter, () => true));
}

/** 合计, from `nothing` (a zero of its type) */
function sumOf(members, filter, value, nothing) {
  return lift((...values) => values.reduce(plus, nothing), selected(members, filter, value));
}

/** 名单: the names of the members that are selected. */
function namesOf(members, filter, name) {
  if (members instanceof Unknown) {
    return members;
  }
  const certain = [];
  const parts = [];
  for (const member of members) {
    const answer = passes(member, filter);
    if (answer === false) {
      continue;
    }
    if (answer instanceof Failed) {
      return answer;
    }
    const known = name(member);
    parts.push(answer, known);
    if (answer === true && !(known instanceof Unknown)) {
      certain.push(known);
    }
  }
  const paths = missingOf(parts);
  return paths.size > 0 ? new Unknown(paths, certain) : certain;
}

/** 每个: no member that is selected fails. */
function every(members, filter, value) {
  if (members instanceof Unknown) {
    return members;
  }
  return all(...members.map((member) => any(not(passes(member, filter)), value(member))));
}

/** 任一: one that is selected meets it. */
function some(members, filter, value) {
  if (members instanceof Unknown) {
    return members;
  }
  return any(...members.map((member) => all(passes(member, filter), value(member))));
}

/** A list of names is empty: no member is selected. */
function noMember(members, filter) {
  if (members instanceof Unknown) {
    return not(members);
  }
  return noneOf(members.map((member) => passes(member, filter)));
}

function noneOf(parts) {
  return all(...[...parts].map(not));
}

/** A collection, whose members are each known or not, as a plain set. */
function collected(inside) {
  const ids = [...inside.keys()];
  return lift((...known) => new Set(ids.filter((id, at) => known[at])), [...inside.values()]);
}

// ---- bracket tables

/** A row of a bracket table; null is unbounded. `value` is asked only where the row counts. */
function row(lower, upper, value) {
  return { lower, upper, value };
}

function rowOf(amount, rows, table) {
  const at = position(amount, table.order);
  return rows.findIndex(({ lower, upper }, place) => {
    const low = lower === null ? 1 : compare(at, position(lower, table.order));
    const high = upper === null ? -1 : compare(at, position(upper, table.order));
    const startsAtZero = place === 0 && lower !== null && low === 0 && numberOf(at) === 0n;
    if (startsAtZero && table.mode !== "value") {
      return true;
    }
    return table.lowerClosed ? low >= 0 && high < 0 : low > 0 && high <= 0;
  });
}

/**
 * A bracket table. mode "marginal" (分段累进): each row's part of the amount times its ratio,
 * summed; "whole" (全额按档): the amount times the ratio of its row; "value" (按档取值): the value.
 * `words` are the amount as an error names it.
 */
function brackets(amount, table, rows) {
  const found = (known) => {
    const at = rowOf(known, rows, table);
    if (at < 0) {
      const message = `“${table.words}”的值不在分段表的任何一档之内。`;
      return new Failed("no_bracket", message);
    }
    if (table.mode === "value") {
      return rows[at].value();
    }
    if (table.mode === "whole") {
      return multiply(known, rows[at].value());
    }
    const used = rows.slice(0, at + 1);
    const parts = (...ratios) => used.map((one, n) => times(width(one, known), ratios[n]));
    const total = (...ratios) => parts(...ratios).reduce(plus, fraction(0n, 1n));
    return lift(total, used.map((one) => one.value()));
  };
  return lift(found, [amount]);
}

/** How much of the amount lies in a row. */
function width({ lower, upper }, amount) {
  const top = upper === null || compare(amount, upper) < 0 ? amount : upper;
  return lower === null ? top : minus(top, lower);
}
