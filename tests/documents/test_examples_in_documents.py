"""Which worked examples are told in full, and what is said of each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from reviewed import subject_of_policy

from luling.backends.document import Subject, build, to_markdown
from luling.backends.document.examples import _Run, examples, telling
from luling.backends.document.model import Group, Pairs, Table
from luling.backends.document.subject import Writer
from luling.core import ir
from luling.diagnostics import Bag
from luling.driver import compile_policy
from luling.interpreter import decide
from luling.source import Source


def runs(name: str, decision: str) -> list[_Run]:
    program = subject_of_policy(name).program
    return [
        _Run(case, decide(program, decision, case.facts, case.params))
        for case in program.cases
        if case.decision == decision and case.error_fact is None
    ]


def shown(run: _Run) -> set[str]:
    assert run.answer is not None
    return {
        rule["rule"]
        for entry in run.answer.trace
        for rule in (*entry["rules"], *(r for one in entry["members"] for r in one["rules"]))
        if rule["verdict"] == "applied"
    }


def test_each_example_told_shows_a_rule_that_no_other_shows() -> None:
    found = telling(runs("weihai", "reimbursement"))
    assert 2 < len(found) <= 5
    for one in found:
        others = set().union(*(shown(other) for other in found if other is not one))
        assert shown(one) - others, one.case.title


def test_every_case_is_told_or_stands_in_the_table() -> None:
    subject = subject_of_policy("chongqing")
    writer = Writer.of(subject)
    for decision in subject.program.decisions:
        blocks = examples(writer, decision)
        told = [block.title for block in blocks if isinstance(block, Group)]
        rows = [row[0].text for block in blocks if isinstance(block, Table) for row in block.rows]
        wanted = [case.title for case in subject.program.cases if case.decision == decision.id]
        assert sorted(told + rows) == sorted(wanted)


def test_an_example_has_its_steps_with_their_clauses() -> None:
    text = to_markdown(build(subject_of_policy("chongqing")))
    step = "（医保费用1000元 − 本次起付额300元）× 报销比例60% = 420元"
    assert step in text
    assert "统筹支付：420元，因为门诊就医，药品类别为国谈门诊保障用药，本地就医" in text


def test_a_step_names_its_clause_where_the_outcome_has_others() -> None:
    """The base is of one clause, the amount of another."""
    compiled = compile_policy(Path("south/south.policy"), Bag(), Source("south.policy", STEPS))
    assert compiled.program is not None
    text = to_markdown(build(Subject(compiled.program, "0")))
    assert "1. 支付：40元，计算如下（二、三）：" in text
    assert "   1. 基数 = 费用100元 − 已付50元 = 50元（二）；" in text
    assert "   2. 基数50元 × 80% = 40元（三）。" in text


STEPS = """政策 south《南市关于报销的通知》
  成文日期 2023年1月1日
  适用地区 南市。
判定 报销（claim）
  事实 费用（cost）：金额。
  事实 已付（paid）：金额。
  中间结论 基数（base）：金额，为 费用 减 已付，依据 二。
  结论 支付（pay）：金额，为 基数 乘 80%，四舍五入到分，依据 三。
用例「一般」（plain），判定 报销，依据 三
  已知 费用 是 100元，已付 是 50元
  应得 支付 是 40元。
"""


def test_what_was_collected_is_told_member_by_member() -> None:
    text = to_markdown(build(subject_of_policy("anhui")))
    assert "1. 不予支付有下列8项：\n   1. 没有责任医师的申请和处方，因为" in text
    assert "   5. 属违规配药，因为违规配药（附件说明3（3））；\n" in text
    # alike in reasons and clauses, and said already by the name
    assert "1. 资质不合规、管理不规范、布局不合理（二（三））；" in text


def test_outcomes_of_the_same_words_are_one_line() -> None:
    text = to_markdown(build(subject_of_policy("chongqing")))
    assert "本次起付额、统筹支付、超限额转大额医保、计入大病保险的自付：0元，因为不予支付" in text
    assert "个人负担：1000元，即医保费用，因为不予支付（四（四））。" in text


def test_a_duty_that_is_not_done_says_by_whom() -> None:
    text = to_markdown(build(subject_of_policy("guangdong")))
    assert "因为统计日期2021年12月1日晚于2021年11月30日，没有做到的有汕尾市（三）。" in text
    shandong = to_markdown(build(subject_of_policy("shandong")))
    assert "晚于2022年6月30日，先行自付比例30%高于20%（三）。" in shandong


@pytest.mark.parametrize("name", ["chongqing", "guangdong", "national", "shandong"])
def test_the_table_says_what_came_of_every_case(name: str) -> None:
    """Also of decisions whose outcomes stand side by side."""
    for block in tables(name):
        for title, result, _ in block.rows:
            assert len(result.text) > 2, title.text
            assert "第 " not in result.text, result.text


def test_members_of_lists_are_called_by_their_names() -> None:
    said = [result.text for block in tables("guangdong") for _, result, _ in block.rows]
    assert any("缺广州市的符合条件的双通道药店数" in text for text in said)


@pytest.mark.parametrize("name", ["chongqing", "weihai", "shandong"])
def test_paper_is_spared_only_what_shows_nothing_new(name: str) -> None:
    subject = subject_of_policy(name)
    writer = Writer.of(subject)
    for decision in subject.program.decisions:
        blocks = examples(writer, decision)
        told = {block.title for block in blocks if isinstance(block, Group)}
        kept = told | {
            row[0].text
            for block in blocks
            if isinstance(block, Table)
            for at, row in enumerate(block.rows)
            if at not in block.spared
        }
        found = runs(name, decision.id)
        on_paper = set().union(*(shown(one) for one in found if one.case.title in kept))
        assert on_paper == set().union(*map(shown, found))
        errors = [one.title for one in subject.program.cases
                  if one.decision == decision.id and one.error_fact]  # fmt: skip
        assert not errors or kept & set(errors)


def tables(name: str) -> list[Table]:
    writer = Writer.of(subject_of_policy(name))
    return [
        block
        for decision in writer.program.decisions
        for block in examples(writer, decision)
        if isinstance(block, Table)
    ]


def test_an_example_like_the_first_tells_what_differs() -> None:
    text = to_markdown(build(subject_of_policy("anhui")))
    assert "相同，只是住院就医，由定点医疗机构供药。" in text


def test_a_case_that_is_refused_names_the_fact() -> None:
    text = to_markdown(build(subject_of_policy("national")))
    assert "“合理使用的谈判药品费用”填写有误或者互相矛盾，不能判定" in text


def test_a_clause_that_is_not_accounted_for_is_said_to_be_open() -> None:
    """As in a draft: the entry for one clause is taken away."""
    subject = subject_of_policy("weihai")
    program = replace(subject.program, clauses=())
    section = next(
        one for one in build(replace(subject, program=program)).sections if one.anchor == "notice"
    )
    pairs = next(block for block in section.blocks if isinstance(block, Pairs)).pairs
    assert [one.clause for one in pairs if one.status == "尚未交代"] == ["二（二）"]


def test_a_policy_without_a_notice_has_no_clauses_to_compare() -> None:
    subject = replace(subject_of_policy("national"), notice=None, tied=())
    document = build(subject)
    assert "notice" not in [one.anchor for one in document.sections]
    assert isinstance(subject.program, ir.Program)
