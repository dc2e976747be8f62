"""What may stand at a place, in the author's words; no name of a terminal ever leaves here."""

from __future__ import annotations

import re
from collections.abc import Iterable

from luling.notice.numerals import chinese_int
from luling.syntax.tables import Tables

__all__ = ["instead", "no_name", "wanted"]

_KINDS = {
    "NAME": "名称",
    "STRING": "引号里的文字",
    "NUMBER": "数（如 80%、30种、100元）",
    "DATE": "日期（如 2022年6月30日）",
    "QUOTE": "「」里的原文",
    "TITLE": "《》里的文件名",
    "CLAUSE": "条款号（如 二（五）1）",
    "RAW": "文字",
    "ROUNDING": "取整的说法（如 四舍五入到分）",
    "ROW": "表的一行（以 | 开头）",
    "_BAR": "|",
    "ROWEND": "|",
}
_GROUPS = (
    ({"AND", "OR"}, "且、或"),
    ({"IS", "EQ", "NE", "LESS", "LT", "LE", "GT", "GE"}, "比较的词（如 是、超过、不低于）"),
    ({"T_BOOL", "T_MONEY", "T_RATIO", "T_DATE", "T_DURATION", "T_TEXT", "T_INTEGER", "T_SET"},
     "类型（如 金额、比例、是非、日期，或者一个枚举）"),
    ({"ADD", "SUB", "MINUS", "MUL", "DIV"}, "加、减、乘、除以"),
    ({"AMONG", "NOT_AMONG"}, "属于、不属于"),
    ({"CONTAINS", "NOT_CONTAINS"}, "包含、不包含"),
    ({"EMPTY", "NOT_EMPTY"}, "为空、不为空"),
    ({"EVERY", "SOME"}, "每个、任一"),
    ({"F_MAX", "F_MIN", "F_COUNT", "F_SUM"}, "最高、最低、计数、合计"),
)  # fmt: skip
_LAST = {
    "F_AGE", "F_DAYS", "F_YEAR", "F_MONTH", "F_NAMES", "NEXT_DAY", "TAKE_END", "MONTH_END",
    "YEAR_END", "THIS_MONTH", "NEXT_MONTH", "BASIS", "DERIVED", "BETWEEN", "_LP", "MINUS", "DASH",
}  # fmt: skip
_MOST = 8
_INSTEAD = {
    "如果": "当", "若": "当", "和": "且", "与": "且", "及": "且", "并": "且", "而且": "且",
    "则": "为", "那么": "为", "不": "非", "没有": "非", "在": "属于",
    "应该": "应当", "必须": "应当", "应": "应当", "须": "应当", "要": "应当", "需": "应当",
    "需要": "应当", "可": "可以", "从": "由", "换成": "换为", "改为": "换为", "变为": "换为",
    "不能另定": "不得另定", "不可另定": "不得另定", "不得另行制定": "不得另定",
    "不得另行制订": "不得另定", "不变": "不改变",
}  # fmt: skip


def instead(word: str) -> str:
    """The keyword for a word of everyday speech; empty where there is none."""
    return _INSTEAD.get(word, "")


_TRUTHS = {"真": "是", "假": "否", "true": "是", "false": "否", "yes": "是", "no": "否"}
_NUMERAL = "([〇零一二两三四五六七八九十百千]+)"
_FRACTION = re.compile(f"{_NUMERAL}分之{_NUMERAL}")


def no_name(text: str) -> str:
    """What to write for a word that looks like a name: 是 for 真, 除以 3 for 三分之一."""
    if text.isascii() or len(text) == 1:
        return _TRUTHS.get(text.lower(), "")
    found = _FRACTION.fullmatch(text)
    below, above = (chinese_int(part) for part in found.groups()) if found else (None, None)
    if not below or above is None:
        return ""
    if below == 100:
        return f"{above}%"
    return f"除以 {below}" if above == 1 else f"{above} 除以 {below}"


def wanted(tables: Tables, terminals: Iterable[int]) -> tuple[str, ...]:
    """The names of what may stand there, the most telling first, at most eight; 。 comes last."""
    names = {tables.symbols[terminal] for terminal in terminals}
    ends = names & {"$END"}
    first = [name for name in ("_COLON", "_BAR", "ROWEND", *_KINDS) if name in names - ends]
    names -= {*first, *ends}
    found = [_word(tables, name) for name in first]
    later: list[str] = []
    for group, said in _GROUPS:
        if len(group & names) > 1:
            names -= group
            (found if said in ("且、或", _GROUPS[1][1]) else later).append(said)
    found += [_word(tables, name) for name in sorted(names - _LAST)]
    found += [*later, *(_word(tables, name) for name in sorted(names & _LAST))]
    return tuple(dict.fromkeys(found))[:_MOST] + tuple("「。」" for _ in ends)


def _word(tables: Tables, name: str) -> str:
    word = _KINDS.get(name) or tables.words[name][0]
    return word if word[0].isalnum() or word[0] in "「《" else f"「{word}」"
