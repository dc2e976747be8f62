"""Decision tables: rows into rules, and the exact check for gaps and overlaps.

Each condition column is cut into the pieces that the cells tell apart: every enumeration value, yes
and no, the thresholds and what lies between them. Within a piece no cell changes its mind, so one
sample stands for it, and the check over all combinations of pieces is exact. Columns are taken as
independent. Sets of rows and of pieces are bit masks, so that a long table is checked quickly too.
Effort is bounded; past the bound the author is told so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

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

__all__ = ["Column", "Effort", "TooMuch", "find_gap", "find_overlaps", "mask_of", "pieces"]

OTHER_TEXT = "其他"

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
            other = OTHER_TEXT
            while other in thresholds:
                other += "文字"
            return (*sorted(str(item) for item in thresholds), other)
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


def mask_of(cell: ir.Expr | None, places: Mapping[ir.Value, int]) -> int:
    """The set of pieces that a cell takes, as a bit mask; `places` numbers the samples, which stand
    low to high. Cells have the few forms that `expressions.cell` makes, over constants."""
    full = (1 << len(places)) - 1
    match cell:
        case None:
            return full
        case ir.Not(operand):
            return full & ~mask_of(operand, places)
        case ir.Logic("and", parts):
            for part in parts:
                full &= mask_of(part, places)
            return full
        case ir.Among(values=values):
            return sum(1 << places[value] for value in set(values))
        case ir.Compare(op, _, ir.Literal_(value=value)):
            here = 1 << places[value]
            below = here - 1
            return {
                "eq": here, "ne": full & ~here, "lt": below, "le": below | here,
                "gt": full & ~(below | here), "ge": full & ~below,
            }[op]  # fmt: skip
        case _:
            raise AssertionError(f"not the condition of a cell: {cell}")


def bits(mask: int) -> Iterator[int]:
    """The places of the ones."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def takers(column: Column, effort: Effort) -> list[int]:
    """For each piece the set of rows that take it: from the pieces where a row changes its mind."""
    changes = [0] * (len(column.samples) + 1)
    for row, mask in enumerate(column.masks):
        turns = mask ^ (mask << 1)
        effort.spend(turns.bit_count())
        for piece in bits(turns):
            changes[piece] ^= 1 << row
    found = []
    taking = 0
    for change in changes[:-1]:
        taking ^= change
        found.append(taking)
    return found


def find_overlaps(
    columns: Sequence[Column], values: Sequence[Hashable], effort: Effort
) -> list[tuple[int, int, tuple[ir.Value, ...]]]:
    """Pairs of rows that apply together with different values, each with a case; one a row."""
    rows = len(values)
    by_piece = [takers(column, effort) for column in columns]
    alike: dict[Hashable, int] = {}
    for row, value in enumerate(values):
        alike[value] = alike.get(value, 0) | 1 << row
    meeting: list[dict[int, int]] = [
        {(1 << len(column.samples)) - 1: (1 << rows) - 1} for column in columns
    ]
    found = []
    for second, value in enumerate(values):
        others = ((1 << second) - 1) & ~alike[value]
        for column, taken, known in zip(columns, by_piece, meeting, strict=True):
            mask = column.masks[second]
            if mask not in known:
                effort.spend(mask.bit_count())
                known[mask] = union(taken[piece] for piece in bits(mask))
            others &= known[mask]
        if others:
            first = (others & -others).bit_length() - 1
            common = [column.masks[first] & column.masks[second] for column in columns]
            case = tuple(
                column.samples[next(bits(mask))]
                for column, mask in zip(columns, common, strict=True)
            )
            found.append((first, second, case))
    return found


def union(masks: Iterable[int]) -> int:
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


def find_gap(columns: Sequence[Column], rows: int, effort: Effort) -> tuple[ir.Value, ...] | None:
    """A case that no row takes, or None where there is none."""
    covered: set[tuple[int, int]] = set()
    by_piece = [takers(column, effort) for column in columns]

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
