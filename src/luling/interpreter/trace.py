"""The trace: which rule gave each value, what set others aside, and why others did not apply.

Section 4 of `docs/semantics.md`. Built after the values are known; it asks the rules again and
changes nothing.
"""

from __future__ import annotations

from typing import Any

from luling.core import ir
from luling.core.wording import leaves, phrase
from luling.interpreter import answers, rules
from luling.interpreter.context import Context
from luling.interpreter.expressions import evaluate
from luling.interpreter.rosters import members_of
from luling.interpreter.uses import inputs_of
from luling.interpreter.values import FALSE, NULL, Known, Result
from luling.interpreter.verdicts import Verdict, verdicts

Entry = dict[str, Any]


def explain(at: Context) -> list[Entry]:
    """One entry for each definition, in the order of the decision."""
    return [_entry(item, at) for item in at.decision.definitions]


def _entry(item: ir.Definition, at: Context) -> Entry:
    entry: Entry = {
        "definition": item.id,
        "label": item.label,
        "kind": item.kind,
        "status": "",
        "value": None,
        "missing": [],
        "uses": [],
        "refers_to": None,
        "failed": [],
        "rules": [],
        "members": [],
    }
    shown = answers.shown(item, at)
    entry["status"] = _status(shown)
    entry["missing"] = list(shown.missing)
    if item.kind == "collection":
        entry["value"] = shown.value
        found = [verdicts(one.group, at) for one in item.members]
        entry["members"] = [
            _collected(one, at.collected[item.id][one.id], judged, at)
            for one, judged in zip(item.members, found, strict=True)
        ]
        entry["uses"] = _uses([one for judged in found for one in judged])
    elif item.kind == "per_member":
        assert item.roster is not None and item.group is not None
        each = members_of(item.roster, at)
        found = [verdicts(item.group, one) for one in each]
        entry["members"] = [
            _of_member(index, item, judged, one)
            for index, (judged, one) in enumerate(zip(found, each, strict=True))
        ]
        entry["uses"] = _uses([one for judged in found for one in judged])
    elif item.kind == "condition":
        entry["value"] = shown.value
        _explain_condition(item, entry, at)
    else:
        entry["value"] = shown.value
        _explain_rules(item, entry, at)
    return entry


def _status(shown: answers.Shown) -> str:
    if shown.failure is not None:
        return "failed"
    return "unknown" if shown.missing else "known"


# ---------------------------------------------------------------- kinds of definitions


def _explain_rules(item: ir.Definition, entry: Entry, at: Context) -> None:
    assert item.group is not None
    judged = verdicts(item.group, at)
    entry["rules"] = [_rule(one, at) for one in judged]
    entry["uses"] = _uses(judged)
    entry["status"], entry["refers_to"] = _refined(item, entry["status"], entry["value"], at)


def _refined(
    item: ir.Definition, status: str, value: object, at: Context
) -> tuple[str, str | None]:
    """A known value may be a default, or null because the notice leaves it to another document."""
    assert item.group is not None
    if status != "known":
        return status, None
    if rules.group(item.group, at).is_empty:
        return "default", None
    if value is None:
        for one in verdicts(item.group, at):
            if one.kind == "applied" and isinstance(one.rule.value, ir.Unspecified):
                return "unspecified", one.rule.value.refers_to
    return status, None


def _explain_condition(item: ir.Definition, entry: Entry, at: Context) -> None:
    assert item.group is not None
    expr = item.group.nodes[0].rule.value
    assert expr is not None
    entry["uses"] = sorted(inputs_of(expr))
    if at.results[item.id, None] == FALSE:
        entry["failed"] = _false_leaves(expr, at)


def _collected(
    item: ir.CollectionMember, result: Result, judged: list[Verdict], at: Context
) -> Entry:
    return {
        "id": item.id,
        "label": item.label,
        "in": result.value is True if isinstance(result, Known) else None,
        "missing": list(answers.missing(result)),
        "rules": [_rule(one, at) for one in judged],
    }


def _of_member(index: int, item: ir.Definition, judged: list[Verdict], one: Context) -> Entry:
    shown = answers.shown_result(one.results[item.id, index], item, one)
    return {
        "index": index,
        "status": _refined(item, _status(shown), shown.value, one)[0],
        "value": shown.value,
        "missing": list(shown.missing),
        "rules": [_rule(verdict, one) for verdict in judged],
    }


# ---------------------------------------------------------------- one rule


def _rule(judged: Verdict, at: Context) -> Entry:
    rule = judged.rule
    failed: list[str] = []
    if judged.kind == "not_applied":
        if not rules.in_period(rule, at):
            failed = ["不在有效期内"]
        elif rule.condition is not None:
            failed = _false_leaves(rule.condition, at)
    return {
        "rule": rule.id,
        "label": rule.label,
        "kind": rule.kind,
        "verdict": judged.kind,
        "citations": [
            {"policy": one.policy, "clause": one.clause, "quotes": list(one.quotes)}
            for one in rule.citations
        ],
        "failed": failed,
        "missing": list(answers.missing(judged.applies)),
        "by": list(judged.by),
    }


def _false_leaves(expr: ir.Expr, at: Context) -> list[str]:
    """The parts of a condition that are false (or null), in words."""
    return [
        phrase(leaf, at.program, at.decision)
        for leaf in leaves(expr)
        if evaluate(leaf, at) in (FALSE, NULL)
    ]


def _uses(judged: list[Verdict]) -> list[str]:
    found: set[str] = set()
    for one in judged:
        if one.kind == "applied":
            for expr in (one.rule.condition, one.rule.value):
                found |= set() if expr is None else inputs_of(expr)
    return sorted(found)
