"""Sections 3 and 4 of the semantics: a decision from JSON to JSON, and its trace."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from building import (
    BOOL,
    DATE,
    KIND,
    MONEY,
    NAMES,
    active,
    both,
    collection,
    cost,
    either,
    error,
    exception,
    group,
    literal,
    local,
    member,
    names,
    outcome,
    paid,
    reinstate,
    rule,
    run,
)
from luling.core import ir
from luling.interpreter import decide
from luling.runtime.errors import DecisionError
from sample_world import program_of

YES = literal(BOOL, True)
X = outcome(KIND, rule("common", active), nullable=True)
REFUSALS = collection(("a", group(rule(YES, active))))
DATED = program_of(
    (X, REFUSALS), date_fact="day", effective=dt.date(2021, 3, 1), expires=dt.date(2023, 12, 31)
)


def refused(program: ir.Program, facts: Any, params: Any = None, id: str = "d") -> DecisionError:
    with pytest.raises(DecisionError) as raised:
        decide(program, id, facts, params)
    return raised.value


def test_without_the_date_only_the_date_is_asked_for() -> None:
    found = decide(DATED, "d", {"active": True}, {})
    assert found.to_json() == {
        "policy": "sample", "decision": "d", "status": "incomplete",
        "outputs": {"x": None, "refusals": None},
        "unresolved": {"x": ["facts.day"], "refusals": ["facts.day"]}, "trace": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "status"),
    [("2021-02-28", "not_in_force"), ("2021-03-01", "decided"), ("2023-12-31", "decided"),
     ("2024-01-01", "not_in_force")],
)  # fmt: skip
def test_a_notice_is_in_force_on_both_its_first_and_last_day(day: str, status: str) -> None:
    found = decide(DATED, "d", {"day": day, "active": True})
    assert found.status == status
    if status == "not_in_force":
        assert (found.outputs, found.unresolved) == ({"x": None, "refusals": None}, {})


def test_facts_are_validated_even_before_the_notice_is_in_force() -> None:
    assert refused(DATED, {"day": "2000-01-01", "active": 1}).fact == "facts.active"


def test_unknown_names_come_before_bad_values() -> None:
    found = refused(DATED, {"cost": -1, "actve": True})
    assert (found.code, found.fact) == ("unknown_fact", "facts.actve")
    assert "有效（active）" in found.message
    assert refused(DATED, {}, {"given_mony": 1}).code == "unknown_parameter"
    found = refused(DATED, {"shops": [{"name": "甲", "size": 1}]})
    assert (found.code, found.fact) == ("unknown_key", "facts.shops[0].size")


def test_facts_come_before_parameters() -> None:
    assert refused(DATED, {"cost": "x"}, {"given_money": "x"}).fact == "facts.cost"


def test_a_parameter_that_the_notice_fixes_can_not_be_supplied() -> None:
    found = refused(DATED, {}, {"fixed_ratio": "0.5"})
    assert (found.code, found.fact) == ("unknown_parameter", "params.fixed_ratio")
    assert "由本通知规定" in found.message


def test_a_table_names_the_key_that_is_wrong() -> None:
    found = refused(DATED, {}, {"given_table": {"level4": 1}})
    assert (found.code, found.fact) == ("unknown_key", "params.given_table.level4")
    found = refused(DATED, {}, {"given_pairs": {"level1": {"普通": "2"}}})
    assert (found.code, found.fact) == ("bad_value", "params.given_pairs.level1.common")


def test_two_members_with_one_name_are_an_error_on_the_roster() -> None:
    found = refused(DATED, {"shops": [{"name": "甲"}, {"name": None}, {"name": "甲"}]})
    assert (found.code, found.fact) == ("duplicate_name", "facts.shops")
    assert decide(DATED, "d", {"shops": [{}, {}]}).status == "incomplete"


def test_an_unknown_decision_names_the_nearest() -> None:
    found = refused(DATED, {}, id="e")
    assert (found.code, found.fact) == ("unknown_decision", None)
    assert "样例判定（d）" in found.message


def test_facts_and_parameters_must_be_objects() -> None:
    for facts in (None, [], "x", 1.0):
        assert (refused(DATED, facts).code, refused(DATED, facts).fact) == ("wrong_type", "facts")
    assert refused(DATED, {}, []).fact == "params"
    assert decide(DATED, "d", {}, None).status == "incomplete"


CHECK = ir.Check("c", "已付不超过费用", ir.Compare("le", paid, cost), ("facts.paid", "facts.cost"))


def test_facts_that_contradict_each_other_are_an_error() -> None:
    program = program_of((X,), checks=(CHECK,))
    found = refused(program, {"paid": 2, "cost": 1})
    assert (found.code, found.fact) == ("contradiction", "facts.paid")
    assert "已付 不超过 费用" in found.message
    assert decide(program, "d", {"paid": 2}).status == "incomplete"


def test_outputs_are_in_json_form() -> None:
    found = run(
        outcome(MONEY, rule(cost), id="m"), outcome(DATE, rule(ir.Fact(DATE, "born")), id="t"),
        cost=1000, born="2021-03-01",
    )  # fmt: skip
    assert found.outputs == {"m": "1000.00", "t": "2021-03-01"}
    assert error(outcome(MONEY, rule(cost)), cost=1.5).fact == "facts.cost"


# ---------------------------------------------------------------- trace


def entry(*definitions: ir.Definition, **facts: Any) -> Any:
    return run(*definitions, **facts).trace[-1]


def verdicts(*definitions: ir.Definition, **facts: Any) -> dict[str, tuple[str, list[str]]]:
    rules = entry(*definitions, **facts)["rules"]
    return {rule["rule"]: (rule["verdict"], rule["by"]) for rule in rules}


def test_the_form_of_an_entry() -> None:
    x = outcome(KIND, rule("common", active, id="x.1", clause="二（三）2"))
    assert entry(x, active=True) == {
        "definition": "x", "label": "x", "kind": "outcome", "status": "known", "value": "common",
        "missing": [], "uses": ["facts.active"], "refers_to": None, "failed": [], "members": [],
        "rules": [
            {"rule": "x.1", "label": "", "kind": "rule", "verdict": "applied",
             "citations": [{"policy": "sample", "clause": "二（三）2", "quotes": []}],
             "failed": [], "missing": [], "by": []}
        ],
    }  # fmt: skip


def test_a_rule_that_does_not_apply_says_which_part_failed() -> None:
    condition = both(active, either(local, ir.Compare("gt", cost, paid)))
    x = outcome(KIND, rule("common", condition), nullable=True)
    found = entry(x, active=True, local=False, cost=1, paid=1)
    assert found["rules"][0]["failed"] == ["本地", "费用 超过 已付"]
    assert found["status"] == "default"
    late = outcome(KIND, rule("common", start="2022-07-01"), nullable=True)
    assert entry(late, day="2022-06-30")["rules"][0]["failed"] == ["不在有效期内"]


LAYERS = outcome(
    KIND,
    rule("common", None, exception("severe", active, reinstate(local, id="r"), id="e"), id="b"),
    rule("common", ir.Compare("eq", cost, paid), id="c"),
)  # fmt: skip


def test_verdicts_of_exceptions() -> None:
    facts = {"cost": 1, "paid": 2}
    assert verdicts(LAYERS, active=True, local=False, **facts) == {
        "b": ("set_aside", ["e"]), "e": ("applied", []), "r": ("not_applied", []),
        "c": ("not_applied", []),
    }  # fmt: skip
    assert verdicts(LAYERS, active=True, local=True, **facts) == {
        "b": ("applied", []), "e": ("cancelled", ["r"]), "r": ("applied", []),
        "c": ("not_applied", []),
    }  # fmt: skip
    assert verdicts(LAYERS, active=True, **facts)["b"] == ("applied", [])
    undecided = entry(LAYERS, active=True, **facts)["rules"][2]
    assert (undecided["verdict"], undecided["missing"]) == ("undecided", ["facts.local"])


def test_the_innermost_certain_exception_is_named() -> None:
    x = outcome(
        KIND,
        rule("common", None, exception("severe", active, id="inner"), id="b"),
        over=(exception("chronic", local, id="outer"),),
    )
    assert verdicts(x, active=True, local=True) == {
        "b": ("set_aside", ["inner"]), "inner": ("set_aside", ["outer"]), "outer": ("applied", []),
    }  # fmt: skip


def test_rows_below_the_first_that_applies_are_set_aside_by_it() -> None:
    x = outcome(KIND, rule("common", active, id="a"), rule("severe", id="b"), first_hit=True)
    assert verdicts(x, active=True) == {"a": ("applied", []), "b": ("set_aside", ["a"])}
    assert verdicts(x)["b"] == ("applied", [])


def test_what_the_notice_leaves_to_another_document_is_said() -> None:
    x = outcome(KIND, rule(ir.Unspecified(KIND, "现行政策"), active), nullable=True)
    found = entry(x, active=True)
    assert (found["status"], found["refers_to"]) == ("unspecified", "现行政策")
    found = run(x, active=True)
    assert (found.status, found.unresolved) == ("decided", {})


def test_a_condition_says_which_of_its_parts_failed() -> None:
    c = outcome(BOOL, rule(both(active, local)), id="c", kind="condition")
    found = run(c, X, active=False, local=True).trace[0]
    assert (found["failed"], found["rules"]) == (["有效"], [])
    assert found["uses"] == ["facts.active", "facts.local"]


def test_the_members_of_a_collection_are_explained() -> None:
    found = entry(collection(("a", group(rule(YES, active))), ("b", group(rule(YES, local)))))
    assert found["status"] == "unknown" and found["value"] == []
    assert [(m["id"], m["in"], m["missing"]) for m in found["members"]] == [
        ("a", None, ["facts.active"]), ("b", None, ["facts.local"]),
    ]  # fmt: skip


def test_values_per_member_are_explained() -> None:
    each = outcome(
        BOOL, rule(YES, member("open", BOOL)), id="each", kind="per_member", roster="shops",
        nullable=True,
    )  # fmt: skip
    found = entry(each, shops=[{"open": True}, {"open": False}, {}])
    assert [(m["index"], m["status"], m["value"]) for m in found["members"]] == [
        (0, "known", True), (1, "default", None), (2, "unknown", None),
    ]  # fmt: skip
    assert found["uses"] == ["facts.shops"]


def test_failures_that_no_output_needs_are_in_the_trace() -> None:
    hidden = outcome(KIND, rule("common", active), id="hidden", kind="intermediate")
    found = run(hidden, outcome(KIND, rule("severe")), active=False)
    assert [item["status"] for item in found.trace] == ["failed", "known"]


def test_no_trace_when_none_is_asked_for() -> None:
    assert decide(program_of((X,)), "d", {"active": True}, trace=False).trace == []


def test_the_certain_names_stand_in_the_trace() -> None:
    n = outcome(NAMES, rule(names(member("open", BOOL))), id="n")
    found = entry(n, shops=[{"name": "甲", "open": True}, {"name": "乙"}])
    assert found["value"] == ["甲"] and found["missing"] == ["facts.shops[1].open"]
