"""Values as they are answered: the JSON form of each type, and what an output shows when it is not
wholly known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from luling.core import ir
from luling.interpreter.context import Context
from luling.interpreter.expressions import evaluate
from luling.interpreter.rosters import names_of
from luling.interpreter.values import (
    TRUE,
    Failed,
    Known,
    Plain,
    Result,
    Unknown,
    members,
    missing_of,
    rounded,
    unknown,
)
from luling.runtime.inputs import format_money, format_ratio
from luling.types import MoneyType, NamesType, RatioType, SetType, Type


@dataclass(frozen=True, slots=True)
class Shown:
    """A definition as the answer shows it: `missing` is empty when it is known; a failure shows
    nothing."""

    value: object
    missing: tuple[str, ...] = ()
    failure: Failed | None = None


def shown(item: ir.Definition, at: Context) -> Shown:
    """What the answer shows of a definition."""
    if item.kind == "collection":
        return _collection(item, at)
    if item.kind == "per_member":
        return _per_member(item, at)
    return shown_result(at.results[item.id, None], item, at)


def shown_result(result: Result, item: ir.Definition, at: Context) -> Shown:
    """One value of a definition."""
    match result:
        case Known(value):
            return Shown(json_value(value, item.type, at))
        case Failed():
            return Shown(None, failure=result)
        case Unknown():
            names = _certain_names(item, at) if isinstance(item.type, NamesType) else None
            return Shown(names, missing(result))


def missing(result: Result) -> tuple[str, ...]:
    """What a result misses, sorted."""
    return tuple(sorted(missing_of([result])))


def _certain_names(item: ir.Definition, at: Context) -> list[str]:
    names = names_of(item, at)
    result = None if names is None else evaluate(names, at)
    return list(result.certain) if isinstance(result, Unknown) else []


def _collection(item: ir.Definition, at: Context) -> Shown:
    inside = at.collected[item.id]
    for result in inside.values():
        if isinstance(result, Failed):
            return Shown(None, failure=result)
    certain = [id for id, result in inside.items() if result == TRUE]
    return Shown(certain, tuple(sorted(missing_of(inside.values()))))


def _per_member(item: ir.Definition, at: Context) -> Shown:
    assert item.roster is not None
    if item.roster not in at.rosters:
        return shown_result(unknown(f"facts.{item.roster}"), item, at)
    each = [
        shown_result(at.results[item.id, index], item, at)
        for index in range(len(at.rosters[item.roster]))
    ]
    for one in each:
        if one.failure is not None:
            return one
    paths = {path for one in each for path in one.missing}
    return Shown([one.value for one in each], tuple(sorted(paths)))


def json_value(value: Plain, type: Type, at: Context) -> object:
    """A known value in its JSON form. A money or ratio that no rule rounded is shown to 分 or to
    six decimals."""
    if value is None:
        return None
    match type:
        case MoneyType():
            return format_money(_scaled(value, 2))
        case RatioType():
            return format_ratio(_scaled(value, 6))
        case SetType():
            return [id for id in _order(type.id, at) if id in members(value)]
        case NamesType():
            return list(members(value))
    if isinstance(value, dt.date):
        return value.isoformat()
    assert isinstance(value, (bool, int, str)), value
    return value


def _scaled(value: Plain, places: int) -> int:
    assert isinstance(value, (int, Fraction))
    shown = rounded(Fraction(value), ir.Rounding("half_up", places))
    assert isinstance(shown, Fraction)
    return int(shown * 10**places)


def _order(id: str, at: Context) -> list[str]:
    """The ids of an enumeration or of the members of a collection, in the order of the source."""
    enumeration = at.enumeration(id)
    if enumeration is not None:
        return [item.id for item in enumeration.values]
    return [item.id for item in at.definition(id).members]
