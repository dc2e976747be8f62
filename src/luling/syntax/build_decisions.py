"""Actions for decisions: facts, conditions, conclusions, rules, tables and brackets."""

from __future__ import annotations

import re
from typing import Literal

from luling.source import Span
from luling.syntax import ast
from luling.syntax.building import ACTIONS, Context, Part, Parts, action, operator_of
from luling.syntax.errors import MissingPart
from luling.syntax.grids import make_grid
from luling.syntax.table_errors import BadBracketHeader
from luling.syntax.tokens import Token

__all__: list[str] = []


@action
def decision(_: Context, span: Span, label: ast.Label) -> ast.DecisionHead:
    return ast.DecisionHead(label, span=span)


@action
def decision_like(
    context: Context,
    span: Span,
    label: ast.Label,
    _word: Token,
    base: ast.Name,
    tails: list[Part],
) -> ast.DecisionHead:
    return ast.DecisionHead(label, base, Parts(context, tails).basis(), span)


@action
def shared_decision(_: Context, span: Span, label: ast.Label) -> ast.SharedDecisionHead:
    return ast.SharedDecisionHead(label, span)


# ---------------------------------------------------------------- facts and conditions


@action
def fact_known(context: Context, span: Span, label: ast.Label, tails: list[Part]) -> ast.FactDecl:
    return _fact(context, span, label, None, tails)


@action
def fact_typed(
    context: Context, span: Span, label: ast.Label, type: ast.Type, tails: list[Part]
) -> ast.FactDecl:
    return _fact(context, span, label, type, tails)


def _fact(
    context: Context, span: Span, label: ast.Label, type: ast.Type | None, tails: list[Part]
) -> ast.FactDecl:
    parts = Parts(context, tails)
    source = parts.get("derivable", tuple) or (None, None)
    return ast.FactDecl(
        label=label,
        type=type,
        is_date="as_date" in parts,
        catalogue=source[0],
        catalogue_key=source[1],
        interface=parts.interface(),
        span=span,
    )


@action
def fact_as_date(_: Context, span: Span, word: Token) -> Part:
    return Part("as_date", word.text, True, span)


@action
def fact_derivable(_: Context, span: Span, catalogue: ast.Name, key: ast.Name) -> Part:
    return Part("derivable", "可由", (catalogue, key), span)


@action
def check(
    context: Context, span: Span, label: ast.Label, condition: ast.Expr, tails: list[Part]
) -> ast.CheckDecl:
    return ast.CheckDecl(label, condition, Parts(context, tails).basis(), span)


@action
def situation(
    context: Context, span: Span, label: ast.Label, condition: ast.Expr, tails: list[Part]
) -> ast.ConditionDecl:
    return ast.ConditionDecl(label, condition, Parts(context, tails).basis(), span)


# ---------------------------------------------------------------- conclusions


@action
def outcome(
    context: Context, span: Span, label: ast.Label, type: ast.Type, tails: list[Part]
) -> ast.OutcomeDecl:
    return _outcome(context, span, label, type, tails, is_output=True)


@action
def outcome_more(_: Context, span: Span, name: ast.Name) -> ast.OutcomeMore:
    return ast.OutcomeMore(name, span)


@action
def outcome_hidden(
    context: Context, span: Span, label: ast.Label, type: ast.Type, tails: list[Part]
) -> ast.OutcomeDecl:
    return _outcome(context, span, label, type, tails, is_output=False)


@action
def outcome_each(
    context: Context,
    span: Span,
    roster: ast.Name,
    label: ast.Label,
    type: ast.Type,
    tails: list[Part],
) -> ast.OutcomeDecl:
    return _outcome(context, span, label, type, tails, is_output=False, roster=roster)


def _outcome(
    context: Context,
    span: Span,
    label: ast.Label,
    type: ast.Type,
    tails: list[Part],
    is_output: bool,
    roster: ast.Name | None = None,
) -> ast.OutcomeDecl:
    parts = Parts(context, tails)
    return ast.OutcomeDecl(
        label=label,
        type=type,
        is_output=is_output,
        roster=roster,
        value=parts.expr("value"),
        nullable="nullable" in parts,
        default=parts.expr("default"),
        rounding=parts.get("rounding", ast.Rounding),
        interface=parts.interface(),
        basis=parts.basis(),
        span=span,
    )


