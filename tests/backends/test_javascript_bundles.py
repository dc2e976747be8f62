"""A bundle: one decision of several policies, its steps and its words, as Python has them."""

from __future__ import annotations

from typing import Any

import pytest
from generated import NAMES, Drawn, from_interpreter, policy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from javascript_bundles import Call, bundle, called, joined, steps_of
from node import needs_node

from luling.core import ir
from luling.core.order import expressions_of, walk
from strategies import Case, cases_of, programs

pytestmark = needs_node

relaxed = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
DECISIONS = sorted({item.id for name in NAMES for item in policy(name).decisions})


def parts_of(decision: str) -> list[tuple[ir.Program, ir.Decision]]:
    """The policies that have a decision."""
    return [
        (policy(name), item)
        for name in NAMES
        for item in policy(name).decisions
        if item.id == decision
    ]


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


def used(decision: ir.Decision, params: dict[str, Any]) -> dict[str, Any]:
    """The parameters of which a bundle of the decision knows."""
    exprs = [one.condition for one in decision.checks]
    for item in decision.definitions:
        exprs += expressions_of(item)
    asked = {one.id for expr in exprs for one in walk(expr) if isinstance(one, ir.Parameter)}
    return {id: value for id, value in params.items() if id in asked}
