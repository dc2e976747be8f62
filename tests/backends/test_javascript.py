"""The generated JavaScript answers as the interpreter does: outputs, unresolved, status, trace,
errors; over generated policies and over the six, with their cases."""

from __future__ import annotations

import random
from typing import Any

import pytest
from generated import NAMES, Drawn, policy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from node import Asked, answers, assert_agreement, needs_node, policy_text

from luling.backends.javascript import generate
from luling.core import ir
from luling.types import BOOL, DATE, MONEY
from sample_world import COUNT, DAYS, MONTHS, program_of
from strategies import Case, cases_of, json_values, programs

pytestmark = needs_node

relaxed = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@relaxed
@given(programs().flatmap(lambda program: st.lists(cases_of(program), min_size=3, max_size=6)))
def test_javascript_agrees_with_interpreter(drawn: list[Case]) -> None:
    program = drawn[0].program
    asked = [(one.decision, one.facts, one.params, True) for one in drawn]
    untraced = [(*one[:3], False) for one in asked[:1]]
    assert_agreement(program, generate(program), [*asked, *untraced])


@relaxed
@given(st.data())
def test_bad_values_are_refused_alike(data: st.DataObject) -> None:
    case = data.draw(programs(most=2).flatmap(cases_of))
    facts = [item.id for item in case.program.decisions[0].facts] + ["另一个"]
    params = [item.id for item in case.program.parameters] + ["另一个"]
    asked: list[Asked] = []
    for value in data.draw(st.lists(json_values(), min_size=2, max_size=6)):
        fact, param = data.draw(st.sampled_from(facts)), data.draw(st.sampled_from(params))
        asked.append(("d", {**case.facts, fact: value}, case.params, True))
        asked.append(("d", case.facts, {**case.params, param: value}, True))
    whole = data.draw(json_values())
    asked += [("d", whole, case.params, True), ("d", case.facts, whole, True)]
    assert_agreement(case.program, generate(case.program), asked)


@pytest.mark.parametrize("name", NAMES)
def test_policies_agree(name: str) -> None:
    program = policy(name)
    asked: list[Asked] = []
    for decision in program.decisions:
        for seed in range(24):
            drawn = Drawn(program, decision, seed, (0.0, 0.05, 0.4)[seed % 3])
            asked.append((decision.id, drawn.facts(), drawn.params(), True))
    assert_agreement(program, policy_text(name), asked)


@pytest.mark.parametrize("name", NAMES)
def test_policies_refuse_bad_values_alike(name: str) -> None:
    program, chance = policy(name), random.Random(name)
    bad: tuple[Any, ...] = (
        1.5, -1, 10**12, "１", "80%", "2021-02-30", "", " ", [], {}, "x" * 50, True, 310, "一级",
    )  # fmt: skip
    asked: list[Asked] = []
    for decision in program.decisions:
        drawn = Drawn(program, decision, 1, 0.0)
        facts, params = drawn.facts(), drawn.params()
        for id in facts:
            asked.append((decision.id, {**facts, id: chance.choice(bad)}, params, False))
        for id in params:
            asked.append((decision.id, facts, {**params, id: chance.choice(bad)}, False))
    assert_agreement(program, policy_text(name), asked)


@pytest.mark.parametrize("name", NAMES)
def test_worked_cases_agree(name: str) -> None:
    program = policy(name)
    asked: list[Asked] = [(one.decision, one.facts, one.params, True) for one in program.cases]
    assert len(asked) > 10
    assert_agreement(program, policy_text(name), asked)


def test_what_is_compared_is_not_empty() -> None:
    """Traces have rules with clauses, and unknown facts are asked for: agreement says something."""
    (decided, asking) = answers(
        policy_text("chongqing"),
        [
            ("stocking_refusal", {"reason": "drug_ratio"}, {}, True),
            ("reimbursement", {"service_date": "2021-06-01"}, {}, False),
        ],
    )
    assert decided["outputs"] == {"refusal": "prohibited"}
    assert decided["trace"][-1]["rules"][0]["citations"][0]["clause"]
    assert asking["status"] == "incomplete" and asking["trace"] == []
    assert "facts.insurance" in asking["unresolved"]["fund_ratio"]


# ---------------------------------------------------------------- one operator after another


def giving(value: ir.Expr, type: Any, *more: ir.Definition) -> ir.Program:
    """A policy whose one outcome is an expression over the facts of `sample_world`."""
    rule = ir.Rule("x.1", "", "rule", None, None, None, value, None)
    x = ir.Definition("x", "结果", type, "outcome", True, ir.Group((ir.Node(rule),)), nullable=True)
    return program_of((x, *more))


BORN, DAY = ir.Fact(DATE, "born"), ir.Fact(DATE, "day")
VISITS = ir.Fact(COUNT, "visits")
OVERFLOWS: tuple[Any, ...] = ("error", "next_day", "month_end")
SIGNS: tuple[Any, ...] = (1, -1)
CALENDAR: list[tuple[ir.Expr, Any]] = [
    *[(ir.DatePart(COUNT, part, (BORN, DAY)), COUNT) for part in ("age", "days")],
    *[(ir.DatePart(COUNT, part, (BORN,)), COUNT) for part in ("year", "month")],
    *[
        (ir.ShiftDate(BORN, ir.Fact(unit, "visits"), sign, overflow), DATE)
        for unit in (DAYS, MONTHS)
        for sign in SIGNS
        for overflow in OVERFLOWS
    ],
    *[(ir.DayOf(BORN, months, day, end), DATE)
      for months, day, end in ((0, None, False), (1, 30, False), (14, 29, True), (-3, None, True))],
    (ir.Arithmetic(DAYS, "sub", DAY, BORN), DAYS),
    (ir.Compare("lt", BORN, DAY), BOOL),
]  # fmt: skip
DATES = (
    "0001-01-01", "0001-03-01", "0004-02-29", "1900-02-28", "1900-03-01", "1999-12-31",
    "2000-02-29", "2021-01-31", "2023-10-31", "2024-02-29", "2024-03-01", "2024-12-31",
    "2100-02-28", "9999-11-30", "9999-12-31",
)  # fmt: skip


