"""Mistakes of worked examples (E07): names, values and shape, in the source or in a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Fix, Label, Mistake
from luling.source import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class CaseMistake(Mistake):
    """`place` is the cell's place where the example stands in a table."""

    place: str = ""

    def at(self, text: str) -> str:
        return f"{self.place}：{text}" if self.place else text


def _near(names: tuple[str, ...]) -> str:
    return "是不是想写：" + "、".join(f"「{item}」" for item in names) + "？"


@dataclass(frozen=True, slots=True)
class UnknownDecision(CaseMistake):
    """
    说明：用例写的判定没有声明过。
    为什么：用例要说明它考查的是哪一个判定，才知道用哪些事实和结论。
    错误示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例「够了」，判定 药店准人
          已知 品种数 是 30种
          应得 合格 是 是。
    正确示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例「够了」，判定 药店准入
          已知 品种数 是 30种
          应得 合格 是 是。
    """

    code: ClassVar[str] = "E0701"
    name: str = ""
    near: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    def title(self) -> str:
        return self.at(f"没有名为「{self.name}」的判定")

    def hint(self) -> str:
        if self.near:
            return _near(self.near)
        return "可用的判定：" + "、".join(f"「{item}」" for item in self.known[:10]) + "。"

    def fix(self) -> Fix | None:
        return Fix(self.span, self.near[0]) if len(self.near) == 1 and not self.place else None


@dataclass(frozen=True, slots=True)
class UnknownCaseName(CaseMistake):
    """The common wording of a name that the decision does not have."""

    name: str = ""
    owner: str = ""
    near: tuple[str, ...] = ()
    instead: str = ""
    what: ClassVar[str] = "事实"

    def title(self) -> str:
        return self.at(f"「{self.owner}」没有名为「{self.name}」的{self.what}")

    def hint(self) -> str:
        if self.instead:
            return self.instead
        if self.near:
            return _near(self.near)
        return f"请检查有没有写错字；用例里用{self.what}的中文名称。"

    def fix(self) -> Fix | None:
        return Fix(self.span, self.near[0]) if len(self.near) == 1 and not self.place else None


@dataclass(frozen=True, slots=True)
class UnknownCaseFact(UnknownCaseName):
    """
    说明：用例的「已知」写了判定没有的事实。
    为什么：判定不看的事实写了也不起作用，多半是名称写错。
    错误示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例「够了」，判定 药店准入
          已知 品种 是 30种
          应得 合格 是 是。
    正确示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例「够了」，判定 药店准入
          已知 品种数 是 30种
          应得 合格 是 是。
    """

    code: ClassVar[str] = "E0702"
    what: ClassVar[str] = "事实"


@dataclass(frozen=True, slots=True)
class UnknownCaseParameter(UnknownCaseName):
    """
    说明：用例的「给定」写了政策没有的参数。
    为什么：「给定」只填通知写明「另行规定」的参数，名称要与声明的一致。
    错误示例：
        参数 起付标准（deductible）：金额 另行规定。
        判定 报销（pay）
        结论 起付（base）：金额，为 起付标准。
        用例「一百元」，判定 报销
          给定 起付标淮 是 100元
          应得 起付 是 100元。
    正确示例：
        参数 起付标准（deductible）：金额 另行规定。
        判定 报销（pay）
        结论 起付（base）：金额，为 起付标准。
        用例「一百元」，判定 报销
          给定 起付标准 是 100元
          应得 起付 是 100元。
    """

    code: ClassVar[str] = "E0703"
    what: ClassVar[str] = "参数"


@dataclass(frozen=True, slots=True)
class UnknownCaseOutcome(UnknownCaseName):
    """
    说明：用例的「应得」写了判定没有的结论。
    为什么：只有输出的结论和收集可以核对；中间结论、情形不在输出里。
    错误示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例「够了」，判定 药店准入
          已知 品种数 是 30种
          应得 准入 是 是。
    正确示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例「够了」，判定 药店准入
          已知 品种数 是 30种
          应得 合格 是 是。
    """

    code: ClassVar[str] = "E0704"
    what: ClassVar[str] = "结论"


@dataclass(frozen=True, slots=True)
class CaseValue(CaseMistake):
    """
    说明：用例里的值与它的类型不合。
    为什么：金额要写单位「元」，比例写百分数，这样读的人不会弄错，也不会算错。
    错误示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例「够了」，判定 药店准入
          已知 品种数 是 30元
          应得 合格 是 是。
    正确示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例「够了」，判定 药店准入
          已知 品种数 是 30种
          应得 合格 是 是。
    """

    code: ClassVar[str] = "E0705"
    name: str = ""
    found: str = ""
    allowed: str = ""

    def title(self) -> str:
        return self.at(f"「{self.found}」不能作「{self.name}」的值")

    def hint(self) -> str:
        return f"这里可以写：{self.allowed}。"


