"""luling docs: what is written, what is taken away, and that it is the same every time."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from cli_running import Luling

POLICIES = Path(__file__).resolve().parents[2] / "policies"


@pytest.fixture
def copied(folder: Path) -> Path:
    """Two notices, one above the other, in the working directory."""
    shutil.rmtree(folder / "policies")
    for name in ("common", "national", "guangdong"):
        shutil.copytree(POLICIES / name, folder / "policies" / name)
    return folder


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def without_calculators(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.count(".") == 1]


def test_documents_and_an_index_are_written(luling: Luling, copied: Path) -> None:
    result = luling("docs", "-o", "out")
    assert result.code == 0, result.text
    names = list(written(copied / "out"))
    assert without_calculators(names) == [
        "across-policies.html", "across-policies.md", "guangdong.html", "guangdong.md",
        "index.html", "national.html", "national.md", "search.html",
    ]  # fmt: skip
    assert "写到 out 文件夹" in result.out
    assert "guangdong.progress.html" in names
    assert "guangdong.html、guangdong.md、3 个计算页" in result.out
    page = (copied / "out" / "guangdong.html").read_text(encoding="utf-8")
    assert "国家医疗保障局　国家卫生健康委关于" in page  # the upper notice by its title
    assert str(copied) not in page


def test_the_same_policies_give_the_same_bytes(luling: Luling, copied: Path) -> None:
    luling("docs", "-o", "one")
    luling("docs", "-o", "two")
    assert written(copied / "one") == written(copied / "two")


def test_one_policy_can_be_named(luling: Luling, copied: Path) -> None:
    result = luling("docs", "policies/national", "-o", "out")
    assert result.code == 0
    names = ["index.html", "national.html", "national.md", "search.html"]
    assert without_calculators(written(copied / "out")) == names


def test_a_policy_with_errors_has_no_document(luling: Luling, copied: Path) -> None:
    luling("docs", "-o", "out")
    source = copied / "policies" / "guangdong" / "guangdong.policy"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("依据 二「应配尽配", "依据 二「应配未配"), encoding="utf-8")
    result = luling("docs", "-o", "out")
    assert result.code == 1
    assert "guangdong" in result.err
    files = written(copied / "out")
    assert not any(name.startswith("guangdong") for name in files)
    assert not any(b"guangdong" in files[name] for name in ("index.html", "search.html"))


def test_a_policy_whose_cases_fail_has_no_document(luling: Luling, copied: Path) -> None:
    cases = copied / "policies" / "national" / "cases.policy"
    text = cases.read_text(encoding="utf-8").replace("药占比 是 60%", "药占比 是 61%")
    cases.write_text(text, encoding="utf-8")
    result = luling("docs", "-o", "out")
    assert result.code == 1
    assert "national.html" not in written(copied / "out")
    assert "guangdong.html" in written(copied / "out")


def test_nothing_can_be_written_over_a_file(luling: Luling, copied: Path) -> None:
    (copied / "out").write_text("", encoding="utf-8")
    result = luling("docs", "-o", "out")
    assert result.code == 1
    assert "E0912" in result.err
