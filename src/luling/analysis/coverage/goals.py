"""What there is to see in a decision: rules, conditions, thresholds and duties.

In: a program and one of its decisions. Out: a `Plan`, whose goals `watch` ticks off case by case.
The rules that a duty becomes are no goals of their own: that it is met, pending and overdue says
the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from luling.analysis.coverage import dates, edges
from luling.analysis.coverage.atoms import Atom, Place, Scope, atoms_of, brackets_of
from luling.analysis.coverage.model import Aspect, Goal, Kind
from luling.core import build, ir
from luling.core.ir import type_of
from luling.core.order import rules_of
from luling.core.values import value_text
from luling.core.wording import phrase
from luling.interpreter.uses import inputs_of
from luling.source import NOWHERE
from luling.types import DATE

_SENTENCE = {
    "condition": "情形", "outcome": "结论", "intermediate": "中间结论", "per_member": "逐项",
    "collection": "收集",
}  # fmt: skip
_RULE = {"rule": "通则", "exception": "例外", "reinstate": "恢复", "row": "表的"}
_TRUTH = {"true": "成立", "false": "不成立"}
_STATUS = {"met": "已落实", "pending": "未到期", "overdue": "逾期未落实"}
_DAYS = {"before": "期限以前", "on": "期限当天", "after": "期限以后"}


@dataclass(slots=True)
class Wanted:
    """A goal while cases are run: `aspects` with their words, `seen` with their first cases."""

    kind: Kind
    decision: str
    place: Place
    text: str
    aspects: dict[str, str]
    seen: dict[str, str] = field(default_factory=dict)

    def see(self, aspect: str | None, case: str) -> None:
        """A case shows an aspect; one that is not wanted is passed over."""
        if aspect is not None and aspect in self.aspects:
            self.seen.setdefault(aspect, case)

    def done(self) -> Goal:
        aspects = (Aspect(id, words, self.seen.get(id)) for id, words in self.aspects.items())
        return Goal(
            self.kind, self.decision, self.place.owner, self.text, self.place.citations,
            self.place.span, tuple(aspects),
        )  # fmt: skip


@dataclass(slots=True)
class Banded:
    """A bracket table in the value of a rule; `wanted` by row."""

    brackets: ir.Brackets
    scope: Scope
    item: ir.Definition
    rule: ir.Rule
    wanted: dict[int, Wanted]


@dataclass(slots=True)
class Owed:
    item: ir.Definition
    deadline: edges.Edge | None
    wanted: Wanted


class Plan:
    """The goals of one decision. Those of its checks are seen also before the notice applies."""

    def __init__(self, program: ir.Program, decision: ir.Decision) -> None:
        self.program, self.decision = program, decision
        self.rules: dict[str, Wanted] = {}
        self.atoms: dict[tuple[bool, Atom], Wanted] = {}
        self.edges: dict[tuple[bool, edges.Edge, Scope], Wanted] = {}
        self.turns: list[tuple[dates.Turn, Wanted]] = []
        self.banded: list[Banded] = []
        self.owed: list[Owed] = []
        for check in decision.checks:
            place = Place(f"校验“{check.label}”", check.citations, check.span)
            self._condition(check.condition, (), place, early=True)
        for item in decision.definitions:
            self._definition(item)
        for turn in dates.turns(program, decision):
            wanted = self._wanted("boundary", turn.place, turn.what, dates.sides(turn))
            self.turns.append((turn, wanted))

    def goals(self) -> Iterator[Goal]:
        """In the order of the source, kind by kind."""
        found = [*self.rules.values(), *(w for one in self.banded for w in one.wanted.values())]
        found += [*self.atoms.values(), *(wanted for _, wanted in self.turns)]
        found += [*self.edges.values(), *(one.wanted for one in self.owed)]
        for wanted in found:
            yield wanted.done()

    def _wanted(self, kind: Kind, place: Place, text: str, aspects: dict[str, str]) -> Wanted:
        return Wanted(kind, self.decision.id, place, text, aspects)

    def _phrase(self, expr: ir.Expr) -> str:
        return phrase(expr, self.program, self.decision)

    # ------------------------------------------------------------ definitions

    def _definition(self, item: ir.Definition) -> None:
        scope: Scope = ((item.roster, None),) if item.roster else ()
        owner = f"{'职责' if item.duty else _SENTENCE[item.kind]}“{item.label}”"
        if item.duty is not None:
            self._duty(item, item.duty, Place(owner, item.citations, item.span))
            return
        for rule in rules_of(item):
            member = next((one for one in item.members if rule in _nodes(one.group)), None)
            text = f"“{member.label}”" if member is not None else self._named(rule)
            place = Place(owner, rule.citations or item.citations, rule.span)
            if item.kind != "condition":
                self._rule(rule, text, place)
                within = f"{owner}，{text}" if text else owner
                place = Place(within, place.citations, place.span)
                self._banded(item, rule, place)
            for expr in (rule.condition, rule.value):
                self._condition(expr, scope, place)
        place = Place(owner, item.citations, item.span)
        self._condition(item.default, scope, place)

    def _named(self, rule: ir.Rule) -> str:
        """通则“高值药品”; of a row or a nameless rule, when it applies; of an only one, nothing."""
        word = _RULE[rule.kind]
        if rule.kind == "row":
            word += rule.label
        elif rule.label:
            return f"{word}“{rule.label}”"
        if rule.condition is not None:
            return f"{word}：当 {self._phrase(rule.condition)}"
        return "" if rule.kind == "rule" else word

    def _rule(self, rule: ir.Rule, text: str, place: Place) -> None:
        exception = rule.kind in ("exception", "reinstate")
        aspects = {"applied": "适用"}
        if exception:
            aspects["sets_aside"] = "把一条规则放到一边"
        kind: Kind = "exception" if exception else "rule"
        if not text:  # the only rule
            text = f"为 {self._phrase(rule.value)}" if rule.value is not None else "恢复"
        self.rules[rule.id] = self._wanted(kind, place, text, aspects)

    def _duty(self, item: ir.Definition, duty: ir.Duty, place: Place) -> None:
        for expr in (duty.condition, duty.applies):
            self._condition(expr, (), place)
        edge = None
        aspects = {"met": "已落实", "unmet": "未落实"}
        date_fact = self.decision.date_fact
        if duty.deadline is not None and date_fact is not None:
            today = build.fact(DATE, date_fact)
            in_time = build.compare("le", today, duty.deadline)
            self._edges(in_time, (), place, early=False)
            edge = edges.Edge(today, duty.deadline, None)
            aspects = {**_STATUS, **_DAYS}
        self.owed.append(Owed(item, edge, self._wanted("duty", place, item.label, aspects)))

    # ------------------------------------------------------------ conditions and thresholds

    def _condition(
        self, expr: ir.Expr | None, scope: Scope, place: Place, early: bool = False
    ) -> None:
        for atom in atoms_of(expr, scope):
            if not self._varies(atom.expr):
                continue
            span = place.span if atom.expr.span == NOWHERE else atom.expr.span
            here = Place(place.owner, place.citations, span)
            if (early, atom) not in self.atoms:
                wanted = self._wanted("condition", here, self._phrase(atom.expr), dict(_TRUTH))
                self.atoms[early, atom] = wanted
            self._edges(atom.expr, atom.scope, here, early)

    def _edges(self, expr: ir.Expr, scope: Scope, place: Place, early: bool) -> None:
        for edge in edges.edges_of(expr, self.program):
            if (early, edge, scope) not in self.edges:
                sides = edges.sides(edge, self.program, self.decision)
                wanted = self._wanted("boundary", place, self._phrase(expr), sides)
                self.edges[early, edge, scope] = wanted

    def _varies(self, expr: ir.Expr) -> bool:
        """Whether it asks for more than parameters with one fixed value."""
        fixed = {f"params.{p.id}" for p in self.program.parameters if len(p.periods) == 1}
        return not inputs_of(expr) <= fixed

    # ------------------------------------------------------------ brackets

    def _banded(self, item: ir.Definition, rule: ir.Rule, place: Place) -> None:
        for found, scope in brackets_of(rule.value):
            kind = type_of(found.amount)
            wanted = {}
            for at, row in enumerate(found.rows):
                here = Place(place.owner, row.citations or place.citations, row.span)
                ends = [row.lower, row.upper]
                low, high = (
                    "不限" if end is None else value_text(end, kind, self.program.enumerations)
                    for end in ends
                )
                words = f"{self._phrase(found.amount)}在 {low} 至 {high} 的一档"
                wanted[at] = self._wanted("rule", here, words, {"applied": "适用"})
            self.banded.append(Banded(found, scope, item, rule, wanted))
            base: Scope = ((item.roster, None),) if item.roster else ()
            self._bounds(found, (*base, *scope), place)

    def _bounds(self, found: ir.Brackets, scope: Scope, place: Place) -> None:
        """Outside the first and the last row there is no answer, so nothing is wanted there."""
        kind = type_of(found.amount)
        ends = [found.rows[0].lower, *(row.upper for row in found.rows)]
        for at, end in enumerate(ends):
            if end is None:
                continue
            edge = edges.Edge(found.amount, build.literal(kind, end), end)
            sides = edges.sides(edge, self.program, self.decision)
            sides.pop("below" if at == 0 else "above" if at == len(ends) - 1 else "", "")
            text = f"{self._phrase(found.amount)}的界限 {sides['on']}"
            key = (False, edge, scope)
            self.edges.setdefault(key, self._wanted("boundary", place, text, sides))


def _nodes(group: ir.Group) -> list[ir.Rule]:
    """The rules of a group itself, without its exceptions."""
    return [node.rule for node in group.nodes]
