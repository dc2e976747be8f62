"""Two versions of a policy: every kind of change is told, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luling.analysis.changes import Aspect, Change
from luling.analysis.revision import Revision, Version, revise
from luling.core import ir
from small_notices import NORTH, SOUTH, program_of
from strategies import programs, shuffled

CASES = """用例「甲类」（plain），判定 报销，依据 三
  已知 日期 是 2024年1月1日，类别 是 甲类，已登记 是 是，费用 是 100元
  给定 限额 是 60元
  应得 可以支付 是 是，报销比例 是 80%，支付 是 60元。
"""


def revised(*pairs: tuple[str, str], text: str = NORTH, back: bool = False) -> Revision:
    """The text against itself with words replaced."""
    other = text
    for old, new in pairs:
        assert old in other, old
        other = other.replace(old, new)
    versions = Version(program_of(text)), Version(program_of(other))
    return revise(*(reversed(versions) if back else versions))


def only(found: Revision) -> Change:
    """The one change of all chapters."""
    changes = [*found.declarations, *found.others, *found.examples]
    changes += [one for decision in found.decisions for one in decision.changes]
    (change,) = changes
    assert not found.head and not found.is_empty
    return change


def aspects(change: Change) -> list[tuple[str, str | None, str | None]]:
    return [(one.name, one.old, one.new) for one in change.aspects]


# ---------------------------------------------------------------- what is no difference


@pytest.mark.parametrize("text", [NORTH, SOUTH, NORTH + CASES], ids=["north", "south", "cases"])
def test_a_policy_does_not_differ_from_itself(text: str) -> None:
    assert revised(text=text).is_empty


def test_comments_blanks_and_the_order_of_declarations_are_no_difference() -> None:
    found = revised(("  结论 支付（pay）", "  # 说明\n\n  结论 支付（pay）"))
    assert found.is_empty


# ---------------------------------------------------------------- head and declarations


def test_head() -> None:
    found = revised(
        ("关于报销的通知", "关于医保报销的通知"), ("2023〕1号", "2023〕9号"),
        ("2023年1月1日", "2023年2月1日"),
    )  # fmt: skip
    assert [(one.name, one.old, one.new) for one in found.head] == [
        ("标题", "北市关于报销的通知", "北市关于医保报销的通知"),
        ("文号", "北医保〔2023〕1号", "北医保〔2023〕9号"),
        ("成文日期", "2023年1月1日", "2023年2月1日"),
        ("施行日期", "2023年1月1日", "2023年2月1日"),
    ]


def test_an_enumeration_that_gains_a_value() -> None:
    change = only(revised(("乙类（b，编码 2）。", "乙类（b，编码 3）、丁类（d）。")))
    assert (change.kind, change.what, change.label) == ("changed", "枚举", "类别")
    assert ("值“乙类”的国家编码", "2", "3") in aspects(change)
    assert ("值“丁类”", None, "丁类") in aspects(change)


def test_a_parameter_with_another_value() -> None:
    change = only(revised(("比例 80%，", "比例 85%，")))
    assert (change.what, change.id, change.label) == ("参数", "share", "比例")
    assert aspects(change) == [("值", "80%", "85%")]


def test_a_parameter_that_the_notice_now_fixes() -> None:
    change = only(revised(("（cap）：金额 另行规定", "（cap）：金额 500元")))
    assert ("是否另行规定", "是", "否") in aspects(change)
    assert ("有效期", None, "500元") in aspects(change)


def test_a_parameter_with_other_entries_of_its_table() -> None:
    table = "（floor）：按 级别 的 金额\n  | 级别 | 起付线 |\n  | 一级 | 1元 |\n  | 二级 | 2元 |。"
    old = NORTH.replace(
        "（floor）：按 级别 的 金额 另行规定，依据 五「起付线另行规定」。", table
    )
    change = only(revised(("| 2元", "| 9元"), text=old))
    assert aspects(change) == [("表“二级”", "2元", "9元")]


def test_a_parameter_with_another_period() -> None:
    periods = "（share）：比例\n  70% 至 2023年6月30日；\n  80% 自 2023年7月1日，"
    change = only(revised(("（share）：比例 80%，", periods)))
    assert aspects(change) == [
        ("有效期“至2023年6月30日”的截止日期", None, "2023年6月30日"),
        ("有效期“至2023年6月30日”的值", "80%", "70%"),
        ("有效期“2023年7月1日至”", None, "80%（2023年7月1日至）"),
    ]


def test_a_fact_that_came_and_one_that_went() -> None:
    came = only(revised(("  事实 费用", "  事实 已备案（filed）：是非。\n  事实 费用")))
    assert (came.kind, came.what, came.label, came.text) == ("added", "事实", "已备案", "类型 是非")
    went = only(revised(("  事实 费用", "  事实 已备案（filed）：是非。\n  事实 费用"), back=True))
    assert (went.kind, went.label, went.text) == ("removed", "已备案", "类型 是非")


def test_a_field_of_a_list() -> None:
    change = only(revised(("名称（name）：文本、", "名称（name）：文本、 床位（beds）：整数、")))
    assert (change.what, change.label) == ("事实", "医院")
    assert aspects(change) == [("字段“床位”", None, "床位（类型 整数）")]


# ---------------------------------------------------------------- rules


def test_a_rule_with_another_condition_and_value() -> None:
    change = only(revised(("当 类别 是 甲类，为 比例", "当 类别 不是 乙类，为 75%")))
    assert (change.what, change.id, change.label) == ("通则", "ratio.a_rule", "报销比例：甲类")
    assert aspects(change) == [
        ("条件", "类别 是 甲类", "类别 不是 乙类"),
        ("值", "比例", "75%"),
    ]
    assert change.citations[1][0].quotes == ("甲类报销80%",)


def test_a_rule_with_another_period() -> None:
    change = only(revised(("当 类别 是 甲类，", "当 类别 是 甲类，自 2024年1月1日，")))
    assert aspects(change) == [("起始日期", None, "2024年1月1日")]


def test_a_rule_whose_grounds_alone_changed() -> None:
    change = only(revised(("依据 三「甲类报销80%」", "依据 三「甲类」")))
    assert change.only_grounds
    assert aspects(change) == [("依据", "三「甲类报销80%」", "三「甲类」")]


def test_an_exception_that_came() -> None:
    new = "    例外 没登记（none）于 甲类：当 非 已登记，为 0%，依据 三「甲类」。\n  结论 支付"
    change = only(revised(("  结论 支付", new)))
    assert (change.kind, change.what, change.label) == ("added", "例外", "报销比例：没登记")
    assert change.text == "当 非 已登记，为 0%（对“报销比例：甲类”的例外）"


def test_an_exception_to_another_rule() -> None:
    rule = "    例外 没登记（none）于 {}：当 非 已登记，为 0%，依据 三「甲类」。\n  结论 支付"
    old = NORTH.replace("  结论 支付", rule.format("甲类"))
    change = only(revised(("于 甲类", "于 乙类"), text=old))
    assert aspects(change) == [("例外的对象", "报销比例：甲类", "报销比例：乙类")]


FIRST = """政策 first《甲通知》
  成文日期 2023年1月1日。
