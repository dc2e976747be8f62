"""Two versions of a cell, the words that only one of them has marked in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Literal

from luling.analysis.text_changes import Segment, changed_words
from luling.backends.document.model import Cell, Line, Stretch

__all__ = ["marked", "same", "stretches"]

Kind = Literal["removed", "added"]


def stretches(segments: Iterable[Segment]) -> tuple[Stretch, ...]:
    """What went before what came, in one row."""
    found: list[Stretch] = []
    for one in segments:
        if one.kind == "same":
            found.append(Stretch(one.new, "same"))
        else:
            found += [Stretch(one.old, "removed")] if one.old else []
            found += [Stretch(one.new, "added")] if one.new else []
    return tuple(found)


def marked(old: Cell, new: Cell) -> tuple[Cell, Cell]:
    """Silent cells are not marked: they have no words of a version."""
    if old.is_silent or new.is_silent:
        return (
            old if old.is_silent else replace(old, lines=_all(old.lines, "removed")),
            new if new.is_silent else replace(new, lines=_all(new.lines, "added")),
        )
    before, after = _lines(old.lines, new.lines)
    return replace(old, lines=before), replace(new, lines=after)


def _lines(
    old: Sequence[Line], new: Sequence[Line]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Sentences are matched in order, first those that are alike."""
    before, after = list(old), list(new)
    matcher = SequenceMatcher(None, [_text(o) for o in old], [_text(n) for n in new], False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        both = min(b - a, d - c)
        for at in range(both):
            before[a + at], after[c + at] = _pair(old[a + at], new[c + at])
        before[a + both : b] = _all(old[a + both : b], "removed")
        after[c + both : d] = _all(new[c + both : d], "added")
    return tuple(before), tuple(after)


def _pair(old: Line, new: Line) -> tuple[Line, Line]:
    segments = changed_words(old.text, new.text)
    items = _lines(old.items, new.items)
    return (
        replace(old, items=items[0], marks=_of(segments, "removed")),
        replace(new, items=items[1], marks=_of(segments, "added")),
    )


def _of(segments: Sequence[Segment], kind: Kind) -> tuple[Stretch, ...]:
    """One side of a row of segments; nothing where all of it stayed."""
    if all(one.kind == "same" for one in segments):
        return ()
    texts = [(one.old if kind == "removed" else one.new, one.kind) for one in segments]
    return tuple(
        Stretch(text, "same" if stayed == "same" else kind) for text, stayed in texts if text
    )


def _all(lines: Sequence[Line], kind: Kind) -> tuple[Line, ...]:
    return tuple(
        replace(one, items=_all(one.items, kind), marks=(Stretch(one.text, kind),))
        if one.text
        else one
        for one in lines
    )


def same(old: Cell, new: Cell) -> bool:
    """Whether two cells say the same with the same clauses, wherever these lead."""
    return [_whole(one) for one in old.lines] == [_whole(one) for one in new.lines]


def _whole(line: Line) -> tuple[object, ...]:
    cites = tuple(one.text for one in line.cites)
    return line.text, cites, tuple(_whole(one) for one in line.items)


def _text(line: Line) -> tuple[object, ...]:
    return line.text, tuple(_text(one) for one in line.items)
