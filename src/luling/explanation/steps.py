"""How a value was computed, one line a step, with names and numbers.

（医保费用 1,000.00 元 − 本次起付额 300.00 元）× 报销比例 80% = 560.00 元

What is chosen (最高, 最低), summed up or read off a table is a step of its own before the line that
goes on with its result. Nothing here knows any policy.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from luling.core import ir
from luling.core.order import walk
from luling.core.wording import phrase, type_of
from luling.explanation.reasons import squeezed
from luling.explanation.values import Values
from luling.interpreter import rosters
from luling.interpreter.expressions import evaluate
from luling.interpreter.values import Known, Plain, rounded
from luling.types import EnumType, IntegerType, MoneyType, Type

__all__ = ["Steps", "date_words", "floor_of", "is_of_member", "is_sum", "rounding_words"]

_SIGNS = {"add": "+", "sub": "−", "mul": "×", "div": "÷"}
_MEMBERS = 12


class Steps:
    """`lines` are the steps so far; `need` is called with each definition that a step uses, so that
    its own steps can come first."""

    def __init__(self, values: Values, need: Callable[[str], None], lines: list[str]) -> None:
        self.values, self.need, self.lines = values, need, lines

    def of(self, expr: ir.Expr, rounding: ir.Rounding | None, head: str = "") -> None:
        """The steps to the value of a rule; none for a constant or a mere condition."""
        kind = type_of(expr)
        match expr:
            case ir.Arithmetic():
                text = self._formula(expr)
                self.lines.append(f"{head}{text}{self._result(expr, kind, rounding)}")
            case ir.Parameter():
                keys = [self._formula(key) for key in expr.keys]
                if keys or self.values.origin(expr):
                    self.lines.append(head + self.values.told(expr))
            case ir.Fact():
                self.lines.append(f"{head or '即'}{self.values.name(expr)}")
            case ir.Reference():
                self.need(expr.id)
                self.lines.append(f"{head or '即'}{self.values.name(expr)}")
            case ir.Aggregate(kind="names"):
                pass  # the names are the value
            case ir.Extreme() | ir.Aggregate() | ir.Brackets():
                before = len(self.lines)
                value = self._formula(expr)
                if len(self.lines) > before:
                    self.lines[-1] = head + self.lines[-1]
                else:
                    self.lines.append(head + value)
            case ir.ShiftDate() | ir.DayOf():
                self.lines.append(f"{head}{self._date(expr)} = {self.values.of(expr)}")
            case _:
                pass

    def _result(self, expr: ir.Expr, kind: Type, rounding: ir.Rounding | None) -> str:
        found = evaluate(expr, self.values.at)
        if not isinstance(found, Known):
            return ""
        final = rounded(found.value, rounding)
        text = self.values.text(final, kind)
        if final == found.value or rounding is None:
            return f" = {text}"
        raw = self.values.text(found.value, kind)
        exact = isinstance(found.value, Fraction) and round(found.value, 6) == found.value
        return f" {'=' if exact else '≈'} {raw}，{rounding_words(rounding, kind)}为 {text}"

    def _date(self, expr: ir.ShiftDate | ir.DayOf) -> str:
        """报告月份 2022年5月1日 的次月10日"""
        self._formula(expr.date)
        words = date_words(expr, self.values.at.program, self.values.at.decision)
        return self.values.told(expr.date) + words

    # ------------------------------------------------------------ one line

    def _formula(self, expr: ir.Expr) -> str:
        match expr:
            case ir.Arithmetic():
                return self._arithmetic(expr)
            case ir.Reference():
                self.need(expr.id)
                return self.values.told(expr)
            case ir.Parameter():
                for key in expr.keys:
                    self._formula(key)
                return self.values.told(expr)
            case ir.Extreme():
                return self._extreme(expr)
            case ir.Aggregate(kind="sum"):
                return self._sum(expr)
            case ir.Brackets():
                return self._brackets(expr)
            case _:
                return self.values.told(expr)

    def _arithmetic(self, expr: ir.Arithmetic) -> str:
        product = expr.op in ("mul", "div")
        left, right = self._operand(expr.left), self._operand(expr.right)
        if product and is_sum(expr.left):
            left = f"（{left}）"
        if (product and isinstance(expr.right, ir.Arithmetic)) or (
            expr.op == "sub" and is_sum(expr.right)
        ):
            right = f"（{right}）"
        return f"{left} {_SIGNS[expr.op]} {right}".replace("） ", "）").replace(" （", "（")

    def _operand(self, expr: ir.Expr) -> str:
        """One side of a formula; 最高（0元，差） stands as the difference where it is not below."""
        floor = floor_of(expr) if isinstance(expr, ir.Extreme) else None
        if floor is None or not is_sum(floor[1]):
            return self._formula(expr)
        value = evaluate(floor[1], self.values.at)
        if isinstance(value, Known) and _negative(value.value):
            return self._formula(expr)
        return f"（{self._formula(floor[1])}）"

    def _extreme(self, expr: ir.Extreme) -> str:
        """Which of several is taken; a mere bound is told only where it counts."""
        result = self.values.of(expr)
        floor = floor_of(expr)
        if floor is not None:
            other = floor[1]
            value = evaluate(other, self.values.at)
            text = self._formula(other)
            is_short = isinstance(value, Known) and _negative(value.value)
            if isinstance(other, ir.Arithmetic):
                tail = f"，不足 {result}，按 {result}计" if is_short else ""
                self.lines.append(f"{text} = {self.values.of(other)}{tail}")
            elif is_short:
                self.lines.append(f"{text} 不足 {result}，按 {result}计")
            else:
                return text
            return result
        parts = [part for arg in expr.args for part in self._candidates(arg)]
        if len(parts) == 1:
            return parts[0]
        high, low = ("最高", "最低") if isinstance(expr.type, EnumType) else ("较大", "较小")
        word = high if expr.kind == "max" else low
        self.lines.append(f"{' 与 '.join(parts)}，取{word}的：{result}")
        return result

    def _candidates(self, arg: ir.Expr | ir.Selection) -> list[str]:
        if not isinstance(arg, ir.Selection):
            if isinstance(arg, ir.Arithmetic):
                text = self._formula(arg)
                self.lines.append(f"{text} = {self.values.of(arg)}")
                return [self.values.of(arg)]
            return [self._formula(arg)]
        each = rosters.selected(arg, self.values.at)
        found = [one.value for one in each if isinstance(one, Known)]
        if not found or arg.value is None:
            return []
        kind = type_of(arg.value)
        listed = "、".join(self.values.text(value, kind) for value in found[:_MEMBERS])
        return [f"{self._roster(arg)}的{self._each(arg.value)} {listed}"]

    def _each(self, expr: ir.Expr) -> str:
        """What the value of a member is called, whichever member that is."""
        if is_of_member(expr, self.values.at.decision):
            return phrase(expr, self.values.at.program, self.values.at.decision).replace(" ", "")
        return self.values.name(expr)

    def _roster(self, selection: ir.Selection) -> str:
        """特病定点医院; with the condition where it leaves members out."""
        name = self.values.words.name(f"facts.{selection.roster}")
        each = rosters.members_of(selection.roster, self.values.at)
        kept = rosters.selected(selection, self.values.at, counted=True)
        if selection.condition is None or len(kept) == len(each):
            return name
        program, decision = self.values.at.program, self.values.at.decision
        return f"{name}（限{squeezed(phrase(selection.condition, program, decision))}的）"

    def _sum(self, expr: ir.Aggregate) -> str:
        each = rosters.selected(expr.selection, self.values.at)
        found = [one.value for one in each if isinstance(one, Known)]
        result = self.values.of(expr)
        if 1 < len(found) <= _MEMBERS:
            parts = " + ".join(self.values.text(value, expr.type) for value in found)
            self.lines.append(f"{self._roster(expr.selection)}各项合计：{parts} = {result}")
        else:
            self.lines.append(f"{self._roster(expr.selection)}各项合计：{result}")
        return result

    # ------------------------------------------------------------ bracket tables

    def _brackets(self, expr: ir.Brackets) -> str:
        amount = evaluate(expr.amount, self.values.at)
        name, result = self._formula(expr.amount), self.values.of(expr)
        if not isinstance(amount, Known) or not isinstance(amount.value, int | Fraction):
            return result
        whole = Fraction(amount.value)
        self.lines.append(f"{name}，分段计算：" if expr.mode == "marginal" else f"{name}，按档：")
        for row in expr.rows:
            low = None if row.lower is None else Fraction(_number(row.lower))
            high = None if row.upper is None else Fraction(_number(row.upper))
            over, under = (low is None or whole > low), (high is None or whole <= high)
            if expr.lower_closed:
                over, under = (low is None or whole >= low), (high is None or whole < high)
            if expr.mode == "marginal" and over:
                part = (whole if high is None else min(whole, high)) - (low or 0)
                self.lines.append(self._row(expr, row, part))
            elif over and under:
                self.lines.append(self._row(expr, row, whole))
        if expr.mode == "marginal":
            self.lines.append(f"合计 {result}")
        return result

    def _row(self, expr: ir.Brackets, row: ir.Bracket, part: Fraction) -> str:
        kind, ratio = type_of(expr.amount), self.values.of(row.value)
        span = self._bounds(expr, row, kind)
        if expr.mode == "value":
            return f"{span}：{ratio}"
        rate = evaluate(row.value, self.values.at)
        paid = part * _number(rate.value) if isinstance(rate, Known) else Fraction(0)
        of = "的部分" if expr.mode == "marginal" else ""
        shown = self.values.text(part, kind), self.values.text(paid, expr.type)
        return f"{span}{of}：{shown[0]} × {ratio} = {shown[1]}"

    def _bounds(self, expr: ir.Brackets, row: ir.Bracket, kind: Type) -> str:
        over, under = ("不低于", "低于") if expr.lower_closed else ("超过", "不超过")
        said = []
        if row.lower is not None:
            said.append(f"{over} {self.values.text(row.lower, kind)}")
        if row.upper is not None:
            said.append(f"{under} {self.values.text(row.upper, kind)}")
        return "、".join(said) or "不限"


def date_words(expr: ir.ShiftDate | ir.DayOf, program: ir.Program, decision: ir.Decision) -> str:
    """的次月10日: what stands behind the day that is gone from."""
    rest = phrase(expr, program, decision).removeprefix(phrase(expr.date, program, decision))
    return (" 的" if isinstance(expr, ir.DayOf) else " ") + rest.strip()


def is_of_member(expr: ir.Expr, decision: ir.Decision) -> bool:
    """Whether the entry of a table is chosen by the member at hand."""
    listed = {item.id for item in decision.definitions if item.roster is not None}
    return isinstance(expr, ir.Parameter) and any(
        isinstance(one, ir.Member) or (isinstance(one, ir.Reference) and one.id in listed)
        for one in walk(expr)
    )


def is_sum(expr: ir.Expr) -> bool:
    """A sum or a difference, which stands in brackets in a product."""
    return isinstance(expr, ir.Arithmetic) and expr.op in ("add", "sub")


def _number(value: Plain) -> int | Fraction:
    return value if isinstance(value, int | Fraction) else 0


def _negative(value: Plain) -> bool:
    return isinstance(value, int | Fraction) and value < 0


def floor_of(expr: ir.Extreme) -> tuple[ir.Expr, ir.Expr] | None:
    """最高（0元，某数）: the zero and the other side."""
    if expr.kind != "max" or len(expr.args) != 2:
        return None
    one, other = expr.args
    if isinstance(other, ir.Literal_):
        one, other = other, one
    if isinstance(one, ir.Selection) or isinstance(other, ir.Selection):
        return None
    is_zero = isinstance(one, ir.Literal_) and not isinstance(one.type, EnumType) and one.value == 0
    return (one, other) if is_zero else None


def rounding_words(rounding: ir.Rounding, kind: Type) -> str:
    """四舍五入到分"""
    mode = {"half_up": "四舍五入到", "down": "舍去尾数到", "up": "进一到"}[rounding.mode]
    if isinstance(kind, MoneyType):
        return mode + {0: "元", 1: "角", 2: "分"}.get(rounding.places, f"{rounding.places} 位小数")
    if isinstance(kind, IntegerType):
        return mode + "整数"
    return f"{mode} {rounding.places} 位小数"
