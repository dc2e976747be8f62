"""A filled form, as printers see it: words and their places, nothing of policies."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

__all__ = ["Block", "Caption", "Cell", "Field", "Page", "Section", "Table"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What is filled in: `text` may have several lines. `number` is its value for a spreadsheet,
    shown there in `number_format`. `pen`: a blank (with what is printed in it) for the pen."""

    text: str
    number: int | Decimal | None = None
    number_format: str = ""
    pen: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A printed label and what is filled in beside it."""

    label: str
    value: Cell


@dataclass(frozen=True, slots=True)
class Section:
    """A printed heading of the fields that follow."""

    label: str


@dataclass(frozen=True, slots=True)
class Caption:
    """A line of its own, in the middle: (2022年5月)."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A line for each member of a roster; without `rows` there is nothing to list. `label` is what
    the roster is called, `kinds` say what stands in a column."""

    label: str
    headings: tuple[str, ...]
    kinds: tuple[Literal["number", "short", "long"], ...]
    rows: tuple[tuple[Cell, ...], ...]


Block = Field | Section | Caption | Table


@dataclass(frozen=True, slots=True)
class Page:
    """`missing` names what is not known and would be filled in; `notes` are said under the form;
    `source` is the notice and clause that print the form."""

    title: str
    blocks: tuple[Block, ...]
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))
