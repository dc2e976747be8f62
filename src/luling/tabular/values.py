"""The text of a cell into a value of a type: exact, and refused rather than guessed.

    是非      是 否 true false
    整数      30 · 30种 · 1,200 · 1.5万人次 (the unit as declared)
    金额      1,234.50 · 1234.5元 · ￥1234.5 · 1.5万元
    比例      80% · 0.8 (without % at most 1)
    日期      2021-03-01 · 2021/3/1 · 2021.3.1 · 2021年3月1日 · 20210301
    时长      30日 · 3个月 · 1年
    枚举      a label, another name, a national code, an id
    集合      several of them, parted by 、
    文本      as it stands
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from luling.core import ir
from luling.runtime.inputs import INTEGER_LIMIT, MONEY_LIMIT, TEXT_LIMIT, accepted_choices
from luling.tabular.model import Cell, folded
from luling.types import (
    TEXT,
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

__all__ = [
    "Choices", "Refusal", "cell_value", "choices_of", "code_value", "split_list", "text_value",
]  # fmt: skip

_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?\s*(.*)", re.DOTALL)
_TIMES = {"千": 1_000, "万": 10_000, "百万": 1_000_000, "亿": 100_000_000}
_DATE = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})"),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})"), re.compile(r"(\d{4})(\d{2})(\d{2})"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日"),
)  # fmt: skip
_CLOCK = re.compile(r"[T\s]+(?:0?0:00(?::00)?|23:59(?::59)?)(?:\.0+)?")
_ERRORS = frozenset({
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
})  # fmt: skip
_AS_TEXT = "请把这一列设为文本格式，重新填写"
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+\d{2,}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a cell gives no value: what is allowed there."""

    allowed: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The values of an enumeration or collection: accepted text → id, and id → label in order.
    `alike` has the accepted texts folded, for cells broken over lines or with narrow brackets."""

    accepted: dict[str, str]
    labels: dict[str, str]
    alike: dict[str, str] = field(default_factory=dict)

    def find(self, text: str) -> str | None:
        return self.accepted.get(text) or self.alike.get(folded(text))

    @property
    def allowed(self) -> str:
        shown = list(self.labels.values())
        more = f"……等 {len(shown)} 种" if len(shown) > 20 else ""
        return "、".join(shown[:20]) + more


def choices_of(rows: Iterable[tuple[str, str, Sequence[str], Sequence[str]]]) -> Choices:
    """From (id, label, other names, codes) of each value."""
    values = list(rows)
    accepted = accepted_choices(values)
    owners: dict[str, set[str]] = {}
    for text, chosen in accepted.items():
        owners.setdefault(folded(text), set()).add(chosen)
    alike = {text: min(found) for text, found in owners.items() if len(found) == 1}
    return Choices(accepted, {chosen: label for chosen, label, _, _ in values}, alike)


def cell_value(cell: Cell, type_: Type, choices: Choices | None = None) -> ir.Value | Refusal:
    """The value of a cell that is not empty."""
    if cell.kind == "error" or cell.text in _ERRORS:
        return Refusal("公式要有算好的值：请在 Excel 里打开、改正并保存一次")
    if re.fullmatch("#{2,}", cell.text):
        return Refusal("完整的内容；列太窄时 Excel 存出来的是 ####：请把这一列拉宽，再另存一次")
    if isinstance(type_, DateType) and cell.kind == "number" and cell.serial is not None:
        return cell.serial
    if isinstance(type_, TextType) and cell.kind == "number" and len(cell.text) > 15:
        return Refusal(f"完整的编码；数字超过 15 位时 Excel 会丢失末位：{_AS_TEXT}")
    return text_value(cell.text, type_, choices)


def code_value(cell: Cell) -> ir.Value | Refusal:
    """The text of a cell that holds a code; what Excel has made of a code is refused."""
    if cell.kind == "date":
        return Refusal(f"完整的编码；Excel 把它当成了日期：{_AS_TEXT}")
    if cell.kind == "bool":
        return Refusal(f"完整的编码；Excel 把它当成了是非（TRUE、FALSE）：{_AS_TEXT}")
    if cell.kind == "number" and not cell.text.isdigit():
        return Refusal(f"完整的编码；Excel 把它当成了小数，末尾的零会丢掉：{_AS_TEXT}")
    return cell_value(cell, TEXT)


def text_value(
    text: str, type_: Type, choices: Choices | None = None, *, signed: bool = False
) -> ir.Value | Refusal:
    """The value that a text means; `signed` also takes numbers below zero."""
    match type_:
        case TextType():
            return _text(text)
        case EnumType():
            return _choice(text, choices)
        case SetType():
            return _set(text, choices)
        case NamesType():
            return Refusal("名单不能写在这里")
    plain = unicodedata.normalize("NFKC", text).strip()
    match type_:
        case BoolType():
            known = {"是": True, "否": False, "true": True, "false": False}.get(plain.lower())
            return Refusal("是、否") if known is None else known
        case DateType():
            return _date(plain)
        case MoneyType():
            return _money(plain, signed)
        case RatioType():
            return _ratio(plain, signed)
        case IntegerType(unit):
            return _integer(plain, unit, signed)
        case DurationType(unit):
            return _duration(plain, unit)


# ---------------------------------------------------------------- numbers


def _parts(text: str, signed: bool) -> tuple[Fraction, str] | None:
    """The number with its sign, multiplied by 万 and the like, and what stands after it."""
    match = _NUMBER.fullmatch(text)
    if match is None or (match[1] and not signed):
        return None
    value = Fraction(f"{match[2].replace(',', '')}.{match[3] or '0'}")
    rest = match[4].strip()
    for word in sorted(_TIMES, key=len, reverse=True):
        if rest.startswith(word):
            value, rest = value * _TIMES[word], rest[len(word):].strip()
            break
    return (-value if match[1] == "-" else value), rest


def _money(text: str, signed: bool) -> ir.Value | Refusal:
    parts = _parts(text.removeprefix("¥").removeprefix("￥").strip(), signed)
    if parts is None or parts[1] not in ("", "元") or parts[0] * 100 % 1:
        return Refusal("金额，最多到分，例如 1234.50、1,234.50元、1.5万元")
    if abs(parts[0]) >= MONEY_LIMIT:
        return Refusal("金额，元以上最多十二位")
    return parts[0]


def _ratio(text: str, signed: bool) -> ir.Value | Refusal:
    parts = _parts(text, signed)
    if parts is None or parts[1] not in ("", "%"):
        return Refusal("比例，例如 80% 或 0.8")
    value = parts[0] / 100 if parts[1] else parts[0]
    if value * 10**6 % 1 or abs(value) > 100:
        return Refusal("比例，百分数最多四位小数，例如 12.5%")
    if not parts[1] and abs(value) > 1:
        return Refusal(f"比例；不写百分号时最大为 1。如果是 {text}%，请写上百分号")
    return value


def _integer(text: str, unit: str | None, signed: bool) -> ir.Value | Refusal:
    parts = _parts(text, signed)
    said = "岁" if parts and parts[1] == "周岁" else parts[1] if parts else ""
    wrong_unit = bool(said) and (not re.fullmatch(r"[^\W\d]+", said) or unit not in (None, said))
    if parts is None or parts[0].denominator != 1 or wrong_unit:
        return Refusal(f"整数，例如 30{unit or ''}")
    if abs(parts[0]) > INTEGER_LIMIT:
        return Refusal(f"整数，最大为 {INTEGER_LIMIT}")
    return int(parts[0])


def _duration(text: str, unit: str) -> ir.Value | Refusal:
    match = re.fullmatch(r"(\d{1,9})(日|天|个月|月|年)?", text)
    if match is not None:
        if unit == "days" and match[2] in (None, "日", "天"):
            return int(match[1])
        if unit == "months" and match[2] != "日" and match[2] != "天":
            return int(match[1]) * (12 if match[2] == "年" else 1)
    return Refusal("天数，例如 30日" if unit == "days" else "月数，例如 3个月、1年")


def _date(text: str) -> ir.Value | Refusal:
    for pattern in _DATE:
        match = pattern.match(text)
        if match is None or (match.end() < len(text) and not _CLOCK.fullmatch(text, match.end())):
            continue
        try:
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return Refusal("日历上有的日期，例如 2021-03-01")
    return Refusal("日期，例如 2021-03-01、2021/3/1、2021年3月1日")


# ---------------------------------------------------------------- words


def _text(text: str) -> ir.Value | Refusal:
    if len(text) > TEXT_LIMIT:
        return Refusal(f"文字，最多 {TEXT_LIMIT} 字")
    if _SCIENTIFIC.fullmatch(text):
        return Refusal(f"完整的编码；Excel 把它改成了科学计数：{_AS_TEXT}")
    return text


def _choice(text: str, choices: Choices | None) -> ir.Value | Refusal:
    assert choices is not None
    found = choices.find(text)
    return Refusal("下列之一：" + choices.allowed) if found is None else found


def _set(text: str, choices: Choices | None) -> ir.Value | Refusal:
    assert choices is not None
    chosen = []
    for item in split_list(text):
        found = choices.find(item)
        if found is None or found in chosen:
            return Refusal("用「、」分开的几项，每项至多一次：" + choices.allowed)
        chosen.append(found)
    return frozenset(chosen)


def split_list(text: str) -> list[str]:
    """甲、乙: several values in one cell, one a line also."""
    if text in ("", "为空"):
        return []
    return [item.strip() for item in re.split(r"[、；;\n]", text) if item.strip()]
