"""What the things of a program are called, and their constants, without ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from luling.core import ir
from luling.core.values import value_text
from luling.types import EnumType, IntegerType, SetType, Type

__all__ = ["Names", "day", "rounding_words"]

_FEW = 4
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

    def keyed(self, declared: ir.ParameterDeclaration, keys: tuple[ir.Value, ...]) -> str:
        """The entry of a table: 市辖区."""
        kinds = zip(keys, declared.keys, strict=True)
        return "".join(self.constant(key, kind) for key, kind in kinds)

    def spelled(self, expr: ir.Parameter) -> str:
        """The few values among which keys or days choose: 市辖区30种、县域20种; empty for one value
        and for many."""
        declared = self.parameter(expr.id)
        if declared.external:
            return ""
        if expr.keys:
            table = declared.periods[0].table if len(declared.periods) == 1 else ()
            constant = all(isinstance(key, ir.Literal_) for key in expr.keys)
            if constant or not 1 < len(table) <= _FEW:
                return ""
            return "、".join(
                self.keyed(declared, keys) + self.constant(value, declared.type)
                for keys, value in table
            )
        if not 1 < len(declared.periods) <= _FEW:
            return ""
        return "，".join(
            _during(one) + self.constant(one.value, declared.type)
            for one in declared.periods
            if one.value is not None
        )


def _during(period: ir.ParameterPeriod) -> str:
    if period.start is not None and period.end is not None:
        return f"{day(period.start)}至{day(period.end)}为"
    if period.start is not None:
        return f"自{day(period.start)}起为"
    return f"截至{day(period.end)}为" if period.end is not None else ""


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
        kept = f"保留{after}位小数" if after else "取整数"
        return f"按百分数{mode.removesuffix('到')}，{kept}"
    return mode + (f"小数点后{rounding.places}位" if rounding.places else "整数")


def is_zero(expr: object) -> bool:
    """Whether an expression is the number nought."""
    return (
        isinstance(expr, ir.Literal_)
        and not isinstance(expr.value, bool)
        and isinstance(expr.value, (int, Fraction))
        and expr.value == 0
    )
