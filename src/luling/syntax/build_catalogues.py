"""Actions for catalogues and rosters."""

from __future__ import annotations

from luling.source import Span
from luling.syntax import ast
from luling.syntax.build_expressions import read_number
from luling.syntax.building import Context, Part, Parts, action, mark_text
from luling.syntax.errors import MissingPart
from luling.syntax.tokens import Token

__all__: list[str] = []


@action
def catalogue(
    context: Context, span: Span, label: ast.Label, items: list[Part]
) -> ast.CatalogueDecl:
    columns = tuple(p.value for p in items if isinstance(p.value, ast.Column) and p.kind == "列")
    shares = tuple(
        share for p in items if p.kind == "其中" and isinstance(p.value, list) for share in p.value
    )
    single = (p for p in items if p.kind not in ("列", "其中"))
    parts = Parts(context, single, ordered=False)
    path = parts.get("path", ast.Text)
    key = parts.get("key", ast.Column)
    if path is None:
        context.report(MissingPart(label.span, "目录", "文件（自 \"……\"）"))
    if key is None:
        context.report(MissingPart(label.span, "目录", "键（键 ……：文本）"))
    return ast.CatalogueDecl(
        label=label,
        path=path or ast.Text("", span),
        count=parts.get("count", ast.Number),
        key=key or ast.Column(ast.Label("", None, span), ast.SimpleType("text", span), span=span),
        columns=columns,
        starts=parts.get("starts", ast.Text),
        ends=parts.get("ends", ast.Text),
        basis=parts.basis(),
        shares=shares,
        answers=parts.get("answers", ast.Name),
        span=span,
    )


@action
def catalogue_path(context: Context, span: Span, text: Token) -> Part:
    return Part("path", "自", ast.Text(mark_text(text), context.span(text)), span)


@action
def catalogue_count(context: Context, span: Span, count: Token) -> Part:
    return Part("count", "共", read_number(context, count), span)


@action
def catalogue_shares(_: Context, span: Span, shares: list[ast.CatalogueShare]) -> Part:
    return Part("其中", "其中", shares, span)


@action
def catalogue_share(
    context: Context,
    span: Span,
    column: ast.Name,
    _word: Token,
    values: list[ast.Expr],
    count: Token,
) -> ast.CatalogueShare:
    return ast.CatalogueShare(column, tuple(values), read_number(context, count), span)


@action
def catalogue_share_one(
    context: Context, span: Span, column: ast.Name, _word: Token, value: ast.Expr, count: Token
) -> ast.CatalogueShare:
    return ast.CatalogueShare(column, (value,), read_number(context, count), span)


@action
def catalogue_key(_: Context, span: Span, column: ast.Column) -> Part:
    return Part("key", "键", column, span)


@action
def catalogue_column(_: Context, span: Span, column: ast.Column) -> Part:
    return Part("列", "列", column, span)


@action
def catalogue_starts(_: Context, span: Span, name: ast.Name) -> Part:
    return Part("starts", "起", ast.Text(name.text, name.span), span)


@action
def catalogue_ends(_: Context, span: Span, name: ast.Name) -> Part:
    return Part("ends", "止", ast.Text(name.text, name.span), span)


@action
def column(
    context: Context, span: Span, label: ast.Label, type: ast.Type, tails: list[Part]
) -> ast.Column:
    parts = Parts(context, tails)
    return ast.Column(label, type, parts.get("header", str), parts.interface(), span)


@action
def column_header(_: Context, span: Span, text: Token) -> Part:
    return Part("header", "列名", mark_text(text), span)


@action
def roster_plain(
    _: Context, span: Span, label: ast.Label, columns: list[ast.Column]
) -> ast.RosterDecl:
    return ast.RosterDecl(label, tuple(columns), None, span)


@action
def roster_interface(
    _: Context, span: Span, label: ast.Label, interface: Part, columns: list[ast.Column]
) -> ast.RosterDecl:
    named = interface.value.value if isinstance(interface.value, ast.Text) else None
    return ast.RosterDecl(label, tuple(columns), named, span)