@dataclass(frozen=True, slots=True)
class NotAChoice(CaseMistake):
    """
    说明：用例里的值不是这个枚举（或收集）的取值。
    为什么：枚举只有声明过的几种取值，写别的就查不到。
    错误示例：
        判定 待遇（benefit）
        事实 险种（insurance）：险种。
        结论 职工（is_employee）：是非，为 险种 是 职工医保。
        用例「职工」，判定 待遇
          已知 险种 是 城镇职工
          应得 职工 是 是。
    正确示例：
        判定 待遇（benefit）
        事实 险种（insurance）：险种。
        结论 职工（is_employee）：是非，为 险种 是 职工医保。
        用例「职工」，判定 待遇
          已知 险种 是 职工医保
          应得 职工 是 是。
    """

    code: ClassVar[str] = "E0706"
    name: str = ""
    found: str = ""
    near: tuple[str, ...] = ()
    allowed: str = ""

    def title(self) -> str:
        return self.at(f"「{self.found}」不是「{self.name}」的取值")

    def notes(self) -> tuple[str, ...]:
        return (f"可以写：{self.allowed}。",)

    def hint(self) -> str:
        return _near(self.near) if self.near else "请从上面的取值里选。"

    def fix(self) -> Fix | None:
        return Fix(self.span, self.near[0]) if len(self.near) == 1 and not self.place else None


@dataclass(frozen=True, slots=True)
class UnknownCaseField(UnknownCaseName):
    """
    说明：用例里名册的一项写了名册没有的字段。
    为什么：名册的每一项只有声明过的字段。
    错误示例：
        判定 进度（progress）
        名册 县区（counties）：名称（name）：文本、药店数（pharmacies）：整数（家）。
        结论 覆盖（covered）：是非，为 每个 县区 的 药店数 不少于 1家。
        用例「一个县」，判定 进度
          已知 县区 是 ［名称 "长丰县"，药店 1家］
          应得 覆盖 是 是。
    正确示例：
        判定 进度（progress）
        名册 县区（counties）：名称（name）：文本、药店数（pharmacies）：整数（家）。
        结论 覆盖（covered）：是非，为 每个 县区 的 药店数 不少于 1家。
        用例「一个县」，判定 进度
          已知 县区 是 ［名称 "长丰县"，药店数 1家］
          应得 覆盖 是 是。
    """

    code: ClassVar[str] = "E0707"
    what: ClassVar[str] = "字段"


@dataclass(frozen=True, slots=True)
class GivenTwice(CaseMistake):
    """
    说明：一个用例里同一个事实或参数写了两次。
    为什么：写了两次就不知道以哪一次为准。要改「沿用」来的值，只在自己的用例里写一次。
    错误示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例「够了」，判定 药店准入
          已知 品种数 是 30种，品种数 是 31种
          应得 合格 是 是。
    正确示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例「够了」，判定 药店准入
          已知 品种数 是 30种
          应得 合格 是 是。
    """

    code: ClassVar[str] = "E0708"
    name: str = ""
    first: Span = NOWHERE

    def title(self) -> str:
        return self.at(f"「{self.name}」在同一个用例里写了两次")

    def labels(self) -> tuple[Label, ...]:
        if self.first == NOWHERE:
            return (Label(self.span),)
        return (Label(self.span, "这里又写了一次"), Label(self.first, "第一次在这里"))

    def hint(self) -> str:
        return "请只留一次。"


@dataclass(frozen=True, slots=True)
class ExpectedTwice(CaseMistake):
    """
    说明：一个用例里同一个结论写了两个「应得」。
    为什么：一个结论只有一个结果。（收集和名单可以先写确定的几项，再写「待定」。）
    错误示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例「够了」，判定 药店准入
          已知 品种数 是 30种
          应得 合格 是 是，合格 是 否。
    正确示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例「够了」，判定 药店准入
          已知 品种数 是 30种
          应得 合格 是 是。
    """

    code: ClassVar[str] = "E0709"
    name: str = ""

    def title(self) -> str:
        return self.at(f"「{self.name}」写了两个「应得」")

    def hint(self) -> str:
        return "请只留一个；要查两种情况，就写两个用例。"


@dataclass(frozen=True, slots=True)
class FixedParameter(CaseMistake):
    """
    说明：用例「给定」了通知自己规定的参数。
    为什么：通知写明的数不能在用例里另给一个；只有「另行规定」的参数才由外面提供。
    错误示例：
        参数 报销比例（rate）：比例 80%。
        判定 报销（pay）
        结论 比例（ratio）：比例，为 报销比例。
        用例「七成」，判定 报销
          给定 报销比例 是 70%
          应得 比例 是 70%。
    正确示例：
        参数 报销比例（rate）：比例 80%。
        判定 报销（pay）
        结论 比例（ratio）：比例，为 报销比例。
        用例「八成」，判定 报销
          应得 比例 是 80%。
    """

    code: ClassVar[str] = "E0710"
    name: str = ""
    declared: Span = NOWHERE

    def title(self) -> str:
        return self.at(f"参数「{self.name}」由通知规定，用例不能另给")

    def labels(self) -> tuple[Label, ...]:
        if self.declared == NOWHERE:
            return (Label(self.span),)
        return (Label(self.span), Label(self.declared, "通知在这里规定"))

    def hint(self) -> str:
        return "请删去这一项；确实由别的文件规定的，在参数声明里写「另行规定」。"


