"""A document as Markdown, one sentence a line, so that two versions can be compared.

Every character that Markdown might read as markup is escaped; rendered, the words are as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from luling.backends.document.model import (
    Amendment,
    Amendments,
    Block,
    Cell,
    Document,
    Group,
    Items,
    Line,
    Page,
    Pair,
    Pairs,
    Paragraph,
    Picture,
    Sides,
    SidesRow,
    Table,
    Terms,
)
from luling.backends.document.text import closed, visible

__all__ = ["to_markdown"]

_MARKUP = re.compile(r"[\\`*_\[\]<>|~&#@$!{}]|(?<=\w):(?=//)|(?<=www)\.", re.ASCII)
_OPENING = re.compile(r"^(\s*)(?:([-+=]+)|(\d+)([.)])(?=\s|$))")


def to_markdown(document: Document | Page) -> str:
    """The same document gives the same bytes."""
    lines = [f"# {_escaped(document.title)}", ""]
    for section in document.sections:
        lines += [f"## {_escaped(section.title)}", ""]
        for block in section.blocks:
            lines += _block(block, 3)
    return "\n".join(lines).rstrip("\n") + "\n"


def _escaped(text: str) -> str:
    """One line of words, without markup."""
    one = visible(text).replace("\n", " ").replace("\t", " ")
    one = _MARKUP.sub(lambda found: "\\" + found[0], one)
    return _OPENING.sub(_opening, one)


def _opening(found: re.Match[str]) -> str:
    space, marks, digits, stop = found.groups()
    return space + ("\\" + marks if marks else f"{digits}\\{stop}")


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from _line(block.line, "", "")
        case Items():
            yield from _items(block.lines, "", block.ordered)
        case Terms():
            rows = [(Line(name, end=""), said) for name, said in block.rows]
            yield from _table(("项目", "内容"), rows)
        case Table():
            yield f"**{_escaped(block.caption)}**"
            yield ""
            yield from _table(block.headings, block.rows)
        case Pairs():
            for pair in block.pairs:
                yield from _pair(pair, level)
        case Sides():
            yield from _sides(block)
        case Amendments():
            for amendment in block.rows:
                yield from _amendment(amendment, level)
        case Picture():
            yield from _items(block.outline, "", False)
        case Group():
            yield f"{'#' * min(level, 6)} {_escaped(block.title)}"
            yield ""
            for inner in block.blocks:
                yield from _block(inner, level + 1)
            return
        case _:
            assert_never(block)
    yield ""


def _line(line: Line, indent: str, mark: str, inside: str | None = None) -> Iterator[str]:
    """`inside`: the indent of the items, where it is not that of the words."""
    yield f"{indent}{mark}{_said(line)}{line.stop}"
    if line.items:
        inner = indent + " " * len(mark) if inside is None else inside
        if not mark:
            yield ""
        yield from _items(line.items, inner, True)


def _items(lines: tuple[Line, ...], indent: str, ordered: bool) -> Iterator[str]:
    for number, line in enumerate(closed(lines), 1):
        yield from _line(line, indent, f"{number}. " if ordered else "- ")


def _said(line: Line) -> str:
    cites = "、".join(_escaped(one.text) for one in line.cites)
    if not line.text:
        return cites
    return _escaped(line.text) + (f"（{cites}）" if cites else "")


def _table(headings: tuple[str, ...], rows: Sequence[tuple[Line, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(map(_escaped, headings))} |"
    yield f"|{' --- |' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join(_said(cell) + cell.stop for cell in row)} |"


def _pair(pair: Pair, level: int) -> Iterator[str]:
    yield f"{'#' * level} {_escaped(pair.clause)}（{_escaped(pair.status)}）"
    yield ""
    words = "".join(run.text for run in pair.runs)
    for number, line in enumerate(words.split("\n")):
        if number:
            yield ">"
        yield f"> {_escaped(line)}".rstrip()
    yield ""
    tied = [run.text for run in pair.runs if run.tied]
    if tied:
        yield f"标出的文字：{'；'.join(f'「{_escaped(text)}」' for text in tied)}"
        yield ""
    if pair.encoded:
        yield from _items(pair.told, "", True)
        yield ""
    if pair.note is not None:
        yield from _line(pair.note, "", "")
        yield ""


def _sides(block: Sides) -> Iterator[str]:
    """A list, for a table of long cells is read by nobody."""
    yield f"**{_escaped(block.caption)}**"
    yield ""
    for row in block.rows:
        note = f"（{_escaped(row.note)}）" if row.note else ""
        yield f"- {_escaped(row.name)}{note}"
        for side, cell in _together(block, row):
            head = f"  - {_escaped(side)}："
            if len(cell.lines) == 1:
                yield from _line(cell.lines[0], "", head, "    ")
            else:
                yield head
                yield from _items(cell.lines, "    ", True)


def _together(block: Sides, row: SidesRow) -> list[tuple[str, Cell]]:
    """Sides that are silent in the same words are one, at the end; two stay as they are."""
    if len(block.sides) < 3:
        return list(zip(block.sides, row.cells, strict=True))
    silent: dict[Cell, list[str]] = {}
    found = []
    for side, cell in zip(block.sides, row.cells, strict=True):
        if cell.is_silent:
            silent.setdefault(cell, []).append(side)
        else:
            found.append((side, cell))
    return found + [("、".join(names), cell) for cell, names in silent.items()]


def _amendment(row: Amendment, level: int) -> Iterator[str]:
    yield f"{'#' * level} {_escaped(row.clause)}（{_escaped(row.status)}）"
    yield ""
    marks = {"same": "{}", "removed": "［删去：{}］", "added": "［新增：{}］"}
    words = "".join(marks[one.kind].replace("{}", one.text) for one in row.stretches)
    for number, line in enumerate(words.split("\n")):
        if number:
            yield ">"
        yield f"> {_escaped(line)}".rstrip()
    yield ""