@action
def when(_: Context, span: Span, word: Token, condition: ast.Expr) -> Part:
    return Part("when", word.text, condition, span)


@action
def value(_: Context, span: Span, word: Token, found: ast.Expr) -> Part:
    return Part("value", word.text, found, span)


@action
def excludes(_: Context, span: Span, word: Token) -> Part:
    return Part("excludes", word.text, True, span)


@action
def nullable(_: Context, span: Span, word: Token) -> Part:
    return Part("nullable", word.text, True, span)


_MODES: dict[str, Literal["half_up", "down", "up"]] = {"舍去": "down", "进位": "up"}
_PLACES = {"分": 2, "角": 1, "元": 0, "十元": -1, "百元": -2, "千元": -3, "万元": -4}
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@action
def rounding(_: Context, span: Span, word: Token) -> Part:
    mode = _MODES.get(word.text[:2], "half_up")
    unit = re.search(r"到(.+)", word.text)
    digits = re.search(r"保留(\d+)位", word.text.translate(_WIDE))
    places = _PLACES[unit[1]] if unit else int(digits[1]) if digits else None
    return Part("rounding", word.text, ast.Rounding(mode, places, span), span)


@action
def collection(_: Context, span: Span, label: ast.Label) -> ast.CollectionDecl:
    return ast.CollectionDecl(label, True, span)


@action
def collection_hidden(_: Context, span: Span, label: ast.Label) -> ast.CollectionDecl:
    return ast.CollectionDecl(label, False, span)


@action
def member(
    context: Context, span: Span, collection: ast.Name, label: ast.Label, tails: list[Part]
) -> ast.MemberDecl:
    parts = Parts(context, tails)
    when, period = parts.expr("when"), parts.period()
    return ast.MemberDecl(collection, label, when, period, parts.basis(), span)


# ---------------------------------------------------------------- rules

_Head = tuple[ast.Label | None, ast.Name | None]


@action
def rule_unnamed(_: Context, _span: Span) -> _Head:
    return None, None


@action
def rule_named(_: Context, _span: Span, label: ast.Label) -> _Head:
    return label, None


@action
def rule_aimed(_: Context, _span: Span, label: ast.Label, target: ast.Name) -> _Head:
    return label, target


@action
def rule_unnamed_aimed(_: Context, _span: Span, target: ast.Name) -> _Head:
    return None, target


def _rule(kind: Literal["rule", "exception", "reinstate"], action_name: str, word: str) -> None:
    def make(context: Context, span: Span, head: _Head, tails: list[Part]) -> ast.RuleDecl:
        parts = Parts(context, tails)
        _check_rule(context, parts, kind, word, span)
        return ast.RuleDecl(
            kind=kind,
            label=head[0],
            target=head[1],
            period=parts.period(),
            condition=parts.expr("when"),
            value=parts.expr("value"),
            excludes="excludes" in parts,
            rounding=parts.get("rounding", ast.Rounding),
            basis=parts.basis(),
            span=span,
        )

    ACTIONS[action_name] = make


def _check_rule(context: Context, parts: Parts, kind: str, word: str, span: Span) -> None:
    start = Span(span.file, span.start, span.start + len(word))
    if kind == "reinstate":
        parts.refuse(["value", "excludes", "rounding"], word)
    elif kind == "rule":
        parts.refuse(["excludes"], word)
        if "value" not in parts and "excludes" not in parts:
            context.report(MissingPart(start, word, "「为 ……」"))
    elif "value" in parts and "excludes" in parts:
        parts.refuse(["excludes"], f"{word} …… 为 ……")
    elif "value" not in parts and "excludes" not in parts:
        context.report(MissingPart(start, word, "「为 ……」或者「不列入」"))


_rule("rule", "rule", "通则")
_rule("exception", "exception", "例外")
_rule("reinstate", "reinstate", "恢复")


# ---------------------------------------------------------------- tables


@action
def first_hit(_: Context, span: Span, word: Token) -> Part:
    return Part("first_hit", word.text, True, span)


