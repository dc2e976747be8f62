"""Thresholds: what a condition or bracket compares with, and how far a case lies from it.

The near side of a threshold is one smallest unit away: 分, 1, a day, a rank, for a ratio 0.01%
(computed amounts and ratios that lie closer count too). An age is measured in days from the
birthday. A side that is computed has the value that the interpreter gives it in the case.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from luling.core import ir
from luling.core.ir import type_of
from luling.core.values import value_text
from luling.core.wording import phrase
from luling.interpreter.context import Context
from luling.interpreter.expressions import evaluate, position
from luling.interpreter.values import Known, Number, date, number
from luling.types import (
    DateType,
    DurationType,
    EnumType,
    IntegerType,
    MoneyType,
    RatioType,
    Type,
)

SIDES = ("below", "on", "above")
_ORDERED = ("lt", "le", "gt", "ge")
_CENT = Fraction(1, 100)
_BASIS_POINT = Fraction(1, 10000)
# What one unit less and more is called where the threshold has no fixed value.
_NEAR = {
    MoneyType: ("低一分", "高一分"), RatioType: ("低0.01%", "高0.01%"),
    DateType: ("早一天", "晚一天"), EnumType: ("低一级", "高一级"),
    IntegerType: ("少一", "多一"), DurationType: ("少一", "多一"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edge:
    """`subject` is compared with `other`; with `bound` only where the other side has that value."""

    subject: ir.Expr
    other: ir.Expr
    bound: ir.Value | None

    def side(self, at: Context) -> str | None:
        """Where the case lies; None when it is not near, not known, or another value rules."""
        away = self.distance(at)
        return None if away is None else near(away, unit(type_of(self.subject)))

    def distance(self, at: Context) -> Number | None:
        """How far above the threshold the case lies (of an age, in days)."""
        subject, other = evaluate(self.subject, at), evaluate(self.other, at)
        if not (isinstance(subject, Known) and isinstance(other, Known)):
            return None
        if subject.value is None or other.value is None:
            return None
        if self.bound is not None and other.value != self.bound:
            return None
        if self.is_age:
            return _days_from_birthday(self.subject, int(number(other.value)), at)
        a = position(subject.value, self.subject, at)
        return a - position(other.value, self.other, at)

    @property
    def is_age(self) -> bool:
        return isinstance(self.subject, ir.DatePart) and self.subject.part == "age"


def near(distance: Number, step: Number) -> str | None:
    """below, on or above where the distance is at most one step."""
    if distance == 0:
        return "on"
    if not -step <= distance <= step:
        return None
    return "below" if distance < 0 else "above"


def unit(kind: Type) -> Number:
    """The smallest step of a type."""
    match kind:
        case MoneyType():
            return _CENT
        case RatioType():
            return _BASIS_POINT
        case _:
            return 1


# ---------------------------------------------------------------- finding them


def edges_of(expr: ir.Expr, program: ir.Program) -> Iterator[Edge]:
    """The thresholds of an atom: one for each value that its fixed side may have."""
    if not isinstance(expr, ir.Compare) or expr.op not in _ORDERED:
        return
    if type(type_of(expr.left)) not in _NEAR:
        return
    left, right = fixed(expr.left, program), fixed(expr.right, program)
    if left and right:
        return
    subject, other = (expr.right, expr.left) if left else (expr.left, expr.right)
    for bound in left or right or (None,):
        yield Edge(subject, other, bound)


def fixed(expr: ir.Expr, program: ir.Program) -> tuple[ir.Value, ...]:
    """The values that a side may have where the policy itself fixes them; else none."""
    if isinstance(expr, ir.Literal_):
        return (expr.value,)
    if isinstance(expr, ir.Parameter):
        declared = next(item for item in program.parameters if item.id == expr.id)
        values = [
            value
            for period in declared.periods
            for value in (period.value, *(one for keys, one in period.table if _asked(expr, keys)))
        ]
        return tuple(dict.fromkeys(value for value in values if value is not None))
    return ()


def _asked(expr: ir.Parameter, keys: tuple[str, ...]) -> bool:
    """Whether an entry of a table is one that the expression may ask for."""
    pairs = zip(expr.keys, keys, strict=True)
    return all(not isinstance(key, ir.Literal_) or key.value == id for key, id in pairs)


# ---------------------------------------------------------------- what a case must have


def sides(edge: Edge, program: ir.Program, decision: ir.Decision) -> dict[str, str]:
    """The sides that exist, each with the value that a case must have."""
    words = phrase(edge.other, program, decision)
    if edge.is_age:
        years = f"满 {words if edge.bound is None else f'{edge.bound}岁'} "
        return {"below": f"{years}的前一天", "on": f"{years}的当天", "above": f"{years}的后一天"}
    if edge.bound is None:
        less, more = _NEAR[type(type_of(edge.subject))]
        return {"below": f"比{words}{less}", "on": f"正好等于{words}", "above": f"比{words}{more}"}
    kind = type_of(edge.subject)
    values = dict(zip(SIDES, around(edge.bound, kind, program), strict=True))
    return {
        side: value_text(value, kind, program.enumerations)
        for side, value in values.items()
        if value is not None and _possible(edge.subject, value)
    }


def around(
    bound: ir.Value, kind: Type, program: ir.Program
) -> tuple[ir.Value | None, ir.Value, ir.Value | None]:
    """The value one step below a bound, the bound, and one step above; None where there is none."""
    if isinstance(kind, EnumType):
        found = next(item for item in program.enumerations if item.id == kind.id)
        ids = [item.id for item in found.values]
        at = ids.index(str(bound))
        return ids[at - 1] if at else None, bound, ids[at + 1] if at + 1 < len(ids) else None
    if isinstance(bound, dt.date):
        first, last = bound == dt.date.min, bound == dt.date.max
        day = dt.timedelta(days=1)
        return None if first else bound - day, bound, None if last else bound + day
    assert isinstance(bound, (int, Fraction))
    step = unit(kind)
    return bound - step, bound, bound + step


def _possible(subject: ir.Expr, value: ir.Value) -> bool:
    """Whether a case can have the value: nothing is below zero but differences, no ratio that is
    given above one."""
    if not isinstance(value, (int, Fraction)):
        return True
    match subject:
        case ir.DatePart(part="days") | ir.Arithmetic(op="sub"):
            return True
        case ir.Fact(type=RatioType()) | ir.Member(type=RatioType()):
            return 0 <= value <= 1
        case _:
            return value >= 0


# ---------------------------------------------------------------- ages


def _days_from_birthday(expr: ir.Expr, years: int, at: Context) -> int | None:
    """From the day on which the years are complete; 29 February counts as 1 March."""
    assert isinstance(expr, ir.DatePart)
    born, day = (evaluate(arg, at) for arg in expr.args)
    assert isinstance(born, Known) and isinstance(day, Known)
    first, last = date(born.value), date(day.value)
    year = first.year + years
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    try:
        birthday = first.replace(year=year)
    except ValueError:
        birthday = dt.date(year, 3, 1)
    return (last - birthday).days
