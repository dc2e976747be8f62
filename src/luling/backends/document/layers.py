"""Places for the boxes of a drawing: columns, few crossings, no line behind a box.

In: the boxes with their heights, and which leads to which. Out: a column and a height for each, and
the way of each line, which keeps a lane of its own through the columns that it passes. The same
input gives the same drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

__all__ = ["Layout", "lay_out", "reduced"]

_LANE = 6
_SWEEPS = 6
_ROUNDS = 4

Edge = tuple[str, str]
_Slot = tuple[str, str, int]
"""A box (its id, "", 0), or a lane: the ends of its line and the column."""


@dataclass(slots=True)
class Layout:
    """`columns` and `tops` by box; `lanes`: the heights at which a line passes the columns between,
    from left to right."""

    columns: dict[str, int]
    tops: dict[str, int] = field(default_factory=dict)
    lanes: dict[Edge, list[int]] = field(default_factory=dict)


def reduced(uses: Mapping[str, Sequence[str]]) -> list[Edge]:
    """The lines to draw: none where a longer way leads to the same box."""
    return [
        (start, end)
        for end, starts in uses.items()
        for start in starts
        if not any(other != start and start in _all_before(other, uses) for other in starts)
    ]


def _all_before(id: str, uses: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(uses[id])
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += uses[one]
    return found


def lay_out(heights: Mapping[str, int], edges: Sequence[Edge], gap: int) -> Layout:
    """`heights` in the order of the policy, which decides where nothing else does."""
    found = Layout(_columns(heights, edges))
    layers, links = _layers(found.columns, edges)
    _order(layers, links)
    tops = _tops(layers, links, heights, gap)
    for slot, top in tops.items():
        if not slot[1]:
            found.tops[slot[0]] = top
    for start, end in edges:
        between = range(found.columns[start] + 1, found.columns[end])
        found.lanes[start, end] = [tops[start, end, at] + _LANE // 2 for at in between]
    return found


def _columns(heights: Mapping[str, int], edges: Iterable[Edge]) -> dict[str, int]:
    """As far left as what it uses allows; what uses nothing stands just before its first user."""
    before: dict[str, list[str]] = {id: [] for id in heights}
    after: dict[str, list[str]] = {id: [] for id in heights}
    for start, end in edges:
        before[end].append(start)
        after[start].append(end)
    depth: dict[str, int] = {}

    def of(id: str) -> int:
        if id not in depth:
            depth[id] = 1 + max((of(one) for one in before[id]), default=-1)
        return depth[id]

    columns = {id: of(id) for id in heights}
    for id in heights:
        if not before[id] and after[id]:
            columns[id] = min(columns[one] for one in after[id]) - 1
    return columns


_Links = dict[_Slot, list[_Slot]]


def _layers(
    columns: Mapping[str, int], edges: Sequence[Edge]
) -> tuple[list[list[_Slot]], tuple[_Links, _Links]]:
    """The slots of each column, and their neighbours to the left and to the right."""
    joined = {id for edge in edges for id in edge}
    layers: list[list[_Slot]] = [[] for _ in range(max(columns.values(), default=0) + 1)]
    for id in sorted(columns, key=lambda one: one not in joined):
        layers[columns[id]].append((id, "", 0))
    left: _Links = {}
    right: _Links = {}
    for start, end in edges:
        way: list[_Slot] = [(start, "", 0)]
        for at in range(columns[start] + 1, columns[end]):
            way.append((start, end, at))
            layers[at].append(way[-1])
        way.append((end, "", 0))
        for one, other in pairwise(way):
            right.setdefault(one, []).append(other)
            left.setdefault(other, []).append(one)
    return layers, (left, right)


def _order(layers: list[list[_Slot]], links: tuple[_Links, _Links]) -> None:
    """Sorts each column by where its neighbours stand, to and fro; what has none stands last."""
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        ordered = layers if forward else layers[::-1]
        for known, layer in pairwise(ordered):
            _sort(layer, known, links[0] if forward else links[1])
    for layer in layers:
        layer.sort(key=lambda slot: slot not in links[0] and slot not in links[1])


def _sort(layer: list[_Slot], known: Sequence[_Slot], neighbours: _Links) -> None:
    place = {slot: at for at, slot in enumerate(known)}
    own = {slot: at for at, slot in enumerate(layer)}
    layer.sort(key=lambda slot: _mean(neighbours.get(slot, ()), place, own[slot]))


def _mean(neighbours: Sequence[_Slot], place: Mapping[_Slot, int], own: int) -> float:
    found = [place[one] for one in neighbours if one in place]
    return sum(found) / len(found) if found else float(own)


def _tops(
    layers: list[list[_Slot]],
    links: tuple[_Links, _Links],
    heights: Mapping[str, int],
    gap: int,
) -> dict[_Slot, int]:
    """Stacked in order, each as near to the middle of its neighbours as those above it allow."""

    def height(slot: _Slot) -> int:
        return _LANE if slot[1] else heights[slot[0]]

    tops: dict[_Slot, int] = {}
    for layer in layers:
        at = 0
        for slot in layer:
            tops[slot] = at
            at += height(slot) + gap
    for round_ in range(_ROUNDS):
        neighbours = links[round_ % 2]
        for layer in layers if round_ % 2 == 0 else layers[::-1]:
            _settle(layer, neighbours, tops, height, gap)
    least = min(tops.values(), default=0)
    return {slot: top - least for slot, top in tops.items()}


def _settle(
    layer: Sequence[_Slot],
    neighbours: _Links,
    tops: dict[_Slot, int],
    height: Callable[[_Slot], int],
    gap: int,
) -> None:
    """One column: each wants to stand level with its neighbours; the order stays."""
    wanted = []
    for slot in layer:
        beside = neighbours.get(slot, ())
        middles = [tops[one] + height(one) // 2 for one in beside]
        middle = sum(middles) // len(middles) if middles else tops[slot] + height(slot) // 2
        wanted.append(middle - height(slot) // 2)
    edge: int | None = None
    for slot, top in zip(layer, wanted, strict=True):
        tops[slot] = top if edge is None else max(top, edge)
        edge = tops[slot] + height(slot) + gap
