"""修订对照: two versions of a policy side by side, and the cases that come out otherwise.

In: the subjects of both versions. Out: a page; where nothing differs it says so. What differs is
found by `analysis.revision`; the sentences are those of the documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from luling.analysis.revision import Revision, Version, revise
from luling.analysis.text_changes import ClauseChange
from luling.backends.document.brief import Linked
from luling.backends.document.build import in_force
from luling.backends.document.marking import marked, same, stretches
from luling.backends.document.model import (
    Amendment,
    Amendments,
    Block,
    Cell,
    Cite,
    Line,
    Page,
    Paragraph,
    Section,
    Sides,
    SidesRow,
)
from luling.backends.document.names import day
from luling.backends.document.revised_cases import cases
from luling.backends.document.revised_parts import Both, decision_rows, declaration_rows, other_rows
from luling.backends.document.subject import Subject, Writer
from luling.core import ir

__all__ = ["revised"]

_SIDES = ("旧版", "新版")
_STATUS = {"added": "新增", "removed": "删去", "changed": "有改动", "moved": "只改了编号"}


class _Plain(Writer):
    """A writer whose clauses lead nowhere: the document of its version is not beside the page."""

    def cite(self, policy: str, clause: str) -> Cite:
        return replace(Writer.cite(self, policy, clause), anchor="")


def revised(old: Subject, new: Subject, beside: bool = False) -> Page:
    """`beside`: the document of the newer version stands beside the page."""
    revision = revise(Version(old.program, old.notice), Version(new.program, new.notice))
    writers = _Plain.of(old), (Linked if beside else _Plain).of(new)
    both = Both(*writers)
    parts: list[tuple[str, str, tuple[Block, ...]]] = [
        ("versions", "两个版本", (Paragraph(_summary(revision)), _versions(both))),
        ("clauses", "通知原文", _clauses(revision)),
        ("declarations", "枚举、参数和目录", _changes("枚举、参数和目录的改动", "名称",
                                              declaration_rows(both, revision.declarations))),
    ]  # fmt: skip
    for number, one in enumerate(revision.decisions, 1):
        rows = decision_rows(both, one)
        parts.append((f"decision-{number}", f"判定：{one.label}", _tables(one.label, rows)))
    others = other_rows(both, revision.others)
    parts.append(("others", "其他内容", _changes("登记的条文和其他内容的改动", "名称", others)))
    parts.append(("cases", "例子", cases(both, revision)))
    sections = tuple(Section(anchor, title, blocks) for anchor, title, blocks in parts if blocks)
    policy = new.program.policy
    title = policy.title.strip("《》")
    summary = _summary(revision).text
    return Page(f"{policy.id}-revision", f"修订对照：{title}", _note(both), summary, sections)


def _note(both: Both) -> str:
    numbers = [one.program.policy.number or "没有文号" for one in (both.old, both.new)]
    return f"旧版{numbers[0]}，新版{numbers[1]}" if numbers[0] != numbers[1] else numbers[0]


def _summary(revision: Revision) -> Line:
    if revision.is_empty:
        ran = f"，{revision.cases_run}个例子的结果也都相同" if revision.cases_run else ""
        return Line(f"两个版本没有不同{ran}")
    declared = Counter(one.what for one in revision.declarations)
    counted = (
        (len(revision.clauses), "处条文"),
        *((number, f"项{what}") for what, number in declared.items()),
        (sum(len(one.changes) for one in revision.decisions), "处事实和规则"),
        (len(revision.others), "项其他内容"),
    )
    changed = "、".join(f"{number}{what}" for number, what in counted if number)
    head = f"改动了{changed}" if changed else "改动了通知的基本信息" if revision.head else ""
    ran = f"在两个版本上运行了{revision.cases_run}个例子，{len(revision.cases)}个结果不同"
    return Line("；".join(one for one in (head, ran if revision.cases_run else "") if one))


# ---------------------------------------------------------------- head, clauses


def _versions(both: Both) -> Sides:
    said: tuple[tuple[str, Callable[[Writer], Line]], ...] = (
        ("通知", lambda one: _line(f"《{one.program.policy.title.strip('《》')}》")),
        ("文号", lambda one: _line(one.program.policy.number or "没有写明")),
        ("发文机关", lambda one: _line("、".join(one.program.policy.issuers) or "没有写明")),
        ("成文日期", lambda one: _line(_issued(one.program.policy))),
        ("施行期间", _period),
        ("适用地区", lambda one: _line("、".join(one.program.policy.regions) or "没有写明")),
        ("上位通知", _uppers),
    )
    rows = []
    for name, say in said:
        cells = Cell((say(both.old),)), Cell((say(both.new),))
        rows.append(_row(name, *cells, "" if same(*cells) else "有改动"))
    return Sides("两个版本的基本信息", "项目", _SIDES, tuple(rows))


def _line(text: str) -> Line:
    return Line(text, end="")


def _uppers(writer: Writer) -> Line:
    return _line("、".join(f"《{item}》" for item in writer.titles.values()) or "无")


def _issued(policy: ir.Policy) -> str:
    return day(policy.issued) if policy.issued is not None else "没有写明"


def _period(writer: Writer) -> Line:
    policy = writer.program.policy
    return Line(in_force(policy), writer.cites(policy.effective_citations), end="")


def _clauses(revision: Revision) -> tuple[Block, ...]:
    if not revision.clauses:
        return ()
    note = "标出的是新增和删去的文字，其余文字两个版本相同"
    rows = tuple(map(_clause, revision.clauses))
    return Paragraph(Line(note), quiet=True), Amendments(rows)


def _clause(one: ClauseChange) -> Amendment:
    ref = one.new or one.old
    if one.old and one.new and one.old != one.new:
        ref = f"{ref}（原{one.old}）"
    if one.kind in ("added", "removed"):
        segments = tuple(replace(part, kind="changed") for part in one.segments)
        return Amendment(ref, _STATUS[one.kind], stretches(segments))
    return Amendment(ref, _STATUS[one.kind], stretches(one.segments))


# ---------------------------------------------------------------- tables


def _tables(label: str, rows: Sequence[tuple[str, SidesRow]]) -> tuple[Block, ...]:
    """A table for each kind of thing: 事实, 结论和规则 …"""
    kinds = dict.fromkeys(kind for kind, _ in rows)
    return tuple(
        block
        for kind in kinds
        for block in _changes(f"{label}：{kind}的改动", kind, [row for k, row in rows if k == kind])
    )


def _changes(caption: str, first: str, rows: Sequence[SidesRow]) -> tuple[Block, ...]:
    return (Sides(caption, first, _SIDES, tuple(rows)),) if rows else ()


def _row(name: str, old: Cell, new: Cell, note: str) -> SidesRow:
    return SidesRow(name, marked(old, new), note)
