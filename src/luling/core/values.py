"""Constants in the author's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction

from luling.core import ir
from luling.types import (
    DurationType,
    EnumType,
    IntegerType,
    MoneyType,
    RatioType,
    SetType,
    Type,
)

__all__ = ["decimal_text", "value_text"]


def value_text(value: ir.Value, type: Type, enumerations: Iterable[ir.Enumeration]) -> str:
    """A constant as it is typed: 1000元, 80%, 30种, 2022年6月30日, 3个月, 职工医保, 是."""
    match type:
        case MoneyType() if isinstance(value, (int, Fraction)):
            return f"{decimal_text(Fraction(value))}元"
        case RatioType() if isinstance(value, (int, Fraction)):
            return f"{decimal_text(Fraction(value) * 100)}%"
        case IntegerType():
            return f"{value}{type.unit or ''}"
        case DurationType():
            return f"{value}{'日' if type.unit == 'days' else '个月'}"
        case EnumType() if isinstance(value, str):
            return _label(value, type.id, enumerations)
        case SetType() if isinstance(value, frozenset):
            return "、".join(_label(item, type.id, enumerations) for item in sorted(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    return f"“{value}”"


def _label(value: str, enumeration: str, enumerations: Iterable[ir.Enumeration]) -> str:
    for item in enumerations:
        if item.id == enumeration:
            return next((one.label for one in item.values if one.id == value), value)
    return value


def decimal_text(value: Fraction) -> str:
    """An exact decimal without trailing zeros; a fraction where there is none."""
    sign, value = ("-" if value < 0 else ""), abs(value)
    for places in range(19):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(scaled.numerator).rjust(places + 1, "0")
            return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
    return f"{sign}{value.numerator}/{value.denominator}"
