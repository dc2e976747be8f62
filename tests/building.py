"""Short names for building policies by hand, in the world of `strategies`."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import count
from typing import Any

from luling.core import ir
from luling.interpreter import Decision, decide
from luling.runtime.errors import DecisionError
from luling.types import BOOL as BOOL
from luling.types import DATE as DATE
from luling.types import MONEY as MONEY
from luling.types import NAMES as NAMES
from luling.types import RATIO as RATIO
from luling.types import TEXT as TEXT
from luling.types import IntegerType, SetType, Type
from sample_world import KIND, LEVEL, program_of

COUNT = IntegerType()
_numbers = count(1)

active = ir.Fact(BOOL, "active")
local = ir.Fact(BOOL, "local")
listed = ir.Fact(BOOL, "listed")
cost = ir.Fact(MONEY, "cost")
paid = ir.Fact(MONEY, "paid")
visits = ir.Fact(COUNT, "visits")
level = ir.Fact(LEVEL, "level")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def literal(type: Type, value: Any) -> ir.Literal_:
    return ir.Literal_(type, value)


def money(text: str) -> ir.Literal_:
    return ir.Literal_(MONEY, Fraction(text))


def is_(left: ir.Expr, value: str) -> ir.Expr:
    return ir.Compare("eq", left, literal(left.type, value))  # type: ignore[union-attr]


def both(*parts: ir.Expr) -> ir.Expr:
    return ir.Logic("and", parts)


def either(*parts: ir.Expr) -> ir.Expr:
    return ir.Logic("or", parts)


def member(id: str, type: Type, roster: str = "shops") -> ir.Member:
    return ir.Member(type, roster, id)


def shops(condition: ir.Expr | None = None, value: ir.Expr | None = None) -> ir.Selection:
    return ir.Selection("shops", condition, value)


def names(condition: ir.Expr | None = None) -> ir.Aggregate:
    return ir.Aggregate(NAMES, "names", shops(condition, member("name", TEXT)))


def rule(
    value: ir.Expr | str | None,
    condition: ir.Expr | None = None,
    *nodes: ir.Node,
    id: str = "",
    kind: Any = "rule",
    start: str | None = None,
    end: str | None = None,
    rounding: ir.Rounding | None = None,
    clause: str = "一（一）1",
) -> ir.Node:
    """A rule with its own exceptions; a text is a value of 种类 (common, chronic, severe)."""
    if isinstance(value, str):
        value = literal(KIND, value)
    made = ir.Rule(
        id or f"r{next(_numbers)}", "", kind, condition, day(start) if start else None,
        day(end) if end else None, value, rounding, (ir.Citation("sample", clause),),
    )  # fmt: skip
    return ir.Node(made, ir.Group(nodes) if nodes else None)


def exception(
    value: ir.Expr | str, condition: ir.Expr | None = None, *nodes: ir.Node, **more: Any
) -> ir.Node:
    return rule(value, condition, *nodes, kind="exception", **more)


def reinstate(condition: ir.Expr | None = None, *nodes: ir.Node, **more: Any) -> ir.Node:
    return rule(None, condition, *nodes, kind="reinstate", **more)


def group(*nodes: ir.Node, over: tuple[ir.Node, ...] = (), **more: Any) -> ir.Group:
    """A level; `over` are the exceptions to all of it."""
    return ir.Group(nodes, ir.Group(over) if over else None, **more)


def outcome(
    type: Type, *nodes: ir.Node, id: str = "x", over: tuple[ir.Node, ...] = (), **more: Any
) -> ir.Definition:
    flags = {key: more.pop(key) for key in ("first_hit", "total") if key in more}
    kind = more.pop("kind", "outcome")
    shown = kind == "outcome"
    return ir.Definition(id, id, type, kind, shown, group(*nodes, over=over, **flags), **more)


def collection(*members: tuple[str, ir.Group], id: str = "refusals") -> ir.Definition:
    made = tuple(ir.CollectionMember(one, f"理由{one}", nodes) for one, nodes in members)
    return ir.Definition(id, "不予支付", SetType(id), "collection", True, None, made)


def run(*definitions: ir.Definition, params: Any = None, program: Any = None, **facts: Any) -> Any:
    """The answer to a decision of these definitions."""
    made = program or program_of(definitions, date_fact="day" if "day" in facts else None)
    return decide(made, "d", facts, params)


def answer(*definitions: ir.Definition, **facts: Any) -> tuple[object, list[str]]:
    """The value and the missing paths of the last definition."""
    found: Decision = run(*definitions, **facts)
    id = definitions[-1].id
    return found.outputs[id], found.unresolved.get(id, [])


def outputs(*definitions: ir.Definition, **facts: Any) -> dict[str, object]:
    found: Decision = run(*definitions, **facts)
    return found.outputs


def error(*definitions: ir.Definition, **facts: Any) -> DecisionError:
    try:
        found = run(*definitions, **facts)
    except DecisionError as raised:
        return raised
    raise AssertionError(f"answered: {found.outputs}")


def value_of(expr: ir.Expr, type: Type, **facts: Any) -> tuple[object, list[str]]:
    """What an expression gives, as the only rule of an outcome."""
    return answer(outcome(type, rule(expr)), **facts)


def truth(expr: ir.Expr, **facts: Any) -> tuple[object, list[str]]:
    """What a condition gives."""
    return value_of(expr, BOOL, **facts)
