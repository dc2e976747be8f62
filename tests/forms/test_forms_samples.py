"""The forms of the policies, filled from the sample facts beside them, pinned."""

from __future__ import annotations

import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from luling.core import ir
from luling.diagnostics import Bag
from luling.driver import compile_policy
from luling.forms.fill import fill
from luling.forms.html import to_html
from luling.forms.model import Field, Page, Table
from luling.forms.text import to_text
from luling.forms.xlsx import to_xlsx

POLICIES = Path(__file__).resolve().parents[2] / "policies"
# policy, form, sample
FORMS = [("shandong", "statistics", "statistics"), ("anhui", "filing_form", "filing")]


class TextFile(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class HtmlFile(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "html"


@cache
def program(policy: str) -> ir.Program:
    found = compile_policy(POLICIES / policy / f"{policy}.policy", Bag()).program
    assert found is not None
    return found


def sample(policy: str, name: str) -> dict[str, Any]:
    text = (POLICIES / policy / f"{name}.sample.json").read_text(encoding="utf-8")
    facts: dict[str, Any] = json.loads(text)
    assert "编造" in facts.pop("_说明")
    return facts


def page_of(policy: str, form: str, facts: dict[str, Any]) -> Page:
    made = program(policy)
    decision, found = next(
        (one, item) for one in made.decisions for item in one.forms if item.id == form
    )
    return fill(made, decision, found, facts)


@pytest.mark.parametrize(("policy", "form", "name"), FORMS, ids=[form for _, form, _ in FORMS])
def test_the_sample_as_text(
    policy: str, form: str, name: str, snapshot: SnapshotAssertion
) -> None:
    page = page_of(policy, form, sample(policy, name))
    assert to_text(page) == snapshot(extension_class=TextFile)


@pytest.mark.parametrize(("policy", "form", "name"), FORMS, ids=[form for _, form, _ in FORMS])
def test_the_sample_as_a_page(
    policy: str, form: str, name: str, snapshot: SnapshotAssertion
) -> None:
    """The body; the style is for eyes to judge."""
    page = to_html(page_of(policy, form, sample(policy, name)))
    body = re.search(r"<body>.*</body>\n", page, re.DOTALL)
    assert body is not None and body[0] == snapshot(extension_class=HtmlFile)


@pytest.mark.parametrize(("policy", "form", "name"), FORMS, ids=[form for _, form, _ in FORMS])
def test_the_workbook_holds_what_the_sample_fills_in(policy: str, form: str, name: str) -> None:
    page = page_of(policy, form, sample(policy, name))
    assert page.missing == ()
    sheet = load_workbook(io.BytesIO(to_xlsx(page))).active
    assert sheet is not None
    found = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    for block in page.blocks:
        match block:
            case Field(label, value):
                at = found.index(label)
                assert not value.text or found[at + 1] == value.text
            case Table():
                wanted = [cell.text if cell.number is None else cell.number
                          for row in block.rows for cell in row]  # fmt: skip
                at = found.index(block.headings[0])
                assert found[at + len(block.headings) :][: len(wanted)] == wanted


@pytest.mark.parametrize(("policy", "form", "name"), FORMS, ids=[form for _, form, _ in FORMS])
def test_without_facts_every_printed_word_is_still_there(
    policy: str, form: str, name: str
) -> None:
    empty, full = page_of(policy, form, {}), page_of(policy, form, sample(policy, name))
    assert [type(block) for block in empty.blocks] == [type(block) for block in full.blocks]
    assert empty.missing and not full.missing
    labels = [block.label for block in full.blocks if isinstance(block, Field)]
    assert [block.label for block in empty.blocks if isinstance(block, Field)] == labels
    assert [table.headings for table in empty.tables] == [table.headings for table in full.tables]


def text_at(page: Page, label: str) -> str:
    return next(b.value.text for b in page.blocks if isinstance(b, Field) and b.label == label)


@pytest.mark.parametrize(
    ("month", "filled_on", "due"),
    [("2022-05-31", "2022-06-08", "2022年6月10日"), ("2022-12-01", "2023-01-04", "2023年1月10日")],
)
def test_the_statistics_are_due_on_the_tenth_of_the_next_month(
    month: str, filled_on: str, due: str
) -> None:
    facts = {**sample("shandong", "statistics"), "report_month": month, "filled_on": filled_on}
    assert text_at(page_of("shandong", "statistics", facts), "于每月10日前报送省医保局") == due


@pytest.mark.parametrize(
    ("targeted", "indicated", "asked"),
    [(True, True, True), (True, False, False), (False, True, False), (False, None, False)],
)
def test_the_gene_test_is_asked_for_where_the_drug_rests_on_it(
    targeted: bool, indicated: bool | None, asked: bool
) -> None:
    facts = {**sample("anhui", "filing"), "targeted_drug": targeted,
             "gene_test_indication": indicated}  # fmt: skip
    papers = text_at(page_of("anhui", "filing_form", facts), "谈判药使用条件的诊断文书")
    assert ("基因检测报告" in papers.split("、")) is asked and "待定" not in papers


@pytest.mark.parametrize(
    ("use", "blank"),
    [("inpatient", ["慢特病病种："]), ("chronic", ["住院诊断：", "入院时间：", "住院号："])],
)
def test_the_filing_form_keeps_to_the_boxes_that_are_ticked(use: str, blank: list[str]) -> None:
    facts = {**sample("anhui", "filing"), "drug_use": use, "chronic_disease": "示例病种"}
    page = page_of("anhui", "filing_form", facts)
    places = ["住院诊断：", "入院时间：", "住院号：", "慢特病病种："]
    assert [place for place in places if text_at(page, place) == "—"] == blank


def test_counties_count_the_pharmacies_of_their_own() -> None:
    facts = sample("shandong", "statistics")
    (table,) = page_of("shandong", "statistics", facts).tables
    counts = [[cell.number for cell in row[3:6]] for row in table.rows]
    assert counts == [[3, 2, 1], [1, 1, 1], [0, 0, 0]]
    facts["pharmacies"][3]["realtime_settlement"] = None
    page = page_of("shandong", "statistics", facts)
    counts = [[cell.number for cell in row[3:6]] for row in page.tables[0].rows]
    assert counts == [[3, 2, 1], [1, None, 1], [0, 0, 0]]
    assert page.missing == ("样板县第一药店的即时联网结算",)
    del facts["pharmacies"]
    page = page_of("shandong", "statistics", facts)
    assert [cell.text for row in page.tables[0].rows for cell in row[3:6]] == [""] * 9
    assert page.missing == ("双通道药店",)
