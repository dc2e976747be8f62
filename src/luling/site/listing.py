"""What a site has, as its index and its search list it, and the JSON in which the search page
carries it: from there a later run learns what stands in the folder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

from luling.backends.document import Document, Page
from luling.backends.document.model import Summary

__all__ = ["CALCULATOR", "Entry", "Listed", "ListedPage", "Listing", "from_json", "to_json"]

CALCULATOR = "计算"
_ID = re.compile(r"[a-z][a-z0-9_]*")
_PAGE = re.compile(r"[a-z0-9_]+(-[a-z0-9_]+)+")
_TARGET = re.compile(r"(\.[a-z0-9_]+)?\.html(#[a-z0-9-]+)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found; `target` with the policy's id before it is where it stands."""

    kind: str
    target: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A policy with what can be found in it."""

    id: str
    title: str
    summary: Summary
    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, document: Document, entries: Sequence[Entry]) -> Listed:
        return cls(document.id, document.title, document.summary, tuple(entries))

    @property
    def calculators(self) -> tuple[tuple[str, str], ...]:
        """The files that work out a decision, with its name."""
        return tuple(
            (self.id + one.target, one.title) for one in self.entries if one.kind == CALCULATOR
        )


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page about several policies or versions."""

    id: str
    title: str
    summary: str

    @classmethod
    def of(cls, page: Page) -> ListedPage:
        return cls(page.id, page.title, page.summary)


@dataclass(frozen=True, slots=True)
class Listing:
    policies: tuple[Listed, ...] = ()
    pages: tuple[ListedPage, ...] = ()


def to_json(listing: Listing) -> dict[str, Any]:
    """Lists instead of objects where there are many: names would weigh as much as the words."""
    return {
        "policies": [
            {"id": one.id, "title": one.title, "facts": astuple(one.summary),
             "entries": [astuple(entry) for entry in one.entries]}
            for one in listing.policies
        ],
        "pages": [astuple(one) for one in listing.pages],
    }  # fmt: skip


def from_json(text: str) -> Listing:
    """The listing of `to_json`; an empty one of anything else, and without links that lead out."""
    try:
        found = json.loads(text)
        policies = tuple(map(_policy, found["policies"]))
        pages = tuple(ListedPage(*map(str, one)) for one in found["pages"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return Listing()
    sound = all(_ID.fullmatch(one.id) for one in policies) and all(
        _PAGE.fullmatch(one.id) for one in pages
    )
    targets = (entry.target for one in policies for entry in one.entries)
    return Listing(policies, pages) if sound and all(map(_TARGET.fullmatch, targets)) else Listing()


def _policy(value: dict[str, Any]) -> Listed:
    *words, clauses, rules, cases, findings = value["facts"]
    number, issuers, in_force, regions = map(str, words)
    counts = map(int, (clauses, rules, cases, findings))
    entries = tuple(Entry(*map(str, one)) for one in value["entries"])
    summary = Summary(number, issuers, in_force, regions, *counts)
    return Listed(str(value["id"]), str(value["title"]), summary, entries)
