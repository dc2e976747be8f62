"""Faithfulness to the notice.

In: a policy's sentences and the cut notice. Out: reports alone, and what is tied to what (`Ties`)
for coverage and documents. Afterwards every quote stands in its clause byte for byte, every number
of a rule stands in a cited clause or is marked as derived, and every leaf clause is encoded,
referred elsewhere or registered with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from luling.diagnostics import Bag
from luling.fidelity import errors
from luling.fidelity.forms import check_words
from luling.fidelity.numbers import Written, numbers_of
from luling.notice import (
    Clause,
    Notice,
    QuoteMiss,
    coverage,
    find_quote,
    mentions_value,
    nearest_mentions,
)
from luling.resolve.rules import rule_place
from luling.resolve.symbols import Bindings
from luling.source import Span
from luling.syntax import ast

__all__ = ["Ties", "check_fidelity"]

_BEGINNING = 24
_STOPS = frozenset("，。；：！？\n,;:")

NoticeOf = Callable[[str], Notice | None]


@dataclass(slots=True)
class Ties:
    """What the policy cites: (canonical clause, start, end) in code points of the notice; an empty
    stretch cites the clause without words. `registered` holds the clauses of 条文 sentences."""

    cited: list[tuple[str, int, int]] = field(default_factory=list)
    registered: list[tuple[str, int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Part:
    """Something that rests on a basis: what it writes, its basis, and how it is called where a
    basis must be (None: it may go without)."""

    payload: object
    basis: ast.Basis
    span: Span
    needs: str | None = None


class _Checker:
    def __init__(
        self, bindings: Bindings, notice: Notice, notice_of: NoticeOf, bag: Bag
    ) -> None:
        self.bindings = bindings
        self.notice = notice
        self.notice_of = notice_of
        self.bag = bag
        self.ties = Ties()
        self.head = bindings.head
        # The year of 6月底前; without a 成文日期 nobody knows it: no date matches (0 is no year).
        self.year = self.head.issued.value.year if self.head and self.head.issued else 0
        self.settled = True  # no mistake in any basis: only then can a clause be said to be missing

    def run(self) -> Ties:
        for file in self.bindings.files:
            if any(isinstance(item, ast.VocabularyHead) for item in file.sentences):
                continue
            for sentence in file.sentences:
                self.sentence(sentence)
        for sentence in self.bindings.taken_over:
            self.taken_over(sentence)
        if self.settled and not any(
            file.broken or file.unread for file in self.bindings.files
        ):
            self.account()
        return self.ties

    # ------------------------------------------------------------ sentences

    def sentence(self, sentence: ast.Sentence) -> None:
        match sentence:
            case ast.PolicyHead():
                self.policy_head(sentence)
            case ast.ClauseEntry():
                for citation in sentence.clauses:
                    clause = self.clause(citation)
                    if clause is not None:
                        self.ties.registered.append((clause.ref, clause.start, clause.start))
            case ast.CaseDecl():
                for citation in sentence.citations:
                    self.citation(citation, ties=False)
            case ast.FormDecl():
                values = tuple(entry.values for entry in sentence.entries)
                needs = f"表单「{sentence.label.text}」"
                self.part(_Part(values, sentence.basis, sentence.label.span, needs))
                self.settled &= check_words(self, sentence)
            case _:
                for part in _parts(sentence):
                    self.part(part)

    def taken_over(self, sentence: ast.Sentence) -> None:
        """A sentence of a shared decision rests on the 依据 of the decision that took it over; that
        one is asked for there."""
        for part in _parts(sentence):
            if part.basis.citations:
                self.part(part)

    def policy_head(self, head: ast.PolicyHead) -> None:
        text = self.notice.text
        if head.number is not None and head.number.value not in text:
            self.bag.report(errors.HeadNotInNotice(head.number.span, "文号", head.number.value))
        squeezed = "".join(text.split())
        named = [("标题", head.title), *(("发文机关", item) for item in head.issuers)]
        for what, item in named:
            if "".join(item.value.split()) not in squeezed:
                self.bag.report(errors.HeadNotInNotice(item.span, what, item.value))
        if head.issued is not None and not mentions_value(text, head.issued.value, "date"):
            day = head.issued.value
            self.bag.report(
                errors.HeadNotInNotice(
                    head.issued.span, "成文日期", f"{day.year}年{day.month}月{day.day}日"
                )
            )
        for word, date, basis in (
            ("施行日期", head.effective, head.effective_basis),
            ("失效日期", head.expires, head.expires_basis),
        ):
            if date is not None:
                self.part(_Part(date, basis, date.span, word))

    def part(self, part: _Part) -> None:
        citations = part.basis.citations
        written = list(numbers_of(part.payload))
        if not citations:
            if part.needs is not None:
                self.settled = False
                self.bag.report(errors.BasisMissing(part.span, part.needs))
            elif written and part.basis.derived is None:
                self.bag.report(errors.NumberWithoutBasis(written[0].span, written[0].text))
            return
        texts: list[str] = []
        broken = False
        for citation in citations:
            found = self.citation(citation)
            if found is None:
                broken = True
            else:
                notice, clause = found
                texts.append(notice.text_of(clause))
        if broken or part.basis.derived is not None:
            return
        for item in written:
            if not self.is_written(item, texts):
                self.number_missing(item, texts, citations)

    def is_written(self, item: Written, texts: list[str]) -> bool:
        """In one of its forms, or letter by letter as the author typed it."""
        typed = re.compile(rf"(?<![\d.]){re.escape(item.text)}(?![\d.%])")
        return any(
            typed.search(text)
            or any(
                mentions_value(text, form.value, form.kind, form.unit, year=self.year)
                for form in item.forms
            )
            for text in texts
        )

    def number_missing(
        self, item: Written, texts: list[str], citations: tuple[ast.Citation, ...]
    ) -> None:
        self.settled = False
        if self.bag.has_error_at(item.span):
            return  # its unit or its place is wrong, and that has been said
        form = item.forms[0]
        nearest = [
            mention.text
            for text in texts
            for mention in nearest_mentions(
                text, form.value, form.kind, form.unit, year=self.year
            )
        ]
        clauses = [
            f"{c.policy.text} {c.clause}" if c.policy is not None else c.clause for c in citations
        ]
        self.bag.report(
            errors.NumberNotInClause(
                item.span, item.text, tuple(dict.fromkeys(clauses)),
                tuple(dict.fromkeys(nearest))[:3],
            )
        )

    # ------------------------------------------------------------ clauses and quotes

    def clause(self, citation: ast.Citation) -> Clause | None:
        clause = self.notice.find(citation.clause)
        if clause is None:
            self.settled = False
            self.bag.report(
                errors.ClauseUnknown(
                    _clause_place(citation), citation.clause, self.notice.near(citation.clause)
                )
            )
        return clause

    def citation(
        self, citation: ast.Citation, ties: bool = True
    ) -> tuple[Notice, Clause] | None:
        """The cited clause with its notice; quotes are checked, and tied when it is this notice."""
        if citation.policy is not None and (
            self.head is None or citation.policy.text != self.head.id.text
        ):
            return self.foreign(citation, citation.policy)
        clause = self.clause(citation)
        if clause is None:
            return None
        for start, end in self.quotes(self.notice, clause, citation):
            if ties:
                self.ties.cited.append((clause.ref, start, end))
        if ties and not citation.quotes and not clause.children:
            self.ties.cited.append((clause.ref, clause.start, clause.start))
        return self.notice, clause

    def foreign(self, citation: ast.Citation, policy: ast.Name) -> tuple[Notice, Clause] | None:
        notice = self.notice_of(policy.text)
        if notice is None:
            self.bag.report(
                errors.NoticeMissing(policy.span, f"「{policy.text}」", "找不到，不能核对引文")
            )
            return None
        clause = notice.find(citation.clause)
        if clause is None:
            self.bag.report(
                errors.ClauseUnknown(
                    _clause_place(citation), citation.clause, notice.near(citation.clause),
                    f"「{policy.text}」的通知",
                )
            )
            return None
        list(self.quotes(notice, clause, citation))
        return notice, clause

    def quotes(
        self, notice: Notice, clause: Clause, citation: ast.Citation
    ) -> Iterator[tuple[int, int]]:
        """Where each quote stands; a quote that is missing counts as the clause without words."""
        for quote in citation.quotes:
            found = find_quote(notice, clause, quote.text)
            if isinstance(found, QuoteMiss):
                self.settled = False
                self.bag.report(
                    errors.QuoteNotFound(
                        quote.span, clause.ref, _whole_phrase(notice, clause, found),
                        found.description,
                        found.where_else[:3],
                    )
                )
                yield clause.start, clause.start
            else:
                yield found.start, found.end

    # ------------------------------------------------------------ every clause accounted for

    def account(self) -> None:
        assert self.head is not None
        span = self.head.notice.span if self.head.notice is not None else self.head.span
        registered = {
            below.ref
            for ref, _, _ in self.ties.registered
            for below in self._clause(ref).walk()
        }
        for leaf in coverage(self.notice, self.ties.cited):
            clause = leaf.clause
            encoded = leaf.cited or bool(leaf.tied)
            if encoded and clause.ref in registered:
                self.bag.report(
                    errors.RegisteredAndEncoded(self.register_span(clause.ref), clause.ref)
                )
            elif not encoded and clause.ref not in registered:
                text = " ".join(self.notice.text_of(clause).split())
                beginning = text[:_BEGINNING] + ("……" if len(text) > _BEGINNING else "")
                self.bag.report(errors.ClauseUnaccounted(span, clause.ref, beginning))

    def _clause(self, ref: str) -> Clause:
        clause = self.notice.find(ref)
        assert clause is not None
        return clause

    def register_span(self, ref: str) -> Span:
        """The 条文 sentence that registers a clause or what it stands in."""
        for entry in self.bindings.clauses:
            for citation in entry.clauses:
                clause = self.notice.find(citation.clause)
                if clause is not None and any(below.ref == ref for below in clause.walk()):
                    return _clause_place(citation)
        raise AssertionError(ref)


def _clause_place(citation: ast.Citation) -> Span:
    """A citation without its quotes."""
    if not citation.quotes:
        return citation.span
    start = citation.policy.span.end if citation.policy is not None else citation.span.start
    end = min(start + len(citation.clause), citation.quotes[0].span.start)
    return Span(citation.span.file, citation.span.start, end)


def _whole_phrase(notice: Notice, clause: Clause, miss: QuoteMiss) -> str:
    """The nearest words out to the stops around them: a phrase cut short can say the opposite."""
    if not miss.nearest:
        return ""
    start, end = miss.start, miss.end
    while start > clause.start and notice.text[start - 1] not in _STOPS:
        start -= 1
    while end < clause.end and not _STOPS.intersection(notice.text[end - 1 : end + 1]):
        end += 1
    return notice.text[start:end]


def _parts(sentence: ast.Sentence) -> Iterator[_Part]:
    """What of a sentence rests on which basis."""
    match sentence:
        case ast.ParamDecl():
            needs = f"参数「{sentence.label.text}」"
            for value in sentence.values:
                basis = value.basis if value.basis.citations else sentence.basis
                yield _Part((value.value, value.period), basis, value.value.span, needs)
            if sentence.external or sentence.default is not None:
                yield _Part(sentence.default, sentence.basis, sentence.label.span, needs)
            elif sentence.grid is not None:
                yield _Part(sentence.grid.rows, sentence.basis, sentence.label.span, needs)
        case ast.TableDecl() | ast.BracketDecl():
            if sentence.basis.citations:
                # The table's own clause is tied even where every row has one of its own.
                yield _Part((), sentence.basis, sentence.span)
            if isinstance(sentence, ast.BracketDecl):
                yield _Part(sentence.amount, sentence.basis, sentence.span)
            rows = sentence.grid.rows
            own = [tuple(item for cell in row.cells for item in cell.citation) for row in rows]
            needs = f"「{sentence.label.text}」"
            if not sentence.basis.citations and not any(own):
                yield _Part((), sentence.basis, sentence.label.span, needs)
                return
            for row, citations in zip(rows, own, strict=True):
                basis = sentence.basis
                if citations:
                    basis = ast.Basis(citations, basis.derived)
                yield _Part(row.cells, basis, row.span, f"{needs}的这一行")
        case ast.RuleDecl():
            word = {"rule": "这条通则", "exception": "这条例外", "reinstate": "这条恢复"}
            yield _Part(sentence, sentence.basis, rule_place(sentence), word[sentence.kind])
        case ast.MemberDecl():
            yield _Part(sentence, sentence.basis, sentence.label.span, f"「{sentence.label.text}」")
        case ast.CatalogueDecl():
            stated = (sentence.count, tuple(share.count for share in sentence.shares))
            counted = f"目录「{sentence.label.text}」" if any(stated) else None
            yield _Part(stated, sentence.basis, sentence.label.span, counted)
        case ast.ConditionDecl() | ast.OutcomeDecl() | ast.CheckDecl():
            yield _Part(sentence, sentence.basis, sentence.span)
        case ast.DecisionHead() if sentence.base is not None:
            needs = f"沿用的判定「{sentence.base.text}」"
            yield _Part((), sentence.basis, sentence.base.span, needs)
        case ast.DutyDecl():
            needs = f"职责「{sentence.label.text}」"
            yield _Part(sentence, sentence.basis, sentence.label.span, needs)
        case ast.ConstraintDecl():
            needs = f"约束「{sentence.label.text}」"
            yield _Part(sentence.demand, sentence.basis, sentence.label.span, needs)
        case _:
            return


def check_fidelity(
    bindings: Bindings, notice: Notice, notice_of: NoticeOf, bag: Bag
) -> Ties:
    """Check a policy against its notice; `notice_of` gives the notices of other policies by id."""
    return _Checker(bindings, notice, notice_of, bag).run()
