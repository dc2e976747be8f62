"""Actions for names, types, conditions and sums."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from luling.source import Span
from luling.syntax import ast
from luling.syntax.building import ACTIONS, Context, action, mark_text
from luling.syntax.errors import ChainedComparison, MixedLogic, Unexpected
from luling.syntax.quantities import Wrong, read_date, read_quantity
from luling.syntax.tokens import Token
from luling.syntax.wording import no_name

__all__ = ["read_number"]

# ---------------------------------------------------------------- names and types


@action
def name(_: Context, span: Span, token: Token) -> ast.Name:
    return ast.Name(token.text, span)


@action
def name_quoted(_: Context, span: Span, token: Token) -> ast.Name:
    return ast.Name(mark_text(token), span)


@action
def label_plain(_: Context, span: Span, found: ast.Name) -> ast.Label:
    return ast.Label(found.text, None, span)


@action
def label_named(context: Context, span: Span, found: ast.Name, id: Token) -> ast.Label:
    return ast.Label(found.text, id.text, span, context.span(id))


def _simple_type(kind: str) -> None:
    def make(_: Context, span: Span, _word: Token) -> ast.SimpleType:
        return ast.SimpleType(kind, span)  # type: ignore[arg-type]

    ACTIONS[f"type_{kind}"] = make


for _kind in ("bool", "money", "ratio", "date", "duration", "text", "names"):
    _simple_type(_kind)


@action
def type_integer(_: Context, span: Span, _word: Token) -> ast.IntegerType:
    return ast.IntegerType(None, span)


@action
def type_integer_unit(_: Context, span: Span, _word: Token, unit: Token) -> ast.IntegerType:
    return ast.IntegerType(unit.text, span)


@action
def type_set(context: Context, span: Span, _word: Token, element: Token) -> ast.SetType:
    return ast.SetType(ast.NamedType(element.text, context.span(element)), span)


@action
def type_named(_: Context, span: Span, found: ast.Name) -> ast.NamedType:
    return ast.NamedType(found.text, span)


# ---------------------------------------------------------------- single values


def read_number(context: Context, token: Token) -> ast.Number:
    span = context.span(token)
    found = read_quantity(token.text)
    if isinstance(found, Wrong):  # reported by the lexing pass
        return ast.Number(Fraction(0), None, token.text, span)
    return ast.Number(found.value, found.unit, found.text, span)


@action
def number(context: Context, span: Span, token: Token) -> ast.Number | ast.Broken:
    wrong = isinstance(read_quantity(token.text), Wrong)
    return ast.Broken(span) if wrong else read_number(context, token)


@action
def date(_: Context, span: Span, token: Token) -> ast.Date | ast.Broken:
    found = read_date(token.text)
    if isinstance(found, Wrong):
        return ast.Broken(span)
    return ast.Date(found, "底" in token.text, span)


@action
def text(_: Context, span: Span, token: Token) -> ast.Text:
    return ast.Text(mark_text(token), span)


@action
def true(_: Context, span: Span, _word: Token) -> ast.Truth:
    return ast.Truth(True, span)


@action
def false(_: Context, span: Span, _word: Token) -> ast.Truth:
    return ast.Truth(False, span)


@action
def reference(context: Context, span: Span, token: Token) -> ast.Expr:
    if (advice := no_name(token.text)) and token.text not in context.declared:
        words = advice if len(advice) == 1 else None
        share = f"请把「乘 {token.text}」写成「{advice}」。"
        said = share if advice.startswith("除以") else f"请写「{advice}」。"
        context.report(Unexpected(span, token.text, (), advice=said, replacement=words))
        return ast.Broken(span)
    return ast.Reference(ast.Name(token.text, span), span)


@action
def unspecified(_: Context, span: Span, _word: Token) -> ast.Unspecified:
    return ast.Unspecified(None, span)


@action
def unspecified_by(_: Context, span: Span, _word: Token, title: Token) -> ast.Unspecified:
    return ast.Unspecified(mark_text(title), span)


# ---------------------------------------------------------------- conditions


@dataclass(slots=True)
class _Chain:
    """甲 且 乙 或 丙 while it is being read."""

    parts: list[ast.Expr]
    words: list[Literal["and", "or"]] = field(default_factory=list)


def _more(chain: object, word: Literal["and", "or"], part: ast.Expr) -> _Chain:
    found = chain if isinstance(chain, _Chain) else _Chain([chain])  # type: ignore[list-item]
    found.parts.append(part)
    found.words.append(word)
    return found


@action
def logic_and(_: Context, _span: Span, chain: object, _word: Token, part: ast.Expr) -> _Chain:
    return _more(chain, "and", part)


@action
def logic_or(_: Context, _span: Span, chain: object, _word: Token, part: ast.Expr) -> _Chain:
    return _more(chain, "or", part)


@action
def condition(context: Context, span: Span, chain: object) -> ast.Expr:
    if not isinstance(chain, _Chain):
        return chain  # type: ignore[return-value]
    if len(set(chain.words)) > 1:
        texts = [context.text[part.span.start : part.span.end] for part in chain.parts]
        both = (_bracketed(texts, chain.words, "and"), _bracketed(texts, chain.words, "or"))
        context.report(MixedLogic(span, *both))
    return ast.Logic(chain.words[0], tuple(chain.parts), span)


def _bracketed(texts: list[str], words: list[Literal["and", "or"]], tight: str) -> str:
    """The chain with brackets around each run of the word that is to bind more tightly."""
    groups = [[texts[0]]]
    for word, part in zip(words, texts[1:], strict=True):
        if word == tight:
            groups[-1].append(part)
        else:
            groups.append([part])
    inner, outer = (" 且 ", " 或 ") if tight == "and" else (" 或 ", " 且 ")
    return outer.join(f"（{inner.join(run)}）" if len(run) > 1 else run[0] for run in groups)


@action
def not_(_: Context, span: Span, _word: Token, operand: ast.Expr) -> ast.Not:
    return ast.Not(operand, span)


def _selection(
    context: Context, span: Span, roster: Token, where: ast.Expr | None, value: ast.Expr
) -> ast.Selection:
    place = Span(span.file, roster.start, span.end)
    return ast.Selection(ast.Name(roster.text, context.span(roster)), where, value, place)


@action
def every(
    context: Context, span: Span, _word: Token, roster: Token, value: ast.Expr
) -> ast.Quantified:
    return ast.Quantified("every", _selection(context, span, roster, None, value), span)


@action
def some(
    context: Context, span: Span, _word: Token, roster: Token, value: ast.Expr
) -> ast.Quantified:
    return ast.Quantified("any", _selection(context, span, roster, None, value), span)


@action
def every_in(
    context: Context, span: Span, _word: Token, roster: Token, where: ast.Expr, value: ast.Expr
) -> ast.Quantified:
    return ast.Quantified("every", _selection(context, span, roster, where, value), span)


@action
def some_in(
    context: Context, span: Span, _word: Token, roster: Token, where: ast.Expr, value: ast.Expr
) -> ast.Quantified:
    return ast.Quantified("any", _selection(context, span, roster, where, value), span)


@dataclass(frozen=True, slots=True)
class Operator:
    op: ast.CompareWord
    text: str
    span: Span


def _operator(op: ast.CompareWord) -> None:
    def make(_: Context, span: Span, token: Token) -> Operator:
        return Operator(op, token.text, span)

    ACTIONS[f"op_{op}"] = make


for _op in ("eq", "ne", "lt", "le", "gt", "ge"):
    _operator(_op)


def _once(context: Context, span: Span, left: ast.Expr, made: ast.Expr) -> ast.Expr:
    """The comparison, unless its left side is one already."""
    if isinstance(left, ast.Broken):
        return ast.Broken(span)
    if not isinstance(left, ast.Compare | ast.Between | ast.Among | ast.Contains | ast.Empty):
        return made
    said = context.text[span.start : span.end]
    context.report(ChainedComparison(span, " ".join(said.split())))
    return ast.Broken(span)


@action
def compare(
    context: Context, span: Span, left: ast.Expr, word: Operator, right: ast.Expr
) -> ast.Expr:
    return _once(context, span, left, ast.Compare(word.op, left, right, word.text, word.span, span))


@action
def between(
    context: Context, span: Span, value: ast.Expr, _word: Token, low: ast.Expr, high: ast.Expr
) -> ast.Expr:
    return _once(context, span, value, ast.Between(value, low, high, span))


@action
def among(
    context: Context, span: Span, value: ast.Expr, _word: Token, members: list[ast.Expr]
) -> ast.Expr:
    return _once(context, span, value, ast.Among(value, tuple(members), False, span))


@action
def not_among(
    context: Context, span: Span, value: ast.Expr, _word: Token, members: list[ast.Expr]
) -> ast.Expr:
    return _once(context, span, value, ast.Among(value, tuple(members), True, span))


@action
def contains(
    context: Context, span: Span, value: ast.Expr, _word: Token, member: ast.Expr
) -> ast.Expr:
    return _once(context, span, value, ast.Contains(value, member, False, span))


@action
def not_contains(
    context: Context, span: Span, value: ast.Expr, _word: Token, member: ast.Expr
) -> ast.Expr:
    return _once(context, span, value, ast.Contains(value, member, True, span))


@action
def empty(context: Context, span: Span, value: ast.Expr, _word: Token) -> ast.Expr:
    return _once(context, span, value, ast.Empty(value, False, span))


@action
def not_empty(context: Context, span: Span, value: ast.Expr, _word: Token) -> ast.Expr:
    return _once(context, span, value, ast.Empty(value, True, span))


# ---------------------------------------------------------------- sums


def _arithmetic(op: Literal["add", "sub", "mul", "div"]) -> None:
    def make(
        context: Context, span: Span, left: ast.Expr, word: Token, right: ast.Expr
    ) -> ast.Arithmetic:
        return ast.Arithmetic(op, left, right, context.span(word), span)

    ACTIONS[op] = make


for _step in ("add", "sub", "mul", "div"):
    _arithmetic(_step)


@action
def negative(_: Context, span: Span, _mark: Token, operand: ast.Expr) -> ast.Negative:
    return ast.Negative(operand, span)


@action
def grouped(_: Context, span: Span, inner: ast.Expr) -> ast.Grouped:
    return ast.Grouped(inner, span)


@action
def overflow_next(_: Context, span: Span, amount: ast.Expr, _word: Token) -> ast.Overflow:
    return ast.Overflow(amount, "next_day", span)


@action
def overflow_end(_: Context, span: Span, amount: ast.Expr, _word: Token) -> ast.Overflow:
    return ast.Overflow(amount, "month_end", span)
