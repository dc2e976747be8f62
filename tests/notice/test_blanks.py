"""The blanks for dates that forms print."""

from __future__ import annotations

import datetime as dt

import pytest

from luling.notice.blanks import count_blanks, fill_blanks

DAY, LATER = dt.date(2022, 5, 31), dt.date(2023, 1, 2)


@pytest.mark.parametrize(
    ("words", "dates", "filled"),
    [
        ("(202　年　月)", [DAY], "(2022年5月)"),
        ("（20 年 月）", [DAY], "（2022年5月）"),
        ("年　月　日", [DAY], "2022年5月31日"),
        ("填报时间:年　月　日", [DAY], "填报时间:2022年5月31日"),
        ("申请日期：　　年　月　日（盖章）", [DAY], "申请日期：2022年5月31日（盖章）"),
        ("自　年　月　日至　年　月　日", [DAY, LATER], "自2022年5月31日至2023年1月2日"),
        ("自　年　月　日至　年　月　日", [None, LATER], "自　年　月　日至2023年1月2日"),
        ("　年　月　日", [None], "　年　月　日"),
    ],
)
def test_dates_are_written_into_the_blanks(
    words: str, dates: list[dt.date | None], filled: str
) -> None:
    assert count_blanks(words) == len(dates)
    assert fill_blanks(words, dates) == filled


@pytest.mark.parametrize(
    "words", ["2022年5月31日", "每年 6月", "年度", "年龄", "本年　累计", "近三年　月均", "12个月"]
)
def test_words_without_blanks_are_left_alone(words: str) -> None:
    assert count_blanks(words) == 0
    assert fill_blanks(words, [DAY]) == words
