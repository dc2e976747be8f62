"""Every page that there is, of the six policies, in one folder."""

from __future__ import annotations

import io
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from luling.cli.app import run

__all__ = ["build_site"]

POLICIES = Path(__file__).resolve().parents[2] / "policies"
# What an older version of a policy said, in its notice as in its sentences, so that there is a page
# of its revision.
OLDER = (
    ("至少有1家", "至少有2家"),
    ("不少于 1家", "不少于 2家"),
    ("少于 1家 的", "少于 2家 的"),
    ("药占比等为由影响", "药占比为由影响"),
    ("2021年10月底前", "2021年9月底前"),
)


def build_site(folder: Path) -> None:
    """Writes the pages into `folder`, which need not be there."""
    older = _older_version(folder.with_name("older"))
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = run(("docs", str(POLICIES), "-o", str(folder), "--against", str(older)))
    assert code == 0, said.getvalue()


def _older_version(folder: Path) -> Path:
    for name in ("common", "national"):
        shutil.copytree(POLICIES / name, folder / name)
    files = [*(folder / "national").iterdir()]
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    for new, old in OLDER:
        assert any(new in text for text in texts.values()), f"no file has {new}"
        texts = {path: text.replace(new, old) for path, text in texts.items()}
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    return folder
