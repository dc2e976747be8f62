"""How the texts of two notices differ, clause by clause, with the words that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from luling.notice import Clause, Notice

__all__ = ["ClauseChange", "Segment", "changed_words", "clause_changes"]

_ALIKE = 0.5
_LIMIT = 20_000
_WORD = re.compile(r"[0-9A-Za-z.,%％〇零一二三四五六七八九十百千万亿]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that stayed, or that took the place of others (either may be empty)."""

    kind: Literal["same", "changed"]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that came, went, differs, or stands under another number. `old` and `new` are its
    references; `segments` the words of its own paragraphs, without those of its parts."""

    kind: Literal["added", "removed", "changed", "moved"]
    old: str
    new: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    ref: str
    text: str


def clause_changes(old: Notice | None, new: Notice | None) -> tuple[ClauseChange, ...]:
    """Every difference, in the order of the new text (what went, where it stood)."""
    return tuple(_walk(_parts(old), _parts(new)))


def _parts(notice: Notice | None) -> list[_Part]:
    """Each clause with its heading and own paragraphs; blanks around lines don't count."""
    if notice is None:
        return []
    parts = (_Part(one.ref, _own(notice, one)) for one in notice.walk())
    return [part for part in parts if part.text]


def _own(notice: Notice, clause: Clause) -> str:
    head = notice.text[slice(*clause.heading_extent)]
    lines = [head, *(notice.text[slice(*extent)] for extent in clause.own)]
    words = (" ".join(line.split()) for text in lines for line in text.splitlines())
    return "\n".join(word for word in words if word)


def _walk(old: Sequence[_Part], new: Sequence[_Part]) -> Iterator[ClauseChange]:
    matcher = SequenceMatcher(None, [p.text for p in old], [p.text for p in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            for one, other in zip(old[a:b], new[c:d], strict=True):
                if one.ref != other.ref:
                    text = Segment("same", one.text, other.text)
                    yield ClauseChange("moved", one.ref, other.ref, (text,))
        else:
            yield from _block(old[a:b], new[c:d])


def _block(old: Sequence[_Part], new: Sequence[_Part]) -> Iterator[ClauseChange]:
    """Clauses of one reference are one clause; then those that are alike in more than half."""
    places = {part.ref: at for at, part in enumerate(old)}
    partners = {at: places[part.ref] for at, part in enumerate(new) if part.ref in places}
    for at, part in enumerate(new):
        free = [o for o in range(len(old)) if o not in partners.values()]
        if at not in partners and free:
            best = max(free, key=lambda o: _likeness(old[o].text, part.text))
            if _likeness(old[best].text, part.text) > _ALIKE:
                partners[at] = best
    gone = [o for o in range(len(old)) if o not in partners.values()]
    for o in gone:
        yield ClauseChange("removed", old[o].ref, "", (Segment("changed", old[o].text, ""),))
    for at, part in enumerate(new):
        if at not in partners:
            yield ClauseChange("added", "", part.ref, (Segment("changed", "", part.text),))
            continue
        one = old[partners[at]]
        if one.text != part.text:
            words = changed_words(one.text, part.text)
            yield ClauseChange("changed", one.ref, part.ref, words)
        elif one.ref != part.ref:
            same = Segment("same", one.text, part.text)
            yield ClauseChange("moved", one.ref, part.ref, (same,))


def _likeness(old: str, new: str) -> float:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return 0.0 if matcher.real_quick_ratio() <= _ALIKE else matcher.ratio()


def changed_words(old: str, new: str) -> tuple[Segment, ...]:
    """The two texts as one row of segments: joined, `old` and `new` give the texts back. Numbers
    stay whole; a single character between two changes belongs to them."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) + len(after) > _LIMIT:
        return (Segment("changed", old, new),)
    found: list[Segment] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        one, other = "".join(before[a:b]), "".join(after[c:d])
        kind: Literal["same", "changed"] = "same" if tag == "equal" else "changed"
        found.append(Segment(kind, one, other))
    return tuple(_joined(found))


def _joined(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Changes with at most one character between them become one."""
    held: Segment | None = None
    last = len(segments) - 1
    for at, one in enumerate(segments):
        short = one.kind == "same" and len(one.old) < 2 and 0 < at < last
        if held is not None and (one.kind == "changed" or short):
            held = Segment("changed", held.old + one.old, held.new + one.new)
        elif one.kind == "changed":
            held = one
        else:
            if held is not None:
                yield held
            held = None
            yield one
    if held is not None:
        yield held
