"""Rules, exceptions and 恢复: section 2 of `docs/semantics.md`.

A rule, a node and a group each give an `Outcome`: what may still come out of it. The steps carry
the numbers that they have on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from luling.core import ir
from luling.interpreter.context import Context, holds
from luling.interpreter.expressions import evaluate
from luling.interpreter.values import (
    FALSE,
    TRUE,
    Failed,
    Known,
    Plain,
    Result,
    Unknown,
    conjunction,
    rounded,
    unknown,
)


class Cancel(Enum):
    """The value of a 恢复: what it stands over is as if it were not there."""

    CANCEL = "恢复"


CANCEL = Cancel.CANCEL
Given = Plain | Cancel


@dataclass(frozen=True, slots=True)
class Outcome:
    """`certain`: it can't be empty. `values`: the distinct known values that are possible. `open`:
    so is one that is not known. `missing`: what would tell. `rule`: the one to name in a conflict.
    With `failure` the rest says nothing."""

    certain: bool = False
    values: tuple[Given, ...] = ()
    open: bool = False
    missing: frozenset[str] = frozenset()
    failure: Failed | None = None
    rule: ir.Rule | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.certain or self.values or self.open or self.failure)

    @property
    def is_settled(self) -> bool:
        return self.certain and not self.open and len(self.values) == 1

    @property
    def is_cancelled(self) -> bool:
        return self.is_settled and self.values[0] is CANCEL


EMPTY = Outcome()


def definition(item: ir.Definition, at: Context) -> Result:
    """The value of a definition that is no collection."""
    assert item.group is not None
    found = group(item.group, at)
    if found.failure is not None:
        return found.failure
    if not found.certain:
        if found.is_empty:
            return _fallback(item, at) or _gap(item)
        found = _join_fallback(found, _fallback(item, at))
    if len(found.values) == 1 and not found.open:
        return Known(_plain(found.values[0]))
    return Unknown(found.missing)


def member(item: ir.CollectionMember, at: Context) -> Result:
    """Whether a member is in its collection: no rule applying is false."""
    found = group(item.group, at)
    if found.failure is not None:
        return found.failure
    if found.is_empty:
        return FALSE
    if not found.certain:
        found = _join_fallback(found, FALSE)
    if len(found.values) == 1 and not found.open:
        return TRUE if found.values[0] is True else FALSE
    return Unknown(found.missing)


def _fallback(item: ir.Definition, at: Context) -> Result | None:
    """What a definition is when no rule applies, None for a gap."""
    if item.default is not None:
        return evaluate(item.default, at)
    return Known(None) if item.nullable else None


def _join_fallback(found: Outcome, fallback: Result | None) -> Outcome:
    match fallback:
        case None:
            return found
        case Known(value):
            return replace(found, values=_union(found.values, (value,)))
        case Unknown(missing):
            return replace(found, open=True, missing=found.missing | missing)
        case Failed():
            return replace(found, open=True)


def _gap(item: ir.Definition) -> Failed:
    return Failed(
        "gap", f"“{item.label}”没有适用的规则：各条规则的条件都不成立，也没有写“可空”或“默认”。"
    )


def _plain(value: Given) -> Plain:
    return None if isinstance(value, Cancel) else value


# ---------------------------------------------------------------- one rule


def rule(item: ir.Rule, at: Context) -> Outcome:
    """Empty, or its value, certainly or maybe."""
    condition = applies(item, at)
    if condition == FALSE:
        return EMPTY
    if isinstance(condition, Failed):
        return Outcome(failure=condition, rule=item)
    missing = condition.missing if isinstance(condition, Unknown) else frozenset()
    certain = not missing
    if item.value is None:
        return Outcome(certain, (CANCEL,), missing=missing, rule=item)
    match evaluate(item.value, at):
        case Known(value):
            given = rounded(value, item.rounding)
            return Outcome(certain, (given,), missing=missing, rule=item)
        case Unknown(more):
            return Outcome(certain, open=True, missing=missing | more, rule=item)
        case Failed() as failure:
            if certain:
                return Outcome(failure=failure, rule=item)
            return Outcome(open=True, missing=missing, rule=item)


def in_period(item: ir.Rule, at: Context) -> bool:
    """Whether the date may be in the rule's period (without a date every period holds)."""
    return holds(item.start, item.end, at.date)


def applies(item: ir.Rule, at: Context) -> Result:
    """Whether the date is in the rule's period and its condition holds; null is false."""
    if not in_period(item, at):
        return FALSE
    parts: list[Result] = []
    if (item.start or item.end) and at.date_is_missing:
        parts.append(unknown(at.date_path))
    if item.condition is not None:
        parts.append(evaluate(item.condition, at))
    return conjunction(parts)


