"""`docs/comparison.md` names every key of the two objects, and the real notices compare."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from luling.analysis.comparison import compare
from luling.analysis.revision import Version, revise
from luling.analysis.situation import Situation, cases_of
from luling.api import load
from luling.core import ir
from small_notices import NORTH, SOUTH, program_of

ROOT = Path(__file__).parents[2]
NAMED = set(re.findall(r"`(\w+)`", (ROOT / "docs/comparison.md").read_text(encoding="utf-8")))
NOTICES = ("chongqing", "weihai", "anhui", "shandong", "guangdong", "national")
LINES = [
    json.loads(line)
    for line in (ROOT / "tests/policies/samples.jsonl").read_text("utf-8").splitlines()
]
ANSWERED = [
    one for one in LINES if one["decision"] == "reimbursement" and "outputs" in one["expect"]
]


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            if key != "value":
                yield from keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from keys(item)


def test_the_page_names_every_key() -> None:
    old, new = NORTH, NORTH.replace("比例 80%，", "比例 85%，").replace("（level2）", "（level3）")
    situation = Situation({"day": "2024-01-01", "category": "b", "registered": True})
    found = compare(cases_of([program_of(SOUTH), program_of(NORTH)], "claim", situation))
    assert set(keys(found.to_json())) <= NAMED
    revision = revise(Version(program_of(old)), Version(program_of(new)))
    assert set(keys(revision.to_json())) <= NAMED


# ---------------------------------------------------------------- the real notices


@cache
def program(name: str) -> ir.Program:
    return load(ROOT / "policies" / name / f"{name}.policy").program


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_does_not_differ_from_itself(name: str) -> None:
    one = program(name)
    found = revise(Version(one), Version(one))
    assert found.is_empty


def test_one_reason_under_three_notices(snapshot: SnapshotAssertion) -> None:
    programs = [program(name) for name in ("chongqing", "guangdong", "national")]
    case = Situation({"reason": "average_cost"})
    found = compare(cases_of(programs, "stocking_refusal", case))
    (row,) = found.rows
    told = [(cell.text, [(one.clause, one.quotes) for one in cell.citations]) for cell in row.cells]
    assert (row.agreement, told) == snapshot


@pytest.mark.parametrize(
    "line",
    ANSWERED[::6],
    ids=lambda line: line["id"],
)
def test_the_owner_of_a_worked_line_answers_as_alone(line: dict[str, Any]) -> None:
    """Given what it asks besides others, a notice answers as it does by itself."""
    programs = [program(name) for name in ("chongqing", "weihai", "anhui", "shandong")]
    situation = Situation(line["facts"], line.get("params") or {})
    found = compare(cases_of(programs, "reimbursement", situation))
    at = [column.policy.id for column in found.columns].index(line["policy"])
    assert found.columns[at].left_out == ()
    assert found.columns[at].status == line["expect"]["status"]
    for row in found.rows:
        if row.id in line["expect"]["outputs"]:
            cell = row.cells[at]
            assert cell.value == line["expect"]["outputs"][row.id]
            paths = line["expect"]["unresolved"].get(row.id, [])
            assert [one.path for one in cell.missing] == paths


def test_no_id_stands_in_the_words() -> None:
    programs = [program(name) for name in ("chongqing", "weihai", "anhui", "shandong")]
    for line in ANSWERED[::5]:
        found = compare(cases_of(programs, "reimbursement", Situation(line["facts"])))
        words = [cell.text for row in found.rows for cell in row.cells]
        words += [one.label for column in found.columns for one in column.left_out]
        words += [one.text for column in found.columns for one in column.left_out]
        assert not re.search(r"[A-Za-z_]{2,}", "".join(words))
