"""The values of expressions in one case, as people write them, with their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from luling.core import ir
from luling.core.wording import phrase, type_of
from luling.explanation.words import Words
from luling.interpreter import answers
from luling.interpreter.context import Context
from luling.interpreter.expressions import evaluate
from luling.interpreter.values import Known, Plain
from luling.types import DateType, MoneyType, RatioType, Type

__all__ = ["SUPPLIED", "Values"]

SUPPLIED = "由使用单位提供"


@dataclass(frozen=True, slots=True)
class Values:
    """`names`: what an intermediate value is called when an outcome shows it under its own name."""

    words: Words
    at: Context
    names: Mapping[str, str] = field(default_factory=dict)

    def of(self, expr: ir.Expr) -> str:
        """The value of an expression, 未知 where it is not known."""
        result = evaluate(expr, self.at)
        return self.text(result.value, type_of(expr)) if isinstance(result, Known) else "未知"

    def text(self, value: Plain, kind: Type) -> str:
        """A value; sums of money and ratios to the last digit that they have, up to six."""
        if isinstance(value, Fraction) and isinstance(kind, MoneyType):
            return f"{_digits(value, 2)} 元"
        if isinstance(value, Fraction) and isinstance(kind, RatioType):
            return f"{_digits(value * 100, 0)}%"
        return self.words.value(answers.json_value(value, kind, self.at), kind)

    def told(self, expr: ir.Expr) -> str:
        """医保费用 1,000.00 元; a constant without a name; 8人次 where the unit is the name."""
        value = self.of(expr)
        if isinstance(expr, ir.Literal_):
            return value
        name = self.name(expr)
        if _NUMBER.fullmatch(value.removesuffix(name)) and value.endswith(name):
            return value + self.origin(expr)
        gap = "" if name.endswith("）") else " "
        return f"{name}{gap}{value}{self.origin(expr)}"

    def origin(self, expr: ir.Expr) -> str:
        """（由使用单位提供）, for a parameter that the notice leaves open."""
        if not isinstance(expr, ir.Parameter) or not self.at.parameter(expr.id).external:
            return ""
        return f"（{SUPPLIED}）" if self.at.parameters.get(expr.id) else "（默认）"

    def name(self, expr: ir.Expr) -> str:
        """What a value is called; of a table, with the keys that were looked up."""
        match expr:
            case ir.Reference():
                return self.names.get(expr.id) or self.words.name(expr.id)
            case ir.Fact():
                return self.words.name(f"facts.{expr.id}")
            case ir.Parameter():
                keys = "、".join(self.of(key) for key in expr.keys)
                return self.words.name(f"params.{expr.id}") + (f"（{keys}）" if keys else "")
            case _:
                return phrase(expr, self.at.program, self.at.decision).replace(" ", "")

    def is_date(self, kind: Type) -> bool:
        return isinstance(kind, DateType)

    def is_collection(self, expr: ir.Reference) -> bool:
        return self.words.definitions[expr.id].kind == "collection"


_NUMBER = re.compile("-?[0-9]+")


def _digits(value: Fraction, least: int) -> str:
    """At least so many decimals, more only where they are not zero."""
    whole, millionths = divmod(round(abs(value) * 10**6), 10**6)
    decimals = f"{millionths:06d}".rstrip("0").ljust(least, "0")
    sign = "−" if value < 0 else ""
    return f"{sign}{whole:,}" + (f".{decimals}" if decimals else "")
