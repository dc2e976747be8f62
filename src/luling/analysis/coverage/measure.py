"""The whole: what there is to see, every case run once, what was seen."""

from __future__ import annotations

from collections.abc import Iterable

from luling.analysis.coverage.clauses import Tie, clause_goals
from luling.analysis.coverage.goals import Plan
from luling.analysis.coverage.model import Coverage
from luling.analysis.coverage.watch import Reached, watch
from luling.core import ir
from luling.notice import Notice


def measure(
    program: ir.Program, notice: Notice | None = None, cited: Iterable[Tie] = ()
) -> Coverage:
    """What the cases of a program cover; clauses only with the notice and what is tied to it
    (`fidelity.Ties.cited`)."""
    reached: Reached = {}
    plans = {decision.id: Plan(program, decision) for decision in program.decisions}
    for case in program.cases:
        watch(plans[case.decision], case, reached)
    clauses = clause_goals(program, notice, cited, reached) if notice is not None else ()
    goals = [goal for plan in plans.values() for goal in plan.goals()]
    return Coverage(program.policy.id, len(program.cases), tuple(clauses), tuple(goals))
