"""What is declared inside a decision, into its scope.

In: one sentence and where it stands (`decision`, `definition`). Out: symbols in the scope of its
decision. What makes no sense there is reported once, and a place is made for what follows.
"""

from __future__ import annotations

from dataclasses import replace

from luling.diagnostics import Bag
from luling.resolve import errors, errors_shared
from luling.resolve.labels import Labels
from luling.resolve.near import near
from luling.resolve.rules import RULE_WORDS, RuleBinder, rule_place
from luling.resolve.symbols import (
    Bindings,
    DecisionScope,
    DefinitionScope,
    MemberScope,
    SharedDecision,
    Symbol,
    SymbolKind,
)
from luling.source import Span
from luling.syntax import ast

__all__ = ["Declarer", "opening"]


class Declarer:
    """The state of one walk over the sentences, and what single declarations do to it."""

    def __init__(self, files: tuple[ast.File, ...], bag: Bag) -> None:
        self.bag = bag
        self.bindings = Bindings(files)
        self.decision: DecisionScope | None = None
        self.definition: DefinitionScope | None = None
        self.last_outcome: DefinitionScope | None = None
        self.astray = False  # a rule without conclusion has been reported, and goes for the next
        self.vocabulary = False
        self.shared: SharedDecision | None = None
        self.here: tuple[tuple[ast.Sentence | ast.Unread, ...], int] = ((), 0)
        self.early: set[int] = set()
        self.labels = Labels(self.bindings, bag)
        self.rules = RuleBinder(self.bindings, bag, self.labels.identifier)

    # ------------------------------------------------------------ where it stands

    def enter_decision(self, scope: DecisionScope) -> None:
        self.decision = scope
        self.bindings.decisions[scope.id] = scope

    def stand_in_decision(self, span: Span) -> None:
        """A decision for what follows where its own head is missing or broken."""
        self.definition = self.last_outcome = None
        head = ast.DecisionHead(ast.Label("", None, span), span=span)
        scope = DecisionScope(f"?{len(self.bindings.decisions)}", "", head, dated=True)
        scope.names.update(self.bindings.shared_facts)
        self.enter_decision(scope)

    def stand_in_definition(self, span: Span) -> None:
        """A conclusion without type for the rules that follow where theirs is broken."""
        label = ast.Label("", None, span)
        node = ast.OutcomeDecl(label, ast.NamedType("", span), False, span=span)
        symbol = Symbol("outcome", f"?{span.start}", "", node, span)
        self.definition = self.last_outcome = DefinitionScope(symbol, node, incomplete=True)
        if self.decision is not None:
            self.decision.definitions.append(self.definition)

    # ------------------------------------------------------------ declarations

    def fact(self, declaration: ast.FactDecl) -> None:
        if self.decision is None and not self.vocabulary:
            _, place = opening(declaration)
            self.bag.report(errors.OutsideDecision(place, "事实"))
            self.stand_in_decision(place)
        self.definition = None
        label = declaration.label
        shared = self.bindings.shared_facts.get(label.text)
        if declaration.type is None:
            if shared is None or self.decision is None:
                self.untyped(declaration)
                return
            declaration = complete_fact(declaration, shared)
        scope = self.decision
        if scope is not None and not scope.label:
            self.bindings.lost.add(label.text)  # wherever it belongs, it is declared
        if scope is None:
            self.labels.named("fact", declaration, "shared", self.bindings.shared_facts)
            return
        symbol = self.labels.named("fact", declaration, f"{scope.id}.fact", scope.names)
        scope.facts.append(symbol)
        if not declaration.is_date:
            return
        if scope.date_fact is not None:
            self.bag.report(errors.TwoDateFacts(label.span, scope.date_fact.span))
        else:
            scope.date_fact = symbol
            scope.dated = True

    def untyped(self, declaration: ast.FactDecl) -> None:
        label = declaration.label
        if self.decision is not None:
            self.decision.dated |= declaration.is_date
        if label.text not in self.bindings.lost and not self.bindings.open:
            close = near(label.text, self.bindings.shared_facts)
            self.bag.report(errors.FactWithoutType(label.span, label.text, close))
        self.bindings.lost.add(label.text)

    def check(self, declaration: ast.CheckDecl, scope: DecisionScope) -> None:
        scope.checks.append((self.labels.id_of(declaration.label, scope.id), declaration))

    def roster(self, declaration: ast.RosterDecl, scope: DecisionScope) -> None:
        self.definition = None
        symbol = self.labels.named("roster", declaration, f"{scope.id}.fact", scope.names)
        scope.facts.append(symbol)
        fields = scope.fields.setdefault(symbol.id, {})
        for column in declaration.columns:
            label = column.label
            if label.text in fields:
                self.bag.report(
                    errors.DuplicateName(label.span, label.text, fields[label.text].span, "字段")
                )
                continue
            column_id = self.labels.id_of(label, f"{scope.id}.{symbol.id}")
            fields[label.text] = Symbol(
                "field", column_id, label.text, column, label.span, symbol.id
            )

    def roster_of(self, name: ast.Name, scope: DecisionScope) -> Symbol | None:
        """The roster that 逐项 speaks of, which may stand further down."""
        sentences, at = self.here
        if name.text not in scope.names:
            for later in sentences[at + 1 :]:
                if isinstance(later, ast.DecisionHead):
                    break
                if isinstance(later, ast.RosterDecl) and later.label.text == name.text:
                    self.early.add(id(later))
                    self.roster(later, scope)
                    break
        found = scope.names.get(name.text)
        if found is not None and found.kind == "roster":
            return found
        if name.text not in self.bindings.lost:
            known = [item.label for item in scope.names.values() if item.kind == "roster"]
            self.bag.report(
                errors.UnknownName(name.span, name.text, near(name.text, known), (), "名册")
            )
        return None

    def define(
        self,
        kind: SymbolKind,
        declaration: ast.ConditionDecl | ast.OutcomeDecl | ast.TableDecl | ast.BracketDecl
        | ast.CollectionDecl | ast.DutyDecl,
        scope: DecisionScope,
    ) -> None:
        self.astray = False
        names, owner = scope.names, None
        if isinstance(declaration, ast.OutcomeDecl) and declaration.roster is not None:
            roster = self.roster_of(declaration.roster, scope)
            if roster is None:
                self.bindings.lost.add(declaration.label.text)
                names = {}
            else:
                owner, names = roster.id, scope.fields[roster.id]
        symbol = self.labels.named(kind, declaration, f"{scope.id}.definition", names)
        if owner is not None:
            symbol = replace(symbol, owner=owner)
            if names[symbol.label].span == symbol.span:
                names[symbol.label] = symbol
        self.definition = DefinitionScope(symbol, declaration)
        scope.definitions.append(self.definition)
        if kind == "collection":
            scope.collections.setdefault(symbol.label, self.definition)
        if isinstance(declaration, ast.OutcomeDecl):
            self.last_outcome = self.definition

    def more(self, sentence: ast.OutcomeMore, scope: DecisionScope) -> None:
        """More rules for a conclusion that stands above."""
        wanted = sentence.name.text
        known = {
            item.symbol.label: item
            for item in scope.definitions
            if isinstance(item.declaration, ast.OutcomeDecl)
        }
        found = known.get(wanted)
        if found is not None:
            self.astray = False
            self.definition = self.last_outcome = found
            return
        if wanted not in self.bindings.lost and not (scope.open or self.bindings.open):
            self.bag.report(
                errors_shared.OutcomeWithoutType(sentence.name.span, wanted, near(wanted, known))
            )
        self.bindings.lost.add(wanted)
        self.stand_in_definition(sentence.span)

    def member(self, sentence: ast.MemberDecl, scope: DecisionScope) -> None:
        name, label = sentence.collection, sentence.label
        collection = scope.collections.get(name.text)
        if collection is None:
            self.bindings.lost.add(label.text)
            if name.text not in self.bindings.lost:
                self.bag.report(
                    errors.UnknownName(
                        name.span, name.text, near(name.text, scope.collections), (), "收集"
                    )
                )
            return
        self.astray = False
        self.definition = collection
        known = collection.members.get(label.text)
        if known is not None:
            known.sentences.append(sentence)
            return
        owner = collection.symbol.id
        identifier = self.labels.id_of(label, f"{scope.id}.{owner}")
        symbol = Symbol("member", identifier, label.text, sentence, label.span, owner)
        collection.members[label.text] = MemberScope(symbol, [sentence])


