"""How the outcomes of a decision come about, drawn: what is asked, what lies between, what is
answered, from left to right.

Deterministic: columns by the longest way from the facts, rows by the order of the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from luling.backends.document.model import Arrow, Box, Line, Picture
from luling.backends.document.subject import Writer
from luling.core import ir

__all__ = ["depicted", "references_of"]

_WIDTH, _GAP_X, _GAP_Y, _MARGIN = 140, 44, 12, 8
_LINE, _PAD = 17, 9
_PER_LINE = 9


def depicted(writer: Writer, decision: ir.Decision) -> Picture | None:
    """None where there is nothing between the facts and one single answer."""
    items = sorted(decision.definitions, key=lambda one: one.place)
    if len(items) < 2:
        return None
    uses = {item.id: references_of(item) for item in items}
    if not any(uses.values()):
        return None
    asked = {item.id: _asked(decision, item) for item in items}
    columns = _columns(items, uses)
    boxes = _boxes(items, columns, asked)
    arrows = tuple(
        _arrow(boxes[used], boxes[item.id]) for item in items for used in uses[item.id]
    )
    title = f"{decision.label}：结论怎样得出"
    names = {item.id: item.label for item in items}
    return Picture(
        f"picture-{writer.program.decisions.index(decision) + 1}",
        title,
        _description(items, names, uses, asked),
        max(box.x + box.width for box in boxes.values()) + _MARGIN,
        max(box.y + box.height for box in boxes.values()) + _MARGIN,
        tuple(boxes.values()),
        arrows,
        tuple(_outline(item, names, uses, asked) for item in items),
    )


def references_of(value: object) -> tuple[str, ...]:
    """The definitions that something uses, in order."""
    return tuple(dict.fromkeys(node.id for node in _nodes(value) if isinstance(node, ir.Reference)))


def _nodes(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        for part in value:
            yield from _nodes(part)
    elif is_dataclass(value) and not isinstance(value, type):
        yield value
        for each in fields(value):
            if each.name not in ("span", "citations", "type"):
                yield from _nodes(getattr(value, each.name))


def _asked(decision: ir.Decision, item: ir.Definition) -> tuple[str, ...]:
    """The labels of the facts that a definition looks at itself."""
    found = dict.fromkeys(
        node.id if isinstance(node, ir.Fact) else node.roster
        for node in _nodes(item)
        if isinstance(node, ir.Fact | ir.Selection)
    )
    labels = {fact.id: fact.label for fact in decision.facts}
    return tuple(labels[id] for id in found)


def _columns(items: list[ir.Definition], uses: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """How many steps each is from the facts."""
    depth: dict[str, int] = {}

    def of(id: str) -> int:
        if id not in depth:
            depth[id] = 1 + max((of(used) for used in uses[id]), default=-1)
        return depth[id]

    return {item.id: of(item.id) for item in items}


def _boxes(
    items: list[ir.Definition],
    columns: dict[str, int],
    asked: dict[str, tuple[str, ...]],
) -> dict[str, Box]:
    bottoms: dict[int, int] = {}
    boxes: dict[str, Box] = {}
    for item in items:
        column = columns[item.id]
        lines = _wrapped(item.label)
        note = f"看{len(asked[item.id])}项事实" if asked[item.id] else ""
        height = 2 * _PAD + _LINE * len(lines) + (14 if note else 0)
        y = bottoms.get(column, _MARGIN)
        kind = "outcome" if item.is_output else "between"
        x = _MARGIN + column * (_WIDTH + _GAP_X)
        boxes[item.id] = Box(x, y, _WIDTH, height, kind, lines, note)
        bottoms[column] = y + height + _GAP_Y
    return boxes


def _arrow(start: Box, end: Box) -> Arrow:
    return Arrow(
        start.x + start.width, start.y + start.height // 2, end.x, end.y + end.height // 2
    )


def _wrapped(label: str) -> tuple[str, ...]:
    """Lines of even length that fit a box."""
    count = -(-len(label) // _PER_LINE)
    size = -(-len(label) // count) if count else 1
    return tuple(label[at : at + size] for at in range(0, len(label), size)) or ("",)


def _from(
    item: ir.Definition,
    names: dict[str, str],
    uses: dict[str, tuple[str, ...]],
    asked: dict[str, tuple[str, ...]],
) -> str:
    parts = [names[used] for used in uses[item.id]]
    facts = asked[item.id]
    if facts:
        parts.append("所填的" + "、".join(facts))
    return "、".join(parts[:-1]) + ("和" if len(parts) > 1 else "") + (parts[-1] if parts else "")


def _outline(
    item: ir.Definition,
    names: dict[str, str],
    uses: dict[str, tuple[str, ...]],
    asked: dict[str, tuple[str, ...]],
) -> Line:
    source = _from(item, names, uses, asked)
    end = "（结论）" if item.is_output else ""
    return Line(f"{item.label}{end}：{f'由{source}得出' if source else '由本通知直接规定'}")


def _description(
    items: list[ir.Definition],
    names: dict[str, str],
    uses: dict[str, tuple[str, ...]],
    asked: dict[str, tuple[str, ...]],
) -> str:
    said = [_outline(item, names, uses, asked).text for item in items]
    return "；".join(said) + "。"
