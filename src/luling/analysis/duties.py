"""All duties of some notices on one day: who owes what by when, how it stands, who fails.

In: programs, a day, and what is known of the facts of the decisions that have duties. Out: an
`Overview` whose duties are sorted by deadline, those without one at the end; `to_json` gives the
one object that programs read. Raises `DecisionError` for facts that can't be read, and for rules
of a policy that give no answer.

A duty whose deadline or fulfilment is unknown is still said to be not yet due, where no deadline
that is possible is over, or overdue, where it is certainly not done and every possible deadline is
over; the decision itself leaves both unresolved (`value` is then None).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from luling.analysis.outcomes import Missing
from luling.core import ir
from luling.explanation.deadlines import Deadline
from luling.explanation.duties import Standing, applies, standing, task
from luling.explanation.values import Values
from luling.explanation.words import Words
from luling.interpreter.decide import decide, is_in_force, prepare
from luling.runtime.errors import DecisionError

__all__ = [
    "Answered", "Force", "Given", "Overview", "OwedDuty", "PolicyState", "State", "duties",
    "with_duties",
]  # fmt: skip

Given = Mapping[str, object]
Force = Literal["in_force", "not_yet", "expired"]
State = Literal[
    "met", "pending", "overdue", "open", "done", "undone", "not_owed", "not_yet", "expired"
]  # fmt: skip
"""met, pending, overdue: of a duty with a deadline. done, undone: of one without. open: it can't be
told. not_owed: its own condition does not hold. not_yet, expired: its notice is not in force."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The duty of an upper notice that a duty carries out. `policy` None where it is not known of
    which notice it is; `label` None where that notice is not at hand."""

    policy: str | None
    name: str
    label: str | None


@dataclass(frozen=True, slots=True)
class OwedDuty:
    """One duty. `task`: what must be done; `applies`: the condition under which it is owed (or
    empty); `standing`: its possible deadlines and what is not done. `value` is the decision's own
    outcome. `missing`: what tells how it stands."""

    policy: str
    decision: str
    id: str
    label: str
    subjects: tuple[str, ...]
    modal: ir.Modal
    task: str
    applies: str
    has_deadline: bool
    state: State
    value: str | bool | None
    standing: Standing
    missing: tuple[Missing, ...]
    answers: Answered | None
    citations: ir.Citations

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """Every day that is possible; none where the duty has no deadline."""
        return self.standing.deadlines

    @property
    def days(self) -> int | None:
        """From the day of the overview to the earliest possible deadline that has a date, negative
        once it is over."""
        return min(self.standing.days, default=None)


@dataclass(frozen=True, slots=True)
class PolicyState:
    """A notice, and whether it is in force on the day; `count`: its duties."""

    policy: ir.Policy
    force: Force
    count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`policies` in the order in which they were given."""

    as_of: dt.date
    policies: tuple[PolicyState, ...]
    duties: tuple[OwedDuty, ...]

    def to_json(self) -> dict[str, object]:
        """{"as_of", "policies": [...], "duties": [...]}; `docs/semantics.md` section 5."""
        return {
            "as_of": self.as_of.isoformat(),
            "policies": [
                {
                    "id": one.policy.id,
                    "title": one.policy.title,
                    "number": one.policy.number,
                    "status": one.force,
                    "duties": one.count,
                }
                for one in self.policies
            ],
            "duties": [_json(one) for one in self.duties],
        }


def with_duties(program: ir.Program) -> tuple[ir.Decision, ...]:
    """The decisions of a program that have duties."""
    return tuple(one for one in program.decisions if any(map(_is_duty, one.outputs)))


def duties(
    programs: Sequence[ir.Program],
    as_of: dt.date,
    facts: Mapping[tuple[str, str], Given] | None = None,
    params: Mapping[str, Given] | None = None,
    upper: Sequence[ir.Program] = (),
) -> Overview:
    """Every duty of the programs. `facts` by policy and decision, without the date, which is
    `as_of`; `params` by policy. `upper`: further notices, for the names of their duties."""
    known = {program.policy.id: program for program in (*upper, *programs)}
    found: list[OwedDuty] = []
    states = []
    for program in programs:
        own: list[OwedDuty] = []
        for decision in with_duties(program):
            given = (facts or {}).get((program.policy.id, decision.id), {})
            if decision.date_fact is not None:
                given = {**given, decision.date_fact: as_of.isoformat()}
            supplied = (params or {}).get(program.policy.id, {})
            own += _of_decision(program, decision, given, supplied, as_of, known)
        states.append(PolicyState(program.policy, _force(program.policy, as_of), len(own)))
        found += own
    return Overview(as_of, tuple(states), tuple(sorted(found, key=_place)))


