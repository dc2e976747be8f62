"""The yardstick: Chongqing's `reimbursement` as a careful programmer would write it by hand.

Plain Python, integers of 分 and millionths, the same checks of the 22 facts and 4 parameters, the
same
outcomes as the compiled policy. It knows nothing of unknown facts, of traces or of clauses: every
fact
must be there. It stands here to be measured against, and is no part of the product.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_MONEY = re.compile(r"\d{1,12}(?:\.\d{1,2})?", re.ASCII)
_RATIO = re.compile(r"0(?:\.\d{1,6})?|1(?:\.0{1,6})?", re.ASCII)

_ENUMS = {
    "insurance": {"employee": "employee", "职工医保": "employee", "310": "employee", 310:
    "employee",
                  "resident": "resident", "居民医保": "resident", "390": "resident", 390:
                  "resident"},
    "care_setting": {"outpatient": "outpatient", "门诊": "outpatient",
                     "inpatient": "inpatient", "住院": "inpatient"},
    "supply_channel": {"hospital": "hospital", "定点医疗机构": "hospital",
                       "pharmacy": "pharmacy", "定点零售药店": "pharmacy",
                       "internet_hospital": "internet_hospital",
                       "互联网+定点医院": "internet_hospital"},
    "out_of_area": {"none": "none", "本地": "none", "networked": "networked",
                    "异地直接联网结算": "networked", "not_networked": "not_networked",
                    "异地未联网结算": "not_networked"},
    "drug_class": {"chronic_drug": "chronic_drug", "国谈门诊特病用药": "chronic_drug",
                   "guarantee_drug": "guarantee_drug", "国谈门诊保障用药": "guarantee_drug",
                   "other": "other", "其他国谈药品": "other"},
    "agreement_status": {"in_agreement": "in_agreement", "协议期内": "in_agreement",
                         "renewed": "renewed", "续约成功": "renewed", "listed": "listed",
                         "期满纳入药品目录": "listed", "lapsed": "lapsed",
                         "期满未续约且未纳入": "lapsed"},
    "designated_hospital_level": {"level1": "level1", "一级": "level1", "level2": "level2",
                                  "二级": "level2", "level3": "level3", "三级": "level3"},
}  # fmt: skip
_LEVELS = _ENUMS["designated_hospital_level"]
_BOOLEANS = (
    "benefit_active", "within_scope", "qualification_registered", "at_designated_hospital",
    "prescriber_responsible", "pharmacy_qualified", "chronic_qualified",
)  # fmt: skip
_MONEYS = (
    "unit_price", "pay_standard", "eligible_cost", "deductible_paid_ytd", "pooled_fund_paid_ytd",
    "self_paid_ytd",
)  # fmt: skip
_FACTS = frozenset(
    {"service_date", "chronic_hospitals", *_ENUMS, *_BOOLEANS, *_MONEYS}
)
_PARAMS = frozenset(
    {"chronic_deductible", "resident_ratio", "pooled_fund_limit", "major_illness_threshold"}
)
_IN_FORCE = date(2021, 3, 1)
_RANK = {"level1": 1, "level2": 2, "level3": 3}


def _money(value: object, name: str) -> int:
    if type(value) is str:
        if _MONEY.fullmatch(value):
            yuan, _, cents = value.partition(".")
            return int(yuan) * 100 + (int(cents.ljust(2, "0")) if cents else 0)
    elif type(value) is int and 0 <= value < 10**12:
        return value * 100
    raise ValueError(name)


def _ratio(value: object, name: str) -> int:
    if type(value) is str:
        if _RATIO.fullmatch(value):
            one, _, part = value.partition(".")
            return int(one) * 1_000_000 + (int(part.ljust(6, "0")) if part else 0)
    elif type(value) is int and value in (0, 1):
        return value * 1_000_000
    raise ValueError(name)


def _yuan(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def reimbursement(facts: dict[str, Any], params: dict[str, Any]) -> dict[str, Any]:
    """Decide one case; ValueError names the first bad fact."""
    if not facts.keys() <= _FACTS:
        raise ValueError(*(facts.keys() - _FACTS))
    if not params.keys() <= _PARAMS:
        raise ValueError(*(params.keys() - _PARAMS))
    text = facts["service_date"]
    if type(text) is not str or len(text) != 10:
        raise ValueError("service_date")
    day = date.fromisoformat(text)
    read: dict[str, Any] = {}
    for name, values in _ENUMS.items():
        value = facts[name]
        if type(value) not in (str, int) or value not in values:
            raise ValueError(name)
        read[name] = values[value]
    for name in _BOOLEANS:
        if type(facts[name]) is not bool:
            raise ValueError(name)
    for name in _MONEYS:
        read[name] = _money(facts[name], name)
    hospitals = []
    for item in facts["chronic_hospitals"]:
        if item.keys() - {"level", "single_disease"}:
            raise ValueError("chronic_hospitals")
        if type(item["single_disease"]) is not bool or item["level"] not in _LEVELS:
            raise ValueError("chronic_hospitals")
        hospitals.append((_LEVELS[item["level"]], item["single_disease"]))
    table = params["chronic_deductible"]
    deductibles = {level: _money(table[level], "chronic_deductible") for level in _RANK}
    resident_ratio = _ratio(params["resident_ratio"], "resident_ratio")
    fund_limit = _money(params["pooled_fund_limit"], "pooled_fund_limit")
    threshold = _money(params["major_illness_threshold"], "major_illness_threshold")
    if day < _IN_FORCE:
        return {"policy": "chongqing", "decision": "reimbursement", "status": "not_in_force",
                "outputs": {}, "unresolved": {}, "trace": []}  # fmt: skip

    outpatient = read["care_setting"] == "outpatient"
    pharmacy = read["supply_channel"] == "pharmacy"
    networked = read["out_of_area"] == "networked"
    local = read["out_of_area"] == "none"
    guarantee = read["drug_class"] == "guarantee_drug"
    used = guarantee and (outpatient or pharmacy) and not networked
    used_locally = used and local

    denials = []
    if not facts["benefit_active"]:
        denials.append("benefit_inactive")
    if not facts["within_scope"]:
        denials.append("out_of_scope")
    if outpatient and read["drug_class"] == "other" and not networked:
        denials.append("not_covered_drug")
    if used and read["agreement_status"] == "lapsed":
        denials.append("agreement_lapsed")
    if used_locally and not facts["qualification_registered"]:
        denials.append("unregistered")
    if used_locally and not facts["at_designated_hospital"]:
        denials.append("not_designated_hospital")
    if used_locally and not facts["prescriber_responsible"]:
        denials.append("not_responsible_physician")
    if local and pharmacy and not facts["pharmacy_qualified"]:
        denials.append("pharmacy_not_qualified")
    payable = not denials

    violations = []
    if local and pharmacy and read["unit_price"] > read["pay_standard"]:
        violations.append("price_above_standard")

    if networked:
        policy = "place_of_care_policy"
    elif not outpatient:
        policy = "inpatient_policy"
    elif read["drug_class"] == "chronic_drug":
        policy = "chronic_policy"
    elif guarantee:
        policy = "chronic_reference"
    else:
        policy = None

    cost = read["eligible_cost"]
    outputs: dict[str, Any] = {
        "denials": denials, "payable": payable, "violations": violations,
        "settlement_policy": policy,
        "settlement_method": "manual" if read["out_of_area"] == "not_networked" else "direct",
    }  # fmt: skip
    if not payable:
        outputs.update(
            deductible=None, deductible_applied="0.00", fund_ratio=None, pooled_fund_pay="0.00",
            over_limit_amount="0.00", personal_pay=_yuan(cost), major_illness_base="0.00",
        )  # fmt: skip
    elif not (outpatient and guarantee and not networked):
        outputs.update(
            deductible=None, deductible_applied=None, fund_ratio=None, pooled_fund_pay=None,
            over_limit_amount=None, personal_pay=None, major_illness_base=None,
        )  # fmt: skip
    else:
        level = read["designated_hospital_level"]
        if facts["chronic_qualified"]:
            for other, single in hospitals:
                if not single and _RANK[other] > _RANK[level]:
                    level = other
        deductible = deductibles[level]
        taken = min(cost, max(0, deductible - read["deductible_paid_ytd"]))
        employee = read["insurance"] == "employee"
        ratio = 800_000 if employee else resident_ratio
        raw = ((cost - taken) * ratio * 2 + 1_000_000) // 2_000_000
        paid = min(raw, max(0, fund_limit - read["pooled_fund_paid_ytd"])) if employee else raw
        own = cost - paid
        before = read["self_paid_ytd"]
        base = 0 if employee else max(0, before + own - max(threshold, before))
        outputs.update(
            deductible=_yuan(deductible), deductible_applied=_yuan(taken),
            fund_ratio=f"{ratio / 1_000_000:.6f}".rstrip("0").rstrip("."),
            pooled_fund_pay=_yuan(paid), over_limit_amount=_yuan(raw - paid),
            personal_pay=_yuan(own), major_illness_base=_yuan(base),
        )  # fmt: skip
    return {"policy": "chongqing", "decision": "reimbursement", "status": "decided",
            "outputs": outputs, "unresolved": {}, "trace": []}  # fmt: skip
