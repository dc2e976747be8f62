"""The reimbursement decision of Chongqing against the contract, restated row by row in Python.

Facts and parameters are drawn around every threshold, and any of them may be missing.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from three_valued import TRUE, Value, apply, choose, missing

import luling
from luling.api import ENGINES, Engine

POLICY = Path(__file__).parents[2] / "policies" / "chongqing" / "chongqing.policy"
CHONGQING = luling.load(POLICY)

LEVELS = st.sampled_from(["level1", "level2", "level3"])
MOSTLY = st.sampled_from([True, True, True, True, False])
HOSPITAL = st.fixed_dictionaries({}, optional={"level": LEVELS, "single_disease": st.booleans()})
FACTS = {
    "insurance": st.sampled_from(["employee", "resident"]),
    "care_setting": st.sampled_from(["outpatient", "outpatient", "inpatient"]),
    "supply_channel": st.sampled_from(["hospital", "pharmacy", "internet_hospital"]),
    "out_of_area": st.sampled_from(["none", "none", "networked", "not_networked"]),
    "drug_class": st.sampled_from(["guarantee_drug", "guarantee_drug", "chronic_drug", "other"]),
    "agreement_status": st.sampled_from(["in_agreement", "renewed", "listed", "lapsed"]),
    "benefit_active": MOSTLY,
    "within_scope": MOSTLY,
    "qualification_registered": MOSTLY,
    "at_designated_hospital": MOSTLY,
    "prescriber_responsible": MOSTLY,
    "pharmacy_qualified": MOSTLY,
    "chronic_qualified": st.booleans(),
    "designated_hospital_level": LEVELS,
    "chronic_hospitals": st.lists(HOSPITAL, max_size=3),
    "unit_price": st.sampled_from(["99.99", "100.00", "100.01"]),
    "pay_standard": st.just("100.00"),
    "eligible_cost": st.sampled_from(["0", "99.99", "100.00", "100.01", "1000.13", "5000.00"]),
    "deductible_paid_ytd": st.sampled_from(["0", "50", "199.99", "200.00", "500.00"]),
    "pooled_fund_paid_ytd": st.sampled_from(["0", "29200", "29999.99", "30000", "40000"]),
    "self_paid_ytd": st.sampled_from(["0", "14800", "15000", "20000"]),
}
AMOUNT = st.sampled_from(["100.00", "200.00", "500.00"])
PARAMS = {
    "chronic_deductible": st.fixed_dictionaries(
        {}, optional={"level1": AMOUNT, "level2": AMOUNT, "level3": AMOUNT}
    ),
    "resident_ratio": st.sampled_from(["0.6", "0.625", "0.8"]),
    "pooled_fund_limit": st.just("30000.00"),
    "major_illness_threshold": st.just("15000.00"),
}


def mostly_given(fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """All fields but a few, which are left out."""
    left_out = st.sets(st.sampled_from(sorted(fields)), max_size=4)
    return st.builds(
        lambda record, names: {k: v for k, v in record.items() if k not in names},
        st.fixed_dictionaries(fields),
        left_out,
    )


class Case:
    """One set of facts and parameters, and what the contract makes of it."""

    def __init__(self, facts: dict[str, Any], params: dict[str, Any]) -> None:
        self.facts, self.params = facts, params
        self.outpatient = self.fact("care_setting").equals("outpatient")
        self.pharmacy = self.fact("supply_channel").equals("pharmacy")
        self.networked = self.fact("out_of_area").equals("networked")
        self.local = self.fact("out_of_area").equals("none")
        self.guarantee = self.fact("drug_class").equals("guarantee_drug")
        self.employee = self.fact("insurance").equals("employee")
        self.resident = self.fact("insurance").equals("resident")
        self.priced = self.outpatient & self.guarantee & ~self.networked

    def fact(self, name: str) -> Value:
        return Value(self.facts[name]) if name in self.facts else missing(f"facts.{name}")

    def money(self, name: str) -> Value:
        return apply(Fraction, self.fact(name))

    def param(self, name: str) -> Value:
        given = self.params.get(name)
        return Value(Fraction(given)) if given is not None else missing(f"params.{name}")

    # ------------------------------------------------------------ may it be paid

    def denials(self) -> dict[str, Value]:
        used = self.guarantee & (self.outpatient | self.pharmacy) & ~self.networked
        locally = used & self.local
        other = self.fact("drug_class").equals("other")
        lapsed = self.fact("agreement_status").equals("lapsed")
        return {
            "benefit_inactive": ~self.fact("benefit_active"),
            "out_of_scope": ~self.fact("within_scope"),
            "not_covered_drug": self.outpatient & other & ~self.networked,
            "agreement_lapsed": used & lapsed,
            "unregistered": locally & ~self.fact("qualification_registered"),
            "not_designated_hospital": locally & ~self.fact("at_designated_hospital"),
            "not_responsible_physician": locally & ~self.fact("prescriber_responsible"),
            "pharmacy_not_qualified": self.local & self.pharmacy & ~self.fact("pharmacy_qualified"),
        }

    def payable(self) -> Value:
        out = TRUE
        for denial in self.denials().values():
            out = out & ~denial
        return out

    def violations(self) -> dict[str, Value]:
        dear = apply(lambda a, b: a > b, self.money("unit_price"), self.money("pay_standard"))
        return {"price_above_standard": self.local & self.pharmacy & dear}

    # ------------------------------------------------------------ which policy governs

    def settlement_policy(self) -> Value:
        place = Value("place_of_care_policy")
        if self.networked == TRUE:
            return place
        kind = self.fact("drug_class")
        return choose(
            [
                (self.networked, place),
                (self.fact("care_setting").equals("inpatient"), Value("inpatient_policy")),
                (self.outpatient & kind.equals("chronic_drug"), Value("chronic_policy")),
                (self.outpatient & self.guarantee, Value("chronic_reference")),
                (self.outpatient & kind.equals("other"), Value(None)),
            ]
        )

    def settlement_method(self) -> Value:
        where = self.fact("out_of_area")
        return apply(lambda area: "manual" if area == "not_networked" else "direct", where)

    # ------------------------------------------------------------ amounts, row by row

    def chronic_deductible(self, level: Value) -> Value:
        if not level.known:
            return level
        given = self.params.get("chronic_deductible", {}).get(level.it)
        if given is None:
            return missing(f"params.chronic_deductible.{level.it}")
        return Value(Fraction(given))

    def highest_level(self) -> Value:
        levels = [self.fact("designated_hospital_level")]
        if "chronic_hospitals" not in self.facts:
            levels.append(missing("facts.chronic_hospitals"))
        for at, hospital in enumerate(self.facts.get("chronic_hospitals", [])):
            path = f"facts.chronic_hospitals[{at}]"
            names = ("single_disease", "level")
            single, level = (
                Value(hospital[name]) if name in hospital else missing(f"{path}.{name}")
                for name in names
            )
            if single != TRUE:
                levels.append(apply(lambda _, known: known, single, level))
        return apply(lambda *known: max(known), *levels)

    def rows(self) -> dict[str, Value]:
        level, qualified = self.fact("designated_hospital_level"), self.fact("chronic_qualified")
        deductible = choose(
            [
                (~qualified, self.chronic_deductible(level)),
                (qualified, self.chronic_deductible(self.highest_level())),
            ]
        )
        cost, limit = self.money("eligible_cost"), self.param("pooled_fund_limit")
        applied = apply(
            lambda c, d, paid: min(c, max(Fraction(0), d - paid)),
            cost, deductible, self.money("deductible_paid_ytd"),
        )  # fmt: skip
        ratio = choose(
            [(self.employee, Value(Fraction(4, 5))), (self.resident, self.param("resident_ratio"))]
        )
        raw = apply(lambda c, a, r: half_up((c - a) * r), cost, applied, ratio)
        capped = apply(
            lambda r, most, paid: min(r, max(Fraction(0), most - paid)),
            raw, limit, self.money("pooled_fund_paid_ytd"),
        )  # fmt: skip
        fund = choose([(self.employee, capped), (self.resident, raw)])
        over = apply(lambda r, f: r - f, raw, fund)
        personal = apply(lambda c, f: c - f, cost, fund)
        threshold, own = self.param("major_illness_threshold"), self.money("self_paid_ytd")
        base = apply(lambda s, p, t: max(Fraction(0), s + p - max(t, s)), own, personal, threshold)
        nothing = Value(Fraction(0))
        return {
            "deductible": deductible,
            "deductible_applied": applied,
            "fund_ratio": ratio,
            "pooled_fund_pay": fund,
            "over_limit_amount": choose([(self.employee, over), (self.resident, nothing)]),
            "personal_pay": personal,
            "major_illness_base": choose([(self.resident, base), (self.employee, nothing)]),
        }

    def amounts(self) -> dict[str, Value]:
        """The three forms, which stand over the rows."""
        payable = self.payable()
        denied = {
            "deductible": Value(None),
            "fund_ratio": Value(None),
            "personal_pay": self.money("eligible_cost"),
        }
        return {
            name: choose(
                [
                    (~payable, denied.get(name, Value(Fraction(0)))),
                    (payable & self.priced, value),
                    (payable & ~self.priced, Value(None)),
                ]
            )
            for name, value in self.rows().items()
        }

    # ------------------------------------------------------------ the whole answer

    def answer(self) -> tuple[dict[str, Any], dict[str, list[str]]]:
        values = {
            "payable": self.payable(),
            "settlement_policy": self.settlement_policy(),
            "settlement_method": self.settlement_method(),
            **self.amounts(),
        }
        outputs: dict[str, Any] = {name: plain(name, value.it) for name, value in values.items()}
        gaps = {name: value.missing for name, value in values.items()}
        for name, members in (("denials", self.denials()), ("violations", self.violations())):
            outputs[name] = [member for member, holds in members.items() if holds == TRUE]
            gaps[name] = frozenset().union(*(holds.missing for holds in members.values()))
        return outputs, {name: sorted(paths) for name, paths in gaps.items() if paths}


def half_up(amount: Fraction) -> Fraction:
    return Fraction(int(amount * 100 + Fraction(1, 2)), 100)


def plain(name: str, value: Any) -> Any:
    """The JSON form of an amount; exact, for a whole number of 分 or parts of a million."""
    if not isinstance(value, Fraction):
        return value
    if name == "fund_ratio":
        return f"{value.numerator / value.denominator:.6f}".rstrip("0").rstrip(".")
    fen = int(value * 100)
    return f"{fen // 100}.{fen % 100:02}"


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=250, deadline=None)
@given(facts=mostly_given(FACTS), params=mostly_given(PARAMS))
def test_chongqing_answers_as_the_contract_reads(
    facts: dict[str, Any], params: dict[str, Any], engine: Engine
) -> None:
    outputs, unresolved = Case(facts, params).answer()
    dated = {"service_date": "2021-03-01", **facts}
    answer = CHONGQING.decide("reimbursement", dated, params=params, engine=engine)
    assert answer.outputs == outputs
    assert answer.unresolved == unresolved
    assert answer.status == ("incomplete" if unresolved else "decided")
