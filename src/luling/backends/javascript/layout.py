"""JavaScript on lines of at most a hundred columns. Knows nothing of policies.

A piece of code is a string, which is never broken, or a bracket with items, which stands on one
line where there is room and otherwise has an item a line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from luling.backends.javascript.text import comment, literal
from luling.diagnostics.cells import cells

WIDTH = 100
STEP = 2


@dataclass(frozen=True, slots=True)
class Bracket:
    """head( items ); `close` is what ends it."""

    head: str
    items: tuple[Code, ...]
    close: str


@dataclass(frozen=True, slots=True)
class Before:
    """A name or a sign in front of code: `key: code`, `(c) => code`."""

    words: str
    code: Code


@dataclass(frozen=True, slots=True)
class Remarked:
    """An item under a comment, with an empty line above where it is `apart`; never on one line."""

    remark: str
    code: Code
    apart: bool = False


Code = str | Bracket | Before | Remarked


def call(name: str, *arguments: Code) -> Code:
    return Bracket(f"{name}(", arguments, ")")


def array(items: Iterable[Code]) -> Code:
    return Bracket("[", tuple(items), "]")


def strings(texts: Iterable[str]) -> Code:
    return array(literal(text) for text in texts)


def entries(*pairs: tuple[str, Code | None]) -> Code:
    """An object; pairs without code are left out."""
    return Bracket("{", tuple(Before(f"{name}: ", code) for name, code in pairs if code), "}")


def function(parameter: str, body: Code) -> Code:
    return Before(f"({parameter}) => ", body)


def lines(before: str, code: Code, after: str) -> list[str]:
    """A statement."""
    return f"{before}{_laid(code, 0, cells(before), cells(after))}{after}".split("\n")


def flat(code: Code, room: float = math.inf) -> str | None:
    """The code on one line of at most `room` cells, None where it is wider or has comments. What is
    wider is not gone through to its end, for all that it holds is asked in its turn."""
    match code:
        case str():
            return code if cells(code) <= room else None
        case Before(words, inner):
            line = flat(inner, room - cells(words))
            return None if line is None else words + line
        case Remarked():
            return None
        case Bracket(head, items, close):
            space = " " if close == "}" and items else ""
            room -= cells(f"{head}{space}{space}{close}") + len(", ") * max(0, len(items) - 1)
            parts = []
            for item in items:
                part = flat(item, room)
                if part is None:
                    return None
                room -= cells(part)
                parts.append(part)
            return f"{head}{space}{', '.join(parts)}{space}{close}" if room >= 0 else None


def _laid(code: Code, indent: int, column: int, after: int) -> str:
    """`column`: where the first line starts; `after`: how much follows the last."""
    line = flat(code, WIDTH - column - after)
    if line is not None:
        return line
    match code:
        case str():
            return code
        case Before(words, inner):
            return words + _laid(inner, indent, column + cells(words), after)
        case Remarked():
            raise AssertionError("a comment stands above an item of a bracket")
        case Bracket(head, (Bracket() as only,), ")" as close):
            return head + _laid(only, indent, column + cells(head), after + 1) + close
        case Bracket(head, items, close):
            inside = "\n".join(_items(items, indent + STEP))
            return f"{head}\n{inside}\n{' ' * indent}{close}"


def _items(items: Iterable[Code], indent: int) -> Iterator[str]:
    for number, item in enumerate(items):
        if isinstance(item, Remarked):
            if item.apart and number:
                yield ""
            yield from remark(item.remark, indent)
            item = item.code
        yield f"{' ' * indent}{_laid(item, indent, indent, 1)},"


def remark(text: str, indent: int = 0) -> list[str]:
    """A comment with words of the policy, broken where it is too long."""
    from luling.diagnostics.cells import wrap

    words = comment(text)
    if indent + 3 + cells(words) <= WIDTH:
        return [f"{' ' * indent}// {words}".rstrip()]
    return [f"{' ' * indent}// {line}".rstrip() for line in wrap(words, WIDTH - indent - 3)]
