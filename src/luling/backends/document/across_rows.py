"""Rows and tables of several notices: things matched by id, in an order that suits all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from luling.backends.document.model import Cell, Line, Sides, SidesRow
from luling.backends.document.subject import Writer
from luling.core import ir

__all__ = ["Side", "by_id", "merged", "names_of", "row", "tables"]


class _HasLabel(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...


_Item = TypeVar("_Item", bound=_HasLabel)


@dataclass(frozen=True, slots=True)
class Side:
    """A notice that has the decision."""

    name: str
    writer: Writer
    decision: ir.Decision


def merged(lists: Iterable[Sequence[_HasLabel]]) -> dict[str, str]:
    """Id → label of all: each after the one that it follows in its own list."""
    order: list[str] = []
    labels: dict[str, str] = {}
    for items in lists:
        at = len(order)
        for item in items:
            labels.setdefault(item.id, item.label)
            if item.id in order:
                at = order.index(item.id) + 1
            else:
                order.insert(at, item.id)
                at += 1
    return {id: labels[id] for id in order}


def by_id(items: Iterable[_Item], id: str) -> _Item | None:
    return next((item for item in items if item.id == id), None)


def tables(
    caption: str, first: str, names: tuple[str, ...], rows: Sequence[SidesRow], rest: str
) -> Iterator[Sides]:
    """What several notices have, side by side; what one alone has in a narrower table, or most
    cells would be empty. `rest` says what that means for the others."""
    if len(names) < 2:
        if rows:
            yield Sides(caption, first, names, tuple(rows))
        return
    shared = tuple(row for row in rows if len(_speaking(row)) > 1)
    if shared:
        yield Sides(caption, first, names, shared)
    alone = [(_speaking(row)[0], row) for row in rows if len(_speaking(row)) == 1]
    if alone:
        told = tuple(
            SidesRow(row.name, (row.cells[at],), names[at])
            for at, row in sorted(alone, key=lambda one: one[0])
        )
        others = f"（只有一地有的，其余各地{rest}）"
        yield Sides(caption + others, first, ("内容",), told)


def names_of(sides: Sequence[Side]) -> tuple[str, ...]:
    return tuple(one.name for one in sides)


def _speaking(row: SidesRow) -> list[int]:
    return [at for at, one in enumerate(row.cells) if not one.is_silent]


def row(name: str, cells: tuple[Cell, ...]) -> SidesRow:
    """Notices that say the same in the same words are told to."""
    said = {_words(one.lines) for one in cells}
    alike = len(cells) > 1 and len(said) == 1 and not any(one.is_silent for one in cells)
    return SidesRow(name, cells, "文字相同" if alike else "")


def _words(lines: tuple[Line, ...]) -> tuple[object, ...]:
    return tuple((one.text, _words(one.items)) for one in lines)
