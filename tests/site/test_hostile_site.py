"""Nothing that an author writes becomes markup or program on the index or the search page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache

import pytest
from hostile import HOSTILE, poisoned, shape
from reviewed import subject_of_policy

from luling.backends.document import build
from luling.backends.document.frame import Script, script_data
from luling.site import listing_of, site_files

DATA = re.compile(r'<script type="application/json" id="listing">(.*?)</script>', re.S)
ENDS = ("</script>", "</SCRIPT >", "<!--<script>", "\u2028", "\u2029", "</title>", "]]>")


@cache
def pages(name: str, is_hostile: bool) -> dict[str, str]:
    subject = poisoned(name, [*HOSTILE, *ENDS]) if is_hostile else subject_of_policy(name)
    return site_files([subject], [build(subject)], formats={name: ("html", "md")})


@pytest.mark.parametrize("page", ["index.html", "search.html"])
@pytest.mark.parametrize("name", ["weihai", "guangdong"])
def test_pages_have_no_markup_but_ours(name: str, page: str) -> None:
    found, harmless = shape(pages(name, True)[page]), shape(pages(name, False)[page])
    assert found.tags == harmless.tags
    assert found.attributes == harmless.attributes
    assert found.links == harmless.links
    pages(name, True)[page].encode("utf-8")


@pytest.mark.parametrize("name", ["weihai", "guangdong"])
def test_the_data_ends_where_we_end_it(name: str) -> None:
    page = pages(name, True)["search.html"]
    (data,) = DATA.findall(page)
    assert "<" not in data
    (policy,) = json.loads(data)["policies"]
    words = "".join(text for entry in policy["entries"] for text in entry)
    assert "<script>alert(1)</script>" in words
    assert not re.search("[\u202a-\u202e\u200b\u2028\ufeff\x00\x1b\ud800-\udfff]", words)
    assert page.count("<script") == 3 and page.count("</script") == 3


def test_only_the_programs_that_are_ours_may_run() -> None:
    """Their hashes stand in the head, and they are the same for harmless texts."""
    head = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')
    for page in ("index.html", "search.html"):
        (hostile,) = head.findall(pages("weihai", True)[page])
        assert head.findall(pages("weihai", False)[page]) == [hostile]
        assert "unsafe" not in hostile


def test_a_hostile_site_is_read_again_as_it_was_written() -> None:
    first = pages("guangdong", True)
    again = site_files((), (), earlier=listing_of(first["search.html"]))
    assert again["search.html"] == first["search.html"]


def test_what_would_end_a_script_is_refused() -> None:
    with pytest.raises(ValueError):
        Script("const a = '</ScRipt>';")
    assert "</" not in script_data({"a": "</script>"})


def test_titles_with_blanks_and_controls_stay_in_their_place() -> None:
    subject = subject_of_policy("guangdong")
    policy = replace(subject.program.policy, title="《\x00\n</option><b>》", number="\u202e倒")
    changed = replace(subject, program=replace(subject.program, policy=policy))
    found = site_files([changed], [build(changed)])
    assert shape(found["search.html"]).tags == shape(pages("guangdong", False)["search.html"]).tags
    assert "\u202e" not in found["index.html"]
