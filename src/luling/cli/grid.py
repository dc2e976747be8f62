"""A table with cells of several lines, as wide as the terminal allows; columns aligned in cells.

`rich` counts “ ” … — as one cell, and here they are two, as everywhere in `diagnostics.cells`; so
the table is drawn with that.
"""

from __future__ import annotations

from collections.abc import Sequence

from luling.diagnostics.cells import cells, pad, wrap

__all__ = ["grid", "indented"]

_GAP = 2
_LEAST = 12
_HEADS = (24, 16)


def grid(rows: Sequence[Sequence[str]], width: int, heads: int = 1) -> list[str] | None:
    """The lines of a table whose first row is its head, with a rule under the head, and whose first
    `heads` columns name the rows; None where the others would be narrower than can be read, and
    blocks do better."""
    natural = [max(cells(row[i]) for row in rows) for i in range(len(rows[0]))]
    widths = _widths(natural, width, heads)
    if widths is None:
        return None
    lines: list[str] = []
    for number, row in enumerate(rows):
        wrapped = [wrap(cell, w) for cell, w in zip(row, widths, strict=True)]
        for at in range(max(map(len, wrapped))):
            parts = [cell[at] if at < len(cell) else "" for cell in wrapped]
            padded = [pad(part, w) for part, w in zip(parts, widths, strict=True)]
            lines.append((" " * _GAP).join(padded).rstrip())
        if number == 0:
            lines.append((" " * _GAP).join("-" * w for w in widths))
    return lines


def _widths(natural: list[int], width: int, heads: int) -> list[int] | None:
    """Each column as wide as it needs, the widest ones narrowed until all fit."""
    rest = natural[heads:]
    widest = max(rest, default=0)
    for head in _HEADS:
        names = [min(own, head) for own in natural[:heads]]
        room = width - _GAP * (len(natural) - 1) - sum(names)
        for most in range(widest, min(widest, _LEAST) - 1, -1):
            if sum(min(own, most) for own in rest) <= room:
                return names + [min(own, most) for own in rest]
    return None


def indented(text: str, width: int, indent: int = 0, hang: int = 2) -> list[str]:
    """A paragraph: its first line `indent` cells in, its other lines `hang` cells further."""
    lines = wrap(text, max(width - indent - hang, 10))
    return [" " * (indent + (hang if at else 0)) + line for at, line in enumerate(lines)]