@pytest.mark.parametrize("number", range(len(CALENDAR)))
def test_the_calendar_agrees(number: int) -> None:
    expr, type = CALENDAR[number]
    asked: list[Asked] = [
        ("d", {"born": born, "day": day, "visits": visits}, None, False)
        for born, day in zip(DATES, reversed(DATES), strict=True)
        for visits in (0, 1, 13, 1000, 10**9)
    ]
    assert_agreement(giving(expr, type), generate(giving(expr, type)), asked)


@pytest.mark.parametrize("mode", ["half_up", "down", "up"])
@pytest.mark.parametrize("places", [0, 2, 3])
def test_rounding_agrees_to_both_sides_of_zero(mode: Any, places: int) -> None:
    """(费用 − 已付) ÷ 人次, rounded; what the answer shows is rounded once more, half up."""
    difference = ir.Arithmetic(MONEY, "sub", ir.Fact(MONEY, "cost"), ir.Fact(MONEY, "paid"))
    share = ir.Arithmetic(MONEY, "div", difference, VISITS)
    rounding = ir.Rounding(mode, places)
    rule = ir.Rule("x.1", "", "rule", None, None, None, share, rounding)
    x = ir.Definition("x", "结果", MONEY, "outcome", True, ir.Group((ir.Node(rule),)))
    asked: list[Asked] = [
        ("d", {"cost": cost, "paid": paid, "visits": visits}, None, False)
        for cost in ("0", "0.01", "0.5", "1.5", "2.45", "100.05")
        for paid in ("0", "0.02", "1", "2.5", "999999999999.99")
        for visits in (0, 1, 2, 3, 8, 1000)
    ]
    assert_agreement(program_of((x,)), generate(program_of((x,))), asked)


@relaxed
@given(st.lists(st.text("医院等级备案城市人次费用abcdeｇ_（）𠮷 ", max_size=12), max_size=40))
def test_the_nearest_name_is_the_same(names: list[str]) -> None:
    """As a fact, a key and a value; in these alphabets many are alike."""
    asked: list[Asked] = [("d", {name: 1}, None, False) for name in names]
    asked += [("d", {"level": name}, None, False) for name in names]
    asked += [("d", {}, {"given_pairs": {name: {}}}, False) for name in names]
    assert_agreement(ECHO, generate(ECHO), asked)


def echo() -> ir.Program:
    """A policy that gives a fact back, and the square of another."""
    square = ir.Arithmetic(COUNT, "mul", VISITS, VISITS)
    rule = ir.Rule("square.1", "", "rule", None, None, None, square, None)
    squared = ir.Definition(
        "square", "平方", COUNT, "outcome", True, ir.Group((ir.Node(rule),)), place=1
    )
    return giving(ir.Fact(MONEY, "cost"), MONEY, squared)


ECHO = echo()


# ---------------------------------------------------------------- what only JavaScript has


def ask(value: Any, id: str = "cost") -> Any:
    """The answer to one fact, or its error."""
    return answers(generate(ECHO), [("d", {id: value}, None, False)])[0]


def test_large_integers_are_answered_exactly() -> None:
    """10¹⁸ is no safe Number: it is answered as a BigInt, which the driver writes as such."""
    assert ask(10**9, "visits")["outputs"]["square"] == 10**18
    assert ask(94_906_265, "visits")["outputs"]["square"] == 94_906_265**2
    assert ask(94_906_266, "visits")["outputs"]["square"] == 94_906_266**2


def test_integers_may_be_bigints() -> None:
    text = generate(ECHO)
    facts = {"cost": {"$integer": "1200"}, "visits": {"$integer": "7"}}
    answer = answers(text, [("d", facts, None, False)])[0]
    assert answer["outputs"] == {"x": "1200.00", "square": 49}


@pytest.mark.parametrize("value", [float(2**53), 1e16, -1e300])
def test_numbers_that_may_have_lost_digits_are_refused(value: float) -> None:
    answer = ask(value)
    assert answer["code"] == "bad_value" and "这个过大的整数" in answer["message"]


@pytest.mark.parametrize(
    ("value", "words"),
    [(1e-05, "1e-05"), (1.5e-07, "1.5e-07"), (0.0001, "0.0001"), (-2.5, "-2.5"),
     (float("nan"), "nan"), (float("-inf"), "-inf"), (123456789.125, "123456789.125")],
)  # fmt: skip
def test_floats_are_refused_in_the_interpreters_words(value: float, words: str) -> None:
    answer = ask(value)
    assert answer["code"] == "wrong_type" and f"浮点数 {words} 不是" in answer["message"]
    assert_agreement(ECHO, generate(ECHO), [("d", {"cost": value}, None, False)])
