"""The folder with the site, as luling build and luling docs leave it after several runs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from cli_running import Luling

from luling.backends.document.pdf import PdfMissing

HREF = re.compile(r'href="([^"#]+)')
COMMON = {"index.html", "search.html"}


@pytest.fixture
def cities(folder: Path) -> Path:
    """Two policies, north and south, under `policies`."""
    sample = folder / "policies" / "sample"
    for name in ("north", "south"):
        city = folder / "policies" / name
        shutil.copytree(sample, city)
        (city / "sample.policy").rename(city / f"{name}.policy")
        rewrite(city / f"{name}.policy", "政策 sample", f"政策 {name}")
    shutil.rmtree(sample)
    return folder / "build" / "site"


def rewrite(path: Path, one: str, other: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert one in text
    path.write_text(text.replace(one, other), encoding="utf-8")


def of(id: str) -> set[str]:
    """The files of a policy, its calculator among them."""
    return {f"{id}.{end}" for end in ("check.html", "docx", "html", "md")}


def names(site: Path) -> set[str]:
    return {path.name for path in site.iterdir()}


def linked(site: Path) -> set[str]:
    """What the index leads to."""
    return set(HREF.findall((site / "index.html").read_text(encoding="utf-8")))


def test_build_writes_the_site(luling: Luling, folder: Path) -> None:
    result = luling("build")
    assert (result.code, result.err) == (0, "")
    site = folder / "build" / "site"
    assert names(site) == of("sample") | COMMON
    assert linked(site) == of("sample")
    assert result.out.splitlines()[1].split()[-2:] == ["9", "个文件"]


def test_docs_writes_what_build_writes(luling: Luling, folder: Path) -> None:
    luling("build")
    luling("docs", "-o", "other", "--format", "html", "--format", "md", "--format", "docx")
    for path in (folder / "build" / "site").iterdir():
        assert path.read_bytes() == (folder / "other" / path.name).read_bytes(), path.name


def test_every_link_of_the_index_leads_to_a_file(luling: Luling, cities: Path) -> None:
    for arguments in (("build",), ("build", "north"), ("docs", "south", "--format", "docx")):
        assert luling(*arguments).code == 0
        assert linked(cities) <= names(cities)
        assert {"north.html", "south.html", "north.docx"} <= linked(cities)


def test_one_policy_leaves_the_others_in_the_index(luling: Luling, cities: Path) -> None:
    luling("build")
    assert "across-policies.html" in linked(cities)
    before = (cities / "south.html").read_bytes()
    searched = (cities / "search.html").read_text(encoding="utf-8")
    assert luling("build", "north").code == 0
    assert linked(cities) == of("north") | of("south")
    assert (cities / "south.html").read_bytes() == before
    assert "across-policies.html" not in names(cities)
    page = (cities / "search.html").read_text(encoding="utf-8")
    assert page.replace('"pages":[]', "") == re.sub(r'"pages":\[\[.*?\]\]', "", searched)


def test_what_is_no_longer_there_is_not_listed(luling: Luling, cities: Path) -> None:
    luling("build")
    for name in ("north.html", "south.check.html", "south.docx"):
        (cities / name).unlink()
    (cities / "north.docx").unlink()
    luling("docs", "south")
    assert linked(cities) == {"south.check.html", "south.html", "south.md"}
    page = (cities / "search.html").read_text(encoding="utf-8")
    luling("docs", "south")
    assert (cities / "search.html").read_text(encoding="utf-8") == page


def test_all_policies_are_all_that_is_listed(luling: Luling, folder: Path, cities: Path) -> None:
    """A policy that was renamed leaves nothing behind under its old name."""
    luling("build")
    (cities / "south.claim.html").write_text("旧", encoding="utf-8")
    (cities / "notes.html").write_text("别人的", encoding="utf-8")
    shutil.rmtree(folder / "policies" / "south")
    assert luling("build").code == 0
    assert names(cities) == of("north") | {"notes.html"} | COMMON
    assert "south" not in (cities / "search.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["build", "docs"])
def test_of_a_wrong_policy_nothing_stays(
    luling: Luling, folder: Path, cities: Path, command: str
) -> None:
    luling("build")
    (cities / "north.claim.html").write_text("旧", encoding="utf-8")
    rewrite(folder / "policies" / "north" / "north.policy", "统筹支付 是 800元", "统筹支付 是 8元")
    result = luling(command, "north", "-o", "build" if command == "build" else "build/site")
    assert result.code == 1 and "错误 E0915：" in result.err
    assert result.out.endswith("什么也没有写。\n")
    assert names(cities) == of("south") | COMMON
    assert linked(cities) == of("south")


def test_where_the_last_policy_goes_the_index_says_so(luling: Luling, folder: Path) -> None:
    luling("build")
    rewrite(folder / "policies" / "sample" / "sample.policy", "非 定点", "非 未声明")
    assert luling("build").code == 1
    site = folder / "build" / "site"
    assert names(site) == COMMON and linked(site) == set()
    assert "还没有可以列出的通知" in (site / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["", "旧", '<script type="application/json" id="listing">{'])
def test_a_search_page_that_cannot_be_read_is_written_anew(
    luling: Luling, cities: Path, content: str
) -> None:
    luling("build")
    (cities / "search.html").write_text(content, encoding="utf-8")
    assert luling("build", "north").code == 0
    assert linked(cities) == of("north")
    assert (cities / "south.html").is_file()  # not ours to take away


def test_a_pdf_that_cannot_be_written_again_goes(
    luling: Luling, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = folder / "build" / "site"
    site.mkdir(parents=True)
    (site / "sample.pdf").write_text("旧", encoding="utf-8")

    def check(fonts: Path | None) -> None:
        raise PdfMissing

    monkeypatch.setattr("luling.backends.document.pdf.check_pdf", check)
    assert luling("build").code == 0
    assert names(site) == of("sample") | COMMON


def test_processes_write_the_same(
    luling: Luling, folder: Path, cities: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(folder / "failing" / "failing", folder / "policies" / "failing")
    said = []
    for workers in (1, 2):
        monkeypatch.setattr("luling.cli.processes._processors", lambda count=workers: count)
        result = luling("build", "policies", "-o", f"out{workers}")
        assert result.code == 1 and "错误 E0915：" in result.err
        said.append(result.text.replace(f"out{workers}", "out"))
    assert said[0] == said[1]
    one, two = folder / "out1", folder / "out2"
    paths = sorted(path.relative_to(one) for path in one.rglob("*.*"))
    assert paths == sorted(path.relative_to(two) for path in two.rglob("*.*"))
    assert Path("site/south.html") in paths and Path("site/failing.html") not in paths
    assert all((one / path).read_bytes() == (two / path).read_bytes() for path in paths)


def test_the_site_cannot_be_written_over_a_file(luling: Luling, folder: Path) -> None:
    (folder / "build").mkdir()
    (folder / "build" / "site").write_text("", encoding="utf-8")
    result = luling("build")
    assert result.code == 1 and "错误 E0912：" in result.err
