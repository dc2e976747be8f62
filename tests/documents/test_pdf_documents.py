"""Policy documents as PDF: words that can be read back, fonts that travel along, equal bytes."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from reviewed import subject_of_policy
from small_document import HOSTILE, SMALL, poisoned

from luling.backends.document import Document, build, review
from luling.backends.document.model import (
    Block,
    Cite,
    Group,
    Line,
    Pair,
    Pairs,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
)
from luling.backends.document.paper import printed as on_paper
from luling.backends.document.pdf import FontsMissing, PdfMissing, check_pdf, to_pdf

relaxed = settings(deadline=None, max_examples=6, suppress_health_check=list(HealthCheck))


def _lacking() -> str:
    try:
        check_pdf()
    except PdfMissing:
        return "typst is not installed"
    except FontsMissing:
        return "no Chinese font is installed (fonts-noto-cjk)"
    return ""


LACKING = _lacking()
printed = pytest.mark.skipif(bool(LACKING), reason=LACKING or "-")


@cache
def document_of(name: str) -> Document:
    return build(subject_of_policy(name))


@cache
def read(name: str) -> PdfReader:
    return PdfReader(io.BytesIO(to_pdf(document_of(name) if name else SMALL)))


@cache
def words(name: str) -> str:
    """All text without blanks: lines of a cell end anywhere."""
    return squeezed("".join(page.extract_text() for page in read(name).pages))


def squeezed(text: str) -> str:
    """Without blanks and the places where a long word may break."""
    return re.sub(r"[\s\u200b]", "", text)


def blocks_of(document: Document) -> Iterator[Block]:
    waiting = [one for part in document.sections for one in part.blocks]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, Group):
            waiting += one.blocks


def fonts(reader: PdfReader) -> Iterator[tuple[str, bool]]:
    """The fonts of all pages, and whether their glyphs stand in the file."""
    for page in reader.pages:
        for one in page["/Resources"]["/Font"].values():
            (font,) = one.get_object()["/DescendantFonts"]
            descriptor = font.get_object()["/FontDescriptor"].get_object()
            whole = {"/FontFile2", "/FontFile3"} & set(descriptor)
            yield str(descriptor["/FontName"]), bool(whole)


@printed
def test_every_sentence_of_a_small_document_can_be_read_back() -> None:
    found = words("")
    wanted = (
        "关于报销的通知", "文号：示医保〔2023〕1号　　施行期间：自2023年1月1日起",
        "通知原文一字未改。",
        "有下列情形之一的，予以报销（二（一）、《上位通知》三）：", "参加职工医保；",
        "门诊就医（二（一）、《上位通知》三）。", "甲类药品；", "乙类药品。", "80%（二（一））",
        "rate_a", "一、报销80%。", "另有规定的除外。", "理由：没有可以判定的内容。",
        review.header(SMALL), review.CONTENTS, review.NOTE, *review.HEADINGS, review.OPINION,
        *review.SIGNATURE, review.note(SMALL), review.version(SMALL),
    )  # fmt: skip
    for text in wanted:
        assert squeezed(text) in found, text


@printed
def test_the_notice_can_be_read_back_word_for_word() -> None:
    """As far as no page ends between its words."""
    document = document_of("weihai")
    pairs = next(
        one for part in document.sections for one in part.blocks if isinstance(one, Pairs)
    )  # fmt: skip
    lines = [
        line for pair in pairs.pairs for line in "".join(run.text for run in pair.runs).split("\n")
    ]
    missing = [line for line in lines if squeezed(line) not in words("weihai")]
    assert len(lines) > 15 and len(missing) <= 2


@printed
def test_fonts_are_embedded_and_no_others_than_named() -> None:
    found = dict(fonts(read("weihai")))
    assert all(found.values())
    assert any("Serif" in name for name in found) and any("Sans" in name for name in found)
    assert all(re.search(r"(Noto|SourceHan)(Serif|Sans)|DejaVuSansMono", name) for name in found)


@printed
def test_headings_are_bookmarks_and_pages_are_numbered() -> None:
    reader, document = read("weihai"), document_of("weihai")
    top = [one.title for one in reader.outline if not isinstance(one, list)]
    assert top == [*(one.title for one in on_paper(document).sections), review.TITLE]
    count = len(reader.pages)
    assert count > 5
    for number, page in enumerate(reader.pages, 1):
        text = squeezed(page.extract_text())
        assert f"第{number}页，共{count}页" in text
        assert document.source_hash[:12] in text
        assert len(text) > 80, f"page {number} is empty"
    width, height = reader.pages[0].mediabox[2:]
    assert (round(float(width)), round(float(height))) == (595, 842)


@printed
def test_the_notice_lies_across_pages_that_repeat_its_headings() -> None:
    lying = [page for page in read("weihai").pages if page.mediabox.width > page.mediabox.height]
    assert len(lying) > 1
    for page in lying:
        assert "".join(review.HEADINGS) in squeezed(page.extract_text())
    last = squeezed(read("weihai").pages[-1].extract_text())
    for text in (review.TITLE, review.OPINION, *review.SIGNATURE):
        assert text in last


def links(reader: PdfReader) -> Iterator[tuple[int, int]]:
    """The links, each by the page that it stands on and the page that it leads to."""
    pages = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages)}
    for at, page in enumerate(reader.pages):
        for one in page.get("/Annots", ()):
            found = one.get_object()
            assert is_inside(found)
            goal = found.get("/Dest", found.get("/A", {}).get("/D"))
            place = reader.named_destinations[goal] if isinstance(goal, str) else goal
            page_of = place.page if isinstance(goal, str) else place[0]
            yield at, pages[page_of.idnum]


@printed
def test_cited_clauses_and_the_contents_lead_to_their_places() -> None:
    reader = read("chongqing")
    lying = {at for at, page in enumerate(reader.pages)
             if page.mediabox.width > page.mediabox.height}  # fmt: skip
    found = list(links(reader))
    contents = {goal for at, goal in found if at == 0 and goal not in lying}
    assert max(contents) == len(reader.pages) - 1  # the opinions
    cites = [(at, goal) for at, goal in found if at > max(lying)]
    assert len(cites) > 100 and {goal for _, goal in cites} <= lying


@printed
def test_a_cite_leads_only_where_its_place_is() -> None:
    def count(*cites: Cite) -> int:
        last = Section("last", "末尾", (Paragraph(Line("有依据", cites)),))
        document = replace(SMALL, sections=(*SMALL.sections, last))
        return len(list(links(PdfReader(io.BytesIO(to_pdf(document))))))

    before = count()
    assert count(Cite("一", anchor="c-1")) == before + 1
    assert count(Cite("各项判定", anchor="decision-1")) == before + 1
    assert count(Cite("一", anchor="c-1", page="other.html")) == before
    assert count(Cite("一", anchor='nowhere")'), Cite("三", "上位通知")) == before


@printed
def test_the_file_can_be_read_aloud() -> None:
    """PDF/UA-1; where a character has no glyph, still in tags and in Chinese."""
    for document, is_whole in ((SMALL, True), (replace(SMALL, title="没有字形\ue000"), False)):
        data = to_pdf(document)
        assert (b"pdfuaid:part>1<" in data) is is_whole
        root = PdfReader(io.BytesIO(data)).trailer["/Root"]
        assert root["/Lang"] == "zh-CN" and root["/MarkInfo"]["/Marked"]
        assert root["/StructTreeRoot"]


@printed
def test_a_drawing_stands_or_lies_or_is_told() -> None:
    """Upright where it can be read so, else on a page of its own, else as a list."""
    (picture,) = [one for one in blocks_of(SMALL) if isinstance(one, Picture)]
    for width, lying, told in ((340, 0, False), (1200, 1, False), (4000, 0, True)):
        group = Group("怎样得出", (replace(picture, width=width),))
        sections = (Section("one", "判定", (group,)),)
        reader = PdfReader(io.BytesIO(to_pdf(replace(SMALL, sections=sections))))
        turned = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]
        assert len(turned) == lying
        found = squeezed("".join(page.extract_text() for page in reader.pages))
        assert found.count("怎样得出") == 2  # the heading and the caption
        assert ("看1项事实" in found) is not told
        assert ("条件：由所填的险种得出。" in found) is told
        if turned:
            assert "报销：结论怎样得出" in squeezed(turned[0].extract_text())


@printed
def test_the_same_document_gives_the_same_bytes_in_any_process() -> None:
    code = (
        "import sys; from small_document import SMALL; "
        "from luling.backends.document.pdf import to_pdf; sys.stdout.buffer.write(to_pdf(SMALL))"
    )
    here = Path(__file__).parent
    other = subprocess.run(
        [sys.executable, "-c", code],
        cwd=here, capture_output=True, check=True,
        env={"PYTHONPATH": ":".join([str(here), *sys.path]), "TZ": "Asia/Shanghai"},
    ).stdout  # fmt: skip
    assert other == to_pdf(SMALL)


@printed
def test_there_is_no_clock_in_the_file() -> None:
    about = read("").metadata
    assert about is not None and about.title == SMALL.title
    assert about.creation_date is None and about.modification_date is None


@printed
def test_hostile_words_stay_words() -> None:
    texts = ('#link("https://x.example")', "#sys.inputs", "$x^2$", "/*注", "\\u{0}", "<mark>")
    document = replace(poisoned(SMALL), title="、".join(texts))
    reader = PdfReader(io.BytesIO(to_pdf(document)))
    found = squeezed("".join(page.extract_text() for page in reader.pages))
    for text in texts:
        assert text in found
    assert all(is_inside(one) for page in reader.pages for one in page.get("/Annots", ()))


def is_inside(annotation: DictionaryObject) -> bool:
    """A link to a place in the file."""
    found = annotation.get_object()
    return "/URI" not in str(found.get("/A", "")) and found["/Subtype"] == "/Link"


@printed
def test_nothing_is_cut_off_in_long_and_deep_documents() -> None:
    """A row that is higher than a page, and conditions within conditions."""
    deep = Line("最里面一层")
    for depth in range(30):
        deep = Line(f"第{depth}层", (), (deep,))
    long = Line("甲" * 3000 + "末尾")
    table = Table("长", ("甲", "乙"), ((Line("名", end=""), long), (long, Line("名", end=""))))
    pair = Pair("一", "c", (Run("乙" * 3000 + "原文末尾", True),), "已编码", (long, deep))
    section = Section("one", "长文", (Paragraph(deep), table, Pairs((pair,))))
    reader = PdfReader(io.BytesIO(to_pdf(replace(SMALL, sections=(section,)))))
    found = squeezed("".join(page.extract_text() for page in reader.pages))
    assert found.count("末尾。") == 3 and found.count("原文末尾") == 1
    assert found.count("最里面一层。") == 2


@printed
@relaxed
@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8)), min_size=1, max_size=20))
def test_any_words_make_a_file_that_opens(texts: list[str]) -> None:
    reader = PdfReader(io.BytesIO(to_pdf(poisoned(SMALL, tuple(texts)))))
    assert len(reader.pages) > 1


@pytest.mark.skipif("typst" in LACKING, reason=LACKING or "-")
def test_a_folder_without_fonts_is_told(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing):
        to_pdf(SMALL, tmp_path)


def test_without_typst_nothing_is_tried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("luling.backends.document.pdf.find_spec", lambda name: None)
    with pytest.raises(PdfMissing):
        check_pdf(tmp_path)
