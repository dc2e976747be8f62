"""Actions for what notices demand: 职责 of their readers, 约束 of lower notices."""

from __future__ import annotations

from luling.source import Span
from luling.syntax import ast
from luling.syntax.build_expressions import Operator
from luling.syntax.building import ACTIONS, Context, Part, Parts, action
from luling.syntax.tokens import Token

__all__: list[str] = []


def _modal(modal: ast.Modal) -> None:
    def make(_: Context, _span: Span, _word: Token) -> ast.Modal:
        return modal

    ACTIONS[f"modal_{modal}"] = make


_modal("must")
_modal("principle")
_modal("may")
_modal("encouraged")


# ---------------------------------------------------------------- duties


@action
def duty(
    context: Context,
    span: Span,
    label: ast.Label,
    subjects: list[ast.Name],
    modal: ast.Modal,
    _achieved: Token,
    condition: ast.Expr,
    tails: list[Part],
) -> ast.DutyDecl:
    return _duty(context, span, label, subjects, modal, None, condition, tails)


@action
def duty_due(
    context: Context,
    span: Span,
    label: ast.Label,
    subjects: list[ast.Name],
    modal: ast.Modal,
    deadline: ast.Expr,
    _achieved: Token,
    condition: ast.Expr,
    tails: list[Part],
) -> ast.DutyDecl:
    return _duty(context, span, label, subjects, modal, deadline, condition, tails)


def _duty(
    context: Context,
    span: Span,
    label: ast.Label,
    subjects: list[ast.Name],
    modal: ast.Modal,
    deadline: ast.Expr | None,
    condition: ast.Expr,
    tails: list[Part],
) -> ast.DutyDecl:
    parts = Parts(context, tails)
    return ast.DutyDecl(
        label=label,
        subjects=tuple(subjects),
        modal=modal,
        deadline=deadline,
        condition=condition,
        applies=parts.expr("when"),
        answers=parts.get("answers", ast.Name),
        basis=parts.basis(),
        span=span,
    )


@action
def answers(_: Context, span: Span, word: Token, name: ast.Name) -> Part:
    return Part("answers", word.text, name, span)


# ---------------------------------------------------------------- constraints


@action
def bound(
    context: Context,
    span: Span,
    label: ast.Label,
    subjects: list[ast.Name],
    name: ast.Label,
    op: Operator,
    value: ast.Expr,
    tails: list[Part],
) -> ast.ConstraintDecl:
    demand = ast.Bound(name, op.op, value, op.text, name.span.to(value.span))
    return _constraint(context, span, label, subjects, demand, tails)


@action
def bound_modal(
    context: Context,
    span: Span,
    label: ast.Label,
    subjects: list[ast.Name],
    name: ast.Label,
    modal: ast.Modal,
    op: Operator,
    value: ast.Expr,
    tails: list[Part],
) -> ast.ConstraintDecl:
    demand = ast.Bound(name, op.op, value, op.text, name.span.to(value.span))
    return _constraint(context, span, label, subjects, demand, tails, modal)


@action
def prohibition(
    context: Context,
    span: Span,
    label: ast.Label,
    subjects: list[ast.Name],
    word: Token,
    name: ast.Label,
    tails: list[Part],
) -> ast.ConstraintDecl:
    demand = ast.Prohibition(name, context.span(word).to(name.span))
    return _constraint(context, span, label, subjects, demand, tails)


@action
def invariance(
    context: Context,
    span: Span,
    label: ast.Label,
    subjects: list[ast.Name],
    fact: ast.Label,
    before: ast.Name,
    after: ast.Name,
    _unchanged: Token,
    outcomes: list[ast.Label],
    tails: list[Part],
) -> ast.ConstraintDecl:
    condition = Parts(context, tails).get("when_outcome", ast.Label)
    demand = ast.Invariance(
        fact, before, after, tuple(outcomes), condition, fact.span.to(outcomes[-1].span)
    )
    return _constraint(context, span, label, subjects, demand, tails)


@action
def when_outcome(_: Context, span: Span, word: Token, name: ast.Label) -> Part:
    return Part("when_outcome", word.text, name, span)


@action
def as_finding(_: Context, span: Span, word: Token) -> Part:
    return Part("as_finding", word.text, True, span)


def _constraint(
    context: Context,
    span: Span,
    label: ast.Label,
    subjects: list[ast.Name],
    demand: ast.Bound | ast.Prohibition | ast.Invariance,
    tails: list[Part],
    modal: ast.Modal = "must",
) -> ast.ConstraintDecl:
    parts = Parts(context, tails)
    if not isinstance(demand, ast.Invariance):
        parts.refuse(["when_outcome"], "约束")
    return ast.ConstraintDecl(
        label=label,
        subjects=tuple(subjects),
        demand=demand,
        modal=modal,
        as_finding="as_finding" in parts,
        basis=parts.basis(),
        span=span,
    )
