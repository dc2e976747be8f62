"""Expressions from syntax to core.

In: a well-typed expression and its table. Out: the core node, made by `build`. Brackets, 介于 and
the
negated words are taken apart here, so that evaluators know fewer forms than authors.
"""

from __future__ import annotations

from typing import assert_never

from luling.core import build, ir
from luling.resolve.symbols import Bindings, EnumValueSymbol, Symbol
from luling.syntax import ast
from luling.typecheck.table import TypeTable
from luling.types import DATE, DurationType, EnumType, IntegerType, MoneyType, RatioType, Type

__all__ = ["ExpressionLowerer"]


class ExpressionLowerer:
    def __init__(self, table: TypeTable) -> None:
        self.table = table
        self.bindings: Bindings = table.bindings

    def type_of(self, node: ast.Expr) -> Type:
        return self.table.types[id(node)]

    def number(self, node: ast.Number) -> ir.Literal_:
        type_ = self.type_of(node)
        if isinstance(type_, MoneyType | RatioType):
            return build.literal(type_, node.value, node.span)
        if type_ == IntegerType("分") and node.unit == "元":
            return build.literal(type_, int(node.value * 100), node.span)
        value = int(node.value)
        if isinstance(type_, DurationType) and node.unit == "年":
            value *= 12
        return build.literal(type_, value, node.span)

    def constant(self, node: ast.Expr) -> ir.Value:
        """The value of an expression that the types have found constant."""
        lowered = self.lower(node)
        assert isinstance(lowered, ir.Literal_), node
        return lowered.value

    def lower(self, node: ast.Expr) -> ir.Expr:
        span = node.span
        match node:
            case ast.Number():
                return self.number(node)
            case ast.Date():
                return build.literal(DATE, node.value, span)
            case ast.Truth():
                return build.literal(self.type_of(node), node.value, span)
            case ast.Text():
                meaning = self.table.meanings.get(id(node))
                if isinstance(meaning, Symbol):
                    return self.symbol(meaning, self.type_of(node), node)
                value = meaning.id if isinstance(meaning, EnumValueSymbol) else node.value
                return build.literal(self.type_of(node), value, span)
            case ast.Unspecified():
                return build.unspecified(self.type_of(node), node.refers_to, span)
            case ast.Reference():
                return self.reference(node)
            case ast.Lookup():
                symbol = self.table.meanings[id(node)]
                keys = [self.lower(key) for key in node.keys]
                return build.parameter(self.type_of(node), symbol.id, keys, span)
            case ast.Not():
                return build.negate(self.lower(node.operand), span)
            case ast.Logic():
                parts = [self.lower(part) for part in node.parts]
                combine = build.all_of if node.word == "and" else build.any_of
                return combine(parts, span)
            case ast.Compare():
                return build.compare(node.op, self.lower(node.left), self.lower(node.right), span)
            case ast.Between():
                value_ = self.lower(node.value)
                return build.between(value_, self.lower(node.low), self.lower(node.high), span)
            case ast.Among():
                return self.among(node)
            case ast.Contains():
                found = build.contains(self.lower(node.set), self.contained(node), span)
                return build.negate(found, span) if node.negated else found
            case ast.Empty():
                empty = build.is_empty(self.lower(node.set), span)
                return build.negate(empty, span) if node.negated else empty
            case ast.Arithmetic():
                return self.arithmetic(node)
            case ast.Overflow():
                return self.lower(node.amount)
            case ast.Extreme():
                args = [
                    self.selection(item) if isinstance(item, ast.Selection) else self.lower(item)
                    for item in node.args
                ]
                return build.extreme(self.type_of(node), node.kind, args, span)
            case ast.Aggregate():
                return build.aggregate(
                    self.type_of(node), node.kind, self.selection(node.selection), span
                )
            case ast.Quantified():
                return build.quantified(node.kind, self.selection(node.selection), span)
            case ast.DateOf():
                return build.day_of(
                    self.lower(node.date), node.months, node.day, node.year_end, span
                )
            case ast.Call():
                args_ = [self.lower(item) for item in node.args]
                return build.date_part(self.type_of(node), node.function, args_, span)
            case ast.Grouped():
                return self.lower(node.inner)
            case ast.Negative() | ast.Selection() | ast.Broken():
                raise AssertionError(f"the types have refused {type(node).__name__}")
            case _:
                assert_never(node)

    def reference(self, node: ast.Reference) -> ir.Expr:
        meaning = self.table.meanings[id(node)]
        type_ = self.type_of(node)
        if isinstance(meaning, EnumValueSymbol):
            return build.literal(EnumType(meaning.enum), meaning.id, node.span)
        return self.symbol(meaning, type_, node)

    def symbol(self, symbol: Symbol, type_: Type, node: ast.Expr) -> ir.Expr:
        match symbol.kind:
            case "fact":
                return build.fact(type_, symbol.id, node.span)
            case "field":
                assert symbol.owner is not None
                return build.member(type_, symbol.owner, symbol.id, node.span)
            case "parameter":
                return build.parameter(type_, symbol.id, (), node.span)
            case "condition" | "outcome" | "per_member" | "collection":
                return build.reference(type_, symbol.id, node.span)
            case _:
                raise AssertionError(f"the types have refused a {symbol.kind} as a value")

    def among(self, node: ast.Among) -> ir.Expr:
        operand = self.lower(node.value)
        first = node.members[0]
        meaning = self.table.meanings.get(id(first))
        if isinstance(meaning, Symbol) and meaning.kind == "catalogue":
            found: ir.Expr = build.listed(operand, meaning.id, node.span)
        else:
            values = [self.constant(item) for item in node.members]
            found = build.among(operand, values, node.span)
        return build.negate(found, node.span) if node.negated else found

    def contained(self, node: ast.Contains) -> str:
        meaning = self.table.meanings.get(id(node.member))
        if meaning is not None:
            return meaning.id
        value = self.constant(node.member)
        assert isinstance(value, str)
        return value

    def arithmetic(self, node: ast.Arithmetic) -> ir.Expr:
        left, right = self.lower(node.left), self.lower(node.right)
        amount = node.right
        while isinstance(amount, ast.Grouped):
            amount = amount.inner
        if isinstance(amount, ast.Overflow):
            return build.shift_date(
                left, right, 1 if node.op == "add" else -1, amount.mode, node.span
            )
        return build.arithmetic(node.op, left, right, node.span)

    def selection(self, node: ast.Selection) -> ir.Selection:
        symbol = self.bindings.names[id(node.roster)].symbol
        assert symbol is not None
        condition = self.lower(node.condition) if node.condition is not None else None
        value = self.lower(node.value) if node.value is not None else None
        return build.selection(symbol.id, condition, value, node.span)

    def cell(self, cell: ast.Cell, head: ir.Expr) -> ir.Expr | None:
        """What a condition cell asks of its column; None for 任意."""
        if cell.any:
            return None
        if cell.low is not None and cell.high is not None:
            return build.between(head, self.lower(cell.low), self.lower(cell.high), cell.span)
        if cell.op is not None:
            found: ir.Expr = build.compare(cell.op, head, self.lower(cell.values[0]), cell.span)
        elif len(cell.values) == 1:
            found = build.compare("eq", head, self.lower(cell.values[0]), cell.span)
        else:
            found = build.among(head, [self.constant(item) for item in cell.values], cell.span)
        return build.negate(found, cell.span) if cell.negated else found


