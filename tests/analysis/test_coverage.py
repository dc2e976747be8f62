"""What worked examples cover: each kind of goal seen, not seen, and not seen by what is unknown."""

from __future__ import annotations

from pathlib import Path

import pytest
from covering import case, covered

from luling.analysis.coverage import Count, Coverage, Goal, Kind


def seen(found: Coverage, kind: Kind) -> dict[str, str]:
    """What each goal is, with the aspects that a case has shown."""
    return {goal.text: " ".join(a.id for a in goal.aspects if a.case) for goal in found.of(kind)}


def goal(found: Coverage, kind: Kind, text: str) -> Goal:
    return next(one for one in found.of(kind) if one.text == text)


def words(one: Goal) -> list[str]:
    return [aspect.words for aspect in one.aspects]


# ---------------------------------------------------------------- rules and exceptions

DEDUCTIBLE = """结论 起付标准（deductible）：金额。
  通则 职工（employee_rule）：当 险种 是 职工医保，为 800元。
  通则 居民（resident_rule）：当 险种 是 居民医保，为 600元。
  例外 减免（waived）：当 定点，为 0元。
  恢复 恢复起付（back）于 减免：当 医院等级 是 三级。
"""


def test_a_rule_that_is_set_aside_is_not_applied(tmp_path: Path) -> None:
    facts = "险种 是 职工医保，定点 是 是，医院等级 是 一级"
    found = covered(DEDUCTIBLE + case("减免", facts, "起付标准 是 0元"), tmp_path)
    assert seen(found, "rule") == {"通则“职工”": "", "通则“居民”": ""}
    assert seen(found, "exception") == {"例外“减免”": "applied sets_aside", "恢复“恢复起付”": ""}


def test_what_is_cancelled_counts_for_the_reinstatement(tmp_path: Path) -> None:
    facts = "险种 是 职工医保，定点 是 是，医院等级 是 三级"
    found = covered(DEDUCTIBLE + case("恢复", facts, "起付标准 是 800元"), tmp_path)
    assert seen(found, "rule")["通则“职工”"] == "applied"
    assert seen(found, "exception") == {"例外“减免”": "", "恢复“恢复起付”": "applied sets_aside"}


def test_an_exception_that_meets_no_rule_sets_nothing_aside(tmp_path: Path) -> None:
    text = """结论 报销比例（ratio）：比例。
  通则 职工（employee_rule）：当 险种 是 职工医保，为 80%。
  例外 定点（at_home）：当 定点，为 90%。
"""
    found = covered(
        text + case("居民", "险种 是 居民医保，定点 是 是", "报销比例 是 90%"), tmp_path
    )
    assert seen(found, "exception") == {"例外“定点”": "applied"}
    assert found.count("exception") == Count(1, 2)


def test_an_undecided_rule_is_not_applied(tmp_path: Path) -> None:
    facts = "险种 不详，定点 是 否"
    found = covered(DEDUCTIBLE + case("不详", facts, "起付标准 待定（缺 险种）"), tmp_path)
    assert not any(seen(found, "rule").values())


def test_rows_sentences_and_only_rules_count(tmp_path: Path) -> None:
    text = """收集 不予支付（denials）。
不予支付 非定点（not_designated）：当 非 定点。
  例外 三级除外（level3_excepted）于 非定点：当 医院等级 是 三级，不列入。
结论 可以支付（payable）：是非，为 不予支付 为空。
表 方式（way）：文本
  | 险种     | 方式   |
  | 职工医保 | "直接" |
  | 居民医保 | "手工" |。
""" + case("非定点", "险种 是 职工医保，定点 是 否，医院等级 是 一级", "可以支付 是 否")
    found = covered(text, tmp_path)
    assert seen(found, "rule") == {
        "“非定点”": "applied",
        "为 不予支付 为空": "applied",
        "表的第1行：当 险种 是 职工医保": "applied",
        "表的第2行：当 险种 是 居民医保": "",
    }
    assert seen(found, "exception") == {"例外“三级除外”": ""}


# ---------------------------------------------------------------- conditions


