"""Reading short examples."""

from __future__ import annotations

from luling.diagnostics.model import Bag, Diagnostic
from luling.diagnostics.prelude import PRELUDE, complete
from luling.source import Source
from luling.syntax import ast
from luling.syntax.parser import parse

PRELUDE_SENTENCES = 10


def read(text: str) -> tuple[ast.File, list[Diagnostic]]:
    bag = Bag()
    return parse(Source("t.policy", text), bag), list(bag)


def codes(text: str) -> list[str]:
    return [found.code for found in read(complete(text))[1]]


def sentences(text: str) -> tuple[ast.Sentence, ...]:
    """The sentences of an example that reads without a mistake."""
    file, found = read(text)
    assert not found, [(item.code, item.title, item.hint) for item in found]
    assert not file.broken
    return file.sentences


def one(text: str) -> ast.Sentence:
    (sentence,) = sentences(text)
    return sentence


def condition(text: str) -> ast.Expr:
    sentence = one(f"情形 甲（a）：{text}。")
    assert isinstance(sentence, ast.ConditionDecl)
    return sentence.condition


__all__ = ["PRELUDE", "codes", "complete", "condition", "one", "read", "sentences"]
