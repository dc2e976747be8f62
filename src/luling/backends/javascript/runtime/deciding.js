// One decision, from its table: facts and parameters, checks, the date, definitions, the answer.

/** What the rules of a decision ask: facts, parameters, the date, and the definitions so far. */
class Case {
  constructor(facts, params, date, undated) {
    this.facts = facts;
    this.params = params;
    this.date = date;
    this.undated = undated;
    this.values = Object.create(null);
    this.member = null;
  }

  /** The same case, with a member of a list at hand. */
  of(member) {
    const one = new Case(this.facts, this.params, this.date, this.undated);
    one.values = this.values;
    one.member = member;
    return one;
  }

  /** An entry of a table that the deployment supplies. */
  entry(id, ...keys) {
    const { given, otherwise } = this.params[id];
    const find = (...ids) => {
      const key = tableKey(ids);
      if (given.has(key)) {
        return given.get(key);
      }
      return otherwise === null ? missing(["params", id, ...ids].join(".")) : otherwise;
    };
    return lift(find, keys);
  }

  /** The value that the notice fixes for the date. */
  fixed(id, ...keys) {
    return lift((...ids) => this.fixedAt(INDEX.parameters.get(id), ids), keys);
  }

  fixedAt({ label, periods }, ids) {
    if (this.undated !== null) {
      return this.undated;
    }
    const found = periods.filter(({ from, to }) => held(from, to, this.date));
    if (found.length !== 1) {
      const message = `参数“${label}”在${this.dateWords()}没有规定的值。`;
      return new Failed("no_parameter_period", message);
    }
    const { value, table = [] } = found[0];
    if (ids.length === 0) {
      return value;
    }
    const entry = table.find(([keys]) => keys.every((key, at) => key === ids[at]));
    const message = `参数“${label}”没有规定 ${ids.join("、")} 的值。`;
    return entry === undefined ? new Failed("no_parameter_period", message) : entry[1];
  }

  dateWords() {
    if (this.date === null) {
      return "没有适用日期，";
    }
    const { year, month, date } = dateOf(this.date);
    return `${year}年${month}月${date}日`;
  }

  /** The code is in a catalogue on the date. */
  listed(catalogue, code) {
    if (this.undated !== null) {
      return this.undated;
    }
    const entries = INDEX.catalogues.get(catalogue).byCode;
    const isIn = (known) =>
      (entries.get(known) || []).some(({ from, to }) => held(from, to, this.date));
    return test(isIn, [code]);
  }
}

/**
 * Answers one decision by its id, or throws a DecisionError. `facts` and `params` are JSON values;
 * there is a trace where `options.trace` is true.
 */
function decide(decision, facts, params, options) {
  const table = INDEX.decisions.get(decision);
  if (table === undefined) {
    const known = new Map(TABLES.map(({ id, label }) => [id, label]));
    return unknownName(decision, known, "", "unknown_decision", "判定");
  }
  const at = readCase(table, facts, params);
  const found = new Map();
  for (const item of table.definitions) {
    found.set(item.id, define(item, at));
  }
  for (const check of table.checks) {
    if (check.holds(at) === false) {
      throw new DecisionError("contradiction", check.message, check.fact);
    }
  }
  if (at.undated !== null) {
    return unanswered(table, "incomplete", sorted(at.undated.missing));
  }
  if (!held(INDEX.from, INDEX.to, at.date)) {
    return unanswered(table, "not_in_force", []);
  }
  return answered(table, found, Boolean(options && options.trace));
}

// ---- facts and parameters

function readCase(table, facts, params) {
  const given = readObject(facts, "facts");
  const labels = labelsOf(table.facts);
  checkNames(given, labels, "facts", "unknown_fact", "事实");
  const known = Object.create(null);
  for (const item of table.facts) {
    const path = `facts.${item.id}`;
    const value = own(given, item.id);
    known[item.id] =
      item.type === "list"
        ? readRoster(item, value, path)
        : orMissing(readValue(item, value, path, item.label), path);
  }
  const supplied = readParameters(readObject(params, "params"));
  const dated = table.date === undefined ? null : known[table.date];
  const undated = dated instanceof Unknown ? dated : null;
  const at = new Case(known, supplied, undated === null ? dated : null, undated);
  for (const item of table.facts) {
    if (item.catalogue !== undefined) {
      derive(item, at, labels);
    }
  }
  return at;
}

