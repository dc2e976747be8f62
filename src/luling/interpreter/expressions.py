"""Expressions: one function a node, section 1 of `docs/semantics.md`."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import assert_never

from luling.core import ir
from luling.core.wording import phrase, type_of
from luling.interpreter import calendar, rosters
from luling.interpreter.context import Context, holds
from luling.interpreter.values import (
    FALSE,
    Failed,
    Known,
    Number,
    Plain,
    Result,
    conjunction,
    date,
    disjunction,
    lift,
    members,
    negation,
    number,
    text,
    unknown,
)
from luling.types import DurationType, EnumType, IntegerType


def evaluate(expr: ir.Expr, at: Context) -> Result:
    """Known, Unknown or Failed; never anything else, and never deeper than the source is nested."""
    match expr:
        case ir.Literal_():
            return Known(expr.value)
        case ir.Fact():
            return Known(at.facts[expr.id]) if expr.id in at.facts else unknown(f"facts.{expr.id}")
        case ir.Member():
            return rosters.member(expr, at)
        case ir.Parameter():
            return _parameter(expr, at)
        case ir.Reference():
            return _reference(expr, at)
        case ir.Not():
            return negation(evaluate(expr.operand, at))
        case ir.Logic(op="and"):
            return conjunction([evaluate(part, at) for part in expr.parts])
        case ir.Logic():
            return disjunction([evaluate(part, at) for part in expr.parts])
        case ir.Compare():
            return _compare(expr, at)
        case ir.Among():
            among = [evaluate(expr.operand, at)]
            return lift(among, lambda value: Known(value in expr.values), null=FALSE)
        case ir.Listed():
            return _listed(expr, at)
        case ir.Contains():
            return _contains(expr, at)
        case ir.IsEmpty():
            return _is_empty(expr, at)
        case ir.Arithmetic():
            return lift(
                [evaluate(expr.left, at), evaluate(expr.right, at)], partial(_arithmetic, expr, at)
            )
        case ir.ShiftDate():
            amount = evaluate(expr.amount, at)
            return lift([evaluate(expr.date, at), amount], partial(calendar.shift, expr))
        case ir.DayOf():
            return lift([evaluate(expr.date, at)], partial(calendar.day_of, expr))
        case ir.DatePart():
            return lift([evaluate(arg, at) for arg in expr.args], partial(calendar.part, expr.part))
        case ir.Extreme():
            return _extreme(expr, at)
        case ir.Aggregate():
            return rosters.aggregate(expr, at)
        case ir.Quantified():
            return rosters.quantified(expr, at)
        case ir.Brackets():
            return lift([evaluate(expr.amount, at)], partial(_brackets, expr, at))
        case ir.Unspecified():
            return Known(None)
        case _:
            assert_never(expr)


# ---------------------------------------------------------------- names


def _parameter(expr: ir.Parameter, at: Context) -> Result:
    declared = at.parameter(expr.id)

    def entry(*keys: str) -> Result:
        if declared.external:
            given = at.parameters.get(expr.id, {})
            if keys in given:
                return Known(given[keys])
            if declared.default is not None:
                return Known(declared.default)
            return unknown(".".join(("params", expr.id, *keys)))
        return _fixed(declared, keys, at)

    return lift([evaluate(key, at) for key in expr.keys], entry)


def _fixed(declared: ir.ParameterDeclaration, keys: tuple[str, ...], at: Context) -> Result:
    """The value of the period that holds the date; without a date, of the only period."""
    if at.date_is_missing:
        return unknown(at.date_path)
    periods = [item for item in declared.periods if holds(item.start, item.end, at.date)]
    if len(periods) != 1:
        day = f"{at.date.year}年{at.date.month}月{at.date.day}日" if at.date else "没有适用日期，"
        return Failed("no_parameter_period", f"参数“{declared.label}”在{day}没有规定的值。")
    value = dict(periods[0].table).get(keys) if keys else periods[0].value
    if value is None:
        where = "、".join(keys)
        return Failed("no_parameter_period", f"参数“{declared.label}”没有规定 {where} 的值。")
    return Known(value)


def _reference(expr: ir.Reference, at: Context) -> Result:
    definition = at.definition(expr.id)
    if definition.kind == "collection":
        inside = at.collected[expr.id]

        def collect(*known: Plain) -> Result:
            pairs = zip(inside, known, strict=True)
            return Known(frozenset(id for id, is_in in pairs if is_in))

        return lift(list(inside.values()), collect)
    return at.results[expr.id, at.scope[definition.roster] if definition.roster else None]


# ---------------------------------------------------------------- tests


def _compare(expr: ir.Compare, at: Context) -> Result:
    def test(left: Plain, right: Plain) -> Result:
        if expr.op == "eq" or expr.op == "ne":
            return Known((left == right) is (expr.op == "eq"))
        a, b = position(left, expr.left, at), position(right, expr.left, at)
        match expr.op:
            case "lt":
                return Known(a < b)
            case "le":
                return Known(a <= b)
            case "gt":
                return Known(a > b)
            case "ge":
                return Known(a >= b)

    return lift([evaluate(expr.left, at), evaluate(expr.right, at)], test, null=FALSE)


def position(value: Plain, like: ir.Expr, at: Context) -> Number:
    """Where a value stands among those of its type: its rank, its ordinal day, or itself."""
    kind = type_of(like)
    if isinstance(kind, EnumType):
        enumeration = at.enumeration(kind.id)
        assert enumeration is not None
        return [item.id for item in enumeration.values].index(text(value))
    if isinstance(value, (int, Fraction)):
        return value
    return date(value).toordinal()


def _listed(expr: ir.Listed, at: Context) -> Result:
    if at.date_is_missing:
        return unknown(at.date_path)
    entries = at.catalogue(expr.catalogue).entries
    codes = {item.code for item in entries if holds(item.start, item.end, at.date)}
    return lift([evaluate(expr.code, at)], lambda code: Known(code in codes), null=FALSE)


def _collection(expr: ir.Expr, at: Context) -> dict[str, Result] | None:
    return at.collected.get(expr.id) if isinstance(expr, ir.Reference) else None


def _contains(expr: ir.Contains, at: Context) -> Result:
    inside = _collection(expr.set, at)
    if inside is not None:
        return inside[expr.value]
    return lift(
        [evaluate(expr.set, at)], lambda value: Known(expr.value in members(value)), null=FALSE
    )


def _is_empty(expr: ir.IsEmpty, at: Context) -> Result:
    inside = _collection(expr.set, at)
    if inside is not None:
        return conjunction([negation(member) for member in inside.values()])
    names = rosters.plain_names(expr.set, at)
    if names is not None:
        return conjunction([negation(item) for item in rosters.filters(names.selection, at)])
    return lift([evaluate(expr.set, at)], lambda value: Known(not members(value)), null=FALSE)


# ---------------------------------------------------------------- computing


def _arithmetic(expr: ir.Arithmetic, at: Context, left: Plain, right: Plain) -> Result:
    if expr.op == "sub" and not isinstance(left, (int, Fraction)):
        return Known((date(left) - date(right)).days)
    a, b = Fraction(number(left)), Fraction(number(right))
    match expr.op:
        case "add":
            value = a + b
        case "sub":
            value = a - b
        case "mul":
            value = a * b
        case "div":
            if b == 0:
                words = phrase(expr, at.program, at.decision)
                return Failed("division_by_zero", f"“{words}”的除数是零，无法计算。")
            value = a / b
    if isinstance(expr.type, (IntegerType, DurationType)) and value.denominator == 1:
        return Known(value.numerator)
    return Known(value)


def _extreme(expr: ir.Extreme, at: Context) -> Result:
    operands: list[Result] = []
    for arg in expr.args:
        if isinstance(arg, ir.Selection):
            operands.extend(rosters.selected(arg, at))
        else:
            operands.append(evaluate(arg, at))
    scalar = next(arg for arg in expr.args if not isinstance(arg, ir.Selection))

    def pick(*values: Plain) -> Result:
        choose = max if expr.kind == "max" else min
        return Known(choose(values, key=lambda value: position(value, scalar, at)))

    return lift(operands, pick)


# ---------------------------------------------------------------- brackets


def _brackets(expr: ir.Brackets, at: Context, value: Plain) -> Result:
    amount, row = position(value, expr.amount, at), row_of(expr, value, at)
    if row is None:
        words = phrase(expr.amount, at.program, at.decision)
        return Failed("no_bracket", f"“{words}”的值不在分段表的任何一档之内。")
    match expr.mode:
        case "value":
            return evaluate(row.value, at)
        case "whole":
            return lift([evaluate(row.value, at)], lambda ratio: Known(Fraction(amount) * ratio))
        case "marginal":
            used = expr.rows[: expr.rows.index(row) + 1]
            widths = [_width(row, amount) for row in used]

            def total(*ratios: Plain) -> Result:
                parts = [w * number(ratio) for w, ratio in zip(widths, ratios, strict=True)]
                return Known(sum(parts, Fraction(0)))

            return lift([evaluate(row.value, at) for row in used], total)


def row_of(expr: ir.Brackets, value: Plain, at: Context) -> ir.Bracket | None:
    """The row that holds the amount."""
    amount = position(value, expr.amount, at)
    return next((row for row in expr.rows if _row_holds(expr, row, amount, at)), None)


def _row_holds(expr: ir.Brackets, row: ir.Bracket, amount: Number, at: Context) -> bool:
    low = None if row.lower is None else position(row.lower, expr.amount, at)
    high = None if row.upper is None else position(row.upper, expr.amount, at)
    if expr.mode != "value" and amount == 0 and low == 0 and row is expr.rows[0]:
        return True
    if expr.lower_closed:
        return (low is None or low <= amount) and (high is None or amount < high)
    return (low is None or low < amount) and (high is None or amount <= high)


def _width(row: ir.Bracket, amount: Number) -> Fraction:
    """How much of the amount lies in a row."""
    upper = amount if row.upper is None else min(amount, number(row.upper))
    return Fraction(upper) - Fraction(number(row.lower) if row.lower is not None else 0)
