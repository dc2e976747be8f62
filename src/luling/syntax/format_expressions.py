"""Canonical text of names, types, citations, conditions and sums.

In: nodes, and the source where there is one, for what the tree does not keep (whether × or 乘 was
typed). Out: text without line breaks, in full-width punctuation, that reads back as the same node.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import assert_never

from luling.source import Source, Span
from luling.syntax import ast
from luling.syntax.building import operator_of
from luling.syntax.layout import joined
from luling.syntax.tables import load

__all__ = ["Texts"]

_TYPES = {
    "bool": "是非", "money": "金额", "ratio": "比例", "date": "日期", "duration": "时长",
    "text": "文本", "names": "名单",
}  # fmt: skip
_COMPARE: dict[ast.CompareWord, str] = {
    "eq": "是", "ne": "不是", "lt": "低于", "le": "不超过", "gt": "超过", "ge": "不低于",
}  # fmt: skip
_SYMBOLS = {"<=": "≤", "＜＝": "≤", "≦": "≤", ">=": "≥", "＞＝": "≥", "≧": "≥", "!=": "≠"}
_SYMBOLS |= {"=": "＝", "==": "＝", "<": "＜", ">": "＞"}
_ARITHMETIC = {"add": ("加", "＋"), "sub": ("减", "－"), "mul": ("乘", "×"), "div": ("除以", "÷")}
_CALLS = {"age": "周岁", "days": "天数", "year": "年度", "month": "月份"}
_AGGREGATES = {"count": "计数", "sum": "合计", "names": "名单"}
_UNITS = {2: "分", 1: "角", 0: "元", -1: "十元", -2: "百元", -3: "千元", -4: "万元"}
_MODES = {"half_up": "四舍五入", "down": "舍去", "up": "进位"}


class Texts:
    """Prints single nodes."""

    def __init__(self, source: Source | None) -> None:
        self.source = source

    def typed(self, span: Span) -> str:
        """What the author typed there; empty for a tree without a source."""
        known = self.source is not None and span.file == self.source.name
        return self.source.slice(span) if known and self.source is not None else ""

    @cached_property
    def _name_pattern(self) -> re.Pattern[str]:
        return re.compile(load().patterns["NAME"])

    # ------------------------------------------------------------ names and values

    def name(self, text: str, soft: bool = True) -> str:
        """As it is where it reads back as a name, else in quotation marks."""
        tables = load()
        kind = tables.keywords.get(text)
        free = kind is None or (soft and kind in tables.soft)
        if free and self._name_pattern.fullmatch(text) and not self._is_rounding(text):
            return text
        return f"“{text}”" if "”" not in text else f'"{text}"'

    def _is_rounding(self, text: str) -> bool:
        return re.match(load().patterns["ROUNDING"], text) is not None

    def label(self, label: ast.Label) -> str:
        return self.name(label.text) + (f"（{label.id}）" if label.id is not None else "")

    def text(self, value: str) -> str:
        plain = value.isascii() and '"' not in value
        return f'"{value}"' if plain or "”" in value else f"“{value}”"

    def date(self, date: ast.Date) -> str:
        value = date.value
        day = "底" if date.at_end else f"{value.day}日"
        return f"{value.year:04d}年{value.month}月{day}"

    def type(self, type: ast.Type) -> str:
        match type:
            case ast.SimpleType(kind):
                return _TYPES[kind]
            case ast.IntegerType(unit):
                return "整数" if unit is None else f"整数（{unit}）"
            case ast.NamedType(name):
                return self.name(name, soft=False)
            case ast.SetType(element):
                return f"集合（{element.name}）"
            case _:
                assert_never(type)

    def citation(self, citation: ast.Citation) -> str:
        notice = f"{citation.policy.text} " if citation.policy is not None else ""
        return notice + citation.clause + "".join(f"「{quote.text}」" for quote in citation.quotes)

    def citations(self, citations: tuple[ast.Citation, ...]) -> str:
        return "、".join(self.citation(citation) for citation in citations)

    def rounding(self, rounding: ast.Rounding, money: bool = True) -> str:
        word, places = _MODES[rounding.mode], rounding.places
        if places is None:
            return word
        by_unit = "到" in typed if (typed := self.typed(rounding.span)) else money
        if (by_unit and places in _UNITS) or places < 0:
            return f"{word}到{_UNITS[places]}"
        return f"{'' if rounding.mode == 'half_up' else word}保留{places}位小数"

    def period(self, period: ast.Period) -> str:
        start = [f"自 {self.date(period.start)}"] if period.start is not None else []
        end = [f"至 {self.date(period.end)}"] if period.end is not None else []
        return " ".join(start + end)

    # ------------------------------------------------------------ expressions

    def list(self, items: tuple[ast.Expr, ...], mark: str = "、") -> str:
        return mark.join(self.expr(item) for item in items)

    def expr(self, expr: ast.Expr) -> str:
        match expr:
            case ast.Number(text=text):
                return text
            case ast.Date():
                return self.date(expr)
            case ast.Text(text_value):
                return self.text(text_value)
            case ast.Truth(truth):
                return "是" if truth else "否"
            case ast.Unspecified(refers_to):
                return "未规定" + ("" if refers_to is None else f"，按《{refers_to}》执行")
            case ast.Reference(name):
                return name.text
            case ast.Lookup(name, keys):
                return f"{name.text}（{self.list(keys, '，')}）"
            case ast.Not() | ast.Logic() | ast.Quantified():
                return self._logic(expr)
            case ast.Compare() | ast.Between() | ast.Among() | ast.Contains() | ast.Empty():
                return self._test(expr)
            case ast.Arithmetic() | ast.Negative():
                return self._sum(expr)
            case ast.Overflow(amount, mode):
                return joined(self.expr(amount), "顺延" if mode == "next_day" else "取月末")
            case ast.DateOf():
                return self._date_of(expr)
            case ast.Selection():
                return self.selection(expr)
            case ast.Extreme(kind, args):
                return f"{'最高' if kind == 'max' else '最低'}（{self.list(args, '，')}）"
            case ast.Aggregate(aggregate, selection):
                return f"{_AGGREGATES[aggregate]}（{self.selection(selection)}）"
            case ast.Call(function, call_args):
                return f"{_CALLS[function]}（{self.list(call_args, '，')}）"
            case ast.Grouped(inner):
                return f"（{self.expr(inner)}）"
            case ast.Broken(span):
                return self.typed(span) or "未规定"
            case _:
                assert_never(expr)

    def _logic(self, expr: ast.Not | ast.Logic | ast.Quantified) -> str:
        match expr:
            case ast.Not(operand):
                return joined("非", self.expr(operand))
            case ast.Logic(word, parts):
                link = "且" if word == "and" else "或"
                words = [text for part in parts for text in (link, self.expr(part))]
                return joined(*words[1:])
            case ast.Quantified(kind, selection):
                return f"{'每个' if kind == 'every' else '任一'} {self.selection(selection)}"

    def selection(self, selection: ast.Selection) -> str:
        words = [selection.roster.text]
        if selection.condition is not None:
            words += ["中", self.expr(selection.condition)]
        if selection.value is not None:
            words += ["的", self.expr(selection.value)]
        return joined(*words)

    def _test(
        self, expr: ast.Compare | ast.Between | ast.Among | ast.Contains | ast.Empty
    ) -> str:
        match expr:
            case ast.Compare(left=left, right=right):
                return joined(self.expr(left), self.compare_word(expr), self.expr(right))
            case ast.Between(value, low, high):
                return joined(self.expr(value), "介于", self.expr(low), "至", self.expr(high))
            case ast.Among(value, members, negated):
                word = "不属于" if negated else "属于"
                return joined(self.expr(value), word, self.list(members))
            case ast.Contains(found, member, negated):
                word = "不包含" if negated else "包含"
                return joined(self.expr(found), word, self.expr(member))
            case ast.Empty(found, negated):
                return joined(self.expr(found), "不为空" if negated else "为空")

    def compare_word(self, compare: ast.Compare) -> str:
        word = _SYMBOLS.get(compare.word, compare.word)
        meant = "eq" if word == "是" else operator_of(word)
        return word if meant == compare.op else _COMPARE[compare.op]

    def cell_word(self, op: ast.CompareWord, typed: str) -> str:
        word = _SYMBOLS.get(typed, typed)
        usual = "等于" if op == "eq" else _COMPARE[op]
        return word if operator_of(word) == op else usual

    def _sum(self, expr: ast.Arithmetic | ast.Negative) -> str:
        if isinstance(expr, ast.Negative):
            return f"－{self.expr(expr.operand)}"
        steps: list[str] = []
        left: ast.Expr = expr
        while isinstance(left, ast.Arithmetic):
            word, symbol = _ARITHMETIC[left.op]
            typed = self.typed(left.word_span)
            written = symbol if len(typed) == 1 and not typed.isalpha() else word
            steps += [self.expr(left.right), written]
            left = left.left
        return joined(self.expr(left), *reversed(steps))

    def _date_of(self, expr: ast.DateOf) -> str:
        date = self.expr(expr.date)
        if expr.year_end:
            return joined(date, "年末")
        day = "月末" if expr.day is None else f"{expr.day}日"
        if expr.months == 0 and expr.day is None:
            return joined(date, "月末")
        return joined(date, "次月" if expr.months else "当月", day)
