"""What a table is: a header, rows, and cells that know where they stand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "MAX_BYTES", "MAX_COLUMNS", "MAX_ROWS", "Cell", "CellKind", "Row", "Table", "TableProblem",
    "assemble", "column_letter", "trimmed",
]  # fmt: skip

MAX_ROWS = 100_000
MAX_COLUMNS = 1_000
MAX_BYTES = 64 * 1024 * 1024

CellKind = Literal["text", "number", "date", "bool", "error"]

_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"


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
    """`header` is the first row that is not empty; empty rows are left out."""

    name: str
    header: tuple[Cell, ...]
    rows: tuple[Row, ...]

    def columns(self, name: str) -> list[int]:
        """The indexes of the columns of that name; blanks and the width of brackets are alike."""
        wanted = _folded(name)
        return [index for index, cell in enumerate(self.header) if _folded(cell.text) == wanted]

    @property
    def names(self) -> list[str]:
        return [cell.text for cell in self.header if cell.text]


@dataclass(frozen=True, slots=True)
class TableProblem:
    """Why a file gives no table, and what to do about it."""

    title: str
    hint: str = ""
    missing: bool = False


def trimmed(text: str) -> str:
    """Without blanks at the ends, full-width ones and invisible marks included."""
    return text.strip().strip(_INVISIBLE).strip()


def _folded(name: str) -> str:
    return re.sub(r"\s+", "", name).translate(str.maketrans("()：%", "（）:％")).casefold()


def column_letter(column: int) -> str:
    """1 → A, 27 → AA"""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def assemble(
    name: str, rows: Sequence[tuple[int, list[Cell]]], *, spill: bool
) -> Table | TableProblem:
    """A table from its non-empty rows, each with its number. With `spill`, a cell beyond the header
    is a problem (in a CSV a comma has split one cell into two); else it is a note and left out."""
    if not rows:
        return TableProblem(f"「{name}」是空的", "第一行写列名，以下每行写一条。")
    _, head = rows[0]
    while head and not head[-1].text:
        head.pop()
    body = []
    for number, cells in rows[1:]:
        extra = next((cell for cell in cells[len(head):] if cell.text), None)
        if extra is not None and spill:
            return TableProblem(
                f"「{name}」第 {number} 行的格数比列名多（「{extra.text[:20]}」没有列名）",
                "格里的内容带逗号时（例如 1,234.50），要用引号括起来；也可以另存为 .xlsx 再用。",
            )
        kept = cells[: len(head)]
        kept += [Cell("", number, column + 1) for column in range(len(kept), len(head))]
        if any(cell.text for cell in kept):
            body.append(Row(number, tuple(kept)))
    return Table(name, tuple(head), tuple(body))
