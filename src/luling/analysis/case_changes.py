"""The worked cases (用例) of two versions, run under both: whose outcomes change, and how."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from luling.analysis.changes import Aspect
from luling.analysis.fitting import LeftOut, decision_of, fit
from luling.analysis.outcomes import Answer, Outcome, answer
from luling.analysis.situation import told
from luling.core import ir
from luling.runtime.errors import DecisionError

__all__ = ["CaseChange", "case_changes", "count_cases"]

Origin = Literal["both", "old", "new"]
_STATUS = {"not_in_force": "不在施行期内", "decided": "有结论", "incomplete": "有待定的结论"}


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A case with another answer. `origin`: which version has it; `aspects`: each outcome of both
    versions that changes, or 整个案情; `left_out`: what the old and the new version were not
    given."""

    decision: str
    decision_label: str
    id: str
    title: str
    origin: Origin
    aspects: tuple[Aspect, ...]
    left_out: tuple[tuple[LeftOut, ...], tuple[LeftOut, ...]] = field(default=((), ()))


@dataclass(frozen=True, slots=True)
class _Both:
    """One case with its inputs, and which version has it."""

    case: ir.Case
    origin: Origin


def count_cases(old: ir.Program, new: ir.Program) -> int:
    """How many different cases of decisions that both versions have are run."""
    return len(list(_cases(old, new)))


def case_changes(old: ir.Program, new: ir.Program) -> tuple[CaseChange, ...]:
    """The cases of both versions, those with the same inputs once, whose answers differ."""
    return tuple(found for one in _cases(old, new) if (found := _change(one, old, new)) is not None)


def _cases(old: ir.Program, new: ir.Program) -> Iterator[_Both]:
    former = {_inputs(case): case for case in old.cases}
    current = {_inputs(case): case for case in new.cases}
    for inputs, case in {**current, **former}.items():
        case = current.get(inputs, case)
        if decision_of(old, case.decision) and decision_of(new, case.decision):
            both = inputs in former and inputs in current
            origin: Origin = "both" if both else "new" if inputs in current else "old"
            yield _Both(case, origin)


def _inputs(case: ir.Case) -> str:
    given = [case.decision, case.facts, case.params]
    return json.dumps(given, sort_keys=True, ensure_ascii=False, default=str)


def _change(one: _Both, old: ir.Program, new: ir.Program) -> CaseChange | None:
    before, left_before = _answer(one.case, old, new if one.origin == "new" else None)
    after, left_after = _answer(one.case, new, old if one.origin == "old" else None)
    aspects = tuple(_aspects(before, after))
    if not aspects:
        return None
    decision = decision_of(new, one.case.decision)
    label = decision.label if decision is not None else one.case.decision
    return CaseChange(
        one.case.decision, label, one.case.id, one.case.title, one.origin, aspects,
        (left_before, left_after),
    )  # fmt: skip


def _answer(
    case: ir.Case, program: ir.Program, owner: ir.Program | None
) -> tuple[Answer, tuple[LeftOut, ...]]:
    """The answer of one version; where the case is of the other version alone, `owner`, it is given
    what it asks. (The bad value of a case that expects an error is given as it is.)"""
    facts, params, left_out = case.facts, case.params, tuple[LeftOut, ...]()
    decision = decision_of(program, case.decision)
    if owner is not None and case.error_fact is None and decision is not None:
        own = decision_of(owner, case.decision)
        assert own is not None
        taken = fit(program, decision, facts, params)
        facts, params = taken.facts, taken.params
        left_out = tuple(told(item, [(owner, own)]) for item in taken.left_out)
    try:
        return answer(program, case.decision, facts, params), left_out
    except DecisionError as error:
        return Answer("failed", (), error), left_out


def _aspects(old: Answer, new: Answer) -> Iterator[Aspect]:
    halted = ("failed", "not_in_force")
    if old.status in halted or new.status in halted:
        if _fault(old) != _fault(new):
            yield Aspect("整个案情", _whole(old), _whole(new))
        return
    former = {item.id: item for item in old.outcomes}
    for item in new.outcomes:
        other = former.get(item.id)
        if other is not None and _essence(other) != _essence(item):
            yield Aspect(item.label, _told(other), _told(item))


def _fault(one: Answer) -> tuple[object, ...]:
    error, answered = one.error, one.status in ("decided", "incomplete")
    return ("" if answered else one.status, error and (error.code, error.fact))


def _whole(one: Answer) -> str:
    return f"报错：{one.error.message}" if one.error is not None else _STATUS[one.status]


def _essence(item: Outcome) -> tuple[object, ...]:
    value = repr(item.value)
    return item.state, value, item.refers_to, tuple(one.path for one in item.missing)


def _told(item: Outcome) -> str:
    if item.state == "open":
        return f"{item.text}（缺 {'、'.join(one.label for one in item.missing)}）"
    return item.text
