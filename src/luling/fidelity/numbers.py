"""The numbers and dates that a sentence of a policy writes, as the notice would write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction

from luling.notice import ValueKind
from luling.source import Span
from luling.syntax import ast

__all__ = ["Written", "numbers_of"]

_DURATIONS = {"个月": "月", "年": "年", "日": "日", "天": "日"}
_SKIPPED = (ast.Basis, ast.Citation, ast.Rounding, ast.Label, ast.Name)


@dataclass(frozen=True, slots=True)
class Written:
    """A number or date with the kinds it may be in the notice (3年 is a duration, or a count).
    `before` is another day that will do: the eve of the first day of a period."""

    text: str
    kinds: tuple[tuple[ValueKind, str | None], ...]
    value: Fraction | int | dt.date
    span: Span
    before: dt.date | None = None


def numbers_of(node: object) -> Iterator[Written]:
    """Every number and date below `node`, except zero, which a notice need not write."""
    match node:
        case ast.Number():
            if node.value != 0:
                yield Written(node.text, _kinds(node), node.value, node.span)
        case ast.Date():
            day = node.value
            text = f"{day.year}年{day.month}月{day.day}日"
            yield Written(text, (("date", None),), day, node.span)
        case ast.Period():
            yield from numbers_of(node.end)
            for start in numbers_of(node.start):
                # 自7月1日 begins where the notice says 6月底前.
                assert isinstance(start.value, dt.date)
                yield replace(start, before=start.value - dt.timedelta(days=1))
        case ast.DateOf():
            yield from numbers_of(node.date)
            if node.day is not None:
                yield Written(f"{node.day}日", (("day_of_month", None),), node.day, node.span)
        case ast.Cell():
            for part in (node.values, node.low, node.high):
                yield from numbers_of(part)
        case tuple():
            for item in node:
                yield from numbers_of(item)
        case _ if isinstance(node, _SKIPPED):
            return
        case _ if is_dataclass(node):
            for item in fields(node):
                if item.name != "span":
                    yield from numbers_of(getattr(node, item.name))
        case _:
            return


def _kinds(node: ast.Number) -> tuple[tuple[ValueKind, str | None], ...]:
    match node.unit:
        case "元":
            return (("money", None),)
        case "%":
            return (("ratio", None),)
        case None:
            return (("integer", None), ("ratio", None))
        case unit if unit in _DURATIONS:
            return (("duration", _DURATIONS[unit]), ("integer", unit), ("day_of_month", None))
        case unit:
            return (("integer", unit),)
