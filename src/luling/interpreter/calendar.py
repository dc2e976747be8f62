"""Dates: shifted by days or months, a day of a month, and numbers read off them."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Literal

from luling.core import ir
from luling.core.wording import type_of
from luling.interpreter.values import Failed, Known, Plain, Result, date, number
from luling.types import DurationType


def shift(expr: ir.ShiftDate, start: Plain, amount: Plain) -> Result:
    """A date plus or minus days, or months with a policy for days that do not exist."""
    kind = type_of(expr.amount)
    assert isinstance(kind, DurationType)
    day, count = date(start), int(number(amount)) * expr.sign
    if kind.unit == "days":
        return _from_ordinal(day.toordinal() + count, f"{day} 起 {count} 天")
    return _in_month(day, count, day.day, expr.overflow)


def day_of(expr: ir.DayOf, value: Plain) -> Result:
    """Day `expr.day`, or the last, of the month `expr.months` later, of December for the year's."""
    day = date(value)
    months = expr.months + (12 - _month_after(day, expr.months) if expr.year_end else 0)
    if expr.day is None:
        return _in_month(day, months, 31, "month_end")
    return _in_month(day, months, expr.day, "error")


def part(kind: Literal["age", "days", "year", "month"], *args: Plain) -> Result:
    """An integer read off one date or two."""
    first = date(args[0])
    match kind:
        case "year":
            return Known(first.year)
        case "month":
            return Known(first.month)
        case "days":
            return Known((date(args[1]) - first).days)
        case "age":
            last = date(args[1])
            is_before_birthday = (last.month, last.day) < (first.month, first.day)
            return Known(last.year - first.year - is_before_birthday)


def _month_after(day: dt.date, months: int) -> int:
    return (day.month - 1 + months) % 12 + 1


def _in_month(
    day: dt.date, months: int, wanted: int, overflow: Literal["error", "next_day", "month_end"]
) -> Result:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    if not 1 <= year <= 9999:
        return Failed("no_such_day", f"日期 {day} 推算 {months} 个月后超出公元 1 年至 9999 年。")
    last = calendar.monthrange(year, month)[1]
    if wanted <= last:
        return Known(dt.date(year, month, wanted))
    match overflow:
        case "month_end":
            return Known(dt.date(year, month, last))
        case "next_day":
            return _from_ordinal(dt.date(year, month, last).toordinal() + 1, "")
        case "error":
            return Failed("no_such_day", f"{year}年{month}月没有{wanted}日。")


def _from_ordinal(ordinal: int, words: str) -> Result:
    if not 1 <= ordinal <= dt.date.max.toordinal():
        return Failed("no_such_day", f"日期 {words}超出公元 1 年至 9999 年。")
    return Known(dt.date.fromordinal(ordinal))
