"""重庆市医疗保障局关于做好国家医保谈判药品门诊用药保障工作的通知

重庆市医疗保障局 渝医保发〔2021〕12号
施行期间：2021-03-01 起

由律令 0.1.0 从 chongqing 生成：请改政策源文件，不改本文件。
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

POLICY = "chongqing"
TITLE = "重庆市医疗保障局关于做好国家医保谈判药品门诊用药保障工作的通知"
NUMBER = "渝医保发〔2021〕12号"
EFFECTIVE = datetime.date(2021, 3, 1)
SOURCE_HASH = "…"
COMPILER = "luling 0.1.0"

PERCENT = 10_000  # 比例以百万分之一计

# 枚举 险种（insurance）
INSURANCE = {
    "employee": "employee",
    "职工医保": "employee",
    "城镇职工医保": "employee",
    "310": "employee",
    "resident": "resident",
    "居民医保": "resident",
    "城乡居民医保": "resident",
    "390": "resident",
}
INSURANCE_LABELS = {"employee": "职工医保", "resident": "居民医保"}

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

# 枚举 药品类别（drug_class）
DRUG_CLASS = {
    "chronic_drug": "chronic_drug", "国谈门诊特病用药": "chronic_drug",
    "guarantee_drug": "guarantee_drug", "国谈门诊保障用药": "guarantee_drug",
    "other": "other", "其他国谈药品": "other",
}
DRUG_CLASS_LABELS = {
    "chronic_drug": "国谈门诊特病用药",
    "guarantee_drug": "国谈门诊保障用药",
    "other": "其他国谈药品",
}

# 枚举 协议状态（agreement_status）
AGREEMENT_STATUS = {
    "in_agreement": "in_agreement", "协议期内": "in_agreement",
    "renewed": "renewed", "续约成功": "renewed",
    "listed": "listed", "期满纳入药品目录": "listed",
    "lapsed": "lapsed", "期满未续约且未纳入": "lapsed",
}
AGREEMENT_STATUS_LABELS = {
    "in_agreement": "协议期内",
    "renewed": "续约成功",
    "listed": "期满纳入药品目录",
    "lapsed": "期满未续约且未纳入",
}

# 枚举 机构类别（hospital_kind）
HOSPITAL_KIND = {
    "general": "general", "综合性": "general",
    "specialist": "specialist", "专科": "specialist",
    "other": "other", "其他": "other",
}
HOSPITAL_KIND_LABELS = {"general": "综合性", "specialist": "专科", "other": "其他"}

# 参数 职工统筹报销比例（employee_ratio）
#   80%，依据 二（五）1「职工医保门诊使用国谈门诊保障用药时统筹基金报销比例为80%」
EMPLOYEE_RATIO = 80 * PERCENT

# 参数 门诊特病起付标准（chronic_deductible）：另行规定，依据 二（四）1「起付标准参照其定点医院的门
#   诊特病起付标准」

# 参数 居民门诊重大疾病报销比例（resident_ratio）：另行规定，依据 二（五）2
#   「参照门诊特殊疾病中重大疾病的报销比例执行」

# 参数 职工统筹基金年度报销限额（pooled_fund_limit）：另行规定，依据 二（五）1「统筹基金报销限额」

# 参数 大病保险起付标准（major_illness_threshold）：另行规定，依据 二（五）2「大病保险起付标准」


# 判定 药品费用报销（reimbursement） ---------------------------------------------------------------


def reimbursement(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 药品费用报销"""
    try:
        return _reimbursement(facts, params, trace)
    except UNUSUAL:
        table = _reimbursement_table()
    return answer(table, facts, params, explain if trace else None)


