"""Reading what is known, quickly: the plain functions of a generated module take the ordinary case.

Whatever is missing, wrong or merely rare raises `Unusual`, and the case is answered in full.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from luling.runtime.errors import DecisionError
from luling.runtime.inputs import (
    LIST_LIMIT,
    read_boolean,
    read_date,
    read_integer,
    read_money,
    read_ratio,
    read_text,
)
from luling.runtime.kleene import Failure
from luling.runtime.levels import in_period


class Unusual(Exception):
    """Not an ordinary case."""


UNUSUAL = (Unusual, Failure, DecisionError, KeyError, TypeError)


def known_money(value: Any) -> int:
    """金额 → 分"""
    if type(value) is str and value[-3:-2] == "." and 4 <= len(value) <= 15 and value.isascii():
        digits = value[:-3] + value[-2:]
        if digits.isdigit():
            return int(digits)
    return known(read_money(value, "", ""))


def known_ratio(value: Any) -> int:
    """比例 → millionths"""
    return known(read_ratio(value, "", ""))


def known_integer(value: Any) -> int:
    """整数"""
    return known(read_integer(value, "", ""))


def known_boolean(value: Any) -> bool:
    """是非"""
    answer = read_boolean(value, "", "")
    if answer is None:
        raise Unusual
    return answer


def known_date(value: Any) -> datetime.date:
    """日期"""
    date = read_date(value, "", "")
    if date is None:
        raise Unusual
    return date


def known_text(value: Any) -> str:
    """文本"""
    text = read_text(value, "", "")
    if text is None:
        raise Unusual
    return text


def known_set(value: Any, accepted: Mapping[str, str]) -> frozenset[str]:
    """集合"""
    chosen = frozenset([accepted[item] for item in known_list(value)])
    if len(chosen) != len(value):
        raise Unusual
    return chosen


def known_list(value: Any) -> list[Any]:
    """A list, not too long."""
    if type(value) is not list or len(value) > LIST_LIMIT:
        raise Unusual
    return value


def known_table(
    value: Any, ids: Mapping[str, str], read: Callable[[object], Any]
) -> dict[str, Any]:
    """A parameter's table, every entry by its id."""
    if type(value) is not dict or len(value) != len(ids):
        raise Unusual
    return {id: read(value[id]) for id in ids}


def known(number: int | None) -> int:
    """A number that was read."""
    if number is None:
        raise Unusual
    return number


def once(names: list[str]) -> None:
    """No two names are the same."""
    if len(set(names)) != len(names):
        raise Unusual


def completed(
    given: Any,
    catalogue: Mapping[str, Sequence[tuple[Any, Any, tuple[Any, ...]]]],
    code: str | None,
    date: datetime.date | None,
    column: int | None,
) -> Any:
    """A fact from a catalogue by its code, if there is one; given and derived must not differ."""
    if code is None:
        if given is None:
            raise Unusual
        return given
    if code not in catalogue:
        raise Unusual
    derived = None
    for start, end, cells in catalogue[code]:
        if in_period(start, end, date):
            derived = None if column is None else cells[column]
            break
    value = given if derived is None else derived
    if value is None or (given is not None and given != value):
        raise Unusual
    return value
