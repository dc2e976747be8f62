"""Expressions in words: the language's own surface, by labels."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from building import (
    BOOL,
    COUNT,
    DATE,
    KIND,
    MONEY,
    RATIO,
    TEXT,
    active,
    both,
    cost,
    day,
    either,
    is_,
    level,
    literal,
    local,
    member,
    money,
    names,
    paid,
    shops,
    visits,
)
from luling.core import ir
from luling.core.wording import leaves, phrase
from luling.core.wording import literal as worded
from luling.types import DurationType, IntegerType, SetType
from sample_world import program_of
from strategies import programs

PROGRAM = program_of(())
KINDS = ir.Fact(SetType("kind"), "kinds")
BORN = ir.Fact(DATE, "born")
SUM = ir.Arithmetic(MONEY, "add", cost, paid)
HALF = literal(RATIO, Fraction(1, 2))
MONTHS = DurationType("months")


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (is_(ir.Fact(KIND, "kind"), "chronic"), "种类 是 慢病"),
        (ir.Not(active), "非 有效"),
        (ir.Not(is_(level, "level1")), "非（等级 是 一级）"),
        (both(active, either(local, active)), "有效 且 （本地 或 有效）"),
        (ir.Compare("ge", visits, literal(IntegerType("人次"), 2)), "人次 不少于 2人次"),
        (ir.Compare("lt", BORN, literal(DATE, day("2022-06-30"))), "出生日期 早于 2022年6月30日"),
        (ir.Compare("gt", cost, money("1000")), "费用 超过 1000元"),
        (ir.Among(ir.Fact(KIND, "kind"), ("common", "severe")), "种类 属于 普通、重病"),
        (ir.Not(ir.Among(ir.Fact(KIND, "kind"), ("common",))), "种类 不属于 普通"),
        (ir.Listed(ir.Fact(TEXT, "code"), "drugs"), "药品编码 属于 药品目录"),
        (ir.Contains(KINDS, "severe"), "各种类 包含 重病"),
        (ir.Not(ir.IsEmpty(KINDS)), "各种类 不为空"),
        (ir.Parameter(MONEY, "fixed_table", (level,)), "固定标准（等级）"),
        (ir.Arithmetic(MONEY, "mul", SUM, HALF), "（费用 加 已付） 乘 50%"),
        (ir.Arithmetic(MONEY, "sub", cost, SUM), "费用 减 （费用 加 已付）"),
        (ir.Arithmetic(MONEY, "add", SUM, cost), "费用 加 已付 加 费用"),
        (ir.ShiftDate(BORN, literal(MONTHS, 3), 1, "month_end"), "出生日期 加 3个月 取月末"),
        (ir.DayOf(BORN, 1, 10), "出生日期 次月 10日"),
        (ir.DayOf(BORN, 0, None), "出生日期 月末"),
        (ir.DatePart(COUNT, "age", (BORN, BORN)), "周岁（出生日期，出生日期）"),
        (ir.Extreme(MONEY, "max", (cost, shops(member("open", BOOL), member("sum", MONEY)))),
         "最高（费用，药店 中 营业 的 金额）"),
        (names(ir.Not(member("open", BOOL))), "名单（药店 中 非 营业 的 名称）"),
        (ir.Aggregate(COUNT, "count", shops()), "计数（药店）"),
        (ir.Quantified("every", shops(None, both(active, member("open", BOOL)))),
         "每个 药店 的 （有效 且 营业）"),
        (ir.Unspecified(KIND, "现行政策"), "未规定，按《现行政策》执行"),
    ],
)  # fmt: skip
def test_phrases(expr: ir.Expr, text: str) -> None:
    assert phrase(expr, PROGRAM, PROGRAM.decisions[0]) == text.replace("非（", "非 （")


@pytest.mark.parametrize(
    ("value", "type", "text"),
    [(Fraction(1000), MONEY, "1000元"), (Fraction("0.01"), MONEY, "0.01元"), (True, BOOL, "是"),
     (Fraction("0.8"), RATIO, "80%"), (Fraction("0.333333"), RATIO, "33.3333%"),
     (30, IntegerType("种"), "30种"), (30, DurationType("days"), "30日"), ("甲", TEXT, "“甲”"),
     (Fraction(-5), MONEY, "-5元")],
)  # fmt: skip
def test_constants(value: Any, type: Any, text: str) -> None:
    assert worded(value, type, PROGRAM) == text


def test_leaves_are_the_parts_of_and_and_or() -> None:
    assert list(leaves(both(active, either(local, ir.Not(active))))) == [
        active, local, ir.Not(active),
    ]  # fmt: skip
    assert list(leaves(None)) == []


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(programs())
def test_no_id_is_ever_in_the_words(program: ir.Program) -> None:
    decision = program.decisions[0]
    for item in decision.definitions:
        for node in item.group.nodes if item.group else ():
            for expr in (node.rule.condition, node.rule.value):
                words = "" if expr is None else phrase(expr, program, decision)
                words = words.replace("X001", "").replace("X002", "").replace("X003", "")
                assert not any(char.isascii() and char.isalpha() for char in words), words
