"""Reading JSON values: what passes, what is refused, and how it is said."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luling.runtime import inputs
from luling.runtime.errors import DecisionError
from strategies import json_values

Read = Callable[[object, str, str], Any]
SCALARS: list[Read] = [
    inputs.read_money, inputs.read_ratio, inputs.read_integer, inputs.read_boolean,
    inputs.read_date, inputs.read_text,
]  # fmt: skip


def refused(read: Callable[..., Any], value: object, *more: Any) -> DecisionError:
    with pytest.raises(DecisionError) as raised:
        read(value, "facts.unit_price", "单价", *more)
    return raised.value


@pytest.mark.parametrize(
    ("value", "cents"),
    [("0", 0), ("1234.56", 123456), ("1234.5", 123450), ("1234", 123400), ("007", 700),
     (0, 0), (12, 1200), ("999999999999.99", 10**14 - 1), (10**12 - 1, 10**14 - 100), (None, None)],
)  # fmt: skip
def test_money(value: object, cents: int | None) -> None:
    assert inputs.read_money(value, "", "") == cents


@pytest.mark.parametrize(
    "value",
    ["", " ", "1.", ".5", "1.234", "-1", "+1", "1e3", "1 ", "１", "1．5", "1,000", "1_000", "²",
     "1000000000000", "1.2.34", "1..2", "NaN", "Infinity", "0x10", "80%", "1元", 10**12, -1, ],
)  # fmt: skip
def test_bad_money(value: object) -> None:
    found = refused(inputs.read_money, value)
    assert (found.code, found.fact) == ("bad_value", "facts.unit_price")
    assert found.message.startswith("单价（facts.unit_price）：") and "1234.56" in found.message


@pytest.mark.parametrize("value", [True, False, 1.0, float("nan"), [], {}, ["1"]])
def test_money_of_a_wrong_type(value: object) -> None:
    assert refused(inputs.read_money, value).code == "wrong_type"


@pytest.mark.parametrize(
    ("value", "millionths"),
    [("0", 0), ("1", 10**6), ("0.8", 800_000), ("0.123456", 123_456), ("1.000000", 10**6),
     ("0.000001", 1), (0, 0), (1, 10**6), (None, None)],
)  # fmt: skip
def test_ratio(value: object, millionths: int | None) -> None:
    assert inputs.read_ratio(value, "", "") == millionths


@pytest.mark.parametrize(
    "value", ["", ".8", "0.", "1.1", "1.000001", "0.1234567", "-0.1", "80%", "2", "00", 2, -1,
              "０.8", "0.８", "NaN", "8e-1"],
)  # fmt: skip
def test_bad_ratio(value: object) -> None:
    assert refused(inputs.read_ratio, value).code == "bad_value"


def test_integers() -> None:
    assert inputs.read_integer(10**9, "", "") == 10**9
    for value in (-1, 10**9 + 1, 10**5000):
        found = refused(inputs.read_integer, value)
        assert found.code == "bad_value" and "超出了范围" in found.message
    for wrong in (True, "1", 1.0):
        found = refused(inputs.read_integer, wrong)
        assert found.code == "wrong_type" and "不是整数" in found.message


def test_booleans() -> None:
    assert inputs.read_boolean(True, "", "") is True
    for value in (0, 1, "true", "是"):
        assert refused(inputs.read_boolean, value).code == "wrong_type"


def test_dates() -> None:
    assert inputs.read_date("2024-02-29", "", "") == dt.date(2024, 2, 29)
    for value in ("2023-02-29", "2021-3-1", "20210301", "2021-W01-1", "0000-01-01",
                  "２０２１-03-01",
                  "2021-03-01 ", "2021-03-01T00:00", "01-06-2021", "昨天", ""):  # fmt: skip
        assert refused(inputs.read_date, value).code == "bad_value"
    assert refused(inputs.read_date, 20210301).code == "wrong_type"


def test_texts() -> None:
    assert inputs.read_text("合肥", "", "") == "合肥"
    for value in ("", " ", "\u3000", "\t\n", "长" * 1001, "\ud800"):
        assert refused(inputs.read_text, value).code == "bad_value"
    assert refused(inputs.read_text, 1).code == "wrong_type"


# ---------------------------------------------------------------- enumerations

TITLES = [
    ("attending", "主治医师（中级）", ("主治",), ()),
    ("chief", "主任医师", (), ("310", "正高")),
]
ACCEPTED = inputs.accepted_choices(TITLES)
LABELS = {row[0]: row[1] for row in TITLES}


@pytest.mark.parametrize(
    ("value", "chosen"),
    [("attending", "attending"), ("主治医师（中级）", "attending"), ("主治医师", "attending"),
     ("主治", "attending"), ("主任医师", "chief"), ("主任医师（正高）", "chief"),
     ("主任医师(正高)", "chief"), ("310", "chief"), (310, "chief"), (None, None)],
)  # fmt: skip
def test_a_choice_by_id_label_alias_or_code(value: object, chosen: str | None) -> None:
    assert inputs.read_choice(value, "", "", ACCEPTED, LABELS) == chosen


@pytest.mark.parametrize("value", ["", "三级甲等", "主治医师（高级）", "（中级）", 311, -310])
def test_an_unknown_choice(value: object) -> None:
    found = refused(inputs.read_choice, value, ACCEPTED, LABELS)
    assert found.code == "bad_value" and "主任医师（chief）" in found.message
    assert refused(inputs.read_choice, True, ACCEPTED, LABELS).code == "wrong_type"


def test_a_choice_that_is_nearly_right_is_suggested() -> None:
    found = refused(inputs.read_choice, "attendin", ACCEPTED, LABELS)
    assert "是否指 主治医师（中级）（attending）？" in found.message


def test_a_label_without_its_bracket_that_could_be_two_values_is_neither() -> None:
    accepted = inputs.accepted_choices(
        [("a", "高值药品（附件1）", (), ()), ("b", "高值药品（附件3）", (), ())]
    )
    assert "高值药品" not in accepted


def test_a_set_has_each_value_once() -> None:
    def read(value: object, path: str, label: str) -> Any:
        return inputs.read_set(value, path, label, ACCEPTED, LABELS)

    assert read(["主治", 310], "", "") == {"attending", "chief"}
    assert read([], "", "") == frozenset()
    assert refused(read, ["chief", "主任医师"]).code == "bad_value"
    assert refused(read, ["x"]).fact == "facts.unit_price[0]"
    assert refused(read, ["chief", None]).fact == "facts.unit_price[1]"
    assert refused(read, "chief").code == "wrong_type"


# ---------------------------------------------------------------- rosters, tables, names


def test_a_roster_is_a_list_of_objects() -> None:
    assert inputs.read_roster([{}], "facts.shops", "药店") == [{}]
    assert refused(inputs.read_roster, {}).code == "wrong_type"
    assert refused(inputs.read_roster, [{}, "x"]).fact == "facts.unit_price[1]"
    assert refused(inputs.read_roster, [{}] * 10_001).code == "bad_value"


def test_names_that_are_missing_are_no_duplicates() -> None:
    inputs.check_unique_names(["甲", None, None, "乙"], "facts.shops", "药店")
    with pytest.raises(DecisionError):
        inputs.check_unique_names(["甲", "甲"], "facts.shops", "药店")


def test_a_table_of_parameters() -> None:
    keys = [(ACCEPTED, LABELS)]

    def read(value: object, path: str = "params.t") -> Any:
        return inputs.read_table(value, path, "标准", keys, inputs.read_money)

    assert read({"chief": "1.5", "主治": None}) == {("chief",): 150}
    assert read(None) == {}
    for value, path, code in (
        ({"x": 1}, "params.t.x", "unknown_key"), ({"chief": -1}, "params.t.chief", "bad_value"),
        ({"chief": 1, "主任医师": 1}, "params.t.chief", "bad_value"), (5, "params.t", "wrong_type"),
    ):  # fmt: skip
        with pytest.raises(DecisionError) as raised:
            read(value)
        assert (raised.value.code, raised.value.fact) == (code, path)


def test_a_table_with_two_keys() -> None:
    keys = [(ACCEPTED, LABELS), (ACCEPTED, LABELS)]
    found = inputs.read_table(
        {"chief": {"主治": "0.5"}, "attending": None}, "params.t", "标准", keys, inputs.read_ratio
    )
    assert found == {("chief", "attending"): 500_000}


# ---------------------------------------------------------------- wording and writing


@given(json_values(), st.sampled_from(SCALARS))
def test_every_value_is_read_or_refused_in_words(value: object, read: Read) -> None:
    try:
        read(value, "facts.x", "事实")
    except DecisionError as error:
        assert len(error.message) < 400
        json.dumps(error.to_json(), ensure_ascii=False).encode()


@pytest.mark.parametrize("read", SCALARS)
def test_a_number_too_long_to_be_written_out_is_refused(read: Read) -> None:
    assert len(refused(read, 10**5000).message) < 200


def test_a_code_too_long_to_be_written_out_is_refused() -> None:
    assert refused(inputs.read_choice, 10**5000, ACCEPTED, LABELS).code == "bad_value"


def test_a_long_value_is_shortened() -> None:
    assert len(refused(inputs.read_money, "9" * 10_000).message) < 200


@pytest.mark.parametrize(
    ("cents", "text"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123456, "1234.56")]
)
def test_money_is_written_with_two_decimals(cents: int, text: str) -> None:
    assert inputs.format_money(cents) == text


@pytest.mark.parametrize(
    ("millionths", "text"),
    [(0, "0"), (10**6, "1"), (800_000, "0.8"), (1, "0.000001"), (-250_000, "-0.25"),
     (10 * 10**6, "10")],
)  # fmt: skip
def test_a_ratio_is_written_without_trailing_zeros(millionths: int, text: str) -> None:
    assert inputs.format_ratio(millionths) == text


@given(st.integers(0, 10**14 - 1))
def test_money_is_read_as_it_was_written(cents: int) -> None:
    assert inputs.read_money(inputs.format_money(cents), "", "") == cents


@given(st.integers(0, 10**6))
def test_a_ratio_is_read_as_it_was_written(millionths: int) -> None:
    assert inputs.read_ratio(inputs.format_ratio(millionths), "", "") == millionths
