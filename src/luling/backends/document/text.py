"""What printers do to words: invisible characters are made visible, list items are closed."""

from __future__ import annotations

import re
from dataclasses import replace

from luling.backends.document.model import Line

__all__ = ["closed", "said", "visible"]

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
    cites = "、".join(one.text for one in line.cites)
    if not line.text:
        return visible(cites)
    return visible(f"{line.text}（{cites}）" if cites else line.text) + line.stop
