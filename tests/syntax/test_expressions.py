"""Conditions and sums: what binds how."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from luling.syntax import ast

from .support import condition, one


def ref(name: str) -> ast.Reference:
    return ast.Reference(ast.Name(name))


def number(text: str) -> ast.Expr:
    compare = condition(f"甲 是 {text}")
    assert isinstance(compare, ast.Compare)
    return compare.right


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("80%", Fraction(4, 5), "%"),
        ("８０．５％", Fraction(161, 200), "%"),
        ("30种", Fraction(30), "种"),
        ("1.5万元", Fraction(15000), "元"),
        ("1,500.50元", Fraction(3001, 2), "元"),
        ("5角", Fraction(1, 2), "元"),
        ("7分", Fraction(7, 100), "元"),
        ("3亿", Fraction(300_000_000), None),
        ("3个月", Fraction(3), "个月"),
        ("30日", Fraction(30), "日"),
        ("12", Fraction(12), None),
    ],
)
def test_a_number_is_exact(text: str, value: Fraction, unit: str | None) -> None:
    found = number(text)
    assert isinstance(found, ast.Number)
    assert (found.value, found.unit) == (value, unit)


def test_a_date_is_one_word() -> None:
    assert number("2022年6月30日") == ast.Date(dt.date(2022, 6, 30))


@pytest.mark.parametrize(
    ("word", "op"),
    [(w, "eq") for w in ["是", "等于", "=", "＝"]]
    + [(w, "ne") for w in ["不是", "不等于", "≠", "!="]]
    + [(w, "gt") for w in ["大于", "超过", "高于", "多于", "晚于", ">", "＞"]]
    + [(w, "lt") for w in ["小于", "低于", "不足", "少于", "早于", "<", "＜"]]
    + [(w, "ge") for w in ["不少于", "不低于", "不小于", "至少", "达到", "不早于", "≥", ">="]]
    + [(w, "le") for w in ["不超过", "不高于", "不大于", "不多于", "至多", "不晚于", "≤", "<="]],
)
def test_a_word_of_comparison(word: str, op: str) -> None:
    found = condition(f"甲 {word} 乙")
    assert isinstance(found, ast.Compare)
    assert (found.op, found.word, found.left, found.right) == (op, word, ref("甲"), ref("乙"))


def test_products_bind_tighter_than_sums() -> None:
    found = condition("甲 加 乙 乘以 丙 减 丁 是 1元")
    assert isinstance(found, ast.Compare)
    product = ast.Arithmetic("mul", ref("乙"), ref("丙"))
    assert found.left == ast.Arithmetic("sub", ast.Arithmetic("add", ref("甲"), product), ref("丁"))


def test_not_covers_a_comparison() -> None:
    assert condition("非 甲 是 乙 且 丙") == ast.Logic(
        "and", (ast.Not(ast.Compare("eq", ref("甲"), ref("乙"))), ref("丙"))
    )


def test_a_truth_value_may_follow_is() -> None:
    assert condition("定点 是 是") == ast.Compare("eq", ref("定点"), ast.Truth(True))
    assert condition("定点 不是 否") == ast.Compare("ne", ref("定点"), ast.Truth(False))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("甲 介于 1 至 5", ast.Between(
            ref("甲"), ast.Number(Fraction(1), None, "1"), ast.Number(Fraction(5), None, "5"))),
        ("甲 属于 乙、丙", ast.Among(ref("甲"), (ref("乙"), ref("丙")), False)),
        ("甲 不属于 乙", ast.Among(ref("甲"), (ref("乙"),), True)),
        ("甲 包含 乙", ast.Contains(ref("甲"), ref("乙"), False)),
        ("甲 不包含 乙", ast.Contains(ref("甲"), ref("乙"), True)),
        ("甲 为空", ast.Empty(ref("甲"), False)),
        ("甲 不为空", ast.Empty(ref("甲"), True)),
        ("（甲 或 乙）", ast.Grouped(ast.Logic("or", (ref("甲"), ref("乙"))))),
        ("每个 县 的 甲", ast.Quantified("every", ast.Selection(ast.Name("县"), None, ref("甲")))),
        ("任一 县 中 甲 且 乙 的 丙", ast.Quantified("any", ast.Selection(
            ast.Name("县"), ast.Logic("and", (ref("甲"), ref("乙"))), ref("丙")))),
        ("标准（甲，乙）", ast.Lookup(ast.Name("标准"), (ref("甲"), ref("乙")))),
        ("计数（县 中 甲）", ast.Aggregate(
            "count", ast.Selection(ast.Name("县"), ref("甲"), None))),
        ("最高（甲，县 中 乙 的 丙）", ast.Extreme("max", (
            ref("甲"), ast.Selection(ast.Name("县"), ref("乙"), ref("丙"))))),
        ("名单（县 的 名称）", ast.Aggregate(
            "names", ast.Selection(ast.Name("县"), None, ref("名称")))),
        ("周岁（甲，乙）", ast.Call("age", (ref("甲"), ref("乙")))),
        ("甲 次月 10日", ast.DateOf(ref("甲"), 1, 10)),
        ("甲 当月 10日", ast.DateOf(ref("甲"), 0, 10)),
        ("甲 月末", ast.DateOf(ref("甲"), 0, None)),
        ("甲 次月 月末", ast.DateOf(ref("甲"), 1, None)),
        ("甲 年末", ast.DateOf(ref("甲"), 0, None, True)),
        ("3个月 取月末", ast.Overflow(ast.Number(Fraction(3), "个月", "3个月"), "month_end")),
        ("3个月 顺延", ast.Overflow(ast.Number(Fraction(3), "个月", "3个月"), "next_day")),
        ("－甲", ast.Negative(ref("甲"))),
        ("“互联网+医院”", ast.Text("互联网+医院")),
        ("已办理“三定”", ref("已办理“三定”")),
        ("“双通道”药店数", ref("“双通道”药店数")),
    ],
)  # fmt: skip
def test_an_expression_reads_as(text: str, tree: ast.Expr) -> None:
    assert condition(text) == tree


def test_a_member_may_be_asked_several_things() -> None:
    found = condition("每个 店 的（甲 且 乙） 且 丙")
    assert isinstance(found, ast.Logic)
    assert len(found.parts) == 2


@pytest.mark.parametrize(
    ("words", "rounding"),
    [
        ("四舍五入到元", ast.Rounding("half_up", 0)),
        ("舍去到分", ast.Rounding("down", 2)),
        ("进位到角", ast.Rounding("up", 1)),
        ("四舍五入到百元", ast.Rounding("half_up", -2)),
        ("保留４位小数", ast.Rounding("half_up", 4)),
        ("舍去保留2位小数", ast.Rounding("down", 2)),
        ("四舍五入", ast.Rounding("half_up", None)),
    ],
)
def test_rounding_reads_as(words: str, rounding: ast.Rounding) -> None:
    outcome = one(f"结论 甲（a）：金额，为 乙，{words}。")
    assert isinstance(outcome, ast.OutcomeDecl)
    assert outcome.rounding == rounding
