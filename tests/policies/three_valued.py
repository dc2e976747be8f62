"""A second, independent reading of the logic: values that are known, or missing something.

Written from the contract alone, so that agreement with the policies compares two answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Value:
    """`it` when nothing is missing; else what is missing."""

    it: Any = None
    missing: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        return not self.missing

    def __and__(self, other: Value) -> Value:
        if FALSE in (self, other):
            return FALSE
        return apply(lambda a, b: a and b, self, other)

    def __or__(self, other: Value) -> Value:
        return ~(~self & ~other)

    def __invert__(self) -> Value:
        return apply(lambda a: not a, self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Value):
            return NotImplemented
        return (type(self.it), self.it, self.missing) == (type(other.it), other.it, other.missing)

    __hash__ = None  # type: ignore[assignment]

    def equals(self, value: Any) -> Value:
        return apply(lambda a: a == value, self)


FALSE = Value(False)
TRUE = Value(True)


def missing(*paths: str) -> Value:
    return Value(missing=frozenset(paths))


def apply(function: Callable[..., Any], *operands: Value) -> Value:
    """Strict: one unknown operand makes the whole unknown."""
    gaps: frozenset[str] = frozenset().union(*(operand.missing for operand in operands))
    return Value(missing=gaps) if gaps else Value(function(*(operand.it for operand in operands)))


def choose(rules: Iterable[tuple[Value, Value]]) -> Value:
    """The value of the rules that may apply, when they all give the same known one."""
    may = [(condition, value) for condition, value in rules if condition != FALSE]
    values = [value for _, value in may]
    if all(value.known for value in values) and all(value == values[0] for value in values):
        return values[0]
    return Value(missing=frozenset().union(*(c.missing | v.missing for c, v in may)))
