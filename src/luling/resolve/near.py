"""Near names for a name that is unknown, and the number that it may have been meant for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from luling.notice.numerals import chinese_int

__all__ = ["arabic", "near"]

_NUMERAL = re.compile(r"(百分之)?([〇零一二两三四五六七八九十百千万亿]+)(.{0,2})")
_UNITS = re.compile(r"[元角分%种家个日天年月岁人次盒支张条项例所名倍]|个月|周岁|人次")


def near(name: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` of the known names that look like `name`, best first."""
    known = list(dict.fromkeys(known))
    found = get_close_matches(name[:60], known, n=limit, cutoff=0.6)
    if not found and 2 <= len(name) <= 3:  # 险钟 for 险种: one character of two is half of it
        alike = [item for item in known if len(item) == len(name)]
        found = [item for item in alike if sum(map(str.__ne__, item, name)) == 1]
    if not found:
        found = [item for item in known if len(name) >= 2 and (name in item or item in name)]
    return tuple(found[:limit])


def arabic(name: str) -> str:
    """一千元 as 1000元, 百分之八十 as 80%; empty for what is no number in Chinese numerals."""
    match = _NUMERAL.fullmatch(name)
    if match is None:
        return ""
    percent, numeral, unit = match.groups()
    value = chinese_int(numeral)
    if value is None or (percent and unit) or (unit and not _UNITS.fullmatch(unit)):
        return ""
    if not percent and not unit and len(numeral) == 1:
        return ""  # 二 is rather half a name than a number
    return f"{value}{'%' if percent else unit}"
