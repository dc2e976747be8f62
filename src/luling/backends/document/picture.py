"""How the outcomes of a decision come about, drawn: what is asked, what lies between, what is
answered, from left to right.

A line is left out where a longer way leads to the same box; the outline names all that is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from luling.backends.document.layers import Layout, lay_out, reduced
from luling.backends.document.model import Arrow, Box, Line, Picture
from luling.backends.document.predicates import listed, quoted
from luling.backends.document.subject import Writer
from luling.core import ir

__all__ = ["depicted", "references_of"]

_WIDTH, _GAP_X, _GAP_Y, _MARGIN = 126, 36, 12, 8
_LINE, _PAD = 17, 9
_PER_LINE = 8
_MOST = 12


def depicted(writer: Writer, decision: ir.Decision) -> Picture | None:
    """None where nothing is asked. What is asked is drawn where it leads to the answers at once;
    else a box says how much of it it looks at."""
    items = sorted(decision.definitions, key=lambda one: one.place)
    uses = {item.id: references_of(item) for item in items}
    asked = {item.id: _asked(writer.program, decision, item) for item in items}
    labels = {fact.id: fact.label for fact in decision.facts}
    if not any(uses.values()) and not any(asked.values()):
        return None
    boxes, arrows = _boxes(_steps(items, asked, uses, labels))
    names = {item.id: item.label for item in items}
    outline = tuple(
        _outline(item, _source(writer.program, item, names, _labels(asked[item.id], labels)))
        for item in items
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


@dataclass(frozen=True, slots=True)
class _Step:
    """A box to be: `uses` are the ids of those that lead to it."""

    id: str
    label: str
    kind: str
    uses: tuple[str, ...]
    note: str = ""


def _steps(
    items: list[ir.Definition],
    asked: dict[str, tuple[str, ...]],
    uses: dict[str, tuple[str, ...]],
    labels: dict[str, str],
) -> list[_Step]:
    alone = not any(uses.values())
    shown = dict.fromkeys(id for facts in asked.values() for id in facts) if alone else {}
    drawn = len(shown) <= _MOST
    found = [_Step(f"fact {id}", labels[id], "given", ()) for id in shown if drawn]
    for item in items:
        kind = "outcome" if item.is_output else "between"
        count = len(asked[item.id])
        if alone and drawn:
            facts = tuple(f"fact {id}" for id in asked[item.id])
            found.append(_Step(item.id, item.label, kind, facts))
        else:
            note = f"看{count}项事实" if count else ""
            found.append(_Step(item.id, item.label, kind, uses[item.id], note))
    return found


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


def _asked(program: ir.Program, decision: ir.Decision, item: ir.Definition) -> tuple[str, ...]:
    """The ids of the facts and rosters that a definition looks at itself; the date where a rule or
    a value holds for a time."""
    nodes = list(_nodes(item))
    found = dict.fromkeys(
        node.id if isinstance(node, ir.Fact) else node.roster
        for node in nodes
        if isinstance(node, ir.Fact | ir.Selection | ir.Member)
    )
    timed = {one.id for one in program.parameters if len(one.periods) > 1}
    if decision.date_fact is not None and any(_is_timed(node, timed) for node in nodes):
        found.setdefault(decision.date_fact)
    return tuple(found)


def _is_timed(node: object, timed: set[str]) -> bool:
    match node:
        case ir.Parameter(id=id):
            return id in timed
        case ir.Rule():
            return node.start is not None or node.end is not None
    return isinstance(node, ir.Listed)


def _labels(ids: tuple[str, ...], labels: dict[str, str]) -> tuple[str, ...]:
    return tuple(labels[id] for id in ids)


def _boxes(steps: list[_Step]) -> tuple[dict[str, Box], tuple[Arrow, ...]]:
    words = {one.id: _wrapped(one.label) for one in steps}
    heights = {
        one.id: 2 * _PAD + _LINE * len(words[one.id]) + (14 if one.note else 0) for one in steps
    }
    edges = reduced({one.id: one.uses for one in steps})
    layout = lay_out(heights, edges, _GAP_Y)
    boxes = {
        one.id: Box(
            _x(layout.columns[one.id]), _MARGIN + layout.tops[one.id], _WIDTH, heights[one.id],
            one.kind, words[one.id], one.note,
        )
        for one in steps
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
    """由“使用高值类药品”、参数“……”和所填的“异地就医”得出"""
    labels = {one.id: one.label for one in program.parameters}
    used = dict.fromkeys(node.id for node in _nodes(item) if isinstance(node, ir.Parameter))
    parts = []
    for what, named in (
        ("", [names[id] for id in references_of(item)]),
        ("参数", [labels[id] for id in used]),
        ("所填的", list(facts)),
    ):
        if named:
            parts.append(what + listed([quoted(name) for name in named]))
    if not parts:
        return "由本通知直接规定"
    joint = "和" if len(parts) > 1 else ""
    return f"由{'、'.join(parts[:-1])}{joint}{parts[-1]}得出"


def _outline(item: ir.Definition, source: str) -> Line:
    return Line(f"{item.label}{'（结论）' if item.is_output else ''}：{source}")
