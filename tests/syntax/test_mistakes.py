"""One mistake, one diagnostic, at its place, in the author's words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from luling.diagnostics.catalogue import catalogue
from luling.diagnostics.model import Bag
from luling.syntax import ast
from luling.syntax.reading import LIMIT, read_source
from luling.syntax.tables import load

from .support import codes, complete, condition, read

TEN = """情形 一（a1）：定点 且 险种 是 职工医保 或 定点。
情形 二（a2）：医保费用 超过。
情形 三（a3）：医保费用 超过 且 定点。
情形 四（a4）：（定点 且 定点。
情形 五（a5）：费用日期 早于 2022年2月30日。
情形 六（a6）：医保费用 超过 10000元且 定点。
规则 七（a7）：定点。
结论 八（a8）：金额，为 1元，为 2元。
参数 九（a9）：比例 80%，依据 二「没有结束。
情形 十（a10）：1元 小于 医保费用 小于 2元。
情形 好（good）：定点。
"""


def test_ten_mistakes_in_ten_sentences_give_ten_diagnostics() -> None:
    file, found = read(complete(TEN))
    assert [item.code for item in found] == [
        "E0104", "E0103", "E0101", "E0107", "E0110", "E0109", "E0105", "E0116", "E0106", "E0115",
    ]  # fmt: skip
    assert isinstance(file.sentences[-1], ast.ConditionDecl)
    assert file.sentences[-1].label.text == "好"


@pytest.mark.parametrize("code", [c for c in catalogue() if c.startswith(("E00", "E01"))])
def test_the_long_form_shows_the_mistake_and_its_cure(code: str) -> None:
    parts = catalogue()[code].parts
    assert set(parts) == {"说明", "为什么", "错误示例", "正确示例"}
    assert codes(parts["正确示例"]) == []
    if not parts["错误示例"].startswith("（"):  # some can only be told
        assert codes(parts["错误示例"]) == [code]


def test_no_name_of_a_terminal_reaches_an_author() -> None:
    names = {s for s in load().symbols if s.isascii() and len(s) > 2}
    texts = [f"情形 甲（a）：{rest}" for rest in ("定点 定点。", "。", "定点 是", "非", "（甲")]
    texts += ["参数。", "参数 甲", "表 甲：金额", "用例「甲」", "条文", "条文 一", "通则"]
    texts += ["结论 甲：金额，", "政策", "政策 甲《乙》施行日期", "名册 甲：", "目录 甲："]
    for text in texts:
        _, found = read(text)
        assert found
        for item in found:
            said = " ".join((item.title, item.hint, *item.notes))
            assert not names & set(re.findall(r"[A-Za-z_]{3,}", said)), said


def test_a_missing_stop_is_said_once_and_the_sentence_is_read() -> None:
    file, found = read("情形 甲：乙\n情形 丙：丁\n")
    assert [item.code for item in found] == ["E0102", "E0102"]
    assert len(file.sentences) == 2 and not file.broken
    assert found[0].fix is not None and found[0].fix.replacement == "。"


def test_a_missing_stop_before_a_member_is_found() -> None:
    text = "收集 不予支付（denials）\n不予支付 甲：当 乙\n不予支付 丙：当\n 不予支付 为空。"
    file, found = read(text)
    assert [item.code for item in found] == ["E0102", "E0102"]
    assert len(file.sentences) == 3


def test_a_decision_needs_no_stop() -> None:
    assert read("判定 甲\n\n事实 乙。\n判定 丙。\n")[1] == []


def test_the_two_ways_of_bracketing_are_shown() -> None:
    _, found = read("情形 甲：乙 且 丙 或 丁 且 戊。")
    (mixed,) = found
    assert "（乙 且 丙） 或 （丁 且 戊）" in mixed.hint
    assert "乙 且 （丙 或 丁） 且 戊" in mixed.hint


def test_each_mixture_is_said_once() -> None:
    assert codes("情形 甲：乙 且 丙 或 丁 且 （戊 或 己 且 庚）。") == ["E0104", "E0104"]


def test_words_run_together_are_split() -> None:
    _, found = read("事实 甲：是非。\n情形 丙：非甲 丁。\n情形 戊：30种且 是 甲。")
    assert [item.code for item in found] == ["E0109", "E0109"]
    assert "非 甲" in found[0].hint and "30种 且" in found[1].hint


def test_deep_brackets_are_refused_without_recursion() -> None:
    deep = "（" * 50_000 + "甲" + "）" * 50_000
    assert codes(f"情形 甲：{deep}。") == ["E0007"]
    assert codes(f"情形 甲：{'非 ' * 50_000}乙。") == ["E0007"]
    assert codes("情形 甲：" + "（" * 50 + "乙" + "）" * 50 + "。") == []
    assert codes(f"结论 甲：金额，为 {'乙 加 ' * 5000}乙。") == ["E0007"]


def test_a_long_list_is_no_nesting() -> None:
    found = condition("甲 属于 " + "、".join(f"值{n}" for n in range(5000)))
    assert isinstance(found, ast.Among) and len(found.members) == 5000


def test_invisible_characters_are_taken_out_and_the_rest_is_read() -> None:
    text = "情形 甲（a）：医\u200b保 是 \u202e乙。\n情形 丙：丁。"
    file, found = read(text)
    assert [item.code for item in found] == ["E0002", "E0003"]
    first, second = file.sentences
    assert isinstance(first, ast.ConditionDecl) and isinstance(first.condition, ast.Compare)
    assert first.condition.left == ast.Reference(ast.Name("医保"))
    assert second.span.start == text.index("情形 丙")


def test_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.policy"
    said = []
    gbk, utf16 = "参数 起付线：金额 500元。\n".encode("gbk"), "参数".encode("utf-16")
    for data in (gbk, utf16, "参数 甲".encode() + b"\xfe"):
        bag = Bag()
        path.write_bytes(data)
        assert read_source(path, bag) is None
        (found,) = bag
        assert found.code == "E0001"
        said.append(found.title + found.hint)
    assert "GBK" in said[0] and "UTF-16" in said[1] and "第 11 个字节" in said[2]


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "a.policy"
    path.write_bytes("\ufeff事实 险种。\n".encode())
    source = read_source(path, Bag())
    assert source is not None and source.text == "事实 险种。\n"


def test_a_file_that_is_not_there_or_too_large_is_reported(tmp_path: Path) -> None:
    bag = Bag()
    assert read_source(tmp_path / "none.policy", bag) is None
    (tmp_path / "big.policy").write_bytes(b"#" * (LIMIT + 1))
    assert read_source(tmp_path / "big.policy", bag) is None
    assert read_source(tmp_path, bag) is None
    assert [item.code for item in bag] == ["E0008", "E0005", "E0008"]


def test_a_keyword_where_a_name_belongs_is_explained() -> None:
    _, (found,) = read("情形 结论：甲。")
    assert found.code == "E0101" and "“结论”" in found.notes[0]


def said(text: str) -> tuple[str, str, str | None]:
    """The code, the hint and what the fix puts there."""
    _, (found,) = read(text)
    return found.code, found.hint, found.fix.replacement if found.fix is not None else None


@pytest.mark.parametrize(
    ("text", "code", "hint", "fix"),
    [
        ("情形 甲：次数 是 3次以上。", "E0122", "含本数写「不少于 3次」，不含", "不少于 3次"),
        ("情形 甲：次数 3次（不含）以上。", "E0122", "不含本数写「超过 3次」，含", "超过 3次"),
        ("情形 甲：次数 达到 3次 以上。", "E0122", "「不少于 3次」", "3次"),
        ("情形 甲：分数 61分以上。", "E0122", "「不低于 61分」", "不低于 61分"),
        ("情形 甲：种数 在 20种以下。", "E0122", "「不超过 20种」", None),
        ("情形 甲：间隔 是 5日以内。", "E0122", "「不超过 5日」", "不超过 5日"),
        ("情形 甲：次数 超过 30次的时候算大额。", "E0109", "数后面只能写单位", None),
        ("情形 甲：次数 不足3次 且 次数 多于 1次。", "E0109", "「不足 3次」", "不足 3次"),
        ("结论 甲：金额，为 费用 的 80%。", "E0101", "「费用 乘 80%」", "乘"),
        ("结论 甲：金额，为 费用 乘 三分之一。", "E0101", "「除以 3」", None),
        ("结论 甲：金额，为 费用 乘 三分之二。", "E0101", "「2 除以 3」", None),
        ("名册 县区：名称、数：整数。", "E0101", "「名称：文本」", None),
        ("名册 县区：数：整数、名称（name）。", "E0103", "「名称：文本」", None),
        ("情形 甲：定点 是 真。", "E0101", "「是」", "是"),
        ("情形 甲：定点 是 FALSE。", "E0101", "「否」", "否"),
    ],
)
def test_a_common_slip_is_told_what_to_write(
    text: str, code: str, hint: str, fix: str | None
) -> None:
    found = said(text)
    assert found[0] == code and hint in found[1] and found[2] == fix


def test_an_enumeration_may_hold_words_for_true_and_false() -> None:
    assert read("枚举 甲：真、假。\n情形 乙：丙 是 真。")[1] == []


def test_a_cell_may_say_a_bound_after_its_number() -> None:
    table = "表 甲：比例\n  | 次 | 甲 |\n  | {} | 5% |。"
    for cell, op in {
        "3次以上": "ge", "3次（含）以上": "ge", "3次及以上": "ge", "3次(不含)以上": "gt",
        "3次 以下": "le", "3次以内": "le", "30日内": "le", "3次以下（不含）": "lt",
        "不足3次": "lt", "超过3次": "gt", "不少于 3次": "ge",
    }.items():  # fmt: skip
        file, found = read(table.format(cell))
        (node,) = file.sentences
        assert not found and isinstance(node, ast.TableDecl), cell
        assert node.grid.rows[0].cells[0].op == op, cell


def test_the_age_in_full_years_is_a_unit() -> None:
    found = condition("年龄 不低于 60周岁")
    assert isinstance(found, ast.Compare) and isinstance(found.right, ast.Number)
    assert found.right.unit == "周岁"


def test_operators_know_their_places() -> None:
    text = "情形 甲（a）：乙 加 丙 不低于 丁。"
    found = condition("乙 加 丙 不低于 丁")
    assert isinstance(found, ast.Compare) and isinstance(found.left, ast.Arithmetic)
    spans = found.word_span, found.left.word_span
    assert [text[span.start : span.end] for span in spans] == ["不低于", "加"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("职责 甲（a）：各市 应该 做到 定点。", "应当"),
        ("职责 甲（a）：各市 须 做到 定点。", "应当"),
        ("约束 甲（a）：各地 不能另定 丙（b）。", "不得另定"),
        ("约束 甲（a）：各地 的 丙（b）从 医院 换为 药店，不改变 丁（c）。", "由"),
        ("约束 甲（a）：各地 的 丙（b）由 医院 换成 药店，不改变 丁（c）。", "换为"),
        ("情形 甲（a）：险种 在 职工医保。", "属于"),
    ],
)
def test_everyday_words_are_told_their_keyword(text: str, said: str) -> None:
    (found,) = read(text)[1]
    assert found.code == "E0101"
    assert found.notes[0].endswith(f"是不是想写「{said}」？")


def test_a_keyword_in_the_wrong_place_is_no_everyday_word() -> None:
    """在 is itself a keyword of duties, so 属于 is offered only where it may stand."""
    text = "职责 甲（a）：各市 应当 在 2023年6月底前 在 2023年7月底前 做到 定点。"
    (found,) = read(text)[1]
    assert found.code == "E0101" and found.notes == ()


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("在 2023年底前", "E0111", "请写到日，例如 2023年12月31日。"),
        ("在2023年6月底前", "E0109", "试试写成「在 2023年6月底 前」。"),
        ("在2023年6月30日前", "E0109", "试试写成「在 2023年6月30日 前」。"),
        (
            "在 费用日期 加 5个工作日 前", "E0109",
            "工作日要看放假安排，这里算不出。请把到期的那一天写成日期事实，由填写的人算好。",
        ),
        ("在 费用日期 加 5个百分点 前", "E0109", "百分点写成百分数，例如 5%。"),
    ],
)
def test_a_deadline_that_runs_together_stays_one_date(text: str, code: str, hint: str) -> None:
    (found,) = read(f"职责 甲（a）：各市 应当 {text} 做到 定点。")[1]
    assert (found.code, found.hint) == (code, hint)
