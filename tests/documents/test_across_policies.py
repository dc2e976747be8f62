"""多地对照: small policies whole; the six notices plain, complete, linked; random, hostile ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from reviewed import NAMES, leaks, subject_of, subject_of_policy
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from test_hostile_documents import HOSTILE, assert_plain, poisoned, shape

from luling.backends.document import Page, Subject, across, build, to_html, to_markdown, to_page
from luling.backends.document.across_filled import compared, filled, told_of
from luling.backends.document.model import Block, Cell, Cite, Group, Line, Sides
from luling.backends.document.subject import Writer
from luling.backends.document.text import said
from luling.core import ir
from small_notices import EAST, NORTH, SOUTH, program_of
from strategies import programs

relaxed = settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck))

NORTH_CASE = """用例「甲类报销」（a_case），判定 报销
  已知 日期 是 2023年8月1日，类别 是 甲类，已登记 是 是，费用 是 100元
  应得 可以支付 是 是，报销比例 是 80%。
"""


class Markdown(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "md"


def page_of(*subjects: Subject) -> Page:
    page = across(subjects)
    assert page is not None
    return page


@cache
def six() -> Page:
    return page_of(*map(subject_of_policy, NAMES))


def tables(page: Page) -> Iterator[Sides]:
    def inside(blocks: tuple[Block, ...]) -> Iterator[Sides]:
        for block in blocks:
            if isinstance(block, Sides):
                yield block
            elif isinstance(block, Group):
                yield from inside(block.blocks)

    for section in page.sections:
        yield from inside(section.blocks)


def lines(cell: Cell) -> Iterator[Line]:
    waiting = list(cell.lines)
    while waiting:
        one = waiting.pop()
        yield one
        waiting += one.items


# ---------------------------------------------------------------- small ones


def test_three_small_policies(snapshot: SnapshotAssertion) -> None:
    page = page_of(*(subject_of(program_of(text)) for text in (NORTH + NORTH_CASE, SOUTH, EAST)))
    assert leaks(page, "") == []
    assert to_markdown(page) == snapshot(extension_class=Markdown)


def test_one_policy_is_not_compared() -> None:
    assert across([subject_of(program_of(NORTH))]) is None


def test_the_same_policies_give_the_same_bytes() -> None:
    subjects = [subject_of(program_of(text)) for text in (NORTH + NORTH_CASE, SOUTH)]
    first, second = page_of(*subjects), page_of(*subjects)
    assert (to_page(first), to_markdown(first)) == (to_page(second), to_markdown(second))


def test_upper_notices_stand_first() -> None:
    low = subject_of(program_of(SOUTH))
    policy = replace(low.program.policy, upper=("north",))
    low = replace(low, program=replace(low.program, policy=policy))
    assert page_of(low, subject_of(program_of(NORTH))).note == "北市、南市"


def test_silence_of_a_notice_and_of_a_policy_are_told_apart() -> None:
    """未规定 is what a rule says; where there is no outcome, the policy was not written."""
    page = page_of(subject_of(program_of(NORTH)), subject_of(program_of(SOUTH)))
    ratio = next(row for one in tables(page) for row in one.rows if row.name == "报销比例")
    assert [one.text for one in ratio.cells[0].lines] == [
        "类别为甲类的，为比例，即80%",
        "类别为乙类的，未规定，按《乙类办法》执行",
    ]
    assert "未规定" not in "".join(one.text for one in lines(ratio.cells[1]))
    handy = next(row for one in tables(page) for row in one.rows if row.name == "便民")
    assert handy.note == "南市"
    assert "没有写进政策" in next(one.caption for one in tables(page) if handy in one.rows)


def test_a_duty_stands_beside_the_one_that_it_carries_out() -> None:
    row = next(row for one in tables(six()) for row in one.rows if row.name == "各市药店覆盖")
    texts = ["".join(line.text for line in one.lines) for one in row.cells]
    assert texts[0].startswith("各省份应当在2021年11月底前做到：")
    assert texts[3].startswith("（县域药店覆盖）各市应当在2022年6月底前做到：")


def test_an_outcome_of_another_decision_is_pointed_to() -> None:
    """总额归属 is given by 总额 in one notice, by 药品费用报销 in others."""
    text = to_markdown(six())
    before, _, after = text.partition("\n## 总额\n")
    assert "“总额归属”另有规定（“总额”一节）。" in before
    assert "“总额归属”另有规定（“药品费用报销”一节）。" in after


# ---------------------------------------------------------------- the six notices


def test_a_reviewer_reads_plain_chinese() -> None:
    notices = "".join(subject.notice.text for subject in map(subject_of_policy, NAMES)
                      if subject.notice is not None)  # fmt: skip
    assert leaks(six(), notices) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_outcome_is_told(name: str) -> None:
    """Each outcome and each member of a collection has a row in the section of its decision."""
    for decision in subject_of_policy(name).program.decisions:
        section = next(one for one in six().sections if one.title == decision.label)
        found = [row for one in tables(Page("", "", "", "", (section,))) for row in one.rows]
        told = {row.name for row in found}
        own = "".join(line.text for row in found for cell in row.cells for line in cell.lines)
        for item in decision.outputs:
            for label in [one.label for one in item.members] or [item.label]:
                assert label in told or f"（{label}）" in own, (decision.label, label)


def test_every_sentence_of_a_rule_has_its_clause() -> None:
    """A cell names no clause only where it is silent, or none of its rules rests on words."""
    for one in tables(six()):
        if "各项结论" in one.caption:
            for row in one.rows:
                for cell in row.cells:
                    cited = any(line.cites for line in lines(cell))
                    assert cell.is_silent or cited, (one.caption, row.name)


def test_clauses_lead_to_the_documents() -> None:
    cites = {cite for one in tables(six()) for row in one.rows for cell in row.cells
             for line in lines(cell) for cite in line.cites}  # fmt: skip
    for name in ("national", "guangdong"):
        anchors = set(re.findall(r' id="([^"]+)"', to_html(build(subject_of_policy(name)))))
        own = {cite for cite in cites if cite.page == f"{name}.html"}
        assert own and {cite.anchor for cite in own} <= anchors | {""}
    assert {cite.page.removesuffix(".html") for cite in cites if cite.page} == set(NAMES)
    assert Cite("一", "", "clause-1", "north.html").target == "north.html#clause-1"


def test_the_page_is_small_and_needs_nothing_from_elsewhere() -> None:
    page = to_page(six())
    assert len(page.encode()) < 300_000
    assert not re.search(r"<script|<link|<img|<iframe|\ssrc=|url\(|@import", page)
    assert "default-src 'none'" in page
    inside = set(re.findall(r'href="#([^"]+)"', page))
    assert inside <= set(re.findall(r' id="([^"]+)"', page))
    outside = set(re.findall(r'href="([^"#]+)', page))
    assert outside == {"index.html", "search.html", *(f"{name}.html" for name in NAMES)}


def test_a_case_before_one_notice_is_put_on_a_day_on_which_all_are_in_force() -> None:
    early = NORTH_CASE.replace("2023年8月1日", "2023年2月1日")
    page = to_markdown(page_of(*(subject_of(program_of(one)) for one in (NORTH + early, SOUTH))))
    assert "（北市政策中的例子，日期改为各份通知都已施行的一天）" in page
    assert "日期为2023年6月1日" in page and "- 报销比例（结果不同）" in page
    later = (NORTH + NORTH_CASE, SOUTH)
    other = to_markdown(page_of(*(subject_of(program_of(one)) for one in later)))
    assert "（北市政策中的例子）" in other and "日期改为" not in other


def test_worked_cases_show_what_differs() -> None:
    shown = [one for one in tables(six()) if one.caption.endswith("的结果")]
    notes = [row.note for one in shown for row in one.rows]
    assert notes.count("结果不同") > 5
    assert set(notes) <= {"结果不同", "结果相同", ""}


SOUTH_CASES = """用例「有处方」（fine_case），判定 报销
  已知 日期 是 2023年8月1日，类别 是 甲类，有处方 是 是
  应得 可以支付 是 是。