枚举 类别（category）：甲类（a）、乙类（b）。
判定 报销（claim）
  事实 类别（category）：类别。
  事实 已登记（registered）：是非。
  表 比例（ratio）：比例，先列优先
    | 类别 | 已登记 | 比例 |
    | 甲类 | 任意   | 80%  |
    | 任意 | 是     | 60%  |
    | 任意 | 任意   | 10%  |。
"""


def test_the_order_of_rows_that_are_read_from_above() -> None:
    rows = "    | 甲类 | 任意   | 80%  |\n", "    | 任意 | 是     | 60%  |\n"
    change = only(revised((rows[0] + rows[1], rows[1] + rows[0]), text=FIRST))
    assert (change.what, change.label) == ("次序", "比例")
    (row,) = aspects(change)
    assert row[0] == "各行的次序"
    texts = "当 类别 是 甲类，为 80%", "当 已登记 是 是，为 60%", "为 10%"
    assert row[1:] == ("；".join(texts), "；".join((texts[1], texts[0], texts[2])))


def test_a_row_that_changed_is_told_as_a_row() -> None:
    change = only(revised(("| 80%", "| 85%"), text=FIRST))
    assert (change.what, change.label) == ("表中一行", "比例：第1行")
    assert aspects(change) == [("值", "80%", "85%")]


def test_a_rule_without_a_name_that_went_is_not_taken_for_its_neighbour() -> None:
    old = NORTH.replace("通则 甲类（a_rule）：", "通则 ").replace("通则 乙类（b_rule）：", "通则 ")
    rule = "    通则 当 类别 是 甲类，为 比例，依据 三「甲类报销80%」。\n"
    change = only(revised((rule, ""), text=old))
    assert (change.kind, change.text) == ("removed", "当 类别 是 甲类，为 比例")


def test_a_ground_for_refusal_that_came() -> None:
    rule = "  不予支付 没有费用（free）：当 费用 是 0元，依据 一「不予支付」。\n  结论 可以支付"
    change = only(revised(("  结论 可以支付", rule)))
    assert (change.kind, change.what, change.label) == ("added", "情形", "不予支付：没有费用")
    assert change.text == "当 费用 是 0元"


def test_a_condition_with_a_name() -> None:
    old = NORTH.replace(
        "  收集 不予支付", "  情形 大额（big）：费用 超过 100元，依据 一「大额」。\n  收集 不予支付"
    )
    change = only(revised(("超过 100元", "超过 200元"), text=old))
    assert (change.what, change.label) == ("情形", "大额")
    assert aspects(change) == [("内容", "费用 超过 100元", "费用 超过 200元")]
    gone = only(revised(("  情形 大额（big）：费用 超过 100元，依据 一「大额」。\n", ""), text=old))
    assert (gone.kind, gone.text) == ("removed", "费用 超过 100元")


def test_a_conclusion_that_may_be_null() -> None:
    change = only(revised(("（ratio）：比例，可空。", "（ratio）：比例，默认 10%。"), text=SOUTH))
    assert set(aspects(change)) == {("是否可空", "是", "否"), ("默认值", None, "10%")}


def test_the_order_of_outcomes_is_part_of_the_answer() -> None:
    handy = "  结论 便民（handy）：是非，为 有处方，依据 三「便民」。\n"
    found = revised((handy, ""), ("  结论 报销比例", handy + "  结论 报销比例"), text=SOUTH)
    change = only(found)
    assert (change.what, change.aspects[0].name) == ("判定", "各项结论的次序")


def test_a_decision_that_went() -> None:
    at = SOUTH.index("判定 登记")
    change = only(revised((SOUTH[at:], ""), text=SOUTH))
    assert (change.kind, change.what, change.label) == ("removed", "判定", "登记")


# ---------------------------------------------------------------- duties and constraints

UPPER = """政策 upper《上位通知》
  成文日期 2023年1月1日。
