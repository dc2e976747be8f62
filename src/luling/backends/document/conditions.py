"""Conditions as predicates, which a sentence ends with 的: 门诊就医，并且单价高于谈判支付标准.

“Not” is carried inwards to the words it belongs to (De Morgan), so that nobody has to read 非（…）.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from luling.backends.document.model import Line
from luling.backends.document.predicates import chosen, negative, positive, quoted
from luling.backends.document.terms import Terms, count_stem
from luling.core import ir
from luling.core.ir import type_of
from luling.types import (
    BoolType,
    DateType,
    DurationType,
    EnumType,
    IntegerType,
    SetType,
    TextType,
    Type,
)

__all__ = ["Conditions", "Lead", "both", "comparing", "flattened"]

_INVERSE: dict[str, ir.CompareOp] = {
    "eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt",
}  # fmt: skip
_AMOUNTS = {
    "eq": "等于", "ne": "不等于", "lt": "低于", "le": "不高于", "gt": "高于", "ge": "不低于",
}  # fmt: skip
_DATES = {
    "eq": "为", "ne": "不是", "lt": "早于", "le": "不晚于", "gt": "晚于", "ge": "不早于",
}  # fmt: skip
_COUNTS = {
    "eq": "等于", "ne": "不等于", "lt": "少于", "le": "不超过", "gt": "超过", "ge": "不少于",
}  # fmt: skip
_NOUNS = ("条件", "情形", "理由", "原因", "材料", "事项")
_SHORT = 46


@dataclass(frozen=True, slots=True)
class Lead:
    """The beginning of a rule: 门诊就医的 …, or a head whose parts follow as items."""

    text: str
    items: tuple[Line, ...] = ()


class Conditions(Terms):
    """Conditions within one decision."""

    # ------------------------------------------------------------ whole conditions

    def lead(self, condition: ir.Expr) -> Lead:
        """Short conditions in the sentence, longer ones as numbered items."""
        flat = flattened(condition)
        if isinstance(flat, ir.Literal_):
            return Lead("在任何情形下" if flat.value is True else "不论何种情形都不适用的")
        text = self.test(flat)
        is_nested = isinstance(flat, ir.Logic) and any(
            isinstance(part, ir.Logic) for part in flat.parts
        )
        if not isinstance(flat, ir.Logic) or (len(text) <= _SHORT and not is_nested):
            return Lead(f"{text}的")
        head = "同时符合下列条件的" if flat.op == "and" else "有下列情形之一的"
        return Lead(head, self.items(flat))

    def items(self, flat: ir.Logic) -> tuple[Line, ...]:
        return tuple(self.item(part) for part in self.joined(flat))

    def item(self, part: ir.Expr | tuple[ir.Compare, ir.Compare]) -> Line:
        if isinstance(part, ir.Logic) and any(isinstance(one, ir.Logic) for one in part.parts):
            head = "下列条件都符合" if part.op == "and" else "符合下列条件之一"
            return Line(head, items=self.items(part))
        return Line(self.joined_test(part), end="；")

    def test(self, expr: ir.Expr, holds: bool = True) -> str:
        return self._said(flattened(expr, holds))

    def _said(self, expr: ir.Expr) -> str:
        """Of a condition in which “not” stands before single tests alone."""
        if isinstance(expr, ir.Not):
            return self.single(expr.operand, False)
        if isinstance(expr, ir.Logic):
            return self.logic(expr)
        return self.single(expr, True)

    def logic(self, expr: ir.Logic) -> str:
        """甲，乙，并且丙; the other connective inside stands in brackets of the text."""
        word = "，并且" if expr.op == "and" else "，或者"
        parts = []
        for part in self.joined(expr):
            text = self.joined_test(part)
            parts.append(f"（{text}）" if isinstance(part, ir.Logic) else text)
        if len(parts) == 1:
            return parts[0]
        return "，".join(parts[:-1]) + word + parts[-1]

    def joined(self, expr: ir.Logic) -> list[ir.Expr | tuple[ir.Compare, ir.Compare]]:
        """The parts; two bounds of one value that stand side by side are one."""
        found: list[ir.Expr | tuple[ir.Compare, ir.Compare]] = []
        for part in expr.parts:
            last = found[-1] if found else None
            if expr.op == "and" and isinstance(last, ir.Compare) and _is_pair(last, part):
                assert isinstance(part, ir.Compare)
                found[-1] = (last, part)
            else:
                found.append(part)
        return found

    def joined_test(self, part: ir.Expr | tuple[ir.Compare, ir.Compare]) -> str:
        if not isinstance(part, tuple):
            return self._said(part)
        first, second = part
        words = _words_for(type_of(first.left))
        return f"{self.compare(first)}、{words[second.op]}{self.inner(second.right)}"

    # ------------------------------------------------------------ single tests

    def single(self, expr: ir.Expr, holds: bool) -> str:
        match expr:
            case ir.Not():
                return self.single(expr.operand, not holds)
            case ir.Logic():
                return self.test(expr, holds)
            case ir.Literal_():
                return "在任何情形下" if (expr.value is True) == holds else "没有任何情形"
            case ir.Fact() | ir.Member() | ir.Parameter():
                label = self.term(expr)
                return positive(label) if holds else negative(label)
            case ir.Reference():
                return self.reference(expr, holds)
            case ir.Compare():
                op = expr.op if holds else _INVERSE[expr.op]
                return self.compare(ir.Compare(op, expr.left, expr.right))
            case ir.Among():
                return self.among(expr, holds)
            case ir.Listed():
                word = "已列入" if holds else "未列入"
                return f"{self.inner(expr.code)}{word}{self.names.catalogue(expr.catalogue)}"
            case ir.Contains():
                return self.contains(expr, holds)
            case ir.IsEmpty():
                return self.empty(expr, holds)
            case ir.Quantified():
                return self.quantified(expr, holds)
            case ir.Unspecified():
                return f"本通知{'未规定' if holds else '已有规定'}"
            case (
                ir.Arithmetic() | ir.ShiftDate() | ir.DayOf() | ir.DatePart() | ir.Extreme()
                | ir.Aggregate() | ir.Brackets()
            ):  # fmt: skip
                return f"{quoted(self.term(expr))}为{'是' if holds else '否'}"
            case _:
                assert_never(expr)

    def reference(self, expr: ir.Reference, holds: bool) -> str:
        found = self.names.definition(expr.id)
        if found.kind == "condition":
            name = quoted(found.label)
            noun = "" if found.label.endswith(_NOUNS) else "情形"
            return f"{'属于' if holds else '不属于'}{name}{noun}"
        return positive(found.label) if holds else negative(found.label)

    def compare(self, expr: ir.Compare) -> str:
        kind = type_of(expr.left)
        if isinstance(kind, BoolType):
            return self._same(expr)
        constant = expr.right if isinstance(expr.right, ir.Literal_) else None
        if expr.op in ("eq", "ne") and constant is not None:
            value = self.names.constant(constant.value, kind)
            if isinstance(kind, EnumType | TextType):
                return chosen(self.inner(expr.left), (value,), expr.op == "eq")
            return f"{self.inner(expr.left)}{'为' if expr.op == 'eq' else '不是'}{value}"
        word = _words_for(kind)[expr.op]
        if expr.op in ("eq", "ne") and isinstance(kind, EnumType | TextType):
            word = "与" if expr.op == "eq" else "不同于"
            tail = "相同" if expr.op == "eq" else ""
            return f"{self.inner(expr.left)}{word}{self.inner(expr.right)}{tail}"
        return f"{self.inner(expr.left)}{word}{self.inner(expr.right)}"

    def _same(self, expr: ir.Compare) -> str:
        """Two truths compared; one of them may be a constant."""
        if isinstance(expr.right, ir.Literal_):
            return self.test(expr.left, (expr.right.value is True) == (expr.op == "eq"))
        same = "同时成立或者同时不成立" if expr.op == "eq" else "只有一个成立"
        return f"{quoted(self.test(expr.left))}与{quoted(self.test(expr.right))}{same}"

    def among(self, expr: ir.Among, holds: bool) -> str:
        kind = type_of(expr.operand)
        values = tuple(self.names.constant(value, kind) for value in expr.values)
        return chosen(self.inner(expr.operand), values, holds)

    def contains(self, expr: ir.Contains, holds: bool) -> str:
        element = quoted(self.names.element(expr))
        return f"{quoted(self.term(expr.set))}中{'有' if holds else '没有'}{element}"

    def empty(self, expr: ir.IsEmpty, holds: bool) -> str:
        label = self.term(expr.set)
        word = "没有" if holds else "有"
        if isinstance(expr.set, ir.Reference):
            found = self.names.definition(expr.set.id)
            if found.kind == "collection":
                return f"{word}{quoted(label)}{'' if label.endswith(_NOUNS) else '的情形'}"
        one = "项" if isinstance(type_of(expr.set), SetType) else "个"
        return f"{quoted(label)}{f'一{one}也没有' if holds else f'至少有一{one}'}"

    # ------------------------------------------------------------ every, any

    def quantified(self, expr: ir.Quantified, holds: bool) -> str:
        chosen_ = expr.selection
        roster = self.names.roster(chosen_.roster).label
        assert chosen_.value is not None
        with self.inside(chosen_.roster):
            asked = chosen_.condition
            of = f"（限于{self.test(asked)}的）" if asked is not None else ""
            match expr.kind, holds:
                case "every", True:
                    return f"每个{roster}{of}{self._each(chosen_.value)}"
                case "every", False:
                    return f"有的{roster}{of}{self.each_one(chosen_.value, False)}"
                case "any", True:
                    return f"至少有一个{roster}{of}{self.each_one(chosen_.value, True)}"
                case _:
                    return f"没有一个{roster}{of}{self.each_one(chosen_.value, True)}"

    def _each(self, value: ir.Expr) -> str:
        """都有不少于1家双通道药店; 都即时联网结算; 的谈判药品配备品种数都不少于30种."""
        if isinstance(flattened(value), ir.Logic):
            return f"都符合{quoted(self.test(value))}的要求"
        counted = self._counted(value)
        if counted:
            return f"都{counted}"
        if isinstance(value, ir.Compare) and isinstance(value.left, ir.Member):
            name = self.inner(value.left)
            text = self.compare(value)
            if text.startswith(name):
                return f"的{name}都{text.removeprefix(name)}"
        return f"都{self.test(value)}"

    def each_one(self, value: ir.Expr, holds: bool) -> str:
        if isinstance(flattened(value), ir.Logic):
            return f"{'' if holds else '不'}符合{quoted(self.test(value))}的要求"
        flat = flattened(value, holds)
        if isinstance(flat, ir.Not) and isinstance(flat.operand, ir.Compare):
            inner = flat.operand
            flat = ir.Compare(_INVERSE[inner.op], inner.left, inner.right)
        counted = self._counted(flat)
        if counted:
            return counted
        linked = isinstance(flat, ir.Compare) and isinstance(flat.left, ir.Member)
        return ("的" if linked else "") + self._said(flat)

    def _counted(self, value: ir.Expr) -> str:
        """有不少于1家双通道药店: a count of a member against a number."""
        if not isinstance(value, ir.Compare) or value.op in ("eq", "ne"):
            return ""
        left, right = value.left, value.right
        if not isinstance(left, ir.Member) or not isinstance(right, ir.Literal_):
            return ""
        stem = count_stem(self.names.member(left.roster, left.id), left.type)
        word = _COUNTS[value.op]
        return f"有{word}{self.names.constant(right.value, left.type)}{stem}" if stem else ""


# ---------------------------------------------------------------- shapes


def flattened(expr: ir.Expr, holds: bool = True) -> ir.Expr:
    """The same condition with “not” before single tests alone, and no connective directly inside
    the same one."""
    match expr:
        case ir.Not():
            return flattened(expr.operand, not holds)
        case ir.Logic():
            flip: ir.Logic = expr
            op = flip.op if holds else ("or" if flip.op == "and" else "and")
            parts: list[ir.Expr] = []
            for part in flip.parts:
                flat = flattened(part, holds)
                same = isinstance(flat, ir.Logic) and flat.op == op
                parts += flat.parts if isinstance(flat, ir.Logic) and same else (flat,)
            return ir.Logic(op, tuple(parts), flip.span)
        case _:
            return expr if holds else ir.Not(expr)


def both(*conditions: ir.Expr | None) -> ir.Expr | None:
    """All of those that there are."""
    parts = tuple(one for one in conditions if one is not None)
    if len(parts) < 2:
        return parts[0] if parts else None
    return flattened(ir.Logic("and", parts))


def comparing(leaf: ir.Compare, holds: bool) -> str:
    """高于, 少于, 不晚于: the word between the two sides, by what they are."""
    return _words_for(type_of(leaf.left))[leaf.op if holds else _INVERSE[leaf.op]]


def _is_pair(first: ir.Compare, second: ir.Expr) -> bool:
    if not isinstance(second, ir.Compare) or first.left != second.left:
        return False
    return {first.op, second.op} <= {"lt", "le", "gt", "ge"} and first.op != second.op


def _words_for(kind: Type) -> dict[str, str]:
    if isinstance(kind, DateType):
        return _DATES
    if isinstance(kind, IntegerType):
        return _AMOUNTS if kind.unit in ("岁", "周岁", "分") else _COUNTS
    return _COUNTS if isinstance(kind, DurationType) else _AMOUNTS
