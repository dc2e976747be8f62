"""Parameters: values by period and by table, checked for gaps and overlaps.

In: typed parameter declarations. Out: `ir.ParameterDeclaration`s; one with a mistake in it is left
out
after its report.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise, product

from luling.core import ir
from luling.core.errors import ParameterTable, PeriodMistake
from luling.core.expressions import ExpressionLowerer
from luling.core.rules import citations_of
from luling.diagnostics import Bag
from luling.resolve.symbols import Bindings, ParamScope
from luling.source import Span
from luling.syntax import ast
from luling.typecheck.table import TypeTable
from luling.types import EnumType

__all__ = ["lower_parameter", "period_dates"]

_DAY = dt.timedelta(days=1)


def chinese(date: dt.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"


def period_dates(
    node: ast.Period | None, bag: Bag
) -> tuple[dt.date | None, dt.date | None]:
    """Both ends, inclusive; a period that ends before it starts is reported."""
    if node is None:
        return None, None
    start = node.start.value if node.start else None
    end = node.end.value if node.end else None
    if start is not None and end is not None and start > end:
        bag.report(PeriodMistake(node.span, f"有效期颠倒：{chinese(start)}在{chinese(end)}之后"))
    return start, end


class _Parameter:
    def __init__(
        self, scope: ParamScope, bindings: Bindings, table: TypeTable, bag: Bag, policy: str
    ) -> None:
        self.scope = scope
        self.node = scope.declaration
        self.bindings = bindings
        self.table = table
        self.bag = bag
        self.policy = policy
        self.lowerer = ExpressionLowerer(table)

    def lower(self) -> ir.ParameterDeclaration | None:
        node, symbol = self.node, self.scope.symbol
        type_ = self.table.declared.get(id(symbol))
        enums = [self.bindings.types.get(id(key)) for key in node.keys]
        if type_ is None or any(enum is None for enum in enums):
            return None
        keys = tuple(EnumType(enum.id) for enum in enums if enum is not None)
        default = None
        if node.default is not None:
            if not self.table.ok(node.default):
                return None
            default = self.lowerer.constant(node.default)
        periods = self.table_period(keys) if node.grid is not None else self.periods()
        if periods is None:
            return None
        return ir.ParameterDeclaration(
            symbol.id, symbol.label, type_, keys, node.external or node.default is not None,
            default, periods, node.interface, node.answers.text if node.answers else None,
            citations_of(node.basis, self.policy), node.span,
        )

    def periods(self) -> tuple[ir.ParameterPeriod, ...] | None:
        found: list[tuple[ir.ParameterPeriod, ast.ParamValue]] = []
        for item in self.node.values:
            start, end = period_dates(item.period, self.bag)
            if not self.table.ok(item.value):
                return None
            citations = citations_of(item.basis, self.policy) or citations_of(
                self.node.basis, self.policy
            )
            value = self.lowerer.constant(item.value)
            found.append(
                (ir.ParameterPeriod(start, end, value, (), citations, item.span), item)
            )
        found.sort(key=lambda pair: pair[0].start or dt.date.min)
        for (earlier, first), (later, second) in pairwise(found):
            self.adjacent(earlier, first, later, second)
        return tuple(period for period, _ in found)

    def adjacent(
        self,
        earlier: ir.ParameterPeriod,
        first: ast.ParamValue,
        later: ir.ParameterPeriod,
        second: ast.ParamValue,
    ) -> None:
        """No day in two periods, none in between."""
        if earlier.end is None or later.start is None or later.start <= earlier.end:
            day = later.start or earlier.end or earlier.start
            when = f"，例如{chinese(day)}" if day else ""
            self.bag.report(
                PeriodMistake(_period(second), f"两段有效期重叠{when}", _period(first))
            )
        elif later.start > earlier.end + _DAY:
            gap = chinese(earlier.end + _DAY)
            self.bag.report(
                PeriodMistake(_period(second), f"两段有效期之间中断，{gap}没有值", _period(first))
            )

    def table_period(self, keys: tuple[EnumType, ...]) -> tuple[ir.ParameterPeriod, ...] | None:
        node = self.node
        assert node.grid is not None
        entries: dict[tuple[str, ...], tuple[ir.Value, ast.Row]] = {}
        for row in node.grid.rows:
            cells = row.cells[: len(keys) + 1]
            values = [cell.values[0] for cell in cells if cell.values]
            if len(values) != len(keys) + 1 or not all(self.table.ok(item) for item in values):
                return None
            *key_nodes, value_node = values
            key = tuple(str(self.lowerer.constant(item)) for item in key_nodes)
            if key in entries:
                self.bag.report(
                    ParameterTable(row.span, "这一组取值写了两次", entries[key][1].span)
                )
                continue
            entries[key] = (self.lowerer.constant(value_node), row)
        enums = [self.bindings.enum_of_id(key.id) for key in keys]
        for combination in product(*(enum.order for enum in enums)):
            if combination not in entries:
                words = "、".join(
                    next(v.label for v in enum.values.values() if v.id == value)
                    for enum, value in zip(enums, combination, strict=True)
                )
                self.bag.report(ParameterTable(node.label.span, f"参数表缺少「{words}」这一行"))
                return None
        citations = citations_of(node.basis, self.policy)
        table = tuple((key, value) for key, (value, _) in entries.items())
        return (ir.ParameterPeriod(None, None, None, table, citations, node.grid.span),)


def _period(item: ast.ParamValue) -> Span:
    return item.period.span if item.period is not None else item.value.span


def lower_parameter(
    scope: ParamScope, bindings: Bindings, table: TypeTable, bag: Bag, policy: str
) -> ir.ParameterDeclaration | None:
    return _Parameter(scope, bindings, table, bag, policy).lower()
