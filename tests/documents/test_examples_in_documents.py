"""Which worked examples are told in full, and what is said of each."""

from __future__ import annotations

from dataclasses import replace

from reviewed import subject_of_policy

from luling.backends.document import build, to_markdown
from luling.backends.document.examples import _Run, examples, telling
from luling.backends.document.model import Group, Pairs, Table
from luling.backends.document.subject import Writer
from luling.core import ir
from luling.interpreter import decide


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
