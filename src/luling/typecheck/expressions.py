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
from luling.typecheck.literals import number_type
from luling.typecheck.names import compatible, describe, is_ordered
from luling.typecheck.table import TypeTable
from luling.types import (
    BOOL,
    DATE,
    MONEY,
    NAMES,
    RATIO,
    TEXT,
    DurationType,
    EnumType,
    IntegerType,
    NamesType,
    SetType,
    TextType,
    Type,
)


class ExpressionChecker:
    """`dated` tells whether the decision at hand has a date."""

    def __init__(self, table: TypeTable, bag: Bag) -> None:
        self.table = table
        self.bindings = table.bindings
        self.bag = bag
        self.dated = True
        self.rosters: list[str] = []
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
                return self.compare(node)
            case ast.Between():
                return self.between(node)
            case ast.Among():
                return self.among(node)
            case ast.Contains():
                return self.contains(node)
            case ast.Empty():
                return self.empty(node)
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
                return self.extreme(node, expected)
            case ast.Aggregate():
                return self.aggregate(node)
            case ast.Quantified():
                return self.quantified(node)
            case ast.DateOf():
                return DATE if self.expect_date(node.date) else None
            case ast.Call():
                return self.call(node)
            case ast.Grouped():
                return self.infer(node.inner, expected)
            case _:
                assert_never(node)

    def text(self, node: ast.Text, expected: Type | None) -> Type | None:
        """A quoted string may be the label of an enumeration value ("互联网+定点医院")."""
        if not isinstance(expected, EnumType):
            return TEXT
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

    def symbol(self, node: ast.Reference, symbol: Symbol) -> Type | None:
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

    # ------------------------------------------------------------ comparisons

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
            second = self.infer(right)
            first = self.infer(left, second) if second is not None else None
        else:
            first = self.infer(left)
            if first is None:
                # Look for mistakes on the right that do not hang on the left.
                if not self.is_bare_value(right):
                    self.infer(right)
                return None
            second = self.infer(right, first)
        return (first, second) if first is not None and second is not None else None

    def compare(self, node: ast.Compare) -> Type | None:
        both = self.sides(node.left, node.right)
        if both is None:
            return None
        left, right = both
        if not self.comparable_pair(
            node.span, node.left.span, left, right, node.right.span
        ):
            return None
        if node.op not in ("eq", "ne") and not is_ordered(left, self.bindings):
            self.bag.report(errors.NoOrder(node.span, self.word(left)))
            return None
        return BOOL

    def between(self, node: ast.Between) -> Type | None:
        value = self.infer(node.value)
        if value is None:
            return None
        good = True
        for end in (node.low, node.high):
            type_ = self.infer(end, value)
            good &= type_ is not None and self.comparable_pair(
                end.span, node.value.span, value, type_
            )
        if good and not is_ordered(value, self.bindings):
            self.bag.report(errors.NoOrder(node.span, self.word(value)))
            return None
        return BOOL if good else None

    def among(self, node: ast.Among) -> Type | None:
        value = self.infer(node.value)
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
            type_ = self.infer(item, value)
            fits = type_ is not None and self.comparable_pair(
                item.span, node.value.span, value, type_
            )
            good &= fits
            if fits and not self.is_constant(item):
                self.bag.report(errors.NotConstant(item.span, "「属于」后面"))
                good = False
        return BOOL if good else None

    def is_constant(self, node: ast.Expr) -> bool:
        match node:
            case ast.Number() | ast.Date() | ast.Text() | ast.Truth():
                return True
            case ast.Reference():
                return isinstance(self.table.meanings.get(id(node)), EnumValueSymbol)
            case ast.Grouped():
                return self.is_constant(node.inner)
            case _:
                return False

    def contains(self, node: ast.Contains) -> Type | None:
        set_type = self.infer(node.set)
        if set_type is None:
            return None
        symbol = self.table.meanings.get(id(node.set))
        if not isinstance(set_type, SetType):
            self.bag.report(errors.NotASet(node.set.span, self.word(set_type)))
            return None
        if isinstance(symbol, Symbol) and symbol.kind == "collection":
            return self.collection_member(node, symbol)
        return BOOL if self.expect(
            node.member, EnumType(set_type.id), "「包含」后面", node.set.span
        ) else None

    def collection_member(self, node: ast.Contains, collection: Symbol) -> Type | None:
        member = node.member
        members = self.members.get(id(collection))
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
        type_ = self.infer(node.set)
        if type_ is None:
            return None
        if not isinstance(type_, SetType | NamesType):
            self.bag.report(errors.NotASet(node.set.span, self.word(type_)))
            return None
        return BOOL

    # ------------------------------------------------------------ numbers and dates

    def arithmetic(self, node: ast.Arithmetic, expected: Type | None) -> Type | None:
        left = self.infer(node.left)
        right = self.infer(node.right)
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
                return DurationType("days")
            case "year":
                return IntegerType("年")
            case "month":
                return IntegerType("月")

    # ------------------------------------------------------------ rosters

    def enter(self, selection: ast.Selection) -> str | None:
        """The roster's id, or None after a report."""
        binding = self.bindings.names.get(id(selection.roster))
        if binding is None or binding.symbol is None:
            return None
        if self.rosters:
            self.bag.report(
                errors.RosterMisuse(selection.span, "名册里面不能再套名册")
            )
            return None
        return binding.symbol.id

    def selected(self, selection: ast.Selection, boolean: bool = False) -> Type | None:
        """The type of what is asked of each member (BOOL for a roster with nothing asked)."""
        roster = self.enter(selection)
        if roster is None:
            return None
        self.rosters.append(roster)
        good = selection.condition is None or self.boolean(selection.condition)
        type_: Type | None = BOOL
        if selection.value is not None:
            if boolean:
                type_ = BOOL if self.boolean(selection.value) else None
            else:
                type_ = self.infer(selection.value)
        self.rosters.pop()
        return type_ if good else None

    def extreme(self, node: ast.Extreme, expected: Type | None) -> Type | None:
        """All arguments of one ordered type."""
        word = "最高" if node.kind == "max" else "最低"
        found: Type | None = None
        good = True
        for argument in node.args:
            if isinstance(argument, ast.Selection):
                if argument.value is None:
                    self.bag.report(
                        errors.RosterMisuse(argument.span, f"{word}里的名册要用「的」说明取哪一项")
                    )
                    good = False
                    continue
                type_ = self.selected(argument)
            else:
                type_ = self.infer(argument, found or expected)
            if type_ is None:
                good = False
            elif found is None:
                found = type_
            elif not self.comparable_pair(argument.span, node.args[0].span, found, type_):
                good = False
            elif found == IntegerType(None):
                found = type_
        if not good or found is None:
            return None
        if all(isinstance(argument, ast.Selection) for argument in node.args):
            self.bag.report(errors.OnlySelections(node.span))
            return None
        if not is_ordered(found, self.bindings):
            self.bag.report(errors.NoOrder(node.span, self.word(found)))
            return None
        return found

    def comparable_pair(
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

    def aggregate(self, node: ast.Aggregate) -> Type | None:
        selection = node.selection
        match node.kind:
            case "count":
                if selection.value is not None:
                    self.bag.report(
                        errors.RosterMisuse(
                            selection.span, "计数里不写「的」；条件写在「中」后面"
                        )
                    )
                    return None
                return IntegerType(None) if self.selected(selection) is not None else None
            case "names":
                type_ = self.selected(selection)
                if type_ is None:
                    return None
                if selection.value is None or not isinstance(type_, TextType):
                    self.bag.report(
                        errors.RosterMisuse(
                            selection.span, "名单要说明列出哪一项文本，例如：名单（县区 的 名称）"
                        )
                    )
                    return None
                return NAMES
            case "sum":
                type_ = self.selected(selection)
                if type_ is None:
                    return None
                if selection.value is None or (type_ not in (MONEY, RATIO) and not isinstance(
                    type_, IntegerType
                )):
                    self.bag.report(
                        errors.RosterMisuse(
                            selection.span, "合计要说明合计哪一项，并且是金额、整数或比例"
                        )
                    )
                    return None
                return type_

    def quantified(self, node: ast.Quantified) -> Type | None:
        if node.selection.value is None:
            self.bag.report(
                errors.RosterMisuse(node.span, "「每个」「任一」要用「的」说明对每一项问什么")
            )
            return None
        return BOOL if self.selected(node.selection, boolean=True) is not None else None


