"""Clauses of two notices in one message."""

from __future__ import annotations

import datetime as dt

from luling.core import ir
from luling.explanation.words import chinese_date

__all__ = ["cited", "day", "matches", "side"]


def cited(citations: ir.Citations) -> str:
    """一（一）2「……」「……」、二, without the notice's name."""
    return "、".join(
        one.clause + "".join(f"「{quote}」" for quote in one.quotes) for one in citations
    )


def side(word: str, policy: ir.Policy, citations: ir.Citations) -> str:
    """下级 weihai 一（一）2「……」, as one line of a message."""
    return f"{word} {policy.id} {cited(citations) or '（没有写依据）'}"


def day(date: dt.date) -> str:
    return chinese_date(date.isoformat())


def matches(name: ir.Named, id: str, label: str, answers: str | None = None) -> bool:
    """Whether a thing of a lower notice is what an upper one speaks of: by its id, its label, or
    because it says so (对应)."""
    known = {name.label, name.id} - {None}
    return bool(known & {id, label, answers} - {None})
