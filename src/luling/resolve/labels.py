"""Labels and ids: every declared name once, every id well formed and once in its scope.

In: declarations. Out: symbols in scopes, and enumerations. A label or id that is taken is reported,
and its declaration gets an id of its own, so that it can be checked further without disturbing the
first.
"""

from __future__ import annotations

import re

from luling.diagnostics import Bag
from luling.resolve import errors
from luling.resolve.symbols import (
    Bindings,
    DecisionScope,
    EnumSymbol,
    EnumValueSymbol,
    FormScope,
    Symbol,
    SymbolKind,
)
from luling.source import NOWHERE, Span
from luling.syntax import ast

__all__ = ["Labels"]

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")

_Declared = (
    ast.FactDecl | ast.RosterDecl | ast.ParamDecl | ast.CatalogueDecl | ast.ConditionDecl
    | ast.OutcomeDecl | ast.TableDecl | ast.BracketDecl | ast.CollectionDecl | ast.DutyDecl
)  # fmt: skip


class Labels:
    def __init__(self, bindings: Bindings, bag: Bag) -> None:
        self.bindings = bindings
        self.bag = bag
        self.ids: dict[tuple[str, str], Span] = {}
        self.forms: dict[str, Span] = {}

    def identifier(self, scope: str, text: str, span: Span) -> str:
        """Check the form of an id and that it is the only one of its scope; gives one that is."""
        if not _ID.fullmatch(text):
            self.bag.report(errors.BadId(span, text))
        first = self.ids.setdefault((scope, text), span)
        if first == span:
            return text
        self.bag.report(errors.DuplicateId(span, text, first))
        return f"{text}?{span.start}"

    def id_of(self, label: ast.Label, scope: str) -> str:
        """The label's id; the label itself where none is given."""
        if label.id is None:
            return label.text
        place = label.id_span if label.id_span != NOWHERE else label.span
        return self.identifier(scope, label.id, place)

    def named(
        self, kind: SymbolKind, declaration: _Declared, scope: str, names: dict[str, Symbol]
    ) -> Symbol:
        """The symbol of a declaration, entered into `names` unless its label is taken there or
        among the policy's own names. Of a label that is taken the id is not judged."""
        label = declaration.label
        taken = names.get(label.text) or self.bindings.globals.get(label.text)
        if taken is not None:
            self.bag.report(errors.DuplicateName(label.span, label.text, taken.span))
            identifier = f"{label.text}?{label.span.start}"
            return Symbol(kind, identifier, label.text, declaration, label.span)
        symbol = Symbol(kind, self.id_of(label, scope), label.text, declaration, label.span)
        names[label.text] = symbol
        return symbol

    def form(self, node: ast.FormDecl, scope: DecisionScope) -> None:
        """Forms are asked for by name, so a policy has each name and id of a form once."""
        label = node.label
        first = self.forms.setdefault(label.text, label.span)
        if first != label.span:
            self.bag.report(errors.DuplicateName(label.span, label.text, first, "表单"))
            return
        scope.forms.append(FormScope(self.id_of(label, "form"), label.text, node))

    def enumeration(self, declaration: ast.EnumDecl) -> None:
        label = declaration.label
        known = self.bindings.enums.get(label.text)
        if known is not None:
            self.bindings.lost.update(
                name for value in declaration.values for name in (value.label.text, *value.aliases)
            )
            self.bag.report(
                errors.DuplicateName(label.span, label.text, known.declaration.label.span, "枚举")
            )
            return
        identifier = self.id_of(label, "enum")
        values: dict[str, EnumValueSymbol] = {}
        for value in declaration.values:
            taken = values.get(value.label.text)
            value_id = (
                self.id_of(value.label, f"enum.{identifier}") if taken is None else value.label.text
            )
            symbol = EnumValueSymbol(value_id, value.label.text, identifier, value)
            for name in (value.label.text, *value.aliases):
                if name in values:
                    self.bag.report(
                        errors.DuplicateName(
                            value.label.span, name, values[name].declaration.label.span, "取值"
                        )
                    )
                else:
                    values[name] = symbol
        found = EnumSymbol(identifier, label.text, declaration.ordered, values, declaration)
        self.bindings.enums[label.text] = self.bindings.enums_by_id[identifier] = found
