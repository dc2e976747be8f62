"""The sentences that stand before a short example.

An example in the long form of a code, in the language reference or in `tests/cases` that does not
start with 政策 or 词汇 (comments aside) is read as if it stood after these.
"""

from __future__ import annotations

import re

__all__ = ["PRELUDE", "complete"]

PRELUDE = """\
政策 example《示例通知》
  发文机关 示例市医疗保障局
  成文日期 2023年1月1日
  施行日期 2023年1月1日
  适用地区 示例市。

枚举 险种（insurance）：职工医保（employee）、居民医保（resident）。
枚举 医院等级（hospital_level）：一级（level1） 低于 二级（level2） 低于 三级（level3）。

判定 费用报销（reimbursement）
  事实 费用日期（service_date）：日期，作适用日期。
  事实 险种（insurance）：险种。
  事实 医院等级（hospital_level）：医院等级。
  事实 医保费用（eligible_cost）：金额。
  事实 支付比例（pay_ratio）：比例。
  事实 定点（designated）：是非。

"""

_WHOLE = re.compile(r"(?:\s|[#＃][^\n]*\n)*(?:政策|词汇)(?!\w)")


def complete(snippet: str) -> str:
    """The snippet as a whole file."""
    return snippet if _WHOLE.match(snippet) else PRELUDE + snippet
