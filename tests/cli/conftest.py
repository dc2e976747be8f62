"""A folder with one sound policy (`sample`), one with an error, one whose case fails, and data."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest
from cli_running import FILES, Luling, Result

from luling.cli.app import run as run_command

CLASH = """政策 clash《规则相冲突的通知》
  成文日期 2024年1月1日。
判定 核对（check）
  事实 甲（first）：是非。
  事实 乙（second）：是非。
  结论 金额（amount）：金额。
    通则 甲方（first_rule）：当 甲，为 1元。
    通则 乙方（second_rule）：当 乙，为 2元。
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of `files`, which is the working directory."""
    shutil.copytree(FILES, tmp_path, dirs_exist_ok=True)
    (tmp_path / "empty").mkdir()
    wrong = tmp_path / "wrong"
    shutil.copytree(FILES / "policies" / "sample", wrong)
    text = (wrong / "sample.policy").read_text(encoding="utf-8").replace("非 定点", "非 未声明")
    (wrong / "wrong.policy").write_text(text.replace("政策 sample", "政策 wrong"), encoding="utf-8")
    (wrong / "sample.policy").unlink()
    twin = tmp_path / "twin" / "sample"  # a second policy with the id of the first
    shutil.copytree(FILES / "policies" / "sample", twin)
    clash = tmp_path / "clash"  # sound sentences whose rules disagree about a case
    clash.mkdir()
    (clash / "clash.policy").write_text(CLASH, encoding="utf-8")
    (clash / "both.json").write_text('{"first": true, "second": true}', encoding="utf-8")
    (clash / "none.json").write_text('{"first": false, "second": false}', encoding="utf-8")
    (clash / "one.json").write_text('{"first": true, "second": false}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def luling(folder: Path, capsys: pytest.CaptureFixture[str]) -> Luling:
    """Runs a command in `folder`."""

    def run(*arguments: str, stdin: bytes = b"") -> Result:
        before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin))
        try:
            code = run_command(arguments)
        finally:
            sys.stdin = before
        printed = capsys.readouterr()
        return Result(code, printed.out, printed.err)

    return run
