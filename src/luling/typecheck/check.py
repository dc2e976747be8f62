"""Types of a whole policy.

In: `Bindings`. Out: `TypeTable` with the declared type of every symbol and the type of every
well-typed expression. What is broken is absent from it, has been reported once, and is skipped by
later stages.
"""

from __future__ import annotations

from luling.diagnostics import Bag
from luling.resolve.symbols import Bindings, DecisionScope, DefinitionScope, Symbol
from luling.source import NOWHERE, Span
from luling.syntax import ast
from luling.typecheck import errors
from luling.typecheck.expressions import ExpressionChecker
from luling.typecheck.forms import check_form
from luling.typecheck.grids import GridChecker
from luling.typecheck.literals import number_type
from luling.typecheck.names import declared_type, describe
from luling.typecheck.table import TypeTable
from luling.types import (
    BOOL,
    DATE,
    TEXT,
    DurationType,
    EnumType,
    IntegerType,
    MoneyType,
    NamesType,
    RatioType,
    SetType,
    Type,
)


class Checker:
    def __init__(self, bindings: Bindings, bag: Bag) -> None:
        self.bindings = bindings
        self.bag = bag
        self.table = TypeTable(bindings)
        self.expressions = ExpressionChecker(self.table, bag)
        self.grids = GridChecker(self.table, bag, self.expressions)

    def run(self) -> TypeTable:
        self.declared_types()
        for scope in self.bindings.parameters:
            self.parameter(scope.declaration, scope.symbol)
        for symbol in self.bindings.catalogues.values():
            if isinstance(symbol.declaration, ast.CatalogueDecl):
                self.counts(symbol.declaration)
        for _, constraint in self.bindings.constraints:
            if isinstance(constraint.demand, ast.Bound):
                self.bound(constraint.demand.value)
        for decision in self.bindings.decisions.values():
            self.decision(decision)
        return self.table

    # ------------------------------------------------------------ declared types

    def declare(self, symbol: Symbol, type_: Type | None) -> None:
        if type_ is not None:
            self.table.declared[id(symbol)] = type_

    def declared_types(self) -> None:
        bindings = self.bindings
        for param in bindings.parameters:
            self.declare(param.symbol, self.parameter_type(param.declaration))
        for decision in bindings.decisions.values():
            for fact in decision.facts:
                if isinstance(fact.declaration, ast.FactDecl):
                    type_ = declared_type(self.bindings, fact.declaration.type)
                    self.no_names(fact.declaration.type, type_, "事实")
                    self.declare(fact, type_)
            for fields in decision.fields.values():
                for field in fields.values():
                    if isinstance(field.declaration, ast.Column):
                        type_ = declared_type(self.bindings, field.declaration.type)
                        self.no_names(field.declaration.type, type_, "名册的字段")
                        self.declare(field, type_)
            for definition in decision.definitions:
                self.declare(definition.symbol, self.definition_type(definition))

    def no_names(self, node: ast.Type | None, type_: Type | None, where: str) -> None:
        if node is not None and isinstance(type_, NamesType):
            self.bag.report(
                errors.BadTypeHere(
                    node.span, "名单", where,
                    "一组名称请声明为名册，例如：名册 县区：名称（name）：文本。",
                )
            )

    def parameter_type(self, node: ast.ParamDecl) -> Type | None:
        """A duration takes the unit of its first value."""
        type_ = declared_type(self.bindings, node.type)
        if isinstance(type_, DurationType) and node.values:
            first = node.values[0].value
            if isinstance(first, ast.Number) and first.unit in ("个月", "年"):
                return DurationType("months")
        return type_

    def definition_type(self, definition: DefinitionScope) -> Type | None:
        match definition.declaration:
            case ast.ConditionDecl():
                return BOOL
            case ast.CollectionDecl():
                return SetType(definition.symbol.id)
            case ast.OutcomeDecl() | ast.TableDecl() | ast.BracketDecl() as node:
                type_ = declared_type(self.bindings, node.type)
                if isinstance(type_, SetType):
                    self.bag.report(
                        errors.BadTypeHere(
                            node.type.span, "集合", "结论",
                            "由规则逐项列入的集合请用「收集」声明。",
                        )
                    )
                    return None
                return type_
            case ast.DutyDecl() as node:
                return BOOL if node.deadline is None else EnumType("duty_status")

    # ------------------------------------------------------------ parameters

    def parameter(self, node: ast.ParamDecl, symbol: Symbol) -> None:
        type_ = self.table.declared.get(id(symbol))
        if isinstance(type_, SetType | NamesType):
            self.bag.report(
                errors.BadTypeHere(node.type.span, describe(type_, self.bindings), "参数")
            )
            self.table.declared.pop(id(symbol))
            return
        keys: list[EnumType | None] = []
        for key in node.keys:
            enum = self.bindings.types.get(id(key))
            keys.append(EnumType(enum.id) if enum else None)
        if type_ is None:
            return
        for value in (*(item.value for item in node.values), node.default):
            if value is None:
                continue
            if isinstance(value, ast.Unspecified):
                self.bag.report(errors.MisplacedUnspecified(value.span))
                continue
            where = f"参数「{node.label.text}」"
            if self.expressions.expect(value, type_, where, node.type.span) and (
                not self.expressions.is_constant(value)
            ):
                self.bag.report(errors.NotConstant(value.span, "参数"))
                self.expressions.forget(value)
        if node.grid is not None:
            self.grids.parameter_table(node, keys, type_)

    # ------------------------------------------------------------ catalogues

    def counts(self, node: ast.CatalogueDecl) -> None:
        """What a catalogue states: whole numbers, of constants in columns that hold one value."""
        for number in (node.count, *(share.count for share in node.shares)):
            if number is not None:
                self.count(number)
        for share in node.shares:
            column = self.bindings.columns.get(id(share.column))
            type_ = declared_type(self.bindings, column.type) if column is not None else None
            if column is None or type_ is None:
                continue
            if isinstance(type_, SetType | NamesType):
                word = describe(type_, self.bindings)
                advice = "一格里有几个值的列，不能按一个值来数；请换一列，或者只写总数。"
                self.bag.report(
                    errors.BadTypeHere(share.column.span, word, "「其中」按它来数的一列", advice)
                )
                continue
            where = f"「{column.label.text}」这一列"
            for value in share.values:
                self.constant(value, type_, where, column.type.span)

    def count(self, number: ast.Number) -> None:
        type_ = number_type(number, None, self.bag)
        if type_ is not None and not isinstance(type_, IntegerType):
            self.bag.report(
                errors.BadNumber(
                    number.span, f"「{number.text}」不是一个数目",
                    "请照通知写几种、几个，例如 20种。",
                )
            )

    def constant(self, value: ast.Expr, type_: Type, where: str, declared: Span) -> None:
        if isinstance(value, ast.Unspecified):
            self.bag.report(errors.MisplacedUnspecified(value.span))
        elif self.expressions.expect(value, type_, where, declared) and (
            not self.expressions.is_constant(value)
        ):
            self.bag.report(errors.NotConstant(value.span, where))
            self.expressions.forget(value)

    def bound(self, node: ast.Expr) -> None:
        """What a 约束 compares with: a parameter of this notice, whole, or a value."""
        if isinstance(node, ast.Reference):
            binding = self.bindings.names.get(id(node.name))
            if binding is None or (binding.symbol and binding.symbol.kind == "parameter"):
                return
            self.bag.report(errors.ConstraintValue(node.span))
        elif self.expressions.infer(node) is not None and not self.expressions.is_constant(node):
            self.bag.report(errors.ConstraintValue(node.span))
            self.expressions.forget(node)

    # ------------------------------------------------------------ decisions

    def decision(self, scope: DecisionScope) -> None:
        self.expressions.dated = scope.dated
        if scope.date_fact is not None:
            type_ = self.table.declared.get(id(scope.date_fact))
            if type_ is not None and type_ != DATE:
                self.bag.report(
                    errors.BadDateFact(scope.date_fact.span, describe(type_, self.bindings))
                )
        for fact in scope.facts:
            if isinstance(fact.declaration, ast.FactDecl) and fact.declaration.catalogue:
                self.derived(fact, fact.declaration)
        for _, check in scope.checks:
            self.expressions.condition(check.condition)
        for definition in scope.definitions:
            owner = definition.symbol.owner
            self.expressions.rosters.inside = (
                [owner] if definition.symbol.kind == "per_member" and owner else []
            )
            self.definition(definition)
        self.expressions.rosters.inside = []
        for form in scope.forms:
            check_form(self.expressions, form, scope)

    def derived(self, fact: Symbol, node: ast.FactDecl) -> None:
        """A fact looked up in a catalogue: by a text, in the column of its own id and type."""
        catalogue = self.bindings.names.get(id(node.catalogue))
        key = self.bindings.names.get(id(node.catalogue_key))
        if catalogue is None or catalogue.symbol is None or key is None or key.symbol is None:
            return
        assert node.catalogue is not None and node.catalogue_key is not None
        declaration = catalogue.symbol.declaration
        if not isinstance(declaration, ast.CatalogueDecl):
            self.bag.report(
                errors.BadDerivation(node.catalogue.span, f"「{node.catalogue.text}」不是目录")
            )
            return
        key_type = self.table.declared.get(id(key.symbol))
        if key_type is not None and key_type != TEXT:
            self.bag.report(
                errors.BadDerivation(
                    node.catalogue_key.span, "查目录的编码要是文本", (), key.symbol.span
                )
            )
        names = {column.label.id or column.label.text: column for column in declaration.columns}
        column = names.get(fact.id)
        if column is None:
            labels = tuple(item.label.text for item in declaration.columns)
            problem = f"目录「{declaration.label.text}」没有「{fact.label}」这一列"
            self.bag.report(errors.BadDerivation(node.catalogue.span, problem, labels))
            return
        found, wanted = declared_type(self.bindings, column.type), self.table.declared.get(id(fact))
        if found is not None and wanted is not None and found != wanted:
            word = describe(found, self.bindings)
            self.bag.report(
                errors.BadDerivation(
                    fact.span, f"目录里「{column.label.text}」这一列是{word}，与这个事实的类型不同",
                    (), column.span,
                )
            )

    def definition(self, definition: DefinitionScope) -> None:
        type_ = self.table.declared.get(id(definition.symbol))
        match definition.declaration:
            case ast.ConditionDecl() as node:
                self.expressions.condition(node.condition)
            case ast.DutyDecl() as node:
                self.duty(node)
            case ast.CollectionDecl():
                for member in definition.members.values():
                    for sentence in member.sentences:
                        if sentence.condition is not None:
                            self.expressions.condition(sentence.condition)
                        self.dated(sentence.period)
                    for rule in member.rules:
                        self.rule(rule, BOOL, member.symbol)
            case ast.OutcomeDecl() as node:
                for value in (node.value, node.default):
                    if value is not None and type_ is not None:
                        self.expressions.expect(
                            value, type_, f"「{node.label.text}」", node.type.span
                        )
                self.rounding(node.rounding, type_)
                for rule in definition.rules:
                    self.rule(rule, type_, definition.symbol)
            case ast.TableDecl() as node:
                self.rounding(node.rounding, type_)
                if type_ is not None:
                    self.grids.decision_table(node, type_)
                    if node.default is not None:
                        self.expressions.expect(
                            node.default, type_, f"「{node.label.text}」", node.type.span
                        )
            case ast.BracketDecl() as node:
                self.rounding(node.rounding, type_)
                if type_ is not None:
                    self.grids.brackets(node, type_)

    def rule(self, rule: ast.RuleDecl, type_: Type | None, symbol: Symbol) -> None:
        if rule.condition is not None:
            self.expressions.condition(rule.condition)
        if rule.value is not None and type_ is not None:
            declaration = symbol.declaration
            span = getattr(getattr(declaration, "type", None), "span", NOWHERE)
            self.expressions.expect(rule.value, type_, f"「{symbol.label}」", span)
        self.rounding(rule.rounding, type_)
        self.dated(rule.period)

    def duty(self, node: ast.DutyDecl) -> None:
        self.expressions.condition(node.condition)
        if node.applies is not None:
            self.expressions.condition(node.applies)
        if node.deadline is None:
            return
        where = f"职责「{node.label.text}」的期限"
        self.expressions.expect(node.deadline, DATE, where, node.deadline.span)
        if not self.expressions.dated:
            self.bag.report(errors.NoDate(node.deadline.span, "这项职责"))
        status = self.bindings.enums_by_id.get("duty_status")
        if status is not None and set(status.order) != {"met", "pending", "overdue"}:
            self.bag.report(errors.BadDutyStatus(node.label.span, status.declaration.label.span))

    def dated(self, period: ast.Period | None) -> None:
        if period is not None and not self.expressions.dated:
            self.bag.report(errors.NoDate(period.span, "这条规则"))

    def rounding(self, node: ast.Rounding | None, type_: Type | None) -> None:
        if node is None or type_ is None:
            return
        if not isinstance(type_, MoneyType | RatioType):
            self.bag.report(errors.BadRounding(node.span, describe(type_, self.bindings)))


def check(bindings: Bindings, bag: Bag) -> TypeTable:
    """The types of a policy; mistakes are reported into `bag`."""
    return Checker(bindings, bag).run()
