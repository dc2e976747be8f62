"""Every number and date that a text mentions, in whatever form it is written.

In: the text of a clause. Out: mentions with kind, exact value and place. Numbers of items, of
annexes and of documents (`1、`, `附件2`, `〔2021〕12号`) are no mentions, for they measure nothing.
Comparing a rule with the mentions is left to `values`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from luling.notice.number_forms import FORMS, TO, MentionKind, PartialDate, skipped
from luling.notice.numerals import FOLD

__all__ = ["Mention", "MentionKind", "PartialDate", "mentions"]

# A comma between digits groups thousands only in half-width form; 、and ， part two numbers.
_FOLD = {code: to for code, to in FOLD.items() if chr(code) != "，"}
# 3.19个取消… may be 3.19 of something, or item 3 that begins with 19个.
_ITEM_OR_DECIMAL = re.compile(r"\s*[0-9]{1,3}\.(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number at code points [start, end) of the text it was found in.

    Values: a ratio as a fraction of one; money in yuan; a duration in `unit` 日, 月, 年, 工作日 or
    小时; a level in `unit` 级, or 职称 (初级 1, 中级 2, 高级 3); an ordinal or integer in its
    measure word, None where none is written.
    """

    kind: MentionKind
    start: int
    end: int
    text: str
    value: Fraction | PartialDate
    unit: str | None = None


@lru_cache(maxsize=512)
def mentions(text: str) -> tuple[Mention, ...]:
    """All mentions in `text`, in its order; both ends of a range are mentions."""
    found = _read(text)
    item = _ITEM_OR_DECIMAL.match(text.translate(_FOLD))
    if item is not None and any(_broken_count(m) for m in found if m.start < item.end()):
        by = item.end()
        rest = (m for m in _read(text[by:]) if m.start == 0)
        found += [replace(m, start=m.start + by, end=m.end + by) for m in rest]
    found.sort(key=lambda mention: mention.start)
    return tuple(_with_years(text, found))


def _broken_count(mention: Mention) -> bool:
    """3.19个: nothing is counted so."""
    value = mention.value
    return mention.kind == "integer" and isinstance(value, Fraction) and value.denominator > 1


def _read(text: str) -> list[Mention]:
    folded = text.translate(_FOLD)
    taken = bytearray(len(text))
    found: list[Mention] = []
    for pattern, read in FORMS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            readings = read(match.groupdict())
            if readings or read is skipped:
                taken[start:end] = b"\x01" * (end - start)
            for kind, value, unit in readings:
                found.append(Mention(kind, start, end, text[start:end], value, unit))
    return found


def _with_years(text: str, found: list[Mention]) -> Iterator[Mention]:
    """The second date of a range has the year of the first: 2021年1月1日至12月31日."""
    before: Mention | None = None
    for mention in found:
        written = mention.value
        if (
            isinstance(written, PartialDate)
            and written.year is None
            and before is not None
            and isinstance(before.value, PartialDate)
            and re.fullmatch(TO, text[before.end : mention.start])
        ):
            mention = replace(mention, value=written._replace(year=before.value.year))
        yield mention
        before = mention
