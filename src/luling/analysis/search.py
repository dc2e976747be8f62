"""Cases that tell conditions apart: values to try, and what of a decision matters for an outcome.

`Samples` gives for each fact or parameter the values on both sides of everything that the decision
compares it with. `sliced` cuts a decision down to what a few definitions need. Both serve searches
that start from a case in which nothing is known and try only what is asked for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from luling.core import build, ir
from luling.core.order import expressions_of, references, rules_of, walk
from luling.runtime.inputs import format_money, format_ratio
from luling.types import (
    BoolType,
    DateType,
    DurationType,
    EnumType,
    IntegerType,
    MoneyType,
    RatioType,
    SetType,
    TextType,
    Type,
)

__all__ = ["Samples", "placed", "sliced"]

_PATH = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_DAY = dt.timedelta(days=1)
_CENT = Fraction(1, 100)
_POINT = Fraction(1, 100)
_SOME_DAY = dt.date(2024, 1, 1)
_WORD = "某某"


def sliced(
    decision: ir.Decision, wanted: Sequence[str], assumed: Mapping[str, bool] | None = None
) -> ir.Decision:
    """The decision with the definitions that `wanted` need and no checks; what is `assumed` is
    taken for known, and what it needs falls away with it."""
    taken = {
        item.id: _constant(item, assumed[item.id]) if assumed and item.id in assumed else item
        for item in decision.definitions
    }
    needed, stack = set[str](), [id for id in wanted if id in taken]
    while stack:
        id = stack.pop()
        if id not in needed:
            needed.add(id)
            stack += [one for one in references(taken[id]) if one in taken]
    kept = tuple(taken[item.id] for item in decision.definitions if item.id in needed)
    return replace(decision, definitions=kept, checks=())


def _constant(item: ir.Definition, value: bool) -> ir.Definition:
    fixed = build.literal(item.type, value)
    rule = ir.Rule(f"{item.id}.1", "", "rule", None, None, None, fixed, None)
    return replace(item, kind="outcome", group=ir.Group((ir.Node(rule),)), members=(), default=None)


def placed(given: Mapping[str, Any], path: Sequence[str | int], value: object) -> dict[str, Any]:
    """Facts or parameters with one more value, at a path such as ("counties", 0, "name")."""
    made = dict(given)
    spot: Any = made
    for at, step in enumerate(path[:-1]):
        inner = spot[step] if isinstance(step, int) else spot.get(step)
        copied = list(inner) if isinstance(path[at + 1], int) else dict(inner or {})
        spot[step] = copied
        spot = copied
    spot[path[-1]] = value
    return made


class Samples:
    """Values worth trying, in the JSON form of the interface, by the path that asks for them."""

    def __init__(self, program: ir.Program, decision: ir.Decision) -> None:
        self.program, self.decision = program, decision
        self.enumerations = {item.id: item for item in program.enumerations}
        self.literals: dict[Type, dict[ir.Value, None]] = {}
        for expr in self._expressions():
            for node in walk(expr):
                if isinstance(node, ir.Literal_):
                    self._note(node.type, node.value)
                elif isinstance(node, ir.Among):
                    for value in node.values:
                        self._note(ir.type_of(node.operand), value)
                elif isinstance(node, ir.Brackets):
                    for row in node.rows:
                        for bound in (row.lower, row.upper):
                            if bound is not None:
                                self._note(ir.type_of(node.amount), bound)
        for parameter in program.parameters:
            for period in parameter.periods:
                if period.value is not None:
                    self._note(parameter.type, period.value)
                for _, entry in period.table:
                    self._note(parameter.type, entry)

    def _expressions(self) -> Iterator[ir.Expr]:
        for item in self.decision.definitions:
            yield from expressions_of(item)

    def _note(self, kind: Type, value: ir.Value) -> None:
        self.literals.setdefault(_plain(kind), {}).setdefault(value)

    def of(self, path: str) -> tuple[tuple[str, ...] | tuple[str | int, ...], list[object]]:
        """Where a missing path (`facts.x[0].y`, `params.p.k`) leads, and what to try there."""
        steps = [key or int(index) for key, index in _PATH.findall(path)]
        return tuple(steps), self._values(steps)

    def _values(self, steps: list[str | int]) -> list[object]:
        if steps[0] == "params":
            parameter = next(item for item in self.program.parameters if item.id == steps[1])
            return self.typed(parameter.type)
        fact = next(item for item in self.decision.facts if item.id == steps[1])
        if isinstance(fact, ir.FactDeclaration):
            if fact.id == self.decision.date_fact:
                return self._dates_in_force()
            return self.typed(fact.type)
        if len(steps) == 2:
            return [[{}], []]
        field = next(item for item in fact.fields if item.id == steps[3])
        return [f"{_WORD}{steps[2]}"] if field.id == "name" else self.typed(field.type)

    def _dates_in_force(self) -> list[object]:
        """The first day in force, and every day on which something begins or ends."""
        policy = self.program.policy
        first, last = policy.effective or _SOME_DAY, policy.expires or dt.date.max
        days = {first, *self._turns()}
        return [day.isoformat() for day in sorted(days) if first <= day <= last]

    def _turns(self) -> Iterator[dt.date]:
        for item in self.decision.definitions:
            for rule in rules_of(item):
                yield from (rule.start,) if rule.start else ()
                yield from (rule.end + _DAY,) if rule.end else ()
        for parameter in self.program.parameters:
            for period in parameter.periods:
                yield from (period.start,) if period.start else ()
        for value in self.literals.get(DateType(), {}):
            assert isinstance(value, dt.date)
            yield from (value, value + _DAY)

    def typed(self, kind: Type) -> list[object]:
        """Values of a type: all of them where they are few, else around every constant."""
        match kind:
            case BoolType():
                return [True, False]
            case EnumType(name):
                return [value.id for value in self.enumerations[name].values]
            case SetType(name):
                known = [value.id for value in self.enumerations[name].values]
                return [[], *([one] for one in known), known]
            case MoneyType():
                amounts = self._around(kind, _CENT, Fraction(100))
                return [format_money(int(x * 100)) for x in amounts]
            case RatioType():
                ratios = self._around(kind, _POINT, Fraction(1, 2))
                return [format_ratio(int(x * 1_000_000)) for x in ratios if x <= 1]
            case IntegerType() | DurationType():
                return [int(x) for x in self._around(kind, Fraction(1), Fraction(1))]
            case DateType():
                days = [day for day in self.literals.get(kind, {}) if isinstance(day, dt.date)]
                return [day.isoformat() for day in sorted({_SOME_DAY, *days, *map(_next, days)})]
            case TextType():
                return [*self.literals.get(kind, {}), _WORD]
            case _:
                return []

    def _around(self, kind: Type, unit: Fraction, some: Fraction) -> list[Fraction]:
        found: dict[Fraction, None] = {some: None}
        for value in self.literals.get(_plain(kind), {}):
            if isinstance(value, int | Fraction):
                for near in (value, value - unit, value + unit):
                    found.setdefault(Fraction(near))
        found.setdefault(Fraction(0))
        return [value for value in found if value >= 0]


def _next(day: dt.date) -> dt.date:
    return day + _DAY


def _plain(kind: Type) -> Type:
    return IntegerType() if isinstance(kind, IntegerType) else kind