function orMissing(value, path) {
  return value === null ? missing(path) : value;
}

function readParameters(given) {
  const external = labelsOf(PARAMETERS.filter((item) => item.external));
  for (const name of Object.keys(given)) {
    const declared = INDEX.parameters.get(name);
    if (declared === undefined) {
      unknownName(name, external, "params", "unknown_parameter", "参数");
    }
    if (!declared.external) {
      const path = `params.${name}`;
      const fixed = "由本通知规定，不能另行提供。只有“另行规定”的参数可以提供，请删去这一项。";
      throw new DecisionError("unknown_parameter", `${declared.label}（${path}）${fixed}`, path);
    }
  }
  const found = Object.create(null);
  for (const item of PARAMETERS.filter((one) => one.external)) {
    const path = `params.${item.id}`;
    const otherwise = item.otherwise === undefined ? null : item.otherwise;
    if (item.keys === undefined) {
      const value = readValue(item, own(given, item.id), path, item.label);
      found[item.id] = orMissing(value === null ? otherwise : value, path);
    } else {
      found[item.id] = { given: readTable(item, own(given, item.id), path), otherwise };
    }
  }
  return found;
}

/** Completes a fact from a catalogue by its code; what is given must not differ. */
function derive(item, at, labels) {
  const code = at.facts[item.key];
  if (code instanceof Unknown) {
    return;
  }
  const catalogue = INDEX.catalogues.get(item.catalogue);
  const entries = catalogue.byCode.get(code);
  if (entries === undefined) {
    const path = `facts.${item.key}`;
    const none = `目录“${catalogue.label}”中没有${shown(code)}这个编码。应为该目录所列的编码之一。`;
    throw new DecisionError("unknown_code", `${labels.get(item.key)}（${path}）：${none}`, path);
  }
  const entry = entries.find(({ from, to }) => held(from, to, at.date));
  const column = catalogue.columns.indexOf(item.id);
  if (at.undated !== null || entry === undefined || column < 0 || entry.cells[column] === null) {
    return;
  }
  if (at.facts[item.id] instanceof Unknown) {
    at.facts[item.id] = entry.cells[column];
  } else if (!same(at.facts[item.id], entry.cells[column])) {
    const path = `facts.${item.id}`;
    const differs = `给出的值与目录“${catalogue.label}”中该编码的值不同。请改为一致，或删去这一项。`;
    throw new DecisionError("contradiction", `${item.label}（${path}）：${differs}`, path);
  }
}

// ---- definitions

/** What became of a definition: its levels and values (one, or one a member), and what is shown. */
function define(item, at) {
  if (item.kind === "collection") {
    const levels = new Levels(at);
    const values = item.members.map((member) => isIn(member, levels));
    at.values[item.id] = new Map(item.members.map((member, n) => [member.id, values[n]]));
    return { levels: [levels], values, shown: shownCollection(item, values) };
  }
  if (item.kind === "per_member") {
    const members = at.facts[item.list];
    const each = members instanceof Unknown ? [] : members;
    const levels = each.map((member) => new Levels(at.of(member)));
    const values = (at.values[item.id] = []);
    levels.forEach((one) => values.push(valueOf(item, one)));
    return { levels, values, shown: shownMembers(item, members, levels, values) };
  }
  const levels = new Levels(at);
  const value = item.kind === "condition" ? levels.ask(item.when) : valueOf(item, levels);
  at.values[item.id] = value;
  return { levels: [levels], values: [value], shown: shownValue(item, value, at) };
}

function valueOf(item, levels) {
  const found = levels.group(item);
  if (found.failed !== null) {
    return found.failed;
  }
  if (emptied(found)) {
    return fallback(item, levels.at);
  }
  return found.certain ? only(found, [], []) : orFallback(item, found, levels.at);
}

function fallback(item, at) {
  if (item.otherwise !== undefined) {
    return item.otherwise(at);
  }
  const message = `“${item.label}”没有适用的规则：各条规则的条件都不成立，也没有写“可空”或“默认”。`;
  return item.nullable ? null : new Failed("gap", message);
}

