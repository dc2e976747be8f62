"""What is written into the places of a form, for every type of value, known or not."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from luling.core import ir
from luling.diagnostics import Bag
from luling.driver import compile_policy
from luling.forms.fill import fill
from luling.forms.model import Caption, Cell, Field, Page, Section, Table
from luling.runtime.errors import DecisionError
from luling.source import Source

POLICY = """\
政策 sample《示例通知》
  成文日期 2023年1月1日。
枚举 险种（insurance）：职工医保（employee）、居民医保（resident）、其他（other）。
枚举 落实情况（duty_status）：已落实（met）、未到期（pending）、逾期未落实（overdue）。
参数 支付比例（rate）：比例 另行规定，依据 一。
判定 申报（claim）
  事实 姓名（patient）：文本。
  事实 年龄（age）：整数（岁）。
  事实 险种（insurance）：险种。
  事实 曾参保（formerly）：集合（险种）。
  事实 定点（designated）：是非。
  事实 费用（cost）：金额。
  事实 比例（share）：比例。
  事实 入院（admitted）：日期。
  事实 出院（discharged）：日期。
  名册 县区（counties）：名称（name）：文本、药店数（shops）：整数（家）、支出（spent）：金额、
    占比（part）：比例、达标（good）：是非、险种（kind）：险种。
  名册 编号表（numbered）：序号（number）：整数、名称（name）：文本。
  逐项 县区 的 人均（each）：金额，为 支出 除以 2。
  结论 报销（paid）：金额，为 费用 乘 支付比例。
  结论 落实（status）：落实情况，为 已落实。
  结论 大额（large）：是非，为 费用 超过 100元。
  结论 病种（disease）：文本，可空。
    通则 当 定点，为 "示例病"。
  结论 期限（due）：日期，可空。
    通则 当 定点，为 入院 次月 10日。
  结论 无店县区（without）：名单，为 名单（县区 中 药店数 低于 1家 的 名称）。
  收集 材料（papers）。
  材料 甲证明（first）。
  材料 乙证明（second）：当 定点。
  材料 丙证明（third）：当 费用 超过 100元。
