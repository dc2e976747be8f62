"""A document as it stands on paper (Word, PDF): what a reviewer signs, and no more.

The page lists every example and the identifiers. Paper has the examples that show something new,
says how many others there are, and leaves the identifiers to the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from luling.backends.document.model import (
    Block,
    Document,
    Group,
    Line,
    Pairs,
    Paragraph,
    Section,
    Table,
)

__all__ = ["lies", "printed", "targets"]

_ELSEWHERE = "系统对接所用的标识和编码不属于审核内容，列在同一版本的网页上"

def printed(document: Document) -> Document:
    """Without what only engineers read, tables without the rows that paper is spared."""
    kept = [one for one in document.sections if not one.for_engineers]
    sections = [replace(one, blocks=tuple(_blocks(one.blocks))) for one in kept]
    if sections and len(kept) < len(document.sections):
        told = Paragraph(Line(_ELSEWHERE), quiet=True)
        sections[0] = replace(sections[0], blocks=(*sections[0].blocks, told))
    return replace(document, sections=tuple(sections))


def _blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Group():
                yield replace(block, blocks=tuple(_blocks(block.blocks)))
            case Table() if block.spared:
                yield from _table(block)
            case _:
                yield block


def _table(block: Table) -> Iterator[Block]:
    rows = tuple(row for at, row in enumerate(block.rows) if at not in block.spared)
    if rows:
        yield replace(block, rows=rows, spared=frozenset())
    count = len(block.rows) - len(rows)
    text = f"另有{count}个例子，所用的规则上面都已举例；全部例子列在网页上"
    yield Paragraph(Line(text), quiet=True)


def lies(section: Section) -> bool:
    """Whether the section lies across: the notice, what was encoded and the opinion side by side
    take the breadth of a page."""
    return any(isinstance(block, Pairs) for block in section.blocks)


def targets(document: Document) -> dict[str, int]:
    """The places that links may lead to, clauses and headings, numbered from 1 by their anchors;
    of two places with one anchor the first counts."""
    numbers: dict[str, int] = {}
    for section in document.sections:
        for anchor in (section.anchor, *_anchors(section.blocks)):
            if anchor:
                numbers.setdefault(anchor, len(numbers) + 1)
    return numbers


def _anchors(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Group():
                yield block.anchor
                yield from _anchors(block.blocks)
            case Pairs():
                yield from (pair.anchor for pair in block.pairs)
            case _:
                pass