/** A value that is not certain: what stands when no rule applies is possible too. */
function orFallback(item, found, at) {
  if (item.otherwise === undefined && !item.nullable) {
    return only(found, [], []);
  }
  const other = fallback(item, at);
  if (other instanceof Unknown || other instanceof Failed) {
    return new Unknown(new Set([...found.missing, ...missingOf([other])]));
  }
  return only(found, [other], []);
}

/** The one value that is possible, or Unknown. */
function only(found, more) {
  const values = distinct([...found.values, ...more]);
  return values.length === 1 && !found.open ? values[0] : new Unknown(found.missing);
}

/** Whether a member is in its collection: no rule applying is false. */
function isIn(member, levels) {
  const found = levels.group(member);
  if (found.failed !== null) {
    return found.failed;
  }
  if (emptied(found)) {
    return false;
  }
  const value = only(found, found.certain ? [] : [false]);
  return value instanceof Unknown ? value : value === true;
}

// ---- what is shown

function shownAs(value, paths = [], failed = null) {
  return { value, missing: paths, failed };
}

function shownValue(item, value, at) {
  if (value instanceof Failed) {
    return shownAs(null, [], value);
  }
  if (value instanceof Unknown) {
    return shownAs(item.type === "names" ? certainNames(item, at) : null, sorted(value.missing));
  }
  return shownAs(written(item, value));
}

function certainNames(item, at) {
  const names = item.names === undefined ? null : item.names(at);
  return names instanceof Unknown ? [...names.certain] : [];
}

function shownCollection(item, values) {
  const failed = values.find((value) => value instanceof Failed);
  if (failed !== undefined) {
    return shownAs(null, [], failed);
  }
  const certain = item.members.filter((member, at) => values[at] === true);
  return shownAs(certain.map(({ id }) => id), sorted(missingOf(values)));
}

function shownMembers(item, members, levels, values) {
  if (members instanceof Unknown) {
    return shownAs(item.type === "names" ? [] : null, sorted(members.missing));
  }
  const each = values.map((value, at) => shownValue(item, value, levels[at].at));
  const failed = each.find((one) => one.failed !== null);
  if (failed !== undefined) {
    return failed;
  }
  const paths = new Set(each.flatMap((one) => one.missing));
  return shownAs(each.map((one) => one.value), sorted(paths));
}

/** A known value in its JSON form; an integer that a Number can't hold stays a BigInt. */
function written(item, value) {
  if (value === null) {
    return null;
  }
  switch (item.type) {
    case "money":
      return formatMoney(value);
    case "ratio":
      return formatRatio(value);
    case "date":
      return isoText(value);
    case "names":
      return [...value];
    case "set":
      return orderOf(item).filter((id) => value.has(id));
    default:
      break;
  }
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof value !== "bigint" || Number.isSafeInteger(number) ? number : value;
}

function orderOf(item) {
  return item.order === undefined ? [...enumeration(item.of).labels.keys()] : item.order;
}

// ---- the answer

function answered(table, found, isTraced) {
  const labels = labelsOf(table.definitions);
  const outputs = [];
  const unresolved = [];
  for (const id of table.outputs) {
    const { value, missing: paths, failed } = found.get(id).shown;
    if (failed !== null) {
      throw new DecisionError(failed.code, `${labels.get(id)}（${id}）：${failed.message}`);
    }
    outputs.push([id, value]);
    if (paths.length > 0) {
      unresolved.push([id, [...paths]]);
    }
  }
  const status = unresolved.length > 0 ? "incomplete" : "decided";
  const trace = isTraced ? table.definitions.map((item) => explain(item, found)) : [];
  return answer(table, status, outputs, unresolved, trace);
}

function unanswered(table, status, paths) {
  const outputs = table.outputs.map((id) => [id, null]);
  const unresolved = paths.length > 0 ? table.outputs.map((id) => [id, [...paths]]) : [];
  return answer(table, status, outputs, unresolved, []);
}

function answer(table, status, outputs, unresolved, trace) {
  return {
    policy: POLICY.id,
    decision: table.id,
    status,
    outputs: Object.fromEntries(outputs),
    unresolved: Object.fromEntries(unresolved),
    trace,
  };
}
