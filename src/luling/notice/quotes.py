"""Quoted words in a clause: found byte for byte, or the nearest words and what differs.

In: a notice, a clause, the words in 「」. Out: a hit with its place, or a miss that says enough for
a helpful message: the words most alike, the differences one by one, the other clauses that do have
the quote. Nothing is forgiven: a half-width comma for a full-width one is a miss.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import Literal

from luling.notice.model import Clause, Notice
from luling.notice.numerals import fold_quotes

# Alignment costs: a wrong width is less than a wrong character.
_WIDTH, _OTHER = 1, 2
_CANDIDATES = 3
# Of a longer quote only the part around its first mistake is aligned, to stay fast.
_LONGEST_ALIGNED = 160
_BEFORE_MISTAKE = 40
_MOST_REFS = 5


@dataclass(frozen=True, slots=True)
class QuoteHit:
    """The quote stands at code points [start, end) of the notice: its first place in the clause."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Difference:
    """`at`: the place in the quote, its first character being 1; `quoted` for `original`.

    missing: the quote lacks `original` before `at`; extra: the original lacks `quoted`; width: the
    same mark in another width or shape; other: another character.
    """

    kind: Literal["missing", "extra", "width", "other"]
    at: int
    quoted: str
    original: str


@dataclass(frozen=True, slots=True)
class QuoteMiss:
    """The quote is not in the clause.

    `nearest` are the words most like it, at code points [start, end); empty, at the clause's start,
    when none are alike. `where_else` are the smallest other clauses that have the quote.
    `description` names the first difference in Chinese: 第5个字：「的」应为「地」.
    """

    nearest: str
    start: int
    end: int
    where_else: tuple[str, ...]
    differences: tuple[Difference, ...]
    description: str


def find_quote(notice: Notice, clause: Clause, quote: str) -> QuoteHit | QuoteMiss:
    """`quote` in the text of `clause` and all its children; an empty quote is a miss."""
    text = notice.text
    at = text.find(quote, clause.start, clause.end) if quote else -1
    if at >= 0:
        return QuoteHit(at, at + len(quote))
    found = _nearest(text, clause.start, clause.end, quote)
    where_else = _where_else(notice, quote)
    if found is None:
        return QuoteMiss("", clause.start, clause.start, where_else, (), "")
    start, end, differences = found
    return QuoteMiss(text[start:end], start, end, where_else, differences, _describe(differences))


def _where_else(notice: Notice, quote: str) -> tuple[str, ...]:
    refs: dict[str, None] = {}
    at = notice.text.find(quote) if quote else -1
    while at >= 0 and len(refs) < _MOST_REFS:
        holder, level = None, notice.clauses
        while inside := [c for c in level if c.start <= at and at + len(quote) <= c.end]:
            holder, level = inside[0], inside[0].children
        if holder is not None:
            refs[holder.ref] = None
        at = notice.text.find(quote, at + 1)
    return tuple(refs)


_Found = tuple[int, int, tuple[Difference, ...]]


def _nearest(text: str, start: int, end: int, quote: str) -> _Found | None:
    """The stretch of text[start:end] that takes the fewest changes to become `quote`."""
    if not quote:
        return None
    if len(quote) > _LONGEST_ALIGNED:
        skip = max(0, _found_prefix(text[start:end], quote) - _BEFORE_MISTAKE)
        found = _nearest(text, start, end, quote[skip : skip + _LONGEST_ALIGNED])
        if found is None:
            return None
        return found[0], found[1], tuple(replace(d, at=d.at + skip) for d in found[2])
    words, wanted = fold_quotes(text[start:end]), fold_quotes(quote)
    best: tuple[int, int, int, list[Difference]] | None = None
    for offset in _candidates(words, wanted):
        slack = 4 + len(quote) // 4
        low = max(0, offset - slack)
        window = text[start + low : min(end, start + offset + len(quote) + slack)]
        cost, first, last, differences = _align(window, quote)
        if best is None or cost < best[0]:
            best = (cost, start + low + first, start + low + last, differences)
    # When half of the quote must change, the words are alike by accident only.
    if best is None or best[0] > len(quote) * _OTHER // 2:
        return None
    return best[1], best[2], tuple(best[3])


