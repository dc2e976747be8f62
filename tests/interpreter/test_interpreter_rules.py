"""Section 2 of the semantics: rules, exceptions, 恢复, conflicts and gaps."""

from __future__ import annotations

from fractions import Fraction

from building import (
    BOOL,
    KIND,
    MONEY,
    RATIO,
    active,
    answer,
    collection,
    cost,
    error,
    exception,
    group,
    level,
    listed,
    literal,
    local,
    money,
    outcome,
    reinstate,
    rule,
    visits,
)
from luling.core import ir

YES, NO = literal(BOOL, True), literal(BOOL, False)


# ---------------------------------------------------------------- one level


def test_rules_with_equal_values_merge() -> None:
    x = outcome(KIND, rule("common", active), rule("common", local))
    assert answer(x, active=True, local=True) == ("common", [])


def test_rules_with_different_values_conflict() -> None:
    x = outcome(KIND, rule("common", active, id="a", clause="一"), rule("severe", local, id="b"))
    failed = error(x, active=True, local=True)
    assert failed.code == "conflict"
    assert "“a”（sample 一）" in failed.message and "“b”" in failed.message


def test_a_rule_that_may_apply_with_the_same_value_does_not_matter() -> None:
    x = outcome(KIND, rule("common", active), rule("common", local))
    assert answer(x, active=True) == ("common", [])


def test_a_rule_that_may_apply_with_another_value_matters() -> None:
    x = outcome(KIND, rule("common", active), rule("severe", local))
    assert answer(x, active=True) == (None, ["facts.local"])


def test_no_rule_applying_is_a_gap() -> None:
    assert error(outcome(KIND, rule("common", active)), active=False).code == "gap"


def test_a_gap_may_be_null_or_a_default() -> None:
    assert answer(outcome(KIND, rule("common", active), nullable=True), active=False) == (None, [])
    default = outcome(KIND, rule("common", active), default=literal(KIND, "severe"))
    assert answer(default, active=False) == ("severe", [])
    assert answer(default) == (None, ["facts.active"])
    assert answer(outcome(KIND, rule("common", active), nullable=True)) == (None, ["facts.active"])


def test_a_default_of_the_same_value_makes_it_known() -> None:
    same = outcome(KIND, rule("common", active), default=literal(KIND, "common"))
    assert answer(same) == ("common", [])


def test_the_one_value_without_default_is_known() -> None:
    assert answer(outcome(KIND, rule("common", active), rule("common", local))) == ("common", [])


def test_what_the_notice_leaves_open_is_null_and_known() -> None:
    x = outcome(KIND, rule(ir.Unspecified(KIND, "另一文件"), active), nullable=True)
    assert answer(x, active=True) == (None, [])
    assert answer(x) == (None, [])


def test_a_rule_stands_within_its_period() -> None:
    x = outcome(KIND, rule("common", end="2022-06-30"), rule("severe", start="2022-07-01"))
    assert answer(x, day="2022-06-30") == ("common", [])
    assert answer(x, day="2022-07-01") == ("severe", [])


def test_values_are_compared_after_rounding() -> None:
    cents = ir.Rounding("half_up", 2)
    x = outcome(MONEY, rule(money("1.001"), rounding=cents), rule(money("0.999"), rounding=cents))
    assert answer(x) == ("1.00", [])


# ---------------------------------------------------------------- exceptions


def test_an_exception_sets_its_rule_aside() -> None:
    x = outcome(KIND, rule("common", None, exception("severe", active)))
    assert answer(x, active=True) == ("severe", [])
    assert answer(x, active=False) == ("common", [])
    assert answer(x) == (None, ["facts.active"])


def test_an_exception_does_not_inherit_the_condition_of_its_rule() -> None:
    x = outcome(KIND, rule("common", local, exception("severe", active)))
    assert answer(x, active=True, local=False) == ("severe", [])


