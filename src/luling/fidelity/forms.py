"""Forms against the annex that prints them.

In: a form, and where its basis points to. Out: reports, and the words that are tied. Afterwards
every printed word of the form stands in a cited clause byte for byte, and so does its title, there
or above it in the same annex.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from luling.diagnostics import Bag
from luling.fidelity.errors_forms import FormWordsNotFound
from luling.notice import Clause, Notice, QuoteHit, QuoteMiss, find_quote
from luling.syntax import ast

if TYPE_CHECKING:
    from luling.fidelity.check import _Checker

__all__ = ["check_words"]

_Place = tuple[Notice, Clause]


def check_words(checker: _Checker, form: ast.FormDecl) -> bool:
    """Ties every printed word of a form; False where one is in none of the cited clauses. Of a
    basis that points nowhere (reported before) nothing more is said."""
    places = [_place(checker, citation) for citation in form.basis.citations]
    cited = [place for place in places if place is not None]
    if not cited or len(cited) < len(places):
        return True
    annexes = [(notice, _top(notice, clause)) for notice, clause in cited]
    good = _find(form.title, "标题", [*cited, *annexes], checker.bag) is not None
    for entry in form.entries:
        for words in entry.heading:
            hit = _find(words, "栏目", cited, checker.bag)
            good &= hit is not None
            if hit is not None and hit[0] is checker.notice:
                checker.ties.cited.append(hit[1:])
    return good


def _place(checker: _Checker, citation: ast.Citation) -> _Place | None:
    """The clause that a citation names."""
    name = citation.policy.text if citation.policy is not None else ""
    own = not name or (checker.head is not None and name == checker.head.id.text)
    notice = checker.notice if own else checker.notice_of(name)
    clause = notice.find(citation.clause) if notice is not None else None
    return None if notice is None or clause is None else (notice, clause)


def _find(
    words: ast.Text, what: str, places: Sequence[_Place], bag: Bag
) -> tuple[Notice, str, int, int] | None:
    misses: list[tuple[Clause, QuoteMiss]] = []
    for notice, clause in places:
        found = find_quote(notice, clause, words.value)
        if isinstance(found, QuoteHit):
            return notice, clause.ref, found.start, found.end
        misses.append((clause, found))
    miss = next((miss for _, miss in misses if miss.nearest), misses[0][1])
    cited = "、".join(dict.fromkeys(clause.ref for clause, _ in misses))
    bag.report(
        FormWordsNotFound(
            words.span, what, words.value, cited, miss.nearest.replace("\n", "⏎"),
            miss.description, miss.where_else[:3],
        )
    )
    return None


def _top(notice: Notice, clause: Clause) -> Clause:
    """The clause of the highest level that holds another: of a part of an annex the whole annex."""
    for one in notice.clauses:
        if one.start <= clause.start and clause.end <= one.end:
            return one
    return clause
