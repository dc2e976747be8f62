"""Expressions as noun phrases: 医保费用减去统筹应付的余额; 报告月份的次月10日.

One level of arithmetic is said in words; what is deeper is a formula with names in it, which people
read more easily than a long sentence.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import assert_never

from luling.backends.document.names import Names, is_zero
from luling.backends.document.predicates import listed, quoted
from luling.core import ir
from luling.core.ir import type_of
from luling.types import DurationType, EnumType, IntegerType, Type

__all__ = ["Terms", "count_stem"]

_PLAIN = (ir.Literal_, ir.Fact, ir.Member, ir.Reference, ir.Parameter)
_SHORT = 24
_SIGNS = {"add": " + ", "sub": " − ", "mul": " × ", "div": " ÷ "}


class Terms(ABC):
    """Noun phrases within one decision."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._rosters: list[str] = []

    @contextmanager
    def inside(self, roster: str) -> Iterator[None]:
        """While the members of a roster are spoken of, what belongs to a member of another one
        names it: 该县区的名称."""
        self._rosters.append(roster)
        yield
        self._rosters.pop()

    def owned(self, label: str, roster: str | None) -> str:
        if roster is None or not self._rosters or self._rosters[-1] == roster:
            return label
        return f"该{self.names.roster(roster).label}的{label}"

    @abstractmethod
    def test(self, expr: ir.Expr, holds: bool = True) -> str:
        """A condition as a predicate."""

    def term(self, expr: ir.Expr) -> str:
        """What an expression stands for."""
        match expr:
            case ir.Literal_():
                return self.names.constant(expr.value, expr.type)
            case ir.Fact():
                return self.names.fact(expr.id)
            case ir.Member():
                return self.owned(self.names.member(expr.roster, expr.id), expr.roster)
            case ir.Reference():
                found = self.names.definition(expr.id)
                roster = found.roster if found.kind == "per_member" else None
                return self.owned(found.label, roster)
            case ir.Parameter():
                return self.parameter(expr)
            case ir.Arithmetic():
                return self.arithmetic(expr)
            case ir.DayOf():
                return f"{self.inner(expr.date)}{_day_words(expr)}"
            case ir.DatePart():
                return self.part(expr)
            case ir.ShiftDate() | ir.Extreme():
                said, remark = self.remarked(expr)
                return f"{said}（{remark}）" if remark else said
            case ir.Aggregate():
                return self.aggregate(expr)
            case ir.Brackets():
                rows = "；".join(self.bracket_rows(expr))
                return f"{self.bracket_head(expr)}（{rows}）"
            case ir.Unspecified():
                return _unspecified(expr)
            case (
                ir.Not() | ir.Logic() | ir.Compare() | ir.Among() | ir.Listed() | ir.Contains()
                | ir.IsEmpty() | ir.Quantified()
            ):  # fmt: skip
                return f"{quoted(self.test(expr))}是否成立"
            case _:
                assert_never(expr)

    def inner(self, expr: ir.Expr) -> str:
        """As a part of a longer phrase: in quotation marks where it is one itself."""
        text = self.term(expr)
        head = expr.date if isinstance(expr, ir.DayOf) else expr
        return text if isinstance(head, _PLAIN) else quoted(text)

    def remarked(self, expr: ir.Expr) -> tuple[str, str]:
        """A phrase, and what has to be remarked on it: 不足零的，按零计."""
        match expr:
            case ir.ShiftDate():
                return self.shifted(expr)
            case ir.Extreme():
                return self.extreme(expr)
        return self.term(expr), ""

    # ------------------------------------------------------------ numbers

    def parameter(self, expr: ir.Parameter) -> str:
        """职工统筹报销比例（80%）; 按国谈用药定点医院等级确定的门诊特病起付标准."""
        label = self.names.parameter(expr.id).label
        constant = all(isinstance(key, ir.Literal_) for key in expr.keys)
        value = self.names.fixed_value(expr) if constant else ""
        keys = listed([self.inner(key) for key in expr.keys])
        if not constant:
            return f"按{keys}确定的{label}"
        said = "为".join(part for part in (keys, value) if part)
        return f"{label}（{said}）" if said else label

    def arithmetic(self, expr: ir.Arithmetic) -> str:
        if _is_deep(expr):
            return self.formula(expr)
        left, right = self.inner(expr.left), self.inner(expr.right)
        match expr.op:
            case "add":
                return f"{left}与{right}之和"
            case "sub":
                return f"{left}减去{right}后的余额"
            case "mul":
                return f"{left}与{right}的乘积"
            case "div":
                return f"{left}除以{right}所得的商"

    def formula(self, expr: ir.Expr) -> str:
        """（医保费用 − 应扣的起付额）× 应执行的报销比例"""
        if not isinstance(expr, ir.Arithmetic):
            return self.inner(expr)
        left, right = self.formula(expr.left), self.formula(expr.right)
        product = expr.op in ("mul", "div")
        if product and _is_sum(expr.left):
            left = f"（{left}）"
        inside = isinstance(expr.right, ir.Arithmetic)
        if inside and (product or (expr.op == "sub" and _is_sum(expr.right))):
            right = f"（{right}）"
        return f"{left}{_SIGNS[expr.op]}{right}".replace("） ", "）").replace(" （", "（")

    def extreme(self, expr: ir.Extreme) -> tuple[str, str]:
        rest = [arg for arg in expr.args if not is_zero(arg)]
        only = rest[0] if len(rest) == 1 and len(expr.args) == 2 else None
        if expr.kind == "max" and only is not None and not isinstance(only, ir.Selection):
            said, remark = self.remarked(only)
            return said, f"{remark}；不足零的，按零计" if remark else "不足零的，按零计"
        parts = [self.candidate(arg) for arg in expr.args]
        ranked = isinstance(expr.type, EnumType)
        many = len(parts) > 2 or any(isinstance(arg, ir.Selection) for arg in expr.args)
        high, low = ("最高", "最低") if ranked else ("最大", "最小")
        if not many:
            high, low = ("较高", "较低") if ranked else ("较大", "较小")
        word = high if expr.kind == "max" else low
        if len(parts) == 1:
            return parts[0], ""
        return f"{listed(parts[:-1])}与{parts[-1]}中{word}的一个", ""

    def candidate(self, arg: ir.Expr | ir.Selection) -> str:
        return self.selection(arg) if isinstance(arg, ir.Selection) else self.inner(arg)

    def selection(self, arg: ir.Selection) -> str:
        """各特病定点医院（限于未选定单病种结算的）的等级"""
        words = f"各{self.names.roster(arg.roster).label}"
        with self.inside(arg.roster):
            if arg.condition is not None:
                words += f"（限于{self.test(arg.condition)}的）"
            return words if arg.value is None else f"{words}的{self.inner(arg.value)}"

    def aggregate(self, expr: ir.Aggregate) -> str:
        chosen = expr.selection
        roster = self.names.roster(chosen.roster).label
        match expr.kind:
            case "count":
                return f"{self.counted(chosen, roster)}的个数"
            case "sum":
                return f"{self.selection(chosen)}的合计"
            case "names":
                return f"{self.those(chosen, roster)}的名单"

    def those(self, chosen: ir.Selection, roster: str) -> str:
        """营业的药店; what is asked in several words stands in brackets behind."""
        if chosen.condition is None:
            return roster
        asked = self.asked_of(chosen.roster, chosen.condition)
        return f"{asked}的{roster}" if _is_short(asked) else f"{roster}（限于{asked}的）"

    def counted(self, chosen: ir.Selection, roster: str) -> str:
        """营业的药店; 药店中所在县区与该县区的县区名称相同，并且营业: 的个数 follows."""
        if chosen.condition is None:
            return roster
        asked = self.asked_of(chosen.roster, chosen.condition)
        return f"{asked}的{roster}" if _is_short(asked) else f"{roster}中{asked}"

    def asked_of(self, roster: str, condition: ir.Expr) -> str:
        with self.inside(roster):
            return self.test(condition)

    # ------------------------------------------------------------ bracket tables

    def bracketed(self, expr: ir.Brackets) -> str:
        """How an outcome follows from a bracket table: 按医保费用分段计算，各段相加."""
        amount = self.inner(expr.amount)
        match expr.mode:
            case "marginal":
                return f"按{amount}分段计算，各段相加"
            case "whole":
                return f"为{amount}乘以它所在那一档的比例"
            case "value":
                return f"按{amount}所在的那一档确定"

    def bracket_head(self, expr: ir.Brackets) -> str:
        """What a bracket table does with its amount."""
        amount = self.inner(expr.amount)
        match expr.mode:
            case "marginal":
                return f"{amount}分段计算、各段相加的数额"
            case "whole":
                return f"{amount}与它所在那一档的比例的乘积"
            case "value":
                return f"{amount}所在那一档的值"

    def bracket_rows(self, expr: ir.Brackets) -> list[str]:
        """不超过10000元的部分，按85%"""
        kind = type_of(expr.amount)
        part = "的部分，按" if expr.mode == "marginal" else "的，"
        return [
            f"{self.bounds(expr, row, kind)}{part}{self.bracket_value(row.value)}"
            for row in expr.rows
        ]

    def bracket_value(self, value: ir.Expr) -> str:
        spelled = self.names.spelled(value) if isinstance(value, ir.Parameter) else ""
        said = _unspecified(value) if isinstance(value, ir.Unspecified) else self.inner(value)
        return f"{said}（{spelled}）" if spelled else said

    def bounds(self, expr: ir.Brackets, row: ir.Bracket, kind: Type) -> str:
        over, under = ("不低于", "低于") if expr.lower_closed else ("超过", "不超过")
        said = []
        if row.lower is not None:
            said.append(f"{over}{self.names.constant(row.lower, kind)}")
        if row.upper is not None:
            said.append(f"{under}{self.names.constant(row.upper, kind)}")
        return "、".join(said) or "不论多少"

    # ------------------------------------------------------------ dates

    def shifted(self, expr: ir.ShiftDate) -> tuple[str, str]:
        """出院日期往后推3个月的日期; and what holds where the month has no such day."""
        after = {
            "error": "", "next_day": "当月没有这一日的，顺延到下月1日",
            "month_end": "当月没有这一日的，取当月最后一日",
        }[expr.overflow]  # fmt: skip
        way = "后" if expr.sign == 1 else "前"
        said = f"{self.inner(expr.date)}往{way}推{self.inner(expr.amount)}的日期"
        return said, after if self.in_months(expr.amount) else ""

    def in_months(self, amount: ir.Expr) -> bool:
        kind = type_of(amount)
        return isinstance(kind, DurationType) and kind.unit == "months"

    def part(self, expr: ir.DatePart) -> str:
        first = self.inner(expr.args[0])
        match expr.part:
            case "age":
                return f"自{first}至{self.inner(expr.args[1])}的周岁数"
            case "days":
                return f"自{first}至{self.inner(expr.args[1])}的天数"
            case "year":
                return f"{first}所在的年份"
            case "month":
                return f"{first}所在的月份"


