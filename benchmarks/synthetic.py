"""A policy of any size, shaped like real ones: conclusions of ten rules with exceptions and
tables."""

from __future__ import annotations

__all__ = ["policy"]

_HEAD = """政策 synthetic《一份合成的通知》
  成文日期 2024年1月1日。

枚举 险种（insurance）：职工医保（employee）、居民医保（resident）。
枚举 医院等级（hospital_level）：一级（level1） 低于 二级（level2） 低于 三级（level3）。

判定 费用报销（reimbursement）

事实 费用日期（service_date）：日期，作适用日期。
事实 险种（insurance）：险种。
事实 医院等级（hospital_level）：医院等级。
事实 医保费用（eligible_cost）：金额。
事实 定点（designated）：是非。
"""

_RULES = 10


def policy(rules: int) -> str:
    """`rules` rules in conclusions of ten; each conclusion uses the one before it."""
    parts = [_HEAD]
    for number in range(rules // _RULES):
        name = f"第{number}项"
        base = "医保费用" if number == 0 else f"第{number - 1}项"
        parts.append(f"\n结论 {name}（item_{number}）：金额。\n")
        parts.append(f"通则 当 险种 是 职工医保，为 {base}。\n通则 当 险种 是 居民医保，为 0元。\n")
        for index in range(_RULES - 2):
            threshold = 1000 + number * 10 + index
            parts.append(
                f"例外 特例{index}（special_{index}）：当 医保费用 是 {threshold}元 且 "
                f"（定点 或 医院等级 不低于 二级），为 {base} 加 {index}元。\n"
            )
    return "".join(parts)
