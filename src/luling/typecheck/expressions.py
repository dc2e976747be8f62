"""Types of expressions, inwards where a type is expected and outwards where it is not.

In: an expression with its names bound. Out: its type in the table, or None when a mistake in it has
been reported (then nothing above it is judged: one mistake, one message).
"""

from __future__ import annotations

from typing import assert_never

from luling.diagnostics import Bag
from luling.resolve.names import kind_word
from luling.resolve.near import near
from luling.resolve.symbols import EnumValueSymbol, Symbol
from luling.source import Span
from luling.syntax import ast
from luling.typecheck import errors
from luling.typecheck.arithmetic import WORDS, arithmetic_type
from luling.typecheck.comparisons import ComparisonChecker
from luling.typecheck.literals import number_type
from luling.typecheck.names import compatible, describe
from luling.typecheck.rosters import RosterChecker
from luling.typecheck.table import TypeTable
from luling.types import (
    BOOL,
    DATE,
    TEXT,
    EnumType,
    IntegerType,
    Type,
)


class ExpressionChecker:
    """`dated` tells whether the decision at hand has a date."""

    def __init__(self, table: TypeTable, bag: Bag) -> None:
        self.table = table
        self.bindings = table.bindings
        self.bag = bag
        self.dated = True
        self.comparisons = ComparisonChecker(self)
        self.rosters = RosterChecker(self)
        self.members = {
            id(definition.symbol): definition.members
            for decision in self.bindings.decisions.values()
            for definition in decision.collections.values()
        }

    # ------------------------------------------------------------ entry points

    def condition(self, node: ast.Expr) -> None:
        self.boolean(node)

    def boolean(self, node: ast.Expr) -> bool:
        """Check that `node` is a condition; False when a mistake was reported."""
        type_ = self.infer(node, BOOL)
        if type_ is None:
            return False
        if type_ != BOOL:
            self.bag.report(errors.NotCondition(node.span, self.word(type_)))
            self.forget(node)
            return False
        return True

    def expect(self, node: ast.Expr, expected: Type, where: str, declared: Span) -> bool:
        """Check that `node` has the expected type; Unspecified goes with every type."""
        if isinstance(node, ast.Unspecified):
            self.table.types[id(node)] = expected
            return True
        type_ = self.infer(node, expected)
        if type_ is None:
            return False
        if isinstance(type_, IntegerType) and isinstance(expected, IntegerType):
            if not compatible(type_, expected):
                self.bag.report(
                    errors.UnitMismatch(
                        node.span, expected.unit or "", type_.unit or "", declared, node.span
                    )
                )
                self.forget(node)
                return False
            return True
        if type_ != expected:
            self.bag.report(
                errors.TypeMismatch(
                    node.span, self.word(expected), self.word(type_), where, declared
                )
            )
            self.forget(node)
            return False
        return True

    def forget(self, node: ast.Expr) -> None:
        self.table.types.pop(id(node), None)

    def word(self, type_: Type) -> str:
        return describe(type_, self.bindings)

    def infer(self, node: ast.Expr, expected: Type | None = None) -> Type | None:
        """The type of `node`, kept in the table; None after a reported mistake."""
        type_ = self.type_of(node, expected)
        if type_ is not None:
            self.table.types[id(node)] = type_
        return type_

    # ------------------------------------------------------------ the cases

    def type_of(self, node: ast.Expr, expected: Type | None) -> Type | None:
        match node:
            case ast.Broken():
                return None
            case ast.Number():
                return number_type(node, expected, self.bag)
            case ast.Date():
                return DATE
            case ast.Text():
                return self.text(node, expected)
            case ast.Truth():
                return BOOL
            case ast.Unspecified():
                self.bag.report(errors.MisplacedUnspecified(node.span))
                return None
            case ast.Reference():
                return self.reference(node, expected)
            case ast.Lookup():
                return self.lookup(node)
            case ast.Not():
                return BOOL if self.boolean(node.operand) else None
            case ast.Logic():
                good = [self.boolean(part) for part in node.parts]
                return BOOL if all(good) else None
            case ast.Compare():
                return self.comparisons.compare(node)
            case ast.Between():
                return self.comparisons.between(node)
            case ast.Among():
                return self.comparisons.among(node)
            case ast.Contains():
                return self.comparisons.contains(node)
            case ast.Empty():
                return self.comparisons.empty(node)
            case ast.Arithmetic():
                return self.arithmetic(node, expected)
            case ast.Negative():
                self.bag.report(
                    errors.BadNumber(node.span, "不能写负数", "请用「减」表示减少。")
                )
                return None
            case ast.Overflow():
                return self.infer(node.amount)
            case ast.Selection():
                self.bag.report(errors.RosterMisuse(node.span, "名册不能直接当作一个值"))
                return None
            case ast.Extreme():
                return self.rosters.extreme(node, expected)
            case ast.Aggregate():
                return self.rosters.aggregate(node)
            case ast.Quantified():
                return self.rosters.quantified(node)
            case ast.DateOf():
                return DATE if self.expect_date(node.date) else None
            case ast.Call():
                return self.call(node)
            case ast.Grouped():
                return self.infer(node.inner, expected)
            case _:
                assert_never(node)

    def text(self, node: ast.Text, expected: Type | None) -> Type | None:
        """A quoted string that is a declared name is that name, else a text; where an enumeration
        is expected, the label of one of its values ("互联网+定点医院")."""
        binding = self.bindings.names.get(id(node))
        named = binding.symbol if binding is not None else None
        if not isinstance(expected, EnumType):
            return self.symbol(node, named) if named is not None else TEXT
        if named is not None and self.table.declared.get(id(named)) == expected:
            return self.symbol(node, named)
        enum = self.bindings.enum_of_id(expected.id)
        value = enum.values.get(node.value)
        if value is None:
            close = near(node.value, enum.values)
            self.bag.report(
                errors.NotAValueOf(
                    node.span, node.value, enum.label, self.labels(expected), "", close
                )
            )
            return None
        self.table.meanings[id(node)] = value
        return expected

    def labels(self, type_: EnumType) -> tuple[str, ...]:
        enum = self.bindings.enum_of_id(type_.id)
        return tuple(value.label.text for value in enum.declaration.values)

    def reference(self, node: ast.Reference, expected: Type | None) -> Type | None:
        binding = self.bindings.names.get(id(node.name))
        if binding is None:
            return None
        if isinstance(expected, EnumType):
            for value in binding.values:
                if value.enum == expected.id:
                    self.table.meanings[id(node)] = value
                    return expected
        if binding.symbol is not None:
            return self.symbol(node, binding.symbol)
        if isinstance(expected, EnumType):
            enum = self.bindings.enum_of_id(expected.id)
            other = self.bindings.enum_of_id(binding.values[0].enum).label
            self.bag.report(
                errors.NotAValueOf(
                    node.span, node.name.text, enum.label, self.labels(expected),
                    f"「{other}」的取值",
                )
            )
            return None
        if len(binding.values) > 1:
            names = tuple(
                f"「{self.bindings.enum_of_id(value.enum).label}」" for value in binding.values
            )
            self.bag.report(errors.AmbiguousValue(node.span, node.name.text, names))
            return None
        self.table.meanings[id(node)] = binding.values[0]
        return EnumType(binding.values[0].enum)

    def symbol(self, node: ast.Expr, symbol: Symbol) -> Type | None:
        if symbol.kind in ("roster", "catalogue", "member"):
            self.bag.report(
                errors.RosterMisuse(
                    node.span, f"「{symbol.label}」是{kind_word(symbol)}，不能直接当作一个值"
                )
            )
            return None
        if symbol.kind == "parameter":
            declaration = symbol.declaration
            assert isinstance(declaration, ast.ParamDecl)
            if declaration.keys:
                keys = tuple(key.name for key in declaration.keys)
                self.bag.report(errors.WrongKeys(node.span, symbol.label, keys, 0))
                return None
            self.check_dated(declaration, symbol, node.span)
        type_ = self.table.declared.get(id(symbol))
        if type_ is not None:
            self.table.meanings[id(node)] = symbol
        return type_

    def check_dated(self, declaration: ast.ParamDecl, symbol: Symbol, span: Span) -> None:
        if not self.dated and any(value.period for value in declaration.values):
            self.bag.report(errors.NoDate(span, f"参数「{symbol.label}」"))

    def lookup(self, node: ast.Lookup) -> Type | None:
        binding = self.bindings.names.get(id(node.name))
        if binding is None:
            return None
        symbol = binding.symbol
        if symbol is None or not isinstance(symbol.declaration, ast.ParamDecl):
            self.bag.report(errors.WrongKeys(node.span, node.name.text))
            return None
        keys = symbol.declaration.keys
        if len(keys) != len(node.keys) or not keys:
            expected = tuple(key.name for key in keys)
            self.bag.report(errors.WrongKeys(node.span, node.name.text, expected, len(node.keys)))
            return None
        good = True
        for key, expression in zip(keys, node.keys, strict=True):
            enum = self.bindings.types.get(id(key))
            good &= enum is not None and self.expect(
                expression, EnumType(enum.id), f"「{symbol.label}」的括号里", key.span
            )
        self.check_dated(symbol.declaration, symbol, node.span)
        if not good:
            return None
        self.table.meanings[id(node)] = symbol
        return self.table.declared.get(id(symbol))

    def is_constant(self, node: ast.Expr) -> bool:
        match node:
            case ast.Number() | ast.Date() | ast.Truth():
                return True
            case ast.Text():
                return not isinstance(self.table.meanings.get(id(node)), Symbol)
            case ast.Reference():
                return isinstance(self.table.meanings.get(id(node)), EnumValueSymbol)
            case ast.Grouped():
                return self.is_constant(node.inner)
            case _:
                return False

    # ------------------------------------------------------------ numbers and dates

    def arithmetic(self, node: ast.Arithmetic, expected: Type | None) -> Type | None:
        left, right = self.operands(node, expected)
        if left is None or right is None:
            return None
        type_ = arithmetic_type(node.op, left, right)
        if type_ is None:
            self.bag.report(
                errors.ArithmeticMismatch(
                    node.span, WORDS[node.op], self.word(left), self.word(right),
                    node.left.span, node.right.span,
                )
            )
            return None
        if (
            node.op in ("add", "sub")
            and isinstance(left, IntegerType)
            and isinstance(right, IntegerType)
            and not compatible(left, right)
        ):
            self.bag.report(
                errors.UnitMismatch(
                    node.span, left.unit or "", right.unit or "", node.left.span, node.right.span
                )
            )
            return None
        return type_

    def operands(
        self, node: ast.Arithmetic, expected: Type | None
    ) -> tuple[Type | None, Type | None]:
        """Both types. 30天 is a count beside another count and in a product, a duration beside a
        date; so a bare number goes second, and takes the other side's word for it."""
        if node.op in ("mul", "div"):
            return self.infer(node.left, _counted(node.left)), self.infer(
                node.right, _counted(node.right)
            )
        first, second = node.left, node.right
        if isinstance(first, ast.Number) and not isinstance(second, ast.Number):
            first, second = second, first
        hint = expected if isinstance(expected, IntegerType) else None
        one = self.infer(first, hint)
        other = self.infer(second, one if isinstance(one, IntegerType) else hint)
        return (one, other) if first is node.left else (other, one)

    def expect_date(self, node: ast.Expr) -> bool:
        return self.expect(node, DATE, "这里", Span("", 0, 0))

    def call(self, node: ast.Call) -> Type | None:
        good = [self.expect_date(argument) for argument in node.args]
        if not all(good):
            return None
        match node.function:
            case "age":
                return IntegerType("岁")
            case "days":
                return IntegerType("天")
            case "year":
                return IntegerType("年")
            case "month":
                return IntegerType("月")


def _counted(node: ast.Expr) -> Type | None:
    """What a number with a measure word counts, where nothing else tells."""
    return IntegerType(node.unit) if isinstance(node, ast.Number) and node.unit else None
