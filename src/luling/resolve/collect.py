"""Declarations into scopes.

In: the files of one policy, head first. Out: `Bindings` with every declaration in its scope, every
rule with its conclusion and target, duplicates reported. Names inside expressions are left to
`names`. A sentence that makes no sense where it stands is reported once and left out.
"""

from __future__ import annotations

import re
from dataclasses import replace

from luling.diagnostics import Bag
from luling.resolve import errors
from luling.resolve.near import near
from luling.resolve.symbols import (
    Bindings,
    DecisionScope,
    DefinitionScope,
    EnumSymbol,
    EnumValueSymbol,
    MemberScope,
    ParamScope,
    RuleTarget,
    Symbol,
    SymbolKind,
)
from luling.source import Span
from luling.syntax import ast

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")

SIMPLE_TYPES = ("是非", "整数", "金额", "比例", "日期", "时长", "文本", "名单")

RULE_WORDS = {"rule": "通则", "exception": "例外", "reinstate": "恢复"}


class Collector:
    """One walk over the sentences; `decision` and `definition` say where it stands."""

    def __init__(self, files: tuple[ast.File, ...], bag: Bag) -> None:
        self.bag = bag
        self.bindings = Bindings(files)
        self.decision: DecisionScope | None = None
        self.definition: DefinitionScope | None = None
        self.ids: dict[tuple[str, str], Span] = {}
        self.pending: list[tuple[DecisionScope, DefinitionScope, ast.RuleDecl]] = []

    def run(self) -> Bindings:
        for file in sorted(self.bindings.files, key=_vocabularies_first):
            self.decision = self.definition = None
            for sentence in file.sentences:
                self.sentence(sentence)
        self.rules()
        self.completeness()
        return self.bindings

    # ------------------------------------------------------------ one sentence

    def sentence(self, sentence: ast.Sentence) -> None:
        match sentence:
            case ast.PolicyHead():
                self.head(sentence)
            case ast.VocabularyHead() | ast.Import():
                pass  # `linking` has followed them
            case ast.EnumDecl():
                self.enumeration(sentence)
            case ast.ParamDecl():
                symbol = self.declare_global("parameter", sentence.label, sentence)
                self.bindings.parameters.append(ParamScope(symbol, sentence))
            case ast.CatalogueDecl():
                symbol = self.declare_global("catalogue", sentence.label, sentence)
                self.bindings.catalogues[symbol.id] = symbol
            case ast.DecisionHead():
                self.decision_head(sentence)
            case ast.FactDecl():
                self.fact(sentence)
            case ast.ClauseEntry():
                self.bindings.clauses.append(sentence)
            case ast.CaseDecl():
                self.bindings.cases.append(sentence)
            case ast.CaseFile():
                self.bindings.case_files.append(sentence)
            case _:
                self.in_decision(sentence)

    def head(self, head: ast.PolicyHead) -> None:
        if self.bindings.head is not None:
            self.bag.report(errors.HeadMistake(head.span, "一个政策只能有一句「政策」开头"))
            return
        self.identifier("policy", head.id.text, head.id.span)
        self.bindings.head = head

    def decision_head(self, head: ast.DecisionHead) -> None:
        self.definition = None
        known = next(
            (
                item
                for item in self.bindings.decisions.values()
                if item.label == head.label.text and head.label.id in (None, item.id)
            ),
            None,
        )
        if known is not None and known.declaration.span.file != head.span.file:
            self.decision = known  # a continuation file goes on with the decision
            return
        if known is not None:
            self.bag.report(
                errors.DuplicateName(
                    head.span, head.label.text, known.declaration.span, "判定"
                )
            )
            self.decision = known
            return
        identifier = self.id_of(head.label, "decision")
        self.decision = DecisionScope(identifier, head.label.text, head)
        self.bindings.decisions[identifier] = self.decision

    def in_decision(self, sentence: ast.Sentence) -> None:
        if self.decision is None:
            word = RULE_WORDS.get(getattr(sentence, "kind", ""), "") or _WORDS.get(
                type(sentence), "这句话"
            )
            self.bag.report(errors.OutsideDecision(sentence.span, word))
            return
        match sentence:
            case ast.RosterDecl():
                self.roster(sentence)
            case ast.CheckDecl():
                label = sentence.label
                self.decision.checks.append((self.id_of(label, self.decision.id), sentence))
            case ast.ConditionDecl():
                self.define("condition", sentence)
            case ast.OutcomeDecl():
                self.define("per_member" if sentence.roster else "outcome", sentence)
            case ast.TableDecl() | ast.BracketDecl():
                self.define("outcome", sentence)
            case ast.CollectionDecl():
                self.define("collection", sentence)
            case ast.MemberDecl():
                self.member(sentence)
            case ast.RuleDecl():
                if self.definition is None or isinstance(
                    self.definition.declaration,
                    ast.ConditionDecl | ast.TableDecl | ast.BracketDecl,
                ):
                    self.bag.report(
                        errors.RuleWithoutConclusion(sentence.span, RULE_WORDS[sentence.kind])
                    )
                else:
                    self.pending.append((self.decision, self.definition, sentence))
            case _:  # pragma: no cover - every other sentence was taken above
                raise AssertionError(type(sentence))

    # ------------------------------------------------------------ declarations

    def identifier(self, scope: str, text: str, span: Span) -> None:
        """Check the form of an id and that it is the only one of its scope."""
        if not _ID.fullmatch(text) and text.isascii():
            self.bag.report(errors.BadId(span, text))
        first = self.ids.setdefault((scope, text), span)
        if first != span:
            self.bag.report(errors.DuplicateId(span, text, first))

    def id_of(self, label: ast.Label, scope: str) -> str:
        """The label's id; the label itself where none is given."""
        if label.id is not None:
            self.identifier(scope, label.id, label.span)
        return label.id or label.text

    def enumeration(self, declaration: ast.EnumDecl) -> None:
        label = declaration.label
        identifier = self.id_of(label, "enum")
        known = self.bindings.enums.get(label.text)
        if known is not None:
            self.bag.report(
                errors.DuplicateName(label.span, label.text, known.declaration.label.span, "枚举")
            )
            return
        values: dict[str, EnumValueSymbol] = {}
        for value in declaration.values:
            value_id = self.id_of(value.label, f"enum.{identifier}")
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
        self.bindings.enums[label.text] = EnumSymbol(
            identifier, label.text, declaration.ordered, values, declaration
        )

    def declare_global(
        self, kind: SymbolKind, label: ast.Label, declaration: ast.ParamDecl | ast.CatalogueDecl
    ) -> Symbol:
        symbol = Symbol(kind, self.id_of(label, kind), label.text, declaration, label.span)
        self.enter(self.bindings.globals, symbol)
        return symbol

    def enter(self, names: dict[str, Symbol], symbol: Symbol) -> None:
        """Into a scope, unless the name is taken there or among the policy's own names."""
        taken = names.get(symbol.label) or self.bindings.globals.get(symbol.label)
        if taken is None:
            names[symbol.label] = symbol
        else:
            self.bag.report(errors.DuplicateName(symbol.span, symbol.label, taken.span))

    def fact(self, declaration: ast.FactDecl) -> None:
        label = declaration.label
        if self.decision is None:
            if declaration.type is None:
                self.bindings.lost.add(label.text)
                self.bag.report(errors.FactWithoutType(declaration.span, label.text))
                return
            symbol = Symbol(
                "fact", self.id_of(label, "shared"), label.text, declaration, label.span
            )
            self.enter(self.bindings.shared_facts, symbol)
            return
        self.definition = None
        shared = self.bindings.shared_facts.get(label.text)
        if declaration.type is None:
            if shared is None:
                self.bindings.lost.add(label.text)
                self.bag.report(
                    errors.FactWithoutType(
                        declaration.span, label.text,
                        near(label.text, self.bindings.shared_facts),
                    )
                )
                return
            declaration = _complete(declaration, shared)
        scope = self.decision
        symbol = Symbol(
            "fact", self.id_of(declaration.label, f"{scope.id}.fact"), label.text, declaration,
            label.span,
        )
        self.enter(scope.names, symbol)
        scope.facts.append(symbol)
        if declaration.is_date:
            if scope.date_fact is not None:
                self.bag.report(errors.TwoDateFacts(declaration.span, scope.date_fact.span))
            else:
                scope.date_fact = symbol

    def roster(self, declaration: ast.RosterDecl) -> None:
        scope = self.decision
        assert scope is not None
        self.definition = None
        identifier = self.id_of(declaration.label, f"{scope.id}.fact")
        label = declaration.label
        symbol = Symbol("roster", identifier, label.text, declaration, label.span)
        self.enter(scope.names, symbol)
        scope.facts.append(symbol)
        fields: dict[str, Symbol] = {}
        for column in declaration.columns:
            column_id = self.id_of(column.label, f"{scope.id}.{identifier}")
            field = Symbol(
                "field", column_id, column.label.text, column, column.label.span, identifier
            )
            if column.label.text in fields:
                self.bag.report(
                    errors.DuplicateName(
                        column.label.span, column.label.text, fields[column.label.text].span, "字段"
                    )
                )
            else:
                fields[column.label.text] = field
        scope.fields[identifier] = fields

    def define(
        self,
        kind: SymbolKind,
        declaration: ast.ConditionDecl | ast.OutcomeDecl | ast.TableDecl | ast.BracketDecl
        | ast.CollectionDecl,
    ) -> None:
        scope = self.decision
        assert scope is not None
        label = declaration.label
        identifier = self.id_of(label, f"{scope.id}.definition")
        owner = None
        names = scope.names
        if isinstance(declaration, ast.OutcomeDecl) and declaration.roster is not None:
            roster = scope.names.get(declaration.roster.text)
            if roster is None or roster.kind != "roster":
                known = [item.label for item in scope.names.values() if item.kind == "roster"]
                self.bag.report(
                    errors.UnknownName(
                        declaration.roster.span, declaration.roster.text,
                        near(declaration.roster.text, known), (), "名册",
                    )
                )
            else:
                owner = roster.id
                names = scope.fields[owner]
        symbol = Symbol(kind, identifier, label.text, declaration, label.span, owner)
        self.enter(names, symbol)
        self.definition = DefinitionScope(symbol, declaration)
        scope.definitions.append(self.definition)

    def member(self, sentence: ast.MemberDecl) -> None:
        scope = self.decision
        assert scope is not None
        collection = next(
            (
                item
                for item in scope.definitions
                if item.symbol.label == sentence.collection.text and item.symbol.kind == "collection"
            ),
            None,
        )
        if collection is None:
            known = [item.symbol.label for item in scope.definitions
                     if item.symbol.kind == "collection"]
            self.bag.report(
                errors.UnknownName(
                    sentence.collection.span, sentence.collection.text,
                    near(sentence.collection.text, known), (), "收集",
                )
            )
            return
        self.definition = collection
        label = sentence.label
        known_member = next(
            (item for item in collection.members if item.symbol.label == label.text), None
        )
        if known_member is not None:
            known_member.sentences.append(sentence)
            return
        identifier = self.id_of(label, f"{scope.id}.{collection.symbol.id}")
        symbol = Symbol(
            "member", identifier, label.text, sentence, label.span, collection.symbol.id
        )
        collection.members.append(MemberScope(symbol, [sentence]))

    # ------------------------------------------------------------ rules and their targets

    def rules(self) -> None:
        for scope, definition, rule in self.pending:
            if definition.symbol.kind == "collection":
                self.member_rule(scope, definition, rule)
            else:
                definition.rules.append(rule)
        for scope in self.bindings.decisions.values():
            for definition in scope.definitions:
                for rule in definition.rules:
                    self.target(scope, rule, definition.rules, None)
                for member in definition.members:
                    for rule in member.rules:
                        self.target(scope, rule, member.rules, member)

    def member_rule(
        self, scope: DecisionScope, definition: DefinitionScope, rule: ast.RuleDecl
    ) -> None:
        """A rule after a collection: it names a member, or a rule of one."""
        if rule.kind == "rule":
            self.bag.report(errors.RuleWithoutConclusion(rule.span, RULE_WORDS[rule.kind]))
            return
        wanted = rule.target.text if rule.target else None
        if wanted is None:
            self.bag.report(
                errors.UnknownTarget(
                    rule.span, "", tuple(item.symbol.label for item in definition.members)
                )
            )
            return
        collections = [item for item in scope.definitions if item.symbol.kind == "collection"]
        members = definition.members + [
            member for item in collections if item is not definition for member in item.members
        ]
        for member in members:
            labels = [item.label.text for item in member.rules if item.label]
            if wanted == member.symbol.label or wanted in labels:
                member.rules.append(rule)
                return
        assert rule.target is not None
        names = tuple(member.symbol.label for member in members)
        self.bag.report(
            errors.UnknownTarget(rule.target.span, wanted, near(wanted, names) or names[:5])
        )

    def target(
        self,
        scope: DecisionScope,
        rule: ast.RuleDecl,
        siblings: list[ast.RuleDecl],
        member: MemberScope | None,
    ) -> None:
        if rule.target is None:
            return
        wanted = rule.target.text
        if member is not None and wanted == member.symbol.label:
            scope.targets[id(rule)] = member
            return
        found: RuleTarget | None = next(
            (
                item
                for item in siblings
                if item.label is not None and item.label.text == wanted and item is not rule
            ),
            None,
        )
        if found is None:
            names = tuple(item.label.text for item in siblings if item.label and item is not rule)
            self.bag.report(
                errors.UnknownTarget(rule.target.span, wanted, near(wanted, names) or names[:5])
            )
        else:
            scope.targets[id(rule)] = found

    def completeness(self) -> None:
        for scope in self.bindings.decisions.values():
            for definition in scope.definitions:
                declaration = definition.declaration
                if not isinstance(declaration, ast.OutcomeDecl):
                    continue
                if declaration.value is None and not definition.rules:
                    self.bag.report(
                        errors.NoRules(declaration.label.span, declaration.label.text)
                    )
                labels: dict[str, Span] = {}
                for rule in definition.rules:
                    if rule.label is None:
                        continue
                    first = labels.setdefault(rule.label.text, rule.label.span)
                    if first != rule.label.span:
                        self.bag.report(
                            errors.DuplicateName(rule.label.span, rule.label.text, first, "规则")
                        )


def _vocabularies_first(file: ast.File) -> bool:
    return not any(isinstance(item, ast.VocabularyHead) for item in file.sentences)


def _complete(declaration: ast.FactDecl, shared: Symbol) -> ast.FactDecl:
    """A decision's short `事实 险种。` with what the vocabulary says of it."""
    full = shared.declaration
    assert isinstance(full, ast.FactDecl)
    return replace(
        declaration,
        label=ast.Label(
            declaration.label.text, declaration.label.id or shared.id, declaration.label.span
        ),
        type=full.type,
        interface=declaration.interface or full.interface,
    )


_WORDS: dict[type, str] = {
    ast.RosterDecl: "名册", ast.CheckDecl: "校验", ast.ConditionDecl: "情形",
    ast.OutcomeDecl: "结论", ast.CollectionDecl: "收集", ast.MemberDecl: "收集的成员",
    ast.TableDecl: "表", ast.BracketDecl: "分段", ast.RuleDecl: "规则",
}  # fmt: skip


def collect(files: tuple[ast.File, ...], bag: Bag) -> Bindings:
    return Collector(files, bag).run()
