"""A reference is understood as its author typed it."""

from __future__ import annotations

import pytest

from luling.notice import cut, parse_ref

SPELLINGS = (
    ("二（五）1", "二（五）1"),
    ("二(五)1", "二（五）1"),
    ("二、（五）1.", "二（五）1"),
    ("二 （五） １、", "二（五）1"),
    ("二（五）1．", "二（五）1"),
    ("附件 说明 3（1）", "附件说明3（1）"),
    ("附件说明3.(1)", "附件说明3（1）"),
    ("四(二)基本条件1", "四（二）基本条件1"),
    ("第2条", "第二条"),
    ("第二十三条第（一）项", "第二十三条（一）"),
    ("第三条第一款第二项第1目", "第三条第一款（二）1"),
    ("第三条之二", "第三条之二"),
    ("十一、", "十一"),
    ("附件/三", "附件/三"),
    ("附件１", "附件1"),
    ("三（二）①", "三（二）①"),
    ("", ""),
    ("结语", "结语"),
)


@pytest.mark.parametrize(("typed", "canonical"), SPELLINGS)
def test_spelling_is_made_canonical(typed: str, canonical: str) -> None:
    assert parse_ref(typed) == canonical
    assert parse_ref(canonical) == canonical


NOTICE = cut("关于试点的通知\n各市局：\n一、甲\n（一）子。\n（二）丑：\n1.x；\n2.y。\n二、乙。\n")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("一(2)2", "一（二）2"),
        ("（二）1", "一（二）1"),
        ("一（二）3", "一（二）"),
        ("题目", "标题"),
    ],
    ids=["brackets", "tail", "beyond", "label"],
)
def test_unknown_reference_has_neighbours(typed: str, meant: str) -> None:
    assert NOTICE.find(typed) is None
    assert meant in NOTICE.near(typed)


def test_article_spelling_finds_a_numbered_clause() -> None:
    clause = NOTICE.find("第二条")
    assert clause is not None and clause.ref == "二"
    clause = NOTICE.find("第一条第（二）项第1目")
    assert clause is not None and clause.ref == "一（二）1"


def test_nothing_is_near_nonsense() -> None:
    assert NOTICE.near("") == ()
    assert NOTICE.near("xyz") == ()
