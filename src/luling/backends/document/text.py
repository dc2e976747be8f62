"""What printers do to words: invisible characters are made visible, list items are closed."""

from __future__ import annotations

import re
from dataclasses import replace

from luling.backends.document.model import Cite, Line

__all__ = ["Piece", "closed", "pieces", "said", "visible"]

Piece = tuple[str, Cite | None]

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    "\ufffe\uffff]"
)


def visible(text: str) -> str:
    """Characters that hide or turn text round stand as �."""
    return _INVISIBLE.sub("\ufffd", text)


def closed(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A list whose items end in semicolons ends in a full stop."""
    if not lines or lines[-1].end != "；" or lines[-1].items:
        return lines
    return (*lines[:-1], replace(lines[-1], end="。"))


def said(line: Line) -> str:
    """A line as plain words: its clauses in brackets, then its stop."""
    return "".join(text for text, _ in pieces(line))


def pieces(line: Line) -> tuple[Piece, ...]:
    """The same words cut where a clause is cited; without any there is one piece."""
    if not line.cites:
        return ((visible(line.text + line.stop if line.text else ""), None),)
    before, after = (f"{line.text}（", f"）{line.stop}") if line.text else ("", "")
    found: list[Piece] = [(visible(before), None)]
    for one in line.cites:
        found += [(visible(one.text), one), ("、", None)]
    found[-1] = (visible(after), None)
    return tuple(piece for piece in found if piece[0] or piece[1])
