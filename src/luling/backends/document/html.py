"""A document as one HTML page: no scripts, nothing from elsewhere, one style known by its hash."""

from __future__ import annotations

from collections.abc import Mapping

from luling.backends.document.frame import render, style
from luling.backends.document.model import Document, Page

__all__ = ["to_html", "to_page"]


def to_html(document: Document, calculators: Mapping[str, str] | None = None) -> str:
    """The page of one policy; the same document gives the same bytes. `calculators`: by the anchor
    of a decision, the file that works it out."""
    return render("policy.html", document=document, calculators=calculators or {})


def to_page(page: Page, beside: bool = True) -> str:
    """A page about several policies or versions; `beside`: the index stands beside it."""
    return render("across.html", style("across.css"), document=page, beside=beside)
