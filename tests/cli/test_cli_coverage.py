"""luling coverage: the table, the list of what is missing, JSON, and the exit code for CI."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_running import Luling

from luling.cli.coverage import _read

SAMPLE = Path("policies/sample/sample.policy")
MORE = """用例「不在定点医院」，判定 费用核对，依据 二（三）
  沿用「职工在定点医院」
  已知 定点 是 否
  应得 可以支付 是 否，统筹支付 是 0元。
"""


def test_one_policy_lists_what_no_case_reaches(luling: Luling) -> None:
    result = luling("coverage", "policies/sample")
    assert (result.code, result.err) == (0, "")
    head, counts, *rest = result.out.splitlines()
    assert head.split() == ["政策", "用例", "条款", "规则", "例外", "条件", "界限", "职责"]
    assert " ".join(counts.split()) == "sample 2 4/4 100% 4/5 80% 0/2 0% 7/10 70% 0/3 0% —"
    text = "\n".join(rest)
    assert "policies/sample/sample.policy:32  例外：当 非 可以支付\n      缺 适用、把" in text
    assert "缺 2022年12月31日、2023年1月1日、2023年1月2日（判定“费用核对”，依据 三）" in text
    assert "条款：" not in text and "职责：" not in text


def test_a_case_that_is_added_is_no_longer_missing(luling: Luling, folder: Path) -> None:
    with (folder / SAMPLE).open("a", encoding="utf-8") as file:
        file.write(MORE)
    result = luling("coverage", "policies/sample", "--fail-under", "100")
    assert (result.code, result.err) == (0, "")
    assert "规则：" not in result.out and "条件：" not in result.out
    assert "界限：" in result.out


def test_what_is_missing_of_several_policies_is_listed_when_asked(
    luling: Luling, folder: Path
) -> None:
    arguments = ("coverage", "policies/sample", "clash/clash.policy")
    assert "还没有遇到" not in luling(*arguments).out
    asked = luling(*arguments, "--missing").out
    assert asked.index("sample 的用例还没有遇到") < asked.index("clash 的用例还没有遇到")


def test_nothing_missing_is_said(luling: Luling, folder: Path) -> None:
    (folder / "all").mkdir()
    text = """政策 all《只有一条的通知》
  成文日期 2024年1月1日。
判定 核对（check）
  事实 甲（first）：是非。
  结论 结果（result）：是非，为 甲。
用例「是」，判定 核对
  已知 甲 是 是
  应得 结果 是 是。
用例「否」，判定 核对
  已知 甲 是 否
  应得 结果 是 否。
"""
    (folder / "all" / "all.policy").write_text(text, encoding="utf-8")
    result = luling("coverage", "all")
    assert result.code == 0
    assert result.out.endswith("all：没有遗漏。\n")


def test_json_has_every_goal_with_its_case(luling: Luling) -> None:
    result = luling("coverage", "policies/sample", "--json")
    [policy] = json.loads(result.out)["policies"]
    assert policy["counts"]["exception"] == {"seen": 0, "total": 2}
    assert {one["status"] for one in policy["clauses"]} == {"reached", "not_encoded"}
    goals = {(goal["kind"], goal["text"]): goal for goal in policy["goals"]}
    goal = goals["condition", "险种 是 职工医保"]
    assert goal["aspects"] == [
        {"id": "true", "words": "成立", "case": "职工在定点医院"},
        {"id": "false", "words": "不成立", "case": "居民的比例待定"},
    ]
    assert (goal["file"], goal["line"]) == ("policies/sample/sample.policy", 27)
    assert goal["clauses"] == ["二（二）"]


@pytest.mark.parametrize(
    ("threshold", "said"),
    [("80", "规则和例外的 57%（4/7），要求 80%"), ("50/71", "条件的 70%（7/10），要求 71%")],
)
def test_too_little_fails(luling: Luling, threshold: str, said: str) -> None:
    result = luling("coverage", "policies/sample", "--fail-under", threshold)
    assert result.code == 1
    assert said in result.err
    assert luling("coverage", "policies/sample", "--fail-under", "57/70").code == 0


@pytest.mark.parametrize(
    ("written", "read"), [("100", (100, 100)), ("100/95", (100, 95)), ("90%/80%", (90, 80))]
)
def test_thresholds_are_read(written: str, read: tuple[int, int]) -> None:
    assert _read(written) == read


@pytest.mark.parametrize("written", ["", "101", "-1", "9/", "50/101", "九十", "1/2/3", "9.5"])
def test_wrong_thresholds_are_refused(luling: Luling, written: str) -> None:
    result = luling("coverage", f"--fail-under={written}")
    assert result.code == 2
    assert "错误 E0926：" in result.err


def test_a_policy_with_errors_has_no_coverage(luling: Luling) -> None:
    result = luling("coverage", "wrong", "policies/sample")
    assert result.code == 1
    assert "政策有错误" in result.out
    assert "sample" in result.out
    assert "错误 E" in result.err


def test_open_clauses_are_listed(luling: Luling, folder: Path) -> None:
    path = folder / SAMPLE
    text = path.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("条文")]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    result = luling("coverage", "policies/sample")
    assert "还有 1 条没有交代" in result.err
    assert "policies/sample/notice.txt:" in result.out
    assert "还没有交代" in result.out
