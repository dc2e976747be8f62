"""What evaluating an expression gives: Known, Unknown or Failed; and how values are rounded.

`lift` is the rule of every ordinary operator: a failure wins (the leftmost), else what is missing
adds up, else a known null gives null, else the operator's own answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from luling.core import ir

Plain = ir.Value | tuple[str, ...] | None
Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Known:
    """The value; None is null, for the notice is silent. Names are a tuple."""

    value: Plain


@dataclass(frozen=True, slots=True)
class Unknown:
    """Paths of what is missing and matters, at least one. `certain`: the names that are on the list
    whatever the missing values are."""

    missing: frozenset[str]
    certain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """An operation that has no answer: counts only where it is needed."""

    code: str
    message: str


Result = Known | Unknown | Failed

TRUE = Known(True)
FALSE = Known(False)
NULL = Known(None)


def unknown(*paths: str) -> Unknown:
    return Unknown(frozenset(paths))


def lift(operands: Sequence[Result], compute: Callable[..., Result], null: Known = NULL) -> Result:
    """The answer of an ordinary operator; `null` is what it gives for an operand that is null."""
    for operand in operands:
        if isinstance(operand, Failed):
            return operand
    values = [operand.value for operand in operands if isinstance(operand, Known)]
    if len(values) < len(operands):
        return Unknown(missing_of(operands))
    if None in values:
        return null
    return compute(*values)


def missing_of(results: Iterable[Result]) -> frozenset[str]:
    """The union of what the unknown ones miss."""
    return frozenset(
        path for result in results if isinstance(result, Unknown) for path in result.missing
    )


# ---------------------------------------------------------------- three-valued logic


def conjunction(parts: Sequence[Result]) -> Result:
    """且: a false part wins, then the first failure, then what is missing. Null counts as false."""
    if any(isinstance(part, Known) and part.value is not True for part in parts):
        return FALSE
    return _undecided(parts) or TRUE


def disjunction(parts: Sequence[Result]) -> Result:
    """或: a true part wins, then the first failure, then what is missing."""
    if any(isinstance(part, Known) and part.value is True for part in parts):
        return TRUE
    return _undecided(parts) or FALSE


def negation(operand: Result) -> Result:
    """非: of null it is false, for null can't be tested."""
    return lift([operand], lambda value: Known(value is not True), null=FALSE)


def _undecided(parts: Sequence[Result]) -> Result | None:
    for part in parts:
        if isinstance(part, Failed):
            return part
    missing = missing_of(parts)
    return Unknown(missing) if missing else None


# ---------------------------------------------------------------- plain values


def number(value: object) -> Number:
    assert isinstance(value, (int, Fraction)) and not isinstance(value, bool)
    return value


def date(value: object) -> dt.date:
    assert isinstance(value, dt.date)
    return value


def text(value: object) -> str:
    assert isinstance(value, str)
    return value


def members(value: object) -> frozenset[str] | tuple[str, ...]:
    assert isinstance(value, (frozenset, tuple))
    return value


def rounded(value: Plain, rounding: ir.Rounding | None) -> Plain:
    """The value of a rule as its rounding says; only money and ratios are ever rounded."""
    if rounding is None or not isinstance(value, Fraction):
        return value
    scale = Fraction(10) ** rounding.places
    size = abs(value) * scale
    match rounding.mode:
        case "half_up":
            units = floor(size + Fraction(1, 2))
        case "down":
            units = floor(size)
        case "up":
            units = ceil(size)
    return (units if value >= 0 else -units) / scale
