"""The texts of two notices, clause by clause."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from luling.analysis.text_changes import ClauseChange, changed_words, clause_changes
from luling.notice import cut

TEXT = """关于报销的通知
各单位：
现通知如下。
一、总体要求
坚持便民的原则，方便群众办事。
二、报销标准
（一）起付标准为500元，由各单位掌握。
（二）报销比例为80%，不得另行规定。
三、本通知自2023年1月1日起施行。
"""


def changes(*pairs: tuple[str, str]) -> list[ClauseChange]:
    other = TEXT
    for old, new in pairs:
        assert old in other
        other = other.replace(old, new)
    return list(clause_changes(cut(TEXT), cut(other)))


def told(change: ClauseChange) -> tuple[str, str, str]:
    return change.kind, change.old, change.new


def test_the_same_text_has_no_changes() -> None:
    assert changes() == []
    assert changes(("\n（一）", "\n\n　　（一）")) == []


def test_a_number_that_changed_is_told_whole() -> None:
    (change,) = changes(("500元", "1500元"))
    assert told(change) == ("changed", "二（一）", "二（一）")
    assert [(s.old, s.new) for s in change.segments if s.kind == "changed"] == [("500", "1500")]


def test_a_clause_that_came_moves_the_next_ones_and_does_not_change_them() -> None:
    new = "（一）本市执行。\n（二）起付标准"
    found = changes(("（二）报销", "（三）报销"), ("（一）起付标准", new))
    assert [told(change) for change in found] == [
        ("added", "", "二（一）"),
        ("moved", "二（一）", "二（二）"),
        ("moved", "二（二）", "二（三）"),
    ]


def test_a_clause_that_went_is_told_with_its_words() -> None:
    (change,) = changes(("（二）报销比例为80%，不得另行规定。\n", ""))
    assert told(change) == ("removed", "二（二）", "")
    assert change.segments[0].old == "报销比例为80%，不得另行规定。"


def test_a_clause_that_moved_and_changed_a_little_is_one_change() -> None:
    new = "（一）全市统一办理。\n（二）起付"
    found = changes(("（二）报销比例为80%", "（三）报销比例为85%"), ("（一）起付", new))
    assert ("changed", "二（二）", "二（三）") in [told(change) for change in found]


def test_a_notice_that_can_not_be_read_has_no_clauses() -> None:
    assert clause_changes(None, None) == ()
    assert {change.kind for change in clause_changes(None, cut(TEXT))} == {"added"}


@given(st.text("甲乙丙12%，。 ", max_size=30), st.text("甲乙丙12%，。 ", max_size=30))
def test_segments_give_both_texts_back(old: str, new: str) -> None:
    segments = changed_words(old, new)
    assert "".join(one.old for one in segments) == old
    assert "".join(one.new for one in segments) == new
    assert all(one.old == one.new for one in segments if one.kind == "same")
