"""Operators on plain values, the same wherever they stand: in two-valued code and inside `lift`.

In: an expression and, from the subclass, the code of its operands. Out: Python over integers, dates
and strings. Every number is brought to the scale that its operator needs.
"""

from __future__ import annotations

import datetime as dt
import operator
from fractions import Fraction
from math import gcd
from typing import TypeGuard

from luling.backends.python import pretty
from luling.backends.python.plan import Scope, is_ranked
from luling.backends.python.pretty import (
    ADD,
    MULTIPLY,
    NEGATE,
    Atom,
    Code,
    Prefix,
    String,
    Suffix,
    call,
    compare,
    index,
    infix,
    keyword,
)
from luling.backends.python.scales import EXACT, MONEY_SCALE, RATIO_SCALE, Scale, common
from luling.core import ir
from luling.core.wording import phrase, type_of
from luling.types import DateType, DurationType, MoneyType, RatioType, Type

STRICT = ir.Arithmetic | ir.ShiftDate | ir.DayOf | ir.DatePart | ir.Extreme
COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
TURNED: dict[ir.CompareOp, ir.CompareOp] = {
    "eq": "eq", "ne": "ne", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le",
}  # fmt: skip
ROUNDINGS = {"half_up": "half_up", "down": "rounded_down", "up": "rounded_up"}


