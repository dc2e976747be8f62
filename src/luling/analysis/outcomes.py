"""What one program answers to one case, outcome by outcome: value, clauses, what is missing.

In: a program, the id of a decision, facts and parameters. Out: an `Answer`. A decision that fails
by the policy's own rules, or by facts that contradict each other, is an answer too (`failed`);
facts that can't be read raise `DecisionError`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from luling.analysis.fitting import decision_of
from luling.core import ir
from luling.explanation.grounds import Grounds
from luling.explanation.words import Words
from luling.interpreter.decide import Decision, conclude, prepare
from luling.runtime.errors import RULE_FAILURES, DecisionError
from luling.types import Type

__all__ = ["Answer", "AnswerStatus", "Missing", "Outcome", "State", "answer"]

AnswerStatus = Literal[
    "decided", "incomplete", "not_in_force", "failed", "no_decision"
]  # fmt: skip
State = Literal["known", "open", "unspecified", "inapplicable", "not_in_force", "failed", "absent"]
"""known: a value. open: something is missing. unspecified: the notice leaves it to other documents.
inapplicable: none of its rules applies to the case. not_in_force, failed: the whole answer is.
absent: the policy has no outcome with this id (or not even the decision)."""

_CASE_FAILURES = RULE_FAILURES | {"contradiction", "unknown_code"}


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact or parameter that an outcome waits for; for a parameter, the clauses that leave it
    open."""

    path: str
    label: str
    citations: ir.Citations = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """`value` in the JSON form of outputs (of an open collection: its certain members), `text` in
    Chinese. `citations`: the rules that gave it, followed through intermediate values."""

    id: str
    label: str
    state: State
    value: object = None
    text: str = ""
    missing: tuple[Missing, ...] = ()
    refers_to: str | None = None
    citations: ir.Citations = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """`error` for `failed`: its code and message."""

    status: AnswerStatus
    outcomes: tuple[Outcome, ...] = ()
    error: DecisionError | None = field(default=None, compare=False)


def answer(
    program: ir.Program, id: str, facts: Mapping[str, object], params: Mapping[str, object]
) -> Answer:
    """Every output of the decision, in the order of the source."""
    decision = decision_of(program, id)
    if decision is None:
        return Answer("no_decision")
    try:
        at = prepare(program, decision, facts, params)
        found = conclude(at)
    except DecisionError as error:
        if error.code not in _CASE_FAILURES:
            raise
        return Answer("failed", _everywhere(decision, "failed", "算不出"), error)
    words = Words(program, decision, facts)
    if found.status == "not_in_force":
        text = _not_in_force(program.policy, str(facts.get(decision.date_fact or "", "")))
        return Answer("not_in_force", _everywhere(decision, "not_in_force", text))
    entries = {entry["definition"]: entry for entry in found.trace}
    teller = _Teller(words, found, Grounds(words, at, entries), entries)
    return Answer(found.status, tuple(teller.tell(item) for item in decision.outputs))


def _everywhere(decision: ir.Decision, state: State, text: str) -> tuple[Outcome, ...]:
    return tuple(Outcome(one.id, one.label, state, text=text) for one in decision.outputs)


def _not_in_force(policy: ir.Policy, date: str) -> str:
    early = policy.effective is not None and date < policy.effective.isoformat()
    return "尚未施行" if early else "已经失效"


@dataclass(frozen=True, slots=True)
class _Teller:
    words: Words
    found: Decision
    grounds: Grounds
    entries: Mapping[str, Mapping[str, Any]]

    def tell(self, item: ir.Definition) -> Outcome:
        value, missing = self.found.outputs[item.id], self.found.unresolved.get(item.id)
        entry = self.entries.get(item.id, {})
        if missing is not None:
            told = tuple(self._missing(path) for path in missing)
            text, cited = self._open(item, value), self._cited(item) if value else ()
            return Outcome(item.id, item.label, "open", value, text, told, None, cited)
        cited = self._cited(item)
        if entry.get("status") == "unspecified":
            document = entry["refers_to"]
            text = f"本通知未规定，按《{document}》执行" if document else "本通知未规定"
            return Outcome(item.id, item.label, "unspecified", None, text, (), document, cited)
        if value is None:
            return Outcome(item.id, item.label, "inapplicable", None, "不适用", (), None, cited)
        text = self._text(value, item)
        return Outcome(item.id, item.label, "known", value, text, (), None, cited)

    def _open(self, item: ir.Definition, value: object) -> str:
        """待定; of a set what is certain already, too."""
        certain = isinstance(value, list) and value and item.kind != "per_member"
        return f"{self._text(value, item)}；有没有别的待定" if certain else "待定"

    def _text(self, value: object, item: ir.Definition) -> str:
        if item.kind == "per_member" and isinstance(value, list):
            return "、".join(self._one(one, item.type) for one in value) or "无"
        return self._one(value, item.type)

    def _one(self, value: object, kind: Type) -> str:
        return "待定" if value is None else self.words.value(value, kind)

    def _missing(self, path: str) -> Missing:
        root, name = path.split(".")[:2]
        citations: ir.Citations = ()
        if root == "params":
            citations = self.words.parameters[name].citations
        return Missing(path, self.words.name(path), citations)

    def _cited(self, item: ir.Definition) -> ir.Citations:
        """The clauses behind a value; of a collection or list, of the rules of its members."""
        if item.group is not None and item.kind != "per_member":
            cited = self.grounds.of(item).cited
        else:
            members = self.entries.get(item.id, {}).get("members", ())
            rules = [
                rule["rule"]
                for member in members
                if item.kind == "per_member" or member["in"] is True
                for rule in member["rules"]
                if rule["verdict"] == "applied"
            ]
            cited = {
                (one.policy, one.clause, one.quotes): None
                for id in rules
                for one in self.grounds.rules[id].citations
            }
        return tuple(ir.Citation(*one) for one in cited)
