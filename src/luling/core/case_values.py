"""What stands for a value in a worked example, in the source or in a cell, and its JSON form.

Both kinds of `Written` give the same: a typed value, or `Wrong` with what was found and what is
allowed. `raw` is the nearest JSON form of a value that is wrong on purpose (应得 报错).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from luling.core import ir
from luling.core.values import decimal_text
from luling.resolve.near import near
from luling.runtime.inputs import INTEGER_LIMIT, MONEY_LIMIT, TEXT_LIMIT, format_money
from luling.source import Span
from luling.syntax import ast
from luling.tabular import Cell, Choices, Refusal, cell_value, text_value
from luling.tabular.values import split_list
from luling.types import (
    BoolType,
    DateType,
    DurationType,
    EnumType,
    IntegerType,
    MoneyType,
    NamesType,
    RatioType,
    SetType,
    TextType,
    Type,
)

__all__ = ["Value", "Written", "WrittenCell", "WrittenExprs", "Wrong", "allowed", "json_form"]

Value = ir.Value | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """No value of the type. With `choice`, a name that is none of the choices."""

    found: str
    allowed: str
    choice: bool = False
    near: tuple[str, ...] = ()


class Written(Protocol):
    """A value as it is written, and where."""

    @property
    def span(self) -> Span: ...

    @property
    def place(self) -> str: ...

    def value(self, type_: Type, choices: Choices | None, signed: bool) -> Value | Wrong: ...

    def records(self) -> list[list[tuple[str, Span, Written | None]]] | None:
        """The members of a roster, each with its fields (None: 不详); None: no roster."""
        ...

    def raw(self) -> object: ...


def allowed(type_: Type, choices: Choices | None) -> str:
    """What may be written for a value of the type."""
    match type_:
        case BoolType():
            return "是、否"
        case IntegerType(unit):
            return f"不大于 {INTEGER_LIMIT} 的整数，例如 30{unit or ''}"
        case MoneyType():
            return "金额，元以上最多十二位，最多到分，例如 1234.56元"
        case RatioType():
            return "比例，例如 80%"
        case DateType():
            return "日期，例如 2022年6月30日"
        case DurationType("days"):
            return "天数，例如 30日"
        case DurationType():
            return "月数，例如 3个月"
        case TextType():
            return "文字，例如 \"合肥市\""
        case NamesType():
            return "几个名称，用「、」分开，没有时写「为空」"
        case EnumType():
            return choices.allowed if choices else ""
        case SetType():
            items = choices.allowed if choices else ""
            return f"下列各项，用「、」分开，没有时写「为空」：{items}"


def json_form(value: Value, type_: Type, choices: Choices | None) -> object:
    """The JSON form of the interface; a set in the order of its choices."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, frozenset):
        return [item for item in (choices.labels if choices else sorted(value)) if item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Fraction):
        money = isinstance(type_, MoneyType)
        return format_money(int(value * 100)) if money else decimal_text(value)
    return value


def chosen(names: Sequence[str], type_: Type, choices: Choices | None) -> Value | Wrong:
    """One value of an enumeration, a set of them, or a list of names."""
    if isinstance(type_, NamesType):
        return tuple(names)
    assert choices is not None
    found: list[str] = []
    for name in names:
        if name not in choices.accepted:
            alike = near(name, choices.labels.values())
            return Wrong(name, choices.allowed, True, alike)
        if choices.accepted[name] in found:
            return Wrong(f"{name}（写了两次）", allowed(type_, choices))
        found.append(choices.accepted[name])
    if isinstance(type_, SetType):
        return frozenset(found)
    return found[0] if len(found) == 1 else Wrong("、".join(names), "只写一项：" + choices.allowed)


# ---------------------------------------------------------------- in the source


@dataclass(frozen=True, slots=True)
class WrittenExprs:
    """职工医保 · 甲、乙 · ［等级 三级］、［等级 二级］"""

    items: tuple[ast.Expr | ast.RecordValue, ...]
    span: Span
    place: str = ""

    def value(self, type_: Type, choices: Choices | None, signed: bool) -> Value | Wrong:
        if isinstance(type_, SetType | NamesType | EnumType):
            names = [name for item in self.items if (name := _name(item)) is not None]
            none_said = not names and isinstance(type_, EnumType)
            if len(names) < len(self.items) or none_said:
                return Wrong(self.text, allowed(type_, choices))
            return chosen(names, type_, choices)
        if len(self.items) != 1:
            return Wrong(self.text, allowed(type_, choices))
        value = _constant(self.items[0], type_, signed)
        return Wrong(self.text, allowed(type_, choices)) if value is None else value

    def records(self) -> list[list[tuple[str, Span, Written | None]]] | None:
        members: list[list[tuple[str, Span, Written | None]]] = []
        for item in self.items:
            if not isinstance(item, ast.RecordValue):
                return None
            fields: list[tuple[str, Span, Written | None]] = []
            for name, value in item.fields:
                said = None if value is None else WrittenExprs((value,), value.span)
                fields.append((name.text, name.span, said))
            members.append(fields)
        return members

    def raw(self) -> object:
        found = [_raw(item) for item in self.items]
        return found[0] if len(found) == 1 else found

    @property
    def text(self) -> str:
        return "、".join(_shown(item) for item in self.items) or "为空"


