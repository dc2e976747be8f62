"""Outcomes that turn on the very same situations, told together: the situations once, then a table
of what each outcome is in each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from luling.backends.document.model import Block, Items, Line, Paragraph, Table
from luling.backends.document.rules import Rules, period, set_aside
from luling.core import ir
from luling.core.order import rules_in

__all__ = ["runs", "together"]

_Shape = tuple[object, ...]


def runs(items: Sequence[ir.Definition]) -> Iterator[tuple[ir.Definition, ...]]:
    """Neighbours with the same situations; others alone."""
    for shape, group in groupby(items, _shape):
        found = tuple(group)
        if shape is not None and len(found) > 1:
            yield found
        else:
            yield from ((one,) for one in found)


def _shape(item: ir.Definition) -> _Shape | None:
    if item.group is None or item.duty is not None or item.kind == "per_member":
        return None
    if item.default is not None or item.nullable:
        return None
    if any(inner.first_hit for inner in _inner(item.group)):
        return None
    found = _of_group(item.group)
    rules = list(rules_in(item.group))
    plain = all(rule.value is not None and rule.rounding in _USUAL for rule in rules)
    return found if plain and len(rules) > 2 else None


def _inner(group: ir.Group) -> Iterator[ir.Group]:
    for below in (*(node.exceptions for node in group.nodes), group.exceptions):
        if below is not None:
            yield below
            yield from _inner(below)


_USUAL = (None, ir.Rounding("half_up", 2), ir.Rounding("half_up", 6))


def _of_group(group: ir.Group) -> _Shape:
    nodes = tuple(
        (
            node.rule.condition,
            node.rule.kind,
            node.rule.start,
            node.rule.end,
            _of_group(node.exceptions) if node.exceptions is not None else None,
        )
        for node in group.nodes
    )
    exceptions = _of_group(group.exceptions) if group.exceptions is not None else None
    return nodes, exceptions, group.first_hit


def together(rules: Rules, items: Sequence[ir.Definition]) -> tuple[Block, ...]:
    """The situations as a numbered list, then the table."""
    first = items[0].group
    assert first is not None
    situations = tuple(_situations(rules, first))
    each = [list(rules_in(item.group)) for item in items if item.group is not None]
    lines = tuple(
        Line(line.text, rules.cites_of(tuple(one for all_ in column for one in all_.citations)),
             line.items, "；")
        for line, column in zip(situations, zip(*each, strict=True), strict=True)
    )  # fmt: skip
    names = "、".join(item.label for item in items)
    headings = ("结论", *(f"第{number}种情形" for number in range(1, len(lines) + 1)))
    rows = tuple(
        (Line(item.label, end=""), *(Line(rules.short(item, one.value), end="") for one in own))
        for item, own in zip(items, each, strict=True)
    )
    text = f"{names}这{len(items)}项，都按下列情形分别确定"
    text += "，自上而下，以先符合的一种为准" if first.first_hit else ""
    if any(node.exceptions for node in first.nodes) or first.exceptions:
        buts = [line.text.startswith("但") for line in situations]
        own = any("不适用第" in line.text for line in situations)
        text += "；写明不适用某种情形的，优先于那种情形" if own else ""
        text += "；以“但”开头的，优先于前面各种情形" if any(buts) else ""
    head = Line(text, end="：")
    return Paragraph(head), Items(lines), Table("各种情形下的结论", headings, rows)


def _situations(rules: Rules, group: ir.Group) -> Iterator[Line]:
    """Each with the situations that it sets aside, where these are not all that stand before it."""
    over = set_aside(group)
    numbers = {rule.id: number for number, rule in enumerate(rules_in(group), 1)}
    own = {node.rule.id for node in group.nodes}
    whole = {id for id, below in over.items() if {one.id for one in below} == own}
    for rule in rules_in(group):
        named = "、".join(f"第{numbers[one.id]}种" for one in over[rule.id])
        aside = f"不适用{named}情形" if named and rule.id not in whole else ""
        yield _situation(rules, rule, "但" if rule.id in whole else "", aside)


def _situation(rules: Rules, rule: ir.Rule, opening: str, aside: str) -> Line:
    after = f"，{aside}" if aside else ""
    when = period(rule)
    if rule.condition is None:
        return Line(f"{opening}{when}{'任何' if opening or aside else '一般'}情形{after}", end="；")
    lead = rules.lead(rule.condition)
    return Line(opening + when + lead.text + after, (), lead.items, "；")
