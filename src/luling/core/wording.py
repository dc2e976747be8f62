"""The Chinese text of an expression, as an author would type it: labels, words, brackets where the
grammar needs them.

In: an expression with the program and decision that its ids belong to. Out: one line of policy
source without ids (险种 是 职工医保; 非 处方医师为责任医师; 门诊特病起付标准（定点医院等级）).
Where the expression was made by the compiler and has no source form, the nearest words stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from luling.core import ir
from luling.core.ir import type_of
from luling.core.values import value_text
from luling.types import (
    BOOL,
    EnumType,
    IntegerType,
    SetType,
    Type,
)
from luling.types import DATE as DATE_TYPE

__all__ = ["leaves", "literal", "phrase", "type_of"]


def phrase(expr: ir.Expr, program: ir.Program, decision: ir.Decision) -> str:
    """The text of an expression."""
    return _Writer(program, decision).text(expr)


def literal(value: ir.Value, type: Type, program: ir.Program) -> str:
    """A constant as it is typed: 1000元, 80%, 30种, 2022年6月30日, 职工医保, 3个月, 是."""
    return value_text(value, type, program.enumerations)


def leaves(expr: ir.Expr | None) -> Iterator[ir.Expr]:
    """The condition taken apart at 且 and 或; none for a rule without condition."""
    if isinstance(expr, ir.Logic):
        for part in expr.parts:
            yield from leaves(part)
    elif expr is not None:
        yield expr


# ---------------------------------------------------------------- binding, loose to tight

_OR, _AND, _NOT, _TEST, _SUM, _PRODUCT, _POSTFIX, _ATOM = range(8)

_COMPARE: dict[str, str] = {
    "eq": "是", "ne": "不是", "lt": "低于", "le": "不超过", "gt": "超过", "ge": "不低于",
}  # fmt: skip
_DATES: dict[str, str] = {
    "eq": "是", "ne": "不是", "lt": "早于", "le": "不晚于", "gt": "晚于", "ge": "不早于",
}  # fmt: skip
_COUNTS: dict[str, str] = {**_COMPARE, "lt": "少于", "ge": "不少于"}
_ARITHMETIC = {"add": "加", "sub": "减", "mul": "乘", "div": "除以"}
_PARTS = {"age": "周岁", "days": "天数", "year": "年度", "month": "月份"}
_EXTREMES = {"max": "最高", "min": "最低"}
_AGGREGATES = {"count": "计数", "sum": "合计", "names": "名单"}
_QUANTIFIERS = {"every": "每个", "any": "任一"}
_MODES = {"marginal": "分段累进", "whole": "全额按档", "value": "按档取值"}


def _binding(expr: ir.Expr) -> int:
    match expr:
        case ir.Logic():
            return _AND if expr.op == "and" else _OR
        case ir.Not():
            return _TEST if isinstance(expr.operand, (ir.Among, ir.Contains, ir.IsEmpty)) else _NOT
        case ir.Quantified():
            return _NOT
        case ir.Compare() | ir.Among() | ir.Listed() | ir.Contains() | ir.IsEmpty():
            return _TEST
        case ir.Arithmetic():
            return _SUM if expr.op in ("add", "sub") else _PRODUCT
        case ir.ShiftDate():
            return _SUM
        case ir.DayOf():
            return _POSTFIX
        case _:
            return _ATOM


@dataclass(frozen=True, slots=True)
class _Writer:
    program: ir.Program
    decision: ir.Decision

    def within(self, expr: ir.Expr, least: int) -> str:
        """The text, in brackets when it binds more loosely than its place asks for."""
        words = self.text(expr)
        return f"（{words}）" if _binding(expr) < least else words

    def text(self, expr: ir.Expr) -> str:
        match expr:
            case ir.Literal_():
                return value_text(expr.value, expr.type, self.program.enumerations)
            case ir.Fact():
                return next(item.label for item in self.decision.facts if item.id == expr.id)
            case ir.Member():
                return self.field(expr.roster, expr.id)
            case ir.Parameter():
                name = next(item.label for item in self.program.parameters if item.id == expr.id)
                return f"{name}（{self.listed(expr.keys)}）" if expr.keys else name
            case ir.Reference():
                return self.definition(expr.id).label
            case ir.Not():
                return self.negated(expr.operand)
            case ir.Logic():
                # Parts of the same or the other word stand in brackets: the two are never mixed.
                word = " 且 " if expr.op == "and" else " 或 "
                return word.join(self.within(part, _NOT) for part in expr.parts)
            case ir.Compare():
                word = _words_for(type_of(expr.left))[expr.op]
                return f"{self.within(expr.left, _SUM)} {word} {self.within(expr.right, _SUM)}"
            case ir.Among():
                return self.among(expr, "属于")
            case ir.Listed():
                return f"{self.within(expr.code, _SUM)} 属于 {self.catalogue(expr.catalogue)}"
            case ir.Contains():
                return self.contains(expr, "包含")
            case ir.IsEmpty():
                return f"{self.within(expr.set, _SUM)} 为空"
            case ir.Arithmetic():
                return self.arithmetic(expr)
            case ir.ShiftDate():
                word = "加" if expr.sign == 1 else "减"
                after = {"error": "", "next_day": " 顺延", "month_end": " 取月末"}[expr.overflow]
                amount = self.within(expr.amount, _POSTFIX if after else _PRODUCT)
                return f"{self.within(expr.date, _SUM)} {word} {amount}{after}"
            case ir.DayOf():
                return f"{self.within(expr.date, _POSTFIX)} {_day_words(expr)}"
            case ir.DatePart():
                return f"{_PARTS[expr.part]}（{self.listed(expr.args)}）"
            case ir.Extreme():
                return f"{_EXTREMES[expr.kind]}（{self.listed(expr.args)}）"
            case ir.Aggregate():
                return f"{_AGGREGATES[expr.kind]}（{self.selection(expr.selection)}）"
            case ir.Quantified():
                return f"{_QUANTIFIERS[expr.kind]} {self.selection(expr.selection)}"
            case ir.Brackets():
                return self.brackets(expr)
            case ir.Unspecified():
                return f"未规定，按《{expr.refers_to}》执行" if expr.refers_to else "未规定"
            case _:
                assert_never(expr)

    # ------------------------------------------------------------ parts

    def listed(self, parts: tuple[ir.Expr | ir.Selection, ...]) -> str:
        return "，".join(
            self.selection(part) if isinstance(part, ir.Selection) else self.within(part, _SUM)
            for part in parts
        )

    def negated(self, operand: ir.Expr) -> str:
        match operand:
            case ir.Among():
                return self.among(operand, "不属于")
            case ir.Contains():
                return self.contains(operand, "不包含")
            case ir.IsEmpty():
                return f"{self.within(operand.set, _SUM)} 不为空"
            case _:
                return f"非 {self.within(operand, _ATOM)}"

    def among(self, expr: ir.Among, word: str) -> str:
        kind = type_of(expr.operand)
        values = [value_text(value, kind, self.program.enumerations) for value in expr.values]
        return f"{self.within(expr.operand, _SUM)} {word} {'、'.join(values)}"

    def contains(self, expr: ir.Contains, word: str) -> str:
        return f"{self.within(expr.set, _SUM)} {word} {self.element(expr)}"

    def element(self, expr: ir.Contains) -> str:
        """The label of an enumeration's value, or of a collection's member."""
        if isinstance(expr.set, ir.Reference):
            for member in self.definition(expr.set.id).members:
                if member.id == expr.value:
                    return member.label
        kind = type_of(expr.set)
        assert isinstance(kind, SetType)
        return value_text(expr.value, EnumType(kind.id), self.program.enumerations)

    def arithmetic(self, expr: ir.Arithmetic) -> str:
        # Operators stand from left to right; the right side binds more tightly than its operator.
        own = _binding(expr)
        left, right = self.within(expr.left, own), self.within(expr.right, own + 1)
        return f"{left} {_ARITHMETIC[expr.op]} {right}"

    def selection(self, expr: ir.Selection) -> str:
        """特病定点医院 中 非 选定单病种结算 的 等级"""
        words = self.roster(expr.roster).label
        if expr.condition is not None:
            words += f" 中 {self.within(expr.condition, _AND)}"
        if expr.value is not None:
            least = _NOT if type_of(expr.value) == BOOL else _SUM
            words += f" 的 {self.within(expr.value, least)}"
        return words

    def brackets(self, expr: ir.Brackets) -> str:
        """按 医保费用 分段累进（不超过 10000元：85%；超过 10000元：90%）"""
        kind = type_of(expr.amount)
        rows = "；".join(self.bracket(expr, row, kind) for row in expr.rows)
        return f"按 {self.within(expr.amount, _SUM)} {_MODES[expr.mode]}（{rows}）"

    def bracket(self, expr: ir.Brackets, row: ir.Bracket, kind: Type) -> str:
        over, under = ("不低于", "低于") if expr.lower_closed else ("超过", "不超过")
        bounds = []
        if row.lower is not None:
            bounds.append(f"{over} {value_text(row.lower, kind, self.program.enumerations)}")
        if row.upper is not None:
            bounds.append(f"{under} {value_text(row.upper, kind, self.program.enumerations)}")
        return f"{'、'.join(bounds) or '不限'}：{self.text(row.value)}"

    # ------------------------------------------------------------ names

    def definition(self, id: str) -> ir.Definition:
        return next(item for item in self.decision.definitions if item.id == id)

    def catalogue(self, id: str) -> str:
        return next(item.label for item in self.program.catalogues if item.id == id)

    def roster(self, id: str) -> ir.RosterDeclaration:
        found = next(item for item in self.decision.facts if item.id == id)
        assert isinstance(found, ir.RosterDeclaration)
        return found

    def field(self, roster: str, id: str) -> str:
        return next(item.label for item in self.roster(roster).fields if item.id == id)


# ---------------------------------------------------------------- constants


def _words_for(kind: Type) -> dict[str, str]:
    if kind == DATE_TYPE:
        return _DATES
    return _COUNTS if isinstance(kind, IntegerType) else _COMPARE


def _day_words(expr: ir.DayOf) -> str:
    if expr.year_end:
        return "年末"
    if expr.day is None and expr.months == 0:
        return "月末"
    month = {0: "当月", 1: "次月"}.get(expr.months, f"后第{expr.months}个月")
    return f"{month} {'月末' if expr.day is None else f'{expr.day}日'}"
