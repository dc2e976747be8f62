"""The search page and the field of the index, as they are used: typing, keys, addresses."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from watching import HEIGHT, NARROW, WIDE, Watch

FIELD, FOUND, COUNT = "#query", "#found > li", "#count"


@pytest.fixture
def search(watch: Watch, site: Path) -> Page:
    """The search page as most open it, from a folder."""
    watch.open(f"{site.as_uri()}/search.html")
    return watch.page


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).fragment)


def first_link(page: Page) -> str:
    return page.locator(f"{FOUND} a").first.inner_text()


def test_typing_finds_marks_and_counts(watch: Watch, home: str) -> None:
    watch.open(f"{home}search.html", home)
    search = watch.page
    expect(search.locator("#hints")).to_be_visible()
    expect(search.locator(FOUND)).to_have_count(0)
    search.locator(FIELD).press_sequentially("起付标准")
    expect(search.locator(COUNT)).to_have_text(re.compile("^找到[0-9]+条"))
    expect(search.locator("#hints")).to_be_hidden()
    assert "起付标准" in first_link(search)
    assert search.locator("#found mark").first.inner_text() == "起付标准"
    assert asked(search) == {"q": ["起付标准"]}
    search.locator(FIELD).fill("")
    expect(search.locator(FOUND)).to_have_count(0)
    expect(search.locator("#hints")).to_be_visible()
    expect(search.locator(COUNT)).to_have_text("")
    watch.assert_quiet()


def test_a_result_leads_to_its_clause(watch: Watch, search: Page) -> None:
    search.locator(FIELD).fill("其余医师开具的相关药品处方不予报销")
    search.locator(f"{FOUND} a").first.click()
    address = urlsplit(search.url)
    assert address.path.endswith("/chongqing.html")
    row = search.locator(f"#{address.fragment}")
    expect(row).to_contain_text("其余医师开具的相关药品处方不予报销")
    expect(row).to_be_in_viewport()
    search.go_back()
    expect(search.locator(FIELD)).to_have_value("其余医师开具的相关药品处方不予报销")
    expect(search.locator(FOUND)).not_to_have_count(0)
    watch.assert_quiet()


def test_an_address_leads_to_a_search(watch: Watch, site: Path) -> None:
    watch.open(f"{site.as_uri()}/search.html#q=药店+外配处方&in=weihai")
    page = watch.page
    expect(page.locator(FIELD)).to_have_value("药店 外配处方")
    expect(page.locator("#policy")).to_have_value("weihai")
    expect(page.locator(FOUND)).not_to_have_count(0)
    links = page.locator(f"{FOUND} a").evaluate_all("all => all.map(one => one.href)")
    assert all("/weihai." in link for link in links)
    page.evaluate("location.hash = '#q=起付标准'")
    expect(page.locator(FIELD)).to_have_value("起付标准")
    expect(page.locator("#policy")).to_have_value("")
    assert "起付标准" in first_link(page)
    watch.assert_quiet()


@pytest.mark.parametrize("hash", ["#q=%", "#in=nowhere&q=药店", "#q=%3Cb%3E药店", "#q=&q=x", "#x"])
def test_an_odd_address_breaks_nothing(watch: Watch, loopback: str, hash: str) -> None:
    watch.open(f"{loopback}search.html{hash}", loopback)
    expect(watch.page.locator("#policy")).to_have_value("")
    watch.assert_quiet()


def test_only_one_policy_is_searched(search: Page) -> None:
    search.locator(FIELD).fill("双通道")
    expect(search.locator(FOUND)).not_to_have_count(0)
    search.locator("#policy").select_option("guangdong")
    names = search.locator("#found a").evaluate_all("all => all.map(one => one.href)")
    assert names and all("/guangdong." in name for name in names)
    assert asked(search) == {"q": ["双通道"], "in": ["guangdong"]}


def test_the_keyboard_is_enough(search: Page) -> None:
    search.locator("body").press("Tab")  # the link that skips to the text
    search.keyboard.press("Tab")
    search.keyboard.press("Tab")
    expect(search.locator(FIELD)).to_be_focused()
    search.keyboard.insert_text("责任医师")
    links = search.locator(f"{FOUND} a")
    expect(links.first).to_be_visible()
    search.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    search.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    search.keyboard.press("ArrowUp")
    search.keyboard.press("ArrowUp")
    expect(search.locator(FIELD)).to_be_focused()
    search.keyboard.press("ArrowUp")
    expect(search.locator(FIELD)).to_be_focused()
    target = links.first.get_attribute("href")
    search.keyboard.press("ArrowDown")
    search.keyboard.press("Enter")
    search.wait_for_url(f"**/{target}")


def test_more_are_shown_when_asked(search: Page) -> None:
    search.locator(FIELD).fill("药品")
    expect(search.locator(FOUND)).to_have_count(30)
    search.locator("#more").click()
    expect(search.locator(FOUND)).to_have_count(60)
    expect(search.locator(f"{FOUND} a").nth(30)).to_be_focused()
    search.locator(FIELD).fill("药品 ")
    expect(search.locator(FOUND)).to_have_count(30)


def test_what_is_not_found_is_said_with_what_to_try(search: Page) -> None:
    search.locator(FIELD).fill("火星 qqq")
    expect(search.locator(COUNT)).to_have_text("没有找到。请少写几个词，换一个说法。")
    search.locator("#policy").select_option("weihai")
    expect(search.locator(COUNT)).to_contain_text("在全部政策中查找")
    assert search.locator(COUNT).get_attribute("role") == "status"


def test_half_a_word_of_an_input_method_is_not_searched(search: Page) -> None:
    """Letters that are still being composed are no query; what they become is one."""
    session = search.context.new_cdp_session(search)
    search.locator(FIELD).focus()
    for typed in ("q", "qi", "qifu"):
        at = {"selectionStart": len(typed), "selectionEnd": len(typed)}
        session.send("Input.imeSetComposition", {"text": typed, **at})
        expect(search.locator(FIELD)).to_have_value(typed)
        expect(search.locator(COUNT)).to_have_text("")
        expect(search.locator("#hints")).to_be_visible()
    session.send("Input.insertText", {"text": "起付"})
    expect(search.locator(FIELD)).to_have_value("起付")
    expect(search.locator(COUNT)).to_have_text(re.compile("^找到"))


def test_the_index_asks_the_search_page(watch: Watch, home: str) -> None:
    watch.open(f"{home}index.html", home)
    watch.page.locator(FIELD).fill("起付 标准&<b>")
    watch.page.keyboard.press("Enter")
    watch.page.wait_for_url("**/search.html#*")
    expect(watch.page.locator(FIELD)).to_have_value("起付 标准&<b>")
    assert asked(watch.page) == {"q": ["起付 标准&<b>"]}
    watch.assert_quiet()


def test_hostile_words_stay_words(watch: Watch, search: Page) -> None:
    search.locator(FIELD).fill("<img src=x onerror=alert(1)> 药店")
    search.locator("#policy").select_option("weihai")
    assert search.locator("#found img, #found script").count() == 0
    watch.assert_quiet()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_nothing_bars_a_reader_of_results(watch: Watch, loopback: str, width: int) -> None:
    watch.page.set_viewport_size({"width": width, "height": HEIGHT})
    watch.open(f"{loopback}search.html#q=起付标准", loopback)
    expect(watch.page.locator(FOUND)).not_to_have_count(0)
    assert watch.overflow() == 0
    assert watch.shift() < 0.1
    assert watch.flaws(minor=True) == []
