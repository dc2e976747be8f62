"""The schemas themselves: well formed, true of every answer, and stable."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from schema_support import NOTICES, load_source, program, validator
from syrupy.assertion import SnapshotAssertion

from luling.backends.schema import documents, jsonschema
from luling.backends.schema.document import CODES
from luling.core import ir
from luling.interpreter import decide
from luling.runtime.errors import DecisionError
from strategies import Case, cases

NAMED = [name for name in (*NOTICES, "sample") if name != "common"]


@pytest.mark.parametrize("name", NAMED)
def test_every_document_meets_the_metaschema(name: str) -> None:
    found = jsonschema(program(name))
    assert list(found) == [item.id for item in program(name).decisions]
    for document in found.values():
        Draft202012Validator.check_schema(document)
        assert list(document["$defs"])[:4] == ["facts", "params", "answer", "error"]
        for part in document["$defs"].values():
            Draft202012Validator.check_schema(part)
        for target in _targets(document):
            assert target.removeprefix("#/$defs/") in document["$defs"]


def _targets(value: Any) -> list[str]:
    if isinstance(value, list):
        return [one for item in value for one in _targets(item)]
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [one for item in value.values() for one in _targets(item)]
    return []


@pytest.mark.parametrize("name", NAMED)
def test_the_same_bytes_each_time(name: str) -> None:
    assert documents(program(name)) == documents(program(name))
    for text in documents(program(name)).values():
        assert text.endswith("}\n") and json.loads(text) in jsonschema(program(name)).values()


@settings(max_examples=40, deadline=None)
@given(cases())
def test_answers_and_errors_validate(case: Case) -> None:
    from luling.backends.schema import models

    document = jsonschema(case.program)["d"]
    try:
        answer = decide(case.program, "d", case.facts, case.params).to_json()
    except DecisionError as error:
        assert validator(document, "error").is_valid(error.to_json())
        return
    errors = [error.message for error in validator(document, "answer").iter_errors(answer)]
    assert errors == []
    module = load_source(models(case.program), "models_of_a_case")
    assert module.DAnswer.model_validate(answer).model_dump(mode="json") == answer


@pytest.mark.parametrize("name", NOTICES)
def test_the_answers_of_the_notices_validate(name: str) -> None:
    for case in program(name).cases:
        if case.error_fact is not None:
            continue
        answer = decide(program(name), case.decision, case.facts, case.params).to_json()
        document = jsonschema(program(name))[case.decision]
        assert validator(document, "answer").is_valid(answer), case.title
        wrong = {**answer, "outputs": {**answer["outputs"], "more": 1}}  # type: ignore[dict-item]
        assert not validator(document, "answer").is_valid(wrong)


def test_every_error_code_is_listed() -> None:
    assert DecisionError.__doc__ is not None
    listed = DecisionError.__doc__.partition("one of:")[2].partition(".")[0]
    assert set(CODES) == {code.strip() for code in listed.split(",")}


def test_only_ids_are_answered() -> None:
    document = jsonschema(program("chongqing"))["reimbursement"]
    shown, given_ = (
        document["$defs"][f"{kind}-enum-settlement_method"]
        if kind == "shown"
        else document["$defs"]["given-enum-insurance"]
        for kind in ("shown", "given")
    )
    assert shown["oneOf"][0] == {"const": "direct", "title": "直接结算"}
    assert [one["const"] for one in given_["anyOf"][0]["oneOf"]] == [
        "employee", "resident", "职工医保", "居民医保", "城镇职工医保", "310", 310,
        "城乡居民医保", "390", 390,
    ]  # fmt: skip


def test_what_is_said_of_facts_and_parameters() -> None:
    document = jsonschema(program("chongqing"))["reimbursement"]
    facts, params = (document["$defs"][part]["properties"] for part in ("facts", "params"))
    assert facts["insurance"]["x-interface"] == "insutype"
    assert "适用日期" in facts["service_date"]["description"]
    assert "employee_ratio" not in params  # fixed by the notice
    assert "二（五）2「大病保险起付标准」" in params["major_illness_threshold"]["description"]
    physician = jsonschema(program("chongqing"))["responsible_physician"]["$defs"]["facts"]
    assert physician["properties"]["chosen_count"]["description"] == "单位：名。"


def test_ids_and_file_names_of_any_text() -> None:
    """A decision without an id has its label for one; a file name is ASCII all the same."""
    world = program("sample")
    decisions = tuple(replace(world.decisions[0], id=id) for id in ("门诊", "../门 诊", "a.b"))
    changed = replace(world, decisions=decisions)
    assert list(jsonschema(changed)) == ["门诊", "../门 诊", "a.b"]
    names = list(documents(changed))
    assert len(set(names)) == 3 and names[0] == "u95e8_u8bca.json"
    assert all(name.isascii() and "/" not in name and ".." not in name for name in names)
    assert isinstance(changed.decisions[0], ir.Decision)


def test_a_schema_as_it_is_written(snapshot: SnapshotAssertion) -> None:
    assert documents(program("chongqing"))["responsible_physician.json"] == snapshot