用例「没有处方」（bare_case），判定 报销
  已知 日期 是 2023年8月1日，类别 是 丙类，有处方 是 否
  应得 可以支付 是 否。
"""


def made_whole(north: str, south: str) -> tuple[dict[str, str], str]:
    """What 南市 answers to the case of 北市, by outcome, and what is said of it."""
    programs_ = [program_of(north), program_of(south)]
    sides = [(one.policy.id, Writer.of(subject_of(one))) for one in programs_]
    (case,) = programs_[0].cases
    found = compared(case, sides)
    assert found is not None
    after, taken = filled(case, found, sides)
    line = told_of(taken)
    return {row.id: row.cells[1].text for row in after.rows}, said(line) if line else ""


def test_what_a_notice_asks_besides_is_taken_from_its_own_most_similar_case_and_said() -> None:
    answers, words = made_whole(NORTH + NORTH_CASE, SOUTH + SOUTH_CASES)
    assert (answers["payable"], answers["ratio"]) == ("是", "70%")
    assert words.endswith("只用于该地：south，取自“有处方”：有处方。")
    answers, words = made_whole(NORTH + NORTH_CASE, SOUTH)
    assert answers["payable"] == "待定" and not words


def test_what_the_case_says_is_never_replaced() -> None:
    """南市 knows no 乙类: its answer waits for it, though cases of its own have others."""
    second = NORTH_CASE.replace("类别 是 甲类", "类别 是 乙类").replace("，报销比例 是 80%", "")
    asks = "事实 有处方（prescribed）：是非。"
    south = SOUTH.replace(asks, f"{asks}\n  事实 已登记（registered）：是非。")
    answers, words = made_whole(NORTH + second, south + SOUTH_CASES)
    assert (answers["payable"], answers["ratio"]) == ("是", "待定")
    assert words.endswith("取自“有处方”：有处方。")


def test_a_notice_to_which_the_case_says_nothing_is_given_nothing() -> None:
    other = SOUTH.replace("事实 类别（category）：类别。", "事实 种类（kind）：类别。")
    other = other.replace("当 类别 是", "当 种类 是")
    answers, words = made_whole(
        NORTH + NORTH_CASE, other + SOUTH_CASES.replace("类别 是", "种类 是")
    )
    assert answers["payable"] == "待定" and not words


# ---------------------------------------------------------------- random, hostile


def renamed(program: ir.Program, id: str) -> ir.Program:
    return replace(program, policy=replace(program.policy, id=id))


@relaxed
@given(programs(), programs())
def test_random_policies_are_compared(one: ir.Program, other: ir.Program) -> None:
    page = page_of(subject_of(renamed(one, "one")), subject_of(renamed(other, "other")))
    assert leaks(page, "X001 X002 X003") == []
    to_page(page)
    assert_plain(to_markdown(page))


def test_no_text_becomes_markup() -> None:
    page = page_of(*(poisoned(name, list(HOSTILE)) for name in ("guangdong", "national")))
    harmless = shape(to_page(page_of(*map(subject_of_policy, ("guangdong", "national")))))
    found = shape(to_page(page))
    assert found.tags <= harmless.tags
    assert found.attributes <= harmless.attributes
    pages = re.compile(r"#.*|(index|search|guangdong|national)\.html(#clause-\d+)?")
    assert all(pages.fullmatch(link) for link in found.links)
    assert_plain(to_markdown(page))


def test_markdown_is_written_as_utf_8(tmp_path: Path) -> None:
    text = to_markdown(page_of(*(poisoned(one, ["\ud800"]) for one in ("guangdong", "national"))))
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    assert "\ufffd" in text
