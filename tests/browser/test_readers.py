"""Readers who don't point: with a keyboard, with a screen reader, on paper; and where one is."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from io import BytesIO

import pytest
from pypdf import PdfReader
from watching import HEIGHT, NARROW, SETTLED, Watch

PARTS = ("table", "row", "columnheader", "rowheader", "cell")
FOCUSED = "() => document.activeElement.getAttribute('href') ?? document.activeElement.tagName"
CURRENT = "() => [...document.querySelectorAll('nav a:target-current')].map((one) => one.hash)"


def tab(watch: Watch) -> str:
    """Where the next press of the tabulator key leads."""
    watch.page.keyboard.press("Tab")
    return str(watch.page.evaluate(FOCUSED))


@pytest.mark.parametrize("name", ["guangdong.html", "across-policies.html"])
def test_the_keyboard_reaches_the_text_and_the_contents(
    watch: Watch, loopback: str, name: str
) -> None:
    watch.open(loopback + name)
    assert tab(watch) == "#main"
    place = watch.page.locator(".skip").bounding_box()
    assert place is not None and place["x"] >= 0  # seen once it is reached
    assert tab(watch) == "index.html"
    while (link := tab(watch)) != "#basics":
        assert link.endswith(".html"), link
    watch.open(loopback + name)
    tab(watch)
    watch.page.keyboard.press("Enter")
    tab(watch)
    assert watch.page.evaluate("document.activeElement.closest('main') !== null")


def tables(watch: Watch) -> Counter[str]:
    """The parts of tables in the accessibility tree."""
    session = watch.page.context.new_cdp_session(watch.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    roles = Counter(one["role"]["value"] for one in nodes if not one["ignored"])
    return Counter({role: count for role, count in roles.items() if role in PARTS})


@pytest.mark.parametrize("name", ["guangdong.html", "national-revision.html"])
def test_a_narrow_screen_keeps_the_tables(watch: Watch, loopback: str, name: str) -> None:
    watch.open(loopback + name)
    wide = tables(watch)
    assert wide.keys() == set(PARTS)
    watch.page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    laid = "one => getComputedStyle(one).display"
    assert watch.page.locator("table:not(.cols-2) td").first.evaluate(laid) == "block"
    assert tables(watch) == wide


@pytest.mark.parametrize("name", ["guangdong.html", "across-policies.html", "weihai.html"])
def test_every_part_of_a_table_says_what_it_is(watch: Watch, loopback: str, name: str) -> None:
    """Browsers other than this one forget it when the style makes blocks of the parts."""
    watch.open(loopback + name)
    parts = watch.page.locator("table, thead, tbody, tr, th, td")
    mute = parts.evaluate_all("all => all.filter(one => !one.role).map(one => one.outerHTML)")
    assert mute == []
    assert watch.page.locator("th[scope=row]:not([role=rowheader])").count() == 0
    assert watch.page.locator("th[scope=col]:not([role=columnheader])").count() == 0


def test_the_contents_show_where_one_is(watch: Watch, loopback: str) -> None:
    watch.open(f"{loopback}guangdong.html")
    if not watch.page.evaluate("CSS.supports('selector(a:target-current)')"):
        pytest.skip("this Chromium can't tell where one is")
    assert watch.page.evaluate(CURRENT) == ["#basics"]
    watch.page.locator("#examples").evaluate("one => one.scrollIntoView()")
    watch.page.evaluate(SETTLED)
    assert watch.page.evaluate(CURRENT) == ["#examples"]


def test_a_link_to_a_clause_shows_which_it_is(watch: Watch, loopback: str) -> None:
    row = watch.page.locator("tr:target")
    watch.open(f"{loopback}weihai.html")
    plain = watch.page.locator(".pairs td").last
    watch.page.locator("main .cites a[href^='#']").last.click()
    painted = "one => getComputedStyle(one).backgroundColor"
    assert row.locator("td").first.evaluate(painted) != plain.evaluate(painted)


def test_printed_pages_are_numbered_and_no_heading_stands_alone(
    watch: Watch, loopback: str
) -> None:
    watch.open(f"{loopback}guangdong.html")
    headings = watch.page.locator("h2, h3, h4, caption, thead tr").all_inner_texts()
    printed = PdfReader(BytesIO(watch.page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) > 5
    for at, page in enumerate(printed.pages, 1):
        number, *lines = [squeezed(line) for line in page.extract_text().splitlines()]
        # The radical that a PDF gives for the word 页 is no variant of it.
        assert re.fullmatch(f"第{at}.,共{len(printed.pages)}.", number)
        assert lines[-1] not in map(squeezed, headings), at


def squeezed(text: str) -> str:
    """Without blanks, and with the characters that a PDF gives for others that look the same."""
    return "".join(unicodedata.normalize("NFKC", text).split())
