"""Numbers and dates are read in whatever form a notice writes them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F

import pytest

from luling.notice import PartialDate, mentions, mentions_value, nearest_mentions
from luling.notice.numerals import chinese_int, to_chinese
from luling.notice.values import Value, ValueKind

READ = (
    ("80%", "ratio", F(4, 5), None),
    ("80％", "ratio", F(4, 5), None),
    ("百分之八十", "ratio", F(4, 5), None),
    ("八成", "ratio", F(4, 5), None),
    ("七成五", "ratio", F(3, 4), None),
    ("减半", "ratio", F(1, 2), None),
    ("五分之一", "ratio", F(1, 5), None),
    ("三分之二以上", "ratio", F(2, 3), None),
    ("5个百分点", "ratio", F(1, 20), None),
    ("30种", "integer", 30, "种"),
    ("三十种", "integer", 30, "种"),
    ("1家", "integer", 1, "家"),
    ("一家", "integer", 1, "家"),
    ("两批", "integer", 2, "批"),
    ("3万人次", "integer", 30000, "人次"),
    ("18周岁", "integer", 18, "周岁"),
    ("1.5万元", "money", 15000, "元"),
    ("15000元", "money", 15000, "元"),
    ("15,000元", "money", 15000, "元"),
    ("三万五千元", "money", 35000, "元"),
    ("半年", "duration", 6, "月"),
    ("一年半", "duration", 18, "月"),
    ("3个月", "duration", 3, "月"),
    ("三十个工作日", "duration", 30, "工作日"),
    ("30日内", "duration", 30, "日"),
    ("每月10日前", "day_of_month", 10, None),
    ("10日前", "day_of_month", 10, None),
    ("二级及以上", "level", 2, "级"),
    ("中级职称（含）以上", "level", 2, "职称"),
    ("第一批", "ordinal", 1, "批"),
    ("2021年3月1日", "date", PartialDate(2021, 3, 1), None),
    ("二〇二一年三月一日", "date", PartialDate(2021, 3, 1), None),
    ("2021-03-01", "date", PartialDate(2021, 3, 1), None),
    ("2022年6月底前", "date", PartialDate(2022, 6, None, True), None),
    ("6月底前", "date", PartialDate(None, 6, None, True), None),
    ("6月15日前", "date", PartialDate(None, 6, 15), None),
    ("2021年2月", "date", PartialDate(2021, 2, None), None),
    ("2022年底前", "date", PartialDate(2022, 12, 31), None),
    ("2022年度", "date", PartialDate(2022, None, None), None),
)


@pytest.mark.parametrize(("text", "kind", "value", "unit"), READ)
def test_form_is_read(text: str, kind: str, value: object, unit: str | None) -> None:
    (mention,) = mentions(f"原则上{text}，")
    assert (mention.kind, mention.value, mention.unit) == (kind, value, unit)


RANGES = (
    ("1—2名", {F(1), F(2)}),
    ("1-2名", {F(1), F(2)}),
    ("三至五名", {F(3), F(5)}),
    ("70%—80%", {F(7, 10), F(4, 5)}),
    ("70~80%", {F(7, 10), F(4, 5)}),
    ("1—2万元", {F(10000), F(20000)}),
    ("1万元到2万元", {F(10000), F(20000)}),
    ("一、二级医院", {F(1), F(2)}),
)


@pytest.mark.parametrize(("text", "values"), RANGES)
def test_both_ends_of_a_range_are_read(text: str, values: set[F]) -> None:
    assert {mention.value for mention in mentions(text)} == values


@pytest.mark.parametrize(
    "text",
    [
        *("附件2", "附件1—4", "（医保发〔2021〕28号）", "1、将", "2．对", "（3）超"),
        *("统一", "进一步", "万元", "成立", "双通道", "十四五"),
    ],
)
def test_what_measures_nothing_is_not_read(text: str) -> None:
    assert mentions(text) == ()


def test_item_number_that_runs_into_a_count() -> None:
    assert mentions_value("3.19个取消限定支付范围", 19, "integer", "个")
    assert [m.value for m in mentions("1.5万元以下")] == [15000]


def test_second_date_of_a_range_takes_the_year_of_the_first() -> None:
    _, second = mentions("自2021年3月1日至12月31日")
    assert second.value == PartialDate(2021, 12, 31)


MENTIONED: tuple[tuple[str, Value, ValueKind, str | None, bool], ...] = (
    ("报销比例为80%", F(4, 5), "ratio", None, True),
    ("报销比例为80%", F(7, 10), "ratio", None, False),
    ("配备30种", 30, "integer", "种", True),
    ("配备30种", 30, "integer", None, True),
    ("配备30种", 30, "integer", "家", False),
    ("配备30种", F(30), "ratio", None, False),
    ("1万元以下", F(10000), "money", None, True),
    ("满3年", 3, "integer", "年", True),
    ("一年收取一次", 1, "duration", "年", True),
    ("一年收取一次", 12, "duration", "月", True),
    ("二十四个月", 2, "duration", "年", True),
    ("30日内", 30, "duration", "日", True),
    ("30日内", 1, "duration", "月", False),
    ("于每月10日前报送", 10, "day_of_month", None, True),
    ("二级及以上", 2, "level", "级", True),
    ("二级及以上", 2, "integer", "家", False),
    ("2022年6月底前", date(2022, 6, 30), "date", None, True),
    ("2022年6月底前", date(2022, 6, 29), "date", None, False),
    ("2024年2月底前", date(2024, 2, 29), "date", None, True),
    ("2024年2月底前", date(2024, 2, 28), "date", None, False),
)


@pytest.mark.parametrize(("text", "value", "kind", "unit", "expected"), MENTIONED)
def test_value_is_mentioned(
    text: str, value: Value, kind: ValueKind, unit: str | None, expected: bool
) -> None:
    assert mentions_value(text, value, kind, unit) is expected


def test_date_without_a_year_belongs_to_the_year_of_the_notice() -> None:
    text = "第一批，6月30日前；9月底前全面建立"
    assert mentions_value(text, date(2021, 6, 30), "date", year=2021)
    assert mentions_value(text, date(2021, 9, 30), "date", year=2021)
    assert not mentions_value(text, date(2022, 6, 30), "date", year=2021)
    assert mentions_value(text, date(2022, 6, 30), "date")


def test_nearest_mentions_are_of_the_kind_and_nearest_first() -> None:
    text = "不高于30%调至不高于20%，配备25种"
    near = nearest_mentions(text, F(1, 4) - F(1, 100), "ratio")
    assert [mention.text for mention in near] == ["20%", "30%"]
    dates = nearest_mentions("6月15日前或9月底前", date(2021, 10, 1), "date", year=2021)
    assert [mention.text for mention in dates] == ["9月底", "6月15日"]
    assert nearest_mentions(text, 1, "duration", "年") == ()


def test_chinese_numerals_round_trip() -> None:
    assert all(chinese_int(to_chinese(n)) == n for n in range(1, 10_000))
