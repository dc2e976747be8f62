"""Types of the cells of decision tables, parameter tables and bracket tables."""

from __future__ import annotations

from luling.diagnostics import Bag
from luling.source import Span
from luling.syntax import ast
from luling.typecheck import errors
from luling.typecheck.expressions import ExpressionChecker
from luling.typecheck.names import is_ordered
from luling.typecheck.table import TypeTable
from luling.types import RATIO, BoolType, EnumType, NamesType, SetType, Type

__all__ = ["GridChecker"]


class GridChecker:
    def __init__(self, table: TypeTable, bag: Bag, expressions: ExpressionChecker) -> None:
        self.table = table
        self.bag = bag
        self.expressions = expressions

    # ------------------------------------------------------------ decision tables

    def decision_table(self, node: ast.TableDecl, type_: Type) -> None:
        """Condition columns first, the value column last, headed with the table's own label."""
        header = node.grid.header
        last = header[-1] if header else None
        if not isinstance(last, ast.Reference) or last.name.text != node.label.text:
            self.bag.report(
                errors.WrongHeader(
                    last.span if last else node.span,
                    f"表的最后一列（依据之前）应当是「{node.label.text}」本身",
                    "条件各列在前，结果列在后，表头写结论的名称。",
                )
            )
            return
        columns = [self.expressions.infer(head) for head in header[:-1]]
        for head, column in zip(header, columns, strict=False):
            if isinstance(column, SetType | NamesType):
                self.bag.report(
                    errors.BadTypeHere(
                        head.span, self.expressions.word(column), "表的条件列",
                        "请先写一个情形，例如「不予支付 为空」，再以情形作条件列。",
                    )
                )
                self.expressions.forget(head)
        for row in node.grid.rows:
            for cell, column in zip(row.cells, columns, strict=False):
                if column is not None and not isinstance(column, SetType | NamesType):
                    self.condition_cell(cell, column)
            if len(row.cells) >= len(header):
                self.value_cell(row.cells[len(header) - 1], type_, node.label.span)

    def condition_cell(self, cell: ast.Cell, column: Type) -> None:
        if cell.any:
            return
        if cell.unbounded:
            self.bag.report(
                errors.WrongCell(cell.span, "条件格里不写「不限」", "任何情况都可以时写「任意」。")
            )
            return
        for value in (*cell.values, cell.low, cell.high):
            if isinstance(value, ast.Unspecified):
                self.bag.report(errors.MisplacedUnspecified(value.span))
            elif value is not None and self.expressions.expect(
                value, column, "这一列", cell.span
            ):
                self.constant(value, "表的条件格")
        ordered = cell.low is not None or cell.op not in (None, "eq", "ne")
        if ordered and not is_ordered(column, self.table.bindings):
            self.bag.report(errors.NoOrder(cell.span, self.expressions.word(column)))
            for value in (*cell.values, cell.low, cell.high):
                if value is not None:
                    self.expressions.forget(value)

    def constant(self, value: ast.Expr, where: str) -> bool:
        if self.expressions.is_constant(value):
            return True
        self.bag.report(errors.NotConstant(value.span, where))
        self.expressions.forget(value)
        return False

    def value_cell(self, cell: ast.Cell, type_: Type, declared: Span) -> None:
        """One plain value (an expression in a decision table)."""
        if len(cell.values) != 1 or cell.negated or cell.op is not None or cell.low is not None:
            self.bag.report(
                errors.WrongCell(cell.span, "结果格里要写一个值", "例如 80%、1000元或枚举的取值。")
            )
            return
        self.expressions.expect(cell.values[0], type_, "这一列", declared)

    # ------------------------------------------------------------ parameter tables

    def parameter_table(
        self, node: ast.ParamDecl, keys: list[EnumType | None], type_: Type
    ) -> None:
        assert node.grid is not None
        header = node.grid.header
        if len(header) != len(keys) + 1:
            self.bag.report(
                errors.WrongHeader(
                    node.grid.span, f"这张表应有 {len(keys) + 1} 列，表头却有 {len(header)} 列",
                    "每个查表项一列，最后一列是值。",
                )
            )
            return
        for head, key in zip(header, node.keys, strict=False):
            if not isinstance(head, ast.Reference) or head.name.text != key.name:
                self.bag.report(
                    errors.WrongHeader(head.span, f"这一列的表头应当是「{key.name}」",
                                       "表头依次写各查表项的名称，最后一列写参数的名称。")
                )
                return
        for row in node.grid.rows:
            for cell, enum in zip(row.cells, keys, strict=False):
                if enum is None:
                    continue
                if len(cell.values) != 1 or cell.negated or cell.op is not None:
                    self.bag.report(
                        errors.WrongCell(cell.span, "查表项要写一个取值", "不能写「任意」或比较。")
                    )
                else:
                    self.expressions.expect(cell.values[0], enum, "这一列", cell.span)
            if len(row.cells) > len(keys):
                cell = row.cells[len(keys)]
                self.value_cell(cell, type_, node.label.span)
                if cell.values:
                    self.constant_if_ok(cell.values[0])

    def constant_if_ok(self, value: ast.Expr) -> None:
        if self.table.ok(value):
            self.constant(value, "参数表")

    # ------------------------------------------------------------ brackets

    def brackets(self, node: ast.BracketDecl, type_: Type) -> None:
        """Two bound columns of the amount's type, then a ratio (or the value itself)."""
        amount = self.expressions.infer(node.amount)
        if amount is not None and (
            not is_ordered(amount, self.table.bindings) or isinstance(amount, EnumType | BoolType)
        ):
            self.bag.report(errors.NoOrder(node.amount.span, self.expressions.word(amount)))
            return
        expected = type_
        if node.mode in ("marginal", "whole"):
            expected = RATIO
            if amount is not None and amount != type_:
                self.bag.report(
                    errors.TypeMismatch(
                        node.amount.span, self.expressions.word(type_),
                        self.expressions.word(amount), "分段所按的量", node.label.span,
                    )
                )
                return
        for row in node.grid.rows:
            for cell in row.cells[:2]:
                if cell.unbounded:
                    continue
                if len(cell.values) != 1 or cell.op is not None or cell.negated or cell.any:
                    self.bag.report(
                        errors.WrongCell(cell.span, "分段的界限要写一个数或「不限」",
                                         "例如 | 0元 | 10000元 | 85% |。")
                    )
                elif amount is not None and self.expressions.expect(
                    cell.values[0], amount, "这一列", node.amount.span
                ):
                    self.constant(cell.values[0], "分段的界限")
            if len(row.cells) > 2:
                self.value_cell(row.cells[2], expected, node.label.span)


