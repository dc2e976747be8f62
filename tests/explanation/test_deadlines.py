"""The days that a deadline may fall on, read off the rules that give it."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from luling.core import ir
from luling.diagnostics import Bag
from luling.diagnostics.prelude import complete
from luling.driver import compile_policy
from luling.explanation.deadlines import Deadline, deadlines, either
from luling.explanation.values import Values
from luling.explanation.words import Words
from luling.interpreter.decide import prepare
from luling.source import Source

DEFINITIONS = """\
  事实 起算日（start）：日期。
  事实 先行（first）：是非。
  结论 其一（one）：日期。
    通则 甲（a_rule）：当 先行，为 2023年3月1日，依据 一。
    通则 乙（b_rule）：当 非 先行，为 2023年6月1日，依据 二。
  结论 其二（two）：日期。
    通则 平常（c_rule）：为 2023年9月1日，依据 三。
    例外 提前（d_rule）：当 定点 且 医院等级 是 三级，为 2023年5月1日，依据 四。
    例外 大额（e_rule）：当 医保费用 超过 100元，为 2023年5月1日，依据 五。
  结论 其三（three）：日期，为 最高（其一，2023年4月1日），依据 六。
  结论 其四（four）：日期，为 起算日 次月 10日，依据 七。
  结论 其五（five）：日期，为 其一 加 1个月，依据 八。
  结论 其六（six）：日期，默认 2024年1月1日。
    通则 丙（f_rule）：当 先行，为 2023年3月1日，依据 一。
  结论 其七（seven）：日期，为 最低（其一，其六），依据 九。
  中间表 按险种（by_kind）：日期，依据 十
    | 险种     | 按险种        |
    | 职工医保 | 2023年7月1日  |
    | 居民医保 | 2023年8月1日  |。
  结论 其八（eight）：日期。
    通则 丁（g_rule）：当 先行，为 2023年3月1日，依据 一。
    通则 戊（h_rule）：当 非 先行，为 未规定，按《另一通知》执行，依据 二。
  结论 其九（nine）：日期，为 按险种，依据 十。
"""


@cache
def program() -> ir.Program:
    path, bag = Path("example.policy"), Bag()
    found = compile_policy(path, bag, Source(str(path), complete(DEFINITIONS), path))
    assert found.program is not None, [item.title for item in bag]
    return found.program


def possible(id: str, **facts: object) -> tuple[Deadline, ...]:
    decision = program().decisions[0]
    given = {"service_date": "2023-01-15", **facts}
    values = Values(Words(program(), decision), prepare(program(), decision, given, {}))
    item = next(one for one in decision.definitions if one.id == id)
    return deadlines(ir.Reference(item.type, id), values)


@pytest.mark.parametrize(
    ("id", "facts", "text"),
    [
        ("one", {"first": True}, "2023年3月1日"),
        ("one", {}, "2023年3月1日或2023年6月1日，看是不是先行"),
        ("two", {"eligible_cost": 200}, "2023年5月1日"),
        (
            "two",
            {"eligible_cost": 50, "designated": True},
            "2023年5月1日（医院等级是三级）或2023年9月1日（其他情况）",
        ),
        (
            "two",
            {},
            "2023年5月1日（定点，医院等级是三级，或者医保费用超过100元）或2023年9月1日（其他情况）",
        ),
        ("two", {"eligible_cost": 50, "designated": False}, "2023年9月1日"),
        # Computed from a date that is open itself.
        ("three", {}, "2023年4月1日或2023年6月1日，看是不是先行"),
        ("five", {}, "2023年4月1日或2023年7月1日，看是不是先行"),
        ("six", {}, "2023年3月1日（先行）或2024年1月1日（其他情况）"),
        ("nine", {}, "2023年7月1日（险种是职工医保）或2023年8月1日（险种是居民医保）"),
        ("nine", {"insurance": "resident"}, "2023年8月1日"),
        # Nothing to list: only in words.
        ("four", {}, "起算日次月10日"),
        ("four", {"start": "2023-02-03"}, "2023年3月10日"),
        ("eight", {}, "2023年3月1日或按《另一通知》执行，看是不是先行"),
    ],
)
def test_the_days_are_told_with_their_conditions(
    id: str, facts: dict[str, object], text: str
) -> None:
    assert either(possible(id, **facts)) == text


def test_what_can_not_be_at_once_is_no_day() -> None:
    """最低（其一，其六）: both hang on the same fact, so the two earliest go together."""
    assert [one.date for one in possible("seven")] == [dt.date(2023, 3, 1), dt.date(2023, 6, 1)]
    assert [one.date for one in possible("seven", first=True)] == [dt.date(2023, 3, 1)]
    assert [one.date for one in possible("seven", first=False)] == [dt.date(2023, 6, 1)]


def test_each_day_has_the_clauses_of_its_rules() -> None:
    clauses = [[cited.clause for cited in one.citations] for one in possible("one")]
    assert clauses == [["一"], ["二"]]
    assert [cited.clause for cited in possible("five", first=True)[0].citations] == ["八", "一"]
