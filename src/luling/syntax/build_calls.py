"""Actions for what is computed of rosters, dates and several values."""

from __future__ import annotations

from typing import Literal

from luling.source import Span
from luling.syntax import ast
from luling.syntax.build_expressions import read_number
from luling.syntax.building import ACTIONS, Context, action
from luling.syntax.tokens import Token
from luling.syntax.word_errors import BadDay

__all__: list[str] = []


def _name(context: Context, token: Token) -> ast.Name:
    return ast.Name(token.text, context.span(token))


@action
def lookup(context: Context, span: Span, token: Token, keys: list[ast.Expr]) -> ast.Lookup:
    return ast.Lookup(_name(context, token), tuple(keys), span)


# ---------------------------------------------------------------- rosters


@action
def select_all(context: Context, span: Span, roster: Token) -> ast.Selection:
    return ast.Selection(_name(context, roster), None, None, span)


@action
def select_where(
    context: Context, span: Span, roster: Token, where: ast.Expr
) -> ast.Selection:
    return ast.Selection(_name(context, roster), where, None, span)


@action
def select_where_value(
    context: Context, span: Span, roster: Token, where: ast.Expr, value: ast.Expr
) -> ast.Selection:
    return ast.Selection(_name(context, roster), where, value, span)


@action
def select_value(context: Context, span: Span, roster: Token, value: ast.Expr) -> ast.Selection:
    return ast.Selection(_name(context, roster), None, value, span)


def _aggregate(action_name: str, kind: Literal["count", "sum", "names"]) -> None:
    def make(_: Context, span: Span, _word: Token, selection: ast.Selection) -> ast.Aggregate:
        return ast.Aggregate(kind, selection, span)

    ACTIONS[action_name] = make


_aggregate("count", "count")
_aggregate("total", "sum")
_aggregate("names_of", "names")


@action
def max_action(
    _: Context, span: Span, _word: Token, args: list[ast.Expr | ast.Selection]
) -> ast.Extreme:
    return ast.Extreme("max", tuple(args), span)


@action
def min_action(
    _: Context, span: Span, _word: Token, args: list[ast.Expr | ast.Selection]
) -> ast.Extreme:
    return ast.Extreme("min", tuple(args), span)


# ---------------------------------------------------------------- dates


def _call(function: Literal["age", "days", "year", "month"]) -> None:
    def make(_: Context, span: Span, _word: Token, args: list[ast.Expr]) -> ast.Call:
        return ast.Call(function, tuple(args), span)

    ACTIONS[function] = make


for _function in ("age", "days", "year", "month"):
    _call(_function)


def _day(context: Context, token: Token) -> int:
    number = read_number(context, token)
    if number.unit == "日" and number.value.denominator == 1 and 1 <= number.value <= 31:
        return int(number.value)
    context.report(BadDay(context.span(token), token.text))
    return 1


@action
def this_month(
    context: Context, span: Span, date: ast.Expr, _word: Token, day: Token
) -> ast.DateOf:
    return ast.DateOf(date, 0, _day(context, day), span=span)


@action
def next_month(
    context: Context, span: Span, date: ast.Expr, _word: Token, day: Token
) -> ast.DateOf:
    return ast.DateOf(date, 1, _day(context, day), span=span)


@action
def this_month_end(
    _: Context, span: Span, date: ast.Expr, _word: Token, _end: Token
) -> ast.DateOf:
    return ast.DateOf(date, 0, None, span=span)


@action
def next_month_end(
    _: Context, span: Span, date: ast.Expr, _word: Token, _end: Token
) -> ast.DateOf:
    return ast.DateOf(date, 1, None, span=span)


@action
def month_end(_: Context, span: Span, date: ast.Expr, _word: Token) -> ast.DateOf:
    return ast.DateOf(date, 0, None, span=span)


@action
def year_end(_: Context, span: Span, date: ast.Expr, _word: Token) -> ast.DateOf:
    return ast.DateOf(date, 0, None, True, span=span)
