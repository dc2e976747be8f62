"""CSV as it comes: UTF-8 with or without its mark, UTF-16 with one, or GB18030 as Excel saves it on
a Chinese Windows; parted by commas, semicolons or tabs; cells in quotes may hold line ends; ="007"
is how some systems keep Excel from dropping zeros.

What is not UTF-8 is read as GB18030, which hardly any bytes are not. Where most of it is UTF-8 all
the same it is a damaged file, and no guess is made.
"""

from __future__ import annotations

import codecs
import csv
import io
import re

from luling.tabular.model import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Table,
    TableProblem,
    Wanted,
    assemble,
    trimmed,
)

__all__ = ["read_csv"]

_SEPARATORS = ",;\t"
_KEPT = re.compile(r'="([^"]*)"')


def read_csv(data: bytes, name: str, wanted: Wanted = ()) -> Table | TableProblem:
    text = _decoded(data)
    if isinstance(text, int):
        return TableProblem(
            f"「{name}」第 {text} 行有乱码：文件是 UTF-8 编码，这一行却不是",
            "多半是几个文件拼在一起，或传送时损坏了；请从原来的文件重新另存，或存为 .xlsx。",
        )
    if text is None or "\0" in text:
        return TableProblem(
            f"「{name}」不是读得懂的文本",
            "请在 Excel 里另存为「CSV UTF-8（逗号分隔）」，或存为 .xlsx。",
        )
    separator, start = _separator(text)
    first = text.lstrip().partition("\n")[0]
    if "，" in first and not any(mark in text for mark in _SEPARATORS):
        return TableProblem(
            f"「{name}」里各格用的是全角逗号",
            "请改用半角逗号，或在 Excel 里另存为「CSV UTF-8（逗号分隔）」或 .xlsx。",
        )
    reader = csv.reader(
        io.StringIO(text[start:], newline=""),
        delimiter=separator,
        strict=True,
        skipinitialspace=separator != "\t",
    )
    rows: list[tuple[int, list[Cell]]] = []
    shift = 1 if start else 0
    number = shift
    try:
        for number, record in enumerate(reader, 1 + shift):
            cells = [Cell(_text(item), number, column) for column, item in enumerate(record, 1)]
            if not any(cell.text for cell in cells):
                continue
            if len(rows) > MAX_ROWS or len(cells) > MAX_COLUMNS:
                return _too_large(name)
            rows.append((number, cells))
    except csv.Error as error:
        what = "有一格太长，可能是引号没有成对" if "larger" in str(error) else "引号没有成对"
        return TableProblem(
            f"「{name}」第 {number + 1} 行{what}",
            "格里有引号时，整格用引号括起来，里面的引号写两次。",
        )
    return assemble(name, rows, spill=True, wanted=wanted)


def _text(item: str) -> str:
    text = trimmed(item)
    kept = _KEPT.fullmatch(text)
    return trimmed(kept[1]) if kept else text


def _too_large(name: str) -> TableProblem:
    return TableProblem(
        f"「{name}」太大",
        f"最多 {MAX_ROWS} 行、{MAX_COLUMNS} 列；请删去不用的行和列，或分成几个文件。",
    )


def _decoded(data: bytes) -> str | int | None:
    """The text; the number of the line where UTF-8 breaks off; or None where it is no text."""
    if data.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8", "gb18030"]
        broken = _broken_line(data)
        if broken:
            return broken
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _broken_line(data: bytes) -> int:
    """The line of the first byte that is not UTF-8 in a text that mostly is; else 0."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        bad = text.count("\ufffd")
        good = sum(1 for character in text if "\u2e80" <= character < "\ufffd")
        return data.count(b"\n", 0, error.start) + 1 if good > bad else 0
    return 0


def _separator(text: str) -> tuple[str, int]:
    """What parts the cells, and where the table starts (after Excel's own line `sep=;`)."""
    first, _, _ = text.partition("\n")
    said = first.strip()
    if said.lower().startswith("sep=") and said[4:] in _SEPARATORS and len(said) == 5:
        return said[4:], len(first) + 1
    if first.rstrip("\r").lower() == "sep=\t":
        return "\t", len(first) + 1
    counts = dict.fromkeys(_SEPARATORS, 0)
    quoted = False
    for character in text:
        if character == '"':
            quoted = not quoted
        elif character == "\n" and not quoted and any(counts.values()):
            break
        elif character in counts and not quoted:
            counts[character] += 1
    return max(_SEPARATORS, key=lambda item: counts[item]), 0
