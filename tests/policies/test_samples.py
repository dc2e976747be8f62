"""The worked lines of the contract, answered by every engine.

Each line of `samples.jsonl` has facts and parameters, and what must come back: status, outputs and
`unresolved` in full, or an error and the fact that it names.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

import luling
from luling.api import ENGINES, Engine

HERE = Path(__file__).parent
POLICIES = HERE.parents[1] / "policies"
LINES = [json.loads(line) for line in (HERE / "samples.jsonl").read_text("utf-8").splitlines()]


@lru_cache
def policy(name: str) -> luling.Policy:
    return luling.load(POLICIES / name / f"{name}.policy")


def written(name: str) -> bool:
    return (POLICIES / name / f"{name}.policy").exists()


def lines(*, errors: bool) -> list[Any]:
    wanted = [line for line in LINES if bool(line["expect"].get("expect_error")) is errors]
    return [pytest.param(line, id=line["id"]) for line in wanted if written(line["policy"])]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("line", lines(errors=False))
def test_answers_as_worked_out(line: dict[str, Any], engine: Engine) -> None:
    answer = policy(line["policy"]).decide(
        line["decision"], line["facts"], params=line["params"], engine=engine
    )
    expected = line["expect"]
    assert answer.status == expected["status"]
    assert {name: answer.outputs[name] for name in expected["outputs"]} == expected["outputs"]
    assert answer.unresolved == expected["unresolved"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("line", lines(errors=True))
def test_refuses_and_names_the_fact(line: dict[str, Any], engine: Engine) -> None:
    with pytest.raises(luling.DecisionError) as caught:
        policy(line["policy"]).decide(
            line["decision"], line["facts"], params=line["params"], engine=engine
        )
    assert caught.value.message
    fact = caught.value.fact
    named = line["expect"].get("fact", fact)
    # A line names the list; the error says which entry of it.
    whole = fact and fact.partition("[")[0]
    assert {fact, whole} & set(named if isinstance(named, list) else [named])


def test_every_line_is_of_a_policy_that_is_written_or_unknown() -> None:
    """A line skipped because its policy is missing must be one that is meant to be refused."""
    skipped = [line for line in LINES if not written(line["policy"])]
    assert all(line["expect"].get("expect_error") for line in skipped)
