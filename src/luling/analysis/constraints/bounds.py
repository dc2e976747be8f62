"""Parameters and lists of a lower notice against the bounds and prohibitions of an upper one.

In: a constraint and the lower program. Out: mistakes. A bound is held on every day on which both
notices and both values apply; with keys, entry by entry. What the lower notice doesn't set is no
breach.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luling.analysis.constraints import errors
from luling.analysis.constraints.citing import day, matches, side
from luling.analysis.constraints.ranking import ranked_alike, size
from luling.core import ir
from luling.core.wording import literal
from luling.diagnostics import Mistake
from luling.resolve.near import near
from luling.source import Span
from luling.types import DateType, IntegerType, Type, same_unit

__all__ = ["check_bound", "check_named", "check_prohibition"]

_HOLDS = {
    "le": lambda low, high: low <= high,
    "lt": lambda low, high: low < high,
    "ge": lambda low, high: low >= high,
    "gt": lambda low, high: low > high,
    "eq": lambda low, high: low == high,
    "ne": lambda low, high: low != high,
}
_WANTED = {"le": "不高于", "lt": "低于", "ge": "不低于", "gt": "高于", "eq": "等于", "ne": "不等于"}
_BROKEN = {"le": "高于", "lt": "不低于", "ge": "低于", "gt": "不高于", "eq": "不等于", "ne": "等于"}
_OF_DATES = {"不高于": "不晚于", "低于": "早于", "不低于": "不早于", "高于": "晚于"}


@dataclass(frozen=True, slots=True)
class _Value:
    """One value on the days `start`…`end` (inclusive), at the keys, with its own clause; `span` is
    its place in the source where the parameter has several."""

    keys: tuple[str, ...]
    value: ir.Value
    start: dt.date
    end: dt.date
    citations: ir.Citations
    span: Span


def check_named(lower: ir.Program, uppers: Sequence[ir.Program]) -> Iterator[Mistake]:
    """A 对应 that no constraint above speaks of holds a parameter against nothing."""
    demands = [rule.demand for upper in uppers for rule in upper.constraints]
    known = [
        name
        for demand in demands
        if isinstance(demand, ir.Bound | ir.Prohibition)
        for name in (demand.name.label, demand.name.id)
        if name is not None
    ]
    for item in lower.parameters:
        if item.answers is not None and item.answers not in known:
            close = near(item.answers, known)
            yield errors.NothingDemanded(item.span, item.label, item.answers, close)


def check_bound(
    lower: ir.Program, upper: ir.Program, rule: ir.Constraint, demand: ir.Bound
) -> Iterator[Mistake]:
    for item in lower.parameters:
        if matches(demand.name, item.id, item.label, item.answers):
            yield from _hold(lower, upper, rule, demand, item)


def _hold(
    lower: ir.Program,
    upper: ir.Program,
    rule: ir.Constraint,
    demand: ir.Bound,
    item: ir.ParameterDeclaration,
) -> Iterator[Mistake]:
    bound = _bound_of(upper, demand.value)
    trouble = _trouble(item, demand, bound, lower, upper)
    if trouble:
        told = _told(lower, item.citations, upper, rule.citations)
        problem = f"「{item.label}」要{_words(demand, item, upper)}，没有核对：{trouble}"
        yield errors.NotComparable(item.span, rule.span, problem, told)
        return
    highest = _values(upper, bound) if isinstance(bound, ir.ParameterDeclaration) else (
        _Value((), demand.value.value, *_in_force(upper.policy), rule.citations, rule.span),  # type: ignore[union-attr]
    )  # fmt: skip
    values = _values(lower, item)
    for own in values:
        for limit in highest:
            if own.keys and limit.keys and own.keys != limit.keys:
                continue
            start, end = max(own.start, limit.start), min(own.end, limit.end)
            if start > end or _holds(demand.op, own, limit, item.type, lower):
                continue
            keys = own.keys or limit.keys
            problem = (
                f"「{item.label}」{_at(keys, lower, item, bound)}是"
                f"{literal(own.value, item.type, lower)}，"
                f"{_said(_BROKEN[demand.op], item)}上级规定的"
                f"{literal(limit.value, item.type, upper)}{_when(start, end)}"
            )
            kind = errors.BoundDoubtful if is_finding(rule) else errors.BoundBroken
            told = _told(
                lower, own.citations or item.citations, upper,
                (*rule.citations, *(c for c in limit.citations if c not in rule.citations)),
            )  # fmt: skip
            yield kind(own.span, rule.span, problem, told)
    listed = {limit.keys for limit in highest} - {()}
    for keys in dict.fromkeys(own.keys for own in values if own.keys and listed):
        if keys not in listed:
            told = _told(lower, item.citations, upper, rule.citations)
            problem = (
                f"「{item.label}」{_at(keys, lower, item, bound)}要"
                f"{_words(demand, item, upper)}，没有核对：上级没有这一项"
            )
            yield errors.NotComparable(item.span, rule.span, problem, told)


def is_finding(rule: ir.Constraint) -> bool:
    return rule.as_finding or rule.modal != "must"


def _bound_of(
    upper: ir.Program, value: ir.Literal_ | ir.Parameter
) -> ir.ParameterDeclaration | None:
    if isinstance(value, ir.Literal_):
        return None
    return next(item for item in upper.parameters if item.id == value.id)


def _trouble(
    item: ir.ParameterDeclaration,
    demand: ir.Bound,
    bound: ir.ParameterDeclaration | None,
    lower: ir.Program,
    upper: ir.Program,
) -> str:
    """Why the two can't be compared; empty where they can."""
    if not _alike(item.type, demand.value.type):
        return "类型或者单位与上级的不同"
    if item.external:
        return "它由使用单位另外提供，编译时还不知道"
    if bound is not None and bound.external:
        return "上级的界限另行规定，编译时还不知道"
    if bound is not None and item.keys and bound.keys and item.keys != bound.keys:
        return "两处分列的枚举不同"
    if demand.op not in ("eq", "ne") and not ranked_alike(item.type, lower, upper):
        return "两份通知里这个枚举的各项或者高低不同"
    return ""


