"""Names that swallowed the words after them, because a space is missing.

`险种是职工医保且门诊` lexes as one name. Given the declared names, the split is found again:
险种 是 职工医保 且 门诊. Used by the parser where a sentence does not read, and by the resolver for
names that nobody declared.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from luling.syntax.quantities import Wrong, read_quantity
from luling.syntax.tables import load

__all__ = ["split_run_together"]

_NUMBER = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?%?")
_DATE = re.compile(r"[0-9０-９]{4}年[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日|底)")
_LONGEST = 120
_UNIT = 4
"""The longest unit of a number: 万 and a measure word."""


def split_run_together(text: str, known: Collection[str]) -> list[str] | None:
    """The parts of a run that is made wholly of known names, keywords and numbers, else None.

    At least one part is a keyword or a number; longer parts are taken before shorter ones.
    """
    if len(text) > _LONGEST:
        return None
    keywords = load().keywords
    names = frozenset(known)
    best: list[list[str] | None] = [[], *([None] * len(text))]
    for start in range(len(text)):
        before = best[start]
        if before is None:
            continue
        for end in _ends(text, start, keywords, names):
            found = best[end]
            if found is None or len(found) > len(before) + 1:
                best[end] = [*before, text[start:end]]
    parts = best[-1]
    if parts is None or len(parts) < 2:
        return None
    told = any(part in keywords or _NUMBER.match(part) for part in parts)
    return parts if told else None


def _ends(
    text: str, start: int, keywords: Collection[str], names: Collection[str]
) -> list[int]:
    ends = [
        end
        for end in range(start + 1, len(text) + 1)
        if (part := text[start:end]) in keywords or part in names
    ]
    if (date := _DATE.match(text, start)) is not None:
        ends.append(date.end())
    number = _NUMBER.match(text, start)
    if number is None:
        return ends
    last = min(number.end() + _UNIT, len(text))
    counted = range(number.end(), last + 1)
    return ends + [end for end in counted if _is_quantity(text[start:end])]


def _is_quantity(text: str) -> bool:
    return not isinstance(read_quantity(text), Wrong)
