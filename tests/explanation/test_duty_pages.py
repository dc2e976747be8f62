"""What the page of a case says of duties: who owes what by when, what is not done, and by whom."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from duty_world import counties, lower
from luling.explanation import explain, explain_trace
from luling.interpreter import decide
from luling.runtime.errors import DecisionError
from strategies import Case, cases

SHORT = counties(甲县=1, 乙县=0, 丙县=None)


def page(day: str, params: Any = None, **facts: Any) -> str:
    program = lower()
    given = {"as_of": day, **facts}
    answer = {**decide(program, "progress", given, params).to_json(), "params": params or {}}
    return explain(program, program.decisions[0], given, answer)


def block(text: str, label: str) -> list[str]:
    """What is said of one duty, line by line."""
    found = re.search(rf"^  {label}：.*\n(?:    .*\n)*", text, re.M)
    assert found is not None, text
    return [line.strip() for line in found[0].splitlines()]


def test_an_overdue_duty_says_what_is_not_done_and_who_fails() -> None:
    assert block(page("2023-07-01", first=True, counties=SHORT), "药店覆盖") == [
        "药店覆盖：逾期未落实，已逾期 1 天",
        "各市原则上应当在2023年6月30日前做到：每个县区的药店数不少于1家",
        "未做到：每个县区的药店数不少于1家；没有做到的：乙县；还不清楚的：丙县",
        "因为：统计日期 2023年7月1日 晚于 完成期限 2023年6月30日，先行：是",
        "依据：二「每县至少一家」；二（一）「先行的6月30日前」",
    ]


@pytest.mark.parametrize(
    ("day", "state"),
    [("2023-06-20", "未到期，还有 10 天"), ("2023-06-30", "未到期，今天是最后一天")],
)
def test_a_pending_duty_says_how_many_days_are_left(day: str, state: str) -> None:
    lines = block(page(day, first=True, counties=SHORT), "药店覆盖")
    assert lines[0] == f"药店覆盖：{state}"
    assert "未做到：每个县区的药店数不少于1家；没有做到的：乙县；还不清楚的：丙县" in lines


def test_a_duty_that_is_done_says_no_days() -> None:
    lines = block(page("2023-08-01", first=True, counties=counties(甲县=1)), "药店覆盖")
    assert lines[0] == "药店覆盖：已落实" and not any("未做到" in line for line in lines)


def test_an_unknown_deadline_is_told_by_its_conditions() -> None:
    lines = block(page("2023-06-01", counties=SHORT), "药店覆盖")
    assert lines[:4] == [
        "药店覆盖：还不能确定，至少还有 29 天",
        "各市原则上应当在完成期限前做到：每个县区的药店数不少于1家",
        "期限：2023年6月30日或2023年9月30日，看是不是先行",
        "未做到：每个县区的药店数不少于1家；没有做到的：乙县；还不清楚的：丙县",
    ]
    over = block(page("2023-10-02", counties=SHORT), "药店覆盖")
    assert over[0] == "药店覆盖：还不能确定，期限至少已过 2 天"
    between = block(page("2023-08-01", counties=SHORT), "药店覆盖")
    assert between[0] == "药店覆盖：还不能确定"


def test_modals_subjects_and_conditions_stand_in_the_sentence() -> None:
    text = page("2023-06-16", stored=True, kinds=3, batch="甲批", params={"least": 5})
    assert block(text, "入库")[:3] == [
        "入库：逾期未落实，已逾期 1 天",
        "有库房的，药店可以在2023年6月15日前做到：品种数不少于最少品种",
        "未做到：品种数不少于最少品种",
    ]
    assert block(text, "入库")[3] == (
        "因为：有库房：是，统计日期 2023年6月16日 晚于 2023年6月15日，"
        "品种数 3种 低于 最少品种 5种（由使用单位提供）"
    )
    assert block(text, "分批公布")[1] == "鼓励各市、各县在2023年4月10日前做到：已公布，已备案"


def test_only_the_part_that_fails_is_not_done() -> None:
    text = page("2023-05-01", batch="甲批", published=True, filed=False)
    assert "未做到：已备案" in block(text, "分批公布")
    text = page("2023-05-01", batch="甲批", filed=False)
    assert block(text, "分批公布")[2:4] == ["未做到：已备案", "还不清楚：已公布"]


def test_a_duty_that_is_not_owed() -> None:
    assert block(page("2023-07-01", stored=False), "入库") == [
        "入库：不适用，没有这项职责",
        "有库房的，药店可以在2023年6月15日前做到：品种数不少于最少品种",
        "因为：有库房：否",
        "依据：四「可以入库」",
    ]


def test_duties_without_a_deadline() -> None:
    listed = [{"name": "甲县", "pharmacies": 1, "fit": False}, {"pharmacies": 2, "fit": False}]
    lines = block(page("2023-07-01", first=True, counties=listed, stations=[]), "都达标")
    assert lines[:3] == [
        "都达标：没有做到",
        "各市原则上做到：每个药店数超过0家的县区达标",
        "未做到：每个药店数超过0家的县区达标；没有做到的：甲县、县区第 2 项",
    ]
    text = page("2023-07-01", first=True, counties=[], stations=[{"opened": True}])
    assert block(text, "都达标")[0] == "都达标：已做到"
    assert block(text, "有站点")[:2] == [
        "有站点：已做到", "先行的，各市应当做到：至少有一个站点开通",
    ]  # fmt: skip


def test_what_is_missing_is_called_by_the_name_of_its_member() -> None:
    listed = [{"name": "甲县"}, {"pharmacies": 1}]
    text = page("2023-07-01", counties=listed, stations=[{"number": 7}])
    asked = text[text.index("还缺少") :]
    assert "甲县的药店数" in asked and "县区第 2 项的达标" in asked
    assert "站点第 1 项的开通" in asked  # no field of theirs is a name


def test_members_are_named_in_the_list_of_rules_too() -> None:
    program, given = lower(), {"as_of": "2023-07-01", "first": True, "counties": SHORT}
    answer = decide(program, "progress", given)
    text = explain_trace(program, program.decisions[0], answer.trace, given)
    assert "丙县的药店数" in text and "第 3 项" not in text
    assert "第 3 项的药店数" in explain_trace(program, program.decisions[0], answer.trace)


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(cases(duties=True))
def test_every_duty_of_any_policy_is_told(case: Case) -> None:
    try:
        answer = decide(case.program, case.decision, case.facts, case.params)
    except DecisionError:
        return
    decision = case.program.decisions[0]
    told = explain(
        case.program, decision, case.facts, {**answer.to_json(), "params": case.params}
    )
    for item in decision.outputs:
        if item.duty is not None and answer.trace:
            assert re.search(rf"^  {item.label}：.+\n    \S*(各市|鼓励)", told, re.M), told
    assert explain_trace(case.program, decision, answer.trace, case.facts)