_WORDS: dict[type, str] = {
    ast.FactDecl: "事实", ast.RosterDecl: "名册", ast.CheckDecl: "校验", ast.ConditionDecl: "情形",
    ast.OutcomeDecl: "结论", ast.CollectionDecl: "收集", ast.TableDecl: "表",
    ast.BracketDecl: "分段", ast.DutyDecl: "职责", ast.OutcomeMore: "结论",
    ast.FormDecl: "表单",
}  # fmt: skip


def opening(sentence: ast.Sentence) -> tuple[str, Span]:
    """The word that a sentence starts with, as authors know it, and the place to point to."""
    if isinstance(sentence, ast.RuleDecl):
        return RULE_WORDS[sentence.kind], rule_place(sentence)
    if isinstance(sentence, ast.MemberDecl):
        return "收集的成员", sentence.label.span
    label = getattr(sentence, "label", None)
    return _WORDS.get(type(sentence), "这句话"), label.span if label else sentence.span


def complete_fact(declaration: ast.FactDecl, shared: Symbol) -> ast.FactDecl:
    """A decision's short `事实 险种。` with what the vocabulary says of it."""
    full = shared.declaration
    assert isinstance(full, ast.FactDecl)
    label = replace(declaration.label, id=declaration.label.id or shared.id)
    interface = declaration.interface or full.interface
    return replace(declaration, label=label, type=full.type, interface=interface)
