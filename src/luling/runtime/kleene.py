"""Three-valued values: known, unknown with what is missing, or failed; null is a known value.

Operators take values that are already evaluated (everything is pure and total, so nothing is lost
by it) and follow the contract of every evaluator: a failure counts before what is missing, what is
missing before null, and `且`/`或` know their answer as soon as one part decides it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

NOTHING: frozenset[str] = frozenset()


class Unknown:
    """A value that is not known; `missing` are the paths that are missing and matter. `certain` are
    the names that are on a list of names all the same."""

    __slots__ = ("certain", "missing")

    def __init__(self, missing: frozenset[str], certain: tuple[str, ...] = ()) -> None:
        self.missing = missing
        self.certain = certain


class Failed:
    """A value that can't be computed; an error only where it is needed."""

    __slots__ = ("code", "message")

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message


class Failure(Exception):
    """Raised by a plain operator that has no answer; becomes `Failed`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def lift(function: Callable[..., Any], *operands: Any) -> Any:
    """A plain operator on three-valued operands; null with any null operand."""
    missing = NOTHING
    for operand in operands:
        if type(operand) is Failed:
            return operand
        if type(operand) is Unknown:
            missing |= operand.missing
    if missing:
        return Unknown(missing)
    if any(operand is None for operand in operands):
        return None
    try:
        return function(*operands)
    except Failure as failure:
        return Failed(failure.code, failure.message)


def test(function: Callable[..., bool], *operands: Any) -> Any:
    """A plain comparison on three-valued operands; false with any null operand."""
    answer = lift(function, *operands)
    return False if answer is None else answer


def all_of(*parts: Any) -> Any:
    """且: false as soon as one part is; else the first failure; else what is missing."""
    missing = NOTHING
    failed = None
    for part in parts:
        if part is False or part is None:
            return False
        if type(part) is Unknown:
            missing |= part.missing
        elif failed is None and type(part) is Failed:
            failed = part
    if failed is not None:
        return failed
    return Unknown(missing) if missing else True


def any_of(*parts: Any) -> Any:
    """或: true as soon as one part is; else the first failure; else what is missing."""
    missing = NOTHING
    failed = None
    for part in parts:
        if part is True:
            return True
        if type(part) is Unknown:
            missing |= part.missing
        elif failed is None and type(part) is Failed:
            failed = part
    if failed is not None:
        return failed
    return Unknown(missing) if missing else False


def negate(part: Any) -> Any:
    """非; of null false."""
    if part is True or part is False:
        return not part
    return False if part is None else part


def none_of(parts: Iterable[Any]) -> Any:
    """Not one of the parts holds."""
    return all_of(*map(negate, parts))


def equals(value: Any, constant: Any) -> Any:
    """value = constant"""
    if type(value) is Unknown or type(value) is Failed:
        return value
    return value is not None and value == constant


def among(value: Any, constants: Iterable[Any]) -> Any:
    """value is one of the constants"""
    if type(value) is Unknown or type(value) is Failed:
        return value
    return value is not None and value in constants


def contains(value: Any, member: str) -> Any:
    """A set holds the member."""
    if type(value) is Unknown or type(value) is Failed:
        return value
    return value is not None and member in value
