"""Mistakes of types (E03). Every message names both sides in the author's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Fix, Label, Mistake
from luling.source import NOWHERE, Span

_MOST = 10
"""The most names that a hint lists."""


@dataclass(frozen=True, slots=True)
class ArithmeticMismatch(Mistake):
    """
    说明：两样东西不能这样加减乘除。
    为什么：
        金额加比例、金额乘金额都没有意思，多半是漏了一步。金额可以加减金额、乘除比例和整数；
        日期可以加减时长。
    错误示例：
        结论 报销额（paid）：金额，为 医保费用 加 支付比例。
    正确示例：
        结论 报销额（paid）：金额，为 医保费用 乘 支付比例。
    """

    code: ClassVar[str] = "E0301"
    word: str = "加"
    left: str = ""
    right: str = ""
    left_span: Span = NOWHERE
    right_span: Span = NOWHERE

    def title(self) -> str:
        return f"{self.left}不能{self.word}{self.right}"

    def labels(self) -> tuple[Label, ...]:
        return (
            Label(self.span),
            Label(self.left_span, f"这里是{self.left}"),
            Label(self.right_span, f"这里是{self.right}"),
        )

    def hint(self) -> str:
        if "金额" in (self.left, self.right) and self.word == "乘":
            return "金额可以乘比例或整数；两个金额不能相乘。"
        if {self.left, self.right} == {"金额", "比例"} and self.word in ("加", "减"):
            return "是不是漏了乘？金额乘比例得金额，例如：医保费用 减 医保费用 乘 支付比例。"
        if self.word in ("加", "减"):
            return (
                "只有同类的量才能加减：金额与金额、比例与比例、同一单位的整数；"
                "日期可以加减时长。"
            )
        return "金额可以乘除比例和整数，金额除以金额得比例。"


@dataclass(frozen=True, slots=True)
class CompareMismatch(Mistake):
    """
    说明：拿两样不同的东西比较。
    为什么：
        金额只能和金额比，比例只能和比例比，枚举只能和它自己的取值比。比例写百分数，例如 80%，
        不写 0.8元。
    错误示例：
        情形 比例过高（too_high）：支付比例 超过 0.8元。
    正确示例：
        情形 比例过高（too_high）：支付比例 超过 80%。
    """

    code: ClassVar[str] = "E0302"
    left: str = ""
    right: str = ""
    left_span: Span = NOWHERE
    right_span: Span = NOWHERE

    def title(self) -> str:
        return f"{self.left}不能与{self.right}比较"

    def labels(self) -> tuple[Label, ...]:
        return (
            Label(self.span),
            Label(self.left_span, f"这里是{self.left}"),
            Label(self.right_span, f"这里是{self.right}"),
        )

    def hint(self) -> str:
        if {self.left, self.right} == {"金额", "比例"}:
            return "比例写百分数，例如 80%；金额带「元」，例如 1000元。"
        if "整数（岁）" in (self.left, self.right):
            return "年龄写「岁」，例如：不低于 18岁。"
        if "集合" in (self.left, self.right):
            return "收集和集合不能比较，请写「包含」「不包含」「为空」「不为空」。"
        return "比较的两边要是同一类的量。"


@dataclass(frozen=True, slots=True)
class TypeMismatch(Mistake):
    """
    说明：写的值与声明的类型不同。
    为什么：结论、参数和事实声明了类型，各处写的值都要是这一类，否则算出来的东西没有人能用。
    错误示例：
        参数 报销比例（rate）：比例 80元。
    正确示例：
        参数 报销比例（rate）：比例 80%。
    """

    code: ClassVar[str] = "E0303"
    expected: str = ""
    found: str = ""
    where: str = "这里"
    declared: Span = NOWHERE

    def title(self) -> str:
        return f"{self.where}要的是{self.expected}，写的却是{self.found}"

    def labels(self) -> tuple[Label, ...]:
        first = Label(self.span, f"这是{self.found}")
        if self.declared == NOWHERE:
            return (first,)
        return (first, Label(self.declared, f"这里声明为{self.expected}"))

    def hint(self) -> str:
        if (self.expected, self.found) == ("金额", "比例"):
            return "是不是漏了乘？金额乘比例才是金额，例如：医保费用 乘 支付比例。"
        return f"请改成{self.expected}；声明的类型写错了，就改声明。"


@dataclass(frozen=True, slots=True)
class UnitMismatch(Mistake):
    """
    说明：两个数的单位不同。
    为什么：30种和30家不是一回事，单位不同的数不能相加，也不能相比。
    错误示例：
        事实 品种数（drugs）：整数（种）。
        情形 品种足够（enough）：品种数 不少于 30家。
    正确示例：
        事实 品种数（drugs）：整数（种）。
        情形 品种足够（enough）：品种数 不少于 30种。
    """

    code: ClassVar[str] = "E0304"
    left: str = ""
    right: str = ""
    left_span: Span = NOWHERE
    right_span: Span = NOWHERE

    def title(self) -> str:
        return f"单位不同：左边是「{self.left}」，右边是「{self.right}」"

    def labels(self) -> tuple[Label, ...]:
        return (
            Label(self.span),
            Label(self.left_span, f"单位是「{self.left}」"),
            Label(self.right_span, f"单位是「{self.right}」"),
        )

    def hint(self) -> str:
        return "请核对通知里的单位；事实的单位写在类型后面，例如：整数（种）。"


@dataclass(frozen=True, slots=True)
class NotCondition(Mistake):
    """
    说明：要写条件的地方写了别的东西。
    为什么：
        「当」「且」「或」「非」和情形里要的是一个能回答是或否的说法，金额、比例、
        枚举本身都不能回答是或否。
    错误示例：
        情形 有费用（has_cost）：医保费用。
    正确示例：
        情形 有费用（has_cost）：医保费用 超过 0元。
    """

    code: ClassVar[str] = "E0305"
    found: str = ""

    def title(self) -> str:
        return f"这里要写一个条件（是或否），写的却是{self.found}"

    def hint(self) -> str:
        return "条件是一个是非事实、一个情形，或一个比较，例如：医保费用 超过 1000元。"


@dataclass(frozen=True, slots=True)
class NoOrder(Mistake):
    """
    说明：没有高低之分的东西拿来比高低。
    为什么：
        险种、是非、文本没有大小，只能说「是」或「不是」。有高低的枚举，
        声明时在取值之间写「低于」。
    错误示例：
        情形 职工以上（above）：险种 高于 居民医保。
    正确示例：
        情形 职工（employee_case）：险种 是 职工医保。
    """

    code: ClassVar[str] = "E0306"
    found: str = ""

    def title(self) -> str:
        return f"{self.found}没有高低之分，只能说「是」或「不是」"

    def hint(self) -> str:
        return (
            "要比高低的枚举，声明时取值之间写「低于」，"
            "例如：一级（level1） 低于 二级（level2）。"
        )


@dataclass(frozen=True, slots=True)
class NotAValueOf(Mistake):
    """
    说明：枚举里没有这个取值，或者收集里没有这一项。
    为什么：枚举的取值是定好的几个，写错一个字，或者拿别的枚举的取值来比，这个条件就永远不会成立。
    错误示例：
        情形 职工（employee_case）：险种 是 三级。
    正确示例：
        情形 职工（employee_case）：险种 是 职工医保。
    """

    code: ClassVar[str] = "E0307"
    name: str = ""
    enum: str = ""
    values: tuple[str, ...] = ()
    found: str = ""
    near: tuple[str, ...] = ()

    def title(self) -> str:
        return f"「{self.enum}」里没有「{self.name}」" + (
            f"（它是{self.found}）" if self.found else ""
        )

    def hint(self) -> str:
        if not self.values:
            return f"「{self.enum}」里一项也没有。"
        if self.near:
            return "是不是想写：" + "、".join(f"「{item}」" for item in self.near) + "？"
        many = "等" if len(self.values) > _MOST else ""
        return "可以写：" + "、".join(self.values[:_MOST]) + f"{many}。"

    def fix(self) -> Fix | None:
        return Fix(self.span, self.near[0]) if len(self.near) == 1 else None


@dataclass(frozen=True, slots=True)
class AmbiguousValue(Mistake):
    """
    说明：一个取值名称属于几个枚举，看不出指哪一个。
    为什么：比较的另一边是哪个枚举，就知道指哪一个；两边都是取值时就看不出来了。
    错误示例：
        枚举 购药渠道（channel）：医院（hospital）、其他（other）。
        枚举 机构类别（kind）：专科（specialist）、其他（other）。
        情形 另类（odd）：其他 是 其他。
    正确示例：
        枚举 购药渠道（channel）：医院（hospital）、其他（other）。
        枚举 机构类别（kind）：专科（specialist）、其他（other）。
        事实 渠道（used_channel）：购药渠道。
        情形 另类（odd）：渠道 是 其他。
    """

    code: ClassVar[str] = "E0308"
    name: str = ""
    enums: tuple[str, ...] = ()

    def title(self) -> str:
        return f"「{self.name}」是{'、'.join(self.enums)}的取值，这里看不出指哪一个"

    def hint(self) -> str:
        return "请写成比较，例如：险种 是 职工医保。"


@dataclass(frozen=True, slots=True)
class WrongKeys(Mistake):
    """
    说明：查参数表时，括号里给的项数不对。
    为什么：
        按医院等级列出的起付标准，要给出医院等级才查得到是哪一个数；不按项列出的参数后面不写括号。
    错误示例：
        参数 起付标准（deductible）：按 医院等级 的 金额 另行规定。
        结论 起付额（applied）：金额，为 起付标准。
    正确示例：
        参数 起付标准（deductible）：按 医院等级 的 金额 另行规定。
        结论 起付额（applied）：金额，为 起付标准（医院等级）。
    """

    code: ClassVar[str] = "E0309"
    name: str = ""
    expected: tuple[str, ...] = ()
    given: int = 0

    def title(self) -> str:
        if not self.expected:
            return f"「{self.name}」不是按项列出的参数表，后面不能带括号"
        return f"「{self.name}」要按{'、'.join(self.expected)}查，这里给了 {self.given} 项"

    def hint(self) -> str:
        if not self.expected:
            return "直接写名称即可。"
        return f"例如：{self.name}（" + "，".join(self.expected) + "）。"


@dataclass(frozen=True, slots=True)
class NotASet(Mistake):
    """
    说明：不是集合的东西拿来问「包含」或「为空」。
    为什么：
        一个事实只有一个值，谈不上包含什么；只有收集、集合和名单里可以有几项。
        判断一个值用「是」「属于」。
    错误示例：
        情形 职工（employee_case）：险种 包含 职工医保。
    正确示例：
        情形 职工（employee_case）：险种 是 职工医保。
    """

    code: ClassVar[str] = "E0310"
    found: str = ""

    def title(self) -> str:
        return f"只有收集、集合和名单才能问「包含」或「为空」，这里是{self.found}"

    def hint(self) -> str:
        return "判断一个值，写「是」；是几个值之一，写「属于 甲、乙」。"


@dataclass(frozen=True, slots=True)
class RosterMisuse(Mistake):
    """
    说明：名册用在了不能用的地方，或者没有说明取名册的哪一项。
    为什么：名册是一张表，不是一个数。要先说怎样归成一个数：计数、合计、最高、最低、每个、任一。
    错误示例：
        名册 明细（lines）：金额（amount）：金额。
        结论 总额（total）：金额，为 合计（明细）。
    正确示例：
        名册 明细（lines）：金额（amount）：金额。
        结论 总额（total）：金额，为 合计（明细 的 金额）。
    """

    code: ClassVar[str] = "E0311"
    problem: str = ""

    def title(self) -> str:
        return self.problem

    def hint(self) -> str:
        return (
            "名册要放在 计数（…）、合计（…）、最高（…）、最低（…）、名单（…）里，"
            "或用「每个」「任一」。"
        )


@dataclass(frozen=True, slots=True)
class OnlySelections(Mistake):
    """
    说明：最高、最低里全是名册。
    为什么：名册可能一条也没有，那时就没有最高和最低。加上一项不是名册的，结果就总是有的。
    错误示例：
        名册 明细（lines）：金额（amount）：金额。
        结论 最贵（dearest）：金额，为 最高（明细 的 金额）。
    正确示例：
        名册 明细（lines）：金额（amount）：金额。
        结论 最贵（dearest）：金额，为 最高（0元，明细 的 金额）。
    """

    code: ClassVar[str] = "E0312"

    def title(self) -> str:
        return "最高、最低里至少要有一项不是名册，否则名册为空时没有结果"

    def hint(self) -> str:
        return "请加一项，例如：最高（0元，明细 的 金额）。"


@dataclass(frozen=True, slots=True)
class NoDate(Mistake):
    """
    说明：没有适用日期的判定用了按时间变化的内容。
    为什么：参数或规则分时段有效时，要知道按哪一天算。哪一个日期事实说了算，由写政策的人写明。
    错误示例：
        政策 sample《示例通知》。
        参数 上限（limit）：比例 30% 至 2022年6月30日；20% 自 2022年7月1日。
        判定 先行自付（self_pay）
        事实 自付比例（share）：比例。
        结论 合规（ok）：是非，为 自付比例 不高于 上限。
    正确示例：
        政策 sample《示例通知》。
        参数 上限（limit）：比例 30% 至 2022年6月30日；20% 自 2022年7月1日。
        判定 先行自付（self_pay）
        事实 费用日期（service_date）：日期，作适用日期。
        事实 自付比例（share）：比例。
        结论 合规（ok）：是非，为 自付比例 不高于 上限。
    """

    code: ClassVar[str] = "E0313"
    what: str = ""

    def title(self) -> str:
        return f"{self.what}按时间变化，但这个判定没有适用日期"

    def hint(self) -> str:
        return (
            "请给一个日期事实写上「作适用日期」，"
            "例如：事实 费用日期（service_date）：日期，作适用日期。"
        )


@dataclass(frozen=True, slots=True)
class MisplacedUnspecified(Mistake):
    """
    说明：「未规定」参加了计算或比较。
    为什么：「未规定」是说通知没有写，它不是零，也不是否，所以只能单独作为规则的值。
    错误示例：
        枚举 办法（method）：直接结算（direct）、手工结算（manual）。
        表 结算办法（settlement）：办法
          | 险种         | 结算办法 |
          | 非 未规定    | 直接结算 |。
    正确示例：
        枚举 办法（method）：直接结算（direct）、手工结算（manual）。
        表 结算办法（settlement）：办法
          | 险种         | 结算办法 |
          | 职工医保     | 直接结算 |
          | 居民医保     | 未规定   |。
    """

    code: ClassVar[str] = "E0314"

    def title(self) -> str:
        return "「未规定」只能单独作为规则的值，不能参加计算或比较"

    def hint(self) -> str:
        return "由别的文件规定的参数写「另行规定」；表的条件格不限时写「任意」。"


@dataclass(frozen=True, slots=True)
class BadNumber(Mistake):
    """
    说明：数的写法或单位不对。
    为什么：
        金额要带「元」，最多到分；比例写百分数；其他的数要是整数。不带单位的 1000，
        看不出是元还是万元。
    错误示例：
        情形 大额（large）：医保费用 超过 1000。
    正确示例：
        情形 大额（large）：医保费用 超过 1000元。
    """

    code: ClassVar[str] = "E0315"
    problem: str = ""
    advice: str = ""

    def title(self) -> str:
        return self.problem

    def hint(self) -> str:
        return self.advice


@dataclass(frozen=True, slots=True)
class BadRounding(Mistake):
    """
    说明：这类值不能舍入。
    为什么：只有金额和比例有小数，才谈得上四舍五入。整数、日期、枚举不用舍入。
    错误示例：
        结论 超过天数（over）：整数，为 3，四舍五入到元。
    正确示例：
        结论 自付额（self_paid）：金额，为 医保费用 乘 支付比例，四舍五入到元。
    """

    code: ClassVar[str] = "E0316"
    type: str = ""

    def title(self) -> str:
        return f"{self.type}没有小数，不能舍入"

    def hint(self) -> str:
        return "金额写「四舍五入到分」「舍去到元」等，比例写「保留4位小数」。"


@dataclass(frozen=True, slots=True)
class BadDateFact(Mistake):
    """
    说明：「作适用日期」写在了不是日期的事实后面。
    为什么：适用日期说明按哪一天的规定办，只能是一个日期。
    错误示例：
        政策 sample《示例通知》。
        判定 费用报销（reimbursement）
        事实 就诊年份（year）：整数，作适用日期。
    正确示例：
        政策 sample《示例通知》。
        判定 费用报销（reimbursement）
        事实 就诊日期（visit_date）：日期，作适用日期。
    """

    code: ClassVar[str] = "E0317"
    found: str = ""

    def title(self) -> str:
        return f"「作适用日期」的事实必须是日期，这里是{self.found}"


@dataclass(frozen=True, slots=True)
class BadTypeHere(Mistake):
    """
    说明：这种类型不能用在这里。
    为什么：一组名称要声明成名册，由规则逐项列入的要声明成收集，这样每一项出自哪里才说得清。
    错误示例：
        事实 药店名称（stores）：名单。
    正确示例：
        名册 药店（stores）：名称（name）：文本。
    """

    code: ClassVar[str] = "E0318"
    type: str = ""
    where: str = ""
    advice: str = ""

    def title(self) -> str:
        return f"{self.where}不能是{self.type}"

    def hint(self) -> str:
        return self.advice


@dataclass(frozen=True, slots=True)
class NotConstant(Mistake):
    """
    说明：要写固定值的地方写了算式或别的名称。
    为什么：参数、表的条件格和分段的界限都要是写明的数，读的人才能拿它和通知逐字核对。
    错误示例：
        参数 甲比例（rate_a）：比例 80%。
        参数 乙比例（rate_b）：比例 甲比例。
    正确示例：
        参数 甲比例（rate_a）：比例 80%。
        参数 乙比例（rate_b）：比例 80%。
    """

    code: ClassVar[str] = "E0319"
    where: str = ""

    def title(self) -> str:
        return f"{self.where}只能写固定的值（数、日期、是否、文本或枚举的取值）"

    def hint(self) -> str:
        return "要用算式或别的名称时，请写成结论或情形。"


@dataclass(frozen=True, slots=True)
class WrongHeader(Mistake):
    """
    说明：表头与声明对不上。
    为什么：表的各列靠表头认：条件各列写事实或情形的名称，最后一列写这张表自己的名称。
    错误示例：
        表 报销比例（rate）：比例
          | 险种     | 比例 |
          | 职工医保 | 80%  |
          | 居民医保 | 60%  |。
    正确示例：
        表 报销比例（rate）：比例
          | 险种     | 报销比例 |
          | 职工医保 | 80%      |
          | 居民医保 | 60%      |。
    """

    code: ClassVar[str] = "E0320"
    problem: str = ""
    advice: str = ""

    def title(self) -> str:
        return self.problem

    def hint(self) -> str:
        return self.advice


@dataclass(frozen=True, slots=True)
class WrongCell(Mistake):
    """
    说明：表里这一格不能这样写。
    为什么：条件格里写取值、比较或「任意」；结果格里写一个值；分段的界限写一个数或「不限」。
    错误示例：
        表 报销比例（rate）：比例
          | 险种     | 报销比例 |
          | 职工医保 | 任意     |
          | 居民医保 | 60%      |。
    正确示例：
        表 报销比例（rate）：比例
          | 险种     | 报销比例 |
          | 职工医保 | 80%      |
          | 居民医保 | 60%      |。
    """

    code: ClassVar[str] = "E0321"
    problem: str = ""
    advice: str = ""

    def title(self) -> str:
        return self.problem

    def hint(self) -> str:
        return self.advice


@dataclass(frozen=True, slots=True)
class BadDerivation(Mistake):
    """说明：
        事实「可由目录得出」，目录里却没有与它对应的一列，或者类型、编码不合。
    为什么：
        填报时只给编码，其余内容从目录查得；查哪一列由英文标识（没有标识的由名称）对应，
        两边的类型必须相同，否则查得的值没有意义。
    错误示例：
        # 文件 drugs.csv
        # | 药品编码,药品类别
        # | A1,甲
        目录 药品目录（drugs）：自 "drugs.csv"
          键 药品编码（code）：文本
          列 药品类别（drug_class）：文本。
        判定 购药（purchase）
        事实 药品编码（code）：文本。
        事实 支付标准（pay_standard）：金额，可由 药品目录 按 药品编码 得出。
    正确示例：
        # 文件 drugs.csv
        # | 药品编码,药品类别
        # | A1,甲
        目录 药品目录（drugs）：自 "drugs.csv"
          键 药品编码（code）：文本
          列 药品类别（drug_class）：文本。
        判定 购药（purchase）
        事实 药品编码（code）：文本。
        事实 药品类别（drug_class）：文本，可由 药品目录 按 药品编码 得出。
    """

    code: ClassVar[str] = "E0322"
    problem: str = ""
    columns: tuple[str, ...] = ()
    other: Span = NOWHERE

    def title(self) -> str:
        return self.problem

    def labels(self) -> tuple[Label, ...]:
        first = Label(self.span)
        return (first,) if self.other == NOWHERE else (first, Label(self.other, "在这里声明"))

    def hint(self) -> str:
        if self.columns:
            return "目录的列有：" + "、".join(self.columns) + "。列与事实的英文标识要相同。"
        return "列与事实的英文标识和类型都要相同，编码要是文本。"


@dataclass(frozen=True, slots=True)
class ConstraintValue(Mistake):
    """说明：
        约束的界限写成了算式，或者写了不是参数的名称。
    为什么：
        约束在编译下级政策时核对，那时没有案情，只有数和本通知的参数可以比较。
    错误示例：
        参数 比例上限（ceiling）：比例 20%，依据 三。
        约束 先行自付上限（self_pay）：各市 的 先行自付比例 不高于 比例上限 加 5%，依据 三。
    正确示例：
        参数 比例上限（ceiling）：比例 20%，依据 三。
        约束 先行自付上限（self_pay）：各市 的 先行自付比例 不高于 比例上限，依据 三。
    """

    code: ClassVar[str] = "E0323"

    def title(self) -> str:
        return "约束的界限要写一个数，或者本通知的一个参数"

    def hint(self) -> str:
        return "例如：各市 的 先行自付比例 不高于 20%；按枚举分列的参数写名称就行，逐项比较。"


@dataclass(frozen=True, slots=True)
class BadDutyStatus(Mistake):
    """说明：
        枚举「落实情况」（duty_status）的取值不是已落实、未到期、逾期未落实三种。
    为什么：
        有期限的职责得出这三种情况之一；各份政策的落实情况要能放在一起比较，所以标识是固定的
        met、pending、overdue，中文可以另取。
    错误示例：
        枚举 落实情况（duty_status）：已落实（met）、没有落实（unmet）。
        职责 开通查询（online_query）：各市 应当 在 2023年5月31日前 做到 定点。
    正确示例：
        枚举 落实情况（duty_status）：已经落实（met）、还没到期（pending）、逾期（overdue）。
        职责 开通查询（online_query）：各市 应当 在 2023年5月31日前 做到 定点。
    """

    code: ClassVar[str] = "E0324"
    other: Span = NOWHERE

    def title(self) -> str:
        return "枚举「落实情况」要有三个取值，标识是 met、pending、overdue"

    def labels(self) -> tuple[Label, ...]:
        return Label(self.span), Label(self.other, "在这里声明")

    def hint(self) -> str:
        return (
            "例如：枚举 落实情况（duty_status）："
            "已落实（met）、未到期（pending）、逾期未落实（overdue）。"
        )
