"""What a document is made of, and where the clauses of the notice stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from luling.backends.document.model import Cite
from luling.backends.document.names import Names
from luling.backends.document.rules import Rules
from luling.core import ir
from luling.diagnostics import Diagnostic
from luling.interpreter.decide import Decision
from luling.notice import Clause, Notice, QuoteHit, find_quote

__all__ = ["Answers", "Clauses", "Subject", "Writer"]

Answers = Mapping[str, Decision | None]
"""What the interpreter says of the cases, by id; None where it refuses the facts."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A program with its cut notice; `tied` are the stretches of the notice that rules rest on (of
    `Ties.cited`), `uppers` the programs above it, `findings` what was found against them."""

    program: ir.Program
    version: str
    notice: Notice | None = None
    tied: tuple[tuple[str, int, int], ...] = ()
    uppers: tuple[ir.Program, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    @property
    def titles(self) -> dict[str, str]:
        """The titles of the upper notices by id."""
        return {item.policy.id: item.policy.title.strip("《》") for item in self.uppers}


class Clauses:
    """Canonical names and anchors of the clauses of a notice."""

    def __init__(self, notice: Notice | None) -> None:
        self.notice = notice
        walked = [] if notice is None else list(notice.walk())
        self.anchors = {clause.ref: f"clause-{at}" for at, clause in enumerate(walked, 1)}

    def canonical(self, name: str) -> str:
        found = self.notice.find(name) if self.notice is not None else None
        return name if found is None else found.ref

    def anchor(self, name: str) -> str:
        return self.anchors.get(self.canonical(name), "")

    def places(self, citation: ir.Citation) -> Iterator[str]:
        """The deepest clauses that hold the quoted words; the clause itself without words."""
        clause = self.notice.find(citation.clause) if self.notice is not None else None
        if self.notice is None or clause is None:
            yield citation.clause
            return
        for quote in citation.quotes or ("",):
            yield self._deepest(self.notice, clause, quote)

    def _deepest(self, notice: Notice, clause: Clause, quote: str) -> str:
        found = find_quote(notice, clause, quote)
        inside = notice.at(found.start) if isinstance(found, QuoteHit) else None
        return clause.ref if inside is None else inside.ref


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes the sentences of one document: `rules(decision)` for those of a decision. `answers` are
    those that are known from elsewhere."""

    subject: Subject
    clauses: Clauses
    answers: Answers = field(default_factory=dict)
    _rules: dict[str, Rules] = field(default_factory=dict)

    @classmethod
    def of(cls, subject: Subject, answers: Answers | None = None) -> Writer:
        return cls(subject, Clauses(subject.notice), answers or {})

    @property
    def program(self) -> ir.Program:
        return self.subject.program

    def cites(self, citations: Iterable[ir.Citation]) -> tuple[Cite, ...]:
        """Each clause once, in order."""
        return tuple(dict.fromkeys(self.cite(one.policy, one.clause) for one in citations))

    def cite(self, policy: str, clause: str) -> Cite:
        if policy in ("", self.program.policy.id):
            return Cite(clause, "", self.clauses.anchor(clause))
        return Cite(clause, self.titles.get(policy, "上位通知"))

    @property
    def titles(self) -> Mapping[str, str]:
        return self.subject.titles

    def rules(self, decision: ir.Decision) -> Rules:
        if decision.id not in self._rules:
            names = Names(self.program, decision, self.titles)
            self._rules[decision.id] = Rules(names, self.cites)
        return self._rules[decision.id]

    @property
    def world(self) -> Rules:
        """For what belongs to no decision: parameters and constraints."""
        return self.rules(ir.Decision("", "", (), None, (), ()))
