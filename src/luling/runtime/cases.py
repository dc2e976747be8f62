"""One case under evaluation: its facts, parameters and date, members of its lists, and what the
definitions gave so far, all three-valued.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from luling.runtime.kleene import (
    NOTHING,
    Failed,
    Failure,
    Unknown,
    all_of,
    any_of,
    lift,
    negate,
    none_of,
)
from luling.runtime.levels import in_period

Periods = Sequence[tuple[datetime.date | None, datetime.date | None, Any]]


class Member(dict[str, Any]):
    """A member of a list: its fields, and its place in the list."""

    __slots__ = ("place",)

    def __init__(self, place: int, fields: Mapping[str, Any]) -> None:
        super().__init__(fields)
        self.place = place


class Case:
    """What the rules of a decision ask."""

    __slots__ = ("date", "facts", "member", "params", "undated", "values")

    def __init__(
        self,
        facts: dict[str, Any],
        params: dict[str, Any],
        date: datetime.date | None,
        undated: Unknown | None,
    ) -> None:
        self.facts = facts
        self.params = params
        self.date = date
        self.undated = undated
        self.values: dict[str, Any] = {}
        self.member = Member(0, {})

    def at(self, member: Member) -> Case:
        """The same case, with a member of a list at hand."""
        one = Case(self.facts, self.params, self.date, self.undated)
        one.values = self.values
        one.member = member
        return one

    def entry(self, id: str, *keys: Any) -> Any:
        """An entry of a table that the deployment supplies."""
        table: Mapping[tuple[str, ...], Any] = self.params[id]

        def of(*chosen: str) -> Any:
            if chosen in table:
                return table[chosen]
            return Unknown(frozenset([".".join(("params", id, *chosen))]))

        return lift(of, *keys)

    def fixed(self, periods: Periods, label: str, *keys: Any) -> Any:
        """The value that the notice fixes for the date."""
        if self.undated is not None:
            return self.undated
        return lift(lambda *chosen: at(periods, self.date, label, *chosen), *keys)

    def listed(self, catalogue: Mapping[str, Sequence[Any]], code: Any) -> Any:
        """The code is in a catalogue on the date."""
        if self.undated is not None:
            return self.undated
        found = lift(lambda known: is_listed(catalogue, known, self.date), code)
        return False if found is None else found


def at(periods: Periods, date: datetime.date | None, label: str, *keys: str) -> Any:
    """The value of the one period that holds the date."""
    found = [value for start, end, value in periods if in_period(start, end, date)]
    if len(found) != 1:
        day = f"{date.year}年{date.month}月{date.day}日" if date else "没有适用日期，"
        raise Failure("no_parameter_period", f"参数“{label}”在{day}没有规定的值。")
    if not keys:
        return found[0]
    value = found[0].get(keys if len(keys) > 1 else keys[0])
    if value is None:
        where = "、".join(keys)
        raise Failure("no_parameter_period", f"参数“{label}”没有规定 {where} 的值。")
    return value


def is_listed(
    catalogue: Mapping[str, Sequence[Any]], code: str, date: datetime.date | None
) -> bool:
    """The code has an entry in force on the date."""
    return any(in_period(start, end, date) for start, end, _ in catalogue.get(code, ()))


# ---------------------------------------------------------------- lists


Test = Callable[[Member], Any]


def passing(members: Any, condition: Test | None) -> list[Any]:
    """Whether each member is selected; the list itself where it is missing."""
    if type(members) is Unknown:
        return [members]
    return [passes(member, condition) for member in members]


def passes(member: Member, condition: Test | None) -> Any:
    """Whether a member is selected; a filter that is null does not select."""
    answer = True if condition is None else condition(member)
    return False if answer is None else answer


def selected(members: Any, condition: Test | None, value: Test) -> list[Any]:
    """The value of each member that is or may be selected."""
    if type(members) is Unknown:
        return [members]
    values = []
    for member in members:
        answer = passes(member, condition)
        if answer is True:
            values.append(value(member))
        elif type(answer) is Unknown:
            found = value(member)
            more = found.missing if type(found) is Unknown else NOTHING
            values.append(Unknown(answer.missing | more))
        elif type(answer) is Failed:
            values.append(answer)
    return values


def counted(members: Any, condition: Test | None) -> Any:
    """计数"""
    return lift(lambda *ones: len(ones), *selected(members, condition, lambda member: 1))


def summed(members: Any, condition: Test | None, value: Test) -> Any:
    """合计"""
    return lift(lambda *values: sum(values), *selected(members, condition, value))


def names_of(members: Any, condition: Test | None, name: Test) -> Any:
    """名单: the names of the members that are selected."""
    if type(members) is Unknown:
        return members
    certain: list[str] = []
    missing = NOTHING
    for member in members:
        answer, value = passes(member, condition), name(member)
        if answer is False:
            continue
        if type(answer) is Failed:
            return answer
        for part in (answer, value):
            missing |= part.missing if type(part) is Unknown else NOTHING
        if answer is True and type(value) is not Unknown:
            certain.append(value)
    return Unknown(missing, tuple(certain)) if missing else tuple(certain)


def every(members: Any, condition: Test | None, value: Test) -> Any:
    """每个: no member that is selected fails."""
    if type(members) is Unknown:
        return members
    return all_of(*[any_of(negate(passes(member, condition)), value(member)) for member in members])


def some(members: Any, condition: Test | None, value: Test) -> Any:
    """任一: one that is selected meets it."""
    if type(members) is Unknown:
        return members
    return any_of(*[all_of(passes(member, condition), value(member)) for member in members])


def no_member(members: Any, condition: Test | None) -> Any:
    """A list of names is empty."""
    return none_of(passing(members, condition))


def collected(inside: Mapping[str, Any]) -> Any:
    """A collection as a plain set."""
    return lift(
        lambda *known: frozenset([id for id, is_in in zip(inside, known, strict=True) if is_in]),
        *inside.values(),
    )
