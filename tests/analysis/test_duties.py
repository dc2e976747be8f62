"""All duties of some notices on one day."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from duty_world import counties, lower, upper
from luling.analysis.duties import Overview, OwedDuty, duties
from luling.core import ir
from luling.runtime.errors import DecisionError
from strategies import Case, cases, completed

SHORT = counties(甲县=1, 乙县=0, 丙县=None)


def below() -> ir.Program:
    """The notice, now under the upper one."""
    program = lower()
    return replace(program, policy=replace(program.policy, upper=("above",)))


def overview(day: str, params: Any = None, **facts: Any) -> Overview:
    given_facts, given_params = {("owed", "progress"): facts}, {"owed": params or {}}
    return duties([lower()], dt.date.fromisoformat(day), given_facts, given_params)


def duty(found: Overview, id: str) -> OwedDuty:
    return next(one for one in found.duties if one.id == id)


def states(found: Overview) -> dict[str, str]:
    return {one.id: one.state for one in found.duties}


def test_without_facts_what_is_not_due_yet_is_pending_and_the_rest_open() -> None:
    found = overview("2023-06-15")
    assert states(found) == {
        "publication": "open", "filing": "pending", "storage": "pending", "coverage": "pending",
        "all_fit": "open", "stations_open": "open",
    }  # fmt: skip
    assert states(overview("2023-06-16"))["filing"] == "open"
    assert all(one.value is None for one in found.duties)


def test_duties_are_sorted_by_their_earliest_deadline_and_those_without_one_are_last() -> None:
    found = duties([upper(), below()], dt.date(2023, 6, 1))
    assert [one.id for one in found.duties] == [
        "publication", "filing", "storage", "coverage", "coverage", "all_fit", "stations_open",
    ]  # fmt: skip
    assert [one.policy for one in found.duties if one.id == "coverage"] == ["owed", "above"]


@pytest.mark.parametrize(
    ("day", "facts", "state", "days"),
    [
        ("2023-06-29", {"first": True, "counties": SHORT}, "pending", (1,)),
        ("2023-06-30", {"first": True, "counties": SHORT}, "pending", (0,)),
        ("2023-07-01", {"first": True, "counties": SHORT}, "overdue", (-1,)),
        ("2023-07-01", {"first": True, "counties": counties(甲县=1)}, "met", (-1,)),
        ("2023-07-01", {"first": True, "counties": counties(甲县=None)}, "open", (-1,)),
        ("2023-06-30", {"first": True}, "pending", (0,)),
        # By whichever of two days: certain only where both say the same.
        ("2023-06-30", {"counties": SHORT}, "pending", (0, 92)),
        ("2023-07-01", {"counties": SHORT}, "open", (-1, 91)),
        ("2023-09-30", {"counties": SHORT}, "open", (-92, 0)),
        ("2023-10-01", {"counties": SHORT}, "overdue", (-93, -1)),
        ("2023-10-01", {}, "open", (-93, -1)),
        ("2023-10-01", {"counties": counties(甲县=1)}, "met", (-93, -1)),
    ],
)
def test_how_a_duty_stands(day: str, facts: Any, state: str, days: tuple[int, ...]) -> None:
    found = duty(overview(day, **facts), "coverage")
    assert (found.state, found.standing.days, found.days) == (state, days, days[0])


def test_who_fails_and_of_whom_it_is_not_known() -> None:
    found = duty(overview("2023-07-01", first=True, counties=SHORT), "coverage")
    assert (found.standing.failing, found.standing.doubtful) == (("乙县",), ("丙县",))
    assert found.missing == ()  # it is overdue whatever 丙县 has
    found = duty(overview("2023-07-01", first=True, counties=counties(丙县=None)), "coverage")
    assert [(one.path, one.label) for one in found.missing] == [
        ("facts.counties[0].pharmacies", "丙县的药店数")
    ]


def test_what_must_be_done_by_whom_and_how_strictly() -> None:
    found = overview("2023-06-01", stored=True)
    told = {one.id: (one.subjects, one.modal, one.applies, one.task) for one in found.duties}
    assert told == {
        "filing": (("各市",), "must", "", "已备案"),
        "coverage": (("各市",), "principle", "", "每个县区的药店数不少于1家"),
        "publication": (("各市", "各县"), "encouraged", "", "已公布，已备案"),
        "storage": (("药店",), "may", "有库房", "品种数不少于最少品种"),
        "all_fit": (("各市",), "principle", "", "每个药店数超过0家的县区达标"),
        "stations_open": (("各市",), "must", "先行", "至少有一个站点开通"),
    }
    asked = [(one.path, [cited.clause for cited in one.citations])
             for one in duty(found, "storage").missing]  # fmt: skip
    assert asked == [("facts.kinds", []), ("params.least", ["六"])]


def test_what_is_not_owed_done_or_not_done() -> None:
    fit = [{"name": "甲县", "pharmacies": 1, "fit": False}]
    found = overview("2023-06-01", stored=False, first=False, counties=fit)
    assert [duty(found, id).state for id in ("storage", "stations_open", "all_fit")] == [
        "not_owed", "not_owed", "undone",
    ]  # fmt: skip
    stations = [{"opened": True}]
    found = overview("2023-06-01", {"least": 5}, stored=True, kinds=5, first=True,
                     stations=stations)  # fmt: skip
    assert [duty(found, id).state for id in ("storage", "stations_open")] == ["met", "done"]


@pytest.mark.parametrize(
    ("day", "force"),
    [("2022-12-31", "not_yet"), ("2023-01-01", "in_force"), ("2024-12-31", "in_force"),
     ("2025-01-01", "expired")],
)  # fmt: skip
def test_a_notice_that_is_not_in_force_still_lists_its_duties(day: str, force: str) -> None:
    found = overview(day, filed=False)
    assert [(one.force, one.count) for one in found.policies] == [(force, 6)]
    outside = {one.state for one in found.duties} == {force}
    assert outside == (force != "in_force")
    assert duty(found, "filing").deadlines[0].date == dt.date(2023, 6, 15)


def test_the_duty_of_an_upper_notice_is_named() -> None:
    day = dt.date(2023, 6, 1)
    answers = [duty(duties([below()], day, upper=more), "coverage").answers
               for more in ([upper()], [])]  # fmt: skip
    assert [(one.policy, one.name, one.label) for one in answers if one] == [
        ("above", "coverage", "全省覆盖"), ("above", "全省覆盖", None),
    ]  # fmt: skip
    alone = duty(duties([lower()], day), "coverage").answers  # it says of no notice above it
    assert alone is not None and (alone.policy, alone.label) == (None, None)
    assert duty(duties([below()], day, upper=[upper()]), "filing").answers is None


def test_a_duty_of_the_same_id_answers_without_saying_so() -> None:
    program = below()
    decision = program.decisions[0]
    plain = tuple(
        replace(item, duty=replace(item.duty, answers=None)) if item.duty else item
        for item in decision.definitions
    )
    program = replace(program, decisions=(replace(decision, definitions=plain),))
    answers = duty(duties([program], dt.date(2023, 6, 1), upper=[upper()]), "coverage").answers
    assert answers is not None and (answers.policy, answers.label) == ("above", "全省覆盖")
    assert duty(duties([program], dt.date(2023, 6, 1)), "coverage").answers is None


def test_notices_above_each_other_are_no_endless_way() -> None:
    one = replace(upper(), policy=replace(upper().policy, upper=("owed",)))
    assert len(duties([below(), one], dt.date(2023, 6, 1)).duties) == 7


def test_bad_facts_say_whose_they_are() -> None:
    with pytest.raises(DecisionError) as raised:
        overview("2023-06-01", filed="是的")
    assert raised.value.fact == "facts.filed"
    assert raised.value.message.startswith("owed 的落实情况：")


def test_the_object_for_programs() -> None:
    found = overview("2023-07-01", counties=SHORT, filed=True).to_json()
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found
    assert found["as_of"] == "2023-07-01"
    assert found["policies"] == [
        {"id": "owed", "title": "示例市关于药店覆盖的通知", "number": "示医保发〔2023〕1号",
         "status": "in_force", "duties": 6}
    ]  # fmt: skip
    listed = found["duties"]
    assert isinstance(listed, list)
    assert next(one for one in listed if one["id"] == "coverage") == {
        "policy": "owed", "decision": "progress", "id": "coverage", "label": "药店覆盖",
        "subjects": ["各市"], "modal": "principle", "task": "每个县区的药店数不少于1家",
        "applies": None,
        "deadlines": [
            {"date": "2023-06-30", "text": "2023年6月30日", "when": "先行",
             "citations": [{"policy": "owed", "clause": "二（一）",
                            "quotes": ["先行的6月30日前"]}]},
            {"date": "2023-09-30", "text": "2023年9月30日", "when": "不是先行",
             "citations": [{"policy": "owed", "clause": "二（二）", "quotes": ["其余9月30日前"]}]},
        ],
        "state": "open", "value": None, "days": -1, "undone": ["每个县区的药店数不少于1家"],
        "unclear": [], "failing": ["乙县"], "doubtful": ["丙县"], "missing": ["facts.first"],
        "answers": {"policy": None, "name": "全省覆盖", "label": None},
        "citations": [{"policy": "owed", "clause": "二", "quotes": ["每县至少一家"]}],
    }  # fmt: skip


# ---------------------------------------------------------------- any policy

relaxed = settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def asked(case: Case, day: dt.date) -> Overview | None:
    facts = {id: value for id, value in case.facts.items() if id != "day"}
    try:
        return duties([case.program], day, {("sample", "d"): facts}, {"sample": case.params})
    except DecisionError:
        return None


@relaxed
@given(cases(duties=True), st.dates(dt.date(2020, 12, 1), dt.date(2024, 3, 31)), st.data())
def test_what_is_said_of_a_duty_stays_true_when_more_is_known(
    case: Case, day: dt.date, data: Any
) -> None:
    before, fuller = asked(case, day), data.draw(completed(case))
    assume(before is not None)
    after = asked(fuller, day)
    assert before is not None
    for one in before.duties:
        if one.value is not None:
            told = ("done" if one.value else "undone") if one.value in (True, False) else one.value
            assert one.state == told
        if after is None or one.state in ("not_yet", "expired"):
            continue
        other = duty(after, one.id)
        if one.state in ("met", "not_owed", "done", "undone"):
            assert other.state == one.state
        if one.state == "pending":
            assert other.state in ("pending", "met", "not_owed")
        if one.state == "overdue":
            assert other.state == "overdue"
        # Counted, for one that had no name may have got one.
        assert len(one.standing.failing) <= len(other.standing.failing)
        dates = [date.date for date in one.deadlines]
        if None not in dates:  # a day that turns out to be the deadline was possible before
            assert {date.date for date in other.deadlines} <= set(dates)