def test_a_condition_is_seen_both_ways_and_the_unknown_neither(tmp_path: Path) -> None:
    text = """情形 可报（ok）：定点 且 非（险种 是 居民医保 或 医院等级 属于 一级、二级）。
结论 结果（result）：是非，为 可报。
""" + case("一", "定点 是 否", "结果 是 否") + case(
        "二", "定点 是 是，险种 是 居民医保", "结果 是 否"
    )
    found = covered(text, tmp_path)
    assert seen(found, "condition") == {
        "定点": "true false",
        "险种 是 居民医保": "true",
        "医院等级 属于 一级、二级": "",
        "可报": "false",
    }
    assert goal(found, "condition", "定点").aspects[1].case == "一"
    assert goal(found, "condition", "定点").owner == "情形“可报”"


def test_a_condition_in_several_places_is_one_goal(tmp_path: Path) -> None:
    text = """收集 不予支付（denials）。
不予支付 甲（first）：当 非 定点。
不予支付 乙（second）：当 定点 且 险种 是 居民医保。
"""
    found = covered(text, tmp_path)
    assert [one.text for one in found.of("condition")] == ["定点", "险种 是 居民医保"]


ROSTER = """名册 县区（counties）：
  名称（name）：文本、药店数（shops）：整数（家）、市辖（urban）：是非。
结论 覆盖（covered）：是非，为 每个 县区 中 市辖 的 药店数 不少于 1家。
"""


def test_conditions_in_a_roster_are_seen_member_by_member(tmp_path: Path) -> None:
    facts = (
        '县区 是 ［名称 "甲"，药店数 2家，市辖 是］、［名称 "乙"，药店数 0家，市辖 否］'
    )
    found = covered(ROSTER + case("两个", facts, "覆盖 是 是"), tmp_path)
    assert seen(found, "condition") == {
        "每个 县区 中 市辖 的 药店数 不少于 1家": "true",
        "市辖": "true false",
        "药店数 不少于 1家": "true",  # the second member is filtered out
    }
    assert seen(found, "boundary")["药店数 不少于 1家"] == "above"


def test_conditions_of_each_member_count(tmp_path: Path) -> None:
    text = """名册 明细（lines）：费用（line_cost）：金额。
逐项 明细 的 应付（line_pay）：金额。
  通则 为 费用。
  例外 大额（large）：当 费用 超过 100元，为 100元。
结论 合计应付（total_pay）：金额，为 合计（明细 的 应付）。
""" + case("两条", "明细 是 ［费用 100元］、［费用 100.01元］", "合计应付 是 200元")
    found = covered(text, tmp_path)
    assert seen(found, "condition") == {"费用 超过 100元": "true false"}
    assert seen(found, "boundary")["费用 超过 100元"] == "on above"
    assert seen(found, "exception") == {"例外“大额”": "applied sets_aside"}


def test_a_contradiction_shows_the_check_alone(tmp_path: Path) -> None:
    text = """事实 总费用（total_cost）：金额。
校验 不超过总费用（within_total）：医保费用 不超过 总费用。
结论 结果（result）：是非，为 定点。
""" + case("矛盾", "定点 是 是，医保费用 是 100.01元，总费用 是 100元", "报错 医保费用")
    found = covered(text, tmp_path)
    assert seen(found, "condition") == {"医保费用 不超过 总费用": "false", "定点": ""}
    assert seen(found, "boundary")["医保费用 不超过 总费用"] == "above"
    assert seen(found, "rule") == {"为 定点": ""}


# ---------------------------------------------------------------- thresholds


