"""What the page of one case says of why and how: the rules that decided it, and the numbers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import luling
from luling import explanation
from luling.diagnostics.prelude import complete

CHONGQING = Path(__file__).parents[2] / "policies" / "chongqing"
POLICY = luling.load(CHONGQING / "chongqing.policy")
FACTS = json.loads((CHONGQING / "facts.sample.json").read_text(encoding="utf-8"))
PARAMS = json.loads((CHONGQING / "params.sample.json").read_text(encoding="utf-8"))
PARAMS.pop("_说明")


def page(policy: luling.Policy, decision: str, facts: dict[str, Any], params: Any = None) -> str:
    answer = policy.decide(decision, facts, params, engine="interpreter").to_json()
    chosen = next(item for item in policy.program.decisions if item.id == decision)
    return explanation.explain(policy.program, chosen, facts, {**answer, "params": params or {}})


def chongqing(params: Any = PARAMS, **facts: object) -> str:
    return page(POLICY, "reimbursement", {**FACTS, **facts}, params)


def block(text: str, label: str) -> str:
    """What is said of one outcome."""
    found = re.search(rf"^  (?:\S*、)?{label}(?:、\S*)?：.*\n(?:    .*\n)*", text, re.M)
    assert found is not None, text
    return found[0]


def test_the_rule_that_applied_is_cited_not_the_outcome_that_hands_it_on() -> None:
    ratio = block(chongqing(), "报销比例")
    assert "因为：就医方式为门诊" not in ratio  # said with 起付标准, once
    assert "因为：险种为职工医保\n" in ratio
    assert "依据：二（五）1「职工医保门诊使用国谈门诊保障用药时统筹基金报销比例为80%」" in ratio
    assert "二（五）2" not in ratio and "计算" not in ratio


def test_a_resident_is_told_the_residents_clause_and_who_gave_the_ratio() -> None:
    ratio = block(chongqing(insurance="resident"), "报销比例")
    assert "计算：居民门诊重大疾病报销比例 60%（由使用单位提供）\n" in ratio
    assert "二（五）2「居民医保" in ratio and "二（五）1" not in ratio


def test_amounts_are_computed_step_by_step() -> None:
    pay = block(chongqing(pooled_fund_paid_ytd="29800.00"), "统筹支付")
    assert (
        "按比例算得 = （医保费用 1,000.00 元 − 本次起付额 300.00 元）× 报销比例 80% = 560.00 元\n"
        in pay
    )
    assert (
        "职工统筹基金年度报销限额 30,000.00 元（由使用单位提供）− 本年统筹已报销 29,800.00 元"
        " = 200.00 元\n" in pay
    )
    assert "按比例算得 560.00 元 与 200.00 元，取较小的：200.00 元\n" in pay


def test_rounding_is_said_where_it_changes_the_number() -> None:
    pay = block(chongqing(insurance="resident", eligible_cost="333.33"), "统筹支付")
    assert "= 19.998 元，四舍五入到分为 20.00 元\n" in pay


def test_what_is_below_zero_is_said() -> None:
    applied = block(chongqing(deductible_paid_ytd="500.00"), "本次起付额")
    assert "= −200.00 元，不足 0.00 元，按 0.00 元计\n" in applied


def test_the_highest_of_several_hospitals_is_named_with_all_that_count() -> None:
    hospitals = [
        {"level": "一级", "single_disease": False},
        {"level": "二级", "single_disease": False},
        {"level": "三级", "single_disease": True},
    ]
    due = block(
        chongqing(designated_hospital_level="一级", chronic_hospitals=hospitals), "起付标准"
    )
    assert "国谈用药定点医院等级 一级 与 特病定点医院（限" in due
    assert "的等级 一级、二级，取最高的：二级\n" in due
    assert "门诊特病起付标准（二级）300.00 元（由使用单位提供）\n" in due


def test_each_quotation_is_read_out_once() -> None:
    for text in (chongqing(), chongqing(out_of_area="networked"), chongqing(benefit_active=False)):
        quotes = re.findall(r"\S+?「[^」]*」", text.replace("；", " ").replace("：", " "))
        assert len(quotes) == len(set(quotes)), text


def test_what_the_notice_leaves_open_names_the_document() -> None:
    text = chongqing(drug_class="other", care_setting="outpatient")
    assert "  结算政策：本通知未规定，按《基本医疗保险药品目录》执行\n" in text


def test_a_result_that_holds_either_way_says_so() -> None:
    text = chongqing(chronic_qualified=None)
    assert "无论有特病资质如何，结果都相同" in block(text, "起付标准")


def test_further_refusals_are_told_apart_from_the_result() -> None:
    text = chongqing(benefit_active=False, within_scope=None)
    assert "结果：不予支付\n" in text
    assert "结果已定；还有没有别的“不予支付”，要看：\n    符合限定疾病范围\n" in text


SUMS = """
判定 报销（pay）
  事实 医保费用（cost）：金额。
  名册 明细（lines）：单价（price）：金额、数量（count）：整数。
  分段 按段报销（paid）：金额，按 医保费用 分段累进
    | 超过    | 不超过  | 比例 |
    | 0元     | 10000元 | 85%  |
    | 10000元 | 不限    | 90%  |。
  结论 明细合计（total）：金额，为 合计（明细 的 单价 乘 数量）。
"""


def test_brackets_and_sums_are_taken_apart(tmp_path: Path) -> None:
    path = tmp_path / "example.policy"
    path.write_text(complete(SUMS), encoding="utf-8")
    lines = [{"price": "10.00", "count": 3}, {"price": "2.50", "count": 2}]
    text = page(luling.load(path), "pay", {"cost": "12000.00", "lines": lines})
    assert "不超过 10,000.00 元的部分：10,000.00 元 × 85% = 8,500.00 元\n" in text
    assert "超过 10,000.00 元的部分：2,000.00 元 × 90% = 1,800.00 元\n" in text
    assert "明细各项合计：30.00 元 + 5.00 元 = 35.00 元\n" in text


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"insurance": None}, "险种"),
        ({"supply_channel": "hospital"}, "违规：无"),
        ({"care_setting": "inpatient"}, "住院报销政策"),
        ({"out_of_area": "not_networked"}, "手工结算"),
        ({"agreement_status": "lapsed"}, "协议期满停止保障"),
        ({"chronic_qualified": None}, "有特病资质"),
        ({"eligible_cost": None}, "医保费用"),
        ({"unit_price": "120.00"}, "售价超过支付标准"),
    ],
)
@pytest.mark.parametrize("params", [PARAMS, {}])
def test_no_page_shows_an_id_or_a_bare_none(
    facts: dict[str, object], words: str, params: dict[str, object]
) -> None:
    text = chongqing(params, **facts)
    assert words in text
    assert not re.search(r"[A-Za-z_]", text) and "未知" not in text and "其他事实" not in text


@pytest.mark.parametrize("case", POLICY.program.cases, ids=lambda case: case.id)
def test_every_case_of_the_policy_can_be_explained(case: Any) -> None:
    if case.error_fact is None:
        text = page(POLICY, case.decision, dict(case.facts), dict(case.params))
        assert not re.search(r"[A-Za-z_]", text)
