"""What a table is: a header, rows, and cells that know where they stand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "MAX_BYTES", "MAX_COLUMNS", "MAX_ROWS", "Cell", "CellKind", "Row", "Table", "TableProblem",
    "Wanted", "assemble", "column_letter", "folded", "header_at",
    "trimmed",
]  # fmt: skip

MAX_ROWS = 100_000
MAX_COLUMNS = 1_000
MAX_BYTES = 64 * 1024 * 1024

CellKind = Literal["text", "number", "date", "bool", "error"]

_INVISIBLE = re.compile("[\ufeff\u200b-\u200f\u202a-\u202e\u2060]")
_HEADER_WITHIN = 20

Wanted = Sequence[Sequence[str]]
"""The columns that a reader looks for, each by one of several names; the first one is the key."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `text` is exact and as a person reads it: a percent cell that holds 0.8 says 80%, a
    date 2021-03-01. `kind` is how the file holds it (a CSV knows only text). `serial` is the day
    that a plain number stands for, should it be a date that lost its format."""

    text: str
    row: int
    column: int
    kind: CellKind = "text"
    serial: dt.date | None = None

    @property
    def place(self) -> str:
        """第 3 行 C 列, as the office program numbers them"""
        return f"第 {self.row} 行 {column_letter(self.column)} 列"


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty, as wide as the header."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`header` is the row that names the columns, `rows` are those below it that are not empty.
    `sheet` is the sheet of a workbook that was read, `others` are visible ones that were not and
    have the key column too."""

    name: str
    header: tuple[Cell, ...]
    rows: tuple[Row, ...]
    sheet: str = ""
    others: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """文件「drugs.xlsx」的工作表「清单」"""
        return f"文件「{self.name}」" + (f"的工作表「{self.sheet}」" if self.sheet else "")

    def columns(self, name: str) -> list[int]:
        """The indexes of the columns of that name; blanks and the width of brackets are alike."""
        wanted = folded(name)
        return [index for index, cell in enumerate(self.header) if folded(cell.text) == wanted]

    @property
    def names(self) -> list[str]:
        """As they are said in a message: on one line."""
        return [re.sub(r"\s+", "", cell.text) for cell in self.header if cell.text]


@dataclass(frozen=True, slots=True)
class TableProblem:
    """Why a file gives no table, and what to do about it."""

    title: str
    hint: str = ""
    missing: bool = False


def trimmed(text: str) -> str:
    """Without invisible marks, and without blanks at the ends, full-width ones included."""
    return _INVISIBLE.sub("", text).strip()


def folded(name: str) -> str:
    """What is alike for a reader: blanks, line ends and the width of brackets do not count."""
    return re.sub(r"\s+", "", name).translate(str.maketrans("()：%", "（）:％")).casefold()


def column_letter(column: int) -> str:
    """1 → A, 27 → AA"""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def assemble(
    name: str, rows: Sequence[tuple[int, list[Cell]]], *, spill: bool, wanted: Wanted = ()
) -> Table | TableProblem:
    """A table from its non-empty rows, each with its number. Above the header there may be titles;
    a header that is repeated (on every printed page) is no entry. With `spill`, a cell beyond the
    header is a problem (in a CSV a comma has split one cell into two); else it is a note and left
    out."""
    if not rows:
        return TableProblem(f"「{name}」是空的", "第一行写列名，以下每行写一条。")
    at = header_at([cells for _, cells in rows[:_HEADER_WITHIN]], wanted)
    head = rows[at][1]
    while head and not head[-1].text:
        head.pop()
    said = [folded(cell.text) for cell in head]
    body = []
    for number, cells in rows[at + 1:]:
        extra = next((cell for cell in cells[len(head):] if cell.text), None)
        if extra is not None and spill:
            return TableProblem(
                f"「{name}」第 {number} 行的格数比列名多（「{extra.text[:20]}」没有列名）",
                "格里的内容带逗号时（例如 1,234.50），要用引号括起来；也可以另存为 .xlsx 再用。",
            )
        kept = cells[: len(head)]
        kept += [Cell("", number, column + 1) for column in range(len(kept), len(head))]
        again = all(folded(cell.text) == name for cell, name in zip(kept, said, strict=True))
        if any(cell.text for cell in kept) and not again:
            body.append(Row(number, tuple(kept)))
    return Table(name, tuple(head), tuple(body))


def header_at(rows: Sequence[Sequence[Cell]], wanted: Wanted) -> int:
    """The index of the row with the most of the wanted columns; of several, the first. Where none
    of them is to be found, the first row that is not a title (one cell above rows of several)."""
    columns = [{folded(name) for name in names} for names in wanted]
    scores = []
    for cells in rows:
        there = {folded(cell.text) for cell in cells if cell.text}
        scores.append(sum(1 for names in columns if names & there))
    if any(scores):
        return scores.index(max(scores))
    widths = [sum(1 for cell in cells if cell.text) for cells in rows]
    wide = next((at for at, width in enumerate(widths) if width > 1), 0)
    return wide if columns else 0
