"""A definition in short sentences, for a cell beside the same definition of another notice.

The name of the outcome heads the row, so the sentences leave it out: 险种为职工医保的，80%. A value
that is handed on from an intermediate one is followed to where it is set.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from luling.backends.document.duties import duty
from luling.backends.document.model import Cell, Cite, Line
from luling.backends.document.parameters import bounds_of
from luling.backends.document.rules import Rules, excepting
from luling.backends.document.subject import Writer
from luling.core import ir
from luling.core.order import rules_of
from luling.types import BoolType, EnumType

__all__ = ["Linked", "absent", "cell", "handed_on", "member_cell"]

_ABSENT = "没有写进政策"


class Linked(Writer):
    """A writer whose clauses lead to the document of its policy, which stands beside the page."""

    def cite(self, policy: str, clause: str) -> Cite:
        found = Writer.cite(self, policy, clause)
        return replace(found, page=f"{self.program.policy.id}.html") if found.anchor else found


def absent(text: str = _ABSENT) -> Cell:
    return Cell((Line(text, end=""),), is_silent=True)


def cell(
    writer: Writer, decision: ir.Decision, item: ir.Definition, name: str, *, follow: bool = True
) -> Cell:
    """What a notice says of a definition; its own name for it where `name` is another. `follow`:
    handed-on values are followed to where they are set."""
    if item.duty is not None:
        lines: tuple[Line, ...] = (duty(writer, decision, item),)
    elif item.kind == "condition":
        lines = (_condition(writer.rules(decision), item),)
    elif item.group is None:
        lines = (Line("没有写明任何一项"),)
    else:
        lines = _Brief(writer.rules(decision), decision, follow).lines(item)
    return _named(lines, item.label, name)


def member_cell(
    writer: Writer,
    decision: ir.Decision,
    item: ir.Definition,
    member: ir.CollectionMember,
    name: str,
) -> Cell:
    """When one member of a collection counts."""
    rules = writer.rules(decision)
    found = [_reason(rules, item, node.rule) for node in member.group.nodes]
    exempt = tuple(rules.exemptions(member))
    if len(exempt) == 1:
        found.append(replace(exempt[0], text=f"但{exempt[0].text}", end="。"))
    elif exempt:
        found.append(Line("但有下列例外", items=exempt))
    return _named(tuple(found), member.label, name)


def _named(lines: tuple[Line, ...], own: str, name: str) -> Cell:
    if own == name:
        return Cell(lines)
    first = lines[0]
    return Cell((replace(first, text=f"（{own}）{first.text}"), *lines[1:]))


def _condition(rules: Rules, item: ir.Definition) -> Line:
    rule = next(iter(rules_of(item)))
    assert rule.value is not None
    lead = rules.lead(rule.value)
    return Line(lead.text, rules.cites_of((*rule.citations, *item.citations)), lead.items)


def _reason(rules: Rules, item: ir.Definition, rule: ir.Rule) -> Line:
    text, items = rules.reason(rule)
    return Line(text or "任何情形下都列入", rules.cites_of(rule.citations or item.citations), items)


# ---------------------------------------------------------------- an outcome


def handed_on(decision: ir.Decision, item: ir.Definition) -> Iterator[ir.Definition]:
    """The intermediate values that an outcome hands on, and what they hand on."""
    known = {one.id: one for one in decision.definitions}
    for rule in rules_of(item):
        source = known.get(rule.value.id) if isinstance(rule.value, ir.Reference) else None
        if source is not None and _is_inner(source):
            yield source
            yield from handed_on(decision, source)


def _is_inner(item: ir.Definition) -> bool:
    return item.group is not None and item.kind == "intermediate" and not item.is_output


class _Brief:
    """The sentences of one decision; each handed-on value is told once a cell."""

    def __init__(self, rules: Rules, decision: ir.Decision, follow: bool) -> None:
        self.follow = follow
        self.rules = rules
        self.known = {one.id: one for one in decision.definitions}
        self.told: set[str] = set()

    def lines(self, item: ir.Definition) -> tuple[Line, ...]:
        assert item.group is not None
        found = [*self.group(item, item.group)]
        found += self.otherwise(item)
        return tuple(found)

    def group(
        self, item: ir.Definition, group: ir.Group, opening: str = "", aside: str = ""
    ) -> Iterator[Line]:
        head = self.rules.heading(group, opening, aside)
        if head:
            bare = (self.sentence(item, node.rule) for node in group.nodes)
            yield Line(head, items=tuple(replace(one, end="；") for one in bare))
        else:
            yield from (self.sentence(item, node.rule, opening, aside) for node in group.nodes)
        for number, node in enumerate(group.nodes, 1):
            if node.exceptions is not None:
                at = 0 if len(group.nodes) == 1 else number
                yield from self.group(item, node.exceptions, *excepting(opening, at))
        if group.exceptions is not None:
            at = -1 if len(group.nodes) > 1 else 0
            yield from self.group(item, group.exceptions, *excepting(opening, at))

    def sentence(
        self, item: ir.Definition, rule: ir.Rule, opening: str = "", aside: str = ""
    ) -> Line:
        """属于“按本通知计算”情形的，为80%; without a situation the value alone."""
        rules = self.rules
        cites = rules.cites_of(rule.citations or item.citations)
        when = bounds_of(rule.start, rule.end)
        start = opening + (f"{when}，" if when else "") + rules.each(item)
        value, inner = self.value(item, rule, led=rule.condition is not None or bool(aside))
        value = f"{aside}，{value}" if aside else value
        if rule.condition is None:
            return Line(start + value, cites, inner)
        lead = rules.lead(rule.condition)
        text = f"{start}{lead.text}，{value}"
        if lead.items and inner:
            return Line(text, cites, (Line("条件", items=lead.items), Line("内容", items=inner)))
        return Line(text, cites, lead.items or inner)

    def value(
        self, item: ir.Definition, rule: ir.Rule, *, led: bool
    ) -> tuple[str, tuple[Line, ...]]:
        """`led`: a situation stands before it."""
        rules, value = self.rules, rule.value
        match value:
            case None:
                return "仍按原来的规定", ()
            case ir.Unspecified():
                document = (value.refers_to or "").strip("《》")
                return f"未规定{f'，按《{document}》执行' if document else ''}", ()
            case ir.Reference() if self.is_new(value.id):
                source = self.known[value.id]
                self.told.add(source.id)
                inner = tuple(replace(one, end="；") for one in self.lines(source))
                return f"为{source.label}", inner
        decides = isinstance(item.type, BoolType | EnumType)
        if decides or isinstance(value, ir.Brackets):
            said = rules.statement(item, value, rule.rounding)
            is_rows = isinstance(value, ir.Brackets)
            return said.text.removeprefix(item.label) if is_rows else said.text, said.items
        text = rules.short(item, value) + rules.rounded(item, value, rule.rounding)
        return _verb(value, text) + text if led else text, ()

    def is_new(self, id: str) -> bool:
        return self.follow and id not in self.told and _is_inner(self.known[id])

    def otherwise(self, item: ir.Definition) -> Iterator[Line]:
        """What holds where none of the rules applies."""
        assert item.group is not None
        group = item.group
        if group.total or any(node.rule.condition is None for node in group.nodes):
            return
        if item.default is not None:
            shown = ir.Rule("", "", "rule", None, None, None, item.default, None)
            value, inner = self.value(item, shown, led=True)
            yield Line(f"不属于上述情形的，{value}", (), inner)
        elif item.nullable:
            yield Line("不属于上述情形的，不适用")


def _verb(value: ir.Expr | None, text: str) -> str:
    """What joins a situation and a value; names are listed without it."""
    match value:
        case ir.Aggregate(kind="names"):
            return ""
        case ir.Extreme() if text.endswith("一个"):
            return "取"
    return "为"
