"""Every leaf is accounted for, and every phrase of it is tied to a rule or not."""

from __future__ import annotations

from pathlib import Path

from luling.notice import QuoteHit, coverage, cut, find_quote, leaves

TEXT = (
    "关于试点的通知\n各市局：\n一、管理\n实行“三定”管理。\n（一）甲，乙；丙。\n（二）丁。\n"
    "二、自2021年3月1日起实施。\n某省医疗保障局\n2021年2月1日\n附件\n备案表\n姓名　性别\n"
    "说明：本表一式三份。\n"
)
NOTICE = cut(TEXT)


def tied(ref: str, words: str) -> tuple[str, int, int]:
    clause = NOTICE.find(ref)
    assert clause is not None
    hit = find_quote(NOTICE, clause, words)
    assert isinstance(hit, QuoteHit)
    return clause.ref, hit.start, hit.end


def test_leaves_are_clauses_lead_ins_forms_and_notes() -> None:
    refs = [clause.ref for clause in leaves(NOTICE)]
    assert refs == ["一导语", "一（一）", "一（二）", "二", "附件正文", "附件说明"]


def test_phrases_are_tied_by_the_words_that_rules_cite() -> None:
    by_ref = {leaf.clause.ref: leaf for leaf in coverage(NOTICE, [tied("一", "乙")])}
    leaf = by_ref["一（一）"]
    assert leaf.cited
    assert [phrase.text for phrase in leaf.tied] == ["乙；"]
    assert [phrase.text for phrase in leaf.untied] == ["甲，", "丙。"]
    assert not by_ref["一（二）"].cited
    assert not by_ref["一导语"].cited


def test_clause_cited_without_words_is_cited_with_all_below_it() -> None:
    leaf_refs = {leaf.clause.ref for leaf in coverage(NOTICE, [("一", 0, 0)]) if leaf.cited}
    assert leaf_refs == {"一导语", "一（一）", "一（二）"}
    assert not any(leaf.tied for leaf in coverage(NOTICE, [("一", 0, 0), ("九十九", 0, 5)]))


def test_phrases_of_a_leaf_are_all_its_own_words() -> None:
    text = (Path(__file__).parents[2] / "policies/weihai/notice.txt").read_text(encoding="utf-8")
    for leaf in coverage(cut(text), []):
        words = "".join(text[start:end] for start, end in leaf.clause.own)
        assert "".join(phrase.text for phrase in leaf.phrases) == words
