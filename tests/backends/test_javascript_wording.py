"""A bundle says values as the explanation does, over every type and the policies' own values."""

from __future__ import annotations

from typing import Any

import pytest
from generated import NAMES, policy
from hypothesis import given
from hypothesis import strategies as st
from javascript_bundles import bundle, called
from node import needs_node
from test_hostile_texts import relaxed, texts

from luling.core import ir
from luling.explanation.words import Words
from luling.interpreter import decide
from luling.runtime.errors import DecisionError
from luling.types import (
    BOOL,
    DATE,
    MONEY,
    RATIO,
    TEXT,
    IntegerType,
    SetType,
    Type,
)
from luling.types import (
    NAMES as LISTED,
)
from sample_world import COUNT, DAYS, KIND, KINDS, LEVEL, MONTHS, STATUS, program_of

pytestmark = needs_node

HELD = SetType("held")
TYPES: dict[str, tuple[Type, dict[str, Any]]] = {
    "money": (MONEY, {"type": "money"}),
    "ratio": (RATIO, {"type": "ratio"}),
    "date": (DATE, {"type": "date"}),
    "boolean": (BOOL, {"type": "boolean"}),
    "integer": (COUNT, {"type": "integer"}),
    "kinds of drugs": (IntegerType("种"), {"type": "integer", "unit": "种"}),
    "days": (DAYS, {"type": "duration", "unit": "days"}),
    "months": (MONTHS, {"type": "duration", "unit": "months"}),
    "text": (TEXT, {"type": "text"}),
    "names": (LISTED, {"type": "names"}),
    "enumeration": (KIND, {"type": "enumeration", "of": "kind"}),
    "level": (LEVEL, {"type": "enumeration", "of": "level"}),
    "no enumeration": (STATUS, {"type": "enumeration", "of": "duty_status"}),
    "set": (KINDS, {"type": "set", "of": "kind"}),
    "collection": (HELD, {"type": "set", "members": [
        {"id": "a", "label": "甲"}, {"id": "constructor", "label": "乙"}]}),
}  # fmt: skip
VALUES: dict[str, list[Any]] = {
    "money": ["0.00", "0", 0, 7, "1.5", "999.99", "1000.00", "-0.05", "-1234567.80", 10**12 - 1,
              "999999999999.99", "123456789012345678901234.50"],
    "ratio": ["0", "1", 0, 1, "0.8", "0.800000", "0.333333", "0.000001", "-0.25", "12345.678"],
    "date": ["2021-03-01", "2024-02-29", "0001-01-01", "9999-12-31", "2021-02-30", "明天", ""],
    "boolean": [True, False],
    "integer": [0, 30, 2**53 - 1, 10**30, -5], "kinds of drugs": [3, 10**20],
    "days": [0, 30], "months": [1, 12],
    "text": ["合肥市", " x ", "<b>", "none"],
    "names": [[], ["甲"], ["甲", "乙、丙"], ["<i>", "constructor"]],
    "enumeration": ["common", "普通", "11", 11, "14", "severe", "别的", "other", "",
                    "toString"],
    "level": ["level2", "二级（含未定级）", "二级", "三级医院", "é"],
    "no enumeration": ["met", "已落实"],
    "set": [[], ["common"], ["severe", "common"], ["11", "x", "别的"]],
    "collection": [[], ["a"], ["constructor", "a"], ["toString"]],
}  # fmt: skip


def world() -> ir.Program:
    rule = ir.Rule("a.1", "", "rule", None, None, None, ir.Literal_(BOOL, True), None)
    members = tuple(
        ir.CollectionMember(id, label, ir.Group((ir.Node(rule),)))
        for id, label in (("a", "甲"), ("constructor", "乙"))
    )
    return program_of((ir.Definition("held", "收集", HELD, "collection", True, None, members),))


@pytest.mark.parametrize("name", TYPES)
def test_values_of_each_type(name: str) -> None:
    program = world()
    words, (type, typed) = Words(program, program.decisions[0]), TYPES[name]
    values = [*VALUES[name], None]
    text = bundle((program, program.decisions[0]))
    found = called(text, [("sample", "worded", [value, typed]) for value in values])
    assert found == [words.value(value, type) for value in values]


def test_the_entries_of_metadata_say_the_types() -> None:
    """What the test above gives as types is what DECISION has."""
    program = world()
    (decision,) = called(
        bundle((program, program.decisions[0])), [("sample", "DECISION", [])]
    )
    entries = {item["id"]: item for item in (*decision["facts"], *decision["outcomes"])}
    plain = {id: {key: value for key, value in entry.items() if key not in ("id", "label")}
             for id, entry in entries.items()}  # fmt: skip
    assert plain["held"] == TYPES["collection"][1]
    for id, name in (("cost", "money"), ("share", "ratio"), ("day", "date"), ("active", "boolean"),
                     ("visits", "integer"), ("city", "text"), ("kind", "enumeration"),
                     ("kinds", "set")):  # fmt: skip
        assert plain[id] == TYPES[name][1]


@relaxed
@given(st.lists(texts, min_size=1, max_size=4))
def test_any_text_is_said(said: list[str]) -> None:
    program = world()
    words = Words(program, program.decisions[0])
    asked = [(TYPES["text"], said[0]), (TYPES["names"], said), (TYPES["set"], said),
             (TYPES["enumeration"], said[-1])]  # fmt: skip
    found = called(
        bundle((program, program.decisions[0])),
        [("sample", "worded", [value, typed]) for (_, typed), value in asked],
    )
    assert found == [words.value(value, type) for (type, _), value in asked]


@pytest.mark.parametrize("name", NAMES)
def test_the_policies_own_values(name: str) -> None:
    """Every fact and outcome of the worked cases, by the entry that DECISION has for it."""
    program, count = policy(name), 0
    for decision in program.decisions:
        words, text = Words(program, decision), bundle((program, decision))
        (metadata,) = called(text, [(name, "DECISION", [])])
        entries = {item["id"]: item for item in (*metadata["facts"], *metadata["outcomes"])}
        types = {item.id: item.type for item in (*decision.outputs, *decision.facts)
                 if not isinstance(item, ir.RosterDeclaration)}  # fmt: skip
        asked = [
            (id, one)
            for case in program.cases
            if case.decision == decision.id
            for id, value in (*case.facts.items(), *outcomes(program, case).items())
            if id in types
            for one in (value if "list" in entries[id] and value is not None else [value])
        ]
        found = called(text, [(name, "worded", [value, entries[id]]) for id, value in asked])
        assert found == [words.value(value, types[id]) for id, value in asked]
        count += len(found)
    assert count > 100


def outcomes(program: ir.Program, case: ir.Case) -> dict[str, object]:
    try:
        return decide(program, case.decision, case.facts, case.params).outputs
    except DecisionError:
        return {}
