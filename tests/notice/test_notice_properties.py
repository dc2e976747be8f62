"""What holds for every text: nothing is lost, nothing raises, what is there is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luling.notice import QuoteHit, coverage, cut, find_quote, leaves, mentions, parse_ref
from luling.notice.numerals import is_blank

POLICIES = Path(__file__).parents[2] / "policies"
TEXTS = sorted(path.read_text(encoding="utf-8") for path in POLICIES.glob("*/notice.txt"))

# Fragments that numbering, front and back matter are made of, in any order.
FRAGMENTS = st.sampled_from(
    re.split(
        " ",
        "一、 二、 三、 十一、 （一） （二） (三) 1. 2. 3． 1、 2、 （1） (2) 1) ① ② 第一章 第一节"
        " 第一条 第二条 第三条之二 附件 附件1 附件： 附件2：名单 说明： 注：1. 基本条件："
        " 确定方法： 如下： 目录 总则 特此通知。 各市医疗保障局： 某省医疗保障局 2021年3月1日"
        " 〔2021〕3号 某医保发〔2021〕3号 关于试点的通知 （主动公开） 2021年3月1日印发 甲 乙。 丙；"
        " 丁， 80% 1.5万元 六月底 一、二级医院 （一）项 第三条规定 \ufeff 。 ：",
    )
)
BREAKS = st.sampled_from(["", "", "\n", "\n", "\n", "\r\n", "\n　　", " ", "\t"])
NOTICES = st.one_of(
    st.text(),
    st.lists(st.tuples(FRAGMENTS, BREAKS), max_size=60).map(
        lambda parts: "".join(a + b for a, b in parts)
    ),
    st.sampled_from(TEXTS),
    st.lists(st.sampled_from("\n".join(TEXTS).split("\n")), max_size=30).map("\n".join),
)


@settings(deadline=None)
@given(NOTICES)
def test_pieces_partition_the_text(text: str) -> None:
    pieces = cut(text).pieces()
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert all(piece.start < piece.end for piece in pieces)
    assert all(
        is_blank(text[piece.start : piece.end]) == (piece.part == "blank") for piece in pieces
    )


@settings(deadline=None)
@given(NOTICES)
def test_children_lie_in_order_inside_their_parent(text: str) -> None:
    for clause in cut(text).walk():
        at = clause.start
        for child in clause.children:
            assert at <= child.start < child.end <= clause.end
            at = child.end


@settings(deadline=None)
@given(NOTICES)
def test_every_reference_finds_its_clause(text: str) -> None:
    notice = cut(text)
    clauses = list(notice.walk())
    assert len({clause.ref for clause in clauses}) == len(clauses)
    for clause in clauses:
        assert notice.find(clause.ref) is clause
        deepest = notice.at(clause.start)
        assert deepest is not None and clause.start <= deepest.start


@settings(deadline=None)
@given(NOTICES, st.data())
def test_words_of_a_leaf_are_found_in_it(text: str, data: st.DataObject) -> None:
    notice = cut(text)
    accountable = leaves(notice)
    if not accountable:
        return
    leaf = data.draw(st.sampled_from(accountable))
    words = notice.text_of(leaf)
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    hit = find_quote(notice, leaf, words[start:end])
    assert isinstance(hit, QuoteHit)
    assert text[hit.start : hit.end] == words[start:end]


@settings(deadline=None)
@given(NOTICES, st.text(max_size=30))
def test_odd_quotes_and_references_never_raise(text: str, odd: str) -> None:
    notice = cut(text)
    parse_ref(odd)
    notice.near(odd)
    for clause in notice.clauses:
        find_quote(notice, clause, odd)
    coverage(notice, [(odd, 0, len(text))])


@settings(deadline=None)
@given(NOTICES)
def test_mentions_are_what_the_text_says_there(text: str) -> None:
    for mention in mentions(text):
        assert text[mention.start : mention.end] == mention.text != ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("①" * 20_000, id="circles"),
        pytest.param("附件\n" * 4000, id="annexes"),
        pytest.param("一、甲\n二、乙\n" * 2000, id="restarts"),
        pytest.param("1.a：\n" * 3000, id="leads"),
        pytest.param("1" * 20_000, id="digits"),
        pytest.param("。\n" + "附件：甲\n" * 3000 + "乙。\n", id="lists"),
        pytest.param("基本条件：\n1.甲\n" * 2000, id="labels"),
        pytest.param("（" * 20_000, id="brackets"),
    ],
)
def test_hostile_text_is_cut_without_loss(text: str) -> None:
    """Each of these took minutes when a step was more than proportional to the text."""
    notice = cut(text)
    mentions(text)
    assert "".join(text[piece.start : piece.end] for piece in notice.pieces()) == text
