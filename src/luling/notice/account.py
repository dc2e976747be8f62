"""Which clauses must be accounted for, and which of their words are tied to a rule.

In: a notice, and the words that rules cite. Out: the leaves, and for each its phrases, tied or not.
Whether an untied leaf is an error is left to the checker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from luling.notice.model import Clause, Extent, Notice

# A phrase with the stop that closes it, and marks that close a quotation after the stop.
_PHRASE = re.compile(r"[^，。；：！？,;:!?]*(?:[，。；：！？,;:!?]+[”’」』）)]*|$)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words up to the next stop, in code points of the notice; `tied` when a rule cites any."""

    start: int
    end: int
    text: str
    tied: bool


@dataclass(frozen=True, slots=True)
class LeafCoverage:
    """A leaf with its phrases; `cited` when a rule names it or what it stands in, words or not."""

    clause: Clause
    phrases: tuple[Phrase, ...]
    cited: bool

    @property
    def tied(self) -> tuple[Phrase, ...]:
        return tuple(phrase for phrase in self.phrases if phrase.tied)

    @property
    def untied(self) -> tuple[Phrase, ...]:
        return tuple(phrase for phrase in self.phrases if not phrase.tied)


def leaves(notice: Notice) -> tuple[Clause, ...]:
    """The clauses that must each be encoded, referred elsewhere or registered, in text order.

    Front and back matter are no leaves. A lead-in of whole sentences is one (`四导语`), a closing
    paragraph (`结语`), a blank form (`附件正文`), a note to it (`附件说明1`).
    """
    return tuple(
        clause
        for clause in notice.walk()
        if not clause.children and clause.kind in ("clause", "annex")
    )


def coverage(notice: Notice, tied: Iterable[tuple[str, int, int]]) -> tuple[LeafCoverage, ...]:
    """For each leaf, which phrases are tied.

    `tied` holds what rules cite: the clause's reference and the quoted words as code points
    [start, end) of the notice; an empty stretch cites the clause without words. References that
    the notice does not have are passed over.
    """
    cited: set[str] = set()
    marked: list[Extent] = []
    for ref, start, end in tied:
        clause = notice.find(ref)
        if clause is None:
            continue
        if start < end:
            marked.append(Extent(start, end))
        else:
            cited.update(below.ref for below in clause.walk())
    marked = _merged(marked)
    return tuple(_leaf(notice, clause, marked, clause.ref in cited) for clause in leaves(notice))


def _merged(extents: list[Extent]) -> list[Extent]:
    out: list[Extent] = []
    for extent in sorted(extents):
        if out and extent.start <= out[-1].end:
            out[-1] = Extent(out[-1].start, max(out[-1].end, extent.end))
        else:
            out.append(extent)
    return out


def _leaf(notice: Notice, clause: Clause, marked: list[Extent], cited: bool) -> LeafCoverage:
    here = [extent for extent in marked if extent.start < clause.end and clause.start < extent.end]
    phrases = tuple(
        Phrase(start, end, notice.text[start:end], _touched(here, start, end))
        for own in clause.own
        for start, end in _phrases(notice.text, own)
    )
    return LeafCoverage(clause, phrases, cited or bool(here))


def _touched(marked: list[Extent], start: int, end: int) -> bool:
    return any(extent.start < end and start < extent.end for extent in marked)


def _phrases(text: str, extent: Extent) -> Iterator[tuple[int, int]]:
    for match in _PHRASE.finditer(text, extent.start, extent.end):
        if match[0].strip():
            yield match.span()
