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
    bad = (1.5, -1, 10**12, "１", "80%", "2021-02-30", "", " ", [], {}, "x" * 50, True, 310, "一级")
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


# ---------------------------------------------------------------- what only JavaScript has


def ask(value: Any, id: str = "cost") -> Any:
    """The answer of a decision that gives one fact back, or its error."""
    return answers(generate(ECHO), [("d", {id: value}, None, False)])[0]


def echo() -> ir.Program:
    from luling.types import MONEY
    from sample_world import COUNT, program_of

    def outcome(id: str, value: ir.Expr, type: Any) -> ir.Definition:
        rule = ir.Rule(f"{id}.1", "", "rule", None, None, None, value, None)
        return ir.Definition(id, id, type, "outcome", True, ir.Group((ir.Node(rule),)))

    visits = ir.Fact(COUNT, "visits")
    square = ir.Arithmetic(COUNT, "mul", visits, visits)
    return program_of(
        (outcome("same", ir.Fact(MONEY, "cost"), MONEY), outcome("square", square, COUNT))
    )


ECHO = echo()


def test_large_integers_are_answered_exactly() -> None:
    """10¹⁸ is no safe Number: it is answered as a BigInt, which the driver writes as such."""
    assert ask(10**9, "visits")["outputs"]["square"] == 10**18
    assert ask(94_906_265, "visits")["outputs"]["square"] == 94_906_265**2
    assert ask(94_906_266, "visits")["outputs"]["square"] == 94_906_266**2


def test_integers_may_be_bigints() -> None:
    text = generate(ECHO)
    facts = {"cost": {"$integer": "1200"}, "visits": {"$integer": "7"}}
    answer = answers(text, [("d", facts, None, False)])[0]
    assert answer["outputs"] == {"same": "1200.00", "square": 49}


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
