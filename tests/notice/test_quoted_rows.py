"""Quotes from a row of a table: its cells stand apart by a mark that nobody can see."""

from __future__ import annotations

from pathlib import Path

import pytest

from luling.diagnostics import Bag
from luling.driver import compile_policy

NOTICE = "关于报销的通知\n一、按下表支付：\n医院等级\t起付线\n一级\t200元\n"


@pytest.mark.parametrize(
    ("quotes", "told"),
    [
        ("「一级」「200元」", None),
        ("「一级200元」", "第3个字前少了「（制表符）」"),
        ("「一级 200元」", "第3个字：「 」应为「（制表符）」"),
    ],
    ids=["by-cells", "joined", "with-a-blank"],
)
def test_a_row_is_quoted_cell_by_cell(tmp_path: Path, quotes: str, told: str | None) -> None:
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    path = tmp_path / "sample.policy"
    path.write_text(
        "政策 sample《关于报销的通知》\n  原文 \"notice.txt\"。\n"
        f"参数 起付线（deductible）：金额 200元，依据 一{quotes}。\n",
        encoding="utf-8",
    )
    bag = Bag()
    compile_policy(path, bag)
    if told is None:
        assert not list(bag)
    else:
        (found,) = bag
        assert found.code == "E0503"
        assert found.notes == ("原文最相近的是：「一级（制表符）200元」", told)
        assert found.hint.startswith("原文是表里的一行。请一格一格地引")
