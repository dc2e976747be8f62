"""Declarations into scopes.

In: the files of one policy, head first. Out: `Bindings` with every declaration in its scope,
duplicates reported; `rules` then gives every rule its target, and names inside expressions are left
to `names`. A sentence that makes no sense where it stands is reported once, and what an unread
sentence names is taken as declared: one mistake, one message.
"""

from __future__ import annotations

from difflib import get_close_matches

from luling.diagnostics import Bag
from luling.resolve import errors, errors_shared
from luling.resolve.declare import Declarer, opening
from luling.resolve.near import near
from luling.resolve.rules import RULE_WORDS, rule_place
from luling.resolve.shared import DUTY_STATUS, copies
from luling.resolve.symbols import (
    Bindings,
    DecisionScope,
    ParamScope,
    SharedDecision,
    SymbolKind,
)
from luling.syntax import ast

SIMPLE_TYPES = ("是非", "整数", "金额", "比例", "日期", "时长", "文本", "名单")

_DEFINING = (
    "结论", "中间结论", "逐项", "收集", "中间收集", "表", "中间表", "分段", "中间分段", "职责",
)  # fmt: skip
_OTHERS = (
    "判定", "共用判定", "事实", "名册", "情形", "参数", "枚举", "目录", "校验", "约束", "表单",
    "条文", "用例",
)  # fmt: skip

_KNOWN = (*_DEFINING, *RULE_WORDS.values(), *_OTHERS, "引用")

_IN_DECISION = (
    ast.FactDecl | ast.RosterDecl | ast.CheckDecl | ast.ConditionDecl | ast.OutcomeDecl
    | ast.OutcomeMore | ast.CollectionDecl | ast.MemberDecl | ast.RuleDecl | ast.TableDecl
    | ast.BracketDecl | ast.DutyDecl | ast.FormDecl
)  # fmt: skip

class Collector(Declarer):
    """One walk over the sentences; `decision` and `definition` say where it stands."""

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
            self.bag.report(errors_shared.SharedOutsideVocabulary(head.label.span))
            self.stand_in_decision(head.span)
            return
        if head.label.text in known:
            first = known[head.label.text].head.label.span
            self.bag.report(
                errors.DuplicateName(head.label.span, head.label.text, first, "共用判定")
            )
        else:
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
            assert self.decision is not None
            self.decision.open = self.decision.dated = True

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
            self.bag.report(errors_shared.DutyStatusTaken(taken.declaration.label.span))
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

    def in_decision(self, sentence: ast.Sentence) -> None:
        if self.decision is None:
            word, place = opening(sentence)
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


def _in_place(file: ast.File) -> tuple[ast.Sentence | ast.Unread, ...]:
    """All sentences of a file, read or not, in the source's order."""
    if not file.unread:
        return file.sentences
    return tuple(sorted((*file.sentences, *file.unread), key=lambda item: item.span.start))


def _vocabularies_first(file: ast.File) -> bool:
    """False for a vocabulary: its first head says what a file is."""
    for item in file.sentences:
        if isinstance(item, ast.PolicyHead | ast.VocabularyHead):
            return isinstance(item, ast.PolicyHead)
    return True


def collect(files: tuple[ast.File, ...], bag: Bag) -> Bindings:
    return Collector(files, bag).run()
