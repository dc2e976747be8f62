"""A shared case made whole for each notice: what a notice asks and the case does not say is taken
from a worked case of its own, and told.

Only what an answer waits for is taken, all of it from one case, so that it fits together; no list
of places or shops and nothing that the case says in words unknown to the notice, for that is the
case itself; and nothing for a notice to which the case says nothing at all.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from luling.analysis.comparison import Comparison, compare
from luling.analysis.fitting import Given, decision_of, fit
from luling.analysis.situation import Situation, cases_of
from luling.backends.document.examples import given, supplied
from luling.backends.document.listing import headed
from luling.backends.document.model import Line
from luling.backends.document.predicates import quoted
from luling.backends.document.subject import Writer
from luling.core import ir
from luling.runtime.errors import DecisionError

__all__ = ["compared", "filled", "told_of", "usable"]

_ROUNDS = 8
_Named = tuple[str, Writer]


@dataclass(slots=True)
class Taken:
    """What is taken for one notice: from which case, the facts and parameters by id; `said` are the
    facts of the shared case."""

    name: str
    writer: Writer
    decision: ir.Decision
    source: ir.Case
    said: frozenset[str]
    facts: dict[str, object] = field(default_factory=dict)
    params: dict[str, object] = field(default_factory=dict)

    def take(self, path: str) -> bool:
        """Whether something new was found for the path of something lacking."""
        kind, _, id = path.partition(".")
        is_fact = kind == "facts"
        own, there = self.facts if is_fact else self.params, self.source.params
        if is_fact:
            single = {one.id for one in self.decision.facts if isinstance(one, ir.FactDeclaration)}
            free = single - self.said
            there = {name: one for name, one in self.source.facts.items() if name in free}
        if id in own or there.get(id) is None:
            return False
        own[id] = there[id]
        return True

    def is_empty(self) -> bool:
        return not self.facts and not self.params


def usable(program: ir.Program, decision: str) -> list[ir.Case]:
    """The worked cases of a decision that have an answer."""
    return [
        case
        for case in program.cases
        if case.decision == decision and case.error_fact is None and not case.not_in_force
    ]


def compared(
    case: ir.Case, sides: Sequence[_Named], taken: Sequence[Taken] = ()
) -> Comparison | None:
    """The answers of all notices; None where the case fits none."""
    own: Mapping[str, tuple[Given, Given]] = {
        one.writer.program.policy.id: (one.facts, one.params) for one in taken
    }
    programs = [writer.program for _, writer in sides]
    try:
        situation = Situation(case.facts, case.params, own)
        return compare(cases_of(programs, case.decision, situation))
    except DecisionError:
        return None


def filled(
    case: ir.Case, found: Comparison, sides: Sequence[_Named]
) -> tuple[Comparison, list[Taken]]:
    """The answers with what was taken for which notice; as found where nothing helps."""
    kept = [one for name, writer in sides if (one := _source(name, writer, case)) is not None]
    places = {writer.program.policy.id: at for at, (_, writer) in enumerate(sides)}
    for _ in range(_ROUNDS):
        tried = [replace(one, facts=dict(one.facts), params=dict(one.params)) for one in kept]
        news = [_more(one, found, places[one.writer.program.policy.id]) for one in tried]
        after = compared(case, sides, tried) if any(news) else None
        if after is None or _failures(after) > _failures(found):
            break
        found, kept = after, tried
    return found, [one for one in kept if not one.is_empty()]


def _more(taken: Taken, found: Comparison, at: int) -> bool:
    """Of what several notices answer."""
    rows = [row for row in found.rows if sum(one.state != "absent" for one in row.cells) > 1]
    paths = dict.fromkeys(one.path for row in rows for one in row.cells[at].missing)
    news = [taken.take(path) for path in paths]
    return any(news)


def _failures(found: Comparison) -> int:
    return sum(cell.state == "failed" for row in found.rows for cell in row.cells)


def _source(name: str, writer: Writer, case: ir.Case) -> Taken | None:
    """The worked case to take from: most like the shared one, and of those the most usual."""
    cases = usable(writer.program, case.decision)
    decision = decision_of(writer.program, case.decision)
    if not cases or decision is None:
        return None
    known = fit(writer.program, decision, case.facts, case.params).facts
    said = {id: _text(one) for id, one in known.items() if id != decision.date_fact}
    if not said:
        return None

    def alike(one: ir.Case) -> int:
        return sum(_text(one.facts.get(id)) == text for id, text in said.items())

    most = max(map(alike, cases))
    pool = [one for one in cases if alike(one) == most]
    counted = Counter((id, _text(value)) for one in pool for id, value in one.facts.items())

    def usual(one: ir.Case) -> int:
        return sum(counted[id, _text(value)] for id, value in one.facts.items() if id not in said)

    return Taken(name, writer, decision, max(pool, key=usual), frozenset(case.facts))


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def told_of(taken: Sequence[Taken]) -> Line | None:
    """What was taken, notice by notice; None where nothing was."""
    lines = tuple(map(_told, taken))
    head = "有的通知还要看案情没有写的事实和参数，取自该地政策中的例子，只用于该地"
    return headed(head, lines) if lines else None


def _told(one: Taken) -> Line:
    shown = replace(one.source, facts=one.facts, params=one.params)
    parts = [given(one.writer, one.decision, shown)] if one.facts else []
    words = [line.text.partition("：")[2] for line in (*parts, *supplied(one.writer, shown))]
    return Line(f"{one.name}，取自{quoted(one.source.title)}：{'；'.join(words)}", end="；")
