"""A decision as a table, and how it is answered: reading, checks, dates, definitions, answer.

This is the whole meaning, for facts that may be unknown; the plain functions of a generated module
answer the ordinary cases and hand every other one to `answer`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from luling.runtime.cases import Case, Member
from luling.runtime.errors import DecisionError
from luling.runtime.inputs import (
    check_names,
    check_unique_names,
    fixed_parameter,
    format_money,
    format_ratio,
    read_choice,
    read_object,
    read_roster,
    read_set,
    read_table,
    shown,
    unknown_name,
)
from luling.runtime.kleene import NOTHING, Failed, Unknown
from luling.runtime.levels import Group, Levels, When, in_period
from luling.runtime.numbers import Exact, half_up, to_scale

Reader = Callable[[object, str, str], Any]
Writer = Callable[[Any], Any]


class Input(NamedTuple):
    """A fact, a field or a parameter: how its value is read."""

    id: str
    label: str
    read: Reader


class Roster(NamedTuple):
    """A fact that is a list of objects."""

    id: str
    label: str
    fields: tuple[Input, ...]


class Derived(NamedTuple):
    """A fact that a catalogue gives for a code."""

    fact: str
    key: str
    catalogue: Mapping[str, Sequence[tuple[Any, Any, tuple[Any, ...]]]]
    label: str
    column: int | None


class Parameter(NamedTuple):
    """A parameter that the deployment supplies; with keys it is a table over enumerations."""

    id: str
    label: str
    read: Reader
    keys: tuple[tuple[Mapping[str, str], Mapping[str, str]], ...] = ()
    default: Any = None


class Check(NamedTuple):
    """What the facts must satisfy among themselves."""

    test: Callable[[Case], Any]
    message: str
    fact: str | None


class Part(NamedTuple):
    """A possible member of a collection."""

    id: str
    label: str
    group: Group


class Definition(NamedTuple):
    """One definition: a condition (`when`), a collection (`parts`) or the rules of a `group`.

    `write` gives the JSON form of its value, `names` the names that are certain on a list.
    """

    id: str
    label: str
    kind: str
    group: Group | None = None
    when: When | None = None
    uses: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    write: Writer | None = None
    default: Callable[[Case], Any] | None = None
    nullable: bool = False
    roster: str | None = None
    names: Callable[[Case], Any] | None = None
    is_list: bool = False


class Table(NamedTuple):
    """All of one decision."""

    policy: str
    id: str
    facts: tuple[Input | Roster, ...]
    params: tuple[Parameter, ...]
    fixed: Mapping[str, str]
    derived: tuple[Derived, ...]
    date_fact: str | None
    effective: datetime.date | None
    expires: datetime.date | None
    checks: tuple[Check, ...]
    definitions: tuple[Definition, ...]
    outputs: tuple[str, ...]
    memory: dict[tuple[object, ...], dict[str, Any]]


class Outcome(NamedTuple):
    """A definition as the answer shows it."""

    value: Any
    missing: tuple[str, ...] = ()
    failed: Failed | None = None


class Found:
    """What became of each definition, for the answer and the trace: its levels (one evaluation, or
    one for each member of its list) and how it is shown."""

    __slots__ = ("case", "levels", "results", "shown", "table")

    def __init__(self, table: Table, case: Case) -> None:
        self.table = table
        self.case = case
        self.levels: dict[str, list[Levels]] = {}
        self.results: dict[str, list[Any]] = {}
        self.shown: dict[str, Outcome] = {}


def answer(
    table: Table,
    facts: object,
    params: object,
    trace: Callable[[Found], list[dict[str, Any]]] | None,
) -> dict[str, Any]:
    """The answer to one decision, or a `DecisionError`."""
    case = read_case(table, facts, params)
    found = Found(table, case)
    for definition in table.definitions:
        define(definition, found)
    for check in table.checks:
        if check.test(case) is False:
            raise DecisionError("contradiction", check.message, check.fact)
    if case.undated is not None:
        missing = sorted(case.undated.missing)
        return answered(
            table, "incomplete", dict.fromkeys(table.outputs),
            {id: list(missing) for id in table.outputs}, [],
        )  # fmt: skip
    if case.date is not None and not in_period(table.effective, table.expires, case.date):
        return answered(table, "not_in_force", dict.fromkeys(table.outputs), {}, [])
    outputs: dict[str, Any] = {}
    unresolved: dict[str, list[str]] = {}
    labels = {definition.id: definition.label for definition in table.definitions}
    for id in table.outputs:
        value, missing_paths, failed = found.shown[id]
        if failed is not None:
            raise DecisionError(failed.code, f"{labels[id]}（{id}）：{failed.message}")
        outputs[id] = value
        if missing_paths:
            unresolved[id] = list(missing_paths)
    status = "incomplete" if unresolved else "decided"
    steps = [] if trace is None else trace(found)
    return answered(table, status, outputs, unresolved, steps)


def answered(
    table: Table,
    status: str,
    outputs: dict[str, Any],
    unresolved: dict[str, list[str]],
    trace: list[dict[str, Any]],
) -> dict[str, Any]:
    """An answer in its JSON form."""
    return {
        "policy": table.policy,
        "decision": table.id,
        "status": status,
        "outputs": outputs,
        "unresolved": unresolved,
        "trace": trace,
    }


# ---------------------------------------------------------------- reading


def read_case(table: Table, facts: object, params: object) -> Case:
    """Facts, then parameters, validated; what is absent or null is unknown."""
    given = read_object(facts, "facts")
    labels = {item.id: item.label for item in table.facts}
    check_names(given, labels, "facts", "unknown_fact", "事实")
    known = {item.id: read_fact(item, given.get(item.id)) for item in table.facts}
    supplied = read_params(table, read_object(params, "params"))
    date = None if table.date_fact is None else known[table.date_fact]
    undated = None
    if type(date) is Unknown:
        date, undated = None, date
    for item in table.derived:
        derive(item, known, labels, date, undated is not None)
    return Case(known, supplied, date, undated)


def read_fact(item: Input | Roster, value: object) -> Any:
    """One fact, or the members of a list."""
    path = f"facts.{item.id}"
    if isinstance(item, Input):
        return or_unknown(item.read(value, path, item.label), path)
    listed = read_roster(value, path, item.label)
    if listed is None:
        return Unknown(frozenset([path]))
    labels = {field.id: field.label for field in item.fields}
    members = []
    for place, given in enumerate(listed):
        below = f"{path}[{place}]"
        check_names(given, labels, below, "unknown_key", "字段")
        fields = {}
        for field in item.fields:
            at = f"{below}.{field.id}"
            value = field.read(given.get(field.id), at, f"{item.label}的{field.label}")
            fields[field.id] = or_unknown(value, at)
        members.append(Member(place, fields))
    if "name" in labels:
        names = [member["name"] for member in members]
        plain = [None if type(name) is Unknown else name for name in names]
        check_unique_names(plain, path, item.label)
    return members


def read_params(table: Table, given: Mapping[str, object]) -> dict[str, Any]:
    """The parameters that the deployment supplies, else their defaults."""
    labels = {item.id: item.label for item in table.params}
    for name in given:
        if name in table.fixed:
            fixed_parameter(f"params.{name}", table.fixed[name])
        if name not in labels:
            unknown_name(name, labels, "params", "unknown_parameter", "参数")
    found: dict[str, Any] = {}
    for item in table.params:
        path, value = f"params.{item.id}", given.get(item.id)
        if item.keys:
            entries = read_table(value, path, item.label, item.keys, item.read)
            found[item.id] = entries if item.default is None else Defaulted(entries, item.default)
        else:
            plain = item.read(value, path, item.label)
            found[item.id] = or_unknown(item.default if plain is None else plain, path)
    return found


def or_unknown(value: Any, path: str) -> Any:
    """The value, or that it is missing."""
    return Unknown(frozenset([path])) if value is None else value


class Defaulted(dict[tuple[str, ...], Any]):
    """A table in which every entry that is not given has the default."""

    __slots__ = ("default",)

    def __init__(self, entries: Mapping[tuple[str, ...], Any], default: Any) -> None:
        super().__init__(entries)
        self.default = default

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: tuple[str, ...]) -> Any:
        return self.default


def derive(
    item: Derived,
    known: dict[str, Any],
    labels: Mapping[str, str],
    date: datetime.date | None,
    waits: bool,
) -> None:
    """Completes a fact from a catalogue by its code."""
    code = known[item.key]
    if type(code) is Unknown:
        return
    entries = item.catalogue.get(code)
    if not entries:
        path = f"facts.{item.key}"
        raise DecisionError(
            "unknown_code",
            f"{labels[item.key]}（{path}）：目录“{item.label}”中没有{shown(code)}这个编码。"
            f"应为该目录所列的编码之一。",
            path,
        )
    in_force = [cells for start, end, cells in entries if in_period(start, end, date)]
    if waits or item.column is None or not in_force:
        return
    value = in_force[0][item.column]
    if value is None:
        return
    if type(known[item.fact]) is Unknown:
        known[item.fact] = value
    elif known[item.fact] != value:
        path = f"facts.{item.fact}"
        raise DecisionError(
            "contradiction",
            f"{labels[item.fact]}（{path}）：给出的值与目录“{item.label}”中该编码的值不同。"
            f"请改为一致，或删去这一项。",
            path,
        )


def choice(accepted: Mapping[str, str], labels: Mapping[str, str]) -> Reader:
    """Reads a value of an enumeration."""
    return lambda value, path, label: read_choice(value, path, label, accepted, labels)


def choices(accepted: Mapping[str, str], labels: Mapping[str, str]) -> Reader:
    """Reads a set of values of an enumeration."""
    return lambda value, path, label: read_set(value, path, label, accepted, labels)


def times(read: Reader, factor: int) -> Reader:
    """Reads a number at a finer scale."""

    def scaled(value: object, path: str, label: str) -> Any:
        number = read(value, path, label)
        return None if number is None else number * factor

    return scaled


# ---------------------------------------------------------------- definitions


def define(item: Definition, found: Found) -> None:
    """Evaluates a definition, which uses only earlier ones."""
    case = found.case
    if item.kind == "collection":
        levels = Levels(case)
        results = [is_in(part, levels) for part in item.parts]
        found.levels[item.id], found.results[item.id] = [levels], results
        ids = [part.id for part in item.parts]
        case.values[item.id] = dict(zip(ids, results, strict=True))
        found.shown[item.id] = shown_collection(ids, results)
    elif item.roster is not None:
        found.levels[item.id], found.results[item.id] = [], []
        case.values[item.id] = values = []
        members = case.facts[item.roster]
        for member in () if type(members) is Unknown else members:
            levels = Levels(case.at(member))
            found.levels[item.id].append(levels)
            values.append(value_of(item, levels))
        found.results[item.id] = values
        found.shown[item.id] = shown_members(item, members, values)
    else:
        levels = Levels(case)
        value = value_of(item, levels)
        found.levels[item.id], found.results[item.id] = [levels], [value]
        case.values[item.id] = value
        found.shown[item.id] = shown_value(item, value, case)


def value_of(item: Definition, levels: Levels) -> Any:
    """The value of a definition that is no collection."""
    if item.when is not None:
        return item.when.combine(*levels.ask(item.id, item.when))
    assert item.group is not None
    result = levels.group(item.group)
    if result.failed is not None:
        return result.failed
    values, open_, missing = result.values, result.open, result.missing
    if not result.certain:
        if result.empty:
            if item.default is not None:
                return item.default(levels.case)
            return None if item.nullable else gap(item)
        if item.default is not None or item.nullable:
            other = None if item.default is None else item.default(levels.case)
            if type(other) is Unknown:
                open_, missing = True, missing | other.missing
            elif type(other) is Failed:
                open_ = True
            elif other not in values:
                values = (*values, other)
    if len(values) == 1 and not open_:
        return values[0]
    return Unknown(missing)


def is_in(part: Part, levels: Levels) -> Any:
    """Whether a member is in its collection: no rule applying is false."""
    result = levels.group(part.group)
    if result.failed is not None:
        return result.failed
    if result.empty:
        return False
    if result.certain and result.settled:
        return result.values[0] is True
    if not result.certain and not result.open and result.values == (False,):
        return False
    return Unknown(result.missing)


def gap(item: Definition) -> Failed:
    """No sentence applies."""
    return Failed(
        "gap", f"“{item.label}”没有适用的规则：各条规则的条件都不成立，也没有写“可空”或“默认”。"
    )


# ---------------------------------------------------------------- what is shown


def shown_value(item: Definition, value: Any, case: Case) -> Outcome:
    """One value of a definition."""
    if type(value) is Failed:
        return Outcome(None, (), value)
    if type(value) is Unknown:
        names: Any = None
        if item.is_list:
            certain = item.names(case) if item.names is not None else None
            names = list(certain.certain) if type(certain) is Unknown else []
        return Outcome(names, tuple(sorted(value.missing)))
    return Outcome(value if value is None or item.write is None else item.write(value))


def shown_collection(ids: Sequence[str], results: Sequence[Any]) -> Outcome:
    """The certain members of a collection."""
    missing = NOTHING
    for result in results:
        if type(result) is Failed:
            return Outcome(None, (), result)
        if type(result) is Unknown:
            missing |= result.missing
    certain = [id for id, result in zip(ids, results, strict=True) if result is True]
    return Outcome(certain, tuple(sorted(missing)))


def shown_members(item: Definition, members: Any, values: Sequence[Any]) -> Outcome:
    """The values for the members of a list."""
    if type(members) is Unknown:
        return Outcome([] if item.is_list else None, tuple(sorted(members.missing)))
    each = [shown_value(item, value, Case({}, {}, None, None)) for value in values]
    for one in each:
        if one.failed is not None:
            return one
    missing = sorted({path for one in each for path in one.missing})
    return Outcome([one.value for one in each], tuple(missing))


def money(scale: int) -> Writer:
    """Writes an amount of that scale, shown to 分."""
    if scale == 100:
        return format_money
    return lambda value: format_money(half_up(value * 100, scale))


def ratio(scale: int) -> Writer:
    """Writes a ratio of that scale, shown to six decimals."""
    if scale == 1_000_000:
        return format_ratio
    return lambda value: format_ratio(half_up(value * 1_000_000, scale))


def exact_money(value: Exact) -> str:
    """Writes an amount that no rule rounded, shown to 分."""
    return format_money(to_scale(value, 100))


def exact_ratio(value: Exact) -> str:
    """Writes a ratio that no rule rounded, shown to six decimals."""
    return format_ratio(to_scale(value, 1_000_000))


def iso(value: datetime.date) -> str:
    """Writes a date."""
    return value.isoformat()


def in_order(order: Sequence[str]) -> Writer:
    """Writes a set, in the order of the source."""
    return lambda value: [id for id in order if id in value]