def _table(action_name: str, is_output: bool) -> None:
    def make(
        context: Context,
        span: Span,
        label: ast.Label,
        type: ast.Type,
        tails: list[Part],
        rows: list[ast.Row],
    ) -> ast.TableDecl:
        parts = Parts(context, tails)
        return ast.TableDecl(
            label=label,
            type=type,
            is_output=is_output,
            first_hit="first_hit" in parts,
            nullable="nullable" in parts,
            default=parts.expr("default"),
            rounding=parts.get("rounding", ast.Rounding),
            grid=make_grid(context, rows),
            basis=parts.basis(),
            interface=parts.interface(),
            span=span,
        )

    ACTIONS[action_name] = make


_table("table", True)
_table("table_hidden", False)


# ---------------------------------------------------------------- brackets

_Mode = Literal["marginal", "whole", "value"]


def _by(mode: _Mode) -> None:
    def make(_: Context, span: Span, amount: ast.Expr, _word: Token) -> Part:
        return Part("by", "按", (amount, mode), span)

    ACTIONS[f"by_{mode}"] = make


for _mode in ("marginal", "whole", "value"):
    _by(_mode)


def _bracket(action_name: str, is_output: bool) -> None:
    def make(
        context: Context,
        span: Span,
        label: ast.Label,
        type: ast.Type,
        tails: list[Part],
        rows: list[ast.Row],
    ) -> ast.BracketDecl:
        parts = Parts(context, tails)
        by = parts.get("by", tuple)
        if by is None:
            context.report(MissingPart(label.span, "分段", "「按 …… 分段累进」"))
        amount, mode = by or (ast.Broken(span), "marginal")
        grid = make_grid(context, rows)
        lower, upper = _sides(context, grid)
        return ast.BracketDecl(
            label=label,
            type=type,
            is_output=is_output,
            amount=amount,
            mode=mode,
            lower_op=lower,
            upper_op=upper,
            rounding=parts.get("rounding", ast.Rounding),
            grid=grid,
            basis=parts.basis(),
            interface=parts.interface(),
            span=span,
        )

    ACTIONS[action_name] = make


_bracket("bracket", True)
_bracket("bracket_hidden", False)

_LOWER: dict[str, Literal["gt", "ge"]] = {"以上": "ge"}
_UPPER: dict[str, Literal["le", "lt"]] = {"以下": "le", "以内": "le"}


def _sides(
    context: Context, grid: ast.Grid
) -> tuple[Literal["gt", "ge"], Literal["le", "lt"]]:
    """Which side of a bracket its two bounds belong to, from the header's words."""
    words = [_word(head) for head in grid.header]
    if len(words) != 3:
        advice = "分段表要有三列：下限、上限、比例或者金额；最后还可以有一列「依据」。"
        context.report(BadBracketHeader(grid.span, advice))
        return "gt", "le"
    lower = _LOWER.get(words[0]) or operator_of(words[0])
    upper = _UPPER.get(words[1]) or operator_of(words[1])
    if (lower == "gt" or lower == "ge") and (upper == "le" or upper == "lt"):
        if (lower, upper) in (("gt", "le"), ("ge", "lt")):
            return lower, upper
        _report_touch(context, grid, lower == "ge")
        return "gt", "le"
    first = grid.header[0 if lower not in ("gt", "ge") else 1]
    advice = "第一列写「超过」或者「以上」，第二列写「不超过」「以下」或者「不足」。"
    context.report(BadBracketHeader(first.span, advice))
    return "gt", "le"


def _report_touch(context: Context, grid: ast.Grid, both: bool) -> None:
    """A bound must belong to one bracket exactly: 超过 goes with 不超过, 以上 with 不足."""
    said = "同时归上下两档" if both else "哪一档都不归"
    advice = f"这样写，正好等于界限的数{said}；「超过」要配「不超过」，「以上」要配「不足」。"
    context.report(BadBracketHeader(grid.header[0].span.to(grid.header[1].span), advice))


def _word(head: ast.Expr) -> str:
    return head.name.text if isinstance(head, ast.Reference) else ""

