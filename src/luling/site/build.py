"""All pages of a site, from policies and their documents."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from luling.backends.document import Document, Page, Subject, to_html, to_page
from luling.site.calculators import calculators, page_name
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
    files = calculators(subjects)
    listed = list(other.policies)
    for subject, document in zip(subjects, documents, strict=True):
        program = subject.program
        by_decision = {one.id: page_name(program, one) for one in program.decisions}
        links = {f"decision-{at}": name for at, name in enumerate(by_decision.values(), 1)}
        files[f"{document.id}.html"] = to_html(document, links)
        listed.append(Listed.of(document, entries(subject, document, by_decision)))
    files |= {f"{page.id}.html": to_page(page) for page in pages}
    listing = Listing(
        tuple(sorted(listed, key=lambda one: one.id)),
        (*map(ListedPage.of, pages), *other.pages),
    )
    return files | {"index.html": to_index(listing, formats), "search.html": to_search(listing)}

