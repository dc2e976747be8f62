"""Bundles answer as the interpreter does, and say steps and values in the words of Python."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from generated import NAMES, Drawn, from_interpreter, policy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from javascript_bundles import Call, bundle, called, joined, parts_of, steps_of
from node import needs_node

from luling.core import ir
from luling.core.order import expressions_of, walk
from luling.core.wording import type_of
from luling.types import BOOL, DATE, MONEY, RATIO
from random_rules import Builder
from sample_world import COUNT, DAYS, KIND, LEVEL, MONTHS, program_of
from strategies import Case, cases_of, programs

pytestmark = needs_node

relaxed = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
DECISIONS = sorted({item.id for name in NAMES for item in policy(name).decisions})


def assert_alike(
    text: str, asked: list[tuple[ir.Program, ir.Decision, Any, Any]]
) -> list[dict[str, Any]]:
    """Answers and steps as Python gives them for the same; the steps, with their paths."""
    calls: list[Call] = []
    for program, _, facts, params in asked:
        calls.append((program.policy.id, "decide", [facts, params, {"trace": True}]))
        calls.append((program.policy.id, "steps", [facts, params]))
    found = called(text, calls)
    for (program, decision, facts, params), answer, steps in zip(
        asked, found[::2], found[1::2], strict=True
    ):
        assert answer == from_interpreter(program, decision.id, facts, params, True)
        assert joined(steps) == steps_of(program, decision, facts, params)
    return found[1::2]


@pytest.mark.parametrize("decision", DECISIONS)
def test_policies_agree(decision: str) -> None:
    parts = parts_of(decision)
    asked = [
        (program, item, one.facts, one.params)
        for program, item in parts
        for one in program.cases
        if one.decision == decision
    ]
    for program, item in parts:
        for seed in range(8):
            drawn = Drawn(program, item, seed, (0.0, 0.05, 0.4)[seed % 3])
            asked.append((program, item, drawn.facts(), used(item, drawn.params())))
    steps = assert_alike(bundle(*parts), asked)
    assert len(steps) > 8 * len(parts)


@relaxed
@given(programs().flatmap(lambda program: st.lists(cases_of(program), min_size=3, max_size=6)))
def test_generated_policies_agree(drawn: list[Case]) -> None:
    program = drawn[0].program
    item = program.decisions[0]
    asked = [(program, item, one.facts, used(item, one.params)) for one in drawn]
    assert_alike(bundle((program, item)), asked)


@st.composite
def computed(draw: st.DrawFn) -> ir.Program:
    """A policy whose rules all compute, each from facts and those before it."""
    builder = Builder(draw, has_date=draw(st.booleans()), gaps=True)
    for number in range(6):
        value = formula(builder)
        type = type_of(value)
        rule = ir.Rule(
            f"x{number}.1", "", "rule", None, None, None, value, builder.rounding(type)
        )
        label = builder.one_of("甲", "乙数（元）", "（丙）", " 丁） （戊 ")
        item = ir.Definition(
            f"x{number}", label, type, "intermediate", False, ir.Group((ir.Node(rule),))
        )
        builder.earlier.append(item)
    return program_of(tuple(builder.earlier), date_fact="day" if builder.has_date else None)


def formula(builder: Builder) -> ir.Expr:
    mode = builder.one_of("marginal", "whole", "value")
    floor = [ir.Literal_(MONEY, Fraction(0)), builder.money(2, None)]
    if builder.chance(2):
        floor.reverse()
    grade = builder.one_of(ir.Member(LEVEL, "shops", "grade"), ir.Fact(LEVEL, "level"))
    entry = ir.Parameter(MONEY, "given_table", (grade,))
    return builder.one_of(
        builder.money(3, None),
        builder.ratio(3, None),
        builder.integer(3, None),
        builder.date(2, None),
        builder.level(2, None),
        ir.Extreme(MONEY, "max", tuple(floor)),
        ir.Arithmetic(
            MONEY, builder.one_of("add", "sub"), builder.expr(MONEY, 1),
            ir.Extreme(MONEY, "max", tuple(floor)),
        ),
        builder.brackets(mode, MONEY, 1, None),
        builder.sum(MONEY, 2),
        ir.Extreme(
            MONEY, builder.one_of("max", "min"),
            (builder.expr(MONEY, 1), ir.Selection("shops", None, entry)),
        ),
        builder.leaf(MONEY, None),
    )  # fmt: skip


@relaxed
@given(computed().flatmap(lambda program: st.lists(cases_of(program), min_size=3, max_size=6)))
def test_steps_of_generated_formulas(drawn: list[Case]) -> None:
    program = drawn[0].program
    item = program.decisions[0]
    asked = [(program, item, one.facts, used(item, one.params)) for one in drawn]
    assert_alike(bundle((program, item)), asked)


# ---------------------------------------------------------------- one formula after another

COST, ZERO = ir.Fact(MONEY, "cost"), ir.Literal_(MONEY, Fraction(0))
PRICE = ir.Member(MONEY, "lines", "price")
GRADE, RATE = ir.Member(LEVEL, "shops", "grade"), ir.Parameter(RATIO, "fixed_ratio")
DIFFERENCE = ir.Arithmetic(MONEY, "sub", COST, ir.Fact(MONEY, "paid"))
SHARED = ir.Arithmetic(MONEY, "div", COST, ir.Fact(COUNT, "visits"))
SQUARE = ir.Arithmetic(COUNT, "mul", ir.Fact(COUNT, "visits"), ir.Fact(COUNT, "visits"))
LISTED = ir.Selection("lines", ir.Compare("gt", ir.Member(COUNT, "lines", "count"),
                                          ir.Literal_(COUNT, 0)), PRICE)  # fmt: skip


def rows(closed: bool, mode: Any) -> ir.Brackets:
    """0 - 1000 - 5000 -, the middle one at the rate of the day."""
    bounds = [Fraction(0), Fraction(1000), Fraction(5000), None]
    values = [ir.Literal_(RATIO, Fraction(1, 3)), RATE, ir.Literal_(RATIO, Fraction(1, 7))]
    type = RATIO if mode == "value" else MONEY
    found = tuple(ir.Bracket(*one) for one in zip(bounds, bounds[1:], values, strict=False))
    return ir.Brackets(type, mode, COST, found, closed)


MODES: tuple[Any, ...] = ("marginal", "whole", "value")
FORMULAS: list[ir.Expr] = [
    *[rows(closed, mode) for mode in MODES for closed in (True, False)],
    *[SHARED] * 4,
    ir.Arithmetic(MONEY, "mul", DIFFERENCE, ir.Arithmetic(RATIO, "sub", RATE, RATE)),
    ir.Arithmetic(MONEY, "sub", COST, DIFFERENCE),
    ir.Arithmetic(MONEY, "sub", COST, ir.Extreme(MONEY, "max", (ZERO, DIFFERENCE))),
    ir.Arithmetic(MONEY, "mul", ir.Extreme(MONEY, "max", (DIFFERENCE, ZERO)), RATE),
    ir.Arithmetic(MONEY, "mul", ir.Arithmetic(MONEY, "mul", COST, SQUARE), SQUARE),
    ir.Extreme(MONEY, "max", (ZERO, COST)),
    ir.Extreme(MONEY, "max", (ZERO, ir.Reference(MONEY, "x11"))),
    ir.Extreme(MONEY, "min", (SHARED, DIFFERENCE, LISTED)),
    ir.Extreme(LEVEL, "max", (ir.Fact(LEVEL, "level"), ir.Selection("shops", None, GRADE))),
    ir.Extreme(MONEY, "min", (COST, ir.Selection(
        "shops", None, ir.Parameter(MONEY, "fixed_table", (GRADE,))))),
    ir.Aggregate(MONEY, "sum", LISTED),
    ir.Aggregate(COUNT, "count", replace(LISTED, value=None)),
    ir.Parameter(MONEY, "given_table", (ir.Extreme(LEVEL, "min", (
        ir.Fact(LEVEL, "level"), ir.Literal_(LEVEL, "level2"))),)),
    ir.Parameter(RATIO, "given_pairs", (ir.Fact(LEVEL, "level"), ir.Fact(KIND, "kind"))),
    ir.Parameter(MONEY, "given_money"), ir.Parameter(BOOL, "given_flag"), RATE,
    ir.ShiftDate(ir.Fact(DATE, "born"), ir.Literal_(MONTHS, 13), 1, "next_day"),
    ir.DayOf(ir.Extreme(DATE, "max", (ir.Fact(DATE, "born"), ir.Fact(DATE, "day"))), 1, 10),
    ir.Arithmetic(DAYS, "sub", ir.Fact(DATE, "day"), ir.Fact(DATE, "born")),
    ir.Fact(COUNT, "visits"), ir.Reference(MONEY, "x10"), ir.Literal_(MONEY, Fraction(1, 3)),
]  # fmt: skip


def test_steps_of_each_formula() -> None:
    """Each formula under each rounding, at the edges of the tables and with something missing."""
    definitions = []
    for number, value in enumerate(FORMULAS):
        type = type_of(value)
        rounding = ROUNDINGS[number % 4] if type in (MONEY, RATIO) else None
        rule = ir.Rule(f"x{number}.1", "", "rule", None, None, None, value, rounding)
        group = ir.Group((ir.Node(rule),))
        definitions.append(ir.Definition(
            f"x{number}", f"数{number}" if number % 3 else f"数（{number}）", type,
            "intermediate", False, group,
        ))  # fmt: skip
    program = program_of(tuple(definitions), date_fact="day")
    item = program.decisions[0]
    asked = [(program, item, facts, params) for facts in GIVEN for params in SUPPLIED]
    steps = assert_alike(bundle((program, item)), asked)
    told = {id for one in steps for id, lines in one.items() if lines}
    silent = {one for one, value in zip(definitions, FORMULAS, strict=True)
              if value == RATE or isinstance(value, ir.Literal_)}  # fmt: skip
    assert told == {f"{one.id}.1" for one in definitions if one not in silent}
    lines = {line for one in steps for some in joined(one).values() for line in some}
    for words in WORDS:
        assert any(words in line for line in lines), words


WORDS = (
    "，不足 0.00 元，按 0.00 元计", "≈ 33.333333 元，四舍五入到分为 33.33 元", "未知", "的部分：",
    "（由使用单位提供）", "（默认）", "（限数量超过0的）", "取最高的：三级", "−0.05 元",
    "加 13个月", "（二级（含未定级））200.00 元", "15.00 元 ÷ 人次 10000000 = 0.000002 元",
    ",000,000,000.",
)  # fmt: skip
ROUNDINGS = (
    None, ir.Rounding("half_up", 2), ir.Rounding("down", 0), ir.Rounding("up", 4)
)  # fmt: skip
LINES = [{"price": f"{n}.5", "count": n % 3, "rate": "0.1"} for n in range(20)]
GIVEN: list[dict[str, Any]] = [
    {"day": "2022-07-01", "born": "2020-02-29", "cost": cost, "paid": "100.05", "visits": visits,
     "level": "level2", "kind": "11", "lines": LINES[:size], "shops": [
         {"name": "甲", "grade": "level3", "open": True}, {"name": "乙", "grade": grade}]}
    for cost, visits, size, grade in (
        ("0", 3, 0, "level1"), ("100", 3, 5, "level2"), ("1000", 64, 20, None),
        ("1000.01", 10**6, 3, "level3"), ("5000", 7, 12, "level1"), ("99999.99", 0, 2, "level1"),
        ("999999999999.99", 10**9, 1, "level1"), (None, None, 1, "level1"),
        ("5", 10**7, 1, "level1"), ("15", 10**7, 1, "level1"),
    )
]  # fmt: skip
GIVEN += [{"day": "2022-06-30"}, {"day": "2022-06-30", "lines": [], "shops": [], "cost": 1}, {}]
SUPPLIED: list[dict[str, Any]] = [
    {}, {"given_money": "1", "given_flag": False, "given_table": {"二级": "200"},
         "given_pairs": {"level2": {"common": "0.5"}}},
    {"given_money": 0, "given_flag": None, "given_table": {}, "given_pairs": {"level1": {}}},
]  # fmt: skip


def used(decision: ir.Decision, params: dict[str, Any]) -> dict[str, Any]:
    """The parameters of which a bundle of the decision knows."""
    exprs = [one.condition for one in decision.checks]
    for item in decision.definitions:
        exprs += expressions_of(item)
    asked = {one.id for expr in exprs for one in walk(expr) if isinstance(one, ir.Parameter)}
    return {id: value for id, value in params.items() if id in asked}
