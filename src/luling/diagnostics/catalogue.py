"""All codes with their long form, read from the docstrings of the `Mistake` classes of every stage.

A docstring has four parts, each headed by its name on a line of its own or before a colon:

    说明：一句话说清是什么错。
    为什么：为什么不让这样写。
    错误示例：
        参数 甲（a）：金额 80%。
    正确示例：
        参数 甲（a）：金额 80元。

The stages stand above this package, so their `errors` modules are looked up by name, when asked.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from luling.diagnostics.model import Mistake, Severity

__all__ = ["PARTS", "DuplicateCodeError", "Entry", "catalogue", "parse_docstring"]

PARTS = ("说明", "为什么", "错误示例", "正确示例")
_HEAD = re.compile(rf"^\s*[*【]*({'|'.join(PARTS)})[*】]*\s*(?:[：:]\s*(.*)|)$")


class DuplicateCodeError(Exception):
    """Two classes have one code: a mistake of ours, found by a test."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One code: its class, its severity, and the parts of its docstring (those that are there)."""

    code: str
    severity: Severity
    mistake: type[Mistake]
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """The first sentence of the explanation."""
        first = self.parts.get("说明", "").strip().split("\n\n")[0].replace("\n", "")
        return re.split(r"(?<=。)", first)[0]

    def text(self) -> str:
        """The long form, as plain text."""
        blocks = []
        for name in PARTS:
            body = self.parts.get(name)
            if body:
                example = name in ("错误示例", "正确示例")
                blocks.append(f"{name}\n{textwrap.indent(body, '    ' if example else '  ')}")
        return "\n\n".join(blocks)


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Entry]:
    """Every code with its entry, sorted by number; raises `DuplicateCodeError`."""
    entries: dict[str, Entry] = {}
    for mistake in _mistakes():
        known = entries.get(mistake.code)
        if known is not None:
            raise DuplicateCodeError(f"{mistake.code}: {known.mistake} and {mistake}")
        written = inspect.cleandoc(vars(mistake).get("__doc__") or "")
        generated = written.startswith(f"{mistake.__name__}(")  # by dataclass, where there is none
        parts = {} if generated else parse_docstring(written)
        entries[mistake.code] = Entry(mistake.code, mistake.severity, mistake, parts)
    return dict(sorted(entries.items(), key=lambda item: (item[0][1:], item[0])))


def parse_docstring(text: str) -> dict[str, str]:
    """The parts of a docstring; examples keep their lines and lose their common indentation."""
    found: dict[str, list[str]] = {}
    lines: list[str] = found.setdefault("", [])
    for line in text.splitlines():
        head = _HEAD.match(line)
        if head is None:
            lines.append(line)
            continue
        lines = found.setdefault(head[1], [])
        if head[2]:
            lines.append(head[2])
    parts = {name: textwrap.dedent("\n".join(body)).strip("\n") for name, body in found.items()}
    if "说明" not in parts and parts[""].strip():
        parts["说明"] = parts[""].strip()
    for name in ("说明", "为什么"):
        if name in parts:
            parts[name] = _joined(parts[name])
    return {name: parts[name] for name in PARTS if parts.get(name, "").strip()}


def _joined(text: str) -> str:
    """Paragraphs without the line ends that the width of the source made, also between Han."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    joined = []
    for paragraph in paragraphs:
        lines = [line.strip() for line in paragraph.splitlines()]
        out = lines[0]
        for line in lines[1:]:
            gap = " " if out[-1:].isascii() and line[:1].isascii() else ""
            out += gap + line
        joined.append(out)
    return "\n\n".join(joined)


def _mistakes() -> Iterator[type[Mistake]]:
    """Every class with a code, in all modules called `errors` (`table_errors`, `errors_cases`)."""
    seen: set[type[Mistake]] = set()
    for module in _modules():
        for value in vars(importlib.import_module(module)).values():
            if inspect.isclass(value) and issubclass(value, Mistake) and value not in seen:
                seen.add(value)
                if value.code:
                    yield value


def _modules() -> Iterator[str]:
    root = importlib.import_module("luling")
    for package in pkgutil.walk_packages(root.__path__, "luling."):
        parts = package.name.split(".")
        if "errors" in parts[-1].split("_") and parts[1] != "runtime":
            yield package.name
