"""The folder with the site, which luling build and luling docs write: what stands in it, what is
wanted there, what has to go.

What an earlier run wrote of other policies stays and is listed, as long as its page is there; what
speaks of several policies goes, unless it is written anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from luling.cli.doc_files import FORMATS, Printers
from luling.cli.making import Row

if TYPE_CHECKING:
    from luling.backends.document import Document, Page, Subject
    from luling.site import Listing
    from luling.site.listing import Listed

__all__ = ["ABOUT_SOME", "SiteFolder"]

ABOUT_SOME = (
    "指明政策时，只重写这几份，计算页也只在这几份之间比较；其他政策的网页保持原样，仍列在总目录里；"
    "多地对照会新旧不一，先撤下。不指明政策再运行一次，就全部一致；"
    "policies 中已经没有的政策，这时也一并撤下。"
)
"""For the help of both commands."""

_ACROSS = "across-policies"
_OF_PAGES = ("html", "md")


class SiteFolder:
    """`formats` are those asked for, printed by `printers`; `is_whole`: the run is about all
    policies, so that others have nothing to do here."""

    def __init__(
        self, folder: Path, formats: Collection[str], printers: Printers, is_whole: bool
    ) -> None:
        self._folder = folder
        self._formats = formats
        self._printers = printers
        self._is_whole = is_whole
        self._listing = self._read()

    # ------------------------------------------------------------ what is wanted

    def formats_of(self, id: str) -> tuple[str, ...]:
        """What was asked for, and what an earlier run wrote: an old file beside a new one would be
        taken for the same. What can't be written again goes. Pages are left out."""
        wanted = [one for one in FORMATS if one != "html" and self._is_wanted(one, id)]
        return self._printers.able(wanted)

    def _is_wanted(self, format: str, id: str) -> bool:
        return format in self._formats or self._stands(f"{id}.{format}")

    def _has_pages(self) -> bool:
        return "html" in self._formats or self._stands("index.html")

    def _stands(self, name: str) -> bool:
        return (self._folder / name).is_file()

    # ------------------------------------------------------------ what is written

    def files(self, rows: Sequence[Row], pages: Sequence[Page]) -> dict[str, str | bytes]:
        """By name: the documents of the rows, the pages, and the index and search over all."""
        from luling.backends.document import to_markdown

        files = {name: content for row in rows for name, content in row.made.files.items()}
        if self._has_pages():
            files |= self._site(rows, pages, files)
        return files | {
            f"{page.id}.md": to_markdown(page) for page in pages if self._is_wanted("md", page.id)
        }

    def _site(
        self, rows: Sequence[Row], pages: Sequence[Page], others: Collection[str]
    ) -> dict[str, str]:
        from luling.site import site_files

        earlier = self._earlier(rows)
        made = list(_documents(rows))
        if not (made or earlier.policies or self._stands("index.html")):
            return {}
        stand = {
            one.id: [end for end in FORMATS if end == "html" or f"{one.id}.{end}" in others]
            for _, one in made
        }
        stand |= {
            one.id: [end for end in FORMATS if self._stands(f"{one.id}.{end}")]
            for one in earlier.policies
        }
        subjects, documents = [one for one, _ in made], [one for _, one in made]
        return site_files(subjects, documents, pages, formats=stand, earlier=earlier)

    def _earlier(self, rows: Sequence[Row]) -> Listing:
        """What an earlier run listed and this one leaves alone."""
        from luling.site import Listing

        if self._is_whole:
            return Listing()
        ids = {row.id for row in rows}
        policies = tuple(
            self._standing(one)
            for one in self._listing.policies
            if one.id not in ids and self._stands(f"{one.id}.html")
        )
        gone = {_ACROSS, *map(_revision, ids)}
        pages = tuple(
            one
            for one in self._listing.pages
            if one.id not in gone and self._stands(f"{one.id}.html")
        )
        return Listing(policies, pages)

    def _standing(self, one: Listed) -> Listed:
        """A policy with what of it still stands."""
        kept = [entry for entry in one.entries if self._stands(_file(one.id, entry.target))]
        return replace(one, entries=tuple(kept))

    def _read(self) -> Listing:
        from luling.site import Listing, listing_of

        try:
            return listing_of((self._folder / "search.html").read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            return Listing()

    # ------------------------------------------------------------ what has to go

    def stale(self, rows: Sequence[Row], files: Collection[str]) -> Iterator[str]:
        """What an earlier run may have written and this one does not."""
        ids = dict.fromkeys(row.id for row in rows)
        if self._is_whole:
            ids |= dict.fromkeys(one.id for one in self._listing.policies)
        names = [f"{id}.{end}" for id in ids for end in FORMATS]
        names += [f"{name}.{end}" for name in (_ACROSS, *map(_revision, ids)) for end in _OF_PAGES]
        names += self._calculators(ids)
        yield from (name for name in names if name not in files)

    def _calculators(self, ids: Collection[str]) -> Iterator[str]:
        for path in sorted(self._folder.glob("*.*.html")):
            if path.name.partition(".")[0] in ids:
                yield path.name


def _documents(rows: Sequence[Row]) -> Iterator[tuple[Subject, Document]]:
    for row in rows:
        if row.subject is not None and row.made.document is not None:
            yield row.subject, row.made.document


def _revision(id: str) -> str:
    return f"{id}-revision"


def _file(id: str, target: str) -> str:
    return (id + target).partition("#")[0]
