"""The watch hears what it is there for: each of these would otherwise let a broken page pass."""

from __future__ import annotations

from pathlib import Path

import pytest
from watching import NARROW, Watch

CASES = {
    "console error": "<script>console.error('甲')</script>",
    "error: 乙": "<script>throw new Error('乙')</script>",
    "asked: GET https://elsewhere.example/": "<img alt='' src='https://elsewhere.example/a.png'>",
    "asked: GET file:///elsewhere": "<img alt='' src='file:///elsewhere/a.png'>",
    "security policy: style-src-attr": (
        "<meta http-equiv='Content-Security-Policy' content=\"style-src 'none'\">"
        "<p style='color: red'>丙</p>"
    ),
}


def written(folder: Path, body: str) -> str:
    page = folder / "page.html"
    page.write_text(f"<!DOCTYPE html><meta charset='utf-8'><title>页</title>{body}", "utf-8")
    return page.as_uri()


@pytest.mark.parametrize("trouble", CASES)
def test_trouble_is_heard(watch: Watch, tmp_path: Path, trouble: str) -> None:
    watch.open(written(tmp_path, CASES[trouble]))
    assert any(one.startswith(trouble) for one in watch.heard()), watch.heard()
    with pytest.raises(AssertionError):
        watch.assert_quiet()


def test_a_calm_page_is_quiet(watch: Watch, tmp_path: Path) -> None:
    watch.open(written(tmp_path, "<p>丁</p>"))
    watch.assert_quiet()
    assert (watch.shift(), watch.overflow()) == (0, 0)


def test_a_missing_page_is_heard(watch: Watch, loopback: str) -> None:
    watch.open(f"{loopback}missing.html")
    assert any(one.startswith("answer 404") for one in watch.heard())


def test_what_jumps_and_what_is_too_wide_are_seen(watch: Watch, tmp_path: Path) -> None:
    watch.page.set_viewport_size({"width": NARROW, "height": 844})
    watch.open(written(tmp_path, "<p style='height: 50px; width: 500px'>戊</p>"))
    watch.page.evaluate("document.querySelector('p').style.marginTop = '90px'")
    watch.page.wait_for_function("window.__shifts.length > 0")
    assert watch.shift() > 0
    assert watch.overflow() > 100


def test_a_flaw_is_found(watch: Watch, tmp_path: Path) -> None:
    watch.open(written(tmp_path, "<main><h1>己</h1><p style='color: #bbb'>看不清的字</p></main>"))
    assert [one.partition(" ")[0] for one in watch.flaws()] == ["color-contrast", "html-has-lang"]
