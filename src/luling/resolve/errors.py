"""Mistakes of names and of where sentences stand (E02)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Fix, Label, Mistake, Severity
from luling.source import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class UnknownName(Mistake):
    """
    说明：用了没有声明过的名称。
    为什么：
        名称写错一个字，就是另一件事；程序不替您猜。名称到空格或标点为止，
        所以「险种是职工医保」不加空格会被当作一个名称。数字请写阿拉伯数字。
    错误示例：
        情形 职工（employee_case）：险种 是 职工医疗保险。
    正确示例：
        情形 职工（employee_case）：险种 是 职工医保。
    """

    code: ClassVar[str] = "E0201"
    name: str = ""
    near: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    what: str = "名称"
    number: str = ""

    def title(self) -> str:
        return f"没有声明过的{self.what}「{self.name}」"

    def hint(self) -> str:
        if self.number:
            return f"如果这是一个数，请写阿拉伯数字：{self.number}。"
        if self.split:
            return f"是否漏了空格？试试：{' '.join(self.split)}"
        if self.near:
            return "是不是想写：" + "、".join(f"「{item}」" for item in self.near) + "？"
        return f"请先声明这个{self.what}，或检查有没有写错字。"

    def fix(self) -> Fix | None:
        if self.split or self.number:
            return Fix(self.span, self.number or " ".join(self.split))
        return Fix(self.span, self.near[0]) if len(self.near) == 1 else None


@dataclass(frozen=True, slots=True)
class DuplicateName(Mistake):
    """
    说明：同一个名称声明了两次。
    为什么：
        一个名称只能有一个意思，否则别处用到它时，看不出指哪一个。
        常见的原因是整句复制后忘了改名称。
    错误示例：
        情形 大额（large）：医保费用 超过 10000元。
        情形 大额（very_large）：医保费用 超过 50000元。
    正确示例：
        情形 大额（large）：医保费用 超过 10000元。
        情形 特大额（very_large）：医保费用 超过 50000元。
    """

    code: ClassVar[str] = "E0202"
    name: str = ""
    first: Span = NOWHERE
    what: str = "名称"

    def title(self) -> str:
        return f"{self.what}「{self.name}」声明了两次"

    def labels(self) -> tuple[Label, ...]:
        return (Label(self.span, "这里又声明了一次"), Label(self.first, "第一次在这里"))

    def hint(self) -> str:
        return "请改用不同的名称，或删去重复的一处。"


@dataclass(frozen=True, slots=True)
class DuplicateId(Mistake):
    """
    说明：两个不同的名称用了同一个英文标识。
    为什么：系统对接时只认英文标识，两项用同一个，数据就会张冠李戴。常见的原因是复制后只改了中文。
    错误示例：
        情形 大额（large）：医保费用 超过 10000元。
        情形 特大额（large）：医保费用 超过 50000元。
    正确示例：
        情形 大额（large）：医保费用 超过 10000元。
        情形 特大额（very_large）：医保费用 超过 50000元。
    """

    code: ClassVar[str] = "E0203"
    id: str = ""
    first: Span = NOWHERE

    def title(self) -> str:
        return f"英文标识 {self.id} 用了两次"

    def labels(self) -> tuple[Label, ...]:
        return (Label(self.span, "这里又用了一次"), Label(self.first, "第一次在这里"))

    def hint(self) -> str:
        return "接口靠英文标识区分各项，请换一个。"


@dataclass(frozen=True, slots=True)
class BadId(Mistake):
    """
    说明：英文标识的写法不对。
    为什么：
        英文标识要用在各种系统里，所以只能用小写英文字母、数字和下划线，并以字母开头，
        例如 eligible_cost。大写字母、汉字、空格、连字号都不行。
    错误示例：
        参数 起付标准（Deductible）：金额 500元。
    正确示例：
        参数 起付标准（deductible）：金额 500元。
    """

    code: ClassVar[str] = "E0204"
    id: str = ""

    def title(self) -> str:
        return f"英文标识「{self.id}」的写法不对"

    def hint(self) -> str:
        return (
            "英文标识以小写字母开头，只用小写字母、数字和下划线，"
            "最长 60 个字符，例如 eligible_cost。"
        )

    def fix(self) -> Fix | None:
        lowered = self.id.lower().replace("-", "_")
        good = lowered.isascii() and lowered.isidentifier() and not lowered.startswith("_")
        return Fix(self.span, lowered) if good and lowered != self.id else None


@dataclass(frozen=True, slots=True)
class UnknownType(Mistake):
    """
    说明：冒号后面写的类型不认识。
    为什么：
        类型说明这一项填什么：是非、整数、金额、比例、日期、时长、文本，
        或者用「枚举」列出的几个取值。知道了类型，才能查出拿金额和比例相比这一类错误。
    错误示例：
        事实 药店类别（store_kind）：药店类型。
    正确示例：
        枚举 药店类型（store_type）：连锁（chain）、单体（single）。
        事实 药店类别（store_kind）：药店类型。
    """

    code: ClassVar[str] = "E0205"
    name: str = ""
    near: tuple[str, ...] = ()

    def title(self) -> str:
        return f"没有「{self.name}」这种类型"

    def hint(self) -> str:
        start = (
            "可用的类型：是非、整数、金额、比例、日期、时长、文本，以及用「枚举」声明的名称。"
        )
        if self.near:
            return "是不是想写：" + "、".join(f"「{item}」" for item in self.near) + "？" + start
        return start


@dataclass(frozen=True, slots=True)
class UnknownTarget(Mistake):
    """
    说明：例外或恢复所针对的规则找不到。
    为什么：
        「于」后面写被排除的那条规则的名称，名称要与那条规则自己写的一致，
        而且要在同一个结论或收集里。
    错误示例：
        结论 起付额（deductible）：金额。
          通则 居民（resident_rule）：当 险种 是 居民医保，为 300元。
          通则 职工（employee_rule）：当 险种 是 职工医保，为 500元。
          例外 一级医院（level1_rule）于 居民规则：当 医院等级 是 一级，为 100元。
    正确示例：
        结论 起付额（deductible）：金额。
          通则 居民（resident_rule）：当 险种 是 居民医保，为 300元。
          通则 职工（employee_rule）：当 险种 是 职工医保，为 500元。
          例外 一级医院（level1_rule）于 居民：当 医院等级 是 一级，为 100元。
    """

    code: ClassVar[str] = "E0206"
    name: str = ""
    candidates: tuple[str, ...] = ()
    word: str = "例外"

    def title(self) -> str:
        if not self.name:
            return f"这条{self.word}没有说明针对收集里的哪一项"
        return f"「{self.word}」所针对的规则「{self.name}」找不到"

    def hint(self) -> str:
        if self.candidates:
            known = "、".join(f"「{item}」" for item in self.candidates)
            return f"「于」后面可以写：{known}。"
        return "先给被排除的那条规则起名，例如：通则 居民（resident_rule）：当 …，为 …。"


@dataclass(frozen=True, slots=True)
class RuleWithoutConclusion(Mistake):
    """
    说明：这条规则不知道属于哪个结论。
    为什么：
        通则、例外和恢复属于它前面最近的「结论」或「收集」。中间隔了事实、情形或表，
        就看不出属于谁了；收集里的各项以收集的名称开头，不写「通则」。
    错误示例：
        结论 起付额（deductible）：金额，默认 0元。
        情形 一级医院（at_level1）：医院等级 是 一级。
          通则 当 一级医院，为 100元。
    正确示例：
        情形 一级医院（at_level1）：医院等级 是 一级。
        结论 起付额（deductible）：金额，默认 0元。
          通则 当 一级医院，为 100元。
    """

    code: ClassVar[str] = "E0207"
    word: str = "通则"
    in_collection: bool = False

    def title(self) -> str:
        if self.in_collection:
            return f"收集的各项不写「{self.word}」"
        return f"这条「{self.word}」不知道属于哪个结论"

    def hint(self) -> str:
        if self.in_collection:
            return "收集的一项以收集的名称开头，例如：不予支付 未定点（x）：当 非 定点。"
        return "规则写在它的「结论」或「收集」之后；请先写结论，再写它的通则和例外。"


@dataclass(frozen=True, slots=True)
class OutsideDecision(Mistake):
    """
    说明：这句话要写在一个判定之内。
    为什么：
        事实、情形、结论和规则都是为某一个判定写的，要写在「判定 名称（英文标识）」之后。参数、
        枚举和目录是全篇共用的，写在前面。
    错误示例：
        政策 sample《示例通知》。
        结论 起付额（deductible）：金额，为 500元。
    正确示例：
        政策 sample《示例通知》。
        判定 费用报销（reimbursement）
        结论 起付额（deductible）：金额，为 500元。
    """

    code: ClassVar[str] = "E0208"
    word: str = ""

    def title(self) -> str:
        return f"「{self.word}」要写在一个判定之内"

    def hint(self) -> str:
        return "请先写一句「判定 名称（英文标识）」，再写它的事实、情形、结论和规则。"


@dataclass(frozen=True, slots=True)
class HeadMistake(Mistake):
    """
    说明：文件的开头不对：应当有一句「政策」或「词汇」，写在最前面，而且只有一句。
    为什么：开头一句说明这个文件编码的是哪一份通知，或者是一份供各政策共用的词汇。
    错误示例：
        枚举 渠道（channel）：医院（hospital）、药店（store）。
        # 上面这句跑到了「政策」的前面
        政策 sample《示例通知》。
    正确示例：
        政策 sample《示例通知》。
        枚举 渠道（channel）：医院（hospital）、药店（store）。
    """

    code: ClassVar[str] = "E0209"
    problem: str = ""

    def title(self) -> str:
        return self.problem

    def hint(self) -> str:
        return (
            "政策文件的第一句是「政策 英文标识《通知标题》…。」；"
            "词汇文件的第一句是「词汇 名称（英文标识）。」。"
        )


@dataclass(frozen=True, slots=True)
class ImportNotFound(Mistake):
    """
    说明：引用的词汇找不到。
    为什么：
        「引用」按词汇的名称，在同一文件夹和 common 文件夹里找第一句写着这个名称的词汇文件；
        也可以写明文件。找不到，里面的枚举和事实就都不认识了。
    错误示例：
        引用 门诊词汇。
    正确示例：
        # 文件 words.policy
        # | 词汇 门诊词汇（words）。
        # | 枚举 渠道（channel）：医院（hospital）、药店（store）。
        引用 门诊词汇，自 "words.policy"。
    """

    code: ClassVar[str] = "E0210"
    name: str = ""
    searched: tuple[str, ...] = ()

    def title(self) -> str:
        return f"找不到引用的词汇「{self.name}」"

    def notes(self) -> tuple[str, ...]:
        return ("找过的文件夹：" + "、".join(self.searched),) if self.searched else ()

    def hint(self) -> str:
        return (
            "词汇文件放在同一文件夹或 common 文件夹，第一句写「词汇 名称。」；"
            '也可以写明：引用 名称，自 "文件"。'
        )


@dataclass(frozen=True, slots=True)
class ImportCycle(Mistake):
    """
    说明：几个词汇互相引用，绕成了一圈。
    为什么：甲引用乙、乙又引用甲，就没有一个可以先读。把共用的内容放到一个不引用别人的词汇里。
    错误示例：
        # 文件 a.policy
        # | 词汇 甲词汇（a）。
        # | 引用 乙词汇，自 "b.policy"。
        # 文件 b.policy
        # | 词汇 乙词汇（b）。
        # | 引用 甲词汇，自 "a.policy"。
        引用 甲词汇，自 "a.policy"。
    正确示例：
        # 文件 a.policy
        # | 词汇 甲词汇（a）。
        # | 引用 乙词汇，自 "b.policy"。
        # 文件 b.policy
        # | 词汇 乙词汇（b）。
        引用 甲词汇，自 "a.policy"。
    """

    code: ClassVar[str] = "E0211"
    cycle: tuple[str, ...] = ()

    def title(self) -> str:
        return "引用绕成了一圈：" + " → ".join(self.cycle)

    def hint(self) -> str:
        return "请删去其中一句引用，把共用的内容放到一个不引用别人的词汇里。"


@dataclass(frozen=True, slots=True)
class NoRules(Mistake):
    """
    说明：结论没有任何规则。
    为什么：只声明了结论的名称和类型，没有说它等于什么，永远得不出结果。
    错误示例：
        结论 起付额（deductible）：金额。
    正确示例：
        结论 起付额（deductible）：金额。
          通则 为 500元。
    """

    code: ClassVar[str] = "E0212"
    name: str = ""

    def title(self) -> str:
        return f"结论「{self.name}」没有任何规则"

    def hint(self) -> str:
        return (
            "请写一条「通则 …，为 …，依据 …。」；"
            "只有一条规则时可以直接写在结论里：结论 名称：类型，为 …。"
        )


@dataclass(frozen=True, slots=True)
class FactWithoutType(Mistake):
    """
    说明：事实没有写类型，引用的词汇里也没有它。
    为什么：
        「事实 单价。」这样的短写法，是说类型和英文标识都照词汇里的；词汇里没有，就要自己写全。
    错误示例：
        事实 单价。
    正确示例：
        事实 单价（unit_price）：金额。
    """

    code: ClassVar[str] = "E0213"
    name: str = ""
    near: tuple[str, ...] = ()

    def title(self) -> str:
        return f"事实「{self.name}」没有写类型，引用的词汇里也没有它"

    def hint(self) -> str:
        if self.near:
            return "词汇里相近的有：" + "、".join(f"「{item}」" for item in self.near) + "。"
        return "请写出类型，例如：事实 单价（unit_price）：金额。"


@dataclass(frozen=True, slots=True)
class WrongKind(Mistake):
    """
    说明：名称的用法不对：要名册的地方写了别的东西。
    为什么：计数、合计、每个、任一都是对一张名册逐项来问的，要写名册的名称。
    错误示例：
        结论 家数（stores）：整数，为 计数（医保费用）。
    正确示例：
        名册 药店（stores）：名称（name）：文本、定点药店（is_designated）：是非。
        结论 家数（store_count）：整数，为 计数（药店 中 定点药店）。
    """

    code: ClassVar[str] = "E0214"
    name: str = ""
    found: str = ""
    expected: str = ""

    def title(self) -> str:
        return f"「{self.name}」是{self.found}，这里要的是{self.expected}"

    def hint(self) -> str:
        return "名册这样声明：名册 药店（stores）：名称（name）：文本、等级（level）：整数。"


@dataclass(frozen=True, slots=True)
class TwoDateFacts(Mistake):
    """
    说明：一个判定有两个适用日期。
    为什么：参数和规则按适用日期取当时有效的那一段，两个日期就不知道按哪一个。
    错误示例：
        政策 sample《示例通知》。
        判定 费用报销（reimbursement）
        事实 费用日期（service_date）：日期，作适用日期。
        事实 结算日期（settle_date）：日期，作适用日期。
    正确示例：
        政策 sample《示例通知》。
        判定 费用报销（reimbursement）
        事实 费用日期（service_date）：日期，作适用日期。
        事实 结算日期（settle_date）：日期。
    """

    code: ClassVar[str] = "E0215"
    first: Span = NOWHERE

    def title(self) -> str:
        return "一个判定只能有一个适用日期"

    def labels(self) -> tuple[Label, ...]:
        return (Label(self.span, "第二个"), Label(self.first, "第一个在这里"))

    def hint(self) -> str:
        return "请只在一个日期事实后写「作适用日期」。"


@dataclass(frozen=True, slots=True)
class CaseBaseMistake(Mistake):
    """
    说明：「沿用」的用例找不到，或者互相沿用，绕成了一圈。
    为什么：
        「沿用」是照搬同一判定中另一个用例的已知和给定，再改其中几项。
        写的标题要与那个用例的一字不差。
    错误示例：
        结论 大额（large）：是非，为 医保费用 超过 10000元。
        用例「基准」，判定 费用报销
          已知 医保费用 是 20000元
          应得 大额 是 是。
        用例「小额」，判定 费用报销
          沿用「基准用例」
          已知 医保费用 是 100元
          应得 大额 是 否。
    正确示例：
        结论 大额（large）：是非，为 医保费用 超过 10000元。
        用例「基准」，判定 费用报销
          已知 医保费用 是 20000元
          应得 大额 是 是。
        用例「小额」，判定 费用报销
          沿用「基准」
          已知 医保费用 是 100元
          应得 大额 是 否。
    """

    code: ClassVar[str] = "E0216"
    name: str = ""
    problem: str = "找不到"
    near: tuple[str, ...] = ()

    def title(self) -> str:
        return f"沿用的用例「{self.name}」{self.problem}"

    def hint(self) -> str:
        if self.near:
            return "是不是想写：" + "、".join(f"「{item}」" for item in self.near) + "？"
        return "「沿用」写同一判定中另一个用例的标题。"


@dataclass(frozen=True, slots=True)
class UpperNotFound(Mistake):
    """说明：
        「上位」写的政策找不到。
    为什么：
        上位政策的规定约束本政策，引用它的条款也要核对原文；写错了标识，就什么也核对不了。
    错误示例：
        政策 city《某市通知》
          成文日期 2024年1月1日
          上位 no_such_policy。
    正确示例：
        政策 city《某市通知》
          成文日期 2024年1月1日。
    """

    code: ClassVar[str] = "W0217"
    severity: ClassVar[Severity] = "warning"
    name: str = ""
    near: tuple[str, ...] = ()

    def title(self) -> str:
        return f"找不到上位政策「{self.name}」"

    def hint(self) -> str:
        if self.near:
            return "是不是想写：" + "、".join(self.near) + "？"
        return "上位政策是与本政策的文件夹并列的文件夹，例如 policies/national。"


@dataclass(frozen=True, slots=True)
class UpperCycle(Mistake):
    """
    说明：上位通知绕了一圈，又回到本通知。
    为什么：上级管下级，不能互为上级。
    错误示例：
        政策 example《某市通知》
          成文日期 2023年1月1日
          上位 example。
    正确示例：
        # 文件 ../province/province.policy
        # | 政策 province《某省通知》
        # |   成文日期 2022年1月1日。
        政策 example《某市通知》
          成文日期 2023年1月1日
          上位 province。
    """

    code: ClassVar[str] = "E0221"
    name: str = ""

    def title(self) -> str:
        return f"「{self.name}」不能是自己的上位通知"

    def hint(self) -> str:
        return "「上位」只写本通知所执行的上级通知。"
