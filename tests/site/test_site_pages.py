"""The pages of the site of the six policies: what they list, where they lead, what they weigh."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser

import pytest
from reviewed import NAMES, subject_of_policy

from luling.backends.document import Document, Subject, across, build
from luling.site import Listing, listing_of, site_files
from luling.site.listing import CALCULATOR, Entry, Listed, from_json, to_json

LIMIT = 300_000
ANCHOR = re.compile(r' id="([^"]+)"')


@cache
def subjects() -> tuple[Subject, ...]:
    return tuple(map(subject_of_policy, NAMES))


@cache
def documents() -> tuple[Document, ...]:
    return tuple(map(build, subjects()))


@cache
def site() -> dict[str, str]:
    page = across(subjects())
    assert page is not None
    formats = dict.fromkeys(NAMES, ("html", "docx", "md"))
    return site_files(subjects(), documents(), [page], formats=formats)


def entries(name: str) -> tuple[Entry, ...]:
    listing = listing_of(site()["search.html"])
    return next(one.entries for one in listing.policies if one.id == name)


class _Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = dict(attrs).get("href") or "" if tag == "a" else ""

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[self._open] = data


def test_no_page_weighs_too_much() -> None:
    assert {name: len(page.encode()) for name, page in site().items()
            if len(page.encode()) > LIMIT} == {}  # fmt: skip


def test_the_same_policies_give_the_same_pages() -> None:
    again = site_files(
        subjects(), documents(), formats=dict.fromkeys(NAMES, ("html", "docx", "md"))
    )
    for name in NAMES:
        assert again[f"{name}.html"] == site()[f"{name}.html"]
    listing = listing_of(again["search.html"])
    assert listing.policies == listing_of(site()["search.html"]).policies


# ---------------------------------------------------------------- the index


def test_the_index_lists_every_policy_with_its_facts() -> None:
    links = _Links(site()["index.html"]).found
    for document in documents():
        assert links[f"{document.id}.html"] in (document.title, "网页")
        assert f">{document.title}</a>" in site()["index.html"]
        assert f"<dd>{document.summary.number}</dd>" in site()["index.html"]
        assert f"<dd>{document.summary.in_force}</dd>" in site()["index.html"]
        assert {f"{document.id}.docx", f"{document.id}.md"} <= links.keys()
        assert f"{document.id}.pdf" not in links
    assert links["across-policies.html"] == "六地对照"


def test_calculators_are_listed_where_there_are_any() -> None:
    summary = documents()[0].summary
    found = Entry(CALCULATOR, ".claim.html", "药品费用报销", "")
    listing = Listing((Listed("city", "通知", summary, (found,)),))
    assert listing.policies[0].calculators == (("city.claim.html", "药品费用报销"),)
    assert _Links(index_of(listing)).found["city.claim.html"] == "药品费用报销"


def index_of(listing: Listing) -> str:
    return site_files((), (), earlier=listing)["index.html"]


def test_an_index_of_nothing_says_so() -> None:
    assert "还没有可以列出的通知" in index_of(Listing())


@pytest.mark.parametrize("name", ["index.html", "search.html"])
def test_the_page_asks_for_nothing_and_has_a_head(name: str) -> None:
    page = site()[name]
    assert not re.findall(r'(?:src|action|srcset)="', page)
    assert "default-src 'none'" in page and "require-trusted-types-for 'script'" in page
    assert '<html lang="zh-CN">' in page and page.count("<h1>") == 1
    assert "<noscript>" in page and 'role="search"' in page and '<label for="query">' in page


# ---------------------------------------------------------------- what can be found


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_leads_to_an_anchor_that_is_there(name: str) -> None:
    anchors = {page: set(ANCHOR.findall(text)) for page, text in site().items()}
    for entry in entries(name):
        page, _, anchor = f"{name}{entry.target}".partition("#")
        assert page in site() and (not anchor or anchor in anchors[page]), entry


@pytest.mark.parametrize("name", NAMES)
def test_everything_can_be_found(name: str) -> None:
    """Every clause by its words, every decision, parameter and duty by its name."""
    subject = subject_of_policy(name)
    program, notice = subject.program, subject.notice
    assert notice is not None
    kinds: dict[str, set[str]] = {}
    for entry in entries(name):
        kinds.setdefault(entry.kind, set()).add(entry.title)
    words = "".join("".join(one.text.split()) for one in entries(name) if one.kind == "条款")
    assert words == "".join(notice.text.split())
    assert kinds["判定"] == {one.label for one in program.decisions}
    duties = {item.label for one in program.decisions for item in one.definitions if item.duty}
    assert kinds.get("职责", set()) == duties
    told = {title.partition("（")[0] for title in kinds.get("参数", set())}
    assert told == {one.label for one in program.parameters}


def test_a_rule_is_found_at_its_clause() -> None:
    rule = next(one for one in entries("chongqing") if one.kind == "规则"
                and one.text.startswith("门诊就医，并且药品类别为国谈门诊保障用药的"))  # fmt: skip
    anchor = rule.target.partition("#")[2]
    row = site()["chongqing.html"].partition(f' id="{anchor}">')[2].partition("</tr>")[0]
    assert rule.title == "二（三）2" and rule.title in row
    assert "门诊就医，并且药品类别为国谈门诊保障用药的" in row


def test_questions_and_findings_are_found() -> None:
    kinds = {one.kind for one in entries("weihai")}
    assert {"通知", "判定", "规则", "参数", "问答", "待研究", "条款"} <= kinds
    asked = next(one for one in entries("weihai") if "谁可以享受" in one.title)
    assert "已办理“三定”" in asked.text


def test_no_sentence_is_told_twice() -> None:
    for name in NAMES:
        told = [(one.kind, one.title, one.text) for one in entries(name)]
        assert len(told) == len(set(told))


# ---------------------------------------------------------------- what a later run reads


def test_the_listing_is_read_as_it_was_written() -> None:
    listing = listing_of(site()["search.html"])
    assert [one.id for one in listing.policies] == sorted(NAMES)
    assert [one.summary for one in listing.policies] == [one.summary for one in documents()]
    alone = site_files((), (), earlier=listing)
    assert listing_of(alone["search.html"]) == listing
    assert alone["search.html"] == site()["search.html"]


@pytest.mark.parametrize(
    "text",
    [
        "", "1", "null", "[]", "{}", '{"policies": 1, "pages": []}',
        '{"policies": [1], "pages": []}',
        '{"policies": [], "pages": [["a"]]}', '{"policies": [], "pages": [["../a-b", "", ""]]}',
        '{"policies": [{"id": "../x", "title": "", "facts": ["", "", "", "", 1, 1, 1, 1],'
        ' "entries": []}], "pages": []}',
        '{"policies": [{"id": "javascript", "title": "", "facts": ["", "", "", "", 1, 1, 1, 1],'
        ' "entries": [["条款", ":alert(1)", "", ""]]}], "pages": []}',
        '{"policies": [{"id": "x", "title": "", "facts": ["", "", "", "", "many", 1, 1, 1],'
        ' "entries": []}], "pages": []}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_listing_is_read_as_none(text: str) -> None:
    assert from_json(text) == Listing()


def test_a_listing_is_json() -> None:
    listing = listing_of(site()["search.html"])
    assert from_json(json.dumps(to_json(listing))) == listing
