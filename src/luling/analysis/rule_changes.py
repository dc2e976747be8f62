"""How the rules of a definition differ between two versions.

Rules are matched by id. Ids that the compiler gave by counting (`ratio.2`) shift when a rule comes
or goes, so rules that are wholly alike are matched first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from luling.analysis.change_words import Side
from luling.analysis.changes import Aspect, Change, Sides, all_citations, differences
from luling.core import ir

__all__ = ["rule_changes"]

_COUNTED = re.compile(r".+\.\d+")
_UNTOLD = frozenset({"id"})
_READ = {True: "自上而下，先符合的为准", False: "不分先后"}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A rule, what it is an exception to (a rule's id, or "" for all of its level; None where it is
    none), the member of a collection that it puts in, and whether it stands in a list read from
    above."""

    rule: ir.Rule
    over: str | None
    member: str | None
    ranked: bool


def rule_changes(
    old: ir.Definition | None, new: ir.Definition | None, sides: Sides
) -> Iterator[Change]:
    """The rules that came, went or differ, and a new order where the order counts. A condition
    (情形) has no rules of its own: its expression is told with it."""
    before, after = (_placed(one) if one is not None else [] for one in (old, new))
    pairs = _matched(before, after)
    partners = {after_at: before_at for before_at, after_at in pairs}
    for at, item in enumerate(after):
        other = before[partners[at]] if at in partners else None
        change = _change(other, item, old, new, sides)
        if change is not None:
            yield change
    gone = set(range(len(before))) - {before_at for before_at, _ in pairs}
    for at in sorted(gone):
        yield from filter(None, [_change(before[at], None, old, new, sides)])
    owner = new or old
    assert owner is not None
    yield from _order(owner, before, after, pairs, sides)


def _placed(item: ir.Definition) -> list[_Placed]:
    found = list(_walk(item.group, None, None)) if item.group is not None else []
    for member in item.members:
        found += _walk(member.group, None, member.id)
    return found


def _walk(group: ir.Group, over: str | None, member: str | None) -> Iterator[_Placed]:
    for node in group.nodes:
        yield _Placed(node.rule, over, member, group.first_hit)
        if node.exceptions is not None:
            yield from _walk(node.exceptions, node.rule.id, member)
    if group.exceptions is not None:
        yield from _walk(group.exceptions, "", member)


def _matched(before: list[_Placed], after: list[_Placed]) -> list[tuple[int, int]]:
    """Pairs of positions: named rules by id, then counted ones that are alike in all (citations
    first of all), then by id."""
    pairs: list[tuple[int, int]] = []
    free_old, free_new = list(range(len(before))), list(range(len(after)))

    def pair(alike: object) -> None:
        assert callable(alike)
        for at in list(free_new):
            for other in free_old:
                if alike(before[other], after[at]):
                    pairs.append((other, at))
                    free_old.remove(other)
                    free_new.remove(at)
                    break

    pair(lambda a, b: a.rule.id == b.rule.id and not _is_counted(b.rule))
    pair(lambda a, b: _same(a, b) and a.rule.citations == b.rule.citations)
    pair(lambda a, b: _same(a, b))
    pair(lambda a, b: a.rule.id == b.rule.id)
    return pairs


def _same(left: _Placed, right: _Placed) -> bool:
    return left.member == right.member and _content(left.rule) == _content(right.rule)


def _content(rule: ir.Rule) -> ir.Rule:
    """Without what only says where it stands: a row is named by its number."""
    return replace(rule, id="", label="" if rule.kind == "row" else rule.label)


def _is_counted(rule: ir.Rule) -> bool:
    return rule.kind == "row" or _COUNTED.fullmatch(rule.id) is not None


