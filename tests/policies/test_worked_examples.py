"""Every 用例 of every policy holds on both engines: its expectations were worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

import luling
from luling.cli.cases import run_cases

POLICIES = Path(__file__).parents[2] / "policies"
NAMES = sorted(path.parent.name for path in POLICIES.glob("*/cases.policy"))


@pytest.mark.parametrize("name", NAMES)
def test_worked_examples_hold(name: str) -> None:
    results = list(run_cases(luling.load(POLICIES / name / f"{name}.policy")))
    assert results
    assert [(one.case.title, one.differences) for one in results if one.differences] == []
