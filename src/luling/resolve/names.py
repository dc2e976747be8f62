"""Names inside expressions and types.

In: `Bindings` from `collect`. Out: the same, with every name node bound in `names` and every named
type in `types`. Which of several enumeration values a name means is left to the types. A name that
can only be a value of a type which is itself unknown is no further mistake.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from luling.diagnostics import Bag
from luling.resolve import errors
from luling.resolve.collect import SIMPLE_TYPES
from luling.resolve.errors_forms import TwoRosters
from luling.resolve.forms import bind_form
from luling.resolve.near import arabic, near
from luling.resolve.symbols import (
    Binding,
    Bindings,
    DecisionScope,
    DefinitionScope,
    EnumSymbol,
    EnumValueSymbol,
    Symbol,
)
from luling.syntax import ast
from luling.syntax.runs import split_run_together

_Names = dict[str, Symbol]


class Binder:
    def __init__(self, bindings: Bindings, bag: Bag) -> None:
        self.bindings = bindings
        self.bag = bag
        self.values: dict[str, list[EnumValueSymbol]] = {}
        self.quiet = False
        self.open = bindings.open
        self.doubled: frozenset[str] = frozenset()
        for enum in bindings.enums.values():
            for label, value in enum.values.items():
                self.values.setdefault(label, []).append(value)

    # ------------------------------------------------------------ types

    def named_type(self, node: ast.NamedType) -> None:
        enum: EnumSymbol | None = self.bindings.enums.get(node.name)
        if enum is not None:
            self.bindings.types[id(node)] = enum
        elif node.name not in self.bindings.lost and not self.bindings.open:
            known = (*SIMPLE_TYPES, *self.bindings.enums)
            self.bag.report(errors.UnknownType(node.span, node.name, near(node.name, known)))

    def type(self, node: ast.Type | None) -> None:
        if isinstance(node, ast.NamedType):
            self.named_type(node)
        elif isinstance(node, ast.SetType):
            self.named_type(node.element)

    def is_untyped(self, node: object) -> bool:
        """Whether something has a declared type that nobody knows."""
        if isinstance(node, ast.SetType):
            node = node.element
        return isinstance(node, ast.NamedType) and id(node) not in self.bindings.types

    # ------------------------------------------------------------ expressions

    def name(self, node: ast.Name, scopes: tuple[_Names, ...]) -> None:
        if node.text in self.doubled:
            self.bag.report(TwoRosters(node.span, node.text))
            return
        symbol = next((scope[node.text] for scope in scopes if node.text in scope), None)
        values = tuple(self.values.get(node.text, ()))
        if symbol is None and not values:
            known = [name for scope in scopes for name in scope]
            self.unknown(node, [*known, *self.values])
        else:
            self.bindings.names[id(node)] = Binding(symbol, values)

    def unknown(self, node: ast.Name, known: list[str]) -> None:
        if node.text in self.bindings.lost or self.open or self.quiet:
            return
        split = split_run_together(node.text, known)
        number = "" if split else arabic(node.text)
        self.bag.report(
            errors.UnknownName(
                node.span, node.text, () if split or number else near(node.text, known),
                tuple(split or ()), number=number,
            )
        )
        self.bindings.lost.add(node.text)  # one name, one message, wherever else it stands

    def beside(
        self, node: ast.Compare | ast.Among | ast.Contains | ast.Between,
        scopes: tuple[_Names, ...], scope: DecisionScope | None,
    ) -> None:
        """Two or more sides: where one is of an unknown type, the others may be its values."""
        match node:
            case ast.Compare():
                sides: tuple[ast.Expr, ...] = (node.left, node.right)
            case ast.Among():
                sides = (node.value, *node.members)
            case ast.Contains():
                sides = (node.set, node.member)
            case ast.Between():
                sides = (node.value, node.low, node.high)
        quiet = self.quiet
        for at, side in enumerate(sides):
            if at == 1 and isinstance(node, ast.Contains) and self.is_collection(node.set):
                continue  # the types look among the collection's members
            self.expression(side, scopes, scope)
            self.quiet |= self.unjudged(side)
        self.quiet = quiet

    def unjudged(self, node: ast.Expr) -> bool:
        """Whether a side is a name whose declaration is lost, or its type unknown."""
        if not isinstance(node, ast.Reference):
            return False
        binding = self.bindings.names.get(id(node.name))
        if binding is None:
            return node.name.text in self.bindings.lost
        symbol = binding.symbol
        return symbol is not None and self.is_untyped(getattr(symbol.declaration, "type", None))

    def is_collection(self, node: ast.Expr) -> bool:
        if not isinstance(node, ast.Reference):
            return False
        binding = self.bindings.names.get(id(node.name))
        symbol = binding.symbol if binding is not None else None
        return symbol is not None and symbol.kind == "collection"

    def quoted(self, node: ast.Text, scopes: tuple[_Names, ...]) -> None:
        """A quoted string may be a declared name that could not stand without quotes."""
        symbol = next((scope[node.value] for scope in scopes if node.value in scope), None)
        if symbol is not None:
            self.bindings.names[id(node)] = Binding(symbol)

    def expression(
        self, node: object, scopes: tuple[_Names, ...], scope: DecisionScope | None
    ) -> None:
        """Bind every name below `node`, whatever the node is."""
        match node:
            case ast.Reference():
                self.name(node.name, scopes)
            case ast.Text():
                self.quoted(node, scopes)
            case ast.Compare() | ast.Among() | ast.Contains() | ast.Between():
                self.beside(node, scopes, scope)
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
                return
            inner = (scope.fields[symbol.id], *scopes)
        elif binding is None:
            return  # without the roster nothing in it can be judged
        outer, self.doubled = self.doubled, self.doubled | _doubled(inner)
        for part in (node.condition, node.value):
            if part is not None:
                self.expression(part, inner, scope)
        self.doubled = outer

    # ------------------------------------------------------------ walking the policy

    def run(self) -> Bindings:
        bindings = self.bindings
        kept = {id(s) for shared in bindings.shared_decisions.values() for s in shared.sentences}
        for file in bindings.files:
            for sentence in file.sentences:
                if id(sentence) not in kept:
                    self.declared_types(sentence)
        for sentence in bindings.taken_over:
            self.declared_types(sentence)
        for scope in bindings.decisions.values():
            for fact in scope.facts:
                if isinstance(fact.declaration, ast.FactDecl):
                    self.type(fact.declaration.type)
        for param in bindings.parameters:
            self.parameter(param.declaration)
        for symbol in bindings.catalogues.values():
            if isinstance(symbol.declaration, ast.CatalogueDecl):
                self.shares(symbol.declaration)
        for _, constraint in bindings.constraints:
            if isinstance(constraint.demand, ast.Bound):
                self.expression(constraint.demand.value, (bindings.globals,), None)
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

    def parameter(self, node: ast.ParamDecl) -> None:
        scopes = (self.bindings.globals,)
        self.values_of(node.type, (node.values, node.default), scopes, None)
        if node.grid is not None:
            types: tuple[object, ...] = (*node.keys, node.type)
            for row in node.grid.rows:
                for cell, type_ in zip(row.cells, types, strict=False):
                    self.values_of(type_, cell, scopes, None)

    def shares(self, node: ast.CatalogueDecl) -> None:
        """What is counted by the values of a column: the columns are those of the catalogue."""
        columns = {column.label.text: column for column in (node.key, *node.columns)}
        for share in node.shares:
            column = columns.get(share.column.text)
            if column is None:
                self.unknown(share.column, list(columns))
                continue
            self.bindings.columns[id(share.column)] = column
            self.values_of(column.type, share.values, (self.bindings.globals,), None)

    def values_of(
        self, type_: object, node: object, scopes: tuple[_Names, ...], scope: DecisionScope | None
    ) -> None:
        """Values of a declared type; where nobody knows it, names among them are let pass."""
        self.quiet = self.is_untyped(type_)
        self.expression(node, scopes, scope)
        self.quiet = False

    def decision(self, scope: DecisionScope) -> None:
        bindings = self.bindings
        self.open = scope.open or bindings.open
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
            owner = definition.symbol.owner
            if definition.symbol.kind != "per_member":
                self.definition(definition, scopes, scope)
            elif owner is not None:
                self.definition(definition, (scope.fields[owner], *scopes), scope)
        for form in scope.forms:
            bind_form(self, form, scope)
        self.open = bindings.open

    def definition(
        self, definition: DefinitionScope, here: tuple[_Names, ...], scope: DecisionScope
    ) -> None:
        node = definition.declaration
        match node:
            case ast.ConditionDecl():
                self.expression(node.condition, here, scope)
            case ast.DutyDecl():
                self.expression((node.deadline, node.condition, node.applies), here, scope)
            case ast.OutcomeDecl():
                self.values_of(node.type, (node.value, node.default), here, scope)
                for rule in definition.rules:
                    self.expression(rule.condition, here, scope)
                    self.values_of(node.type, rule.value, here, scope)
            case ast.TableDecl():
                self.table(node, here, scope)
            case ast.BracketDecl():
                self.expression((node.amount, node.grid.rows), here, scope)
            case ast.CollectionDecl():
                for member in definition.members.values():
                    for sentence in member.sentences:
                        self.expression(sentence.condition, here, scope)
                    for rule in member.rules:
                        self.expression((rule.condition, rule.value), here, scope)

    def table(self, node: ast.TableDecl, here: tuple[_Names, ...], scope: DecisionScope) -> None:
        """Cells are values of what heads their column; the last column is the table's own."""
        heads = node.grid.header[:-1]
        self.expression(heads, here, scope)
        self.values_of(node.type, node.default, here, scope)
        quiet = [self.unjudged(head) for head in heads]
        for row in node.grid.rows:
            for at, cell in enumerate(row.cells):
                self.quiet = quiet[at] if at < len(quiet) else self.is_untyped(node.type)
                self.expression(cell, here, scope)
        self.quiet = False


def _doubled(scopes: tuple[_Names, ...]) -> frozenset[str]:
    """Names that two of the rosters at hand have; the last two scopes are those of no roster."""
    inner, *outer = scopes[:-2]
    others = (fields for fields in outer if fields is not inner)  # itself the types refuse
    return frozenset(name for fields in others for name in fields.keys() & inner.keys())


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
