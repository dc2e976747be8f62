"""Quotes are found byte for byte, and a miss says what differs."""

from __future__ import annotations

import pytest

from luling.notice import Clause, QuoteHit, QuoteMiss, cut, find_quote

TEXT = (
    "关于试点的通知\n各市局：\n一、报销比例\n（一）职工医保统筹基金报销比例为80%；超过限额后，"
    "按“大额”政策报销。\n（二）其余医师开具的相关药品处方不予报销。\n二、自2021年3月1日起实施。\n"
)
NOTICE = cut(TEXT)


def clause(ref: str) -> Clause:
    found = NOTICE.find(ref)
    assert found is not None
    return found


def miss(ref: str, quote: str) -> QuoteMiss:
    result = find_quote(NOTICE, clause(ref), quote)
    assert isinstance(result, QuoteMiss)
    assert result.nearest == TEXT[result.start : result.end]
    return result


def test_hit_is_its_place_in_the_notice() -> None:
    hit = find_quote(NOTICE, clause("一"), "不予报销")
    assert isinstance(hit, QuoteHit)
    assert TEXT[hit.start : hit.end] == "不予报销"


WRONG = (
    ("统筹基金报销比例是80%", "统筹基金报销比例为80%", "第9个字：「是」应为「为」"),
    (
        "统筹基金报销比例为80％",
        "统筹基金报销比例为80%",
        "第12个字：「％」应为「%」（全角、半角不同）",
    ),
    ("超过限额后,按", "超过限额后，按", "第6个字：「,」应为「，」（全角、半角不同）"),
    ('按"大额"政策', "按“大额”政策", '第2个字：「"」应为「“」（全角、半角不同）；另有1处不同'),
    ("统筹基金比例为80%", "统筹基金报销比例为80%", "第5个字前少了「报销」"),
    ("统筹基金的报销比例", "统筹基金报销比例", "第5个字「的」是多出来的"),
)


@pytest.mark.parametrize(("quote", "nearest", "said"), WRONG)
def test_miss_shows_the_nearest_words_and_the_difference(
    quote: str, nearest: str, said: str
) -> None:
    result = miss("一（一）", quote)
    assert result.nearest == nearest
    assert result.description == said


def test_miss_names_the_clauses_that_have_the_quote() -> None:
    assert miss("二", "不予报销").where_else == ("一（二）",)
    assert miss("一", "自2021年3月1日").where_else == ("二",)


def test_miss_without_any_likeness_shows_nothing() -> None:
    result = miss("二", "药品目录调整")
    assert (result.nearest, result.description, result.where_else) == ("", "", ())
    assert result.start == clause("二").start
    assert miss("二", "").nearest == ""


def test_mistake_deep_in_a_long_quote_is_found() -> None:
    words = "".join(chr(0x4E00 + i * 7) for i in range(1000))
    notice = cut(f"一、{words}。")
    whole = notice.find("一")
    assert whole is not None
    result = find_quote(notice, whole, words[:600] + "错" + words[601:])
    assert isinstance(result, QuoteMiss)
    assert result.differences[0].at == 601
    assert result.differences[0].original == words[600]
