"""Canonical lines of forms: the words of the original in one column, what is filled in beside."""

from __future__ import annotations

from luling.syntax import ast
from luling.syntax.build_forms import HAND
from luling.syntax.format_clauses import ClauseLines
from luling.syntax.layout import Line, Piece, aligned, joined

__all__ = ["form_lines"]


def form_lines(texts: ClauseLines, node: ast.FormDecl, indent: int) -> list[Line]:
    head = Piece(f"表单 {texts.label(node.label)}：《{node.title.value}》", node.span.start)
    lines = texts.clauses(indent, head, [], node.basis)
    rows = [["栏目", "填写"], *(_row(texts, entry) for entry in node.entries)]
    starts = [node.header.start, *(entry.span.start for entry in node.entries)]
    grid = zip(aligned(rows), starts, strict=True)
    return lines + [Line(indent + 2, text, at) for text, at in grid]


def _row(texts: ClauseLines, entry: ast.FormEntry) -> list[str]:
    heading = "、".join(_quoted(words.value) for words in entry.heading)
    return [heading, _place(texts, entry)]


def _quoted(words: str) -> str:
    """Words of the original often have “ ” in them, so the marks around them are plain."""
    return f'"{words}"' if '"' not in words else f"“{words}”"


def _place(texts: ClauseLines, entry: ast.FormEntry) -> str:
    if entry.kind == "heading":
        return "—"
    said = HAND if entry.kind == "hand" else "、".join(texts.expr(item) for item in entry.values)
    return said if entry.roster is None else joined(texts.name(entry.roster.text), "的", said)
