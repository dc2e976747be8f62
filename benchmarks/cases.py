"""Cases for the benchmarks: complete facts of Chongqing's `reimbursement`, drawn with a fixed
seed."""

from __future__ import annotations

import hashlib
import json
import random
from typing import Any

SEED = 20210301

PARAMS: dict[str, Any] = {
    "chronic_deductible": {"level1": "100.00", "level2": "200.00", "level3": "500.00"},
    "resident_ratio": "0.6",
    "pooled_fund_limit": "30000.00",
    "major_illness_threshold": "15000.00",
}


def draw(count: int) -> list[dict[str, Any]]:
    """`count` sets of facts; most are ordinary, so that most of the policy is walked through."""
    chance = random.Random(SEED)

    def mostly(share: float = 0.95) -> bool:
        return chance.random() < share

    def money(limit: int) -> str:
        return f"{chance.randrange(limit)}.{chance.randrange(100):02d}"

    def level() -> str:
        return chance.choice(["level1", "level2", "level3"])

    return [
        {
            "service_date": f"2021-{chance.randrange(3, 13):02d}-{chance.randrange(1, 29):02d}",
            "insurance": chance.choice(["employee", "resident"]),
            "benefit_active": mostly(),
            "care_setting": "outpatient" if mostly(0.85) else "inpatient",
            "supply_channel": chance.choice(["hospital", "pharmacy", "internet_hospital"]),
            "out_of_area": chance.choice(["none"] * 12 + ["networked", "not_networked"]),
            "drug_class": chance.choice(["guarantee_drug"] * 8 + ["chronic_drug", "other"]),
            "agreement_status": "in_agreement" if mostly() else "lapsed",
            "within_scope": mostly(),
            "qualification_registered": mostly(),
            "at_designated_hospital": mostly(),
            "prescriber_responsible": mostly(),
            "pharmacy_qualified": mostly(),
            "chronic_qualified": mostly(0.4),
            "designated_hospital_level": level(),
            "chronic_hospitals": [
                {"level": level(), "single_disease": mostly(0.3)}
                for _ in range(chance.choice([0, 0, 1, 2]))
            ],
            "unit_price": money(500),
            "pay_standard": money(500),
            "eligible_cost": money(20_000),
            "deductible_paid_ytd": money(600),
            "pooled_fund_paid_ytd": money(35_000),
            "self_paid_ytd": money(20_000),
        }
        for _ in range(count)
    ]


def checksum(outcomes: list[dict[str, Any]]) -> str:
    """Of outputs and status in order: equal for every evaluator, or the measurement is void."""
    digest = hashlib.sha256()
    for outcome in outcomes:
        seen = {"status": outcome["status"], "outputs": outcome["outputs"]}
        digest.update(json.dumps(seen, ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()[:16]
