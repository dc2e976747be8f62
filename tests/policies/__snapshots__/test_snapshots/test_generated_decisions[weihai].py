"""威海市医疗保障局关于做好国家谈判药品保障工作的通知

威海市医疗保障局
施行期间：2023-03-01 起

由律令 0.1.0 从 weihai 生成：请改政策源文件，不改本文件。
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

POLICY = "weihai"
TITLE = "威海市医疗保障局关于做好国家谈判药品保障工作的通知"
NUMBER = ""
EFFECTIVE = datetime.date(2023, 3, 1)
SOURCE_HASH = "…"
COMPILER = "luling 0.1.0"

DAY_2023_03_01 = datetime.date(2023, 3, 1)
DAY_2023_12_31 = datetime.date(2023, 12, 31)
DAY_2024_01_01 = datetime.date(2024, 1, 1)
DAY_2024_12_31 = datetime.date(2024, 12, 31)
DAY_2025_12_31 = datetime.date(2025, 12, 31)

# 枚举 就医方式（care_setting）
CARE_SETTING = {
    "outpatient": "outpatient", "门诊": "outpatient",
    "inpatient": "inpatient", "住院": "inpatient",
}
CARE_SETTING_LABELS = {"outpatient": "门诊", "inpatient": "住院"}

# 枚举 供药渠道（supply_channel）
SUPPLY_CHANNEL = {
    "hospital": "hospital", "定点医疗机构": "hospital",
    "pharmacy": "pharmacy", "定点零售药店": "pharmacy",
    "internet_hospital": "internet_hospital", "互联网+定点医院": "internet_hospital",
}
SUPPLY_CHANNEL_LABELS = {
    "hospital": "定点医疗机构",
    "pharmacy": "定点零售药店",
    "internet_hospital": "互联网+定点医院",
}

# 枚举 异地就医（out_of_area）
OUT_OF_AREA = {
    "none": "none", "本地": "none",
    "networked": "networked", "异地直接联网结算": "networked",
    "not_networked": "not_networked", "异地未联网结算": "not_networked",
}
OUT_OF_AREA_LABELS = {
    "none": "本地",
    "networked": "异地直接联网结算",
    "not_networked": "异地未联网结算",
}

# 枚举 药店所在（area）
AREA = {
    "urban_district": "urban_district", "市辖区": "urban_district",
    "county": "county", "县域": "county",
}
AREA_LABELS = {"urban_district": "市辖区", "county": "县域"}

# 枚举 药品类别（drug_class）
DRUG_CLASS = {
    "high_value": "high_value", "高值药品": "high_value", "高值药品（附件1）": "high_value",
    "reclassified": "reclassified", "调整为常规乙类的高值药品": "reclassified",
    "unrestricted_high_value": "unrestricted_high_value",
    "取消限定支付范围的高值药品": "unrestricted_high_value",
    "取消限定支付范围的高值药品（附件3）": "unrestricted_high_value",
    "other_negotiated": "other_negotiated",
    "其他国谈药品": "other_negotiated",
    "其他国谈药品（附件2）": "other_negotiated",
    "major_illness": "major_illness",
    "大病保险药品": "major_illness",
    "大病保险药品（附件4）": "major_illness",
}
DRUG_CLASS_LABELS = {
    "high_value": "高值药品",
    "reclassified": "调整为常规乙类的高值药品",
    "unrestricted_high_value": "取消限定支付范围的高值药品",
    "other_negotiated": "其他国谈药品",
    "major_illness": "大病保险药品",
}

# 参数 普通门诊购药已纳入保障范围（ordinary_outpatient_included）：另行规定，依据 一（一）2
#   「逐步将其普通门诊使用该部分药品的费用纳入保障范围」

# 参数 谈判药品配备品种下限（stock_minimum），依据 二（一）「市辖区“双通道”药店国谈药品配备品种不少
#   于30种，县域不少于20种」
#   按下表
STOCK_MINIMUM = {"urban_district": 30, "county": 20}

# 目录 附件药品示例目录（annex_drugs），依据 一（一）「91种国谈药品」、一（一）1
#   「将20种药品作为高值药品」、一（二）「现高值药品范围的19个药品（附件3）」、一（三）
#   「大病保险药品调整为4种（附件4）」
ANNEX_DRUGS: dict[str, tuple[tuple[Any, Any, tuple[Any, ...]], ...]] = {
    "SAMPLE-1-01": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-02": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-03": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-04": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-05": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-06": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-07": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-08": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-09": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-10": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-11": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-12": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-13": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-14": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-15": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-16": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-17": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-18": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-19": ((DAY_2023_03_01, DAY_2024_12_31, ("high_value",)),),
    "SAMPLE-1-20": ((DAY_2023_03_01, DAY_2023_12_31, ("high_value",)),),
    "SAMPLE-2-01": (
        (DAY_2023_03_01, DAY_2023_12_31, ("other_negotiated",)),
        (DAY_2024_01_01, DAY_2025_12_31, ("other_negotiated",)),
    ),
    "SAMPLE-2-02": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-03": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-04": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-05": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-06": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-07": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-08": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-09": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-10": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-11": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-12": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-13": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-14": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-15": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-16": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-17": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-18": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-19": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-20": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-21": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-22": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-23": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-24": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-25": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-26": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-27": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-28": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-29": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-30": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-31": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-32": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-33": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-34": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-35": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-36": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-37": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-38": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-39": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-40": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-41": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-42": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-43": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-44": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-45": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-46": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-47": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-48": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-49": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-50": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-51": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-52": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-53": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-54": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-55": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-56": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-57": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-58": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-59": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-60": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-61": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-62": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-63": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-64": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-65": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-66": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-67": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-68": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-69": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-70": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-2-71": ((DAY_2023_03_01, DAY_2024_12_31, ("other_negotiated",)),),
    "SAMPLE-3-01": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-02": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-03": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-04": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-05": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-06": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-07": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-08": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-09": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-10": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-11": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-12": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-13": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-14": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-15": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-16": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-17": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-18": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-3-19": ((None, None, ("unrestricted_high_value",)),),
    "SAMPLE-4-01": ((None, None, ("major_illness",)),),
    "SAMPLE-4-02": ((None, None, ("major_illness",)),),
    "SAMPLE-4-03": ((None, None, ("major_illness",)),),
    "SAMPLE-4-04": ((None, None, ("major_illness",)),),
}


# 判定 药品费用报销（reimbursement） ---------------------------------------------------------------


def reimbursement(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 药品费用报销"""
    try:
        return _reimbursement(facts, params, trace)
    except UNUSUAL:
        table = _reimbursement_table()
    return answer(table, facts, params, explain if trace else None)


