"""Catalogues (目录): entries by code in two versions; a code that one notice's catalogue lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from luling.analysis.comparison import compare
from luling.analysis.revision import Version, revise
from luling.analysis.situation import Situation, cases_of
from luling.core import ir
from luling.diagnostics import Bag
from luling.diagnostics.render import render_all
from luling.driver import compile_policy
from luling.runtime.errors import DecisionError

POLICY = """政策 {id}《关于药品的通知》
  成文日期 2023年1月1日
  适用地区 {id}。
目录 药品目录（drugs）：自 "drugs.csv"，共 {count}种
  键 药品编码（code）：文本
  列 支付标准（standard）：金额
  起 协议起 止 协议止。
判定 支付（claim）
  事实 日期（day）：日期，作适用日期。
  事实 药品编码（drug_code）：文本。
  事实 支付标准（standard）：金额，可由 药品目录 按 药品编码 得出。
  结论 标准（amount）：金额，为 支付标准，依据 一。
"""
OLD = "A1,100,,\nA2,200,2023-01-01,2023-12-31\nA2,180,2024-01-01,\nA3,300,,\n"


def program(folder: Path, rows: str = OLD, id: str = "one") -> ir.Program:
    folder = folder / id
    folder.mkdir(exist_ok=True)
    table = "药品编码,支付标准,协议起,协议止\n" + rows
    (folder / "drugs.csv").write_text(table, encoding="utf-8")
    path, bag = folder / f"{id}.policy", Bag()
    count = len({row.split(",")[0] for row in rows.splitlines()})
    path.write_text(POLICY.format(id=id, count=count), encoding="utf-8")
    compiled = compile_policy(path, bag)
    assert compiled.program is not None, render_all(bag.sorted(), compiled.sources)
    return compiled.program


def told(folder: Path, rows: str) -> list[tuple[str, str | None, str | None]]:
    found = revise(Version(program(folder)), Version(program(folder, rows)))
    (change,) = found.declarations
    assert (change.kind, change.what, change.label) == ("changed", "目录", "药品目录")
    return [(one.name, one.old, one.new) for one in change.aspects]


def test_the_order_of_entries_is_no_difference(tmp_path: Path) -> None:
    other = "A3,300,,\nA1,100,,\nA2,200,2023-01-01,2023-12-31\nA2,180,2024-01-01,\n"
    assert revise(Version(program(tmp_path)), Version(program(tmp_path, other))).is_empty


def test_entries_that_came_went_and_changed(tmp_path: Path) -> None:
    rows = OLD.replace("A1,100", "A1,90").replace("A3,300,,\n", "A4,40,2024-05-01,\nA5,50,,\n")
    assert told(tmp_path, rows) == [
        ("写明的条数", "3", "4"),
        ("条目数", "4 条", "5 条"),
        ("条目“A1”", "支付标准 100元", "支付标准 90元"),
        ("条目“A4”", None, "支付标准 40元，自2024年5月1日"),
        ("条目“A5”", None, "支付标准 50元"),
        ("条目“A3”", "支付标准 300元", None),
    ]


def test_the_period_of_an_entry(tmp_path: Path) -> None:
    (row,) = told(tmp_path, OLD.replace("2023-12-31", "2023-11-30"))
    assert row == (
        "条目“A2”",
        "支付标准 200元，自2023年1月1日，至2023年12月31日",
        "支付标准 200元，自2023年1月1日，至2023年11月30日",
    )


def test_a_catalogue_that_came(tmp_path: Path) -> None:
    whole = program(tmp_path)
    before = ir.Program(whole.policy, (), (), (), (), (), "")
    (change,) = revise(Version(before), Version(whole)).declarations
    assert (change.kind, change.what, change.text) == ("added", "目录", "4 条")


def test_a_code_that_a_catalogue_lacks_is_unknown_to_that_notice(tmp_path: Path) -> None:
    programs = [program(tmp_path), program(tmp_path, "A9,9,,\n", "other")]
    case = Situation({"day": "2024-02-01", "drug_code": "A2"})
    found = compare(cases_of(programs, "claim", case))
    assert [cell.value for cell in found.rows[0].cells] == ["180.00", None]
    (left_out,) = found.columns[1].left_out
    assert (left_out.path, left_out.reason, left_out.text) == ("facts.drug_code", "unlisted", "A2")
    with pytest.raises(DecisionError, match="目录中都没有「A7」") as caught:
        cases_of(programs, "claim", Situation({"drug_code": "A7"}))
    assert (caught.value.code, caught.value.fact) == ("unknown_code", "facts.drug_code")
