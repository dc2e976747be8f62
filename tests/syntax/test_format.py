"""Canonical text reads back as the same tree, and stays as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from luling.diagnostics.model import Bag
from luling.source import Source
from luling.syntax import ast
from luling.syntax.format import format_file
from luling.syntax.parser import parse

from .support import complete
from .test_sentences import POLICY
from .test_sentences import test_a_form_reads as forms
from .trees import files

ROOT = Path(__file__).parents[2]
GOOD = sorted([*ROOT.glob("policies/**/*.policy"), *ROOT.glob("tests/cases/good/**/*.policy")])
FORMS: list[str] = [POLICY, *forms.pytestmark[0].args[1]]  # type: ignore[attr-defined]


def check(text: str) -> str:
    """Formats, and holds that meaning and form stay; returns the canonical text."""
    source = Source("t.policy", text)
    bag = Bag()
    file = parse(source, bag)
    assert not list(bag)
    written = format_file(file, source)
    again_bag = Bag()
    again = parse(Source("t.policy", written), again_bag)
    assert [(d.code, d.title, d.hint) for d in again_bag] == []
    assert again == file
    assert format_file(again, Source("t.policy", written)) == written
    return written


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_policy_is_formatted_without_a_change_of_meaning(path: Path) -> None:
    check(complete(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("text", FORMS)
def test_a_form_is_formatted_without_a_change_of_meaning(text: str) -> None:
    check(text)


@given(files())
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_tree_is_written_so_that_it_reads_back(file: ast.File) -> None:
    written = format_file(file, Source("", ""))
    bag = Bag()
    again = parse(Source("", written), bag)
    assert [(d.code, d.title, d.hint) for d in bag] == [], written
    assert again == file, written


def test_marks_become_full_width_and_columns_line_up() -> None:
    text = '参数 甲(a):按 等级 的 金额,依据 二(一)\n|等级|甲|\n|"一级+"|１００元|\n|二|5元|.\n'
    assert check(text) == (
        "参数 甲（a）：按 等级 的 金额，依据 二(一)\n"
        "  | 等级      | 甲    |\n"
        "  | “一级+” | 100元 |\n"
        "  | 二        | 5元   |。\n"
    )


def test_bounds_in_cells_stay_as_they_were_said() -> None:
    rows = ["3次以上", "3次 (含) 以上", "不足3次", "3次以下（不含）", "30日内"]
    text = "表 甲：比例\n| 次 | 甲 |\n" + "\n".join(f"| {row} | 5% |" for row in rows) + "。\n"
    written = [line.split("|")[1].strip() for line in check(text).splitlines()[2:]]
    assert written == ["3次以上", "3次（含）以上", "不足 3次", "3次（不含）以下", "30日以内"]


def test_comments_stay_in_their_places() -> None:
    text = (
        "# 文件\n\n\n\n判定 甲  # 判定\n# 连着\n\n# 事实\n事实 乙。 # 后\n情形 丙：\n  # 里面\n"
        "  丁 且 # 第一\n  戊， # 第二\n  依据 二。# 末\n\n# 尾\n"
    )
    assert check(text) == (
        "# 文件\n\n判定 甲  # 判定\n# 连着\n\n"
        "  # 事实\n  事实 乙。  # 后\n  情形 丙：\n    # 里面\n"
        "    丁  # 第一\n      且 戊，  # 第二\n    依据 二。  # 末\n\n# 尾\n"
    )


def test_what_belongs_to_a_decision_is_indented() -> None:
    text = "判定 甲\n事实 乙。\n结论 丙：金额。\n通则 为 1元。\n条文 一 不编码，因「目的」。\n"
    assert check(text) == (
        "判定 甲\n  事实 乙。\n  结论 丙：金额。\n    通则 为 1元。\n条文 一 不编码，因「目的」。\n"
    )


def test_a_file_with_mistakes_is_refused() -> None:
    source = Source("t", "情形 甲：是 是")
    with pytest.raises(ValueError, match="mistakes"):
        format_file(parse(source, Bag()), source)


PUT = ("\n", "  # 注\n", "\n# 注\n", "# 一\n #二\n")


@pytest.mark.parametrize("form", FORMS[1:])  # the fields of a 政策 head are put in order
def test_comments_and_breaks_anywhere_change_no_meaning(form: str) -> None:
    for at in (found.start() for found in re.finditer(r"(?<=[ ，：。、）（])|(?= )", form)):
        for put in PUT:
            text = form[:at] + put + form[at:]
            bag = Bag()
            parse(Source("t", text), bag)
            if not list(bag):  # a break inside a quotation is none
                check(text)


def test_no_blank_stands_outside_a_full_width_bracket() -> None:
    text = (
        "情形 甲： 非 （乙 且 丙） 且 （乙 或 丙）。\n"
        "结论 丁：金额，为 （钱 减 1元） 乘 80% 加 戊（己） 除以 （2 加 3）。\n"
        "参数 庚：整数（种） 30种。\n"
        '情形 辛：壬 是 “甲 （乙） 丙” 或 癸（子） 为空。\n'
    )
    assert check(text) == (
        "情形 甲：非（乙 且 丙）且（乙 或 丙）。\n"
        "结论 丁：金额，为（钱 减 1元）乘 80% 加 戊（己）除以（2 加 3）。\n"
        "参数 庚：整数（种）30种。\n"
        "情形 辛：壬 是 “甲 （乙） 丙” 或 癸（子）为空。\n"
    )


def test_comments_in_a_row_keep_one_indentation() -> None:
    text = "判定 甲\n  事实 乙。\n# 一\n# 二\n# 三\n\n条文 一 不编码，因「甲」。\n"
    assert check(text) == (
        "判定 甲\n  事实 乙。\n  # 一\n  # 二\n  # 三\n\n条文 一 不编码，因「甲」。\n"
    )
