"""Grammar text to parse tables.

In: the text of `grammar/luling.lark`. Out: plain data (lists, dicts, text, numbers) that
`luling.syntax.tables` turns into its tables. Lark analyses the grammar (LALR) and is needed only
here: a prepared file makes it unnecessary at run time. The module imports nothing of ours, because
the build hook runs it before the package exists.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

__all__ = ["END", "GENERATED", "generate", "key_of", "lark_version", "write"]

GENERATED = "_tables.json"
END = "$END"
_REDUCE = 1  # Lark's own mark in its serialized tables


def lark_version() -> str:
    """Lark's version without importing it; empty where it is not installed."""
    found = find_spec("lark")
    if found is None or found.origin is None:
        return ""
    packages = Path(found.origin).parent.parent
    for entry in packages.glob("lark-*.dist-info"):
        return entry.name.removeprefix("lark-").removesuffix(".dist-info")
    return ""


def key_of(grammar: str, version: str) -> str:
    """What prepared tables must have been made from to be used."""
    maker = Path(__file__).read_text(encoding="utf-8")
    told = f"{version}\n{maker}\n{grammar}"
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def write(path: Path, data: dict[str, Any]) -> bool:
    """Stores tables by an atomic rename; False where the folder is not writable."""
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, separators=(",", ":"))
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except OSError:
        return False
    return True


def generate(grammar: str) -> dict[str, Any]:
    """The tables of a grammar; raises Lark's own errors for a grammar that is wrong."""
    from lark import Lark
    from lark.grammar import Rule
    from lark.lexer import Lexer, TerminalDef

    class NoLexer(Lexer):
        def __init__(self, _conf: object) -> None: ...

        def lex(self, *_: object) -> Iterator[Any]:
            return iter(())

    starts = _start_rules(grammar)
    made = Lark(grammar, parser="lalr", lexer=NoLexer, start=starts)
    data, memo = made.memo_serialize([TerminalDef, Rule])
    version = lark_version()
    return {"key": key_of(grammar, version), **_convert(data["parser"]["parser"], memo, made)}


def _start_rules(grammar: str) -> list[str]:
    """A start rule is a rule that no other rule uses."""
    code = re.sub(r"//.*|->.*", "", grammar)
    defined = re.findall(r"^([a-z_]+):", code, re.M)
    used = set(re.findall(r"\b[a-z_]+\b(?!\s*:)", re.sub(r'"[^"]*"', "", code)))
    return [name for name in defined if name not in used]


def _convert(parser: dict[str, Any], memo: dict[Any, Any], made: Any) -> dict[str, Any]:
    """Numbers symbols by name and states as they are found: same grammar, same bytes."""
    named = parser["tokens"]
    terminals = sorted(made.terminals, key=lambda terminal: str(terminal.name))
    symbols = {name: at for at, name in enumerate([END, *(t.name for t in terminals)])}
    for name in sorted(named.values()):
        symbols.setdefault(name, len(symbols))
    rules = _Rules(memo, symbols)
    states = {
        state: {named[token]: step for token, step in row.items()}
        for state, row in parser["states"].items()
    }
    starts = dict(sorted(parser["start_states"].items()))
    numbers = _in_order(states, list(starts.values()))
    rows = []
    for state in numbers:
        row: list[int] = []
        for name, (kind, arg) in sorted(states[state].items(), key=lambda item: item[0]):
            step = -1 - rules.number(arg["@"]) if kind == _REDUCE else numbers[arg] + 1
            row += [symbols[name], step]
        rows.append(row)
    ends = {start: numbers[state] for start, state in sorted(parser["end_states"].items())}
    return {
        "symbols": list(symbols),
        "rows": rows,
        "rules": rules.rows,
        "starts": {start: numbers[state] for start, state in starts.items()},
        "ends": ends,
        **_vocabulary(terminals),
    }


def _in_order(states: dict[Any, dict[str, Any]], starts: list[Any]) -> dict[Any, int]:
    """Numbers for the states, breadth first over the names of symbols."""
    numbers = {state: at for at, state in enumerate(starts)}
    waiting = list(starts)
    for state in waiting:
        for _, (kind, target) in sorted(states[state].items(), key=lambda item: item[0]):
            if kind != _REDUCE and target not in numbers:
                numbers[target] = len(numbers)
                waiting.append(target)
    return numbers


class _Rules:
    """Numbers the rules in use; a row is: action or None, left side, length, kept children."""

    def __init__(self, memo: dict[Any, Any], symbols: dict[str, int]) -> None:
        self.memo = memo
        self.symbols = symbols
        self.numbers: dict[Any, int] = {}
        self.rows: list[list[Any]] = []

    def number(self, reference: Any) -> int:
        if reference not in self.numbers:
            self.numbers[reference] = len(self.rows)
            self.rows.append(self._row(self.memo[reference]))
        return self.numbers[reference]

    def _row(self, rule: Any) -> list[Any]:
        origin = rule["origin"]["name"]
        left = self.symbols.setdefault(origin, len(self.symbols))
        parts = rule["expansion"]
        kept = [at for at, part in enumerate(parts) if not part.get("filter_out")]
        if rule["alias"] is None and len(parts) != 1:
            raise ValueError(f"规则 {origin} 的这一项要写 -> 动作")
        return [rule["alias"], left, len(parts), kept]


def _vocabulary(terminals: list[Any]) -> dict[str, Any]:
    words: dict[str, list[str]] = {}
    patterns: dict[str, str] = {}
    for terminal in terminals:
        literal = _literals(terminal.pattern) if terminal.pattern else []
        if literal:
            words[terminal.name] = literal
        elif terminal.pattern:
            patterns[terminal.name] = terminal.pattern.value
    marked = {t.name: t.priority for t in terminals}
    return {
        "words": words,
        "patterns": patterns,
        "soft": [name for name, mark in marked.items() if mark == 1],
        "clause_words": [name for name, mark in marked.items() if mark == 2],
    }


def _literals(pattern: Any) -> list[str]:
    """The words of a terminal that is a choice of plain texts; empty for a real pattern."""
    if pattern.type == "str":
        return [pattern.value]
    inside = re.fullmatch(r"\(\?:(.*)\)", pattern.value)
    if not inside:
        return []
    parts = inside[1].split("|")
    if any(re.search(r"(?<!\\)[\[\](){}*+?.^$]", part) for part in parts):
        return []
    return sorted((re.sub(r"\\(.)", r"\1", part) for part in parts), key=len)
