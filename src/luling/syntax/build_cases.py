"""Actions for the register of clauses and for worked examples."""

from __future__ import annotations

from luling.source import Span
from luling.syntax import ast
from luling.syntax.building import Context, Part, Parts, action, mark_text
from luling.syntax.errors import MissingPart
from luling.syntax.tokens import Token

__all__: list[str] = []


@action
def clause_uncoded(
    _: Context, span: Span, clauses: list[ast.Citation], _word: Token, reason: Token
) -> ast.ClauseEntry:
    return ast.ClauseEntry(tuple(clauses), None, mark_text(reason), span)


@action
def clause_elsewhere(
    _: Context,
    span: Span,
    clauses: list[ast.Citation],
    _word: Token,
    title: Token,
    reason: Token | None = None,
) -> ast.ClauseEntry:
    said = mark_text(reason) if reason is not None else ""
    return ast.ClauseEntry(tuple(clauses), mark_text(title), said, span)


# ---------------------------------------------------------------- cases


@action
def case_file(context: Context, span: Span, path: Token, decision: ast.Name) -> ast.CaseFile:
    return ast.CaseFile(ast.Text(mark_text(path), context.span(path)), decision, span)


@action
def case_plain(context: Context, span: Span, title: Token, items: list[Part]) -> ast.CaseDecl:
    return _case(context, span, title, None, items)


@action
def case_named(
    context: Context, span: Span, title: Token, id: Token, items: list[Part]
) -> ast.CaseDecl:
    return _case(context, span, title, id.text, items)


def _case(
    context: Context, span: Span, title: Token, id: str | None, items: list[Part]
) -> ast.CaseDecl:
    parts = Parts(context, items, ordered=False)
    decision = parts.get("decision", ast.Name)
    place = context.span(title)
    if decision is None:
        context.report(MissingPart(place, "用例", "「判定 ……」"))
    if not {"expected", "not_in_force", "fails"} & parts.found.keys():
        context.report(MissingPart(place, "用例", "「应得 ……」"))
    return ast.CaseDecl(
        title=ast.Text(mark_text(title), place),
        id=id,
        decision=decision or ast.Name("", place),
        citations=parts.get("basis", tuple) or (),
        base=parts.get("base", ast.Text),
        facts=parts.get("facts", tuple) or (),
        params=parts.get("params", tuple) or (),
        expected=parts.get("expected", tuple) or (),
        not_in_force="not_in_force" in parts,
        error_fact=parts.get("fails", ast.Name),
        span=span,
    )


@action
def case_decision(_: Context, span: Span, decision: ast.Name) -> Part:
    return Part("decision", "判定", decision, span)


@action
def case_basis(_: Context, span: Span, word: Token, citations: list[ast.Citation]) -> Part:
    return Part("basis", word.text, tuple(citations), span)


@action
def case_base(context: Context, span: Span, word: Token, quote: Token) -> Part:
    return Part("base", word.text, ast.Text(mark_text(quote), context.span(quote)), span)


@action
def case_facts(_: Context, span: Span, word: Token, givens: list[ast.Given]) -> Part:
    return Part("facts", word.text, tuple(givens), span)


@action
def case_params(_: Context, span: Span, word: Token, givens: list[ast.Given]) -> Part:
    return Part("params", word.text, tuple(givens), span)


@action
def case_expected(_: Context, span: Span, word: Token, found: list[ast.Expected]) -> Part:
    return Part("expected", word.text, tuple(found), span)


@action
def case_not_in_force(_: Context, span: Span, word: Token, _said: Token) -> Part:
    return Part("not_in_force", word.text, True, span)


@action
def case_fails(_: Context, span: Span, word: Token, _said: Token, fact: ast.Name) -> Part:
    return Part("fails", word.text, fact, span)


# ---------------------------------------------------------------- what is given and expected

_Target = tuple[ast.Name, tuple[ast.Expr, ...]]


@action
def target_plain(_: Context, _span: Span, name: ast.Name) -> _Target:
    return name, ()


@action
def target_keyed(_: Context, _span: Span, name: ast.Name, keys: list[ast.Expr]) -> _Target:
    return name, tuple(keys)


@action
def given_values(
    _: Context, span: Span, target: _Target, _is: Token, values: list[ast.Expr]
) -> ast.Given:
    return ast.Given(*target, values[0] if len(values) == 1 else tuple(values), span)


@action
def given_records(
    _: Context, span: Span, target: _Target, _is: Token, records: list[ast.RecordValue]
) -> ast.Given:
    return ast.Given(*target, tuple(records), span)


@action
def given_empty(_: Context, span: Span, target: _Target, *_words: Token) -> ast.Given:
    return ast.Given(*target, (), span)


@action
def given_unknown(_: Context, span: Span, target: _Target, *_words: Token) -> ast.Given:
    return ast.Given(*target, None, span)


@action
def record(
    _: Context, span: Span, fields: list[tuple[ast.Name, ast.Expr | None]]
) -> ast.RecordValue:
    return ast.RecordValue(tuple(fields), span)


@action
def record_field(
    _: Context, _span: Span, name: ast.Name, value: ast.Expr
) -> tuple[ast.Name, ast.Expr | None]:
    return name, value


@action
def record_unknown(
    _: Context, _span: Span, name: ast.Name, _word: Token
) -> tuple[ast.Name, ast.Expr | None]:
    return name, None


@action
def expected_values(
    context: Context, span: Span, target: _Target, _is: Token, values: list[ast.Expr]
) -> ast.Expected:
    return ast.Expected(target[0], "value", tuple(values), (), span)


@action
def expected_empty(_: Context, span: Span, target: _Target, _word: Token) -> ast.Expected:
    return ast.Expected(target[0], "empty", (), (), span)


@action
def expected_unspecified(_: Context, span: Span, target: _Target, _word: Token) -> ast.Expected:
    return ast.Expected(target[0], "unspecified", (), (), span)


@action
def expected_pending(_: Context, span: Span, target: _Target, _word: Token) -> ast.Expected:
    return ast.Expected(target[0], "unresolved", (), (), span)


@action
def expected_missing(
    _: Context, span: Span, target: _Target, _word: Token, missing: list[_Target]
) -> ast.Expected:
    return ast.Expected(target[0], "unresolved", (), tuple(missing), span)
