"""The clauses of the notice: encoded and reached by a case, encoded only, or left out knowingly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from luling.analysis.coverage.model import ClauseGoal, ClauseStatus
from luling.core import ir
from luling.notice import Clause, Notice, QuoteHit, coverage, find_quote

_BEGINNING = 24
Tie = tuple[str, int, int]


def clause_goals(
    program: ir.Program,
    notice: Notice,
    cited: Iterable[Tie],
    reached: Mapping[ir.Citation, str],
) -> Iterator[ClauseGoal]:
    """Every leaf clause, in the order of the text; `cited` is what the policy ties to rules."""
    registered = _registered(program, notice)
    first = _first_cases(program, notice, reached)
    for leaf in coverage(notice, cited):
        clause = leaf.clause
        # A clause without a number has none of its own to leave out.
        start = max(clause.start, clause.number_extent.end)
        text = " ".join(notice.text[start : clause.end].split())
        beginning = text[:_BEGINNING] + ("……" if len(text) > _BEGINNING else "")
        line = notice.text.count("\n", 0, clause.start) + 1
        entry = registered.get(clause.ref)
        if leaf.cited or leaf.tied:
            case = first.get(clause.ref)
            status: ClauseStatus = "unreached" if case is None else "reached"
            yield ClauseGoal(clause.ref, status, beginning, line, case)
        elif entry is None:
            yield ClauseGoal(clause.ref, "open", beginning, line)
        else:
            status = "referred" if entry.refers_to else "not_encoded"
            yield ClauseGoal(
                clause.ref, status, beginning, line, None, entry.reason, entry.refers_to
            )


def _registered(program: ir.Program, notice: Notice) -> dict[str, ir.ClauseEntry]:
    found: dict[str, ir.ClauseEntry] = {}
    for entry in program.clauses:
        clause = notice.find(entry.clause)
        for below in clause.walk() if clause is not None else ():
            found[below.ref] = entry
    return found


def _first_cases(
    program: ir.Program, notice: Notice, reached: Mapping[ir.Citation, str]
) -> dict[str, str]:
    """Leaf by leaf, the first case in which something that rests on it applied."""
    found: dict[str, str] = {}
    for citation, case in reached.items():
        clause = notice.find(citation.clause) if citation.policy == program.policy.id else None
        if clause is not None:
            for leaf in coverage(notice, _ties(notice, clause, citation)):
                if leaf.cited or leaf.tied:
                    found.setdefault(leaf.clause.ref, case)
    return found


def _ties(notice: Notice, clause: Clause, citation: ir.Citation) -> Iterator[Tie]:
    for quote in citation.quotes:
        hit = find_quote(notice, clause, quote)
        if isinstance(hit, QuoteHit):
            yield clause.ref, hit.start, hit.end
    if not citation.quotes:
        yield clause.ref, clause.start, clause.start
