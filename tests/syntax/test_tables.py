"""The prepared tables: made from the grammar, found again, quick to load."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from luling.syntax import tables
from luling.syntax.generate import GENERATED, generate, key_of, lark_version, write

GRAMMAR = tables.grammar_path().read_text(encoding="utf-8")
LOADS_LARK = "import sys; {}; sys.exit('lark' in sys.modules)"


@pytest.mark.parametrize("code", ["import luling.syntax.ast", "from luling.syntax import parser"])
def test_lark_is_not_imported_to_read(code: str) -> None:
    tables.load()  # so that a prepared file is there
    places = {**os.environ, "PYTHONPATH": str(Path(tables.__file__).parents[2])}
    subprocess.run([sys.executable, "-c", LOADS_LARK.format(code)], check=True, env=places)


def test_tables_are_made_anew_for_another_grammar(tmp_path: Path) -> None:
    path = tmp_path / GENERATED
    made = tables._read(path, GRAMMAR)
    assert json.loads(path.read_bytes()) == made
    changed = GRAMMAR.replace('"不详"', '"未知"')
    again = tables._read(path, changed)
    assert again["key"] != made["key"]
    assert again["words"]["UNKNOWN"] == ["未知"]


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / GENERATED
    path.write_text("{", encoding="utf-8")
    assert tables._read(path, GRAMMAR)["key"] == key_of(GRAMMAR, lark_version())


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    assert not write(tmp_path / "none" / GENERATED, {})
    assert tables._read(tmp_path / "none" / GENERATED, GRAMMAR)["words"]


def test_the_grammar_has_no_conflicts(caplog: pytest.LogCaptureFixture) -> None:
    from lark import logger

    with caplog.at_level(logging.DEBUG, logger=logger.name):
        generate(GRAMMAR)
    assert "conflict" not in caplog.text.lower()


def test_the_same_grammar_gives_the_same_bytes() -> None:
    assert json.dumps(generate(GRAMMAR)) == json.dumps(generate(GRAMMAR))


def test_each_keyword_stands_in_the_grammar_once() -> None:
    said = [word for words in tables.load().words.values() for word in words]
    assert len(said) == len(set(said))
