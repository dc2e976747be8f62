"""Nothing that an author writes becomes markup: names, quotes, cells and titles are poisoned.

The strongest form: the page has the same tags and attributes as with harmless texts.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile import HOSTILE, poisoned, shape
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reviewed import subject_of_policy

from luling.backends.document import Subject, build, to_html, to_markdown

relaxed = settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=3).map("".join),
    st.text(st.characters(), max_size=12),
)


@pytest.mark.parametrize("name", ["weihai", "guangdong"])
def test_pages_have_no_markup_but_ours(name: str) -> None:
    document = build(poisoned(name, list(HOSTILE)))
    harmless = shape(to_html(build(subject_of_policy(name))))
    found = shape(to_html(document))
    assert found.tags <= harmless.tags
    assert found.attributes <= harmless.attributes
    beside = ("index.html", "search.html")
    assert all(link.startswith("#") or link in beside for link in found.links)


@relaxed
@given(st.lists(texts, min_size=1, max_size=12))
@example(list(HOSTILE))
def test_no_text_becomes_markup(poison: list[str]) -> None:
    document = build(poisoned("guangdong", poison))
    page = to_html(document)
    found = shape(page)
    assert not found.tags & {"script", "img", "iframe", "b"}
    assert not {name for _, name in found.attributes if name.startswith("on")}
    page.encode("utf-8")
    text = to_markdown(document)
    text.encode("utf-8")
    assert_plain(text)


def test_markdown_of_a_hostile_policy_has_no_links_and_no_html() -> None:
    assert_plain(to_markdown(build(poisoned("weihai", list(HOSTILE)))))


def assert_plain(text: str) -> None:
    """Rendered, there are headings, lists, tables, quotations and bold captions, and nothing else
    that the document did not make."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    kinds = {token.type for token in tokens}
    inline = [child for token in tokens for child in token.children or ()]
    assert not kinds & {"html_block", "fence", "code_block", "hr"}
    assert {one.type for one in inline} <= {"text", "softbreak", "strong_open", "strong_close",
                                            "text_special"}  # fmt: skip


def test_what_hides_is_made_visible() -> None:
    document = build(poisoned("guangdong", ["甲\u202e乙", "丙\u200b丁", "\x00", "\x1b[0m"]))
    for text in (to_html(document), to_markdown(document)):
        assert not any(char in text for char in "\u202e\u200b\x00\x1b")
        assert "甲\ufffd乙" in text


def test_a_hostile_list_in_a_file_stays_text(tmp_path: Path) -> None:
    """From the source: labels and cells of a CSV file, through the whole compiler."""
    from luling.diagnostics import Bag
    from luling.driver import compile_policy

    folder = tmp_path / "city"
    folder.mkdir()
    (folder / "drugs.csv").write_text(
        "药品编码,名称\nA1,<script>alert(1)</script>\n", encoding="utf-8"
    )
    words = "<b>甲</b>类药品报销80%"
    (folder / "notice.txt").write_text(f"{words}\n\n一、{words}。\n\n2023年1月1日\n", "utf-8")
    (folder / "city.policy").write_text(
        """政策 city《<b>甲</b>类药品报销80%》
  成文日期 2023年1月1日
  原文 "notice.txt"。
目录 药品（drugs）：自 "drugs.csv"
  键 药品编码（code）：文本
  列 名称（name）：文本。
参数 报销比例（share）：比例 80%，依据 一「<b>甲</b>类药品报销80%」。
判定 报销（claim）
  事实 药名（drug）：文本。
  结论 比例（ratio）：比例，为 报销比例，依据 一「报销80%」。
用例「<i>例</i>」（one），判定 报销
  已知 药名 是 "<script>alert(1)</script>"
  应得 比例 是 80%。
""",
        encoding="utf-8",
    )
    bag = Bag()
    compiled = compile_policy(folder / "city.policy", bag)
    program = compiled.draft or compiled.program
    assert program is not None, list(bag)
    subject = Subject(program, "0", compiled.notice, tuple(compiled.ties.cited))
    page = to_html(build(subject))
    assert not shape(page).tags & {"script", "b", "i"}
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert_plain(to_markdown(build(subject)))
