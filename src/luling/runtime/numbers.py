"""Exact numbers as scaled integers, and as reduced pairs (numerator, denominator) after a division.

No float, Decimal or Fraction: a value of scale s is the integer value × s.
"""

from __future__ import annotations

from math import gcd

from luling.runtime.kleene import Failure

Quotient = tuple[int, int]


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


def quotient(number: int, divisor: int, words: str = "") -> Quotient:
    """number ÷ divisor, reduced, the denominator positive; `words` names the sum in the error."""
    if divisor == 0:
        raise Failure("division_by_zero", f"“{words}”的除数是零，无法计算。")
    common = gcd(number, divisor)
    if divisor < 0:
        common = -common
    return number // common, divisor // common


def added(left: Quotient, right: Quotient) -> Quotient:
    """left + right"""
    return quotient(left[0] * right[1] + right[0] * left[1], left[1] * right[1])


def subtracted(left: Quotient, right: Quotient) -> Quotient:
    """left − right"""
    return quotient(left[0] * right[1] - right[0] * left[1], left[1] * right[1])


def multiplied(left: Quotient, right: Quotient) -> Quotient:
    """left × right"""
    return quotient(left[0] * right[0], left[1] * right[1])


def divided(left: Quotient, right: Quotient, words: str) -> Quotient:
    """left ÷ right"""
    return quotient(left[0] * right[1], left[1] * right[0], words)


def compared(left: Quotient, right: Quotient) -> int:
    """Below, at or above zero as left is less than, equal to or more than right."""
    return left[0] * right[1] - right[0] * left[1]
