"""How the outcomes of a decision come about, drawn: what is asked, what lies between, what is
answered, from left to right.

A line is left out where a longer way leads to the same box; the outline names all that is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from luling.backends.document.layers import Layout, lay_out, reduced
from luling.backends.document.model import Arrow, Box, Line, Picture
from luling.backends.document.predicates import quoted
from luling.backends.document.subject import Writer
from luling.core import ir

__all__ = ["depicted", "references_of"]

_WIDTH, _GAP_X, _GAP_Y, _MARGIN = 126, 36, 12, 8
_LINE, _PAD = 17, 9
_PER_LINE = 8


def depicted(writer: Writer, decision: ir.Decision) -> Picture | None:
    """None where there is nothing between the facts and one single answer."""
    items = sorted(decision.definitions, key=lambda one: one.place)
    if len(items) < 2:
        return None
    uses = {item.id: references_of(item) for item in items}
    if not any(uses.values()):
        return None
    asked = {item.id: _asked(decision, item) for item in items}
    boxes, arrows = _boxes(items, asked, uses)
    names = {item.id: item.label for item in items}
    outline = tuple(
        _outline(item, _source(writer.program, item, names, asked[item.id])) for item in items
    )
    return Picture(
        f"picture-{writer.program.decisions.index(decision) + 1}",
        f"{decision.label}：结论怎样得出",
        "；".join(line.text for line in outline) + "。",
        max(box.x + box.width for box in boxes.values()) + _MARGIN,
        max(box.y + box.height for box in boxes.values()) + _MARGIN,
        tuple(boxes.values()),
        arrows,
        outline,
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


def _boxes(
    items: list[ir.Definition],
    asked: dict[str, tuple[str, ...]],
    uses: dict[str, tuple[str, ...]],
) -> tuple[dict[str, Box], tuple[Arrow, ...]]:
    words = {item.id: _wrapped(item.label) for item in items}
    notes = {id: f"看{len(facts)}项事实" if facts else "" for id, facts in asked.items()}
    heights = {
        id: 2 * _PAD + _LINE * len(lines) + (14 if notes[id] else 0) for id, lines in words.items()
    }
    edges = reduced(uses)
    layout = lay_out(heights, edges, _GAP_Y)
    boxes = {
        item.id: Box(
            _x(layout.columns[item.id]), _MARGIN + layout.tops[item.id], _WIDTH, heights[item.id],
            "outcome" if item.is_output else "between", words[item.id], notes[item.id],
        )
        for item in items
    }  # fmt: skip
    return boxes, tuple(_arrow(boxes, layout, edge) for edge in edges)


def _x(column: int) -> int:
    return _MARGIN + column * (_WIDTH + _GAP_X)


def _arrow(boxes: dict[str, Box], layout: Layout, edge: tuple[str, str]) -> Arrow:
    """Out of the right side, through its lanes, into the left side."""
    start, end = boxes[edge[0]], boxes[edge[1]]
    points = [(start.x + start.width, start.y + start.height // 2)]
    for offset, height in enumerate(layout.lanes[edge], layout.columns[edge[0]] + 1):
        points += [(_x(offset), _MARGIN + height), (_x(offset) + _WIDTH, _MARGIN + height)]
    return Arrow((*points, (end.x, end.y + end.height // 2)))


def _wrapped(label: str) -> tuple[str, ...]:
    """Lines of even length that fit a box."""
    count = -(-len(label) // _PER_LINE)
    size = -(-len(label) // count) if count else 1
    return tuple(label[at : at + size] for at in range(0, len(label), size)) or ("",)


def _source(
    program: ir.Program, item: ir.Definition, names: dict[str, str], facts: tuple[str, ...]
) -> str:
    """由使用高值类药品、参数“……”和所填的异地就医得出"""
    labels = {one.id: one.label for one in program.parameters}
    used = [node.id for node in _nodes(item) if isinstance(node, ir.Parameter)]
    parts = [names[id] for id in references_of(item)]
    parts += [f"参数{quoted(labels[id])}" for id in dict.fromkeys(used)]
    if facts:
        parts.append(f"所填的{'、'.join(facts)}")
    if not parts:
        return "由本通知直接规定"
    joint = "和" if len(parts) > 1 else ""
    return f"由{'、'.join(parts[:-1])}{joint}{parts[-1]}得出"


def _outline(item: ir.Definition, source: str) -> Line:
    return Line(f"{item.label}{'（结论）' if item.is_output else ''}：{source}")
