"""Section 1 of the semantics, point by point: rosters and brackets."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from building import (
    BOOL,
    COUNT,
    KIND,
    LEVEL,
    MONEY,
    RATIO,
    answer,
    cost,
    error,
    is_,
    level,
    literal,
    member,
    outcome,
    rule,
    run,
    shops,
    truth,
    value_of,
    visits,
)
from luling.core import ir

YES, NO = literal(BOOL, True), literal(BOOL, False)
ZERO = literal(COUNT, 0)
NULL = ir.Unspecified(BOOL, None)
BROKEN = ir.Compare("gt", ir.Arithmetic(RATIO, "div", visits, ZERO), literal(RATIO, Fraction(1)))


# ---------------------------------------------------------------- rosters

STOCK = member("stock", COUNT)
OPEN = member("open", BOOL)
ENOUGH = ir.Compare("ge", STOCK, literal(COUNT, 30))


def test_every_holds_over_nothing_and_any_does_not() -> None:
    assert truth(ir.Quantified("every", shops(None, ENOUGH)), shops=[]) == (True, [])
    assert truth(ir.Quantified("any", shops(None, ENOUGH)), shops=[]) == (False, [])
    assert truth(ir.Quantified("every", shops(None, ENOUGH))) == (None, ["facts.shops"])


def test_one_member_that_fails_decides_every() -> None:
    every = ir.Quantified("every", shops(OPEN, ENOUGH))
    assert truth(every, shops=[{}, {"open": True, "stock": 29}]) == (False, [])
    assert truth(every, shops=[{"open": False}, {"stock": 30}]) == (True, [])
    assert truth(every, shops=[{"stock": 3}, {"open": True}]) == (
        None, ["facts.shops[0].open", "facts.shops[1].stock"],
    )  # fmt: skip


def test_one_member_that_passes_decides_any() -> None:
    some = ir.Quantified("any", shops(OPEN, ENOUGH))
    assert truth(some, shops=[{}, {"open": True, "stock": 30}]) == (True, [])
    assert truth(some, shops=[{"stock": 29}, {"open": False}]) == (False, [])


def test_nothing_of_a_member_that_is_out_matters() -> None:
    total = ir.Aggregate(MONEY, "sum", shops(OPEN, member("sum", MONEY)))
    assert value_of(total, MONEY, shops=[{"open": False}, {"open": True, "sum": "1.5"}]) == (
        "1.50", [],
    )  # fmt: skip
    assert value_of(total, MONEY, shops=[{}, {"open": True}]) == (
        None, ["facts.shops[0].open", "facts.shops[0].sum", "facts.shops[1].sum"],
    )  # fmt: skip
    assert value_of(total, MONEY, shops=[]) == ("0.00", [])


def test_count_asks_for_filters_alone() -> None:
    count = ir.Aggregate(COUNT, "count", shops(OPEN, None))
    assert value_of(count, COUNT, shops=[{"open": True}, {"open": False}]) == (1, [])
    assert value_of(count, COUNT, shops=[{"open": True}, {}]) == (None, ["facts.shops[1].open"])


def test_extremes_over_members_and_scalars() -> None:
    highest = ir.Extreme(LEVEL, "max", (level, shops(OPEN, member("grade", LEVEL))))
    given = [{"open": True, "grade": "level3"}, {"open": False}]
    assert value_of(highest, LEVEL, level="level1", shops=given) == ("level3", [])
    assert value_of(highest, LEVEL, level="level1", shops=[]) == ("level1", [])
    assert value_of(highest, LEVEL, shops=[{"open": True}]) == (
        None, ["facts.level", "facts.shops[0].grade"],
    )  # fmt: skip


def test_a_failed_value_of_a_member_that_may_be_out_is_unknown() -> None:
    broken = ir.Arithmetic(MONEY, "div", member("sum", MONEY), STOCK)
    total = outcome(MONEY, rule(ir.Aggregate(MONEY, "sum", shops(OPEN, broken))))
    assert answer(total, shops=[{"sum": 1, "stock": 0}]) == (None, ["facts.shops[0].open"])
    assert answer(total, shops=[{"sum": 1, "stock": 0, "open": False}]) == ("0.00", [])
    failed = error(total, shops=[{"sum": 1, "stock": 0, "open": True}])
    assert failed.code == "division_by_zero"


def test_values_are_taken_for_each_member() -> None:
    each = outcome(
        COUNT, rule(literal(COUNT, 1), OPEN), rule(literal(COUNT, 5), ir.Not(OPEN)),
        id="weight", kind="per_member", roster="shops",
    )  # fmt: skip
    total = outcome(
        COUNT, rule(ir.Aggregate(COUNT, "sum", shops(None, ir.Reference(COUNT, "weight"))))
    )
    assert answer(each, total, shops=[{"open": True}, {"open": False}]) == (6, [])
    assert answer(each, total, shops=[{"open": True}, {}]) == (None, ["facts.shops[1].open"])


# ---------------------------------------------------------------- brackets


def brackets(mode: Any, lower_closed: bool, first: Any = 0, last: Any = None) -> ir.Brackets:
    bounds = [None if first is None else Fraction(first), Fraction(100), Fraction(1000), last]
    ratios = [Fraction("0.5"), Fraction("0.8"), Fraction("0.9")]
    type = RATIO if mode == "value" else MONEY
    rows = tuple(
        ir.Bracket(bounds[n], bounds[n + 1], literal(RATIO, ratio))
        for n, ratio in enumerate(ratios)
    )
    return ir.Brackets(type, mode, cost, rows, lower_closed)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("0", "0.00"), ("99.99", "50.00"), ("100", "50.00"), ("100.01", "50.01"),
     ("1000", "770.00"), ("2000", "1670.00")],
)  # fmt: skip
def test_marginal_brackets_add_up_row_by_row(amount: str, expected: str) -> None:
    for closed in (True, False):
        assert value_of(brackets("marginal", closed), MONEY, cost=amount) == (expected, [])


def test_a_bound_belongs_to_one_row() -> None:
    assert value_of(brackets("whole", True), MONEY, cost=100) == ("80.00", [])
    assert value_of(brackets("whole", False), MONEY, cost=100) == ("50.00", [])
    assert value_of(brackets("value", True), RATIO, cost=1000) == ("0.9", [])
    assert value_of(brackets("value", False), RATIO, cost=1000) == ("0.8", [])


def test_an_amount_in_no_row_fails() -> None:
    open_below = brackets("value", False)
    assert error(outcome(RATIO, rule(open_below)), cost=0).code == "no_bracket"
    bounded = brackets("whole", True, last=Fraction(2000))
    assert error(outcome(MONEY, rule(bounded)), cost=2000).code == "no_bracket"
    assert value_of(bounded, MONEY, cost="1999.99")[0] == "1799.99"
    assert value_of(brackets("value", False, first=None), RATIO, cost=0) == ("0.5", [])


def test_no_cost_is_no_error() -> None:
    assert value_of(brackets("whole", False), MONEY, cost=0) == ("0.00", [])
    assert value_of(brackets("marginal", False), MONEY, cost=0) == ("0.00", [])


def test_only_the_ratios_that_are_used_matter() -> None:
    share = ir.Fact(RATIO, "share")
    rows = (
        ir.Bracket(None, Fraction(100), literal(RATIO, Fraction("0.5"))),
        ir.Bracket(Fraction(100), None, share),
    )
    expr = ir.Brackets(MONEY, "marginal", cost, rows, True)
    assert value_of(expr, MONEY, cost=50) == ("25.00", [])
    assert value_of(expr, MONEY, cost=150) == (None, ["facts.share"])
    assert value_of(expr, MONEY, cost=150, share="1") == ("100.00", [])


def test_the_case_of_an_answer() -> None:
    found = run(outcome(KIND, rule("common", is_(level, "level1"))), level="一级")
    assert found.to_json()["outputs"] == {"x": "common"}
