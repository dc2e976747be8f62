"""Every example of the language reference does what the reference says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

import luling
from checking import compile_text
from luling.cli.cases import run_cases
from luling.diagnostics.prelude import PRELUDE, complete
from luling.syntax.tables import load

REFERENCE = Path(__file__).parents[2] / "grammar" / "README.md"
TEXT = REFERENCE.read_text(encoding="utf-8")


class Example(NamedTuple):
    line: int
    note: str
    text: str


EXAMPLES = [
    Example(TEXT.count("\n", 0, found.start()) + 1, found[1].strip(), found[2])
    for found in re.finditer(r"^```policy(.*)\n((?:.*\n)*?)```$", TEXT, re.M)
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"line-{example.line}")
def test_an_example_does_what_the_reference_says(example: Example, tmp_path: Path) -> None:
    """The whole compiler says so; 形式 is an example whose files are left to the imagination."""
    wanted = [example.note.removeprefix("错误 ")] if example.note.startswith("错误 ") else []
    bag, _ = compile_text(example.text, tmp_path)
    assert [d.code for d in bag if not (example.note == "形式" and d.code == "E0601")] == wanted


@pytest.mark.parametrize(
    "example",
    [example for example in EXAMPLES if "用例「" in example.text and not example.note],
    ids=lambda example: f"line-{example.line}",
)
def test_the_cases_of_the_reference_hold(example: Example, tmp_path: Path) -> None:
    path = tmp_path / "example.policy"
    path.write_text(complete(example.text), "utf-8")
    for result in run_cases(luling.load(path)):
        assert result.differences == ()


def test_the_reference_shows_the_prelude() -> None:
    (shown,) = [example for example in EXAMPLES if example.note == "前置"]
    assert shown.text.strip() == PRELUDE.strip()


def test_the_reference_names_every_keyword() -> None:
    for word in load().keywords:
        if word.isalpha() and word not in ("并且", "或者"):
            assert word in TEXT, word
