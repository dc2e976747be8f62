"""Names in forms.

In: the forms of a decision. Out: every name in them bound. In a column of a roster its fields come
first; 序号 that is no field of the roster stays unbound, and numbers the lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from luling.resolve.errors_forms import FieldAlone
from luling.resolve.symbols import DecisionScope, FormScope, Symbol
from luling.syntax import ast

if TYPE_CHECKING:
    from luling.resolve.names import Binder

__all__ = ["bind_form", "numbers_lines"]

_NUMBER = (ast.Reference(ast.Name("序号")),)


def bind_form(binder: Binder, form: FormScope, scope: DecisionScope) -> None:
    outer = (scope.names, binder.bindings.globals)
    for entry in form.declaration.entries:
        if entry.roster is None:
            if not _is_field(binder, entry, scope):
                binder.expression(entry.values, outer, scope)
            continue
        binder.selection(ast.Selection(entry.roster, None, None, entry.roster.span), outer, scope)
        binding = binder.bindings.names.get(id(entry.roster))
        if binding is None or binding.symbol is None:
            continue
        fields = scope.fields[binding.symbol.id]
        if not numbers_lines(entry, fields):
            binder.expression(entry.values, (fields, *outer), scope)


def _is_field(binder: Binder, entry: ast.FormEntry, scope: DecisionScope) -> bool:
    """Whether a field of a roster stands alone (reported): it would need a line for each member."""
    if len(entry.values) != 1 or not isinstance(entry.values[0], ast.Reference):
        return False
    name = entry.values[0].name
    if any(name.text in known for known in (scope.names, binder.bindings.globals, binder.values)):
        return False
    rosters = {fact.id: fact.label for fact in scope.facts}
    owners = [rosters[one] for one, fields in scope.fields.items() if name.text in fields]
    if owners:
        binder.bag.report(FieldAlone(name.span, name.text, tuple(owners)))
    return bool(owners)


def numbers_lines(entry: ast.FormEntry, fields: dict[str, Symbol]) -> bool:
    """Whether an entry is the running number of the lines, and no field of that name."""
    return entry.roster is not None and entry.values == _NUMBER and "序号" not in fields
