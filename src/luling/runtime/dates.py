"""Days, months and ages; a day that does not exist fails."""

from __future__ import annotations

import datetime

from luling.runtime.kleene import Failure


def month_at(date: datetime.date, months: int) -> tuple[int, int]:
    """Year and month, so many months after the date's."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise Failure("no_such_day", f"日期 {date} 推算 {months} 个月后超出公元 1 年至 9999 年。")
    return year, month + 1


def days_in(year: int, month: int) -> int:
    """How many days the month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def day_of(date: datetime.date, months: int, day: int) -> datetime.date:
    """Day `day` of the month `months` after the date's."""
    year, month = month_at(date, months)
    if day > days_in(year, month):
        raise Failure("no_such_day", f"{year}年{month}月没有{day}日。")
    return datetime.date(year, month, day)


def last_day_of(date: datetime.date, months: int) -> datetime.date:
    """The last day of the month `months` after the date's."""
    year, month = month_at(date, months)
    return datetime.date(year, month, days_in(year, month))


def to_december(date: datetime.date, months: int) -> int:
    """How many months it is to the December of the year, `months` after the date."""
    return months + 11 - (date.month - 1 + months) % 12


def plus_months(date: datetime.date, months: int) -> datetime.date:
    """The same day, so many months later."""
    return day_of(date, months, date.day)


def plus_months_or_last(date: datetime.date, months: int) -> datetime.date:
    """The same day, so many months later, or the last day of that month (取月末)."""
    year, month = month_at(date, months)
    return datetime.date(year, month, min(date.day, days_in(year, month)))


def plus_months_or_next(date: datetime.date, months: int) -> datetime.date:
    """The same day, so many months later, or the first of the month after it (顺延)."""
    year, month = month_at(date, months)
    if date.day <= days_in(year, month):
        return datetime.date(year, month, date.day)
    return day_of(date, months + 1, 1)


def plus_days(date: datetime.date, days: int) -> datetime.date:
    """So many days later."""
    ordinal = date.toordinal() + days
    if not 1 <= ordinal <= datetime.date.max.toordinal():
        words = f"{date} 起 {days} 天"
        raise Failure("no_such_day", f"日期 {words}超出公元 1 年至 9999 年。")
    return datetime.date.fromordinal(ordinal)


def days_between(start: datetime.date, end: datetime.date) -> int:
    """end − start in days."""
    return end.toordinal() - start.toordinal()


def age(birth: datetime.date, on: datetime.date) -> int:
    """Completed years (周岁); one born on 29 February ages on 1 March."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
