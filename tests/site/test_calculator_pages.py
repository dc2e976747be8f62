"""Calculator pages: one for each decision, the same bytes each time, nothing of an author's in them
but text; and what they know of a decision."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from hostile import HOSTILE, poisoned, shape
from reviewed import NAMES, subject_of_policy

from luling.core import ir
from luling.core.order import rules_of
from luling.site.calculators import calculators, page_name
from luling.site.calculators.cases import cases
from luling.site.calculators.data import data_of

DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.S)
ENDS = ("</script>", "</SCRIPT >", "<!--<script>", "\u2028", "\u2029", "</title>", "]]>")


@cache
def site() -> dict[str, str]:
    return calculators([subject_of_policy(name) for name in NAMES])


def decisions() -> list[tuple[str, ir.Decision]]:
    return [(name, one) for name in NAMES for one in subject_of_policy(name).program.decisions]


def data(page: str) -> dict[str, Any]:
    (found,) = DATA.findall(page)
    value = json.loads(found)
    assert isinstance(value, dict)
    return value


def test_each_decision_has_its_page() -> None:
    assert site().keys() == {f"{name}.{decision.id}.html" for name, decision in decisions()}


def test_the_same_policies_give_the_same_bytes() -> None:
    calculators.__globals__["_program"].cache_clear()
    assert calculators([subject_of_policy(name) for name in NAMES]) == site()


def test_a_policy_by_itself_has_no_other_places() -> None:
    page = calculators([subject_of_policy("weihai")])["weihai.reimbursement.html"]
    assert [one["id"] for one in data(page)["places"]] == ["weihai"]
    places = [one["id"] for one in data(site()["weihai.reimbursement.html"])["places"]]
    assert places == ["weihai", "anhui", "chongqing", "shandong"]


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_that_a_trace_may_name_has_its_sentence(name: str) -> None:
    subject = subject_of_policy(name)
    for decision in subject.program.decisions:
        found = data_of([(subject, decision)])
        for item in decision.definitions:
            if item.kind == "condition" or item.duty is not None:
                assert item.id in found["definitions"]
            else:
                assert {rule.id for rule in rules_of(item)} <= found["rules"].keys()
            if not item.is_output and item.kind != "collection":
                assert item.id in found["inner"]


@pytest.mark.parametrize("name", NAMES)
def test_worked_cases_are_told_whole(name: str) -> None:
    """What differs from the first case, put upon it, is the case."""
    program = subject_of_policy(name).program
    for decision in program.decisions:
        own = [case for case in program.cases if case.decision == decision.id]
        found = cases(program, decision)
        for case, one in zip(own, found, strict=True):
            for part, whole in (("facts", case.facts), ("params", case.params)):
                merged = {**found[0][part], **one[part]}
                given = {key: value for key, value in whole.items() if value is not None}
                assert {key: value for key, value in merged.items() if value is not None} == given


def test_links_lead_to_clauses_of_the_documents() -> None:
    found = data(site()["chongqing.reimbursement.html"])["links"]
    assert re.fullmatch(r"chongqing\.html#clause-\d+", found["chongqing"]["二（五）1"])


def test_bounds_stand_on_both_sides() -> None:
    found = data(site()["chongqing.reimbursement.html"])["bounds"]
    assert found["service_date"][:3] == ["2021-03-01", "2021-02-28", "2021-03-02"]
    assert {"fact": "pay_standard"} in found["unit_price"]


# ---------------------------------------------------------------- hostile texts


@cache
def hostile(name: str) -> dict[str, str]:
    return calculators([poisoned(name, [*HOSTILE, *ENDS])])


@pytest.mark.parametrize("name", ["weihai", "guangdong", "anhui"])
def test_pages_have_no_markup_but_ours(name: str) -> None:
    harmless = calculators([subject_of_policy(name)])
    assert hostile(name).keys() == harmless.keys()
    for file, page in hostile(name).items():
        found, expected = shape(page), shape(harmless[file])
        assert (found.tags, found.attributes) == (expected.tags, expected.attributes)
        assert found.links == expected.links
        assert page.count("<script") == page.count("</script") == 3
        (json_text,) = DATA.findall(page)
        assert "<" not in json_text
        page.encode("utf-8")


def test_pages_are_named_by_ids_alone() -> None:
    for name, decision in decisions():
        assert re.fullmatch(
            r"[a-z0-9_]+\.[a-z0-9_]+\.html", page_name(subject_of_policy(name).program, decision)
        )
