"""XLSX through openpyxl: the first sheet that is not hidden, its cells as exact text.

Numbers are read to the 15 digits that Excel itself keeps, so 0.1 + 0.2 is 0.3. Hidden rows and
columns count like any other. A cell merged downwards stands in each of its rows. A formula counts
by the value that Excel saved with it; without one the cell is an error.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from luling.tabular.model import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Table,
    TableProblem,
    assemble,
    trimmed,
)

__all__ = ["damaged", "read_xlsx"]

MAX_UNPACKED = 512 * 1024 * 1024
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_EPOCH = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}
_MAC = dt.datetime(1904, 1, 1)
_FIRST, _LAST = dt.date(1950, 1, 1), dt.date(2099, 12, 31)


def read_xlsx(data: bytes, name: str) -> Table | TableProblem:
    problem = _unpacked_size(data, name)
    if problem is not None:
        return problem
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            return TableProblem(f"「{name}」里没有可见的工作表", "请把数据放在第一张工作表。")
        path = str(getattr(sheets[0], "_worksheet_path", "")).lstrip("/")
        raw = zipfile.ZipFile(io.BytesIO(data)).read(path) if path else b""
        rows = _rows(sheets[0], bool(getattr(book, "epoch", None) == _MAC))
        if re.search(rb"<(?:\w+:)?f[\s>/]", raw):
            formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            rows = _uncalculated(rows, formulas[sheets[0].title])
        collected: list[tuple[int, list[Cell]]] = []
        for number, cells in rows:
            if not any(cell.text for cell in cells):
                continue
            if len(collected) > MAX_ROWS or len(cells) > MAX_COLUMNS:
                return TableProblem(
                    f"「{name}」太大",
                    f"最多 {MAX_ROWS} 行、{MAX_COLUMNS} 列；请删去不用的行和列，或分成几个文件。",
                )
            collected.append((number, cells))
    except (MemoryError, RecursionError, Exception):
        # A damaged workbook may fail anywhere in openpyxl, with any exception.
        return damaged(name)
    _fill_merged(collected, raw)
    return assemble(name, collected, spill=False)


def damaged(name: str) -> TableProblem:
    return TableProblem(
        f"「{name}」已损坏，或不是 Excel 工作簿",
        "请在 Excel 或 WPS 里打开它，另存为 .xlsx 再用。",
    )


def _unpacked_size(data: bytes, name: str) -> TableProblem | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(item.file_size for item in archive.infolist())
            book = any(item.filename.startswith("xl/") for item in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return damaged(name)
    if not book:
        return TableProblem(f"「{name}」不是 Excel 工作簿", "请用 .xlsx 或 .csv 文件。")
    if size > MAX_UNPACKED:
        return TableProblem(f"「{name}」太大", "请删去不用的工作表、图片和空行，再保存。")
    return None


def _rows(sheet: Any, mac: bool) -> Iterator[tuple[int, list[Cell]]]:
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [_cell(item, number, column, mac) for column, item in enumerate(row, 1)]
        while cells and not cells[-1].text:
            cells.pop()
        yield number, cells


def _cell(item: Any, row: int, column: int, mac: bool) -> Cell:
    value = item.value
    if value is None:
        return Cell("", row, column)
    if isinstance(value, bool):
        return Cell("是" if value else "否", row, column, "bool")
    if isinstance(value, dt.datetime):
        day = value.date().isoformat()
        clock = value.time().replace(microsecond=0)
        return Cell(day if clock == dt.time() else f"{day} {clock}", row, column, "date")
    if isinstance(value, dt.date):
        return Cell(value.isoformat(), row, column, "date")
    if isinstance(value, (int, float)):
        text = _number(value, str(item.number_format or "General"))
        return Cell(text, row, column, "number", _serial(value, mac))
    kind = "error" if getattr(item, "data_type", "") == "e" else "text"
    return Cell(trimmed(str(value)), row, column, "error" if kind == "error" else "text")


def _number(value: int | float, number_format: str) -> str:
    """The exact decimal, with % where the format has it and leading zeros where it is all zeros."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format.split(";")[0])
    if "%" in plain:
        return _plain(exact.scaleb(2)) + "%"
    if re.fullmatch(r"0{2,}", plain) and exact == exact.to_integral_value() and exact >= 0:
        return _plain(exact).zfill(len(plain))
    return _plain(exact)


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _serial(value: int | float, mac: bool) -> dt.date | None:
    """The day a number stands for; only days of this age, so that 2021 is no date."""
    if value != int(value) or not 0 < value < 100_000:
        return None
    day = _EPOCH[mac] + dt.timedelta(days=int(value))
    return day if _FIRST <= day <= _LAST else None


def _uncalculated(
    rows: Iterator[tuple[int, list[Cell]]], formulas: Any
) -> Iterator[tuple[int, list[Cell]]]:
    """Formulas that were saved without a value are errors, never empty cells."""
    formulas.reset_dimensions()
    for (number, cells), row in zip(rows, formulas.iter_rows(), strict=False):
        for column, item in enumerate(row, 1):
            if getattr(item, "data_type", "") != "f":
                continue
            cells.extend(Cell("", number, at) for at in range(len(cells) + 1, column + 1))
            if not cells[column - 1].text:
                cells[column - 1] = Cell("（公式没有算出的值）", number, column, "error")
        yield number, cells


def _fill_merged(rows: list[tuple[int, list[Cell]]], raw: bytes) -> None:
    """A cell that is merged over several rows says the same in each of them."""
    by_number = dict(rows)
    for match in _MERGED.finditer(raw):
        column, top, bottom = _column(match[1]), int(match[2]), int(match[4])
        first = by_number.get(top, [])
        if column > len(first) or not first[column - 1].text:
            continue
        anchor = first[column - 1]
        for number, cells in rows if bottom > top else ():
            if top < number <= bottom:
                cells.extend(Cell("", number, at) for at in range(len(cells) + 1, column + 1))
                if not cells[column - 1].text:
                    cells[column - 1] = Cell(
                        anchor.text, number, column, anchor.kind, anchor.serial
                    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
