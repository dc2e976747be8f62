"""修订对照: what changed is there, marked word by word; nothing else is said to have changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reviewed import leaks, subject_of, subject_of_policy
from syrupy.assertion import SnapshotAssertion
from test_across_policies import NORTH_CASE, Markdown, lines, renamed, tables
from test_hostile_documents import HOSTILE, assert_plain, poisoned, shape

from luling.backends.document import Page, Subject, revised, to_markdown, to_page
from luling.backends.document.marking import marked
from luling.backends.document.model import Amendments, Cell, Line
from luling.core import ir
from luling.notice import cut
from small_notices import NORTH, program_of
from strategies import programs

relaxed = settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck))

NOTICE = """北市关于报销的通知

一、未登记的不予支付。
二、报销比例为80%，每人每年限一次。
三、本通知自2023年1月1日起施行。
"""
CHANGES = (
    ("成文日期 2023年1月1日", "成文日期 2023年2月1日"),
    ("比例 80%，依据 三「80%」", "比例 75%，依据 三「75%」"),
    ("乙类（b，编码 2）。", "乙类（b，编码 2）、丙类（c）。"),
    ("  事实 费用（cost）", "  事实 急诊（urgent）：是非。\n  事实 费用（cost）"),
    ("未登记（unregistered）：当 非 已登记，", "未登记（unregistered）：当 非 已登记 且 非 急诊，"),
    ("  结论 门槛（threshold）：金额，为 起付线（级别），依据 五「起付线」。\n", ""),
    ("依据 三「甲类报销80%」", "依据 三「甲类报销75%」"),
)


def older() -> Subject:
    return replace(subject_of(program_of(NORTH + NORTH_CASE)), notice=cut(NOTICE))


def newer() -> Subject:
    text = NORTH + NORTH_CASE.replace("报销比例 是 80%", "报销比例 是 75%")
    for one, other in CHANGES:
        assert one in text
        text = text.replace(one, other)
    notice = NOTICE.replace("80%，每人每年限一次", "75%，每人每年限两次")
    return replace(subject_of(program_of(text)), notice=cut(notice))


def section(page: Page, anchor: str) -> Page:
    return replace(page, sections=tuple(one for one in page.sections if one.anchor == anchor))


def test_two_versions_of_a_small_policy(snapshot: SnapshotAssertion) -> None:
    page = revised(older(), newer())
    assert leaks(page, "") == []
    assert to_markdown(page) == snapshot(extension_class=Markdown)


def test_the_same_version_has_no_changes() -> None:
    page = revised(older(), older())
    assert page.summary == "两个版本没有不同，1个例子的结果也都相同"
    assert [one.anchor for one in page.sections] == ["versions"]
    assert "<ins>" not in to_page(page) and "<del>" not in to_page(page)


def test_words_are_marked_as_inserted_and_deleted() -> None:
    page = to_page(revised(older(), newer()))
    assert "为<del>80%</del><ins>75%</ins>，每人每年限<del>一</del><ins>两</ins>次。" in page
    assert "比例，即<del>80%</del>" in page
    assert "比例，即<ins>75%</ins>" in page


def test_clauses_give_both_texts_back() -> None:
    clauses = section(revised(older(), newer()), "clauses").sections[0].blocks
    rows = next(one for one in clauses if isinstance(one, Amendments)).rows
    old = "".join(part.text for one in rows for part in one.stretches if part.kind != "added")
    new = "".join(part.text for one in rows for part in one.stretches if part.kind != "removed")
    assert (old, new) == ("报销比例为80%，每人每年限一次。", "报销比例为75%，每人每年限两次。")


def test_an_identifier_is_no_word_for_a_reviewer() -> None:
    """Codes, fields and ids that change are told of by name alone."""
    old = subject_of(program_of(NORTH))
    new = subject_of(program_of(NORTH.replace("编码 2）。", "编码 20）。")))
    page = revised(old, new)
    text = to_markdown(page)
    assert "国家编码有改动" in text
    assert "20" not in text.replace("2023", "")


def test_only_grounds() -> None:
    new = subject_of(program_of(NORTH.replace("依据 五「起付线」", "依据 五「起付线门槛」")))
    page = revised(subject_of(program_of(NORTH)), new)
    (row,) = [row for one in tables(section(page, "decision-1")) for row in one.rows]
    texts = ["".join(line.text for line in cell.lines) for cell in row.cells]
    assert (row.name, row.note, texts) == (
        "门槛", "只改了依据", ["依据：五「起付线」", "依据：五「起付线门槛」"],
    )  # fmt: skip


def test_what_went_is_told_in_its_own_words() -> None:
    """A member of a collection that the newer version lacks; nothing there owns its rules."""
    member = "  不予支付 级别不够（low）：当 级别 是 一级，依据 一「级别不够的」。\n"
    old = NORTH.replace("  结论 可以支付", member + "  结论 可以支付")
    page = revised(subject_of(program_of(old)), subject_of(program_of(NORTH)))
    (row,) = [row for one in tables(section(page, "decision-1")) for row in one.rows]
    texts = ["".join(line.text for line in cell.lines) for cell in row.cells]
    assert (row.name, row.note, texts) == ("不予支付：级别不够", "删去", ["级别为一级的", "没有"])


def test_a_message_names_facts_by_their_names() -> None:
    case = """用例「费用为负」（negative），判定 报销
  已知 日期 是 2023年8月1日，费用 是 -1元
  应得 报错 费用。
