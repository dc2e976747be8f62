"""Policy documents as Word files: what office programs find in them, and what can't break them."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as WordTable
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from reviewed import subject_of_policy
from small_document import HOSTILE, SMALL, poisoned
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from word_files import check_links, document_of, pairs_of, words_of, xml_of

from luling.backends.document import review
from luling.backends.document.model import (
    Arrow,
    Box,
    Group,
    Items,
    Line,
    Pairs,
    Picture,
    Section,
    Table,
    Terms,
)
from luling.backends.document.paper import printed
from luling.backends.document.text import visible
from luling.backends.document.word import to_docx
from luling.notice import leaves

relaxed = settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))


class Xml(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "xml"


@cache
def read(name: str) -> WordDocument:
    return docx.Document(io.BytesIO(to_docx(document_of(name))))


def headed(word: WordDocument, *first: str) -> list[WordTable]:
    """The tables whose first row says so."""
    return [one for one in word.tables if [cell.text for cell in one.rows[0].cells] == list(first)]


# ---------------------------------------------------------------- what it is made of


_SPREAD = {qn(f"w:{name}") for name in ("document", "body", "tbl", "tr", "tc")}
_NAMESPACE = re.compile(r' xmlns:\w+="[^"]*"')


def lines_of(one: etree._Element, depth: int = 0) -> Iterator[str]:
    """A paragraph a line, rows and cells indented."""
    indent = " " * depth
    if one.tag not in _SPREAD:
        yield indent + _NAMESPACE.sub("", etree.tostring(one, encoding="unicode")).strip()
        return
    name = f"w:{etree.QName(one).localname}"
    yield f"{indent}<{name}>"
    for child in one:
        yield from lines_of(child, depth + 1)
    yield f"{indent}</{name}>"


def test_a_small_document(snapshot: SnapshotAssertion) -> None:
    tree = etree.fromstring(xml_of(to_docx(SMALL)))
    assert "\n".join(lines_of(tree)) + "\n" == snapshot(extension_class=Xml)


def test_headings_are_headings() -> None:
    document = document_of("chongqing")
    found = [one for one in read("chongqing").paragraphs if one.style.name.startswith("Heading")]
    sections = [one.text for one in found if one.style.name == "Heading 1"]
    shown = printed(document).sections
    assert sections == [*(one.title for one in shown), review.TITLE]
    assert [one for one in document.sections if one not in shown][-1].for_engineers
    decisions = next(one for one in document.sections if one.anchor == "decisions")
    titles = [one.text for one in found if one.style.name == "Heading 2"]
    groups = {block.title for block in decisions.blocks if isinstance(block, Group)}
    assert groups and groups <= set(titles)
    title = next(one for one in read("chongqing").paragraphs if one.style.name == "Title")
    assert title.text == document.title


def test_styles_name_chinese_fonts_and_their_fallbacks() -> None:
    data = to_docx(SMALL)
    styles = docx.Document(io.BytesIO(data)).styles
    fonts = {"Title": "方正小标宋简体", "Heading 1": "黑体", "Heading 3": "黑体"}
    for name, font in fonts.items():
        assert styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) == font
    defaults = styles.element.find(f"{qn('w:docDefaults')}//{qn('w:rFonts')}")
    assert defaults is not None and defaults.get(qn("w:eastAsia")) == "仿宋"
    table = etree.fromstring(xml_of(data, "word/fontTable.xml"))
    known = {one.get(qn("w:name")): one[0].get(qn("w:val")) for one in table}
    for font in (*fonts.values(), "仿宋"):
        assert "Noto" in known[font]


def test_quotation_marks_are_drawn_as_chinese_ones() -> None:
    tree = etree.fromstring(xml_of(to_docx(SMALL)))
    runs = [one for one in tree.iter(qn("w:r")) if one.find(qn("w:t")) is not None]
    assert runs
    for run in runs:
        assert run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:hint")) == "eastAsia"


def test_the_page_is_that_of_an_official_document() -> None:
    section = read("weihai").sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    for side, millimetres in zip(sides, (37, 35, 28, 26), strict=True):
        assert side is not None and abs(side - Mm(millimetres)) < Mm(0.1)
    assert section.page_width is not None and abs(section.page_width - Mm(210)) < Mm(0.1)
    assert section.header.paragraphs[0].text == document_of("weihai").title  # it has no number
    numbered = read("chongqing").sections[0].header.paragraphs[0].text
    assert numbered == f"{document_of('chongqing').title}（渝医保发〔2021〕12号）"
    long = read("anhui").sections[0].header.paragraphs[0].text  # no room for both on one line
    assert long == f"{document_of('anhui').title}\n皖医保秘〔2021〕58号"
    footer = section.footer.paragraphs[0]._p.xml
    assert " PAGE " in footer and " NUMPAGES " in footer
    assert document_of("weihai").source_hash[:12] in footer


@pytest.mark.parametrize("name", ["chongqing", "weihai"])
def test_tables_repeat_their_headings(name: str) -> None:
    word, document = read(name), document_of(name)
    wanted = Counter(
        block.headings for part in printed(document).sections for block in part.blocks
        if isinstance(block, Table)
    )  # fmt: skip
    for headings, count in wanted.items():
        assert len(headed(word, *headings)) >= count
    heads = [one for one in word.tables if one._tbl.tr_lst[0].find(f".//{qn('w:tblHeader')}")
             is not None]  # fmt: skip
    assert len(heads) == len(word.tables) - 2  # the names of the notice, the signature
    for table in word.tables:
        assert table.style is not None and table.style.name == "Table Grid"
        widths = [int(one.get(qn("w:w"))) for one in table._tbl.tblGrid]
        lies = table.rows[0].cells[-1].text == "意见"
        assert sum(widths) == (13700 if lies else 8800) and min(widths) > 300


# ---------------------------------------------------------------- the words


@pytest.mark.parametrize("name", ["chongqing", "weihai", "anhui"])
def test_the_notice_stands_word_for_word_with_its_marks(name: str) -> None:
    (table,) = headed(read(name), *review.HEADINGS)
    pairs = pairs_of(document_of(name)).pairs
    assert len(table._tbl.tr_lst) == 1 + len(pairs)
    for made, pair in zip(table._tbl.tr_lst[1:], pairs, strict=True):
        original = made.tc_lst[1]
        said = "\n".join(
            "".join(one.text or "" for one in paragraph.iter(qn("w:t")))
            for paragraph in original.p_lst
        )
        assert said == visible("".join(run.text for run in pair.runs))
        marked = [
            "".join(one.text or "" for one in run.iter(qn("w:t")))
            for run in original.iter(qn("w:r"))
            if run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}") is not None
        ]
        tied = [part for run in pair.runs if run.tied for part in run.text.split("\n") if part]
        assert marked == tied


@pytest.mark.parametrize("name", ["chongqing", "weihai", "anhui"])
def test_the_reviewer_has_a_row_for_each_clause(name: str) -> None:
    subject = subject_of_policy(name)
    assert subject.notice is not None
    (table,) = headed(read(name), *review.HEADINGS)
    widths = [int(one.get(qn("w:w"))) for one in table._tbl.tblGrid]
    assert widths[-1] > Mm(50).twips  # room to write
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    clauses = [name.partition("\n")[0] for name, _, _, _ in rows]
    assert len(set(clauses)) == len(clauses)
    assert {clause.ref for clause in leaves(subject.notice)} <= set(clauses)
    assert sum(opinion == "" for *_, opinion in rows) >= len(leaves(subject.notice))


def test_a_heading_takes_the_whole_row_and_asks_for_no_opinion() -> None:
    (table,) = headed(read("weihai"), *review.HEADINGS)
    spans = {row.cells[0].text: len(row._tr.tc_lst) for row in table.rows[1:]}
    assert spans["一"] == spans["落款"] == 2
    assert spans["一（一）1\n已编码"] == 4
    grid = len(table._tbl.tblGrid)
    assert all(len(row.cells) == grid for row in table.rows)


@pytest.mark.parametrize("name", ["chongqing", "weihai"])
def test_the_notice_and_the_opinions_lie_across_the_page(name: str) -> None:
    word = read(name)
    lying = [one.page_width > one.page_height for one in word.sections]
    assert lying == [False, True, False]
    for one in word.sections:
        assert one.header.paragraphs[0].text == word.sections[0].header.paragraphs[0].text
        assert review.SIGNATURE[0] not in one.footer.paragraphs[0].text
    turns = [one for one in word.element.body if one.find(f".//{qn('w:sectPr')}") is not None]
    (table,) = headed(word, *review.HEADINGS)
    at = {one: number for number, one in enumerate(word.element.body)}
    assert at[turns[0]] < at[table._tbl] < at[turns[1]]


def test_the_reviewer_signs_a_version_on_one_page() -> None:
    word = read("weihai")
    last = word.tables[-1]
    names = [row.cells[0].text for row in last.rows]
    assert names == ["综合意见", "审核人（签字）", "单位（盖章）", "日期"]
    assert all(row.cells[1].text == "" for row in last.rows)
    said = [one.text for one in word.paragraphs]
    assert any(document_of("weihai").source_hash[:12] in text for text in said)
    assert f"{review.note(document_of('weihai'))}。" in said
    assert all(one.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
               for one in last._tbl.tr_lst)  # fmt: skip
    styles = {one.style.name for row in last.rows for cell in row.cells for one in cell.paragraphs}
    assert styles == {"Luling Signature"}
    assert word.styles["Luling Signature"].paragraph_format.keep_with_next


def test_paper_is_spared_what_is_not_signed() -> None:
    document = document_of("chongqing")
    text = "\n".join(one.text for one in read("chongqing").paragraphs)
    tables = headed(read("chongqing"), "例子", "结果", "条款")
    shown = sum(len(one.rows) - 1 for one in tables)
    spared = [int(count) for count in re.findall("另有([0-9]+)个例子", text)]
    whole = [
        block
        for part in document.sections
        if part.anchor == "examples"
        for group in part.blocks
        if isinstance(group, Group)
        for block in group.blocks
        if isinstance(block, Table)
    ]
    assert shown + sum(spared) == sum(len(one.rows) for one in whole)
    assert 0 < shown < sum(spared)
    assert "系统对接所用的标识和编码不属于审核内容" in text
    assert not headed(read("chongqing"), "枚举", "标识", "值", "值的标识", "编码")


def test_every_list_starts_from_one() -> None:
    """A list has a number of its own, and all of them are defined."""
    data = to_docx(SMALL)
    used = etree.fromstring(xml_of(data)).iter(qn("w:numId"))
    numbers = {one.get(qn("w:val")) for one in used}
    numbering = etree.fromstring(xml_of(data, "word/numbering.xml"))
    defined = {
        one.get(qn("w:numId")): one.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}")
        for one in numbering.iter(qn("w:num"))
    }
    assert numbers == set(defined) and len(numbers) > 2
    assert all(start is not None and start.get(qn("w:val")) == "1" for start in defined.values())


# ---------------------------------------------------------------- bytes


def test_the_same_document_gives_the_same_bytes() -> None:
    assert to_docx(document_of("weihai")) == to_docx(document_of("weihai"))


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import sys, hashlib; from small_document import SMALL; "
        "from luling.backends.document.word import to_docx; "
        "print(hashlib.sha256(to_docx(SMALL)).hexdigest())"
    )
    here = Path(__file__).parent
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=here, capture_output=True, text=True, check=True,
            env={"PYTHONPATH": ":".join([str(here), *sys.path]), "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1


def test_the_archive_has_no_clock() -> None:
    data = to_docx(SMALL)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = archive.namelist()
    assert names[0] == "[Content_Types].xml" and names[1:] == sorted(names[1:])
    core = docx.Document(io.BytesIO(data)).core_properties
    assert core.title == SMALL.title and core.created is not None and core.created.year == 1980


def test_blocks_without_content_leave_a_sound_file() -> None:
    """Office programs refuse a table without rows and a cell without a paragraph."""
    blocks = (Table("空表", ("甲", "乙"), ()), Items(()), Terms(()), Pairs(()), Group("空", ()))
    for sections in ((Section("one", "空", blocks),), ()):
        tree = etree.fromstring(xml_of(to_docx(replace(SMALL, sections=sections))))
        tables = list(tree.iter(qn("w:tbl")))
        assert tables and all(one.find(qn("w:tr")) is not None for one in tables)
        assert all(one[-1].tag == qn("w:p") for one in tree.iter(qn("w:tc")))
        assert not [one for one in tables if one.getnext().tag == qn("w:tbl")]


# ---------------------------------------------------------------- hostile words

_STRUCTURE = ("p", "tbl", "tr", "tc", "bookmarkStart", "fldSimple", "sectPr", "num")


def shape(data: bytes) -> tuple[set[str], Counter[str]]:
    """The elements of a file, and how many there are of those that words never make."""
    tags = Counter(one.tag for one in etree.fromstring(xml_of(data)).iter())
    return set(tags), Counter({name: tags[qn(f"w:{name}")] for name in _STRUCTURE})


def test_hostile_words_stay_words() -> None:
    data = to_docx(poisoned(SMALL))
    docx.Document(io.BytesIO(data))
    check_links(data)
    plain = to_docx(SMALL)
    extra = {qn("w:tab"), qn("w:br")}
    assert shape(data)[0] - extra == shape(plain)[0]
    assert shape(plain)[1] <= shape(data)[1]
    assert shape(data)[1] - Counter(p=3) <= shape(plain)[1]  # a line more in the notice's words
    assert "</w:t></w:r></w:p><w:p>" in words_of(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert all("x.example" not in text.decode() for name, text in parts.items() if "rels" in name)


@relaxed
@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8)), min_size=1, max_size=20))
def test_any_words_make_a_file_that_opens(texts: list[str]) -> None:
    data = to_docx(poisoned(SMALL, tuple(texts)))
    word = docx.Document(io.BytesIO(data))
    assert len(word.tables) == len(docx.Document(io.BytesIO(to_docx(SMALL))).tables)
    assert not set(words_of(data)) & set("\u202e\u200b\ufeff\x00\x0b\x1b\r\ufffe\uffff")


# ---------------------------------------------------------------- drawings


_SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}wsp"


def drawings(data: bytes) -> list[etree._Element]:
    return list(etree.fromstring(xml_of(data)).iter(qn("w:drawing")))


def test_a_drawing_has_a_shape_for_each_box_and_two_for_each_arrow() -> None:
    given_ = Box(8, 8, 126, 35, "given", ("甲<",))
    boxes = (given_, Box(170, 60, 126, 49, "outcome", ("乙", "丙"), "看1项事实"))
    arrows = (Arrow(((134, 25), (170, 84))),)
    picture = Picture("p", "题\x07", "甲得出乙", 304, 117, boxes, arrows, (Line("只在网页上"),))
    data = to_docx(replace(SMALL, sections=(Section("one", "图", (picture,)),)))
    (drawn,) = drawings(data)
    assert len(list(drawn.iter(_SHAPE))) == len(boxes) + 2 * len(arrows)
    texts = ["".join(one.itertext()) for one in drawn.iter(qn("w:txbxContent"))]
    assert texts == ["甲<", "乙丙看1项事实"]
    (said,) = drawn.iter(qn("wp:docPr"))
    assert (said.get("title"), said.get("descr")) == ("题�", "甲得出乙")
    assert "只在网页上" not in words_of(data)


def test_a_drawing_that_would_be_too_small_to_read_is_a_list() -> None:
    box = Box(8, 8, 126, 35, "given", ("甲",))
    fits_ = Picture("p", "题", "说明", 880, 51, (box,), (), (Line("逐项"),))
    for picture, drawn in ((fits_, True), (replace(fits_, width=890), False),
                           (replace(fits_, height=1200), False)):  # fmt: skip
        data = to_docx(replace(SMALL, sections=(Section("one", "图", (picture,)),)))
        assert bool(drawings(data)) is drawn
        assert ("逐项。" in words_of(data)) is not drawn


def test_drawings_of_a_file_have_numbers_of_their_own() -> None:
    data = to_docx(document_of("weihai"))
    numbers = [one.get("id") for one in etree.fromstring(xml_of(data)).iter(qn("wp:docPr"))]
    assert len(numbers) == len(set(numbers)) == 2
