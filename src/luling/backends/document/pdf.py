"""A document as a PDF, set by Typst: fonts embedded, no clock, texts handed over as data.

Only fonts that are named here are used, so that the same fonts give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, assert_never

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
from luling.backends.document.text import closed, said, visible
from luling.backends.document.widths import (
    PAIR_WIDTHS,
    REVIEW_WIDTHS,
    column_widths,
    fits,
    pair_fits,
)

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
    made = typst.compile(
        template.read_bytes(),
        font_paths=fonts.found,
        format="pdf",
        sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
    )
    assert isinstance(made, bytes)
    return made


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
    return {
        "title": visible(document.title),
        "subtitle": visible(review.facts(document)),
        "version": visible(document.source_hash[:12]),
        "sections": [
            {"title": visible(one.title), "blocks": list(map(_block, one.blocks))}
            for one in document.sections
        ],
        "review": _review(document),
    }


def _review(document: Document) -> _Json:
    rows = [
        {
            "clause": visible(pair.clause),
            "encoded": bool(pair.encoded),
            "whole": fits(((), lines, ()), REVIEW_WIDTHS),
            "lines": _lines(lines),
        }
        for pair, lines in review.entries(document)
    ]
    return {
        "title": review.TITLE,
        "note": review.NOTE,
        "headings": review.HEADINGS,
        "widths": REVIEW_WIDTHS,
        "rows": rows,
        "version": review.version(document),
        "signature": review.SIGNATURE,
    }


def _block(block: Block) -> _Json:
    match block:
        case Paragraph(line, quiet):
            return {"kind": "paragraph", "line": _line(line), "quiet": quiet}
        case Items(lines, ordered):
            return {"kind": "items", "lines": _lines(lines), "ordered": ordered}
        case Terms(rows):
            named = [{"name": visible(name), "line": _line(line)} for name, line in rows]
            return {"kind": "terms", "rows": named}
        case Table():
            return _table(block)
        case Pairs(pairs):
            return {"kind": "pairs", "widths": PAIR_WIDTHS, "pairs": list(map(_pair, pairs))}
        case Picture():
            return _picture(block)
        case Group(title, inner):
            blocks = list(map(_block, inner))
            return {"kind": "group", "title": visible(title), "blocks": blocks}
        case Sides() | Amendments():
            raise TypeError("only pages set side by side, and no page is printed as a PDF")
        case _:
            assert_never(block)


def _table(block: Table) -> _Json:
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
                    {"text": visible(one.text), "items": []} if at in block.codes else _line(one)
                    for at, one in enumerate(row)
                ],
            }
            for row in block.rows
        ],
    }


def _picture(block: Picture) -> _Json:
    return {
        "kind": "picture",
        "title": visible(block.title),
        "description": visible(block.description),
        "width": block.width,
        "height": block.height,
        "outline": _lines(block.outline),
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


def _pair(pair: Pair) -> _Json:
    return {
        "clause": visible(pair.clause),
        "status": visible(pair.status),
        "runs": list(_runs(pair.runs)),
        "encoded": _lines(pair.encoded),
        "note": said(pair.note) if pair.note is not None else None,
        "whole": pair_fits(pair),
    }


def _runs(runs: Iterable[Run]) -> Iterable[_Json]:
    """The words of a clause; an end of a paragraph stands alone."""
    for one in runs:
        for at, text in enumerate(one.text.split("\n")):
            if at:
                yield {"text": "\n", "tied": False}
            if text:
                yield {"text": visible(text), "tied": one.tied}


def _lines(lines: tuple[Line, ...], level: int = 0) -> list[_Json]:
    """Lists below the deepest level follow one another on it: Typst nests only so far."""
    shown = closed(lines)
    if level < _DEEPEST:
        return [_line(one, level) for one in shown]
    found: list[_Json] = []
    for one in shown:
        found += [{"text": said(one), "items": []}, *_lines(one.items, level)]
    return found


def _line(line: Line, level: int = 0) -> _Json:
    return {"text": said(line), "items": _lines(line.items, level + 1)}
