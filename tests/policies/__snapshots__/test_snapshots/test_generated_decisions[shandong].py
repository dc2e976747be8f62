"""关于进一步完善国家医保谈判药品“双通道”管理机制有关事项的通知

山东省医疗保障局
施行期间：2022-05-09 起

由律令 0.1.0 从 shandong 生成：请改政策源文件，不改本文件。
源文件 SHA-256：…
"""

from __future__ import annotations

import datetime
import difflib
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, NoReturn, TypeVar

POLICY = "shandong"
TITLE = "关于进一步完善国家医保谈判药品“双通道”管理机制有关事项的通知"
NUMBER = ""
EFFECTIVE = datetime.date(2022, 5, 9)
SOURCE_HASH = "…"
COMPILER = "luling 0.1.0"

PERCENT = 10_000  # 比例以百万分之一计
DAY_2022_05_31 = datetime.date(2022, 5, 31)
DAY_2022_06_30 = datetime.date(2022, 6, 30)
DAY_2022_07_01 = datetime.date(2022, 7, 1)
DAY_2022_09_30 = datetime.date(2022, 9, 30)

# 枚举 就医方式（care_setting）
CARE_SETTING = {
    "outpatient": "outpatient", "门诊": "outpatient",
    "inpatient": "inpatient", "住院": "inpatient",
}
CARE_SETTING_LABELS = {"outpatient": "门诊", "inpatient": "住院"}

# 枚举 药店所在（area）
AREA = {
    "urban_district": "urban_district", "市辖区": "urban_district",
    "county": "county", "县域": "county",
}
AREA_LABELS = {"urban_district": "市辖区", "county": "县域"}

# 参数 先行自付比例上限（first_self_pay_ceiling）
#   30%，至 2022-06-30，依据 三「由原则上不高于30%」「在2022年6月底前调整到位」
#   20%，自 2022-07-01 起，依据 三「调至不高于20%」「在2022年6月底前调整到位」
FIRST_SELF_PAY_CEILING = (
    (None, DAY_2022_06_30, 30 * PERCENT),
    (DAY_2022_07_01, None, 20 * PERCENT),
)

# 参数 谈判药品配备品种下限（stock_minimum），依据 六「原则上市辖区内“双通道”药店谈判药品配备不少于3
#   0种、县域内“双通道”药店配备不少于20种」
#   按下表
STOCK_MINIMUM = {"urban_district": 30, "county": 20}


# 判定 药品费用报销（reimbursement） ---------------------------------------------------------------


