"""One mistake, one message: ten mistakes of all stages in one policy give ten messages."""

from __future__ import annotations

import re
from pathlib import Path

from checking import codes_by_line, compile_text
from luling.diagnostics.prelude import PRELUDE

# Every sentence with a mistake declares or sets something that others use.
TEN_MISTAKES = """\
枚举 药店类型（store_type）：连锁（chain），单体（single）。  # 应报 E0101
事实 药店类型（used_store）：药店类型。
参数 起付标准（deductible）：金额 500元。
参数 自付上限（limit）：比例
  30% 至 2022年6月30日；
  20% 自 2022年6月30日。  # 应报 E0409
情形 大额（large）：医保费用 超过 起付标准 且 支付比例 超过 0.8元。  # 应报 E0302
情形 连锁药店（in_chain）：药店类型 是 连锁 且 非 大额。
情形 职工（employee_case）：险种 是 职工医保 且 定点 且。  # 应报 E0103
情形 在职职工（working）：职工 且 支付比例 高于 自付上限。
收集 不予支付（denials）。
不予支付 未定点（not_designated）：当 非 定点。
例外 急诊（emergency）于 非定点：当 大额，不列入。  # 应报 E0206
例外 平时（usual）于 急诊：当 在职职工，不列入。
结论 报销额（paid）：金额。
  通测 职工（employee_rule）：当 职工，为 医保费用 乘 支付比例。  # 应报 E0105
  例外 连锁（chain_rule）于 职工：当 连锁药店，为 医保费用 加 支付比例。  # 应报 E0301
  恢复 于 连锁：当 大额。
表 报销比例（rate）：比例  # 应报 E0405
  | 险种     | 医院等级 | 报销比例 |
  | 职工医保 | 任意     | 80%      |
  | 居民医保 | 一级     | 60%      |。
结论 自付额（self_paid）：金额，为 医保费用 减 自付额 减 报销额。  # 应报 E0401
情形 自付过高（too_much）：自付额 超过 一千元。  # 应报 E0201
用例「职工购药」，判定 费用报销
  已知 险种 是 职工医保，药店类型 是 连锁
  应得 报销额 是 80元。
"""
MARK = re.compile(r"# 应报 (E\d{4})")


def expected(text: str) -> list[tuple[int, str]]:
    first = PRELUDE.count("\n") + 1
    marks = [(at, MARK.search(line)) for at, line in enumerate(text.splitlines(), first)]
    return [(at, mark[1]) for at, mark in marks if mark is not None]


def test_ten_mistakes_give_ten_messages(tmp_path: Path) -> None:
    bag, source = compile_text(TEN_MISTAKES, tmp_path)
    wanted = expected(TEN_MISTAKES)
    assert len(wanted) == 10
    assert codes_by_line(bag, source) == wanted


def test_a_lost_sentence_takes_nothing_with_it(tmp_path: Path) -> None:
    """Each sentence in turn is broken by a word that cannot stand there: one message each."""
    sentences = [item for item in SOUND.split("。\n") if item]
    for at in range(len(sentences)):
        word, rest = sentences[at].lstrip().split(" ", 1)
        broken = [*sentences[:at], f"{word} ）{rest}", *sentences[at + 1 :]]
        bag, _ = compile_text("".join(f"{item}。\n" for item in broken), tmp_path)
        assert len(bag.items) == 1, (broken[at], [item.title for item in bag])


SOUND = """\
枚举 药店类型（store_type）：连锁（chain）、单体（single）。
事实 药店（used_store）：药店类型。
事实 结算月份（month）：日期。
名册 明细（lines）：单价（price）：金额、数量（number）：整数。
参数 起付标准（deductible）：金额 500元。
参数 自付上限（limit）：比例
  30% 至 2022年6月30日；
  20% 自 2022年7月1日。
参数 病种限额（ceiling）：按 医院等级 的 金额 另行规定。
逐项 明细 的 应付（payable）：金额，为 单价 乘 数量。
情形 连锁药店（in_chain）：药店 是 连锁。
情形 比例过高（too_high）：支付比例 高于 自付上限。
收集 不予支付（denials）。
不予支付 未定点（not_designated）：当 非 定点。
例外 急诊（emergency）于 未定点：当 比例过高，不列入。
恢复 于 急诊：当 连锁药店。
结论 起付额（applied）：金额。
  通则 普通（normal）：为 起付标准。
  例外 居民（resident_rule）于 普通：当 险种 是 居民医保，为 病种限额（医院等级）。
  恢复 于 居民：当 不予支付 包含 未定点。
表 报销比例（rate）：比例
  | 药店 | 报销比例 |
  | 连锁 | 80%      |
  | 单体 | 60%      |。
分段 统筹支付（pooled）：金额，按 医保费用 分段累进
  | 超过    | 不超过  | 比例 |
  | 0元     | 10000元 | 85%  |
  | 10000元 | 不限    | 90%  |。
结论 总额（total）：金额，为 合计（明细 的 应付） 乘 报销比例 加 统筹支付 减 起付额。
用例「基准」，判定 费用报销
  已知 险种 是 职工医保，药店 是 连锁
  应得 起付额 是 500元。
用例「居民」，判定 费用报销
  沿用「基准」
  已知 险种 是 居民医保
  给定 病种限额（三级） 是 300元
  应得 起付额 待定。
"""


def test_the_sound_policy_is_sound(tmp_path: Path) -> None:
    bag, _ = compile_text(SOUND, tmp_path)
    assert not bag.items
