"""Help, wrong usage, and how a command ends."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from cli_running import FILES, Luling, start

import luling as luling_package
from luling import __version__
from luling.cli import app
from luling.cli.app import COMMANDS
from luling.diagnostics.cells import cells

ENGLISH_OF_CLICK = ("Usage", "Options:", "Commands:", "Show this", "Error", "Missing", "No such")


def test_alone_it_says_what_a_newcomer_needs(luling: Luling) -> None:
    result = luling()
    assert result.code == 0
    for command in ("luling check", "luling decide", "luling build", "luling explain", "--help"):
        assert command in result.out


def test_version() -> None:
    out, err = start("--version").communicate()
    assert (out.decode(), err) == (f"luling {__version__}\n", b"")


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [(["--version"], ["click", "rich", "lark", "pydantic"]), ([], ["rich", "lark", "pydantic"])],
)
def test_heavy_imports_wait(arguments: list[str], unwanted: list[str]) -> None:
    script = (
        "import sys\nfrom luling.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        f"sys.exit(' '.join(name for name in {unwanted!r} if name in sys.modules) or 0)"
    )
    process = start(script=script)
    _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_chinese_and_aligned(luling: Luling, command: str) -> None:
    result = luling(*command.split(), "--help")
    assert result.code == 0 and result.out.startswith("用法：luling")
    for word in ENGLISH_OF_CLICK:
        assert word not in result.out
    for block in re.findall(r"^(?:命令|选项|参数)：\n((?:  .*\n?)+)", result.out, re.MULTILINE):
        starts = {
            cells(row[: match.start(2)])
            for row in block.splitlines()
            if (match := re.match(r"(  \S.*?  +)(\S)", row))
        }
        assert len(starts) == 1, block


@pytest.mark.parametrize(
    "arguments",
    [
        ["chekc"], ["check", "--fromat", "json"], ["check", "--format", "xml"],
        ["check", "--format"],
        ["decide"], ["decide", "sample"], ["decide", "sample", "check"], ["explain", "a", "b"],
        ["fmt"], ["show", "sample"], ["new"], ["new", "notice.txt", "--id", "不行"],
        ["--nothing"], ["decide", "sample", "check", "facts.json", "--engine", "x"],
        ["decide", "--jsonl", "sample"],
    ],
)  # fmt: skip
def test_wrong_usage_is_said_in_chinese(luling: Luling, arguments: list[str]) -> None:
    result = luling(*arguments)
    assert result.code == 2 and result.out == ""
    assert result.err.startswith("错误 E0901：")
    for word in ENGLISH_OF_CLICK:
        assert word not in result.err


def test_a_misspelt_command_is_guessed(luling: Luling) -> None:
    assert "luling check？" in luling("chekc").err


def test_our_own_faults_show_no_traceback(luling: Luling, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr(app.root, "main", fail)
    result = luling("check")
    assert result.code == 70
    assert "内部错误" in result.err and "Traceback" not in result.err


def test_an_interrupt_is_no_traceback(luling: Luling, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(app.root, "main", interrupt)
    assert luling("check").code == 130


def test_a_policy_is_meant_by_its_id_too(luling: Luling) -> None:
    for command in (["check"], ["test"], ["fmt", "--check"]):
        assert luling(*command, "sample").out == luling(*command, "policies/sample").out != ""


def test_a_code_may_be_given_in_short(luling: Luling) -> None:
    pages = {luling("explain", code).out for code in ("E0301", "e0301", "E301", "301")}
    assert len(pages) == 1 and pages.pop().startswith("E0301")
    assert luling("explain", "E9999").code == luling("explain", "E").code == 2


def test_a_policy_is_no_notice(luling: Luling) -> None:
    result = luling("new", "policies/sample/sample.policy", "--id", "other")
    assert result.code == 2 and "不是通知原文" in result.err


@pytest.mark.parametrize("arguments", ["check", "explain", "--help", "--version", "chekc"])
@pytest.mark.parametrize("away", [">/dev/full", ">&-", "2>&-", "2>/dev/full", ">&- 2>&-"])
def test_output_that_goes_nowhere_is_no_fault_of_ours(arguments: str, away: str) -> None:
    script = shlex.quote("from luling.cli import main; main()")
    command = f"{shlex.quote(sys.executable)} -c {script} {arguments} {away}"
    environment = {**os.environ, "PYTHONPATH": str(Path(luling_package.__file__).parents[1])}
    done = subprocess.run(command, shell=True, cwd=FILES, env=environment, capture_output=True)
    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stderr and "内部错误" not in done.stderr.decode()
