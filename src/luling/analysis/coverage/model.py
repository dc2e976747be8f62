"""Coverage as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from luling.core import ir
from luling.source import Span

Kind = Literal["rule", "exception", "condition", "boundary", "duty"]
ClauseStatus = Literal["reached", "unreached", "referred", "not_encoded", "open"]


@dataclass(frozen=True, slots=True)
class Count:
    """How many of how many."""

    seen: int
    total: int

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 is all; None of nothing."""
        return self.seen * 100 // self.total if self.total else None

    def __add__(self, other: Count) -> Count:
        return Count(self.seen + other.seen, self.total + other.total)


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that some case ought to show.

    `id`: applied, sets_aside; true, false; below, on, above; met, pending, overdue. `words` say
    what a case must have, in Chinese. `case` is the title of the first case that shows it.
    """

    id: str
    words: str
    case: str | None


@dataclass(frozen=True, slots=True)
class Goal:
    """A rule, condition, threshold or duty with all that is to be seen of it.

    `decision` is an id; `owner` says in Chinese where it stands, `text` what it is. A condition
    that stands in several places is one goal, at its first place.
    """

    kind: Kind
    decision: str
    owner: str
    text: str
    citations: ir.Citations
    span: Span
    aspects: tuple[Aspect, ...]

    @property
    def missing(self) -> tuple[Aspect, ...]:
        return tuple(aspect for aspect in self.aspects if aspect.case is None)


@dataclass(frozen=True, slots=True)
class ClauseGoal:
    """A leaf clause of the notice. `line` is that of its first words; `case` the first case in
    which something that rests on it applied; `reason` and `refers_to` where it is not encoded."""

    ref: str
    status: ClauseStatus
    text: str
    line: int
    case: str | None = None
    reason: str = ""
    refers_to: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """All of one policy. `clauses` is empty where there is no notice to account for."""

    policy: str
    cases: int
    clauses: tuple[ClauseGoal, ...]
    goals: tuple[Goal, ...]

    def of(self, kind: Kind) -> tuple[Goal, ...]:
        return tuple(goal for goal in self.goals if goal.kind == kind)

    def count(self, kind: Kind) -> Count:
        """Aspects seen of all."""
        return _count(aspect for goal in self.of(kind) for aspect in goal.aspects)

    def count_clauses(self) -> Count:
        """Clauses reached of those that are encoded."""
        encoded = [one for one in self.clauses if one.status in ("reached", "unreached")]
        return Count(sum(one.status == "reached" for one in encoded), len(encoded))

    @property
    def missing(self) -> tuple[Goal, ...]:
        """Goals of which something is not seen."""
        return tuple(goal for goal in self.goals if goal.missing)


def _count(aspects: Iterable[Aspect]) -> Count:
    listed = list(aspects)
    return Count(sum(aspect.case is not None for aspect in listed), len(listed))
