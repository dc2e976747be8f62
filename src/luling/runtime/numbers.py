"""Exact numbers as scaled integers, and as `Exact` between a division and its rounding.

No float, Decimal or Fraction: a value of scale s is the integer value × s.
"""

from __future__ import annotations

from collections.abc import Callable
from math import gcd

from luling.runtime.kleene import Failure


def half_up(number: int, divisor: int) -> int:
    """number ÷ divisor (positive) to the nearest integer, halves away from zero (四舍五入)."""
    if number < 0:
        return -((divisor - 2 * number) // (2 * divisor))
    return (divisor + 2 * number) // (2 * divisor)


def rounded_down(number: int, divisor: int) -> int:
    """number ÷ divisor (positive), towards zero."""
    return -(-number // divisor) if number < 0 else number // divisor


def rounded_up(number: int, divisor: int) -> int:
    """number ÷ divisor (positive), away from zero."""
    return number // divisor if number < 0 else -(-number // divisor)


class Exact:
    """What a division gives until it is rounded: number ÷ divisor, reduced, divisor positive."""

    __slots__ = ("divisor", "number")

    def __init__(self, number: int, divisor: int = 1) -> None:
        common = gcd(number, divisor)
        common = -common if divisor < 0 else common
        self.number = number // common
        self.divisor = divisor // common

    def __add__(self, other: Exact | int) -> Exact:
        other = exact(other)
        number = self.number * other.divisor + other.number * self.divisor
        return Exact(number, self.divisor * other.divisor)

    def __radd__(self, other: int) -> Exact:
        return self + other

    def __neg__(self) -> Exact:
        return Exact(-self.number, self.divisor)

    def __sub__(self, other: Exact | int) -> Exact:
        return self + -exact(other)

    def __mul__(self, other: Exact | int) -> Exact:
        other = exact(other)
        return Exact(self.number * other.number, self.divisor * other.divisor)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Exact | int):
            return NotImplemented
        other = exact(other)
        return self.number == other.number and self.divisor == other.divisor

    def __hash__(self) -> int:
        return hash((self.number, self.divisor))

    def __lt__(self, other: Exact | int) -> bool:
        other = exact(other)
        return self.number * other.divisor < other.number * self.divisor

    def __le__(self, other: Exact | int) -> bool:
        return not exact(other) < self

    def __gt__(self, other: Exact | int) -> bool:
        return exact(other) < self

    def __ge__(self, other: Exact | int) -> bool:
        return not self < other


def exact(value: Exact | int) -> Exact:
    """A whole number as it would come from a division."""
    return value if isinstance(value, Exact) else Exact(value)


def quotient(left: Exact | int, right: Exact | int, words: str) -> Exact:
    """left ÷ right; `words` names the sum in the error."""
    left, right = exact(left), exact(right)
    if right.number == 0:
        raise Failure("division_by_zero", f"“{words}”的除数是零，无法计算。")
    return Exact(left.number * right.divisor, left.divisor * right.number)


def to_scale(value: Exact, scale: int, rounding: Callable[[int, int], int] = half_up) -> int:
    """A quotient as an integer of that scale, rounded."""
    return rounding(value.number * scale, value.divisor)
