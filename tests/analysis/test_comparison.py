"""One case under several notices: what each is given, what each answers, where they differ."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from luling.analysis.comparison import Comparison, Row, compare
from luling.analysis.situation import Case, Situation, cases_of
from luling.core import ir
from luling.runtime.errors import DecisionError
from small_notices import EAST, NORTH, SOUTH, program_of

DAY = {"day": "2024-01-01"}


def compared(
    *texts: str, params: dict[str, object] | None = None,
    own: dict[str, tuple[dict[str, object], dict[str, object]]] | None = None, **facts: object,
) -> Comparison:  # fmt: skip
    programs = [program_of(text) for text in texts]
    situation = Situation({**DAY, **facts}, params or {}, own or {})
    return compare(cases_of(programs, "claim", situation))


def row(found: Comparison, id: str) -> Row:
    return next(one for one in found.rows if one.id == id)


def cells(found: Comparison, id: str) -> list[tuple[str, object]]:
    return [(cell.state, cell.value) for cell in row(found, id).cells]


def left_out(found: Comparison, at: int) -> list[tuple[str, str]]:
    return [(one.path, one.reason) for one in found.columns[at].left_out]


# ---------------------------------------------------------------- what is given to whom


def test_a_fact_that_a_notice_does_not_ask_is_left_out_and_said() -> None:
    found = compared(NORTH, SOUTH, category="a", registered=True, prescribed=True)
    assert left_out(found, 0) == [("facts.prescribed", "unasked")]
    assert left_out(found, 1) == [("facts.registered", "unasked")]
    assert [one.label for one in found.columns[1].left_out] == ["已登记"]
    assert cells(found, "payable") == [("known", True), ("known", True)]


@pytest.mark.parametrize("value", ["b", "乙类", 2, "2"])
def test_a_choice_that_a_notice_lacks_is_unknown_to_it(value: object) -> None:
    found = compared(NORTH, SOUTH, category=value, registered=True, prescribed=True)
    (one,) = [item for item in found.columns[1].left_out if item.reason == "unlisted"]
    assert (one.path, one.label, one.text) == ("facts.category", "类别", "乙类")
    cell = row(found, "ratio").cells[1]
    assert [(cell.state, item.path) for item in cell.missing] == [("open", "facts.category")]


def test_a_field_and_a_choice_inside_a_list_are_left_out_alone() -> None:
    other = NORTH.replace("政策 north", "政策 other").replace("名称（name）：文本、", "")
    other = other.replace("二级（level2）", "三级（level3）")
    found = compared(NORTH, other, hospitals=[{"name": "甲", "level": "level2"}])
    assert left_out(found, 0) == []
    wanted = [("facts.hospitals[0].name", "unasked"), ("facts.hospitals[0].level", "unlisted")]
    assert left_out(found, 1) == wanted
    assert [one.text for one in found.columns[1].left_out] == ["甲", "二级"]


def test_parameters_are_for_the_notices_that_leave_them_open() -> None:
    fixed = NORTH.replace("政策 north", "政策 fixed")
    fixed = fixed.replace("（cap）：金额 另行规定", "（cap）：金额 5元")
    fixed = fixed.replace("二级（level2）", "三级（level3）")
    params: dict[str, object] = {"cap": "9", "floor": {"level1": "1", "level2": "2"}}
    found = compared(NORTH, fixed, SOUTH, params=params, cost="20", level="level1")
    assert left_out(found, 1) == [("params.cap", "fixed"), ("params.floor.level2", "unlisted")]
    assert left_out(found, 2)[-2:] == [("params.cap", "unasked"), ("params.floor", "unasked")]
    assert [cell.value for cell in row(found, "pay").cells] == ["9.00", "5.00", None]


def test_what_is_for_one_notice_alone_stands_over_the_common_part() -> None:
    own: dict[str, tuple[dict[str, object], dict[str, object]]] = {"south": ({"category": "c"}, {})}
    found = compared(NORTH, SOUTH, category="b", own=own)
    assert left_out(found, 1) == []
    assert cells(found, "ratio") == [("unspecified", None), ("inapplicable", None)]


def test_what_is_for_one_notice_alone_is_checked_by_it() -> None:
    with pytest.raises(DecisionError, match=r"南市：.*registered") as caught:
        compared(NORTH, SOUTH, own={"south": ({"registered": True}, {})})
    assert (caught.value.code, caught.value.fact) == ("unknown_fact", "facts.registered")


@pytest.mark.parametrize(
    ("given", "code", "path", "words"),
    [
        ({"categry": "a"}, "unknown_fact", "facts.categry", "是否指 类别（category）"),
        ({"category": "z"}, "bad_value", "facts.category", "甲类（a）、乙类（b）、丙类（c）"),
        ({"registered": 1}, "wrong_type", "facts.registered", "北市"),
        ({"hospitals": [{"nmae": "甲"}]}, "unknown_key", "facts.hospitals[0].nmae", "name"),
        ({"hospitals": [{"level": "level9"}]}, "bad_value", "facts.hospitals[0].level", "二级"),
        ({"hospitals": {}}, "wrong_type", "facts.hospitals", "列表"),
    ],
)
def test_what_no_notice_knows_is_an_error_that_names_it(
    given: dict[str, Any], code: str, path: str, words: str
) -> None:
    with pytest.raises(DecisionError) as caught:
        compared(SOUTH, NORTH, **given)
    assert (caught.value.code, caught.value.fact) == (code, path)
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("params", "code", "path"),
    [
        ({"capp": 1}, "unknown_parameter", "params.capp"),
        ({"share": "0.5"}, "unknown_parameter", "params.share"),
        ({"floor": {"level9": 1}}, "unknown_key", "params.floor.level9"),
        ({"cap": "x"}, "bad_value", "params.cap"),
    ],
)
def test_a_parameter_that_no_notice_takes_is_an_error(
    params: dict[str, object], code: str, path: str
) -> None:
    with pytest.raises(DecisionError) as caught:
        compared(SOUTH, NORTH, params=params)
    assert (caught.value.code, caught.value.fact) == (code, path)


# ---------------------------------------------------------------- answers side by side


def test_a_difference_has_both_values_and_both_quotes() -> None:
    found = compared(NORTH, SOUTH, category="a", registered=True, prescribed=True)
    ratio = row(found, "ratio")
    assert ratio.agreement == "differs"
    assert [cell.text for cell in ratio.cells] == ["80%", "70%"]
    assert [cell.citations for cell in ratio.cells] == [
        (ir.Citation("north", "三", ("甲类报销80%",)),),
        (ir.Citation("south", "二", ("甲类报销70%",)),),
    ]
    assert [one.id for one in found.differing] == ["ratio"]


def test_rows_say_whether_the_notices_agree() -> None:
    found = compared(NORTH, SOUTH, category="a", registered=True)
    kinds = {one.id: one.agreement for one in found.rows}
    assert kinds == {
        "denials": "open", "payable": "open", "ratio": "differs", "handy": "alone",
        "pay": "alone", "threshold": "alone",
    }  # fmt: skip
    assert row(compared(NORTH, NORTH, registered=True), "payable").agreement == "same"


def test_a_certain_member_that_the_other_set_lacks_is_a_difference() -> None:
    open_set = SOUTH.replace(
        "  结论 可以支付",
        "  不予支付 丙类（c_class）：当 类别 是 丙类，依据 一「丙类」。\n  结论 可以支付",
    )
    found = compared(NORTH, open_set, registered=True, prescribed=False)
    assert row(found, "denials").agreement == "differs"
    cell = row(found, "denials").cells[1]
    assert (cell.state, cell.value) == ("open", ["unprescribed"])
    assert cell.text == "没有处方；有没有别的待定"
    assert cell.citations == (ir.Citation("south", "一", ("没有处方的不予支付",)),)


def test_what_a_notice_leaves_open_names_the_document() -> None:
    found = compared(NORTH, SOUTH, category="b", registered=True)
    cell = row(found, "ratio").cells[0]
    assert (cell.state, cell.refers_to) == ("unspecified", "乙类办法")
    assert cell.text == "本通知未规定，按《乙类办法》执行"
    assert cell.citations[0].quotes == ("乙类另行规定",)


def test_what_is_missing_has_its_name_and_the_clause_that_leaves_it_open() -> None:
    (missing,) = row(compared(NORTH, cost="20"), "pay").cells[0].missing
    assert (missing.path, missing.label) == ("params.cap", "限额")
    assert missing.citations == (ir.Citation("north", "五", ("限额另行规定",)),)


def test_a_notice_that_is_not_in_force_gives_no_answer() -> None:
    found = compared(NORTH, SOUTH, day="2023-03-01", registered=True)
    assert [column.status for column in found.columns] == ["incomplete", "not_in_force"]
    cell = row(found, "payable").cells[1]
    assert (cell.state, cell.text, cell.value) == ("not_in_force", "尚未施行", None)
    assert row(found, "payable").agreement == "alone"


def test_a_notice_without_the_outcome_or_the_decision_says_so() -> None:
    found = compared(NORTH, SOUTH, EAST)
    assert [column.status for column in found.columns][2] == "no_decision"
    assert [cell.text for cell in row(found, "handy").cells] == ["无此结论", "待定", "无此判定"]
    assert left_out(found, 2) == []


def test_rules_that_clash_fail_one_column_and_leave_the_others() -> None:
    again = "    通则 又甲（again）：当 类别 是 甲类，为 60%，依据 二「60%」。\n  结论 便民"
    clash = SOUTH.replace("政策 south", "政策 clash").replace("  结论 便民", again)
    found = compared(NORTH, clash, category="a", registered=True, prescribed=True)
    column = found.columns[1]
    assert column.status == "failed" and column.error is not None
    assert column.error.code == "conflict"
    assert [cell.state for cell in row(found, "ratio").cells] == ["known", "failed"]


def test_outcomes_stand_after_those_that_they_follow_in_their_notice() -> None:
    ids = [one.id for one in compared(NORTH, SOUTH).rows]
    assert ids == ["denials", "payable", "ratio", "handy", "pay", "threshold"]
    ids = [one.id for one in compared(SOUTH, NORTH).rows]
    assert ids == ["denials", "payable", "ratio", "pay", "threshold", "handy"]


def test_two_notices_of_one_place_are_told_apart() -> None:
    program = program_of(NORTH)
    later = replace(program, policy=replace(program.policy, id="later", number=None))
    found = compare([Case(one, "claim", {}) for one in (program, later)])
    names = [column.name for column in found.columns]
    assert names == ["北市（北医保〔2023〕1号）", "北市（2023年1月1日）"]


def test_the_json_object_is_whole_and_is_json() -> None:
    found = compared(NORTH, SOUTH, category="b", registered=True).to_json()
    again = json.loads(json.dumps(found, ensure_ascii=False))
    assert again == found
    assert list(again) == ["decision", "label", "policies", "outcomes"]
    assert [one["policy"] for one in again["policies"]] == ["north", "south"]
    (ratio,) = [one for one in again["outcomes"] if one["id"] == "ratio"]
    assert ratio["agreement"] == "open"
    assert ratio["cells"][0]["refers_to"] == "乙类办法"
    assert ratio["cells"][1]["missing"][0]["path"] == "facts.category"


def test_no_cases_are_an_empty_comparison() -> None:
    assert compare([]) == Comparison("", "", (), ())
