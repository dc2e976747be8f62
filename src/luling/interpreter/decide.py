"""One decision, from JSON to JSON: section 3 of `docs/semantics.md`, in its order."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from luling.core import ir
from luling.core.wording import phrase
from luling.interpreter import answers, rules
from luling.interpreter.context import Context
from luling.interpreter.expressions import evaluate
from luling.interpreter.facts import derive, read_facts, read_parameters
from luling.interpreter.rosters import members_of
from luling.interpreter.trace import Entry, explain
from luling.interpreter.values import FALSE
from luling.runtime import inputs
from luling.runtime.errors import DecisionError

Status = Literal["decided", "incomplete", "not_in_force"]


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer: `outputs` in the order of the source; `unresolved` lists, for each output that is
    not known, the sorted paths that are missing and matter."""

    policy: str
    decision: str
    status: Status
    outputs: dict[str, object]
    unresolved: dict[str, list[str]]
    trace: list[Entry]

    def to_json(self) -> dict[str, object]:
        """The answer as it is written."""
        return {
            "policy": self.policy,
            "decision": self.decision,
            "status": self.status,
            "outputs": self.outputs,
            "unresolved": self.unresolved,
            "trace": self.trace,
        }


def decide(
    program: ir.Program,
    decision_id: str,
    facts: object,
    params: object = None,
    *,
    trace: bool = True,
) -> Decision:
    """Answer one decision, or raise `DecisionError`."""
    at = prepare(program, find_decision(program, decision_id), facts, params)
    return conclude(at, trace=trace)


def conclude(at: Context, *, trace: bool = True) -> Decision:
    """The answer to a case that is prepared, or `DecisionError`."""
    _check(at)
    if at.date_is_missing:
        return _unanswered(at, "incomplete", [at.date_path])
    if at.date is not None and not is_in_force(at.program.policy, at.date):
        return _unanswered(at, "not_in_force", [])
    return _answered(at, trace)


def find_decision(program: ir.Program, id: str) -> ir.Decision:
    """The decision with this id."""
    for item in program.decisions:
        if item.id == id:
            return item
    known = {item.id: item.label for item in program.decisions}
    inputs.unknown_name(id, known, "", "unknown_decision", "判定")


def prepare(program: ir.Program, decision: ir.Decision, given: object, params: object) -> Context:
    """Facts and parameters validated and completed, and every definition evaluated."""
    known, rosters = read_facts(program, decision, given)
    parameters = read_parameters(program, params)
    date = known.get(decision.date_fact) if decision.date_fact is not None else None
    assert date is None or isinstance(date, dt.date)
    derive(program, decision, known, date)
    at = Context(program, decision, known, rosters, parameters, date)
    for item in decision.definitions:
        _define(item, at)
    return at


def _define(item: ir.Definition, at: Context) -> None:
    """Evaluates a definition, which uses only earlier ones."""
    if item.kind == "collection":
        at.collected[item.id] = {one.id: rules.member(one, at) for one in item.members}
    elif item.roster is not None:
        for index, one in enumerate(members_of(item.roster, at)):
            at.results[item.id, index] = rules.definition(item, one)
    else:
        at.results[item.id, None] = rules.definition(item, at)


def _check(at: Context) -> None:
    """Facts that contradict each other: as soon as a check is certainly false."""
    for item in at.decision.checks:
        if evaluate(item.condition, at) == FALSE:
            first = item.facts[0] if item.facts else None
            words = phrase(item.condition, at.program, at.decision)
            place = f"（{first}）" if first else ""
            raise DecisionError(
                "contradiction",
                f"{item.label}{place}：给出的事实互相矛盾。应满足“{words}”，请核对所列各项。",
                first,
            )


def is_in_force(policy: ir.Policy, date: dt.date) -> bool:
    """Whether the notice applies on a date."""
    return not (
        (policy.effective is not None and date < policy.effective)
        or (policy.expires is not None and date > policy.expires)
    )


def _unanswered(at: Context, status: Status, missing: list[str]) -> Decision:
    ids = [item.id for item in at.decision.outputs]
    return Decision(
        at.program.policy.id,
        at.decision.id,
        status,
        dict.fromkeys(ids),
        {id: list(missing) for id in ids if missing},
        [],
    )


def _answered(at: Context, traced: bool) -> Decision:
    outputs: dict[str, object] = {}
    unresolved: dict[str, list[str]] = {}
    for item in at.decision.outputs:
        found = answers.shown(item, at)
        if found.failure is not None:
            message = f"{item.label}（{item.id}）：{found.failure.message}"
            raise DecisionError(found.failure.code, message)
        outputs[item.id] = found.value
        if found.missing:
            unresolved[item.id] = list(found.missing)
    return Decision(
        at.program.policy.id,
        at.decision.id,
        "incomplete" if unresolved else "decided",
        outputs,
        unresolved,
        explain(at) if traced else [],
    )
