"""The Python interface."""

from __future__ import annotations

import pytest
from cli_running import FILES

import luling
from luling.api import Engine
from luling.forms.text import to_text

SAMPLE = FILES / "policies" / "sample" / "sample.policy"
FACTS = {"service_date": "2023-06-01", "insurance": "employee", "designated": True,
         "eligible_cost": "1500.00"}  # fmt: skip


@pytest.mark.parametrize("engine", ["python", "interpreter"])
def test_a_policy_decides(engine: Engine) -> None:
    policy = luling.load(SAMPLE)
    answer = policy.decide("check", FACTS, engine=engine)
    assert (policy.id, policy.decisions) == ("sample", ("check",))
    assert (answer.status, answer.outputs["pay"]) == ("decided", "800.00")
    assert answer.trace and not policy.decide("check", FACTS, engine=engine, trace=False).trace


@pytest.mark.parametrize("engine", ["python", "interpreter"])
def test_bad_facts_raise_with_their_path(engine: Engine) -> None:
    with pytest.raises(luling.DecisionError) as caught:
        luling.load(SAMPLE).decide("check", {"designated": "yes"}, engine=engine)
    assert caught.value.fact == "facts.designated"


def test_both_engines_give_one_answer() -> None:
    policy = luling.load(SAMPLE)
    one, two = (policy.decide("check", FACTS, engine=e) for e in ("python", "interpreter"))
    assert one == two


def test_a_policy_with_errors_raises_with_its_diagnostics(folder: object) -> None:
    with pytest.raises(luling.PolicyError) as caught:
        luling.load("wrong/wrong.policy")
    assert [item.code for item in caught.value.diagnostics] == ["E0201"]
    assert "错误 E0201" in str(caught.value)


def test_a_file_that_is_not_there_raises() -> None:
    with pytest.raises(FileNotFoundError):
        luling.load("没有.policy")


def test_a_form_is_filled_and_printed() -> None:
    policy = luling.load(FILES / "forms" / "claims" / "claims.policy")
    assert policy.forms == ("claim_form", "share_form")
    page = policy.fill("claim_form", {**FACTS, "designated": None})
    assert (page.title, page.missing) == ("费用申报表", ("定点",))
    assert "期限：2023年7月10日\n" in to_text(page)
    with pytest.raises(luling.DecisionError) as caught:
        policy.fill("claim", FACTS)
    assert caught.value.code == "unknown_form" and "claim_form" in caught.value.message
