"""The generated evaluator answers as the interpreter does: outputs, unresolved, status, trace,
errors."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest
from generated import (
    NAMES,
    Answer,
    Drawn,
    from_interpreter,
    from_module,
    is_plain,
    module_of,
    policy,
    policy_module,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from building import BOOL, MONEY, exception, level, literal, money, outcome, rule
from luling.core import ir
from sample_world import program_of
from strategies import Case, cases, cases_of, json_values, programs

relaxed = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def assert_agreement(module: ModuleType, case: Case) -> Answer:
    """Traced twice (the second time entries may be remembered), and untraced."""
    asked = case.decision, case.facts, case.params
    expected = from_interpreter(case.program, *asked, trace=True)
    assert from_module(module, *asked, trace=True) == expected
    assert from_module(module, *asked, trace=True) == expected
    untraced = {**expected, "trace": []} if "trace" in expected else expected
    assert from_module(module, *asked, trace=False) == untraced
    return expected


@relaxed
@given(cases())
def test_python_agrees_with_interpreter(case: Case) -> None:
    assert_agreement(module_of(case.program), case)


@settings(relaxed, max_examples=15)
@given(cases(duties=True))
def test_duties_agree_with_interpreter(case: Case) -> None:
    assert_agreement(module_of(case.program), case)


@relaxed
@given(programs().flatmap(lambda program: st.lists(cases_of(program), min_size=3, max_size=6)))
def test_remembered_traces_belong_to_their_case(drawn: list[Case]) -> None:
    """One module, several cases: what one case leaves in the memory never shows in another."""
    module = module_of(drawn[0].program)
    for case in [*drawn, *drawn]:
        assert_agreement(module, case)


@relaxed
@given(cases(), st.randoms(use_true_random=False))
def test_the_plain_function_agrees_where_everything_is_known(case: Case, random: Any) -> None:
    decision = case.program.decisions[0]
    drawn = Drawn(case.program, decision, random.random(), 0.0)
    known = without_derived(decision, {**drawn.facts(), "code": random.choice(("X001", "X002"))})
    given_facts = {id: value for id, value in case.facts.items() if value is not None}
    for facts in (known, {**known, **without_derived(decision, given_facts)}):
        params = drawn.params()
        assert_agreement(module_of(case.program), replace(case, facts=facts, params=params))


def without_derived(decision: ir.Decision, facts: dict[str, Any]) -> dict[str, Any]:
    """What a catalogue gives is left to it."""
    derived = {
        item.id
        for item in decision.facts
        if isinstance(item, ir.FactDeclaration) and item.catalogue is not None
    }
    return {id: value for id, value in facts.items() if id not in derived}


@relaxed
@given(cases(), st.data())
def test_bad_values_are_refused_alike(case: Case, data: st.DataObject) -> None:
    decision = case.program.decisions[0]
    id = data.draw(st.sampled_from([item.id for item in decision.facts] + ["另一个"]))
    broken = replace(case, facts={**case.facts, id: data.draw(json_values())})
    assert_agreement(module_of(case.program), broken)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("unknown", [0.0, 0.05, 0.4])
def test_policies_agree(name: str, unknown: float) -> None:
    program, module = policy(name), policy_module(name)
    for decision in program.decisions:
        for seed in range(60):
            drawn = Drawn(program, decision, seed, unknown)
            case = Case(program, drawn.facts(), drawn.params(), decision.id)
            assert_agreement(module, case)


@pytest.mark.parametrize("name", NAMES)
def test_ordinary_cases_take_the_plain_function(name: str) -> None:
    """The fast path is taken, not merely right: every decided case in which all is known."""
    program, module = policy(name), policy_module(name)
    for decision in program.decisions:
        taken = 0
        for seed in range(40):
            drawn = Drawn(program, decision, seed, 0.0)
            facts, params = drawn.facts(), drawn.params()
            answer = from_module(module, decision.id, facts, params, trace=False)
            if answer.get("status") == "decided":
                assert is_plain(module, decision.id, facts, params), (decision.id, facts)
                taken += 1
        assert taken > 5, decision.id


def test_parameters_that_a_decision_does_not_ask_may_be_absent() -> None:
    module = policy_module("chongqing")
    facts = {"reason": "total_quota"}
    assert is_plain(module, "stocking_refusal", facts, None)
    assert is_plain(module, "stocking_refusal", facts, {"resident_ratio": "0.6"})
    assert not is_plain(module, "stocking_refusal", facts, {"resident_ratio": 0.6})


def test_an_unknown_fact_is_never_taken_for_false() -> None:
    program, module = policy("chongqing"), policy_module("chongqing")
    drawn = Drawn(program, program.decisions[0], 1, 0.0)
    facts, params = drawn.facts(), drawn.params()
    for id in facts:
        for missing in ({**facts, id: None}, {k: v for k, v in facts.items() if k != id}):
            assert not is_plain(module, "reimbursement", missing, params)


def test_a_condition_that_fails_is_asked_though_both_values_are_the_same() -> None:
    """Before 2021 the notice fixes no 固定标准: then there is no answer, not the common value."""
    standard = ir.Parameter(MONEY, "fixed_table", (level,))
    no = literal(BOOL, False)
    above = ir.Compare("gt", standard, money("100"))
    program = program_of((outcome(BOOL, rule(no, None, exception(no, above))),), date_fact="day")
    decision, module = program.decisions[0], module_of(program)
    drawn = Drawn(program, decision, 1, 0.0)
    params = drawn.params()
    for day, is_fixed in (("2020-12-31", False), ("2021-01-01", True)):
        given_facts = {**drawn.facts(), "code": "X001", "day": day, "level": "level2"}
        facts = without_derived(decision, given_facts)
        found = assert_agreement(module, Case(program, facts, params, "d"))
        assert ("outputs" in found) is is_fixed
        assert is_plain(module, "d", facts, params) is is_fixed
