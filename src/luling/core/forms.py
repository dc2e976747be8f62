"""Forms from syntax to core.

In: a form whose expressions are well typed. Out: an `ir.Form`; None where something in it has been
reported. Evaluators never look at forms.
"""

from __future__ import annotations

from luling.core import ir
from luling.core.expressions import ExpressionLowerer
from luling.core.rules import citations_of
from luling.resolve.forms import numbers_lines
from luling.resolve.symbols import DecisionScope, FormScope
from luling.syntax import ast

__all__ = ["lower_forms"]


def lower_forms(
    scope: DecisionScope, expressions: ExpressionLowerer, policy: str
) -> tuple[ir.Form, ...]:
    lowered = (_form(form, scope, expressions, policy) for form in scope.forms)
    return tuple(form for form in lowered if form is not None)


def _form(
    form: FormScope, scope: DecisionScope, expressions: ExpressionLowerer, policy: str
) -> ir.Form | None:
    node = form.declaration
    entries = [_entry(entry, scope, expressions) for entry in node.entries]
    whole = tuple(entry for entry in entries if entry is not None)
    if len(whole) < len(entries):
        return None
    return ir.Form(
        form.id, form.label, node.title.value, whole, citations_of(node.basis, policy), node.span
    )


def _entry(
    entry: ast.FormEntry, scope: DecisionScope, expressions: ExpressionLowerer
) -> ir.FormEntry | None:
    heading, roster = entry.printed, None
    if entry.roster is not None:
        binding = expressions.bindings.names.get(id(entry.roster))
        if binding is None or binding.symbol is None:
            return None
        roster = binding.symbol.id
        if numbers_lines(entry, scope.fields[roster]):
            return ir.FormEntry(heading, "number", roster, span=entry.span)
    if not all(expressions.table.ok(value) for value in entry.values):
        return None
    values = tuple(expressions.lower(value) for value in entry.values)
    return ir.FormEntry(heading, entry.kind, roster, values, entry.span)
