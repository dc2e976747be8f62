"""`luling diff`: the page, the JSON object, the exit code, mistakes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli_running import Luling
from syrupy.assertion import SnapshotAssertion

from luling.diagnostics.cells import cells

CHANGES = (
    ("起付标准为500元", "起付标准为600元"),
    ("金额 500元", "金额 600元"),
    ("不在定点医疗机构发生的费用不予报销", "不在定点医院发生的费用不予报销"),
    ("不在定点医疗机构（not_designated）", "不在定点医院（not_designated）"),
    ("当 非 定点，", "当 非 定点 且 非 急诊，"),
    ("  事实 医保费用", "  事实 急诊（emergency）：是非。\n  事实 医保费用"),
    ("统筹支付 是 800元", "统筹支付 是 720元"),
)


@pytest.fixture
def newer(folder: Path) -> str:
    """A newer version of `sample` in another folder."""
    old, new = folder / "policies" / "sample", folder / "newer" / "sample"
    new.mkdir(parents=True)
    for path in old.iterdir():
        text = path.read_text(encoding="utf-8")
        for one, other in CHANGES:
            text = text.replace(one, other)
        (new / path.name).write_text(text, encoding="utf-8")
    return "newer/sample"


def test_no_difference(luling: Luling) -> None:
    result = luling("diff", "sample", "twin/sample", "--exit-code")
    assert (result.code, result.err) == (0, "")
    assert result.out == "两个版本没有不同，2 个用例的结果也都相同。\n"


def test_the_page(luling: Luling, newer: str, snapshot: SnapshotAssertion) -> None:
    result = luling("diff", "sample", newer)
    assert (result.code, result.err) == (0, "")
    assert result.out == snapshot


@pytest.mark.parametrize("width", [34, 60, 120])
def test_the_page_keeps_to_the_width(
    luling: Luling, newer: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luling.cli.diff.width_of", lambda stream: width)
    lines = luling("diff", "sample", newer).out.splitlines()
    assert max(map(cells, lines)) <= width
    assert "急诊" in "".join(line.strip() for line in lines)


def test_no_id_stands_in_the_page(luling: Luling, newer: str) -> None:
    assert not re.search(r"[A-Za-z_]{2,}", luling("diff", "sample", newer).out)


def test_exit_code(luling: Luling, newer: str) -> None:
    assert luling("diff", "sample", newer, "--exit-code").code == 1
    assert luling("diff", "sample", newer, "--exit-code", "--json").code == 1
    assert luling("diff", "sample", newer, "--json").code == 0


def test_the_json_object(luling: Luling, newer: str) -> None:
    found = json.loads(luling("diff", "policies/sample/sample.policy", newer, "--json").out)
    assert found["differs"] is True
    assert [one["new"] for one in found["clauses"]] == ["二（一）", "二（三）"]
    assert found["declarations"][0]["aspects"][0] == {"name": "值", "old": "500元", "new": "600元"}
    assert [one["id"] for one in found["decisions"]] == ["check"]
    (case,) = [one for one in found["cases"] if one["id"] == "employee"]
    assert case["origin"] == "both"
    assert {"name": "统筹支付", "old": "800.00 元", "new": "720.00 元"} in case["aspects"]


def test_the_other_way_round_what_came_went(luling: Luling, newer: str) -> None:
    there = json.loads(luling("diff", "sample", newer, "--json").out)
    back = json.loads(luling("diff", newer, "sample", "--json").out)
    kinds = {"added": "removed", "removed": "added", "changed": "changed"}

    def told(found: dict[str, list[dict[str, list[dict[str, str]]]]]) -> list[tuple[str, str]]:
        changes = [one for each in found["decisions"] for one in each["changes"]]
        return sorted((str(one["kind"]), str(one["id"])) for one in changes)

    assert told(back) == sorted((kinds[kind], id) for kind, id in told(there))


def test_mistakes(luling: Luling, newer: str) -> None:
    assert "错误 E0914" in luling("diff", "sample", "wrong/wrong.policy").err
    assert "错误 E0908" in luling("diff", "sampel", newer).err
    assert "错误 E0922" in luling("diff", newer, "shared.policy").err
    assert "缺少参数：新" in luling("diff", "sample").err


def test_a_clause_that_was_written_anew_is_shown_whole(luling: Luling, newer: str) -> None:
    for path in (Path(newer) / "notice.txt",):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("坚持以人民健康为中心。", "统一思想，提高认识。"), "utf-8")
    out = luling("diff", "sample", newer).out
    assert "旧：总体要求 坚持以人民健康为中心。" in out
    assert "新：总体要求 统一思想，提高认识。" in out


def test_two_policies_are_no_versions_of_one(luling: Luling) -> None:
    out = luling("diff", "sample", "clash/clash.policy").out
    assert "两份标识不同的政策" in out and "标识：sample → clash" in out


def test_very_many_changes_are_counted(luling: Luling, newer: str) -> None:
    path = Path(newer) / "sample.policy"
    text = path.read_text(encoding="utf-8")
    more = "".join(
        f"用例「第{n}个」（n{n}），判定 费用核对，依据 二（二）\n  沿用「职工在定点医院」\n"
        f"  已知 医保费用 是 {n + 700}元\n  应得 可以支付 是 是。\n"
        for n in range(40)
    )
    path.write_text(text + more, encoding="utf-8")
    out = luling("diff", "sample", newer).out
    assert "新增 40 个：「第0个」" in out and "等 40 个" in out
    assert "……还有 11 个，用 --json 可以看到全部。" in out
