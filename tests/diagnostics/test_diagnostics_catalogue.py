"""Every code explains itself, and both its examples do what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checking import compile_text
from luling.diagnostics.catalogue import PARTS, Entry, catalogue, parse_docstring

HERE = Path(__file__).parent
CASES = HERE.parent / "cases" / "bad"
COMMANDS = HERE.parent / "cli"
ENTRIES = list(catalogue().values())
POLICY_ENTRIES = [entry for entry in ENTRIES if not entry.code[1:].startswith("09")]
# A file that is too large, missing or in another encoding can't stand in an example: these begin
# with a description in brackets, and are tested with the stage that reports them.
DESCRIBED = {"E0001", "E0005", "E0008", "E0410", "W0406", "W0622"}


def ids(entry: Entry) -> str:
    return entry.code


@pytest.mark.parametrize("entry", ENTRIES, ids=ids)
def test_every_code_is_well_formed_and_has_four_parts(entry: Entry) -> None:
    assert re.fullmatch(r"[EW]\d{4}", entry.code)
    assert entry.code.startswith("E") == (entry.severity == "error")
    assert tuple(entry.parts) == PARTS
    assert entry.summary.endswith("。")


@pytest.mark.parametrize("entry", POLICY_ENTRIES, ids=ids)
def test_wrong_example_gives_the_code_and_no_other(entry: Entry, tmp_path: Path) -> None:
    if entry.code in DESCRIBED:
        assert entry.parts["错误示例"].startswith("（")
        return
    assert codes(entry.parts["错误示例"], tmp_path) == {entry.code}


@pytest.mark.parametrize("entry", POLICY_ENTRIES, ids=ids)
def test_right_example_is_right(entry: Entry, tmp_path: Path) -> None:
    assert codes(entry.parts["正确示例"], tmp_path) == set()


def codes(snippet: str, folder: Path) -> set[str]:
    bag, _ = compile_text(snippet, folder)
    return {item.code for item in bag}


@pytest.mark.parametrize("entry", POLICY_ENTRIES, ids=ids)
def test_every_code_has_a_bad_case(entry: Entry) -> None:
    assert entry.code in DESCRIBED or list((CASES / entry.code).glob("*.policy"))


def test_every_code_of_the_command_line_is_tested_there() -> None:
    tested = "".join(path.read_text() for path in COMMANDS.glob("test_*.py"))
    for entry in ENTRIES:
        assert entry in POLICY_ENTRIES or entry.code in tested, entry.code


def test_parts_are_read_in_either_form() -> None:
    parts = parse_docstring(
        """说明：一句话
        接着说。

        为什么：
            因为 abc
            def。
        错误示例：
            参数 甲：
              乙。
        正确示例
            参数 丙。
        """
    )
    assert parts == {
        "说明": "一句话接着说。",
        "为什么": "因为 abc def。",
        "错误示例": "参数 甲：\n  乙。",
        "正确示例": "参数 丙。",
    }
