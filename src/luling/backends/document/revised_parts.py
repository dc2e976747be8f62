"""The parts of two versions that differ, a row for each: what the older one says, what the newer.

Rows say things with the sentences of the documents. Where these are the same on both sides (an
identifier, a field of the interface, an order), the row names what differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from luling.analysis.changes import Change
from luling.analysis.fitting import decision_of
from luling.analysis.revision import DecisionRevision
from luling.backends.document.brief import absent, cell, member_cell
from luling.backends.document.decisions import fact_rows
from luling.backends.document.duties import constraint
from luling.backends.document.examples import tidy
from luling.backends.document.marking import marked, same
from luling.backends.document.model import Cell, Line, SidesRow
from luling.backends.document.parameters import catalogue_text, value_of
from luling.backends.document.subject import Writer
from luling.core import ir
from luling.core.order import rules_of

__all__ = ["Both", "decision_rows", "declaration_rows", "other_rows"]

_STATUS = {"added": "新增", "removed": "删去", "changed": "有改动"}


_MOST = 60


@dataclass(frozen=True, slots=True)
class Both:
    """The writers of the two versions."""

    old: Writer
    new: Writer


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_HasId)


def _find(items: Iterable[_Item], id: str) -> _Item | None:
    return next((item for item in items if item.id == id), None)


def _none() -> Cell:
    return absent("没有")


def _row(name: str, old: Cell | None, new: Cell | None, changes: Sequence[Change]) -> SidesRow:
    """Where both say the same, the names of what differs follow."""
    one, other = old or _none(), new or _none()
    note = _STATUS["added" if old is None else "removed" if new is None else "changed"]
    if old is not None and new is not None and same(one, other):
        grounds = bool(changes) and all(change.only_grounds for change in changes)
        if grounds:
            note, one, other = "只改了依据", Cell(()), Cell(())
        one, other = _unlike(one, other, changes)
    return SidesRow(name, marked(one, other), note)


def _unlike(old: Cell, new: Cell, changes: Sequence[Change]) -> tuple[Cell, Cell]:
    """Grounds are told in full; of the rest the names alone, for its words are those of policies,
    or identifiers."""
    before, after = list(old.lines), list(new.lines)
    aspects = dict.fromkeys(aspect for change in changes for aspect in change.aspects)
    names = [one.name for one in aspects if one.name != "依据"]
    if names:
        start = "句子相同，" if after else ""
        after.append(Line(f"{start}{'、'.join(dict.fromkeys(names))}有改动"))
    for one in aspects:
        if one.name == "依据":
            before.append(_aspect(one.name, one.old))
            after.append(_aspect(one.name, one.new))
    return _filled(before), _filled(after)


def _filled(lines: Sequence[Line]) -> Cell:
    return Cell(tuple(lines)) if lines else Cell((Line("—", end=""),), is_silent=True)


def _aspect(name: str, value: str | None) -> Line:
    return Line(f"{name}：{tidy(value) if value else '没有'}", end="")


def _told(changes: Sequence[Change], name: str) -> SidesRow:
    """A row for what has no sentence of its own."""
    first = changes[0]
    if first.kind == "added":
        return SidesRow(name, (_none(), Cell((Line("新增", end=""),))), _STATUS["added"])
    if first.kind == "removed":
        return SidesRow(name, (Cell((Line("删去", end=""),)), _none()), _STATUS["removed"])
    return SidesRow(name, marked(*_unlike(Cell(()), Cell(()), changes)), _STATUS["changed"])


# ---------------------------------------------------------------- declarations, others


def declaration_rows(both: Both, changes: Sequence[Change]) -> list[SidesRow]:
    """枚举, 参数, 目录."""
    rows = []
    for one in changes:
        name = one.label or one.what
        match one.what:
            case "参数":
                sides = [_parameter(writer, one.id, name) for writer in (both.old, both.new)]
                rows.append(_row(name, sides[0], sides[1], [one]))
            case "枚举":
                sides = [_enumeration(writer, one.id, name) for writer in (both.old, both.new)]
                rows.append(_row(name, sides[0], sides[1], [one]))
            case "目录":
                sides = [_catalogue(writer, one.id) for writer in (both.old, both.new)]
                plain = tuple(item for item in one.aspects if not item.name.startswith("条目“"))
                rows.append(_row(name, sides[0], sides[1], [replace(one, aspects=plain)]))
                rows += _entries(name, one)
            case _:
                rows.append(_told([one], f"{one.what}“{name}”" if one.label else name))
    return rows


def _entries(name: str, change: Change) -> Iterator[SidesRow]:
    """The entries of a catalogue that differ; of very many the first ones."""
    entries = tuple(item for item in change.aspects if item.name.startswith("条目“"))
    if entries:
        shown = entries[:_MOST]
        old = _filled([_aspect(one.name, one.old) for one in shown])
        new = _filled([_aspect(one.name, one.new) for one in shown])
        cut_off = f"共{len(entries)}条，只列前{_MOST}条"
        note = cut_off if len(entries) > _MOST else _STATUS["changed"]
        yield SidesRow(f"{name}的条目", marked(old, new), note)


def _own(label: str, name: str) -> str:
    return "" if label == name else f"（{label}）"


def _parameter(writer: Writer, id: str, name: str) -> Cell | None:
    item = _find(writer.program.parameters, id)
    if item is None:
        return None
    periods = tuple(one for period in item.periods for one in period.citations)
    text = _own(item.label, name) + value_of(writer, item)
    return Cell((Line(text, writer.cites((*item.citations, *periods)), end=""),))


def _enumeration(writer: Writer, id: str, name: str) -> Cell | None:
    item = _find(writer.program.enumerations, id)
    if item is None:
        return None
    order = "，由低到高" if item.ordered else ""
    text = _own(item.label, name) + "、".join(one.label for one in item.values) + order
    return Cell((Line(text, end=""),))


def _catalogue(writer: Writer, id: str) -> Cell | None:
    item = _find(writer.program.catalogues, id)
    if item is None:
        return None
    return Cell((Line(catalogue_text(writer, item), writer.cites(item.citations)),))


def other_rows(both: Both, changes: Sequence[Change]) -> list[SidesRow]:
    """Registered clauses, demands on lower notices, and whatever else there is."""
    rows = []
    for one in changes:
        match one.what:
            case "条文登记":
                sides = [_entry(writer, one.id) for writer in (both.old, both.new)]
                rows.append(_row(one.id, sides[0], sides[1], [one]))
            case "对下位通知的要求":
                sides = [_constraint(writer, one.id) for writer in (both.old, both.new)]
                rows.append(_row(one.label, sides[0], sides[1], [one]))
            case _:
                rows.append(_told([one], one.label or one.what))
    return rows


def _entry(writer: Writer, clause: str) -> Cell | None:
    item = next((one for one in writer.program.clauses if one.clause == clause), None)
    if item is None:
        return None
    document = f"按《{item.refers_to.strip('《》')}》办理。" if item.refers_to else "不编码。"
    return Cell((Line(f"{document}理由：{item.reason.rstrip('。')}"),))


def _constraint(writer: Writer, id: str) -> Cell | None:
    item = _find(writer.program.constraints, id)
    return Cell((constraint(writer, item),)) if item is not None else None


# ---------------------------------------------------------------- one decision


@dataclass(frozen=True, slots=True)
class _Version:
    writer: Writer
    decision: ir.Decision


def decision_rows(both: Both, revision: DecisionRevision) -> list[tuple[str, SidesRow]]:
    """Each row with what kind of thing it is about."""
    found = [decision_of(one.program, revision.id) for one in (both.old, both.new)]
    if found[0] is None or found[1] is None:
        return [("判定", _whole(found[0], found[1], revision.label))]
    old, new = _Version(both.old, found[0]), _Version(both.new, found[1])
    rows: list[tuple[str, SidesRow]] = []
    inside = [item for one in (old, new) for item in one.decision.definitions]
    owners = {item.id: item.id for item in inside}
    owners |= {rule.id: item.id for item in inside for rule in rules_of(item)}
    by_definition: dict[str, list[Change]] = {}
    for change in revision.changes:
        match change.what:
            case "事实":
                rows.append(("事实", _fact(old, new, change)))
            case "校验":
                rows.append(("校验", _check(old, new, change)))
            case _ if change.id in owners:
                by_definition.setdefault(owners[change.id], []).append(change)
            case _:
                rows.append(("其他", _told([change], change.label or change.what)))
    for id, changes in by_definition.items():
        rows += [("结论和规则", row) for row in _definition(old, new, id, changes)]
    return rows


def _whole(old: ir.Decision | None, new: ir.Decision | None, label: str) -> SidesRow:
    cells = [
        Cell((Line(f"给出{'、'.join(item.label for item in one.outputs)}"),)) if one else None
        for one in (old, new)
    ]
    return _row(label, cells[0], cells[1], ())


def _fact(old: _Version, new: _Version, change: Change) -> SidesRow:
    cells = [_asked(one, change.id, change.label) for one in (old, new)]
    return _row(change.label, cells[0], cells[1], [change])


def _asked(version: _Version, id: str, label: str) -> Cell | None:
    fact = _find(version.decision.facts, id)
    if fact is None:
        return None
    return Cell(
        tuple(
            replace(said, text=_own(name.text, label) + said.text)
            for name, said in fact_rows(version.writer, fact)
        )
    )


def _check(old: _Version, new: _Version, change: Change) -> SidesRow:
    cells = [_checked(one, change.id) for one in (old, new)]
    return _row(change.label or "校验", cells[0], cells[1], [change])


def _checked(version: _Version, id: str) -> Cell | None:
    check = _find(version.decision.checks, id)
    if check is None:
        return None
    text = version.writer.rules(version.decision).test(check.condition)
    return Cell((Line(text, version.writer.cites(check.citations)),))


# ---------------------------------------------------------------- a definition and its rules


def _definition(
    old: _Version, new: _Version, id: str, changes: Sequence[Change]
) -> Iterator[SidesRow]:
    sides = [_find(one.decision.definitions, id) for one in (old, new)]
    item = sides[1] or sides[0]
    assert item is not None
    own = [one for one in changes if one.id == id]
    if item.kind != "collection" or sides[0] is None or sides[1] is None:
        cells = [_said(one, side, item.label) for one, side in zip((old, new), sides, strict=True)]
        yield _row(item.label, cells[0], cells[1], changes)
        return
    labels = {one.id: one.label for side in sides if side is not None for one in side.members}
    for member, label in labels.items():
        cells = [_member(one, side, member, label)
                 for one, side in zip((old, new), sides, strict=True)]  # fmt: skip
        touched = [one for one in changes if one.id in _rules_of(sides, member)]
        if touched or cells[0] is None or cells[1] is None:
            yield _row(f"{item.label}：{label}", cells[0], cells[1], touched)
    if own:
        yield _told(own, item.label)


def _said(version: _Version, item: ir.Definition | None, label: str) -> Cell | None:
    if item is None:
        return None
    if item.kind != "collection":
        return cell(version.writer, version.decision, item, label, follow=False)
    names = "、".join(one.label for one in item.members) or "没有写明任何一项"
    return Cell((Line(f"{item.label}：{names}"),))


def _member(
    version: _Version, item: ir.Definition | None, id: str, label: str
) -> Cell | None:
    member = _find(item.members, id) if item is not None else None
    if item is None or member is None:
        return None
    return member_cell(version.writer, version.decision, item, member, label)


def _rules_of(sides: Iterable[ir.Definition | None], member: str) -> set[str]:
    found: set[str] = set()
    for side in sides:
        own = _find(side.members, member) if side is not None else None
        if own is not None:
            alone = replace(side, members=(own,), group=None) if side is not None else None
            found |= {rule.id for rule in rules_of(alone)} if alone is not None else set()
    return found
