"""The text as lines, each with the item number it may begin with; lists within a line are split.

In: the verbatim text. Out: lines with offsets, trimmed of blanks. A marker here is only
a candidate: whether `1.` is an item or an accident is decided by `items`, which sees the sequence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from luling.notice.numerals import BLANKS, chinese_int, fold, to_chinese


class Style(IntEnum):
    """How an item is numbered; the first four have a fixed rank, the others nest as they come."""

    PART = 0  # 第一编
    CHAPTER = 1  # 第一章
    SECTION = 2  # 第一节
    ARTICLE = 3  # 第一条
    HAN = 4  # 一、
    HAN_PAREN = 5  # （一）
    NUM = 6  # 1. 1、 1．
    NUM_PAREN = 7  # （1）
    NUM_CLOSE = 8  # 1）
    CIRCLED = 9  # ①

    @property
    def structural(self) -> bool:
        return self <= Style.ARTICLE


class Marker(NamedTuple):
    """An item number at `start`..`end`; `sub` is the 2 of 第三条之二.

    `doubtful`: what follows suggests that it is no number of an item (`1.5万元`, `一、二级医院`,
    `（一）项规定的`), so that the sequence must speak for it.
    """

    style: Style
    value: int
    sub: int
    start: int
    end: int
    doubtful: bool


class Line(NamedTuple):
    """One line, or an item inside one, trimmed of blanks.

    `folded` is its text in half-width form, of the same length; a marker stands at its start.
    """

    start: int
    end: int
    folded: str
    marker: Marker | None


_HAN = "[一二三四五六七八九十百零]{1,6}"
_MARKER = re.compile(
    rf"第\s*(?P<struct>{_HAN}|[0-9]{{1,4}})\s*(?P<level>[编章节条])"
    rf"(?:\s*之\s*(?P<sub>[一二三四五六七八九十]))?"
    rf"|(?P<han>{_HAN})\s*[、.]"
    rf"|\(\s*(?P<han_paren>{_HAN})\s*\)、?|(?P<han_one>[㈠-㈩])"
    rf"|(?P<num>[0-9]{{1,3}})\s*[、.]|(?P<num_one>[⒈-⒛])"
    rf"|\(\s*(?P<num_paren>[0-9]{{1,3}})\s*\)|(?P<num_paren_one>[⑴-⒇])"
    rf"|(?P<num_close>[0-9]{{1,3}})\)"
    rf"|(?P<circled>[①-⑳])"
)
_LEVELS = {"编": Style.PART, "章": Style.CHAPTER, "节": Style.SECTION, "条": Style.ARTICLE}
_FIRST_OF = {"han_one": "㈠", "num_one": "⒈", "num_paren_one": "⑴", "circled": "①"}
_STYLE_OF = {
    "han": Style.HAN,
    "han_paren": Style.HAN_PAREN,
    "han_one": Style.HAN_PAREN,
    "num": Style.NUM,
    "num_one": Style.NUM,
    "num_paren": Style.NUM_PAREN,
    "num_paren_one": Style.NUM_PAREN,
    "num_close": Style.NUM_CLOSE,
    "circled": Style.CIRCLED,
}
# What follows a number that is no item: 一、二级医院; 1、2号; （一）项; 第三条规定的.
_DOUBT = {
    Style.HAN: re.compile(r"[一二三四五六七八九十]+\s*(?:[级类档批次期条项款章]|、|和|至)"),
    Style.HAN_PAREN: re.compile(r"[项款条类至、和及]"),
    Style.NUM: re.compile(r"[0-9]"),
    Style.NUM_PAREN: re.compile(r"[项款条类至、和及]"),
    Style.NUM_CLOSE: re.compile(r"[项款条类至、和及]"),
    Style.CIRCLED: re.compile(r"[、和及至]"),
}
_DOUBT_STRUCTURAL = re.compile(r"[规第中的所、，。；：和及至或到款项（(,;:]")
_BEFORE_INLINE = ":。;,"
_BRACKETS = tuple(tuple(pair) for pair in ("()", "“”", "《》", "〈〉", "「」", "[]", "〔〕"))


def read_marker(folded: str, at: int, offset: int) -> Marker | None:
    """The candidate number at index `at` of a folded line that begins at `offset` of the text."""
    match = _MARKER.match(folded, at)
    if match is None:
        return None
    group = match.lastgroup or ""
    sub = 0
    if match["struct"]:
        style = _LEVELS[match["level"]]
        digits = match["struct"]
        value = int(digits) if digits[0].isdigit() else _numeral(digits)
        sub = chinese_int(match["sub"]) or 0 if match["sub"] else 0
        doubtful = bool(_DOUBT_STRUCTURAL.match(folded, match.end()))
    else:
        style = _STYLE_OF[group]
        value = _value(group, match[group])
        doubtful = bool(_DOUBT[style].match(folded, match.end()))
    if value is None or value == 0:
        return None
    return Marker(style, value, sub, offset + at, offset + match.end(), doubtful)


def _value(group: str, written: str) -> int | None:
    if group in _FIRST_OF:
        return ord(written) - ord(_FIRST_OF[group]) + 1
    return int(written) if written[0].isdigit() else _numeral(written)


def _numeral(written: str) -> int | None:
    """Only the usual spelling numbers an item: 十二, not 一二 or 零."""
    value = chinese_int(written)
    return value if value is not None and to_chinese(value) == written else None


def read_lines(text: str) -> list[Line]:
    """All lines of `text` that show something, whatever their line breaks."""
    lines: list[Line] = []
    for match in re.finditer(r"[^\r\n]+", text):
        start, end = _trim(text, match.start(), match.end())
        if start < end:
            folded = fold(text[start:end])
            lines.append(Line(start, end, folded, read_marker(folded, 0, start)))
    return lines


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in BLANKS):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in BLANKS):
        end -= 1
    return start, end


def split_lists(lines: Sequence[Line]) -> list[Line]:
    """The lines, with a list inside a line (`…：①…；②…`) cut into its items.

    A line is cut only where the sequence is certain: at least two items from 1 on, or the number
    after the one that begins the line, each behind a stop, outside brackets and quotation marks.
    """
    out: list[Line] = []
    following: dict[Style, int] = {}
    for line in reversed(lines):
        end = line.end
        for marker in reversed(_inline(line, following)):
            out.append(_part(line, marker.start, end, marker))
            end = marker.start
        if end > line.start:
            out.append(_part(line, line.start, end, line.marker))
        if line.marker is not None:
            following[line.marker.style] = line.marker.value
    out.reverse()
    return out


def _part(line: Line, start: int, end: int, marker: Marker | None) -> Line:
    folded = line.folded[start - line.start : end - line.start].rstrip()
    return Line(start, start + len(folded), folded, marker)


def _inline(line: Line, following: dict[Style, int]) -> list[Marker]:
    """The markers inside `line` that certainly number items, in order."""
    runs: dict[Style, list[Marker]] = {}
    for marker in _stopped(line):
        runs.setdefault(marker.style, []).append(marker)
    certain: list[Marker] = []
    for style, run in runs.items():
        values = [marker.value for marker in run]
        continued = line.marker is not None and line.marker.style is style
        first = line.marker.value + 1 if continued and line.marker else 1
        in_order = values == list(range(first, first + len(values)))
        if in_order and following.get(style) not in values and (continued or len(values) > 1):
            certain.extend(run)
    return sorted(certain, key=lambda marker: marker.start)


def _stopped(line: Line) -> Iterator[Marker]:
    """Candidates inside `line` that stand behind a stop and outside brackets."""
    folded = line.folded
    body = line.marker.end - line.start if line.marker else 0
    depths = [0] * len(_BRACKETS)
    at = 0
    for match in _MARKER.finditer(folded, body):
        for i, (opening, closing) in enumerate(_BRACKETS):
            depths[i] += folded.count(opening, at, match.start())
            depths[i] -= folded.count(closing, at, match.start())
        at = match.start()
        marker = read_marker(folded, at, line.start)
        if marker is None or marker.style.structural or marker.doubtful or max(depths) > 0:
            continue
        before = at - 1
        while before >= body and folded[before].isspace():
            before -= 1
        # The first item of a list may stand right behind the number of its line: 一、1.…2.…
        behind_stop = before < body or folded[before] in _BEFORE_INLINE
        if at > 0 and (behind_stop or marker.style is Style.CIRCLED):
            yield marker
