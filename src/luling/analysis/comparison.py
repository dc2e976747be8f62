"""The same case under several notices, side by side.

In: a `Case` for each notice (`situation.cases_of` makes them). Out: a `Comparison`: a column for
each case, in the order given, and a row for each outcome that any of them has, matched by id; each
row says whether the notices agree. Nothing here prints; `to_json` gives the documented object.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from luling.analysis.fitting import LeftOut, decision_of
from luling.analysis.outcomes import Answer, AnswerStatus, Missing, Outcome, answer
from luling.analysis.situation import Case
from luling.core import ir
from luling.explanation.words import Words, chinese_date
from luling.runtime.errors import DecisionError

__all__ = [
    "Agreement", "Column", "Comparison", "Row", "citation_json", "column_names", "compare",
    "short_name",
]  # fmt: skip

Agreement = Literal["same", "differs", "open", "alone"]
"""same: at least two notices answer, all alike, and none is open. differs: two certainly answer
unlike. open: what is missing may still make them differ. alone: fewer than two answer."""

_ANSWERING = ("known", "unspecified", "inapplicable", "open")


@dataclass(frozen=True, slots=True)
class Column:
    """A notice and how its answer as a whole stands; `facts` are those that it was given, by name
    and value in Chinese. `error` says why a `failed` one could not be computed."""

    policy: ir.Policy
    name: str
    status: AnswerStatus
    facts: tuple[tuple[str, str], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    error: DecisionError | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An outcome; `cells` in the order of the columns."""

    id: str
    label: str
    agreement: Agreement
    cells: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`decision` is the id, `label` its Chinese name in the first notice that has it."""

    decision: str
    label: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def differing(self) -> tuple[Row, ...]:
        """The outcomes on which the notices certainly differ."""
        return tuple(row for row in self.rows if row.agreement == "differs")

    def to_json(self) -> dict[str, object]:
        """The comparison as it is written."""
        return {
            "decision": self.decision,
            "label": self.label,
            "policies": [_column_json(column) for column in self.columns],
            "outcomes": [
                {
                    "id": row.id,
                    "label": row.label,
                    "agreement": row.agreement,
                    "cells": [
                        {"policy": column.policy.id, **_outcome_json(cell)}
                        for column, cell in zip(self.columns, row.cells, strict=True)
                    ],
                }
                for row in self.rows
            ],
        }


def compare(cases: Sequence[Case]) -> Comparison:
    """Decide every case and set the answers side by side. The cases share one decision."""
    answers = [_answer(case) for case in cases]
    rows = tuple(_row(id, label, cases, answers) for id, label in _merged(answers).items())
    labels = [found.label for case in cases if (found := decision_of(case.program, case.decision))]
    names = column_names([case.program.policy for case in cases])
    columns = [
        Column(case.program.policy, name, one.status, _facts(case), case.left_out, one.error)
        for case, one, name in zip(cases, answers, names, strict=True)
    ]
    decision = cases[0].decision if cases else ""
    return Comparison(decision, labels[0] if labels else decision, tuple(columns), rows)


def _answer(case: Case) -> Answer:
    try:
        return answer(case.program, case.decision, case.facts, case.params)
    except DecisionError as error:
        name = short_name(case.program.policy)
        raise DecisionError(error.code, f"{name}：{error.message}", error.fact) from None


def _facts(case: Case) -> tuple[tuple[str, str], ...]:
    """The scalar facts that were given, in the order of the source."""
    decision = decision_of(case.program, case.decision)
    if decision is None:
        return ()
    words = Words(case.program, decision)
    return tuple(
        (item.label, words.value(case.facts[item.id], item.type))
        for item in decision.facts
        if isinstance(item, ir.FactDeclaration) and case.facts.get(item.id) is not None
    )


# ---------------------------------------------------------------- rows


def _merged(answers: Sequence[Answer]) -> dict[str, str]:
    """The outcomes of all, id → label: each after the one that it follows in its own notice, at
    the end where it follows none."""
    order: list[str] = []
    labels: dict[str, str] = {}
    for one in answers:
        at = len(order)
        for item in one.outcomes:
            labels.setdefault(item.id, item.label)
            if item.id in order:
                at = order.index(item.id) + 1
            else:
                order.insert(at, item.id)
                at += 1
    return {id: labels[id] for id in order}


def _row(id: str, label: str, cases: Sequence[Case], answers: Sequence[Answer]) -> Row:
    cells = tuple(_cell(id, label, one) for one in answers)
    return Row(id, label, _agreement(cells), cells)


def _cell(id: str, label: str, one: Answer) -> Outcome:
    for item in one.outcomes:
        if item.id == id:
            return item
    text = "无此判定" if one.status == "no_decision" else "无此结论"
    return Outcome(id, label, "absent", text=text)


def _agreement(cells: Sequence[Outcome]) -> Agreement:
    answering = [cell for cell in cells if cell.state in _ANSWERING]
    if len(answering) < 2:
        return "alone"
    pairs = [(a, b) for index, a in enumerate(answering) for b in answering[index + 1 :]]
    if any(_certainly_differ(a, b) for a, b in pairs):
        return "differs"
    return "open" if any(cell.state == "open" for cell in answering) else "same"


def _certainly_differ(left: Outcome, right: Outcome) -> bool:
    """Whether two answers are unlike whatever is still missing. Sets are alike by their members; a
    certain member of an open set that a known one lacks is a difference."""
    if left.state != "open" and right.state != "open":
        elsewhere = left.refers_to != right.refers_to
        return elsewhere or _comparable(left.value) != _comparable(right.value)
    for one, other in ((left, right), (right, left)):
        if one.state == "open" and other.state == "known":
            certain, whole = one.value, other.value
            if isinstance(certain, list) and isinstance(whole, list):
                known = {str(item) for item in certain if item is not None}
                return not known <= {str(item) for item in whole}
    return False


def _comparable(value: object) -> object:
    """Two JSON values are one when their types are, too (true is not 1)."""
    if isinstance(value, list):
        return sorted(map(repr, value))
    return type(value), value


# ---------------------------------------------------------------- names


def short_name(policy: ir.Policy) -> str:
    """Where a notice applies; its title where it does not say so."""
    return "、".join(policy.regions) or policy.title.strip("《》")


def column_names(policies: Sequence[ir.Policy]) -> list[str]:
    """A short name for each; two of one place are told apart by number, or by their day."""
    names = [short_name(policy) for policy in policies]
    out = []
    for policy, name in zip(policies, names, strict=True):
        if names.count(name) > 1:
            day = policy.effective or policy.issued
            dated = chinese_date(day.isoformat()) if day is not None else policy.title
            name = f"{name}（{policy.number or dated}）"
        out.append(name)
    return out


# ---------------------------------------------------------------- JSON


def citation_json(one: ir.Citation) -> dict[str, object]:
    """A clause and the words quoted from it."""
    return {"policy": one.policy, "clause": one.clause, "quotes": list(one.quotes)}


def _column_json(column: Column) -> dict[str, object]:
    policy = column.policy
    return {
        "policy": policy.id,
        "name": column.name,
        "title": policy.title,
        "number": policy.number,
        "effective": policy.effective.isoformat() if policy.effective else None,
        "expires": policy.expires.isoformat() if policy.expires else None,
        "status": column.status,
        "error": column.error.to_json() if column.error else None,
        "left_out": [
            {"path": one.path, "label": one.label, "reason": one.reason, "value": one.value,
             "text": one.text}
            for one in column.left_out
        ],
    }  # fmt: skip


def _outcome_json(cell: Outcome) -> dict[str, object]:
    return {
        "label": cell.label,
        "state": cell.state,
        "value": cell.value,
        "text": cell.text,
        "missing": [_missing_json(one) for one in cell.missing],
        "refers_to": cell.refers_to,
        "citations": [citation_json(one) for one in cell.citations],
    }


def _missing_json(one: Missing) -> dict[str, object]:
    cited = [citation_json(item) for item in one.citations]
    return {"path": one.path, "label": one.label, "citations": cited}
