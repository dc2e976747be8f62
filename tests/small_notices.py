"""Three small policies about one decision, and a way to compile texts like theirs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from luling.core import ir
from luling.diagnostics import Bag
from luling.diagnostics.render import render_all
from luling.driver import compile_policy
from luling.source import Source

__all__ = ["EAST", "NORTH", "SOUTH", "program_of"]

NORTH = """政策 north《北市关于报销的通知》
  文号     北医保〔2023〕1号
  成文日期 2023年1月1日
  适用地区 北市。
枚举 类别（category）：甲类（a，编码 1）、乙类（b，编码 2）。
枚举 级别（level）：一级（level1）、二级（level2）。
参数 限额（cap）：金额 另行规定，依据 五「限额另行规定」。
参数 起付线（floor）：按 级别 的 金额 另行规定，依据 五「起付线另行规定」。
参数 比例（share）：比例 80%，依据 三「80%」。
判定 报销（claim）
  事实 日期（day）：日期，作适用日期。
  事实 类别（category）：类别。
  事实 已登记（registered）：是非。
  事实 费用（cost）：金额。
  事实 级别（level）：级别。
  名册 医院（hospitals）：名称（name）：文本、级别（level）：级别。
  收集 不予支付（denials）。
  不予支付 未登记（unregistered）：当 非 已登记，依据 一「未登记的不予支付」。
  结论 可以支付（payable）：是非，为 不予支付 为空，依据 一「不予支付」。
  结论 报销比例（ratio）：比例。
    通则 甲类（a_rule）：当 类别 是 甲类，为 比例，依据 三「甲类报销80%」。
    通则 乙类（b_rule）：当 类别 是 乙类，为 未规定，按《乙类办法》执行，依据 四「乙类另行规定」。
  结论 支付（pay）：金额，为 最低（费用，限额），依据 五「不超过限额」。
  结论 门槛（threshold）：金额，为 起付线（级别），依据 五「起付线」。
"""

SOUTH = """政策 south《南市关于报销的通知》
  成文日期 2023年6月1日
  适用地区 南市。
枚举 类别（category）：甲类（a）、丙类（c）。
判定 报销（claim）
  事实 日期（day）：日期，作适用日期。
  事实 类别（category）：类别。
  事实 有处方（prescribed）：是非。
  收集 不予支付（denials）。
  不予支付 没有处方（unprescribed）：当 非 有处方，依据 一「没有处方的不予支付」。
  结论 可以支付（payable）：是非，为 不予支付 为空，依据 一「不予支付」。
  结论 报销比例（ratio）：比例，可空。
    通则 甲类（a_rule）：当 类别 是 甲类，为 70%，依据 二「甲类报销70%」。
  结论 便民（handy）：是非，为 有处方，依据 三「便民」。
判定 登记（registration）
  事实 到场（present）：是非。
  结论 准予（granted）：是非，为 到场，依据 四「到场登记」。
"""

EAST = """政策 east《东市关于登记的通知》
  成文日期 2023年6月1日
  适用地区 东市。
判定 登记（registration）
  事实 到场（present）：是非。
  结论 准予（granted）：是非，为 到场，依据 一「到场登记」。
"""


@cache
def program_of(text: str) -> ir.Program:
    """The program of a policy without the text of its notice."""
    path, bag = Path("small.policy"), Bag()
    compiled = compile_policy(path, bag, Source(str(path), text, path))
    assert compiled.program is not None, render_all(bag.sorted(), compiled.sources)
    return compiled.program
