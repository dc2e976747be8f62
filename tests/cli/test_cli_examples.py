"""The examples of the codes of the command line (E09) are commands, and do what they say."""

from __future__ import annotations

import shlex

import pytest
from cli_running import Luling

from luling.diagnostics.catalogue import Entry, catalogue

ENTRIES = [entry for entry in catalogue().values() if entry.code.startswith("E09")]
CODES = [
    "E0901", "E0902", "E0903", "E0904", "E0905", "E0906", "E0907", "E0908", "E0909", "E0910",
    "E0911", "E0912", "E0913", "E0914", "E0915", "E0916", "E0917", "E0918",
    "E0920", "E0921", "E0922", "E0925", "E0926", "E0927", "E0928", "E0929",
    "E0930", "E0931", "E0932", "E0933", "E0935",
]  # fmt: skip


def arguments(example: str) -> list[str]:
    program, *rest = shlex.split(example.strip())
    assert program == "luling"
    return rest


def test_all_codes_are_here() -> None:
    assert [entry.code for entry in ENTRIES] == CODES


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_wrong_example_gives_the_code(luling: Luling, entry: Entry) -> None:
    result = luling(*arguments(entry.parts["错误示例"]))
    assert result.code in (1, 2)
    assert f"错误 {entry.code}：" in result.text
    assert "Traceback" not in result.text


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_right_example_is_right(luling: Luling, entry: Entry) -> None:
    result = luling(*arguments(entry.parts["正确示例"]))
    assert (result.code, result.err) == (0, "")
