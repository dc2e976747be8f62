"""The formats in which a document is written, pages aside: those are written of all together."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from luling.cli.errors_docs import CannotMakePdf
from luling.cli.terminal import Failure
from luling.source import NOWHERE

if TYPE_CHECKING:
    from luling.backends.document import Document

__all__ = ["FORMATS", "Printers"]

FORMATS = ("html", "md", "docx", "pdf")
"""As they are listed, and as the files end."""


class Printers:
    """Prints documents; `fonts` is the folder with the fonts of a PDF, None for the system's."""

    def __init__(self, fonts: Path | None) -> None:
        self._fonts = fonts
        self._checked = False
        self._printers: dict[str, Callable[[Document], str | bytes]] = {
            "md": _md,
            "docx": _docx,
            "pdf": self._pdf,
        }

    def check(self, formats: Collection[str]) -> None:
        """Ends the command where one of them can't be written on this machine."""
        if "pdf" not in formats or self._checked:
            return
        from luling.backends.document.pdf import FontsMissing, PdfMissing, check_pdf

        try:
            check_pdf(self._fonts)
        except PdfMissing:
            raise Failure.of(CannotMakePdf(NOWHERE, program=True)) from None
        except FontsMissing:
            where = str(self._fonts) if self._fonts is not None else ""
            raise Failure.of(CannotMakePdf(NOWHERE, folder=where)) from None
        self._checked = True

    def able(self, formats: Collection[str]) -> tuple[str, ...]:
        """Those of some formats that can be written on this machine."""
        try:
            self.check(formats)
        except Failure:
            return tuple(one for one in formats if one != "pdf")
        return tuple(formats)

    def files(self, document: Document, formats: Collection[str]) -> dict[str, str | bytes]:
        """The files of a document by their names."""
        self.check(formats)
        return {f"{document.id}.{one}": self._printers[one](document) for one in formats}

    def _pdf(self, document: Document) -> bytes:
        from luling.backends.document.pdf import to_pdf

        return to_pdf(document, self._fonts)


def _md(document: Document) -> str:
    from luling.backends.document import to_markdown

    return to_markdown(document)


def _docx(document: Document) -> bytes:
    from luling.backends.document.word import to_docx

    return to_docx(document)
