"""A filled form as a workbook of one sheet.

Every text is written as text, whatever it starts with; the archive has no clock in it, so that the
same form and case give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from luling.diagnostics.cells import cells
from luling.forms.layout import UNITS, column_widths, field_rows, line_count
from luling.forms.model import Block, Caption, Cell, Field, Page, Section, Table

__all__ = ["to_xlsx"]

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # office programs read _x0041_ as A
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_EPOCH = dt.datetime(1980, 1, 1)
_LINE = 16.5  # points
_TALLEST = 400.0
_UNIT_WIDTH = 7.6
_NARROWEST = 80
_ROOM = 128  # cells across a landscape page
_LABEL = 18  # cells of a label beside a table; a longer one takes two lines
_MOST = 32767  # characters in a cell
_AS_TEXT = 255  # a longer one in the format of texts is drawn as ####

_FONT = "宋体"
_SIDE = Side(style="thin", color="FF222222")
_FRAME = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_SHADE = PatternFill("solid", fgColor="FFEBEBE7")
_LIGHT = PatternFill("solid", fgColor="FFF6F6F4")


def to_xlsx(page: Page) -> bytes:
    """The bytes of the workbook."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "表单"
    _Sheet(sheet, page).write()
    book.properties.creator = "luling"
    book.properties.title = page.title
    book.properties.created = book.properties.modified = _EPOCH
    buffer = io.BytesIO()
    book.save(buffer)
    return _without_clock(buffer.getvalue())