@pytest.mark.parametrize(
    ("condition", "facts", "side", "three"),
    [
        ("年龄 不低于 18岁", "年龄 是 17岁", "below", ["17岁", "18岁", "19岁"]),
        ("18岁 不超过 年龄", "年龄 是 19岁", "above", ["17岁", "18岁", "19岁"]),
        ("医保费用 超过 100元", "医保费用 是 99.99元", "below", ["99.99元", "100元", "100.01元"]),
        ("支付比例 低于 80%", "支付比例 是 80%", "on", ["79.99%", "80%", "80.01%"]),
        ("支付比例 不超过 100%", "支付比例 是 100%", "on", ["99.99%", "100%"]),
        ("医保费用 超过 0元", "医保费用 是 0.01元", "above", ["0元", "0.01元"]),
        ("医院等级 不低于 二级", "医院等级 是 一级", "below", ["一级", "二级", "三级"]),
        ("医院等级 低于 三级", "医院等级 是 三级", "on", ["二级", "三级"]),
        ("申报 早于 2023年3月1日", "申报 是 2023年2月28日", "below",
         ["2023年2月28日", "2023年3月1日", "2023年3月2日"]),
        ("周岁（出生，费用日期） 低于 18岁", "出生 是 2005年5月2日", "below",
         ["满 18岁 的前一天", "满 18岁 的当天", "满 18岁 的后一天"]),
        ("周岁（出生，费用日期） 低于 18岁", "出生 是 2005年5月1日", "on",
         ["满 18岁 的前一天", "满 18岁 的当天", "满 18岁 的后一天"]),
        ("天数（申报，费用日期） 不超过 30日", "申报 是 2023年3月31日", "above",
         ["29天", "30天", "31天"]),
        ("医保费用 减 单价 低于 0元", "医保费用 是 1元，单价 是 1.01元", "below",
         ["-0.01元", "0元", "0.01元"]),
        ("医保费用 超过 单价", "医保费用 是 1元，单价 是 1.01元", "below",
         ["比单价低一分", "正好等于单价", "比单价高一分"]),
        ("年龄 不低于 门槛", "年龄 是 60岁", "on", ["59岁", "60岁", "61岁"]),
        ("医保费用 超过 起点（一级）", "医保费用 是 100.01元", "above",
         ["99.99元", "100元", "100.01元"]),
    ],
)  # fmt: skip
def test_a_threshold_has_three_sides(
    condition: str, facts: str, side: str, three: list[str], tmp_path: Path
) -> None:
    text = f"""参数 门槛（age_limit）：整数（岁） 60岁。
参数 起点（start_at）：按 医院等级 的 金额
  | 医院等级 | 起点 |
  | 一级 | 100元 |
  | 二级 | 200元 |
  | 三级 | 300元 |。
事实 年龄（patient_age）：整数（岁）。
事实 申报（filed_on）：日期。
事实 出生（born_on）：日期。
事实 单价（unit_price）：金额。
结论 结果（result）：是非，为 {condition}。
"""
    found = covered(text + case("一个", facts, "结果 是 是"), tmp_path)
    [one] = [goal for goal in found.of("boundary") if goal.text != "施行日期"]
    assert words(one) == three
    assert [aspect.id for aspect in one.aspects if aspect.case] == [side]


def test_far_from_a_threshold_is_no_side_of_it(tmp_path: Path) -> None:
    text = "结论 结果（result）：是非，为 医保费用 超过 100元。\n"
    found = covered(text + case("一个", "医保费用 是 100.02元", "结果 是 是"), tmp_path)
    assert seen(found, "boundary")["医保费用 超过 100元"] == ""


def test_each_value_of_a_parameter_is_a_threshold_of_its_time(tmp_path: Path) -> None:
    text = """参数 上限（limit）：金额 100元 至 2023年6月30日；200元 自 2023年7月1日。
结论 结果（result）：是非，为 医保费用 不超过 上限。
""" + case("上半年", "医保费用 是 100元", "结果 是 是", "2023年6月30日")
    text += case("下半年", "医保费用 是 100元", "结果 是 是", "2023年7月1日")
    found = covered(text, tmp_path)
    sides = {tuple(words(one)): [a.id for a in one.aspects if a.case] for one in found.goals
             if one.text == "医保费用 不超过 上限" and one.kind == "boundary"}  # fmt: skip
    assert sides == {
        ("99.99元", "100元", "100.01元"): ["on"], ("199.99元", "200元", "200.01元"): []
    }  # fmt: skip
    turn = goal(found, "boundary", "上限的起始日期")  # the end of the first is the same turn
    assert words(turn) == ["2023年6月30日", "2023年7月1日", "2023年7月2日"]
    assert [aspect.id for aspect in turn.aspects if aspect.case] == ["below", "on"]
    assert not [one for one in found.of("boundary") if "截止" in one.text]


