"""How catalogues (目录) differ: entries by code, of which there may be very many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from luling.analysis.change_words import Side
from luling.analysis.changes import Aspect, Change, Sides, item_change
from luling.core import ir

__all__ = ["catalogue_changes"]

_ENTRIES = frozenset({"entries"})


def catalogue_changes(
    old: Sequence[ir.Catalogue], new: Sequence[ir.Catalogue], sides: Sides
) -> Iterator[Change]:
    """A change for each catalogue that came, went or differs; its aspects have the number of
    entries and each entry."""
    before = {item.id: item for item in old}
    after = {item.id: item for item in new}
    for id in {**after, **before}:
        one, other = before.get(id), after.get(id)
        found = item_change("目录", one, other, sides, _ENTRIES)
        if one is None or other is None:
            item = one or other
            assert found is not None and item is not None
            yield replace(found, text=f"{len(item.entries)} 条")
            continue
        entries = tuple(_entries(one, other, sides))
        if found is None and entries:
            found = Change("changed", "目录", id, other.label)
        if found is not None:
            yield replace(found, aspects=(*found.aspects, *entries))


def _entries(old: ir.Catalogue, new: ir.Catalogue, sides: Sides) -> Iterator[Aspect]:
    if len(old.entries) != len(new.entries):
        yield Aspect("条目数", f"{len(old.entries)} 条", f"{len(new.entries)} 条")
    before, after = _by_code(old), _by_code(new)
    for code in {**after, **before}:
        one, other = before.get(code, []), after.get(code, [])
        if one == other and old.columns == new.columns:
            continue
        for left, right in zip_longest(one, other):
            texts = _text(left, old, sides[0]), _text(right, new, sides[1])
            if texts[0] != texts[1]:
                yield Aspect(f"条目“{code}”", *texts)


def _by_code(item: ir.Catalogue) -> dict[str, list[ir.CatalogueEntry]]:
    found: dict[str, list[ir.CatalogueEntry]] = {}
    for entry in item.entries:
        found.setdefault(entry.code, []).append(entry)
    return found


def _text(entry: ir.CatalogueEntry | None, item: ir.Catalogue, side: Side) -> str | None:
    """药品名称 阿来替尼，自2021年3月1日；None for no entry."""
    if entry is None:
        return None
    said = [
        f"{column.label} {side.say(value, column.type)}"
        for column, value in zip(item.columns, entry.values, strict=True)
        if value is not None
    ]
    said += [f"自{side.say(entry.start)}"] if entry.start is not None else []
    said += [f"至{side.say(entry.end)}"] if entry.end is not None else []
    return "，".join(said) or "（没有其他内容）"
