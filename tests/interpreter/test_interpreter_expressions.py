"""Section 1 of the semantics, point by point."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from building import (
    BOOL,
    COUNT,
    DATE,
    KIND,
    LEVEL,
    MONEY,
    NAMES,
    RATIO,
    TEXT,
    active,
    answer,
    both,
    collection,
    cost,
    either,
    error,
    group,
    level,
    listed,
    literal,
    local,
    member,
    money,
    names,
    outcome,
    paid,
    rule,
    truth,
    value_of,
    visits,
)
from luling.core import ir
from luling.runtime.errors import DecisionError
from luling.types import DurationType, SetType

YES, NO = literal(BOOL, True), literal(BOOL, False)
ZERO = literal(COUNT, 0)
NULL = ir.Unspecified(BOOL, None)
BROKEN = ir.Compare("gt", ir.Arithmetic(RATIO, "div", visits, ZERO), literal(RATIO, Fraction(1)))


# ---------------------------------------------------------------- three-valued logic


def test_false_and_unknown_is_false() -> None:
    assert truth(both(active, local), active=False) == (False, [])
    assert truth(both(local, active), active=False) == (False, [])


def test_true_or_unknown_is_true() -> None:
    assert truth(either(active, local), active=True) == (True, [])
    assert truth(either(local, active), active=True) == (True, [])


def test_true_and_unknown_asks_for_what_is_unknown() -> None:
    assert truth(both(active, local, listed), active=True) == (
        None, ["facts.listed", "facts.local"],
    )  # fmt: skip


def test_not_unknown_is_unknown() -> None:
    assert truth(ir.Not(active)) == (None, ["facts.active"])


def test_false_wins_over_a_failure_and_a_failure_over_unknown() -> None:
    assert truth(both(BROKEN, active), visits=1, active=False) == (False, [])
    assert truth(either(BROKEN, active), visits=1, active=True) == (True, [])
    failed = error(outcome(BOOL, rule(both(active, BROKEN))), visits=1)
    assert failed.code == "division_by_zero"


def test_null_counts_as_false_in_a_condition() -> None:
    assert truth(both(NULL, active)) == (False, [])
    assert truth(either(NULL, active), active=True) == (True, [])
    assert truth(either(NULL, NULL)) == (False, [])
    assert truth(ir.Not(NULL)) == (False, [])


def test_a_test_of_null_is_false() -> None:
    nothing = ir.Unspecified(MONEY, None)
    for op in ("eq", "ne", "lt", "ge"):
        assert truth(ir.Compare(op, nothing, cost), cost=1) == (False, [])
    assert truth(ir.Among(ir.Unspecified(KIND, None), ("common",))) == (False, [])
    assert truth(ir.Listed(ir.Unspecified(TEXT, None), "drugs")) == (False, [])


def test_a_comparison_of_null_with_unknown_is_unknown() -> None:
    nothing = ir.Unspecified(MONEY, None)
    assert truth(ir.Compare("eq", nothing, cost)) == (None, ["facts.cost"])


def test_computing_with_null_gives_null() -> None:
    expr = ir.Arithmetic(MONEY, "add", cost, ir.Unspecified(MONEY, None))
    assert value_of(expr, MONEY, cost=1) == (None, [])


def test_zero_times_unknown_is_unknown() -> None:
    expr = ir.Arithmetic(MONEY, "mul", money("0"), visits)
    assert value_of(expr, MONEY) == (None, ["facts.visits"])


def test_a_failure_that_is_not_needed_is_no_error() -> None:
    x = outcome(BOOL, rule(BROKEN, active), rule(YES, ir.Not(active)))
    assert answer(x, active=False, visits=1) == (True, [])
    assert error(x, active=True, visits=1).code == "division_by_zero"


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("op", "left", "right", "type", "expected"),
    [
        ("add", money("1.10"), money("2.05"), MONEY, "3.15"),
        ("sub", money("1"), money("2.05"), MONEY, "-1.05"),
        ("mul", money("100"), literal(RATIO, Fraction("0.85")), MONEY, "85.00"),
        ("mul", money("100"), literal(COUNT, 3), MONEY, "300.00"),
        ("div", money("100"), literal(COUNT, 3), MONEY, "33.33"),
        ("div", money("85"), literal(RATIO, Fraction("0.85")), MONEY, "100.00"),
        ("div", money("85"), money("100"), RATIO, "0.85"),
        ("div", literal(COUNT, 1), literal(COUNT, 3), RATIO, "0.333333"),
        ("mul", literal(COUNT, 4), literal(COUNT, 3), COUNT, 12),
        ("sub", literal(COUNT, 4), literal(COUNT, 7), COUNT, -3),
    ],
)
def test_arithmetic_is_exact(op: Any, left: Any, right: Any, type: Any, expected: Any) -> None:
    assert value_of(ir.Arithmetic(type, op, left, right), type) == (expected, [])


def test_thirds_add_up_to_one() -> None:
    third = ir.Arithmetic(RATIO, "div", literal(COUNT, 1), literal(COUNT, 3))
    one = ir.Arithmetic(RATIO, "add", third, ir.Arithmetic(RATIO, "add", third, third))
    assert truth(ir.Compare("eq", one, literal(RATIO, Fraction(1)))) == (True, [])


@pytest.mark.parametrize(
    ("value", "mode", "places", "expected"),
    [
        ("0.005", "half_up", 2, "0.01"),
        ("-0.005", "half_up", 2, "-0.01"),
        ("0.0049", "half_up", 2, "0.00"),
        ("-0.0049", "half_up", 2, "0.00"),
        ("1.999", "down", 2, "1.99"),
        ("-1.999", "down", 2, "-1.99"),
        ("1.001", "up", 2, "1.01"),
        ("-1.001", "up", 2, "-1.01"),
        ("1.00", "up", 2, "1.00"),
        ("149.99", "half_up", -2, "100.00"),
        ("150", "half_up", -2, "200.00"),
        ("0.55", "half_up", 1, "0.60"),
    ],
)
def test_rounding(value: str, mode: Any, places: int, expected: str) -> None:
    rounded = rule(money(value), rounding=ir.Rounding(mode, places))
    assert answer(outcome(MONEY, rounded)) == (expected, [])


def test_enumerations_compare_by_rank() -> None:
    second = literal(LEVEL, "level2")
    assert truth(ir.Compare("ge", level, second), level="level3") == (True, [])
    assert truth(ir.Compare("lt", level, second), level="level3") == (False, [])
    highest = ir.Extreme(LEVEL, "max", (level, second))
    assert value_of(highest, LEVEL, level="level1") == ("level2", [])


def test_extremes_ask_for_every_unknown_operand() -> None:
    assert value_of(ir.Extreme(MONEY, "min", (money("0"), cost, paid)), MONEY) == (
        None, ["facts.cost", "facts.paid"],
    )  # fmt: skip


# ---------------------------------------------------------------- dates

MONTHS, DAYS = DurationType("months"), DurationType("days")


def shifted(start: str, months: int, overflow: Any, sign: Any = 1) -> Any:
    expr = ir.ShiftDate(ir.Fact(DATE, "born"), literal(MONTHS, months), sign, overflow)
    return value_of(expr, DATE, born=start)[0]


def test_months_after_a_day_that_the_month_does_not_have() -> None:
    assert shifted("2023-01-31", 1, "month_end") == "2023-02-28"
    assert shifted("2024-01-31", 1, "month_end") == "2024-02-29"
    assert shifted("2023-01-31", 1, "next_day") == "2023-03-01"
    assert shifted("2023-03-31", 1, "month_end", -1) == "2023-02-28"
    assert shifted("2023-11-15", 14, "error") == "2025-01-15"
    with pytest.raises(DecisionError) as raised:
        shifted("2023-01-31", 1, "error")
    assert raised.value.code == "no_such_day"


def test_dates_outside_the_calendar_fail() -> None:
    for months, sign in ((1, 1), (10**9, 1), (10**9, -1)):
        with pytest.raises(DecisionError) as raised:
            shifted("9999-12-31", months, "month_end", sign)
        assert raised.value.code == "no_such_day"
    far = ir.ShiftDate(ir.Fact(DATE, "born"), literal(DAYS, 10**9), 1, "error")
    assert error(outcome(DATE, rule(far)), born="2021-01-01").code == "no_such_day"
    before = ir.ShiftDate(ir.Fact(DATE, "born"), literal(DAYS, 1), -1, "error")
    first = error(outcome(DATE, rule(before)), born="0001-01-01")
    assert "日期 0001-01-01 起 -1 天" in first.message


@pytest.mark.parametrize(
    ("months", "day", "year_end", "expected"),
    [(0, None, False, "2023-01-31"), (1, 10, False, "2023-02-10"), (1, None, False, "2023-02-28"),
     (0, None, True, "2023-12-31")],
)  # fmt: skip
def test_a_day_of_a_month(months: int, day: int | None, year_end: bool, expected: str) -> None:
    expr = ir.DayOf(ir.Fact(DATE, "born"), months, day, year_end)
    assert value_of(expr, DATE, born="2023-01-15") == (expected, [])


def test_a_day_that_the_month_does_not_have_fails() -> None:
    expr = ir.DayOf(ir.Fact(DATE, "born"), 1, 30)
    assert error(outcome(DATE, rule(expr)), born="2023-01-15").code == "no_such_day"


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [("2000-02-29", "2018-02-28", 17), ("2000-02-29", "2018-03-01", 18),
     ("2000-02-29", "2020-02-29", 20), ("2000-05-02", "2018-05-01", 17),
     ("2000-05-02", "2018-05-02", 18)],
)  # fmt: skip
def test_age(born: str, on: str, age: int) -> None:
    facts = ir.Fact(DATE, "born"), ir.Fact(DATE, "day")
    assert value_of(ir.DatePart(COUNT, "age", facts), COUNT, born=born, day=on) == (age, [])


def test_days_between_dates() -> None:
    born, on = ir.Fact(DATE, "born"), ir.Fact(DATE, "day")
    facts = {"born": "2024-02-28", "day": "2024-03-01"}
    assert value_of(ir.DatePart(COUNT, "days", (born, on)), COUNT, **facts) == (2, [])
    assert value_of(ir.Arithmetic(DAYS, "sub", on, born), DAYS, **facts) == (2, [])
    assert value_of(ir.DatePart(COUNT, "month", (on,)), COUNT, **facts) == (3, [])


# ---------------------------------------------------------------- parameters and catalogues


def test_a_fixed_parameter_is_that_of_its_period() -> None:
    expr = ir.Parameter(RATIO, "fixed_ratio")
    assert value_of(expr, RATIO, day="2022-06-30") == ("0.3", [])
    assert value_of(expr, RATIO, day="2022-07-01") == ("0.2", [])
    table = ir.Parameter(MONEY, "fixed_table", (level,))
    assert value_of(table, MONEY, day="2022-07-01", level="level2") == ("400.00", [])
    failed = error(outcome(MONEY, rule(table)), day="2020-12-31", level="level2")
    assert failed.code == "no_parameter_period" and "2020年12月31日" in failed.message


def test_an_external_parameter_is_asked_for_by_the_entry_that_is_needed() -> None:
    table = outcome(MONEY, rule(ir.Parameter(MONEY, "given_table", (level,))))
    assert answer(table, level="level2") == (None, ["params.given_table.level2"])
    assert answer(table, level="level2", params={"given_table": None})[1] == [
        "params.given_table.level2"
    ]
    assert answer(table, level="level2", params={"given_table": {"二级": "7"}}) == ("7.00", [])
    assert answer(table) == (None, ["facts.level"])


def test_an_external_parameter_takes_its_default() -> None:
    assert truth(ir.Parameter(BOOL, "given_flag")) == (False, [])
    assert truth(ir.Parameter(BOOL, "given_flag"), params={"given_flag": True}) == (True, [])


def test_a_catalogue_lists_a_code_on_the_date() -> None:
    expr = ir.Listed(ir.Fact(TEXT, "city"), "drugs")
    assert truth(expr, city="X002", day="2022-06-30") == (False, [])
    assert truth(expr, city="X002", day="2022-07-01") == (True, [])
    assert truth(expr, city="X003", day="2022-07-01") == (False, [])
    assert truth(expr, city="X003") == (True, [])  # a decision without a date: any period


def test_a_fact_is_derived_from_its_catalogue() -> None:
    expr = ir.Fact(MONEY, "price")
    assert value_of(expr, MONEY, code="X001") == ("100.00", [])
    assert value_of(expr, MONEY, code="X001", price=100) == ("100.00", [])
    assert value_of(expr, MONEY, code="X002", price=7) == ("7.00", [])  # an empty cell
    assert value_of(expr, MONEY, code="X003", day="2022-07-01") == (None, ["facts.price"])
    clash = error(outcome(MONEY, rule(expr)), code="X001", price="99")
    assert (clash.code, clash.fact) == ("contradiction", "facts.price")
    unknown = error(outcome(MONEY, rule(expr)), code="X999")
    assert (unknown.code, unknown.fact) == ("unknown_code", "facts.code")


# ---------------------------------------------------------------- sets, collections and names


def test_sets_contain_and_are_empty() -> None:
    kinds = ir.Fact(SetType("kind"), "kinds")
    assert truth(ir.Contains(kinds, "severe"), kinds=["severe"]) == (True, [])
    assert truth(ir.IsEmpty(kinds), kinds=[]) == (True, [])
    assert truth(ir.IsEmpty(kinds)) == (None, ["facts.kinds"])
    assert value_of(kinds, SetType("kind"), kinds=["重病", "common"])[0] == ["common", "severe"]


REFUSALS = collection(("a", group(rule(YES, ir.Not(active)))), ("b", group(rule(YES, local))))
REFERENCE = ir.Reference(SetType("refusals"), "refusals")


def test_a_collection_lists_its_certain_members_while_others_are_unknown() -> None:
    assert answer(REFUSALS, active=False) == (["a"], ["facts.local"])
    assert answer(REFUSALS, active=True) == ([], ["facts.local"])
    assert answer(REFUSALS, active=True, local=True) == (["b"], [])


def test_a_collection_with_a_certain_member_is_not_empty() -> None:
    payable = outcome(BOOL, rule(ir.IsEmpty(REFERENCE)))
    assert answer(REFUSALS, payable, active=False) == (False, [])
    assert answer(REFUSALS, payable, active=True) == (None, ["facts.local"])
    assert answer(REFUSALS, payable, active=True, local=False) == (True, [])


def test_a_member_of_a_collection_is_asked_by_itself() -> None:
    has_b = outcome(BOOL, rule(ir.Contains(REFERENCE, "b")))
    assert answer(REFUSALS, has_b, local=True) == (True, [])


def test_names_are_listed_in_the_order_of_the_input() -> None:
    failing = outcome(NAMES, rule(names(ir.Not(member("open", BOOL)))))
    given = [{"name": "丙", "open": False}, {"name": "甲", "open": False}, {"name": "乙"}]
    assert answer(failing, shops=given) == (["丙", "甲"], ["facts.shops[2].open"])
    assert answer(failing, shops=[]) == ([], [])
    assert answer(failing) == ([], ["facts.shops"])
    unnamed = [{"open": False}, {}, {"open": True}]
    assert answer(failing, shops=unnamed)[1] == [
        "facts.shops[0].name", "facts.shops[1].name", "facts.shops[1].open",
    ]  # fmt: skip


def test_a_missing_name_does_not_matter_to_emptiness() -> None:
    failing = outcome(NAMES, rule(names(ir.Not(member("open", BOOL)))), id="n")
    none = outcome(BOOL, rule(ir.IsEmpty(ir.Reference(NAMES, "n"))))
    assert answer(failing, none, shops=[{"open": False}, {}]) == (False, [])
    assert answer(failing, none, shops=[{"open": True}]) == (True, [])
    assert answer(failing, none, shops=[{}]) == (None, ["facts.shops[0].open"])
