"""The page for people, for every worked line of the contract: complete, and in Chinese alone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from luling.api import Policy, load
from luling.explanation import explain, explain_trace, find_changes
from luling.explanation.words import main_output
from luling.runtime.errors import DecisionError

ROOT = Path(__file__).parents[2]
SAMPLES = [
    json.loads(line)
    for line in (ROOT / "tests" / "policies" / "samples.jsonl").read_text("utf-8").splitlines()
]


@cache
def policy_of(name: str) -> Policy:
    return load(ROOT / "policies" / name / f"{name}.policy")


def page_of(sample: dict[str, Any]) -> str:
    policy = policy_of(sample["policy"])
    facts, params = sample["facts"], sample.get("params") or {}
    evaluate = policy.evaluator("interpreter")
    answer = evaluate(sample["decision"], facts, params, True)
    decision = next(d for d in policy.program.decisions if d.id == sample["decision"])
    main = main_output(decision)

    def again(other: Mapping[str, object]) -> Mapping[str, Any]:
        return evaluate(decision.id, other, params, False)

    changes = None
    if main is not None:  # a decision with duties has no main outcome
        changes = find_changes(policy.program, decision, main, facts, again, limit=40)
    page = explain(policy.program, decision, facts, {**answer, "params": params}, changes)
    return page + explain_trace(policy.program, decision, answer["trace"], facts)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["id"])
def test_every_worked_line_has_a_page_without_ids(sample: dict[str, Any]) -> None:
    if not (ROOT / "policies" / sample["policy"] / f"{sample['policy']}.policy").exists():
        pytest.skip("the policy is not written yet")
    try:
        page = page_of(sample)
    except DecisionError as error:
        named = sample["expect"].get("fact", error.fact)
        whole = error.fact and error.fact.partition("[")[0]
        assert sample["expect"].get("expect_error")
        assert {error.fact, whole} & set(named if isinstance(named, list) else [named])
        return
    assert not re.search(r"[A-Za-z_]{2,}", page), page
    assert "未知" not in page and "其他事实" not in page and "其他参数" not in page
    status = sample["expect"]["status"]
    assert ("还缺少" in page) == (status == "incomplete")
    assert ("不能按本通知判定" in page) == (status == "not_in_force")
