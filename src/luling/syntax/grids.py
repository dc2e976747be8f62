"""Actions for tables: cells, rows, and the grid made of them.

The first row is the header: its cells stay expressions (a word such as 超过 becomes a reference of
that text). A last column headed 依据 holds citations; the header does not list it, the rows do.
Rows of another length than the first are reported here.
"""

from __future__ import annotations

from luling.source import Span
from luling.syntax import ast
from luling.syntax.build_expressions import Operator
from luling.syntax.building import Context, action
from luling.syntax.table_errors import BadCell, RaggedRow
from luling.syntax.tokens import Token

__all__ = ["make_grid"]


def make_grid(context: Context, rows: list[ast.Row]) -> ast.Grid:
    first, body = rows[0], rows[1:]
    heads = tuple(_head(context, cell) for cell in first.cells)
    width, cited = len(heads), _is_basis(heads[-1])
    read = []
    for at, row in enumerate(body, 1):
        if len(row.cells) != width:
            context.report(RaggedRow(row.span, at, len(row.cells), width, first.span))
        cells = [_checked(context, cell) for cell in row.cells[: width - cited]]
        cells += [_cited(cell) for cell in row.cells[width - cited :]]
        read.append(ast.Row(tuple(cells), row.span))
    span = first.span.to(rows[-1].span)
    return ast.Grid(heads[:-1] if cited else heads, tuple(read), cited, span)


def _is_basis(head: ast.Expr) -> bool:
    return isinstance(head, ast.Reference) and head.name.text == "依据"


def _head(context: Context, cell: ast.Cell) -> ast.Expr:
    """The expression of a header cell."""
    plain = not (cell.negated or cell.low or cell.any or cell.unbounded or cell.citation)
    if plain and len(cell.values) == 1 and (cell.op is None or _is_word(cell)):
        return cell.values[0]
    said = context.text[cell.span.start : cell.span.end].strip()
    context.report(BadCell(cell.span, said, "表头的一格写一个名称，例如「险种」。"))
    return ast.Broken(cell.span)


def _is_word(cell: ast.Cell) -> bool:
    return isinstance(cell.values[0], ast.Reference) and cell.values[0].span == cell.span


def _checked(context: Context, cell: ast.Cell) -> ast.Cell:
    """The cell; an empty or unfinished one is reported, and holds what later stages skip."""
    if cell.op is not None and _is_word(cell):
        said = context.text[cell.span.start : cell.span.end]
        context.report(BadCell(cell.span, said, f"「{said}」后面要写一个数。"))
    elif cell.values or cell.low or cell.any or cell.unbounded or cell.citation:
        return cell
    else:
        advice = "不论是什么都可以时，写「任意」或者「—」。"
        context.report(BadCell(cell.span, "", advice))
    return ast.Cell((ast.Broken(cell.span),), span=cell.span)


def _cited(cell: ast.Cell) -> ast.Cell:
    """In the column of citations — says the same as nothing."""
    return ast.Cell(span=cell.span) if cell.any else cell


@action
def row(_: Context, span: Span, _start: Token, cells: list[ast.Cell], _end: Token) -> ast.Row:
    return ast.Row(tuple(cells), span)


@action
def cell_blank(_: Context, span: Span) -> ast.Cell:
    return ast.Cell(span=span)


@action
def cell_values(_: Context, span: Span, values: list[ast.Expr]) -> ast.Cell:
    return ast.Cell(tuple(values), span=span)


@action
def cell_not(_: Context, span: Span, _word: Token, values: list[ast.Expr]) -> ast.Cell:
    return ast.Cell(tuple(values), negated=True, span=span)


@action
def cell_compare(_: Context, span: Span, word: Operator, value: ast.Expr) -> ast.Cell:
    return ast.Cell((value,), op=word.op, span=span)


@action
def cell_bound(_: Context, span: Span, value: ast.Expr, word: Token) -> ast.Cell:
    """3次以上 is 不低于 3次; 3次以下 and 3次以内 are 不超过 3次; （不含） leaves 3次 itself out."""
    above, strict = "上" in word.text, "不含" in word.text
    op: ast.CompareWord = ("gt" if strict else "ge") if above else ("lt" if strict else "le")
    return ast.Cell((value,), op=op, span=span)


@action
def cell_word(_: Context, span: Span, word: Operator) -> ast.Cell:
    return ast.Cell((ast.Reference(ast.Name(word.text, span), span),), op=word.op, span=span)


@action
def cell_between(_: Context, span: Span, low: ast.Expr, high: ast.Expr) -> ast.Cell:
    return ast.Cell(low=low, high=high, span=span)


@action
def cell_any(_: Context, span: Span, _word: Token) -> ast.Cell:
    return ast.Cell(any=True, span=span)


@action
def cell_unbounded(_: Context, span: Span, _word: Token) -> ast.Cell:
    return ast.Cell(unbounded=True, span=span)


@action
def cell_head(_: Context, span: Span, word: Token) -> ast.Cell:
    return ast.Cell((ast.Reference(ast.Name(word.text, span), span),), span=span)


@action
def cell_citations(_: Context, span: Span, citations: list[ast.Citation]) -> ast.Cell:
    return ast.Cell(citation=tuple(citations), span=span)
