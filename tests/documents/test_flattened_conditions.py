"""Carrying “not” inwards and turning comparisons round never changes what a condition means."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings

from luling.backends.document.conditions import flattened
from luling.core import ir
from luling.core.order import rules_of
from luling.interpreter.context import Context
from luling.interpreter.decide import prepare
from luling.interpreter.expressions import evaluate
from luling.interpreter.values import Known
from luling.runtime.errors import DecisionError
from strategies import Case, cases

relaxed = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def conditions(decision: ir.Decision) -> Iterator[ir.Expr]:
    for item in decision.definitions:
        if item.kind != "per_member":
            for rule in rules_of(item):
                if rule.condition is not None:
                    yield rule.condition


def parts(expr: ir.Expr) -> Iterator[ir.Expr]:
    yield expr
    for part in expr.parts if isinstance(expr, ir.Logic) else ():
        yield from parts(part)


def is_silent(part: ir.Expr, at: Context) -> bool:
    """Whether the notice leaves a test open (null). An evaluator takes neither it nor its opposite
    for true; a sentence that says “not” of it is read as: it does not hold."""
    test = part.operand if isinstance(part, ir.Not) else part
    return evaluate(test, at) == Known(None)


@relaxed
@given(cases())
def test_a_flattened_condition_means_the_same(case: Case) -> None:
    decision = case.program.decisions[0]
    try:
        at = prepare(case.program, decision, case.facts, case.params)
    except DecisionError:
        return
    for condition in conditions(decision):
        for expr in (condition, ir.Not(condition)):
            flat = flattened(expr)
            if not any(is_silent(part, at) for part in parts(flat)):
                assert evaluate(flat, at) == evaluate(expr, at)
            for part in parts(flat):
                assert not (isinstance(part, ir.Not) and isinstance(part.operand, ir.Logic))
                inner = part.parts if isinstance(part, ir.Logic) else ()
                assert all(not isinstance(one, ir.Logic) or one.op != part.op for one in inner)  # type: ignore[union-attr]


@relaxed
@given(cases())
def test_a_comparison_turned_round_is_its_opposite(case: Case) -> None:
    """少于 and 不少于: one of them holds wherever both sides have a value."""
    decision = case.program.decisions[0]
    inverse = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}
    try:
        at = prepare(case.program, decision, case.facts, case.params)
    except DecisionError:
        return
    for condition in conditions(decision):
        if isinstance(condition, ir.Compare):
            other = ir.Compare(inverse[condition.op], condition.left, condition.right)  # type: ignore[arg-type]
            found, turned = evaluate(condition, at), evaluate(other, at)
            sides = [evaluate(one, at) for one in (condition.left, condition.right)]
            if all(isinstance(one, Known) and one.value is not None for one in sides):
                assert isinstance(found, Known) and isinstance(turned, Known)
                assert found.value is not turned.value
