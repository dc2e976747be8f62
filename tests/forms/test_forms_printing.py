"""Printed forms: what a reader of the text, the page or the workbook finds, whatever is in it."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from decimal import Decimal
from html.parser import HTMLParser
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from luling.diagnostics.cells import cells
from luling.forms.html import to_html
from luling.forms.layout import UNITS, column_widths, field_rows, line_count
from luling.forms.model import Caption, Cell, Field, Page, Section, Table
from luling.forms.text import to_text
from luling.forms.xlsx import to_xlsx

LIST = Table(
    "县区", ("序号", "县（市、区）", "金额", "情况"), ("number", "long", "number", "long"),
    (
        (Cell("1", 1, "0"), Cell("甲县"), Cell("12.50元", Decimal("12.5"), '#,##0.00"元"'),
         Cell("第一段\n第二段")),
        (Cell("2", 2, "0"), Cell("乙县"), Cell("", pen=True), Cell("")),
    ),
)  # fmt: skip
LISTED = Page(
    "县区统计表",
    (Caption("(2022年5月)"), Field("填报单位：", Cell("示例局")), LIST, Section("审核"),
     Field("填报人:", Cell("", pen=True))),
    ("填报人", "乙县的金额"), ("通知没有施行。",), "《通知》附件",
)  # fmt: skip
FRAMED = Page(
    "备案表",
    (Field("姓名", Cell("张三")), Field("性别", Cell("☑男　☐女")), Section("审核意见"),
     Field("签字：", Cell("　年　月　日", pen=True))),
)  # fmt: skip

HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://example.com\")", "{=1}", "'=1",
    "<script>alert(1)</script>", "</td></table><img src=x onerror=alert(1)>", "\"'&<>{{ 7*7 }}",
    "{% raw %}", "1e5", "007", "2021-01-01", "TRUE", "]]>", "&#60;b&#62;",
]  # fmt: skip


def sheet_of(page: Page) -> Worksheet:
    sheet = load_workbook(io.BytesIO(to_xlsx(page))).active
    assert isinstance(sheet, Worksheet)
    return sheet


def values(sheet: Worksheet) -> list[list[object]]:
    """The rows, without what is empty."""
    found: list[list[object]] = []
    for row in sheet.iter_rows():
        found.append([cell.value for cell in row if cell.value is not None])
    return [row for row in found if row]


class Texts(HTMLParser):
    """The tags of a page, and what stands in each."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1], data))


# ---------------------------------------------------------------- the workbook


def test_the_workbook_holds_the_form_row_by_row() -> None:
    assert values(sheet_of(LISTED)) == [
        ["县区统计表"],
        ["(2022年5月)"],
        ["填报单位：", "示例局"],
        ["序号", "县（市、区）", "金额", "情况"],
        [1, "甲县", 12.5, "第一段\n第二段"],
        [2, "乙县"],
        ["审核"],
        ["填报人:"],
        ["通知没有施行。"],
        ["尚缺：填报人、乙县的金额。"],
        ["表样：《通知》附件"],
    ]
    assert values(sheet_of(FRAMED))[:4] == [
        ["备案表"], ["姓名", "张三", "性别", "☑男　☐女"], ["审核意见"], ["签字：", "　年　月　日"],
    ]  # fmt: skip


def test_the_title_is_merged_and_centred_over_the_form() -> None:
    for page, last in ((LISTED, "D"), (FRAMED, "L")):
        sheet = sheet_of(page)
        assert f"A1:{last}1" in [str(area) for area in sheet.merged_cells.ranges]
        assert sheet["A1"].alignment.horizontal == "center"


def test_the_table_has_borders_and_wraps_its_texts() -> None:
    sheet = sheet_of(LISTED)
    for row in sheet.iter_rows(min_row=4, max_row=6, max_col=4):
        for cell in row:
            assert cell.border.left.style == cell.border.bottom.style == "thin"
            assert cell.alignment.wrap_text
    assert sheet["C5"].number_format == '#,##0.00"元"'
    height = sheet.row_dimensions[5].height
    assert height is not None and height > 2 * 15


def test_a_wide_table_lies_across_the_page() -> None:
    wide = Table("县区", ("很长的一列",) * 9, ("long",) * 9, ((Cell("字" * 20),) * 9,))
    assert sheet_of(Page("表", (wide,))).page_setup.orientation == "landscape"
    sheet = sheet_of(FRAMED)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", 9)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_same_form_gives_the_same_bytes_without_a_clock() -> None:
    data = to_xlsx(LISTED)
    assert data == to_xlsx(LISTED)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        stamps = re.findall(rb"<dcterms:\w+[^>]*>([^<]*)", archive.read("docProps/core.xml"))
    assert set(stamps) == {b"1980-01-01T00:00:00Z"} and len(stamps) == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_never_a_formula_or_a_number(text: str) -> None:
    table = Table("县区", ("甲",), ("long",), ((Cell(text),),))
    for page in (
        Page(text, (Field(text, Cell(text)), Caption(text), Section(text)), (text,), (text,), text),
        Page("表", (table, Field(text, Cell(text)))),
    ):
        for row in sheet_of(page).iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.value is None or isinstance(cell.value, str)
    assert [text] in values(sheet_of(Page("表", (table,))))


def test_a_text_like_an_escape_of_the_file_format_stays_as_it_is() -> None:
    sheet = sheet_of(Page("表", (Field("甲", Cell("_x0041_ x_x000a_y _x004_")),)))
    assert sheet["C2"].value == "_x005F_x0041_ x_x005F_x000a_y _x004_"  # as office programs read it


