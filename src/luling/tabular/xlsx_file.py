"""XLSX through openpyxl: the first sheet that is not hidden, its cells as exact text.

Numbers are read to the 15 digits that Excel itself keeps, so 0.1 + 0.2 is 0.3. Hidden rows and
columns count like any other. A cell merged downwards stands in each of its rows. A formula counts
by the value that Excel saved with it; without one the cell is an error. Other visible sheets with
the key column are named, lest half a list be taken for the whole.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from luling.tabular.model import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Table,
    TableProblem,
    Wanted,
    assemble,
    folded,
    trimmed,
)

__all__ = ["damaged", "read_xlsx"]

MAX_UNPACKED = 512 * 1024 * 1024
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_EPOCH = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}
_MAC = dt.datetime(1904, 1, 1)
_HEAD_ROWS = 20
_STRICT = b"purl.oclc.org/ooxml"
_FIRST, _LAST = dt.date(1950, 1, 1), dt.date(2099, 12, 31)


def read_xlsx(data: bytes, name: str, wanted: Wanted = ()) -> Table | TableProblem:
    problem = _unpacked_size(data, name)
    if problem is not None:
        return problem
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and rules in the file that have no part in its cells.
            warnings.simplefilter("ignore")
            return _read(data, name, wanted)
    except (MemoryError, RecursionError, Exception):
        # A damaged workbook may fail anywhere in openpyxl, with any exception.
        return damaged(name)


def _read(data: bytes, name: str, wanted: Wanted) -> Table | TableProblem:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        return TableProblem(f"「{name}」里没有可见的工作表", "请把数据放在第一张工作表。")
    path = str(getattr(sheets[0], "_worksheet_path", "")).lstrip("/")
    raw = zipfile.ZipFile(io.BytesIO(data)).read(path) if path else b""
    mac = bool(getattr(book, "epoch", None) == _MAC)
    rows = _rows(sheets[0], mac)
    if re.search(rb"<(?:\w+:)?f[\s>/]", raw):
        rows = _uncalculated(rows, _without_value(raw))
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
    _fill_merged(collected, raw)
    others = tuple(sheet.title for sheet in sheets[1:] if _has_key(sheet, wanted, mac))
    if not collected:
        other = f"，数据在工作表「{others[0]}」里" if others else ""
        return TableProblem(
            f"「{name}」的第一张可见的工作表「{sheets[0].title}」是空的{other}",
            "只读第一张可见的工作表：请把数据移到那里，第一行写列名，以下每行写一条。",
        )
    found = assemble(name, collected, spill=False, wanted=wanted)
    if isinstance(found, Table):
        return replace(found, sheet=sheets[0].title, others=others)
    return found


def _has_key(sheet: Any, wanted: Wanted, mac: bool) -> bool:
    """Whether the key column is named in the first rows."""
    names = {folded(name) for name in wanted[0]} if wanted else set()
    first = (cells for _, cells in zip(range(_HEAD_ROWS), _rows(sheet, mac), strict=False))
    return bool(names) and any(
        folded(cell.text) in names for _, cells in first for cell in cells
    )


def damaged(name: str) -> TableProblem:
    return TableProblem(
        f"「{name}」已损坏，或不是 Excel 工作簿",
        "请在 Excel 或 WPS 里打开它，另存为 .xlsx 再用。",
    )


def _unpacked_size(data: bytes, name: str) -> TableProblem | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(item.file_size for item in archive.infolist())
            parts = {item.filename for item in archive.infolist()}
            main = "xl/workbook.xml" in parts and size <= MAX_UNPACKED
            strict = main and _STRICT in archive.read("xl/workbook.xml")
    except Exception:
        # A damaged archive may fail anywhere, with any exception.
        return damaged(name)
    book = any(part.startswith("xl/") for part in parts)
    if strict or "xl/workbook.bin" in parts:
        kind = "“严格的 Open XML”" if strict else "二进制（.xlsb）"
        return TableProblem(
            f"「{name}」是{kind}工作簿", "请在 Excel 里另存为「Excel 工作簿（.xlsx）」再用。"
        )
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
    text = trimmed(str(value).replace("_x000D_", ""))  # how Excel stores a carriage return
    return Cell(text, row, column, "error" if kind == "error" else "text")


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


def _without_value(raw: bytes) -> dict[int, set[int]]:
    """Row → columns of the formulas that were saved without a value. A text formula that gives
    nothing has an empty value."""
    found: dict[int, set[int]] = {}
    row = column = 0
    for event, node in ElementTree.iterparse(io.BytesIO(raw), ("start", "end")):
        tag = node.tag.rpartition("}")[2]
        if event == "start":
            if tag == "row":
                row, column = int(node.get("r") or row + 1), 0
            elif tag == "c":
                letters = re.match("[A-Z]+", node.get("r") or "")
                column = _column(letters[0].encode()) if letters else column + 1
        elif tag == "c":
            parts = {part.tag.rpartition("}")[2]: part for part in node}
            value = parts.get("v")
            if "f" in parts and (
                value is None or (not value.text and node.get("t") != "str")
            ):
                found.setdefault(row, set()).add(column)
        elif tag == "row":
            node.clear()
    return found


def _uncalculated(
    rows: Iterator[tuple[int, list[Cell]]], missing: dict[int, set[int]]
) -> Iterator[tuple[int, list[Cell]]]:
    """Formulas that were saved without a value are errors, never empty cells."""
    for number, cells in rows:
        for column in sorted(missing.get(number, ())):
            cells.extend(Cell("", number, at) for at in range(len(cells) + 1, column + 1))
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