def test_an_exception_to_one_rule_leaves_the_others() -> None:
    x = outcome(KIND, rule("common", local, exception("severe", active)), rule("severe", listed))
    assert answer(x, active=True, local=True, listed=True) == ("severe", [])
    assert error(x, active=False, local=True, listed=True).code == "conflict"


def test_an_exception_of_the_level_hides_a_conflict_and_what_is_unknown() -> None:
    x = outcome(
        KIND, rule("common", local), rule("severe", listed), over=(exception("chronic", active),)
    )
    assert answer(x, active=True, local=True, listed=True) == ("chronic", [])
    assert answer(x, active=True) == ("chronic", [])
    assert error(x, active=False, local=True, listed=True).code == "conflict"


def test_a_conflict_below_an_exception_that_may_apply_is_not_known() -> None:
    x = outcome(
        KIND, rule("common", local), rule("severe", listed), over=(exception("chronic", active),)
    )
    assert answer(x, local=True, listed=True) == (None, ["facts.active"])


def test_an_exception_with_the_same_value_changes_nothing() -> None:
    x = outcome(KIND, rule("common", local, exception("common", active)))
    assert answer(x, local=True) == ("common", [])


def test_exceptions_of_exceptions() -> None:
    x = outcome(
        KIND, rule("common", None, exception("severe", active, exception("chronic", local)))
    )
    assert answer(x, active=True, local=True) == ("chronic", [])
    assert answer(x, active=True, local=False) == ("severe", [])
    assert answer(x, active=False, local=False) == ("common", [])
    assert answer(x, active=False, local=True) == ("chronic", [])
    assert answer(x, active=True) == (None, ["facts.local"])


def test_conflicting_exceptions_conflict() -> None:
    x = outcome(KIND, rule("common"), over=(exception("severe", active), exception("chronic")))
    assert error(x, active=True).code == "conflict"
    assert answer(x, active=False) == ("chronic", [])


# ---------------------------------------------------------------- 恢复


RESTORED = outcome(KIND, rule("common", None, exception("severe", active, reinstate(local))))


def test_a_reinstating_rule_brings_the_base_back() -> None:
    assert answer(RESTORED, active=True, local=True) == ("common", [])
    assert answer(RESTORED, active=True, local=False) == ("severe", [])
    assert answer(RESTORED, active=False, local=False) == ("common", [])


def test_a_reinstating_rule_that_may_apply() -> None:
    assert answer(RESTORED, active=True) == (None, ["facts.local"])
    assert answer(RESTORED, active=False) == ("common", [])
    assert answer(RESTORED, local=True) == ("common", [])
    assert answer(RESTORED, local=False) == (None, ["facts.active"])
    assert answer(RESTORED) == (None, ["facts.active", "facts.local"])


def test_a_reinstating_rule_that_may_apply_over_the_same_value() -> None:
    x = outcome(KIND, rule("common", None, exception("common", active, reinstate(local))))
    assert answer(x, active=True) == ("common", [])


def test_a_reinstated_level() -> None:
    over = ir.Group((exception("severe", active),), ir.Group((reinstate(local),)))
    x = ir.Definition("x", "x", KIND, "outcome", True, ir.Group((rule("common"),), over))
    assert answer(x, active=True, local=True) == ("common", [])
    assert answer(x, active=True, local=False) == ("severe", [])


def test_a_reinstating_rule_may_have_exceptions() -> None:
    x = outcome(
        KIND,
        rule("common", None, exception("severe", None, reinstate(local, reinstate(listed)))),
    )
    assert answer(x, local=True, listed=True) == ("severe", [])
    assert answer(x, local=True, listed=False) == ("common", [])


def test_a_reinstating_rule_conflicts_with_another_exception() -> None:
    x = outcome(
        KIND, rule("common", None, exception("severe", None, reinstate(local), exception("common")))
    )
    assert error(x, local=True).code == "conflict"
    assert answer(x, local=False) == ("common", [])
    assert answer(x) == (None, ["facts.local"])


def test_cancelling_the_only_rule_is_a_gap() -> None:
    x = outcome(KIND, rule("common", None, reinstate(active)))
    assert error(x, active=True).code == "gap"


