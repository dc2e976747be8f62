"""The parse tables, from a prepared file or made on the spot.

In: `grammar/luling.lark` (inside the package when installed, in the checkout otherwise) and the
prepared file beside this module. Out: `Tables`, once per process. A prepared file is used when it
was made from this grammar by this version of Lark; otherwise tables are made anew and stored
beside, or kept in memory where the folder is not writable.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from luling.syntax.generate import END, GENERATED, generate, key_of, lark_version, write

__all__ = ["Rule", "Tables", "accepts", "grammar_path", "load"]

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Rule:
    """`action` is None where the only child goes up as it is; `kept` picks its children."""

    action: str | None
    left: int
    length: int
    kept: tuple[int, ...]


class Tables:
    """`rows[state][symbol]` is target + 1 to shift (or go to) and -1 - rule to reduce."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.symbols: list[str] = data["symbols"]
        self.number = {name: at for at, name in enumerate(self.symbols)}
        self.rows: list[dict[int, int]] = [
            dict(zip(row[::2], row[1::2], strict=True)) for row in data["rows"]
        ]
        self.rules = [Rule(action, left, n, tuple(kept)) for action, left, n, kept in data["rules"]]
        self.reductions = [(rule.left, rule.length, rule.kept) for rule in self.rules]
        self.shortcuts: dict[tuple[int, int, int], int] = {}
        self.starts: dict[str, int] = data["starts"]
        self.ends: dict[str, int] = data["ends"]
        self.words: dict[str, list[str]] = data["words"]
        self.patterns: dict[str, str] = data["patterns"]
        self.terminals = frozenset(self.number.values()) - {rule.left for rule in self.rules}
        self.end = self.number[END]
        self.soft = frozenset(self.number[name] for name in data["soft"])
        self.clause_words = frozenset(self.number[name] for name in data["clause_words"])

    def is_terminal(self, symbol: int) -> bool:
        return symbol in self.terminals

    @cached_property
    def keywords(self) -> dict[str, int]:
        """Each keyword and mark with its terminal."""
        return {word: self.number[name] for name, words in self.words.items() for word in words}

    @cached_property
    def marks(self) -> list[str]:
        """Punctuation and symbols, longest first."""
        found = [word for word in self.keywords if not re.match(r"\w", word)]
        return sorted(found, key=len, reverse=True)

    @cached_property
    def heads(self) -> dict[int, str]:
        """The keyword that opens a sentence, with the start rule of that sentence."""
        return {
            terminal: start
            for start, state in self.starts.items()
            for terminal in self.rows[state]
            if self.symbols[terminal] in self.words
        }


def grammar_path() -> Path:
    """The grammar in the package, else in the checkout."""
    inside = _HERE.parent / "_grammar" / "luling.lark"
    return inside if inside.exists() else _HERE.parents[2] / "grammar" / "luling.lark"


@lru_cache(maxsize=1)
def load() -> Tables:
    return Tables(_read(_HERE / GENERATED, grammar_path().read_text(encoding="utf-8")))


def _read(prepared: Path, grammar: str) -> dict[str, Any]:
    key = key_of(grammar, lark_version())
    try:
        data: dict[str, Any] = json.loads(prepared.read_bytes())
        if data["key"] == key:
            return data
    except (OSError, ValueError, KeyError):
        pass
    data = generate(grammar)
    write(prepared, data)
    return data


def accepts(tables: Tables, states: Sequence[int], terminal: int) -> bool:
    """Whether the terminal can be shifted after the reductions it calls for."""
    stack = list(states)
    while (step := tables.rows[stack[-1]].get(terminal)) is not None:
        if step > 0:
            return True
        rule = tables.rules[-1 - step]
        if rule.length:
            del stack[-rule.length :]
        target = tables.rows[stack[-1]].get(rule.left)
        if target is None:
            return terminal == tables.end
        stack.append(target - 1)
        if terminal == tables.end and target - 1 in tables.ends.values():
            return True
    return False
