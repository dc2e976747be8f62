"""Random small policies and cases, for properties that must hold of every policy.

    @given(cases())
    def test_python_agrees_with_interpreter(case: Case) -> None:
        program, decision, facts, params = case.program, case.decision, case.facts, case.params

- `programs(gaps=…)` draws a well-typed `ir.Program` with one decision `d`. Its world (enumerations,
  parameters, catalogue, facts, rosters) is the fixed one below; what is drawn is the definitions:
  conditions, outcomes, tables, lists read from above, collections, values per member, names, with
  exceptions, exceptions of exceptions and 恢复, periods, rounding, brackets, sums over rosters.
  With `gaps=False` every definition has a default or may be null: nothing is ever without a value.
- `cases_of(program)` draws facts and parameters in their JSON form: each absent, null, or drawn
  around the thresholds that the program names (a bound, one below, one above).
- `cases()` draws both; `shuffled(program, random)` is the same policy with its sentences in another
  order; `completed(case)` draws the same case with some missing values supplied; `json_values()`
  draws anything that a JSON reader can give.

Only the constructors of the IR are used, nothing of the front end.
"""

from __future__ import annotations

import datetime as dt
import random as random_module
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from luling.core import ir
from luling.core.types import (
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

COUNT = IntegerType()
DAYS = DurationType("days")
MONTHS = DurationType("months")
LEVEL = EnumType("level")
KIND = EnumType("kind")
KINDS = SetType("kind")

YUAN = tuple(Fraction(text) for text in ("0", "0.01", "99.99", "100", "1000", "12345.67"))
RATIOS = tuple(Fraction(text) for text in ("0", "0.3", "0.5", "0.85", "0.333333", "1"))
COUNTS = (0, 1, 2, 3, 30)
DAYS_NAMED = tuple(
    dt.date.fromisoformat(text)
    for text in ("2021-03-01", "2022-06-30", "2022-07-01", "2024-02-29", "2023-01-31", "2023-12-31")
)
TEXTS = ("X001", "X002", "X003", "合肥", "合肥市")


# ---------------------------------------------------------------- the world


LEVELS = ir.Enumeration(
    "level",
    "医院等级",
    (
        ir.EnumValue("level1", "一级"),
        ir.EnumValue("level2", "二级（含未定级）"),
        ir.EnumValue("level3", "三级", aliases=("三级医院",)),
    ),
    ordered=True,
)
KIND_VALUES = ir.Enumeration(
    "kind",
    "类别",
    (
        ir.EnumValue("common", "普通", codes=("11",)),
        ir.EnumValue("chronic", "慢病", codes=("14",)),
        ir.EnumValue("severe", "重病", codes=("21",)),
    ),
    ordered=False,
)


def _period(
    value: ir.Value | None, start: str | None, end: str | None, table: Any = ()
) -> ir.ParameterPeriod:
    day = dt.date.fromisoformat
    return ir.ParameterPeriod(
        day(start) if start else None, day(end) if end else None, value, table
    )


_HALVES = (("2021-01-01", "2022-06-30"), ("2022-07-01", None))
PARAMETERS = (
    ir.ParameterDeclaration(
        "fixed_ratio", "固定比例", RATIO, (), False, None,
        (
            _period(Fraction("0.3"), None, "2022-06-30"),
            _period(Fraction("0.2"), "2022-07-01", None),
        ),
    ),
    ir.ParameterDeclaration(
        "fixed_table", "固定标准", MONEY, (LEVEL,), False, None,
        tuple(
            _period(None, *half, tuple(((f"level{n}",), Fraction(n * scale)) for n in (1, 2, 3)))
            for half, scale in zip(_HALVES, (100, 200), strict=True)
        ),
    ),
    ir.ParameterDeclaration(
        "fixed_months", "固定月数", MONTHS, (), False, None, (_period(3, None, None),)
    ),
    ir.ParameterDeclaration("given_money", "另定金额", MONEY, (), True, None, ()),
    ir.ParameterDeclaration("given_flag", "另定是非", BOOL, (), True, False, ()),
    ir.ParameterDeclaration("given_table", "另定标准", MONEY, (LEVEL,), True, None, ()),
    ir.ParameterDeclaration("given_pairs", "另定比例", RATIO, (LEVEL, KIND), True, None, ()),
)  # fmt: skip

CATALOGUE = ir.Catalogue(
    "drugs",
    "药品目录",
    ir.Field("code", "编码", TEXT),
    (ir.Field("kind_of", "目录类别", KIND), ir.Field("price", "目录单价", MONEY)),
    (
        ir.CatalogueEntry("X001", ("common", Fraction(100)), None, None),
        ir.CatalogueEntry("X002", ("chronic", None), dt.date(2022, 7, 1), None),
        ir.CatalogueEntry("X003", ("severe", Fraction("99.99")), None, dt.date(2022, 6, 30)),
    ),
    None,
)

FACTS: tuple[ir.FactDeclaration | ir.RosterDeclaration, ...] = (
    ir.FactDeclaration("day", "发生日期", DATE),
    ir.FactDeclaration("cost", "费用", MONEY),
    ir.FactDeclaration("paid", "已付", MONEY),
    ir.FactDeclaration("share", "比例", RATIO),
    ir.FactDeclaration("visits", "人次", COUNT),
    ir.FactDeclaration("active", "有效", BOOL),
    ir.FactDeclaration("local", "本地", BOOL),
    ir.FactDeclaration("listed", "备案", BOOL),
    ir.FactDeclaration("level", "等级", LEVEL),
    ir.FactDeclaration("kind", "种类", KIND),
    ir.FactDeclaration("kinds", "各种类", KINDS),
    ir.FactDeclaration("city", "城市", TEXT),
    ir.FactDeclaration("born", "出生日期", DATE),
    ir.FactDeclaration("code", "药品编码", TEXT),
    ir.FactDeclaration("price", "单价", MONEY, "drugs", "code"),
    ir.FactDeclaration("kind_of", "药品类别", KIND, "drugs", "code"),
    ir.RosterDeclaration(
        "shops",
        "药店",
        (
            ir.Field("name", "名称", TEXT),
            ir.Field("grade", "档次", LEVEL),
            ir.Field("stock", "品种数", COUNT),
            ir.Field("sum", "金额", MONEY),
            ir.Field("open", "营业", BOOL),
        ),
    ),
    ir.RosterDeclaration(
        "lines",
        "明细",
        (
            ir.Field("price", "单价", MONEY),
            ir.Field("count", "数量", COUNT),
            ir.Field("rate", "自付比例", RATIO),
            ir.Field("on", "日期", DATE),
        ),
    ),
)
ROSTERS = {item.id: item for item in FACTS if isinstance(item, ir.RosterDeclaration)}
ENUMERATIONS = {"level": LEVELS, "kind": KIND_VALUES}
_CODES = frozenset(("code",))
"""Facts that only ever hold a code: another text would be an error in almost every case."""


# ---------------------------------------------------------------- expressions


class _Builder:
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

    # -------------------------------------------------------- rules

    def rule(self, owner: str, kind: Any, type: Type | None, scope: str | None) -> ir.Rule:
        """`type` None for a 恢复."""
        self.counter += 1
        start = self.one_of(*DAYS_NAMED) if self.has_date and self.chance(8) else None
        end = self.one_of(*DAYS_NAMED) if self.has_date and self.chance(8) else None
        value: ir.Expr | None = None
        if type is not None:
            value = self.expr(type, self.one_of(0, 1, 2), scope)
            if type != BOOL and self.chance(8):
                value = ir.Unspecified(type, self.one_of(None, "另一文件"))
        return ir.Rule(
            id=f"{owner}.{self.counter}",
            label=f"第{self.counter}条" if self.chance(2) else "",
            kind=kind,
            condition=None if self.chance(5) else self.condition(self.one_of(1, 1, 2), scope),
            start=start,
            end=end,
            value=value,
            rounding=self.rounding(type),
            citations=(ir.Citation("sample", "一（一）1", ("原文",)),) if self.chance(2) else (),
        )

    def rounding(self, type: Type | None) -> ir.Rounding | None:
        mode = self.one_of("half_up", "half_up", "down", "up")
        match type:
            case MoneyType():
                return ir.Rounding(mode, self.one_of(2, 2, 1, 0, -2))
            case RatioType():
                return ir.Rounding(mode, self.one_of(6, 6, 4, 2, 0))
            case _:
                return None

    def group(
        self, owner: str, type: Type, scope: str | None, depth: int = 0, kind: Any = "rule"
    ) -> ir.Group:
        """`depth` counts exceptions of exceptions; from 2 on, 恢复 may stand among them."""
        nodes = []
        for _ in range(self.one_of(1, 1, 2, 2, 3) if depth < 2 else self.one_of(1, 1, 2)):
            reinstates = depth >= 2 and self.chance(2)
            chosen = "reinstate" if reinstates else kind
            rule = self.rule(owner, chosen, None if reinstates else type, scope)
            nodes.append(ir.Node(rule, self.exceptions(owner, type, scope, depth)))
        first_hit = depth == 0 and len(nodes) > 1 and self.chance(5)
        return ir.Group(
            tuple(nodes), self.exceptions(owner, type, scope, depth), first_hit=first_hit
        )

    def exceptions(self, owner: str, type: Type, scope: str | None, depth: int) -> ir.Group | None:
        if depth >= 3 or not self.chance(3):
            return None
        return self.group(owner, type, scope, depth + 1, "exception")

    def table(self, owner: str, type: Type, scope: str | None) -> ir.Group:
        """A checked table: a row for each value of an enumeration, so that one always applies."""
        subject = self.one_of(LEVEL, KIND)
        nodes = []
        for item in ENUMERATIONS[subject.id].values:
            rule = self.rule(owner, "row", type, scope)
            condition = ir.Compare(
                "eq", ir.Fact(subject, subject.id), ir.Literal_(subject, item.id)
            )
            nodes.append(ir.Node(replace(rule, condition=condition, start=None, end=None)))
        return ir.Group(tuple(nodes), first_hit=self.chance(2), total=True)

    # -------------------------------------------------------- definitions

    def definition(self, number: int) -> ir.Definition:
        kind = self.one_of(
            "outcome", "outcome", "outcome", "intermediate", "condition", "collection",
            "per_member", "names", "table",
        )  # fmt: skip
        id, label = f"x{number}", f"结论{number}"
        match kind:
            case "condition":
                rule = replace(
                    self.rule(id, "rule", None, None), condition=None, start=None, end=None,
                    value=self.condition(2), rounding=None,
                )  # fmt: skip
                group = ir.Group((ir.Node(rule),))
                return ir.Definition(id, label, BOOL, "condition", False, group)
            case "collection":
                members = tuple(
                    ir.CollectionMember(
                        f"{id}_{n}", f"成员{number}之{n}", self.group(id, BOOL, None)
                    )
                    for n in range(self.one_of(1, 2, 3))
                )
                return ir.Definition(id, label, SetType(id), "collection", True, None, members)
            case "per_member":
                roster = self.one_of(*ROSTERS)
                type = self.one_of(BOOL, MONEY, COUNT)
                group = self.group(id, type, roster)
                return self.finished(id, label, type, "per_member", False, group, roster)
            case "names":
                group = self.group(id, NAMES, None)
                if self.chance(2):
                    rule = ir.Rule(f"{id}.n", "", "rule", None, None, None, self.names(), None)
                    group = ir.Group((ir.Node(rule),))
                return self.finished(id, label, NAMES, "outcome", True, group)
        type = self.one_of(BOOL, BOOL, MONEY, MONEY, RATIO, COUNT, DATE, LEVEL, KIND, TEXT, KINDS)
        group = self.table(id, type, None) if kind == "table" else self.group(id, type, None)
        shown = kind != "intermediate"
        return self.finished(id, label, type, "outcome" if shown else kind, shown, group)

    def finished(
        self,
        id: str,
        label: str,
        type: Type,
        kind: Any,
        shown: bool,
        group: ir.Group,
        roster: str | None = None,
    ) -> ir.Definition:
        fallback = self.one_of("default", "nullable", "nullable", *(("none",) if self.gaps else ()))
        default = None
        if fallback == "default" and not isinstance(type, (NamesType, SetType)):
            default = self.literal(type)
        nullable = fallback != "none" and default is None
        return ir.Definition(
            id, label, type, kind, shown, group, nullable=nullable, default=default, roster=roster
        )


# ---------------------------------------------------------------- programs


@st.composite
def programs(draw: st.DrawFn, gaps: bool = True, most: int = 6) -> ir.Program:
    """A policy with one decision `d` of up to `most` definitions; see the head of this page."""
    builder = _Builder(draw, has_date=draw(st.booleans()), gaps=gaps)
    for number in range(draw(st.integers(1, most))):
        builder.earlier.append(builder.definition(number))
    checks: tuple[ir.Check, ...] = ()
    if builder.chance(4):
        condition = ir.Compare("le", ir.Fact(MONEY, "paid"), ir.Fact(MONEY, "cost"))
        checks = (ir.Check("c1", "已付与费用", condition, ("facts.paid", "facts.cost")),)
    return program_of(
        tuple(builder.earlier),
        date_fact="day" if builder.has_date else None,
        checks=checks,
        effective=draw(st.sampled_from((None, None, dt.date(2021, 3, 1)))),
        expires=draw(st.sampled_from((None, None, None, dt.date(2023, 12, 31)))),
    )


def program_of(
    definitions: tuple[ir.Definition, ...],
    *,
    date_fact: str | None = None,
    checks: tuple[ir.Check, ...] = (),
    effective: dt.date | None = None,
    expires: dt.date | None = None,
    facts: tuple[ir.FactDeclaration | ir.RosterDeclaration, ...] = FACTS,
    parameters: tuple[ir.ParameterDeclaration, ...] = PARAMETERS,
) -> ir.Program:
    """The world above with these definitions as its decision `d`."""
    policy = ir.Policy(
        "sample", "样例通知", ("某局",), None, None, effective, expires, (), ("某市",), ()
    )
    decision = ir.Decision("d", "样例判定", facts, date_fact, checks, definitions)
    return ir.Program(
        policy, (LEVELS, KIND_VALUES), parameters, (CATALOGUE,), (decision,), (), "0" * 64
    )


def shuffled(program: ir.Program, random: random_module.Random) -> ir.Program:
    """The same policy with the sentences of each level in another order (lists read from above keep
    theirs)."""

    def of_group(group: ir.Group | None) -> ir.Group | None:
        if group is None:
            return None
        nodes = [replace(node, exceptions=of_group(node.exceptions)) for node in group.nodes]
        if not group.first_hit:
            random.shuffle(nodes)
        return replace(group, nodes=tuple(nodes), exceptions=of_group(group.exceptions))

    def of_member(member: ir.CollectionMember) -> ir.CollectionMember:
        group = of_group(member.group)
        assert group is not None
        return replace(member, group=group)

    decision = program.decisions[0]
    definitions = tuple(
        replace(item, group=of_group(item.group), members=tuple(map(of_member, item.members)))
        for item in decision.definitions
    )
    return replace(program, decisions=(replace(decision, definitions=definitions),))


# ---------------------------------------------------------------- cases


@dataclass(frozen=True)
class Case:
    """A policy and one case for its decision, in the JSON form of the interface."""

    program: ir.Program
    facts: dict[str, Any]
    params: dict[str, Any]
    decision: str = "d"


def thresholds(program: ir.Program) -> dict[type, set[Any]]:
    """Every constant that a program names, by its Python type."""
    found: dict[type, set[Any]] = {}

    def look(value: Any) -> None:
        if isinstance(value, (int, Fraction, dt.date)) and not isinstance(value, bool):
            found.setdefault(type(value), set()).add(value)
        elif isinstance(value, tuple):
            for part in value:
                look(part)
        elif is_dataclass(value):
            for field in fields(value):
                if field.name not in ("span", "issued"):
                    look(getattr(value, field.name))

    look((program.parameters, program.catalogues, program.decisions, program.policy))
    return found


class _Values:
    """Draws JSON values around the thresholds of a program."""

    def __init__(self, draw: st.DrawFn, program: ir.Program) -> None:
        self.draw = draw
        named = thresholds(program)
        fractions = named.get(Fraction, set())
        cents = {int(value * 100) + step for value in fractions for step in (-1, 0, 1)}
        self.money = sorted({value for value in cents if value >= 0} | {10**14 - 1})
        millionths = {int(value * 10**6) + step for value in fractions for step in (-1, 0, 1)}
        self.ratios = sorted({value for value in millionths if 0 <= value <= 10**6})
        counts = {value + step for value in named.get(int, set()) for step in (-1, 0, 1)}
        self.counts = sorted({value for value in counts | set(COUNTS) if 0 <= value <= 10**9})
        days = named.get(dt.date, set()) | set(DAYS_NAMED)
        shifts = (-1, 0, 1)
        self.days = sorted({day + dt.timedelta(shift) for day in days for shift in shifts})

    def pick(self, values: Any) -> Any:
        return self.draw(st.sampled_from(values))

    def of(self, type: Type, codes: bool = False) -> Any:
        match type:
            case BoolType():
                return self.pick((True, False))
            case MoneyType():
                cents = self.pick(self.money)
                return cents // 100 if cents % 100 == 0 else f"{cents // 100}.{cents % 100:02d}"
            case RatioType():
                value = self.pick(self.ratios or [0])
                return f"{value // 10**6}.{value % 10**6:06d}"
            case IntegerType() | DurationType():
                return self.pick(self.counts)
            case DateType():
                return self.pick([*self.days, *self.days, dt.date.min, dt.date.max]).isoformat()
            case EnumType():
                value = self.pick(ENUMERATIONS[type.id].values)
                return self.pick((value.id, value.id, value.label, *value.codes))
            case SetType():
                values = [item.id for item in ENUMERATIONS[type.id].values]
                return self.draw(st.lists(st.sampled_from(values), unique=True, max_size=3))
            case TextType():
                return self.pick(TEXTS[:3] if codes else TEXTS)
            case NamesType():
                raise AssertionError("no fact is a list of names")

    def maybe(self, put: dict[str, Any], id: str, type: Type, unknown: int) -> None:
        """Known, absent or null: unknown once in `unknown` times."""
        state = self.draw(st.integers(0, 2 * unknown - 1))
        if state > 1:
            put[id] = self.of(type, id in _CODES)
        elif state == 1:
            put[id] = None

    def roster(self, item: ir.RosterDeclaration) -> list[dict[str, Any]]:
        members = []
        for index in range(self.draw(st.integers(0, 3))):
            member: dict[str, Any] = {}
            for field in item.fields:
                self.maybe(member, field.id, field.type, 5)
            if member.get("name") is not None:
                member["name"] = f"{index}号店"
            members.append(member)
        return members

    def parameter(self, item: ir.ParameterDeclaration) -> Any:
        if not item.keys:
            return self.of(item.type)
        return self.table(item, item.keys)

    def table(self, item: ir.ParameterDeclaration, keys: tuple[EnumType, ...]) -> Any:
        if not keys:
            return self.of(item.type)
        found: dict[str, Any] = {}
        for value in ENUMERATIONS[keys[0].id].values:
            state = self.draw(st.integers(0, 5))
            if state > 1:
                key = self.draw(st.sampled_from((value.id, value.id, value.label)))
                found[key] = self.table(item, keys[1:])
            elif state == 1:
                found[value.id] = None
        return found


@st.composite
def cases_of(draw: st.DrawFn, program: ir.Program) -> Case:
    """Facts and parameters for a policy, many of them unknown, around its thresholds."""
    values = _Values(draw, program)
    decision = program.decisions[0]
    unknown = draw(st.sampled_from((3, 6, 12)))
    facts: dict[str, Any] = {}
    for item in decision.facts:
        if isinstance(item, ir.RosterDeclaration):
            if draw(st.integers(0, unknown)):
                facts[item.id] = values.roster(item)
        elif item.catalogue is not None:
            if draw(st.integers(0, 3)) == 0:  # mostly left to the catalogue
                values.maybe(facts, item.id, item.type, unknown)
        elif item.id == decision.date_fact:
            values.maybe(facts, item.id, item.type, 4 * unknown)
        else:
            values.maybe(facts, item.id, item.type, unknown)
    params: dict[str, Any] = {}
    for parameter in program.parameters:
        if parameter.external and draw(st.integers(0, 2)):
            params[parameter.id] = values.parameter(parameter)
    return Case(program, facts, params, decision.id)


@st.composite
def cases(draw: st.DrawFn, gaps: bool = True) -> Case:
    """A policy and a case of it."""
    return draw(cases_of(draw(programs(gaps=gaps))))


@st.composite
def completed(draw: st.DrawFn, case: Case) -> Case:
    """The same case with some of what is missing supplied (also inside rosters and tables)."""
    values = _Values(draw, case.program)
    decision = next(item for item in case.program.decisions if item.id == case.decision)
    facts, params = dict(case.facts), dict(case.params)
    for item in decision.facts:
        if draw(st.booleans()):
            continue
        if isinstance(item, ir.RosterDeclaration):
            facts[item.id] = _completed_roster(draw, values, item, facts.get(item.id))
        elif item.catalogue is None and facts.get(item.id) is None:
            facts[item.id] = values.of(item.type, item.id in _CODES)
    for parameter in case.program.parameters:
        if not parameter.external or parameter.default is not None:
            continue  # A default is a value: what replaces it may change the answer.
        if params.get(parameter.id) is None and draw(st.booleans()):
            params[parameter.id] = values.parameter(parameter)
    return replace(case, facts=facts, params=params)


def _completed_roster(
    draw: st.DrawFn, values: _Values, item: ir.RosterDeclaration, given: Any
) -> list[dict[str, Any]]:
    if given is None:
        return values.roster(item)
    members = []
    for index, member in enumerate(given):
        full = dict(member)
        for field in item.fields:
            if full.get(field.id) is None and draw(st.booleans()):
                value = f"{index}号店" if field.id == "name" else values.of(field.type)
                full[field.id] = value
        members.append(full)
    return members


def json_values() -> st.SearchStrategy[Any]:
    """Anything that a JSON reader can give, and what only a careless one gives (NaN, huge numbers,
    halves of characters)."""
    scalars = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.sampled_from((10**18, -(10**18), 10**12, 10**12 - 1))
        | st.just(5000).map(lambda digits: 10**digits)  # too long to be written out
        | st.floats()
        | st.text(max_size=20)
        | st.sampled_from(
            ("", " ", "1.5", "100.00", "1e3", "１００", "80%", "-1", "2021-03-01", "2021-02-30",
             "\ud800", "x" * 5000, "level1", "二级", "二级（特）", "普通", "+0.5", "0.1234567")
        )
    )  # fmt: skip
    return st.recursive(
        scalars,
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
        ),
        max_leaves=8,
    )
