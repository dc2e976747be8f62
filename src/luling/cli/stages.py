"""The value of each stage as lines; names and types stand beside the words that they are of."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from luling.cli.dump import dump
from luling.diagnostics import Bag
from luling.source import Source, Span

if TYPE_CHECKING:
    from luling.driver import Compiled
    from luling.resolve.symbols import Binding

__all__ = ["NEED_PROGRAM", "STAGES"]


def _notice(compiled: Compiled) -> Iterable[str]:
    if compiled.notice is None:
        return
    for clause in compiled.notice.walk():
        words = " ".join(compiled.notice.text_of(clause).split())
        yield f"{clause.ref}\t{words[:60]}{'……' if len(words) > 60 else ''}"


def _tokens(compiled: Compiled) -> Iterable[str]:
    from luling.syntax.lexer import lex
    from luling.syntax.reading import clean
    from luling.syntax.tables import load

    tables = load()
    for source in compiled.sources.values():
        yield f"# {source.name}"
        cleaned = clean(source, Bag())
        for sentence in lex(cleaned.text, source.name, tables).sentences if cleaned else ():
            words = (f"{tables.symbols[token.kind]}={token.text}" for token in sentence.tokens)
            yield "  ".join(words)


def _ast(compiled: Compiled) -> Iterable[str]:
    for file in compiled.files:
        yield from dump(file)


def _bindings(compiled: Compiled) -> Iterable[str]:
    names = compiled.bindings.names
    return _beside(compiled, lambda node: _meaning(names[id(node)]) if id(node) in names else None)


def _meaning(binding: Binding) -> str:
    said = [f"{value.enum}.{value.id}" for value in binding.values]
    symbol = binding.symbol
    if symbol is not None:
        owner = f"{symbol.owner}." if symbol.owner else ""
        said.insert(0, f"{symbol.kind} {owner}{symbol.id}")
    return " | ".join(said)


def _types(compiled: Compiled) -> Iterable[str]:
    types = compiled.types.types
    return _beside(compiled, lambda node: str(types[id(node)]) if id(node) in types else None)


def _beside(compiled: Compiled, note: Callable[[object], str | None]) -> Iterator[str]:
    """Each noted node of the trees: where it is, its words, the note."""
    for file in compiled.files:
        source = compiled.sources[file.name]
        yield f"# {file.name}"
        for node in _nodes(file):
            said = note(node)
            if said is not None:
                yield f"{_words(node, source)}\t{said}"


def _words(node: Any, source: Source) -> str:
    line, column = source.position(node.span.start)
    return f"{line}:{column}\t{' '.join(source.slice(node.span).split())[:60]}"


def _nodes(value: object) -> Iterator[object]:
    """Every node of a tree that has a span, parents first."""
    if isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type | Span):
        yield value
        for field in dataclasses.fields(value):
            yield from _nodes(getattr(value, field.name))


def _core(compiled: Compiled) -> Iterable[str]:
    return dump(compiled.program)


def _python(compiled: Compiled) -> Iterable[str]:
    from luling.backends.python import generate

    assert compiled.program is not None
    text: str = generate(compiled.program)
    return text.splitlines()


STAGES: dict[str, tuple[Callable[[Compiled], Iterable[str]], str]] = {
    "notice": (_notice, "通知原文切成的条款"),
    "tokens": (_tokens, "词"),
    "ast": (_ast, "语法树"),
    "bindings": (_bindings, "名称各指什么"),
    "types": (_types, "各处的类型"),
    "core": (_core, "核心表示"),
    "python": (_python, "生成的 Python 判定程序"),
}
NEED_PROGRAM = ("core", "python")
