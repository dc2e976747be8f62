"""The page that finds words in all policies. It carries what can be found and looks for it itself.
"""

from __future__ import annotations

import re
from importlib.resources import files

from luling.backends.document.frame import Script, render, script_data, style
from luling.site.listing import Listing, from_json, to_json

__all__ = ["listing_of", "to_search"]

_DATA = re.compile(r'<script type="application/json" id="listing">(.*?)</script>', re.S)


def to_search(listing: Listing) -> str:
    """The page; the same listing gives the same one."""
    return render(
        "search.html",
        style("site.css", "luling.site"),
        package="luling.site",
        scripts=(script("search.js"), script("search_page.js")),
        policies=listing.policies,
        data=script_data(to_json(listing)),
    )


def script(name: str) -> Script:
    return Script((files("luling.site") / name).read_text(encoding="utf-8"))


def listing_of(page: str) -> Listing:
    """What a search page lists; nothing where it is none."""
    found = _DATA.search(page)
    return from_json(found[1]) if found else Listing()
