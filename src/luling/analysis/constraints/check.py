"""One policy against all notices above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from luling.analysis.constraints.bounds import check_bound, check_named, check_prohibition
from luling.analysis.constraints.duties import check_answers, check_duties
from luling.analysis.constraints.invariance import check_invariance
from luling.core import ir
from luling.diagnostics import Bag, Mistake
from luling.source import Source

__all__ = ["Upper", "check_upper"]


@dataclass(frozen=True, slots=True)
class Upper:
    """A notice above: its program, and its sources for messages that point into them."""

    program: ir.Program
    sources: dict[str, Source]


def check_upper(
    lower: ir.Program, uppers: Sequence[Upper], bag: Bag, complete: bool = True
) -> None:
    """Report what the policy does against the notices above it; nearest first. Where one of these
    could not be read (not `complete`), what 对应 names may well stand there."""
    programs = [upper.program for upper in uppers]
    if not programs:
        return
    if complete:
        for mistake in (*check_answers(lower, programs), *check_named(lower, programs)):
            bag.report(mistake)
    for program in programs:
        for mistake in _against(lower, program):
            bag.report(mistake)


def _against(lower: ir.Program, upper: ir.Program) -> Iterator[Mistake]:
    for rule in upper.constraints:
        match rule.demand:
            case ir.Bound() as demand:
                yield from check_bound(lower, upper, rule, demand)
            case ir.Prohibition() as demand:
                yield from check_prohibition(lower, upper, rule, demand)
            case ir.Invariance() as demand:
                yield from check_invariance(lower, upper, rule, demand)
            case _:
                assert_never(rule.demand)
    yield from check_duties(lower, upper)
