"""Snippets with worked cases, and what these cover."""

from __future__ import annotations

from pathlib import Path

from luling.analysis.coverage import Coverage, measure
from luling.diagnostics import Bag
from luling.diagnostics.prelude import complete
from luling.driver import compile_policy
from luling.source import Source

__all__ = ["case", "covered"]


def covered(snippet: str, folder: Path) -> Coverage:
    """The coverage of a snippet after the prelude; its cases must be sound."""
    path = folder / "example.policy"
    bag = Bag()
    compiled = compile_policy(path, bag, Source(path.name, complete(snippet), path))
    assert compiled.draft is not None, [item.title for item in bag]
    return measure(compiled.draft, compiled.notice, compiled.ties.cited)


def case(title: str, facts: str, expected: str, date: str = "2023年5月1日") -> str:
    dated = f"费用日期 是 {date}，{facts}" if facts else f"费用日期 是 {date}"
    return f"用例「{title}」，判定 费用报销\n  已知 {dated}\n  应得 {expected}。\n"