def _alike(left: Type, right: Type) -> bool:
    if isinstance(left, IntegerType) and isinstance(right, IntegerType):
        return same_unit(left.unit, right.unit)
    return left == right


def _in_force(policy: ir.Policy) -> tuple[dt.date, dt.date]:
    return policy.effective or dt.date.min, policy.expires or dt.date.max


def _values(program: ir.Program, item: ir.ParameterDeclaration) -> tuple[_Value, ...]:
    first, last = _in_force(program.policy)
    found = []
    for period in item.periods:
        start, end = max(first, period.start or first), min(last, period.end or last)
        citations = period.citations or item.citations
        span = period.span if len(item.periods) > 1 else item.span
        entries = period.table or (((), period.value),)
        for keys, value in entries:
            if value is not None:
                found.append(_Value(keys, value, start, end, citations, span))
    return tuple(found)


def _holds(
    op: ir.CompareOp, own: _Value, limit: _Value, kind: Type, program: ir.Program
) -> bool:
    if op in ("eq", "ne"):
        return bool(_HOLDS[op](own.value, limit.value))
    return bool(_HOLDS[op](size(own.value, kind, program), size(limit.value, kind, program)))


def _words(demand: ir.Bound, item: ir.ParameterDeclaration, upper: ir.Program) -> str:
    value = demand.value
    if isinstance(value, ir.Literal_):
        told = literal(value.value, value.type, upper)
    else:
        told = f"「{next(p.label for p in upper.parameters if p.id == value.id)}」"
    return f"{_said(_WANTED[demand.op], item)}上级的{told}"


def _said(words: str, item: ir.ParameterDeclaration) -> str:
    """A day is late, not high."""
    return _OF_DATES.get(words, words) if isinstance(item.type, DateType) else words


def _at(
    keys: tuple[str, ...],
    lower: ir.Program,
    item: ir.ParameterDeclaration,
    bound: ir.ParameterDeclaration | None,
) -> str:
    """（市辖区）: the entry, where there are several."""
    types = item.keys or (bound.keys if bound is not None else ())
    labels = [literal(key, kind, lower) for key, kind in zip(keys, types, strict=False)]
    return f"（{'、'.join(labels)}）" if labels else ""


def _when(start: dt.date, end: dt.date) -> str:
    if end == dt.date.max:
        return "" if start == dt.date.min else f"（{day(start)}起）"
    return f"（{day(start)}至{day(end)}）"


def _told(
    lower: ir.Program, own: ir.Citations, upper: ir.Program, above: ir.Citations
) -> tuple[str, ...]:
    return side("本通知", lower.policy, own), side("上级通知", upper.policy, above)


# ---------------------------------------------------------------- prohibitions


def check_prohibition(
    lower: ir.Program, upper: ir.Program, rule: ir.Constraint, demand: ir.Prohibition
) -> Iterator[Mistake]:
    """A catalogue that doesn't say what it is may be the forbidden one under another name."""
    declared: list[ir.Catalogue | ir.ParameterDeclaration] = [*lower.catalogues, *lower.parameters]
    for item in declared:
        told = _told(lower, item.citations, upper, rule.citations)
        if matches(demand.name, item.id, item.label, item.answers):
            problem = f"上级规定不得另定「{demand.name.label}」，本通知定了「{item.label}」"
            kind = errors.OwnListDoubtful if is_finding(rule) else errors.OwnList
            yield kind(item.span, rule.span, problem, told)
        elif isinstance(item, ir.Catalogue) and item.answers is None:
            problem = (
                f"上级规定不得另定「{demand.name.label}」，目录「{item.label}」没有写明它是什么"
            )
            yield errors.CatalogueUnexplained(item.span, rule.span, problem, told)
