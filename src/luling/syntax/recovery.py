"""Why a sentence could not be read: from a stuck parse to the one mistake that is said of it.

In: the tokens, and where the tables stopped. Out: one mistake. What may stand at a place comes from
the tables themselves, each terminal being tried, and is named as an author knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from luling.diagnostics.model import Mistake
from luling.source import Span
from luling.syntax.errors import (
    ListAfterIs,
    Unexpected,
    Unfinished,
    UnknownHead,
    UnpairedBracket,
)
from luling.syntax.lalr import Stuck
from luling.syntax.runs import split_run_together
from luling.syntax.source_errors import NestingTooDeep
from luling.syntax.tables import Tables, accepts
from luling.syntax.tokens import Token
from luling.syntax.word_errors import RunTogether
from luling.syntax.wording import instead, wanted

__all__ = ["CHAIN", "DEPTH", "explain", "too_deep", "unknown_head"]

DEPTH = 50
"""The deepest nesting of brackets."""

CHAIN = 100
"""The longest run of signs, 非 and sums without brackets."""


def unknown_head(tables: Tables, token: Token, file: str) -> UnknownHead:
    heads = [word for kind in tables.heads for word in tables.words[tables.symbols[kind]]]
    close = get_close_matches(token.text[:6], heads, 1, 0.5)
    close = close or [word for word in heads if token.text.startswith(word)][-1:]
    return UnknownHead(Span(file, token.start, token.end), token.text, close[0] if close else "")


def too_deep(tables: Tables, tokens: Sequence[Token], file: str) -> Mistake | None:
    """Nesting and chains that later stages, which recurse, could not follow."""
    if len(tokens) <= DEPTH:
        return None
    number = tables.number
    opening, closing = {number["_LP"], number["_LB"]}, {number["_RP"], number["_RB"]}
    linking = {number[name] for name in ("ADD", "SUB", "MINUS", "MUL", "DIV", "NOT")}
    linking |= {number[name] for name in ("EVERY", "SOME", "NEXT_DAY", "TAKE_END", "MONTH_END")}
    parting = {number[name] for name in ("ROW", "_BAR", "_COMMA", "WHEN", "IS_GIVEN")}
    depth = links = 0
    for token in tokens:
        depth += (token.kind in opening) - (token.kind in closing)
        links = 0 if token.kind in parting else links + (token.kind in linking)
        if depth > DEPTH or links > CHAIN:
            deep = depth > DEPTH
            place = Span(file, token.start, token.end)
            return NestingTooDeep(place, DEPTH if deep else CHAIN, deep)
    return None


def explain(
    tables: Tables, tokens: Sequence[Token], stuck: Stuck, file: str, known: Iterable[str]
) -> Mistake:
    bracket = _unpaired(tables, tokens[: stuck.at + 1], stuck.at == len(tokens))
    if bracket is not None:
        return UnpairedBracket(Span(file, bracket.start, bracket.end), bracket.text)
    if (joined := _run_together(tables, tokens, stuck.at, file, known)) is not None:
        return joined
    can = wanted(tables, [t for t in tables.rows[stuck.states[-1]] if _can(tables, stuck, t)])
    if stuck.at == len(tokens):
        last = tokens[-1]
        advice = _untyped(tables, tokens, stuck)
        return Unfinished(Span(file, last.start, last.end), last.text, can, advice)
    token = tokens[stuck.at]
    span = Span(file, token.start, token.end)
    if token.text == "、" and _after_is(tables, tokens, stuck.at):
        return ListAfterIs(span)
    if advice := _untyped(tables, tokens, stuck):
        return Unexpected(span, token.text, can, advice=advice)
    if (ratio := _ratio_of(tables, tokens, stuck)) is not None:
        said = f"{tokens[stuck.at - 1].text} 乘 {ratio.text}"
        return Unexpected(span, token.text, can, advice=f"请写成「{said}」。", replacement="乘")
    named = _can(tables, stuck, tables.number["STRING"]) and token.text.isalpha()
    reserved = named and token.kind in tables.keywords.values()
    return Unexpected(span, token.text, can, reserved, _everyday(tables, tokens, stuck))


def _everyday(tables: Tables, tokens: Sequence[Token], stuck: Stuck) -> str:
    """A word of everyday speech at the stop, whose keyword may stand there, or a name before it."""
    before, token = tokens[: stuck.at][-1:], tokens[stuck.at]
    for word in (one for one in before if one.kind == tables.number["NAME"]):
        if instead(word.text):
            return word.text
    keyword = tables.keywords.get(instead(token.text))
    return token.text if keyword is not None and _can(tables, stuck, keyword) else ""


def _untyped(tables: Tables, tokens: Sequence[Token], stuck: Stuck) -> str:
    """名册 县区：名称、…… lacks the type of a column."""
    columned = {tables.keywords[word] for word in ("名册", "目录")}
    if tokens[0].kind not in columned or not _can(tables, stuck, tables.number["_COLON"]):
        return ""
    said = tokens[stuck.at - 1]
    names = [token for token in tokens[: stuck.at] if token.kind == tables.number["NAME"]]
    if said.kind == tables.number["_RP"] and len(names) > 1:  # 名称（name）
        said = names[-2]
    if stuck.at < 3 or said.kind != tables.number["NAME"]:
        return ""
    return f"「{said.text}」后面要写它的类型，例如「{said.text}：文本」。"


def _ratio_of(tables: Tables, tokens: Sequence[Token], stuck: Stuck) -> Token | None:
    """费用 的 80% is 费用 乘 80%."""
    if tokens[stuck.at].kind != tables.number["_OF"] or stuck.at + 1 >= len(tokens):
        return None
    after = tokens[stuck.at + 1]
    wanted = after.kind == tables.number["NUMBER"] and after.text.endswith(("%", "％"))
    of_value = tokens[stuck.at - 1].kind in (tables.number["NAME"], tables.number["_RP"])
    return after if wanted and of_value else None


def _can(tables: Tables, stuck: Stuck, symbol: int) -> bool:
    return tables.is_terminal(symbol) and accepts(tables, stuck.states, symbol)


def _unpaired(tables: Tables, tokens: Sequence[Token], ended: bool) -> Token | None:
    """A closing bracket too many at the stop, or at the end of a sentence an open one."""
    number = tables.number
    opening, closing = {number["_LP"], number["_LB"]}, {number["_RP"], number["_RB"]}
    stack: list[Token] = []
    for token in tokens:
        if token.kind in opening:
            stack.append(token)
        elif token.kind in closing:
            if not stack:
                return token
            stack.pop()
    return stack[-1] if ended and stack else None


def _after_is(tables: Tables, tokens: Sequence[Token], at: int) -> bool:
    return at >= 2 and tokens[at - 2].kind == tables.number["IS"]


def _run_together(
    tables: Tables, tokens: Sequence[Token], at: int, file: str, known: Iterable[str]
) -> RunTogether | None:
    """A name at the stop, or just before it, that is made of known words."""
    name = tables.number["NAME"]
    for token in (*tokens[at : at + 1], *tokens[max(at - 1, 0) : at]):
        if token.kind == tables.number["CLAUSE"]:
            clause, word = _cut_keyword(tables, token.text)
            if clause:
                return RunTogether(Span(file, token.start, token.end), token.text, (clause, word))
        if token.kind != name or len(token.text) < 2:
            continue
        others = {word for word in known if word != token.text}
        if (split := split_run_together(token.text, others)) is not None:
            return RunTogether(Span(file, token.start, token.end), token.text, tuple(split))
    return None


def _cut_keyword(tables: Tables, clause: str) -> tuple[str, str]:
    """一不编码 is 一 and 不编码: a clause reference that swallowed the keyword after it."""
    for at in range(1, len(clause)):
        if clause[at:] in tables.keywords and len(clause) - at > 1:
            return clause[:at], clause[at:]
    return "", ""
