"""A document as a Word file: headings, tables and lists that office programs know as such, and at
the end the page that the reviewer writes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import assert_never

from docx.document import Document as WordDocument

from luling.backends.document import review
from luling.backends.document.model import (
    Amendments,
    Block,
    Document,
    Group,
    Items,
    Line,
    Pair,
    Pairs,
    Paragraph,
    Picture,
    Run,
    Sides,
    Table,
    Terms,
)
from luling.backends.document.paper import lies, printed, targets
from luling.backends.document.text import closed, pieces, visible
from luling.backends.document.widths import PAIR_WIDTHS, column_widths, fits, pair_fits
from luling.backends.document.word_elements import (
    Element,
    bookmarked,
    cell,
    element,
    field_end,
    field_start,
    lay,
    link,
    paragraph,
    row,
    run,
    table,
)
from luling.backends.document.word_package import open_template, saved
from luling.backends.document.word_pictures import drawing

__all__ = ["to_docx"]

_WIDTH = 8800  # between the margins, in twentieths of a point, as all widths here
_LYING = 13700  # the same, where the page lies
_PAIR_WIDTHS = tuple(_LYING * share // 100 for share in PAIR_WIDTHS)
_TERM_WIDTHS = (1600, 7200)
_SIGN_WIDTHS = (2400, 6400)
_OPINION_HEIGHT, _SIGN_HEIGHT = 2600, 760
_SHADE = "EDEFF2"
_DEEPEST = 8
_ORDERED, _BULLETS = 0, 2  # lists of the template; in a cell the one after


def to_docx(document: Document) -> bytes:
    """The bytes of the file; the same document gives the same ones."""
    word = open_template()
    _name(word, document)
    end = word.element.body.sectPr
    shown = printed(document)
    printer = _Printer(word, targets(shown))
    for one in printer.all(shown):
        end.addprevious(one)
    return saved(word)


def _name(word: WordDocument, document: Document) -> None:
    word.core_properties.title = visible(document.title)[:255]
    section = word.sections[0]
    section.header.paragraphs[0]._p.append(run(review.header(document)))
    line = section.footer.paragraphs[0]._p
    line.append(run(f"　　来源校验码 {document.source_hash[:12]}"))


@dataclass(slots=True)
class _Printer:
    """Walks the document; every list has a number of its own, so that it starts from one. `places`
    numbers the anchors that a link may lead to, `marked` says which of them stand already."""

    word: WordDocument
    places: dict[str, int]
    marked: set[str] = field(default_factory=set)
    lists: int = 0
    marks: int = 0

    def all(self, document: Document) -> Iterator[Element]:
        yield paragraph("Title", [run(document.title)])
        yield paragraph("Subtitle", [run(review.facts(document))])
        yield from _contents([*(one.title for one in document.sections), review.TITLE])
        for number, section in enumerate(document.sections, 1):
            across = lies(section)
            if across:
                yield self.turned(lying=False)
            yield self.section(number, section.title, section.anchor)
            yield from self.blocks(section.blocks, 2)
            if across:
                yield self.turned(lying=True)
        yield self.section(len(document.sections) + 1, review.TITLE)
        yield from self.review(document)

    def section(self, number: int, title: str, anchor: str = "") -> Element:
        inside = bookmarked(self.mark(), _heading(number), [run(title)])
        return paragraph("Heading1", self.place(anchor, inside))

    def turned(self, lying: bool) -> Element:
        """The end of a part whose pages stand or lie; the next turns."""
        properties = deepcopy(self.word.element.body.sectPr)
        if lying:
            lay(properties)
        return paragraph("LulingTurn", part=properties)

    def mark(self) -> int:
        self.marks += 1
        return self.marks

    def place(self, anchor: str, inside: Sequence[Element]) -> Sequence[Element]:
        """The words of a place that links lead to."""
        if anchor not in self.places or anchor in self.marked:
            return inside
        self.marked.add(anchor)
        return bookmarked(self.mark(), _reference(self.places[anchor]), inside)

    def said(self, line: Line) -> list[Element]:
        """A line as runs; its clauses lead to where they stand."""
        found: list[Element] = []
        for text, cite in pieces(line):
            number = self.places.get(cite.anchor) if cite is not None and not cite.page else None
            if number is None:
                found.append(run(text))
            else:
                found.append(link(_reference(number), [run(text, "LulingCite")]))
        return found

    # ------------------------------------------------------------ blocks

    def blocks(self, blocks: Iterable[Block], level: int) -> Iterator[Element]:
        for block in blocks:
            yield from self.block(block, level)

    def block(self, block: Block, level: int) -> Iterator[Element]:
        match block:
            case Paragraph(line, quiet):
                style = "LulingNote" if quiet else "Normal"
                yield paragraph(style, self.said(line), stays=bool(line.items))
                if line.items:
                    yield from self.items(line.items)
            case Items(lines, ordered):
                yield from self.items(lines, ordered)
            case Terms(rows):
                named = [
                    row([cell(_TERM_WIDTHS[0], [_name_of(name)], _SHADE),
                         cell(_TERM_WIDTHS[1], self.cell(line))], whole=True)
                    for name, line in rows
                ]  # fmt: skip
                if named:  # a table without rows would break the file
                    yield from _spaced(table(_TERM_WIDTHS, named))
            case Table():
                yield from self.table(block)
            case Pairs(pairs):
                yield from self.pairs(pairs)
            case Picture():
                yield paragraph("Caption", [run(block.title)])
                drawn = drawing(block, self.mark())
                if drawn is None:
                    yield from self.items(block.outline, ordered=False, style="LulingSmall")
                else:
                    yield drawn
                    yield paragraph("LulingNote", [run(f"{review.LEGEND}。")])
            case Group(title, inner, anchor):
                inside = self.place(anchor, [run(title)])
                yield paragraph(f"Heading{min(level, 6)}", inside)
                yield from self.blocks(inner, level + 1)
            case Sides() | Amendments():
                raise TypeError("only pages set side by side, and no page is printed for Word")
            case _:
                assert_never(block)

    def table(self, block: Table) -> Iterator[Element]:
        widths = column_widths(block, _WIDTH)
        rows = [_headings(widths, block.headings)]
        for line in block.rows:
            cells = [
                cell(width, self.cell(one, code=at in block.codes, name=at == 0))
                for at, (width, one) in enumerate(zip(widths, line, strict=True))
            ]
            rows.append(row(cells, whole=fits([(one,) for one in line], widths)))
        yield paragraph("Caption", [run(block.caption)])
        yield from _spaced(table(widths, rows, block.caption))

    def pairs(self, pairs: Sequence[Pair]) -> Iterator[Element]:
        yield paragraph("LulingNote", [run(f"{review.NOTE}。")])
        rows = [_headings(_PAIR_WIDTHS, review.HEADINGS)]
        for pair in pairs:
            if pair.is_bare:
                rows.append(self.bare(pair))
                continue
            encoded = list(self.items(pair.told, inside=True))
            if pair.note is not None:
                encoded += self.cell(pair.note)
            clause = self.place(pair.anchor, [run(pair.clause)])
            parts = (
                [paragraph("LulingName", clause), _plain(pair.status)],
                list(_original(pair.runs)),
                encoded,
                [paragraph("LulingCell")],
            )
            rows.append(row(map(cell, _PAIR_WIDTHS, parts), whole=pair_fits(pair)))
        yield from _spaced(table(_PAIR_WIDTHS, rows, "通知原文与编码的内容"))

    def bare(self, pair: Pair) -> Element:
        """A clause whose words take all that is beside its number."""
        name = paragraph("LulingName", self.place(pair.anchor, [run(pair.clause)]), stays=True)
        first = cell(_PAIR_WIDTHS[0], [name])
        words = cell(sum(_PAIR_WIDTHS[1:]), list(_original(pair.runs)), spans=3)
        return row([first, words], whole=pair_fits(pair))

    # ------------------------------------------------------------ lines

    def cell(self, line: Line, *, code: bool = False, name: bool = False) -> list[Element]:
        style = "LulingName" if name else "LulingCell"
        words = [run(line.text, "LulingCode")] if code else self.said(line)
        return [paragraph(style, words), *self.items(line.items, inside=True)]

    def items(
        self, lines: tuple[Line, ...], ordered: bool = True, *, inside: bool = False,
        style: str = "LulingList",
    ) -> Iterator[Element]:  # fmt: skip
        """A numbered or a plain list; `inside` a cell it stands close."""
        if not lines:
            return
        number = self.new_list((_ORDERED if ordered else _BULLETS) + inside)
        yield from self.listed(lines, number, 0, "LulingCell" if inside else style)

    def listed(
        self, lines: tuple[Line, ...], number: int, level: int, style: str
    ) -> Iterator[Element]:
        for line in closed(lines):
            yield paragraph(style, self.said(line), number=(number, min(level, _DEEPEST)))
            yield from self.listed(line.items, number, level + 1, style)

    def new_list(self, kind: int) -> int:
        self.lists += 1
        start = element("lvlOverride", element("startOverride", val=1), ilvl=0)
        added = element("num", element("abstractNumId", val=kind), start, numId=self.lists)
        self.word.part.numbering_part.element.append(added)
        return self.lists

    # ------------------------------------------------------------ the reviewer's page

    def review(self, document: Document) -> Iterator[Element]:
        """All of it on one page: each paragraph stays with the next."""
        yield paragraph("Normal", [run(f"{review.note(document)}。")], stays=True)
        yield paragraph("Caption", [run(review.version(document))])
        heights = [(review.OPINION, _OPINION_HEIGHT)]
        heights += [(name, _SIGN_HEIGHT) for name in review.SIGNATURE]
        signs = [
            row([cell(_SIGN_WIDTHS[0], [_sign(name)], _SHADE, middle=True),
                 cell(_SIGN_WIDTHS[1], [_sign()])], whole=True, height=height)
            for name, height in heights
        ]  # fmt: skip
        yield table(_SIGN_WIDTHS, signs, "签字")
        yield paragraph("LulingAfter")


def _contents(titles: Sequence[str]) -> Iterator[Element]:
    """A table of contents that leads to the headings. It is a field: told to update it, an office
    program makes a list with the numbers of the pages, which only it can count."""
    yield paragraph("TOCHeading", [run(review.CONTENTS)])
    links: list[Element] = []
    for number, title in enumerate(titles, 1):
        links += [run("　")] if links else []
        links.append(link(_heading(number), [run(title, "LulingCite")]))
    yield paragraph("TOC1", [*field_start(r'TOC \o "1-1" \h \z'), *links, field_end()])


def _heading(number: int) -> str:
    return f"_Toc{number:06}"


def _reference(number: int) -> str:
    return f"_Ref{number:06}"


def _original(runs: Iterable[Run]) -> Iterator[Element]:
    """The words of a clause, a paragraph for each of its own."""
    open_: list[Element] = []
    for one in runs:
        for at, text in enumerate(one.text.split("\n")):
            if at:
                yield paragraph("LulingCell", open_)
                open_ = []
            if text:
                open_.append(run(text, "LulingTied" if one.tied else ""))
    yield paragraph("LulingCell", open_)


def _headings(widths: Sequence[int], headings: Sequence[str]) -> Element:
    cells = [
        cell(width, [paragraph("LulingHeading", [run(heading)])], _SHADE)
        for width, heading in zip(widths, headings, strict=True)
    ]
    return row(cells, heading=True)


def _name_of(text: str) -> Element:
    return paragraph("LulingName", [run(text)])


def _plain(text: str) -> Element:
    return paragraph("LulingCell", [run(text)])


def _sign(text: str = "") -> Element:
    return paragraph("LulingSign", [run(text)] if text else ())


def _spaced(made: Element) -> Iterator[Element]:
    """Two tables that touch would be one."""
    yield made
    yield paragraph("LulingAfter")
