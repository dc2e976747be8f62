"""Rules of a conclusion into groups: what is base, what sets aside what, what reinstates what.

In: the rules of one definition in source order and their targets. Out: an `ir.Group`. Rules that
hang
in a circle of exceptions are reported and left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luling.core import errors, ir
from luling.diagnostics import Bag
from luling.resolve.rules import rule_place
from luling.source import Span
from luling.syntax import ast

__all__ = ["DEPTH", "Ruled", "assemble", "citations_of", "rounding_of"]


DEPTH = 50
"""The most exceptions of exceptions of exceptions …: evaluators follow them by recursion."""


@dataclass(frozen=True, slots=True, eq=False)
class Ruled:
    """A lowered rule with the sentence it came from and what it is an exception to: another one, or
    None for the whole level. `is_base` for 通则 and sentences of a collection."""

    rule: ir.Rule
    is_base: bool
    target: object | None
    source: object


def citations_of(basis: ast.Basis, policy: str) -> ir.Citations:
    """The citations of a sentence; `policy` is the notice's own id."""
    return tuple(
        ir.Citation(
            item.policy.text if item.policy else policy,
            item.clause,
            tuple(quote.text for quote in item.quotes),
            item.span,
        )
        for item in basis.citations
    )


def rounding_of(node: ast.Rounding | None, default: ir.Rounding | None) -> ir.Rounding | None:
    """The author's rounding, with the type's own number of places where it is not said."""
    if node is None or default is None:
        return default
    return ir.Rounding(node.mode, default.places if node.places is None else node.places)


def assemble(items: Sequence[Ruled], bag: Bag, total: bool = False) -> ir.Group:
    """The tree of one conclusion (or of one member of a collection)."""
    children: dict[int, list[Ruled]] = {}
    level: list[Ruled] = []
    cancels: list[Ruled] = []
    bases = [item for item in items if item.is_base]
    by_source = {id(item.source): item for item in items}
    for item in items:
        if item.is_base:
            continue
        target = by_source.get(id(item.target)) if item.target is not None else None
        reinstates = item.rule.kind == "reinstate"
        if target is None:
            (cancels if reinstates else level).append(item)
        elif reinstates and target.is_base:
            bag.report(errors.NothingToReinstate(_place(item), target.rule.label))
        else:
            children.setdefault(id(target.source), []).append(item)
    if cancels and not level:
        for item in cancels:
            bag.report(errors.NothingToReinstate(_place(item)))
        cancels = []
    if (deep := _too_deep((*bases, *level), children)) is not None:
        bag.report(errors.ExceptionsTooDeep(_place(deep), deep.rule.label, DEPTH))
        return ir.Group(tuple(ir.Node(item.rule, None) for item in bases))
    reached: set[int] = set()

    def node(item: Ruled) -> ir.Node:
        reached.add(id(item))
        below = children.get(id(item.source), [])
        return ir.Node(item.rule, group(below) if below else None)

    def group(nodes: Sequence[Ruled]) -> ir.Group:
        return ir.Group(tuple(node(item) for item in nodes))

    exceptions = None
    if level:
        inner = group(level)
        exceptions = ir.Group(inner.nodes, group(cancels) if cancels else None)
    root = ir.Group(tuple(node(item) for item in bases), exceptions, total=total)
    for item in items:
        lost = id(item) not in reached and item.target is not None
        if lost and not (item.rule.kind == "reinstate" and _targets_base(item, by_source)):
            bag.report(errors.ExceptionCycle(_place(item), item.rule.label))
            break
    return root


def _too_deep(top: Sequence[Ruled], children: dict[int, list[Ruled]]) -> Ruled | None:
    """An exception below more than `DEPTH` others."""
    here = list(top)
    for _ in range(DEPTH + 1):
        here = [below for item in here for below in children.get(id(item.source), ())]
    return here[0] if here else None


def _place(item: Ruled) -> Span:
    return rule_place(item.source) if isinstance(item.source, ast.RuleDecl) else item.rule.span


def _targets_base(item: Ruled, by_source: dict[int, Ruled]) -> bool:
    target = by_source.get(id(item.target))
    return target is not None and target.is_base


