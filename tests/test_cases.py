"""Policies in `tests/cases`: what is wrong with each is written on the line it concerns.

`bad/<code>/<slug>.policy` has a comment `# 应报 E0104` (several codes parted by 、) at the end of
each line that a diagnostic points to: exactly those, and no others. A diagnostic that points to
another file, or into the prelude, is expected by `# 另报 E0104` anywhere. `good/**` give no
diagnostics at all. A file that does not start with 政策 or 词汇 stands after the prelude.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checking import NAME, codes_by_line, compile_text
from luling.diagnostics import Bag
from luling.diagnostics.prelude import complete, example_files
from luling.source import Source

CASES = Path(__file__).parent / "cases"
EXPECTED = re.compile(r"#\s*应报\s+((?:[EW]\d{4}[、,\s]*)+)")
ELSEWHERE = re.compile(r"#\s*另报\s+((?:[EW]\d{4}[、,\s]*)+)")
CODE = re.compile(r"[EW]\d{4}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def names(folder: str) -> list[str]:
    root = CASES / folder
    found = [path for path in root.rglob("*.policy") if not path.name.startswith("_")]
    return sorted(path.relative_to(root).as_posix() for path in found)


def report(path: Path, folder: Path) -> list[tuple[int, str]]:
    """Compile a case; lines are counted in its own text, the prelude left out. One that brings
    files with it (`# 文件`) stands with them in `folder`."""
    from luling.driver import compile_policy

    text = path.read_text(encoding="utf-8")
    if example_files(text):
        return codes_by_line(*compile_text(text, folder))
    whole = complete(text)
    shift = whole[: len(whole) - len(text)].count("\n")
    source = Source(str(path), whole, path)
    bag = Bag()
    compile_policy(path, bag, source)
    return [(max(0, line - shift), code) for line, code in codes_by_line(bag, source)]


def expected(path: Path) -> list[tuple[int, str]]:
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        for pattern, at in ((EXPECTED, number), (ELSEWHERE, 0)):
            match = pattern.search(line)
            found += [(at, code) for code in CODE.findall(match[1])] if match else []
    return sorted(found)


@pytest.mark.parametrize("name", names("bad"))
def test_bad_case_gives_exactly_the_codes_on_its_lines(name: str, tmp_path: Path) -> None:
    path = CASES / "bad" / name
    wanted = expected(path)
    assert path.parent.name in {code for _, code in wanted}, "the folder's code is not expected"
    assert report(path, tmp_path) == wanted


@pytest.mark.parametrize("name", names("good"))
def test_good_case_gives_nothing(name: str, tmp_path: Path) -> None:
    path = CASES / "good" / name
    assert expected(path) == []
    assert report(path, tmp_path) == []


@pytest.mark.parametrize("folder", ["bad", "good"])
def test_cases_have_ascii_slugs(folder: str) -> None:
    for name in names(folder):
        assert SLUG.fullmatch(Path(name).stem), name


def test_the_name_of_examples_is_no_case() -> None:
    assert not list(CASES.rglob(NAME))