def _without_clock(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as read,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in sorted(read.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            content = read.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, content)
    return buffer.getvalue()


class _Sheet:
    """Writes blocks row by row. `widths` are those of the columns, in cells."""

    def __init__(self, sheet: Worksheet, page: Page) -> None:
        self.sheet = sheet
        self.page = page
        self.row = 1
        if page.tables:
            widest = max(page.tables, key=lambda table: len(table.headings))
            self.widths = _spread(column_widths(widest, _ROOM))
        else:
            self.widths = [_UNIT_WIDTH] * UNITS
        self.labels = self.label_columns()

    def write(self) -> None:
        for at, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(at)].width = width + 0.7
        self.line(self.page.title, Font(_FONT, size=18, bold=True), "center", height=2.2)
        if self.page.tables:
            self.with_tables()
        else:
            self.framed()
        self.under()
        self.set_up()

    # ------------------------------------------------------------ kinds of forms

    def framed(self) -> None:
        """Labels and values in a frame."""
        waiting: list[Block] = []
        for block in self.page.blocks:
            if isinstance(block, Caption):
                self.fields(waiting)
                waiting = []
                self.line(block.text, Font(_FONT, size=12), "center")
            else:
                waiting.append(block)
        self.fields(waiting)

    def fields(self, blocks: Iterable[Block]) -> None:
        for row in field_rows(blocks):
            at = 1
            for placed in row:
                if placed.field is None:
                    self.put(at, UNITS, placed.label, bold=True, across="center", fill=_SHADE)
                    continue
                if placed.label_units:
                    self.put(at, placed.label_units, placed.label, fill=_LIGHT)
                pen = placed.field.value.pen
                across = "right" if pen and placed.field.value.text else "left"
                self.put(
                    at + placed.label_units, placed.value_units, placed.field.value, across=across
                )
                at += placed.label_units + placed.value_units
            self.next(least=2.0 if any(p.field and p.field.value.pen for p in row) else 1.5)

    def with_tables(self) -> None:
        """Labels and values as lines above and below the tables."""
        for block in self.page.blocks:
            match block:
                case Caption(text):
                    self.line(text, Font(_FONT, size=12), "center")
                case Section(label):
                    self.line(label, Font(_FONT, size=11, bold=True), "left")
                case Field(label, value):
                    rest = len(self.widths) - self.labels
                    self.put(1, self.labels, label, frame=False)
                    self.put(self.labels + 1, max(1, rest), value, frame=False)
                    self.next(least=1.4)
                case Table():
                    self.table(block)

    def label_columns(self) -> int:
        """How many columns the labels beside tables take."""
        fields = [block for block in self.page.blocks if isinstance(block, Field)]
        wanted = min(max((cells(field.label) for field in fields), default=0) + 1, _LABEL)
        taken = 0.0
        for at, width in enumerate(self.widths, 1):
            taken += width
            if taken >= wanted:
                return min(at, max(1, len(self.widths) - 1))
        return max(1, len(self.widths) - 1)

    def table(self, table: Table) -> None:
        self.sheet.print_title_rows = f"{self.row}:{self.row}"
        for at, heading in enumerate(table.headings, 1):
            self.put(at, 1, heading, bold=True, across="center", fill=_LIGHT)
        self.next()
        for row in table.rows:
            for at, cell in enumerate(row, 1):
                across = "left" if table.kinds[at - 1] == "long" else "center"
                self.put(at, 1, cell, across=across)
            self.next(least=1.5)
        if not table.rows:
            self.put(1, len(table.headings), "（无）", across="center")
            self.next()

    def under(self) -> None:
        self.row += 1
        said = [*self.page.notes]
        if self.page.missing:
            said.append(f"尚缺：{'、'.join(self.page.missing)}。")
        for text in said:
            self.line(text, Font(_FONT, size=10, bold=True, color="FF8A1F11"), "left")
        self.line(f"表样：{self.page.source}", Font(_FONT, size=9, color="FF555555"), "left")

    # ------------------------------------------------------------ cells

    def line(self, text: str, font: Font, across: str, height: float = 1.3) -> None:
        self.put(1, len(self.widths), text, frame=False, across=across, font=font)
        self.next(least=height)

    def put(
        self,
        column: int,
        units: int,
        value: Cell | str,
        *,
        bold: bool = False,
        across: str = "left",
        frame: bool = True,
        fill: PatternFill | None = None,
        font: Font | None = None,
    ) -> None:
        """Write a cell over so many columns, and note how high it is."""
        cell = value if isinstance(value, Cell) else Cell(value)
        target: Any = self.sheet.cell(self.row, column)
        _set(target, cell)
        target.font = font or Font(_FONT, size=11, bold=bold)
        target.alignment = Alignment(
            horizontal=across, vertical="center", wrap_text=True,
            indent=1 if frame and across != "center" else 0,
        )  # fmt: skip
        for at in range(column, column + units):
            part: Any = self.sheet.cell(self.row, at)
            if frame:
                part.border = _FRAME
            if fill is not None:
                part.fill = fill
        if units > 1:
            self.sheet.merge_cells(
                start_row=self.row, end_row=self.row,
                start_column=column, end_column=column + units - 1,
            )  # fmt: skip
        width = sum(self.widths[column - 1 : column - 1 + units])
        size = (font.size if font is not None and font.size else 11) / 11
        lines = line_count(cell.text, int((width - 2) / size)) * size
        row = self.sheet.row_dimensions[self.row]
        row.height = min(_TALLEST, max(row.height or 0, lines * _LINE))

    def next(self, least: float = 1.2) -> None:
        row = self.sheet.row_dimensions[self.row]
        row.height = min(_TALLEST, max(row.height or 0, least * _LINE) + 4)
        self.row += 1

    def set_up(self) -> None:
        """A4, one page wide; landscape for a wide table."""
        sheet = self.sheet
        wide = sum(self.widths) > UNITS * _UNIT_WIDTH + 4
        sheet.page_setup.orientation = "landscape" if wide else "portrait"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_options.horizontalCentered = True
        sheet.page_margins.left = sheet.page_margins.right = 0.55
        sheet.page_margins.top = sheet.page_margins.bottom = 0.6
        sheet.sheet_view.showGridLines = False


def _spread(widths: list[int]) -> list[float]:
    """At least two columns, for labels and values, and never narrower than a form."""
    wide = [*widths, _LABEL] if len(widths) == 1 else widths
    scale = max(1.0, _NARROWEST / sum(wide))
    return [round(width * scale, 1) for width in wide]


def _set(target: SheetCell, cell: Cell) -> None:
    """A number where there is one; else a text, which is never read as a formula."""
    if cell.number is not None:
        target.value = cell.number
        target.number_format = cell.number_format
        return
    target.value = _ESCAPE.sub("_x005F_", cell.text)[:_MOST] or None
    if cell.text:
        target.data_type = "s"
        target.number_format = "@" if len(cell.text) <= _AS_TEXT else "General"
        if cell.text[0] in "=+-@":
            target.quotePrefix = True
