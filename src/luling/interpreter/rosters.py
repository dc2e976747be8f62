"""Rosters: every member is looked at in turn, in the order of the input."""

from __future__ import annotations

from fractions import Fraction

from luling.core import ir
from luling.interpreter import expressions
from luling.interpreter.context import Context
from luling.interpreter.values import (
    FALSE,
    TRUE,
    Failed,
    Known,
    Plain,
    Result,
    Unknown,
    conjunction,
    disjunction,
    lift,
    missing_of,
    negation,
    number,
    text,
    unknown,
)
from luling.types import DurationType, IntegerType


def member(expr: ir.Member, at: Context) -> Result:
    """A field of the member at hand."""
    index = at.scope[expr.roster]
    fields = at.rosters[expr.roster][index]
    if expr.id in fields:
        return Known(fields[expr.id])
    return unknown(f"facts.{expr.roster}[{index}].{expr.id}")


def members_of(roster: str, at: Context) -> list[Context]:
    """The context of each member; none where the roster is absent."""
    return [at.at(roster, index) for index in range(len(at.rosters.get(roster, ())))]


def _passes(selection: ir.Selection, one: Context) -> Result:
    """Whether a member is selected; a filter that is null does not select."""
    if selection.condition is None:
        return TRUE
    result = expressions.evaluate(selection.condition, one)
    return FALSE if result == Known(None) else result


def filters(selection: ir.Selection, at: Context) -> list[Result]:
    """The filter of each member; the roster itself where it is absent."""
    if selection.roster not in at.rosters:
        return [unknown(f"facts.{selection.roster}")]
    return [_passes(selection, one) for one in members_of(selection.roster, at)]


def selected(selection: ir.Selection, at: Context, *, counted: bool = False) -> list[Result]:
    """The value of each member that is or may be selected; 1 where they are only counted."""
    if selection.roster not in at.rosters:
        return [unknown(f"facts.{selection.roster}")]
    values: list[Result] = []
    for one in members_of(selection.roster, at):
        passes = _passes(selection, one)
        if passes == FALSE:
            continue
        value: Result = Known(1)
        if selection.value is not None and not counted:
            value = expressions.evaluate(selection.value, one)
        if isinstance(passes, Unknown):
            values.append(Unknown(passes.missing | missing_of([value])))
        else:
            values.append(passes if isinstance(passes, Failed) else value)
    return values


def aggregate(expr: ir.Aggregate, at: Context) -> Result:
    """计数, 合计, 名单."""
    match expr.kind:
        case "count":
            counted = selected(expr.selection, at, counted=True)
            return lift(counted, lambda *ones: Known(len(ones)))
        case "sum":
            whole = isinstance(expr.type, (IntegerType, DurationType))

            def total(*values: Plain) -> Result:
                result = sum((Fraction(number(value)) for value in values), Fraction(0))
                return Known(int(result) if whole else result)

            return lift(selected(expr.selection, at), total)
        case "names":
            return _names(expr.selection, at)


def _names(selection: ir.Selection, at: Context) -> Result:
    if selection.roster not in at.rosters or selection.value is None:
        return unknown(f"facts.{selection.roster}")
    certain: list[str] = []
    missing: set[str] = set()
    for one in members_of(selection.roster, at):
        passes = _passes(selection, one)
        if passes == FALSE:
            continue
        if isinstance(passes, Failed):
            return passes
        name = expressions.evaluate(selection.value, one)
        missing |= missing_of([passes, name])
        if passes == TRUE and isinstance(name, Known):
            certain.append(text(name.value))
    if missing:
        return Unknown(frozenset(missing), tuple(certain))
    return Known(tuple(certain))


def plain_names(expr: ir.Expr, at: Context) -> ir.Aggregate | None:
    """The 名单 that an expression is: itself, or a definition that always gives one."""
    if isinstance(expr, ir.Reference):
        return names_of(at.definition(expr.id), at)
    return expr if isinstance(expr, ir.Aggregate) and expr.kind == "names" else None


def names_of(item: ir.Definition, at: Context) -> ir.Aggregate | None:
    """The 名单 of a definition whose one rule has no condition, period or exceptions."""
    group = item.group
    if group is None or group.exceptions is not None or len(group.nodes) != 1:
        return None
    rule, exceptions = group.nodes[0].rule, group.nodes[0].exceptions
    if rule.condition or rule.start or rule.end or exceptions or rule.value is None:
        return None
    return plain_names(rule.value, at)


def quantified(expr: ir.Quantified, at: Context) -> Result:
    """每个: no member that is selected fails; 任一: one that is selected meets it."""
    selection = expr.selection
    if selection.roster not in at.rosters:
        return unknown(f"facts.{selection.roster}")
    parts: list[Result] = []
    for one in members_of(selection.roster, at):
        passes = _passes(selection, one)
        meets: Result = TRUE
        if selection.value is not None:
            meets = expressions.evaluate(selection.value, one)
        if expr.kind == "every":
            parts.append(disjunction([negation(passes), meets]))
        else:
            parts.append(conjunction([passes, meets]))
    return conjunction(parts) if expr.kind == "every" else disjunction(parts)
