"""Numbers and dates as written: 1.5万元, ８０％, 30种, 2022年6月30日.

In: the text of one NUMBER or DATE word. Out: its exact value, or what is wrong with it. Full-width
digits and marks are read as half-width ones.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import IllegalMonthError, monthrange
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from luling.diagnostics.model import Mistake
from luling.source import Span
from luling.syntax.source_errors import NumberTooLong
from luling.syntax.tables import load
from luling.syntax.word_errors import ImpossibleDate, PartialDate, RunTogether

__all__ = [
    "DIGITS",
    "Quantity",
    "Trouble",
    "Wrong",
    "bounded",
    "quantity_mistake",
    "read_date",
    "read_quantity",
]

_BOUND = re.compile(r"(.+?)(及?以[上下内]|(?<=[日天月年])之?内)")
_INCLUDING = re.compile(r"[ \t]*[（(]不?含(?:本数)?[）)](?!\w)")
_BOUND_AFTER = re.compile(r"[ \t]*(?:[（(]不?含(?:本数)?[）)])?[ \t]*及?以[上下内](?!\w)")

Trouble = Literal["long", "joined", "date", "partial_date"]

DIGITS = 18
"""The longest number that is read, in digits."""

_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_PARTS = re.compile(r"([0-9,]+)(?:\.([0-9]+))?(.*)", re.S)
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日|底)(.*)", re.S)
_SCALES = {"万": 10**4, "亿": 10**8}
_SCALED = {"角": (10, "元"), "分": (100, "元"), "%": (100, "%")}
_UNITS = frozenset(["元", "%", "个月", "月", "年", "日", "天", "岁", "周岁"])


@dataclass(frozen=True, slots=True)
class Quantity:
    value: Fraction
    unit: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """`trouble` says what; `head` is the good beginning and `rest` what sticks to it."""

    trouble: Trouble
    head: str = ""
    rest: str = ""


@lru_cache(maxsize=4096)
def read_quantity(text: str) -> Quantity | Wrong:
    plain = text.translate(_WIDE)
    found = _PARTS.fullmatch(plain)
    assert found is not None, text
    whole, decimals, unit = found[1].replace(",", ""), found[2] or "", found[3]
    if len(whole) + len(decimals) > DIGITS:
        return Wrong("long")
    head = plain[: len(plain) - len(unit)]
    if re.match(r"年(?:\d+月|[底末初])", unit):
        return Wrong("partial_date", head, unit)
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    measure = unit
    if unit[:1] in _SCALES and unit:
        value *= _SCALES[unit[0]]
        measure = unit[1:]
    if measure in _SCALED:
        divisor, measure = _SCALED[measure]
        value /= divisor
    elif measure not in _UNITS and not _is_measure_word(measure):
        return _joined(head, unit)
    return Quantity(value, measure or None, plain)


def bounded(text: str, start: int, at: int) -> tuple[int, int] | None:
    """Where the number at `start` ends, and the 以上, （含）以上, 以下 or 以内 that follows it.

    `at` is the end of the word that the number begins.
    """
    found = _BOUND.fullmatch(text, start, at)
    if found is not None:
        number = found.end(1)
        tail = _INCLUDING.match(text, at)
        end = tail.end() if tail is not None else at
    elif (found := _BOUND_AFTER.match(text, at)) is not None:
        number, end = at, found.end()
    else:
        return None
    return None if isinstance(read_quantity(text[start:number]), Wrong) else (number, end)


def _is_measure_word(text: str) -> bool:
    keywords = load().keywords
    return (
        len(text) <= 3
        and not re.search(r"[\d_]", text)
        and not any(text[at:] in keywords for at in range(len(text)))
    )


def _joined(head: str, rest: str) -> Wrong:
    """30种且 is 30种 and 且: a keyword or a long run after the unit is no part of it."""
    keywords = load().keywords
    for at in range(len(rest)):
        if any(rest[at:end] in keywords for end in range(at + 1, len(rest) + 1)):
            return Wrong("joined", head + rest[:at], rest[at:])
    units = sorted((u for u in _UNITS if rest.startswith(u)), key=len)
    unit = units[-1] if units else ""
    return Wrong("joined", head + unit, rest[len(unit) :])


@lru_cache(maxsize=4096)
def read_date(text: str) -> dt.date | Wrong:
    found = _DATE.fullmatch(text.translate(_WIDE))
    assert found is not None, text
    if found[4]:
        return Wrong("joined", text[: len(text) - len(found[4])], found[4])
    try:
        year, month = int(found[1]), int(found[2])
        day = int(found[3]) if found[3] else monthrange(year, month)[1]
        return dt.date(year, month, day)
    except (ValueError, IllegalMonthError):
        return Wrong("date")


def quantity_mistake(text: str, span: Span, is_date: bool) -> Mistake | None:
    """What is wrong with a number or date, to be said to the author."""
    found = read_date(text) if is_date else read_quantity(text)
    if not isinstance(found, Wrong):
        return None
    match found.trouble:
        case "long":
            return NumberTooLong(span, text)
        case "date":
            return ImpossibleDate(span, text)
        case "partial_date":
            return PartialDate(span, text)
        case "joined":
            split = (found.head, found.rest)
            return RunTogether(span, text, split, told=found.rest in load().keywords)
