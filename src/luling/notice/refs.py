"""References to clauses, as authors type them: `二(五) 1.`, `第二条第（一）项`, `附件 说明 3（1）`.

In: what stands after 依据. Out: the one canonical spelling, which is that of `Clause.ref`; or the
references of a notice that look most like it. Whether a clause exists is left to `Notice.find`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from luling.notice.numerals import chinese_int, fold, to_chinese

_HAN = "[一二三四五六七八九十百零]{1,6}"
_TOKEN = re.compile(
    rf"第?\((?P<paren>{_HAN}|[0-9]{{1,3}})\)[项目、]?"
    rf"|第(?P<value>{_HAN}|[0-9]{{1,4}})(?P<level>[编章节条款项目])"
    rf"|之(?P<sub>{_HAN})"
    rf"|(?P<han>{_HAN})(?:[、.,]|(?=\(|第|$|[^一-鿿]))"
    rf"|(?P<close>[0-9]{{1,3}})\)"
    rf"|(?P<num>[0-9]{{1,4}})[、.,]?"
    rf"|(?P<circled>[①-⑳])"
    rf"|(?P<slash>[/／])"
    rf"|(?P<other>.)",
    re.DOTALL,
)


def parse_ref(ref: str) -> str:
    """The canonical spelling of a reference: `二(五) 1、` gives `二（五）1`, `第2条` `第二条`.

    Any text is accepted; what is no number is kept as a label (`基本条件`, `附件说明`).
    """
    out = ""
    before = ""
    for match in _TOKEN.finditer(re.sub(r"[\s\ufeff]+", "", fold(ref))):
        group = match.lastgroup or ""
        # Two numbers of one style are kept apart as they are in `naming`: 1.1, 一.一.
        if group == before and group in ("num", "han"):
            out += "."
        out += _canonical(group, match)
        before = group
    return out


def _canonical(group: str, match: re.Match[str]) -> str:
    match group:
        case "paren":
            written = match["paren"]
            return f"（{int(written) if written[0].isdigit() else _han(written)}）"
        case "level":
            written, level = match["value"], match["level"]
            value = to_chinese(int(written)) if written[0].isdigit() else _han(written)
            # 第一项 of an article is its （一）, 第1目 the 1. below that.
            if level == "项":
                return f"（{value}）"
            return str(chinese_int(value)) if level == "目" else f"第{value}{level}"
        case "sub":
            return f"之{_han(match['sub'])}"
        case "han":
            return _han(match["han"])
        case "close":
            return f"{int(match['close'])}）"
        case "num":
            return str(int(match["num"]))
        case _:
            return match[0]


def _han(written: str) -> str:
    value = chinese_int(written)
    return to_chinese(value) if value else written


def near(ref: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` of the `known` references that look most like `ref`, likeliest first.

    Spelling counts after numerals are made equal, so that `二(5)1` is near `二（五）1`.
    """
    wanted = _plain(parse_ref(ref))
    if not wanted:
        return ()
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    scored: list[tuple[float, int, str]] = []
    for place, name in enumerate(known):
        plain = _plain(name)
        matcher.set_seq1(plain)
        if matcher.real_quick_ratio() < 0.4:
            continue
        score = matcher.ratio()
        if plain == wanted:
            score = 2.0
        elif plain.endswith(wanted) or wanted.endswith(plain):
            score += 0.5
        elif plain.startswith(wanted) or wanted.startswith(plain):
            score += 0.25
        if score >= 0.5:
            scored.append((-score, place, name))
    return tuple(name for _, _, name in sorted(scored)[:limit])


def _plain(ref: str) -> str:
    """`ref` with every numeral in digits and every bracket the same: how numbers compare."""

    def digits(match: re.Match[str]) -> str:
        value = chinese_int(match[0])
        return match[0] if value is None else str(value)

    plain = re.sub(_HAN, digits, fold(ref))
    return re.sub(r"([①-⑳])", lambda m: str(ord(m[1]) - ord("①") + 1), plain)
