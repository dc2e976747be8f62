"""Types of the language: every expression has exactly one, and none is ever guessed."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "BOOL", "DATE", "MONEY", "NAMES", "RATIO", "TEXT",
    "BoolType", "DateType", "DurationType", "EnumType", "IntegerType", "MoneyType", "NamesType",
    "RatioType", "SetType", "TextType", "Type", "same_unit",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class BoolType:
    """是非"""


@dataclass(frozen=True, slots=True)
class IntegerType:
    """整数; `unit` is the measure word (种, 家, 人次, 岁), None when none was said."""

    unit: str | None = None


@dataclass(frozen=True, slots=True)
class MoneyType:
    """金额: exact yuan; a value that is defined is rounded to 分."""


@dataclass(frozen=True, slots=True)
class RatioType:
    """比例: an exact fraction; 80% is 4/5."""


@dataclass(frozen=True, slots=True)
class DateType:
    """日期"""


@dataclass(frozen=True, slots=True)
class DurationType:
    """时长 in one unit: days or months (a year is 12 months). The two never mix."""

    unit: str  # "days" | "months"


@dataclass(frozen=True, slots=True)
class TextType:
    """文本"""


@dataclass(frozen=True, slots=True)
class EnumType:
    """An enumeration, by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class SetType:
    """集合 of values of an enumeration, or the members of a collection (`id` is the
    collection's)."""

    id: str


@dataclass(frozen=True, slots=True)
class NamesType:
    """名单: names of roster members, in the order of the input list."""


Type = (
    BoolType | IntegerType | MoneyType | RatioType | DateType | DurationType | TextType | EnumType
    | SetType | NamesType
)  # fmt: skip

_SYNONYMS = {"个月": "月", "日": "天", "周岁": "岁"}


def same_unit(left: str | None, right: str | None) -> bool:
    """Whether two measure words are one (日 天, 月 个月, 岁 周岁); no word goes with all."""
    if left is None or right is None:
        return True
    return _SYNONYMS.get(left, left) == _SYNONYMS.get(right, right)


BOOL = BoolType()
MONEY = MoneyType()
RATIO = RatioType()
DATE = DateType()
TEXT = TextType()
NAMES = NamesType()
