"""Every page of the site as text: links lead somewhere, ids are single, the policy is strict."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

LIMIT = 300_000
"""Bytes of a page."""
HIDDEN = ("script", "style")
NAMING = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers", "list")


@dataclass
class Parsed(HTMLParser):
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    attributes: set[str] = field(default_factory=set)
    policies: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    _running: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.attributes |= given.keys()
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given[name] for name in ("href", "src", "action") if name in given]
        self.named += [id for name in NAMING for id in given.get(name, "").split()]
        if given.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(given["content"])
        self._running = tag in HIDDEN and given.get("type") != "application/json"
        if self._running:
            self.inline.append("")

    def handle_endtag(self, tag: str) -> None:
        self._running = False

    def handle_data(self, data: str) -> None:
        if self._running:
            self.inline[-1] += data


@pytest.fixture(scope="module")
def parsed(site: Path, pages: list[str]) -> dict[str, Parsed]:
    found = {}
    for name in pages:
        found[name] = Parsed()
        found[name].feed((site / name).read_text(encoding="utf-8"))
    return found


def astray(parsed: dict[str, Parsed], site: Path) -> list[str]:
    """The links that lead nowhere, with their pages."""
    found = []
    for name, page in parsed.items():
        for link in page.links:
            target = urlsplit(urljoin(f"http://site/{name}", link))
            path, anchor = unquote(target.path).lstrip("/"), unquote(target.fragment)
            there = target.netloc == "site" and (path in parsed or (site / path).is_file())
            asks = "=" in anchor  # what is asked of the script of the page, which has no such id
            if not there or (anchor and not asks and anchor not in parsed[path].ids):
                found.append(f"{name}: {link}")
    return found


def test_every_link_leads_somewhere(parsed: dict[str, Parsed], site: Path) -> None:
    assert sum(len(page.links) for page in parsed.values()) > 100
    assert astray(parsed, site) == []


def test_a_link_that_leads_nowhere_is_found(site: Path) -> None:
    page = Parsed()
    links = ("index.html", "#here", "#there", "index.html#there", "none.html", "https://x.example/")
    page.feed('<p id="here">' + "".join(f'<a href="{link}">甲</a>' for link in links))
    found = astray({"page.html": page, "index.html": Parsed()}, site)
    assert found == [f"page.html: {link}" for link in links[2:]]


def test_ids_are_single_and_named_ones_are_there(parsed: dict[str, Parsed]) -> None:
    for name, page in parsed.items():
        assert [id for id, count in Counter(page.ids).items() if count > 1] == [], name
        assert set(page.named) <= set(page.ids), name


def test_no_page_is_heavy(site: Path, pages: list[str]) -> None:
    heavy = {name: size for name in pages if (size := (site / name).stat().st_size) > LIMIT}
    assert not heavy


def test_the_security_policy_is_strict(parsed: dict[str, Parsed]) -> None:
    """Nothing but what is known by its hash; and each hash is of something that stands there."""
    for name, page in parsed.items():
        [policy] = page.policies
        rules = [rule.split() for rule in policy.split(";")]
        assert ["default-src", "'none'"] in rules, name
        assert "unsafe" not in policy and "*" not in policy and ":" not in policy, name
        known = set(re.findall(r"'(sha256-[^']+)'", policy))
        assert {_hash(text) for text in page.inline} == known, name
        assert not {one for one in page.attributes if one.startswith("on") or one == "style"}, name


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
