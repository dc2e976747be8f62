"""Source text to syntax tree.

In: a `Source`. Out: `ast.File` with every sentence that could be read; the others are counted in
`broken`. Mistakes go into the bag, at most one of form for each sentence. After it: every node has
its span, quotes and numbers are as typed, no name is resolved.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import cast

from luling.diagnostics.model import Bag, Mistake
from luling.source import Source, Span
from luling.syntax import (
    ast,
    build_calls,
    build_cases,
    build_catalogues,
    build_decisions,
    build_duties,
    build_forms,
    build_head,
)
from luling.syntax.building import Context, bind
from luling.syntax.errors import MissingStop, Unexpected
from luling.syntax.lalr import Action, Stuck, run
from luling.syntax.lexer import lex
from luling.syntax.reading import clean
from luling.syntax.recovery import explain, too_deep, unknown_head
from luling.syntax.tables import Tables, accepts, load
from luling.syntax.tokens import Lexed, Sentence, Token, moved
from luling.syntax.word_errors import BoundAfterNumber, RunTogether

__all__ = ["parse"]

# They register their actions.
_BUILDERS = (
    build_calls, build_cases, build_catalogues, build_decisions, build_duties, build_forms,
    build_head,
)  # fmt: skip


def parse(source: Source, bag: Bag) -> ast.File:
    cleaned = clean(source, bag)
    if cleaned is None:
        return ast.File(source.name, (), (), 1, Span(source.name, 0, 0))
    tables = load()
    lexed = lex(cleaned.text, source.name, tables)
    if cleaned.removed:
        lexed = moved(lexed, cleaned.place)
    return _Parser(source, bag, tables, lexed, bool(cleaned.removed)).file()


@lru_cache(maxsize=1)
def _actions(tables: Tables) -> list[Action | None]:
    return bind(tables)


class _Parser:
    def __init__(
        self, source: Source, bag: Bag, tables: Tables, lexed: Lexed, moved: bool
    ) -> None:
        self.source = source
        self.bag = bag
        self.tables = tables
        self.actions = _actions(tables)
        self.lexed = lexed
        self.moved = moved

    def file(self) -> ast.File:
        read: list[ast.Sentence] = []
        broken = 0
        unread: list[ast.Unread] = []
        for sentence in self.lexed.sentences:
            nodes, lost = self.sentence(sentence)
            read.extend(nodes)
            broken += lost
            if lost and sentence.tokens:
                unread.append(self.unread(sentence.tokens, nodes))
        span = Span(self.source.name, 0, len(self.source.text))
        return ast.File(
            self.source.name, tuple(read), tuple(self.lexed.comments), broken, span, tuple(unread)
        )

    def unread(self, tokens: list[Token], nodes: list[ast.Sentence]) -> ast.Unread:
        """What is known of the tokens that no node was made of."""
        start = nodes[-1].span.end if nodes else 0
        left = [token for token in tokens if token.start >= start] or tokens
        named = {self.tables.number["NAME"], self.tables.number["STRING"]}
        return ast.Unread(
            left[0].text,
            frozenset(token.text.strip('"“”') for token in left if token.kind in named),
            Span(self.source.name, left[0].start, left[-1].end),
        )

    def sentence(self, sentence: Sentence) -> tuple[list[ast.Sentence], int]:
        """The nodes of a sentence (several where only a 。 is missing), and how many were lost."""
        for mistake in sentence.mistakes:
            self.bag.report(self.tried(mistake, sentence))
        quiet = bool(sentence.mistakes)
        tokens, nodes = sentence.tokens, list[ast.Sentence]()
        while tokens:
            found, mistakes, stuck = self.read(tokens)
            rest = self.rest(tokens, stuck) if stuck is not None else None
            if rest is not None:
                found, mistakes, _ = self.read(tokens[: len(tokens) - len(rest)])
            elif stuck is not None and not mistakes:
                mistakes = [self.explain(tokens, stuck)]
            if found is not None:
                nodes.append(found)
                if (rest is not None or not sentence.stopped) and not mistakes:
                    mistakes = self.unstopped(tokens[: len(tokens) - len(rest or ())])
            for mistake in mistakes if not quiet else ():
                self.bag.report(self.tried(mistake, sentence))
            if found is None:
                return nodes, 1
            tokens = rest or []
        return nodes, int(not nodes)

    def read(
        self, tokens: list[Token]
    ) -> tuple[ast.Sentence | None, list[Mistake], Stuck | None]:
        """The node, or where reading stopped; and the mistakes that the actions found."""
        file, tables = self.source.name, self.tables
        if (deep := too_deep(tables, tokens, file)) is not None:
            return None, [deep], None
        start = tables.heads.get(tokens[0].kind, "member")
        context = Context(file, self.source.text, declared=self.declared)
        found = run(tables, self.actions, context, file, start, tokens)
        if isinstance(found, Stuck):
            return None, context.mistakes, found
        return cast("ast.Sentence", found), context.mistakes, None

    def tried(self, mistake: Mistake, sentence: Sentence) -> Mistake:
        """The mistake; its fix is not offered where the sentence would not read with it."""
        if not isinstance(mistake, RunTogether | BoundAfterNumber | Unexpected):
            return mistake
        fix = mistake.fix()
        if fix is None or self.moved or not sentence.tokens:
            return mistake
        start = min(sentence.tokens[0].start, fix.span.start)
        end = max(sentence.tokens[-1].end, fix.span.end)
        text = self.source.text
        text = text[start : fix.span.start] + fix.replacement + text[fix.span.end : end]
        lexed = lex(text, self.source.name, self.tables)
        left = 0
        for found in lexed.sentences:
            context = Context(self.source.name, text, declared=self.declared)
            rule = self.tables.heads.get(found.tokens[0].kind, "member") if found.tokens else ""
            actions, name = self.actions, self.source.name
            read = run(self.tables, actions, context, name, rule, found.tokens) if rule else None
            left += len(found.mistakes) or len(context.mistakes) or isinstance(read, Stuck)
        helps = left < max(1, len(sentence.mistakes))
        return mistake if helps else replace(mistake, offered=False)

    def explain(self, tokens: list[Token], stuck: Stuck) -> Mistake:
        first = tokens[0]
        known = self.tables.heads.get(first.kind)
        if known is None and (stuck.at < 2 or first.text not in self.lexed.collections):
            return unknown_head(self.tables, first, self.source.name)
        return explain(self.tables, tokens, stuck, self.source.name, self.names)

    def rest(self, tokens: list[Token], stuck: Stuck) -> list[Token] | None:
        """What follows a missing 。: a sentence that reads well from the start of a line."""
        at = stuck.at
        if not 0 < at < len(tokens) or not accepts(self.tables, stuck.states, self.tables.end):
            return None
        between = self.source.text[tokens[at - 1].end : tokens[at].start]
        opens = "\n" in between or tokens[at].kind in self.tables.heads
        if not opens or self.read(tokens[at:])[0] is None:
            return None
        return tokens[at:]

    def unstopped(self, tokens: list[Token]) -> list[Mistake]:
        if self.tables.heads.get(tokens[0].kind) in ("decision", "shared"):
            return []
        last = tokens[-1]
        return [MissingStop(Span(self.source.name, last.start, last.end), last.text)]

    @cached_property
    def declared(self) -> Container[str]:
        """Names that this file, or an enumeration of one that it reads in, may declare."""
        number, keywords = self.tables.number, self.tables.keywords
        opening = {number["_LP"], number["_COLON"]}
        held = set[str]()
        for sentence in self.lexed.sentences:
            tokens = sentence.tokens
            head = tokens[0].kind if tokens else -1
            if head == keywords["引用"]:
                held |= {"真", "假"}
            for token, after in zip_longest(tokens, tokens[1:]):
                marked = after is not None and after.kind in opening
                if token.kind == number["NAME"] and (marked or head == keywords["枚举"]):
                    held.add(token.text)
        return held

    @cached_property
    def names(self) -> set[str]:
        """Every name in the file, for finding names that were run together."""
        kind = self.tables.number["NAME"]
        return {t.text for s in self.lexed.sentences for t in s.tokens if t.kind == kind}
