"""Definitions in an order in which each uses only earlier ones; cycles are reported with their
path.

The walk keeps its own stack: a policy of ten thousand definitions is no deeper a call than one of
ten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from luling.core import errors, ir
from luling.diagnostics import Bag
from luling.source import Span

__all__ = ["children", "expressions_of", "in_order", "references", "rules_in", "rules_of", "walk"]


def children(expr: ir.Expr | ir.Selection) -> tuple[ir.Expr | ir.Selection, ...]:
    """The expressions directly below one."""
    match expr:
        case ir.Not(operand) | ir.Among(operand=operand):
            return (operand,)
        case ir.Logic(parts=parts):
            return parts
        case ir.Compare(left=left, right=right) | ir.Arithmetic(left=left, right=right):
            return (left, right)
        case ir.Listed(code=code):
            return (code,)
        case ir.Contains(set=set_) | ir.IsEmpty(set=set_):
            return (set_,)
        case ir.Parameter(keys=keys):
            return keys
        case ir.ShiftDate(date=date, amount=amount):
            return (date, amount)
        case ir.DayOf(date=date):
            return (date,)
        case ir.DatePart(args=args):
            return args
        case ir.Extreme(args=extremes):
            return extremes
        case ir.Aggregate(selection=selection) | ir.Quantified(selection=selection):
            return (selection,)
        case ir.Selection(condition=condition, value=value):
            return tuple(item for item in (condition, value) if item is not None)
        case ir.Brackets(amount=amount, rows=rows):
            return (amount, *(row.value for row in rows))
        case _:
            return ()


def walk(expr: ir.Expr | ir.Selection) -> Iterator[ir.Expr | ir.Selection]:
    """The expression and everything below it."""
    stack: list[ir.Expr | ir.Selection] = [expr]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(children(node)))


def rules_of(definition: ir.Definition) -> Iterator[ir.Rule]:
    """Every rule of a definition: base rules in source order, each before its exceptions, then the
    exceptions of the level; for a collection member by member."""
    for group in (definition.group, *(member.group for member in definition.members)):
        yield from rules_in(group)


def rules_in(group: ir.Group | None) -> Iterator[ir.Rule]:
    """Every rule of a level and of its exceptions."""
    if group is None:
        return
    for node in group.nodes:
        yield node.rule
        yield from rules_in(node.exceptions)
    yield from rules_in(group.exceptions)


def expressions_of(definition: ir.Definition) -> Iterator[ir.Expr]:
    """Every condition and value of a definition."""
    for rule in rules_of(definition):
        if rule.condition is not None:
            yield rule.condition
        if rule.value is not None:
            yield rule.value
    if definition.default is not None:
        yield definition.default


def references(definition: ir.Definition) -> tuple[str, ...]:
    """Ids of the definitions that a definition uses, in the order of first use."""
    found: dict[str, None] = {}
    for expression in expressions_of(definition):
        for node in walk(expression):
            if isinstance(node, ir.Reference):
                found.setdefault(node.id)
    return tuple(found)


def in_order(
    definitions: Sequence[ir.Definition], bag: Bag, places: Mapping[str, Span] | None = None
) -> tuple[ir.Definition, ...]:
    """Sorted; source order where it is free. Definitions in a cycle stay in source order.
    `places` are where messages point to, by id."""
    at = places or {}
    by_id = {item.id: item for item in definitions}
    uses: Mapping[str, tuple[str, ...]] = {
        item.id: tuple(name for name in references(item) if name in by_id) for item in definitions
    }
    done: dict[str, None] = {}
    reported: set[str] = set()
    for start in by_id:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, Iterator[str]]] = []

        def enter(
            name: str,
            path: list[str] = path,
            on_path: set[str] = on_path,
            stack: list[tuple[str, Iterator[str]]] = stack,
        ) -> None:
            path.append(name)
            on_path.add(name)
            stack.append((name, iter(uses[name])))

        if start not in done:
            enter(start)
        while stack:
            name, pending = stack[-1]
            following = next(pending, None)
            if following is None:
                stack.pop()
                path.pop()
                on_path.discard(name)
                done.setdefault(name)
            elif following in on_path:
                cycle = path[path.index(following) :]
                if not reported.intersection(cycle):
                    reported.update(cycle)
                    bag.report(
                        errors.DefinitionCycle(
                            at.get(cycle[0], by_id[cycle[0]].span),
                            tuple(by_id[item].label for item in cycle),
                            tuple(at.get(item, by_id[item].span) for item in cycle),
                        )
                    )
            elif following not in done:
                enter(following)
    return tuple(by_id[name] for name in done)