"""
FORM = "  表单 申报表（form）：《申报表》，依据 一\n    | 栏目 | 填写 |\n"


@cache
def compiled(rows: str) -> ir.Program:
    path = Path("sample.policy")
    bag = Bag()
    source = Source(path.name, f"{POLICY}{FORM}{rows}。\n", path)
    program = compile_policy(path, bag, source).program
    assert program is not None, [item.title for item in bag]
    return program


def filled(*rows: str, params: Any = None, **facts: Any) -> Page:
    program = compiled("".join(f"    | {row} |\n" for row in rows).rstrip("\n"))
    decision = program.decisions[0]
    return fill(program, decision, decision.forms[0], facts, params)


def value(place: str, params: Any = None, **facts: Any) -> tuple[str, tuple[str, ...]]:
    """The text of a single place, and what is missing."""
    page = filled(f"\"甲\" | {place}", params=params, **facts)
    (block,) = page.blocks
    assert isinstance(block, Field)
    return block.value.text, page.missing


@pytest.mark.parametrize(
    ("place", "facts", "text"),
    [
        ("姓名", {"patient": "张三"}, "张三"),
        ('"示例局"', {}, "示例局"),
        ("年龄", {"age": 58}, "58岁"),
        ("费用", {"cost": "1234.5"}, "1,234.50元"),
        ("比例", {"share": "0.125"}, "12.5%"),
        ("入院", {"admitted": "2021-06-03"}, "2021年6月3日"),
        ("险种", {"insurance": "resident"}, "☐职工医保　☑居民医保　☐其他"),
        ("曾参保", {"formerly": ["other", "employee"]}, "☑职工医保　☐居民医保　☑其他"),
        ("曾参保", {"formerly": []}, "☐职工医保　☐居民医保　☐其他"),
        ("定点", {"designated": False}, "☐是　☑否"),
        ("大额", {"cost": 101}, "☑是　☐否"),
        ("落实", {}, "已落实"),
        ("居民医保", {}, "居民医保"),
        ("材料", {"designated": True, "cost": 1}, "甲证明、乙证明"),
        ("无店县区", {"counties": []}, "无"),
        ("无店县区", {"counties": [{"name": "甲 县", "shops": 0}, {"name": "乙", "shops": 0}]},
         "甲 县、乙"),
        ("计数（县区）", {"counties": [{"name": "甲"}]}, "1"),
        ("病种", {"designated": False}, "—"),
        ("报销", {"cost": 200, "params": {"rate": "0.5"}}, "100.00元"),
    ],
)  # fmt: skip
def test_a_value_is_written_as_people_write_it(
    place: str, facts: dict[str, Any], text: str
) -> None:
    assert value(place, **facts) == (text, ())


@pytest.mark.parametrize(
    ("place", "facts", "text", "missing"),
    [
        ("姓名", {}, "", ("姓名",)),
        ("险种", {"insurance": None}, "☐职工医保　☐居民医保　☐其他", ("险种",)),
        ("曾参保", {}, "☐职工医保　☐居民医保　☐其他", ("曾参保",)),
        ("大额", {}, "☐是　☐否", ("费用",)),
        ("报销", {}, "", ("费用", "支付比例")),
        ("病种", {}, "", ("定点",)),
        ("材料", {"designated": True}, "甲证明、乙证明（待定：丙证明）", ("费用",)),
        ("材料", {}, "甲证明（待定：乙证明、丙证明）", ("费用", "定点")),
        ("无店县区", {"counties": [{"name": "甲", "shops": 0}, {"name": "乙"}]}, "甲（名单未全）",
         ("乙的药店数",)),
        ("无店县区", {}, "", ("县区",)),
    ],
)  # fmt: skip
def test_what_is_unknown_stays_blank_and_is_missed(
    place: str, facts: dict[str, Any], text: str, missing: tuple[str, ...]
) -> None:
    assert value(place, **facts) == (text, missing)


def test_missing_facts_are_named_once_in_the_order_of_the_form() -> None:
    page = filled('"甲" | 费用', '"乙" | 姓名', '"丙" | 大额')
    assert page.missing == ("费用", "姓名")


# ---------------------------------------------------------------- blanks for dates


@pytest.mark.parametrize(
    ("heading", "place", "facts", "block"),
    [
        ('"(202　年　月)"', "入院", {"admitted": "2022-05-31"}, Caption("(2022年5月)")),
        ('"(202　年　月)"', "入院", {}, Caption("(202　年　月)")),
        ('"日期：　年　月　日"', "入院", {"admitted": "2022-05-31"},
         Field("日期：", Cell("2022年5月31日"))),
        ('"日期:"、"年　月　日"', "入院", {"admitted": "2022-05-31"},
         Field("日期:", Cell("2022年5月31日"))),
        ('"起止：　年　月　日至　年　月　日"', "入院、出院",
         {"admitted": "2022-05-31", "discharged": "2022-06-01"},
         Field("起止：", Cell("2022年5月31日至2022年6月1日"))),
        ('"起止：　年　月　日至　年　月　日"', "入院、出院", {"discharged": "2022-06-01"},
         Field("起止：", Cell("年　月　日至2022年6月1日"))),
        ('"日期：　年　月　日"', "入院", {}, Field("日期：", Cell("年　月　日", pen=True))),
        ('"日期：　年　月　日"', "期限", {"designated": False}, Field("日期：", Cell("—"))),
        ('"日期：　年　月　日"', "手填", {}, Field("日期：", Cell("　年　月　日", pen=True))),
        ('"签字："', "手填", {}, Field("签字：", Cell("", pen=True))),
        ('"日期：　年　月　日"', "姓名", {"patient": "张三"},
         Field("日期：　年　月　日", Cell("张三"))),
        ('"审核意见"', "—", {}, Section("审核意见")),
    ],
)  # fmt: skip
def test_dates_go_into_the_printed_blanks(
    heading: str, place: str, facts: dict[str, Any], block: object
) -> None:
    assert filled(f"{heading} | {place}", **facts).blocks == (block,)


# ---------------------------------------------------------------- tables


def test_columns_of_one_roster_make_one_table() -> None:
    page = filled(
        '"甲" | 姓名', '"序号" | 县区 的 序号', '"县" | 县区 的 名称', '"签" | 县区 的 手填',
        '"乙" | 姓名', '"店" | 县区 的 药店数',
        patient="张三", counties=[{"name": "甲县", "shops": 2}, {"name": "乙县", "shops": 0}],
    )  # fmt: skip
    first, second = page.tables
    assert [type(block).__name__ for block in page.blocks] == ["Field", "Table", "Field", "Table"]
    assert first.headings == ("序号", "县", "签")
    assert [[cell.text for cell in row] for row in first.rows] == [
        ["1", "甲县", ""], ["2", "乙县", ""],
    ]  # fmt: skip
    assert [cell.pen for cell in first.rows[0]] == [False, False, True]
    assert [[cell.text for cell in row] for row in second.rows] == [["2"], ["0"]]


def column(place: str, **member: Any) -> Cell:
    (table,) = filled(f'"甲" | 县区 的 {place}', counties=[{"name": "县", **member}]).tables
    return table.rows[0][0]


def test_numbers_of_a_column_are_numbers_for_a_spreadsheet() -> None:
    assert column("药店数", shops=12) == Cell("12", 12, "0")
    money = column("支出", spent="1234.50")
    assert (money.text, str(money.number), money.number_format) == (
        "1,234.50元", "1234.5", '#,##0.00"元"',
    )  # fmt: skip
    assert str(column("占比", part="0.125").number) == "0.125"
    assert column("人均", spent="5.01").text == "2.51元"
    assert column("（药店数 超过 1家）", shops=2).text == "☑是　☐否"
    assert column("险种", kind="other").text == "☐职工医保　☐居民医保　☑其他"


def test_a_field_called_number_is_that_field() -> None:
    (table,) = filled('"序号" | 编号表 的 序号', numbered=[{"number": 7, "name": "甲"}]).tables
    assert table.rows[0][0].text == "7"


def test_a_roster_that_is_not_known_leaves_lines_for_the_pen() -> None:
    page = filled('"县" | 县区 的 名称', '"店" | 县区 的 药店数')
    (table,) = page.tables
    assert page.missing == ("县区",) and len(table.rows) == 3
    assert all(cell == Cell("", pen=True) for row in table.rows for cell in row)


def test_an_empty_roster_has_no_lines() -> None:
    page = filled('"县" | 县区 的 名称', counties=[])
    assert page.tables == (Table("县区", ("县",), ("long",), ()),) and page.missing == ()


def test_what_a_line_misses_is_said_by_its_name_or_number() -> None:
    listed = [{"name": "甲", "shops": 1}, {"name": "乙"}, {}]
    page = filled('"店" | 县区 的 药店数', counties=listed)
    assert page.missing == ("乙的药店数", "县区第 3 项的药店数")


# ---------------------------------------------------------------- what cannot be filled


def test_bad_facts_are_refused() -> None:
    with pytest.raises(DecisionError, match="险种"):
        filled('"甲" | 姓名', insurance="nobody")


def test_failing_rules_are_not_written_as_a_blank() -> None:
    with pytest.raises(DecisionError, match="除数是零"):
        filled('"甲" | 费用 除以 费用', cost=0)


# ---------------------------------------------------------------- hostile texts


def test_control_characters_are_made_visible() -> None:
    assert value("姓名", patient="甲\x07乙\u202e丙")[0] == "甲<U+0007>乙<U+202E>丙"


def test_lines_of_a_text_stay_lines() -> None:
    assert value("姓名", patient="一\r\n二\r三\t四")[0] == "一\n二\n三 四"
