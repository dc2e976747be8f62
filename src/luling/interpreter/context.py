"""What one decision is evaluated in: the validated facts and parameters, the date, and what is
known of the definitions so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from luling.core import ir
from luling.interpreter.values import Result

Facts = Mapping[str, ir.Value]
Rosters = Mapping[str, tuple[Facts, ...]]
Parameters = Mapping[str, Mapping[tuple[str, ...], ir.Value]]
"""By id and keys; a plain parameter has the keys ()."""


@dataclass(frozen=True, slots=True)
class Context:
    """`facts`, `rosters` and `parameters` hold only what was given.

    `date` is the date of the case when the decision has one and it is known. `results` memoises
    each definition (per member: with its index), `collected` each member of a collection.
    `scope` says which member of which roster is at hand.
    """

    program: ir.Program
    decision: ir.Decision
    facts: Facts
    rosters: Rosters
    parameters: Parameters
    date: dt.date | None
    results: dict[tuple[str, int | None], Result] = field(default_factory=dict)
    collected: dict[str, dict[str, Result]] = field(default_factory=dict)
    scope: Mapping[str, int] = field(default_factory=dict)

    def at(self, roster: str, index: int) -> Context:
        """The same, with a member of a roster at hand."""
        return replace(self, scope={**self.scope, roster: index})

    @property
    def date_is_missing(self) -> bool:
        """The decision has a date of its own, and it is not known."""
        return self.decision.date_fact is not None and self.date is None

    @property
    def date_path(self) -> str:
        return f"facts.{self.decision.date_fact}"

    def parameter(self, id: str) -> ir.ParameterDeclaration:
        return next(item for item in self.program.parameters if item.id == id)

    def catalogue(self, id: str) -> ir.Catalogue:
        return next(item for item in self.program.catalogues if item.id == id)

    def enumeration(self, id: str) -> ir.Enumeration | None:
        return next((item for item in self.program.enumerations if item.id == id), None)

    def definition(self, id: str) -> ir.Definition:
        return next(item for item in self.decision.definitions if item.id == id)


def holds(start: dt.date | None, end: dt.date | None, day: dt.date | None) -> bool:
    """Whether a period, both ends included, holds the day; without a day every period does."""
    if day is None:
        return True
    return (start is None or start <= day) and (end is None or day <= end)
