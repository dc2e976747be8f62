"""Validation, models and schemas give the same verdict; where a schema can't, a test says so."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from schema_support import POLICIES, class_of, program, schema_accepts, verdicts

from luling.interpreter import decide
from sample_world import program_of
from strategies import cases_of, json_values

SAMPLES = Path(__file__).parents[1] / "policies" / "samples.jsonl"
WORLD = program_of(())
ODD: tuple[Any, ...] = (
    "", " ", "\u3000", "1", "0", "01", "1.", ".5", "1.0", "1.00", "1.000", "-1", "+1", " 1", "1 ",
    "1\n", "1e3", "１", "80%", "NaN", "nan", "Infinity", "999999999999.99", "1000000000000", "0.8",
    "1.000000", "1.000001", "0.1234567", "2", "true", "null", "2021-03-01", "2021-02-29",
    "2024-02-29", "2021-02-30", "2021-13-01", "2021-3-1", "20210301", "2021-W10-1", "0000-01-01",
    "0001-01-01", "９999-01-01", "2021-03-01\n", "2021-03-01T00:00:00", "level1", "一级", "二级",
    "二级（含未定级）", "二级（特）", "一级（社区）", "一级 (社区)", "一级（", "（一级）",
    "三级医院",
    "三级医院（甲）", "level1（甲）",
    "普通", "11", "11（甲）", "x" * 1000, "x" * 1001, "\x1f", "甲\n", "facts",
    0, 1, 2, 11, 14, -1, 10**9, 10**9 + 1, 10**12 - 1, 10**12, 10**30, 0.5, 1.5, -0.5, True, False,
    None, float("nan"), float("inf"), [], {}, [[]], [None], [{}], {"a": 1}, ["common"],
    ["common", "common"], ["普通", "慢病"], ["common", None], [True], [{"name": None}],
    [{"grade": "一级", "x": 1}], [{"name": "甲"}, {"name": "乙"}], {"level1": "1.00"}, {"一级": 5},
    {"level1": None}, {"level4": 1}, {"level1": {"common": "0.5"}}, {"二级": {"普通": 1, "x": 0}},
    {"二级": None}, {"一级（社区）": 1},
)  # fmt: skip
FACTS = [item.id for item in WORLD.decisions[0].facts]
PARAMS = [item.id for item in WORLD.parameters]
AGREED = ("rms", "---")


def odd_values() -> st.SearchStrategy[Any]:
    return st.sampled_from(ODD) | json_values().filter(_can_be_said)


def _can_be_said(value: Any) -> bool:
    """Neither whole floats nor halves of characters (see the tests of differences below), nor
    numbers that the validator can't even print."""
    if isinstance(value, int):
        return abs(value) < 10**100
    if isinstance(value, float):
        return not value.is_integer()
    if isinstance(value, str):
        return value == value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return all(map(_can_be_said, value))
    if isinstance(value, dict):
        return all(map(_can_be_said, [*value, *value.values()]))
    return True


@pytest.mark.parametrize("value", ODD, ids=ascii)
def test_odd_values_in_every_fact_and_parameter(value: Any) -> None:
    for id in (*FACTS, "unknown"):
        assert verdicts({id: value}) in AGREED, id
    for id in (*PARAMS, "unknown"):
        assert verdicts({}, {id: value}) in AGREED, id
    for field in ("name", "grade", "stock", "sum", "open", "x"):
        assert verdicts({"shops": [{field: value}]}) in AGREED, field


@settings(max_examples=150, deadline=None)
@given(cases_of(WORLD), st.data())
def test_cases_drawn_valid_and_mutated(case: Any, data: st.DataObject) -> None:
    assert verdicts(case.facts, case.params) in AGREED
    facts, params = copy.deepcopy((case.facts, case.params or {}))
    for _ in range(data.draw(st.integers(1, 2))):
        into = data.draw(st.sampled_from((facts, params)))
        rosters = [one for key in ("shops", "lines") for one in _listed(facts.get(key))]
        members: list[Any] = [one for one in rosters if isinstance(one, dict)]
        if members and data.draw(st.booleans()):
            into = data.draw(st.sampled_from(members))
        known = sorted({*into, "new"}) if into is not params else [*PARAMS, "new"]
        into[data.draw(st.sampled_from(known))] = data.draw(odd_values())
    assert verdicts(facts, params) in (*AGREED, *_beyond_schemas(facts, params))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _beyond_schemas(facts: Any, params: Any) -> tuple[str, ...]:
    """Only where something may be said twice (a name, a value of a set, an entry of a table) may a
    schema let pass what the others refuse."""
    shops = facts.get("shops")
    names = [one.get("name") for one in _listed(shops) if isinstance(one, dict)]
    given = [repr(name) for name in names if name is not None]
    sets = [facts.get("kinds")]
    tables = [one for one in (params or {}).values() if isinstance(one, dict)]
    below = [one for table in tables for one in table.values() if isinstance(one, dict)]
    twice = len(set(given)) < len(given) or any(
        isinstance(one, list | dict) and len(one) > 1 for one in (*sets, *tables, *below)
    )
    return ("--s",) if twice else ()


