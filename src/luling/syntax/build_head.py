"""Actions for the head of a file, enumerations, parameters and citations."""

from __future__ import annotations

import re

from luling.source import NOWHERE, Span
from luling.syntax import ast
from luling.syntax.building import ACTIONS, Context, Part, Parts, action, mark_text
from luling.syntax.errors import MissingPart, NotAllowed
from luling.syntax.grids import make_grid
from luling.syntax.tokens import Token

__all__: list[str] = []

# ---------------------------------------------------------------- citations and shared clauses


@action
def citation(_: Context, span: Span, clause: Token, quotes: list[Token]) -> ast.Citation:
    return ast.Citation(clause.text, _quotes(span, quotes), None, span)


@action
def citation_elsewhere(
    context: Context, span: Span, policy: Token, clause: Token, quotes: list[Token]
) -> ast.Citation:
    notice = ast.Name(policy.text, context.span(policy))
    return ast.Citation(clause.text, _quotes(span, quotes), notice, span)


def _quotes(span: Span, tokens: list[Token]) -> tuple[ast.Quote, ...]:
    return tuple(ast.Quote(mark_text(t), Span(span.file, t.start, t.end)) for t in tokens)


@action
def basis(_: Context, span: Span, word: Token, citations: list[ast.Citation]) -> Part:
    return Part("basis", word.text, tuple(citations), span)


@action
def derived(context: Context, span: Span, word: Token, quote: Token) -> Part:
    return Part("derived", word.text, ast.Quote(mark_text(quote), context.span(quote)), span)


@action
def since(context: Context, span: Span, date: Token) -> Part:
    return Part("since", "自", ACTIONS["date"](context, context.span(date), date), span)


@action
def until(context: Context, span: Span, date: Token) -> Part:
    return Part("until", "至", ACTIONS["date"](context, context.span(date), date), span)


@action
def interface(context: Context, span: Span, word: Token, text: Token) -> Part:
    return Part("interface", word.text, ast.Text(mark_text(text), context.span(text)), span)


@action
def default(_: Context, span: Span, word: Token, value: ast.Expr) -> Part:
    return Part("default", word.text, value, span)


# ---------------------------------------------------------------- head of a file


@action
def policy(
    context: Context, span: Span, id: ast.Name, title: Token, fields: list[Part]
) -> ast.PolicyHead:
    parts = Parts(context, fields, ordered=False)
    numbers = parts.get("number", tuple)
    effective, expires = _dated(context, parts, "effective"), _dated(context, parts, "expires")
    return ast.PolicyHead(
        id=id,
        title=ast.Text(mark_text(title), context.span(title)),
        issuers=parts.get("issuers", tuple) or (),
        number=numbers[0] if numbers else None,
        issued=parts.get("issued", ast.Date),
        effective=effective[0],
        effective_basis=effective[1],
        expires=expires[0],
        expires_basis=expires[1],
        regions=parts.get("regions", tuple) or (),
        upper=tuple(ast.Name(t.value, t.span) for t in parts.get("upper", tuple) or ()),
        notice=parts.get("notice", ast.Text),
        span=span,
    )


def _dated(context: Context, parts: Parts, kind: str) -> tuple[ast.Date | None, ast.Basis]:
    found = parts.get(kind, tuple)
    return (found[0], Parts(context, found[1]).basis()) if found else (None, ast.Basis())


def _raw_field(kind: str, listed: bool) -> None:
    def make(context: Context, span: Span, word: Token, raw: Token) -> Part:
        return Part(kind, word.text, _raw(context, raw, listed), span)

    ACTIONS[f"field_{kind}"] = make


def _raw(context: Context, raw: Token, listed: bool) -> tuple[ast.Text, ...]:
    """Raw text, or its parts between 、, each without blanks around it."""
    found = re.finditer(r"[^、]+" if listed else r".+", raw.text)
    texts = []
    for piece in found:
        word = piece[0].strip()
        start = raw.start + piece.start() + piece[0].index(word) if word else 0
        if word:
            texts.append(ast.Text(word, Span(context.file, start, start + len(word))))
    return tuple(texts)


for _kind, _listed in (("issuers", True), ("number", False), ("regions", True), ("upper", True)):
    _raw_field(_kind, _listed)


@action
def field_issued(context: Context, span: Span, word: Token, date: Token) -> Part:
    return Part("issued", word.text, ACTIONS["date"](context, context.span(date), date), span)


def _dated_field(kind: str) -> None:
    def make(context: Context, span: Span, word: Token, date: Token, tails: list[Part]) -> Part:
        value = ACTIONS["date"](context, context.span(date), date)
        return Part(kind, word.text, (value, tails), span)

    ACTIONS[f"field_{kind}"] = make


_dated_field("effective")
_dated_field("expires")


@action
def field_notice(context: Context, span: Span, word: Token, text: Token) -> Part:
    return Part("notice", word.text, ast.Text(mark_text(text), context.span(text)), span)


@action
def vocabulary(_: Context, span: Span, label: ast.Label) -> ast.VocabularyHead:
    return ast.VocabularyHead(label, span)


