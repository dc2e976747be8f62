"""Policies with hostile texts in everything that people read, and the markup of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from typing import Any

from reviewed import subject_of_policy

from luling.backends.document import Subject
from luling.notice import cut

__all__ = ["HOSTILE", "poisoned", "rebuilt", "shape"]

HOSTILE = (
    "<script>alert(1)</script>", "</style><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", '" onmouseover="alert(1)', "' onclick='alert(1)",
    "</title></head><body onload=alert(1)>",
    "</td></tr></table><h1>改</h1>", "]]>", "<!--", "-->", "&lt;b&gt;", "&#60;b&#62;",
    "{{ 7 * 7 }}", "{% raw %}", "javascript:alert(1)", "[链接](javascript:alert(1))", "![图](https://x.example/a)",
    "**粗**", "_斜_", "`码`", "~~~", "```", "# 题", "1. 项", "- 项", "> 引", "| 格 | 格 |", "---",
    "\n\n# 题\n\n", "\n- 项\n", "<https://x.example>", "https://x.example/", "www.x.example",
    "\\", "\\<b>", "[^1]: 注", "$x$", "@name", "#1", "\u202e倒", "\u200b", "\ufeff", "\x00",
    "\x1b[0m", "\ud800", "𠮷", "", " ", "\t",
)  # fmt: skip

WORDS = {"label", "title", "clause", "quotes", "refers_to", "issuers", "number", "regions",
         "reason", "subjects", "heading"}  # fmt: skip


def rebuilt(value: Any, change: Callable[[str, str], str], name: str = "") -> Any:
    """The same tree with its strings changed by (field, text)."""
    if isinstance(value, str):
        return change(name, value)
    if isinstance(value, tuple):
        return tuple(rebuilt(item, change, name) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            each.name: rebuilt(getattr(value, each.name), change, each.name)
            for each in fields(value)
            if each.name != "span"
        }
        return replace(value, **changed)
    return value


def poisoned(name: str, poison: list[str]) -> Subject:
    """A policy with a hostile text at the end of everything that people read."""
    subject = subject_of_policy(name)
    supply: Iterator[str] = iter(())

    def change(field: str, text: str) -> str:
        nonlocal supply
        if field not in WORDS:
            return text
        found = next(supply, None)
        if found is None:
            supply = iter(poison)
            found = next(supply)
        return text + found

    program = rebuilt(subject.program, change)
    assert subject.notice is not None
    notice = cut(subject.notice.text + "\n" + "".join(poison).replace("\ud800", ""))
    findings = tuple(
        replace(one, title=one.title + poison[0], notes=(*one.notes, *poison))
        for one in subject.findings
    )
    return replace(subject, program=program, notice=notice, findings=findings)


class _Shape(HTMLParser):
    """The tags of a page with the names of their attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        if tag not in ("meta", "col", "rect", "path", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


def shape(page: str) -> _Shape:
    found = _Shape()
    found.feed(page)
    found.close()
    assert found.open == []
    return found
