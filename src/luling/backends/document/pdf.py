"""A document as a PDF, set by Typst: fonts embedded, no clock, texts handed over as data. It can be
read aloud (PDF/UA-1), with its headings, tables and lists.

Only fonts that are named here are used, so that the same fonts give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, assert_never

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

__all__ = ["FontsMissing", "PdfMissing", "check_pdf", "to_pdf"]

_SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN")
_SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN")
_DEEPEST = 7

_Json = dict[str, Any]


class PdfMissing(Exception):
    """Typst isn't installed."""


class FontsMissing(Exception):
    """No Chinese font is installed (or stands in the folder given)."""


@dataclass(frozen=True, slots=True)
class _Fonts:
    """What Typst found, and the families to use."""

    found: Any
    serif: str
    sans: str


def check_pdf(folder: Path | None = None) -> None:
    """Raises `PdfMissing` or `FontsMissing` where no PDF can be made; `folder` holds the fonts
    where not those of the system are wanted."""
    _fonts(folder)


def to_pdf(document: Document, folder: Path | None = None) -> bytes:
    """The bytes of the file; the same document and fonts give the same ones."""
    fonts = _fonts(folder)
    import typst

    data = _data(document) | {"serif": [fonts.serif], "sans": [fonts.sans]}
    template = files("luling.backends.document") / "templates" / "policy.typ"
    source, words = template.read_bytes(), json.dumps(data, ensure_ascii=False)

    def compiled(standard: Literal["ua-1"] | None) -> bytes:
        made = typst.compile(
            source,
            font_paths=fonts.found,
            format="pdf",
            sys_inputs={"document": words},
            pdf_standards=standard,
        )
        assert isinstance(made, bytes)
        return made

    try:
        return compiled("ua-1")
    except typst.TypstError:  # PDF/UA-1 allows no character that the fonts lack
        return compiled(None)


@lru_cache(maxsize=4)
def _fonts(folder: Path | None) -> _Fonts:
    if find_spec("typst") is None:
        raise PdfMissing
    import typst

    found = typst.Fonts(
        include_system_fonts=folder is None,
        include_embedded_fonts=True,
        font_paths=[str(folder)] if folder is not None else [],
    )
    families = set(found.families())
    serif = next((one for one in _SERIF if one in families), "")
    sans = next((one for one in _SANS if one in families), "")
    if not serif and not sans:
        raise FontsMissing
    return _Fonts(found, serif or sans, sans or serif)


# ---------------------------------------------------------------- the document as data


def _data(document: Document) -> _Json:
    shown = printed(document)
    return {
        "title": visible(document.title),
        "header": visible(review.header(document)),
        "subtitle": visible(review.facts(document)),
        "version": visible(document.source_hash[:12]),
        "legend": f"{review.LEGEND}。",
        **_Data(targets(shown)).sections(shown),
        "review": {
            "title": review.TITLE,
            "note": visible(f"{review.note(shown)}。"),
            "version": visible(review.version(document)),
            "opinion": review.OPINION,
            "signature": review.SIGNATURE,
        },
    }


