// Rules and their exceptions: which value the sentences of one definition give. A rule gives
// nothing, certainly a value, or maybe a value. Exceptions are consulted first; what is certain
// among them sets aside what stands below. Rules of one level that give the same value merge;
// different values conflict.

/** The value of 恢复: what it stands over is as if it were not there. */
const CANCEL = Symbol("恢复");

/** A part of a condition, with the words that a trace shows when it does not hold. */
function leaf(words, holds) {
  return { words, holds };
}

function allOf(...parts) {
  return { combine: all, parts };
}

function anyOf(...parts) {
  return { combine: any, parts };
}

function leavesOf(condition) {
  return condition.parts === undefined ? [condition] : condition.parts.flatMap(leavesOf);
}

/**
 * What a rule, a node (a rule under its exceptions) or a level gives: `certain` that it gives
 * something, the distinct known `values` it may give, `open` when another value is possible, and
 * what is missing to tell. With `failed` the rest says nothing. `rule` is the one to name.
 */
function outcome(rule, certain, values, open, paths, failed = null) {
  return { rule, certain, values, open, missing: paths, failed };
}

const NOTHING = new Set();
const EMPTY = outcome(null, false, [], false, NOTHING);

function emptied(found) {
  return !found.certain && !found.open && found.values.length === 0 && found.failed === null;
}

function settled(found) {
  return found.certain && !found.open && found.values.length === 1;
}

function cancels(found) {
  return settled(found) && found.values[0] === CANCEL;
}

function held(from, to, date) {
  if (date === null) {
    return true;
  }
  return (from === undefined || from <= date) && (to === undefined || date <= to);
}

/** The rules of one case, or of one member at hand; what was asked is kept for the trace. */
class Levels {
  constructor(at) {
    this.at = at;
    this.answers = new Map();
    this.groups = new Map();
  }

  /** The answer of a condition, or of a part of it. */
  ask(condition) {
    if (!this.answers.has(condition)) {
      const answer =
        condition.parts === undefined
          ? condition.holds(this.at)
          : condition.combine(...condition.parts.map((part) => this.ask(part)));
      this.answers.set(condition, answer);
    }
    return this.answers.get(condition);
  }

  inPeriod(rule) {
    return held(rule.from, rule.to, this.at.date);
  }

  /** true, false, Unknown or Failed: the date is in the rule's period, and its condition holds. */
  applies(rule) {
    if (!this.inPeriod(rule)) {
      return false;
    }
    const parts = [];
    if (this.at.undated !== null && (rule.from !== undefined || rule.to !== undefined)) {
      parts.push(this.at.undated);
    }
    if (rule.when !== undefined) {
      parts.push(this.ask(rule.when));
    }
    return all(...parts);
  }

  rule(rule) {
    const answer = this.applies(rule);
    if (answer === false) {
      return EMPTY;
    }
    if (answer instanceof Failed) {
      return outcome(rule, false, [], false, NOTHING, answer);
    }
    const certain = answer === true;
    const paths = certain ? NOTHING : answer.missing;
    const value = rule.value === undefined ? CANCEL : rule.value(this.at);
    if (value instanceof Failed) {
      return certain
        ? outcome(rule, false, [], false, NOTHING, value)
        : outcome(rule, false, [], true, paths);
    }
    if (value instanceof Unknown) {
      return outcome(rule, certain, [], true, new Set([...paths, ...value.missing]));
    }
    return outcome(rule, certain, [value], false, paths);
  }

  node(rule) {
    return this.under(rule.exceptions, () => this.rule(rule));
  }

  group(group) {
    if (!this.groups.has(group)) {
      this.groups.set(group, this.under(group.exceptions, () => this.combined(group)));
    }
    return this.groups.get(group);
  }

  /** What the exceptions give where that is certain, else joined with what stands below. */
  under(exceptions, base) {
    if (exceptions === undefined) {
      return base();
    }
    const above = this.group(exceptions);
    if (above.failed !== null) {
      return above;
    }
    if (cancels(above)) {
      return EMPTY;
    }
    const mayCancel = above.values.includes(CANCEL);
    const kept = { ...above, values: above.values.filter((value) => value !== CANCEL) };
    if (above.certain) {
      return { ...kept, certain: !mayCancel };
    }
    let below = base();
    if (emptied(above)) {
      return below;
    }
    if (below.failed !== null) {
      below = outcome(below.rule, true, [], true, NOTHING);
    }
    return joined([kept, below], below.certain && !mayCancel, below.rule || above.rule);
  }

  /** The rules of one level together, in the order of the source. */
  combined(group) {
    if (group.firstHit === true) {
      return this.firstHit(group);
    }
    const found = group.rules.map((rule) => this.node(rule)).filter((one) => !emptied(one));
    const failed = found.find((one) => one.failed !== null);
    if (failed !== undefined) {
      return failed;
    }
    const clash = conflict(found.filter(settled));
    if (clash !== null) {
      return outcome(null, false, [], false, NOTHING, clash);
    }
    const certain = found.filter((one) => one.certain);
    const isCertain = certain.length > 0 || (group.total === true && found.length > 0);
    const namesake = [...certain, ...found, EMPTY][0].rule;
    const together = joined(found.map((one) => needful(one, found)), isCertain, namesake);
    return mayCancelAndGive(found) ? { ...together, open: true } : together;
  }

  /** A list read from above: the first rule that is certain ends it. */
  firstHit(group) {
    const passed = [];
    for (const rule of group.rules) {
      let found = this.node(rule);
      if (found.failed !== null) {
        if (passed.length === 0) {
          return found;
        }
        found = outcome(found.rule, true, [], true, NOTHING);
      }
      if (!emptied(found)) {
        passed.push(found);
      }
      if (found.certain) {
        return joined(passed, true, found.rule);
      }
    }
    const isCertain = group.total === true && passed.length > 0;
    return joined(passed, isCertain, passed.length > 0 ? passed[0].rule : null);
  }
}

function joined(parts, certain, rule) {
  const paths = new Set();
  parts.forEach((part) => part.missing.forEach((path) => paths.add(path)));
  const values = distinct(parts.flatMap((part) => part.values));
  const found = outcome(rule, certain, values, parts.some((part) => part.open), paths);
  return settled(found) ? { ...found, missing: NOTHING } : found;
}

function distinct(values) {
  return values.filter((value, at) => values.findIndex((other) => same(value, other)) === at);
}

/** What could only give what another rule gives already asks for nothing. */
function needful(one, found) {
  if (one.certain || one.open || one.values.length !== 1) {
    return one;
  }
  const given = found.some((other) => settled(other) && same(other.values[0], one.values[0]));
  return given ? { ...one, missing: NOTHING } : one;
}

/** One may cancel and another may give a value, which the level above would not see. */
function mayCancelAndGive(found) {
  return found.some(
    (one) =>
      one.values.includes(CANCEL) &&
      found.some((other) => other !== one && other.values.some((value) => value !== CANCEL)),
  );
}

function conflict(certain) {
  const other = certain.find((one) => !same(one.values[0], certain[0].values[0]));
  if (other === undefined) {
    return null;
  }
  const both = `${described(certain[0].rule)}与${described(other.rule)}`;
  return new Failed("conflict", `${both}同时适用，结果却不同。`);
}

function described(rule) {
  const name = `规则“${rule.label || rule.id}”`;
  const clauses = (rule.citations || []).map(({ policy, clause }) => `${policy} ${clause}`);
  return clauses.length > 0 ? `${name}（${clauses.join("、")}）` : name;
}
