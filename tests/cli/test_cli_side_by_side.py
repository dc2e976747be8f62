"""`luling docs` with several policies or older versions, `luling diff -o`: what is written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from cli_running import Luling

HREF = re.compile(r'href="([^"#]+)')


@pytest.fixture
def cities(folder: Path) -> str:
    """A folder with two policies that decide the same, and an older version of one beside it."""
    source = folder / "policies" / "sample"
    for name in ("north", "south"):
        city = folder / "cities" / name
        shutil.copytree(source, city)
        (city / "sample.policy").rename(city / f"{name}.policy")
        rewrite(city / f"{name}.policy", ("政策 sample", f"政策 {name}"))
    older = folder / "older" / "north"
    shutil.copytree(folder / "cities" / "north", older)
    for path in older.iterdir():
        rewrite(path, ("起付标准为500元", "起付标准为400元"), ("金额 500元", "金额 400元"),
                ("统筹支付 是 800元", "统筹支付 是 880元"))  # fmt: skip
    return "cities"


def rewrite(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for one, other in changes:
        text = text.replace(one, other)
    path.write_text(text, encoding="utf-8")


def written(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_several_policies_are_written_side_by_side(
    luling: Luling, cities: str, folder: Path
) -> None:
    result = luling("docs", cities, "-o", "out")
    assert (result.code, result.err) == (0, "")
    assert "二地对照：across-policies.html、across-policies.md\n" in result.out
    index = (folder / "out" / "index.html").read_text(encoding="utf-8")
    assert '<a href="across-policies.html">二地对照</a>' in index
    page = (folder / "out" / "across-policies.html").read_text(encoding="utf-8")
    assert set(HREF.findall(page)) == {"index.html", "search.html", "north.html", "south.html"}


def test_one_policy_is_compared_with_none(luling: Luling, cities: str, folder: Path) -> None:
    """A page of an earlier run, which would speak of more, is taken away; other policies stay."""
    luling("docs", cities, "-o", "out", "--against", "older")
    assert {"across-policies.html", "north-revision.html"} <= written(folder / "out")
    result = luling("docs", f"{cities}/north", "-o", "out")
    assert (result.code, result.err) == (0, "")
    assert not any(name.startswith(("across", "north-")) for name in written(folder / "out"))
    index = (folder / "out" / "index.html").read_text(encoding="utf-8")
    ends = ("check.html", "html", "md")
    assert set(HREF.findall(index)) == {f"{id}.{end}" for id in ("north", "south") for end in ends}


def test_each_policy_beside_its_older_version(luling: Luling, cities: str, folder: Path) -> None:
    result = luling("docs", cities, "-o", "out", "--against", "older")
    assert (result.code, result.err) == (0, "")
    names = written(folder / "out")
    assert {"north-revision.html", "north-revision.md"} <= names
    assert "south-revision.html" not in names
    index = (folder / "out" / "index.html").read_text(encoding="utf-8")
    assert "north-revision.html" in HREF.findall(index)
    page = (folder / "out" / "north-revision.html").read_text(encoding="utf-8")
    assert "<del>400</del>元" in page
    assert set(HREF.findall(page)) == {"index.html", "search.html", "north.html"}


def test_twice_the_same_bytes(luling: Luling, cities: str, folder: Path) -> None:
    for out in ("one", "other"):
        luling("docs", cities, "-o", out, "--against", "older")
    for name in written(folder / "one"):
        assert (folder / "one" / name).read_bytes() == (folder / "other" / name).read_bytes()


@pytest.mark.parametrize("ending", ["html", "md"])
def test_two_versions_as_a_page(luling: Luling, cities: str, folder: Path, ending: str) -> None:
    result = luling("diff", "older/north", f"{cities}/north", "-o", f"pages/a.{ending}")
    assert (result.code, result.err, result.out) == (0, "", f"写好了 pages/a.{ending}。\n")
    text = (folder / "pages" / f"a.{ending}").read_text(encoding="utf-8")
    assert "修订对照" in text
    assert "1个结果不同" in text
    assert not HREF.findall(text)  # it stands alone


def test_a_page_does_not_keep_json_and_exit_code_away(luling: Luling, cities: str) -> None:
    arguments = ("diff", "older/north", f"{cities}/north", "-o", "a.html")
    assert luling(*arguments, "--exit-code").code == 1
    assert luling(*arguments, "--json").out.startswith("{\n")


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (("diff", "older/north", "cities/north", "-o", "a.pdf"), "E0932", 2),
        (("docs", "cities", "--against", "clash"), "E0933", 2),
        (("docs", "cities", "--against", "nowhere"), "E0902", 2),
        (("docs", "policies/sample", "--against", "wrong"), "E0933", 2),
    ],
)
def test_mistakes(
    luling: Luling, cities: str, folder: Path, arguments: tuple[str, ...], code: str, exit_code: int
) -> None:
    result = luling(*arguments)
    assert (result.code, f"错误 {code}：" in result.err) == (exit_code, True), result.text
    assert not (folder / "build").exists()


def test_an_older_version_with_mistakes(luling: Luling, cities: str, folder: Path) -> None:
    rewrite(folder / "older" / "north" / "north.policy", ("金额 400元", "金额 四百元"))
    result = luling("docs", cities, "-o", "out", "--against", "older")
    assert result.code == 1
    assert "E0914" in result.err
    assert not (folder / "out").exists()


def test_a_page_that_cannot_be_written(luling: Luling, cities: str, folder: Path) -> None:
    (folder / "full").write_text("", encoding="utf-8")
    result = luling("diff", "older/north", f"{cities}/north", "-o", "full/a.html")
    assert result.code == 1
    assert "不是文件夹" in result.err