枚举 渠道（channel）：医院（hospital）、药店（pharmacy）。
参数 上限（ceiling）：比例 30%，依据 三。
约束 自付（self_pay）：各市 的 自付比例（self_pay）不高于 上限，依据 三。
约束 一致（same）：各地 的 渠道（channel）由 医院 换为 药店 不改变 结算政策（policy），依据 三。
判定 进展（progress）
  事实 截止（as_of）：日期，作适用日期。
  事实 已报（filed）：是非。
  名册 县区（counties）：名称（name）：文本、药店数（pharmacies）：整数（家）。
  职责 覆盖（coverage）：各市 应当 在 2023年6月底前 做到
    每个 县区 的（药店数 不少于 1家），依据 五。
  职责 备案（filing）：各市 原则上 在 2023年9月底前 做到 已报，依据 六。
"""


def test_a_duty_is_told_once_in_its_own_words() -> None:
    pairs = ("2023年6月底", "2023年7月底"), ("不少于 1家", "不少于 2家")
    change = only(revised(*pairs, text=UPPER))
    assert (change.what, change.label) == ("职责", "覆盖")
    assert aspects(change) == [
        ("条件", "每个 县区 的 药店数 不少于 1家", "每个 县区 的 药店数 不少于 2家"),
        ("期限", "2023年6月30日", "2023年7月31日"),
    ]


def test_how_strongly_a_duty_binds() -> None:
    change = only(revised(("各市 原则上", "各市、各县 应当"), text=UPPER))
    wanted = [("责任单位", "各市", "各市、各县"), ("要求程度", "原则上", "应当")]
    assert aspects(change) == wanted


def test_a_duty_that_went() -> None:
    duty = "  职责 备案（filing）：各市 原则上 在 2023年9月底前 做到 已报，依据 六。\n"
    change = only(revised((duty, ""), text=UPPER))
    assert (change.kind, change.what, change.label) == ("removed", "职责", "备案")
    assert change.text == "责任单位 各市，要求程度 原则上，条件 已报，期限 2023年9月30日"


def test_a_constraint_on_lower_notices() -> None:
    change = only(revised(("不高于 上限", "低于 10%"), text=UPPER))
    assert (change.what, change.label) == ("约束", "自付")
    assert aspects(change) == [("要求的关系", "不超过", "低于"), ("要求的值", "上限", "10%")]
    change = only(revised(("由 医院 换为 药店", "由 药店 换为 医院"), text=UPPER))
    assert ("要求的改变前的名称", "医院", "药店") in aspects(change)


# ---------------------------------------------------------------- any program


@settings(max_examples=20, deadline=None)
@given(programs(), programs())
def test_no_difference_is_missed_and_none_is_invented(old: ir.Program, new: ir.Program) -> None:
    assert revise(Version(old), Version(old)).is_empty
    found = revise(Version(old), Version(new))
    json.dumps(found.to_json())
    assert found.is_empty == (replace(old, source_hash="") == replace(new, source_hash=""))


@settings(max_examples=20, deadline=None)
@given(programs(), st.randoms(use_true_random=False))
def test_the_order_of_sentences_is_no_change_of_rules(old: ir.Program, random: Random) -> None:
    found = revise(Version(old), Version(shuffled(old, random)))
    assert found.decisions == ()


# ---------------------------------------------------------------- cases


def test_cases_that_come_out_otherwise_are_told_outcome_by_outcome() -> None:
    new = CASES.replace("是 80%", "是 90%")
    found = revised(("比例 80%，", "比例 90%，"), (CASES, new), text=NORTH + CASES)
    (case,) = found.cases
    assert (case.title, case.origin, case.decision_label) == ("甲类", "both", "报销")
    assert case.aspects == (Aspect("报销比例", "80%", "90%"),)
    assert found.cases_run == 1


def test_a_case_of_one_version_is_given_to_the_other_as_far_as_it_asks() -> None:
    new = (
        NORTH.replace("  事实 费用", "  事实 已备案（filed）：是非。\n  事实 费用")
        .replace("当 非 已登记", "当 非 已登记 或 非 已备案")
        + CASES.replace("已登记 是 是", "已登记 是 是，已备案 是 否").replace(
            "可以支付 是 是，", "可以支付 是 否，"
        )
    )
    found = revise(Version(program_of(NORTH)), Version(program_of(new)))
    (case,) = found.cases
    assert case.origin == "new"
    assert Aspect("可以支付", "是", "否") in case.aspects
    assert [(one.path, one.label) for one in case.left_out[0]] == [("facts.filed", "已备案")]
    assert case.left_out[1] == ()


def test_what_is_missing_is_part_of_an_outcome() -> None:
    new = CASES.replace("支付 是 60元", "支付 待定")
    lowest = "最低（费用，限额）", "最低（限额，起付线（级别））"
    found = revised(lowest, (CASES, new), text=NORTH + CASES)
    (case,) = found.cases
    assert case.aspects == (Aspect("支付", "60.00 元", "待定（缺 级别）"),)


def test_a_case_before_the_new_date_in_force() -> None:
    new = CASES.replace("应得 可以支付 是 是，报销比例 是 80%，支付 是 60元", "应得 尚未施行")
    found = revised(
        ("成文日期 2023年1月1日", "成文日期 2025年1月1日"), (CASES, new), text=NORTH + CASES
    )
    assert found.cases[0].aspects == (Aspect("整个案情", "有待定的结论", "不在施行期内"),)


def test_cases_that_came_are_listed() -> None:
    found = revised(("依据 五「起付线」。\n", "依据 五「起付线」。\n" + CASES))
    change = only(found)
    assert (change.kind, change.what, change.label) == ("added", "用例", "甲类")
    assert found.cases == ()


# ---------------------------------------------------------------- as data


def test_the_json_object_is_whole_and_is_json() -> None:
    found = revised(("比例 80%，", "比例 85%，")).to_json()
    again = json.loads(json.dumps(found, ensure_ascii=False))
    assert again == found
    assert again["differs"] is True
    assert again["declarations"][0]["aspects"] == [{"name": "值", "old": "80%", "new": "85%"}]
    assert list(again) == [
        "old", "new", "differs", "head", "clauses", "declarations", "decisions", "others",
        "examples", "cases", "cases_run",
    ]  # fmt: skip
