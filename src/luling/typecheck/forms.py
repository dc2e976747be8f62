"""Types of what is filled into forms.

In: a form with its names bound. Out: the type of every value in the table. Everything can be
written into a form; only the number of values has to fit the printed words.
"""

from __future__ import annotations

from luling.notice.blanks import count_blanks
from luling.resolve.forms import numbers_lines
from luling.resolve.symbols import DecisionScope, FormScope
from luling.syntax import ast
from luling.typecheck.errors_forms import WrongPlaces
from luling.typecheck.expressions import ExpressionChecker
from luling.types import DATE

__all__ = ["check_form"]


def check_form(expressions: ExpressionChecker, form: FormScope, scope: DecisionScope) -> None:
    for entry in form.declaration.entries:
        if entry.roster is not None:
            binding = expressions.bindings.names.get(id(entry.roster))
            symbol = binding.symbol if binding is not None else None
            if symbol is None or numbers_lines(entry, scope.fields[symbol.id]):
                continue
            expressions.rosters.inside = [symbol.id]
        types = [expressions.infer(value) for value in entry.values]
        expressions.rosters.inside = []
        if None not in types:
            _check_places(expressions, entry, all(type_ == DATE for type_ in types))


def _check_places(expressions: ExpressionChecker, entry: ast.FormEntry, dates: bool) -> None:
    """One value, or as many dates as there are blanks for them."""
    if not entry.values:
        return
    words = entry.printed
    blanks = count_blanks(words) if dates and entry.roster is None else 0
    if len(entry.values) != max(blanks, 1):
        span = entry.values[0].span.to(entry.values[-1].span)
        expressions.bag.report(WrongPlaces(span, words, blanks, len(entry.values)))
        for value in entry.values:
            expressions.forget(value)
