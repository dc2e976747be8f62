"""What the lexing pass hands on: tokens, sentences, comments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from luling.diagnostics.model import Mistake
from luling.source import Span
from luling.syntax.ast import Comment

__all__ = ["Lexed", "Sentence", "Token", "moved"]


class Token(NamedTuple):
    """A word with its terminal's number and its place `[start, end)`."""

    kind: int
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Sentence:
    """The tokens of one sentence without its 。; `mistakes` are those of its words."""

    tokens: list[Token] = field(default_factory=list)
    stopped: bool = False
    end: int = 0
    mistakes: list[Mistake] = field(default_factory=list)


@dataclass(slots=True)
class Lexed:
    """`collections` are the names after 收集, which open sentences of their own."""

    sentences: list[Sentence]
    comments: list[Comment]
    collections: set[str]


def moved(lexed: Lexed, place: Callable[[int], int]) -> Lexed:
    """The same with every place put through `place`."""

    def span(old: Span) -> Span:
        return Span(old.file, place(old.start), place(old.end))

    for sentence in lexed.sentences:
        sentence.tokens = [
            Token(token.kind, token.text, place(token.start), place(token.end))
            for token in sentence.tokens
        ]
        sentence.mistakes = [replace(m, span=span(m.span)) for m in sentence.mistakes]
    lexed.comments = [replace(comment, span=span(comment.span)) for comment in lexed.comments]
    return lexed
