"""Smart constructors: the only place that makes expressions, so that none is ever ill typed.

Each takes well-typed operands and gives a well-typed node. A violation is a fault of the compiler,
never of an author (the type checker has spoken to him), so it is an `AssertionError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from luling.core import ir
from luling.core.ir import type_of
from luling.source import NOWHERE, Span
from luling.typecheck.arithmetic import arithmetic_type
from luling.typecheck.names import compatible
from luling.types import (
    BOOL,
    DATE,
    MONEY,
    NAMES,
    RATIO,
    DurationType,
    IntegerType,
    NamesType,
    SetType,
    TextType,
    Type,
)

__all__ = [
    "aggregate", "all_of", "among", "any_of", "arithmetic", "between", "brackets", "compare",
    "contains", "date_part", "day_of", "extreme", "fact", "is_empty", "listed", "literal", "member",
    "money", "negate", "parameter", "quantified", "reference", "selection", "shift_date", "type_of",
    "unspecified",
]  # fmt: skip

def literal(type_: Type, value: ir.Value, span: Span = NOWHERE) -> ir.Literal_:
    if type_ in (MONEY, RATIO):
        assert isinstance(value, Fraction)
    elif isinstance(type_, IntegerType | DurationType):
        assert isinstance(value, int) and not isinstance(value, bool)
    elif type_ == BOOL:
        assert isinstance(value, bool)
    return ir.Literal_(type_, value, span)


def money(yuan: int) -> ir.Literal_:
    return literal(MONEY, Fraction(yuan))


def fact(type_: Type, identifier: str, span: Span = NOWHERE) -> ir.Fact:
    return ir.Fact(type_, identifier, span)


def member(type_: Type, roster: str, identifier: str, span: Span = NOWHERE) -> ir.Member:
    return ir.Member(type_, roster, identifier, span)


def parameter(
    type_: Type, identifier: str, keys: Sequence[ir.Expr] = (), span: Span = NOWHERE
) -> ir.Parameter:
    return ir.Parameter(type_, identifier, tuple(keys), span)


def reference(type_: Type, identifier: str, span: Span = NOWHERE) -> ir.Reference:
    return ir.Reference(type_, identifier, span)


def negate(operand: ir.Expr, span: Span = NOWHERE) -> ir.Expr:
    assert type_of(operand) == BOOL
    return ir.Not(operand, span)


def _logic(op: Literal["and", "or"], parts: Sequence[ir.Expr], span: Span) -> ir.Expr:
    assert parts and all(type_of(part) == BOOL for part in parts)
    if len(parts) == 1:
        return parts[0]
    flat: list[ir.Expr] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, ir.Logic) and part.op == op else (part,))
    return ir.Logic(op, tuple(flat), span)


def all_of(parts: Sequence[ir.Expr], span: Span = NOWHERE) -> ir.Expr:
    """且; nested ones are one."""
    return _logic("and", parts, span)


def any_of(parts: Sequence[ir.Expr], span: Span = NOWHERE) -> ir.Expr:
    """或; nested ones are one."""
    return _logic("or", parts, span)


def compare(
    op: ir.CompareOp, left: ir.Expr, right: ir.Expr, span: Span = NOWHERE
) -> ir.Compare:
    assert compatible(type_of(left), type_of(right)), (left, right)
    return ir.Compare(op, left, right, span)


def between(value: ir.Expr, low: ir.Expr, high: ir.Expr, span: Span = NOWHERE) -> ir.Expr:
    return all_of((compare("ge", value, low, span), compare("le", value, high, span)), span)


def among(operand: ir.Expr, values: Sequence[ir.Value], span: Span = NOWHERE) -> ir.Among:
    assert values
    return ir.Among(operand, tuple(values), span)


def listed(code: ir.Expr, catalogue: str, span: Span = NOWHERE) -> ir.Listed:
    assert isinstance(type_of(code), TextType)
    return ir.Listed(code, catalogue, span)


def contains(set_: ir.Expr, value: str, span: Span = NOWHERE) -> ir.Contains:
    assert isinstance(type_of(set_), SetType)
    return ir.Contains(set_, value, span)


def is_empty(set_: ir.Expr, span: Span = NOWHERE) -> ir.IsEmpty:
    assert isinstance(type_of(set_), SetType | NamesType)
    return ir.IsEmpty(set_, span)


def arithmetic(
    op: Literal["add", "sub", "mul", "div"], left: ir.Expr, right: ir.Expr, span: Span = NOWHERE
) -> ir.Expr:
    """A date plus or minus a duration becomes `ShiftDate` (an impossible day is an error there)."""
    type_ = arithmetic_type(op, type_of(left), type_of(right))
    assert type_ is not None, (op, left, right)
    if type_ == DATE:
        return shift_date(left, right, 1 if op == "add" else -1, "error", span)
    return ir.Arithmetic(type_, op, left, right, span)


def shift_date(
    date: ir.Expr,
    amount: ir.Expr,
    sign: Literal[1, -1],
    overflow: Literal["error", "next_day", "month_end"],
    span: Span = NOWHERE,
) -> ir.ShiftDate:
    assert type_of(date) == DATE and isinstance(type_of(amount), DurationType)
    return ir.ShiftDate(date, amount, sign, overflow, span)


def day_of(
    date: ir.Expr, months: int, day: int | None, year_end: bool, span: Span = NOWHERE
) -> ir.DayOf:
    assert type_of(date) == DATE and (day is None or 1 <= day <= 31)
    return ir.DayOf(date, months, day, year_end, span)


def date_part(
    type_: Type,
    part: Literal["age", "days", "year", "month"],
    args: Sequence[ir.Expr],
    span: Span = NOWHERE,
) -> ir.DatePart:
    assert all(type_of(argument) == DATE for argument in args)
    return ir.DatePart(type_, part, tuple(args), span)


def selection(
    roster: str, condition: ir.Expr | None, value: ir.Expr | None, span: Span = NOWHERE
) -> ir.Selection:
    assert condition is None or type_of(condition) == BOOL
    return ir.Selection(roster, condition, value, span)


def extreme(
    type_: Type,
    kind: Literal["max", "min"],
    args: Sequence[ir.Expr | ir.Selection],
    span: Span = NOWHERE,
) -> ir.Extreme:
    assert any(not isinstance(argument, ir.Selection) for argument in args)
    return ir.Extreme(type_, kind, tuple(args), span)


def aggregate(
    type_: Type,
    kind: Literal["count", "sum", "names"],
    selected: ir.Selection,
    span: Span = NOWHERE,
) -> ir.Aggregate:
    assert (type_ == NAMES) == (kind == "names")
    return ir.Aggregate(type_, kind, selected, span)


def quantified(
    kind: Literal["every", "any"], selected: ir.Selection, span: Span = NOWHERE
) -> ir.Quantified:
    assert selected.value is not None and type_of(selected.value) == BOOL
    return ir.Quantified(kind, selected, span)


def brackets(
    type_: Type,
    mode: Literal["marginal", "whole", "value"],
    amount: ir.Expr,
    rows: Sequence[ir.Bracket],
    lower_closed: bool,
    span: Span = NOWHERE,
) -> ir.Brackets:
    assert rows
    if mode != "value":
        assert type_of(amount) == type_ and all(type_of(row.value) == RATIO for row in rows)
    return ir.Brackets(type_, mode, amount, tuple(rows), lower_closed, span)


def unspecified(type_: Type, refers_to: str | None, span: Span = NOWHERE) -> ir.Unspecified:
    return ir.Unspecified(type_, refers_to, span)
