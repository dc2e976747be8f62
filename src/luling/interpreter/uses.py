"""What an expression asks directly: facts, parameters and definitions, by path or id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from luling.core import ir


def inputs_of(expr: ir.Expr | ir.Selection) -> set[str]:
    """`facts.x` (of a roster: `facts.roster`), `params.p`, and ids of definitions."""
    found = {path for part in children(expr) for path in inputs_of(part)}
    match expr:
        case ir.Fact():
            found.add(f"facts.{expr.id}")
        case ir.Member() | ir.Selection():
            found.add(f"facts.{expr.roster}")
        case ir.Parameter():
            found.add(f"params.{expr.id}")
        case ir.Reference():
            found.add(expr.id)
        case _:
            pass
    return found


def children(expr: ir.Expr | ir.Selection) -> Iterator[ir.Expr | ir.Selection]:
    """The parts of an expression, from left to right."""
    match expr:
        case ir.Literal_() | ir.Fact() | ir.Member() | ir.Reference() | ir.Unspecified():
            pass
        case ir.Parameter():
            yield from expr.keys
        case ir.Not() | ir.Among():
            yield expr.operand
        case ir.Logic():
            yield from expr.parts
        case ir.Compare() | ir.Arithmetic():
            yield from (expr.left, expr.right)
        case ir.Listed():
            yield expr.code
        case ir.Contains() | ir.IsEmpty():
            yield expr.set
        case ir.ShiftDate():
            yield from (expr.date, expr.amount)
        case ir.DayOf():
            yield expr.date
        case ir.DatePart() | ir.Extreme():
            yield from expr.args
        case ir.Selection():
            yield from (part for part in (expr.condition, expr.value) if part is not None)
        case ir.Aggregate() | ir.Quantified():
            yield expr.selection
        case ir.Brackets():
            yield expr.amount
            yield from (row.value for row in expr.rows)
        case _:
            assert_never(expr)
