"""What a calculator says besides its evaluator: sentences of the rules, clauses and where they
stand, worked cases, names; as one JSON value.

In: the decision of a policy, first, and the same decision of others. Out: an object whose words are
those of the policy's document, from the same sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from luling.backends.document import Subject
from luling.backends.document.duties import duty
from luling.backends.document.model import Cite, Line
from luling.backends.document.parameters import value_of
from luling.backends.document.subject import Clauses, Writer
from luling.backends.document.text import visible
from luling.backends.javascript.world import kind_of
from luling.core import ir
from luling.core.order import rules_in, rules_of
from luling.core.wording import phrase
from luling.explanation.words import Words, main_output
from luling.site.calculators.bounds import bounds
from luling.site.calculators.cases import cases
from luling.types import BoolType, DurationType, EnumType, IntegerType, SetType, TextType

__all__ = ["data_of", "document_link", "page_name"]

Place = tuple[Subject, ir.Decision]
_CODES = 400
"""So many codes of a catalogue are offered; a longer one is typed."""


def page_name(program: ir.Program, decision: ir.Decision) -> str:
    """`chongqing.reimbursement.html`: no id has a dot."""
    return f"{program.policy.id}.{decision.id}.html"


def document_link(program: ir.Program, decision: ir.Decision) -> str:
    """Where the policy's document has the decision."""
    return f"{program.policy.id}.html#decision-{program.decisions.index(decision) + 1}"


def data_of(places: Sequence[Place]) -> dict[str, Any]:
    """The data of the page of the first place."""
    subject, decision = places[0]
    sayer = _Sayer(Writer.of(subject), decision, _anchors(places))
    return {
        "places": [_place(*place) for place in places],
        "rules": dict(sayer.rules()),
        "definitions": dict(sayer.definitions()),
        "phrases": dict(sayer.phrases()),
        "inner": dict(_inner(decision)),
        "bounds": bounds(subject.program, decision),
        "parameters": dict(sayer.parameters()),
        "links": sayer.links(),
        "catalogues": dict(_catalogues(subject.program, decision)),
        "cases": cases(subject.program, decision),
    }


def _place(subject: Subject, decision: ir.Decision) -> dict[str, Any]:
    """A policy: its names, its pages, and how its main outcome is told."""
    program = subject.program
    policy = program.policy
    words, main = Words(program, decision), main_output(decision)
    told = None
    if main is not None:
        told = {"id": main.id, "question": visible(words.question(main))}
        if isinstance(main.type, BoolType):
            told |= {"yes": words.verdict(main, True), "no": words.verdict(main, False)}
    return {
        "id": policy.id,
        "name": visible("、".join(policy.regions) or policy.title.strip("《》")),
        "title": visible(policy.title.strip("《》")),
        "page": page_name(program, decision),
        "main": told,
        "duties": [item.id for item in decision.outputs if item.duty is not None],
    }


def _inner(decision: ir.Decision) -> Iterator[tuple[str, Any]]:
    """The types of what is no outcome, as the evaluator names types."""
    for item in decision.definitions:
        if not item.is_output and item.kind != "collection":
            found = {"type": kind_of(item.type)}
            match item.type:
                case EnumType(id) | SetType(id):
                    found["of"] = id
                case IntegerType(unit) | DurationType(unit) if unit:
                    found["unit"] = unit
            if item.roster is not None:
                found["list"] = item.roster
            yield item.id, found


def _anchors(places: Sequence[Place]) -> dict[str, Clauses]:
    return {subject.program.policy.id: Clauses(subject.notice) for subject, _ in places}


def _catalogues(program: ir.Program, decision: ir.Decision) -> Iterator[tuple[str, Any]]:
    """By the fact that is a code: what the list is called, and its codes with a name each."""
    wanted = {
        fact.catalogue_key: fact.catalogue
        for fact in decision.facts
        if isinstance(fact, ir.FactDeclaration) and fact.catalogue_key is not None
    }
    for key, id in wanted.items():
        catalogue = next(item for item in program.catalogues if item.id == id)
        codes: dict[str, str] = {}
        for entry in catalogue.entries:
            named = zip(catalogue.columns, entry.values, strict=True)
            names = [str(value) for column, value in named
                     if isinstance(column.type, TextType) and value is not None]  # fmt: skip
            codes.setdefault(entry.code, visible(names[0]) if names else "")
        listed = sorted(codes.items()) if len(codes) <= _CODES else []
        yield key, {"label": visible(catalogue.label.strip("《》")), "codes": listed}


