"""Decision tables of a policy, as tables again: a column for each thing that the rows look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from luling.backends.document.conditions import flattened
from luling.backends.document.model import Line, Table
from luling.core import ir
from luling.core.ir import type_of
from luling.types import BoolType

if TYPE_CHECKING:
    from luling.backends.document.rules import Rules

__all__ = ["overview", "row_table"]

_LEAST, _MOST = 3, 4

_Heads = dict[ir.Expr, list[ir.Expr]]


def row_table(rules: Rules, item: ir.Definition, group: ir.Group) -> Table | None:
    """None where the rules are no rows, or a row asks something that fits no column."""
    rows = [node.rule for node in group.nodes]
    if len(rows) < 2 or any(rule.kind != "row" or rule.value is None for rule in rows):
        return None
    order = "（自上而下，以先符合的一行为准）" if group.first_hit else ""
    return _table(rules, item, rows, f"{item.label}对照表{order}")


def overview(rules: Rules, item: ir.Definition, group: ir.Group) -> Table | None:
    """The rules of an outcome in a table besides, where several look at the same few things; what
    is excepted stands in the sentences."""
    rows = [node.rule for node in group.nodes]
    constant = all(isinstance(rule.value, ir.Literal_ | ir.Unspecified) for rule in rows)
    is_plain = all(rule.kind == "rule" and rule.condition is not None for rule in rows)
    if len(rows) < _LEAST or group.first_hit or not constant or not is_plain:
        return None
    asked = [_asked(rule.condition) or {} for rule in rows]
    heads = {head for row in asked for head in row}
    if not 1 < len(heads) <= _MOST or 2 * sum(map(len, asked)) <= len(rows) * len(heads):
        return None
    excepted = group.exceptions is not None or any(node.exceptions for node in group.nodes)
    note = "例外见上文" if excepted else "内容与上文相同"
    return _table(rules, item, rows, f"{item.label}对照表（{note}）")


def _table(
    rules: Rules, item: ir.Definition, rows: Sequence[ir.Rule], caption: str
) -> Table | None:
    asked = [_asked(rule.condition) for rule in rows]
    heads = list(dict.fromkeys(head for row in asked if row is not None for head in row))
    if not heads or any(row is None for row in asked):
        return None
    if any(rule.start or rule.end for rule in rows):
        return None
    headings = (*(rules.term(head) for head in heads), item.label, "条款")
    if len(set(headings)) != len(headings):
        return None
    body = tuple(_row(rules, item, rule, row, heads) for rule, row in zip(rows, asked, strict=True))
    return Table(caption, headings, body)


def _row(
    rules: Rules, item: ir.Definition, rule: ir.Rule, row: _Heads | None, heads: Sequence[ir.Expr]
) -> tuple[Line, ...]:
    assert row is not None and rule.value is not None
    cells = [Line(_cell(rules, head, row.get(head, [])), end="") for head in heads]
    value = Line(rules.short(item, rule.value), end="")
    return (*cells, value, Line("", rules.cites_of(rule.citations), end=""))


def _cell(rules: Rules, head: ir.Expr, tests: list[ir.Expr]) -> str:
    """不限; 是; 门诊; 不低于1000元、低于3000元."""
    if not tests:
        return "不限"
    said = []
    for test in tests:
        if test == head:
            said.append("是")
        elif isinstance(test, ir.Not) and test.operand == head:
            said.append("否")
        else:
            said.append(_choice(rules, test) or rules.test(test).removeprefix(rules.inner(head)))
    return "、".join(said)


def _choice(rules: Rules, test: ir.Expr) -> str:
    """The options alone, where a cell lists options."""
    holds = not isinstance(test, ir.Not)
    inner = test.operand if isinstance(test, ir.Not) else test
    match inner:
        case ir.Compare(op="eq" | "ne", right=ir.Literal_() as constant):
            values: tuple[ir.Value, ...] = (constant.value,)
            holds = holds == (inner.op == "eq")
        case ir.Among():
            values = inner.values
        case _:
            return ""
    head = inner.left if isinstance(inner, ir.Compare) else inner.operand
    listed = "、".join(rules.names.constant(value, type_of(head)) for value in values)
    return listed if holds else f"除{listed}以外"


def _asked(condition: ir.Expr | None) -> _Heads | None:
    """The tests of a row by what they look at."""
    if condition is None:
        return {}
    flat = flattened(condition)
    parts = flat.parts if isinstance(flat, ir.Logic) and flat.op == "and" else (flat,)
    found: _Heads = {}
    for part in parts:
        head = next(_head(part), None)
        if head is None:
            return None
        found.setdefault(head, []).append(part)
    return found


def _head(test: ir.Expr) -> Iterator[ir.Expr]:
    match test:
        case ir.Not():
            yield from _head(test.operand)
        case ir.Compare(right=ir.Literal_() | ir.Parameter()):
            yield test.left
        case ir.Among():
            yield test.operand
        case ir.Fact() | ir.Reference() | ir.Member() if isinstance(test.type, BoolType):
            yield test
