"""National and Guangdong against the contract, restated row by row in Python.

Guangdong forwards the national notice: most readings are the same, with other clauses.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from restated import (
    Facts,
    Fields,
    Record,
    Roster,
    agree,
    at_least,
    dateless,
    drawn,
    duty,
    every_case,
    half_up,
    money,
    ratio,
    silent,
)
from three_valued import TRUE, Value, apply, choose

import luling
from luling.api import ENGINES, Engine

POLICIES = Path(__file__).parents[2] / "policies"
NATIONAL = luling.load(POLICIES / "national" / "national.policy")
GUANGDONG = luling.load(POLICIES / "guangdong" / "guangdong.policy")
BOTH = pytest.mark.parametrize("policy", [NATIONAL, GUANGDONG], ids=["national", "guangdong"])

# ------------------------------------------------------------ reasons, budget

REASONS = ["total_quota", "formulary_size", "drug_ratio", "average_cost", "committee_review",
           "no_clinical_need", "other"]  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "prohibited"),
    [
        pytest.param(NATIONAL, REASONS[:3], id="national"),
        pytest.param(GUANGDONG, REASONS[:4], id="guangdong"),
    ],
)
def test_reasons_are_prohibited_as_listed(policy: luling.Policy, prohibited: list[str]) -> None:
    for facts in every_case({"reason": REASONS}):
        refusal = apply(
            lambda reason: "prohibited" if reason in prohibited else "not_listed",
            Facts(facts)["reason"],
        )
        agree(policy, "stocking_refusal", facts, {"refusal": refusal})


def test_drugs_paid_separately_are_out_of_the_quota() -> None:
    for facts in every_case({"separately_paid": [True, False]}):
        attribution = apply(
            lambda separate: "excluded_from_quota" if separate else "unspecified",
            Facts(facts)["separately_paid"],
        )
        agree(NATIONAL, "budget", facts, {"budget_attribution": attribution})


# ------------------------------------------------------------ performance

COST = ["0", "0.01", "0.99", "1", "100.00", "333.33", "600", "999.99", "1000", "1000.01", "20000",
        "999999999999.99"]  # fmt: skip
PERFORMANCE: Fields = {
    "total_cost": COST,
    "drug_cost": COST,
    "negotiated_drug_cost": COST,
    "visits": [0, 1, 2, 3, 7, 8, 1_000_000_000],
}


def contradictory(facts: Facts) -> bool:
    """Two amounts of which the part is more than the whole, as soon as both are known."""
    order = [facts.number(name) for name in ("negotiated_drug_cost", "drug_cost", "total_cost")]
    pairs = [(order[0], order[1]), (order[1], order[2]), (order[0], order[2])]
    return any(apply(lambda part, whole: part > whole, *pair) == TRUE for pair in pairs)


def performance(facts: Facts) -> Record:
    negotiated, visits = facts.number("negotiated_drug_cost"), facts.number("visits")
    rest = apply(lambda total, taken: total - taken, facts.number("total_cost"), negotiated)
    drugs = apply(lambda drug, taken: drug - taken, facts.number("drug_cost"), negotiated)
    nothing, nobody = rest.equals(0), visits.equals(0)
    share = apply(lambda a, b: ratio(half_up(a / b, 4)) if b else None, drugs, rest)
    average = apply(lambda a, b: money(Fraction(a, b)) if b else None, rest, visits)
    return {
        "drug_ratio": choose([(nothing, Value(None)), (~nothing, share)]),
        "average_cost": choose([(nobody, Value(None)), (~nobody, average)]),
    }


@BOTH
def test_performance_is_as_the_contract_reads(policy: luling.Policy) -> None:
    for facts in drawn(PERFORMANCE, 1500):
        if contradictory(Facts(facts)):
            refused(policy, facts)
        else:
            agree(policy, "performance", facts, performance(Facts(facts)))


@BOTH
@settings(max_examples=500, deadline=None)
@given(fen=st.tuples(*[st.integers(0, 10**14 - 1)] * 3), visits=st.integers(0, 10**9))
def test_ratios_and_averages_are_exact(
    fen: tuple[int, ...], visits: int, policy: luling.Policy
) -> None:
    names = ("negotiated_drug_cost", "drug_cost", "total_cost")
    facts: Record = {
        name: money(Fraction(amount, 100)) for name, amount in zip(names, sorted(fen), strict=True)
    }
    facts["visits"] = visits
    agree(policy, "performance", facts, performance(Facts(facts)))


def refused(policy: luling.Policy, facts: Record) -> None:
    for engine in ENGINES:
        with pytest.raises(luling.DecisionError) as caught:
            policy.decide("performance", facts, engine=engine)
        assert caught.value.code == "contradiction", engine
        assert caught.value.fact in {f"facts.{name}" for name in PERFORMANCE if name != "visits"}


# ------------------------------------------------------------ progress

CITIES = Roster(["甲市", "乙州", "丙盟"], {"qualified_pharmacies": [0, 1, 1, 2]})
NATIONAL_DAYS = ["2021-09-14", "2021-10-30", "2021-10-31", "2021-11-01", "2021-11-29",
                 "2021-11-30", "2021-12-01", "2024-02-29"]  # fmt: skip
GUANGDONG_DAYS = ["2021-10-08", "2021-11-29", "2021-11-30", "2021-12-01", "2024-02-29"]
OF_NATIONAL: Fields = {"list_published": [True, False], "cities": CITIES}
OF_GUANGDONG: Fields = {"local_scope_made": [True, False], "cities": CITIES}


def cities(facts: Facts, as_of: str) -> Record:
    covered = facts.every("cities", lambda one: at_least(one["qualified_pharmacies"], 1))
    uncovered = facts.names("cities", lambda one: ~at_least(one["qualified_pharmacies"], 1))
    return {
        "city_coverage": duty(covered, as_of, "2021-11-30"),
        "uncovered_cities": uncovered,
    }


@pytest.mark.parametrize("as_of", NATIONAL_DAYS)
def test_national_progress_is_as_the_contract_reads(as_of: str) -> None:
    for facts in drawn(OF_NATIONAL, 120):
        read = Facts(facts)
        published = duty(read["list_published"], as_of, "2021-10-31")
        outcomes = {"list_publication": published, **cities(read, as_of)}
        agree(NATIONAL, "progress", {"as_of": as_of, **facts}, outcomes)


@pytest.mark.parametrize("as_of", GUANGDONG_DAYS)
def test_guangdong_progress_is_as_the_contract_reads(as_of: str) -> None:
    for facts in drawn(OF_GUANGDONG, 120):
        read = Facts(facts)
        outcomes = {**cities(read, as_of), "scope_conflict": read["local_scope_made"]}
        agree(GUANGDONG, "progress", {"as_of": as_of, **facts}, outcomes)


def test_progress_needs_a_date_in_force() -> None:
    for facts in drawn(OF_NATIONAL, 30):
        silent(NATIONAL, "progress", {"as_of": "2021-09-13", **facts})
        dateless(NATIONAL, "progress", facts, "as_of")
    for facts in drawn(OF_GUANGDONG, 30):
        silent(GUANGDONG, "progress", {"as_of": "2021-10-07", **facts})
        dateless(GUANGDONG, "progress", facts, "as_of")


@BOTH
@pytest.mark.parametrize("engine", ENGINES)
def test_two_cities_of_one_name_are_refused(policy: luling.Policy, engine: Engine) -> None:
    twice = [{"name": "甲市", "qualified_pharmacies": count} for count in (1, 0)]
    with pytest.raises(luling.DecisionError) as caught:
        policy.decide("progress", {"as_of": "2021-11-30", "cities": twice}, engine=engine)
    assert (caught.value.fact or "").startswith("facts.cities")
