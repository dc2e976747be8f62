"""A duty in every state, before, on and after its deadline, with whatever is unknown."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from duty_world import counties, lower
from luling.api import Decision, Engine, Policy
from luling.core import ir
from luling.interpreter.decide import find_decision, prepare
from luling.interpreter.expressions import evaluate
from luling.interpreter.values import Failed, Known, Result, Unknown
from luling.runtime.errors import DecisionError
from strategies import Case, cases

BEFORE, ON, AFTER = "2023-06-29", "2023-06-30", "2023-07-01"
ALL, SOME, MAYBE = counties(甲=1, 乙=2), counties(甲=1, 乙=0), counties(甲=1, 乙=None)


@cache
def policy() -> Policy:
    return Policy(lower())


def ask(engine: Engine, day: str, **facts: Any) -> Decision:
    return policy().decide("progress", {"as_of": day, **facts}, {}, engine=engine)


engines = pytest.mark.parametrize("engine", ["interpreter", "python"])


@engines
@pytest.mark.parametrize(
    ("day", "listed", "first", "value", "missing"),
    [
        (BEFORE, ALL, True, "met", []),
        (AFTER, ALL, True, "met", []),
        (BEFORE, SOME, True, "pending", []),
        (ON, SOME, True, "pending", []),
        (AFTER, SOME, True, "overdue", []),
        (AFTER, SOME, False, "pending", []),
        ("2023-10-01", SOME, False, "overdue", []),
        # Done whatever the deadline is.
        (AFTER, ALL, None, "met", []),
        # Not known by when: only what tells that is asked for.
        (AFTER, SOME, None, None, ["facts.first"]),
        # Not known whether: the deadline is not asked for.
        (BEFORE, MAYBE, True, None, ["facts.counties[1].pharmacies"]),
        (ON, MAYBE, True, None, ["facts.counties[1].pharmacies"]),
        (AFTER, MAYBE, True, None, ["facts.counties[1].pharmacies"]),
        (AFTER, None, False, None, ["facts.counties"]),
        # One that fails decides it, whatever the others do.
        (AFTER, [*SOME, {"name": "丙"}], True, "overdue", []),
        (AFTER, MAYBE, None, None, ["facts.counties[1].pharmacies", "facts.first"]),
    ],
)
def test_a_duty_with_a_deadline(
    engine: Engine, day: str, listed: Any, first: bool | None, value: Any, missing: list[str]
) -> None:
    found = ask(engine, day, counties=listed, first=first)
    assert found.outputs["coverage"] == value
    assert found.unresolved.get("coverage", []) == missing


@engines
@pytest.mark.parametrize(
    ("day", "stored", "kinds", "value", "missing"),
    [
        ("2023-06-15", False, None, None, []),  # nothing is owed
        ("2023-06-15", True, None, None, ["facts.kinds", "params.least"]),
        ("2023-06-15", None, 5, None, ["facts.stored", "params.least"]),
        ("2023-06-16", None, None, None, ["facts.kinds", "facts.stored", "params.least"]),
    ],
)
def test_a_duty_under_a_condition(
    engine: Engine, day: str, stored: bool | None, kinds: int | None, value: Any, missing: list[str]
) -> None:
    found = ask(engine, day, stored=stored, kinds=kinds)
    assert found.outputs["storage"] == value
    assert found.unresolved.get("storage", []) == missing


@engines
@pytest.mark.parametrize(
    ("kinds", "day", "value"),
    [(5, "2023-06-16", "met"), (4, "2023-06-15", "pending"), (4, "2023-06-16", "overdue")],
)
def test_a_duty_that_is_owed(engine: Engine, kinds: int, day: str, value: str) -> None:
    facts = {"as_of": day, "stored": True, "kinds": kinds}
    found = policy().decide("progress", facts, {"least": 5}, engine=engine)
    assert found.outputs["storage"] == value


@engines
@pytest.mark.parametrize(
    ("first", "opened", "value", "missing"),
    [
        (True, [True, False], True, []),
        (True, [False, False], False, []),
        (True, [], False, []),
        (True, [None, False], None, ["facts.stations[0].opened"]),
        (False, [None, False], None, []),  # nothing is owed
        (None, [True], None, ["facts.first"]),
    ],
)
def test_a_duty_without_a_deadline(
    engine: Engine, first: bool | None, opened: list[bool | None], value: Any, missing: list[str]
) -> None:
    stations = [{"number": n, "opened": one} for n, one in enumerate(opened)]
    found = ask(engine, AFTER, first=first, stations=stations)
    assert found.outputs["stations_open"] == value
    assert found.unresolved.get("stations_open", []) == missing


@engines
def test_the_trace_tells_the_three_rules(engine: Engine) -> None:
    found = ask(engine, AFTER, first=True, counties=SOME)
    entry = next(one for one in found.trace if one["definition"] == "coverage")
    assert [(one["rule"], one["label"], one["verdict"]) for one in entry["rules"]] == [
        ("coverage.pending", "未到期", "not_applied"),
        ("coverage.overdue", "逾期", "applied"),
        ("coverage.met", "已落实", "not_applied"),
    ]
    assert {one["kind"] for one in entry["rules"]} == {"rule", "exception"}
    assert entry["rules"][2]["failed"] == ["每个 县区 的 药店数 不少于 1家"]
    done = ask(engine, AFTER, first=True, counties=ALL)
    entry = next(one for one in done.trace if one["definition"] == "coverage")
    assert [one["verdict"] for one in entry["rules"]] == ["not_applied", "set_aside", "applied"]
    assert entry["rules"][1]["by"] == ["coverage.met"]


# ---------------------------------------------------------------- any duty


@settings(
    deadline=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(cases(duties=True))
def test_a_duty_means_what_its_sentence_says(case: Case) -> None:
    try:
        decision = find_decision(case.program, "d")
        at = prepare(case.program, decision, case.facts, case.params)
    except DecisionError:
        assume(False)
        return
    assume(at.date is not None)
    for item in decision.definitions:
        if item.duty is not None:
            owed = [] if item.duty.applies is None else [evaluate(item.duty.applies, at)]
            done = evaluate(item.duty.condition, at)
            due = evaluate(item.duty.deadline, at) if item.duty.deadline is not None else None
            parts = [*owed, done, *([due] if due is not None else [])]
            if not any(isinstance(part, Failed) or part == Known(None) for part in parts):
                assert at.results[item.id, None] == _meant(item.duty, owed, done, due, at.date)


def _meant(
    duty: ir.Duty, owed: list[Result], done: Result, due: Result | None, today: Any
) -> Result:
    """The outcome, worked out from what the parts are."""
    if owed == [Known(False)]:
        return Known(None)
    unsure = owed[0].missing if owed and isinstance(owed[0], Unknown) else frozenset()
    if due is None:
        if isinstance(done, Unknown):
            return Unknown(done.missing | unsure)
        return Unknown(unsure) if unsure else done
    if done == Known(True):
        # While it is not known whether anything is owed, the rules about the deadline may apply
        # too, and each condition is unknown by itself (docs/semantics.md, section 2).
        hangs_on = due.missing if isinstance(due, Unknown) else frozenset()
        return Unknown(unsure | hangs_on) if unsure else Known("met")
    unclear = done.missing if isinstance(done, Unknown) else frozenset()
    if isinstance(due, Unknown):
        return Unknown(due.missing | unclear | unsure)
    assert isinstance(due, Known)
    if unclear or unsure:
        return Unknown(unclear | unsure)
    return Known("pending" if today <= due.value else "overdue")
