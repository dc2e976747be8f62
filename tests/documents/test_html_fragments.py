"""How each kind of block is printed as HTML: small enough to be read when it changes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest
from small_document import SMALL
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from luling.backends.document import Page, to_html, to_page
from luling.backends.document.model import (
    Amendment,
    Amendments,
    Block,
    Cell,
    Cite,
    Group,
    Items,
    Line,
    Pairs,
    Paragraph,
    Picture,
    Section,
    Sides,
    SidesRow,
    Stretch,
    Table,
    Terms,
)

NESTED = Line(
    "同时符合下列条件的", (), (Line("参加职工医保", end="；"), Line("门诊就医", end="。"))
)
CITED = Line("报销80%", (Cite("三", anchor="c-3"), Cite("二", "上位通知", "c-2", "upper.html")))
MARKS = (Stretch("报销", "same"), Stretch("80%", "removed"), Stretch("75%", "added"))
MARKED = Line("报销80%75%", marks=MARKS)


def of_small(kind: type[Block]) -> list[Block]:
    """The blocks of a kind in the small document, nested ones among them."""
    waiting = [block for section in SMALL.sections for block in section.blocks]
    found = []
    while waiting:
        block = waiting.pop(0)
        found += [block] if isinstance(block, kind) else []
        waiting += block.blocks if isinstance(block, Group) else ()
    return found


SIDES = Sides(
    "报销：各项结论",
    "结论",
    ("甲市", "乙市"),
    (
        SidesRow("比例", (Cell((CITED,)), Cell((MARKED, NESTED))), "不同"),
        SidesRow("限额", (Cell((NESTED,)), Cell((Line("没有写进政策", end=""),), is_silent=True))),
    ),
)
FRAGMENTS: dict[str, tuple[Block, ...]] = {
    "paragraph": (
        Paragraph(CITED), Paragraph(NESTED), Paragraph(Line("通知原文一字未改"), quiet=True),
    ),
    "items": (Items((NESTED, CITED), True), *of_small(Items)),
    "terms": tuple(of_small(Terms)),
    "table": (
        *of_small(Table),
        Table("两列", ("事实", "填写什么"), ((Line("险种", end=""), Line("文本", end="")),)),
    ),
    "pairs": tuple(of_small(Pairs)),
    "sides": (SIDES,),
    "amendments": (Amendments((Amendment("三", "有改动", MARKS),)),),
    "picture": tuple(of_small(Picture)),
    "group": (Group("报销", (Group("例外", (Paragraph(Line("没有例外")),)),), "decision-1"),),
}  # fmt: skip


class Fragment(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "html"


def printed(blocks: tuple[Block, ...]) -> str:
    """What stands under the heading of a section with these blocks."""
    page = Page("small-page", "页", "", "", (Section("only", "节", blocks),))
    found = re.search(r'<h2 id="only-title">节</h2>\n(.*)</section>', to_page(page), re.S)
    assert found is not None
    return re.sub("\n{2,}", "\n", found[1]).strip() + "\n"


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_block_is_printed(name: str, snapshot: SnapshotAssertion) -> None:
    text = printed(FRAGMENTS[name])
    assert len(text) < 3500
    assert text == snapshot(extension_class=Fragment)


def test_every_kind_of_block_is_here() -> None:
    kinds = {type(block) for blocks in FRAGMENTS.values() for block in blocks}
    assert kinds == set(get_args(Block))


def test_a_document_prints_its_blocks_alike() -> None:
    blocks = (SIDES, *of_small(Pairs))
    document = replace(SMALL, sections=(Section("only", "节", blocks),))
    assert re.sub("\n{2,}", "\n", printed(blocks)).strip() in re.sub(
        "\n{2,}", "\n", to_html(document)
    )
