"""Tables as office programs write them: every way to say the same gives the same."""

from __future__ import annotations

import datetime as dt
import zipfile
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from luling.tabular import (
    Cell,
    Refusal,
    Table,
    TableProblem,
    cell_value,
    model,
    read_table,
    text_value,
)
from luling.tabular.values import choices_of
from luling.types import (
    BOOL,
    DATE,
    MONEY,
    RATIO,
    TEXT,
    DurationType,
    EnumType,
    IntegerType,
    SetType,
    Type,
)

HEAD = "药品编码,支付标准\n"


def table(path: Path) -> Table:
    found = read_table(path)
    assert isinstance(found, Table), found
    return found


def problem(path: Path) -> TableProblem:
    found = read_table(path)
    assert isinstance(found, TableProblem), found
    return found


def texts(found: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in found.rows]


def written(tmp_path: Path, data: bytes, name: str = "t.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_reads_in_every_encoding_of_excel(tmp_path: Path, encoding: str) -> None:
    found = table(written(tmp_path, f"{HEAD}A001,100元\n".encode(encoding)))
    assert found.names == ["药品编码", "支付标准"]
    assert texts(found) == [["A001", "100元"]]


@pytest.mark.parametrize("text", [
    "编码,价\nA,1\n", "编码;价\nA;1\n", "编码\t价\nA\t1\n", "sep=;\n编码;价\nA;1\n",
    "编码,价\r\nA,1\r\n", '"编码",价\n"A",1', "编码,价,,\nA,1,,\n,,,\n\n",
    "　编码　, 价\n\u3000A,1　\n",
    "\n\n编码,价\n\nA,1\n",
])  # fmt: skip
def test_csv_reads_in_every_form(tmp_path: Path, text: str) -> None:
    found = table(written(tmp_path, text.encode()))
    assert found.names == ["编码", "价"]
    assert texts(found) == [["A", "1"]]


def test_quoted_cell_keeps_its_lines_and_rows_count_as_in_excel(tmp_path: Path) -> None:
    found = table(written(tmp_path, '编码,说明\nA,"一\n二"\n\nB,"说""好"""\n'.encode()))
    assert texts(found) == [["A", "一\n二"], ["B", '说"好"']]
    assert found.rows[1].cells[1].place == "第 4 行 B 列"


def test_comma_in_a_number_is_not_taken_for_a_cell(tmp_path: Path) -> None:
    assert "第 2 行" in problem(written(tmp_path, f"{HEAD}A001,1,234.50\n".encode())).title


@pytest.mark.parametrize(("data", "name"), [
    (b"", "t.csv"), (b"\n\n", "t.csv"), (b"\xff\xfe\xfd\x00\x01", "t.csv"), (b"a\0b", "t.csv"),
    (b'a,"b\n', "t.csv"), (b"PK\x03\x04broken", "t.xlsx"), (b"\xd0\xcf\x11\xe0old", "t.xls"),
    (b"<html>", "t.xlsx"), (b"\xff\xff\xff", "t.csv"),
])  # fmt: skip
def test_damaged_file_is_a_problem_and_never_raises(tmp_path: Path, data: bytes, name: str) -> None:
    found = problem(written(tmp_path, data, name))
    assert name in found.title and not found.missing


def test_damaged_workbook_parts_never_raise(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["编码"])  # type: ignore[union-attr]
    book.save(tmp_path / "good.xlsx")
    with zipfile.ZipFile(tmp_path / "good.xlsx") as archive:
        parts = {item: archive.read(item) for item in archive.namelist()}
    for name in parts:
        with zipfile.ZipFile(tmp_path / "bad.xlsx", "w") as archive:
            for other, data in parts.items():
                archive.writestr(other, data[: len(data) // 2] if other == name else data)
        assert isinstance(read_table(tmp_path / "bad.xlsx"), Table | TableProblem)


def test_missing_file_and_folder_are_told_apart(tmp_path: Path) -> None:
    assert problem(tmp_path / "none.csv").missing
    assert not problem(tmp_path).missing


def test_size_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luling.tabular.csv_file.MAX_ROWS", 3)
    assert "太大" in problem(written(tmp_path, b"a\n" + b"1\n" * 4)).title
    assert len(table(written(tmp_path, b"a\n" + b"1\n" * 3)).rows) == 3
    monkeypatch.setattr("luling.tabular.read.MAX_BYTES", 10)
    assert "64 MB" in problem(written(tmp_path, b"a\n" * 6)).title


def test_workbook_says_what_a_person_sees(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["编码", "比例", "日期", "品种", "价", "是否", "补零"])
    sheet.append(["00123", 0.8, dt.datetime(2021, 3, 1), 20.0, 1234.5, True, 42])
    sheet.append([None, 0.805, 44256, 0.1 + 0.2, 100.01, False, 7])
    for cell in sheet["B"]:
        cell.number_format = "0%"
    for cell in sheet["E"]:
        cell.number_format = '"¥"#,##0.00'
    for cell in sheet["G"]:
        cell.number_format = "000000"
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "t.xlsx")
    found = table(tmp_path / "t.xlsx")
    assert texts(found) == [
        ["00123", "80%", "2021-03-01", "20", "1234.5", "是", "000042"],
        ["", "80.5%", "44256", "0.3", "100.01", "否", "000007"],
    ]
    assert cell_value(found.rows[1].cells[2], DATE) == dt.date(2021, 3, 1)


def test_merged_cell_stands_in_each_of_its_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["类别", "编码"], ["甲", "A"], [None, "B"], ["乙", "C"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "t.xlsx")
    assert texts(table(tmp_path / "t.xlsx")) == [["甲", "A"], ["甲", "B"], ["乙", "C"]]


def test_formula_without_a_value_is_an_error_and_not_empty(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["编码", "价"])
    sheet.append(["A", "=1+1"])
    book.save(tmp_path / "t.xlsx")
    cell = table(tmp_path / "t.xlsx").rows[0].cells[1]
    assert cell.kind == "error"
    assert isinstance(cell_value(cell, MONEY), Refusal)


def test_hidden_sheet_is_passed_over(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["旧"])
    first.sheet_state = "hidden"
    book.create_sheet("清单").append(["编码"])
    book.save(tmp_path / "t.xlsx")
    assert table(tmp_path / "t.xlsx").names == ["编码"]


LEVELS = choices_of([("level1", "一级（基层）", (), ("1",)), ("level2", "二级", ("二甲",), ())])


@pytest.mark.parametrize(("text", "type_", "value"), [
    ("1,234.50", MONEY, Fraction("1234.5")), ("1234.5元", MONEY, Fraction("1234.5")),
    ("1.5万元", MONEY, Fraction(15000)), ("￥ 1,234.50", MONEY, Fraction("1234.5")),
    ("１００元", MONEY, Fraction(100)), ("80%", RATIO, Fraction(4, 5)),
    ("80％", RATIO, Fraction(4, 5)),
    ("0.8", RATIO, Fraction(4, 5)), ("120%", RATIO, Fraction(6, 5)),
    ("30种", IntegerType("种"), 30),
    ("30", IntegerType("种"), 30), ("30.0", IntegerType(), 30),
    ("1.5万人次", IntegerType("人次"), 15000),
    ("18周岁", IntegerType("岁"), 18), ("2021-03-01", DATE, dt.date(2021, 3, 1)),
    ("2021/3/1", DATE, dt.date(2021, 3, 1)), ("2021年3月1日", DATE, dt.date(2021, 3, 1)),
    ("20210301", DATE, dt.date(2021, 3, 1)), ("2021-03-01 00:00:00", DATE, dt.date(2021, 3, 1)),
    ("是", BOOL, True), ("FALSE", BOOL, False), ("30日", DurationType("days"), 30),
    ("1年", DurationType("months"), 12), ("一级", EnumType("l"), "level1"),
    ("1", EnumType("l"), "level1"), ("二甲", EnumType("l"), "level2"),
    ("level2", EnumType("l"), "level2"),
    ("一级、二级", SetType("l"), frozenset({"level1", "level2"})),
    ("为空", SetType("l"), frozenset()),
    ("00123", TEXT, "00123"),
])  # fmt: skip
def test_text_means_its_value_exactly(text: str, type_: Type, value: object) -> None:
    assert text_value(text, type_, LEVELS) == value


@pytest.mark.parametrize(("text", "type_"), [
    ("约100元", MONEY), ("1.234元", MONEY), ("-5", MONEY), ("1,23", MONEY), ("1e3", MONEY),
    ("1000000000000", MONEY), ("80", RATIO), ("八成", RATIO), ("30家", IntegerType("种")),
    ("1.5", IntegerType()), ("2021-02-30", DATE), ("2021-03", DATE), ("2021-03-01 08:30", DATE),
    ("44256", DATE), ("对", BOOL), ("四级", EnumType("l")), ("一级、一级", SetType("l")),
    ("1.23457E+17", TEXT), ("长" * 1001, TEXT), ("3个月", DurationType("days")),
])  # fmt: skip
def test_text_that_is_no_value_is_refused(text: str, type_: Type) -> None:
    found = text_value(text, type_, LEVELS)
    assert isinstance(found, Refusal) and found.allowed


def test_number_too_long_for_excel_is_no_code() -> None:
    assert isinstance(cell_value(Cell("1234567890123450", 2, 1, "number"), TEXT), Refusal)


def test_columns_are_lettered_as_in_excel() -> None:
    assert [model.column_letter(number) for number in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]
