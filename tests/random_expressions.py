"""Draws expressions of a wanted type, in the world of `sample_world`."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from luling.core import ir
from luling.types import (
    BOOL,
    DATE,
    MONEY,
    NAMES,
    RATIO,
    TEXT,
    BoolType,
    DateType,
    DurationType,
    EnumType,
    IntegerType,
    MoneyType,
    NamesType,
    RatioType,
    SetType,
    TextType,
    Type,
)
from sample_world import (
    COUNT,
    COUNTS,
    DAYS,
    DAYS_NAMED,
    ENUMERATIONS,
    FACTS,
    KIND,
    KINDS,
    LEVEL,
    MONTHS,
    PARAMETERS,
    RATIOS,
    ROSTERS,
    STATUS,
    TEXTS,
    YUAN,
)


class Expressions:
    """Draws expressions of a wanted type; `earlier` are the definitions that may be referred to."""

    def __init__(self, draw: st.DrawFn, has_date: bool, gaps: bool) -> None:
        self.draw = draw
        self.has_date = has_date
        self.gaps = gaps
        self.earlier: list[ir.Definition] = []
        self.counter = 0

    def one_of(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def chance(self, one_in: int) -> bool:
        return bool(self.draw(st.integers(0, one_in - 1)) == one_in - 1)

    # -------------------------------------------------------- leaves

    def literal(self, type: Type) -> ir.Expr:
        match type:
            case BoolType():
                value: ir.Value = self.one_of(True, False)
            case MoneyType():
                value = self.one_of(*YUAN)
            case RatioType():
                value = self.one_of(*RATIOS)
            case IntegerType():
                value = self.one_of(*COUNTS)
            case DurationType():
                value = self.one_of(0, 1, 12, 30)
            case DateType():
                value = self.one_of(*DAYS_NAMED)
            case EnumType():
                value = self.one_of(*(item.id for item in ENUMERATIONS[type.id].values))
            case SetType():
                return ir.Fact(KINDS, "kinds")
            case NamesType():
                return self.names()
            case TextType():
                value = self.one_of(*TEXTS)
        return ir.Literal_(type, value)

    def names(self) -> ir.Expr:
        condition = self.condition(1, "shops") if self.chance(2) else self.member("shops", BOOL)
        selection = ir.Selection("shops", condition, ir.Member(TEXT, "shops", "name"))
        return ir.Aggregate(NAMES, "names", selection)

    def member(self, roster: str, type: Type) -> ir.Expr | None:
        found = [item for item in ROSTERS[roster].fields if item.type == type]
        return ir.Member(type, roster, self.one_of(*found).id) if found else None

    def leaf(self, type: Type, scope: str | None) -> ir.Expr:
        """A fact, member, parameter, reference or constant."""
        choices: list[ir.Expr] = [self.literal(type)]
        for fact in FACTS:
            if isinstance(fact, ir.FactDeclaration) and fact.type == type:
                choices.append(ir.Fact(type, fact.id))
        if scope is not None:
            member = self.member(scope, type)
            choices += [member, member] if member is not None else []
        for item in self.earlier:
            if item.type == type and item.kind != "collection" and item.roster in (None, scope):
                choices += [ir.Reference(type, item.id)] * 2
        parameter = self.parameter(type, scope)
        if parameter is not None:
            choices.append(parameter)
        found: ir.Expr = self.one_of(*choices)
        return found

    def parameter(self, type: Type, scope: str | None) -> ir.Expr | None:
        found = [item for item in PARAMETERS if item.type == type]
        if not found:
            return None
        chosen: ir.ParameterDeclaration = self.one_of(*found)
        if len(chosen.periods) > 1 and not self.has_date:
            return None
        keys = tuple(self.key(key, scope) for key in chosen.keys)
        return ir.Parameter(type, chosen.id, keys)

    def key(self, type: EnumType, scope: str | None) -> ir.Expr:
        if scope == "shops" and type == LEVEL and self.chance(2):
            return ir.Member(LEVEL, "shops", "grade")
        return ir.Fact(type, type.id)

    # -------------------------------------------------------- by type

    def expr(self, type: Type, depth: int, scope: str | None = None) -> ir.Expr:
        if depth <= 0 or self.chance(3):
            return self.leaf(type, scope)
        match type:
            case BoolType():
                return self.condition(depth, scope)
            case MoneyType():
                return self.money(depth, scope)
            case RatioType():
                return self.ratio(depth, scope)
            case IntegerType():
                return self.integer(depth, scope)
            case DateType():
                return self.date(depth, scope)
            case EnumType() if type == LEVEL:
                return self.level(depth, scope)
            case _:
                return self.leaf(type, scope)

    def condition(self, depth: int, scope: str | None = None) -> ir.Expr:
        if depth <= 0:
            return self.leaf(BOOL, scope)
        below = depth - 1
        choice = self.one_of(
            "leaf", "leaf", "not", "and", "or", "compare", "compare", "among", "listed", "contains",
            "empty", "quantified",
        )  # fmt: skip
        match choice:
            case "not":
                return ir.Not(self.condition(below, scope))
            case "and" | "or":
                parts = [self.condition(below, scope) for _ in range(self.one_of(2, 3))]
                return ir.Logic(choice, tuple(parts))
            case "compare":
                return self.compare(below, scope)
            case "among":
                type = self.one_of(KIND, LEVEL, TEXT, COUNT)
                values = {self.literal_value(type) for _ in range(2)}
                operand = self.leaf(type, scope)
                return ir.Among(operand, tuple(sorted(values, key=str)))
            case "listed":
                return ir.Listed(ir.Fact(TEXT, self.one_of("code", "city")), "drugs")
            case "contains":
                return self.contains()
            case "empty":
                return self.empty(scope)
            case "quantified" if scope is None:
                roster = self.one_of(*ROSTERS)
                selection = ir.Selection(
                    roster,
                    self.condition(below, roster) if self.chance(2) else None,
                    self.condition(below, roster),
                )
                return ir.Quantified(self.one_of("every", "any"), selection)
            case _:
                return self.leaf(BOOL, scope)

    def literal_value(self, type: Type) -> Any:
        found = self.literal(type)
        assert isinstance(found, ir.Literal_)
        return found.value

    def compare(self, depth: int, scope: str | None) -> ir.Expr:
        owed = [item for item in self.earlier if item.type == STATUS]
        if owed and self.chance(3):
            duty = self.one_of(*owed)
            status = self.literal(STATUS)
            return ir.Compare(self.one_of("eq", "ne"), ir.Reference(STATUS, duty.id), status)
        type = self.one_of(MONEY, MONEY, RATIO, COUNT, DATE, LEVEL, KIND, TEXT, BOOL)
        ordered = type not in (KIND, TEXT, BOOL)
        op = self.one_of("eq", "ne", *(("lt", "le", "gt", "ge") * 2 if ordered else ()))
        left = self.expr(type, depth, scope)
        right = self.literal(type) if self.chance(2) else self.expr(type, depth - 1, scope)
        return ir.Compare(op, left, right)

    def collections(self) -> list[ir.Definition]:
        return [item for item in self.earlier if item.kind == "collection"]

    def contains(self) -> ir.Expr:
        collections = self.collections()
        if collections and self.chance(2):
            chosen = self.one_of(*collections)
            member = self.one_of(*chosen.members)
            return ir.Contains(ir.Reference(chosen.type, chosen.id), member.id)
        return ir.Contains(ir.Fact(KINDS, "kinds"), self.literal_value(KIND))

    def empty(self, scope: str | None) -> ir.Expr:
        choices: list[ir.Expr] = [ir.Fact(KINDS, "kinds")]
        if scope is None:
            choices.append(self.names())
        for item in self.earlier:
            if item.kind == "collection" or item.type == NAMES:
                choices += [ir.Reference(item.type, item.id)] * 2
        return ir.IsEmpty(self.one_of(*choices))

    def money(self, depth: int, scope: str | None) -> ir.Expr:
        below = depth - 1
        choice = self.one_of("add", "sub", "mul", "by_count", "div", "extreme", "sum", "brackets")
        match choice:
            case "add" | "sub":
                left, right = self.expr(MONEY, below, scope), self.expr(MONEY, below, scope)
                return ir.Arithmetic(MONEY, choice, left, right)
            case "mul":
                other = self.expr(RATIO, below, scope)
                return ir.Arithmetic(MONEY, "mul", self.expr(MONEY, below, scope), other)
            case "by_count":
                other = self.expr(COUNT, below, scope)
                return ir.Arithmetic(MONEY, "mul", self.expr(MONEY, below, scope), other)
            case "div":
                other = self.expr(self.one_of(COUNT, RATIO), below, scope)
                return ir.Arithmetic(MONEY, "div", self.expr(MONEY, below, scope), other)
            case "extreme":
                return self.extreme(MONEY, below, scope)
            case "sum" if scope is None:
                return self.sum(MONEY, below)
            case "brackets":
                return self.brackets(self.one_of("marginal", "whole", "value"), MONEY, below, scope)
            case _:
                return self.leaf(MONEY, scope)

    def ratio(self, depth: int, scope: str | None) -> ir.Expr:
        below = depth - 1
        choice = self.one_of("add", "sub", "mul", "money", "count", "extreme", "value", "leaf")
        match choice:
            case "add" | "sub" | "mul":
                left, right = self.expr(RATIO, below, scope), self.expr(RATIO, below, scope)
                return ir.Arithmetic(RATIO, choice, left, right)
            case "money" | "count":
                type = MONEY if choice == "money" else COUNT
                left, right = self.expr(type, below, scope), self.expr(type, below, scope)
                return ir.Arithmetic(RATIO, "div", left, right)
            case "extreme":
                return self.extreme(RATIO, below, scope)
            case "value":
                return self.brackets("value", RATIO, below, scope)
            case _:
                return self.leaf(RATIO, scope)

    def integer(self, depth: int, scope: str | None) -> ir.Expr:
        below = depth - 1
        choice = self.one_of("add", "sub", "mul", "count", "sum", "extreme", "part", "part")
        match choice:
            case "add" | "sub" | "mul":
                left, right = self.expr(COUNT, below, scope), self.expr(COUNT, below, scope)
                return ir.Arithmetic(COUNT, choice, left, right)
            case "count" if scope is None:
                roster = self.one_of(*ROSTERS)
                condition = self.condition(below, roster) if self.chance(2) else None
                return ir.Aggregate(COUNT, "count", ir.Selection(roster, condition, None))
            case "sum" if scope is None:
                return self.sum(COUNT, below)
            case "extreme":
                return self.extreme(COUNT, below, scope)
            case "part":
                part = self.one_of("age", "days", "year", "month")
                args = [self.expr(DATE, below, scope)]
                if part in ("age", "days"):
                    args.append(self.expr(DATE, below, scope))
                return ir.DatePart(COUNT, part, tuple(args))
            case _:
                return self.leaf(COUNT, scope)

    def date(self, depth: int, scope: str | None) -> ir.Expr:
        start = self.expr(DATE, depth - 1, scope)
        match self.one_of("days", "months", "day_of", "year_end"):
            case "days":
                return ir.ShiftDate(start, self.literal(DAYS), self.one_of(1, -1), "error")
            case "months":
                amount = self.literal(MONTHS) if self.chance(2) else self.leaf(MONTHS, scope)
                overflow = self.one_of("error", "next_day", "month_end")
                return ir.ShiftDate(start, amount, self.one_of(1, -1), overflow)
            case "day_of":
                day = self.one_of(None, 1, 10, 29, 30, 31)
                return ir.DayOf(start, self.one_of(0, 1), day)
            case _:
                return ir.DayOf(start, 0, None, year_end=True)

    def level(self, depth: int, scope: str | None) -> ir.Expr:
        if self.chance(2):
            return self.extreme(LEVEL, depth - 1, scope)
        return self.brackets("value", LEVEL, depth - 1, scope)

    # -------------------------------------------------------- over rosters and rows

    def extreme(self, type: Type, depth: int, scope: str | None) -> ir.Expr:
        args: list[ir.Expr | ir.Selection] = [self.expr(type, depth, scope)]
        if scope is None and self.chance(2):
            roster = self.one_of(*ROSTERS)
            value = self.member(roster, type)
            if value is not None:
                condition = self.condition(depth, roster) if self.chance(2) else None
                args.append(ir.Selection(roster, condition, value))
        while len(args) < 2:
            args.append(self.expr(type, depth, scope))
        return ir.Extreme(type, self.one_of("max", "min"), tuple(args))

    def sum(self, type: Type, depth: int) -> ir.Expr:
        roster = self.one_of(*ROSTERS)
        condition = self.condition(depth, roster) if self.chance(2) else None
        value = self.expr(type, depth, roster)
        return ir.Aggregate(type, "sum", ir.Selection(roster, condition, value))

    def brackets(
        self, mode: Any, type: Type, depth: int, scope: str | None, amount: ir.Expr | None = None
    ) -> ir.Expr:
        inner = [Fraction(100), Fraction("1000"), Fraction(10_000)][: self.one_of(1, 2, 3)]
        first = self.one_of(None, Fraction(0), Fraction(0), Fraction("99.99"))
        last = self.one_of(None, None, Fraction(20_000))
        bounds = [first, *inner, last]
        value_type = type if mode == "value" else RATIO
        rows = [
            ir.Bracket(low, high, self.leaf(value_type, scope) if self.chance(2)
                       else self.literal(value_type))
            for low, high in pairwise(bounds)
        ]  # fmt: skip
        amount = amount if amount is not None else self.expr(MONEY, depth, scope)
        return ir.Brackets(type, mode, amount, tuple(rows), self.one_of(True, False))
