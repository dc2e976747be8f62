"""Constants in the author's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction

from luling.core import ir
from luling.types import (
    BoolType,
    DateType,
    DurationType,
    EnumType,
    IntegerType,
    MoneyType,
    RatioType,
    Type,
)

__all__ = ["decimal_text", "value_text"]


def decimal_text(value: Fraction) -> str:
    """A plain decimal without trailing zeros; an exact fraction where there is none."""
    scaled, places = value, 0
    while scaled.denominator != 1 and places < 12:
        scaled, places = scaled * 10, places + 1
    if scaled.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    if not places:
        return str(scaled.numerator)
    digits = f"{abs(scaled.numerator):0{places + 1}d}"
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def value_text(value: ir.Value, type_: Type, enumerations: Iterable[ir.Enumeration]) -> str:
    """80%, 30种, 1000元, 2022年6月30日, 3个月, 职工医保, 是"""
    match type_, value:
        case BoolType(), _:
            return "是" if value else "否"
        case MoneyType(), Fraction():
            return f"{decimal_text(value)}元"
        case RatioType(), Fraction():
            return f"{decimal_text(value * 100)}%"
        case IntegerType(unit), _:
            return f"{value}{unit or ''}"
        case DurationType(unit), _:
            return f"{value}{'日' if unit == 'days' else '个月'}"
        case DateType(), dt.date():
            return f"{value.year}年{value.month}月{value.day}日"
        case EnumType(identifier), _:
            for enum in enumerations:
                if enum.id == identifier:
                    return next((v.label for v in enum.values if v.id == value), str(value))
            return str(value)
        case _:
            return str(value)
