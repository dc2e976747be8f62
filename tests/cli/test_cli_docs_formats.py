"""luling docs --format: which files are written, rewritten and taken away."""

from __future__ import annotations

import io
import os
from pathlib import Path

import docx
import pytest
from cli_running import Luling

from luling.backends.document.pdf import FontsMissing, PdfMissing, check_pdf


def _lacking() -> str:
    try:
        check_pdf()
    except (PdfMissing, FontsMissing) as error:
        return f"{type(error).__name__}: {error.__doc__}"
    return ""


LACKING = _lacking()
POLICY = "policies/sample"


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_word_alone_makes_no_index(luling: Luling, folder: Path) -> None:
    result = luling("docs", POLICY, "-o", "out", "--format", "docx")
    assert (result.code, result.err) == (0, "")
    assert result.out.endswith("写到 out 文件夹。\n") and "sample.docx" in result.out
    files = written(folder / "out")
    assert list(files) == ["sample.docx"]
    paragraphs = docx.Document(io.BytesIO(files["sample.docx"])).paragraphs
    assert [one.text for one in paragraphs if one.style.name == "Title"] == [
        "示例市医疗保障局关于药品费用报销的通知"
    ]


def test_two_runs_write_the_same_bytes(luling: Luling, folder: Path) -> None:
    for name in ("one", "two"):
        assert luling("docs", POLICY, "-o", name, "--format", "docx", "--format", "md").code == 0
    assert written(folder / "one") == written(folder / "two")
    assert list(written(folder / "one")) == ["sample.docx", "sample.md"]


def test_what_an_earlier_run_wrote_is_written_again(luling: Luling, folder: Path) -> None:
    """Else an old page would lie beside a new Word file."""
    luling("docs", POLICY, "-o", "out")
    for name in ("sample.html", "index.html"):
        (folder / "out" / name).write_text("旧", encoding="utf-8")
    result = luling("docs", POLICY, "-o", "out", "--format", "docx")
    assert result.code == 0 and "从 index.html 看起" in result.out
    files = written(folder / "out")
    assert list(files) == [
        "index.html", "sample.check.html", "sample.docx", "sample.html", "sample.md", "search.html",
    ]  # fmt: skip
    assert all("旧".encode() != content for content in files.values())


def test_of_a_policy_with_errors_nothing_stays(luling: Luling, folder: Path) -> None:
    out = folder / "out"
    out.mkdir()
    for ending in ("docx", "html", "md", "pdf"):
        (out / f"wrong.{ending}").write_text("旧", encoding="utf-8")
    result = luling("docs", "wrong/wrong.policy", "-o", "out", "--format", "docx")
    assert result.code == 1 and "什么也没有写" in result.out
    assert written(out) == {}


@pytest.mark.skipif(bool(LACKING), reason=LACKING or "-")
def test_a_pdf_is_written(luling: Luling, folder: Path) -> None:
    result = luling("docs", POLICY, "-o", "out", "--format", "pdf")
    assert (result.code, result.err) == (0, "")
    files = written(folder / "out")
    assert list(files) == ["sample.pdf"] and files["sample.pdf"].startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--format", "doc"), "E0901", "可以是：html、md、docx、pdf"),
        (("--format", "pdf", "--fonts", "nowhere"), "E0902", "nowhere"),
        (("--format", "docx", "--fonts", "nowhere"), "E0902", "nowhere"),
    ],
)
def test_wrong_use_is_told_and_writes_nothing(
    luling: Luling, folder: Path, arguments: tuple[str, ...], code: str, words: str
) -> None:
    before = set(os.listdir(folder))
    result = luling("docs", POLICY, "-o", "out", *arguments)
    assert result.code == 2 and result.out == ""
    assert f"错误 {code}：" in result.err and words in result.err
    assert set(os.listdir(folder)) == before


@pytest.mark.skipif(LACKING.startswith("PdfMissing"), reason=LACKING or "-")
def test_where_no_font_is_found_it_is_told_what_to_install(luling: Luling, folder: Path) -> None:
    result = luling("docs", POLICY, "-o", "out", "--format", "pdf", "--fonts", "empty")
    assert result.code == 1
    assert "错误 E0935：文件夹「empty」里没有" in result.err and "fonts-noto-cjk" in result.err
    assert not (folder / "out").exists()


def test_where_typst_is_missing_it_is_told_how_to_install_it(
    luling: Luling, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luling.backends.document.pdf.find_spec", lambda name: None)
    result = luling("docs", POLICY, "-o", "out", "--format", "pdf", "--fonts", "empty")
    assert result.code == 1
    assert "错误 E0935：" in result.err and "pip install 'luling[pdf]'" in result.err
    assert not (folder / "out").exists()
