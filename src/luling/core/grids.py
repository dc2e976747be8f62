"""Decision tables and bracket tables of a policy, lowered and checked.

In: a typed table. Out: an `ir.Group` of row rules (proved total where it is), or `ir.Brackets`.
Gaps and
overlaps are reported with a case in the author's words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from luling.core import build, errors, ir
from luling.core.expressions import ExpressionLowerer
from luling.core.order import walk
from luling.core.rules import citations_of, rounding_of
from luling.core.tables import Column, Effort, TooMuch, find_gap, find_overlaps, mask_of, pieces
from luling.core.values import value_text
from luling.diagnostics import Bag
from luling.source import NOWHERE
from luling.syntax import ast
from luling.typecheck.table import TypeTable
from luling.types import EnumType, IntegerType, MoneyType, RatioType, Type

__all__ = ["GridLowerer"]


class GridLowerer:
    def __init__(
        self, table: TypeTable, enums: Sequence[ir.Enumeration], bag: Bag, policy: str
    ) -> None:
        self.table = table
        self.enums = {enum.id: enum for enum in enums}
        self.bag = bag
        self.policy = policy
        self.expressions = ExpressionLowerer(table)

    # ------------------------------------------------------------ decision tables

    def decision_table(
        self, node: ast.TableDecl, identifier: str, rounding: ir.Rounding | None
    ) -> ir.Group | None:
        """None when a cell is broken (it has been reported)."""
        heads = node.grid.header[:-1]
        if not all(self.table.ok(head) for head in heads):
            return None
        lowered = [self.expressions.lower(head) for head in heads]
        rows: list[list[ir.Expr | None]] = []
        values: list[ir.Expr] = []
        nodes: list[ir.Node] = []
        for number, row in enumerate(node.grid.rows, 1):
            cells = self.cells(row, lowered)
            if cells is None:
                return None
            value_cell = row.cells[len(heads)]
            value = self.expressions.lower(value_cell.values[0])
            conditions = [cell for cell in cells if cell is not None]
            rule = ir.Rule(
                f"{identifier}.{number}", f"第{number}行", "row",
                build.all_of(conditions, row.span) if conditions else None,
                None, None, value, rounding_of(node.rounding, rounding),
                self.row_citations(row, node), row.span,
            )
            rows.append(cells)
            values.append(value)
            nodes.append(ir.Node(rule))
        columns = [
            self.column(head, [row[index] for row in rows]) for index, head in enumerate(lowered)
        ]
        total = self.check(node, columns, values)
        return ir.Group(tuple(nodes), None, node.first_hit, total)

    def cells(self, row: ast.Row, heads: Sequence[ir.Expr]) -> list[ir.Expr | None] | None:
        if len(row.cells) <= len(heads):
            return None
        for cell in row.cells[: len(heads) + 1]:
            if not cell.any and not cell.values and cell.low is None:
                return None
            for item in (*cell.values, cell.low, cell.high):
                if item is not None and not self.table.ok(item):
                    return None
        if not row.cells[len(heads)].values or row.cells[len(heads)].unbounded:
            return None
        return [
            self.expressions.cell(cell, head)
            for cell, head in zip(row.cells, heads, strict=False)
        ]

    def row_citations(
        self, row: ast.Row, node: ast.TableDecl | ast.BracketDecl
    ) -> ir.Citations:
        """The row's own clause, else the table's."""
        own = tuple(item for cell in row.cells for item in cell.citation)
        return citations_of(ast.Basis(own), self.policy) or citations_of(node.basis, self.policy)

    def column(self, head: ir.Expr, cells: Sequence[ir.Expr | None]) -> Column:
        type_ = build.type_of(head)
        thresholds: set[ir.Value] = set()
        for cell in cells:
            for item in walk(cell) if cell is not None else ():
                match item:
                    case ir.Compare(right=ir.Literal_(value=value)):
                        thresholds.add(value)
                    case ir.Among(values=members):
                        thresholds.update(members)
        enum = self.enums[type_.id] if isinstance(type_, EnumType) else None
        is_input = isinstance(head, ir.Fact | ir.Member | ir.Parameter) and isinstance(
            type_, MoneyType | RatioType | IntegerType
        )
        samples = pieces(type_, thresholds, enum, is_input)
        places = {sample: place for place, sample in enumerate(samples)}
        return Column(head, type_, samples, tuple(mask_of(cell, places) for cell in cells))

    def check(
        self, node: ast.TableDecl, columns: Sequence[Column], values: Sequence[ir.Expr]
    ) -> bool:
        """Whether every case has a row."""
        effort = Effort()
        rows = node.grid.rows
        try:
            if not node.first_hit:
                for first, second, case in find_overlaps(columns, values, effort):
                    self.bag.report(
                        errors.TableOverlap(
                            rows[second].span, self.witness(node, columns, case), rows[first].span
                        )
                    )
            gap = find_gap(columns, len(values), effort)
        except TooMuch:
            self.bag.report(errors.TableTooLarge(node.label.span))
            return False
        if gap is None:
            return True
        if not node.nullable and node.default is None:
            self.bag.report(errors.TableGap(node.label.span, self.witness(node, columns, gap)))
        return False

    def witness(
        self, node: ast.TableDecl, columns: Sequence[Column], case: Sequence[ir.Value]
    ) -> str:
        parts = []
        for head, column, value in zip(node.grid.header, columns, case, strict=False):
            name = head.name.text if isinstance(head, ast.Reference) else "这一列的算式"
            parts.append(f"{name}是{value_text(value, column.type, self.enums.values())}")
        return "，".join(parts) if parts else "任何情况"

    # ------------------------------------------------------------ brackets

    def brackets(self, node: ast.BracketDecl, type_: Type) -> ir.Brackets | None:
        if not self.table.ok(node.amount):
            return None
        rows: list[ir.Bracket] = []
        for row in node.grid.rows:
            if len(row.cells) < 3:
                return None
            low, high, value = row.cells[:3]
            ends: list[ir.Value | None] = []
            for cell in (low, high):
                if cell.unbounded:
                    ends.append(None)
                elif cell.values and self.table.ok(cell.values[0]):
                    ends.append(self.expressions.constant(cell.values[0]))
                else:
                    return None
            if not value.values or not self.table.ok(value.values[0]):
                return None
            rows.append(
                ir.Bracket(
                    ends[0], ends[1], self.expressions.lower(value.values[0]),
                    self.row_citations(row, node), row.span,
                )
            )
        if not rows or not self.contiguous(node, rows):
            return None
        return build.brackets(
            type_, node.mode, self.expressions.lower(node.amount), self.from_zero(node, rows),
            node.lower_op == "ge", node.span,
        )

    def contiguous(self, node: ast.BracketDecl, rows: Sequence[ir.Bracket]) -> bool:
        """Low to high, each starting where the one before ends, the last without end."""
        good = True

        def report(row: ir.Bracket, problem: str, other: ir.Bracket | None = None) -> None:
            nonlocal good
            good = False
            span = other.span if other is not None else NOWHERE
            self.bag.report(errors.BracketShape(row.span, problem, span))

        if (node.lower_op == "ge") == (node.upper_op == "le"):
            report(
                rows[0],
                "相邻两档的界限要么都算、要么都不算：表头请写「超过 | 不超过」或「不低于 | 低于」",
            )
            return False
        amount = self.expressions.type_of(node.amount)

        def text(value: ir.Value | None) -> str:
            return "不限" if value is None else value_text(value, amount, self.enums.values())

        for row in rows:
            if row.lower is not None and row.upper is not None and row.lower >= row.upper:  # type: ignore[operator]
                report(row, f"这一档的下限{text(row.lower)}不小于上限{text(row.upper)}")
        for before, after in pairwise(rows):
            if before.upper is None or after.lower is None or before.upper > after.lower:  # type: ignore[operator]
                report(after, "两档重叠", before)
            elif before.upper < after.lower:  # type: ignore[operator]
                report(after, f"两档之间缺了{text(before.upper)}到{text(after.lower)}", before)
        if rows[-1].upper is not None:
            report(rows[-1], f"最后一档到{text(rows[-1].upper)}为止，超过的没有规定")
        self.first_row(node, rows[0], report_gap=lambda problem: report(rows[0], problem))
        return good

    def first_row(self, node: ast.BracketDecl, first: ir.Bracket, report_gap: object) -> None:
        """The lowest bracket starts at nothing: 不限, zero, or (for values) with zero in it."""
        assert callable(report_gap)
        lower = first.lower
        if lower is None:
            return
        if not isinstance(lower, int) and not hasattr(lower, "numerator"):
            report_gap("第一档的下限要写「不限」")
        elif lower > 0:  # type: ignore[operator]
            report_gap("第一档没有从零开始，低于它的没有规定")
        elif node.mode == "value" and node.lower_op == "gt":
            report_gap("恰好为零时没有一档适用；第一档的下限请写「不限」")

    @staticmethod
    def from_zero(node: ast.BracketDecl, rows: list[ir.Bracket]) -> list[ir.Bracket]:
        """A first bound of zero is no bound: nothing of nothing is nothing in every mode."""
        first = rows[0]
        if first.lower is None or node.mode == "value":
            return rows
        opened = ir.Bracket(None, first.upper, first.value, first.citations, first.span)
        return [opened, *rows[1:]]
