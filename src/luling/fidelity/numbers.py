"""The numbers and dates that a sentence of a policy writes, as the notice would write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction

from luling.notice import ValueKind, mentions
from luling.source import Span
from luling.syntax import ast

__all__ = ["Form", "Written", "numbers_of"]

_DURATIONS = {"个月": "月", "年": "年", "日": "日", "天": "日"}
_AGES = ("岁", "周岁")
_SKIPPED = (ast.Basis, ast.Citation, ast.Rounding, ast.Label, ast.Name)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which the notice may mean a number: its kind, its measure word, its value."""

    kind: ValueKind
    unit: str | None
    value: Fraction | int | dt.date


@dataclass(frozen=True, slots=True)
class Written:
    """A number or date as typed, and all forms that will do (3年 is a duration, or a count)."""

    text: str
    forms: tuple[Form, ...]
    span: Span


def numbers_of(node: object) -> Iterator[Written]:
    """Every number and date below `node`, except zero and the whole (100%): those are arithmetic,
    and a notice need not write them."""
    match node:
        case ast.Number():
            if node.value != 0 and not (node.unit == "%" and node.value == 1):
                yield Written(node.text, _forms(node), node.span)
        case ast.Date():
            day = node.value
            text = f"{day.year}年{day.month}月{day.day}日"
            yield Written(text, (Form("date", None, day),), node.span)
        case ast.Period():
            # 自7月1日 begins where the notice says 6月底前; 至12月31日 ends where it says 自1月1日.
            yield from _or_beside(node.start, -_DAY)
            yield from _or_beside(node.end, _DAY)
        case ast.Compare(op=op) if op not in ("eq", "ne"):
            for side in (node.left, node.right):
                yield from _level(side)
        case ast.Arithmetic(op="div", right=ast.Number(unit=None) as divisor):
            yield from numbers_of(node.left)
            yield from _divided(divisor)
        case ast.DateOf():
            yield from numbers_of(node.date)
            if node.day is not None:
                yield Written(
                    f"{node.day}日", (Form("day_of_month", None, node.day),), node.span
                )
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


def _level(side: ast.Expr) -> Iterator[Written]:
    """A side of a comparison; 二级 in 不低于 二级 is a number too."""
    if isinstance(side, ast.Reference):
        for mention in mentions(side.name.text):
            whole = mention.text == side.name.text
            if mention.kind == "level" and whole and isinstance(mention.value, Fraction):
                form = Form("level", mention.unit, mention.value)
                yield Written(mention.text, (form,), side.span)
    else:
        yield from numbers_of(side)


def _divided(divisor: ast.Number) -> Iterator[Written]:
    """除以 3 takes 三分之一, 除以 2 halves."""
    for written in numbers_of(divisor):
        share = Form("ratio", None, 1 / divisor.value)
        yield replace(written, forms=(*written.forms, share))


def _or_beside(node: ast.Date | None, step: dt.timedelta) -> Iterator[Written]:
    for written in numbers_of(node):
        assert node is not None
        neighbour = Form("date", None, node.value + step)
        yield replace(written, forms=(*written.forms, neighbour))


def _forms(node: ast.Number) -> tuple[Form, ...]:
    value, unit = node.value, node.unit
    if unit == "元":
        money = Form("money", None, value)
        # 12分 may count points.
        points = Form("integer", "分", value * 100)
        return (money, points) if node.text.endswith("分") else (money,)
    if unit == "%":
        return (Form("ratio", None, value),)
    if unit is None:
        return (Form("integer", None, value), Form("ratio", None, value))
    if unit in _DURATIONS:
        return (
            Form("duration", _DURATIONS[unit], value),
            Form("integer", unit, value),
            Form("day_of_month", None, value),
        )
    if unit in _AGES:
        return tuple(Form("integer", word, value) for word in _AGES)
    return (Form("integer", unit, value),)