def _reimbursement(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if (
        type(facts) is not dict
        or len(facts) != 12 + ("drug_code" in facts) + ("drug_class" in facts)
    ):
        raise Unusual
    service_date = known_date(facts["service_date"])  # 费用发生日期
    care_setting = CARE_SETTING[facts["care_setting"]]  # 就医方式
    supply_channel = SUPPLY_CHANNEL[facts["supply_channel"]]  # 供药渠道
    out_of_area = OUT_OF_AREA[facts["out_of_area"]]  # 异地就医
    drug_code = known_text(facts["drug_code"]) if "drug_code" in facts else None  # 药品编码
    within_scope: bool = facts["within_scope"]  # 符合限定支付范围
    three_fix_registered: bool = facts["three_fix_registered"]  # 已办理“三定”
    scope_expanded: bool = facts["scope_expanded"]  # 属此次扩大的限定支付范围
    expanded_has_chronic: bool = facts["expanded_has_chronic"]  # 扩大的范围有对应门诊慢特病病种
    hospital_stocked: bool = facts["hospital_stocked"]  # 定点医疗机构已配备
    external_prescription: bool = facts["external_prescription"]  # 有外配处方
    special_pharmacy: bool = facts["special_pharmacy"]  # 在特定零售药店购药
    for_chronic_treatment: bool = facts["for_chronic_treatment"]  # 属按规定治疗门诊慢特病
    if not (
        type(within_scope)
        is type(three_fix_registered)
        is type(scope_expanded)
        is type(expanded_has_chronic)
        is type(hospital_stocked)
        is type(external_prescription)
        is type(special_pharmacy)
        is type(for_chronic_treatment)
        is bool
    ):
        raise Unusual
    # 药品类别
    drug_class = completed(
        DRUG_CLASS[facts["drug_class"]] if "drug_class" in facts else None,
        ANNEX_DRUGS,
        drug_code,
        service_date,
        0,
    )

    if params is None:
        params = {}
    if type(params) is not dict or len(params) != 0 + ("ordinary_outpatient_included" in params):
        raise Unusual
    # 普通门诊购药已纳入保障范围
    ordinary_outpatient_included = (
        known_boolean(params["ordinary_outpatient_included"])
        if "ordinary_outpatient_included" in params
        else False
    )

    if service_date < EFFECTIVE:
        raise Unusual

    # 情形 使用高值类药品（high_value_class）
    # 依据 一（一）1「将20种药品作为高值药品」、一（二）「对纳入高值药品范围此次调整为常规乙类的药
    #   品」「现高值药品范围的19个药品（附件3）」
    high_value_class = drug_class in ("high_value", "reclassified", "unrestricted_high_value")

    # 情形 执行高值药品政策（high_value_governs）
    # 依据 一（一）1「发生的费用按现行保障政策报销」、一（二）「扩大的限定支付范围无门诊慢特病病种对
    #   应的，参保人员发生的费用不执行高值药品保障政策」
    high_value_governs = (
        high_value_class
        and out_of_area == "none"
        and not (scope_expanded and not expanded_has_chronic)
    )

    # 情形 药店单独购药（pharmacy_purchase）
    # 依据 一（一）2「需以处方外配的方式到特定零售药店单独购药的」
    pharmacy_purchase = (
        drug_class == "other_negotiated"
        and care_setting == "outpatient"
        and supply_channel == "pharmacy"
        and out_of_area == "none"
    )

    # 收集 不予支付（denials）
    denials: list[str] = []
    # 超出限定支付范围（out_of_scope），依据 一（一）1「参保人员按规定的限定支付范围使用这20种药品时
    #   实行“三定”管理」
    if drug_class == "high_value" and out_of_area == "none" and not within_scope:
        denials.append("out_of_scope")
    # 没有办理“三定”（three_fix_missing），依据 一（一）1「实行“三定”管理」、一（二）
    #   「延续高值药品单独管理政策」、二（三）「严格落实高值药品的三定管理」
    if high_value_governs and not three_fix_registered:
        denials.append("three_fix_missing")
    # 不在特定零售药店（not_special_pharmacy），依据 一（一）2「到特定零售药店单独购药的」
    if pharmacy_purchase and not special_pharmacy:
        denials.append("not_special_pharmacy")
    # 没有外配处方（no_external_prescription），依据 一（一）2「需以处方外配的方式」
    if pharmacy_purchase and not external_prescription:
        denials.append("no_external_prescription")
    # 定点医疗机构有药（hospital_had_stock），依据 一（一）2「因定点医疗机构未配备」
    if pharmacy_purchase and hospital_stocked:
        denials.append("hospital_had_stock")
    # 普通门诊尚未纳入（ordinary_outpatient_not_covered），依据 一（一）2「逐步将其普通门诊使用该部
    #   分药品的费用纳入保障范围」
    if pharmacy_purchase and not for_chronic_treatment and not ordinary_outpatient_included:
        denials.append("ordinary_outpatient_not_covered")

    # 结论 可以支付（payable）
    # 通则 payable.1，依据 一「实行分类管理保障」
    payable = not denials

    # 结论 结算政策（settlement_policy）
    if out_of_area != "none":
        # 例外 异地就医，依据 一（三）「参保人员异地就医期间发生的相关药品费用，仍按现政策执行」
        settlement_policy = "current_policy"
    elif high_value_governs:
        # 通则 高值药品，依据 一（一）1「发生的费用按现行保障政策报销」、一（二）
        #   「延续高值药品单独管理政策，确保参保人员的待遇不降低」
        settlement_policy = "high_value_policy"
    elif high_value_class and not high_value_governs:
        # 通则 不执行高值政策，依据 一（二）「参保人员发生的费用不执行高值药品保障政策」
        settlement_policy = "current_policy"
    elif drug_class == "major_illness":
        # 通则 大病保险药品，依据 一（三）「大病保险药品调整为4种（附件4），仍执行现政策」
        settlement_policy = "major_illness_drug_policy"
    elif pharmacy_purchase and for_chronic_treatment:
        # 通则 药店购慢特病用药，依据 一（一）2「属于按规定治疗门诊慢特病的，
        #   按现门诊慢特病政策报销」
        settlement_policy = "chronic_policy"
    elif drug_class == "other_negotiated" and not (pharmacy_purchase and for_chronic_treatment):
        # 通则 其他国谈药品，依据 一（一）2「与其他费用一并按现行政策予以结算」
        settlement_policy = "current_policy"
    else:
        # 没有适用的规则
        raise Unusual

    # 结论 计入本人慢特病年度支付标准（counts_to_chronic_limit）
    # 通则 counts_to_chronic_limit.1，依据 一（一）2「药品费用计入本人慢特病年度支付标准」
    counts_to_chronic_limit = pharmacy_purchase and for_chronic_treatment

    # 结论 总额归属（budget_attribution）
    if drug_class == "high_value" and high_value_governs:
        # 通则 高值药品，依据 一（一）1「对定点医疗机构实行相应的医保基金预算方式」
        budget_attribution = "special_budget"
    elif drug_class == "unrestricted_high_value" and out_of_area == "none":
        # 通则 取消限定的高值药品，依据 一（二）「发生的费用列入医疗机构的年度医保总额指标」
        budget_attribution = "institution_annual_quota"
    elif pharmacy_purchase and special_pharmacy:
        # 通则 特定零售药店购药，依据 一（一）2「参保人员在特定零售药店使用这部分药品的费用列入开具
        #   处方的医疗机构医保总额指标」
        budget_attribution = "prescriber_quota"
    else:
        # 默认
        budget_attribution = "unspecified"

    outputs: dict[str, Any] = {
        "denials": denials,
        "payable": payable,
        "settlement_policy": settlement_policy,
        "counts_to_chronic_limit": counts_to_chronic_limit,
        "budget_attribution": budget_attribution,
    }
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _reimbursement_seen
        steps = [
            seen[
                "high_value_class",
                drug_class in ("high_value", "reclassified", "unrestricted_high_value")
            ],
            seen[
                "high_value_governs",
                high_value_class,
                out_of_area == "none",
                not (scope_expanded and not expanded_has_chronic)
            ],
            seen[
                "pharmacy_purchase",
                drug_class == "other_negotiated",
                care_setting == "outpatient",
                supply_channel == "pharmacy",
                out_of_area == "none"
            ],
            seen[
                "denials",
                drug_class == "high_value",
                out_of_area == "none",
                not within_scope,
                high_value_governs,
                not three_fix_registered,
                pharmacy_purchase,
                not special_pharmacy,
                pharmacy_purchase,
                not external_prescription,
                pharmacy_purchase,
                hospital_stocked,
                pharmacy_purchase,
                not for_chronic_treatment,
                not ordinary_outpatient_included
            ],
            {**seen[("payable",)], "value": outputs["payable"]},
            seen[
                "settlement_policy",
                high_value_governs,
                high_value_class,
                not high_value_governs,
                drug_class == "major_illness",
                pharmacy_purchase,
                for_chronic_treatment,
                drug_class == "other_negotiated",
                not (pharmacy_purchase and for_chronic_treatment),
                out_of_area != "none"
            ],
            {**seen[("counts_to_chronic_limit",)], "value": outputs["counts_to_chronic_limit"]},
            seen[
                "budget_attribution",
                drug_class == "high_value",
                high_value_governs,
                drug_class == "unrestricted_high_value",
                out_of_area == "none",
                pharmacy_purchase,
                special_pharmacy
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


# 判定 双通道药店准入（pharmacy_admission） --------------------------------------------------------


def pharmacy_admission(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 双通道药店准入"""
    try:
        return _pharmacy_admission(facts, params, trace)
    except UNUSUAL:
        table = _pharmacy_admission_table()
    return answer(table, facts, params, explain if trace else None)


def _pharmacy_admission(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if type(facts) is not dict or len(facts) != 4:
        raise Unusual
    area = AREA[facts["area"]]  # 药店所在
    voluntary_application: bool = facts["voluntary_application"]  # 自愿申请
    negotiated_drugs = known_integer(facts["negotiated_drugs"])  # 国谈药品配备品种数
    high_value_drugs = known_integer(facts["high_value_drugs"])  # 高值药品配备品种数
    if type(voluntary_application) is not bool:
        raise Unusual

    if params is None:
        params = {}
    if type(params) is not dict or len(params) != 0 + ("ordinary_outpatient_included" in params):
        raise Unusual
    if "ordinary_outpatient_included" in params:
        # 普通门诊购药已纳入保障范围：本判定不用
        known_boolean(params["ordinary_outpatient_included"])

    # 收集 不符合的条件（failed）
    failed: list[str] = []
    # 没有申请（no_application），依据 二（一）「在自愿申请的基础上」
    if not voluntary_application:
        failed.append("no_application")
    # 国谈药品品种不足（too_few_drugs），依据 二（一）「市辖区“双通道”药店国谈药品配备品种不少于30
    #   种，县域不少于20种」
    if (
        (area == "urban_district" and negotiated_drugs < STOCK_MINIMUM["urban_district"])
        or (area == "county" and negotiated_drugs < STOCK_MINIMUM["county"])
    ):
        failed.append("too_few_drugs")
    # 没有高值药品（no_high_value_drug），依据 二（一）「其中高值药品配备不少于1种」
    if high_value_drugs < 1:
        failed.append("no_high_value_drug")

    # 结论 可以准入（qualified）
    # 通则 qualified.1，依据 二（一）「规范完善“双通道”药店准入程序」
    qualified = not failed

    outputs: dict[str, Any] = {"failed": failed, "qualified": qualified}
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _pharmacy_admission_seen
        steps = [
            seen[
                "failed",
                not voluntary_application,
                area == "urban_district",
                negotiated_drugs < STOCK_MINIMUM["urban_district"],
                area == "county",
                negotiated_drugs < STOCK_MINIMUM["county"],
                high_value_drugs < 1
            ],
            {**seen[("qualified",)], "value": outputs["qualified"]},
        ]
    return {
        "policy": POLICY,
        "decision": "pharmacy_admission",
        "status": "decided",
        "outputs": outputs,
        "unresolved": {},
        "trace": steps,
    }


# 入口 ---------------------------------------------------------------------------------------------


DECISIONS = {"reimbursement": reimbursement, "pharmacy_admission": pharmacy_admission}
DECISION_LABELS = {"reimbursement": "药品费用报销", "pharmacy_admission": "双通道药店准入"}


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


