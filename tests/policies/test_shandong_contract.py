"""The decisions of Shandong against the contract, restated row by row in Python."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from restated import (
    Facts,
    Fields,
    Record,
    Roster,
    agree,
    at_least,
    collect,
    dateless,
    drawn,
    duty,
    every_case,
    silent,
)
from three_valued import Value, apply

import luling
from luling.api import ENGINES, Engine

POLICIES = Path(__file__).parents[2] / "policies"
SHANDONG = luling.load(POLICIES / "shandong" / "shandong.policy")
ISSUED = date(2022, 5, 9)
AREAS = ["urban_district", "county"]
BOTH = [True, False]

# ------------------------------------------------------------ reimbursement, the ceiling


COVERAGES = ["major_illness_insurance", "medical_aid"]


def reimbursement(facts: Facts) -> Record:
    covered = facts["care_setting"].equals("outpatient") & facts["personal_burden_eligible"]
    return {"secondary_coverage": collect(dict.fromkeys(COVERAGES, covered))}


def test_secondary_coverage_is_as_the_contract_reads() -> None:
    where = ["outpatient", "inpatient"]
    for facts in every_case({"care_setting": where, "personal_burden_eligible": BOTH}):
        for day in ("2022-05-09", "2022-07-01"):
            dated = {"service_date": day, **facts}
            agree(SHANDONG, "reimbursement", dated, reimbursement(Facts(dated)))
        silent(SHANDONG, "reimbursement", {"service_date": "2022-05-08", **facts})
        dateless(SHANDONG, "reimbursement", facts, "service_date")


def test_ceiling_falls_on_the_first_of_july() -> None:
    """Every day from two months before the notice to two months after the change."""
    dateless(SHANDONG, "first_self_pay_limit", {}, "service_date")
    for after in range(-60, 120):
        day = ISSUED + timedelta(after)
        facts = {"service_date": day.isoformat()}
        if day < ISSUED:
            silent(SHANDONG, "first_self_pay_limit", facts)
        else:
            limit = "0.3" if day <= date(2022, 6, 30) else "0.2"
            agree(SHANDONG, "first_self_pay_limit", facts, {"limit": Value(limit)})


# ------------------------------------------------------------ stock, monthly reports


def least_stock(area: Value) -> Value:
    return apply(lambda where: 30 if where == "urban_district" else 20, area)


def test_stock_is_as_the_contract_reads() -> None:
    counts = [0, 1, 19, 20, 21, 29, 30, 31, 1_000_000_000]
    for given_facts in every_case({"area": AREAS, "negotiated_drugs": counts}):
        facts = Facts(given_facts)
        required = least_stock(facts["area"])
        qualified = at_least(facts["negotiated_drugs"], required)
        agree(
            SHANDONG, "pharmacy_stock", given_facts, {"required": required, "qualified": qualified}
        )


def tenth_of_next_month(text: str) -> str:
    day = date.fromisoformat(text)
    return (day.replace(day=1) + timedelta(40)).replace(day=10).isoformat()


def report(facts: Facts) -> Record:
    due = apply(tenth_of_next_month, facts["report_month"])
    return {
        "due_date": due,
        "on_time": apply(lambda sent, last: sent <= last, facts["submitted_on"], due),
    }


def test_reports_are_due_on_the_tenth_of_the_next_month() -> None:
    """Every day of three years around a leap year, sent around the day they are due."""
    for after in range(0, 3 * 366, 3):
        month = (date(2022, 12, 30) + timedelta(after)).isoformat()
        due = date.fromisoformat(tenth_of_next_month(month))
        for late in (-1, 0, 1):
            sent = (due + timedelta(late)).isoformat()
            facts = {"report_month": month, "submitted_on": sent}
            agree(SHANDONG, "monthly_report", facts, report(Facts(facts)))


def test_reports_may_be_unknown() -> None:
    for facts in every_case({"report_month": ["2022-01-31"], "submitted_on": ["2022-02-10"]}):
        agree(SHANDONG, "monthly_report", facts, report(Facts(facts)))


# ------------------------------------------------------------ progress

PROGRESS: Fields = {
    "all_drugs_included": BOTH,
    "first_self_pay_ratio": ["0", "0.199999", "0.2", "0.20", "0.200001", "0.3", "1", 0, 1],
    "counties": Roster(["环翠区", "荣成市", "乳山市"], {"dual_channel_pharmacies": [0, 1, 1, 2]}),
    "pharmacies": Roster(
        ["一号店", "二号店", "三号店"],
        {
            "area": AREAS,
            "negotiated_drugs": [19, 20, 29, 30, 31],
            "realtime_settlement": BOTH,
            "full_supply": BOTH,
        },
    ),
    "online_query_open": BOTH,
}
# On, before and after each deadline, and the first day in force.
DAYS = ["2022-05-09", "2022-05-30", "2022-05-31", "2022-06-01", "2022-06-29", "2022-06-30",
        "2022-07-01", "2022-09-29", "2022-09-30", "2022-10-01", "2024-02-29"]  # fmt: skip


def progress(facts: Facts, as_of: str) -> Record:
    low = at_least(Value(Fraction(1, 5)), facts.number("first_self_pay_ratio"))
    covered = facts.every("counties", lambda one: at_least(one["dual_channel_pharmacies"], 1))
    connected = facts.every("pharmacies", lambda one: one["realtime_settlement"])
    return {
        "drugs_included": duty(facts["all_drugs_included"], as_of, "2022-05-31"),
        "self_pay_lowered": duty(low, as_of, "2022-06-30"),
        "county_coverage": duty(covered, as_of, "2022-06-30"),
        "realtime": duty(connected, as_of, "2022-09-30"),
        "online_query": duty(facts["online_query_open"], as_of, "2022-05-31"),
        "full_supply_pharmacy": facts.some("pharmacies", lambda one: one["full_supply"]),
        "stock_met": facts.every(
            "pharmacies",
            lambda one: at_least(one["negotiated_drugs"], least_stock(one["area"])),
        ),
        "uncovered_counties": facts.names(
            "counties", lambda one: ~at_least(one["dual_channel_pharmacies"], 1)
        ),
        "unconnected_pharmacies": facts.names(
            "pharmacies", lambda one: ~one["realtime_settlement"]
        ),
    }


@pytest.mark.parametrize("as_of", DAYS)
def test_progress_is_as_the_contract_reads(as_of: str) -> None:
    for facts in drawn(PROGRESS, 120):
        agree(SHANDONG, "progress", {"as_of": as_of, **facts}, progress(Facts(facts), as_of))


def test_progress_needs_a_date_in_force() -> None:
    for facts in drawn(PROGRESS, 30):
        silent(SHANDONG, "progress", {"as_of": "2022-05-08", **facts})
        dateless(SHANDONG, "progress", facts, "as_of")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"counties": [{"name": "荣成市"}, {"name": "荣成市"}]}, "facts.counties"),
        ({"pharmacies": [{"name": "一号店", "level": 1}]}, "facts.pharmacies[0].level"),
        ({"pharmacies": [{"area": "town"}]}, "facts.pharmacies[0].area"),
        ({"first_self_pay_ratio": "1.000001"}, "facts.first_self_pay_ratio"),
    ],
)
def test_bad_progress_is_refused_even_before_the_notice(
    facts: Record, named: str, engine: Engine
) -> None:
    with pytest.raises(luling.DecisionError) as caught:
        SHANDONG.decide("progress", {"as_of": "2022-05-08", **facts}, engine=engine)
    assert (caught.value.fact or "").startswith(named)
