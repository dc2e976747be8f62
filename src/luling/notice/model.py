"""The cut notice as data: clauses in a tree, every code point of the text in exactly one place.

Offsets are code points into the verbatim text. A clause's extent is trimmed of blanks; what lies
between extents is blank, and `Notice.pieces` lists it too, so that the pieces give the text back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from luling.notice import refs

Kind = Literal["front", "clause", "annex", "back"]
"""front: 标题, 文号, 主送, 引言 …; clause: what rules; annex: 附件 and its form; back: 落款 …"""


class Extent(NamedTuple):
    """Code points [start, end) of the verbatim text."""

    start: int
    end: int


class Piece(NamedTuple):
    """A stretch of the text with the clause it belongs to; `ref` is empty for blanks."""

    start: int
    end: int
    ref: str
    part: Literal["number", "heading", "body", "blank"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a notice: `二（五）1`, `附件说明3（1）`, `标题`.

    `number` is as the text writes it (`（五）`, `1、`), empty where there is none. `heading` lacks
    its closing mark. `start`..`end` covers number, heading, own paragraphs and all children; `own`
    are the paragraphs that are in no child, one extent each.
    """

    ref: str
    kind: Kind
    number: str
    heading: str
    start: int
    end: int
    number_extent: Extent
    heading_extent: Extent
    own: tuple[Extent, ...]
    children: tuple[Clause, ...] = ()

    def walk(self) -> Iterator[Clause]:
        """This clause and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice and its top-level clauses, in the order of the text.

    `index` maps a canonical reference to its clause, `aliases` the shorter or longer forms that
    can mean only one clause (`四（二）1` for `四（二）基本条件1`) to the canonical one.
    """

    text: str
    clauses: tuple[Clause, ...]
    index: Mapping[str, Clause] = field(repr=False, compare=False)
    aliases: Mapping[str, str] = field(repr=False, compare=False)

    def walk(self) -> Iterator[Clause]:
        """Every clause, in the order of the text, parents before children."""
        for clause in self.clauses:
            yield from clause.walk()

    def find(self, ref: str) -> Clause | None:
        """The clause an author means by `ref`, in any usual spelling; None when there is none."""
        for name in (ref, refs.parse_ref(ref)):
            found = self.index.get(name) or self.index.get(self.aliases.get(name, ""))
            if found is not None:
                return found
        return None

    def near(self, ref: str, limit: int = 3) -> tuple[str, ...]:
        """Up to `limit` references of this notice that `ref` may have meant, likeliest first."""
        return refs.near(ref, self.index, limit)

    def text_of(self, clause: Clause) -> str:
        """The verbatim text of a clause with all its children."""
        return self.text[clause.start : clause.end]

    def at(self, offset: int) -> Clause | None:
        """The deepest clause that holds the code point at `offset`."""
        found: Clause | None = None
        level = self.clauses
        while level:
            inside = next((c for c in level if c.start <= offset < c.end), None)
            if inside is None:
                break
            found, level = inside, inside.children
        return found

    def pieces(self) -> tuple[Piece, ...]:
        """The whole text as adjoining pieces; joined, they give the text back."""
        worded = sorted(piece for clause in self.walk() for piece in _worded(clause))
        out: list[Piece] = []
        at = 0
        for piece in worded:
            if at < piece.start:
                out.append(Piece(at, piece.start, "", "blank"))
            out.append(piece)
            at = piece.end
        if at < len(self.text):
            out.append(Piece(at, len(self.text), "", "blank"))
        return tuple(out)


def _worded(clause: Clause) -> Iterator[Piece]:
    if clause.number_extent.start < clause.number_extent.end:
        yield Piece(*clause.number_extent, clause.ref, "number")
    if clause.heading_extent.start < clause.heading_extent.end:
        yield Piece(*clause.heading_extent, clause.ref, "heading")
    for extent in clause.own:
        yield Piece(*extent, clause.ref, "body")
