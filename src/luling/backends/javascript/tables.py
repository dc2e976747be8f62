"""Decisions as tables of the run time: facts, checks, definitions with their rules."""

from __future__ import annotations

from luling.backends.javascript.expressions import Expressions, citations_of
from luling.backends.javascript.layout import (
    Code,
    Remarked,
    array,
    call,
    entries,
    function,
    strings,
)
from luling.backends.javascript.text import literal
from luling.backends.javascript.world import Pair, World, typed
from luling.core import ir
from luling.core.order import expressions_of
from luling.core.wording import phrase
from luling.interpreter.uses import inputs_of
from luling.types import NamesType

_KINDS = {
    "condition": "情形", "outcome": "结论", "intermediate": "中间结论",
    "per_member": "逐项", "collection": "收集",
}  # fmt: skip


def decision(world: World) -> Code:
    """The table of a decision."""
    item = world.decision
    return entries(
        ("id", literal(item.id)),
        ("label", literal(item.label)),
        ("date", literal(item.date_fact) if item.date_fact is not None else None),
        ("facts", array(fact(one) for one in item.facts)),
        ("parameters", strings(_external_parameters(world))),
        ("checks", array(check(one, world) for one in item.checks)),
        ("definitions", array(definition(one, world) for one in item.definitions)),
        ("outputs", strings(one.id for one in item.outputs)),
    )


def fact(item: ir.FactDeclaration | ir.RosterDeclaration) -> Code:
    """A fact; a list with its fields."""
    named: tuple[Pair, ...] = ("id", literal(item.id)), ("label", literal(item.label))
    if isinstance(item, ir.RosterDeclaration):
        fields = [
            entries(("id", literal(one.id)), ("label", literal(one.label)), *typed(one.type))
            for one in item.fields
        ]
        return entries(*named, ("type", literal("list")), ("fields", array(fields)))
    derived = [("catalogue", item.catalogue), ("key", item.catalogue_key)]
    return entries(
        *named, *typed(item.type), *[(name, literal(id)) for name, id in derived if id is not None]
    )


def _external_parameters(world: World) -> list[str]:
    """Those that something of the decision asks, in the order of the source."""
    asked = [one.condition for one in world.decision.checks]
    for item in world.decision.definitions:
        asked += expressions_of(item)
    used = {path for expr in asked for path in inputs_of(expr)}
    declared = world.program.parameters
    return [one.id for one in declared if one.external and f"params.{one.id}" in used]


def check(item: ir.Check, world: World) -> Code:
    """What the facts must satisfy among themselves, with the error where they do not."""
    first = item.facts[0] if item.facts else None
    words = phrase(item.condition, world.program, world.decision)
    place = f"（{first}）" if first else ""
    message = f"{item.label}{place}：给出的事实互相矛盾。应满足“{words}”，请核对所列各项。"
    table = entries(
        ("fact", "null" if first is None else literal(first)),
        ("message", literal(message)),
        ("holds", function("c", Expressions(world).of(item.condition))),
    )
    return Remarked(f"校验 {item.label}", table)


# ---------------------------------------------------------------- definitions


def definition(item: ir.Definition, world: World) -> Code:
    """A definition under its name."""
    named: list[Pair] = [
        ("id", literal(item.id)),
        ("label", literal(item.label)),
        ("kind", literal(item.kind)),
    ]
    parts = entries(*named, *_meaning(item, world))
    return Remarked(f"{_KINDS[item.kind]} {item.label}（{item.id}）", parts, apart=True)


def _meaning(item: ir.Definition, world: World) -> list[Pair]:
    if item.kind == "collection":
        members = array(_member(one, world) for one in item.members)
        return [("type", literal("set")), ("members", members)]
    assert item.group is not None
    values = _values(item, world)
    if item.kind == "condition":
        expr = item.group.nodes[0].rule.value
        assert expr is not None
        return [("type", literal("boolean")), ("when", values.condition(expr)), _uses(expr)]
    return [
        *world.typed(item.type),
        ("list", None if item.roster is None else literal(item.roster)),
        ("nullable", "true" if item.nullable else None),
        ("names", _names(item, values)),
        *_level(item.group, values),
        ("otherwise", None if item.default is None else function("c", values.of(item.default))),
    ]


def _values(item: ir.Definition, world: World) -> Expressions:
    """A definition per member speaks of the member at hand."""
    return Expressions(world, {item.roster: "c.member"} if item.roster is not None else {})


def _names(item: ir.Definition, values: Expressions) -> Code | None:
    """The 名单 that a definition always is, for the names that are certain."""
    names = None
    if isinstance(item.type, NamesType):
        names = values.world.plain_names(ir.Reference(item.type, item.id))
    return None if names is None else function("c", values.of(names))


def _member(item: ir.CollectionMember, world: World) -> Code:
    named = ("id", literal(item.id)), ("label", literal(item.label))
    return entries(*named, *_level(item.group, Expressions(world)))


# ---------------------------------------------------------------- rules


def _level(group: ir.Group, values: Expressions) -> list[Pair]:
    return [
        ("firstHit", "true" if group.first_hit else None),
        ("total", "true" if group.total else None),
        ("rules", array(_rule(node, values) for node in group.nodes)),
        ("exceptions", _exceptions(group.exceptions, values)),
    ]


def _exceptions(group: ir.Group | None, values: Expressions) -> Code | None:
    return None if group is None else entries(*_level(group, values))


def _rule(node: ir.Node, values: Expressions) -> Code:
    rule = node.rule
    days = [("from", rule.start), ("to", rule.end)]
    return entries(
        ("id", literal(rule.id)),
        ("label", literal(rule.label) if rule.label else None),
        ("kind", literal(rule.kind)),
        ("citations", citations_of(rule.citations)),
        *[(name, f'day("{date.isoformat()}")') for name, date in days if date is not None],
        ("when", None if rule.condition is None else values.condition(rule.condition)),
        ("value", _value(rule, values)),
        *_silence(rule),
        _uses(rule.condition, rule.value),
        ("exceptions", _exceptions(node.exceptions, values)),
    )


def _value(rule: ir.Rule, values: Expressions) -> Code | None:
    if rule.value is None:
        return None
    value = values.of(rule.value)
    if rule.rounding is not None:
        mode = literal(rule.rounding.mode)
        value = call("rounded", value, mode, str(rule.rounding.places))
    return function("c", value)


def _silence(rule: ir.Rule) -> list[Pair]:
    """未规定, and the document that decides instead."""
    if not isinstance(rule.value, ir.Unspecified):
        return []
    document = rule.value.refers_to
    return [
        ("unspecified", "true"),
        ("refersTo", None if document is None else literal(document)),
    ]


def _uses(*exprs: ir.Expr | None) -> Pair:
    found: set[str] = set()
    for expr in exprs:
        found |= set() if expr is None else inputs_of(expr)
    return "uses", strings(sorted(found)) if found else None
