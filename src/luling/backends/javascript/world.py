"""What the ids of a decision stand for, and how constants and types are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from luling.backends.javascript.layout import Code, array, call, strings
from luling.backends.javascript.text import literal
from luling.core import ir
from luling.core.values import decimal_text
from luling.core.wording import phrase
from luling.types import (
    BoolType,
    DateType,
    DurationType,
    EnumType,
    IntegerType,
    MoneyType,
    NamesType,
    RatioType,
    SetType,
    TextType,
    Type,
)

Pair = tuple[str, Code | None]


@dataclass(frozen=True, slots=True)
class World:
    """A decision of a program."""

    program: ir.Program
    decision: ir.Decision

    def definition(self, id: str) -> ir.Definition:
        return next(item for item in self.decision.definitions if item.id == id)

    def words(self, expr: ir.Expr) -> Code:
        """An expression in the author's words, as a literal."""
        return literal(phrase(expr, self.program, self.decision))

    def plain_names(self, expr: ir.Expr) -> ir.Aggregate | None:
        """The 名单 that an expression is: itself, or a definition whose one rule always gives."""
        while isinstance(expr, ir.Reference):
            group = self.definition(expr.id).group
            if group is None or group.exceptions is not None or len(group.nodes) != 1:
                return None
            rule, exceptions = group.nodes[0].rule, group.nodes[0].exceptions
            if rule.condition or rule.start or rule.end or exceptions or rule.value is None:
                return None
            expr = rule.value
        return expr if isinstance(expr, ir.Aggregate) and expr.kind == "names" else None

    def typed(self, type: Type) -> tuple[Pair, ...]:
        """The entries of a table that say of which type a value is."""
        if isinstance(type, SetType) and not has_enumeration(self.program, type.id):
            members = self.definition(type.id).members
            return ("type", literal("set")), ("order", strings(item.id for item in members))
        return typed(type)


def has_enumeration(program: ir.Program, id: str) -> bool:
    return any(item.id == id for item in program.enumerations)


def typed(type: Type) -> tuple[Pair, ...]:
    """The same, of a type that is not that of a collection."""
    kind: Pair = ("type", literal(kind_of(type)))
    match type:
        case IntegerType() | DurationType():
            return kind, ("unit", literal(type.unit) if type.unit else None)
        case EnumType() | SetType():
            return kind, ("of", literal(type.id))
        case _:
            return (kind,)


def kind_of(type: Type) -> str:
    """The name of a type in tables and metadata."""
    match type:
        case BoolType():
            return "boolean"
        case IntegerType():
            return "integer"
        case MoneyType():
            return "money"
        case RatioType():
            return "ratio"
        case DateType():
            return "date"
        case DurationType():
            return "duration"
        case TextType():
            return "text"
        case EnumType():
            return "enumeration"
        case SetType():
            return "set"
        case NamesType():
            return "names"
        case _:
            assert_never(type)


def constant(value: ir.Value, type: Type) -> Code:
    """A constant: yuan("1000"), percent("80"), day("2021-03-01"), 30n, "level2", true."""
    match value:
        case bool():
            return "true" if value else "false"
        case dt.date():
            return call("day", literal(value.isoformat()))
        case str():
            return literal(value)
        case frozenset():
            return call("new Set", strings(sorted(value)))
    match type:
        case MoneyType():
            return _decimal("yuan", Fraction(value), Fraction(value))
        case RatioType():
            return _decimal("percent", Fraction(value) * 100, Fraction(value))
        case _:
            return f"{value}n"


def constants(values: Iterable[ir.Value], type: Type) -> Code:
    return array(constant(value, type) for value in values)


def zero(type: Type) -> Code:
    """What a sum over nothing is."""
    return "0n" if isinstance(type, (IntegerType, DurationType)) else constant(Fraction(0), type)


def _decimal(name: str, shown: Fraction, value: Fraction) -> Code:
    words = decimal_text(shown)
    if "/" in words:
        return f"fraction({value.numerator}n, {value.denominator}n)"
    return f'{name}("{words}")'
