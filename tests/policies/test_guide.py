"""The tutorial of the author's guide, followed to the letter: what it says must work, works."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import luling
from luling.cli.cases import run_cases
from luling.cli.new import skeleton

GUIDE = Path(__file__).parents[2] / "policies" / "README.md"
BLOCKS = [block for _, block in re.findall(r"```(\w*)\n(.*?)```", GUIDE.read_text("utf-8"), re.S)]
STEPS = [
    "政策 demo",
    "枚举 险种",
    "收集 不予补助",
    "结论 补助比例",
    "参数 每次补助限额",
    "结论 补助金额",
    "条文 四",
    "用例「职工备案后在药店购药」",
]


def block(start: str) -> str:
    """The one block of the guide that starts with these words."""
    found = [item for item in BLOCKS if item.lstrip().startswith(start)]
    assert len(found) == 1, start
    return found[0]


@pytest.fixture
def policy(tmp_path: Path) -> luling.Policy:
    (tmp_path / "notice.txt").write_text(block("某市医疗保障局关于"), "utf-8")
    path = tmp_path / "demo.policy"
    path.write_text("\n".join(map(block, STEPS)), "utf-8")
    return luling.load(path)


def test_skeleton_lists_as_many_clauses_as_the_guide_says() -> None:
    text, count = skeleton(block("某市医疗保障局关于"), "demo")
    assert f"列出 {count} 个待编码的条款" in block("建好了")
    assert block("政策 demo").splitlines()[0] in text


def test_cases_of_the_guide_hold(policy: luling.Policy) -> None:
    results = list(run_cases(policy))
    assert len(results) == 5
    assert [result.differences for result in results] == [()] * 5


def test_facts_of_the_guide_are_decided(policy: luling.Policy) -> None:
    facts, params = (json.loads(block(start)) for start in ('{\n  "service_date"', '{\n  "_说明"'))
    given = {name: value for name, value in params.items() if not name.startswith("_")}
    answer = policy.decide("subsidy", facts, params=given, engine="interpreter")
    assert answer.outputs == {"denials": [], "ratio": "0.7", "amount": "140.00"}
