"""Where fields stand on the page, for printers with a grid.

In: fields one after another. Out: rows of placed labels and values on twelve columns; short fields
share a row, and a blank one keeps room for the pen. The widths of texts are measured in terminal
cells, two for a Han character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from luling.diagnostics.cells import cells
from luling.forms.model import Block, Field, Section, Table

__all__ = ["UNITS", "Placed", "column_widths", "field_rows", "is_unbroken", "line_count"]

UNITS = 12
_LABEL = 2
_LONG_LABEL = 30
_SHORT_LABEL, _SHORT, _MIDDLE = 8, 10, 24
_UNBROKEN = 12  # a heading of a column stands on one line up to this width
_NAME = 16


@dataclass(frozen=True, slots=True)
class Placed:
    """A label and its value, each so many columns wide; a section is all label."""

    label: str
    label_units: int
    field: Field | None
    value_units: int


def field_rows(blocks: Iterable[Block]) -> Iterator[tuple[Placed, ...]]:
    """The rows of fields and sections; each is twelve columns wide."""
    waiting: list[tuple[Field, int]] = []
    for block in blocks:
        wanted = _units(block) if isinstance(block, Field) else UNITS
        if waiting and sum(units for _, units in waiting) + wanted > UNITS:
            yield _row(waiting)
            waiting = []
        if isinstance(block, Field):
            waiting.append((block, wanted))
        elif isinstance(block, Section):
            yield (Placed(block.label, UNITS, None, 0),)
    if waiting:
        yield _row(waiting)


def _units(field: Field) -> int:
    label, value = cells(field.label), _width(field.value.text)
    if label > _LONG_LABEL or value > _MIDDLE:
        return UNITS
    if label <= _SHORT_LABEL and 0 < value <= _SHORT:
        return 4
    return 6


def _row(fields: list[tuple[Field, int]]) -> tuple[Placed, ...]:
    """The last field takes what is left of the row."""
    left = UNITS - sum(units for _, units in fields)
    placed = []
    for at, (field, units) in enumerate(fields):
        wide = units + (left if at == len(fields) - 1 else 0)
        label = _LABEL if cells(field.label) <= _LONG_LABEL else UNITS // 2
        if not field.label:
            label = 0
        placed.append(Placed(field.label, label, field, wide - label))
    return tuple(placed)


def _width(text: str) -> int:
    return max((cells(line) for line in text.split("\n")), default=0)


def column_widths(table: Table, room: int) -> list[int]:
    """The widths of a table's columns in cells: narrow ones as they need, headings broken into a
    few lines; long texts share what is left of the room, by their length."""
    wishes = [
        max((_width(row[at].text) for row in table.rows), default=0) + 2
        for at in range(len(table.headings))
    ]
    widths = []
    for at, heading in enumerate(table.headings):
        whole = cells(heading)
        least = whole if whole <= _UNBROKEN else max(_UNBROKEN, -(-whole // 4) + 2)
        held = wishes[at] if table.kinds[at] != "long" else min(wishes[at], _NAME)
        widths.append(max(held, least, 6))
    left = room - sum(widths)
    greedy = sorted((at for at, wish in enumerate(wishes) if wish > widths[at]),
                    key=lambda at: wishes[at])  # fmt: skip
    for done, at in enumerate(greedy):
        more = min(wishes[at] - widths[at], max(0, left) // (len(greedy) - done))
        widths[at] += more
        left -= more
    return widths


def is_unbroken(heading: str) -> bool:
    """Whether the heading of a column stands on one line."""
    return cells(heading) <= _UNBROKEN


def line_count(text: str, width: int) -> int:
    """How many lines a text takes, wrapped at `width` cells."""
    return sum(max(1, -(-cells(line) // max(1, width))) for line in text.split("\n"))