def test_rules_turn_on_their_first_and_last_days(tmp_path: Path) -> None:
    text = """结论 比例（ratio）：比例。
  通则 以前（early）：至 2023年6月30日，为 80%。
  通则 以后（late）：自 2023年9月1日，为 90%。
  通则 中间（middle）：自 2023年7月1日 至 2023年8月31日，为 85%。
""" + case("一", "", "比例 是 85%", "2023年7月2日")
    found = covered(text, tmp_path)
    turns = {one.text: words(one)[1] for one in found.of("boundary")}
    assert turns == {
        "施行日期": "2023年1月1日",
        "中间的起始日期": "2023年7月1日",
        "以后的起始日期": "2023年9月1日",
    }
    assert seen(found, "boundary")["中间的起始日期"] == "above"
    assert seen(found, "rule")["通则“中间”"] == "applied"


def test_before_the_notice_applies_only_the_day_is_seen(tmp_path: Path) -> None:
    text = """政策 example《示例通知》
  成文日期 2023年1月1日
  施行日期 2023年1月1日
  失效日期 2023年12月31日。
判定 费用报销（reimbursement）
  事实 费用日期（service_date）：日期，作适用日期。
  事实 定点（designated）：是非。
  结论 结果（result）：是非，为 定点。
""" + case("以前", "定点 是 是", "尚未施行", "2022年12月31日")
    text += case("以后", "定点 是 否", "尚未施行", "2024年1月1日")
    text += "用例「没有日期」，判定 费用报销\n  已知 定点 是 是\n  应得 结果 待定。\n"
    found = covered(text, tmp_path)
    assert seen(found, "boundary") == {"施行日期": "below", "失效日期": "above"}
    assert seen(found, "rule") == {"为 定点": ""}
    assert seen(found, "condition") == {"定点": ""}


BANDS = """分段 统筹支付（pooled_fund_pay）：金额，按 医保费用 分段累进
  | 超过 | 不超过 | 比例 |
  | 0元 | 10000元 | 85% |
  | 10000元 | 不限 | 90% |。
"""


def test_a_bracket_is_applied_where_the_amount_lies(tmp_path: Path) -> None:
    found = covered(BANDS + case("正好", "医保费用 是 10000元", "统筹支付 是 8500元"), tmp_path)
    rows = [text for text, by in seen(found, "rule").items() if "一档" in text and by]
    assert rows == ["医保费用在 不限 至 10000元 的一档"]
    bounds = {one.text: words(one) for one in found.of("boundary")}
    assert bounds["医保费用的界限 10000元"] == ["9999.99元", "10000元", "10000.01元"]
    assert seen(found, "boundary")["医保费用的界限 10000元"] == "on"


# ---------------------------------------------------------------- duties

DUTY = """政策 example《示例通知》
  成文日期 2023年1月1日
  施行日期 2023年1月1日。
枚举 落实情况（duty_status）：已落实（met）、未到期（pending）、逾期未落实（overdue）。
判定 进度（progress）
  事实 统计日期（as_of）：日期，作适用日期。
  事实 已建机制（built）：是非。
  职责 建立机制（mechanism）：各市 应当 在 2023年6月30日前 做到 已建机制。
  职责 公布名单（listing）：各市 应当 做到 已建机制。
"""


def owed(title: str, day: str, built: str) -> str:
    return (
        f"用例「{title}」，判定 进度\n  已知 统计日期 是 {day}，已建机制 {built}\n"
        "  应得 建立机制 待定。\n"
    )


def test_duties_are_met_pending_and_overdue_around_their_day(tmp_path: Path) -> None:
    found = covered(DUTY + owed("当天", "2023年6月30日", "是 否"), tmp_path)
    assert seen(found, "duty") == {"建立机制": "pending on", "公布名单": "unmet"}
    text = DUTY + owed("以前", "2023年3月1日", "是 是") + owed("以后", "2023年7月1日", "是 否")
    found = covered(text, tmp_path)
    assert seen(found, "duty") == {
        "建立机制": "met overdue before after", "公布名单": "met unmet"
    }  # fmt: skip
    assert seen(found, "boundary")["统计日期 不晚于 2023年6月30日"] == "above"
    assert seen(found, "condition") == {"已建机制": "true false"}


def test_the_rules_of_a_duty_are_no_rules_of_their_own(tmp_path: Path) -> None:
    found = covered(DUTY + owed("不详", "2023年3月1日", "不详"), tmp_path)
    assert found.of("rule") == () and found.of("exception") == ()
    assert seen(found, "duty") == {"建立机制": "before", "公布名单": ""}
