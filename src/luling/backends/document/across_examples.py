"""A few worked cases of the policies, each put to all that have the decision.

The cases are drawn evenly from the policies; those that show most differences not shown yet are
told. What a notice asks besides is taken from its own cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from luling.analysis.comparison import Column, Comparison
from luling.analysis.fitting import decision_of
from luling.analysis.outcomes import Outcome
from luling.backends.document.across_filled import compared, filled, told_of, usable
from luling.backends.document.examples import given, supplied, tidy
from luling.backends.document.listing import headed
from luling.backends.document.model import Block, Cell, Group, Line, Paragraph, Sides, SidesRow
from luling.backends.document.subject import Writer
from luling.core import ir

__all__ = ["examples"]

_TOLD = 3
_TRIED = 12
_MOST = 4
_ANSWERED = ("known", "open", "unspecified", "inapplicable")
_Named = tuple[str, Writer]
_Tried = tuple[str, Writer, ir.Case, Comparison]


def examples(decision: str, sides: Sequence[_Named]) -> tuple[Block, ...]:
    """None where fewer than two notices have the decision, or no case shows a difference."""
    if len(sides) < 2:
        return ()
    tried = [
        (name, writer, case, found)
        for name, writer in sides
        for case in (_moved(one, sides) for one in _drawn(writer.program, decision))
        if (found := compared(case, sides)) is not None
    ]
    return tuple(_told(decision, sides, one) for one in _chosen(tried))


def _drawn(program: ir.Program, decision: str) -> list[ir.Case]:
    """Cases with an answer, evenly from first to last."""
    found = usable(program, decision)
    step = max(1, -(-len(found) // _TRIED))
    return found[::step]


def _moved(case: ir.Case, sides: Sequence[_Named]) -> ir.Case:
    """The case on a day on which every notice is in force, where its own day is before that."""
    policies = [writer.program.policy for _, writer in sides]
    starts = [one.effective or one.issued for one in policies]
    first = max((one for one in starts if one is not None), default=None)
    ends = [one.expires for one in policies if one.expires is not None]
    if first is None or any(end < first for end in ends):
        return case
    dated = [decision_of(writer.program, case.decision) for _, writer in sides]
    facts = dict(case.facts)
    for id in {one.date_fact for one in dated if one is not None and one.date_fact is not None}:
        given_ = facts.get(id)
        if isinstance(given_, str) and given_ < first.isoformat():
            facts[id] = first.isoformat()
    return replace(case, facts=facts) if facts != case.facts else case


def _chosen(tried: Sequence[_Tried]) -> list[_Tried]:
    """Each shows most differences that none before has shown and leaves least open; first of
    policies that none before is of."""
    found: list[_Tried] = []
    seen: set[object] = set()
    shown = [_shown(comparison) for _, _, _, comparison in tried]
    open_ = [_open(comparison) for _, _, _, comparison in tried]
    while len(found) < min(_TOLD, len(tried)):
        used = [one[0] for one in found]
        gains = [
            (bool(one - seen), -used.count(case[0]), 2 * len(one - seen) - left)
            for case, one, left in zip(tried, shown, open_, strict=True)
        ]
        best = gains.index(max(gains))
        if not gains[best][0]:
            break
        seen |= shown[best]
        found.append(tried[best])
    return found


def _shown(comparison: Comparison) -> set[object]:
    """The outcomes that differ, with what each notice certainly answers."""
    return {
        (row.id, at, cell.text)
        for row in comparison.differing
        for at, cell in enumerate(row.cells)
        if cell.state in ("known", "unspecified")
    }


def _open(comparison: Comparison) -> int:
    return sum(cell.state == "open" for row in comparison.rows for cell in row.cells)


def _told(decision: str, sides: Sequence[_Named], tried: _Tried) -> Group:
    name, writer, case, first = tried
    comparison, taken = filled(case, first, sides)
    own = decision_of(writer.program, decision)
    assert own is not None
    facts = given(writer, own, case)
    own_cases = {one.id: one for one in writer.program.cases}
    moved = "，日期改为各份通知都已施行的一天" if own_cases[case.id].facts != case.facts else ""
    blocks: list[Block] = [Paragraph(Line(f"{facts.text}（{name}政策中的例子{moved}）"))]
    blocks += [Paragraph(line) for line in supplied(writer, case)]
    told = [row for row in comparison.rows
            if sum(one.state in _ANSWERED for one in row.cells) > 1]  # fmt: skip
    shown = [at for at in range(len(sides)) if any(row.cells[at].state != "absent" for row in told)]
    names = tuple(sides[at][0] for at in shown)
    besides = told_of([one for one in taken if one.name in names])
    blocks += [Paragraph(besides)] if besides is not None else []
    rows = tuple(
        SidesRow(
            row.label,
            tuple(_cell(row.cells[at], sides[at][1]) for at in shown),
            {"differs": "结果不同", "same": "结果相同"}.get(row.agreement, ""),
        )
        for row in told
    )
    blocks.append(Sides("各地的结果", "结论", names, rows))
    unused = _unused(names, [comparison.columns[at] for at in shown])
    if unused:
        head = headed("所给的内容中，下列各项对有的通知不起作用", unused)
        blocks.append(Paragraph(head, quiet=True))
    return Group(case.title, tuple(blocks))


def _cell(one: Outcome, writer: Writer) -> Cell:
    if one.state == "absent":
        return Cell((Line("没有写进政策", end=""),), is_silent=True)
    text = tidy(one.text)
    if one.state == "open":
        lacking = list(dict.fromkeys(item.label for item in one.missing))
        more = f"等{len(lacking)}项" if len(lacking) > _MOST else ""
        text += f"，还缺少{'、'.join(lacking[:_MOST])}{more}"
    quiet = one.state in ("not_in_force", "failed")
    return Cell((Line(text, writer.cites(one.citations), end=""),), is_silent=quiet)


def _unused(names: Sequence[str], columns: Sequence[Column]) -> tuple[Line, ...]:
    """What a notice was not given, for it does not ask it."""
    found = []
    words = {"unasked": "不看", "unlisted": "没有这一类", "fixed": "由通知自己规定"}
    for name, column in zip(names, columns, strict=True):
        for reason, word in words.items():
            labels = [one.label for one in column.left_out if one.reason == reason and one.label]
            if labels:
                listed = "、".join(dict.fromkeys(labels))
                found.append(Line(f"{name}{word}：{listed}", end="；"))
    return tuple(found)
