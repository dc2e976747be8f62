"""The decisions of Weihai against the contract, restated row by row in Python.

Any fact or parameter may be missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from restated import (
    Facts,
    Members,
    Record,
    agree,
    at_least,
    collect,
    dateless,
    every_case,
    mostly_given,
    none_of,
    silent,
)
from three_valued import FALSE, TRUE, Value, apply, choose

import luling

POLICY = Path(__file__).parents[2] / "policies" / "weihai" / "weihai.policy"
WEIHAI = luling.load(POLICY)

CLASSES = ["high_value", "reclassified", "unrestricted_high_value", "other_negotiated",
           "major_illness"]  # fmt: skip
MOSTLY = st.sampled_from([True, True, True, False])
FACTS = {
    "care_setting": st.sampled_from(["outpatient", "outpatient", "outpatient", "inpatient"]),
    "supply_channel": st.sampled_from(["pharmacy", "pharmacy", "hospital", "internet_hospital"]),
    "out_of_area": st.sampled_from(["none", "none", "none", "networked", "not_networked"]),
    "drug_class": st.sampled_from([*CLASSES, "other_negotiated", "other_negotiated"]),
    "within_scope": MOSTLY,
    "three_fix_registered": MOSTLY,
    "scope_expanded": st.booleans(),
    "expanded_has_chronic": st.booleans(),
    "hospital_stocked": st.booleans(),
    "external_prescription": MOSTLY,
    "special_pharmacy": MOSTLY,
    "for_chronic_treatment": st.booleans(),
}
PARAMS = {"ordinary_outpatient_included": st.booleans()}
SHOP: dict[str, list[Any]] = {
    "area": ["urban_district", "county"],
    "voluntary_application": [True, False],
    "negotiated_drugs": [19, 20, 21, 29, 30, 31],
    "high_value_drugs": [0, 1, 2],
}


class Case(Facts):
    """One set of facts and parameters, and what the contract makes of it."""

    def __init__(self, facts: Mapping[str, Any], params: Mapping[str, Any]) -> None:
        super().__init__(facts)
        # 「逐步纳入」: not yet, until the deployment says otherwise.
        self.included = Value(params.get("ordinary_outpatient_included") is True)
        kind = self["drug_class"]
        self.high_value = kind.equals("high_value")
        self.unrestricted = kind.equals("unrestricted_high_value")
        self.other = kind.equals("other_negotiated")
        self.major = kind.equals("major_illness")
        high = ("high_value", "reclassified", "unrestricted_high_value")
        self.any_high_value = apply(lambda it: it in high, kind)
        self.local = self["out_of_area"].equals("none")
        beyond = self["scope_expanded"] & ~self["expanded_has_chronic"]
        self.governs = self.any_high_value & self.local & ~beyond
        self.purchase = (
            self.other
            & self["care_setting"].equals("outpatient")
            & self["supply_channel"].equals("pharmacy")
            & self.local
        )
        self.chronic = self["for_chronic_treatment"]

    def denials(self) -> dict[str, Value]:
        ordinary = ~self.chronic & ~self.included
        return {
            "out_of_scope": self.high_value & self.local & ~self["within_scope"],
            "three_fix_missing": self.governs & ~self["three_fix_registered"],
            "not_special_pharmacy": self.purchase & ~self["special_pharmacy"],
            "no_external_prescription": self.purchase & ~self["external_prescription"],
            "hospital_had_stock": self.purchase & self["hospital_stocked"],
            "ordinary_outpatient_not_covered": self.purchase & ordinary,
        }

    def settlement_policy(self) -> Value:
        """Away from home the exception stands over all; else one row for each class."""
        current = Value("current_policy")
        if self.local == FALSE:
            return current
        treated = self.purchase & self.chronic
        return choose(
            [
                (~self.local, current),
                (self.governs, Value("high_value_policy")),
                (self.any_high_value & ~self.governs, current),
                (self.major, Value("major_illness_drug_policy")),
                (treated, Value("chronic_policy")),
                (self.other & ~treated, current),
            ]
        )

    def budget_attribution(self) -> Value:
        """The row that applies; while any may, nothing else than it and 本通知未规定."""
        rows = [
            (self.high_value & self.governs, Value("special_budget")),
            (self.unrestricted & self.local, Value("institution_annual_quota")),
            (self.purchase & self["special_pharmacy"], Value("prescriber_quota")),
        ]
        for condition, value in rows:
            if condition == TRUE:
                return value
        return choose([*rows, (TRUE, Value("unspecified"))])

    def outcomes(self) -> dict[str, Value | Members]:
        return {
            "denials": collect(self.denials()),
            "payable": none_of(self.denials()),
            "settlement_policy": self.settlement_policy(),
            "counts_to_chronic_limit": self.purchase & self.chronic,
            "budget_attribution": self.budget_attribution(),
        }


def failed(shop: Facts) -> dict[str, Value]:
    """What keeps a pharmacy from being admitted."""
    urban, county = (shop["area"].equals(name) for name in ("urban_district", "county"))
    drugs, costly = shop["negotiated_drugs"], shop["high_value_drugs"]
    return {
        "no_application": ~shop["voluntary_application"],
        "too_few_drugs": (urban & ~at_least(drugs, 30)) | (county & ~at_least(drugs, 20)),
        "no_high_value_drug": ~at_least(costly, 1),
    }


@settings(max_examples=300, deadline=None)
@given(facts=mostly_given(FACTS), params=mostly_given(PARAMS))
def test_weihai_reimburses_as_the_contract_reads(facts: Record, params: Record) -> None:
    outcomes = Case(facts, params).outcomes()
    agree(WEIHAI, "reimbursement", {"service_date": "2023-03-01", **facts}, outcomes, params)


@settings(max_examples=50, deadline=None)
@given(facts=mostly_given(FACTS))
def test_weihai_says_nothing_before_it_is_in_force_or_without_a_date(facts: Record) -> None:
    silent(WEIHAI, "reimbursement", {"service_date": "2023-02-28", **facts})
    dateless(WEIHAI, "reimbursement", facts, "service_date")


def test_weihai_admits_pharmacies_as_the_contract_reads() -> None:
    """Every combination around the thresholds, each fact also unknown."""
    for shop in every_case(SHOP):
        members = failed(Facts(shop))
        outcomes: dict[str, Value | Members] = {
            "failed": collect(members), "qualified": none_of(members)
        }
        agree(WEIHAI, "pharmacy_admission", shop, outcomes)
