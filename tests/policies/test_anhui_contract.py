"""The decisions of Anhui against the contract, restated row by row in Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
    none_of,
    silent,
)
from three_valued import Value, apply, choose

import luling

POLICIES = Path(__file__).parents[2] / "policies"
ANHUI = luling.load(POLICIES / "anhui" / "anhui.policy")

# ------------------------------------------------------------ reimbursement

BOTH = [True, False]
MOSTLY = [True, True, True, False]
SELDOM = [False, False, False, True]
REIMBURSEMENT: Fields = {
    "care_setting": ["outpatient", "inpatient"],
    "supply_channel": ["pharmacy", "pharmacy", "pharmacy", "hospital", "internet_hospital"],
    "in_catalogue": MOSTLY,
    "hospital_dual_channel": MOSTLY,
    "pharmacy_dual_channel": MOSTLY,
    "responsible_prescription": MOSTLY,
    "chronic_patient": BOTH,
    "beyond_indication": SELDOM,
    "beyond_payment_limit": SELDOM,
    "improper_dispensing": SELDOM,
    "cross_region": BOTH,
    "direct_settlement_available": BOTH,
    "filing_form": MOSTLY,
    "receipts": MOSTLY,
    "deductible_charged_this_stay": BOTH,
}


def reimbursement(facts: Facts) -> Record:
    inpatient = facts["care_setting"].equals("inpatient")
    outpatient = facts["care_setting"].equals("outpatient")
    pharmacy = facts["supply_channel"].equals("pharmacy")
    crossing, receipts = facts["cross_region"], facts["receipts"]
    manual = pharmacy & (crossing | ~facts["direct_settlement_available"])
    denials = {
        "no_responsible_prescription": pharmacy & ~facts["responsible_prescription"],
        "inpatient_unmanaged_hospital": inpatient & pharmacy & ~facts["hospital_dual_channel"],
        "beyond_indication": facts["beyond_indication"],
        "beyond_payment_limit": facts["beyond_payment_limit"],
        "improper_dispensing": facts["improper_dispensing"],
        "pharmacy_not_dual_channel": pharmacy & ~facts["pharmacy_dual_channel"],
        "not_in_catalogue": pharmacy & ~facts["in_catalogue"],
        "missing_vouchers": manual & ~(receipts & (facts["filing_form"] | ~crossing)),
    }
    return {
        "denials": collect(denials),
        "payable": none_of(denials),
        "settlement_policy": choose(
            [
                (inpatient, Value("inpatient_policy")),
                (outpatient & facts["chronic_patient"], Value("chronic_policy")),
                (outpatient & ~facts["chronic_patient"], Value(None)),
            ]
        ),
        "settlement_method": choose(
            [
                (manual, Value("manual")),
                (
                    pharmacy & ~crossing & facts["direct_settlement_available"],
                    Value("direct"),
                ),
                (~pharmacy, Value(None)),
            ]
        ),
        "single_deductible": inpatient,
        "deductible_due": inpatient & ~facts["deductible_charged_this_stay"],
        "free_delivery": inpatient & pharmacy,
        "budget_attribution": apply(
            lambda bought: "separate_budget" if bought else "unspecified", pharmacy
        ),
    }


def test_reimbursement_is_as_the_contract_reads() -> None:
    for facts in drawn(REIMBURSEMENT, 1500):
        dated = {"service_date": "2021-06-03", **facts}
        agree(ANHUI, "reimbursement", dated, reimbursement(Facts(dated)))


def test_reimbursement_needs_a_date_in_force() -> None:
    for facts in drawn(REIMBURSEMENT, 30):
        silent(ANHUI, "reimbursement", {"service_date": "2021-06-02", **facts})
        dateless(ANHUI, "reimbursement", facts, "service_date")


# ------------------------------------------------------------ who may take part

TITLES = ["resident_physician", "attending", "associate_chief", "chief"]
LEVELS = ["level1", "level2", "level3"]


def physician(facts: Facts, attending_allowed: bool) -> Record:
    least = TITLES.index("attending" if attending_allowed else "associate_chief")
    failed = {
        "title_too_low": ~at_least(apply(TITLES.index, facts["physician_title"]), least),
        "wrong_specialty": ~facts["same_disease"],
        "not_filed": ~facts["filed_with_agency"],
    }
    return {"failed": collect(failed), "qualified": none_of(failed)}


def test_responsible_physicians_are_as_the_contract_reads() -> None:
    fields: dict[str, list[Any]] = {
        "physician_title": TITLES,
        "same_disease": BOTH,
        "filed_with_agency": BOTH,
    }
    for params in ({"attending_allowed": True}, {"attending_allowed": False},
                   {"attending_allowed": None}, {}):  # fmt: skip
        allowed = params.get("attending_allowed") is True
        for facts in every_case(fields):
            agree(ANHUI, "responsible_physician", facts, physician(Facts(facts), allowed), params)


def hospital(facts: Facts) -> Record:
    failed = {
        "level_too_low": ~at_least(apply(LEVELS.index, facts["hospital_level"]), 1),
        "no_agreement": ~facts["supplementary_agreement"],
    }
    return {"failed": collect(failed), "qualified": none_of(failed)}


def test_hospitals_are_admitted_as_the_contract_reads() -> None:
    for facts in every_case({"hospital_level": LEVELS, "supplementary_agreement": BOTH}):
        agree(ANHUI, "hospital_admission", facts, hospital(Facts(facts)))


PHARMACY: Fields = {
    "compliant": MOSTLY,
    "well_managed": MOSTLY,
    "good_reputation": MOSTLY,
    "well_located": MOSTLY,
    "e_traceable": MOSTLY,
    "supplementary_agreement": MOSTLY,
    "unit_price": ["87.99", "88.00", "88", 88, "88.01", 0],
    "negotiated_price": ["88.00", "88.0", 88],
    "sells_special_storage": BOTH,
    "special_storage_capable": BOTH,
    "quality_incident": BOTH,
}


def pharmacy(facts: Facts) -> Record:
    incapable = facts["sells_special_storage"] & ~facts["special_storage_capable"]
    failed = {
        "not_compliant": ~facts["compliant"],
        "poorly_managed": ~facts["well_managed"],
        "poor_reputation": ~facts["good_reputation"],
        "poorly_located": ~facts["well_located"],
        "not_traceable": ~facts["e_traceable"],
        "no_agreement": ~facts["supplementary_agreement"],
        "price_too_high": ~at_least(facts.number("negotiated_price"), facts.number("unit_price")),
        "storage_incapable": incapable,
    }
    return {
        "failed": collect(failed),
        "qualified": none_of(failed),
        "terminate_agreement": facts["quality_incident"],
    }


def test_pharmacies_are_admitted_as_the_contract_reads() -> None:
    for facts in drawn(PHARMACY, 800):
        agree(ANHUI, "pharmacy_admission", facts, pharmacy(Facts(facts)))


# ------------------------------------------------------------ progress

FIRST_BATCH = ["合肥", "宿州", "六安", "阜阳", "芜湖", "安庆"]
OTHERS = ["黄山市", "亳州", "合肥市市", "安庆县"]
CITIES = [*FIRST_BATCH, *(f"{name}市" for name in FIRST_BATCH), *OTHERS]
COUNT = [0, 1, 1, 2, 2]
PROGRESS: Fields = {
    "city": CITIES,
    "plan_filed": BOTH,
    "mechanism_built": BOTH,
    "counties": Roster(
        ["甲县", "乙区", "丙市"],
        {"dual_channel_hospitals": COUNT, "dual_channel_pharmacies": COUNT},
    ),
}
# On, before and after each deadline, and the first day in force.
DAYS = ["2021-06-03", "2021-06-14", "2021-06-15", "2021-06-16", "2021-06-29", "2021-06-30",
        "2021-07-01", "2021-09-29", "2021-09-30", "2021-10-01", "2024-02-29"]  # fmt: skip


def progress(facts: Facts, as_of: str) -> Record:
    first = apply(lambda city: city.removesuffix("市") in FIRST_BATCH, facts["city"])
    deadline = apply(lambda early: "2021-06-30" if early else "2021-09-30", first)
    hospitals = facts.every("counties", lambda one: at_least(one["dual_channel_hospitals"], 1))
    pharmacies = facts.every("counties", lambda one: at_least(one["dual_channel_pharmacies"], 1))
    return {
        "plan_filing": duty(facts["plan_filed"], as_of, "2021-06-15"),
        "mechanism": duty(facts["mechanism_built"], as_of, deadline),
        "hospital_coverage": duty(hospitals, as_of, deadline),
        "pharmacy_coverage": duty(pharmacies, as_of, deadline),
        "uncovered_counties": facts.names(
            "counties",
            lambda one: (
                ~at_least(one["dual_channel_hospitals"], 1)
                | ~at_least(one["dual_channel_pharmacies"], 1)
            ),
        ),
        "first_batch": first,
    }


@pytest.mark.parametrize("as_of", DAYS)
def test_progress_is_as_the_contract_reads(as_of: str) -> None:
    for facts in drawn(PROGRESS, 120):
        agree(ANHUI, "progress", {"as_of": as_of, **facts}, progress(Facts(facts), as_of))


def test_progress_needs_a_date_in_force() -> None:
    for facts in drawn(PROGRESS, 30):
        silent(ANHUI, "progress", {"as_of": "2021-06-02", **facts})
        dateless(ANHUI, "progress", facts, "as_of")


def test_a_name_is_first_batch_with_or_without_the_last_word() -> None:
    for city in CITIES:
        answer = ANHUI.decide("progress", {"as_of": "2021-07-01", "city": city})
        assert answer.outputs["first_batch"] is (city not in OTHERS), city