def _place(item: OwedDuty) -> tuple[bool, dt.date]:
    dates = [one.date for one in item.deadlines if one.date is not None]
    return not item.has_deadline, min(dates, default=dt.date.max)


def _is_duty(item: ir.Definition) -> bool:
    return item.duty is not None


def _force(policy: ir.Policy, as_of: dt.date) -> Force:
    if is_in_force(policy, as_of):
        return "in_force"
    return "not_yet" if policy.effective is not None and as_of < policy.effective else "expired"


# ---------------------------------------------------------------- one decision


def _of_decision(
    program: ir.Program,
    decision: ir.Decision,
    given: Given,
    params: Given,
    as_of: dt.date,
    known: Mapping[str, ir.Program],
) -> Iterator[OwedDuty]:
    try:
        answer = decide(program, decision.id, given, params, trace=False)
    except DecisionError as error:
        where = f"{program.policy.id} 的{decision.label}：{error.message}"
        raise DecisionError(error.code, where, error.fact) from None
    words = Words(program, decision, given)
    values = Values(words, prepare(program, decision, given, params))
    force = _force(program.policy, as_of)
    for item in filter(_is_duty, decision.outputs):
        assert item.duty is not None
        found = standing(item, values)
        value = answer.outputs[item.id]
        assert value is None or isinstance(value, str | bool)
        state = _state(item.duty, found, value) if force == "in_force" else force
        yield OwedDuty(
            program.policy.id,
            decision.id,
            item.id,
            item.label,
            item.duty.subjects,
            item.duty.modal,
            task(item.duty, values),
            applies(item.duty, values),
            item.duty.deadline is not None,
            state,
            value,
            found,
            tuple(_missing(path, words) for path in found.missing),
            _answered(program, item, known),
            item.citations,
        )


def _missing(path: str, words: Words) -> Missing:
    root, name = path.split(".")[:2]
    citations = words.parameters[name].citations if root == "params" else ()
    return Missing(path, words.name(path), citations)


def _state(duty: ir.Duty, found: Standing, value: str | bool | None) -> State:
    match value:
        case True:
            return "done"
        case False:
            return "undone"
        case "met" | "pending" | "overdue":
            return value
    if not found.missing:
        return "not_owed"
    dated = bool(found.days) and len(found.days) == len(found.deadlines)
    if duty.deadline is None or not dated:
        return "open"
    if min(found.days) >= 0:
        return "pending"
    is_late = max(found.days) < 0 and found.is_done is False and found.applies is True
    return "overdue" if is_late else "open"


def _answered(
    program: ir.Program, item: ir.Definition, known: Mapping[str, ir.Program]
) -> Answered | None:
    """The duty of an upper notice that is named, or that has the same id."""
    assert item.duty is not None
    name = item.duty.answers
    for policy in _above(program.policy, known):
        for decision in known[policy].decisions if policy in known else ():
            for other in filter(_is_duty, decision.outputs):
                if other.id == (name or item.id) or other.label == name:
                    return Answered(policy, other.id, other.label)
    if name is None:
        return None
    direct = program.policy.upper
    return Answered(direct[0] if len(direct) == 1 else None, name, None)


def _above(policy: ir.Policy, known: Mapping[str, ir.Program]) -> Iterator[str]:
    """The ids of the notices above one, nearest first, as far as they are at hand."""
    waiting, seen = list(policy.upper), {policy.id}
    while waiting:
        id = waiting.pop(0)
        if id not in seen:
            seen.add(id)
            yield id
            waiting += known[id].policy.upper if id in known else ()


# ---------------------------------------------------------------- JSON


def _json(item: OwedDuty) -> dict[str, object]:
    answers = item.answers
    return {
        "policy": item.policy,
        "decision": item.decision,
        "id": item.id,
        "label": item.label,
        "subjects": list(item.subjects),
        "modal": item.modal,
        "task": item.task,
        "applies": item.applies or None,
        "deadlines": [
            {
                "date": one.date.isoformat() if one.date is not None else None,
                "text": one.text,
                "when": one.when or None,
                "citations": _cited(one.citations),
            }
            for one in item.deadlines
        ],
        "state": item.state,
        "value": item.value,
        "days": item.days,
        "undone": list(item.standing.undone),
        "unclear": list(item.standing.unclear),
        "failing": list(item.standing.failing),
        "doubtful": list(item.standing.doubtful),
        "missing": [one.path for one in item.missing],
        "answers": answers
        and {"policy": answers.policy, "name": answers.name, "label": answers.label},
        "citations": _cited(item.citations),
    }


def _cited(citations: ir.Citations) -> list[dict[str, object]]:
    return [
        {"policy": one.policy, "clause": one.clause, "quotes": list(one.quotes)}
        for one in citations
    ]
