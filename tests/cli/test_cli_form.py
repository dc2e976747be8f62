"""luling form: what it lists, shows and writes, and what it refuses."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from cli_running import Luling
from openpyxl import load_workbook

POLICY = "forms/claims"
FACTS = {"service_date": "2023-06-01", "insurance": "employee", "designated": True,
         "eligible_cost": "1500.00"}  # fmt: skip


def test_without_a_form_the_forms_are_listed(luling: Luling) -> None:
    result = luling("form", POLICY)
    assert (result.code, result.err) == (0, "")
    _, first, second = result.out.splitlines()
    assert first.split() == ["claim_form", "申报表", "《费用申报表》", "事实见判定", "claim"]
    assert second.split()[0] == "share_form"


def test_a_policy_without_forms_says_so(luling: Luling) -> None:
    assert luling("form", "sample").out == "政策 sample 没有表单。\n"


@pytest.mark.parametrize("name", ["claim_form", "申报表"])
def test_a_form_is_shown_by_id_or_label(luling: Luling, name: str) -> None:
    result = luling("form", POLICY, name, "facts.json")
    assert (result.code, result.err) == (0, "")
    lines = [line.strip() for line in result.out.splitlines() if line.strip()]
    assert lines == [
        "费用申报表", "(2023年6月)", "险种：☑职工医保　☐居民医保", "定点：☑是　☐否",
        "费用：1,500.00元", "期限：2023年7月10日", "申请人签字：________",
        "表样：《示例市医疗保障局关于填报费用的通知》附件正文",
    ]  # fmt: skip


def test_facts_come_from_standard_input_too(luling: Luling) -> None:
    given = {**FACTS, "insurance": None}
    shown = luling("form", POLICY, "claim_form", "-", stdin=json.dumps(given).encode()).out
    assert "险种：☐职工医保　☐居民医保\n" in shown
    assert "尚缺：险种。\n" in shown


def test_before_the_notice_is_in_force_only_facts_are_filled_in(luling: Luling) -> None:
    given = {**FACTS, "service_date": "2022-12-31"}
    shown = luling("form", POLICY, "claim_form", "-", stdin=json.dumps(given).encode()).out
    assert "(2022年12月)" in shown and "期限：________\n" in shown
    assert "注意：通知在这一天没有施行" in shown and "尚缺" not in shown


@pytest.mark.parametrize("suffix", [".xlsx", ".html", ".XLSX"])
def test_a_file_is_written_whole_and_the_same_twice(
    luling: Luling, folder: Path, suffix: str
) -> None:
    written = []
    for name in ("one", "two"):
        path = folder / f"{name}{suffix}"
        result = luling("form", POLICY, "claim_form", "facts.json", "-o", path.name)
        assert (result.code, result.out, result.err) == (0, f"写好了 {path.name}。\n", "")
        written.append(path.read_bytes())
    assert written[0] == written[1]
    assert not list(folder.glob(".*.tmp"))


def test_what_is_missing_is_counted_when_a_file_is_written(luling: Luling, folder: Path) -> None:
    result = luling("form", POLICY, "claim_form", "-", "-o", "filled.xlsx", stdin=b"{}")
    assert result.out == "写好了 filled.xlsx；尚缺 4 项，列在表下。\n"
    sheet = load_workbook(folder / "filled.xlsx").active
    assert sheet is not None
    texts = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert "尚缺：费用日期、险种、定点、医保费用。" in texts


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("form", POLICY, "claim", "facts.json"), "E0928"),
        (("form", "sample", "claim_form", "facts.json"), "E0928"),
        (("form", POLICY, "claim_form", "facts.json", "-o", "filled.docx"), "E0929"),
        (("form", POLICY, "claim_form", "facts.json", "-o", "filled"), "E0929"),
        (("form", POLICY, "claim_form"), "E0901"),
        (("form", POLICY, "claim_form", "nowhere.json"), "E0902"),
        (("form", "nowhere", "claim_form", "facts.json"), "E0908"),
        (("form", "wrong/wrong.policy", "claim_form", "facts.json"), "E0914"),
        (("form", POLICY, "claim_form", "list.json"), "E0906"),
    ],
)
def test_wrong_use_is_told_and_writes_nothing(
    luling: Luling, folder: Path, arguments: tuple[str, ...], code: str
) -> None:
    before = set(os.listdir(folder))
    result = luling(*arguments)
    assert result.code in (1, 2) and result.out == ""
    assert f"错误 {code}：" in result.err
    assert set(os.listdir(folder)) == before


def test_a_bad_fact_is_refused(luling: Luling) -> None:
    given = json.dumps({**FACTS, "insurance": "nobody"}).encode()
    result = luling("form", POLICY, "claim_form", "-", stdin=given)
    assert result.code == 1 and "错误 E0910：" in result.err


def test_rules_without_an_answer_are_told_apart_from_bad_facts(luling: Luling) -> None:
    given = json.dumps({**FACTS, "eligible_cost": "0"}).encode()
    result = luling("form", POLICY, "share_form", "-", stdin=given)
    assert result.code == 1 and "错误 E0918：" in result.err and "除数是零" in result.err


def test_a_place_that_takes_no_file_is_told(luling: Luling, folder: Path) -> None:
    (folder / "taken.xlsx").mkdir()
    result = luling("form", POLICY, "claim_form", "facts.json", "-o", "taken.xlsx")
    assert result.code == 1 and "错误 E0912：" in result.err
