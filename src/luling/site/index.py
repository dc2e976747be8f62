"""The page from which a visitor starts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from luling.backends.document.frame import render, style
from luling.site.listing import Listing
from luling.site.search import script

__all__ = ["to_index"]

_FORMS = {"html": "网页", "docx": "Word", "pdf": "PDF", "md": "Markdown"}


def to_index(listing: Listing, formats: Mapping[str, Collection[str]] | None = None) -> str:
    """The page that lists policies; their documents stand beside it as `<id>.<format>`, in the
    `formats` by id (else as pages alone)."""
    stand = formats or {}
    forms = {
        one.id: [(end, name) for end, name in _FORMS.items() if end in stand.get(one.id, ("html",))]
        for one in listing.policies
    }
    return render(
        "index.html",
        style("site.css", "luling.site"),
        package="luling.site",
        scripts=(script("index.js"),),
        policies=listing.policies,
        pages=listing.pages,
        forms=forms,
    )
