"""Every page of the site opens from a server and from a folder, quietly, and stands still."""

from __future__ import annotations

import pytest
from site_building import POLICIES as SOURCES
from watching import HEIGHT, NARROW, WIDE, Watch

POLICIES = {path.parent.name for path in SOURCES.glob("*/cases.policy")}


def test_every_page_opens_quietly(watch: Watch, home: str, pages: list[str]) -> None:
    assert "index.html" in pages and len(pages) >= 9
    for name in pages:
        watch.open(home + name, home)
        assert watch.page.title()
        assert watch.shift() == 0, name
    watch.assert_quiet()


def test_no_page_is_wider_than_a_telephone(watch: Watch, loopback: str, pages: list[str]) -> None:
    watch.page.set_viewport_size({"width": NARROW, "height": 844})
    wide = {}
    for name in pages:
        watch.open(loopback + name, loopback)
        wide[name] = watch.overflow()
    assert not any(wide.values()), wide


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_nothing_bars_a_reader(watch: Watch, loopback: str, pages: list[str], width: int) -> None:
    """A page of every kind; of the policies one, for they are printed from one template."""
    watch.page.set_viewport_size({"width": width, "height": HEIGHT})
    found = {}
    for name in pages:
        if name.removesuffix(".html") not in POLICIES - {"guangdong"}:
            watch.open(loopback + name, loopback)
            found[name] = watch.flaws(minor=True)
    assert found.keys() >= {"index.html", "guangdong.html", "national-revision.html"}
    assert not any(found.values()), found