def reimbursement(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 药品费用报销"""
    try:
        return _reimbursement(facts, params, trace)
    except UNUSUAL:
        table = _reimbursement_table()
    return answer(table, facts, params, explain if trace else None)


def _reimbursement(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if type(facts) is not dict or len(facts) != 3:
        raise Unusual
    service_date = known_date(facts["service_date"])  # 费用发生日期
    care_setting = CARE_SETTING[facts["care_setting"]]  # 就医方式
    personal_burden_eligible: bool = facts["personal_burden_eligible"]  # 个人负担部分符合规定
    if type(personal_burden_eligible) is not bool:
        raise Unusual

    if params is not None and params != {}:
        raise Unusual

    if service_date < EFFECTIVE:
        raise Unusual

    # 收集 再次保障（secondary_coverage）
    secondary_coverage: list[str] = []
    # 大病保险（major_illness_insurance），依据 二「个人负担部分符合规定的，纳入大病保险、
    #   医疗救助支付范围」
    if care_setting == "outpatient" and personal_burden_eligible:
        secondary_coverage.append("major_illness_insurance")
    # 医疗救助（medical_aid），依据 二「个人负担部分符合规定的，纳入大病保险、医疗救助支付范围」
    if care_setting == "outpatient" and personal_burden_eligible:
        secondary_coverage.append("medical_aid")

    outputs: dict[str, Any] = {"secondary_coverage": secondary_coverage}
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _reimbursement_seen
        steps = [
            seen[
                "secondary_coverage",
                care_setting == "outpatient",
                personal_burden_eligible,
                care_setting == "outpatient",
                personal_burden_eligible
            ],
        ]
    return {
        "policy": POLICY,
        "decision": "reimbursement",
        "status": "decided",
        "outputs": outputs,
        "unresolved": {},
        "trace": steps,
    }


# 判定 先行自付比例上限（first_self_pay_limit） ----------------------------------------------------


def first_self_pay_limit(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 先行自付比例上限"""
    try:
        return _first_self_pay_limit(facts, params, trace)
    except UNUSUAL:
        table = _first_self_pay_limit_table()
    return answer(table, facts, params, explain if trace else None)


def _first_self_pay_limit(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if type(facts) is not dict or len(facts) != 1:
        raise Unusual
    service_date = known_date(facts["service_date"])  # 费用发生日期

    if params is not None and params != {}:
        raise Unusual

    if service_date < EFFECTIVE:
        raise Unusual

    # 结论 上限（limit）
    # 通则 limit.1，依据 三「由原则上不高于30%调至不高于20%」
    limit = at(FIRST_SELF_PAY_CEILING, service_date, "先行自付比例上限")

    outputs: dict[str, Any] = {"limit": format_ratio(limit)}
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _first_self_pay_limit_seen
        steps = [{**seen[("limit",)], "value": outputs["limit"]}]
    return {
        "policy": POLICY,
        "decision": "first_self_pay_limit",
        "status": "decided",
        "outputs": outputs,
        "unresolved": {},
        "trace": steps,
    }


# 判定 药店配备（pharmacy_stock） ------------------------------------------------------------------


def pharmacy_stock(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 药店配备"""
    try:
        return _pharmacy_stock(facts, params, trace)
    except UNUSUAL:
        table = _pharmacy_stock_table()
    return answer(table, facts, params, explain if trace else None)


def _pharmacy_stock(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if type(facts) is not dict or len(facts) != 2:
        raise Unusual
    area = AREA[facts["area"]]  # 药店所在
    negotiated_drugs = known_integer(facts["negotiated_drugs"])  # 谈判药品配备品种数

    if params is not None and params != {}:
        raise Unusual

    # 结论 应配备品种数（required）
    # 通则 required.1，依据 六「谈判药品配备不少于30种」「配备不少于20种」
    required = STOCK_MINIMUM[area]

    # 结论 符合配备要求（qualified）
    # 通则 qualified.1，依据 六「原则上市辖区内“双通道”药店谈判药品配备不少于30种、
    #   县域内“双通道”药店配备不少于20种」
    qualified = negotiated_drugs >= required

    outputs: dict[str, Any] = {"required": required, "qualified": qualified}
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _pharmacy_stock_seen
        steps = [
            {**seen[("required",)], "value": outputs["required"]},
            {**seen[("qualified",)], "value": outputs["qualified"]},
        ]
    return {
        "policy": POLICY,
        "decision": "pharmacy_stock",
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
    if type(facts) is not dict or len(facts) != 6:
        raise Unusual
    as_of = known_date(facts["as_of"])  # 统计日期
    all_drugs_included: bool = facts["all_drugs_included"]  # 协议期内谈判药品全部纳入
    first_self_pay_ratio = known_ratio(facts["first_self_pay_ratio"])  # 先行自付比例
    counties = _progress_counties(facts["counties"])  # 县区
    pharmacies = _progress_pharmacies(facts["pharmacies"])  # 双通道药店
    online_query_open: bool = facts["online_query_open"]  # 官网与微信公众号均已开通查询
    if not (type(all_drugs_included) is type(online_query_open) is bool):
        raise Unusual

    if params is not None and params != {}:
        raise Unusual

    if as_of < EFFECTIVE:
        raise Unusual

    # 结论 药品全部纳入（drugs_included）
    if all_drugs_included:
        # 例外 已落实，依据 一「各市要在2022年5月底前将协议期内的谈判药品全部纳入“双通道”管理」
        drugs_included = "met"
    elif as_of <= DAY_2022_05_31:
        # 通则 未到期，依据 一「各市要在2022年5月底前将协议期内的谈判药品全部纳入“双通道”管理」
        drugs_included = "pending"
    else:
        # 通则 逾期，依据 一「各市要在2022年5月底前将协议期内的谈判药品全部纳入“双通道”管理」
        drugs_included = "overdue"

    # 结论 先行自付比例调整到位（self_pay_lowered）
    if first_self_pay_ratio <= 20 * PERCENT:
        # 例外 已落实，依据 三「调至不高于20%」「各市要在2022年6月底前调整到位」
        self_pay_lowered = "met"
    elif as_of <= DAY_2022_06_30:
        # 通则 未到期，依据 三「调至不高于20%」「各市要在2022年6月底前调整到位」
        self_pay_lowered = "pending"
    else:
        # 通则 逾期，依据 三「调至不高于20%」「各市要在2022年6月底前调整到位」
        self_pay_lowered = "overdue"

    # 结论 县域药店覆盖（county_coverage）
    if all(county.dual_channel_pharmacies >= 1 for county in counties):
        # 例外 已落实，依据 五「各市要在2022年6月底前实现每个县（市、区）至少开通1家“双通道”药店」
        county_coverage = "met"
    elif as_of <= DAY_2022_06_30:
        # 通则 未到期，依据 五「各市要在2022年6月底前实现每个县（市、区）至少开通1家“双通道”药店」
        county_coverage = "pending"
    else:
        # 通则 逾期，依据 五「各市要在2022年6月底前实现每个县（市、区）至少开通1家“双通道”药店」
        county_coverage = "overdue"

    # 结论 即时联网结算（realtime）
    if all(pharmacy.realtime_settlement for pharmacy in pharmacies):
        # 例外 已落实，依据 五「9月底前“双通道”药店全部实现即时联网结算」
        realtime = "met"
    elif as_of <= DAY_2022_09_30:
        # 通则 未到期，依据 五「9月底前“双通道”药店全部实现即时联网结算」
        realtime = "pending"
    else:
        # 通则 逾期，依据 五「9月底前“双通道”药店全部实现即时联网结算」
        realtime = "overdue"

    # 结论 开通线上查询（online_query）
    if online_query_open:
        # 例外 已落实，依据 八「各市要于2022年5月底前在官方网站和微信公众号同步开通“双通道”线上查询
        #   服务」
        online_query = "met"
    elif as_of <= DAY_2022_05_31:
        # 通则 未到期，依据 八「各市要于2022年5月底前在官方网站和微信公众号同步开通“双通道”线上查询
        #   服务」
        online_query = "pending"
    else:
        # 通则 逾期，依据 八「各市要于2022年5月底前在官方网站和微信公众号同步开通“双通道”线上查询服
        #   务」
        online_query = "overdue"

    # 结论 有药店全面保障（full_supply_pharmacy）
    # 通则 full_supply_pharmacy.1，依据 六「确保市辖内至少有1家“双通道”药店能够全面保障重特大疾病和“
    #   两病”用药供应」
    full_supply_pharmacy = any(pharmacy.full_supply for pharmacy in pharmacies)

    # 结论 药店配备达标（stock_met）
    # 通则 stock_met.1，依据 六「原则上市辖区内“双通道”药店谈判药品配备不少于30种、
    #   县域内“双通道”药店配备不少于20种」
    stock_met = all(
        pharmacy.negotiated_drugs >= STOCK_MINIMUM[pharmacy.area] for pharmacy in pharmacies
    )

    # 结论 未覆盖的县区（uncovered_counties）
    # 通则 uncovered_counties.1，依据 五「每个县（市、区）至少开通1家“双通道”药店」
    uncovered_counties = [county.name for county in counties if county.dual_channel_pharmacies < 1]

    # 结论 未即时联网结算的药店（unconnected_pharmacies）
    # 通则 unconnected_pharmacies.1，依据 五「“双通道”药店全部实现即时联网结算」
    unconnected_pharmacies = [
        pharmacy.name for pharmacy in pharmacies if not pharmacy.realtime_settlement
    ]

    outputs: dict[str, Any] = {
        "drugs_included": drugs_included,
        "self_pay_lowered": self_pay_lowered,
        "county_coverage": county_coverage,
        "realtime": realtime,
        "online_query": online_query,
        "full_supply_pharmacy": full_supply_pharmacy,
        "stock_met": stock_met,
        "uncovered_counties": uncovered_counties,
        "unconnected_pharmacies": unconnected_pharmacies,
    }
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _progress_seen
        steps = [
            seen[
                "drugs_included",
                as_of <= DAY_2022_05_31,
                as_of > DAY_2022_05_31,
                all_drugs_included
            ],
            seen[
                "self_pay_lowered",
                as_of <= DAY_2022_06_30,
                as_of > DAY_2022_06_30,
                first_self_pay_ratio <= 20 * PERCENT
            ],
            seen[
                "county_coverage",
                as_of <= DAY_2022_06_30,
                as_of > DAY_2022_06_30,
                all(county.dual_channel_pharmacies >= 1 for county in counties)
            ],
            seen[
                "realtime",
                as_of <= DAY_2022_09_30,
                as_of > DAY_2022_09_30,
                all(pharmacy.realtime_settlement for pharmacy in pharmacies)
            ],
            seen[
                "online_query",
                as_of <= DAY_2022_05_31,
                as_of > DAY_2022_05_31,
                online_query_open
            ],
            {**seen[("full_supply_pharmacy",)], "value": outputs["full_supply_pharmacy"]},
            {**seen[("stock_met",)], "value": outputs["stock_met"]},
            {**seen[("uncovered_counties",)], "value": outputs["uncovered_counties"]},
            {**seen[("unconnected_pharmacies",)], "value": outputs["unconnected_pharmacies"]},
        ]
    return {
        "policy": POLICY,
        "decision": "progress",
        "status": "decided",
        "outputs": outputs,
        "unresolved": {},
        "trace": steps,
    }


# 判定 月报（monthly_report） ----------------------------------------------------------------------


def monthly_report(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 月报"""
    try:
        return _monthly_report(facts, params, trace)
    except UNUSUAL:
        table = _monthly_report_table()
    return answer(table, facts, params, explain if trace else None)


def _monthly_report(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if type(facts) is not dict or len(facts) != 2:
        raise Unusual
    report_month = known_date(facts["report_month"])  # 报告月份
    submitted_on = known_date(facts["submitted_on"])  # 报送日期

    if params is not None and params != {}:
        raise Unusual

    # 结论 报送期限（due_date）
    # 通则 due_date.1，依据 十「于每月10日前报送省医保局」
    due_date = day_of(report_month, 1, 10)

    # 结论 按时报送（on_time）
    # 通则 on_time.1，依据 十「于每月10日前报送省医保局」
    on_time = submitted_on <= due_date

    outputs: dict[str, Any] = {"due_date": due_date.isoformat(), "on_time": on_time}
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _monthly_report_seen
        steps = [
            {**seen[("due_date",)], "value": outputs["due_date"]},
            {**seen[("on_time",)], "value": outputs["on_time"]},
        ]
    return {
        "policy": POLICY,
        "decision": "monthly_report",
        "status": "decided",
        "outputs": outputs,
        "unresolved": {},
        "trace": steps,
    }


# 判定 月报统计表（monthly_statistics） ------------------------------------------------------------


def monthly_statistics(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 月报统计表"""
    try:
        return _monthly_statistics(facts, params, trace)
    except UNUSUAL:
        table = _monthly_statistics_table()
    return answer(table, facts, params, explain if trace else None)


def _monthly_statistics(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if (
        type(facts) is not dict
        or (
            len(facts)
            != 4 + ("reporting_unit" in facts) + ("filled_by" in facts) + ("phone" in facts)
        )
    ):
        raise Unusual
    report_month = known_date(facts["report_month"])  # 统计月份
    if "reporting_unit" in facts:
        known_text(facts["reporting_unit"])  # 填报单位：本判定不用
    if "filled_by" in facts:
        known_text(facts["filled_by"])  # 填报人：本判定不用
    if "phone" in facts:
        known_text(facts["phone"])  # 联系电话：本判定不用
    filled_on = known_date(facts["filled_on"])  # 填报时间
    counties = _monthly_statistics_counties(facts["counties"])  # 县区
    pharmacies = _monthly_statistics_pharmacies(facts["pharmacies"])  # 双通道药店

    if params is not None and params != {}:
        raise Unusual

    # 校验 每家药店都在所列的县区，依据 附件正文「县（市、区）」
    if not all(
        any(county.name == pharmacy.county for county in counties) for pharmacy in pharmacies
    ):
        raise Unusual

    # 校验 填报不早于统计月份，依据 十「各市按要求填报」
    if not filled_on >= day_of(report_month, 0, 1):
        raise Unusual

    # 逐项 双通道药店数（dual_channel_pharmacies）
    dual_channel_pharmacies: list[int] = []
    for county in counties:
        # 通则 dual_channel_pharmacies.1，依据 附件正文「“双通道”药店数量」
        its_dual_channel_pharmacies = sum(
            1 for pharmacy in pharmacies if pharmacy.county == county.name
        )
        dual_channel_pharmacies.append(its_dual_channel_pharmacies)

    # 逐项 即时联网药店数（realtime_pharmacies）
    realtime_pharmacies: list[int] = []
    for county in counties:
        # 通则 realtime_pharmacies.1，依据 附件正文「实现即时联网结算的“双通道”药店数量」
        its_realtime_pharmacies = sum(
            1
            for pharmacy in pharmacies
            if pharmacy.county == county.name and pharmacy.realtime_settlement
        )
        realtime_pharmacies.append(its_realtime_pharmacies)

    # 逐项 处方流转药店数（e_prescription_pharmacies）
    e_prescription_pharmacies: list[int] = []
    for county in counties:
        # 通则 e_prescription_pharmacies.1，依据 附件正文「实现电子处方流转的“双通道”药店数量」
        its_e_prescription_pharmacies = sum(
            1
            for pharmacy in pharmacies
            if pharmacy.county == county.name and pharmacy.e_prescription
        )
        e_prescription_pharmacies.append(its_e_prescription_pharmacies)

    # 结论 报送期限（due_date）
    # 通则 due_date.1，依据 十「于每月10日前报送省医保局」
    due_date = day_of(report_month, 1, 10)

    # 结论 未即时联网的药店（unconnected_pharmacies）
    # 通则 unconnected_pharmacies.1，依据 附件正文「实现即时联网结算的“双通道”药店数量」
    unconnected_pharmacies = [
        pharmacy.name for pharmacy in pharmacies if not pharmacy.realtime_settlement
    ]

    # 结论 没有药店的县区（counties_without_pharmacy）
    # 通则 counties_without_pharmacy.1，依据 附件正文「“双通道”药店数量」
    counties_without_pharmacy = [
        county.name
        for county, its_dual_channel_pharmacies in zip(
            counties,
            dual_channel_pharmacies,
            strict=True,
        )
        if its_dual_channel_pharmacies == 0
    ]

    # 结论 没有联网药店的县区（counties_without_realtime）
    # 通则 counties_without_realtime.1，依据 附件正文「实现即时联网结算的“双通道”药店数量」
    counties_without_realtime = [
        county.name
        for county, its_realtime_pharmacies in zip(counties, realtime_pharmacies, strict=True)
        if its_realtime_pharmacies == 0
    ]

    # 结论 没有流转药店的县区（counties_without_flow）
    # 通则 counties_without_flow.1，依据 附件正文「实现电子处方流转的“双通道”药店数量」
    counties_without_flow = [
        county.name
        for county, its_e_prescription_pharmacies in zip(
            counties,
            e_prescription_pharmacies,
            strict=True,
        )
        if its_e_prescription_pharmacies == 0
    ]

    outputs: dict[str, Any] = {
        "due_date": due_date.isoformat(),
        "unconnected_pharmacies": unconnected_pharmacies,
        "counties_without_pharmacy": counties_without_pharmacy,
        "counties_without_realtime": counties_without_realtime,
        "counties_without_flow": counties_without_flow,
    }
    if trace:
        raise Unusual
    return {
        "policy": POLICY,
        "decision": "monthly_statistics",
        "status": "decided",
        "outputs": outputs,
        "unresolved": {},
        "trace": [],
    }


# 入口 ---------------------------------------------------------------------------------------------


DECISIONS = {
    "reimbursement": reimbursement,
    "first_self_pay_limit": first_self_pay_limit,
    "pharmacy_stock": pharmacy_stock,
    "progress": progress,
    "monthly_report": monthly_report,
    "monthly_statistics": monthly_statistics,
}
DECISION_LABELS = {
    "reimbursement": "药品费用报销",
    "first_self_pay_limit": "先行自付比例上限",
    "pharmacy_stock": "药店配备",
    "progress": "落实情况",
    "monthly_report": "月报",
    "monthly_statistics": "月报统计表",
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