def _name(node: ast.Expr | ast.RecordValue) -> str | None:
    match node:
        case ast.Reference(name):
            return name.text
        case ast.Text(value):
            return value
        case _:
            return None


def _constant(node: ast.Expr | ast.RecordValue, type_: Type, signed: bool) -> Value | None:
    match type_, node:
        case _, ast.Grouped(inner):
            return _constant(inner, type_, signed)
        case _, ast.Negative(operand) if signed:
            value = _constant(operand, type_, False)
            plain = isinstance(value, int | Fraction) and not isinstance(value, bool)
            return -value if plain else None  # type: ignore[operator]
        case BoolType(), ast.Truth(truth):
            return truth
        case DateType(), ast.Date(day):
            return day
        case TextType(), ast.Text() | ast.Reference():
            text = _name(node)
            return text if text and text.strip() and len(text) <= TEXT_LIMIT else None
        case MoneyType(), ast.Number(value, "元"):
            return value if value < MONEY_LIMIT and value * 100 % 1 == 0 else None
        case RatioType(), ast.Number(value, "%" | None as unit):
            limit = 100 if unit and signed else 1
            return value if value <= limit and value * 10**6 % 1 == 0 else None
        case IntegerType(wanted), ast.Number(value, unit):
            unit = "岁" if unit == "周岁" else unit
            fits = unit is None or unit == wanted or (wanted is None and unit not in ("元", "%"))
            whole = value.denominator == 1 and value <= INTEGER_LIMIT
            return int(value) if fits and whole else None
        case DurationType(wanted), ast.Number(value, unit) if value.denominator == 1:
            months = {"个月": 1, "月": 1, "年": 12}.get(unit or "")
            if wanted == "months" and months:
                return int(value) * months
            return int(value) if wanted == "days" and unit in ("日", "天") else None
        case _:
            return None


def _raw(node: ast.Expr | ast.RecordValue) -> object:
    match node:
        case ast.Number(value, unit):
            whole = value.denominator == 1 and unit not in ("元", "%")
            return int(value) if whole else decimal_text(value)
        case ast.Negative(operand):
            inner = _raw(operand)
            return -inner if isinstance(inner, int) else f"-{inner}"
        case ast.Date(day):
            return day.isoformat()
        case ast.Truth(truth):
            return truth
        case ast.Grouped(inner_node):
            return _raw(inner_node)
        case ast.Unspecified():
            return "未规定"
        case _:
            return _name(node) or ""


def _shown(node: ast.Expr | ast.RecordValue) -> str:
    match node:
        case ast.Number():
            return node.text
        case ast.Date(day):
            return f"{day.year}年{day.month}月{day.day}日"
        case ast.Truth(truth):
            return "是" if truth else "否"
        case ast.Negative(operand):
            return f"－{_shown(operand)}"
        case ast.RecordValue(fields):
            pairs = [f"{name.text} {_shown(item) if item else '不详'}" for name, item in fields]
            return f"［{'，'.join(pairs)}］"
        case _:
            return _name(node) or "这个算式"


# ---------------------------------------------------------------- in a cell


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """The same in a cell of a table; `text` is a part of it where a roster is taken apart."""

    cell: Cell
    text: str
    span: Span

    @property
    def place(self) -> str:
        return self.cell.place

    def value(self, type_: Type, choices: Choices | None, signed: bool) -> Value | Wrong:
        whole = self.text == self.cell.text
        if isinstance(type_, EnumType):
            return chosen([self.text], type_, choices)
        if isinstance(type_, SetType | NamesType):
            known = choices is not None and self.text in choices.accepted
            return chosen([self.text] if known else split_list(self.text), type_, choices)
        number = isinstance(type_, MoneyType | RatioType | IntegerType)
        if self.cell.kind == "error" or (whole and not (signed and number)):
            found = cell_value(self.cell, type_, choices)
        else:
            found = text_value(self.text, type_, choices, signed=signed)
        if isinstance(found, Refusal):
            return Wrong(self.text, found.allowed)
        ratio = isinstance(type_, RatioType) and isinstance(found, Fraction)
        if ratio and not signed and found > 1:  # type: ignore[operator]
            return Wrong(self.text, allowed(type_, choices))
        return found

    def records(self) -> list[list[tuple[str, Span, Written | None]]] | None:
        if self.text in ("空名册", "为空"):
            return []
        inside = re.findall(r"[［\[【]([^］\]】]*)[］\]】]", self.text)
        rest = re.sub(r"[［\[【][^］\]】]*[］\]】]", "", self.text)
        if not inside or re.sub(r"[、，,；;\s]", "", rest):
            return None
        members: list[list[tuple[str, Span, Written | None]]] = []
        for item in inside:
            fields: list[tuple[str, Span, Written | None]] = []
            for part in re.split(r"[，,；;]", item):
                name, _, value = re.sub(r"[\s：:]+", " ", part.strip()).partition(" ")
                said = None if value == "不详" else WrittenCell(self.cell, value, self.span)
                fields.append((name, self.span, said))
            members.append(fields)
        return members

    def raw(self) -> object:
        if re.fullmatch(r"-?\d{1,30}", self.text):
            return int(self.text)
        number = re.fullmatch(r"(-?\d{1,30}(?:\.\d+)?)元?", self.text)
        return number[1] if number else self.text