def _change(
    old: _Placed | None,
    new: _Placed | None,
    old_owner: ir.Definition | None,
    new_owner: ir.Definition | None,
    sides: Sides,
) -> Change | None:
    item, owner = (old, old_owner) if new is None else (new, new_owner)
    assert item is not None and owner is not None
    what, id, label = _kind(item), item.rule.id, _name(item, owner)
    both = all_citations(old and old.rule), all_citations(new and new.rule)
    if old is None:
        return Change("added", what, id, label, (), _text(item, owner, sides[1]), both)
    if new is None:
        return Change("removed", what, id, label, (), _text(item, owner, sides[0]), both)
    told = differences(_content(old.rule), _content(new.rule), sides, skip=_UNTOLD)
    found = [_renamed(one) for one in told]
    if old.rule.id != new.rule.id and not _is_counted(new.rule):
        found.append(Aspect("标识", old.rule.id, new.rule.id))
    assert old_owner is not None and new_owner is not None
    places = _over(old, old_owner), _over(new, new_owner)
    if old.over != new.over and places[0] != places[1]:
        found.append(Aspect("例外的对象", *places))
    if old.ranked != new.ranked:
        found.append(Aspect("读法", _READ[old.ranked], _READ[new.ranked]))
    if both[0] != both[1]:
        found.append(Aspect("依据", sides[0].cited(both[0]), sides[1].cited(both[1])))
    return Change("changed", what, id, label, tuple(found), "", both) if found else None


def _renamed(one: Aspect) -> Aspect:
    """A rule without condition always applies; one without value cancels an exception."""
    if one.name == "条件":
        return Aspect(one.name, one.old or "（总是适用）", one.new or "（总是适用）")
    return one


def _kind(item: _Placed) -> str:
    words = {"rule": "通则", "exception": "例外", "reinstate": "恢复", "row": "表中一行"}
    return "情形" if item.member is not None and item.rule.kind == "rule" else words[item.rule.kind]


def _name(item: _Placed, owner: ir.Definition) -> str:
    """报销比例：通则“职工”; the first words of what it concludes where a rule has no name."""
    inside = next((one.label for one in owner.members if one.id == item.member), "")
    own = item.rule.label
    if own and own != inside:
        return f"{owner.label}：{inside}（{own}）" if inside else f"{owner.label}：{own}"
    if inside:
        return f"{owner.label}：{inside}"
    count = [one.rule.id for one in _placed(owner)]
    if len(count) == 1:
        return owner.label
    return f"{owner.label}：第 {count.index(item.rule.id) + 1} 条"


def _over(item: _Placed, owner: ir.Definition) -> str | None:
    if item.over is None:
        return None
    found = next((one for one in _placed(owner) if one.rule.id == item.over), None)
    return _name(found, owner) if found is not None else "以上全部"


def _text(item: _Placed, owner: ir.Definition, side: Side) -> str:
    """当 险种 是 职工医保，为 80%，2022年7月1日起"""
    rule = item.rule
    parts = [f"当 {side.phrase(rule.condition)}"] if rule.condition is not None else []
    if rule.value is not None and item.member is None:
        parts.append(f"为 {side.phrase(rule.value)}")
    if rule.start is not None:
        parts.append(f"{side.say(rule.start)}起")
    if rule.end is not None:
        parts.append(f"至{side.say(rule.end)}")
    over = _over(item, owner)
    return "，".join(parts) + (f"（对“{over}”的{_kind(item)}）" if over else "")


def _order(
    owner: ir.Definition,
    before: list[_Placed],
    after: list[_Placed],
    pairs: list[tuple[int, int]],
    sides: Sides,
) -> Iterator[Change]:
    """Where rules are read from above, or members listed, another order is a change."""
    kept = sorted((b, a) for b, a in pairs if before[b].ranked and after[a].ranked)
    order = [a for _, a in kept]
    if order != sorted(order):
        texts = [
            "；".join(_text(items[at], owner, side) for at in positions)
            for items, side, positions in (
                (before, sides[0], [b for b, _ in kept]), (after, sides[1], sorted(order)),
            )
        ]  # fmt: skip
        yield Change(
            "changed", "次序", owner.id, owner.label, (Aspect("各行的次序", texts[0], texts[1]),)
        )