def _unspecified(expr: ir.Unspecified) -> str:
    if expr.refers_to is None:
        return "本通知未规定"
    return f"本通知未规定，按《{expr.refers_to.strip('《》')}》执行"


def _is_short(asked: str) -> bool:
    return len(asked) <= _SHORT and not any(mark in asked for mark in "，、“与")


def _is_sum(expr: ir.Expr) -> bool:
    return isinstance(expr, ir.Arithmetic) and expr.op in ("add", "sub")


def _is_deep(expr: ir.Arithmetic) -> bool:
    return isinstance(expr.left, ir.Arithmetic) or isinstance(expr.right, ir.Arithmetic)


def _day_words(expr: ir.DayOf) -> str:
    if expr.year_end:
        return "当年的最后一日"
    month = {0: "当月", 1: "次月", -1: "上月"}.get(expr.months)
    if month is None:
        month = f"{'后' if expr.months > 0 else '前'}第{abs(expr.months)}个月"
    return f"的{month}{'最后一日' if expr.day is None else f'{expr.day}日'}"


def count_stem(label: str, kind: Type) -> str:
    """What is counted: 双通道药店数（家）→ 双通道药店; empty where the label does not say."""
    stem = label.removesuffix("数")
    if not isinstance(kind, IntegerType) or stem == label or len(stem) < 2:
        return ""
    return "" if stem.endswith(("种", "次", "天", "人", "名", "家", "户", "例", "倍")) else stem
