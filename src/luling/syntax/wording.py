"""What may stand at a place, in the author's words; no name of a terminal ever leaves here."""

from __future__ import annotations

from collections.abc import Iterable

from luling.syntax.tables import Tables

__all__ = ["wanted"]

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
    "$END": "。",
}
_GROUPS = (
    ({"IS", "EQ", "NE", "LESS", "LT", "LE", "GT", "GE"}, "比较的词（如 是、超过、不低于）"),
    ({"ADD", "SUB", "MINUS", "MUL", "DIV"}, "加、减、乘、除以"),
    ({"BETWEEN", "AMONG", "NOT_AMONG", "CONTAINS", "NOT_CONTAINS"}, "介于、属于、包含"),
    ({"EMPTY", "NOT_EMPTY"}, "为空、不为空"),
    ({"AND", "OR"}, "且、或"),
    ({"F_MAX", "F_MIN", "F_COUNT", "F_SUM"}, "最高、最低、计数、合计"),
    ({"F_AGE", "F_DAYS", "F_YEAR", "F_MONTH"}, ""),
    ({"NEXT_DAY", "TAKE_END", "MONTH_END", "YEAR_END", "THIS_MONTH", "NEXT_MONTH"}, ""),
    ({"T_BOOL", "T_MONEY", "T_RATIO", "T_DATE", "T_DURATION", "T_TEXT", "T_INTEGER", "T_SET"},
     "类型（如 金额、比例、是非、日期，或者一个枚举）"),
    ({"EVERY", "SOME"}, "每个、任一"),
)  # fmt: skip
_MOST = 8


def wanted(tables: Tables, terminals: Iterable[int]) -> tuple[str, ...]:
    """The names of what may stand there, the most telling first, at most eight."""
    names = {tables.symbols[terminal] for terminal in terminals}
    found: list[str] = []
    for group, name in _GROUPS:
        if len(group & names) > 1:
            names -= group
            found.append(name)
    plain = [_KINDS.get(name) or tables.words[name][0] for name in sorted(names)]
    first = sorted(plain, key=lambda word: (word in ("|", "。"), len(word) > 4))
    return tuple(dict.fromkeys(word for word in [*first, *found] if word))[:_MOST]
