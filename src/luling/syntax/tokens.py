"""What the lexing pass hands on: tokens, sentences, comments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from luling.diagnostics.model import Mistake
from luling.syntax.ast import Comment

__all__ = ["Lexed", "Sentence", "Token"]


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
    sentences: list[Sentence]
    comments: list[Comment]
    collections: set[str]
