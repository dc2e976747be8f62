"""安徽省医疗保障局 安徽省卫生健康委关于建立完善全省国家医保谈判药品“双通道”管理机制的通知

安徽省医疗保障局、安徽省卫生健康委员会 皖医保秘〔2021〕58号
施行期间：2021-06-03 起

由律令 0.1.0 从 anhui 生成：请改政策源文件，不改本文件。
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

POLICY = "anhui"
TITLE = (
    "安徽省医疗保障局\u3000安徽省卫生健康委关于建立完善全省国家医保谈判药品“双通道”管理机制的通"
    "知"
)
NUMBER = "皖医保秘〔2021〕58号"
EFFECTIVE = datetime.date(2021, 6, 3)
SOURCE_HASH = "…"
COMPILER = "luling 0.1.0"

DAY_2021_06_15 = datetime.date(2021, 6, 15)
DAY_2021_06_30 = datetime.date(2021, 6, 30)
DAY_2021_09_30 = datetime.date(2021, 9, 30)

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

# 枚举 医院等级（hospital_level）
HOSPITAL_LEVEL = {
    "level1": "level1", "一级": "level1",
    "level2": "level2", "二级": "level2",
    "level3": "level3", "三级": "level3",
}
HOSPITAL_LEVEL_LABELS = {"level1": "一级", "level2": "二级", "level3": "三级"}
HOSPITAL_LEVEL_RANK = {"level1": 0, "level2": 1, "level3": 2}

# 枚举 医师职称（physician_title）
PHYSICIAN_TITLE = {
    "resident_physician": "resident_physician", "住院医师": "resident_physician",
    "attending": "attending", "主治医师": "attending", "主治医师（中级）": "attending",
    "associate_chief": "associate_chief", "副主任医师": "associate_chief",
    "chief": "chief", "主任医师": "chief",
}
PHYSICIAN_TITLE_LABELS = {
    "resident_physician": "住院医师",
    "attending": "主治医师",
    "associate_chief": "副主任医师",
    "chief": "主任医师",
}
PHYSICIAN_TITLE_RANK = {"resident_physician": 0, "attending": 1, "associate_chief": 2, "chief": 3}

# 枚举 性别（gender）
GENDER = {
    "male": "male", "男": "male",
    "female": "female", "女": "female",
}
GENDER_LABELS = {"male": "男", "female": "女"}

# 枚举 参保类型（insured_as）
INSURED_AS = {
    "employee": "employee", "职工医保": "employee",
    "resident": "resident", "居民医保": "resident",
    "other": "other", "其他": "other",
}
INSURED_AS_LABELS = {"employee": "职工医保", "resident": "居民医保", "other": "其他"}

# 枚举 药品使用（drug_use）
DRUG_USE = {
    "inpatient": "inpatient", "住院": "inpatient",
    "chronic": "chronic", "门慢": "chronic",
}
DRUG_USE_LABELS = {"inpatient": "住院", "chronic": "门慢"}

# 枚举 备案药品类别（drug_category）
DRUG_CATEGORY = {
    "anticancer": "anticancer", "抗癌药品": "anticancer",
    "not_anticancer": "not_anticancer", "非抗癌药品": "not_anticancer",
}
DRUG_CATEGORY_LABELS = {"anticancer": "抗癌药品", "not_anticancer": "非抗癌药品"}

# 参数 当地放宽到主治医师（attending_allowed）：另行规定，依据 二（二）「根据当地实际可放宽到主治医
#   师」


# 判定 药品费用报销（reimbursement） ---------------------------------------------------------------


def reimbursement(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 药品费用报销"""
    try:
        return _reimbursement(facts, params, trace)
    except UNUSUAL:
        table = _reimbursement_table()
    return answer(table, facts, params, explain if trace else None)


