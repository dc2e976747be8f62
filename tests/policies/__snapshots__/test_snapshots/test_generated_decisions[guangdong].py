"""广东省医疗保障局 广东省卫生健康委转发关于适应国家医保谈判常态化持续做好谈判药品落地工作的通知

广东省医疗保障局、广东省卫生健康委员会 粤医保函〔2021〕277号
施行期间：2021-10-08 起

由律令 0.1.0 从 guangdong 生成：请改政策源文件，不改本文件。
源文件 SHA-256：…
"""

from __future__ import annotations

import datetime
import difflib
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from math import gcd
from typing import Any, NamedTuple, NoReturn, TypeVar

POLICY = "guangdong"
TITLE = (
    "广东省医疗保障局\u3000广东省卫生健康委转发关于适应国家医保谈判常态化持续做好谈判药品落地工"
    "作的通知"
)
NUMBER = "粤医保函〔2021〕277号"
EFFECTIVE = datetime.date(2021, 10, 8)
SOURCE_HASH = "…"
COMPILER = "luling 0.1.0"

DAY_2021_11_30 = datetime.date(2021, 11, 30)

# 枚举 不配备理由（stocking_reason）
STOCKING_REASON = {
    "total_quota": "total_quota", "医保总额限制": "total_quota", "医保总额控制": "total_quota",
    "formulary_size": "formulary_size",
    "用药目录数量限制": "formulary_size",
    "医疗机构用药目录数量限制": "formulary_size",
    "drug_ratio": "drug_ratio", "药占比": "drug_ratio",
    "average_cost": "average_cost", "次均费用": "average_cost",
    "committee_review": "committee_review", "药事委员会审定": "committee_review",
    "no_clinical_need": "no_clinical_need", "无临床需求": "no_clinical_need",
    "other": "other", "其他": "other",
}
STOCKING_REASON_LABELS = {
    "total_quota": "医保总额限制",
    "formulary_size": "用药目录数量限制",
    "drug_ratio": "药占比",
    "average_cost": "次均费用",
    "committee_review": "药事委员会审定",
    "no_clinical_need": "无临床需求",
    "other": "其他",
}


# 判定 不配备理由审查（stocking_refusal） ----------------------------------------------------------


