"""Rules, exceptions, exceptions of exceptions and 恢复, drawn at random with a fixed seed and asked
with every combination of true, false and unknown: the traces say what each came to."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from node import Asked, assert_agreement, needs_node

from luling.backends.javascript import generate
from luling.core import ir
from luling.types import BOOL, MONEY, NAMES, RATIO, TEXT, SetType
from sample_world import COUNT, LEVEL, program_of

pytestmark = needs_node

SIDES = (True, False)
QUANTIFIERS: tuple[Any, ...] = ("every", "any")
NAME, OPEN = ir.Member(TEXT, "shops", "name"), ir.Member(BOOL, "shops", "open")
TRUE = ir.Literal_(BOOL, True)
FAILING = ir.Compare(
    "gt",
    ir.Arithmetic(RATIO, "div", ir.Literal_(COUNT, 1), ir.Fact(COUNT, "visits")),
    ir.Literal_(RATIO, Fraction(0)),
)
"""Fails where there are no visits, else true."""


class Drawn:
    """Definitions over three Boolean facts; `null` is null where 本地 does not hold."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.rules = 0

    def definition(self, number: int) -> ir.Definition:
        id = f"x{number}"
        if self.random.random() < 0.15:
            members = tuple(
                ir.CollectionMember(f"m{n}", f"成员{n}", self.group(BOOL, 0)) for n in range(2)
            )
            return ir.Definition(
                id, f"收集{number}", SetType(id), "collection", False, None, members
            )
        default = ir.Literal_(LEVEL, "level1") if self.random.random() < 0.3 else None
        return ir.Definition(
            id, f"结论{number}", LEVEL, "intermediate", False, self.group(LEVEL, 0),
            nullable=self.random.random() < 0.5, default=default,
        )  # fmt: skip

    def group(self, type: Any, depth: int) -> ir.Group:
        nodes = tuple(self.node(type, depth) for _ in range(self.random.choice((1, 1, 2, 3))))
        exceptions = None
        if depth < 3 and self.random.random() < 0.4:
            exceptions = self.group(type, depth + 1)
        first_hit = self.random.random() < 0.3
        return ir.Group(nodes, exceptions, first_hit, total=self.random.random() < 0.2)

    def node(self, type: Any, depth: int) -> ir.Node:
        exceptions = None
        if depth < 3 and self.random.random() < 0.35:
            exceptions = self.group(type, depth + 1)
        self.rules += 1
        cancels = depth >= 2 and self.random.random() < 0.5
        kind: Any = "reinstate" if cancels else "exception" if depth else "rule"
        value = None if cancels else self.value(type)
        rule = ir.Rule(f"r{self.rules}", "", kind, self.condition(), None, None, value, None)
        return ir.Node(rule, exceptions)

    def condition(self) -> ir.Expr | None:
        fact = ir.Fact(BOOL, self.random.choice(("active", "local", "listed")))
        match self.random.randrange(12):
            case 0:
                return None
            case 1:
                return FAILING
            case 2:
                return ir.Reference(BOOL, "null")
            case 3 | 4:
                return ir.Not(fact)
            case 5 | 6:
                other = ir.Fact(BOOL, self.random.choice(("active", "local", "listed")))
                return ir.Logic(self.random.choice(("and", "or")), (fact, ir.Not(other)))
            case _:
                return fact

    def value(self, type: Any) -> ir.Expr:
        if type == BOOL:
            return TRUE
        drawn = self.random.randrange(10)
        if drawn == 0:
            return ir.Fact(LEVEL, "level")
        if drawn == 1:
            return ir.Unspecified(LEVEL, "另一通知")
        return ir.Literal_(LEVEL, self.random.choice(("level1", "level2", "level2")))

    def program(self) -> ir.Program:
        rule = ir.Rule("n.1", "", "rule", ir.Fact(BOOL, "local"), None, None, TRUE, None)
        null = ir.Definition(
            "null", "可空", BOOL, "outcome", True, ir.Group((ir.Node(rule),)), nullable=True
        )
        return program_of((null, *[self.definition(number) for number in range(25)]))


def situations() -> list[Asked]:
    found: list[Asked] = []
    for active, local, listed in product((True, False, None), repeat=3):
        for visits, level in ((0, None), (1, "level2")):
            facts = {"active": active, "local": local, "listed": listed, "visits": visits,
                     "level": level}  # fmt: skip
            found.append(("d", facts, None, True))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_every_situation_of_drawn_rules(seed: int) -> None:
    program = Drawn(seed).program()
    assert_agreement(program, generate(program), situations())


