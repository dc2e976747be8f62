"""What the actions share: the registry, the context of a sentence, and the sorting of clauses.

An action is a function of the grammar's name after `->`. It takes the context, the span of what was
read, and the kept children; it returns a node, or for a clause of a sentence a `Part`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

from luling.diagnostics.model import Mistake
from luling.source import Span
from luling.syntax import ast
from luling.syntax.errors import BasisNotLast, NotAllowed, Repeated
from luling.syntax.lalr import Action
from luling.syntax.tables import Tables, load
from luling.syntax.tokens import Token

__all__ = ["ACTIONS", "Context", "Part", "Parts", "action", "bind", "mark_text", "operator_of"]

ACTIONS: dict[str, Action] = {}

F = TypeVar("F", bound=Callable[..., object])
T = TypeVar("T")


def action(function: F) -> F:
    ACTIONS[function.__name__.removesuffix("_action")] = function
    return function


def bind(tables: Tables) -> list[Action | None]:
    """The action of each rule, by the rule's number."""
    return [None if rule.action is None else ACTIONS[rule.action] for rule in tables.rules]


@dataclass(slots=True)
class Context:
    file: str
    text: str
    mistakes: list[Mistake] = field(default_factory=list)
    declared: Container[str] = frozenset()
    """Names that the file may declare."""

    def report(self, mistake: Mistake) -> None:
        self.mistakes.append(mistake)

    def span(self, token: Token) -> Span:
        return Span(self.file, token.start, token.end)


@dataclass(frozen=True, slots=True)
class Part:
    """One clause of a sentence: its kind, its word as the author knows it, and its value."""

    kind: str
    word: str
    value: object
    span: Span


class Parts:
    """The clauses of a sentence by kind; reports those that stand twice or after 依据."""

    def __init__(self, context: Context, parts: Iterable[Part], ordered: bool = True) -> None:
        self.context = context
        self.found: dict[str, Part] = {}
        self.repeated = False
        based: Part | None = None
        for part in parts:
            if part.kind in self.found:
                context.report(Repeated(part.span, part.word, self.found[part.kind].span))
                self.repeated = True
            elif based is not None and ordered and part.kind != "derived":
                context.report(BasisNotLast(part.span, part.word))
            self.found.setdefault(part.kind, part)
            based = part if part.kind == "basis" else based

    def __contains__(self, kind: str) -> bool:
        return kind in self.found

    def get(self, kind: str, wanted: type[T]) -> T | None:
        part = self.found.get(kind)
        return part.value if part is not None and isinstance(part.value, wanted) else None

    def expr(self, kind: str) -> ast.Expr | None:
        """An expression; where a clause stands twice none of them is relied on."""
        part = self.found.get(kind)
        if part is None:
            return None
        return ast.Broken(part.span) if self.repeated else cast("ast.Expr", part.value)

    def refuse(self, kinds: Sequence[str], head: str) -> None:
        for kind in kinds:
            if (part := self.found.get(kind)) is not None:
                self.context.report(NotAllowed(part.span, part.word, head))

    def basis(self) -> ast.Basis:
        cited, derived = self.found.get("basis"), self.found.get("derived")
        spans = [part.span for part in (cited, derived) if part is not None]
        if not spans:
            return _NO_BASIS
        citations = cited.value if cited is not None else ()
        reason = self.get("derived", ast.Quote)
        assert isinstance(citations, tuple)
        return ast.Basis(citations, reason.text if reason else None, spans[0].to(spans[-1]))

    def period(self) -> ast.Period | None:
        start, end = self.get("since", ast.Date), self.get("until", ast.Date)
        spans = [self.found[kind].span for kind in ("since", "until") if kind in self.found]
        return ast.Period(start, end, spans[0].to(spans[-1])) if spans else None

    def interface(self) -> str | None:
        text = self.get("interface", ast.Text)
        return text.value if text is not None else None


_NO_BASIS = ast.Basis()


_OPERATORS: dict[str, ast.CompareWord] = {
    "EQ": "eq", "NE": "ne", "LESS": "lt", "LT": "lt", "LE": "le", "GT": "gt", "GE": "ge",
}  # fmt: skip


def operator_of(word: str) -> ast.CompareWord | None:
    """What a comparison word means: 不超过 is le."""
    tables = load()
    kind = tables.keywords.get(word)
    return None if kind is None else _OPERATORS.get(tables.symbols[kind])


def mark_text(token: Token) -> str:
    """What stands between the marks of a string, a quote or a title."""
    return token.text[1:-1]


# ---------------------------------------------------------------- lists


@action
def none(_: Context, _span: Span) -> list[object]:
    return []


@action
def start_list(_: Context, _span: Span, first: object) -> list[object]:
    return [first]


@action
def append(_: Context, _span: Span, found: list[object], more: object) -> list[object]:
    found.append(more)
    return found


@action
def start_ranks(_: Context, _span: Span, low: object, _word: Token, high: object) -> list[object]:
    return [low, high]


@action
def append_rank(
    _: Context, _span: Span, found: list[object], _word: Token, more: object
) -> list[object]:
    found.append(more)
    return found
