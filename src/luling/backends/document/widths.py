"""How wide the columns of a printed table are, and which rows stay on one page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import sqrt

from luling.backends.document.model import Line, Pair, Table
from luling.backends.document.text import said
from luling.diagnostics.cells import cells

__all__ = ["BARE_WIDTHS", "PAIR_WIDTHS", "column_widths", "fits", "pair_fits"]

PAIR_WIDTHS = (9, 33, 37, 21)
"""Per cent: the clause, its words, what was encoded, the opinion."""
BARE_WIDTHS = (PAIR_WIDTHS[0], sum(PAIR_WIDTHS[1:]))
"""The same, of a clause that has nothing but its words."""

_PADDING = 2
_ROOM = 88
"""Cells (half a Han character) on a line of a table across an A4 page."""
_ROOM_LYING = 140
"""The same, where the page lies."""
_HEADING = 12
_WORD = 36
_WHOLE = 16
"""Lines of a row that is not broken across pages; a page has some forty, one that lies thirty."""
_UNBROKEN = re.compile(r"[!-~]+")


def column_widths(table: Table, total: int) -> tuple[int, ...]:
    """The width of each column; they add up to `total`, whatever its unit."""
    texts = [
        [heading, *(said(row[at]) for row in table.rows)]
        for at, heading in enumerate(table.headings)
    ]
    wanted = [max(map(cells, column)) + _PADDING for column in texts]
    found = dict(enumerate(map(float, wanted)))
    if sum(wanted) > _ROOM:
        weights = [sqrt(sum(map(cells, column))) + 1 for column in texts]
        found = _narrowed(wanted, weights, [_least(column) for column in texts])
    whole = sum(found.values())
    rounded = [int(total * found[at] / whole) for at in range(len(texts))]
    rounded[-1] += total - sum(rounded)
    return tuple(rounded)


def _least(column: Sequence[str]) -> float:
    """Room for the heading, if it is short, and for the longest word that has no place to break."""
    words = (len(word) for text in column for word in _UNBROKEN.findall(text))
    return min(_WORD, max(min(cells(column[0]), _HEADING), *words, 0)) + _PADDING


def _narrowed(wanted: list[int], weights: list[float], least: list[float]) -> dict[int, float]:
    """A short column is as wide as its longest text, the others share what is left by the square
    root of how much stands in them."""
    fixed: dict[int, float] = {}
    while True:
        open_ = [at for at in range(len(wanted)) if at not in fixed]
        left = max(0.0, _ROOM - sum(fixed.values()))
        whole = sum(weights[at] for at in open_)
        shared = {at: left * weights[at] / whole for at in open_}
        cramped = {at: least[at] for at in open_ if shared[at] < least[at]}
        if not cramped:
            cramped = {at: float(wanted[at]) for at in open_ if wanted[at] < shared[at]}
        if not cramped:
            return {**fixed, **shared}
        fixed |= cramped


def fits(row: Sequence[Sequence[Line]], widths: Sequence[int], across: int = _ROOM) -> bool:
    """Whether a row with these lines in its cells is low enough to stay on one page; `across`: the
    cells of a line of the whole table."""
    whole = sum(widths)
    rooms = [max(2, across * width // whole - _PADDING) for width in widths]
    heights = [_height(cell, room) for cell, room in zip(row, rooms, strict=True)]
    return max(heights, default=0) <= _WHOLE


def pair_fits(pair: Pair) -> bool:
    """The same, of a clause with what was encoded."""
    words = "".join(run.text for run in pair.runs).split("\n")
    original = [Line(text, end="") for text in words]
    name = Line(pair.clause, end="")
    if pair.is_bare:
        return fits(((name,), original), BARE_WIDTHS, _ROOM_LYING)
    encoded = (*pair.told, *((pair.note,) if pair.note is not None else ()))
    row = ((name, Line(pair.status, end="")), original, encoded, ())
    return fits(row, PAIR_WIDTHS, _ROOM_LYING)


def _height(lines: Sequence[Line], room: int) -> int:
    """About how many lines of print; the number of an item takes room."""
    return sum(
        -(-cells(said(one)) // room) + 1 + _height(one.items, max(2, room - 6)) for one in lines
    )