def _reimbursement(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if type(facts) is not dict or len(facts) != 16:
        raise Unusual
    service_date = known_date(facts["service_date"])  # 费用发生日期
    care_setting = CARE_SETTING[facts["care_setting"]]  # 就医方式
    supply_channel = SUPPLY_CHANNEL[facts["supply_channel"]]  # 供药渠道
    in_catalogue: bool = facts["in_catalogue"]  # 属《双通道目录》
    hospital_dual_channel: bool = facts["hospital_dual_channel"]  # 医院为双通道医疗机构
    pharmacy_dual_channel: bool = facts["pharmacy_dual_channel"]  # 药店为双通道药店
    responsible_prescription: bool = facts["responsible_prescription"]  # 责任医师开具外购申请和处方
    chronic_patient: bool = facts["chronic_patient"]  # 门诊慢性（特殊）病患者
    beyond_indication: bool = facts["beyond_indication"]  # 超出适应症
    beyond_payment_limit: bool = facts["beyond_payment_limit"]  # 超出医保支付限制条件
    improper_dispensing: bool = facts["improper_dispensing"]  # 违规配药
    cross_region: bool = facts["cross_region"]  # 省内跨统筹地区购药
    direct_settlement_available: bool = facts["direct_settlement_available"]  # 能够直接结算
    filing_form: bool = facts["filing_form"]  # 有《备案表》
    receipts: bool = facts["receipts"]  # 有相关票据
    deductible_charged_this_stay: bool = facts["deductible_charged_this_stay"]  # 本次住院已计起付线
    if not (
        type(in_catalogue)
        is type(hospital_dual_channel)
        is type(pharmacy_dual_channel)
        is type(responsible_prescription)
        is type(chronic_patient)
        is type(beyond_indication)
        is type(beyond_payment_limit)
        is type(improper_dispensing)
        is type(cross_region)
        is type(direct_settlement_available)
        is type(filing_form)
        is type(receipts)
        is type(deductible_charged_this_stay)
        is bool
    ):
        raise Unusual

    if params is None:
        params = {}
    if type(params) is not dict or len(params) != 0 + ("attending_allowed" in params):
        raise Unusual
    if "attending_allowed" in params:
        known_boolean(params["attending_allowed"])  # 当地放宽到主治医师：本判定不用

    if service_date < EFFECTIVE:
        raise Unusual

    # 情形 药店购药（pharmacy_purchase）
    # 依据 二（三）「定点零售药店纳入“双通道”管理」
    pharmacy_purchase = supply_channel == "pharmacy"

    # 情形 药店购药须手工结算（manual_pharmacy_purchase）
    # 依据 二（五）「不能直接结算的，可凭相关票据到参保地医保经办机构进行手工结算」
    #   「可凭双通道医疗机构的《备案表》及相关票据回参保地手工结算」
    manual_pharmacy_purchase = (
        pharmacy_purchase
        and (cross_region or not direct_settlement_available)
    )

    # 收集 不予支付（denials）
    denials: list[str] = []
    # 没有责任医师的申请和处方（no_responsible_prescription），依据 附件说明3（1）
    #   「未经责任医师开具外购申请和处方到药店购药的」、二（五）「必须由双通道医疗机构的责任医师开具
    #   处方」
    if pharmacy_purchase and not responsible_prescription:
        denials.append("no_responsible_prescription")
    # 在非双通道医院住院期间外购（inpatient_unmanaged_hospital），依据 附件说明3（2）
    #   「在非谈判药外购管理医院住院，期间药店外购的」
    if care_setting == "inpatient" and pharmacy_purchase and not hospital_dual_channel:
        denials.append("inpatient_unmanaged_hospital")
    # 超出适应症用药（beyond_indication），依据 附件说明3（3）「超出适应症」
    if beyond_indication:
        denials.append("beyond_indication")
    # 超出支付限制（beyond_payment_limit），依据 附件说明3（3）「超出医保支付限制条件」
    if beyond_payment_limit:
        denials.append("beyond_payment_limit")
    # 属违规配药（improper_dispensing），依据 附件说明3（3）「违规配药等发生的费用」
    if improper_dispensing:
        denials.append("improper_dispensing")
    # 药店不是双通道药店（pharmacy_not_dual_channel），依据 二（三）「纳入“双通道”管理
    #   （以下简称“双通道药店”）」
    if pharmacy_purchase and not pharmacy_dual_channel:
        denials.append("pharmacy_not_dual_channel")
    # 不属双通道目录（not_in_catalogue），依据 二（一）「统一纳入全省国谈药品“双通道”管理目录」
    if pharmacy_purchase and not in_catalogue:
        denials.append("not_in_catalogue")
    # 手工结算材料不全（missing_vouchers），依据 二（五）「可凭相关票据到参保地医保经办机构进行手工
    #   结算」「可凭双通道医疗机构的《备案表》及相关票据回参保地手工结算」
    if manual_pharmacy_purchase and not (receipts and (filing_form or not cross_region)):
        denials.append("missing_vouchers")

    # 结论 可以支付（payable）
    # 通则 payable.1，依据 附件说明3「发生的谈判药品外购费用不予支付」
    payable = not denials

    # 结论 结算政策（settlement_policy）
    settlement_policy: str | None
    if care_setting == "inpatient":
        # 通则 住院，依据 二（五）「施行统一的支付政策」
        settlement_policy = "inpatient_policy"
    elif care_setting == "outpatient" and chronic_patient:
        # 通则 门诊慢性（特殊）病，依据 二（五）「执行现行的门诊慢性（特殊）病待遇政策」
        settlement_policy = "chronic_policy"
    else:
        # 通则 其他门诊，依据 二（五）「门诊慢性（特殊）病患者，所需外购双通道管理药品」
        # 本通知未规定，按《当地现行门诊待遇政策》执行
        settlement_policy = None

    # 结论 结算方式（settlement_method）
    settlement_method: str | None
    if manual_pharmacy_purchase:
        # 通则 手工，依据 二（五）「不能直接结算的，可凭相关票据到参保地医保经办机构进行手工结算」
        #   「可凭双通道医疗机构的《备案表》及相关票据回参保地手工结算」
        settlement_method = "manual"
    elif pharmacy_purchase and not cross_region and direct_settlement_available:
        # 通则 直接，依据 二（五）「到双通道药店购药可直接结算」
        settlement_method = "direct"
    else:
        # 通则 其他渠道，依据 二（五）「到双通道药店购药可直接结算」
        # 本通知未规定，按《医疗机构现行结算规定》执行
        settlement_method = None

    # 结论 两渠道合计一次起付线（single_deductible）
    # 通则 single_deductible.1，依据 二（五）「两者只计算一次起付线」
    single_deductible = care_setting == "inpatient"

    # 结论 本次还应计起付线（deductible_due）
    # 通则 deductible_due.1，依据 二（五）「两者只计算一次起付线」
    deductible_due = care_setting == "inpatient" and not deductible_charged_this_stay

    # 结论 药店免费送达（free_delivery）
    # 通则 free_delivery.1，依据 二（五）「由双通道药店免费送达双通道医疗机构交责任医师临床应用」
    free_delivery = care_setting == "inpatient" and pharmacy_purchase

    # 结论 总额归属（budget_attribution）
    # 成立：通则 双通道药店，依据 二（六）「在双通道药店进行待遇支付的双通道药品费用单列预算」
    # 否则：默认
    budget_attribution = "separate_budget" if pharmacy_purchase else "unspecified"

    outputs: dict[str, Any] = {
        "denials": denials,
        "payable": payable,
        "settlement_policy": settlement_policy,
        "settlement_method": settlement_method,
        "single_deductible": single_deductible,
        "deductible_due": deductible_due,
        "free_delivery": free_delivery,
        "budget_attribution": budget_attribution,
    }
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _reimbursement_seen
        steps = [
            seen["pharmacy_purchase", supply_channel == "pharmacy"],
            seen[
                "manual_pharmacy_purchase",
                pharmacy_purchase,
                cross_region,
                not direct_settlement_available
            ],
            seen[
                "denials",
                pharmacy_purchase,
                not responsible_prescription,
                care_setting == "inpatient",
                pharmacy_purchase,
                not hospital_dual_channel,
                beyond_indication,
                beyond_payment_limit,
                improper_dispensing,
                pharmacy_purchase,
                not pharmacy_dual_channel,
                pharmacy_purchase,
                not in_catalogue,
                manual_pharmacy_purchase,
                not (receipts and (filing_form or not cross_region))
            ],
            {**seen[("payable",)], "value": outputs["payable"]},
            seen[
                "settlement_policy",
                care_setting == "inpatient",
                care_setting == "outpatient",
                chronic_patient,
                care_setting == "outpatient",
                not chronic_patient
            ],
            seen[
                "settlement_method",
                manual_pharmacy_purchase,
                pharmacy_purchase,
                not cross_region,
                direct_settlement_available,
                not pharmacy_purchase
            ],
            {**seen[("single_deductible",)], "value": outputs["single_deductible"]},
            {**seen[("deductible_due",)], "value": outputs["deductible_due"]},
            {**seen[("free_delivery",)], "value": outputs["free_delivery"]},
            seen["budget_attribution", pharmacy_purchase],
        ]
    return {
        "policy": POLICY,
        "decision": "reimbursement",
        "status": "decided",
        "outputs": outputs,
        "unresolved": {},
        "trace": steps,
    }


# 判定 责任医师（responsible_physician） -----------------------------------------------------------


def responsible_physician(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 责任医师"""
    try:
        return _responsible_physician(facts, params, trace)
    except UNUSUAL:
        table = _responsible_physician_table()
    return answer(table, facts, params, explain if trace else None)


def _responsible_physician(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if type(facts) is not dict or len(facts) != 3:
        raise Unusual
    physician_title = PHYSICIAN_TITLE[facts["physician_title"]]  # 医师职称
    same_disease: bool = facts["same_disease"]  # 治疗相应疾病
    filed_with_agency: bool = facts["filed_with_agency"]  # 已报经办机构备案
    if not (type(same_disease) is type(filed_with_agency) is bool):
        raise Unusual

    if params is None:
        params = {}
    if type(params) is not dict or len(params) != 0 + ("attending_allowed" in params):
        raise Unusual
    # 当地放宽到主治医师
    attending_allowed = (
        known_boolean(params["attending_allowed"])
        if "attending_allowed" in params
        else False
    )

    # 收集 不符合的条件（failed）
    failed: list[str] = []
    # 职称不够（title_too_low），依据 二（二）「副主任及以上临床专家（根据当地实际可放宽到主治医
    #   师）」
    if (
        (
            not attending_allowed
            and PHYSICIAN_TITLE_RANK[physician_title] < PHYSICIAN_TITLE_RANK["associate_chief"]
        )
        or (
            attending_allowed
            and PHYSICIAN_TITLE_RANK[physician_title] < PHYSICIAN_TITLE_RANK["attending"]
        )
    ):
        failed.append("title_too_low")
    # 专业不符（wrong_specialty），依据 二（二）「治疗相应疾病」
    if not same_disease:
        failed.append("wrong_specialty")
    # 没有备案（not_filed），依据 二（二）「并报医保经办机构备案」
    if not filed_with_agency:
        failed.append("not_filed")

    # 结论 可以担任责任医师（qualified）
    # 通则 qualified.1，依据 二（二）「“双通道”国谈药品责任医师」
    qualified = not failed

    outputs: dict[str, Any] = {"failed": failed, "qualified": qualified}
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _responsible_physician_seen
        steps = [
            seen[
                "failed",
                not attending_allowed,
                PHYSICIAN_TITLE_RANK[physician_title] < PHYSICIAN_TITLE_RANK["associate_chief"],
                attending_allowed,
                PHYSICIAN_TITLE_RANK[physician_title] < PHYSICIAN_TITLE_RANK["attending"],
                not same_disease,
                not filed_with_agency
            ],
            {**seen[("qualified",)], "value": outputs["qualified"]},
        ]
    return {
        "policy": POLICY,
        "decision": "responsible_physician",
        "status": "decided",
        "outputs": outputs,
        "unresolved": {},
        "trace": steps,
    }


# 判定 双通道医疗机构准入（hospital_admission） ----------------------------------------------------


def hospital_admission(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 双通道医疗机构准入"""
    try:
        return _hospital_admission(facts, params, trace)
    except UNUSUAL:
        table = _hospital_admission_table()
    return answer(table, facts, params, explain if trace else None)


def _hospital_admission(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if type(facts) is not dict or len(facts) != 2:
        raise Unusual
    hospital_level = HOSPITAL_LEVEL[facts["hospital_level"]]  # 医院等级
    supplementary_agreement: bool = facts["supplementary_agreement"]  # 已签补充服务协议
    if type(supplementary_agreement) is not bool:
        raise Unusual

    if params is None:
        params = {}
    if type(params) is not dict or len(params) != 0 + ("attending_allowed" in params):
        raise Unusual
    if "attending_allowed" in params:
        known_boolean(params["attending_allowed"])  # 当地放宽到主治医师：本判定不用

    # 收集 不符合的条件（failed）
    failed: list[str] = []
    # 等级不够（level_too_low），依据 二（二）「二级及以上“双通道”管理的定点医疗机构」
    if HOSPITAL_LEVEL_RANK[hospital_level] < HOSPITAL_LEVEL_RANK["level2"]:
        failed.append("level_too_low")
    # 没有签协议（no_agreement），依据 二（二）「医保经办机构要与双通道医疗机构签订补充服务协议」
    if not supplementary_agreement:
        failed.append("no_agreement")

    # 结论 可以准入（qualified）
    # 通则 qualified.1，依据 二（二）「明确纳入“双通道”管理医疗机构的资质条件」
    qualified = not failed

    outputs: dict[str, Any] = {"failed": failed, "qualified": qualified}
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _hospital_admission_seen
        steps = [
            seen[
                "failed",
                HOSPITAL_LEVEL_RANK[hospital_level] < HOSPITAL_LEVEL_RANK["level2"],
                not supplementary_agreement
            ],
            {**seen[("qualified",)], "value": outputs["qualified"]},
        ]
    return {
        "policy": POLICY,
        "decision": "hospital_admission",
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
    if type(facts) is not dict or len(facts) != 11:
        raise Unusual
    compliant: bool = facts["compliant"]  # 资质合规
    well_managed: bool = facts["well_managed"]  # 管理规范
    good_reputation: bool = facts["good_reputation"]  # 信誉良好
    well_located: bool = facts["well_located"]  # 布局合理
    e_traceable: bool = facts["e_traceable"]  # 所售药品实现电子追溯
    supplementary_agreement: bool = facts["supplementary_agreement"]  # 已签补充服务协议
    unit_price = known_money(facts["unit_price"])  # 单价
    negotiated_price = known_money(facts["negotiated_price"])  # 谈判价格
    sells_special_storage: bool = facts["sells_special_storage"]  # 所售药品有特殊储存要求
    special_storage_capable: bool = facts["special_storage_capable"]  # 具备储存配送资质和能力
    quality_incident: bool = facts["quality_incident"]  # 出现质量问题
    if not (
        type(compliant)
        is type(well_managed)
        is type(good_reputation)
        is type(well_located)
        is type(e_traceable)
        is type(supplementary_agreement)
        is type(sells_special_storage)
        is type(special_storage_capable)
        is type(quality_incident)
        is bool
    ):
        raise Unusual

    if params is None:
        params = {}
    if type(params) is not dict or len(params) != 0 + ("attending_allowed" in params):
        raise Unusual
    if "attending_allowed" in params:
        known_boolean(params["attending_allowed"])  # 当地放宽到主治医师：本判定不用

    # 收集 不符合的条件（failed）
    failed: list[str] = []
    # 资质不合规（not_compliant），依据 二（三）「资质合规」
    if not compliant:
        failed.append("not_compliant")
    # 管理不规范（poorly_managed），依据 二（三）「管理规范」
    if not well_managed:
        failed.append("poorly_managed")
    # 信誉不好（poor_reputation），依据 二（三）「信誉良好」
    if not good_reputation:
        failed.append("poor_reputation")
    # 布局不合理（poorly_located），依据 二（三）「布局合理」
    if not well_located:
        failed.append("poorly_located")
    # 没有电子追溯（not_traceable），依据 二（三）「对所售药品已实现电子追溯」
    if not e_traceable:
        failed.append("not_traceable")
    # 没有签协议（no_agreement），依据 二（三）「医保经办机构要与双通道药店签订补充服务协议」
    if not supplementary_agreement:
        failed.append("no_agreement")
    # 售价过高（price_too_high），依据 二（三）「所售药品不得高于谈判药的谈判价格」
    if unit_price > negotiated_price:
        failed.append("price_too_high")
    # 没有储存配送能力（storage_incapable），依据 二（三）「对储存等有特殊要求的药品，
    #   要具备相应资质和能力承担储存、配送任务」
    if sells_special_storage and not special_storage_capable:
        failed.append("storage_incapable")

    # 结论 可以准入（qualified）
    # 通则 qualified.1，依据 二（三）「确定遴选标准和程序」
    qualified = not failed

    # 结论 立即解除服务协议（terminate_agreement）
    # 通则 terminate_agreement.1，依据 二（七）「若出现质量问题，立即解除双通道药店医保服务协议」
    terminate_agreement = quality_incident

    outputs: dict[str, Any] = {
        "failed": failed,
        "qualified": qualified,
        "terminate_agreement": terminate_agreement,
    }
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _pharmacy_admission_seen
        steps = [
            seen[
                "failed",
                not compliant,
                not well_managed,
                not good_reputation,
                not well_located,
                not e_traceable,
                not supplementary_agreement,
                unit_price > negotiated_price,
                sells_special_storage,
                not special_storage_capable
            ],
            {**seen[("qualified",)], "value": outputs["qualified"]},
            {**seen[("terminate_agreement",)], "value": outputs["terminate_agreement"]},
        ]
    return {
        "policy": POLICY,
        "decision": "pharmacy_admission",
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
    if type(facts) is not dict or len(facts) != 5:
        raise Unusual
    as_of = known_date(facts["as_of"])  # 统计日期
    city = known_text(facts["city"])  # 市名
    plan_filed: bool = facts["plan_filed"]  # 实施方案已报备案
    mechanism_built: bool = facts["mechanism_built"]  # 已全面建立双通道机制
    counties = _progress_counties(facts["counties"])  # 县区
    if not (type(plan_filed) is type(mechanism_built) is bool):
        raise Unusual

    if params is None:
        params = {}
    if type(params) is not dict or len(params) != 0 + ("attending_allowed" in params):
        raise Unusual
    if "attending_allowed" in params:
        known_boolean(params["attending_allowed"])  # 当地放宽到主治医师：本判定不用

    if as_of < EFFECTIVE:
        raise Unusual

    # 结论 第一批（first_batch）
    # 通则 first_batch.1，依据 三（三）「第一批，6月30日前，合肥、宿州、六安、阜阳、
    #   芜湖和安庆6个市」
    first_batch = (
        city
        in (
            "合肥",
            "合肥市",
            "宿州",
            "宿州市",
            "六安",
            "六安市",
            "阜阳",
            "阜阳市",
            "芜湖",
            "芜湖市",
            "安庆",
            "安庆市",
        )
    )

    # 中间结论 建立机制的期限（mechanism_deadline）
    # 成立：通则 第一批的市，依据 三（三）「第一批，6月30日前」
    # 否则：通则 第二批的市，依据 三（三）「第二批，9月30日前，全省国谈药品“双通道”管理机制全面建
    #   立」
    mechanism_deadline = DAY_2021_06_30 if first_batch else DAY_2021_09_30

    # 结论 实施方案备案（plan_filing）
    if plan_filed:
        # 例外 已落实，依据 三（二）「将实施方案于6月15日前报省医疗保障局及省卫生健康委备案」
        plan_filing = "met"
    elif as_of <= DAY_2021_06_15:
        # 通则 未到期，依据 三（二）「将实施方案于6月15日前报省医疗保障局及省卫生健康委备案」
        plan_filing = "pending"
    else:
        # 通则 逾期，依据 三（二）「将实施方案于6月15日前报省医疗保障局及省卫生健康委备案」
        plan_filing = "overdue"

    # 结论 建立双通道机制（mechanism）
    if mechanism_built:
        # 例外 已落实，依据 三（三）「在全市范围内建立国谈药品“双通道”管理机制」
        mechanism = "met"
    elif as_of <= mechanism_deadline:
        # 通则 未到期，依据 三（三）「在全市范围内建立国谈药品“双通道”管理机制」
        mechanism = "pending"
    else:
        # 通则 逾期，依据 三（三）「在全市范围内建立国谈药品“双通道”管理机制」
        mechanism = "overdue"

    # 结论 医疗机构覆盖（hospital_coverage）
    if all(county.dual_channel_hospitals >= 1 for county in counties):
        # 例外 已落实，依据 二（二）「原则上在每个县（市、区）范围内确定不少于1家二级及以上“双通道”
        #   管理的定点医疗机构」
        hospital_coverage = "met"
    elif as_of <= mechanism_deadline:
        # 通则 未到期，依据 二（二）「原则上在每个县（市、区）范围内确定不少于1家二级及以上“双通道”
        #   管理的定点医疗机构」
        hospital_coverage = "pending"
    else:
        # 通则 逾期，依据 二（二）「原则上在每个县（市、区）范围内确定不少于1家二级及以上“双通道”管
        #   理的定点医疗机构」
        hospital_coverage = "overdue"

    # 结论 药店覆盖（pharmacy_coverage）
    if all(county.dual_channel_pharmacies >= 1 for county in counties):
        # 例外 已落实，依据 二（三）「原则上每县（市、区）至少有1家双通道药店」
        pharmacy_coverage = "met"
    elif as_of <= mechanism_deadline:
        # 通则 未到期，依据 二（三）「原则上每县（市、区）至少有1家双通道药店」
        pharmacy_coverage = "pending"
    else:
        # 通则 逾期，依据 二（三）「原则上每县（市、区）至少有1家双通道药店」
        pharmacy_coverage = "overdue"

    # 结论 未覆盖的县区（uncovered_counties）
    # 通则 uncovered_counties.1，依据 二（二）「在每个县（市、区）范围内确定不少于1家二级及以上“双通
    #   道”管理的定点医疗机构」、二（三）「每县（市、区）至少有1家双通道药店」
    uncovered_counties = [
        county.name
        for county in counties
        if county.dual_channel_hospitals < 1 or county.dual_channel_pharmacies < 1
    ]

    outputs: dict[str, Any] = {
        "first_batch": first_batch,
        "plan_filing": plan_filing,
        "mechanism": mechanism,
        "hospital_coverage": hospital_coverage,
        "pharmacy_coverage": pharmacy_coverage,
        "uncovered_counties": uncovered_counties,
    }
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _progress_seen
        steps = [
            {**seen[("first_batch",)], "value": outputs["first_batch"]},
            seen["mechanism_deadline", first_batch, not first_batch],
            seen["plan_filing", as_of <= DAY_2021_06_15, as_of > DAY_2021_06_15, plan_filed],
            seen[
                "mechanism",
                as_of <= mechanism_deadline,
                as_of > mechanism_deadline,
                mechanism_built
            ],
            seen[
                "hospital_coverage",
                as_of <= mechanism_deadline,
                as_of > mechanism_deadline,
                all(county.dual_channel_hospitals >= 1 for county in counties)
            ],
            seen[
                "pharmacy_coverage",
                as_of <= mechanism_deadline,
                as_of > mechanism_deadline,
                all(county.dual_channel_pharmacies >= 1 for county in counties)
            ],
            {**seen[("uncovered_counties",)], "value": outputs["uncovered_counties"]},
        ]
    return {
        "policy": POLICY,
        "decision": "progress",
        "status": "decided",
        "outputs": outputs,
        "unresolved": {},
        "trace": steps,
    }


# 判定 外购备案（purchase_filing） -----------------------------------------------------------------


def purchase_filing(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 外购备案"""
    try:
        return _purchase_filing(facts, params, trace)
    except UNUSUAL:
        table = _purchase_filing_table()
    return answer(table, facts, params, explain if trace else None)


def _purchase_filing(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if (
        type(facts) is not dict
        or (
            len(facts)
            != (
                10
                + ("patient_name" in facts)
                + ("gender" in facts)
                + ("age" in facts)
                + ("address" in facts)
                + ("id_number" in facts)
                + ("phone" in facts)
                + ("insured_as" in facts)
                + ("institution" in facts)
                + ("pharmacy" in facts)
                + ("drug_name" in facts)
                + ("drug_category" in facts)
                + ("payment_scope" in facts)
                + ("treatment_plan" in facts)
                + ("used_amount" in facts)
                + ("purchase_amount" in facts)
            )
        )
    ):
        raise Unusual
    if "patient_name" in facts:
        known_text(facts["patient_name"])  # 姓名：本判定不用
    if "gender" in facts:
        GENDER[facts["gender"]]  # 性别：本判定不用
    if "age" in facts:
        known_integer(facts["age"])  # 年龄：本判定不用
    if "address" in facts:
        known_text(facts["address"])  # 单位或住址：本判定不用
    if "id_number" in facts:
        known_text(facts["id_number"])  # 身份证号：本判定不用
    if "phone" in facts:
        known_text(facts["phone"])  # 联系电话：本判定不用
    if "insured_as" in facts:
        INSURED_AS[facts["insured_as"]]  # 参保类型：本判定不用
    if "institution" in facts:
        known_text(facts["institution"])  # 医疗机构名称：本判定不用
    if "pharmacy" in facts:
        known_text(facts["pharmacy"])  # 申请外购药店名称：本判定不用
    applied_on = known_date(facts["applied_on"])  # 申请日期
    drug_use = DRUG_USE[facts["drug_use"]]  # 药品使用
    inpatient_diagnosis = known_text(facts["inpatient_diagnosis"])  # 住院诊断
    admitted_on = known_date(facts["admitted_on"])  # 入院时间
    admission_number = known_text(facts["admission_number"])  # 住院号
    chronic_disease = known_text(facts["chronic_disease"])  # 慢特病病种
    if "drug_name" in facts:
        known_text(facts["drug_name"])  # 药品通用名及规格：本判定不用
    if "drug_category" in facts:
        DRUG_CATEGORY[facts["drug_category"]]  # 药品类别：本判定不用
    if "payment_scope" in facts:
        known_text(facts["payment_scope"])  # 谈判药品医保支付范围：本判定不用
    if "treatment_plan" in facts:
        known_text(facts["treatment_plan"])  # 使用方案及总药量：本判定不用
    plan_start = known_date(facts["plan_start"])  # 方案开始日期
    plan_end = known_date(facts["plan_end"])  # 方案结束日期
    if "used_amount" in facts:
        known_text(facts["used_amount"])  # 已使用量：本判定不用
    if "purchase_amount" in facts:
        known_text(facts["purchase_amount"])  # 本次外购药量：本判定不用
    targeted_drug: bool = facts["targeted_drug"]  # 使用抗肿瘤靶向药物
    gene_test_indication: bool = facts["gene_test_indication"]  # 以基因检测结果为指征
    if not (type(targeted_drug) is type(gene_test_indication) is bool):
        raise Unusual

    if params is None:
        params = {}
    if type(params) is not dict or len(params) != 0 + ("attending_allowed" in params):
        raise Unusual
    if "attending_allowed" in params:
        known_boolean(params["attending_allowed"])  # 当地放宽到主治医师：本判定不用

    # 校验 方案先开始后结束，依据 附件正文「当前方案起止时间」
    if not plan_start <= plan_end:
        raise Unusual

    # 校验 先入院后申请，依据 附件正文「入院时间」
    if not admitted_on <= applied_on:
        raise Unusual

    # 中间结论 填写的住院诊断（shown_diagnosis）
    # 成立：通则 shown_diagnosis.1，依据 附件正文「住院诊断」
    # 否则：没有适用的规则：可空
    shown_diagnosis = inpatient_diagnosis if drug_use == "inpatient" else None

    # 中间结论 填写的入院时间（shown_admission）
    # 成立：通则 shown_admission.1，依据 附件正文「入院时间」
    # 否则：没有适用的规则：可空
    shown_admission = admitted_on if drug_use == "inpatient" else None

    # 中间结论 填写的住院号（shown_number）
    # 成立：通则 shown_number.1，依据 附件正文「住院号」
    # 否则：没有适用的规则：可空
    shown_number = admission_number if drug_use == "inpatient" else None

    # 中间结论 填写的慢特病病种（shown_disease）
    # 成立：通则 shown_disease.1，依据 附件正文「慢特病病种」
    # 否则：没有适用的规则：可空
    shown_disease = chronic_disease if drug_use == "chronic" else None

    # 收集 应附材料（supporting_papers）
    supporting_papers: list[str] = []
    # 诊断证明（diagnosis_certificate），依据 附件说明2「诊断证明」
    supporting_papers.append("diagnosis_certificate")
    # 影像报告（imaging_report），依据 附件说明2「影像报告」
    supporting_papers.append("imaging_report")
    # 病理诊断（pathology），依据 附件说明2「病理诊断」
    supporting_papers.append("pathology")
    # 免疫组化报告（immunohistochemistry），依据 附件说明2「免疫组化报告」
    supporting_papers.append("immunohistochemistry")
    # 特殊化验指标结果报告单（special_tests），依据 附件说明2「特殊化验指标结果报告单」
    supporting_papers.append("special_tests")
    # 基因检测报告（gene_test_report），依据 附件说明2「其中使用抗肿瘤靶向药物的患者，
    #   以基因检测结果为指征的，应提交具备基因检测技术资质医疗机构出具的基因检测报告结果」
    if targeted_drug and gene_test_indication:
        supporting_papers.append("gene_test_report")
    # 门诊病历（outpatient_record），依据 附件说明2「门诊病历」
    supporting_papers.append("outpatient_record")
    # 出院小结（discharge_summary），依据 附件说明2「出院小结」
    supporting_papers.append("discharge_summary")

    # 结论 须加盖专用印章（stamp_required）
    # 通则 stamp_required.1，依据 附件说明2「以上资料须加盖病案或诊断管理专用印章」
    stamp_required = True

    # 结论 份数（copies）
    # 通则 copies.1，依据 附件说明1「本表一式三份，参保患者、双通道零售药店、双通道医疗机构各一份」
    copies = 3

    outputs: dict[str, Any] = {
        "supporting_papers": supporting_papers,
        "stamp_required": stamp_required,
        "copies": copies,
    }
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _purchase_filing_seen
        steps = [
            {**seen["shown_diagnosis", drug_use == "inpatient"], "value": shown_diagnosis},
            {
                **seen["shown_admission", drug_use == "inpatient"],
                "value": None if shown_admission is None else shown_admission.isoformat(),
            },
            {**seen["shown_number", drug_use == "inpatient"], "value": shown_number},
            {**seen["shown_disease", drug_use == "chronic"], "value": shown_disease},
            seen["supporting_papers", targeted_drug, gene_test_indication],
            seen[("stamp_required",)],
            seen[("copies",)],
        ]
    return {
        "policy": POLICY,
        "decision": "purchase_filing",
        "status": "decided",
        "outputs": outputs,
        "unresolved": {},
        "trace": steps,
    }


# 入口 ---------------------------------------------------------------------------------------------


DECISIONS = {
    "reimbursement": reimbursement,
    "responsible_physician": responsible_physician,
    "hospital_admission": hospital_admission,
    "pharmacy_admission": pharmacy_admission,
    "progress": progress,
    "purchase_filing": purchase_filing,
}
DECISION_LABELS = {
    "reimbursement": "药品费用报销",
    "responsible_physician": "责任医师",
    "hospital_admission": "双通道医疗机构准入",
    "pharmacy_admission": "双通道药店准入",
    "progress": "落实情况",
    "purchase_filing": "外购备案",
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


