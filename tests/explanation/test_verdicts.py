"""How the main outcome is told: 予以支付 is said of payment alone."""

from __future__ import annotations

import pytest

from luling.core import ir
from luling.explanation.words import Words
from luling.types import BOOL, MONEY, Type
from sample_world import program_of


def outcome(id: str, label: str, type: Type = BOOL) -> ir.Definition:
    return ir.Definition(id, label, type, "outcome", True, None)


def words_of(*definitions: ir.Definition) -> Words:
    program = program_of(definitions)
    return Words(program, program.decisions[0])


@pytest.mark.parametrize(
    ("id", "label", "yes", "no", "question"),
    [
        ("payable", "可以支付", "予以支付", "不予支付", "能否支付"),
        ("payable", "可以补助", "可以补助：是", "可以补助：否", "可以补助"),
        ("qualified", "可以准入", "符合条件", "不符合条件", "是否符合条件"),
        ("eligible", "可以支付", "可以支付：是", "可以支付：否", "可以支付"),
    ],
)
def test_a_verdict_is_told_in_its_own_words(
    id: str, label: str, yes: str, no: str, question: str
) -> None:
    one = outcome(id, label)
    words = words_of(one)
    assert (words.verdict(one, True), words.verdict(one, False)) == (yes, no)
    assert words.question(one) == question


def test_an_amount_has_no_verdict() -> None:
    one = outcome("payable", "可以支付的金额", MONEY)
    words = words_of(one)
    assert words.verdict(one, "12.00") == "可以支付的金额：12.00 元"
    assert words.question(one) == "可以支付的金额"
