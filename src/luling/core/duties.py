"""职责 and 约束 from syntax to core.

In: a well-typed duty. Out: an ordinary definition, whose rules every evaluator knows how to run,
with what the sentence says kept in one piece beside them. Constraints become data for the analysis
of lower notices.
"""

from __future__ import annotations

from collections.abc import Sequence

from luling.core import build, ir
from luling.core.expressions import ExpressionLowerer
from luling.core.rules import citations_of
from luling.resolve.symbols import DecisionScope, Symbol
from luling.source import NOWHERE, Span
from luling.syntax import ast
from luling.typecheck.table import TypeTable
from luling.types import BOOL, DATE, NAMES, TEXT, EnumType

__all__ = ["definition_of", "lower_constraint", "lower_duty"]

_STATUS = EnumType("duty_status")


def lower_duty(
    node: ast.DutyDecl,
    symbol: Symbol,
    scope: DecisionScope,
    expressions: ExpressionLowerer,
    policy: str,
) -> ir.Definition:
    """A definition of type 落实情况, or 是非 where there is no deadline."""
    condition = expressions.lower(node.condition)
    deadline = expressions.lower(node.deadline) if node.deadline is not None else None
    applies = expressions.lower(node.applies) if node.applies is not None else None
    citations = citations_of(node.basis, policy)
    duty = ir.Duty(
        tuple(item.text for item in node.subjects),
        node.modal,
        condition,
        deadline,
        applies,
        failing_members(condition, scope),
        node.answers.text if node.answers is not None else None,
    )
    date = scope.date_fact
    today = build.fact(DATE, date.id, node.span) if date is not None else None
    return definition_of(symbol.id, symbol.label, duty, today, citations, node.span)


def definition_of(
    identifier: str,
    label: str,
    duty: ir.Duty,
    today: ir.Expr | None,
    citations: ir.Citations,
    span: Span = NOWHERE,
) -> ir.Definition:
    """The rules that a duty stands for; `today` is the date of the decision, where it has one."""

    def rule(name: str, label: str, test: ir.Expr | None, value: ir.Expr, kind: str) -> ir.Node:
        parts = [part for part in (duty.applies, test) if part is not None]
        when = build.all_of(parts, span) if parts else None
        return ir.Node(
            ir.Rule(
                f"{identifier}.{name}", label, kind, when, None, None,  # type: ignore[arg-type]
                value, None, citations, span,
            )
        )  # fmt: skip

    def status(value: str) -> ir.Expr:
        return build.literal(_STATUS, value, span)

    if duty.deadline is None or today is None:
        type_ = BOOL
        group = ir.Group((rule("1", "", None, duty.condition, "rule"),))
    else:
        type_ = _STATUS  # type: ignore[assignment]
        in_time = build.compare("le", today, duty.deadline, span)
        late = build.compare("gt", today, duty.deadline, span)
        met = ir.Group((rule("met", "已落实", duty.condition, status("met"), "exception"),))
        group = ir.Group(
            (
                rule("pending", "未到期", in_time, status("pending"), "rule"),
                rule("overdue", "逾期", late, status("overdue"), "rule"),
            ),
            met,
        )
    return ir.Definition(
        identifier, label, type_, "outcome", True, group, nullable=duty.applies is not None,
        duty=duty, citations=citations, span=span,
    )  # fmt: skip


def failing_members(condition: ir.Expr, scope: DecisionScope) -> ir.Expr | None:
    """The names of those of whom the condition does not hold, where it asks something of every
    member of a list and the members have names."""
    if not isinstance(condition, ir.Quantified) or condition.kind != "every":
        return None
    selection = condition.selection
    fields = {field.id: field for field in scope.fields.get(selection.roster, {}).values()}
    column = getattr(fields.get("name"), "declaration", None)
    named = isinstance(column, ast.Column) and column.type == ast.SimpleType("text")
    if not named or selection.value is None:
        return None
    parts = [selection.condition] if selection.condition is not None else []
    fails = build.all_of([*parts, build.negate(selection.value, selection.span)], selection.span)
    name = build.member(TEXT, selection.roster, "name", selection.span)
    chosen = build.selection(selection.roster, fails, name, selection.span)
    return build.aggregate(NAMES, "names", chosen, selection.span)


# ---------------------------------------------------------------- constraints


def lower_constraint(
    identifier: str,
    node: ast.ConstraintDecl,
    parameters: Sequence[ir.ParameterDeclaration],
    table: TypeTable,
    policy: str,
) -> ir.Constraint | None:
    """None where its bound could not be read."""
    demand = _demand(node.demand, parameters, table)
    if demand is None:
        return None
    return ir.Constraint(
        identifier, node.label.text, tuple(item.text for item in node.subjects), node.modal,
        node.as_finding, demand, citations_of(node.basis, policy), node.span,
    )  # fmt: skip


def _demand(
    node: ast.Bound | ast.Prohibition | ast.Invariance,
    parameters: Sequence[ir.ParameterDeclaration],
    table: TypeTable,
) -> ir.Bound | ir.Prohibition | ir.Invariance | None:
    match node:
        case ast.Prohibition(name):
            return ir.Prohibition(_named(name))
        case ast.Invariance():
            condition = _named(node.condition) if node.condition is not None else None
            return ir.Invariance(
                _named(node.fact), ir.Named(node.before.text, None),
                ir.Named(node.after.text, None), tuple(_named(item) for item in node.outcomes),
                condition,
            )  # fmt: skip
        case ast.Bound(name, op, value):
            if not isinstance(value, ast.Reference):
                if not table.ok(value):
                    return None
                lowered = ExpressionLowerer(table).lower(value)
                assert isinstance(lowered, ir.Literal_)
                return ir.Bound(_named(name), op, lowered)
            binding = table.bindings.names.get(id(value.name))
            symbol = binding.symbol if binding is not None else None
            found = next((p for p in parameters if symbol and p.id == symbol.id), None)
            if found is None:
                return None
            whole = ir.Parameter(found.type, found.id, (), value.span)
            return ir.Bound(_named(name), op, whole)


def _named(label: ast.Label) -> ir.Named:
    return ir.Named(label.text, label.id)
