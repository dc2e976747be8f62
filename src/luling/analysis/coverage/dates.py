"""The days on which something starts or stops to apply: the notice, rules, parameter values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from luling.analysis.coverage.atoms import Place
from luling.core import ir
from luling.core.order import rules_of
from luling.core.values import value_text
from luling.interpreter.uses import inputs_of
from luling.types import DATE

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which something changes: the first day, or (`is_last`) the last one."""

    day: dt.date
    is_last: bool
    what: str
    place: Place


def turns(program: ir.Program, decision: ir.Decision) -> list[Turn]:
    """Of a decision with a date, the days that matter, each once, while the notice is in force."""
    if decision.date_fact is None:
        return []
    policy = program.policy
    found: dict[dt.date, Turn] = {}
    for turn in _all(program, decision):
        if policy.effective is not None and turn.day < policy.effective:
            continue
        if policy.expires is not None and turn.day > policy.expires:
            continue
        found.setdefault(turn.day, turn)
    starts = {day for day, turn in found.items() if not turn.is_last}
    return [t for day, t in sorted(found.items()) if not (t.is_last and _next(day) in starts)]


def sides(turn: Turn) -> dict[str, str]:
    """The day before, the day, and the day after."""
    days = {"below": _before(turn.day), "on": turn.day, "above": _next(turn.day)}
    return {side: value_text(day, DATE, ()) for side, day in days.items() if day is not None}


def _next(day: dt.date) -> dt.date | None:
    return day + _DAY if day < dt.date.max else None


def _before(day: dt.date) -> dt.date | None:
    return day - _DAY if day > dt.date.min else None


def _all(program: ir.Program, decision: ir.Decision) -> Iterator[Turn]:
    policy = program.policy
    place = Place(f"判定“{decision.label}”", policy.effective_citations, policy.span)
    if policy.effective is not None:
        yield Turn(policy.effective, False, "施行日期", place)
    if policy.expires is not None:
        yield Turn(policy.expires, True, "失效日期", place)
    every = [(item, rule) for item in decision.definitions for rule in rules_of(item)]
    for item, rule in every:
        place = Place(f"“{item.label}”", rule.citations, rule.span)
        if rule.start is not None:
            yield Turn(rule.start, False, f"{rule.label or item.label}的起始日期", place)
        if rule.end is not None:
            yield Turn(rule.end, True, f"{rule.label or item.label}的截止日期", place)
    used = _parameters(decision, [rule for _, rule in every])
    for parameter in program.parameters:
        if parameter.id not in used:
            continue
        for period in parameter.periods:
            place = Place(f"参数“{parameter.label}”", period.citations, period.span)
            if period.start is not None:
                yield Turn(period.start, False, f"{parameter.label}的起始日期", place)
            if period.end is not None:
                yield Turn(period.end, True, f"{parameter.label}的截止日期", place)


def _parameters(decision: ir.Decision, every: list[ir.Rule]) -> set[str]:
    exprs = [check.condition for check in decision.checks]
    exprs += [e for rule in every for e in (rule.condition, rule.value) if e is not None]
    exprs += [item.default for item in decision.definitions if item.default is not None]
    paths = {path for expr in exprs for path in inputs_of(expr)}
    return {path.removeprefix("params.") for path in paths if path.startswith("params.")}
