"""What the things of a program are called, and their constants, without ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from luling.core import ir
from luling.core.values import value_text
from luling.types import EnumType, IntegerType, SetType, Type

__all__ = ["Names", "day", "rounding_words"]

_PLACES = {0: "元", 1: "角", 2: "分"}
_ROUNDINGS = {"half_up": "四舍五入到", "down": "舍去尾数到", "up": "进一到"}


@dataclass(frozen=True, slots=True)
class Names:
    """Looks names up in one program, within one decision; `titles` are those of other notices by
    id."""

    program: ir.Program
    decision: ir.Decision
    titles: Mapping[str, str] = field(default_factory=dict)

    def fact(self, id: str) -> str:
        return next(item.label for item in self.decision.facts if item.id == id)

    def roster(self, id: str) -> ir.RosterDeclaration:
        found = next(item for item in self.decision.facts if item.id == id)
        assert isinstance(found, ir.RosterDeclaration)
        return found

    def member(self, roster: str, id: str) -> str:
        return next(item.label for item in self.roster(roster).fields if item.id == id)

    def definition(self, id: str) -> ir.Definition:
        return next(item for item in self.decision.definitions if item.id == id)

    def parameter(self, id: str) -> ir.ParameterDeclaration:
        return next(item for item in self.program.parameters if item.id == id)

    def catalogue(self, id: str) -> str:
        label = next(item.label for item in self.program.catalogues if item.id == id)
        return f"《{label.strip('《》')}》"

    def enumeration(self, id: str) -> ir.Enumeration | None:
        return next((item for item in self.program.enumerations if item.id == id), None)

    def constant(self, value: ir.Value, kind: Type) -> str:
        """1000元, 80%, 30种, 2022年6月30日, 职工医保; a set's values joined."""
        if isinstance(kind, SetType) and isinstance(value, frozenset) and not value:
            return "空"
        if isinstance(kind, IntegerType) and kind.unit is None:
            return str(value)
        return value_text(value, kind, self.program.enumerations)

    def element(self, expr: ir.Contains) -> str:
        """A value of an enumeration, or a member of a collection."""
        if isinstance(expr.set, ir.Reference):
            for member in self.definition(expr.set.id).members:
                if member.id == expr.value:
                    return member.label
        kind = ir.type_of(expr.set)
        assert isinstance(kind, SetType)
        return self.constant(expr.value, EnumType(kind.id))

    def fixed_value(self, expr: ir.Parameter) -> str:
        """The value that the notice itself gives, where it is one for all time."""
        declared = self.parameter(expr.id)
        if declared.external or len(declared.periods) != 1:
            return ""
        period = declared.periods[0]
        if not expr.keys:
            return "" if period.value is None else self.constant(period.value, declared.type)
        keys = tuple(key.value for key in expr.keys if isinstance(key, ir.Literal_))
        for known, value in period.table:
            if known == keys:
                return self.constant(value, declared.type)
        return ""


def day(date: object) -> str:
    """2021年3月1日"""
    return f"{date.year}年{date.month}月{date.day}日"  # type: ignore[attr-defined]


def rounding_words(rounding: ir.Rounding, money: bool) -> str:
    """四舍五入到分; for ratios the decimals of the percentage."""
    mode = _ROUNDINGS[rounding.mode]
    if money:
        return mode + _PLACES.get(rounding.places, f"小数点后{rounding.places}位")
    if rounding.places >= 2:
        after = rounding.places - 2
        return mode + (f"百分数的小数点后{after}位" if after else "百分数的整数")
    return mode + (f"小数点后{rounding.places}位" if rounding.places else "整数")


def is_zero(expr: object) -> bool:
    """Whether an expression is the number nought."""
    return (
        isinstance(expr, ir.Literal_)
        and not isinstance(expr.value, bool)
        and isinstance(expr.value, (int, Fraction))
        and expr.value == 0
    )