def _found_prefix(words: str, quote: str) -> int:
    """The length of the longest beginning of `quote` that `words` contain."""
    low, high = 0, len(quote)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if quote[:middle] in words else (low, middle - 1)
    return low


def _candidates(words: str, wanted: str) -> list[int]:
    """Where `wanted` would begin if most of its pairs of characters were to fall in place."""
    size = 2 if len(wanted) > 2 else 1
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i in range(len(words) - size + 1):
        places[words[i : i + size]].append(i)
    votes: Counter[int] = Counter()
    for i in range(len(wanted) - size + 1):
        for place in places.get(wanted[i : i + size], ()):
            votes[place - i] += 1
    # Neighbouring offsets speak for one stretch with a character too many or too few.
    pooled = {at: n + max(votes[at - 1], votes[at + 1]) for at, n in list(votes.items())}
    ranked = sorted(pooled, key=lambda at: (-pooled[at], at))
    return ranked[:_CANDIDATES]


def _align(window: str, quote: str) -> tuple[int, int, int, list[Difference]]:
    """The cheapest alignment of `quote` with a stretch of `window`: cost, first, last, changes."""
    rows = [[0] * (len(window) + 1)]
    shapes, wanted = fold_quotes(window), fold_quotes(quote)
    for i, char in enumerate(quote):
        above = rows[-1]
        row = [above[0] + _OTHER]
        for j, other in enumerate(window):
            change = 0 if char == other else _WIDTH if wanted[i] == shapes[j] else _OTHER
            row.append(min(above[j] + change, above[j + 1] + _OTHER, row[j] + _OTHER))
        rows.append(row)
    last = min(range(len(window) + 1), key=rows[-1].__getitem__)
    differences: list[Difference] = []
    i, j = len(quote), last
    while i > 0:
        here = rows[i][j]
        if j > 0:
            same = quote[i - 1] == window[j - 1]
            wide = wanted[i - 1] == shapes[j - 1]
            if here == rows[i - 1][j - 1] + (0 if same else _WIDTH if wide else _OTHER):
                i, j = i - 1, j - 1
                if not same:
                    kind: Literal["width", "other"] = "width" if wide else "other"
                    differences.append(Difference(kind, i + 1, quote[i], window[j]))
                continue
            if here == rows[i][j - 1] + _OTHER:
                j -= 1
                differences.append(Difference("missing", i + 1, "", window[j]))
                continue
        i -= 1
        differences.append(Difference("extra", i + 1, quote[i], ""))
    differences.reverse()
    return rows[-1][last], j, last, _joined(differences)


def _joined(differences: list[Difference]) -> list[Difference]:
    """Adjoining differences of one kind as one: 第3个字：「甲乙」应为「丙丁」."""
    out: list[Difference] = []
    for new in differences:
        old = out[-1] if out else None
        if old and old.kind == new.kind and new.at == old.at + len(old.quoted):
            quoted, original = old.quoted + new.quoted, old.original + new.original
            out[-1] = Difference(old.kind, old.at, quoted, original)
        else:
            out.append(new)
    return out


def _describe(differences: tuple[Difference, ...]) -> str:
    if not differences:
        return ""
    first = differences[0]
    match first.kind:
        case "missing":
            said = f"第{first.at}个字前少了「{first.original}」"
        case "extra":
            said = f"第{first.at}个字「{first.quoted}」是多出来的"
        case "width":
            said = f"第{first.at}个字：「{first.quoted}」应为「{first.original}」（全角、半角不同）"
        case "other":
            said = f"第{first.at}个字：「{first.quoted}」应为「{first.original}」"
    more = len(differences) - 1
    return said + (f"；另有{more}处不同" if more else "")
