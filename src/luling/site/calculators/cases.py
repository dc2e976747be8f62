"""The worked cases of a decision, for a page that fills itself in with one of them.

Cases of a decision are much alike, so each after the first says only what it has otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from luling.backends.document.text import visible
from luling.core import ir

__all__ = ["cases"]


def cases(program: ir.Program, decision: ir.Decision) -> list[dict[str, Any]]:
    """In the order of the policy: `title`; `facts` and `params` of the first, and of the others
    what differs from the first, with null for what they leave out."""
    found = [case for case in program.cases if case.decision == decision.id]
    return [dict(_case(case, found[0] if number else None)) for number, case in enumerate(found)]


def _case(case: ir.Case, first: ir.Case | None) -> Iterator[tuple[str, Any]]:
    yield "title", visible(case.title)
    for name in ("facts", "params"):
        whole = getattr(case, name)
        yield name, whole if first is None else dict(_changes(getattr(first, name), whole))


def _changes(
    first: Mapping[str, object], other: Mapping[str, object]
) -> Iterator[tuple[str, object]]:
    for key in (*first, *(key for key in other if key not in first)):
        if first.get(key) != other.get(key) or type(first.get(key)) is not type(other.get(key)):
            yield key, other.get(key)
