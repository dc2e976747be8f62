"""Decision tables: rows into rules, and the exact check for gaps and overlaps.

Each condition column is cut into the pieces that the cells tell apart: every enumeration value, yes
and no, the thresholds and what lies between them. Within a piece no cell changes its mind, so one
sample stands for it, and the check over all combinations of pieces is exact. Columns are taken as
independent. Effort is bounded; past the bound the author is told so.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from luling.core import ir
from luling.types import (
    BoolType,
    DateType,
    DurationType,
    EnumType,
    IntegerType,
    MoneyType,
    RatioType,
    TextType,
    Type,
)

__all__ = ["Column", "Effort", "TooMuch", "find_gap", "find_overlaps", "holds", "pieces"]

OTHER_TEXT = "其他"

_COMPARE: dict[str, Callable[[Any, Any], object]] = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "le": operator.le,
    "gt": operator.gt, "ge": operator.ge,
}  # fmt: skip


class TooMuch(Exception):
    """The bound on effort was reached."""


@dataclass(slots=True)
class Effort:
    """Steps that may still be taken."""

    left: int = 2_000_000

    def spend(self, steps: int = 1) -> None:
        self.left -= steps
        if self.left < 0:
            raise TooMuch


@dataclass(frozen=True, slots=True)
class Column:
    """A condition column: its type, the samples of its pieces, and for each row the set of pieces
    that
    its cell takes, as a bit mask."""

    head: ir.Expr
    type: Type
    samples: tuple[ir.Value, ...]
    masks: tuple[int, ...]


def _step(type_: Type) -> Fraction | None:
    """The distance between neighbouring values, where there is one."""
    match type_:
        case MoneyType():
            return Fraction(1, 100)
        case RatioType():
            return Fraction(1, 10**6)
        case IntegerType() | DurationType():
            return Fraction(1)
        case _:
            return None


def pieces(
    type_: Type, thresholds: set[ir.Value], enum: ir.Enumeration | None, is_input: bool
) -> tuple[ir.Value, ...]:
    """One sample of each piece, low to high. `is_input`: amounts start at zero."""
    match type_:
        case BoolType():
            return (True, False)
        case EnumType():
            assert enum is not None
            return tuple(value.id for value in enum.values)
        case TextType():
            return (*sorted(str(item) for item in thresholds), OTHER_TEXT)
        case DateType():
            return _dates(sorted(item for item in thresholds if isinstance(item, dt.date)))
        case _:
            step = _step(type_)
            assert step is not None
            numbers = sorted(
                Fraction(item) for item in thresholds if isinstance(item, int | Fraction)
            )
            samples = _numbers(numbers, step, is_input)
            if isinstance(type_, MoneyType | RatioType):
                return samples
            return tuple(int(item) for item in samples)


def _numbers(thresholds: Sequence[Fraction], step: Fraction, from_zero: bool) -> tuple[Fraction,
...]:
    if not thresholds:
        return (Fraction(0),)
    samples: list[Fraction] = []
    below = thresholds[0] - step
    if below >= 0 or not from_zero:
        samples.append(below)
    for index, threshold in enumerate(thresholds):
        samples.append(threshold)
        following = thresholds[index + 1] if index + 1 < len(thresholds) else None
        above = threshold + step
        if following is None or above < following:
            samples.append(above)
    return tuple(samples)


def _dates(thresholds: Sequence[dt.date]) -> tuple[ir.Value, ...]:
    if not thresholds:
        return (dt.date(2000, 1, 1),)
    day = dt.timedelta(days=1)
    samples: list[ir.Value] = [thresholds[0] - day]
    for index, threshold in enumerate(thresholds):
        samples.append(threshold)
        following = thresholds[index + 1] if index + 1 < len(thresholds) else None
        if following is None or threshold + day < following:
            samples.append(threshold + day)
    return tuple(samples)


def holds(cell: ir.Expr | None, sample: ir.Value, enum: ir.Enumeration | None) -> bool:
    """Whether a cell's condition takes a sample of its column. Cells have the few forms that
    `expressions.cell` makes, over constants."""

    def rank(value: ir.Value) -> object:
        if enum is not None:
            return [item.id for item in enum.values].index(str(value))
        return value

    match cell:
        case None:
            return True
        case ir.Not(operand):
            return not holds(operand, sample, enum)
        case ir.Logic("and", parts):
            return all(holds(part, sample, enum) for part in parts)
        case ir.Among(values=values):
            return sample in values
        case ir.Compare(op, _, ir.Literal_(value=value)):
            return bool(_COMPARE[op](rank(sample), rank(value)))
        case _:
            raise AssertionError(f"not the condition of a cell: {cell}")


def find_overlaps(
    columns: Sequence[Column], values: Sequence[object], effort: Effort
) -> list[tuple[int, int, tuple[ir.Value, ...]]]:
    """Pairs of rows that apply together with different values, each with a case; at most one a
    row."""
    found = []
    for second in range(len(values)):
        for first in range(second):
            effort.spend()
            if values[first] == values[second]:
                continue
            common = [column.masks[first] & column.masks[second] for column in columns]
            if all(common):
                case = tuple(
                    column.samples[(mask & -mask).bit_length() - 1]
                    for column, mask in zip(columns, common, strict=True)
                )
                found.append((first, second, case))
                break
    return found


def find_gap(columns: Sequence[Column], rows: int, effort: Effort) -> tuple[ir.Value, ...] | None:
    """A case that no row takes, or None where there is none."""
    covered: set[tuple[int, int]] = set()
    by_piece = [
        [
            sum(1 << row for row in range(rows) if column.masks[row] >> piece & 1)
            for piece in range(len(column.samples))
        ]
        for column in columns
    ]

    def search(depth: int, alive: int) -> tuple[ir.Value, ...] | None:
        if not alive:
            return tuple(column.samples[0] for column in columns[depth:])
        if depth == len(columns) or (depth, alive) in covered:
            return None
        effort.spend(len(columns[depth].samples))
        for piece, sample in enumerate(columns[depth].samples):
            rest = search(depth + 1, alive & by_piece[depth][piece])
            if rest is not None:
                return (sample, *rest)
        covered.add((depth, alive))
        return None

    return search(0, (1 << rows) - 1)
