"""Conditions taken apart: every leaf comparison and Boolean atom, also inside roster selections.

In: an expression. Out: its atoms, each with the rosters whose members it is asked of. 且, 或 and 非
are no atoms; 每个 and 任一 are, and so is what they ask of each member.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from luling.core import ir
from luling.core.ir import type_of
from luling.interpreter.context import Context
from luling.interpreter.expressions import evaluate
from luling.interpreter.rosters import members_of
from luling.interpreter.uses import children, inputs_of
from luling.interpreter.values import TRUE
from luling.source import Span
from luling.types import BOOL

Scope = tuple[tuple[str, ir.Expr | None], ...]
"""Rosters from the outermost inwards; with a filter only the members that pass it count."""


@dataclass(frozen=True, slots=True)
class Atom:
    expr: ir.Expr
    scope: Scope = ()


@dataclass(frozen=True, slots=True)
class Place:
    """The sentence in which a condition stands, in words, with what it rests on."""

    owner: str
    citations: ir.Citations
    span: Span


def atoms_of(expr: ir.Expr | None, scope: Scope = ()) -> Iterator[Atom]:
    """The atoms of a condition, or those in the selections of any other expression."""
    if expr is None:
        return
    if type_of(expr) == BOOL:
        yield from _condition(expr, scope)
    else:
        yield from _inside(expr, scope)


def _condition(expr: ir.Expr, scope: Scope) -> Iterator[Atom]:
    match expr:
        case ir.Logic():
            for part in expr.parts:
                yield from _condition(part, scope)
        case ir.Not():
            yield from _condition(expr.operand, scope)
        case _:
            if inputs_of(expr):
                yield Atom(expr, scope)
            yield from _inside(expr, scope)


def _inside(expr: ir.Expr, scope: Scope) -> Iterator[Atom]:
    for part in children(expr):
        if isinstance(part, ir.Selection):
            yield from atoms_of(part.condition, (*scope, (part.roster, None)))
            yield from atoms_of(part.value, (*scope, (part.roster, part.condition)))
        else:
            yield from _inside(part, scope)


def brackets_of(expr: ir.Expr | None, scope: Scope = ()) -> Iterator[tuple[ir.Brackets, Scope]]:
    """The bracket tables in an expression."""
    if expr is None:
        return
    if isinstance(expr, ir.Brackets):
        yield expr, scope
    for part in children(expr):
        if isinstance(part, ir.Selection):
            inner = (*scope, (part.roster, part.condition))
            yield from brackets_of(part.condition, inner)
            yield from brackets_of(part.value, inner)
        else:
            yield from brackets_of(part, scope)


def catalogues_of(expr: ir.Expr | ir.Selection) -> set[str]:
    """The catalogues in which an expression looks codes up."""
    found = {id for part in children(expr) for id in catalogues_of(part)}
    return found | ({expr.catalogue} if isinstance(expr, ir.Listed) else set())


def contexts(scope: Scope, at: Context) -> list[Context]:
    """The case, or each member (of each member) of its rosters that counts."""
    found = [at]
    for roster, passes in scope:
        found = [one for outer in found for one in members_of(roster, outer)]
        if passes is not None:
            found = [one for one in found if evaluate(passes, one) == TRUE]
    return found
