"""The archive of a Word document: read from the template, written without a clock.

The template is kept as its parts, so that its styles can be read and compared. Its margins are
those of an official document; its Chinese fonts have fallbacks in its table of fonts.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from importlib.resources import files

import docx
from docx.document import Document as WordDocument

__all__ = ["open_template", "saved"]

_NAMES = {
    "content_types": "[Content_Types].xml",
    "package_rels": "_rels/.rels",
    "core": "docProps/core.xml",
    "document": "word/document.xml",
    "document_rels": "word/_rels/document.xml.rels",
    "fontTable": "word/fontTable.xml",
    "footer": "word/footer.xml",
    "header": "word/header.xml",
    "numbering": "word/numbering.xml",
    "settings": "word/settings.xml",
    "styles": "word/styles.xml",
}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def open_template() -> WordDocument:
    """An empty document with our styles."""
    return docx.Document(io.BytesIO(_template()))


@lru_cache(maxsize=1)
def _template() -> bytes:
    folder = files("luling.backends.document") / "templates" / "word"
    parts = {name: (folder / f"{file}.xml").read_bytes() for file, name in _NAMES.items()}
    return _archive(parts)


def saved(document: WordDocument) -> bytes:
    """The bytes of the document; the same content gives the same ones."""
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as read:
        return _archive({name: read.read(name) for name in read.namelist()})


def _archive(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for name in sorted(parts, key=lambda one: (one != "[Content_Types].xml", one)):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else it says on which system it was made
            written.writestr(entry, parts[name])
    return buffer.getvalue()
