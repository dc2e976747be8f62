"""Lists of sentences: one alone is no list, and has no number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from luling.backends.document.model import Block, Cite, Items, Line, Paragraph

__all__ = ["headed", "listing"]


def listing(lines: Sequence[Line], *, ordered: bool = True) -> Block:
    """A list, or the one sentence that it would have."""
    if len(lines) == 1:
        return Paragraph(replace(lines[0], end="。"))
    return Items(tuple(lines), ordered)


def headed(text: str, lines: Sequence[Line], cites: tuple[Cite, ...] = ()) -> Line:
    """下级通知应遵守下列规定：1.……2.……; of one alone: 下级通知应遵守下列规定：……."""
    if len(lines) == 1:
        only = lines[0]
        both = tuple(dict.fromkeys((*cites, *only.cites)))
        return Line(f"{text}：{only.text}", both, only.items)
    return Line(text, cites, tuple(lines))
