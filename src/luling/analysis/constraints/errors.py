"""What a lower notice does against an upper one (E08; W08 for findings)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Label, Mistake, Severity
from luling.source import NOWHERE, Span

__all__ = [
    "BoundBroken", "BoundDoubtful", "CatalogueUnexplained", "DutyDoubtful", "DutyWeaker",
    "NotComparable", "NothingDemanded", "OwnList", "OwnListDoubtful", "ResultChanges",
    "ResultChangesDoubtful", "UnknownUpperDuty", "UpperHasErrors",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clash(Mistake):
    """Two places, one in each notice; `told` are the two clauses with their words."""

    upper: Span = NOWHERE
    problem: str = ""
    told: tuple[str, ...] = ()

    def title(self) -> str:
        return self.problem

    def labels(self) -> tuple[Label, ...]:
        first = Label(self.span)
        return (first,) if self.upper == NOWHERE else (first, Label(self.upper, "上级的规定"))

    def notes(self) -> tuple[str, ...]:
        return self.told


@dataclass(frozen=True, slots=True)
class BoundBroken(Clash):
    """
    说明：本通知定的数，超出了上级通知规定的界限。
    为什么：
        下级通知要在上级通知的范围内定数。每一天都要符合：上级的界限有几段时，逐段核对。
    错误示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 自付上限（ceiling）：各市 的 先行自付比例（first_self_pay）不高于 20%，依据 三。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        参数 先行自付比例（first_self_pay）：比例 25%，依据 一。
    正确示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 自付上限（ceiling）：各市 的 先行自付比例（first_self_pay）不高于 20%，依据 三。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        参数 先行自付比例（first_self_pay）：比例 15%，依据 一。
    """

    code: ClassVar[str] = "E0801"

    def hint(self) -> str:
        return "请对照两份通知；本通知确实这样写的，要向上级请示，或者请上级的政策写明例外。"


@dataclass(frozen=True, slots=True)
class BoundDoubtful(BoundBroken):
    """
    说明：本通知定的数，超出了上级通知「原则上」的界限，或者上级列为待研究的界限。
    为什么：
        「原则上」留有余地，是不是可以这样定，要由人判断，所以只报告，不算错误。
    错误示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 配备下限（floor）：各市 的 配备品种数（stock）原则上 不低于 30种，依据 六。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        参数 配备品种数（stock）：整数（种） 20种，依据 一。
    正确示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 配备下限（floor）：各市 的 配备品种数（stock）原则上 不低于 30种，依据 六。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        参数 配备品种数（stock）：整数（种） 30种，依据 一。
    """

    code: ClassVar[str] = "W0811"
    severity: ClassVar[Severity] = "finding"


@dataclass(frozen=True, slots=True)
class OwnList(Clash):
    """
    说明：上级通知规定不得另定的范围，本通知自己定了一份。
    为什么：上级统一规定的范围，下级照着执行；另定一份，同一种药在两地的待遇就会不同。
    错误示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 不另定范围（one_list）：各地 不得另定 药品范围（drug_scope），依据 三。
        # 文件 drugs.csv
        # | 药品编码,名称
        # | A1,甲
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        目录 药品范围（drug_scope）：自 "drugs.csv"
          键 药品编码（code）：文本。
    正确示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 不另定范围（one_list）：各地 不得另定 药品范围（drug_scope），依据 三。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
    """

    code: ClassVar[str] = "E0802"

    def hint(self) -> str:
        return (
            "本通知确实另定了，要向上级请示，照上级的范围执行；"
            "如果它是别的清单，请用「对应」写明它是什么。"
        )


@dataclass(frozen=True, slots=True)
class OwnListDoubtful(OwnList):
    """
    说明：上级通知要求（列为待研究）不另定的范围，本通知自己定了一份。
    为什么：要由人判断是不是同一个范围、有没有依据，所以只报告，不算错误。
    错误示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 不另定（one）：各地 不得另定 自付比例（self_pay），列为待研究，依据 三。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        参数 自付比例（self_pay）：比例 20%，依据 一。
    正确示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 不另定（one）：各地 不得另定 自付比例（self_pay），列为待研究，依据 三。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
    """

    code: ClassVar[str] = "W0812"
    severity: ClassVar[Severity] = "finding"


@dataclass(frozen=True, slots=True)
class CatalogueUnexplained(Clash):
    """
    说明：上级通知不准另定某个范围，而本通知的这个目录没有说明它是什么。
    为什么：
        目录换一个名称，还可能是同一个范围。程序看不出来，要由起草的人用「对应」写明。
    错误示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 不另定范围（one_list）：各地 不得另定 药品范围（drug_scope），依据 三。
        # 文件 drugs.csv
        # | 药品编码,名称
        # | A1,甲
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        目录 常用药（usual）：自 "drugs.csv"
          键 药品编码（code）：文本。
    正确示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 不另定范围（one_list）：各地 不得另定 药品范围（drug_scope），依据 三。
        # 文件 drugs.csv
        # | 药品编码,名称
        # | A1,甲
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        目录 常用药（usual）：自 "drugs.csv"，对应 医院常备药品
          键 药品编码（code）：文本。
    """

    code: ClassVar[str] = "W0816"
    severity: ClassVar[Severity] = "finding"

    def hint(self) -> str:
        return "请写明它是什么，例如：目录 ……：自 \"……\"，对应 医院常备药品。"


@dataclass(frozen=True, slots=True)
class ResultChanges(Clash):
    """
    说明：上级通知要求，换一种情况（例如换一个购药渠道）结果不变；按本通知，有这样一对案情，
        只有这一处不同，结果却不同。
    为什么：举出的一对案情是程序找到的，照着看两处规则，就知道差别从哪里来。
    错误示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 渠道相同（same）：各地 的 渠道（channel）由 医院 换为 药店，
        # |   不改变 比例（ratio），依据 五。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        枚举 渠道（channel）：医院（hospital）、药店（pharmacy）。
        判定 报销（pay）
        事实 渠道（channel）：渠道。
        结论 比例（ratio）：比例。
          通则 当 渠道 是 医院，为 80%。
          通则 当 渠道 是 药店，为 70%。
    正确示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 渠道相同（same）：各地 的 渠道（channel）由 医院 换为 药店，
        # |   不改变 比例（ratio），依据 五。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        枚举 渠道（channel）：医院（hospital）、药店（pharmacy）。
        判定 报销（pay）
        事实 渠道（channel）：渠道。
        结论 比例（ratio）：比例，为 80%。
    """

    code: ClassVar[str] = "E0803"

    def hint(self) -> str:
        return "请对照两份通知：是本通知确有不同的规定，还是规则写窄了、写错了。"


@dataclass(frozen=True, slots=True)
class ResultChangesDoubtful(ResultChanges):
    """
    说明：上级通知要求换一种情况结果不变（列为待研究）；按本通知，有一对案情结果不同。
    为什么：是不是符合上级的要求，要由人判断，所以只报告，不算错误。
    错误示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 渠道相同（same）：各地 的 渠道（channel）由 医院 换为 药店，
        # |   不改变 比例（ratio），列为待研究，依据 五。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        枚举 渠道（channel）：医院（hospital）、药店（pharmacy）。
        判定 报销（pay）
        事实 渠道（channel）：渠道。
        结论 比例（ratio）：比例。
          通则 当 渠道 是 医院，为 80%。
          通则 当 渠道 是 药店，为 70%。
    正确示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 渠道相同（same）：各地 的 渠道（channel）由 医院 换为 药店，
        # |   不改变 比例（ratio），列为待研究，依据 五。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        枚举 渠道（channel）：医院（hospital）、药店（pharmacy）。
        判定 报销（pay）
        事实 渠道（channel）：渠道。
        结论 比例（ratio）：比例，为 80%。
    """

    code: ClassVar[str] = "W0813"
    severity: ClassVar[Severity] = "finding"


@dataclass(frozen=True, slots=True)
class DutyWeaker(Clash):
    """
    说明：本通知的职责，比上级通知的同一项职责宽：期限更晚，数量更少，或者语气更轻。
    为什么：
        下级可以更严，不能更宽，否则下级都照办了，上级的要求还是没有落实。单位不同的（例如上级管
        每个市，下级管每个县）是另外的职责，不这样比。
    错误示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 判定 落实情况（progress）
        # |   事实 统计日期（as_of）：日期，作适用日期。
        # |   事实 已公布（published）：是非。
        # |   职责 公布名单（publish）：各市 应当 在 2023年6月底前 做到 已公布，依据 五。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        判定 落实情况（progress）
        事实 统计日期（as_of）：日期，作适用日期。
        事实 已公布（published）：是非。
        职责 公布名单（publish）：各县 应当 在 2023年9月底前 做到 已公布，依据 一。
    正确示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 判定 落实情况（progress）
        # |   事实 统计日期（as_of）：日期，作适用日期。
        # |   事实 已公布（published）：是非。
        # |   职责 公布名单（publish）：各市 应当 在 2023年6月底前 做到 已公布，依据 五。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        判定 落实情况（progress）
        事实 统计日期（as_of）：日期，作适用日期。
        事实 已公布（published）：是非。
        职责 公布名单（publish）：各县 应当 在 2023年5月底前 做到 已公布，依据 一。
    """

    code: ClassVar[str] = "E0804"

    def hint(self) -> str:
        return "请对照两份通知；不是同一件事的，请换一个标识，去掉「对应」。"


@dataclass(frozen=True, slots=True)
class DutyDoubtful(DutyWeaker):
    """
    说明：本通知的职责，比上级通知「原则上」（或者可以、鼓励）的同一项职责宽。
    为什么：上级的要求留有余地，是不是可以放宽，要由人判断，所以只报告，不算错误。
    错误示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 判定 落实情况（progress）
        # |   事实 统计日期（as_of）：日期，作适用日期。
        # |   事实 已公布（published）：是非。
        # |   职责 公布名单（publish）：各市 原则上 在 2023年6月底前 做到 已公布，依据 五。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        判定 落实情况（progress）
        事实 统计日期（as_of）：日期，作适用日期。
        事实 已公布（published）：是非。
        职责 公布名单（publish）：各县 应当 在 2023年9月底前 做到 已公布，依据 一。
    正确示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 判定 落实情况（progress）
        # |   事实 统计日期（as_of）：日期，作适用日期。
        # |   事实 已公布（published）：是非。
        # |   职责 公布名单（publish）：各市 原则上 在 2023年6月底前 做到 已公布，依据 五。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        判定 落实情况（progress）
        事实 统计日期（as_of）：日期，作适用日期。
        事实 已公布（published）：是非。
        职责 公布名单（publish）：各县 原则上 在 2023年6月底前 做到 已公布，依据 一。
    """

    code: ClassVar[str] = "W0814"
    severity: ClassVar[Severity] = "finding"


@dataclass(frozen=True, slots=True)
class NotComparable(Clash):
    """
    说明：上级通知的规定管到这里，程序却不能核对：类型、单位不同，数由使用单位另外提供，或者
        两处的写法没有办法比较。
    为什么：不能核对的要告诉您，由人来看，不能当作符合。
    错误示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 自付上限（ceiling）：各市 的 先行自付比例（first_self_pay）不高于 20%，依据 三。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        参数 先行自付比例（first_self_pay）：比例 另行规定，依据 一。
    正确示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 自付上限（ceiling）：各市 的 先行自付比例（first_self_pay）不高于 20%，依据 三。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        参数 先行自付比例（first_self_pay）：比例 20%，依据 一。
    """

    code: ClassVar[str] = "W0815"
    severity: ClassVar[Severity] = "finding"

    def hint(self) -> str:
        return "请人工对照两份通知。"


@dataclass(frozen=True, slots=True)
class UnknownUpperDuty(Mistake):
    """
    说明：职责「对应」的名称，在上级通知里找不到。
    为什么：名称写错了，就没有核对到；没有核对不能当作符合。
    错误示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        判定 落实情况（progress）
        事实 统计日期（as_of）：日期，作适用日期。
        事实 已公布（published）：是非。
        职责 公布名单（publish）：各县 应当 在 2023年6月底前 做到 已公布，
          对应 publication，依据 一。
    正确示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        判定 落实情况（progress）
        事实 统计日期（as_of）：日期，作适用日期。
        事实 已公布（published）：是非。
        职责 公布名单（publish）：各县 应当 在 2023年6月底前 做到 已公布，依据 一。
    """

    code: ClassVar[str] = "E0805"
    name: str = ""
    near: tuple[str, ...] = ()

    def title(self) -> str:
        return f"上级通知里没有职责「{self.name}」"

    def hint(self) -> str:
        if self.near:
            return "是不是想写：" + "、".join(f"「{item}」" for item in self.near) + "？"
        return "请核对上级通知里那项职责的标识或者名称；不对应上级职责的，去掉「对应」。"


@dataclass(frozen=True, slots=True)
class NothingDemanded(Mistake):
    """
    说明：参数「对应」的名称，上级通知的约束里都没有。
    为什么：名称写错了，就没有核对到；没有核对不能当作符合。
    错误示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 自付上限（ceiling）：各市 的 先行自付比例（first_self_pay）不高于 20%，依据 三。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        参数 个人先付（pay_first）：比例 15%，对应 first_selfpay，依据 一。
    正确示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 自付上限（ceiling）：各市 的 先行自付比例（first_self_pay）不高于 20%，依据 三。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
        参数 个人先付（pay_first）：比例 15%，对应 first_self_pay，依据 一。
    """

    code: ClassVar[str] = "W0818"
    severity: ClassVar[Severity] = "finding"
    label: str = ""
    name: str = ""
    near: tuple[str, ...] = ()

    def title(self) -> str:
        return f"参数「{self.label}」对应「{self.name}」，上级的约束里没有它，没有核对"

    def hint(self) -> str:
        if self.near:
            return "是不是想写：" + "、".join(f"「{item}」" for item in self.near) + "？"
        return "请照上级「约束」里的名称或者标识写；上级没有这样的约束的，去掉「对应」。"


@dataclass(frozen=True, slots=True)
class UpperHasErrors(Mistake):
    """
    说明：上位的政策自己有错误，没有拿它核对本通知。
    为什么：没有核对不能当作符合，所以要告诉您。
    错误示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 自付上限（ceiling）：各市 的 先行自付比例 不高于 上限，依据 三。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
    正确示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        # | 约束 自付上限（ceiling）：各市 的 先行自付比例 不高于 20%，依据 三。
        政策 city《某市通知》
          成文日期 2023年1月1日
          上位 province。
    """

    code: ClassVar[str] = "W0817"
    severity: ClassVar[Severity] = "warning"
    name: str = ""

    def title(self) -> str:
        return f"上位政策「{self.name}」有错误，没有拿它核对"

    def hint(self) -> str:
        return f"请先检查它：luling check {self.name}"
