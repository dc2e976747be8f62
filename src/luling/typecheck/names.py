"""Types in the author's words, and the relations between them."""

from __future__ import annotations

from luling.resolve.symbols import Bindings
from luling.syntax import ast
from luling.types import (
    BOOL,
    DATE,
    MONEY,
    NAMES,
    RATIO,
    TEXT,
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
    same_unit,
)

__all__ = ["compatible", "declared_type", "describe", "is_ordered"]


def describe(type_: Type, bindings: Bindings) -> str:
    """金额, 整数（种）, 险种 …"""
    match type_:
        case BoolType():
            return "是非"
        case IntegerType(None):
            return "整数"
        case IntegerType(unit):
            return f"整数（{unit}）"
        case MoneyType():
            return "金额"
        case RatioType():
            return "比例"
        case DateType():
            return "日期"
        case DurationType("days"):
            return "以日计的时长"
        case DurationType():
            return "以月计的时长"
        case TextType():
            return "文本"
        case NamesType():
            return "名单"
        case EnumType(identifier):
            return f"「{bindings.enum_of_id(identifier).label}」"
        case SetType():
            return "集合"


def compatible(left: Type, right: Type) -> bool:
    """The same, or integers of which one has no unit."""
    if isinstance(left, IntegerType) and isinstance(right, IntegerType):
        return same_unit(left.unit, right.unit)
    return left == right


def is_ordered(type_: Type, bindings: Bindings) -> bool:
    """Whether 超过, 不低于 … make sense."""
    if isinstance(type_, EnumType):
        return bindings.enum_of_id(type_.id).ordered
    return isinstance(
        type_, IntegerType | MoneyType | RatioType | DateType | DurationType
    )


_SIMPLE: dict[str, Type] = {
    "bool": BOOL, "money": MONEY, "ratio": RATIO, "date": DATE, "text": TEXT, "names": NAMES,
    "duration": DurationType("days"),
}  # fmt: skip


def declared_type(bindings: Bindings, node: ast.Type | None) -> Type | None:
    """The type that a declaration names; None where it is unknown (reported) or left out."""
    match node:
        case ast.SimpleType(kind):
            return _SIMPLE[kind]
        case ast.IntegerType(unit):
            return IntegerType(unit)
        case ast.NamedType():
            enum = bindings.types.get(id(node))
            return EnumType(enum.id) if enum else None
        case ast.SetType():
            enum = bindings.types.get(id(node.element))
            return SetType(enum.id) if enum else None
        case None:
            return None
