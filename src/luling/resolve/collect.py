"""Declarations into scopes.

In: the files of one policy, head first. Out: `Bindings` with every declaration in its scope,
duplicates reported; `rules` then gives every rule its target, and names inside expressions are left
to `names`. A sentence that makes no sense where it stands is reported once, and what an unread
sentence names is taken as declared: one mistake, one message.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from luling.diagnostics import Bag
from luling.resolve import errors
from luling.resolve.labels import Labels
from luling.resolve.near import near
from luling.resolve.rules import RULE_WORDS, RuleBinder, rule_place
from luling.resolve.shared import DUTY_STATUS, copies
from luling.resolve.symbols import (
    Bindings,
    DecisionScope,
    DefinitionScope,
    MemberScope,
    ParamScope,
    SharedDecision,
    Symbol,
    SymbolKind,
)
from luling.source import Span
from luling.syntax import ast

SIMPLE_TYPES = ("是非", "整数", "金额", "比例", "日期", "时长", "文本", "名单")

_DEFINING = (
    "结论", "中间结论", "逐项", "收集", "中间收集", "表", "中间表", "分段", "中间分段", "职责",
)  # fmt: skip
_OTHERS = (
    "判定", "共用判定", "事实", "名册", "情形", "参数", "枚举", "目录", "校验", "约束", "条文", "用例",
    "表单",
)  # fmt: skip

_KNOWN = (*_DEFINING, *RULE_WORDS.values(), *_OTHERS, "引用")

_IN_DECISION = (
    ast.FactDecl | ast.RosterDecl | ast.CheckDecl | ast.ConditionDecl | ast.OutcomeDecl
    | ast.OutcomeMore | ast.CollectionDecl | ast.MemberDecl | ast.RuleDecl | ast.TableDecl
    | ast.BracketDecl | ast.DutyDecl | ast.FormDecl
)  # fmt: skip

class Collector:
    """One walk over the sentences; `decision` and `definition` say where it stands."""

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

    def run(self) -> Bindings:
        for file in self.bindings.files:
            self.bindings.lost |= file.lost
        for file in sorted(self.bindings.files, key=_vocabularies_first):
            self.decision = self.definition = self.last_outcome = self.shared = None
            self.vocabulary = not _vocabularies_first(file)
            sentences = _in_place(file)
            for at, sentence in enumerate(sentences):
                self.here = (sentences, at)
                if isinstance(sentence, ast.Unread):
                    self.unread(sentence)
                elif self.shared is not None and isinstance(sentence, _IN_DECISION):
                    self.shared.sentences.append(sentence)
                elif id(sentence) not in self.early:
                    self.sentence(sentence)
        if self.bindings.head is None and self.vocabulary:
            self.check_shared()
        self.duty_status()
        self.rules.run()
        return self.bindings

    # ------------------------------------------------------------ one sentence

    def unread(self, sentence: ast.Unread) -> None:
        """What a sentence that could not be read would have opened, by its first word."""
        word = sentence.word
        collection = self.decision.collections.get(word) if self.decision is not None else None
        if collection is not None:
            self.definition = collection
            return
        if word not in _KNOWN:
            word = next(iter(get_close_matches(word[:4], _KNOWN, 1, 0.5)), "")
        match word:
            case "引用":
                self.bindings.open = True
            case "判定" | "共用判定":
                self.shared = None
                self.stand_in_decision(sentence.span)
            case "事实":
                self.definition = None
                if self.decision is not None:
                    self.decision.dated = True
            case "通则" | "例外" | "恢复":
                if self.definition is not None:
                    self.definition.incomplete = True
            case _ if word in _DEFINING or not word:
                self.stand_in_definition(sentence.span)
            case _:
                self.definition = None

    def sentence(self, sentence: ast.Sentence) -> None:
        match sentence:
            case ast.PolicyHead():
                self.head(sentence)
            case ast.VocabularyHead() | ast.Import():
                pass  # `linking` has followed them
            case ast.EnumDecl():
                self.labels.enumeration(sentence)
            case ast.ParamDecl():
                symbol = self.labels.named(
                    "parameter", sentence, "parameter", self.bindings.globals
                )
                self.bindings.parameters.append(ParamScope(symbol, sentence))
            case ast.CatalogueDecl():
                symbol = self.labels.named(
                    "catalogue", sentence, "catalogue", self.bindings.globals
                )
                self.bindings.catalogues[symbol.id] = symbol
            case ast.DecisionHead():
                self.decision_head(sentence)
            case ast.FactDecl():
                self.fact(sentence)
            case ast.SharedDecisionHead():
                self.shared_head(sentence)
            case ast.ConstraintDecl():
                self.constraint(sentence)
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
            self.bag.report(errors.HeadMistake(head.id.span, "一个政策只能有一句「政策」开头"))
            return
        self.labels.identifier("policy", head.id.text, head.id.span)
        self.bindings.head = head

    def constraint(self, declaration: ast.ConstraintDecl) -> None:
        self.definition = None
        identifier = self.labels.id_of(declaration.label, "constraint")
        self.bindings.constraints.append((identifier, declaration))

    # ------------------------------------------------------------ shared decisions

    def shared_head(self, head: ast.SharedDecisionHead) -> None:
        """In a vocabulary the sentences that follow are kept; elsewhere they stand in a decision
        that is none."""
        self.definition = self.last_outcome = None
        known = self.bindings.shared_decisions
        if not self.vocabulary:
            self.bag.report(errors.SharedOutsideVocabulary(head.label.span))
            self.stand_in_decision(head.span)
            return
        if head.label.text in known:
            first = known[head.label.text].head.label.span
            self.bag.report(
                errors.DuplicateName(head.label.span, head.label.text, first, "共用判定")
            )
        self.labels.id_of(head.label, "shared")
        self.shared = known[head.label.text] = SharedDecision(head)

    def check_shared(self) -> None:
        """Of a vocabulary by itself the shared decisions are checked as they stand."""
        for shared in self.bindings.shared_decisions.values():
            label = shared.head.label
            identifier = self.labels.id_of(label, "decision")
            head = ast.DecisionHead(label, span=shared.head.span)
            self.enter_decision(DecisionScope(identifier, label.text, head))
            self.take_over(shared, ast.Basis())

    def take_over(self, shared: SharedDecision, basis: ast.Basis) -> None:
        """The sentences of a shared decision, before those that follow."""
        sentences = tuple(copies(shared, basis))
        self.bindings.taken_over += sentences
        here = self.here
        for at, sentence in enumerate(sentences):
            self.here = (sentences, at)
            if id(sentence) not in self.early:
                self.sentence(sentence)
        self.here = here
        self.definition = self.last_outcome = None

    def like(self, head: ast.DecisionHead) -> None:
        if head.base is None:
            return
        shared = self.bindings.shared_decisions.get(head.base.text)
        if shared is not None:
            self.take_over(shared, head.basis)
        elif head.base.text not in self.bindings.lost and not self.bindings.open:
            known = self.bindings.shared_decisions
            self.bag.report(
                errors.UnknownName(
                    head.base.span, head.base.text, near(head.base.text, known) or tuple(known)[:5],
                    (), "共用判定",
                )
            )
            self.bindings.open = True  # what it would have declared is not known

    def duty_status(self) -> None:
        """The three states of a duty, where no vocabulary has its own words for them."""
        bindings = self.bindings
        if "duty_status" in bindings.enums_by_id or not any(
            isinstance(item.declaration, ast.DutyDecl) and item.declaration.deadline is not None
            for scope in bindings.decisions.values()
            for item in scope.definitions
        ):
            return
        taken = bindings.enums.get(DUTY_STATUS.label.text)
        if taken is not None:
            self.bag.report(errors.DutyStatusTaken(taken.declaration.label.span))
        else:
            self.labels.enumeration(DUTY_STATUS)

    # ------------------------------------------------------------ decisions

    def decision_head(self, head: ast.DecisionHead) -> None:
        self.definition = self.last_outcome = None
        known = next(
            (
                item
                for item in self.bindings.decisions.values()
                if item.label == head.label.text and head.label.id in (None, item.id)
            ),
            None,
        )
        if known is None:
            identifier = self.labels.id_of(head.label, "decision")
            self.enter_decision(DecisionScope(identifier, head.label.text, head))
            self.like(head)
        elif known.declaration.span.file != head.span.file:
            self.decision = known  # a continuation file goes on with the decision
        else:
            self.bag.report(
                errors.DuplicateName(
                    head.label.span, head.label.text, known.declaration.label.span, "判定"
                )
            )
            self.stand_in_decision(head.span)

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

    def in_decision(self, sentence: ast.Sentence) -> None:
        if self.decision is None:
            word, place = _opening(sentence)
            self.bag.report(errors.OutsideDecision(place, word))
            self.stand_in_decision(place)
        assert self.decision is not None
        match sentence:
            case ast.RosterDecl():
                self.roster(sentence, self.decision)
            case ast.CheckDecl():
                self.check(sentence, self.decision)
            case ast.FormDecl():
                self.labels.form(sentence, self.decision)
            case ast.ConditionDecl():
                self.define("condition", sentence, self.decision)
            case ast.OutcomeDecl():
                kind: SymbolKind = "per_member" if sentence.roster else "outcome"
                self.define(kind, sentence, self.decision)
            case ast.TableDecl() | ast.BracketDecl():
                self.define("outcome", sentence, self.decision)
            case ast.DutyDecl():
                self.define("outcome", sentence, self.decision)
            case ast.OutcomeMore():
                self.more(sentence, self.decision)
            case ast.CollectionDecl():
                self.define("collection", sentence, self.decision)
            case ast.MemberDecl():
                self.member(sentence, self.decision)
            case ast.RuleDecl():
                self.rule(sentence, self.decision)
            case _:  # pragma: no cover - every other sentence was taken above
                raise AssertionError(type(sentence))

    def rule(self, rule: ast.RuleDecl, scope: DecisionScope) -> None:
        if self.definition is not None and not isinstance(
            self.definition.declaration,
            ast.ConditionDecl | ast.TableDecl | ast.BracketDecl | ast.DutyDecl,
        ):
            self.rules.place(scope, self.definition, rule)
            return
        if not self.astray:
            word = RULE_WORDS[rule.kind]
            self.bag.report(errors.RuleWithoutConclusion(rule_place(rule), word))
        self.astray = True
        if self.last_outcome is not None:
            self.last_outcome.incomplete = True

    # ------------------------------------------------------------ declarations

    def fact(self, declaration: ast.FactDecl) -> None:
        if self.decision is None and not self.vocabulary:
            _, place = _opening(declaration)
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
        if wanted not in self.bindings.lost and not self.bindings.open:
            self.bag.report(
                errors.OutcomeWithoutType(sentence.name.span, wanted, near(wanted, known))
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


def _in_place(file: ast.File) -> tuple[ast.Sentence | ast.Unread, ...]:
    """All sentences of a file, read or not, in the source's order."""
    if not file.unread:
        return file.sentences
    return tuple(sorted((*file.sentences, *file.unread), key=lambda item: item.span.start))


