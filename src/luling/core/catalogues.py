"""A catalogue from its file: every entry typed, every code once at a time, the count as stated.

In: the declaration and the folder in which its file stands. Out: an `ir.Catalogue`, or None when
the file gives no table with the columns that are needed. Mistakes point at the declaration and name
the row and column of the file. The key is text, codes are compared as they stand.

A column is found by 列名, else by its label, else by its id. Period cells may be empty, and an end
may say 长期. An empty cell is no value.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from luling.core import ir
from luling.core.catalogue_counts import check_count, check_shares, stated_shares
from luling.core.errors_catalogues import RemarkRow, SheetsUnread
from luling.core.errors_files import (
    BadCell,
    ColumnMissing,
    ColumnTwice,
    DuplicateCode,
    EmptyKey,
    FileMissing,
    FileUnreadable,
    KeyType,
    OverlappingPeriods,
    PeriodReversed,
)
from luling.core.rules import citations_of
from luling.diagnostics import Bag
from luling.resolve.near import near
from luling.resolve.symbols import Bindings, Symbol
from luling.source import Span
from luling.syntax import ast
from luling.tabular import Cell, Choices, Refusal, Row, Table, TableProblem, cell_value, read_table
from luling.tabular.values import choices_of, code_value
from luling.typecheck.names import declared_type
from luling.typecheck.table import TypeTable
from luling.types import (
    DATE,
    TEXT,
    EnumType,
    MoneyType,
    RatioType,
    SetType,
    Type,
)

__all__ = ["load_table", "lower_catalogue"]

_OPEN = ("长期", "长期有效", "至今", "—", "－", "-", "/")
_REMARK = re.compile(r"(?:合计|总计|小计|共计)[：:]?|(?:备注|附注|注|说明)\d*[：:].*", re.DOTALL)
_SHOWN = 10


def lower_catalogue(
    symbol: Symbol, bindings: Bindings, table: TypeTable, folder: Path, bag: Bag
) -> ir.Catalogue | None:
    declaration = symbol.declaration
    assert isinstance(declaration, ast.CatalogueDecl)
    return _Catalogue(symbol, declaration, bindings, table, bag).lower(folder)


def load_table(
    path: ast.Text, folder: Path, bag: Bag, wanted: Sequence[Sequence[str]] = ()
) -> Table | None:
    """The table that a sentence names; None after a report. `wanted` are the names of each column
    that tell which row is the header."""
    found = read_table(folder / path.value, wanted)
    if isinstance(found, Table):
        return found
    bag.report(_problem(found, path, folder))
    return None


def _problem(found: TableProblem, path: ast.Text, folder: Path) -> FileMissing | FileUnreadable:
    if not found.missing:
        return FileUnreadable(path.span, found.title, found.hint)
    try:
        beside = sorted(item.name for item in folder.iterdir() if not item.name.startswith("."))
    except OSError:
        beside = []
    tables = [name for name in beside if name.lower().endswith((".csv", ".xlsx"))]
    return FileMissing(path.span, path.value, near(path.value, tables))


def column_of(table: Table, names: tuple[str, ...], span: Span, bag: Bag) -> int | None:
    """The index of the first name that is there; None after a report."""
    for name in names:
        found = table.columns(name)
        if len(found) > 1:
            places = tuple(table.header[index].place for index in found)
            bag.report(ColumnTwice(span, table.shown, name, places))
            return None
        if found:
            return found[0]
    known = tuple(table.names)
    close = near(names[0], known)
    bag.report(ColumnMissing(span, table.shown, names[0], known, close, table.others))
    return None


class _Catalogue:
    def __init__(
        self,
        symbol: Symbol,
        node: ast.CatalogueDecl,
        bindings: Bindings,
        types: TypeTable,
        bag: Bag,
    ) -> None:
        self.symbol = symbol
        self.node = node
        self.bindings = bindings
        self.types = types
        self.bag = bag
        self.bad: dict[int, list[tuple[str, str]]] = {}

    def lower(self, folder: Path) -> ir.Catalogue | None:
        node = self.node
        columns = (node.key, *node.columns)
        types = [declared_type(self.bindings, column.type) for column in columns]
        if types[0] not in (TEXT, None):
            self.bag.report(KeyType(node.key.type.span, node.key.label.text))
            return None
        wanted = [_headers(column) for column in columns]
        wanted += [(end.value,) for end in (node.starts, node.ends) if end is not None]
        table = load_table(node.path, folder, self.bag, wanted)
        if table is None:
            return None
        indexes = [self.column(table, column) for column in columns]
        starts, ends = self.period_column(table, node.starts), self.period_column(table, node.ends)
        broken = (node.starts and starts is None) or (node.ends and ends is None)
        if broken or None in indexes or None in types:
            return None
        if table.others:
            self.bag.report(SheetsUnread(node.path.span, table.name, table.sheet, table.others))
        fields = tuple(
            ir.Field(
                column.label.id or column.label.text, column.label.text, type_, column.interface
            )
            for column, type_ in zip(columns, types, strict=True)
            if type_ is not None
        )
        places = [index for index in indexes if index is not None]
        found = self.entries(table, fields, places, starts, ends)
        self.report_cells(table, {index: column.label.text for index, column in
                                  zip(places, columns, strict=True)})
        self.codes(table, found)
        entries = tuple(entry for _, entry in found)
        shares = self.counts(table, fields, entries)
        policy = self.bindings.head.id.text if self.bindings.head else ""
        return ir.Catalogue(
            self.symbol.id, self.symbol.label, fields[0], fields[1:],
            entries, int(node.count.value) if node.count else None, shares,
            node.answers.text if node.answers else None,
            citations_of(node.basis, policy), node.span,
        )

    # ------------------------------------------------------------ columns

    def column(self, table: Table, column: ast.Column) -> int | None:
        return column_of(table, _headers(column), column.label.span, self.bag)

    def period_column(self, table: Table, name: ast.Text | None) -> int | None:
        return None if name is None else column_of(table, (name.value,), name.span, self.bag)

    def choices(self, type_: Type) -> Choices | None:
        if not isinstance(type_, EnumType | SetType):
            return None
        values = self.bindings.enum_of_id(type_.id).declaration.values
        return choices_of(
            (value.label.id or value.label.text, value.label.text, value.aliases, value.codes)
            for value in values
        )

    # ------------------------------------------------------------ rows

    def entries(
        self,
        table: Table,
        fields: tuple[ir.Field, ...],
        places: list[int],
        starts: int | None,
        ends: int | None,
    ) -> list[tuple[Row, ir.CatalogueEntry]]:
        columns = [
            (place, field, self.choices(field.type),
             _unit_of_header(table.header[place].text, field.type))
            for place, field in zip(places[1:], fields[1:], strict=True)
        ]  # fmt: skip
        found: list[tuple[Row, ir.CatalogueEntry]] = []
        nameless: list[int] = []
        remarks: list[tuple[int, str]] = []
        for row in table.rows:
            key = row.cells[places[0]].text
            if _REMARK.fullmatch(key):
                remarks.append((row.number, key))
                continue
            values = [self.code(row.cells[places[0]], places[0])]
            values += [
                self.value(row.cells[place], place, field.type, choice, unit)
                for place, field, choice, unit in columns
            ]
            start, end = self.day(row, starts, False), self.day(row, ends, True)
            if not key:
                nameless.append(row.number)
            if start is not None and end is not None and end < start:
                span = (self.node.starts or self.node.path).span
                self.bag.report(
                    PeriodReversed(span, table.shown, row.number, _period_text(start, end))
                )
            if isinstance(values[0], str):
                entry = ir.CatalogueEntry(values[0], tuple(values[1:]), start, end)
                found.append((row, entry))
        label = self.node.key.label
        if remarks:
            self.bag.report(RemarkRow(label.span, table.shown, label.text, tuple(remarks)))
        if nameless:
            self.bag.report(EmptyKey(label.span, table.shown, label.text, tuple(nameless)))
        return found

    def code(self, cell: Cell, place: int) -> ir.Value | None:
        return self.kept(code_value(cell), cell, place) if cell.text else None

    def value(
        self, cell: Cell, place: int, type_: Type, choices: Choices | None, unit: str
    ) -> ir.Value | None:
        if not cell.text:
            return None
        value = cell_value(cell, type_, choices)
        if unit and re.fullmatch(r"[\d,.．]+", cell.text):
            value = Refusal(f"连同单位的数，例如 {cell.text}{unit}（列名写着「{unit}」，格里没有）")
        return self.kept(value, cell, place)

    def kept(self, value: ir.Value | Refusal, cell: Cell, place: int) -> ir.Value | None:
        """A value, or None where it is refused: that is said of the whole column later."""
        if isinstance(value, Refusal):
            shown = f"{cell.place}「{_short(cell)}」"
            self.bad.setdefault(place, []).append((shown, value.allowed))
            return None
        return value

    def day(self, row: Row, place: int | None, open_end: bool) -> dt.date | None:
        if place is None or not row.cells[place].text:
            return None
        cell = row.cells[place]
        if open_end and cell.text in _OPEN:
            return None
        value = self.value(cell, place, DATE, None, "")
        return value if isinstance(value, dt.date) else None

    def report_cells(self, table: Table, labels: dict[int, str]) -> None:
        """One mistake a column, with its first cells."""
        spans = {column.label.text: column.label.span
                 for column in (self.node.key, *self.node.columns)}
        for place, cells in sorted(self.bad.items()):
            label = labels.get(place, table.header[place].text)
            shown = tuple(text for text, _ in cells[:_SHOWN])
            span = spans.get(label, self.node.path.span)
            self.bag.report(
                BadCell(span, table.shown, label, shown, cells[0][1], len(cells))
            )

    # ------------------------------------------------------------ codes and count

    def codes(self, table: Table, found: list[tuple[Row, ir.CatalogueEntry]]) -> None:
        """No two rows of one code, or their periods don't meet."""
        by_code: dict[str, list[tuple[Row, ir.CatalogueEntry]]] = {}
        for item in found:
            by_code.setdefault(item[1].code, []).append(item)
        twice: list[tuple[Row, Row, ir.CatalogueEntry, ir.CatalogueEntry]] = []
        for items in by_code.values():
            ordered = sorted(items, key=lambda item: item[1].start or dt.date.min)
            for (row, entry), (other_row, other) in pairwise(ordered):
                if entry.end is None or other.start is None or other.start <= entry.end:
                    twice.append((row, other_row, entry, other))
        span = self.node.path.span
        more = max(0, len(twice) - _SHOWN)
        for count, (row, other_row, entry, other) in enumerate(twice[:_SHOWN], 1):
            first, second = sorted((row.number, other_row.number))
            rest = more if count == _SHOWN else 0
            if all(day is None for day in (entry.start, entry.end, other.start, other.end)):
                self.bag.report(DuplicateCode(span, table.shown, entry.code, first, second, rest))
            else:
                pair = {row.number: _period_text(entry.start, entry.end),
                        other_row.number: _period_text(other.start, other.end)}
                self.bag.report(
                    OverlappingPeriods(
                        span, table.shown, entry.code, first, second,
                        (pair[first], pair[second]), rest,
                    )
                )

    def counts(
        self, table: Table, fields: tuple[ir.Field, ...], entries: tuple[ir.CatalogueEntry, ...]
    ) -> tuple[ir.StatedShare, ...]:
        """What is stated, held against the file where all of it could be read."""
        shares = stated_shares(self.node, fields, self.bindings, self.types, self.bag)
        if not self.bad:
            label = self.symbol.label
            if self.node.count is not None:
                check_count(self.node.count, entries, label, table.shown, self.bag)
            check_shares(shares, fields, entries, label, table.shown, self.bag)
        return tuple(share for _, share in shares)


def _headers(column: ast.Column) -> tuple[str, ...]:
    """What the column may be called in the file."""
    label = column.label
    return (column.header,) if column.header else (label.text, label.id or label.text)


def _unit_of_header(header: str, type_: Type) -> str:
    """万元 in a header, or % over ratios: then a cell must say its own unit, lest it be misread."""
    if isinstance(type_, MoneyType):
        match = re.search(r"[百千]?[万亿千]元", header)
        return match[0] if match else ""
    return "%" if isinstance(type_, RatioType) and re.search("[%％]", header) else ""


def _period_text(start: dt.date | None, end: dt.date | None) -> str:
    first = f"自 {start.isoformat()}" if start else "起未写"
    return f"{first} 至 {end.isoformat()}" if end else f"{first}，止未写"


def _short(cell: Cell) -> str:
    return cell.text if len(cell.text) <= 20 else cell.text[:20] + "…"
