"""Catalogues from files: entries typed, codes once at a time, counts as the notice says."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from luling.core import ir
from luling.core.catalogues import lower_catalogue
from luling.diagnostics import Bag
from luling.resolve import resolve
from luling.source import Source
from luling.syntax.parser import parse
from luling.typecheck import check

POLICY = """政策 sample《样例》
  成文日期 2021年1月1日。
枚举 类别（kind）：甲类（first，编码 1）、乙类（second）。
目录 药品目录（drugs）：自 "drugs.csv"{count}，
  键 药品编码（code）：文本，
  列 药品类别（drug_kind）：类别，
  列 支付标准（pay_standard）：金额 列名 "医保支付标准"，
  列 先行自付（self_pay）：比例{period}。
"""
HEAD = "药品编码,药品类别,医保支付标准,先行自付"


def lower(
    folder: Path, *lines: str, head: str = HEAD, count: str = "", period: str = ""
) -> tuple[ir.Catalogue | None, list[str], Bag]:
    if lines:
        (folder / "drugs.csv").write_text("\n".join([head, *lines]), encoding="utf-8")
    bag = Bag()
    file = parse(Source("sample.policy", POLICY.format(count=count, period=period)), bag)
    bindings = resolve((file,), bag)
    table = check(bindings, bag)
    assert not bag.items, bag.items
    [symbol] = bindings.catalogues.values()
    found = lower_catalogue(symbol, bindings, table, folder, bag)
    return found, [item.code for item in bag.sorted()], bag


def test_entries_are_typed_and_exact(tmp_path: Path) -> None:
    found, codes, _ = lower(
        tmp_path, '001,甲类,"1,234.50",5%', "002,second,1.5万元,", count="，共 2种"
    )
    assert codes == []
    assert found is not None
    assert [entry.code for entry in found.entries] == ["001", "002"]
    assert found.entries[0].values == ("first", Fraction("1234.5"), Fraction(1, 20))
    assert found.entries[1].values == ("second", Fraction(15000), None)
    assert found.stated_count == 2
    assert [field.id for field in (found.key, *found.columns)] == [
        "code", "drug_kind", "pay_standard", "self_pay",
    ]  # fmt: skip


def test_order_of_columns_and_other_columns_do_not_matter(tmp_path: Path) -> None:
    found, codes, _ = lower(
        tmp_path, "x,5%,100,1,001", head="备注,self_pay,医保支付标准,药品类别,药品编码"
    )
    assert codes == []
    assert found is not None and found.entries[0].values == (
        "first",
        Fraction(100),
        Fraction(1, 20),
    )


def test_workbook_gives_the_same_as_csv(tmp_path: Path) -> None:
    lower(tmp_path, "001,甲类,1234.5,80%")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD.split(","))
    sheet.append(["001", "甲类", 1234.5, 0.8])
    sheet["D2"].number_format = "0%"
    from_csv, _, _ = lower(tmp_path)
    book.save(tmp_path / "drugs.csv")
    from_book, codes, _ = lower(tmp_path)
    assert codes == [] and from_csv == from_book


def test_periods_of_one_code_may_meet(tmp_path: Path) -> None:
    found, codes, _ = lower(
        tmp_path, "1,甲类,1,,2021-01-01,2021/12/31", "1,甲类,2,,2022年1月1日,长期",
        head=HEAD + ",起日,止日", count="，共 1种", period="，起 起日，止 止日",
    )  # fmt: skip
    assert codes == [] and found is not None
    assert [(entry.start, entry.end) for entry in found.entries] == [
        (dt.date(2021, 1, 1), dt.date(2021, 12, 31)), (dt.date(2022, 1, 1), None),
    ]  # fmt: skip


@pytest.mark.parametrize(("lines", "code"), [
    (["1,甲类,1,", "1,甲类,1,"], "E0606"), (["1,丙类,1,"], "E0608"), (["1,甲类,约一元,"], "E0608"),
    (["1,甲类,1,80"], "E0608"), ([",甲类,1,"], "E0610"), (["1,甲类,1,,3"], "E0602"),
])  # fmt: skip
def test_bad_rows_are_reported(tmp_path: Path, lines: list[str], code: str) -> None:
    _, codes, _ = lower(tmp_path, *lines)
    assert codes == [code]


@pytest.mark.parametrize(("rows", "code"), [
    (["1,甲类,1,,2021-01-01,2021-06-30", "1,甲类,1,,2021-06-30,"], "E0607"),
    (["1,甲类,1,,2021-06-30,2021-01-01"], "E0609"),
    (["1,甲类,1,,不知道,"], "E0608"),
])  # fmt: skip
def test_bad_periods_are_reported(tmp_path: Path, rows: list[str], code: str) -> None:
    _, codes, _ = lower(tmp_path, *rows, head=HEAD + ",起日,止日", period="，起 起日，止 止日")
    assert codes == [code]


def test_count_is_of_different_codes_and_both_numbers_show(tmp_path: Path) -> None:
    _, codes, bag = lower(tmp_path, "1,甲类,1,", count="，共 20种")
    assert codes == ["E0605"]
    assert "20种" in bag.items[0].title and "1 个" in bag.items[0].title


PERIODS = [
    "1,甲类,1,,2021-01-01,2021-12-31", "1,乙类,1,,2022-01-01,",
    "2,乙类,1,,,", "3,乙类,1,,2021-01-01,2021-06-30", "3,乙类,2,,2021-07-01,", "4,,1,,,",
]  # fmt: skip


@pytest.mark.parametrize(("said", "found"), [
    ("药品类别 是 甲类 共 1种", []), ("药品类别 是 乙类 共 3种", []),
    ("药品类别 属于 甲类、乙类 共 3种、支付标准 是 1元 共 4种、支付标准 是 2元 共 1种", []),
    ("药品类别 是 甲类 共 2种、药品类别 是 乙类 共 4种", ["2种|1 个", "4种|3 个"]),
    ("药品编码 属于 “3”、“5” 共 2种", ["2种|1 个"]), ("先行自付 是 5% 共 1种", ["1种|0 个"]),
])  # fmt: skip
def test_parts_count_different_codes(tmp_path: Path, said: str, found: list[str]) -> None:
    """A code counts in each part that one of its entries falls in; an empty cell in none."""
    catalogue, codes, bag = lower(
        tmp_path, *PERIODS, head=HEAD + ",起日,止日", count="，共 4种，其中 " + said,
        period="，起 起日，止 止日",
    )  # fmt: skip
    assert codes == ["E0620"] * len(found)
    for item, numbers in zip(bag.sorted(), found, strict=True):
        assert "drugs.csv" in item.title
        assert all(number in item.title for number in numbers.split("|"))
    assert catalogue is not None and len(catalogue.stated_shares) == said.count("共")


def test_parts_are_kept_as_data(tmp_path: Path) -> None:
    found, codes, _ = lower(
        tmp_path, *PERIODS[2:3], head=HEAD + ",起日,止日", period="，起 起日，止 止日",
        count="，其中 药品类别 属于 乙类、甲类 共 1种、先行自付 是 5% 共 0种",
    )  # fmt: skip
    assert codes == [] and found is not None and found.stated_count is None
    assert found.stated_shares == (
        ir.StatedShare("drug_kind", ("second", "first"), 1),
        ir.StatedShare("self_pay", (Fraction(1, 20),), 0),
    )


def test_nothing_is_counted_while_a_cell_is_unread(tmp_path: Path) -> None:
    _, codes, _ = lower(tmp_path, "1,丙类,1,", count="，共 2种，其中 药品类别 是 甲类 共 1种")
    assert codes == ["E0608"]


def test_text_that_no_entry_has_names_near_ones(tmp_path: Path) -> None:
    _, _, bag = lower(tmp_path, "A01,甲类,1,", count="，其中 药品编码 是 “A10” 共 1种")
    assert "「A01」" in bag.items[0].hint


def test_one_mistake_a_column_with_its_places(tmp_path: Path) -> None:
    _, codes, bag = lower(tmp_path, *(f"{number},甲类,贵,9" for number in range(500)))
    assert codes == ["E0608", "E0608"]
    assert "共有 500 格" in bag.items[0].title
    assert "第 3 行 C 列" in bag.items[0].notes[0]


def test_unit_in_the_header_asks_for_it_in_the_cells(tmp_path: Path) -> None:
    head = HEAD.replace("医保支付标准", "医保支付标准（万元）")
    text = POLICY.replace('"医保支付标准"', '"医保支付标准（万元）"').format(count="", period="")
    (tmp_path / "drugs.csv").write_text(f"{head}\n1,甲类,1.5,\n2,甲类,1.5万元,\n", encoding="utf-8")
    bag = Bag()
    bindings = resolve((parse(Source("sample.policy", text), bag),), bag)
    [symbol] = bindings.catalogues.values()
    lower_catalogue(symbol, bindings, check(bindings, bag), tmp_path, bag)
    assert [item.code for item in bag] == ["E0608"]
    assert "第 2 行 C 列" in bag.items[0].title


def test_missing_column_names_near_ones(tmp_path: Path) -> None:
    found, codes, bag = lower(tmp_path, "1,甲类,1,", head="药品编码,药品种类,医保支付标准,先行自付")
    assert found is None and codes == ["E0603"]
    assert "药品种类" in bag.items[0].hint


def test_missing_file_names_near_ones(tmp_path: Path) -> None:
    (tmp_path / "drug.csv").write_text("x")
    found, codes, bag = lower(tmp_path)
    assert found is None and codes == ["E0601"]
    assert "drug.csv" in bag.items[0].hint