def stocking_refusal(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 不配备理由审查"""
    try:
        return _stocking_refusal(facts, params, trace)
    except UNUSUAL:
        table = _stocking_refusal_table()
    return answer(table, facts, params, explain if trace else None)


def _stocking_refusal(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if type(facts) is not dict or len(facts) != 1:
        raise Unusual
    reason = STOCKING_REASON[facts["reason"]]  # 不配备理由

    if params is not None and params != {}:
        raise Unusual

    # 结论 审查结果（refusal）
    if reason in ("total_quota", "formulary_size", "drug_ratio", "average_cost"):
        # 例外 明令禁止的理由，依据 二「不得以医保总额限制、医疗机构用药目录数量限制、药占比、
        #   次均费用等为由影响谈判药品落地」
        refusal = "prohibited"
    else:
        # 通则 refusal.1，依据 二「应配尽配谈判药品」
        refusal = "not_listed"

    outputs: dict[str, Any] = {"refusal": refusal}
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _stocking_refusal_seen
        steps = [
            seen[
                "refusal",
                reason in ("total_quota", "formulary_size", "drug_ratio", "average_cost")
            ],
        ]
    return {
        "policy": POLICY,
        "decision": "stocking_refusal",
        "status": "decided",
        "outputs": outputs,
        "unresolved": {},
        "trace": steps,
    }


# 判定 考核指标（performance） ---------------------------------------------------------------------


def performance(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 考核指标"""
    try:
        return _performance(facts, params, trace)
    except UNUSUAL:
        table = _performance_table()
    return answer(table, facts, params, explain if trace else None)


def _performance(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if type(facts) is not dict or len(facts) != 4:
        raise Unusual
    total_cost = known_money(facts["total_cost"])  # 总费用
    drug_cost = known_money(facts["drug_cost"])  # 药品费用
    negotiated_drug_cost = known_money(facts["negotiated_drug_cost"])  # 合理使用的谈判药品费用
    visits = known_integer(facts["visits"])  # 人次

    if params is not None and params != {}:
        raise Unusual

    # 校验 谈判药品不超过药品
    if not negotiated_drug_cost <= drug_cost:
        raise Unusual

    # 校验 药品不超过总费用
    if not drug_cost <= total_cost:
        raise Unusual

    # 校验 谈判药品不超过总费用
    if not negotiated_drug_cost <= total_cost:
        raise Unusual

    # 中间结论 考核的总费用（counted_cost）
    # 通则 counted_cost.1，依据 二「将合理使用的谈判药品单列，不纳入医疗机构药占比、
    #   次均费用等影响其落地的考核指标范围」
    counted_cost = total_cost - negotiated_drug_cost

    # 结论 药占比（drug_ratio）
    drug_ratio: int | None
    if counted_cost > 0:
        # 通则 有费用，依据 二「将合理使用的谈判药品单列，不纳入医疗机构药占比、
        #   次均费用等影响其落地的考核指标范围」
        drug_ratio = (
            to_scale(
                quotient(
                    drug_cost - negotiated_drug_cost,
                    counted_cost,
                    "（药品费用 减 合理使用的谈判药品费用） 除以 考核的总费用",
                ),
                10_000,
            )
            * 100
        )
    elif counted_cost == 0:
        # 通则 没有费用，依据 二「将合理使用的谈判药品单列，不纳入医疗机构药占比、
        #   次均费用等影响其落地的考核指标范围」
        # 本通知未规定
        drug_ratio = None
    else:
        # 没有适用的规则
        raise Unusual

    # 结论 次均费用（average_cost）
    average_cost: int | None
    if visits > 0:
        # 通则 有人次，依据 二「将合理使用的谈判药品单列，不纳入医疗机构药占比、
        #   次均费用等影响其落地的考核指标范围」
        average_cost = to_scale(quotient(counted_cost, visits * 100, "考核的总费用 除以 人次"), 100)
    elif visits == 0:
        # 通则 没有人次，依据 二「将合理使用的谈判药品单列，不纳入医疗机构药占比、
        #   次均费用等影响其落地的考核指标范围」
        # 本通知未规定
        average_cost = None
    else:
        # 没有适用的规则
        raise Unusual

    outputs: dict[str, Any] = {
        "drug_ratio": None if drug_ratio is None else format_ratio(drug_ratio),
        "average_cost": None if average_cost is None else format_money(average_cost),
    }
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _performance_seen
        steps = [
            {**seen[("counted_cost",)], "value": format_money(counted_cost)},
            {
                **seen["drug_ratio", counted_cost > 0, counted_cost == 0],
                "value": outputs["drug_ratio"],
            },
            {**seen["average_cost", visits > 0, visits == 0], "value": outputs["average_cost"]},
        ]
    return {
        "policy": POLICY,
        "decision": "performance",
        "status": "decided",
        "outputs": outputs,
        "unresolved": {},
        "trace": steps,
    }


# 判定 落实情况（progress） ------------------------------------------------------------------------


def progress(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 落实情况"""
    try:
        return _progress(facts, params, trace)
    except UNUSUAL:
        table = _progress_table()
    return answer(table, facts, params, explain if trace else None)


def _progress(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if type(facts) is not dict or len(facts) != 3:
        raise Unusual
    as_of = known_date(facts["as_of"])  # 统计日期
    cities = _progress_cities(facts["cities"])  # 地级以上市
    local_scope_made: bool = facts["local_scope_made"]  # 另行制订双通道药品范围
    if type(local_scope_made) is not bool:
        raise Unusual

    if params is not None and params != {}:
        raise Unusual

    if as_of < EFFECTIVE:
        raise Unusual

    # 结论 各市药店覆盖（city_coverage）
    if all(city.qualified_pharmacies >= 1 for city in cities):
        # 例外 已落实，依据 三「2021年11月底前，各地级以上市实现至少有1家符合条件的“双通道”零售药
        #   店」
        city_coverage = "met"
    elif as_of <= DAY_2021_11_30:
        # 通则 未到期，依据 三「2021年11月底前，各地级以上市实现至少有1家符合条件的“双通道”零售药
        #   店」
        city_coverage = "pending"
    else:
        # 通则 逾期，依据 三「2021年11月底前，各地级以上市实现至少有1家符合条件的“双通道”零售药店」
        city_coverage = "overdue"

    # 结论 未覆盖的市（uncovered_cities）
    # 通则 uncovered_cities.1，依据 三「各地级以上市实现至少有1家符合条件的“双通道”零售药店」
    uncovered_cities = [city.name for city in cities if city.qualified_pharmacies < 1]

    # 结论 违反统一药品范围（scope_conflict）
    # 通则 scope_conflict.1，依据 三「各地应按照全省统一的“双通道”药品范围做好用药保障，
    #   不得另行制订“双通道”药品范围」
    scope_conflict = local_scope_made

    outputs: dict[str, Any] = {
        "city_coverage": city_coverage,
        "uncovered_cities": uncovered_cities,
        "scope_conflict": scope_conflict,
    }
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _progress_seen
        steps = [
            seen[
                "city_coverage",
                as_of <= DAY_2021_11_30,
                as_of > DAY_2021_11_30,
                all(city.qualified_pharmacies >= 1 for city in cities)
            ],
            {**seen[("uncovered_cities",)], "value": outputs["uncovered_cities"]},
            {**seen[("scope_conflict",)], "value": outputs["scope_conflict"]},
        ]
    return {
        "policy": POLICY,
        "decision": "progress",
        "status": "decided",
        "outputs": outputs,
        "unresolved": {},
        "trace": steps,
    }


# 入口 ---------------------------------------------------------------------------------------------


DECISIONS = {"stocking_refusal": stocking_refusal, "performance": performance, "progress": progress}
DECISION_LABELS = {
    "stocking_refusal": "不配备理由审查",
    "performance": "考核指标",
    "progress": "落实情况",
}


def decide(decision: str, facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """Answer one decision by its id, or raise `DecisionError`.

    The entries of a trace are shared between answers: copy them before changing anything.
    """
    function = DECISIONS.get(decision) if type(decision) is str else None
    if function is None:
        unknown_name(decision, DECISION_LABELS, "", "unknown_decision", "判定")
    return function(facts, params, trace=trace)


def main(arguments: list[str]) -> int:
    """python module.py decision < request.json, where the request has facts, params and trace."""
    if len(arguments) != 1:
        print(
            f"用法：python module.py 判定 < 请求.json；判定：{'、'.join(DECISIONS)}",
            file=sys.stderr,
        )
        return 2
    try:
        request = read_object(json.load(sys.stdin), "request")
        known = {"facts": "事实", "params": "参数", "trace": "留痕"}
        check_names(request, known, "request", "unknown_key", "键")
        trace = request.get("trace") is True
        answered = decide(arguments[0], request.get("facts"), request.get("params"), trace=trace)
    except (ValueError, RecursionError):
        message = "请求不是一个读得通的 JSON 对象。"
        error = {"code": "bad_request", "message": message, "fact": None}
        print(json.dumps({"error": error}, ensure_ascii=False))
        return 1
    except DecisionError as refused:
        print(json.dumps({"error": refused.to_json()}, ensure_ascii=False))
        return 1
    print(json.dumps(answered, ensure_ascii=False))
    return 0


