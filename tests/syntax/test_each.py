"""逐项 without 为: rules follow, and every member of the roster gets its own value."""

from __future__ import annotations

from pathlib import Path

import luling
from luling.cli.cases import run_cases
from luling.diagnostics.prelude import complete
from luling.syntax import ast

from .support import one

CASE = Path(__file__).parents[1] / "cases" / "good" / "rosters" / "rules-for-each.policy"


def test_the_value_may_be_left_to_rules() -> None:
    sentence = one("逐项 明细 的 应付（line_pay）：金额。")
    assert isinstance(sentence, ast.OutcomeDecl)
    assert sentence.roster == ast.Name("明细") and sentence.value is None


def test_each_member_is_decided_by_the_rules(tmp_path: Path) -> None:
    path = tmp_path / "each.policy"
    path.write_text(complete(CASE.read_text("utf-8")), "utf-8")
    policy = luling.load(path)
    (result,) = run_cases(policy)
    assert result.differences == ()
    lines = [
        {"price": price, "quantity": 3, "own_expense": own}
        for price, own in (("100.00", False), ("100.00", True), ("2000.00", False))
    ]
    facts = {"service_date": "2023-05-01", "pay_ratio": "0.5", "lines": lines}
    answer = policy.decide("reimbursement", facts, engine="interpreter")
    assert answer.outputs == {"total_pay": "1650.00", "total_own": "4950.00"}