# ---------------------------------------------------------------- nodes and groups


def node(item: ir.Node, at: Context) -> Outcome:
    """A rule under its own exceptions."""
    return _under(item.exceptions, partial(rule, item.rule), at)


def group(item: ir.Group, at: Context) -> Outcome:
    """Nodes of one level under their common exceptions."""
    return _under(item.exceptions, partial(_combined, item), at)


def _under(exceptions: ir.Group | None, base: Callable[[Context], Outcome], at: Context) -> Outcome:
    """Exceptions are consulted first; the base is evaluated only where it may still count."""
    over = EMPTY if exceptions is None else group(exceptions, at)  # 1.
    if over.failure is not None:  # 2.
        return over
    if over.is_cancelled:  # 5. The base is as if it were not there.
        return EMPTY
    if over.is_empty:  # 3. and 4.
        return base(at)
    may_cancel = CANCEL in over.values
    kept = replace(over, values=tuple(value for value in over.values if value is not CANCEL))
    if over.certain:  # 2., and 5. where it may be cancelled
        return replace(kept, certain=not may_cancel)
    below = base(at)  # 3.
    if below.failure is not None:
        below = Outcome(certain=True, open=True, rule=below.rule)
    return _joined([kept, below], below.certain and not may_cancel, below.rule or over.rule)


def _combined(item: ir.Group, at: Context) -> Outcome:
    """The nodes of a group taken together, in the order of the source."""
    if item.first_hit:
        return _first_hit(item, at)
    found = [one for one in (node(part, at) for part in item.nodes) if not one.is_empty]
    for one in found:
        if one.failure is not None:
            return one
    conflict = _conflict([one for one in found if one.is_settled])
    if conflict is not None:
        return Outcome(failure=conflict)
    certain = [one for one in found if one.certain]
    namesake = next(iter([*certain, *found]), EMPTY).rule
    is_certain = bool(certain) or (item.total and bool(found))
    joined = _joined([_without_needless(one, found) for one in found], is_certain, namesake)
    return replace(joined, open=True) if _may_conflict_with_cancel(found) else joined


def _first_hit(item: ir.Group, at: Context) -> Outcome:
    """The first node that is certain ends the list; those before it may apply."""
    passed: list[Outcome] = []
    for part in item.nodes:
        one = node(part, at)
        if one.failure is not None:
            if not passed:
                return one
            one = Outcome(certain=True, open=True, rule=one.rule)
        if not one.is_empty:
            passed.append(one)
        if one.certain:
            return _joined(passed, True, one.rule)
    return _joined(passed, item.total and bool(passed), passed[0].rule if passed else None)


def _without_needless(one: Outcome, found: Sequence[Outcome]) -> Outcome:
    """What a node misses that could only give what another one gives already does not matter."""
    if one.certain or one.open or len(one.values) != 1:
        return one
    is_given = any(other.is_settled and other.values == one.values for other in found)
    return replace(one, missing=frozenset()) if is_given else one


def _joined(parts: Sequence[Outcome], certain: bool, rule: ir.Rule | None) -> Outcome:
    found = Outcome(
        certain=certain,
        values=_union(*(part.values for part in parts)),
        open=any(part.open for part in parts),
        missing=frozenset().union(*(part.missing for part in parts)),
        rule=rule,
    )
    return replace(found, missing=frozenset()) if found.is_settled else found


def _union(*lists: tuple[Given, ...]) -> tuple[Given, ...]:
    """Distinct values in the order of their first appearance."""
    found: list[Given] = []
    for values in lists:
        found.extend(value for value in values if value not in found)
    return tuple(found)


def _conflict(settled: Sequence[Outcome]) -> Failed | None:
    """The first two nodes that are certain of different values."""
    for other in settled[1:]:
        if other.values != settled[0].values:
            assert settled[0].rule is not None and other.rule is not None
            return Failed(
                "conflict",
                f"{_described(settled[0].rule)}与{_described(other.rule)}同时适用，结果却不同。",
            )
    return None


def _may_conflict_with_cancel(found: Sequence[Outcome]) -> bool:
    """One node may cancel and another may give a value: `Cancel` is no value of the level above, so
    that this would be forgotten there."""
    return any(
        one is not other and CANCEL in one.values and any(v is not CANCEL for v in other.values)
        for one in found
        for other in found
    )


def _described(item: ir.Rule) -> str:
    name = item.label or item.id
    clauses = "、".join(f"{citation.policy} {citation.clause}" for citation in item.citations)
    return f"规则“{name}”（{clauses}）" if clauses else f"规则“{name}”"