def test_amounts_on_the_bounds_of_brackets() -> None:
    """Both sides closed, all modes, a first row that starts at 0 or below."""
    rows = [(Fraction(0), Fraction(100)), (Fraction(100), Fraction("250.5")),
            (Fraction("250.5"), None)]  # fmt: skip
    definitions = []
    modes: tuple[Any, ...] = ("marginal", "whole", "value")
    for number, (mode, closed, open_below) in enumerate(product(modes, SIDES, SIDES)):
        kind = MONEY if mode != "value" else RATIO
        table = [
            ir.Bracket(
                None if open_below and lower == 0 else lower, upper,
                ir.Literal_(RATIO, Fraction(n + 1, 3)),
            )
            for n, (lower, upper) in enumerate(rows)
        ]  # fmt: skip
        value = ir.Brackets(kind, mode, ir.Fact(MONEY, "cost"), tuple(table), closed)
        rule = ir.Rule(f"b{number}.1", "", "rule", None, None, None, value, None)
        definitions.append(
            ir.Definition(
                f"b{number}", f"分段{number}", kind, "intermediate", False,
                ir.Group((ir.Node(rule),)),
            )
        )  # fmt: skip
    program = program_of(tuple(definitions))
    costs = ("0", "0.01", "99.99", "100", "100.01", "250.49", "250.50", "250.51", "1000", None)
    asked: list[Asked] = [("d", {"cost": cost}, None, True) for cost in costs]
    assert_agreement(program, generate(program), asked)


def test_a_filter_that_is_null_selects_nobody() -> None:
    """In a count, a sum, the highest, names and both quantifiers."""
    rule = ir.Rule("n.1", "", "rule", ir.Fact(BOOL, "local"), None, None, TRUE, None)
    null = ir.Definition(
        "null", "可空", BOOL, "outcome", True, ir.Group((ir.Node(rule),)), nullable=True
    )
    chosen = ir.Reference(BOOL, "null")
    stock = ir.Selection("shops", chosen, ir.Member(COUNT, "shops", "stock"))
    values: list[tuple[Any, ir.Expr]] = [
        (COUNT, ir.Aggregate(COUNT, "count", ir.Selection("shops", chosen, None))),
        (COUNT, ir.Aggregate(COUNT, "sum", stock)),
        (COUNT, ir.Extreme(COUNT, "max", (ir.Literal_(COUNT, 1), stock))),
        (NAMES, ir.Aggregate(NAMES, "names", replace(stock, value=NAME))),
        *[(BOOL, ir.Quantified(kind, replace(stock, value=OPEN))) for kind in QUANTIFIERS],
    ]
    definitions = [null]
    for number, (type, value) in enumerate(values):
        giving = ir.Rule(f"v{number}.1", "", "rule", None, None, None, value, None)
        group = ir.Group((ir.Node(giving),))
        definitions.append(
            ir.Definition(f"v{number}", f"值{number}", type, "outcome", True, group, place=number)
        )
    program = program_of(tuple(definitions))
    shops = [{"name": "甲", "stock": 7, "open": True}, {"name": None, "stock": 3, "open": False}]
    asked: list[Asked] = [
        ("d", {"local": local, "shops": listed}, None, True)
        for local, listed in product((True, False, None), (shops, shops[:1], [], None))
    ]
    assert_agreement(program, generate(program), asked)


def test_texts_are_counted_in_characters() -> None:
    rule = ir.Rule("x.1", "", "rule", None, None, None, TRUE, None)
    x = ir.Definition("x", "结果", BOOL, "outcome", True, ir.Group((ir.Node(rule),)))
    program = program_of((x,))
    texts = [
        "𠮷" * 1000,
        "𠮷" * 1001,
        "字" * 1000,
        "字" * 1001,
        "\ud842",
        "\x1f \u3000",
        "\ufeff",
        "\x85",
    ]
    asked: list[Asked] = [("d", {"city": text}, None, False) for text in texts]
    assert_agreement(program, generate(program), asked)


@pytest.mark.parametrize("fact", ["level", "kind", "kinds"])
def test_what_is_accepted_for_a_choice(fact: str) -> None:
    """Ids, labels, aliases, codes; a bracket part left out or added."""
    texts = [
        "level2", "二级", "二级（含未定级）", "二级（特）", "一级（特）", "一级(特)", "一级 （特）",
        "三级医院", "三级医院（特）", "普通", "普通（甲）", "11", "11（甲）", 11, 14.0, 15, -11,
        True, "（）", "级", "",
    ]  # fmt: skip
    given = [[text] for text in texts] + [texts[:2]] if fact == "kinds" else texts
    rule = ir.Rule("x.1", "", "rule", None, None, None, TRUE, None)
    x = ir.Definition("x", "结果", BOOL, "outcome", True, ir.Group((ir.Node(rule),)))
    program = program_of((x,))
    asked: list[Asked] = [("d", {fact: value}, None, False) for value in given]
    assert_agreement(program, generate(program), asked)
