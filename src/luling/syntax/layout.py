"""Lines of a sentence before they are written: indentation, text, and where they came from."""

from __future__ import annotations

from dataclasses import dataclass

from luling.diagnostics.cells import cells, pad
from luling.source import Span

__all__ = ["WIDTH", "Line", "Piece", "aligned", "fits", "flow", "packed"]

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


def fits(indent: int, text: str) -> bool:
    return indent + cells(text) <= WIDTH


def piece(text: str, span: Span) -> Piece:
    return Piece(text, span.start)


def flow(indent: int, pieces: list[Piece], mark: str, broken: bool, step: int = 2) -> list[Line]:
    """All on one line where that fits and nothing asks for a break, else a line each."""
    whole = pieces[0].text
    for part in pieces[1:]:
        whole += ("" if whole.endswith("：") else mark) + part.text
    if not broken and fits(indent, whole):
        return [Line(indent, whole, pieces[0].start)]
    lines = []
    for at, part in enumerate(pieces):
        last = at == len(pieces) - 1
        end = "" if last or part.text.endswith("：") else mark.rstrip()
        lines.append(Line(indent + (step if at else 0), part.text + end, part.start))
    return lines


def packed(indent: int, pieces: list[Piece], broken: bool) -> list[list[int]]:
    """Which clauses share a line: as many as fit; a head that ends in ： and 依据 break it."""
    whole = sum(cells(part.text) + 2 for part in pieces)
    if not broken and indent + whole <= WIDTH + 2:
        return [list(range(len(pieces)))]
    lines: list[list[int]] = [[0]]
    for at, part in enumerate(pieces[1:], 1):
        line = lines[-1]
        depth = indent + (2 if len(lines) > 1 else 0)
        width = depth + sum(cells(pieces[n].text) + 2 for n in line) + cells(part.text)
        fresh = pieces[line[-1]].text.endswith("：") or part.text.startswith(("依据 ", "推算 "))
        if fresh or width > WIDTH:
            lines.append([at])
        else:
            line.append(at)
    return lines


def aligned(rows: list[list[str]]) -> list[str]:
    """Rows of a table, each cell padded to its column."""
    count = max(len(row) for row in rows)
    widths = [max(cells(row[at]) if at < len(row) else 0 for row in rows) for at in range(count)]
    padded = [[pad(cell, widths[at]) for at, cell in enumerate(row)] for row in rows]
    return [f"| {' | '.join(row)} |" for row in padded]
