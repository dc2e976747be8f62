"""The sample list of Weihai's drugs: marked as one, and it only ever fills in the class."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import luling
from luling.api import ENGINES, Engine

FOLDER = Path(__file__).resolve().parents[2] / "policies" / "weihai"
CLASSES = {
    "SAMPLE-1-07": "high_value", "SAMPLE-2-07": "other_negotiated",
    "SAMPLE-3-07": "unrestricted_high_value", "SAMPLE-4-03": "major_illness",
}  # fmt: skip
DATE: dict[str, Any] = {"service_date": "2023-06-01"}
SHOP = {"care_setting": "outpatient", "supply_channel": "pharmacy", "out_of_area": "none"}
CASES: list[dict[str, Any]] = [
    {}, DATE, DATE | SHOP, DATE | SHOP | {"within_scope": False, "three_fix_registered": None},
    DATE | SHOP | {"for_chronic_treatment": False, "special_pharmacy": True},
    DATE | {"out_of_area": "networked"}, SHOP | {"service_date": "2022-12-31"},
]  # fmt: skip


@cache
def policy() -> luling.Policy:
    return luling.load(FOLDER / "weihai.policy")


def answer(facts: dict[str, Any], engine: Engine) -> tuple[Any, ...]:
    found = policy().decide("reimbursement", facts, engine=engine)
    return found.status, found.outputs, found.unresolved


def test_every_line_of_the_sample_says_that_it_is_one() -> None:
    with (FOLDER / "annexes.sample.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["药品编码"] for row in rows}) == 20 + 71 + 19 + 4
    for row in rows:
        assert row["药品编码"].startswith("SAMPLE-")
        assert row["药品名称"].startswith("示例") and "虚构" in row["药品名称"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("code", CLASSES)
def test_a_code_answers_like_its_class(code: str, engine: Engine) -> None:
    for facts in CASES:
        given = answer(facts | {"drug_class": CLASSES[code]}, engine)
        both = {"drug_class": CLASSES[code], "drug_code": code}
        assert answer(facts | both, engine) == given
        if "service_date" in facts:
            assert answer(facts | {"drug_code": code}, engine) == given


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_ever_asks_for_the_code(engine: Engine) -> None:
    for facts in CASES:
        _, outputs, unresolved = answer(facts, engine)
        assert answer(facts | {"drug_code": None}, engine)[1:] == (outputs, unresolved)
        asked = {path for paths in unresolved.values() for path in paths}
        assert "facts.drug_code" not in asked
    assert "facts.drug_class" in answer(DATE | SHOP, engine)[2]["settlement_policy"]