def _reimbursement(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if type(facts) is not dict or len(facts) != 22:
        raise Unusual
    service_date = known_date(facts["service_date"])  # 费用发生日期
    insurance = INSURANCE[facts["insurance"]]  # 险种
    benefit_active: bool = facts["benefit_active"]  # 正常享受医保待遇
    care_setting = CARE_SETTING[facts["care_setting"]]  # 就医方式
    supply_channel = SUPPLY_CHANNEL[facts["supply_channel"]]  # 供药渠道
    out_of_area = OUT_OF_AREA[facts["out_of_area"]]  # 异地就医
    drug_class = DRUG_CLASS[facts["drug_class"]]  # 药品类别
    agreement_status = AGREEMENT_STATUS[facts["agreement_status"]]  # 协议状态
    within_scope: bool = facts["within_scope"]  # 符合限定疾病范围
    qualification_registered: bool = facts["qualification_registered"]  # 用药资质已备案
    at_designated_hospital: bool = facts["at_designated_hospital"]  # 处方医院为选定的定点医院
    prescriber_responsible: bool = facts["prescriber_responsible"]  # 处方医师为责任医师
    pharmacy_qualified: bool = facts["pharmacy_qualified"]  # 药店为符合条件的定点药店
    chronic_qualified: bool = facts["chronic_qualified"]  # 有特病资质
    # 国谈用药定点医院等级
    designated_hospital_level = HOSPITAL_LEVEL[facts["designated_hospital_level"]]
    chronic_hospitals = _reimbursement_chronic_hospitals(facts["chronic_hospitals"])  # 特病定点医院
    unit_price = known_money(facts["unit_price"])  # 单价
    pay_standard = known_money(facts["pay_standard"])  # 谈判支付标准
    eligible_cost = known_money(facts["eligible_cost"])  # 医保费用
    deductible_paid_ytd = known_money(facts["deductible_paid_ytd"])  # 本年已付起付
    pooled_fund_paid_ytd = known_money(facts["pooled_fund_paid_ytd"])  # 本年统筹已报销
    self_paid_ytd = known_money(facts["self_paid_ytd"])  # 本年累计自付
    if not (
        type(benefit_active)
        is type(within_scope)
        is type(qualification_registered)
        is type(at_designated_hospital)
        is type(prescriber_responsible)
        is type(pharmacy_qualified)
        is type(chronic_qualified)
        is bool
    ):
        raise Unusual

    if params is None:
        params = {}
    if type(params) is not dict or len(params) != 4:
        raise Unusual
    # 门诊特病起付标准
    chronic_deductible = known_table(
        params["chronic_deductible"],
        HOSPITAL_LEVEL_LABELS,
        known_money,
    )
    resident_ratio = known_ratio(params["resident_ratio"])  # 居民门诊重大疾病报销比例
    pooled_fund_limit = known_money(params["pooled_fund_limit"])  # 职工统筹基金年度报销限额
    major_illness_threshold = known_money(params["major_illness_threshold"])  # 大病保险起付标准

    if service_date < EFFECTIVE:
        raise Unusual

    # 情形 使用门诊保障机制（mechanism_used）
    # 依据 三导语「建立国家谈判药品门诊保障用药双通道机制」、二（三）2「门诊使用国谈门诊保障用药」、
    #   二（三）3「可在国谈门诊保障用药定点药店购买国家谈判药品」
    mechanism_used = (
        drug_class == "guarantee_drug"
        and (care_setting == "outpatient" or supply_channel == "pharmacy")
        and out_of_area != "networked"
    )

    # 情形 按三定管理（three_fix_managed）
    # 依据 四导语「国谈门诊保障用药实行定用药资质、定医院、定责任医师的“三定”管理」、四（七）2
    #   「按照就医地国家谈判药品使用规定」
    three_fix_managed = mechanism_used and out_of_area == "none"

    # 情形 本地药店购药（local_pharmacy_purchase）
    # 依据 三（二）「符合条件的医保定点药店可为符合条件的国谈门诊特病用药和国谈门诊保障用药患者提供
    #   药品服务」
    local_pharmacy_purchase = supply_channel == "pharmacy" and out_of_area == "none"

    # 情形 按本通知计算（priced）
    # 依据 二（四）1「门诊使用国谈门诊保障用药时」、四（七）2「再到参保地医保经办机构按本办法的规定
    #   起付标准和报销比例结算」
    priced = (
        care_setting == "outpatient"
        and drug_class == "guarantee_drug"
        and out_of_area != "networked"
    )

    # 收集 不予支付（denials）
    denials: list[str] = []
    # 未正常享受医保待遇（benefit_inactive），依据 二（一）「并正常享受医保待遇」
    if not benefit_active:
        denials.append("benefit_inactive")
    # 超出限定疾病范围（out_of_scope），依据 二（一）「符合药品限定疾病范围的患者」
    if not within_scope:
        denials.append("out_of_scope")
    # 不属门诊保障的药品（not_covered_drug），依据 二（二）1「符合我市门诊特殊疾病保障范围的药品」、
    #   二（二）2「非我市门诊特殊疾病保障范围但适于门诊治疗」、四（七）1「按照就医地国谈药品使用规
    #   定」
    if care_setting == "outpatient" and drug_class == "other" and out_of_area != "networked":
        denials.append("not_covered_drug")
    # 协议期满停止保障（agreement_lapsed），依据 二（六）「则停止其国谈门诊保障用药机制」
    if mechanism_used and agreement_status == "lapsed":
        denials.append("agreement_lapsed")
    # 用药资质未备案（unregistered），依据 四（一）「通过医保信息系统对患者的定点医院、
    #   责任医师和用药方案进行备注备案」、四（五）「核实其国家谈判药品用药资质备案信息无误」
    if three_fix_managed and not qualification_registered:
        denials.append("unregistered")
    # 处方医院不是选定的定点医院（not_designated_hospital），依据 四（三）「应在医疗保险定点医院中选
    #   择1所医院作为本人国谈门诊保障用药定点医院」、二（三）3「依据该定点医院责任医师开具的药品处
    #   方」
    if three_fix_managed and not at_designated_hospital:
        denials.append("not_designated_hospital")
    # 处方医师不是责任医师（not_responsible_physician），依据 四（四）「其余医师开具的相关药品处方不
    #   予报销」、二（三）3「依据该定点医院责任医师开具的药品处方」
    if three_fix_managed and not prescriber_responsible:
        denials.append("not_responsible_physician")
    # 药店不符合条件（pharmacy_not_qualified），依据 三（二）「符合条件的医保定点药店」
    if local_pharmacy_purchase and not pharmacy_qualified:
        denials.append("pharmacy_not_qualified")

    # 结论 可以支付（payable）
    # 通则 payable.1，依据 二（一）「保障对象」
    payable = not denials

    # 收集 违规（violations）
    violations: list[str] = []
    # 售价超过支付标准（price_above_standard），依据 五（一）「不得以超过国家谈判约定的支付标准销
    #   售」
    if local_pharmacy_purchase and unit_price > pay_standard:
        violations.append("price_above_standard")

    # 结论 结算政策（settlement_policy）
    settlement_policy: str | None
    if out_of_area == "networked":
        # 例外 异地联网，依据 四（七）1「按照就医地国谈药品使用规定」
        settlement_policy = "place_of_care_policy"
    elif care_setting == "inpatient":
        # 通则 住院，依据 二（五）3「按现行住院报销政策执行」、二（三）3「按本次住院报销政策结算」
        settlement_policy = "inpatient_policy"
    elif care_setting == "outpatient" and drug_class == "chronic_drug":
        # 通则 门诊特病用药，依据 二（三）1「国谈门诊特病用药按我市特病报销政策执行」
        settlement_policy = "chronic_policy"
    elif care_setting == "outpatient" and drug_class == "guarantee_drug":
        # 通则 门诊保障用药，依据 二（三）2「参照我市门诊特病报销政策执行」
        settlement_policy = "chronic_reference"
    else:
        # 通则 门诊其他药品，依据 二（二）2「药品范围根据最新《基本医疗保险药品目录》动态更新，
        #   另行公布」
        # 本通知未规定，按《基本医疗保险药品目录》执行
        settlement_policy = None

    # 结论 结算方式（settlement_method）
    if out_of_area == "none":
        # 通则 本地，依据 四（六）「仅需支付按规定应由个人负担的部分」
        settlement_method = "direct"
    elif out_of_area == "networked":
        # 通则 异地联网，依据 四（七）1「按照全国异地就医联网直接结算要求结算」
        settlement_method = "direct"
    else:
        # 通则 异地未联网，依据 四（七）2「由参保人员先行垫付相关费用」
        settlement_method = "manual"

    # 中间结论 应执行的起付标准（deductible_due）
    if chronic_qualified:
        # 例外 有特病资质，依据 二（四）2「一年按最高定点医院等级（选定单病种结算的医疗机构等级不作
        #   为其门诊特殊疾病起付线医疗机构等级）收取一次」
        deductible_due = chronic_deductible[
            max(
                [
                    designated_hospital_level,
                    *[
                        chronic_hospital.level
                        for chronic_hospital in chronic_hospitals
                        if not chronic_hospital.single_disease
                    ],
                ],
                key=HOSPITAL_LEVEL_RANK.__getitem__,
            )
        ]
    else:
        # 通则 deductible_due.1，依据 二（四）1「起付标准参照其定点医院的门诊特病起付标准一年收取一
        #   次」
        deductible_due = chronic_deductible[designated_hospital_level]

    # 中间结论 应扣的起付额（deductible_taken）
    # 通则 deductible_taken.1，依据 二（四）1「一年收取一次，患者在门诊发生的国谈门诊保障用药医保费
    #   用超过定点医院起付标准后由医保基金和患者按比例支付」
    deductible_taken = min(eligible_cost, max(0, deductible_due - deductible_paid_ytd))

    # 中间结论 应执行的报销比例（ratio_due）
    # 成立：通则 职工，依据 二（五）1「职工医保门诊使用国谈门诊保障用药时统筹基金报销比例为80%」
    # 否则：通则 居民，依据 二（五）2「居民医保门诊使用国谈门诊保障用药报销参照门诊特殊疾病中重大疾
    #   病的报销比例执行」
    ratio_due = EMPLOYEE_RATIO if insurance == "employee" else resident_ratio

    # 中间结论 按比例算得（raw_pay）
    # 通则 raw_pay.1，依据 二（四）1「由医保基金和患者按比例支付」
    raw_pay = half_up((eligible_cost - deductible_taken) * ratio_due, 1_000_000)

    # 中间结论 统筹应付（pooled_fund_due）
    if insurance == "employee":
        # 通则 职工，依据 二（五）1「年度累计报销费用超过统筹基金报销限额后，
        #   按现行大额医保政策报销」
        pooled_fund_due = min(raw_pay, max(0, pooled_fund_limit - pooled_fund_paid_ytd))
    else:
        # 通则 居民，依据 二（五）2「居民医保门诊使用国谈门诊保障用药报销参照门诊特殊疾病中重大疾病
        #   的报销比例执行」
        pooled_fund_due = raw_pay

    # 中间结论 超限额部分（over_limit_due）
    # 成立：通则 职工，依据 二（五）1「年度累计报销费用超过统筹基金报销限额后，
    #   按现行大额医保政策报销」
    # 否则：通则 居民，依据 二（五）2「按现行大病保险政策报销」
    over_limit_due = raw_pay - pooled_fund_due if insurance == "employee" else 0

    # 中间结论 个人应付（personal_due）
    # 通则 personal_due.1，依据 四（六）「仅需支付按规定应由个人负担的部分」
    personal_due = eligible_cost - pooled_fund_due

    # 中间结论 大病应计（major_illness_due）
    if insurance == "resident":
        # 通则 居民，依据 二（五）2「年度累计自付费用超过大病保险起付标准后，
        #   按现行大病保险政策报销」
        major_illness_due = max(
            0,
            self_paid_ytd + personal_due - max(major_illness_threshold, self_paid_ytd),
        )
    else:
        # 通则 职工，依据 二（五）1「按现行大额医保政策报销」
        major_illness_due = 0

    # 结论 起付标准（deductible）
    deductible: int | None
    if not payable:
        # 例外 不予支付，依据 四（四）「不予报销」
        # 本通知未规定
        deductible = None
    elif priced:
        # 通则 由本通知计算，依据 二（四）1「起付标准参照其定点医院的门诊特病起付标准一年收取一
        #   次」、二（四）2「一年按最高定点医院等级」
        deductible = deductible_due
    elif out_of_area == "networked":
        # 例外 异地联网，依据 四（七）1「按照就医地国谈药品使用规定」
        # 本通知未规定，按《就医地国谈药品使用规定》执行
        deductible = None
    elif care_setting == "inpatient":
        # 例外 住院，依据 二（五）3「按现行住院报销政策执行」
        # 本通知未规定，按《现行住院报销政策》执行
        deductible = None
    else:
        # 通则 不由本通知计算，依据 二（三）1「国谈门诊特病用药按我市特病报销政策执行」
        # 本通知未规定，按《我市特病报销政策》执行
        deductible = None

    # 结论 本次起付额（deductible_applied）
    deductible_applied: int | None
    if not payable:
        # 例外 不予支付，依据 四（四）「不予报销」
        deductible_applied = 0
    elif priced:
        # 通则 由本通知计算，依据 二（四）1「一年收取一次」
        deductible_applied = deductible_taken
    elif out_of_area == "networked":
        # 例外 异地联网，依据 四（七）1「按照就医地国谈药品使用规定」
        # 本通知未规定，按《就医地国谈药品使用规定》执行
        deductible_applied = None
    elif care_setting == "inpatient":
        # 例外 住院，依据 二（五）3「按现行住院报销政策执行」
        # 本通知未规定，按《现行住院报销政策》执行
        deductible_applied = None
    else:
        # 通则 不由本通知计算，依据 二（三）1「国谈门诊特病用药按我市特病报销政策执行」
        # 本通知未规定，按《我市特病报销政策》执行
        deductible_applied = None

    # 结论 报销比例（fund_ratio）
    fund_ratio: int | None
    if not payable:
        # 例外 不予支付，依据 四（四）「不予报销」
        # 本通知未规定
        fund_ratio = None
    elif priced:
        # 通则 由本通知计算，依据 二（五）1「统筹基金报销比例为80%」、二（五）2
        #   「参照门诊特殊疾病中重大疾病的报销比例执行」
        fund_ratio = ratio_due
    elif out_of_area == "networked":
        # 例外 异地联网，依据 四（七）1「按照就医地国谈药品使用规定」
        # 本通知未规定，按《就医地国谈药品使用规定》执行
        fund_ratio = None
    elif care_setting == "inpatient":
        # 例外 住院，依据 二（五）3「按现行住院报销政策执行」
        # 本通知未规定，按《现行住院报销政策》执行
        fund_ratio = None
    else:
        # 通则 不由本通知计算，依据 二（三）1「国谈门诊特病用药按我市特病报销政策执行」
        # 本通知未规定，按《我市特病报销政策》执行
        fund_ratio = None

    # 结论 统筹支付（pooled_fund_pay）
    pooled_fund_pay: int | None
    if not payable:
        # 例外 不予支付，依据 四（四）「不予报销」
        pooled_fund_pay = 0
    elif priced:
        # 通则 由本通知计算，依据 二（五）1「统筹基金报销比例为80%」、二（五）2
        #   「参照门诊特殊疾病中重大疾病的报销比例执行」
        pooled_fund_pay = pooled_fund_due
    elif out_of_area == "networked":
        # 例外 异地联网，依据 四（七）1「按照就医地国谈药品使用规定」
        # 本通知未规定，按《就医地国谈药品使用规定》执行
        pooled_fund_pay = None
    elif care_setting == "inpatient":
        # 例外 住院，依据 二（五）3「按现行住院报销政策执行」
        # 本通知未规定，按《现行住院报销政策》执行
        pooled_fund_pay = None
    else:
        # 通则 不由本通知计算，依据 二（三）1「国谈门诊特病用药按我市特病报销政策执行」
        # 本通知未规定，按《我市特病报销政策》执行
        pooled_fund_pay = None

    # 结论 超限额转大额医保（over_limit_amount）
    over_limit_amount: int | None
    if not payable:
        # 例外 不予支付，依据 四（四）「不予报销」
        over_limit_amount = 0
    elif priced:
        # 通则 由本通知计算，依据 二（五）1「年度累计报销费用超过统筹基金报销限额后，
        #   按现行大额医保政策报销」
        over_limit_amount = over_limit_due
    elif out_of_area == "networked":
        # 例外 异地联网，依据 四（七）1「按照就医地国谈药品使用规定」
        # 本通知未规定，按《就医地国谈药品使用规定》执行
        over_limit_amount = None
    elif care_setting == "inpatient":
        # 例外 住院，依据 二（五）3「按现行住院报销政策执行」
        # 本通知未规定，按《现行住院报销政策》执行
        over_limit_amount = None
    else:
        # 通则 不由本通知计算，依据 二（三）1「国谈门诊特病用药按我市特病报销政策执行」
        # 本通知未规定，按《我市特病报销政策》执行
        over_limit_amount = None

    # 结论 个人负担（personal_pay）
    personal_pay: int | None
    if not payable:
        # 例外 不予支付，依据 四（四）「不予报销」
        personal_pay = eligible_cost
    elif priced:
        # 通则 由本通知计算，依据 四（六）「仅需支付按规定应由个人负担的部分」
        personal_pay = personal_due
    elif out_of_area == "networked":
        # 例外 异地联网，依据 四（七）1「按照就医地国谈药品使用规定」
        # 本通知未规定，按《就医地国谈药品使用规定》执行
        personal_pay = None
    elif care_setting == "inpatient":
        # 例外 住院，依据 二（五）3「按现行住院报销政策执行」
        # 本通知未规定，按《现行住院报销政策》执行
        personal_pay = None
    else:
        # 通则 不由本通知计算，依据 二（三）1「国谈门诊特病用药按我市特病报销政策执行」
        # 本通知未规定，按《我市特病报销政策》执行
        personal_pay = None

    # 结论 计入大病保险的自付（major_illness_base）
    major_illness_base: int | None
    if not payable:
        # 例外 不予支付，依据 四（四）「不予报销」
        major_illness_base = 0
    elif priced:
        # 通则 由本通知计算，依据 二（五）2「年度累计自付费用超过大病保险起付标准后，
        #   按现行大病保险政策报销」
        major_illness_base = major_illness_due
    elif out_of_area == "networked":
        # 例外 异地联网，依据 四（七）1「按照就医地国谈药品使用规定」
        # 本通知未规定，按《就医地国谈药品使用规定》执行
        major_illness_base = None
    elif care_setting == "inpatient":
        # 例外 住院，依据 二（五）3「按现行住院报销政策执行」
        # 本通知未规定，按《现行住院报销政策》执行
        major_illness_base = None
    else:
        # 通则 不由本通知计算，依据 二（三）1「国谈门诊特病用药按我市特病报销政策执行」
        # 本通知未规定，按《我市特病报销政策》执行
        major_illness_base = None

    outputs: dict[str, Any] = {
        "denials": denials,
        "payable": payable,
        "violations": violations,
        "settlement_policy": settlement_policy,
        "settlement_method": settlement_method,
        "deductible": None if deductible is None else format_money(deductible),
        "deductible_applied": (
            None
            if deductible_applied is None
            else format_money(deductible_applied)
        ),
        "fund_ratio": None if fund_ratio is None else format_ratio(fund_ratio),
        "pooled_fund_pay": None if pooled_fund_pay is None else format_money(pooled_fund_pay),
        "over_limit_amount": None if over_limit_amount is None else format_money(over_limit_amount),
        "personal_pay": None if personal_pay is None else format_money(personal_pay),
        "major_illness_base": (
            None
            if major_illness_base is None
            else format_money(major_illness_base)
        ),
    }
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _reimbursement_seen
        steps = [
            seen[
                "mechanism_used",
                drug_class == "guarantee_drug",
                care_setting == "outpatient",
                supply_channel == "pharmacy",
                out_of_area != "networked"
            ],
            seen["three_fix_managed", mechanism_used, out_of_area == "none"],
            seen["local_pharmacy_purchase", supply_channel == "pharmacy", out_of_area == "none"],
            seen[
                "priced",
                care_setting == "outpatient",
                drug_class == "guarantee_drug",
                out_of_area != "networked"
            ],
            seen[
                "denials",
                not benefit_active,
                not within_scope,
                care_setting == "outpatient",
                drug_class == "other",
                out_of_area != "networked",
                mechanism_used,
                agreement_status == "lapsed",
                three_fix_managed,
                not qualification_registered,
                three_fix_managed,
                not at_designated_hospital,
                three_fix_managed,
                not prescriber_responsible,
                local_pharmacy_purchase,
                not pharmacy_qualified
            ],
            {**seen[("payable",)], "value": outputs["payable"]},
            seen["violations", local_pharmacy_purchase, unit_price > pay_standard],
            seen[
                "settlement_policy",
                care_setting == "inpatient",
                care_setting == "outpatient",
                drug_class == "chronic_drug",
                care_setting == "outpatient",
                drug_class == "guarantee_drug",
                care_setting == "outpatient",
                drug_class == "other",
                out_of_area == "networked"
            ],
            seen[
                "settlement_method",
                out_of_area == "none",
                out_of_area == "networked",
                out_of_area == "not_networked"
            ],
            {**seen["deductible_due", chronic_qualified], "value": format_money(deductible_due)},
            {**seen[("deductible_taken",)], "value": format_money(deductible_taken)},
            {
                **seen["ratio_due", insurance == "employee", insurance == "resident"],
                "value": format_ratio(ratio_due),
            },
            {**seen[("raw_pay",)], "value": format_money(raw_pay)},
            {
                **seen["pooled_fund_due", insurance == "employee", insurance == "resident"],
                "value": format_money(pooled_fund_due),
            },
            {
                **seen["over_limit_due", insurance == "employee", insurance == "resident"],
                "value": format_money(over_limit_due),
            },
            {**seen[("personal_due",)], "value": format_money(personal_due)},
            {
                **seen["major_illness_due", insurance == "resident", insurance == "employee"],
                "value": format_money(major_illness_due),
            },
            {
                **seen[
                    "deductible",
                    priced,
                    not priced,
                    out_of_area == "networked",
                    care_setting == "inpatient",
                    not payable
                ],
                "value": outputs["deductible"],
            },
            {
                **seen[
                    "deductible_applied",
                    priced,
                    not priced,
                    out_of_area == "networked",
                    care_setting == "inpatient",
                    not payable
                ],
                "value": outputs["deductible_applied"],
            },
            {
                **seen[
                    "fund_ratio",
                    priced,
                    not priced,
                    out_of_area == "networked",
                    care_setting == "inpatient",
                    not payable
                ],
                "value": outputs["fund_ratio"],
            },
            {
                **seen[
                    "pooled_fund_pay",
                    priced,
                    not priced,
                    out_of_area == "networked",
                    care_setting == "inpatient",
                    not payable
                ],
                "value": outputs["pooled_fund_pay"],
            },
            {
                **seen[
                    "over_limit_amount",
                    priced,
                    not priced,
                    out_of_area == "networked",
                    care_setting == "inpatient",
                    not payable
                ],
                "value": outputs["over_limit_amount"],
            },
            {
                **seen[
                    "personal_pay",
                    priced,
                    not priced,
                    out_of_area == "networked",
                    care_setting == "inpatient",
                    not payable
                ],
                "value": outputs["personal_pay"],
            },
            {
                **seen[
                    "major_illness_base",
                    priced,
                    not priced,
                    out_of_area == "networked",
                    care_setting == "inpatient",
                    not payable
                ],
                "value": outputs["major_illness_base"],
            },
        ]
    return {
        "policy": POLICY,
        "decision": "reimbursement",
        "status": "decided",
        "outputs": outputs,
        "unresolved": {},
        "trace": steps,
    }


# 判定 资质认定医院（certifying_hospital） ---------------------------------------------------------


def certifying_hospital(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 资质认定医院"""
    try:
        return _certifying_hospital(facts, params, trace)
    except UNUSUAL:
        table = _certifying_hospital_table()
    return answer(table, facts, params, explain if trace else None)


def _certifying_hospital(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if type(facts) is not dict or len(facts) != 7:
        raise Unusual
    agreement_signed: bool = facts["agreement_signed"]  # 纳入协议管理
    licensed_scope: bool = facts["licensed_scope"]  # 具备相应执业许可范围
    hospital_level = HOSPITAL_LEVEL[facts["hospital_level"]]  # 医院等级
    hospital_kind = HOSPITAL_KIND[facts["hospital_kind"]]  # 机构类别
    can_diagnose: bool = facts["can_diagnose"]  # 具备诊断能力
    gene_test_needed: bool = facts["gene_test_needed"]  # 需基因检测
    can_gene_test: bool = facts["can_gene_test"]  # 具备基因检测能力
    if not (
        type(agreement_signed)
        is type(licensed_scope)
        is type(can_diagnose)
        is type(gene_test_needed)
        is type(can_gene_test)
        is bool
    ):
        raise Unusual

    if params is None:
        params = {}
    if (
        type(params) is not dict
        or (
            len(params)
            != (
                0
                + ("chronic_deductible" in params)
                + ("resident_ratio" in params)
                + ("pooled_fund_limit" in params)
                + ("major_illness_threshold" in params)
            )
        )
    ):
        raise Unusual
    if "chronic_deductible" in params:
        # 门诊特病起付标准：本判定不用
        known_table(params["chronic_deductible"], HOSPITAL_LEVEL_LABELS, known_money)
    if "resident_ratio" in params:
        known_ratio(params["resident_ratio"])  # 居民门诊重大疾病报销比例：本判定不用
    if "pooled_fund_limit" in params:
        known_money(params["pooled_fund_limit"])  # 职工统筹基金年度报销限额：本判定不用
    if "major_illness_threshold" in params:
        known_money(params["major_illness_threshold"])  # 大病保险起付标准：本判定不用

    # 收集 不符合的条件（failed）
    failed: list[str] = []
    # 未纳入协议管理（no_agreement），依据 四（二）基本条件1「纳入了重庆市医疗保险服务协议管理的定点
    #   医疗机构」
    if not agreement_signed:
        failed.append("no_agreement")
    # 超出执业许可范围（out_of_licence），依据 四（二）基本条件1「具备相应的执业许可范围」
    if not licensed_scope:
        failed.append("out_of_licence")
    # 等级不够（level_too_low），依据 四（二）基本条件2「卫生健康行政主管部门认定的二级及以上」
    if HOSPITAL_LEVEL_RANK[hospital_level] < HOSPITAL_LEVEL_RANK["level2"]:
        failed.append("level_too_low")
    # 类别不符（wrong_kind），依据 四（二）基本条件2「综合性医疗机构或专科医疗机构」
    if hospital_kind not in ("general", "specialist"):
        failed.append("wrong_kind")
    # 缺少诊断能力（cannot_diagnose），依据 四（二）基本条件2「具备开展相关疾病的诊断能力」
    if not can_diagnose:
        failed.append("cannot_diagnose")
    # 缺少基因检测能力（cannot_gene_test），依据 四（二）基本条件2「必要时应具备开展相关疾病基因检测
    #   能力」
    if gene_test_needed and not can_gene_test:
        failed.append("cannot_gene_test")

    # 结论 符合资质认定医院条件（qualified）
    # 通则 qualified.1，依据 四（二）「国家谈判药品资质认定医院」
    qualified = not failed

    outputs: dict[str, Any] = {"failed": failed, "qualified": qualified}
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _certifying_hospital_seen
        steps = [
            seen[
                "failed",
                not agreement_signed,
                not licensed_scope,
                HOSPITAL_LEVEL_RANK[hospital_level] < HOSPITAL_LEVEL_RANK["level2"],
                hospital_kind not in ("general", "specialist"),
                not can_diagnose,
                gene_test_needed,
                not can_gene_test
            ],
            {**seen[("qualified",)], "value": outputs["qualified"]},
        ]
    return {
        "policy": POLICY,
        "decision": "certifying_hospital",
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
    same_specialty: bool = facts["same_specialty"]  # 相关专业
    chosen_count = known_integer(facts["chosen_count"])  # 已选责任医师数
    if type(same_specialty) is not bool:
        raise Unusual

    if params is None:
        params = {}
    if (
        type(params) is not dict
        or (
            len(params)
            != (
                0
                + ("chronic_deductible" in params)
                + ("resident_ratio" in params)
                + ("pooled_fund_limit" in params)
                + ("major_illness_threshold" in params)
            )
        )
    ):
        raise Unusual
    if "chronic_deductible" in params:
        # 门诊特病起付标准：本判定不用
        known_table(params["chronic_deductible"], HOSPITAL_LEVEL_LABELS, known_money)
    if "resident_ratio" in params:
        known_ratio(params["resident_ratio"])  # 居民门诊重大疾病报销比例：本判定不用
    if "pooled_fund_limit" in params:
        known_money(params["pooled_fund_limit"])  # 职工统筹基金年度报销限额：本判定不用
    if "major_illness_threshold" in params:
        known_money(params["major_illness_threshold"])  # 大病保险起付标准：本判定不用

    # 收集 不符合的条件（failed）
    failed: list[str] = []
    # 职称不够（title_too_low），依据 四（四）「中级职称（含）以上医师」
    if PHYSICIAN_TITLE_RANK[physician_title] < PHYSICIAN_TITLE_RANK["attending"]:
        failed.append("title_too_low")
    # 专业不符（wrong_specialty），依据 四（四）「需选择相关专业」
    if not same_specialty:
        failed.append("wrong_specialty")
    # 人数超过（too_many），依据 四（四）「1—2名」
    if chosen_count > 2:
        failed.append("too_many")

    # 结论 可以担任责任医师（qualified）
    # 通则 qualified.1，依据 四（四）「作为其该药品责任医师」
    qualified = not failed

    outputs: dict[str, Any] = {"failed": failed, "qualified": qualified}
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _responsible_physician_seen
        steps = [
            seen[
                "failed",
                PHYSICIAN_TITLE_RANK[physician_title] < PHYSICIAN_TITLE_RANK["attending"],
                not same_specialty,
                chosen_count > 2
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

    if params is None:
        params = {}
    if (
        type(params) is not dict
        or (
            len(params)
            != (
                0
                + ("chronic_deductible" in params)
                + ("resident_ratio" in params)
                + ("pooled_fund_limit" in params)
                + ("major_illness_threshold" in params)
            )
        )
    ):
        raise Unusual
    if "chronic_deductible" in params:
        # 门诊特病起付标准：本判定不用
        known_table(params["chronic_deductible"], HOSPITAL_LEVEL_LABELS, known_money)
    if "resident_ratio" in params:
        known_ratio(params["resident_ratio"])  # 居民门诊重大疾病报销比例：本判定不用
    if "pooled_fund_limit" in params:
        known_money(params["pooled_fund_limit"])  # 职工统筹基金年度报销限额：本判定不用
    if "major_illness_threshold" in params:
        known_money(params["major_illness_threshold"])  # 大病保险起付标准：本判定不用

    # 结论 审查结果（refusal）
    if reason in ("total_quota", "drug_ratio", "formulary_size", "committee_review"):
        # 例外 明令禁止的理由，依据 五（一）「不得以医保总额控制、药占比、医疗机构用药品种规格数量要
        #   求、药事委员会审定等为由影响国家谈判药品的供应保障与合理使用」
        refusal = "prohibited"
    else:
        # 通则 refusal.1，依据 五（一）「相关医疗机构应按要求采购国家谈判药品」
        refusal = "not_listed"

    outputs: dict[str, Any] = {"refusal": refusal}
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _stocking_refusal_seen
        steps = [
            seen[
                "refusal",
                reason in ("total_quota", "drug_ratio", "formulary_size", "committee_review")
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


# 入口 ---------------------------------------------------------------------------------------------


DECISIONS = {
    "reimbursement": reimbursement,
    "certifying_hospital": certifying_hospital,
    "responsible_physician": responsible_physician,
    "stocking_refusal": stocking_refusal,
}
DECISION_LABELS = {
    "reimbursement": "药品费用报销",
    "certifying_hospital": "资质认定医院",
    "responsible_physician": "责任医师",
    "stocking_refusal": "不配备理由审查",
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


