"""Names inside expressions and types.

In: `Bindings` from `collect`. Out: the same, with every name node bound in `names` and every named
type in `types`. Which of several enumeration values a name means is left to the types.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from luling.diagnostics import Bag
from luling.resolve import errors
from luling.resolve.collect import SIMPLE_TYPES
from luling.resolve.near import near
from luling.resolve.symbols import Binding, Bindings, DecisionScope, EnumSymbol, Symbol
from luling.syntax import ast
from luling.syntax.runs import split_run_together

_Names = dict[str, Symbol]


class Binder:
    def __init__(self, bindings: Bindings, bag: Bag) -> None:
        self.bindings = bindings
        self.bag = bag
        self.values: dict[str, list[object]] = {}
        for enum in bindings.enums.values():
            for label, value in enum.values.items():
                self.values.setdefault(label, []).append(value)

    # ------------------------------------------------------------ types

    def named_type(self, node: ast.NamedType) -> None:
        enum: EnumSymbol | None = self.bindings.enums.get(node.name)
        if enum is None:
            known = (*SIMPLE_TYPES, *self.bindings.enums)
            self.bag.report(errors.UnknownType(node.span, node.name, near(node.name, known)))
        else:
            self.bindings.types[id(node)] = enum

    def type(self, node: ast.Type | None) -> None:
        if isinstance(node, ast.NamedType):
            self.named_type(node)
        elif isinstance(node, ast.SetType):
            self.named_type(node.element)

    # ------------------------------------------------------------ expressions

    def name(self, node: ast.Name, scopes: tuple[_Names, ...]) -> None:
        symbol = next((scope[node.text] for scope in scopes if node.text in scope), None)
        values = tuple(self.values.get(node.text, ()))
        if symbol is None and not values:
            known = [name for scope in scopes for name in scope]
            self.unknown(node, [*known, *self.values])
        else:
            self.bindings.names[id(node)] = Binding(symbol, values)  # type: ignore[arg-type]

    def unknown(self, node: ast.Name, known: list[str], what: str = "名称") -> None:
        if node.text in self.bindings.lost:
            return
        split = split_run_together(node.text, known)
        self.bag.report(
            errors.UnknownName(
                node.span, node.text, () if split else near(node.text, known),
                tuple(split or ()), what,
            )
        )

    def expression(self, node: object, scopes: tuple[_Names, ...], scope: DecisionScope | None) -> None:
        """Bind every name below `node`, whatever the node is."""
        match node:
            case ast.Reference():
                self.name(node.name, scopes)
            case ast.Lookup():
                self.name(node.name, scopes)
                for key in node.keys:
                    self.expression(key, scopes, scope)
            case ast.Selection():
                self.selection(node, scopes, scope)
            case tuple():
                for item in node:
                    self.expression(item, scopes, scope)
            case ast.Name() | ast.Label() | ast.Basis() | ast.Citation():
                pass
            case _ if is_dataclass(node):
                for field in fields(node):
                    if field.name != "span":
                        self.expression(getattr(node, field.name), scopes, scope)
            case _:
                pass

    def selection(
        self, node: ast.Selection, scopes: tuple[_Names, ...], scope: DecisionScope | None
    ) -> None:
        self.name(node.roster, scopes)
        binding = self.bindings.names.get(id(node.roster))
        inner = scopes
        if binding is not None and scope is not None:
            symbol = binding.symbol
            if symbol is None or symbol.kind != "roster":
                del self.bindings.names[id(node.roster)]
                self.bag.report(
                    errors.WrongKind(
                        node.roster.span, node.roster.text, kind_word(symbol), "名册"
                    )
                )
            else:
                inner = (scope.fields[symbol.id], *scopes[-2:])
        elif binding is None:
            return  # without the roster nothing in it can be judged
        for part in (node.condition, node.value):
            if part is not None:
                self.expression(part, inner, scope)

    # ------------------------------------------------------------ walking the policy

    def run(self) -> Bindings:
        bindings = self.bindings
        for file in bindings.files:
            for sentence in file.sentences:
                self.declared_types(sentence)
        for scope in bindings.decisions.values():
            for fact in scope.facts:
                if isinstance(fact.declaration, ast.FactDecl):
                    self.type(fact.declaration.type)
        for symbol in bindings.catalogues.values():
            assert isinstance(symbol.declaration, ast.CatalogueDecl)
        for param in bindings.parameters:
            self.expression(
                (param.declaration.values, param.declaration.default,
                 param.declaration.grid.rows if param.declaration.grid else ()),
                (bindings.globals,), None,
            )
        for scope in bindings.decisions.values():
            self.decision(scope)
        return bindings

    def declared_types(self, sentence: ast.Sentence) -> None:
        match sentence:
            case ast.ParamDecl():
                self.type(sentence.type)
                for key in sentence.keys:
                    self.named_type(key)
            case ast.CatalogueDecl():
                for column in (sentence.key, *sentence.columns):
                    self.type(column.type)
            case ast.RosterDecl():
                for column in sentence.columns:
                    self.type(column.type)
            case ast.FactDecl() | ast.OutcomeDecl() | ast.TableDecl() | ast.BracketDecl():
                self.type(sentence.type)
            case _:
                pass

    def decision(self, scope: DecisionScope) -> None:
        bindings = self.bindings
        scopes: tuple[_Names, ...] = (scope.names, bindings.globals)
        for fact in scope.facts:
            declaration = fact.declaration
            if isinstance(declaration, ast.FactDecl) and declaration.catalogue is not None:
                self.name(declaration.catalogue, (bindings.globals,))
                if declaration.catalogue_key is not None:
                    self.name(declaration.catalogue_key, (scope.names,))
        for _, check in scope.checks:
            self.expression(check.condition, scopes, scope)
        for definition in scope.definitions:
            here = scopes
            if definition.symbol.kind == "per_member" and definition.symbol.owner is not None:
                here = (scope.fields[definition.symbol.owner], *scopes)
            declaration_ = definition.declaration
            match declaration_:
                case ast.ConditionDecl():
                    self.expression(declaration_.condition, here, scope)
                case ast.OutcomeDecl():
                    self.expression((declaration_.value, declaration_.default), here, scope)
                case ast.TableDecl():
                    heads = declaration_.grid.header
                    self.expression(
                        (heads[: _value_column(declaration_)], declaration_.grid.rows,
                         declaration_.default),
                        here, scope,
                    )
                case ast.BracketDecl():
                    self.expression((declaration_.amount, declaration_.grid.rows), here, scope)
                case ast.CollectionDecl():
                    pass
            for rule in definition.rules:
                self.expression((rule.condition, rule.value), here, scope)
            for member in definition.members:
                for sentence in member.sentences:
                    self.expression(sentence.condition, here, scope)
                for rule in member.rules:
                    self.expression((rule.condition, rule.value), here, scope)


def _value_column(table: ast.TableDecl) -> int:
    """The index of the column that holds the table's value: the last one before 依据."""
    return len(table.grid.header) - 1


def kind_word(symbol: Symbol | None) -> str:
    """What a symbol is, in the author's words."""
    if symbol is None:
        return "枚举的取值"
    return {
        "fact": "事实", "roster": "名册", "field": "名册的字段", "parameter": "参数",
        "catalogue": "目录", "condition": "情形", "outcome": "结论", "per_member": "逐项的值",
        "collection": "收集", "member": "收集的成员",
    }[symbol.kind]  # fmt: skip


def bind(bindings: Bindings, bag: Bag) -> Bindings:
    return Binder(bindings, bag).run()
