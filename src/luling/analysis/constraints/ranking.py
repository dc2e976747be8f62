"""Which of two values is the greater: enumerations by rank, all else as it is.

A value of an enumeration is its id, whose letters say nothing about its rank; and two notices may
list different values under one id, of which none is greater.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from luling.core import ir
from luling.types import EnumType, Type

__all__ = ["ranked_alike", "size"]


def ranked_alike(kind: Type, lower: ir.Program, upper: ir.Program) -> bool:
    """Whether both notices rank the same values in the same order; so for all other types."""
    if not isinstance(kind, EnumType):
        return True
    own, theirs = _enumeration(kind, lower), _enumeration(kind, upper)
    if own is None or theirs is None:
        return False
    return own.ordered and theirs.ordered and _ids(own) == _ids(theirs)


def size(value: ir.Value, kind: Type, program: ir.Program) -> Any:
    """What stands for `value` in a comparison; of an enumeration the program must list it."""
    if isinstance(kind, EnumType):
        known = _enumeration(kind, program)
        if known is not None and known.ordered:
            return _ids(known).index(str(value))
    return Fraction(value) if isinstance(value, int) else value


def _enumeration(kind: EnumType, program: ir.Program) -> ir.Enumeration | None:
    return next((one for one in program.enumerations if one.id == kind.id), None)


def _ids(enumeration: ir.Enumeration) -> list[str]:
    return [value.id for value in enumeration.values]
