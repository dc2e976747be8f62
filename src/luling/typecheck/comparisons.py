"""Types of comparisons: 是, 超过, 介于, 属于, 包含, 为空.

In: a comparison and the checker of expressions. Out: BOOL, or None after a report. The side that
can tell its type goes first and informs the other, so that 职工医保 is looked for in 险种.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from luling.resolve.near import near
from luling.resolve.symbols import Symbol
from luling.source import Span
from luling.syntax import ast
from luling.typecheck import errors
from luling.typecheck.names import compatible, is_ordered
from luling.types import BOOL, TEXT, EnumType, IntegerType, NamesType, SetType, Type

if TYPE_CHECKING:
    from luling.typecheck.expressions import ExpressionChecker

__all__ = ["ComparisonChecker"]


class ComparisonChecker:
    def __init__(self, expressions: ExpressionChecker) -> None:
        self.expressions = expressions
        self.table = expressions.table
        self.bindings = expressions.bindings
        self.bag = expressions.bag
        self.word = expressions.word

    def fit(
        self, span: Span, first: Span, left: Type, right: Type, second: Span | None = None
    ) -> bool:
        """Whether two things may be compared; `span` is where to point to, and the second thing
        unless that has a place of its own."""
        second = second or span
        sets = isinstance(left, SetType | NamesType) or isinstance(right, SetType | NamesType)
        if compatible(left, right) and not sets:
            return True
        if isinstance(left, IntegerType) and isinstance(right, IntegerType):
            self.bag.report(
                errors.UnitMismatch(span, left.unit or "", right.unit or "", first, second)
            )
        else:
            self.bag.report(
                errors.CompareMismatch(span, self.word(left), self.word(right), first, second)
            )
        return False

    def is_bare_value(self, node: ast.Expr) -> bool:
        """An enumeration value, whose type only the other side can tell."""
        while isinstance(node, ast.Grouped):
            node = node.inner
        if isinstance(node, ast.Number):
            return True
        if not isinstance(node, ast.Reference):
            return False
        binding = self.bindings.names.get(id(node.name))
        return binding is not None and binding.symbol is None

    def sides(self, left: ast.Expr, right: ast.Expr) -> tuple[Type, Type] | None:
        """Both types; the side that can tell its type goes first and informs the other."""
        if self.is_bare_value(left) and not self.is_bare_value(right):
            second = self.expressions.infer(right)
            first = self.expressions.infer(left, second) if second is not None else None
        else:
            first = self.expressions.infer(left)
            if first is None:
                # Look for mistakes on the right that do not hang on the left.
                if not self.is_bare_value(right):
                    self.expressions.infer(right)
                return None
            second = self.expressions.infer(right, first)
        return (first, second) if first is not None and second is not None else None

    def compare(self, node: ast.Compare) -> Type | None:
        both = self.sides(node.left, node.right)
        if both is None:
            return None
        left, right = both
        if not self.fit(
            node.span, node.left.span, left, right, node.right.span
        ):
            return None
        if node.op not in ("eq", "ne") and not is_ordered(left, self.bindings):
            self.bag.report(errors.NoOrder(node.span, self.word(left)))
            return None
        return BOOL

    def between(self, node: ast.Between) -> Type | None:
        value = self.expressions.infer(node.value)
        if value is None:
            return None
        good = True
        for end in (node.low, node.high):
            type_ = self.expressions.infer(end, value)
            good &= type_ is not None and self.fit(
                end.span, node.value.span, value, type_
            )
        if good and not is_ordered(value, self.bindings):
            self.bag.report(errors.NoOrder(node.span, self.word(value)))
            return None
        return BOOL if good else None

    def among(self, node: ast.Among) -> Type | None:
        value = self.expressions.infer(node.value)
        if value is None:
            return None
        if len(node.members) == 1 and isinstance(node.members[0], ast.Reference):
            member = node.members[0]
            binding = self.bindings.names.get(id(member.name))
            if binding is None:
                return None
            if not binding.values and binding.symbol is not None and (
                binding.symbol.kind == "catalogue"
            ):
                if value != TEXT:
                    self.bag.report(
                        errors.TypeMismatch(
                            node.value.span, "文本（编码）", self.word(value), "问目录时左边"
                        )
                    )
                    return None
                self.table.meanings[id(member)] = binding.symbol
                return BOOL
        good = True
        for item in node.members:
            type_ = self.expressions.infer(item, value)
            fits = type_ is not None and self.fit(
                item.span, node.value.span, value, type_
            )
            good &= fits
            if fits and not self.expressions.is_constant(item):
                self.bag.report(errors.NotConstant(item.span, "「属于」后面"))
                good = False
        return BOOL if good else None

    def contains(self, node: ast.Contains) -> Type | None:
        set_type = self.expressions.infer(node.set)
        if set_type is None:
            return None
        symbol = self.table.meanings.get(id(node.set))
        if not isinstance(set_type, SetType):
            self.bag.report(errors.NotASet(node.set.span, self.word(set_type)))
            return None
        if isinstance(symbol, Symbol) and symbol.kind == "collection":
            return self.collection_member(node, symbol)
        return BOOL if self.expressions.expect(
            node.member, EnumType(set_type.id), "「包含」后面", node.set.span
        ) else None

    def collection_member(self, node: ast.Contains, collection: Symbol) -> Type | None:
        member = node.member
        members = self.expressions.members.get(id(collection))
        if members is None:
            return None
        text = member.name.text if isinstance(member, ast.Reference) else ""
        text = member.value if isinstance(member, ast.Text) else text
        found = members.get(text)
        if found is None:
            if text not in self.bindings.lost:
                close = near(text, members)
                self.bag.report(
                    errors.NotAValueOf(
                        member.span, text or "这个写法", collection.label, tuple(members), "", close
                    )
                )
            return None
        self.table.meanings[id(member)] = found.symbol
        self.table.types[id(member)] = SetType(collection.id)
        return BOOL

    def empty(self, node: ast.Empty) -> Type | None:
        type_ = self.expressions.infer(node.set)
        if type_ is None:
            return None
        if not isinstance(type_, SetType | NamesType):
            self.bag.report(errors.NotASet(node.set.span, self.word(type_)))
            return None
        return BOOL