@action
def import_plain(_: Context, span: Span, name: ast.Name) -> ast.Import:
    return ast.Import(name, None, span)


@action
def import_from(context: Context, span: Span, name: ast.Name, path: Token) -> ast.Import:
    return ast.Import(name, ast.Text(mark_text(path), context.span(path)), span)


# ---------------------------------------------------------------- enumerations


@action
def enum_plain(
    _: Context, span: Span, label: ast.Label, values: list[ast.EnumValue]
) -> ast.EnumDecl:
    return ast.EnumDecl(label, tuple(values), False, span)


@action
def enum_ranked(
    _: Context, span: Span, label: ast.Label, values: list[ast.EnumValue]
) -> ast.EnumDecl:
    return ast.EnumDecl(label, tuple(values), True, span)


@action
def enum_value_plain(_: Context, span: Span, name: ast.Name) -> ast.EnumValue:
    return ast.EnumValue(ast.Label(name.text, None, span), span=span)


@action
def enum_value_full(
    context: Context, span: Span, name: ast.Name, items: list[Part]
) -> ast.EnumValue:
    parts = Parts(context, items)
    id = parts.get("id", str)
    codes, aliases = parts.get("codes", tuple) or (), parts.get("aliases", tuple) or ()
    id_span = parts.found["id"].span if "id" in parts else NOWHERE
    return ast.EnumValue(ast.Label(name.text, id, span, id_span), codes, aliases, span)


@action
def enum_id(context: Context, span: Span, id: Token) -> list[Part]:
    return [Part("id", id.text, id.text, span)]


@action
def enum_codes(context: Context, span: Span, codes: list[Token]) -> Part:
    texts = tuple(t.text[1:-1] if t.text[0] in '"“' else t.text for t in codes)
    return Part("codes", "编码", texts, span)


@action
def enum_aliases(_: Context, span: Span, names: list[ast.Name]) -> Part:
    return Part("aliases", "又称", tuple(name.text for name in names), span)


# ---------------------------------------------------------------- parameters


@action
def param_plain(
    context: Context, span: Span, label: ast.Label, type: ast.Type, body: Part
) -> ast.ParamDecl:
    return _param(context, span, label, [], type, body)


@action
def param_keyed(
    context: Context,
    span: Span,
    label: ast.Label,
    keys: list[ast.Type],
    type: ast.Type,
    body: Part,
) -> ast.ParamDecl:
    return _param(context, span, label, keys, type, body)


def _param(
    context: Context,
    span: Span,
    label: ast.Label,
    keys: list[ast.Type],
    type: ast.Type,
    body: Part,
) -> ast.ParamDecl:
    tails = body.value[1] if isinstance(body.value, tuple) else []
    parts = Parts(context, tails)
    main = body.value[0] if isinstance(body.value, tuple) else None
    named = tuple(key for key in keys if isinstance(key, ast.NamedType))
    for key in keys:
        if not isinstance(key, ast.NamedType):
            context.report(NotAllowed(key.span, _slice(context, key.span), "按 …… 的"))
    default = parts.found.get("default")
    if main is None and body.kind == "given" and default is None:
        context.report(MissingPart(label.span, "参数", "数值（或者写「另行规定」）"))
    if body.kind == "grid":
        parts.refuse(["default"], "参数")
    interface, answers = parts.interface(), parts.get("answers", ast.Name)
    if body.kind == "values" and isinstance(body.value, tuple):
        interface, answers = body.value[2:]
    return ast.ParamDecl(
        label=label,
        keys=named,
        type=type,
        values=tuple(main) if body.kind == "values" and main is not None else (),
        external=body.kind in ("external", "given"),
        default=default.value if default is not None and body.kind != "grid" else None,  # type: ignore[arg-type]
        grid=main if isinstance(main, ast.Grid) else None,
        basis=parts.basis(),
        interface=interface,
        answers=answers,
        span=span,
    )


def _slice(context: Context, span: Span) -> str:
    return context.text[span.start : span.end]


@action
def param_values(
    context: Context, span: Span, values: list[tuple[ast.ParamValue, list[Part]]]
) -> Part:
    """接口字段 and 对应 stand after any one of the values, and speak of the whole parameter."""
    whole = Parts(context, (part for _, tails in values for part in tails))
    found = (whole.interface(), whole.get("answers", ast.Name))
    return Part("values", "", ([value for value, _ in values], [], *found), span)


@action
def param_value(
    context: Context, span: Span, value: ast.Expr, tails: list[Part]
) -> tuple[ast.ParamValue, list[Part]]:
    parts = Parts(context, tails)
    whole = [parts.found[kind] for kind in ("interface", "answers") if kind in parts]
    return ast.ParamValue(value, parts.period(), parts.basis(), span), whole


@action
def param_given(_: Context, span: Span, tails: list[Part]) -> Part:
    return Part("given", "", (None, tails), span)


@action
def param_external(_: Context, span: Span, tails: list[Part]) -> Part:
    return Part("external", "另行规定", (None, tails), span)


@action
def param_grid(
    context: Context, span: Span, tails: list[Part], rows: list[ast.Row]
) -> Part:
    return Part("grid", "", (make_grid(context, rows), tails), span)
