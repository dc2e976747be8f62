"""Sample facts that the author's guide shows: each is whole, so that its decision is decided."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import luling

POLICIES = Path(__file__).parents[2] / "policies"
README = (POLICIES / "README.md").read_text("utf-8")
SAMPLES = ["anhui/reimbursement", "guangdong/progress", "national/performance", "shandong/progress"]


@pytest.mark.parametrize("sample", SAMPLES)
def test_sample_facts_leave_nothing_open(sample: str) -> None:
    name, _, decision = sample.partition("/")
    facts = json.loads((POLICIES / f"{sample}.sample.json").read_text("utf-8"))
    answer = luling.load(POLICIES / name / f"{name}.policy").decide(decision, facts)
    assert answer.status == "decided"
    assert f"luling decide {name} {decision} policies/{sample}.sample.json" in README
