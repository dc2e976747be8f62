"""How a decision is answered from its table: checks, dates, definitions, answer.

This is the whole meaning, for facts that may be unknown; the plain functions of a generated module
answer the ordinary cases and hand every other one to `answer`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from luling.runtime.cases import Case
from luling.runtime.errors import DecisionError
from luling.runtime.kleene import Failed, Unknown
from luling.runtime.levels import Levels, in_period
from luling.runtime.reading import read_case
from luling.runtime.showing import Outcome, shown_collection, shown_members, shown_value
from luling.runtime.table import Definition, Part, Table


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