@dataclass(frozen=True, slots=True)
class DuplicateCase(CaseMistake):
    """
    说明：同一个判定的两个用例用了同一个标题。
    为什么：报告和「沿用」都靠标题认用例。
    错误示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例「品种」，判定 药店准入
          已知 品种数 是 30种
          应得 合格 是 是。
        用例「品种」，判定 药店准入
          已知 品种数 是 29种
          应得 合格 是 否。
    正确示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例「品种够了」，判定 药店准入
          已知 品种数 是 30种
          应得 合格 是 是。
        用例「品种不够」，判定 药店准入
          已知 品种数 是 29种
          应得 合格 是 否。
    """

    code: ClassVar[str] = "E0711"
    name: str = ""
    first: Span = NOWHERE

    def title(self) -> str:
        return self.at(f"用例标题「{self.name}」用了两次")

    def labels(self) -> tuple[Label, ...]:
        if self.first == self.span:
            return (Label(self.span),)
        return (Label(self.span, "这里又用了一次"), Label(self.first, "第一次在这里"))

    def hint(self) -> str:
        return "请换一个标题，说出这个用例与别的用例哪里不同。"


@dataclass(frozen=True, slots=True)
class EmptyCase(CaseMistake):
    """
    说明：表格里的用例没有标题，或没有写任何「应得」。
    为什么：没有应得的结果，就没有什么可以核对。
    错误示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例 自 "cases.csv"，判定 药店准入。
        # 文件 cases.csv
        # 用例,品种数,应得 合格
        # 够了,30种,
    正确示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例 自 "cases.csv"，判定 药店准入。
        # 文件 cases.csv
        # 用例,品种数,应得 合格
        # 够了,30种,是
    """

    code: ClassVar[str] = "E0712"
    problem: str = ""

    def title(self) -> str:
        return self.at(self.problem)

    def hint(self) -> str:
        return "每一行写标题和至少一个应得的结果；不用的行请删去。"


@dataclass(frozen=True, slots=True)
class UnknownCaseColumn(CaseMistake):
    """
    说明：用例表格的列名不认识。
    为什么：列名说明这一列是哪个事实、参数或结论；不认识的列不会悄悄略过。
    错误示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例 自 "cases.csv"，判定 药店准入。
        # 文件 cases.csv
        # 用例,品种,应得 合格
        # 够了,30种,是
    正确示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例 自 "cases.csv"，判定 药店准入。
        # 文件 cases.csv
        # 用例,品种数,应得 合格
        # 够了,30种,是
    """

    code: ClassVar[str] = "E0713"
    name: str = ""
    near: tuple[str, ...] = ()

    def title(self) -> str:
        return self.at(f"不认识的列名「{self.name}」")

    def hint(self) -> str:
        start = _near(self.near) if self.near else ""
        return start + (
            "列名可以是：用例、标识、依据、沿用、备注、事实的名称、"
            "「给定 参数」、「应得 结论」、「应得 状态」。"
        )


@dataclass(frozen=True, slots=True)
class ParameterKeys(CaseMistake):
    """
    说明：用例里参数表的项写得不对：没有写明哪一项，或写的项数不对。
    为什么：按医院等级分的起付标准要写明是哪一级的。
    错误示例：
        参数 起付标准（deductible）：按 医院等级 的 金额 另行规定。
        判定 报销（pay）
        事实 等级（level）：医院等级。
        结论 起付（base）：金额，为 起付标准（等级）。
        用例「一级」，判定 报销
          已知 等级 是 一级
          给定 起付标准 是 100元
          应得 起付 是 100元。
    正确示例：
        参数 起付标准（deductible）：按 医院等级 的 金额 另行规定。
        判定 报销（pay）
        事实 等级（level）：医院等级。
        结论 起付（base）：金额，为 起付标准（等级）。
        用例「一级」，判定 报销
          已知 等级 是 一级
          给定 起付标准（一级） 是 100元
          应得 起付 是 100元。
    """

    code: ClassVar[str] = "E0714"
    name: str = ""
    keys: tuple[str, ...] = ()

    def title(self) -> str:
        if not self.keys:
            return self.at(f"「{self.name}」不分项，后面不写括号")
        return self.at(f"「{self.name}」要写明是哪一项")

    def hint(self) -> str:
        if not self.keys:
            return f"请直接写「{self.name}」。"
        return f"请在括号里写：{'、'.join(self.keys)}，即 {self.name}（{'，'.join(self.keys)}）。"


@dataclass(frozen=True, slots=True)
class UnknownMissing(UnknownCaseName):
    """
    说明：「待定（缺 …）」里写的既不是事实也不是参数。
    为什么：待定的结论缺的只能是事实，或另行规定的参数。
    错误示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例「不知道」，判定 药店准入
          应得 合格 待定（缺 品种）。
    正确示例：
        判定 药店准入（admission）
        事实 品种数（drugs）：整数（种）。
        结论 合格（qualified）：是非，为 品种数 不少于 30种。
        用例「不知道」，判定 药店准入
          应得 合格 待定（缺 品种数）。
    """

    code: ClassVar[str] = "E0715"
    what: ClassVar[str] = "事实或参数"
