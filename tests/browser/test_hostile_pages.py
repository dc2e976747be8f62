"""Policies whose names, quotes and cases carry HTML, script and markup of other kinds try to break
out of the pages that run programs, and fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile import HOSTILE, poisoned
from watching import Watch

from luling.backends.document import build
from luling.site import site_files

ENDS = ("</script>", "</SCRIPT >", "<!--<script>", "\u2028", "\u2029", "</title>", "]]>", "${1}")
OPEN_ALL = """() => {
  document.querySelectorAll(".why").forEach((one) => one.click());
  document.querySelectorAll("details").forEach((one) => { one.open = true; });
}"""
LATER = "() => new Promise((done) => setTimeout(done, 200))"


@pytest.mark.parametrize("name", ["guangdong", "weihai"])
def test_hostile_pages_run_no_program_but_ours(watch: Watch, tmp_path: Path, name: str) -> None:
    subject = poisoned(name, [*HOSTILE, *ENDS])
    files = site_files([subject], [build(subject)])
    for file, text in files.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    dialogs: list[str] = []
    watch.page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
    home = f"{tmp_path.as_uri()}/"
    for decision in subject.program.decisions:
        watch.open(f"{home}{name}.{decision.id}.html", home)
        for at in range(min(4, watch.page.locator("[data-part=examples] option").count() - 1)):
            watch.page.locator("[data-part=examples]").select_option(str(at))
            watch.page.evaluate(OPEN_ALL)
        watch.page.evaluate(LATER)
        assert watch.page.locator("main img, main iframe, main b, main h1").count() == 0
    watch.open(f"{home}search.html#q=script", home)
    watch.page.evaluate(LATER)
    assert watch.page.locator("main img, main iframe, main b").count() == 0
    assert dialogs == []
    watch.assert_quiet()