"""
    lacking = NORTH.replace("  事实 费用（cost）：金额。\n", "")
    lacking = lacking.replace("最低（费用，限额）", "限额")
    sides = [subject_of(program_of(text)) for text in (NORTH + case, lacking)]
    for old, new in (sides, sides[::-1]):
        page = revised(old, new)
        assert leaks(page, "") == []
        assert "报错：" in to_markdown(section(page, "cases"))


@st.composite
def cells(draw: st.DrawFn) -> Cell:
    words = st.text("甲乙丙，0123456789元", min_size=1, max_size=12)
    inner = st.lists(st.builds(Line, words), max_size=2).map(tuple)
    said = st.builds(Line, words, st.just(()), inner)
    return Cell(tuple(draw(st.lists(said, min_size=1, max_size=4))))


@settings(deadline=None, max_examples=200)
@given(cells(), cells())
def test_marks_are_the_words_of_a_line(old: Cell, new: Cell) -> None:
    """Joined they are its text; without marks both versions have the line."""
    before, after = marked(old, new)
    assert [line.text for line in lines(before)] == [line.text for line in lines(old)]
    for cell, kind in ((before, "removed"), (after, "added")):
        for line in lines(cell):
            if line.marks:
                assert "".join(one.text for one in line.marks) == line.text
                assert {one.kind for one in line.marks} <= {"same", kind}
    kept = ["".join(one.text for one in line.marks if one.kind == "same") if line.marks
            else line.text for cell in (before, after) for line in lines(cell)]  # fmt: skip
    half = len(list(lines(before)))
    assert sorted("".join(kept[:half])) == sorted("".join(kept[half:]))
    if old == new:
        assert (before, after) == (old, new)


@relaxed
@given(programs(), programs())
def test_random_versions_are_compared(one: ir.Program, other: ir.Program) -> None:
    page = revised(subject_of(renamed(one, "city")), subject_of(renamed(other, "city")))
    assert leaks(page, "X001 X002 X003") == []
    to_page(page)
    assert_plain(to_markdown(page))


@relaxed
@given(programs())
def test_a_version_is_like_itself(program: ir.Program) -> None:
    page = revised(subject_of(program), subject_of(program))
    assert page.summary.startswith("两个版本没有不同")


@pytest.mark.parametrize("order", [1, -1])
def test_no_text_becomes_markup(order: int) -> None:
    sides = [subject_of_policy("guangdong"), poisoned("guangdong", list(HOSTILE))][::order]
    page = revised(sides[0], sides[1], beside=True)
    found = shape(to_page(page))
    assert not found.tags & {"script", "img", "iframe", "b"}
    assert not {name for _, name in found.attributes if name.startswith("on")}
    assert_plain(to_markdown(page))


def test_pages_are_written_as_utf_8(tmp_path: Path) -> None:
    page = revised(subject_of_policy("guangdong"), poisoned("guangdong", ["\ud800"]))
    for name, text in (("a.html", to_page(page)), ("a.md", to_markdown(page))):
        (tmp_path / name).write_text(text, encoding="utf-8")
