"""What became of each rule: applied, set aside, cancelled, not applied or undecided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from luling.core import ir
from luling.interpreter import rules
from luling.interpreter.context import Context
from luling.interpreter.values import FALSE, TRUE, Result

Kind = Literal["applied", "set_aside", "cancelled", "not_applied", "undecided"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`applies`: what became of its condition; `by`: ids of the rules that set it aside or
    cancelled it, in the order of the trace."""

    rule: ir.Rule
    kind: Kind
    applies: Result
    by: tuple[str, ...] = ()


Cover = ir.Group | ir.Node
"""What may set a rule aside: exceptions over it, or an earlier node of a list read from above."""


def verdicts(group: ir.Group, at: Context) -> list[Verdict]:
    """Every rule, in the order of the trace: nodes, each followed by its exceptions, then those of
    the group."""
    return list(_walk(group, (), at))


def _walk(group: ir.Group, around: tuple[Cover, ...], at: Context) -> Iterator[Verdict]:
    """`around`: what covers this whole group, innermost first."""
    covers = around if group.exceptions is None else (group.exceptions, *around)
    hit = False
    for node in group.nodes:
        own = covers if node.exceptions is None else (node.exceptions, *covers)
        yield _verdict(node.rule, own, at)
        if node.exceptions is not None:
            yield from _walk(node.exceptions, covers, at)
        if group.first_hit and not hit and rules.node(node, at).certain:
            covers, hit = (node, *covers), True
    if group.exceptions is not None:
        yield from _walk(group.exceptions, around, at)


def _verdict(rule: ir.Rule, covers: tuple[Cover, ...], at: Context) -> Verdict:
    applies = rules.applies(rule, at)
    if applies == FALSE:
        return Verdict(rule, "not_applied", applies)
    if applies != TRUE:
        return Verdict(rule, "undecided", applies)
    for cover in covers:
        found = rules.group(cover, at) if isinstance(cover, ir.Group) else rules.node(cover, at)
        if found.certain:
            is_cancelled = found.is_cancelled and isinstance(cover, ir.Group)
            kind: Kind = "cancelled" if is_cancelled else "set_aside"
            by = tuple(one.id for one in _applied(cover, at))
            return Verdict(rule, kind, applies, by)
    return Verdict(rule, "applied", applies)


def _applied(cover: Cover, at: Context) -> list[ir.Rule]:
    """The rules of a cover that apply, seen by itself."""
    if cover.exceptions is not None:
        over = rules.group(cover.exceptions, at)
        if over.is_cancelled:
            return []
        if over.certain:
            return _applied(cover.exceptions, at)
    found: list[ir.Rule] = []
    if isinstance(cover, ir.Node):
        found = [cover.rule] if rules.applies(cover.rule, at) == TRUE else []
    else:
        for node in cover.nodes:
            found.extend(_applied(node, at))
            if cover.first_hit and rules.node(node, at).certain:
                break
    return found + (_applied(cover.exceptions, at) if cover.exceptions is not None else [])
