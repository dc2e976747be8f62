"""The cases, run by the interpreter, and what each of them shows.

A case whose facts contradict each other shows its checks alone; one without its date, or before or
after the notice applies, shows where it stands in time. What is not known shows nothing.
"""

from __future__ import annotations

from luling.analysis.coverage.atoms import Atom, Scope, catalogues_of, contexts
from luling.analysis.coverage.edges import Edge, near
from luling.analysis.coverage.goals import Plan
from luling.core import ir
from luling.interpreter import rules
from luling.interpreter.context import Context, holds
from luling.interpreter.decide import is_in_force, prepare
from luling.interpreter.expressions import evaluate, row_of
from luling.interpreter.uses import inputs_of
from luling.interpreter.values import FALSE, TRUE, Known
from luling.interpreter.verdicts import verdicts
from luling.runtime.errors import DecisionError

Reached = dict[ir.Citation, str]
"""What rules that applied rest on, with the first case in which they did."""


def watch(plan: Plan, case: ir.Case, reached: Reached) -> None:
    """Runs one case and ticks off what it shows."""
    try:
        at = prepare(plan.program, plan.decision, case.facts, case.params)
    except DecisionError:
        return
    run = _Run(plan, case.title, at, reached)
    run.conditions(early=True)
    checks = [(check, evaluate(check.condition, at)) for check in plan.decision.checks]
    for check, result in checks:
        if isinstance(result, Known):
            run.cite(check.citations)
    if any(result == FALSE for _, result in checks) or at.date_is_missing:
        return
    run.turns()
    if at.date is not None and not is_in_force(plan.program.policy, at.date):
        return
    run.whole()


class _Run:
    def __init__(self, plan: Plan, title: str, at: Context, reached: Reached) -> None:
        self.plan, self.title, self.at, self.reached = plan, title, at, reached

    def whole(self) -> None:
        if self.at.date is not None:
            self.cite(self.plan.program.policy.effective_citations)
        self.conditions(early=False)
        for item in self.plan.decision.definitions:
            self.definition(item)
        self.bands()
        self.duties()

    def cite(self, citations: ir.Citations) -> None:
        for citation in citations:
            self.reached.setdefault(citation, self.title)

    # ------------------------------------------------------------ conditions and thresholds

    def conditions(self, early: bool) -> None:
        for (is_early, atom), wanted in self.plan.atoms.items():
            if is_early == early:
                for aspect in self.truth(atom):
                    wanted.see(aspect, self.title)
        for (is_early, edge, scope), wanted in self.plan.edges.items():
            if is_early == early:
                for side in self.sides(edge, scope):
                    wanted.see(side, self.title)

    def truth(self, atom: Atom) -> set[str]:
        results = [evaluate(atom.expr, one) for one in contexts(atom.scope, self.at)]
        words = {True: "true", False: "false"}
        return {
            words[result.value]
            for result in results
            if isinstance(result, Known) and isinstance(result.value, bool)
        }

    def sides(self, edge: Edge, scope: Scope) -> set[str]:
        found = (edge.side(one) for one in contexts(scope, self.at))
        return {side for side in found if side is not None}

    def turns(self) -> None:
        for turn, wanted in self.plan.turns:
            if self.at.date is not None:
                wanted.see(near((self.at.date - turn.day).days, 1), self.title)

    # ------------------------------------------------------------ rules

    def definition(self, item: ir.Definition) -> None:
        if item.kind == "condition":
            self.named_condition(item)
            return
        groups = [item.group, *(member.group for member in item.members)]
        scope: Scope = ((item.roster, None),) if item.roster else ()
        for one in contexts(scope, self.at):
            for group in groups:
                if group is not None:
                    self.group(item, group, one)

    def named_condition(self, item: ir.Definition) -> None:
        assert item.group is not None
        if self.at.results[item.id, None] == TRUE:
            self.cite(item.citations)
            self.inputs(item.group.nodes[0].rule)

    def group(self, item: ir.Definition, group: ir.Group, one: Context) -> None:
        goals = self.plan.rules
        for judged in verdicts(group, one):
            rule = judged.rule
            if judged.kind == "applied":
                if rule.id in goals:
                    goals[rule.id].see("applied", self.title)
                self.cite(item.citations)
                self.cite(rule.citations)
                self.inputs(rule)
            for id in judged.by:
                if id in goals:
                    goals[id].see("sets_aside", self.title)

    def inputs(self, rule: ir.Rule) -> None:
        """The parameters that an applied rule uses are reached with it, and so are catalogues."""
        exprs = [expr for expr in (rule.condition, rule.value) if expr is not None]
        used = {path for expr in exprs for path in inputs_of(expr)}
        for parameter in self.plan.program.parameters:
            if f"params.{parameter.id}" in used:
                self.cite(parameter.citations)
                for period in parameter.periods:
                    if holds(period.start, period.end, self.at.date):
                        self.cite(period.citations)
        looked_up = {id for expr in exprs for id in catalogues_of(expr)}
        for fact in self.plan.decision.facts:
            if isinstance(fact, ir.FactDeclaration) and f"facts.{fact.id}" in used:
                looked_up.add(fact.catalogue or "")
        for catalogue in self.plan.program.catalogues:
            if catalogue.id in looked_up:
                self.cite(catalogue.citations)

    # ------------------------------------------------------------ brackets and duties

    def bands(self) -> None:
        for banded in self.plan.banded:
            roster = banded.item.roster
            for outer in contexts(((roster, None),) if roster else (), self.at):
                if rules.applies(banded.rule, outer) != TRUE:
                    continue
                for one in contexts(banded.scope, outer):
                    amount = evaluate(banded.brackets.amount, one)
                    if not isinstance(amount, Known) or amount.value is None:
                        continue
                    row = row_of(banded.brackets, amount.value, one)
                    if row is not None:
                        at = next(i for i, r in enumerate(banded.brackets.rows) if r is row)
                        banded.wanted[at].see("applied", self.title)
                        self.cite(row.citations)

    def duties(self) -> None:
        for owed in self.plan.owed:
            result = self.at.results[owed.item.id, None]
            if isinstance(result, Known) and result.value is not None:
                word = {True: "met", False: "unmet"}.get(result.value is True, "")
                status = result.value if isinstance(result.value, str) else word
                owed.wanted.see(status, self.title)
            away = owed.deadline.distance(self.at) if owed.deadline is not None else None
            if away is not None:
                side = "on" if away == 0 else "before" if away < 0 else "after"
                owed.wanted.see(side, self.title)
