"""A notice with every kind of duty, one above it, and a way to ask them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from luling.core import ir
from luling.diagnostics import Bag
from luling.diagnostics.render import render_all
from luling.driver import compile_policy
from luling.source import Source

__all__ = ["LOWER", "UPPER", "counties", "lower", "upper"]

UPPER = """政策 above《上级关于药店覆盖的通知》
  成文日期 2022年12月1日
  适用地区 全省。
判定 落实情况（progress）
  事实 统计日期（as_of）：日期，作适用日期。
  事实 已公布（published）：是非。
  职责 全省覆盖（coverage）：各市 原则上 在 2023年12月31日前 做到 已公布，依据 一「覆盖」。
"""

LOWER = """政策 owed《示例市关于药店覆盖的通知》
  文号     示医保发〔2023〕1号
  成文日期 2023年1月1日
  失效日期 2024年12月31日，依据 九「有效期至2024年12月31日」
  适用地区 示例市。
枚举 落实情况（duty_status）：已落实（met）、未到期（pending）、逾期未落实（overdue）。
枚举 批次（batch）：甲批（a）、乙批（b）、丙批（c）。
参数 最少品种（least）：整数（种）另行规定，依据 六「品种另行规定」。
判定 落实情况（progress）
  事实 统计日期（as_of）：日期，作适用日期。
  事实 先行（first）：是非。
  事实 批次（batch）：批次。
  事实 已备案（filed）：是非。
  事实 已公布（published）：是非。
  事实 有库房（stored）：是非。
  事实 品种数（kinds）：整数（种）。
  名册 县区（counties）：名称（name）：文本、药店数（pharmacies）：整数（家）、达标（fit）：是非。
  名册 站点（stations）：编号（number）：整数、开通（opened）：是非。
  中间结论 完成期限（due）：日期。
    通则 先行的（first_rule）：当 先行，为 2023年6月30日，依据 二（一）「先行的6月30日前」。
    通则 其余的（second_rule）：当 非 先行，为 2023年9月30日，依据 二（二）「其余9月30日前」。
  中间表 分批期限（batch_due）：日期，依据 三「分批」
    | 批次 | 分批期限      |
    | 甲批 | 2023年3月31日 |
    | 乙批 | 2023年6月30日 |
    | 丙批 | 2023年6月30日 |。
  职责 备案（filing）：各市 应当 在 2023年6月15日前 做到 已备案，依据 一「6月15日前备案」。
  职责 药店覆盖（coverage）：各市 原则上 在 完成期限 前 做到 每个 县区 的 药店数 不少于 1家，
    对应 全省覆盖，依据 二「每县至少一家」。
  职责 分批公布（publication）：各市、各县 鼓励 在 分批期限 次月 10日 前 做到 已公布 且 已备案，
    依据 三「鼓励公布」。
  职责 入库（storage）：药店 可以 在 2023年6月15日前 做到 品种数 不少于 最少品种，
    当 有库房，依据 四「可以入库」。
  职责 都达标（all_fit）：各市 原则上 做到 每个 县区 中 药店数 超过 0家 的 达标，依据 五「达标」。
  职责 有站点（stations_open）：各市 应当 做到 任一 站点 的 开通，当 先行，依据 六「站点」。
"""


@cache
def _compiled(text: str) -> ir.Program:
    path, bag = Path("small.policy"), Bag()
    found = compile_policy(path, bag, Source(str(path), text, path))
    assert found.program is not None, render_all(bag.sorted(), found.sources)
    return found.program


def lower() -> ir.Program:
    return _compiled(LOWER)


def upper() -> ir.Program:
    return _compiled(UPPER)


def counties(**pharmacies: int | None) -> list[dict[str, Any]]:
    """县区 by name, with their numbers of pharmacies."""
    return [{"name": name, "pharmacies": count} for name, count in pharmacies.items()]
