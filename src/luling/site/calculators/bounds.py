"""The values at which rules look at an amount, a number or a day: a page tries them to say what
would change a result.

In: a decision. Out: by fact, values in the JSON form of facts, on each side of each bound and on
it; `{"fact": id}` where a fact is compared with another one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from luling.core import ir
from luling.core.order import expressions_of, rules_of, walk
from luling.runtime.inputs import format_money, format_ratio
from luling.types import DateType, DurationType, IntegerType, MoneyType, RatioType, Type

__all__ = ["bounds"]

_HUNDREDTH = Fraction(1, 100)
"""分, and one per cent."""


def bounds(program: ir.Program, decision: ir.Decision) -> dict[str, list[Any]]:
    """In the order of the policy, each value once."""
    found: dict[str, dict[str, Any]] = {}
    for fact, value in _everything(program, decision):
        found.setdefault(fact, {})[str(value)] = value
    return {fact: list(values.values()) for fact, values in found.items()}


def _everything(program: ir.Program, decision: ir.Decision) -> Iterator[tuple[str, Any]]:
    for item in decision.definitions:
        for expr in expressions_of(item):
            for node in walk(expr):
                match node:
                    case ir.Compare(left=ir.Fact() as fact, right=other):
                        yield from _beside(fact, other, program)
                        if isinstance(other, ir.Fact):
                            yield from _beside(other, fact, program)
                    case ir.Compare(left=other, right=ir.Fact() as fact):
                        yield from _beside(fact, other, program)
                    case ir.Brackets(amount=ir.Fact() as fact, rows=rows):
                        for row in rows:
                            if row.lower is not None:
                                yield from _around(fact, row.lower)
    if decision.date_fact is not None:
        dated = ir.Fact(DateType(), decision.date_fact)
        for day in _days(program, decision):
            yield from _around(dated, day)


def _beside(fact: ir.Fact, other: ir.Expr, program: ir.Program) -> Iterator[tuple[str, Any]]:
    """What a fact is compared with, where that stands written or is another fact."""
    match other:
        case ir.Literal_():
            yield from _around(fact, other.value)
        case ir.Fact():
            yield fact.id, {"fact": other.id}
        case ir.Parameter(keys=()):
            declared = next(item for item in program.parameters if item.id == other.id)
            for period in declared.periods:
                if period.value is not None:
                    yield from _around(fact, period.value)


def _days(program: ir.Program, decision: ir.Decision) -> Iterator[dt.date]:
    """The days on which something begins to hold, and those after which it holds no longer."""
    policy = program.policy
    rules = [rule for item in decision.definitions for rule in rules_of(item)]
    periods = [period for item in program.parameters for period in item.periods]
    found = [(rule.start, rule.end) for rule in rules]
    found += [(period.start, period.end) for period in periods]
    found += [(policy.effective, policy.expires)]
    yield from (day for days in found for day in days if day is not None)


def _around(fact: ir.Fact, bound: ir.Value) -> Iterator[tuple[str, Any]]:
    """The bound, and one unit to each side of it."""
    match fact.type, bound:
        case DateType(), dt.date():
            a_day = dt.timedelta(days=1)
            if dt.date.min < bound < dt.date.max:
                for day in (bound, bound - a_day, bound + a_day):
                    yield fact.id, day.isoformat()
        case (IntegerType() | DurationType()), int():
            numbers = (bound, bound - 1, bound + 1)
            yield from ((fact.id, number) for number in numbers if number >= 0)
        case (MoneyType() | RatioType()) as kind, (int() | Fraction()):
            for amount in (Fraction(bound), bound - _HUNDREDTH, bound + _HUNDREDTH):
                if amount >= 0 and (amount <= 1 or not isinstance(kind, RatioType)):
                    yield fact.id, _written(amount, kind)


def _written(value: Fraction, kind: Type) -> str:
    if isinstance(kind, MoneyType):
        return format_money(round(value * 100))
    return format_ratio(round(value * 10**6))
