"""The blanks for a date that forms print: 「　年　月　日」, 「(202　年　月)」.

In: printed words. Out: where the blanks are, and whether a day belongs to them; the first digits of
a year may be printed already.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

__all__ = ["count_blanks", "fill_blanks"]

_GAP = r"[ \u3000]"
_BLANK = re.compile(rf"(?:^|(?<=[：:（(至]))(?:[0-9]{{1,3}}{_GAP}+)?年{_GAP}+月(?:{_GAP}+日)?"
                    rf"|(?:[0-9]{{1,3}})?{_GAP}+年{_GAP}+月(?:{_GAP}+日)?")  # fmt: skip


def count_blanks(words: str) -> int:
    """How many dates can be written into the words."""
    return len(_BLANK.findall(words))


def fill_blanks(words: str, dates: Sequence[dt.date | None]) -> str:
    """The words with a date in each blank, in order; None leaves a blank as it is printed."""
    waiting = iter(dates)

    def fill(blank: re.Match[str]) -> str:
        day = next(waiting, None)
        if day is None:
            return blank[0]
        return f"{day.year}年{day.month}月" + (f"{day.day}日" if "日" in blank[0] else "")

    return _BLANK.sub(fill, words)
