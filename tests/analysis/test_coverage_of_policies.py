"""What worked examples cover of a notice: its clauses, tables of cases, whole policies."""

from __future__ import annotations

from pathlib import Path

import pytest
from covering import case, covered

from luling.analysis.coverage import Count, measure
from luling.cli.products import count_rules
from luling.core.order import rules_of
from luling.diagnostics import Bag
from luling.driver import compile_policy

POLICIES = Path(__file__).parents[2] / "policies"
NAMES = sorted(path.parent.name for path in POLICIES.glob("*/notice.txt"))

NOTICE = """关于报销的通知
各单位：
一、总体要求。做好工作。
二、职工报销80%。
三、居民报销60%。
四、其他按市里的规定。
五、自2023年1月1日起施行。
示例市医疗保障局
2023年1月1日
"""
WITH_NOTICE = """政策 example《关于报销的通知》
  发文机关 示例市医疗保障局
  成文日期 2023年1月1日
  施行日期 2023年1月1日，依据 五「自2023年1月1日起施行」
  原文 "notice.txt"。
枚举 险种（insurance）：职工医保（employee）、居民医保（resident）。
判定 费用报销（reimbursement）
  事实 费用日期（service_date）：日期，作适用日期。
  事实 险种（insurance）：险种。
  结论 比例（ratio）：比例。
    通则 当 险种 是 职工医保，为 80%，依据 二「职工报销80%」。
    通则 当 险种 是 居民医保，为 60%，依据 三。
条文 四 另见《市里的规定》，因「由市里规定」。
用例 自 "cases.csv"，判定 费用报销。
"""


def test_clauses_are_reached_through_what_applied(tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    table = "用例,费用日期,险种,应得 比例\n职工,2023年5月1日,职工医保,80%\n"
    (tmp_path / "cases.csv").write_text(table, encoding="utf-8")
    found = covered(WITH_NOTICE, tmp_path)
    assert found.cases == 1
    assert [(one.ref, one.status, one.line, one.case) for one in found.clauses] == [
        ("一", "open", 3, None),
        ("二", "reached", 4, "职工"),
        ("三", "unreached", 5, None),
        ("四", "referred", 6, None),
        ("五", "reached", 7, "职工"),
    ]
    assert found.clauses[3].refers_to == "市里的规定"
    assert found.count_clauses() == Count(2, 3)


def test_a_list_is_reached_by_the_rule_that_looks_a_code_up(tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "drugs.csv").write_text("药码\nX1\n", encoding="utf-8")
    text = WITH_NOTICE.replace('用例 自 "cases.csv"，判定 费用报销。\n', "")
    text = text.replace(
        "判定 费用报销（",
        '目录 清单（drugs）：自 "drugs.csv"，依据 一「做好工作」\n  键 药码（code）：文本。\n'
        "判定 费用报销（",
    )
    text += "  事实 药码（code）：文本。\n"
    text += "  结论 在列（is_listed）：是非，为 药码 属于 清单，依据 二。\n"
    found = covered(text, tmp_path)
    assert found.clauses[0].status == "unreached"
    found = covered(text + case("查到", '药码 是 "X1"', "在列 是 是"), tmp_path)
    assert (found.clauses[0].status, found.clauses[0].case) == ("reached", "查到")


@pytest.mark.parametrize("name", NAMES)
def test_the_cases_of_every_policy_reach_everything(name: str) -> None:
    """The README says so."""
    compiled = compile_policy(POLICIES / name / f"{name}.policy", Bag())
    assert compiled.program is not None
    found = measure(compiled.program, compiled.notice, compiled.ties.cited)
    assert [one.ref for one in found.clauses if one.status in ("unreached", "open")] == []
    assert [(goal.text, [a.words for a in goal.missing]) for goal in found.missing] == []
    owed = [item for one in compiled.program.decisions for item in one.definitions if item.duty]
    count = len(found.of("rule")) + len(found.of("exception"))
    count += sum(1 for item in owed for _ in rules_of(item))
    assert count == count_rules(compiled.program)


def test_a_percent_is_whole_only_when_nothing_is_missing() -> None:
    assert Count(199, 200).percent == 99
    assert Count(0, 0).percent is None


def test_a_clause_is_told_in_its_own_words(tmp_path: Path) -> None:
    """The table of an annex has no number; its beginning is not the beginning of the notice."""
    notice = "关于报销的通知\n一、职工报销80%。\n附件1\n费用情况表\n填报单位：\t日期：\n"
    (tmp_path / "notice.txt").write_text(notice, encoding="utf-8")
    policy = tmp_path / "sample.policy"
    policy.write_text(
        "政策 sample《关于报销的通知》\n  原文 \"notice.txt\"。\n"
        "参数 比例（share）：比例 80%，依据 一「职工报销80%」。\n",
        encoding="utf-8",
    )
    bag = Bag()
    compiled = compile_policy(policy, bag)
    assert [item.title for item in bag] == [  # one line, without tabs, and whole
        "「附件1正文」还没有交代：填报单位： 日期："
    ]
    assert compiled.draft is not None
    found = measure(compiled.draft, compiled.notice, compiled.ties.cited)
    assert [(one.ref, one.text, one.line) for one in found.clauses] == [
        ("一", "职工报销80%。", 2), ("附件1正文", "填报单位： 日期：", 5),
    ]  # fmt: skip
