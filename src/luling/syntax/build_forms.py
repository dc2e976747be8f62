"""Actions for forms: 表单, its rows of 栏目 and 填写."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from luling.source import Span
from luling.syntax import ast
from luling.syntax.building import Context, Part, Parts, action, mark_text
from luling.syntax.form_errors import BadFormHeader, BadHeading, BadPlace
from luling.syntax.table_errors import RaggedRow
from luling.syntax.tokens import Token

__all__: list[str] = []

HAND = "手填"
_COLUMNS = ("栏目", "填写")


@dataclass(frozen=True, slots=True)
class _Cell:
    """What stands in a cell: nothing, values, values of each member, or —."""

    kind: Literal["blank", "values", "column", "heading"]
    span: Span
    roster: ast.Name | None = None
    values: tuple[ast.Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    cells: list[_Cell]
    span: Span


@action
def form_blank(_: Context, span: Span) -> _Cell:
    return _Cell("blank", span)


@action
def form_values(_: Context, span: Span, values: list[ast.Expr]) -> _Cell:
    return _Cell("values", span, None, tuple(values))


@action
def form_column(context: Context, span: Span, roster: Token, values: list[ast.Expr]) -> _Cell:
    return _Cell("column", span, ast.Name(roster.text, context.span(roster)), tuple(values))


@action
def form_heading(_: Context, span: Span, _mark: Token) -> _Cell:
    return _Cell("heading", span)


@action
def form_row(_: Context, span: Span, _start: Token, cells: list[_Cell], _end: Token) -> _Row:
    return _Row(cells, span)


@action
def form(
    context: Context,
    span: Span,
    label: ast.Label,
    title: Token,
    tails: list[Part],
    rows: list[_Row],
) -> ast.FormDecl:
    header, body = rows[0], rows[1:]
    if [_word(cell) for cell in header.cells] != list(_COLUMNS):
        context.report(BadFormHeader(header.span, "表单的表头要写成「| 栏目 | 填写 |」"))
        body = []
    elif not body:
        context.report(BadFormHeader(header.span, "这份表单一个栏目也没有"))
    entries = [_entry(context, header, number, row) for number, row in enumerate(body, 1)]
    return ast.FormDecl(
        label=label,
        title=ast.Text(mark_text(title), context.span(title)),
        entries=tuple(entry for entry in entries if entry is not None),
        basis=Parts(context, tails).basis(),
        header=header.span,
        span=span,
    )


def _word(cell: _Cell) -> str:
    """The one name of a cell, else nothing."""
    if cell.kind == "values" and len(cell.values) == 1:
        value = cell.values[0]
        return value.name.text if isinstance(value, ast.Reference) else ""
    return ""


def _entry(context: Context, header: _Row, number: int, row: _Row) -> ast.FormEntry | None:
    if len(row.cells) != len(_COLUMNS):
        width = len(_COLUMNS)
        context.report(RaggedRow(row.span, number, len(row.cells), width, header.span))
        return None
    heading, place = row.cells
    words = tuple(item for item in heading.values if isinstance(item, ast.Text) and item.value)
    if heading.kind != "values" or len(words) < len(heading.values):
        said = context.text[heading.span.start : heading.span.end].strip()
        context.report(BadHeading(heading.span, said))
        return None
    if place.kind == "blank":
        context.report(BadPlace(place.span))
        return None
    if place.kind == "heading":
        return ast.FormEntry(words, "heading", span=row.span)
    if _is_hand(place):
        return ast.FormEntry(words, "hand", place.roster, span=row.span)
    return ast.FormEntry(words, "value", place.roster, place.values, row.span)


def _is_hand(place: _Cell) -> bool:
    if len(place.values) != 1:
        return False
    value = place.values[0]
    return isinstance(value, ast.Reference) and value.name.text == HAND
