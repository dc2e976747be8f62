"""The JSON object of a revision, as `docs/comparison.md` documents it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from luling.analysis.case_changes import CaseChange
from luling.analysis.changes import Aspect, Change
from luling.analysis.comparison import citation_json
from luling.analysis.fitting import LeftOut
from luling.analysis.text_changes import ClauseChange
from luling.core import ir

if TYPE_CHECKING:
    from luling.analysis.revision import Revision

__all__ = ["revision_json"]


def revision_json(item: Revision) -> dict[str, object]:
    """All chapters; each is an empty list where nothing differs."""
    return {
        "old": _policy(item.old),
        "new": _policy(item.new),
        "differs": not item.is_empty,
        "head": [_aspect(one) for one in item.head],
        "clauses": [_clause(one) for one in item.clauses],
        "declarations": [_change(one) for one in item.declarations],
        "decisions": [
            {"id": one.id, "label": one.label, "changes": [_change(each) for each in one.changes]}
            for one in item.decisions
        ],
        "others": [_change(one) for one in item.others],
        "examples": [_change(one) for one in item.examples],
        "cases": [_case(one) for one in item.cases],
        "cases_run": item.cases_run,
    }


def _policy(item: ir.Policy) -> dict[str, object]:
    return {"policy": item.id, "title": item.title, "number": item.number}


def _aspect(item: Aspect) -> dict[str, object]:
    return {"name": item.name, "old": item.old, "new": item.new}


def _change(item: Change) -> dict[str, object]:
    return {
        "kind": item.kind,
        "what": item.what,
        "id": item.id,
        "label": item.label,
        "text": item.text,
        "aspects": [_aspect(one) for one in item.aspects],
        "only_grounds": item.only_grounds,
        "old_citations": [citation_json(one) for one in item.citations[0]],
        "new_citations": [citation_json(one) for one in item.citations[1]],
    }


def _clause(item: ClauseChange) -> dict[str, object]:
    return {
        "kind": item.kind,
        "old": item.old,
        "new": item.new,
        "segments": [{"kind": s.kind, "old": s.old, "new": s.new} for s in item.segments],
    }


def _case(item: CaseChange) -> dict[str, object]:
    return {
        "decision": item.decision,
        "id": item.id,
        "title": item.title,
        "origin": item.origin,
        "aspects": [_aspect(one) for one in item.aspects],
        "left_out_of_old": _left_out(item.left_out[0]),
        "left_out_of_new": _left_out(item.left_out[1]),
    }


def _left_out(items: Sequence[LeftOut]) -> list[dict[str, object]]:
    return [{"path": one.path, "reason": one.reason} for one in items]