class Operators:
    """Code of operators; a subclass says what operands are."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.scales = scope.plan.scales

    def natural(self, expr: ir.Expr) -> Code:
        """The operand's code at its own scale."""
        raise NotImplementedError

    def spread(self, selection: ir.Selection, scale: Scale) -> Code:
        """The values of a selection, as arguments."""
        raise NotImplementedError

    def at_scale(self, expr: ir.Expr, scale: Scale) -> Code:
        """The operand's code at the wanted scale."""
        if isinstance(expr, ir.Literal_) and is_number(expr.value):
            return number(expr.value, scale, expr.type)
        return rescaled(self.natural(expr), self.scales.of(expr), scale)

    def words(self, expr: ir.Expr) -> String:
        """The expression in Chinese, for an error."""
        return String(phrase(expr, self.scope.plan.program, self.scope.decision))

    def operator(self, expr: STRICT) -> Code:
        """An operator that needs all of its operands."""
        match expr:
            case ir.Arithmetic():
                return self.arithmetic(expr)
            case ir.ShiftDate():
                return self.shifted(expr)
            case ir.DayOf():
                return self.day_of(expr)
            case ir.DatePart():
                return self.date_part(expr)
            case ir.Extreme():
                return self.extreme(expr)

    def arithmetic(self, expr: ir.Arithmetic) -> Code:
        scale = self.scales.of(expr)
        if expr.op == "sub" and isinstance(expr.type, DurationType) and is_date(expr.left):
            return call("days_between", self.natural(expr.right), self.natural(expr.left))
        if expr.op == "div":
            both = common(self.scales.of(expr.left), self.scales.of(expr.right))
            left, right = self.at_scale(expr.left, both), self.at_scale(expr.right, both)
            return call("quotient", left, right, self.words(expr))
        if expr.op == "mul":
            if scale == EXACT:
                return infix(
                    "*", MULTIPLY, self.at_scale(expr.left, EXACT), self.at_scale(expr.right, EXACT)
                )
            return infix("*", MULTIPLY, self.natural(expr.left), self.natural(expr.right))
        left, right = self.at_scale(expr.left, scale), self.at_scale(expr.right, scale)
        return infix("+" if expr.op == "add" else "-", ADD, left, right)

    def compared(self, expr: ir.Compare) -> Code:
        """Both sides by one operator, a constant on the right; enumerations in order by rank."""
        if isinstance(expr.left, ir.Literal_):
            if isinstance(expr.right, ir.Literal_):
                return pretty.TRUE if self.holds(expr) else pretty.FALSE
            expr = ir.Compare(TURNED[expr.op], expr.right, expr.left)
        op = COMPARISONS[expr.op]
        if isinstance(expr.right, ir.Literal_) and isinstance(expr.right.value, bool):
            op = "is" if expr.op == "eq" else "is not"
        scale = common(self.scales.of(expr.left), self.scales.of(expr.right))
        left, right = self.at_scale(expr.left, scale), self.at_scale(expr.right, scale)
        if is_ranked(expr.left) and expr.op not in ("eq", "ne"):
            rank = self.scope.rank(type_of(expr.left))
            left, right = index(rank, left), index(rank, right)
        return compare(op, left, right)

    def holds(self, expr: ir.Compare) -> bool:
        """A comparison of two constants."""
        assert isinstance(expr.left, ir.Literal_) and isinstance(expr.right, ir.Literal_)
        left, right = expr.left.value, expr.right.value
        if expr.op in ("eq", "ne"):
            return (left == right) is (expr.op == "eq")
        if isinstance(left, str) and isinstance(right, str):
            order = self.scope.enumeration_of(expr.left)
            left, right = order.index(left), order.index(right)
        compare = {"lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge}
        return bool(compare[expr.op](left, right))

    def among(self, expr: ir.Among) -> Code:
        """One of constants."""
        type_ = type_of(expr.operand)
        scale = self.scales.of(expr.operand)
        fractions = [value for value in expr.values if isinstance(value, Fraction)]
        if fractions and scale != EXACT:
            for value in fractions:
                scale = common(scale, value.denominator)
        constants = tuple(constant(value, type_, scale, self.scope) for value in expr.values)
        return compare("in", self.at_scale(expr.operand, scale), pretty.tuple_of(constants))

    def shifted(self, expr: ir.ShiftDate) -> Code:
        kind = type_of(expr.amount)
        assert isinstance(kind, DurationType)
        months = {
            "error": "plus_months",
            "next_day": "plus_months_or_next",
            "month_end": "plus_months_or_last",
        }
        name = "plus_days" if kind.unit == "days" else months[expr.overflow]
        amount = self.natural(expr.amount)
        if expr.sign < 0:
            amount = Prefix("-", amount, NEGATE)
        return call(name, self.natural(expr.date), amount)

    def day_of(self, expr: ir.DayOf) -> Code:
        date = self.natural(expr.date)
        months: Code = Atom(str(expr.months))
        if expr.year_end:
            months = call("to_december", date, months)
        if expr.day is None:
            return call("last_day_of", date, months)
        return call("day_of", date, months, Atom(str(expr.day)))

    def date_part(self, expr: ir.DatePart) -> Code:
        args = [self.natural(arg) for arg in expr.args]
        match expr.part:
            case "year" | "month":
                return Suffix(args[0], f".{expr.part}")
            case "days":
                return call("days_between", *args)
            case "age":
                return call("age", *args)

    def extreme(self, expr: ir.Extreme) -> Code:
        scale = self.scales.of(expr)
        args = [
            self.spread(arg, scale)
            if isinstance(arg, ir.Selection)
            else self.at_scale(arg, scale)
            for arg in expr.args
        ]  # fmt: skip
        if len(args) == 1 and not isinstance(expr.args[0], ir.Selection):
            return args[0]
        if any(isinstance(arg, ir.Selection) for arg in expr.args):
            args = [pretty.list_of(args)]
        if is_ranked(expr.args[0]):
            rank = self.scope.rank(expr.type)
            args.append(keyword("key", Atom(f"{rank}.__getitem__")))
        return call(expr.kind, *args)


def rounded(code: Code, scale: Scale, rounding: ir.Rounding, wanted: Scale) -> Code:
    """A value of that scale rounded, at the wanted scale."""
    target = Fraction(10) ** rounding.places
    unit, name = target.denominator, ROUNDINGS[rounding.mode]
    if scale != EXACT and target % scale == 0:
        return rescaled(code, scale, wanted)
    if scale == EXACT:
        more = () if name == "half_up" else (Atom(name),)
        if unit != 1:
            code = call("quotient", code, Atom(grouped(unit)), String(""))
        code = call("to_scale", code, Atom(grouped(target.numerator)), *more)
    else:
        common = gcd(target.numerator, scale)
        if target.numerator // common != 1:
            code = infix("*", MULTIPLY, code, Atom(grouped(target.numerator // common)))
        code = call(name, code, Atom(grouped(scale // common * unit)))
    factor = Fraction(wanted) / target
    assert factor.denominator == 1, (rounding, wanted)
    if factor == 1:
        return code
    return infix("*", MULTIPLY, code, Atom(grouped(factor.numerator)))


def rescaled(code: Code, scale: Scale, wanted: Scale) -> Code:
    """The same number at a finer scale, or as an `Exact`."""
    if scale == wanted:
        return code
    if wanted == EXACT:
        return call("Exact", code) if scale == 1 else call("Exact", code, Atom(grouped(scale)))
    factor, rest = divmod(wanted, scale)
    assert rest == 0, (scale, wanted)
    return infix("*", MULTIPLY, code, Atom(grouped(factor)))


def number(value: int | Fraction, scale: Scale, type_: Type) -> Code:
    """A constant at that scale: 100 * YUAN, 80 * PERCENT, 30."""
    fraction = Fraction(value)
    if scale == EXACT:
        return call("Exact", Atom(grouped(fraction.numerator)), Atom(grouped(fraction.denominator)))
    scaled = fraction * scale
    assert scaled.denominator == 1, (value, scale)
    for kind, base, unit, name in (
        (MoneyType, MONEY_SCALE, 100, "YUAN"),
        (RatioType, RATIO_SCALE, 10_000, "PERCENT"),
    ):
        count, rest = divmod(scaled.numerator, unit)
        if isinstance(type_, kind) and scale == base and rest == 0 and count > 0:
            return infix("*", MULTIPLY, Atom(grouped(count)), Atom(name))
    return Atom(grouped(scaled.numerator))


def constant(value: ir.Value, type_: Type, scale: Scale, scope: Scope) -> Code:
    """Any constant."""
    if isinstance(value, bool):
        return pretty.TRUE if value else pretty.FALSE
    if isinstance(value, int | Fraction):
        return number(value, scale, type_)
    if isinstance(value, dt.date):
        return Atom(scope.plan.day(value))
    if isinstance(value, str):
        return String(value)
    return call("frozenset", pretty.list_of([String(item) for item in sorted(value)]))


def is_number(value: ir.Value) -> TypeGuard[int | Fraction]:
    """A number, and no truth value."""
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def grouped(value: int) -> str:
    """12_345; small numbers as they are."""
    return f"{value:_}" if abs(value) >= 10_000 else str(value)


def is_date(expr: ir.Expr) -> bool:
    return isinstance(type_of(expr), DateType)
