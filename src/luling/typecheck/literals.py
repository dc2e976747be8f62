"""The type of a number as it is written: 80%, 30种, 1.5万元, 3个月, 12."""

from __future__ import annotations

from luling.diagnostics import Bag
from luling.syntax import ast
from luling.typecheck.errors import BadNumber
from luling.types import (
    MONEY,
    RATIO,
    DurationType,
    IntegerType,
    MoneyType,
    RatioType,
    Type,
    same_unit,
)

__all__ = ["MAX_INTEGER", "MAX_MONEY", "is_points", "number_type"]

MAX_MONEY = 10**12
"""Yuan; the interface takes twelve digits."""
MAX_INTEGER = 10**9
"""As the interface."""

_DAYS = ("日", "天")
_MONTHS = ("个月",)


def is_points(node: ast.Number, expected: Type | None) -> bool:
    """12分 where points are counted (整数（分）) is no money."""
    return (
        expected == IntegerType("分")
        and node.text.endswith("分")
        and (node.value * 100).denominator == 1
    )


def number_type(node: ast.Number, expected: Type | None, bag: Bag) -> Type | None:
    """None after a reported mistake; `expected` settles 年, 日 and a plain 0.8."""
    unit = node.unit
    match unit:
        case "元" if is_points(node, expected):
            return expected
        case "元":
            if node.value * 100 % 1 or node.value >= MAX_MONEY:
                bag.report(
                    BadNumber(node.span, f"金额「{node.text}」写得不对",
                              "金额最多到分（两位小数），元以上最多十二位。")
                )
                return None
            return MONEY
        case "%":
            return _ratio(node, bag)
    if unit is None and isinstance(expected, RatioType):
        if node.value > 1:
            bag.report(BadNumber(node.span, f"「{node.text}」没有写百分号，这里要的是比例",
                                 f"请写成「{node.text}%」。"))
            return None
        return _ratio(node, bag)
    if unit is None and isinstance(expected, MoneyType):
        bag.report(BadNumber(node.span, f"「{node.text}」没有单位，这里要的是金额",
                             f"请写成「{node.text}元」。"))
        return None
    if node.value.denominator != 1:
        bag.report(BadNumber(node.span, f"「{node.text}」不是整数",
                             "比例请写百分数（例如 80%），金额请写「元」，其他数要写整数。"))
        return None
    if node.value > MAX_INTEGER:
        bag.report(BadNumber(node.span, f"「{node.text}」太大", "整数最大为 1000000000。"))
        return None
    if isinstance(expected, IntegerType) and same_unit(expected.unit, unit):
        return IntegerType(unit)
    if unit in _DAYS:
        return DurationType("days")
    if unit in _MONTHS:
        return DurationType("months")
    if unit == "年":
        return DurationType("months")
    if unit == "周岁":
        return IntegerType("岁")
    return IntegerType(unit)


def _ratio(node: ast.Number, bag: Bag) -> Type | None:
    if node.value * 10**6 % 1 or node.value > 100:
        bag.report(
            BadNumber(node.span, f"比例「{node.text}」写得不对",
                      "比例写百分数，最多四位小数，例如 80% 或 12.5%。")
        )
        return None
    return RATIO
