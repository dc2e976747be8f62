"""The forms in which notices write numbers and dates, each as a pattern with its reading.

In: folded text. Out: kinds with exact values. The table is in order of precedence: a form is only
read where no earlier one was, so that a year is no count and 30% no bare 30.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from luling.notice.numerals import chinese_int

MentionKind = Literal[
    "ratio", "money", "integer", "date", "duration", "day_of_month", "ordinal", "level"
]


class PartialDate(NamedTuple):
    """A date as far as it is written; `month_end` for 6月底, whose day depends on the year."""

    year: int | None
    month: int | None
    day: int | None
    month_end: bool = False


class Reading(NamedTuple):
    """One value that a form writes; a range writes two."""

    kind: MentionKind
    value: Fraction | PartialDate
    unit: str | None = None


Reader = Callable[[dict[str, str | None]], list[Reading]]

# Bounded, so that a page of digits takes no more than its length.
_D = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])(?:\.[0-9]{1,9})?|[0-9]{1,15}(?:\.[0-9]{1,9})?)"
_C = r"(?:[零〇一二三四五六七八九十百千两][零〇一二三四五六七八九十百千万亿两]{0,15})"
_Q = rf"(?:{_D}|{_C})"
TO: Final = r"\s?(?:[—–~至到]{1,2}|-)\s?"
_SCALE = r"[百千万亿]{0,2}"
_RANGE = rf"(?:(?P<low>{_Q})(?P<low_scale>{_SCALE}){TO})?(?P<high>{_Q})"
_MEASURE = (
    r"人次|种|个|家|所|名|人|次|批|项|条|款|份|张|户|例|件|盒|支|片|粒|台|套|间|类|档|倍|字|岁"
    r"|周岁|位|号|瓶|袋|毫克|公里|市|县|省"
)
_TIMES = r"个?工作日|个?小时|个?季度|个?年度|个月|天|日|周(?!岁)|个?星期|年(?![0-9])"
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_TITLES = {"初级": 1, "中级": 2, "高级": 3}
_TIME_UNITS = {
    "工作日": ("工作日", 1),
    "小时": ("小时", 1),
    "季度": ("月", 3),
    "年度": ("年", 1),
    "年": ("年", 1),
    "月": ("月", 1),
    "天": ("日", 1),
    "日": ("日", 1),
    "周": ("日", 7),
    "星期": ("日", 7),
}


def quantity(written: str | None, scale: str | None = None) -> Fraction | None:
    """The value of 1.5, 15,000, 三十, times 万 or 亿 as `scale` says; None when it has none."""
    if not written:
        return None
    if written[0].isdigit():
        value = Fraction(written.replace(",", ""))
    else:
        whole = chinese_int(written)
        if whole is None:
            return None
        value = Fraction(whole)
    for char in scale or "":
        value *= _SCALES[char]
    return value


def skipped(groups: dict[str, str | None]) -> list[Reading]:
    """A number that measures nothing: its place is taken, and nothing is read."""
    return []


def _date(groups: dict[str, str | None]) -> list[Reading]:
    year, month, day = (quantity(groups.get(name)) for name in ("year", "month", "day"))
    unread = (groups.get("year") and year is None) or (groups.get("month") and month is None)
    if unread or (month is not None and not 1 <= month <= 12):
        return []
    if groups.get("day") and (day is None or not 1 <= day <= 31):
        return []
    if groups.get("year_end"):
        month, day = Fraction(12), Fraction(31)
    whole = [int(part) if part is not None else None for part in (year, month, day)]
    return [Reading("date", PartialDate(whole[0], whole[1], whole[2], bool(groups.get("end"))))]


def _day_of_month(groups: dict[str, str | None]) -> list[Reading]:
    day = quantity(groups["day"])
    return [Reading("day_of_month", day)] if day is not None and 1 <= day <= 31 else []


def _ends(groups: dict[str, str | None]) -> list[Fraction]:
    """Both ends of a range: in 1—2万元 the first shares the scale of the second."""
    shared = groups.get("scale")
    low = quantity(groups.get("low"), groups.get("low_scale") or shared)
    high = quantity(groups["high"], shared)
    return [end for end in (low, high) if end is not None]


def _percent(groups: dict[str, str | None]) -> list[Reading]:
    base = 1000 if groups.get("mark") == "‰" else 100
    return [Reading("ratio", end / base) for end in _ends(groups)]


def _share(groups: dict[str, str | None]) -> list[Reading]:
    below, above = quantity(groups["below"]), quantity(groups["above"])
    return [Reading("ratio", above / below)] if above is not None and below else []


def _tenths(groups: dict[str, str | None]) -> list[Reading]:
    tenths, more = quantity(groups["tenths"]), quantity(groups["more"])
    if tenths is None:
        return []
    return [Reading("ratio", tenths / 10 + (more or Fraction(0)) / 100)]


def _half(groups: dict[str, str | None]) -> list[Reading]:
    return [Reading("ratio", Fraction(1, 2))]


def _money(groups: dict[str, str | None]) -> list[Reading]:
    return [Reading("money", end, "元") for end in _ends(groups)]


def _half_time(groups: dict[str, str | None]) -> list[Reading]:
    """半年, 半个月, 一年半."""
    if groups.get("unit") == "月":
        return [Reading("duration", Fraction(1, 2), "月")]
    years = quantity(groups.get("years")) or Fraction(0)
    return [Reading("duration", years * 12 + 6, "月")]


def _duration(groups: dict[str, str | None]) -> list[Reading]:
    unit, times = _TIME_UNITS[(groups["unit"] or "").removeprefix("个")]
    return [Reading("duration", end * times, unit) for end in _ends(groups)]


def _level(groups: dict[str, str | None]) -> list[Reading]:
    return [Reading("level", end, "级") for end in _ends(groups)]


def _title(groups: dict[str, str | None]) -> list[Reading]:
    return [Reading("level", Fraction(_TITLES[groups["title"] or ""]), "职称")]


def _ordinal(groups: dict[str, str | None]) -> list[Reading]:
    return [Reading("ordinal", end, groups["unit"]) for end in _ends(groups)]


def _integer(groups: dict[str, str | None]) -> list[Reading]:
    return [Reading("integer", end, groups.get("unit")) for end in _ends(groups)]


_YEAR = r"(?<![0-9])(?P<year>[0-9]{4}|[〇零一二三四五六七八九]{4})\s?年\s?"
_MONTH = r"(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s?月"
_DAY = r"(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s?[日号]"
_HAN = "[一二三四五六七八九十]"

_TABLE: tuple[tuple[str, Reader], ...] = (
    # Numbers of documents, annexes and items measure nothing.
    (r"[〔\[(【][0-9]{4}[〕\])】]\s?第?\s?[0-9]{1,6}\s?号", skipped),
    (r"附\s?件\s?[0-9]{1,3}(?:[—\-~至、][0-9]{1,3})*", skipped),
    (r"^[ \t]*(?:\([0-9]{1,3}\)|[0-9]{1,3}(?:、|\.(?![0-9])))", skipped),
    # 2022年底, 2021年3月1日, 2022年6月底, 2021年2月, 2021-03-01, 2022年度
    (rf"{_YEAR}(?P<year_end>年?[底末])", _date),
    (rf"{_YEAR}{_MONTH}\s?{_DAY}", _date),
    (rf"{_YEAR}{_MONTH}(?P<end>[底末])?", _date),
    (r"(?<![0-9.])(?P<year>[12][0-9]{3})(?P<mark>[-./])(?P<month>[01]?[0-9])(?P=mark)"
     r"(?P<day>[0-3]?[0-9])(?![0-9.])", _date),
    (rf"{_YEAR}(?![内以])", _date),
    # 6月15日, 6月底, 年底, 每月10日, 6月, 10日前
    (rf"(?<![0-9个]){_MONTH}\s?{_DAY}", _date),
    (rf"(?<![0-9个]){_MONTH}(?P<end>[底末])", _date),
    (r"(?<![0-9半全])年(?P<year_end>[底末])", _date),
    (rf"[每次当本下同翌]个?月\s?{_DAY}", _day_of_month),
    (rf"(?<![0-9个月]){_MONTH}(?!以?[内上])", _date),
    (rf"(?<![0-9月]){_DAY}(?=之?[前止起])", _day_of_month),
    # 80%, 70%—80%, 5个百分点, 百分之八十, 五分之一, 八成, 一半
    (rf"(?:(?P<low>{_D})%?{TO})?(?P<high>{_D})\s?(?P<mark>[%‰])", _percent),
    (rf"(?P<high>{_Q})个百分点", _percent),
    (rf"(?P<below>[百千万]|{_HAN}{{1,3}})分之(?P<above>{_Q})", _share),
    (rf"(?P<tenths>[两一二三四五六七八九])成(?P<more>{_HAN})?"
     r"(?![立为果员本功效都长熟人分品交药套年])", _tenths),
    (r"一半|半数|减半", _half),
    # 1.5万元, 1—2万元, 三万五千元
    (rf"{_RANGE}\s?(?P<scale>{_SCALE})元", _money),
    # 半年, 半个月, 一年半, 3个月, 30日, 一年, 30个工作日
    (r"半个?(?P<unit>[年月])", _half_time),
    (rf"(?P<years>{_Q})年半", _half_time),
    (rf"{_RANGE}\s?(?P<unit>{_TIMES})", _duration),
    # 第一批, 二级, 一、二级, 中级
    (rf"第\s?(?P<high>{_Q})\s?(?P<unit>[批次条款项章节类档级名季阶位])", _ordinal),
    (rf"(?:(?P<low>[0-9]|{_HAN})[、至到—\-~])?(?P<high>[0-9]{{1,2}}|{_HAN})级", _level),
    (r"(?P<title>初级|中级|高级)", _title),
    # 30种, 1—2名, 3万人次, and digits alone
    (rf"{_RANGE}\s?(?P<scale>{_SCALE})(?P<unit>{_MEASURE})", _integer),
    (rf"(?:(?P<low>{_D}){TO})?(?P<high>{_D})(?P<scale>{_SCALE})", _integer),
)  # fmt: skip

FORMS: Final = tuple((re.compile(pattern, re.MULTILINE), reader) for pattern, reader in _TABLE)
