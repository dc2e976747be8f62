"""The type of a sum, a difference, a product or a quotient; the one table of what goes with
what."""

from __future__ import annotations

from typing import Literal

from luling.types import (
    DATE,
    MONEY,
    RATIO,
    DateType,
    DurationType,
    IntegerType,
    MoneyType,
    RatioType,
    Type,
)

__all__ = ["WORDS", "arithmetic_type"]

WORDS = {"add": "加", "sub": "减", "mul": "乘", "div": "除以"}

Op = Literal["add", "sub", "mul", "div"]


def arithmetic_type(op: Op, left: Type, right: Type) -> Type | None:
    """None where the two do not go together. Units of integers are the caller's to compare."""
    match op, left, right:
        case "add" | "sub", MoneyType(), MoneyType():
            return MONEY
        case "add" | "sub", RatioType(), RatioType():
            return RATIO
        case "add" | "sub", IntegerType(a), IntegerType(b):
            return IntegerType(a or b)
        case "add" | "sub", DurationType(a), DurationType(b) if a == b:
            return left
        case "add" | "sub", DateType(), DurationType():
            return DATE
        case "sub", DateType(), DateType():
            return DurationType("days")
        case "mul", MoneyType(), RatioType() | IntegerType():
            return MONEY
        case "mul", RatioType() | IntegerType(), MoneyType():
            return MONEY
        case "mul", RatioType(), RatioType() | IntegerType():
            return RATIO
        case "mul", IntegerType(), RatioType():
            return RATIO
        case "mul", IntegerType(a), IntegerType(b):
            return IntegerType(a if b is None else b if a is None else None)
        case "div", MoneyType(), RatioType() | IntegerType():
            return MONEY
        case "div", MoneyType(), MoneyType():
            return RATIO
        case "div", RatioType() | IntegerType(), RatioType() | IntegerType():
            return RATIO
        case _:
            return None
