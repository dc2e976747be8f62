"""Catalogues as office programs leave them: what a clerk sees is what is read, or it is refused."""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

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
枚举 类别（kind）：“高值药品（附件1）”（first）、其他国谈药品（second）。
目录 药品目录（drugs）：自 "{name}"
  键 药品编码（code）：文本
  列 药品类别（drug_kind）：类别
  列 支付标准（pay_standard）：金额
  列 先行自付（self_pay）：比例
  列 限用（limited）：是非
  起 协议起 止 协议止。
"""
HEAD = ["药品编码", "药品类别", "支付标准", "先行自付", "限用", "协议起", "协议止"]
ROW = ["001", "其他国谈药品", "100", "5%", "是", "2023-03-01", "2024-12-31"]
READ = ir.CatalogueEntry(
    "001", ("second", Fraction(100), Fraction(1, 20), True),
    dt.date(2023, 3, 1), dt.date(2024, 12, 31),
)  # fmt: skip


def load(path: Path) -> tuple[ir.Catalogue | None, Bag]:
    bag = Bag()
    file = parse(Source("sample.policy", POLICY.format(name=path.name)), bag)
    bindings = resolve((file,), bag)
    table = check(bindings, bag)
    assert not bag.items
    [symbol] = bindings.catalogues.values()
    return lower_catalogue(symbol, bindings, table, path.parent, bag), bag


def book(path: Path, *rows: Sequence[Any], edit: Callable[[Any], None] | None = None) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "清单"
    for row in rows:
        sheet.append(list(row))
    if edit is not None:
        edit(sheet)
    made.save(path)
    return path


def entries(path: Path) -> tuple[ir.CatalogueEntry, ...]:
    found, bag = load(path)
    assert not bag.items, bag.items
    assert found is not None
    return found.entries


def messages(path: Path) -> tuple[list[str], str]:
    """Codes, and everything that is said."""
    _, bag = load(path)
    said = [part for item in bag for part in (item.title, *item.notes, item.hint or "")]
    return [item.code for item in bag.sorted()], "\n".join(said)


# ---------------------------------------------------------------- what is read


def test_typed_and_written_cells_are_the_same(tmp_path: Path) -> None:
    typed: list[Any] = [
        86900001.0, "高值药品(附件1)", 1234.5, 0.8, True,
        dt.datetime(2023, 3, 1), dt.date(2024, 12, 31),
    ]  # fmt: skip
    written = [
        "\u00a086900001\u3000", "高值药品\n（附件1）", "￥1,234.50元", "80％", "TRUE",
        "2023年3月1日", "2024/12/31",
    ]  # fmt: skip
    whole = [86900001, "first", "1,234.50", "0.8", "是", 44986, 45657]
    found = [
        entries(book(tmp_path / f"{number}.xlsx", HEAD, row))
        for number, row in enumerate((typed, written, whole))
    ]
    assert found[0] == found[1] == found[2]
    [entry] = found[0]
    assert entry.code == "86900001"
    assert entry.values == ("first", Fraction("1234.5"), Fraction(4, 5), True)
    assert (entry.start, entry.end) == (dt.date(2023, 3, 1), dt.date(2024, 12, 31))


@pytest.mark.parametrize("titles", [
    [["附件1"]], [["附件1　高值药品名单"], [None, None, None, None, None, None, "单位：元"], []],
    [["示例市医疗保障局", "2023年"], ["附件1"]],
])  # fmt: skip
def test_titles_may_stand_above_the_header(tmp_path: Path, titles: list[list[Any]]) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A1:G1" if titles[0][1:] == [] else "B1:G1")

    assert entries(book(tmp_path / "a.xlsx", *titles, HEAD, ROW, edit=merge)) == (READ,)
    lines = [",".join(str(cell or "") for cell in row) for row in (*titles, HEAD, ROW)]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    assert entries(tmp_path / "a.csv") == (READ,)


def test_header_in_two_rows_with_merged_cells(tmp_path: Path) -> None:
    def merge(sheet: Any) -> None:
        for column in "ABCDE":
            sheet.merge_cells(f"{column}1:{column}2")
        sheet.merge_cells("F1:G1")

    top = [*HEAD[:5], "协议期", None]
    below = [None] * 5 + HEAD[5:]
    assert entries(book(tmp_path / "a.xlsx", top, below, ROW, edit=merge)) == (READ,)


def test_a_repeated_header_broken_lines_and_empty_edges_are_no_entries(tmp_path: Path) -> None:
    head = [f"{name[:2]}\n {name[2:]}" for name in HEAD]
    rows: list[list[Any]] = [[*head, None, ""], [*ROW, None, " \u3000"], [], HEAD, [" "] * 9, []]
    assert entries(book(tmp_path / "a.xlsx", *rows)) == (READ,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_of_every_office_program(tmp_path: Path, encoding: str, separator: str) -> None:
    row = ['="001"', '"其他国谈药品"', '"100"', *ROW[3:]]
    text = "\r\n".join(separator.join(cells) for cells in (HEAD, row, [""] * 7))
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    assert entries(tmp_path / "a.csv") == (READ,)


def test_hidden_sheets_are_not_read_and_others_are_told(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    hidden, first = made.active, made.create_sheet("附件1")
    assert hidden is not None
    hidden.append(HEAD)
    hidden.sheet_state = "hidden"
    for row in (HEAD, ROW):
        first.append(row)
    made.create_sheet("说明").append(["填表说明"])
    made.save(tmp_path / "a.xlsx")
    assert entries(tmp_path / "a.xlsx") == (READ,)
    second = made.create_sheet("附件2")
    for row in (["附件2"], HEAD, ["002", *ROW[1:]]):
        second.append(row)
    made.save(tmp_path / "a.xlsx")
    found, bag = load(tmp_path / "a.xlsx")
    assert found is not None and found.entries == (READ,)
    assert [item.code for item in bag] == ["W0622"]
    assert "「附件1」" in bag.items[0].title and "「附件2」" in bag.items[0].title
    made.move_sheet("说明", -2)
    made.save(tmp_path / "a.xlsx")
    codes, said = messages(tmp_path / "a.xlsx")
    assert codes == ["E0603"] * len(HEAD)
    assert "工作表「说明」里没有「药品编码」" in said and "没有读工作表「附件1」、「附件2」" in said
    made["说明"].delete_rows(1)
    made.save(tmp_path / "a.xlsx")
    codes, said = messages(tmp_path / "a.xlsx")
    assert codes == ["E0602"] and "「说明」是空的" in said and "「附件1」" in said


def test_saved_values_of_formulas_are_read(tmp_path: Path) -> None:
    """An empty text is a value, no value is a mistake; openpyxl itself saves none."""
    row: list[Any] = ["001", "其他国谈药品", '=""', "=1/20", "是", "2023-03-01", "2024-12-31"]
    path = book(tmp_path / "a.xlsx", HEAD, row)
    codes, said = messages(path)
    assert codes == ["E0608"] * 2
    assert "工作表「清单」第 2 行 C 列" in said and "第 2 行 D 列" in said

    def calculated(sheet: str) -> str:
        sheet = re.sub(r'<c r="C2"[^>]*>', '<c r="C2" t="str">', sheet)
        return re.sub(r"(</f>)<v\s*/>|(</f>)<v></v>", r"\1\2<v>VALUE</v>", sheet).replace(
            "VALUE", "", 1
        ).replace("VALUE", "0.05")

    rewrite(path, calculated)
    [entry] = entries(path)
    assert entry.values == ("second", None, Fraction(1, 20), True)


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {item: archive.read(item) for item in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = change(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)


def test_nothing_is_printed_about_styles(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", HEAD, ROW)
    unknown = '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    rewrite(path, lambda sheet: sheet.replace("</worksheet>", unknown))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert entries(path) == (READ,)


def test_carriage_returns_of_a_cell_are_no_text(tmp_path: Path) -> None:
    row = ["001_x000D_", "其他_x000D_\n国谈药品", *ROW[2:]]
    assert entries(book(tmp_path / "a.xlsx", HEAD, row)) == (READ,)


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(("column", "cell", "said"), [
    (0, dt.datetime(2023, 3, 1), "日期"), (0, True, "是非"), (0, 86.5, "小数"),
    (0, 1234567890123456789, "15 位"), (0, "8.69E+07", "科学计数"), (0, "#N/A", "算好的值"),
    (0, "########", "列太窄"), (1, "高价药品", "其他国谈药品"), (2, "约100元", "金额"),
    (2, "#REF!", "算好的值"), (3, 80, "80%"), (4, "对", "是、否"), (5, "2023年3月", "日期"),
    (6, "2024-02-30", "日历"),
])  # fmt: skip
def test_wrong_cell_is_named_as_the_office_program_does(
    tmp_path: Path, column: int, cell: object, said: str
) -> None:
    row: list[Any] = [*ROW[:column], cell, *ROW[column + 1 :]]
    codes, told = messages(book(tmp_path / "a.xlsx", ["附件"], HEAD, ROW[:0], row))
    assert codes == ["E0608"]
    assert f"文件「a.xlsx」的工作表「清单」第 4 行 {'ABCDEFG'[column]} 列" in told
    assert said in told


def test_same_code_twice_and_missing_column_name_the_sheet(tmp_path: Path) -> None:
    codes, told = messages(book(tmp_path / "a.xlsx", HEAD, ROW, ["001", *ROW[1:]]))
    assert codes == ["E0607"]
    assert "工作表「清单」里编码「001」" in told and "第 2 行和第 3 行" in told
    head = [*HEAD[:2], "医保\n支付标准", *HEAD[3:]]
    codes, told = messages(book(tmp_path / "a.xlsx", ["附件"], head, ROW))
    assert codes == ["E0603"]
    assert "文件里的列：药品编码、药品类别、医保支付标准" in told
    assert "是不是：「医保支付标准」" in told


def test_other_kinds_of_workbook_say_how_to_save(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", HEAD, ROW)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/workbook.bin", b"")
    assert ".xlsb" in messages(path)[1]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", b'<workbook xmlns="http://purl.oclc.org/ooxml/x"/>')
    assert "严格" in messages(path)[1] and "另存为" in messages(path)[1]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", b"")
    assert "不是 Excel 工作簿" in messages(path)[1]


@pytest.mark.parametrize("text", ["合计", "小计：", "注：本表自2023年起用", "备注1:见附件2"])
def test_remarks_are_no_codes_and_nothing_else_is_said(tmp_path: Path, text: str) -> None:
    codes, told = messages(book(tmp_path / "a.xlsx", HEAD, ROW, [text, "共", "1", 3]))
    assert codes == ["E0623"] and f"第 3 行的「药品编码」是「{text}」" in told
    assert len(entries(book(tmp_path / "a.xlsx", HEAD, ["注射剂01", *ROW[1:]]))) == 1


@pytest.mark.parametrize(("data", "name", "said"), [
    (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "a.xls", "旧式"),
    (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "加了密码"),
    (b"%PDF-1.7", "a.xlsx", "PDF"), (b"\xef\xbb\xbf <HTML><table>", "a.xls", "网页"),
    (b"<?xml version='1.0'?><Workbook/>", "a.csv", "网页或 XML"),
    (b"PK\x03\x04....", "a.xlsx", "已损坏"), (b"", "a.csv", "是空的"),
    ("药品编码，药品类别\nA1，甲\n".encode(), "a.csv", "全角逗号"),
    ("药品编码,药品类别\nA1,其他国谈药品\n".encode() + "A2,其他".encode("gbk"), "a.csv",
     "第 3 行有乱码"),
])  # fmt: skip
def test_other_files_say_what_they_are(
    tmp_path: Path, data: bytes, name: str, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    codes, told = messages(tmp_path / name)
    assert codes == ["E0602"] and f"「{name}」" in told and said in told
