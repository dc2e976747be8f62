"""The parts of an official document: what stands before, after and behind its body.

In: the lines of one document. Out: its lines sorted into named front and back matter, the body, and
its annexes. Every line lands in exactly one part. Items of the body are left to `items`; nothing
here looks at what a notice rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from luling.notice.items import first_item
from luling.notice.lines import Line
from luling.notice.marks import (
    ADDRESSEE,
    ADDRESSEE_AGAIN,
    ANNEX,
    ANNEX_TITLED,
    DATE,
    DOC_NUMBER,
    ISSUER,
    LIST_OF_ANNEXES,
    TITLE_NOUN,
    back_name,
    ends_body,
    goes_on_listing,
    printed,
    title_like,
)
from luling.notice.numerals import chinese_int


class Part(NamedTuple):
    """A named stretch of front or back matter."""

    name: str
    lines: list[Line]


class Annex(NamedTuple):
    """An annex: the line that heads it, None where it follows unannounced, and its lines."""

    number: str
    head: Line | None
    lines: list[Line]


@dataclass(slots=True)
class Layout:
    """One document. `numbered` says whether the body has items."""

    front: list[Part] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    numbered: bool = False
    back: list[Part] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)


def lay_out(lines: Sequence[Line]) -> Layout:
    """The parts of the document whose lines are `lines`."""
    out = Layout()
    heads = _annex_heads(lines)
    main = list(lines[: heads[0] if heads else len(lines)])
    for at, end in pairwise([*heads, len(lines)]):
        out.annexes.append(Annex(_annex_number(lines[at]), lines[at], list(lines[at + 1 : end])))

    contents = _contents(main)
    begin, end, out.numbered = _body_bounds(main, contents[1] if contents else 0)
    out.body += main[begin:end]
    if contents:
        _front(out, main[: contents[0]], numbered=True)
        out.front.append(Part("目录", main[slice(*contents)]))
        if contents[1] < begin:
            out.front.append(Part("引言", main[contents[1] : begin]))
    else:
        _front(out, main[:begin], out.numbered)
    unannounced = _back(out, main, end)
    if unannounced < len(main):
        out.annexes.insert(0, Annex("", None, main[unannounced:]))
    return out


def _contents(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Where a table of contents stands: from 目录 to before the second 第一章."""
    for at, line in enumerate(lines[:20]):
        if line.folded.replace(" ", "") == "目录" and at + 1 < len(lines):
            first = lines[at + 1].folded
            again = next((j for j in range(at + 2, len(lines)) if lines[j].folded == first), None)
            return (at, again) if again is not None else None
    return None


def _annex_number(line: Line) -> str:
    match = ANNEX.fullmatch(line.folded) or ANNEX_TITLED.fullmatch(line.folded)
    return (match["number"] or "") if match else ""


def _annex_heads(lines: Sequence[Line]) -> list[int]:
    """The lines that head the annexes of this document, not those of a document annexed to it."""
    heads: list[int] = []
    last = 0
    signed = inside = False
    for at, line in enumerate(lines):
        signed = signed or (at > 1 and DATE.fullmatch(line.folded) is not None)
        bare = ANNEX.fullmatch(line.folded) is not None
        if bare and line.folded.endswith(":") and not signed:
            continue
        titled = signed and ANNEX_TITLED.fullmatch(line.folded) is not None
        if not bare and not (titled and _has_content(lines, at)):
            continue
        written = _annex_number(line)
        number = int(written) if written.isascii() and written else chinese_int(written) or 0
        # A head inside a document annexed before belongs to that, unless it goes on counting.
        inside = inside or (bool(heads) and first_item(lines[heads[-1] + 1 : at]) is not None)
        if not inside or (number == last + 1 and last > 0):
            heads.append(at)
            last, inside = number, False
    return heads


