"""What must hold of every policy, on random ones."""

from __future__ import annotations

import json
import random
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from luling.core import ir
from luling.interpreter import Decision, decide
from luling.interpreter.context import Context
from luling.interpreter.decide import find_decision, prepare
from luling.interpreter.values import Failed, Known, Result, Unknown
from luling.runtime.errors import DecisionError
from sample_world import program_of
from strategies import (
    Case,
    cases,
    cases_of,
    completed,
    json_values,
    programs,
    shuffled,
)

relaxed = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def answer(case: Case, program: ir.Program | None = None) -> Decision | DecisionError:
    try:
        return decide(program or case.program, case.decision, case.facts, case.params)
    except DecisionError as error:
        return error


def context(case: Case) -> Context | None:
    try:
        decision = find_decision(case.program, case.decision)
        return prepare(case.program, decision, case.facts, case.params)
    except DecisionError:
        return None


@relaxed
@given(cases())
def test_every_case_is_answered_or_refused(case: Case) -> None:
    found = answer(case)
    if isinstance(found, Decision):
        json.dumps(found.to_json(), allow_nan=False)
        assert found.status in ("decided", "incomplete", "not_in_force")
        if found.outputs:
            assert (found.status == "incomplete") == bool(found.unresolved)
        assert list(found.unresolved) == [id for id in found.outputs if id in found.unresolved]
        for paths in found.unresolved.values():
            assert paths and paths == sorted(set(paths))
            assert all(path.startswith(("facts.", "params.")) for path in paths)
    else:
        assert found.code not in ("unknown_fact", "wrong_type", "bad_value", "bad_request")


@relaxed
@given(cases())
def test_what_is_unknown_says_what_is_missing(case: Case) -> None:
    at = context(case)
    assume(at is not None)
    assert at is not None
    results = [*at.results.values(), *(r for c in at.collected.values() for r in c.values())]
    for result in results:
        assert not isinstance(result, Unknown) or result.missing


@relaxed
@given(st.data(), cases(gaps=False))
def test_supplying_a_missing_value_never_changes_what_was_known(data: Any, case: Case) -> None:
    before, after = context(case), context(data.draw(completed(case)))
    assume(before is not None and after is not None)
    assert before is not None and after is not None
    for key, result in before.results.items():
        assert _agrees(result, after.results[key])
    for id, members in before.collected.items():
        for member, result in members.items():
            assert _agrees(result, after.collected[id][member])


def _agrees(before: Result, after: Result) -> bool:
    """Only an operation that then turns out to have no answer (a division by zero) may still fail;
    two rules that then conflict may not."""
    if isinstance(before, Known):
        return after == before or (isinstance(after, Failed) and after.code != "conflict")
    return True


@relaxed
@given(st.data(), cases(gaps=False))
def test_what_is_not_asked_for_does_not_matter(data: Any, case: Case) -> None:
    """Only values that `unresolved` asks for can make an unknown output known."""
    before = answer(case)
    fuller = data.draw(completed(case))
    after = answer(fuller)
    assume(isinstance(before, Decision) and isinstance(after, Decision))
    assert isinstance(before, Decision) and isinstance(after, Decision)
    supplied = _supplied(case, fuller)
    for id, paths in before.unresolved.items():
        if not any(_touches(path, supplied) for path in paths):
            assert id in after.unresolved


def _supplied(case: Case, fuller: Case) -> set[str]:
    found = {f"facts.{id}" for id in fuller.facts if fuller.facts[id] != case.facts.get(id)}
    return found | {f"params.{id}" for id in fuller.params if id not in case.params}


def _touches(path: str, supplied: set[str]) -> bool:
    root = path.split("[")[0].split(".")
    # A code supplies what its catalogue says of it.
    return ".".join(root[:2]) in supplied or bool({"facts.code", "facts.day"} & supplied)


@relaxed
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_sentences_never_matters(case: Case, order: random.Random) -> None:
    one, other = answer(case), answer(case, shuffled(case.program, order))
    if isinstance(one, DecisionError):
        assert isinstance(other, DecisionError)
    else:
        assert isinstance(other, Decision)
        assert (one.outputs, one.unresolved, one.status) == (
            other.outputs, other.unresolved, other.status,
        )  # fmt: skip


@relaxed
@given(cases())
def test_the_trace_never_changes_the_answer(case: Case) -> None:
    try:
        untraced = decide(case.program, case.decision, case.facts, case.params, trace=False)
    except DecisionError as error:
        found = answer(case)
        assert isinstance(found, DecisionError) and found.to_json() == error.to_json()
        return
    traced = answer(case)
    assert isinstance(traced, Decision) and untraced.trace == []
    assert (untraced.outputs, untraced.unresolved) == (traced.outputs, traced.unresolved)


@relaxed
@given(cases())
def test_the_trace_agrees_with_the_answer(case: Case) -> None:
    found = answer(case)
    assume(isinstance(found, Decision) and found.trace)
    assert isinstance(found, Decision)
    for entry in found.trace:
        id = entry["definition"]
        if id in found.outputs:
            assert entry["value"] == found.outputs[id]
            assert entry["missing"] == found.unresolved.get(id, [])
        for rule in entry["rules"]:
            verdict = rule["verdict"]
            assert bool(rule["by"]) == (verdict in ("set_aside", "cancelled")), rule
            assert not rule["failed"] or verdict == "not_applied"
            assert not rule["missing"] or verdict == "undecided"
        if entry["status"] == "known" and entry["kind"] == "outcome":
            verdicts = {rule["verdict"] for rule in entry["rules"]}
            assert verdicts & {"applied", "undecided"}


PLAIN = program_of(())


@relaxed
@given(json_values(), json_values())
def test_any_json_is_answered_or_refused(facts: Any, params: Any) -> None:
    found = answer(Case(PLAIN, facts, params))
    if isinstance(found, DecisionError):
        json.dumps(found.to_json()).encode()
        found.message.encode()


@relaxed
@given(st.data(), programs())
def test_any_value_of_a_fact_is_answered_or_refused(data: Any, program: ir.Program) -> None:
    case = data.draw(cases_of(program))
    names = st.sampled_from([item.id for item in program.decisions[0].facts])
    given_names = st.sampled_from([item.id for item in program.parameters])
    facts = {**case.facts, **data.draw(st.dictionaries(names, json_values(), max_size=2))}
    params = {**case.params, **data.draw(st.dictionaries(given_names, json_values(), max_size=2))}
    found = answer(Case(program, facts, params))
    if isinstance(found, DecisionError):
        found.message.encode()
        assert found.fact is None or found.fact.startswith(("facts", "params"))
