"""luling build, test, fmt, new: what they write, and what they leave alone."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cli_running import Luling

from luling.api import PolicyError, load
from luling.files import write_atomically


def test_build_writes_an_evaluator_and_sums_up(luling: Luling, folder: Path) -> None:
    result = luling("build")
    assert (result.code, result.err) == (0, "")
    assert (folder / "build" / "evaluators" / "sample.py").is_file()
    head, row, last = result.out.splitlines()
    assert head.split() == ["政策", "条款", "规则", "用例", "错误", "警告", "发现", "写出"]
    assert row.split()[:7] == ["sample", "5", "6", "2", "0", "0", "0"]
    assert last == "写到 build 文件夹，网站从 build/site/index.html 看起。"


def test_building_twice_writes_the_same_bytes(luling: Luling, folder: Path) -> None:
    for name in ("one", "two"):
        luling("build", "-o", name)
    one, two = (folder / name / "evaluators" for name in ("one", "two"))
    written = sorted(path.name for path in one.iterdir())
    assert written == ["package.json", "sample.d.ts", "sample.js", "sample.py"]
    for name in written:
        assert (one / name).read_bytes() == (two / name).read_bytes()


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_javascript_evaluator_is_an_es_module(luling: Luling, folder: Path) -> None:
    luling("build")
    (folder / "use.mjs").write_text(
        'import { POLICY, DECISIONS } from "./build/evaluators/sample.js";'
        "console.log(POLICY.id, DECISIONS.length);"
    )
    done = subprocess.run(["node", "use.mjs"], cwd=folder, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("sample 1\n", "")


@pytest.mark.parametrize(("policy", "code"), [("wrong", "E0201"), ("failing", "E0915")])
def test_of_a_wrong_policy_nothing_is_written(
    luling: Luling, folder: Path, policy: str, code: str
) -> None:
    old = [folder / "build" / "evaluators" / f"{policy}.{end}" for end in ("py", "js", "d.ts")]
    old[0].parent.mkdir(parents=True)
    for path in old:
        path.write_text("")
    result = luling("build", policy, "policies")
    assert result.code == 1 and f"错误 {code}：" in result.err
    assert not any(path.exists() for path in old)
    assert (old[0].parent / "sample.py").is_file()


def test_failing_cases_are_shown_by_outcome(luling: Luling) -> None:
    result = luling("test", "failing", "policies")
    assert result.code == 1
    assert "用例「职工在定点医院」不符" in result.out
    assert "统筹支付：应得 900.00 元，实得 800.00 元（依据 二（二）「报销比例」）" in result.out
    assert result.out.splitlines()[-1].split() == ["sample", "2", "2", "0"]


def test_cases_that_hold_are_counted(luling: Luling) -> None:
    assert luling("test").code == 0


def test_formatting_is_idempotent_and_changes_no_meaning(luling: Luling, folder: Path) -> None:
    path = folder / "policies" / "sample" / "sample.policy"
    path.write_text(path.read_text().replace("：", ":").replace("，", ","), encoding="utf-8")
    assert luling("fmt", "--check", "policies").code == 1
    assert luling("fmt", "policies").code == 0
    text = path.read_text(encoding="utf-8")
    assert luling("fmt", "--check", "policies").code == 0
    assert luling("fmt", "policies").code == 0 and path.read_text(encoding="utf-8") == text
    assert luling("check").code == 0


def test_a_file_with_errors_is_not_formatted(luling: Luling, folder: Path) -> None:
    path = folder / "odd.policy"
    path.write_text("政策 a《甲》。\n事实 乙\n", encoding="utf-8")
    assert luling("fmt", "odd.policy").code == 1
    assert path.read_text(encoding="utf-8") == "政策 a《甲》。\n事实 乙\n"


def test_a_new_policy_lists_every_clause_and_check_names_them(luling: Luling, folder: Path) -> None:
    result = luling("new", "notice.txt", "--id", "fresh")
    assert (result.code, result.err) == (0, "")
    text = (folder / "policies" / "fresh" / "fresh.policy").read_text(encoding="utf-8")
    assert text.startswith("政策 fresh《示例市医疗保障局关于药品费用报销的通知》\n")
    assert "施行日期 2023年1月1日，依据 三「自2023年1月1日起施行」" in text
    listed = [line.split("　")[0] for line in text.splitlines() if line.startswith("# 待编码 ")]
    assert listed == [f"# 待编码 {ref}" for ref in ("一", "二（一）", "二（二）", "二（三）", "三")]
    checked = luling("check", "policies/fresh")
    assert checked.code == 1 and checked.out.count("错误 E0506") == 4
    assert "错误" not in checked.out.replace("错误 E0506", "").replace("4 个错误", "")


def test_new_overwrites_nothing(luling: Luling, folder: Path) -> None:
    before = (folder / "policies" / "sample" / "sample.policy").read_bytes()
    assert "E0911" in luling("new", "notice.txt", "--id", "sample").err
    assert (folder / "policies" / "sample" / "sample.policy").read_bytes() == before


def test_a_notice_in_its_place_is_used_there(luling: Luling, folder: Path) -> None:
    notice = folder / "policies" / "fresh" / "notice.txt"
    write_atomically(notice, (folder / "notice.txt").read_bytes())
    assert luling("new", str(notice)).code == 0
    assert notice.with_name("fresh.policy").is_file()


def test_files_are_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a" / "b.txt"
    write_atomically(path, "甲\r\n")
    assert path.read_bytes() == "甲\r\n".encode()
    path.chmod(0o640)

    def fail(*_: object) -> None:
        raise OSError("full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        with pytest.raises(OSError, match="full"):
            write_atomically(path, "乙")
    assert path.read_text() == "甲\n" and [p.name for p in path.parent.iterdir()] == ["b.txt"]
    write_atomically(path, "丙")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    write_atomically(link, "new")
    assert link.is_symlink() and target.read_text() == "new"


def test_of_two_policies_with_one_id_nothing_is_written(luling: Luling, folder: Path) -> None:
    old = folder / "build" / "evaluators" / "sample.py"
    old.parent.mkdir(parents=True)
    old.write_text("")
    result = luling("build", "policies", "twin")
    assert result.code == 1 and result.err.count("错误 E0916：") == 2
    assert not list((folder / "build").rglob("*.py"))


def half_done(folder: Path) -> None:
    """The sample without a word on its first clause."""
    path = folder / "policies" / "sample" / "sample.policy"
    text = path.read_text(encoding="utf-8").replace("条文 一 不编码", "# 条文 一 不编码")
    path.write_text(text, encoding="utf-8")


def test_a_policy_with_open_clauses_is_tested_but_not_built(luling: Luling, folder: Path) -> None:
    half_done(folder)
    result = luling("test")
    assert (result.code, result.err) == (0, "政策 sample 还有 1 条没有交代，结果仅供编写时参考。\n")
    assert luling("check").code == 1
    assert "错误 E0506" in luling("build").err
    assert not list((folder / "build").rglob("*.py"))


def test_a_policy_with_open_clauses_decides_for_its_author(luling: Luling, folder: Path) -> None:
    half_done(folder)
    result = luling("decide", "sample", "check", "facts.json")
    assert result.code == 0 and "予以支付" in result.out
    assert result.err == "政策 sample 还有 1 条没有交代，结果仅供编写时参考。\n"
    path = folder / "policies" / "sample" / "sample.policy"
    with pytest.raises(PolicyError):
        load(path)
    path.write_text(path.read_text(encoding="utf-8") + "情形 大（big）：没有。\n", encoding="utf-8")
    assert "E0914" in luling("decide", "sample", "check", "facts.json").err


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇二一年七月一日", "2021年7月1日"), ("二○二一年七月十五日", "2021年7月15日"),
        ("二零二一年十二月三十一日", "2021年12月31日"), ("2021 年 7 月 1 日", "2021年7月1日"),
    ],
)  # fmt: skip
def test_the_head_of_a_new_policy_is_read_off(
    luling: Luling, folder: Path, written: str, day: str
) -> None:
    notice = folder / "signed.txt"
    text = notice.read_text(encoding="utf-8").replace("二〇二一年七月一日", written)
    notice.write_text(text, encoding="utf-8")
    assert luling("new", "signed.txt").code == 0
    path = folder / "policies" / "signed" / "signed.policy"
    text = path.read_text(encoding="utf-8")
    assert text.splitlines()[:6] == [
        "政策 signed《青岛市医疗保障局关于调整门诊保障待遇的通知》",
        "  发文机关 青岛市医疗保障局",
        "  文号     青医保[2021]8号",
        f"  成文日期 {day}",
        "  失效日期 2025年9月30日，依据 二（一）「有效期至2025年9月30日」",
        '  原文     "notice.txt"。',
    ]
    added = f"施行日期 {day}，依据 二（一）「自印发之日起施行」，推算 因「自印发之日起施行」"
    assert "施行日期就是成文日期" in text and f"#   {added}\n" in text
    path.write_text(text.replace("  原文 ", f"  {added}\n  原文 "), encoding="utf-8")
    checked = luling("check", "policies/signed").out
    assert "错误" not in checked.replace("错误 E0506", "").replace("个错误", "")


def test_the_letterhead_is_no_part_of_the_issuers(luling: Luling, folder: Path) -> None:
    notice = folder / "headed.txt"
    text = (folder / "signed.txt").read_text(encoding="utf-8")
    notice.write_text(f"青岛市医疗保障局　青岛市卫生健康局文件\n{text}", encoding="utf-8")
    assert luling("new", "headed.txt").code == 0
    head = (folder / "policies" / "headed" / "headed.policy").read_text(encoding="utf-8")
    assert "  发文机关 青岛市医疗保障局、青岛市卫生健康局\n" in head


def test_a_policy_in_a_folder_of_another_name_says_so(luling: Luling, folder: Path) -> None:
    kept = folder / "policies" / "kept"
    (folder / "policies" / "sample").rename(kept)
    (kept / "cases.policy").write_text("# 用例\n", encoding="utf-8")
    result = luling("diff", "policies/kept", "policies/kept")
    assert result.code == 2 and "错误 E0903" in result.err
    assert "文件夹的名称要与政策的相同，请改为 sample" in result.err
