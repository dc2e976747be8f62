"""One case as several notices see it: each is given what it asks for, and the rest is said.

In: programs, a decision, the facts and parameters that all share, and what is for one notice alone.
Out: a `Case` for each program with the facts and parameters that it knows, and a `LeftOut` for each
that it does not. What is meant for one notice alone is passed on as it is, so that a mistake there
is an error of that notice. Raises `DecisionError` for what no notice knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from luling.analysis.fitting import Fit, Given, LeftOut, decision_of, fit, type_at
from luling.analysis.unknown import check_known
from luling.core import ir
from luling.explanation.words import Words
from luling.interpreter.facts import reader
from luling.runtime.errors import DecisionError

__all__ = ["Asked", "Case", "Situation", "cases_of", "told"]

Asked = tuple[ir.Program, ir.Decision]


@dataclass(frozen=True, slots=True)
class Case:
    """A case for one program; `decision` is an id that the program need not have."""

    program: ir.Program
    decision: str
    facts: Given
    params: Given = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """What is given in common, and by the id of a policy what is given to it alone."""

    facts: Given
    params: Given = field(default_factory=dict)
    own: Mapping[str, tuple[Given, Given]] = field(default_factory=dict)


def cases_of(
    programs: Sequence[ir.Program], decision: str, situation: Situation
) -> tuple[Case, ...]:
    """The case for each program, in their order."""
    asked: list[Asked] = []
    fits: dict[int, Fit] = {}
    for program in programs:
        chosen = decision_of(program, decision)
        if chosen is not None:
            asked.append((program, chosen))
            fits[id(program)] = fit(program, chosen, situation.facts, situation.params)
    check_known(asked, list(fits.values()))
    return tuple(
        _case(program, decision, situation, asked, fits[id(program)])
        if id(program) in fits
        else Case(program, decision, {})
        for program in programs
    )


def _case(
    program: ir.Program, decision: str, situation: Situation, asked: Sequence[Asked], taken: Fit
) -> Case:
    facts, params = situation.own.get(program.policy.id, ({}, {}))
    given = {f"facts.{name}" for name in facts} | {f"params.{name}" for name in params}
    left_out = tuple(told(item, asked) for item in taken.left_out if item.path not in given)
    return Case(program, decision, {**taken.facts, **facts}, {**taken.params, **params}, left_out)


def told(item: LeftOut, asked: Sequence[Asked]) -> LeftOut:
    """What was left out, with its name and value in the words of a notice that has them."""
    label = ""
    for program, decision in asked:
        words, kind = Words(program, decision), type_at(item.path, program, decision)
        name = words.name(item.path)
        label = label or ("" if name.startswith("其他") else name)
        if kind is None:
            continue
        try:
            known = reader(program, kind)(item.value, item.path, name)
        except DecisionError:
            continue
        text = "" if known is None else words.value(item.value, kind)
        return LeftOut(item.path, item.reason, item.value, label, text)
    return LeftOut(item.path, item.reason, item.value, label)
