"""All pages of a site, from policies and their documents."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from luling.backends.document import Document, Page, Subject, to_html, to_page
from luling.site.index import to_index
from luling.site.listing import Listed, ListedPage, Listing
from luling.site.search import to_search
from luling.site.search_entries import entries

__all__ = ["site_files"]


def site_files(
    subjects: Sequence[Subject],
    documents: Sequence[Document],
    pages: Sequence[Page] = (),
    *,
    formats: Mapping[str, Collection[str]] | None = None,
    earlier: Listing | None = None,
) -> dict[str, str]:
    """The HTML files by name. `documents` are those of `subjects`, in their order; `formats` by id:
    in which a document stands in the folder; `earlier`: what else stands there and is listed."""
    other = earlier or Listing()
    made = calculators(subjects)
    files: dict[str, str] = {}
    listed = list(other.policies)
    for subject, document in zip(subjects, documents, strict=True):
        by_decision = _calculators_of(subject, made)
        links = {
            f"decision-{number}": by_decision[decision.id]
            for number, decision in enumerate(subject.program.decisions, 1)
            if decision.id in by_decision
        }
        files[f"{document.id}.html"] = to_html(document, links)
        listed.append(Listed.of(document, entries(subject, document, by_decision)))
    files |= {f"{page.id}.html": to_page(page) for page in pages}
    files |= made
    listing = Listing(
        tuple(sorted(listed, key=lambda one: one.id)),
        (*map(ListedPage.of, pages), *other.pages),
    )
    return files | {"index.html": to_index(listing, formats), "search.html": to_search(listing)}


def _calculators_of(subject: Subject, made: Collection[str]) -> dict[str, str]:
    """The files of one policy by the ids of its decisions."""
    policy = subject.program.policy.id
    named = {one.id: f"{policy}.{one.id}.html" for one in subject.program.decisions}
    return {id: name for id, name in named.items() if name in made}


def calculators(subjects: Sequence[Subject]) -> dict[str, str]:
    """Here the pages that work a decision out are put in."""
    return {}