def test_a_long_text_is_kept_whole() -> None:
    text = "情况" * 300
    sheet = sheet_of(Page("表", (Table("县", ("甲",), ("long",), ((Cell(text),),)),)))
    assert [text] in values(sheet)
    assert sheet["A3"].number_format == "General"


# ---------------------------------------------------------------- the page


@pytest.mark.parametrize("page", [LISTED, FRAMED], ids=["listed", "framed"])
def test_the_page_runs_nothing_and_loads_nothing(page: Page) -> None:
    text = to_html(page)
    found = Texts(text)
    policy = next(attrs["content"] for tag, attrs in found.tags if "http-equiv" in attrs)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    tags = {tag for tag, _ in found.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "a", "svg"}
    assert not any(name in ("style", "src", "href") or name.startswith("on")
                   for _, attrs in found.tags for name in attrs)  # fmt: skip
    assert "url(" not in style and "@import" not in style
    assert not found.open


@pytest.mark.parametrize("page", [LISTED, FRAMED], ids=["listed", "framed"])
def test_the_page_is_marked_up_for_readers_and_printers(page: Page) -> None:
    text = to_html(page)
    found = Texts(text)
    assert found.tags[0] == ("html", {"lang": "zh-CN"})
    assert ("h1", page.title) in found.texts and ("title", page.title) in found.texts
    tables = [tag for tag, _ in found.tags if tag == "table"]
    assert len(tables) == 1 and len([tag for tag, _ in found.tags if tag == "caption"]) == 1
    assert all("scope" in attrs for tag, attrs in found.tags if tag == "th")
    assert "size: A4" in text


def test_the_page_holds_the_form() -> None:
    texts = Texts(to_html(LISTED)).texts
    assert [text for tag, text in texts if tag == "th"] == list(LIST.headings)
    assert [text for tag, text in texts if tag == "td"] == [
        "1", "甲县", "12.50元", "第一段\n第二段", "2", "乙县",
    ]  # fmt: skip
    assert ("dt", "填报单位：") in texts and ("dd", "示例局") in texts
    assert ("p", "尚缺：填报人、乙县的金额。") in texts and ("p", "通知没有施行。") in texts
    assert [text for tag, text in Texts(to_html(FRAMED)).texts if tag in ("th", "td")] == [
        "姓名", "张三", "性别", "☑男　☐女", "审核意见", "签字：", "　年　月　日",
    ]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_never_markup(text: str) -> None:
    def tags(words: str) -> list[str]:
        table = Table(words, (words,), ("long",), ((Cell(words),),))
        block = (Field(words, Cell(words)), Caption(words), Section(words))
        pages = (Page(words, block, (words,), (words,), words), Page(words, (table, *block)))
        return [tag for page in pages for tag, _ in Texts(to_html(page)).tags]

    assert tags(text) == tags("字")
    assert ("h1", text) in Texts(to_html(Page(text, ()))).texts


# ---------------------------------------------------------------- plain text


def test_the_terminal_shows_the_form() -> None:
    assert to_text(LISTED, 60) == """\
                         县区统计表

                        (2022年5月)

填报单位：示例局

+--------+--------------+-----------+----------+
| 序号   | 县（市、区） | 金额      | 情况     |
+--------+--------------+-----------+----------+
| 1      | 甲县         | 12.50元   | 第一段   |
|        |              |           | 第二段   |
+--------+--------------+-----------+----------+
| 2      | 乙县         |           |          |
+--------+--------------+-----------+----------+


【审核】
填报人:________

注意：通知没有施行。
尚缺：填报人、乙县的金额。
表样：《通知》附件
"""


def test_an_empty_list_is_said_to_be_empty() -> None:
    page = Page("表", (Table("县区", ("甲",), ("long",), ()),))
    assert "（县区：无）" in to_text(page)
    assert ["（无）"] in values(sheet_of(page))
    assert ("td", "（无）") in Texts(to_html(page)).texts


# ---------------------------------------------------------------- places on the page

words = st.text("字a☑　（）：", max_size=40)
fields = st.builds(Field, words, st.builds(Cell, words))
blocks = st.lists(st.one_of(fields, fields, fields, st.builds(Section, words)), max_size=12)


@given(blocks)
@settings(deadline=None)
def test_fields_fill_their_rows_and_keep_their_order(given_blocks: list[Field | Section]) -> None:
    rows = list(field_rows(given_blocks))
    placed = [one for row in rows for one in row]
    assert all(sum(one.label_units + one.value_units for one in row) == UNITS for row in rows)
    assert all(one.value_units > 0 for one in placed if one.field is not None)
    assert [one.field or one.label for one in placed] == [
        block if isinstance(block, Field) else block.label for block in given_blocks
    ]


@given(st.lists(words, min_size=1, max_size=8), st.lists(words, min_size=8, max_size=8))
@settings(deadline=None)
def test_columns_of_texts_keep_to_the_room(headings: list[str], row: list[str]) -> None:
    kinds: list[Literal["long"]] = ["long" for _ in headings]
    table = Table("县", tuple(headings), tuple(kinds), (tuple(map(Cell, row)),))
    widths = column_widths(table, 200)
    assert sum(widths) <= 200 and min(widths) >= 6


@given(words, st.integers(2, 30))
def test_a_text_needs_at_most_the_lines_that_are_counted(text: str, width: int) -> None:
    assert line_count(text, width) * width >= cells(text)


def test_fields_beside_a_single_column_have_a_place_of_their_own() -> None:
    page = Page("表", (Field("填报单位：", Cell("示例局")), Table("县", ("甲",), ("long",), ())))
    sheet = sheet_of(page)
    assert values(sheet)[1] == ["填报单位：", "示例局"]
    assert all((row.height or 0) < 60 for row in sheet.row_dimensions.values())
