// The trace: which rule gave each value, what set others aside, and why others did not apply.

/** The entry of one definition. */
function explain(item, found) {
  const { levels, values, shown: seen } = found.get(item.id);
  const entry = {
    definition: item.id,
    label: item.label,
    kind: item.kind,
    status: statusOf(seen),
    value: item.kind === "per_member" ? null : copied(seen.value),
    missing: [...seen.missing],
    uses: [],
    refers_to: null,
    failed: [],
    rules: [],
    members: [],
  };
  if (item.kind === "collection") {
    const judged = item.members.map((member) => verdicts(member, levels[0]));
    entry.members = item.members.map((member, at) => ({
      id: member.id,
      label: member.label,
      in: typeof values[at] === "boolean" ? values[at] : null,
      missing: sorted(missingOf([values[at]])),
      rules: judged[at].map((one) => explainRule(one, levels[0])),
    }));
    entry.uses = usesOf(judged.flat());
  } else if (item.kind === "per_member") {
    const judged = levels.map((one) => verdicts(item, one));
    entry.members = levels.map((one, at) => explainMember(item, at, values[at], judged[at], one));
    entry.uses = usesOf(judged.flat());
  } else if (item.kind === "condition") {
    entry.uses = sorted(item.uses || []);
    entry.failed = values[0] === false ? falseLeaves(item.when, levels[0]) : [];
  } else {
    const judged = verdicts(item, levels[0]);
    entry.rules = judged.map((one) => explainRule(one, levels[0]));
    entry.uses = usesOf(judged);
    Object.assign(entry, refined(item, entry.status, entry.value, judged, levels[0]));
  }
  return entry;
}

function copied(value) {
  return Array.isArray(value) ? value.map(copied) : value;
}

function statusOf(seen) {
  if (seen.failed !== null) {
    return "failed";
  }
  return seen.missing.length > 0 ? "unknown" : "known";
}

/** A known value may be a default, or null because the notice leaves it to another document. */
function refined(item, status, value, judged, levels) {
  if (status !== "known") {
    return { status, refers_to: null };
  }
  if (emptied(levels.group(item))) {
    return { status: "default", refers_to: null };
  }
  const silent = ({ rule, verdict }) => verdict === "applied" && rule.unspecified === true;
  const found = value === null ? judged.find(silent) : undefined;
  if (found === undefined) {
    return { status, refers_to: null };
  }
  return { status: "unspecified", refers_to: found.rule.refersTo || null };
}

function explainMember(item, index, value, judged, levels) {
  const seen = shownValue(item, value, levels.at);
  return {
    index,
    status: refined(item, statusOf(seen), seen.value, judged, levels).status,
    value: seen.value,
    missing: [...seen.missing],
    rules: judged.map((one) => explainRule(one, levels)),
  };
}

function explainRule({ rule, verdict, by }, levels) {
  let failed = [];
  if (verdict === "not_applied") {
    failed = levels.inPeriod(rule) ? falseLeaves(rule.when, levels) : ["不在有效期内"];
  }
  return {
    rule: rule.id,
    label: rule.label || "",
    kind: rule.kind,
    verdict,
    citations: (rule.citations || []).map(({ policy, clause, quotes }) => ({
      policy,
      clause,
      quotes: [...quotes],
    })),
    failed,
    missing: sorted(missingOf([levels.applies(rule)])),
    by: [...by],
  };
}

/** The parts of a condition that are false (or null), in words. */
function falseLeaves(condition, levels) {
  const leaves = condition === undefined ? [] : leavesOf(condition);
  const fails = (one) => levels.ask(one) === false || levels.ask(one) === null;
  return leaves.filter(fails).map(({ words }) => words);
}

function usesOf(judged) {
  const applied = judged.filter(({ verdict }) => verdict === "applied");
  return sorted(new Set(applied.flatMap(({ rule }) => rule.uses || [])));
}

// ---- verdicts

/** Every rule: nodes, each followed by its exceptions, then the exceptions of the group. */
function verdicts(group, levels, around = []) {
  const judged = [];
  let covers = group.exceptions === undefined ? around : [group.exceptions, ...around];
  let isHit = false;
  for (const rule of group.rules) {
    const isExcepted = rule.exceptions !== undefined;
    judged.push(verdictOf(rule, isExcepted ? [rule.exceptions, ...covers] : covers, levels));
    if (isExcepted) {
      judged.push(...verdicts(rule.exceptions, levels, covers));
    }
    if (group.firstHit === true && !isHit && levels.node(rule).certain) {
      covers = [rule, ...covers];
      isHit = true;
    }
  }
  if (group.exceptions !== undefined) {
    judged.push(...verdicts(group.exceptions, levels, around));
  }
  return judged;
}

function verdictOf(rule, covers, levels) {
  const answer = levels.applies(rule);
  if (answer === false) {
    return { rule, verdict: "not_applied", by: [] };
  }
  if (answer !== true) {
    return { rule, verdict: "undecided", by: [] };
  }
  for (const cover of covers) {
    const isGroup = cover.rules !== undefined;
    const found = isGroup ? levels.group(cover) : levels.node(cover);
    if (found.certain) {
      const verdict = isGroup && cancels(found) ? "cancelled" : "set_aside";
      return { rule, verdict, by: appliedIn(cover, levels).map(({ id }) => id) };
    }
  }
  return { rule, verdict: "applied", by: [] };
}

/** The rules of a group, or of a rule with its exceptions, that apply, seen by itself. */
function appliedIn(cover, levels) {
  const { exceptions } = cover;
  if (exceptions !== undefined) {
    const above = levels.group(exceptions);
    if (cancels(above)) {
      return [];
    }
    if (above.certain) {
      return appliedIn(exceptions, levels);
    }
  }
  const found = [];
  if (cover.rules === undefined) {
    found.push(...(levels.applies(cover) === true ? [cover] : []));
  } else {
    for (const rule of cover.rules) {
      found.push(...appliedIn(rule, levels));
      if (cover.firstHit === true && levels.node(rule).certain) {
        break;
      }
    }
  }
  return exceptions === undefined ? found : [...found, ...appliedIn(exceptions, levels)];
}
