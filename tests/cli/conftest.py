"""A folder with one sound policy (`sample`), one with an error, one whose case fails, and data."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest
from cli_running import FILES, Luling, Result

from luling.cli.app import run as run_command


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
