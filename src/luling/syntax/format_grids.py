"""Canonical lines of tables: every column as wide as its widest cell on a terminal."""

from __future__ import annotations

import re

from luling.source import Span
from luling.syntax import ast
from luling.syntax.format_expressions import Texts
from luling.syntax.layout import Line, aligned, joined

__all__ = ["grid_lines"]

_INCLUDING = r"[（(](不?含)(?:本数)?[）)]"
_BOUND = re.compile(rf"(?:{_INCLUDING}\s*)?及?(?:以([上下内])|之?(内))(?:\s*{_INCLUDING})?$")
_DASHES = frozenset("—-－−")


def grid_lines(texts: Texts, grid: ast.Grid, indent: int) -> list[Line]:
    rows = [[*(texts.expr(head) for head in grid.header), *(["依据"] if grid.has_basis else [])]]
    last = len(grid.header) if grid.has_basis else -1
    for row in grid.rows:
        rows.append([_cell(texts, cell, at == last) for at, cell in enumerate(row.cells)])
    starts = [grid.span.start, *(row.span.start for row in grid.rows)]
    lines = aligned(rows)
    return [Line(indent, text, at) for text, at in zip(lines, starts, strict=True)]


def _cell(texts: Texts, cell: ast.Cell, cites: bool) -> str:
    if cites:
        return texts.citations(cell.citation) or "—"
    if cell.any:
        return "—" if texts.typed(cell.span)[:1] in _DASHES else "任意"
    if cell.unbounded:
        return "不限"
    if cell.low is not None and cell.high is not None:
        return joined(texts.expr(cell.low), "至", texts.expr(cell.high))
    values = texts.list(cell.values)
    if cell.op is not None and (bound := _BOUND.search(texts.typed(cell.span))) is not None:
        said = bound[1] or bound[4]
        return f"{values}{f'（{said}）' if said else ''}以{bound[2] or '内'}"
    if cell.op is not None and cell.values:
        word = Span(cell.span.file, cell.span.start, cell.values[0].span.start)
        return joined(texts.cell_word(cell.op, texts.typed(word).strip()), values)
    return joined("非", values) if cell.negated else values