@dataclass(frozen=True, slots=True)
class _Sayer:
    """Says what the document says, with links that lead there."""

    writer: Writer
    decision: ir.Decision
    anchors: dict[str, Clauses]

    # ------------------------------------------------------------ rules

    def rules(self) -> Iterator[tuple[str, Any]]:
        """By the id of a rule, its sentence."""
        said = self.writer.rules(self.decision)
        for item in self.decision.definitions:
            if item.kind == "condition" or item.duty is not None:
                continue
            for member in item.members:
                own = {node.rule.id for node in member.group.nodes}
                for rule in rules_in(member.group):
                    say = partial(said.member, item) if rule.id in own else said.exempting
                    yield rule.id, self.line(say(member, rule))
            if item.group is not None:
                for rule in rules_of(item):
                    yield rule.id, self.line(said.rule(item, rule))

    def definitions(self) -> Iterator[tuple[str, Any]]:
        """What a named condition means and what a duty demands."""
        said = self.writer.rules(self.decision)
        for item in self.decision.definitions:
            if item.kind == "condition":
                yield item.id, self.line(said.condition(item))
            elif item.duty is not None:
                yield item.id, self.line(duty(self.writer, self.decision, item))

    def phrases(self) -> Iterator[tuple[str, str]]:
        """The words in which a trace names a part of a condition, and how a person says it."""
        said = self.writer.rules(self.decision)
        for item in self.decision.definitions:
            for rule in rules_of(item):
                expr = rule.value if item.kind == "condition" else rule.condition
                for leaf in _leaves(expr) if expr is not None else ():
                    yield self.phrase(leaf), visible(said.test(leaf))

    def phrase(self, expr: ir.Expr) -> str:
        return phrase(expr, self.writer.program, self.decision)

    # ------------------------------------------------------------ parameters and clauses

    def parameters(self) -> Iterator[tuple[str, Any]]:
        for item in self.writer.program.parameters:
            said = Line(value_of(self.writer, item), self.writer.cites(item.citations))
            yield item.id, {"label": visible(item.label), "said": self.line(said)}

    def links(self) -> dict[str, dict[str, str]]:
        """By policy and clause, where it stands; for every clause that a trace may name."""
        found: dict[str, dict[str, str]] = {}
        for one in self._citations():
            clauses = self.anchors.get(one.policy)
            anchor = clauses.anchor(one.clause) if clauses is not None else ""
            if anchor:
                found.setdefault(one.policy, {})[one.clause] = f"{one.policy}.html#{anchor}"
        return found

    def _citations(self) -> Iterator[ir.Citation]:
        for item in self.decision.definitions:
            yield from item.citations
            for rule in rules_of(item):
                yield from rule.citations

    # ------------------------------------------------------------ lines

    def line(self, line: Line) -> dict[str, Any]:
        """A sentence with its stop, its clauses and the items below it."""
        found: dict[str, Any] = {"text": visible(line.text), "stop": line.stop}
        if line.cites:
            found["cites"] = [[visible(one.text), self._target(one)] for one in line.cites]
        if line.items:
            found["items"] = [self.line(one) for one in line.items]
        return found

    def _target(self, cite: Cite) -> str:
        """Where the clause stands; empty where no page of the site shows it."""
        if cite.notice or not cite.anchor:
            return ""
        return f"{self.writer.program.policy.id}.html#{cite.anchor}"


def _leaves(expr: ir.Expr) -> Iterator[ir.Expr]:
    """The parts of a condition that a trace names one by one."""
    if isinstance(expr, ir.Logic):
        for part in expr.parts:
            yield from _leaves(part)
    else:
        yield expr
