"""How wide the columns of a printed table are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import sqrt

from luling.backends.document.model import Table
from luling.backends.document.text import said
from luling.diagnostics.cells import cells

__all__ = ["column_widths"]

_PADDING = 2
_ROOM = 84
"""Cells (half a Han character) on a line of a table across an A4 page."""
_HEADING = 12
_WORD = 36
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