def _has_content(lines: Sequence[Line], at: int) -> bool:
    """Whether more than names of annexes and back matter follows line `at`."""
    rest = lines[at + 1 :]
    return any(
        not LIST_OF_ANNEXES.match(line.folded) and back_name(rest, j) is None
        for j, line in enumerate(rest)
    )


def _body_bounds(lines: Sequence[Line], floor: int) -> tuple[int, int, bool]:
    """Where the items begin (or where there are none, the text), where they end, and which."""
    sentence = next((i for i, x in enumerate(lines) if "。" in x.folded or x.marker), len(lines))
    end = len(lines)
    for at in range(sentence + 1, len(lines)):
        if ends_body(lines, at):
            end = at
            break
    offset = first_item(lines[floor:end])
    if offset is None:
        return max(floor, _unnumbered(lines, end)), max(floor, end), False
    begin = floor + offset
    return begin, min(end, _second_document(lines, begin, end)), True


def _unnumbered(lines: Sequence[Line], end: int) -> int:
    """Where the text begins in a document without items: after the addressee, or the title."""
    addressee = next((i for i in range(end) if ADDRESSEE.fullmatch(lines[i].folded)), None)
    if addressee is not None:
        return addressee + 1
    return next((i for i in range(end) if not title_like(lines[i])), end)


def _second_document(lines: Sequence[Line], begin: int, end: int) -> int:
    """Where, inside the body, another document begins that nothing announces."""
    for at in range(begin + 1, end):
        folded = lines[at].folded
        if DOC_NUMBER.fullmatch(folded) or ADDRESSEE_AGAIN.fullmatch(folded):
            while at - 1 > begin and lines[at - 1].marker is None and title_like(lines[at - 1]):
                at -= 1
            return at
    return end


def _front(out: Layout, lines: list[Line], numbered: bool) -> None:
    at = next((i for i, x in enumerate(lines) if ADDRESSEE.fullmatch(x.folded)), None)
    head = (
        at
        if at is not None
        else next((i for i, line in enumerate(lines) if not title_like(line)), len(lines))
    )
    _head(out, lines[:head])
    if at is not None:
        out.front.append(Part("主送", [lines[at]]))
        head = at + 1
    if head < len(lines):
        out.front.append(Part("引言" if numbered else "题注", lines[head:]))


def _head(out: Layout, lines: list[Line]) -> None:
    """What stands above the addressee: issuers, number, title, a note below the title."""
    runs: list[Part] = []
    for line in lines:
        if DOC_NUMBER.fullmatch(line.folded):
            runs.append(Part("文号", [line]))
        elif re.fullmatch(r"\(.*\)", line.folded) or DATE.fullmatch(line.folded):
            runs.append(Part("题注", [line]))
        elif line.folded.endswith("文件") or not runs or runs[-1].name != "标题":
            name = "发文机关" if line.folded.endswith("文件") else "标题"
            runs.append(Part(name, [line]))
        else:
            runs[-1].lines.append(line)
    titles = [i for i, run in enumerate(runs) if run.name == "标题"]
    named = [i for i in titles if TITLE_NOUN.search(runs[i].lines[-1].folded)]
    for i in titles:
        # Issuers stand alone above the number; the title is the run that names a document.
        if named and i not in named and all(ISSUER.fullmatch(x.folded) for x in runs[i].lines):
            runs[i] = Part("发文机关", runs[i].lines)
    out.front += runs


def _back(out: Layout, lines: list[Line], at: int) -> int:
    """Sorts what follows the body; returns where an unannounced annex begins."""
    while at < len(lines):
        name = back_name(lines, at)
        if name is None:
            break
        end = at + 1
        if name == "附件清单":
            while end < len(lines) and goes_on_listing(lines[end]):
                end += 1
        elif name in ("落款", "印发"):
            while not (DATE.fullmatch(lines[end - 1].folded) or printed(lines[end - 1])):
                end += 1
        out.back.append(Part(name, lines[at:end]))
        at = end
    return at