def _has_a_name_twice(facts: Any) -> bool:
    lists = [_listed(value) for value in facts.values()]
    found = [[one.get("name") for one in members if isinstance(one, dict)] for members in lists]
    return any(len(set(names)) < len(names) for names in found)


@example([])
@example("facts")
@example(None)
@given(json_values().filter(_can_be_said))
@settings(deadline=None)
def test_facts_are_an_object(value: Any) -> None:
    assert verdicts(value) in AGREED


def test_parameters_may_be_null() -> None:
    """A model of no parameters is simply not made."""
    assert verdicts({}, None) == "rms"
    assert not isinstance(class_of("sample", "d", "Params")(), type(None))


def lines() -> list[Any]:
    read = [json.loads(line) for line in SAMPLES.read_text("utf-8").splitlines()]
    return [pytest.param(one, id=one["id"]) for one in read if _written(one)]


def _written(line: Any) -> bool:
    name = line["policy"]
    if not (POLICIES / name / f"{name}.policy").exists():
        return False
    return any(one.id == line["decision"] for one in program(name).decisions)


@pytest.mark.parametrize("line", lines())
def test_worked_lines(line: Any) -> None:
    name, decision = line["policy"], line["decision"]
    found = verdicts(line["facts"], line["params"], name, decision)
    beyond = not _can_be_said(line["facts"]) or _has_a_name_twice(line["facts"])
    assert found in (("--s",) if beyond else AGREED)
    if found == "rms":
        facts = class_of(name, decision, "Facts").model_validate(line["facts"]).to_json()
        params = class_of(name, decision, "Params").model_validate(line["params"] or {}).to_json()
        try:
            plain = decide(program(name), decision, line["facts"], line["params"])
        except Exception:
            return
        assert decide(program(name), decision, facts, params) == plain


# ---------------------------------------------------------------- what a schema can't say


def test_a_whole_float_is_an_integer_to_a_schema() -> None:
    for facts in ({"cost": 1.0}, {"visits": 3.0}, {"share": 1.0}, {"kind": 11.0}):
        assert verdicts(facts) == "--s"


def test_two_members_of_one_name_pass_a_schema() -> None:
    assert verdicts({"shops": [{"name": "甲"}, {"name": "甲"}]}) == "--s"


def test_a_value_twice_under_two_names_passes_a_schema() -> None:
    assert verdicts({"kinds": ["common", "common"]}) == "---"
    assert verdicts({"kinds": ["common", "普通"]}) == "--s"
    assert verdicts({}, {"given_table": {"level1": 1, "一级": 1}}) == "--s"
    assert verdicts({}, {"given_pairs": {"level1": {"common": 1, "普通": 1}}}) == "--s"


def test_half_a_character_passes_a_schema() -> None:
    assert verdicts({"city": "\ud800"}) == "--s"


def test_a_validator_that_asserts_no_formats_lets_only_missing_days_pass() -> None:
    from jsonschema import Draft202012Validator

    from luling.backends.schema import jsonschema

    document = jsonschema(WORLD)["d"]
    plain = Draft202012Validator({"$defs": document["$defs"], "$ref": "#/$defs/facts"})
    assert plain.is_valid({"day": "2021-02-30"}) and plain.is_valid({"day": "0000-01-01"})
    assert not plain.is_valid({"day": "2021-13-01"}) and not plain.is_valid({"day": "2021-02-32"})
    assert not schema_accepts("sample", "d", "facts", {"day": "2021-02-30"})
