"""多地对照: what several notices say of the same decision, outcome by outcome, fact by fact.

In: the subjects of the documents. Out: a page, or None where there is nothing to compare. Things
are matched by id; nothing is known of any notice. 未规定 stands only where a rule says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from luling.analysis.comparison import column_names
from luling.analysis.fitting import decision_of
from luling.backends.document.across_examples import examples
from luling.backends.document.across_facts import constraints, facts, parameters
from luling.backends.document.across_rows import Side, by_id, merged, names_of, row, tables
from luling.backends.document.brief import Linked, absent, cell, handed_on, member_cell
from luling.backends.document.build import in_force
from luling.backends.document.model import (
    Block,
    Cell,
    Cite,
    Group,
    Line,
    Page,
    Paragraph,
    Section,
    Sides,
    SidesRow,
)
from luling.backends.document.names import day
from luling.backends.document.predicates import quoted
from luling.backends.document.subject import Subject, Writer
from luling.core import ir
from luling.types import BoolType

__all__ = ["across"]

_COUNTS = "零一二三四五六七八九十"


def across(subjects: Sequence[Subject]) -> Page | None:
    """The page; the same subjects give the same one."""
    ordered = _from_above(subjects)
    if len(ordered) < 2:
        return None
    writers = [Linked.of(one) for one in ordered]
    names = column_names([one.program.policy for one in ordered])
    sections = [_basics(writers, names)]
    decisions = _decisions(ordered)
    for number, (id, label) in enumerate(decisions, 1):
        blocks = (*_decision(id, label, writers, names), *_elsewhere(id, writers, decisions))
        sections.append(Section(f"decision-{number}", label, blocks))
    sections += parameters(writers, names)
    sections += constraints(writers, names)
    title = f"{_count(len(ordered))}地对照"
    about = f"{'、'.join(names)}逐项并列，各附条款"
    return Page("across-policies", title, "、".join(names), about, tuple(sections))


def _count(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def _from_above(subjects: Sequence[Subject]) -> list[Subject]:
    """Upper notices before those below them, otherwise as they are given."""
    known = {one.program.policy.id: one.program.policy for one in subjects}

    def depth(id: str, seen: frozenset[str] = frozenset()) -> int:
        above = [one for one in known[id].upper if one in known and one not in seen]
        return 1 + max((depth(one, seen | {id}) for one in above), default=-1)

    return sorted(subjects, key=lambda one: depth(one.program.policy.id))


def _decisions(subjects: Sequence[Subject]) -> list[tuple[str, str]]:
    """Ids and names; what more notices decide stands first, then what has more examples."""
    known = merged([one.program.decisions for one in subjects])
    found = {id: [decision_of(one.program, id) for one in subjects] for id in known}

    def weight(id: str) -> tuple[int, int]:
        cases = sum(case.decision == id for one in subjects for case in one.program.cases)
        return -sum(one is not None for one in found[id]), -cases

    return sorted(known.items(), key=lambda one: weight(one[0]))


# ---------------------------------------------------------------- the notices themselves


def _basics(writers: Sequence[Writer], names: Sequence[str]) -> Section:
    said: tuple[tuple[str, Callable[[Writer], Line]], ...] = (
        ("通知", _title),
        ("文号", lambda one: Line(one.program.policy.number or "没有写明", end="")),
        ("发文机关", lambda one: Line("、".join(one.program.policy.issuers) or "没有写明", end="")),
        ("成文日期", _issued),
        ("施行期间", _period),
    )
    rows = tuple(
        SidesRow(name, tuple(Cell((say(one),)) for one in writers)) for name, say in said
    )
    notes = (
        "“没有写进政策”：编码后的政策里没有这一项。可能是通知没有规定，也可能是没有编码，不等于通知未规定",
        "“未规定”：政策写明通知对此没有规定；后面的文件名，是通知指明要依据的文件",
        "“没有这一项”“不看”：政策里有同一份清单或者同一项判定，但不含这一项、不问这一事实",
    )
    words = Line("表中的用语", items=tuple(Line(one, end="；") for one in notes))
    blocks: tuple[Block, ...] = (
        Sides("各份通知", "项目", tuple(names), rows),
        Paragraph(words, quiet=True),
    )
    return Section("basics", "各份通知", blocks)


def _title(writer: Writer) -> Line:
    policy = writer.program.policy
    cites = (Cite("逐条文档", page=f"{policy.id}.html"),)
    return Line(f"《{policy.title.strip('《》')}》", cites, end="")


def _issued(writer: Writer) -> Line:
    issued = writer.program.policy.issued
    return Line(day(issued) if issued is not None else "没有写明", end="")


def _period(writer: Writer) -> Line:
    policy = writer.program.policy
    return Line(in_force(policy), writer.cites(policy.effective_citations), end="")


# ---------------------------------------------------------------- one decision


def _decision(
    id: str, label: str, writers: Sequence[Writer], names: Sequence[str]
) -> Iterator[Block]:
    sides = [
        Side(name, writer, found)
        for name, writer in zip(names, writers, strict=True)
        if (found := decision_of(writer.program, id)) is not None
    ]
    yield Paragraph(_havers(sides, names))
    yield from _outcomes(label, sides)
    yield from _collections(sides)
    if len(sides) < 2:  # the rest stands in its document
        return
    yield from facts(label, sides)
    yield from _behind(label, sides)
    told = examples(id, [(one.name, one.writer) for one in sides])
    if told:
        yield Group("同一个案情，几份通知的结果", told)


def _elsewhere(
    id: str, writers: Sequence[Writer], decisions: Sequence[tuple[str, str]]
) -> Iterator[Block]:
    """Outcomes that notices give in another decision: 总额归属. Yes or no is asked in many."""
    own = _given(id, writers)
    for number, (other, label) in enumerate(decisions, 1):
        both = own & _given(other, writers) if other != id else set()
        for name in sorted(one for _, one in both):
            cites = (Cite(f"“{label}”一节", anchor=f"decision-{number}"),)
            yield Paragraph(Line(f"{quoted(name)}另有规定", cites), quiet=True)


def _given(id: str, writers: Sequence[Writer]) -> set[tuple[str, str]]:
    found = [decision_of(one.program, id) for one in writers]
    return {
        (item.id, item.label)
        for one in found
        if one is not None
        for item in one.outputs
        if item.kind != "collection" and not isinstance(item.type, BoolType)
    }


def _havers(sides: Sequence[Side], names: Sequence[str]) -> Line:
    having = [one.name for one in sides]
    others = [name for name in names if name not in having]
    if len(having) == 1:
        cites = (Cite("逐条文档", page=f"{sides[0].writer.program.policy.id}.html"),)
        return Line(f"只有{having[0]}的政策有这项判定，其余各地没有写进政策", cites)
    rest = f"；{'、'.join(others)}的政策没有写" if others else ""
    return Line(f"{'、'.join(having)}的政策有这项判定{rest}")


def _outcomes(label: str, sides: Sequence[Side]) -> Iterator[Block]:
    """Everything that is answered; of collections the members are told apart."""
    rows: list[SidesRow] = []
    shown = [_answered(one) for one in sides]
    for id, name in merged([list(items.values()) for items in shown]).items():
        found = [items.get(id) for items in shown]
        cells = tuple(
            cell(side.writer, side.decision, item.definition, name) if item else absent()
            for side, item in zip(sides, found, strict=True)
        )
        rows.append(row(name, cells))
    yield from tables(f"{label}：各项结论", "结论", names_of(sides), rows, "没有写进政策")


@dataclass(frozen=True, slots=True)
class _Answered:
    """An outcome under the id by which the others know it: a duty that carries out an upper one
    stands beside that."""

    id: str
    label: str
    definition: ir.Definition


def _answered(side: Side) -> dict[str, _Answered]:
    found: dict[str, _Answered] = {}
    own = {item.id for item in side.decision.outputs}
    for item in side.decision.outputs:
        if item.kind == "collection":
            continue
        upper = item.duty.answers if item.duty is not None else None
        free = upper is not None and upper not in own and upper not in found
        id = upper if free and upper is not None else item.id
        found[id] = _Answered(id, item.label, item)
    return found


def _collections(sides: Sequence[Side]) -> Iterator[Block]:
    """不予支付, 不符合的条件: a row for each member."""
    shown = [
        sorted((item for item in one.decision.definitions if item.kind == "collection"), key=_place)
        for one in sides
    ]
    for id, label in merged(shown).items():
        found = [by_id(items, id) for items in shown]
        members = merged([item.members for item in found if item is not None])
        rows = [
            row(name, tuple(_member(side, item, one, name)
                             for side, item in zip(sides, found, strict=True)))
            for one, name in members.items()
        ]  # fmt: skip
        rest = "没有写进政策" if sum(map(bool, found)) < 2 else "没有这一项，或者没有写进政策"
        yield from tables(f"{label}：逐项", label, names_of(sides), rows, rest)


def _place(item: ir.Definition) -> int:
    return item.place


def _member(side: Side, item: ir.Definition | None, id: str, name: str) -> Cell:
    if item is None:
        return absent()
    member = by_id(item.members, id)
    if member is None:
        return absent("没有这一项")
    return member_cell(side.writer, side.decision, item, member, name)


def _behind(label: str, sides: Sequence[Side]) -> Iterator[Block]:
    """The named situations and the intermediate values of which the outcomes speak, unless they
    were told there."""
    shown = [_inner(one.decision) for one in sides]
    rows = []
    for id, name in merged(shown).items():
        found = [by_id(items, id) for items in shown]
        cells = tuple(
            cell(side.writer, side.decision, item, name) if item is not None else absent("不用")
            for side, item in zip(sides, found, strict=True)
        )
        rows.append(row(name, cells))
    caption = f"{label}：上面说到的情形和中间结果"
    yield from tables(caption, "名称", names_of(sides), rows, "不用")


def _inner(decision: ir.Decision) -> list[ir.Definition]:
    told = {one.id for item in decision.outputs for one in handed_on(decision, item)}
    inner = [item for item in decision.definitions if not item.is_output and item.id not in told]
    inner = [item for item in inner if item.kind != "collection"]
    return sorted(inner, key=lambda item: (item.kind != "condition", item.place))
