"""Cited clauses and the contents of Word documents lead to their places, and nothing else does."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from small_document import SMALL
from word_files import check_links, document_of, pairs_of, text_of, words_of

from luling.backends.document import Document
from luling.backends.document.model import Cite, Line, Pairs, Paragraph, Section
from luling.backends.document.paper import printed, targets
from luling.backends.document.word import to_docx


@pytest.mark.parametrize("name", ["chongqing", "anhui"])
def test_cited_clauses_lead_to_their_rows(name: str) -> None:
    places, links = check_links(to_docx(document_of(name)))
    document = printed(document_of(name))
    anchors = {pair.anchor: pair.clause for pair in pairs_of(document).pairs}
    clauses = {f"_Ref{number:06}": anchors.get(anchor, "")
               for anchor, number in targets(document).items()}  # fmt: skip
    cites = [one for one in links if one.get(qn("w:anchor"), "").startswith("_Ref")]
    assert len(cites) > 100
    for one in cites:
        place = one.get(qn("w:anchor"))
        assert text_of(places[place].getparent()) == clauses[place]
        assert clauses[place] == text_of(one) or clauses[place].startswith(text_of(one))


def test_the_contents_lead_to_the_headings() -> None:
    data = to_docx(document_of("weihai"))
    word = docx.Document(io.BytesIO(data))
    places, links = check_links(data)
    contents = [one for one in links if one.get(qn("w:anchor"), "").startswith("_Toc")]
    titles = [text_of(one) for one in contents]
    headings = [one.text for one in word.paragraphs if one.style.name == "Heading 1"]
    assert titles == headings
    for one in contents:
        assert text_of(places[one.get(qn("w:anchor"))].getparent()) == text_of(one)
    kinds = [one.get(qn("w:fldCharType")) for one in word.element.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def cited(*cites: Cite) -> Document:
    """A small document that ends in these."""
    last = Section("last", "末尾", (Paragraph(Line("有依据", cites)),))
    return replace(SMALL, sections=(*SMALL.sections, last))


def test_a_cite_leads_only_where_its_place_is() -> None:
    before = len(check_links(to_docx(cited()))[1])
    for cite, more in (
        (Cite("一", anchor="c-1"), 1),
        (Cite("各项判定", anchor="decision-1"), 1),
        (Cite("逐条文档", page="other.html"), 0),
        (Cite("一", anchor="c-1", page="other.html"), 0),
        (Cite("一", anchor="nowhere"), 0),
        (Cite("三", "上位通知"), 0),
    ):
        data = to_docx(cited(cite))
        assert len(check_links(data)[1]) == before + more, cite
        assert f"有依据（{cite.text}）。" in words_of(data)


def test_hostile_anchors_never_reach_the_file() -> None:
    for anchor in ('c" w:x="', "_Toc000001", "a" * 300, "]]><w:p/>", " ", "𠮷"):
        pairs = pairs_of(SMALL).pairs
        table = Pairs(tuple(replace(one, anchor=anchor) for one in pairs))
        line = Line("见", (Cite("一", anchor=anchor),))
        section = Section(anchor, "对照", (table, Paragraph(line)))
        data = to_docx(replace(SMALL, sections=(section, section)))
        places, links = check_links(data)
        assert anchor == "_Toc000001" or anchor not in places
        assert sum(one.get(qn("w:anchor")) == "_Ref000001" for one in links) == 2
