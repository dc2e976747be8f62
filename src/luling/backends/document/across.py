"""多地对照: what several notices say of the same decision, outcome by outcome, fact by fact.

In: the subjects of the documents. Out: a page, or None where there is nothing to compare. Things
are matched by id; nothing is known of any notice. 未规定 stands only where a rule says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from luling.analysis.comparison import column_names
from luling.analysis.fitting import decision_of
from luling.backends.document.across_examples import examples
from luling.backends.document.brief import Linked, absent, cell, handed_on, member_cell
from luling.backends.document.build import in_force
from luling.backends.document.decisions import kind_words
from luling.backends.document.duties import constraint
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
from luling.backends.document.parameters import value_of
from luling.backends.document.rules import rules_of
from luling.backends.document.subject import Subject, Writer
from luling.core import ir
from luling.interpreter.uses import inputs_of
from luling.types import BoolType

__all__ = ["across"]

_COUNTS = "零一二三四五六七八九十"


class _HasLabel(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...


_Item = TypeVar("_Item", bound=_HasLabel)


@dataclass(frozen=True, slots=True)
class _Side:
    """A notice that has the decision."""

    name: str
    writer: Writer
    decision: ir.Decision


def across(subjects: Sequence[Subject]) -> Page | None:
    """The page; the same subjects give the same one."""
    ordered = _from_above(subjects)
    if len(ordered) < 2:
        return None
    writers = [Linked.of(one) for one in ordered]
    names = column_names([one.program.policy for one in ordered])
    sections = [_basics(writers, names)]
    for number, (id, label) in enumerate(_decisions(ordered), 1):
        blocks = tuple(_decision(id, label, writers, names))
        sections.append(Section(f"decision-{number}", label, blocks))
    sections += _parameters(writers, names)
    sections += _constraints(writers, names)
    title = f"{_count(len(ordered))}地对照"
    about = f"{'、'.join(names)}逐项并列，每一格都写明条款"
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
    merged = _merged([one.program.decisions for one in subjects])
    found = {id: [decision_of(one.program, id) for one in subjects] for id in merged}

    def weight(id: str) -> tuple[int, int]:
        cases = sum(case.decision == id for one in subjects for case in one.program.cases)
        return -sum(one is not None for one in found[id]), -cases

    return sorted(merged.items(), key=lambda one: weight(one[0]))


def _merged(lists: Iterable[Sequence[_HasLabel]]) -> dict[str, str]:
    """Id → label of all: each after the one that it follows in its own list."""
    order: list[str] = []
    labels: dict[str, str] = {}
    for items in lists:
        at = len(order)
        for item in items:
            labels.setdefault(item.id, item.label)
            if item.id in order:
                at = order.index(item.id) + 1
            else:
                order.insert(at, item.id)
                at += 1
    return {id: labels[id] for id in order}


def _by_id(items: Iterable[_Item], id: str) -> _Item | None:
    return next((item for item in items if item.id == id), None)


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
        _Side(name, writer, found)
        for name, writer in zip(names, writers, strict=True)
        if (found := decision_of(writer.program, id)) is not None
    ]
    yield Paragraph(_havers(sides, names))
    yield from _outcomes(label, sides)
    yield from _collections(sides)
    yield from _facts(label, sides)
    yield from _behind(label, sides)
    told = examples(id, [(one.name, one.writer) for one in sides])
    if told:
        yield Group("同一个案情，几份通知的结果", told)


def _havers(sides: Sequence[_Side], names: Sequence[str]) -> Line:
    having = [one.name for one in sides]
    others = [name for name in names if name not in having]
    if len(having) == 1:
        return Line(f"只有{having[0]}的政策有这项判定，其余各地没有写进政策")
    rest = f"；{'、'.join(others)}的政策没有写" if others else ""
    return Line(f"{'、'.join(having)}的政策有这项判定{rest}")


def _outcomes(label: str, sides: Sequence[_Side]) -> Iterator[Block]:
    """Everything that is answered; of collections the members are told apart."""
    rows: list[SidesRow] = []
    shown = [_answered(one) for one in sides]
    for id, name in _merged([list(items.values()) for items in shown]).items():
        found = [items.get(id) for items in shown]
        cells = tuple(
            cell(side.writer, side.decision, item.definition, name) if item else absent()
            for side, item in zip(sides, found, strict=True)
        )
        rows.append(_row(name, cells))
    yield from _tables(f"{label}：各项结论", "结论", sides, rows, "没有写进政策")


@dataclass(frozen=True, slots=True)
class _Answered:
    """An outcome under the id by which the others know it: a duty that carries out an upper one
    stands beside that."""

    id: str
    label: str
    definition: ir.Definition


def _answered(side: _Side) -> dict[str, _Answered]:
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


def _collections(sides: Sequence[_Side]) -> Iterator[Block]:
    """不予支付, 不符合的条件: a row for each member."""
    shown = [
        sorted((item for item in one.decision.definitions if item.kind == "collection"), key=_place)
        for one in sides
    ]
    for id, label in _merged(shown).items():
        found = [_by_id(items, id) for items in shown]
        members = _merged([item.members for item in found if item is not None])
        rows = [
            _row(name, tuple(_member(side, item, one, name)
                             for side, item in zip(sides, found, strict=True)))
            for one, name in members.items()
        ]  # fmt: skip
        rest = "没有写进政策" if sum(map(bool, found)) < 2 else "没有这一项，或者没有写进政策"
        yield from _tables(f"{label}：逐项", label, sides, rows, rest)


def _place(item: ir.Definition) -> int:
    return item.place


def _member(side: _Side, item: ir.Definition | None, id: str, name: str) -> Cell:
    if item is None:
        return absent()
    member = _by_id(item.members, id)
    if member is None:
        return absent("没有这一项")
    return member_cell(side.writer, side.decision, item, member, name)


def _behind(label: str, sides: Sequence[_Side]) -> Iterator[Block]:
    """The named situations and the intermediate values of which the outcomes speak, unless they
    were told there."""
    shown = [_inner(one.decision) for one in sides]
    rows = []
    for id, name in _merged(shown).items():
        found = [_by_id(items, id) for items in shown]
        cells = tuple(
            cell(side.writer, side.decision, item, name) if item is not None else absent("不用")
            for side, item in zip(sides, found, strict=True)
        )
        rows.append(_row(name, cells))
    yield from _tables(f"{label}：上面说到的情形和中间结果", "名称", sides, rows, "不用")


def _inner(decision: ir.Decision) -> list[ir.Definition]:
    told = {one.id for item in decision.outputs for one in handed_on(decision, item)}
    inner = [item for item in decision.definitions if not item.is_output and item.id not in told]
    inner = [item for item in inner if item.kind != "collection"]
    return sorted(inner, key=lambda item: (item.kind != "condition", item.place))


# ---------------------------------------------------------------- facts


def _facts(label: str, sides: Sequence[_Side]) -> Iterator[Block]:
    """Which facts each notice looks at, and in which clauses."""
    rows = []
    for id, name in _merged([one.decision.facts for one in sides]).items():
        cells = tuple(_fact(side, id, name) for side in sides)
        rows.append(_row(name, cells))
    yield from _tables(f"{label}：要看的事实", "事实", sides, rows, "不看")


def _fact(side: _Side, id: str, name: str) -> Cell:
    fact = _by_id(side.decision.facts, id)
    if fact is None:
        return absent("不看")
    if isinstance(fact, ir.RosterDeclaration):
        text = f"逐个看{'、'.join(field.label for field in fact.fields)}"
    elif isinstance(fact.type, BoolType):
        text = "看"
    else:
        text = f"看，填{kind_words(side.writer, fact.type)}"
    if id == side.decision.date_fact:
        text += "；以此确定适用哪一时期的规定"
    own = f"（{fact.label}）" if fact.label != name else ""
    return Cell((Line(own + text, side.writer.cites(_asking(side.decision, id)), end=""),))


def _asking(decision: ir.Decision, id: str) -> ir.Citations:
    """The clauses of the rules that look at a fact."""
    path = f"facts.{id}"
    found: list[ir.Citation] = []
    for item in decision.definitions:
        for rule in rules_of(item):
            parts = [one for one in (rule.condition, rule.value) if one is not None]
            if any(path in inputs_of(part) for part in parts):
                found += rule.citations or item.citations
    for check in decision.checks:
        found += check.citations if path in check.facts else ()
    return tuple(found)


# ---------------------------------------------------------------- parameters, demands


def _parameters(writers: Sequence[Writer], names: Sequence[str]) -> Iterator[Section]:
    rows = []
    for id, name in _merged([one.program.parameters for one in writers]).items():
        found = [_by_id(one.program.parameters, id) for one in writers]
        cells = tuple(
            _parameter(writer, item, name) if item is not None else absent()
            for writer, item in zip(writers, found, strict=True)
        )
        rows.append(_row(name, cells))
    if rows:
        table = Sides("各地的参数", "参数", tuple(names), tuple(rows))
        yield Section("parameters", "参数", (table,))


def _parameter(writer: Writer, item: ir.ParameterDeclaration, name: str) -> Cell:
    periods = tuple(one for period in item.periods for one in period.citations)
    own = f"（{item.label}）" if item.label != name else ""
    text = own + value_of(writer, item)
    return Cell((Line(text, writer.cites((*item.citations, *periods)), end=""),))


def _constraints(writers: Sequence[Writer], names: Sequence[str]) -> Iterator[Section]:
    """What notices demand of those below them."""
    having = [
        (name, writer)
        for name, writer in zip(names, writers, strict=True)
        if writer.program.constraints
    ]
    if having:
        groups = tuple(
            Paragraph(
                Line(
                    f"{name}的通知规定",
                    items=tuple(constraint(writer, one) for one in writer.program.constraints),
                )
            )
            for name, writer in having
        )
        yield Section("constraints", "对下级通知的要求", groups)


# ---------------------------------------------------------------- rows


def _tables(
    caption: str, first: str, sides: Sequence[_Side], rows: Sequence[SidesRow], rest: str
) -> Iterator[Sides]:
    """What several notices have, side by side; what one alone has in a narrower table, or most
    cells would be empty. `rest` says what that means for the others."""
    names = tuple(one.name for one in sides)
    if len(sides) < 2:
        if rows:
            yield Sides(caption, first, names, tuple(rows))
        return
    shared = tuple(row for row in rows if len(_speaking(row)) > 1)
    if shared:
        yield Sides(caption, first, names, shared)
    alone = [(_speaking(row)[0], row) for row in rows if len(_speaking(row)) == 1]
    if alone:
        told = tuple(
            SidesRow(row.name, (row.cells[at],), names[at])
            for at, row in sorted(alone, key=lambda one: one[0])
        )
        others = f"（只有一地有的，其余各地{rest}）"
        yield Sides(caption + others, first, ("内容",), told)


def _speaking(row: SidesRow) -> list[int]:
    return [at for at, one in enumerate(row.cells) if not one.is_silent]


def _row(name: str, cells: tuple[Cell, ...]) -> SidesRow:
    """Notices that say the same in the same words are told to."""
    said = {_words(one.lines) for one in cells}
    alike = len(cells) > 1 and len(said) == 1 and not any(one.is_silent for one in cells)
    return SidesRow(name, cells, "文字相同" if alike else "")


def _words(lines: tuple[Line, ...]) -> tuple[object, ...]:
    return tuple((one.text, _words(one.items)) for one in lines)