def _opening(sentence: ast.Sentence) -> tuple[str, Span]:
    """The word that a sentence starts with, as authors know it, and the place to point to."""
    if isinstance(sentence, ast.RuleDecl):
        return RULE_WORDS[sentence.kind], rule_place(sentence)
    if isinstance(sentence, ast.MemberDecl):
        return "收集的成员", sentence.label.span
    label = getattr(sentence, "label", None)
    return _WORDS.get(type(sentence), "这句话"), label.span if label else sentence.span


def _vocabularies_first(file: ast.File) -> bool:
    """False for a vocabulary: its first head says what a file is."""
    for item in file.sentences:
        if isinstance(item, ast.PolicyHead | ast.VocabularyHead):
            return isinstance(item, ast.PolicyHead)
    return True


def complete_fact(declaration: ast.FactDecl, shared: Symbol) -> ast.FactDecl:
    """A decision's short `事实 险种。` with what the vocabulary says of it."""
    full = shared.declaration
    assert isinstance(full, ast.FactDecl)
    label = replace(declaration.label, id=declaration.label.id or shared.id)
    interface = declaration.interface or full.interface
    return replace(declaration, label=label, type=full.type, interface=interface)


def collect(files: tuple[ast.File, ...], bag: Bag) -> Bindings:
    return Collector(files, bag).run()
