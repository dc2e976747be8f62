"""A comparison as a page for people: the table, what differs and why, what is open, what each
notice did not ask."""

from __future__ import annotations

from collections.abc import Iterator

from luling.analysis.change_words import clauses_text
from luling.analysis.comparison import Column, Comparison, Row
from luling.analysis.outcomes import Missing, Outcome
from luling.cli.grid import grid, indented
from luling.core import ir
from luling.explanation.values import SUPPLIED
from luling.explanation.words import chinese_date

__all__ = ["page"]

_DIFFERENT = "异"
_NONE = "－"  # of one width everywhere, as — is not
_WIDEST = 120
_WHY = {
    "unasked": "本通知不问",
    "unlisted": "本通知没有这一类，作未知处理",
    "fixed": "由本通知自己规定，不用所给的值",
}
_STATUS = {
    "no_decision": "没有这个判定",
    "failed": "算不出结果（原因见错误信息）",
    "not_in_force": "",
}


def page(comparison: Comparison, width: int) -> str:
    """The whole page, lines broken at the width of the terminal."""
    width = min(width, _WIDEST)
    blocks = [
        _head(comparison, width),
        _table(comparison, width),
        _differences(comparison, width),
        _left_open(comparison, width),
        _missing(comparison, width),
        _unused(comparison, width),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _head(comparison: Comparison, width: int) -> list[str]:
    lines = [f"{comparison.label}：{len(comparison.columns)} 份通知并列"]
    for column in comparison.columns:
        lines += indented(f"{column.name}：{_title(column)}", width, 2, 4)
    return lines


def _title(column: Column) -> str:
    """《……的通知》（文号），2021年3月1日起施行；尚未施行"""
    policy = column.policy
    text = f"《{policy.title.strip('《》')}》" + (f"（{policy.number}）" if policy.number else "")
    if policy.effective is not None:
        text += f"，{chinese_date(policy.effective.isoformat())}起施行"
    if policy.expires is not None:
        text += f"，施行至{chinese_date(policy.expires.isoformat())}"
    status = _STATUS.get(column.status)
    return f"{text}；{status}" if status else text


# ---------------------------------------------------------------- the table


def _table(comparison: Comparison, width: int) -> list[str]:
    if not comparison.rows:
        return indented("没有可以比较的结论。", width, hang=0)
    head = ["", "结论", *(column.name for column in comparison.columns)]
    rows = [[_mark(row), row.label, *map(_cell, row.cells)] for row in comparison.rows]
    lines = grid([head, *rows], width, heads=2)
    if lines is None:
        return [*_stacked(comparison, width), *_legend(comparison, width, False)]
    return [*lines, *_legend(comparison, width, True)]


def _mark(row: Row) -> str:
    return _DIFFERENT if row.agreement == "differs" else ""


def _cell(cell: Outcome) -> str:
    return _NONE if cell.state == "absent" else cell.text


def _stacked(comparison: Comparison, width: int) -> Iterator[str]:
    """One block an outcome, for a terminal too narrow for columns."""
    for number, row in enumerate(comparison.rows):
        if number:
            yield ""
        yield from indented(f"{_mark(row)} {row.label}".lstrip(), width)
        for column, cell in zip(comparison.columns, row.cells, strict=True):
            if cell.state != "absent":
                yield from indented(f"{column.name}：{cell.text}", width, 2)


def _legend(comparison: Comparison, width: int, drawn: bool) -> list[str]:
    words = []
    if comparison.differing:
        words.append(f"{_DIFFERENT}：各份通知的结果不同，见下。")
    if any(cell.state == "absent" for row in comparison.rows for cell in row.cells):
        what = _NONE if drawn else "没有列出的通知"
        words.append(f"{what}：政策里没有这一项。可能是通知没有规定，也可能是没有写进政策。")
    return ["", *(line for text in words for line in indented(text, width))] if words else []


# ---------------------------------------------------------------- below the table


def _differences(comparison: Comparison, width: int) -> list[str]:
    """Each outcome that differs, with the clause and words of each notice."""
    lines: list[str] = []
    for row in comparison.differing:
        lines += indented(row.label, width, 2)
        for column, cell in zip(comparison.columns, row.cells, strict=True):
            if cell.state in ("known", "open", "unspecified", "inapplicable"):
                lines += indented(f"{column.name}：{cell.text}", width, 4)
                lines += _clause_lines(cell.citations, column, width, 6)
    if lines or not comparison.rows:
        return ["不同之处", *lines] if lines else []
    return indented(_agree(comparison), width, hang=0)


def _agree(comparison: Comparison) -> str:
    if len(comparison.columns) == 1:
        return "只有这一份通知，没有可以对照的。"
    kinds = [row.agreement for row in comparison.rows]
    if "open" in kinds:
        return "目前没有确定的不同之处；缺少的内容补上以后，还可能不同。"
    if "same" in kinds:
        return "几份通知都有的结论，结果都相同。"
    return "没有一项结论是两份以上通知都能回答的，无从比较。"


def _left_open(comparison: Comparison, width: int) -> list[str]:
    """What each notice leaves to other documents, unless it was told as a difference."""
    lines: list[str] = []
    for at, column in enumerate(comparison.columns):
        together: dict[tuple[str, ir.Citations], list[str]] = {}
        for row in comparison.rows:
            cell = row.cells[at]
            if cell.state == "unspecified" and row.agreement != "differs":
                together.setdefault((cell.text, cell.citations), []).append(row.label)
        if together:
            lines += indented(column.name, width, 2)
        for (text, citations), labels in together.items():
            lines += indented(f"{'、'.join(labels)}：{text}", width, 4)
            lines += _clause_lines(citations, column, width, 6)
    return ["通知没有规定的", *lines] if lines else []


def _missing(comparison: Comparison, width: int) -> list[str]:
    """What each notice still asks, and for which outcomes."""
    lines: list[str] = []
    for at, column in enumerate(comparison.columns):
        waiting: dict[Missing, list[str]] = {}
        for row in comparison.rows:
            for one in row.cells[at].missing:
                waiting.setdefault(one, []).append(row.label)
        groups: dict[tuple[str, ...], list[Missing]] = {}
        for one, labels in waiting.items():
            groups.setdefault(tuple(labels), []).append(one)
        if groups:
            lines += indented(column.name, width, 2)
        for waits, asked in groups.items():
            count = f"等 {len(waits)} 项" if len(waits) > 4 else ""
            lines += indented(f"要确定{'、'.join(waits[:4])}{count}：", width, 4)
            for one in asked:
                lines += indented(_asked(one), width, 6)
    return ["还缺少", *lines] if lines else []


def _asked(one: Missing) -> str:
    if not one.path.startswith("params."):
        return one.label
    where = "、".join(dict.fromkeys(item.clause for item in one.citations))
    return f"{one.label}（本通知{where}另行规定，须{SUPPLIED}）"


def _unused(comparison: Comparison, width: int) -> list[str]:
    """What was given in common and means nothing to one notice."""
    lines: list[str] = []
    for column in comparison.columns:
        reasons: dict[str, list[str]] = {}
        for one in column.left_out:
            value = f"（{one.text}）" if one.text and one.reason == "unlisted" else ""
            reasons.setdefault(_WHY[one.reason], []).append(f"{one.label or one.path}{value}")
        if reasons:
            lines += indented(column.name, width, 2)
        for why, names in reasons.items():
            lines += indented(f"{why}：{'、'.join(dict.fromkeys(names))}", width, 4)
    return ["所给的内容中没有用到的", *lines] if lines else []


def _clause_lines(citations: ir.Citations, column: Column, width: int, indent: int) -> list[str]:
    if not citations:
        return []
    return indented(f"依据：{clauses_text(citations, column.policy.id)}", width, indent)
