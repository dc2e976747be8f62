"""Decisions from bindings and types to core.

In: one decision's scope. Out: an `ir.Decision`, its definitions in order. A definition with a
broken
part is left out after its report; so the program is whole exactly when nothing was reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from luling.core import build, ir
from luling.core.duties import lower_duty
from luling.core.expressions import ExpressionLowerer
from luling.core.forms import lower_forms
from luling.core.grids import GridLowerer
from luling.core.order import in_order, walk
from luling.core.parameters import period_dates
from luling.core.rules import Ruled, assemble, citations_of, rounding_of
from luling.diagnostics import Bag
from luling.resolve.symbols import Bindings, DecisionScope, DefinitionScope, MemberScope, Symbol
from luling.syntax import ast
from luling.typecheck.table import TypeTable
from luling.types import BOOL, MoneyType, RatioType, Type

__all__ = ["lower_decision"]


def default_rounding(type_: Type) -> ir.Rounding | None:
    """Money to 分, a ratio to the six decimals of the interface, half up; nothing else is
    rounded."""
    if isinstance(type_, MoneyType):
        return ir.Rounding("half_up", 2)
    if isinstance(type_, RatioType):
        return ir.Rounding("half_up", 6)
    return None


class DecisionLowerer:
    def __init__(
        self,
        scope: DecisionScope,
        table: TypeTable,
        enums: Sequence[ir.Enumeration],
        bag: Bag,
        policy: str,
    ) -> None:
        self.scope = scope
        self.table = table
        self.bindings: Bindings = table.bindings
        self.bag = bag
        self.policy = policy
        self.expressions = ExpressionLowerer(table)
        self.grids = GridLowerer(table, enums, bag, policy)

    def lower(self) -> ir.Decision:
        scope = self.scope
        facts = [self.fact(symbol) for symbol in scope.facts]
        definitions = [
            replace(made, place=at)
            for at, item in enumerate(scope.definitions)
            if (made := self.definition(item)) is not None
        ]
        return ir.Decision(
            scope.id,
            scope.label,
            tuple(fact for fact in facts if fact is not None),
            scope.date_fact.id if scope.date_fact else None,
            tuple(
                self.check(identifier, node)
                for identifier, node in scope.checks
                if self.table.ok(node.condition)
            ),
            in_order(
                definitions, self.bag,
                {item.symbol.id: item.symbol.span for item in scope.definitions},
            ),
            scope.declaration.span,
            lower_forms(scope, self.expressions, self.policy),
        )

    # ------------------------------------------------------------ facts

    def fact(self, symbol: Symbol) -> ir.FactDeclaration | ir.RosterDeclaration | None:
        node = symbol.declaration
        if isinstance(node, ast.RosterDecl):
            fields = []
            for field in self.scope.fields[symbol.id].values():
                type_ = self.table.declared.get(id(field))
                if type_ is not None and isinstance(field.declaration, ast.Column):
                    fields.append(
                        ir.Field(field.id, field.label, type_, field.declaration.interface)
                    )
            return ir.RosterDeclaration(
                symbol.id, symbol.label, tuple(fields), node.interface, node.span
            )
        assert isinstance(node, ast.FactDecl)
        type_ = self.table.declared.get(id(symbol))
        if type_ is None:
            return None
        return ir.FactDeclaration(
            symbol.id, symbol.label, type_, self.bound(node.catalogue),
            self.bound(node.catalogue_key), node.interface, node.span,
        )

    def bound(self, name: ast.Name | None) -> str | None:
        binding = self.bindings.names.get(id(name)) if name is not None else None
        return binding.symbol.id if binding is not None and binding.symbol is not None else None

    def check(self, identifier: str, node: ast.CheckDecl) -> ir.Check:
        condition = self.expressions.lower(node.condition)
        facts = []
        for item in walk(condition):
            match item:
                case ir.Fact(id=name) | ir.Selection(roster=name):
                    facts.append(f"facts.{name}")
        return ir.Check(
            identifier, node.label.text, condition, tuple(dict.fromkeys(facts)),
            citations_of(node.basis, self.policy), node.span,
        )

    # ------------------------------------------------------------ definitions

    def definition(self, definition: DefinitionScope) -> ir.Definition | None:
        symbol = definition.symbol
        type_ = self.table.declared.get(id(symbol))
        if type_ is None or definition.incomplete:
            return None
        match definition.declaration:
            case ast.ConditionDecl() as node:
                if not self.table.ok(node.condition):
                    return None
                rule = ir.Rule(
                    f"{symbol.id}.1", "", "rule", None, None, None,
                    self.expressions.lower(node.condition), None,
                    citations_of(node.basis, self.policy), node.span,
                )
                return ir.Definition(
                    symbol.id, symbol.label, BOOL, "condition", False,
                    ir.Group((ir.Node(rule),)),
                    citations=citations_of(node.basis, self.policy), span=node.span,
                )
            case ast.CollectionDecl() as node:
                return ir.Definition(
                    symbol.id, symbol.label, type_, "collection", node.is_output, None,
                    tuple(self.member(symbol, member) for member in definition.members.values()),
                    span=node.span,
                )
            case ast.DutyDecl() as node:
                parts = (node.condition, node.deadline, node.applies)
                if not all(part is None or self.table.ok(part) for part in parts):
                    return None
                return lower_duty(node, symbol, self.scope, self.expressions, self.policy)
            case ast.OutcomeDecl() as node:
                return self.outcome(definition, node, type_)
            case ast.TableDecl() as node:
                group = self.grids.decision_table(node, symbol.id, default_rounding(type_))
                if group is None or not self.default_ok(node.default):
                    return None
                return ir.Definition(
                    symbol.id, symbol.label, type_,
                    "outcome" if node.is_output else "intermediate", node.is_output, group,
                    nullable=node.nullable, default=self.default(node.default),
                    interface=node.interface, citations=citations_of(node.basis, self.policy),
                    span=node.span,
                )
            case ast.BracketDecl() as node:
                value = self.grids.brackets(node, type_)
                if value is None:
                    return None
                citations = citations_of(node.basis, self.policy)
                rule = ir.Rule(
                    f"{symbol.id}.1", "", "rule", None, None, None, value,
                    rounding_of(node.rounding, default_rounding(type_)), citations, node.span,
                )
                return ir.Definition(
                    symbol.id, symbol.label, type_,
                    "outcome" if node.is_output else "intermediate", node.is_output,
                    ir.Group((ir.Node(rule),)), interface=node.interface, citations=citations,
                    span=node.span,
                )

    def default_ok(self, node: ast.Expr | None) -> bool:
        return node is None or self.table.ok(node)

    def default(self, node: ast.Expr | None) -> ir.Expr | None:
        return self.expressions.lower(node) if node is not None else None

    def outcome(
        self, definition: DefinitionScope, node: ast.OutcomeDecl, type_: Type
    ) -> ir.Definition | None:
        symbol = definition.symbol
        rounding = rounding_of(node.rounding, default_rounding(type_))
        items: list[Ruled] = []
        if not self.default_ok(node.default):
            return None
        if node.value is not None:
            if not self.table.ok(node.value):
                return None
            rule = ir.Rule(
                f"{symbol.id}.0" if definition.rules else f"{symbol.id}.1", "", "rule", None,
                None, None, self.expressions.lower(node.value), rounding,
                citations_of(node.basis, self.policy), node.span,
            )
            items.append(Ruled(rule, True, None, node))
        for number, sentence in enumerate(definition.rules, 1):
            lowered = self.rule(sentence, symbol.id, number, rounding)
            if lowered is None:
                return None
            items.append(lowered)
        kind = "per_member" if node.roster is not None else (
            "outcome" if node.is_output else "intermediate"
        )
        return ir.Definition(
            symbol.id, symbol.label, type_, kind,  # type: ignore[arg-type]
            node.is_output and node.roster is None,
            assemble(items, self.bag),
            nullable=node.nullable, default=self.default(node.default), roster=symbol.owner,
            interface=node.interface, citations=citations_of(node.basis, self.policy),
            span=node.span,
        )

    def rule(
        self, node: ast.RuleDecl, owner: str, number: int, rounding: ir.Rounding | None
    ) -> Ruled | None:
        """None when its condition or value is broken."""
        condition = None
        if node.condition is not None:
            if not self.table.ok(node.condition):
                return None
            condition = self.expressions.lower(node.condition)
        value: ir.Expr | None = None
        if node.excludes:
            value = build.literal(BOOL, False, node.span)
        elif node.value is not None:
            if not self.table.ok(node.value):
                return None
            value = self.expressions.lower(node.value)
        start, end = period_dates(node.period, self.bag)
        name = (node.label.id or node.label.text) if node.label else str(number)
        rule = ir.Rule(
            f"{owner}.{name}", node.label.text if node.label else "", node.kind, condition,
            start, end, value, rounding_of(node.rounding, rounding) if value is not None else None,
            citations_of(node.basis, self.policy), node.span,
        )
        target = self.scope.targets.get(id(node))
        if isinstance(target, MemberScope):
            target = None
        return Ruled(rule, node.kind == "rule", target, node)

    def member(self, collection: Symbol, member: MemberScope) -> ir.CollectionMember:
        """A member's sentences are its base; exceptions take it out, 恢复 puts it back."""
        owner = f"{collection.id}.{member.symbol.id}"
        items: list[Ruled] = []
        broken = False
        for number, sentence in enumerate(member.sentences, 1):
            if sentence.condition is not None and not self.table.ok(sentence.condition):
                broken = True
                continue
            start, end = period_dates(sentence.period, self.bag)
            rule = ir.Rule(
                owner if len(member.sentences) == 1 else f"{owner}.{number}",
                member.symbol.label, "rule",
                self.expressions.lower(sentence.condition) if sentence.condition else None,
                start, end, build.literal(BOOL, True, sentence.span), None,
                citations_of(sentence.basis, self.policy), sentence.span,
            )
            items.append(Ruled(rule, True, None, sentence))
        for number, node in enumerate(member.rules, len(items) + 1):
            lowered = self.rule(node, owner, number, None)
            if lowered is not None:
                items.append(lowered)
            broken |= lowered is None
        bag = Bag() if broken else self.bag  # what follows from a mistake is none of its own
        return ir.CollectionMember(member.symbol.id, member.symbol.label, assemble(items, bag))


def lower_decision(
    scope: DecisionScope,
    table: TypeTable,
    enums: Sequence[ir.Enumeration],
    bag: Bag,
    policy: str,
) -> ir.Decision:
    return DecisionLowerer(scope, table, enums, bag, policy).lower()
