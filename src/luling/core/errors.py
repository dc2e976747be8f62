"""Mistakes that show when a policy is put together (E04): cycles, tables, periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Label, Mistake, Severity
from luling.source import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class DefinitionCycle(Mistake):
    """
    说明：几个定义互相用到，绕成了一圈。
    为什么：甲要用乙来算，乙又要用甲来算，就永远算不出来。定义只能用到别的、已经算得出的东西。
    错误示例：
        情形 甲类（class_a）：非 乙类。
        情形 乙类（class_b）：非 甲类。
    正确示例：
        情形 甲类（class_a）：险种 是 职工医保。
        情形 乙类（class_b）：非 甲类。
    """

    code: ClassVar[str] = "E0401"
    names: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()

    def title(self) -> str:
        path = (*self.names, self.names[0])
        return "定义绕成了一圈：" + " → ".join(f"「{name}」" for name in path)

    def labels(self) -> tuple[Label, ...]:
        return tuple(
            Label(span, f"「{name}」在这里定义")
            for name, span in zip(self.names, self.spans, strict=True)
        )

    def hint(self) -> str:
        return "一个结论不能用到自己。请把其中一处改成只用事实、参数和别的结论。"


@dataclass(frozen=True, slots=True)
class ExceptionCycle(Mistake):
    """
    说明：例外互相指着对方，没有一条落到通则上。
    为什么：例外是把别的规则排除在外的规则，追下去总要有一条通则作底，否则不知道平时按什么办。
    错误示例：
        结论 起付额（deductible）：金额。
          通则 为 500元。
          例外 甲（rule_a）于 乙：当 定点，为 300元。
          例外 乙（rule_b）于 甲：当 险种 是 居民医保，为 200元。
    正确示例：
        结论 起付额（deductible）：金额。
          通则 为 500元。
          例外 甲（rule_a）：当 定点，为 300元。
          例外 乙（rule_b）于 甲：当 险种 是 居民医保，为 200元。
    """

    code: ClassVar[str] = "E0402"
    name: str = ""

    def title(self) -> str:
        return f"例外「{self.name}」没有落到任何通则上：它们互相以对方为底"

    def hint(self) -> str:
        return "请让其中一条例外针对通则（或不写「于 …」）。"


@dataclass(frozen=True, slots=True)
class NothingToReinstate(Mistake):
    """
    说明：没有可以恢复的例外。
    为什么：
        「恢复」是取消一条例外，让原来的通则重新适用；没有例外，或者指着的是通则，
        就没有什么可恢复。
    错误示例：
        结论 起付额（deductible）：金额。
          通则 普通（normal）：为 500元。
          恢复 于 普通：当 定点。
    正确示例：
        结论 起付额（deductible）：金额。
          通则 普通（normal）：为 500元。
          例外 居民（resident_rule）：当 险种 是 居民医保，为 300元。
          恢复 于 居民：当 定点。
    """

    code: ClassVar[str] = "E0403"
    name: str = ""

    def title(self) -> str:
        if self.name:
            return f"「{self.name}」不是例外，不能恢复"
        return "这个结论没有例外，没有什么可恢复"

    def hint(self) -> str:
        return "「恢复」取消一条例外，使通则重新适用；请写：恢复 于 例外的名称：当 …，依据 …。"


@dataclass(frozen=True, slots=True)
class TableOverlap(Mistake):
    """
    说明：表的两行同时适用，结果却不同。
    为什么：同一种情况落在两行里，就不知道按哪一行办。提示里写出了一种这样的情况。
    错误示例：
        表 报销比例（rate）：比例
          | 险种     | 医院等级 | 报销比例 |
          | 职工医保 | 任意     | 80%      |
          | 任意     | 三级     | 70%      |
          | 居民医保 | 低于 三级 | 60%     |。
    正确示例：
        表 报销比例（rate）：比例
          | 险种     | 医院等级 | 报销比例 |
          | 职工医保 | 任意     | 80%      |
          | 居民医保 | 三级     | 70%      |
          | 居民医保 | 低于 三级 | 60%     |。
    """

    code: ClassVar[str] = "E0404"
    witness: str = ""
    other: Span = NOWHERE

    def title(self) -> str:
        return "表的两行同时适用，结果不同"

    def labels(self) -> tuple[Label, ...]:
        return (Label(self.span, "这一行"), Label(self.other, "和这一行"))

    def notes(self) -> tuple[str, ...]:
        return (f"例如：{self.witness}",)

    def hint(self) -> str:
        return "请让每种情况只落在一行；确实要以在前的一行为准时，在表名后写「先列优先」。"


@dataclass(frozen=True, slots=True)
class TableGap(Mistake):
    """
    说明：有的情况表里没有一行适用。
    为什么：表要说全，漏了的情况就没有结果。提示里写出了一种漏掉的情况。
    错误示例：
        表 报销比例（rate）：比例
          | 险种     | 医院等级 | 报销比例 |
          | 职工医保 | 任意     | 80%      |
          | 居民医保 | 一级     | 60%      |。
    正确示例：
        表 报销比例（rate）：比例
          | 险种     | 医院等级  | 报销比例 |
          | 职工医保 | 任意      | 80%      |
          | 居民医保 | 一级      | 60%      |
          | 居民医保 | 高于 一级 | 50%      |。
    """

    code: ClassVar[str] = "E0405"
    witness: str = ""

    def title(self) -> str:
        return "有的情况表里没有一行适用"

    def notes(self) -> tuple[str, ...]:
        return (f"例如：{self.witness}",)

    def hint(self) -> str:
        return "请补上这一行；通知确实没有规定时，写一行「未规定」，或在表名后写「可空」。"


@dataclass(frozen=True, slots=True)
class TableTooLarge(Mistake):
    """
    说明：表太大，没有全部查完是否有缺口或重叠。
    为什么：
        查缺口要把各列的情况都组合一遍，列太多时组合多到查不完；没有查完，
        就不能保证每种情况恰好落在一行里。
    错误示例：
        （二十几列条件、二十几行各管一列的大表。例子太长，这里不写。）
    正确示例：
        表 报销比例（rate）：比例
          | 险种     | 定点 | 报销比例 |
          | 职工医保 | 任意 | 80%      |
          | 居民医保 | 是   | 60%      |
          | 居民医保 | 否   | 0%       |。
    """

    code: ClassVar[str] = "W0406"
    severity: ClassVar[Severity] = "warning"

    def title(self) -> str:
        return "表太大，没有查完是否有缺口或重叠"

    def hint(self) -> str:
        return "请把表拆成几张，或减少条件列。"


@dataclass(frozen=True, slots=True)
class BracketShape(Mistake):
    """
    说明：分段的各档没有首尾相接。
    为什么：
        各档由低到高排列，上一档的上限就是下一档的下限，最后一档上限写「不限」，
        这样每一个数都恰好落在一档里。
    错误示例：
        分段 统筹支付（pooled）：金额，按 医保费用 分段累进
          | 超过    | 不超过  | 比例 |
          | 0元     | 10000元 | 85%  |
          | 20000元 | 不限    | 90%  |。
    正确示例：
        分段 统筹支付（pooled）：金额，按 医保费用 分段累进
          | 超过    | 不超过  | 比例 |
          | 0元     | 10000元 | 85%  |
          | 10000元 | 不限    | 90%  |。
    """

    code: ClassVar[str] = "E0407"
    problem: str = ""
    other: Span = NOWHERE

    def title(self) -> str:
        return self.problem

    def labels(self) -> tuple[Label, ...]:
        first = Label(self.span)
        return (first,) if self.other == NOWHERE else (first, Label(self.other, "与这一档"))

    def hint(self) -> str:
        return "各档由低到高排列，上一档的上限就是下一档的下限，最后一档上限写「不限」。"


@dataclass(frozen=True, slots=True)
class ParameterTable(Mistake):
    """
    说明：参数表缺了一行，或者有一行写了两次。
    为什么：参数表里每一种取值的组合写一行，不多也不少；查表时才总能查到，而且只查到一个。
    错误示例：
        参数 起付标准（deductible）：按 医院等级 的 金额
          | 医院等级 | 起付标准 |
          | 一级     | 100元    |
          | 二级     | 300元    |。
    正确示例：
        参数 起付标准（deductible）：按 医院等级 的 金额
          | 医院等级 | 起付标准 |
          | 一级     | 100元    |
          | 二级     | 300元    |
          | 三级     | 500元    |。
    """

    code: ClassVar[str] = "E0408"
    problem: str = ""
    other: Span = NOWHERE

    def title(self) -> str:
        return self.problem

    def labels(self) -> tuple[Label, ...]:
        first = Label(self.span)
        return (first,) if self.other == NOWHERE else (first, Label(self.other, "已经在这里写过"))

    def hint(self) -> str:
        return "参数表里每一种取值的组合写一行，不多也不少。"


@dataclass(frozen=True, slots=True)
class PeriodMistake(Mistake):
    """
    说明：有效期颠倒、重叠或中断。
    为什么：
        同一天只能有一个值，也不能有一天没有值。有效期的首尾两天都算在内，
        所以「至 6月30日」之后接「自 7月1日」。
    错误示例：
        参数 自付上限（limit）：比例
          30% 至 2022年6月30日；
          20% 自 2022年6月30日。
    正确示例：
        参数 自付上限（limit）：比例
          30% 至 2022年6月30日；
          20% 自 2022年7月1日。
    """

    code: ClassVar[str] = "E0409"
    problem: str = ""
    other: Span = NOWHERE

    def title(self) -> str:
        return self.problem

    def labels(self) -> tuple[Label, ...]:
        first = Label(self.span)
        return (first,) if self.other == NOWHERE else (first, Label(self.other, "与这一段"))

    def hint(self) -> str:
        return "有效期的首尾两天都算在内；各段应当前后相接，不重叠、不中断。"


@dataclass(frozen=True, slots=True)
class ExceptionsTooDeep(Mistake):
    """
    说明：例外的例外套得太深，超过五十层。
    为什么：套到这么深，没有人读得明白；通知里的例外通常只有一两层。
    错误示例：
        （从一条通则起，例外一层套一层，超过五十层。例子太长，这里不写。）
    正确示例：
        结论 起付额（deductible）：金额。
          通则 为 500元。
          例外 居民（resident_rule）：当 险种 是 居民医保，为 300元。
          例外 一级（level1_rule）于 居民：当 医院等级 是 一级，为 100元。
    """

    code: ClassVar[str] = "E0410"
    name: str = ""
    limit: int = 50

    def title(self) -> str:
        return f"例外「{self.name}」套得太深，超过了 {self.limit} 层"

    def hint(self) -> str:
        return "请把其中几层并成一条，或先写成情形，再写例外。"
