"""The page from which a visitor starts."""

from __future__ import annotations

from collections.abc import Sequence

from luling.backends.document import Document, Page
from luling.backends.document.frame import render

__all__ = ["to_index"]


def to_index(documents: Sequence[Document], pages: Sequence[Page] = ()) -> str:
    """The page that lists documents; they stand beside it as `<id>.html`."""
    return render("index.html", package="luling.site", documents=documents, pages=pages)
