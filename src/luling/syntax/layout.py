"""Lines of a sentence before they are written: indentation, text, and where they came from."""

from __future__ import annotations

from dataclasses import dataclass

from luling.diagnostics.cells import cells, pad
from luling.source import Source

__all__ = ["WIDTH", "Line", "Piece", "aligned", "breaks", "fill", "fits", "joined", "opens_line"]

WIDTH = 100
"""The widest line, in terminal cells."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence that stays on one line; `start` is its place in the source."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Line:
    indent: int
    text: str
    start: int

    def written(self) -> str:
        return " " * self.indent + self.text


def joined(*words: str) -> str:
    """Words parted by blanks, but for the outer sides of full-width brackets."""
    made = ""
    for word in words:
        close = made[-1:] in ("", "）", "］") or word[:1] in ("（", "［")
        made += word if close else f" {word}"
    return made


def fits(indent: int, text: str) -> bool:
    return indent + cells(text) <= WIDTH


def breaks(source: Source | None, pieces: list[Piece]) -> list[bool]:
    """Before which pieces the author began a new line."""
    if source is None:
        return [False] * len(pieces)
    return [at > 0 and opens_line(source, piece.start) for at, piece in enumerate(pieces)]


def opens_line(source: Source, start: int) -> bool:
    """Whether nothing but blanks stands before the place on its line."""
    before = source.text.rfind("\n", 0, start)
    return before >= 0 and not source.text[before:start].strip()


def fill(
    indent: int, under: int, pieces: list[Piece], mark: str, fresh: list[bool]
) -> list[tuple[Line, list[int]]]:
    """Lines with the numbers of their pieces: a new one where `fresh` says so or the old is full.

    The pieces are parted by `mark`, but for one that ends in ： or 、 already; lines after the
    first are indented by `under`.
    """
    lines: list[tuple[Line, list[int]]] = []
    for at, piece in enumerate(pieces):
        text = piece.text if at == len(pieces) - 1 else _ended(piece.text, mark)
        if lines and not fresh[at]:
            line, held = lines[-1]
            joined = line.text + ("" if line.text.endswith("：") else _gap(mark)) + text
            if fits(line.indent, joined.rstrip()):
                lines[-1] = (Line(line.indent, joined, line.start), [*held, at])
                continue
        lines.append((Line(under if lines else indent, text, piece.start), [at]))
    return lines


def _ended(text: str, mark: str) -> str:
    if text.endswith(("：", "、")):
        return text
    return joined(text, mark.strip()) if mark.startswith(" ") else text + mark.rstrip()


def _gap(mark: str) -> str:
    return " " if mark.endswith(" ") else ""


def aligned(rows: list[list[str]]) -> list[str]:
    """Rows of a table, each cell padded to its column."""
    count = max(len(row) for row in rows)
    widths = [max(cells(row[at]) if at < len(row) else 0 for row in rows) for at in range(count)]
    padded = [[pad(cell, widths[at]) for at, cell in enumerate(row)] for row in rows]
    return [f"| {' | '.join(row)} |" for row in padded]
