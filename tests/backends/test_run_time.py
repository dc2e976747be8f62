"""The support code of generated modules: numbers against exact fractions, dates, three values."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luling.runtime import dates
from luling.runtime.kleene import (
    Failed,
    Failure,
    Unknown,
    all_of,
    any_of,
    equals,
    lift,
    negate,
    test,
)
from luling.runtime.known import UNUSUAL, known_money, known_ratio, once
from luling.runtime.numbers import Exact, half_up, quotient, rounded_down, rounded_up, to_scale

numbers = st.integers(-(10**18), 10**18)
divisors = st.integers(1, 10**9)
test.__test__ = False  # type: ignore[attr-defined]

HERE = Unknown(frozenset({"facts.a"}))
THERE = Unknown(frozenset({"facts.b"}))
BROKEN = Failed("gap", "")


@given(numbers, divisors)
def test_rounding_is_exact(number: int, divisor: int) -> None:
    size = Fraction(abs(number), divisor)
    sign = -1 if number < 0 else 1
    assert half_up(number, divisor) == sign * floor(size + Fraction(1, 2))
    assert rounded_down(number, divisor) == sign * floor(size)
    assert rounded_up(number, divisor) == sign * ceil(size)


@given(numbers, divisors, numbers, divisors)
def test_quotients_are_fractions(a: int, b: int, c: int, d: int) -> None:
    left, right, one, other = Exact(a, b), Exact(c, d), Fraction(a, b), Fraction(c, d)
    for found, wanted in (
        (left + right, one + other),
        (left - right, one - other),
        (left * right, one * other),
        (left + 1, one + 1),
        (sum([left, right]), one + other),
    ):
        assert isinstance(found, Exact)
        assert (found.number, found.divisor) == (wanted.numerator, wanted.denominator)
    assert (left < right, left <= right, left == right) == (one < other, one <= other, one == other)
    assert (left > right, left >= right) == (one > other, one >= other)
    assert to_scale(left, 100) == half_up(a * 100, b)
    if c:
        divided = quotient(left, right, "")
        assert Fraction(divided.number, divided.divisor) == one / other


def test_division_by_zero_names_the_sum() -> None:
    with pytest.raises(Failure) as caught:
        quotient(1, 0, "费用 除以 人次")
    assert (caught.value.code, "费用 除以 人次" in str(caught.value)) == ("division_by_zero", True)


@given(st.dates(), st.integers(-50, 50))
def test_months_keep_the_day_or_say_that_there_is_none(day: dt.date, months: int) -> None:
    try:
        last = dates.last_day_of(day, months)
    except Failure:
        assert day.year < 10 or day.year > 9990
        return
    assert (last + dt.timedelta(1)).day == 1 if last < dt.date.max else last.day == 31
    assert dates.plus_months_or_last(day, months) == last.replace(day=min(day.day, last.day))
    if day.day <= last.day:
        assert dates.plus_months(day, months) == last.replace(day=day.day)
        assert dates.plus_months_or_next(day, months) == last.replace(day=day.day)
    else:
        with pytest.raises(Failure):
            dates.plus_months(day, months)
        assert dates.plus_months_or_next(day, months) == last + dt.timedelta(1)


def test_one_born_on_a_leap_day_ages_on_the_first_of_march() -> None:
    birth = dt.date(2020, 2, 29)
    assert dates.age(birth, dt.date(2021, 2, 28)) == 0
    assert dates.age(birth, dt.date(2021, 3, 1)) == 1


def test_the_deciding_part_wins_then_failures_then_what_is_missing() -> None:
    assert all_of(HERE, BROKEN, False) is False
    assert all_of(None, HERE) is False
    assert all_of(HERE, BROKEN) is BROKEN
    assert all_of(HERE, True, THERE).missing == {"facts.a", "facts.b"}
    assert any_of(HERE, BROKEN, True) is True
    assert any_of(BROKEN, HERE) is BROKEN
    assert any_of(None, False) is False
    assert (negate(None), negate(True), negate(HERE)) == (False, False, HERE)


def test_operators_want_all_of_their_operands() -> None:
    def add(a: int, b: int) -> int:
        return a + b

    assert lift(add, 1, 2) == 3
    assert lift(add, HERE, BROKEN) is BROKEN
    assert lift(add, HERE, None).missing == {"facts.a"}
    assert lift(add, None, 2) is None
    assert test(lambda a, b: a != b, None, 2) is False
    assert (equals(None, None), equals(HERE, 1), equals(2, 2)) == (False, HERE, True)


@pytest.mark.parametrize(
    "value", ["", ".50", "1.", "1.234", "1e3", "１.00", "1234567890123.00", 1.5]
)
def test_the_quick_reader_is_as_strict(value: object) -> None:
    with pytest.raises(UNUSUAL):
        known_money(value)


def test_quick_readers_read() -> None:
    assert [known_money(value) for value in ("0.00", "1.5", "12", 3)] == [0, 150, 1200, 300]
    assert [known_ratio(value) for value in ("0", "0.8", 1)] == [0, 800_000, 1_000_000]
    once(["a", "b"])
    with pytest.raises(UNUSUAL):
        once(["a", "a"])
