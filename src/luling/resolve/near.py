"""Near names for a name that is unknown."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["near"]


def near(name: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` of the known names that look like `name`, best first."""
    known = list(dict.fromkeys(known))
    found = get_close_matches(name[:60], known, n=limit, cutoff=0.6)
    if not found:
        found = [item for item in known if len(name) >= 2 and (name in item or item in name)]
    return tuple(found[:limit])
