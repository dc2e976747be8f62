"""Mistakes of types (E03). Every message names both sides in the author's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Label, Mistake
from luling.source import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class ArithmeticMismatch(Mistake):
    """两样不能这样加减乘除的东西。"""

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
        if self.word in ("加", "减"):
            return "只有同类的量才能加减：金额与金额、比例与比例、同一单位的整数，日期可以加减时长。"
        return "金额可以乘除比例和整数，金额除以金额得比例。"


@dataclass(frozen=True, slots=True)
class CompareMismatch(Mistake):
    """拿两样不同的东西比较。"""

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
        return "比较的两边要是同一类的量。"


@dataclass(frozen=True, slots=True)
class TypeMismatch(Mistake):
    """值的类型与声明的不同。"""

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


@dataclass(frozen=True, slots=True)
class UnitMismatch(Mistake):
    """单位不同的两个数。"""

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
    """要写条件的地方写了别的东西。"""

    code: ClassVar[str] = "E0305"
    found: str = ""

    def title(self) -> str:
        return f"这里要写一个条件（是或否），写的却是{self.found}"

    def hint(self) -> str:
        return "条件是一个是非事实、一个情形，或一个比较，例如：医保费用 超过 1000元。"


@dataclass(frozen=True, slots=True)
class NoOrder(Mistake):
    """没有大小之分的东西拿来比大小。"""

    code: ClassVar[str] = "E0306"
    found: str = ""

    def title(self) -> str:
        return f"{self.found}没有高低之分，只能说「是」或「不是」"

    def hint(self) -> str:
        return "要比高低的枚举，声明时取值之间写「低于」，例如：一级（level1） 低于 二级（level2）。"


@dataclass(frozen=True, slots=True)
class NotAValueOf(Mistake):
    """枚举里没有这个取值。"""

    code: ClassVar[str] = "E0307"
    name: str = ""
    enum: str = ""
    values: tuple[str, ...] = ()
    found: str = ""

    def title(self) -> str:
        return f"「{self.enum}」没有「{self.name}」这个取值" + (
            f"（它是{self.found}）" if self.found else ""
        )

    def hint(self) -> str:
        return "可以写：" + "、".join(self.values) + "。"


@dataclass(frozen=True, slots=True)
class AmbiguousValue(Mistake):
    """一个取值名称属于几个枚举，看不出指哪一个。"""

    code: ClassVar[str] = "E0308"
    name: str = ""
    enums: tuple[str, ...] = ()

    def title(self) -> str:
        return f"「{self.name}」是{'、'.join(self.enums)}的取值，这里看不出指哪一个"

    def hint(self) -> str:
        return "请写成比较，例如：险种 是 职工医保。"


@dataclass(frozen=True, slots=True)
class WrongKeys(Mistake):
    """查参数表时给的项数不对。"""

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
    """不是集合的东西拿来问「包含」或「为空」。"""

    code: ClassVar[str] = "E0310"
    found: str = ""

    def title(self) -> str:
        return f"只有收集、集合和名单才能问「包含」或「为空」，这里是{self.found}"


@dataclass(frozen=True, slots=True)
class RosterMisuse(Mistake):
    """名册用在了不能用的地方。"""

    code: ClassVar[str] = "E0311"
    problem: str = ""

    def title(self) -> str:
        return self.problem

    def hint(self) -> str:
        return "名册要放在 计数（…）、合计（…）、最高（…）、最低（…）、名单（…）里，或用「每个」「任一」。"


@dataclass(frozen=True, slots=True)
class OnlySelections(Mistake):
    """最高、最低里全是名册，名册为空时没有结果。"""

    code: ClassVar[str] = "E0312"

    def title(self) -> str:
        return "最高、最低里至少要有一项不是名册，否则名册为空时没有结果"

    def hint(self) -> str:
        return "请加一项，例如：最高（0元，明细 的 金额）。"


@dataclass(frozen=True, slots=True)
class NoDate(Mistake):
    """没有适用日期的判定用了按时间变化的内容。"""

    code: ClassVar[str] = "E0313"
    what: str = ""

    def title(self) -> str:
        return f"{self.what}按时间变化，但这个判定没有适用日期"

    def hint(self) -> str:
        return "请给一个日期事实写上「作适用日期」，例如：事实 费用发生日期（service_date）：日期，作适用日期。"


@dataclass(frozen=True, slots=True)
class MisplacedUnspecified(Mistake):
    """「未规定」只能单独作为规则的值。"""

    code: ClassVar[str] = "E0314"

    def title(self) -> str:
        return "「未规定」只能单独作为规则的值，不能参加计算或比较"


@dataclass(frozen=True, slots=True)
class BadNumber(Mistake):
    """数的写法或单位不对。"""

    code: ClassVar[str] = "E0315"
    problem: str = ""
    advice: str = ""

    def title(self) -> str:
        return self.problem

    def hint(self) -> str:
        return self.advice


@dataclass(frozen=True, slots=True)
class BadRounding(Mistake):
    """这类值不能这样舍入。"""

    code: ClassVar[str] = "E0316"
    type: str = ""

    def title(self) -> str:
        return f"{self.type}不能这样舍入"

    def hint(self) -> str:
        return "金额写「四舍五入到分」「舍去到元」等，比例写「保留4位小数」。"


@dataclass(frozen=True, slots=True)
class BadDateFact(Mistake):
    """适用日期必须是日期。"""

    code: ClassVar[str] = "E0317"
    found: str = ""

    def title(self) -> str:
        return f"「作适用日期」的事实必须是日期，这里是{self.found}"


@dataclass(frozen=True, slots=True)
class BadTypeHere(Mistake):
    """这种类型不能用在这里。"""

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
    """参数和表格里只能写固定的值。"""

    code: ClassVar[str] = "E0319"
    where: str = ""

    def title(self) -> str:
        return f"{self.where}只能写固定的值（数、日期、是否、文本或枚举的取值）"


@dataclass(frozen=True, slots=True)
class WrongHeader(Mistake):
    """表格的表头与声明对不上。"""

    code: ClassVar[str] = "E0320"
    problem: str = ""
    advice: str = ""

    def title(self) -> str:
        return self.problem

    def hint(self) -> str:
        return self.advice


@dataclass(frozen=True, slots=True)
class WrongCell(Mistake):
    """这个格子不能这样写。"""

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
