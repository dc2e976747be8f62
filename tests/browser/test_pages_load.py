"""Every page opens from a server and from a folder, quietly; it stands still, fits a telephone."""

from __future__ import annotations

import pytest
from site_building import POLICIES as SOURCES
from watching import HEIGHT, NARROW, WIDE, Watch

POLICIES = {path.parent.name for path in SOURCES.glob("*/cases.policy")}


def test_every_page_opens_quietly(watch: Watch, home: str, pages: list[str]) -> None:
    assert "index.html" in pages and len(pages) >= 9
    jumping, wide = {}, {}
    for name in pages:
        watch.page.set_viewport_size({"width": WIDE, "height": HEIGHT})
        watch.open(home + name, home)
        assert watch.page.title()
        if watch.shift():
            jumping[name] = watch.shift()
        watch.page.set_viewport_size({"width": NARROW, "height": HEIGHT})
        if watch.overflow():
            wide[name] = watch.overflow()
    watch.assert_quiet()
    assert not jumping
    assert not wide


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_nothing_bars_a_reader(watch: Watch, loopback: str, pages: list[str], width: int) -> None:
    """A page of every kind; of the policies one, for all are printed from the same templates.
    Calculators have it tested while they are in use."""
    watch.page.set_viewport_size({"width": width, "height": HEIGHT})
    found = {}
    for name in pages:
        if "." not in name[:-5] and name[:-5] not in POLICIES - {"guangdong"}:
            watch.open(loopback + name, loopback)
            found[name] = watch.flaws(minor=True)
    assert found.keys() >= {"index.html", "guangdong.html", "national-revision.html"}
    assert not any(found.values()), found