# ---------------------------------------------------------------- tables


def test_the_first_row_that_applies_counts() -> None:
    x = outcome(
        KIND, rule("common", active), rule("severe", local), rule("chronic"), first_hit=True
    )
    assert answer(x, active=True) == ("common", [])
    assert answer(x, active=False, local=True) == ("severe", [])
    assert answer(x, active=False, local=False) == ("chronic", [])
    assert answer(x, local=False) == (None, ["facts.active"])
    assert answer(x) == (None, ["facts.active", "facts.local"])


def test_rows_below_the_first_that_applies_do_not_matter() -> None:
    x = outcome(KIND, rule("common", active), rule("common"), rule("severe", local), first_hit=True)
    assert answer(x) == ("common", [])


def row(value: str, of: str) -> ir.Node:
    return rule(value, ir.Compare("eq", level, literal(level.type, of)), kind="row")


def test_a_checked_table_always_has_a_row() -> None:
    same = [row("common", "level1"), row("common", "level2"), row("common", "level3")]
    assert answer(outcome(KIND, *same, total=True, nullable=True)) == ("common", [])
    assert answer(outcome(KIND, *same, nullable=True)) == (None, ["facts.level"])
    differ = [*same[:2], row("severe", "level3")]
    assert answer(outcome(KIND, *differ, total=True)) == (None, ["facts.level"])
    assert answer(outcome(KIND, *differ, total=True), level="level3") == ("severe", [])


# ---------------------------------------------------------------- failures


def test_a_condition_that_fails_is_a_failure_of_its_rule() -> None:
    ratio = ir.Arithmetic(RATIO, "div", cost, cost)
    broken = ir.Compare("gt", ratio, literal(RATIO, Fraction(0)))
    x = outcome(KIND, rule("common", broken), rule("severe", active))
    assert error(x, cost=0, active=True).code == "division_by_zero"
    hidden = outcome(KIND, rule("common", broken), over=(exception("severe", active),))
    assert answer(hidden, cost=0, active=True) == ("severe", [])
    assert answer(hidden, cost=0) == (None, ["facts.active"])


def test_a_value_that_fails_under_a_condition_that_is_unknown() -> None:
    broken = ir.Arithmetic(RATIO, "div", cost, cost)
    x = outcome(RATIO, rule(broken, active), default=literal(RATIO, Fraction(1)))
    assert answer(x, cost=0) == (None, ["facts.active"])
    assert answer(x, cost=0, active=False) == ("1", [])
    assert error(x, cost=0, active=True).code == "division_by_zero"


def test_a_definition_that_no_output_needs_may_fail() -> None:
    broken = ir.Arithmetic(RATIO, "div", cost, cost)
    hidden = outcome(RATIO, rule(broken), id="hidden", kind="intermediate")
    x = outcome(KIND, rule("common"))
    assert answer(hidden, x, cost=0) == ("common", [])


def test_the_first_failed_output_is_reported() -> None:
    broken = ir.Arithmetic(RATIO, "div", visits, visits)
    first = outcome(KIND, rule("common", active), id="first")
    second = outcome(RATIO, rule(broken), id="second")
    assert error(first, second, active=False, visits=0).code == "gap"


# ---------------------------------------------------------------- collections


def test_an_exception_takes_a_member_out_of_its_collection() -> None:
    one = collection(("a", group(rule(YES, active), over=(exception(NO, local),))))
    assert answer(one, active=True, local=False) == (["a"], [])
    assert answer(one, active=True, local=True) == ([], [])
    assert answer(one, active=True) == ([], ["facts.local"])
    assert answer(one, local=True) == ([], [])
    assert answer(one, active=False) == ([], [])


def test_several_sentences_of_one_member_merge() -> None:
    one = collection(("a", group(rule(YES, active), rule(YES, local))))
    assert answer(one, active=True) == (["a"], [])
    assert answer(one, active=False) == ([], ["facts.local"])
