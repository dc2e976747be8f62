"""A small document with one block of every kind, and ways to spoil its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import Any

from luling.backends.document.model import (
    Arrow,
    Box,
    Cite,
    Document,
    Group,
    Items,
    Line,
    Pair,
    Pairs,
    Paragraph,
    Picture,
    Run,
    Section,
    Summary,
    Table,
    Terms,
)

__all__ = ["HOSTILE", "SMALL", "poisoned", "rebuilt"]

HOSTILE = (
    "</w:t></w:r></w:p><w:p>", "<w:br/>", "]]>", "<!--", "-->", "&lt;", "&#0;", "&amp;amp;",
    "<?xml version='1.0'?>", "{ HYPERLINK \"https://x.example\" }", "MERGEFIELD", "_x0041_",
    "#import \"@preview/x:0.1.0\"", "#sys.inputs", "#link(\"https://x.example\")", "$x^2$", "`码`",
    "*粗*", "_斜_", "= 题", "- 项", "+ 项", "<mark>", "@ref", "\\u{0}", "// 注", "/* 注", "*/",
    "]", "[",
    "\"", "\\", "https://x.example/", "\u202e倒", "\u200b", "\ufeff", "\x00", "\x0b", "\x1b[0m",
    "\ud800", "\udfff", "\ufffe", "\uffff", "\r\n", "\n", "\t", "𠮷", "", " ",
    "x" * 300, "长" * 300,
)  # fmt: skip

_CITES = (Cite("二（一）", anchor="c-2"), Cite("三", "上位通知"))


def _table(rows: int) -> Table:
    return Table(
        "比例",
        ("情形", "比例", "标识"),
        tuple(
            (Line(f"第{at}种", end=""), Line("80%", _CITES[:1], end=""), Line("rate_a", end=""))
            for at in range(1, rows + 1)
        ),
        frozenset({2}),
    )


_NESTED = Line(
    "同时符合下列条件的",
    (),
    (Line("参加职工医保", end="；"), Line("门诊就医", _CITES, end="；")),
)
_PAIRS = Pairs(
    (
        Pair("标题", "c-0", (Run("关于报销的通知", False),), "不含规定", ()),
        Pair(
            "一",
            "c-1",
            (Run("一、", False), Run("报销80%", True), Run("。\n另有规定的除外。", False)),
            "已编码",
            (Line("报销80%"), _NESTED),
        ),
        Pair(
            "二",
            "c-2",
            (Run("二、加强领导。", False),),
            "不编码",
            (),
            Line("理由：没有可以判定的内容"),
        ),
    )
)
_PICTURE = Picture(
    "picture-1",
    "报销：结论怎样得出",
    "报销由条件得出。",
    340,
    65,
    (
        Box(8, 8, 126, 49, "between", ("条件",), "看1项事实"),
        Box(170, 8, 126, 35, "outcome", ("报销",)),
    ),
    (Arrow(((134, 32), (170, 25))),),
    (Line("条件：由所填的险种得出"), Line("报销（结论）：由条件得出")),
)
_TERMS = Terms(
    (
        ("文号", Line("示医保〔2023〕1号", end="")),
        ("日期", Line("2023年1月1日", end="")),
    )
)
_DECISION = Group(
    "报销",
    (
        Paragraph(Line("有下列情形之一的，予以报销", _CITES, (_NESTED, Line("急诊")))),
        Items((Line("甲类药品", end="；"), Line("乙类药品", end="；")), False),
        _table(2),
        _PICTURE,
        Group("例外", (Paragraph(Line("没有例外")),)),
    ),
    "decision-1",
)
SMALL = Document(
    "small",
    "关于报销的通知",
    (
        Section("basics", "基本信息", (_TERMS, Paragraph(Line("通知原文一字未改"), quiet=True))),
        Section("notice", "通知逐条对照", (_PAIRS,)),
        Section("decisions", "各项判定", (_DECISION,)),
    ),
    Summary("示医保〔2023〕1号", "示例市医疗保障局", "自2023年1月1日起", "示例市", 2, 1, 0, 0),
    "0123456789abcdef" * 4,
)


def rebuilt(value: Any, change: Callable[[str], str]) -> Any:
    """The same tree with every text that is printed changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(rebuilt(item, change) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = ("kind", "end", "id", "anchor", "source_hash")
        changed = {
            each.name: rebuilt(getattr(value, each.name), change)
            for each in fields(value)
            if each.name not in kept
        }
        return replace(value, **changed)
    return value


def poisoned(document: Document, texts: tuple[str, ...] = HOSTILE) -> Document:
    """A hostile text at the end of every text; each in turn."""
    at = count()
    found = rebuilt(document, lambda text: text + texts[next(at) % len(texts)])
    assert isinstance(found, Document)
    return found
