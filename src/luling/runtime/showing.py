"""What an answer shows of a definition: its value in JSON form, or what is missing."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

from luling.runtime.cases import Case
from luling.runtime.inputs import format_money, format_ratio
from luling.runtime.kleene import NOTHING, Failed, Unknown
from luling.runtime.numbers import Exact, half_up, to_scale
from luling.runtime.table import Definition, Writer


class Outcome(NamedTuple):
    """A definition as the answer shows it."""

    value: Any
    missing: tuple[str, ...] = ()
    failed: Failed | None = None


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
