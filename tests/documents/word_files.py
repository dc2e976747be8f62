"""Word files read back: their parts, their words, their places and the links to these."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

from docx.oxml.ns import qn
from lxml import etree
from reviewed import subject_of_policy

from luling.backends.document import Document, build
from luling.backends.document.model import Pairs

__all__ = ["check_links", "document_of", "pairs_of", "text_of", "words_of", "xml_of"]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")


@cache
def document_of(name: str) -> Document:
    return build(subject_of_policy(name))


def xml_of(data: bytes, part: str = "word/document.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part)


def pairs_of(document: Document) -> Pairs:
    return next(one for part in document.sections for one in part.blocks if isinstance(one, Pairs))


def text_of(one: etree._Element) -> str:
    return "".join(text.text or "" for text in one.iter(qn("w:t")))


def words_of(data: bytes) -> str:
    return "".join(one.text or "" for one in etree.fromstring(xml_of(data)).iter(qn("w:t")))


def check_links(data: bytes) -> tuple[dict[str, etree._Element], list[etree._Element]]:
    """The places of a file by name, and the links that lead to them."""
    tree = etree.fromstring(xml_of(data))
    starts = list(tree.iter(qn("w:bookmarkStart")))
    names = [one.get(qn("w:name")) for one in starts]
    assert all(_NAME.fullmatch(name) for name in names)
    assert len({name.lower() for name in names}) == len(names)
    numbers = [one.get(qn("w:id")) for one in starts]
    assert len(set(numbers)) == len(numbers)
    ends = [one.get(qn("w:id")) for one in tree.iter(qn("w:bookmarkEnd"))]
    assert sorted(numbers) == sorted(ends)
    links = list(tree.iter(qn("w:hyperlink")))
    assert {one.get(qn("w:anchor")) for one in links} <= set(names)
    return dict(zip(names, starts, strict=True)), links
