"""Whether a text mentions the value that a rule states, and which mentions come nearest.

In: the text of a cited clause and a typed value. Out: yes or no, and mentions to show. A value that
is derived, not written, is not mentioned; the author's reason for it is checked elsewhere.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from luling.notice.numbers import Mention, PartialDate, mentions

ValueKind = Literal["ratio", "money", "integer", "date", "duration", "day_of_month", "level"]
Value = Fraction | int | date


def mentions_value(
    text: str, value: Value, kind: ValueKind, unit: str | None = None, *, year: int | None = None
) -> bool:
    """Whether `text` writes `value` in any form.

    `value` is a Fraction of one for a ratio, yuan for money, a count for an integer, a duration
    (with `unit` 日, 月, 年, 工作日 or 小时), a level (with `unit` 级 or 职称) or a day of the
    month, a `datetime.date` for a date. Units must be equal where both sides have one. `year` is
    the year that a date without one belongs to; when it is None such a date counts for any year.
    """
    return any(_equal(mention, value, kind, unit, year) for mention in mentions(text))


def nearest_mentions(
    text: str,
    value: Value,
    kind: ValueKind,
    unit: str | None = None,
    *,
    year: int | None = None,
    limit: int = 3,
) -> tuple[Mention, ...]:
    """Up to `limit` mentions of the same kind, nearest in value first; ties in text order."""
    alike = [mention for mention in mentions(text) if _comparable(mention, kind)]
    ranked = sorted(alike, key=lambda mention: _distance(mention, value, unit, year))
    return tuple(ranked[:limit])


def _comparable(mention: Mention, kind: ValueKind) -> bool:
    if kind == "integer":
        # 3年 may be the integer 3 with the unit 年.
        return mention.kind in ("integer", "duration")
    return mention.kind == kind


def _equal(
    mention: Mention, value: Value, kind: ValueKind, unit: str | None, year: int | None
) -> bool:
    if not _comparable(mention, kind):
        return False
    if isinstance(value, date):
        written = mention.value
        return isinstance(written, PartialDate) and _dates(written, value, year)
    if isinstance(mention.value, PartialDate):
        return False
    if kind == "duration":
        return _lasting(mention.value, mention.unit) == _lasting(Fraction(value), unit)
    if kind == "integer" and mention.kind == "duration" and mention.unit != unit:
        return False
    units_fit = kind in ("ratio", "money", "day_of_month") or _same_unit(mention.unit, unit)
    return mention.value == value and units_fit


def _same_unit(written: str | None, wanted: str | None) -> bool:
    return written is None or wanted is None or written == wanted


def _lasting(value: Fraction, unit: str | None) -> tuple[Fraction, str | None]:
    """A year is twelve months; a month is no number of days."""
    if unit == "年":
        return value * 12, "月"
    return value, {"天": "日", "个月": "月"}.get(unit or "", unit)


def _dates(written: PartialDate, value: date, year: int | None) -> bool:
    known = written.year if written.year is not None else year
    if known is not None and known != value.year:
        return False
    if written.month is None:
        # A bare year says its first and its last day: 自2022年起, 至2022年.
        return written.year is not None and (value.month, value.day) in ((1, 1), (12, 31))
    if written.month != value.month:
        return False
    last = monthrange(value.year, value.month)[1]
    if written.month_end:
        return value.day == last
    return written.day == value.day if written.day is not None else value.day in (1, last)


def _distance(
    mention: Mention, value: Value, unit: str | None, year: int | None
) -> tuple[bool, Fraction, int]:
    other_unit = not _same_unit(mention.unit, unit)
    if isinstance(mention.value, PartialDate):
        if not isinstance(value, date):
            return other_unit, Fraction(0), mention.start
        days = abs((_as_date(mention.value, value, year) - value).days)
        return other_unit, Fraction(days), mention.start
    if isinstance(value, date):
        return other_unit, Fraction(0), mention.start
    return other_unit, abs(mention.value - Fraction(value)), mention.start


def _as_date(written: PartialDate, near: date, year: int | None) -> date:
    """Some day that `written` may mean; what it leaves open is taken from `year` or `near`."""
    years = written.year or year or near.year
    months = written.month or near.month
    last = monthrange(years, months)[1]
    return date(years, months, 1) + timedelta(days=min(written.day or last, last) - 1)