@dataclass(slots=True)
class _Data:
    """The blocks of a document as data. `places` numbers the anchors that a link may lead to,
    `marked` says which of them stand already; the data know the numbers only."""

    places: dict[str, int]
    marked: set[str] = field(default_factory=set)

    def sections(self, document: Document) -> _Json:
        return {
            "contents": review.CONTENTS,
            "sections": [
                {
                    "title": visible(one.title),
                    "place": self.place(one.anchor),
                    "lies": lies(one),
                    "blocks": self.blocks(one.blocks),
                }
                for one in document.sections
            ],
        }

    def place(self, anchor: str) -> str | None:
        if anchor not in self.places or anchor in self.marked:
            return None
        self.marked.add(anchor)
        return f"place-{self.places[anchor]}"

    def blocks(self, blocks: Iterable[Block]) -> list[_Json]:
        return list(map(self.block, blocks))

    def block(self, block: Block) -> _Json:
        match block:
            case Paragraph(line, quiet):
                return {"kind": "paragraph", "line": self.line(line), "quiet": quiet}
            case Items(lines, ordered):
                return {"kind": "items", "lines": self.lines(lines), "ordered": ordered}
            case Terms(rows):
                named = [{"name": visible(name), "line": self.line(line)} for name, line in rows]
                return {"kind": "terms", "rows": named}
            case Table():
                return self.table(block)
            case Pairs(pairs):
                return self.pairs(pairs)
            case Picture():
                return _picture(block) | {"outline": self.lines(block.outline)}
            case Group(title, inner, anchor):
                place = self.place(anchor)
                blocks = self.blocks(inner)
                return {"kind": "group", "title": visible(title), "place": place, "blocks": blocks}
            case Sides() | Amendments():
                raise TypeError("only pages set side by side, and no page is printed as a PDF")
            case _:
                assert_never(block)

    def table(self, block: Table) -> _Json:
        widths = column_widths(block, 1000)
        return {
            "kind": "table",
            "caption": visible(block.caption),
            "headings": list(map(visible, block.headings)),
            "widths": widths,
            "codes": sorted(block.codes),
            "rows": [
                {
                    "whole": fits([(one,) for one in row], widths),
                    "cells": [
                        _plain(visible(one.text)) if at in block.codes else self.line(one)
                        for at, one in enumerate(row)
                    ],
                }
                for row in block.rows
            ],
        }

    def pairs(self, pairs: Iterable[Pair]) -> _Json:
        return {
            "kind": "pairs",
            "note": f"{review.NOTE}。",
            "headings": review.HEADINGS,
            "widths": PAIR_WIDTHS,
            "pairs": list(map(self.pair, pairs)),
        }

    def pair(self, pair: Pair) -> _Json:
        return {
            "clause": visible(pair.clause),
            "place": self.place(pair.anchor),
            "status": visible(pair.status),
            "runs": list(_runs(pair.runs)),
            "encoded": self.lines(pair.told),
            "note": self.line(pair.note) if pair.note is not None else None,
            "bare": pair.is_bare,
            "whole": pair_fits(pair),
        }

    # ------------------------------------------------------------ lines

    def lines(self, lines: tuple[Line, ...], level: int = 0) -> list[_Json]:
        """Lists below the deepest level follow one another on it: Typst nests only so far."""
        shown = closed(lines)
        if level < _DEEPEST:
            return [self.line(one, level) for one in shown]
        found: list[_Json] = []
        for one in shown:
            found += [{"parts": self.parts(one), "items": []}, *self.lines(one.items, level)]
        return found

    def line(self, line: Line, level: int = 0) -> _Json:
        return {"parts": self.parts(line), "items": self.lines(line.items, level + 1)}

    def parts(self, line: Line) -> list[list[str]]:
        """Words; of those that lead somewhere, the place too."""
        found = []
        for text, cite in pieces(line):
            number = self.places.get(cite.anchor) if cite is not None and not cite.page else None
            found.append([text] if number is None else [text, f"place-{number}"])
        return found


def _plain(text: str) -> _Json:
    return {"parts": [[text]], "items": []}


def _picture(block: Picture) -> _Json:
    return {
        "kind": "picture",
        "title": visible(block.title),
        "description": visible(block.description),
        "width": block.width,
        "height": block.height,
        "boxes": [
            {
                "x": box.x,
                "y": box.y,
                "width": box.width,
                "height": box.height,
                "outcome": box.kind == "outcome",
                "lines": list(map(visible, box.lines)),
                "note": visible(box.note),
            }
            for box in block.boxes
        ],
        "arrows": [one.points for one in block.arrows],
    }


def _runs(runs: Iterable[Run]) -> Iterable[_Json]:
    """The words of a clause; an end of a paragraph stands alone."""
    for one in runs:
        for at, text in enumerate(one.text.split("\n")):
            if at:
                yield {"text": "\n", "tied": False}
            if text:
                yield {"text": visible(text), "tied": one.tied}
