"""luling check, explain, show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_running import Luling


def test_a_sound_policy_has_nothing_to_say(luling: Luling) -> None:
    result = luling("check")
    assert (result.code, result.out) == (0, "检查了 1 份政策：没有发现问题。\n")


def test_a_mistake_is_shown_where_it_is(luling: Luling) -> None:
    result = luling("check", "wrong/wrong.policy")
    assert result.code == 1
    assert "错误 E0201：没有声明过的名称「未声明」" in result.out
    assert "--> wrong/wrong.policy:21:37" in result.out
    assert result.out.endswith("检查了 1 份政策：1 个错误。\n")


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_machine_formats_are_json(luling: Luling, form: str) -> None:
    result = luling("check", "wrong", "--format", form)
    assert result.code == 1 and "E0201" in json.dumps(json.loads(result.out))
    assert luling("check", "--format", form).code == 0


def test_github_format_is_one_command_a_line(luling: Luling) -> None:
    (line,) = luling("check", "wrong", "--format", "github").out.splitlines()
    assert line.startswith("::error file=wrong/wrong.policy,line=21,")


def test_several_paths_are_checked_once_each(luling: Luling, folder: Path) -> None:
    result = luling("check", "policies", "policies/sample", str(folder / "policies"))
    assert result.out == "检查了 1 份政策：没有发现问题。\n"


def test_a_mistake_in_one_policy_does_not_hide_another(luling: Luling) -> None:
    result = luling("check", "wrong", "policies", "failing")
    assert result.out.endswith("检查了 3 份政策：1 个错误。\n")


@pytest.mark.parametrize("path", ["没有", "a\0b", "x" * 5000, "facts.json/x"])
def test_paths_that_are_none(luling: Luling, path: str) -> None:
    result = luling("check", path)
    assert result.code == 2 and "E0902" in result.err


def test_without_a_folder_of_policies(
    luling: Luling, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "empty")
    assert "E0902" in luling("check").err
    assert "E0908" in luling("decide", "sample", "check", "../facts.json").err


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\x00\x01", b"", b"\xef\xbb\xbf", "乱".encode()])
def test_files_that_are_no_policies(luling: Luling, folder: Path, content: bytes) -> None:
    (folder / "odd.policy").write_bytes(content)
    result = luling("check", "odd.policy")
    assert result.code == 1 and "错误 E" in result.out and result.err == ""


def test_explain_prints_the_long_form(luling: Luling) -> None:
    result = luling("explain", "e0905")
    for part in ("E0905（错误）", "说明", "为什么", "错误示例", "正确示例"):
        assert part in result.out


def test_explain_lists_every_code(luling: Luling) -> None:
    out = luling("explain").out
    assert "E0201" in out and "E0905" in out


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("notice", "二（二）"), ("tokens", "NUMBER=80%"), ("ast", "PolicyHead"),
        ("bindings", "parameter deductible"), ("types", "MoneyType"), ("core", "Program"),
        ("python", "import"),
    ],
)  # fmt: skip
def test_every_stage_can_be_shown(luling: Luling, stage: str, words: str) -> None:
    result = luling("show", "--stage", stage, "sample")
    assert result.code == 0 and words in result.out


def test_a_stage_is_shown_beside_errors(luling: Luling) -> None:
    result = luling("show", "--stage", "ast", "wrong")
    assert result.code == 1 and "PolicyHead" in result.out and "E0201" in result.err
    assert luling("show", "--stage", "core", "wrong").out == ""


def test_two_policies_with_one_id_are_both_named(luling: Luling) -> None:
    result = luling("check", "policies", "twin")
    assert result.code == 1 and result.out.count("错误 E0916：") == 2
    files = "policies/sample/sample.policy、twin/sample/sample.policy"
    assert result.out.count(files) == 2
    assert "--> twin/sample/sample.policy:1:4" in result.out


def test_of_very_many_messages_the_rest_is_counted(luling: Luling, folder: Path) -> None:
    path = folder / "policies" / "sample" / "sample.policy"
    wrong = "".join(f"情形 情形{n}（c{n}）：没有{n}。\n" for n in range(200))
    path.write_text(path.read_text(encoding="utf-8") + "情形 大（Big）：是。\n" + wrong)
    result = luling("check")
    assert result.out.count("错误 E") == 50
    assert "policies/sample/sample.policy 还有没有列出的：E0201 " in result.out
    assert json.loads(luling("check", "--format", "json").out)["counts"]["error"] == 201


def test_a_folder_of_another_name_is_not_passed_over(luling: Luling, tmp_path: Path) -> None:
    apart = tmp_path / "apart"
    for folder, name in (("good", "good"), ("copy", "good")):
        (apart / folder).mkdir(parents=True)
        text = f"政策 {name}《通知》\n  成文日期 2024年1月1日。\n"
        (apart / folder / f"{name}.policy").write_text(text, encoding="utf-8")
    result = luling("check", str(apart))
    assert result.code == 2 and "copy" in result.err and "请改为 good" in result.err
    (apart / "copy" / "good.policy").write_text("词汇 旧词汇（old）。\n", encoding="utf-8")
    assert luling("check", str(apart)).code == 0, "a vocabulary may stand anywhere"
