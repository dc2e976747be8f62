"""Which single fact, were it otherwise, would change the result.

Found by deciding again, so it holds for every policy and needs no knowledge of rules. Facts with
few possible values (yes or no, enumerations) are tried, each alone, each at every other value, up
to a bound on the number of tries; amounts and lists are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from luling.core import ir
from luling.runtime.errors import DecisionError
from luling.types import BoolType, EnumType

__all__ = ["Change", "Changes", "find_changes"]

TRIES = 400
Evaluate = Callable[[Mapping[str, object]], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Change:
    """`fact` at `value` instead of `before` (None: unknown) makes the main outcome `result`; None:
    then it could not be said any more."""

    fact: str
    before: object
    value: object
    result: object


@dataclass(frozen=True, slots=True)
class Changes:
    """What was found, and whether everything was tried; `tried` counts."""

    found: tuple[Change, ...]
    complete: bool
    tried: int


def find_changes(
    program: ir.Program,
    decision: ir.Decision,
    main: ir.Definition,
    facts: Mapping[str, object],
    evaluate: Evaluate,
    limit: int = TRIES,
) -> Changes:
    """Every change of one fact after which the main outcome is another than now."""
    now = _outcome(main, evaluate, facts)
    found: list[Change] = []
    tried = 0
    for fact, value in _candidates(program, decision, facts):
        if tried == limit:
            return Changes(tuple(found), complete=False, tried=tried)
        tried += 1
        try:
            result = _outcome(main, evaluate, {**facts, fact: value})
        except DecisionError:  # facts that contradict each other
            continue
        if result != now:
            found.append(Change(fact, facts.get(fact), value, result))
    return Changes(tuple(found), complete=True, tried=tried)


def _outcome(main: ir.Definition, evaluate: Evaluate, facts: Mapping[str, object]) -> object:
    """The main outcome, None while it is not known."""
    answer = evaluate(facts)
    return None if main.id in answer["unresolved"] else answer["outputs"].get(main.id)


def _candidates(
    program: ir.Program, decision: ir.Decision, facts: Mapping[str, object]
) -> Iterator[tuple[str, object]]:
    enumerations = {item.id: item for item in program.enumerations}
    for fact in decision.facts:
        if isinstance(fact, ir.RosterDeclaration):
            continue
        given = facts.get(fact.id)
        if isinstance(fact.type, BoolType):
            yield from ((fact.id, value) for value in (True, False) if value is not given)
        elif isinstance(fact.type, EnumType) and fact.type.id in enumerations:
            for choice in enumerations[fact.type.id].values:
                known = {choice.id, choice.label, *choice.codes, *choice.aliases}
                if given is None or str(given) not in known:
                    yield fact.id, choice.id
