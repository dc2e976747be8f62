"""Mistakes of names and of where sentences stand (E02)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Fix, Label, Mistake
from luling.source import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class UnknownName(Mistake):
    """用了没有声明过的名称。"""

    code: ClassVar[str] = "E0201"
    name: str = ""
    near: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    what: str = "名称"

    def title(self) -> str:
        return f"没有声明过的{self.what}「{self.name}」"

    def hint(self) -> str:
        if self.split:
            return f"是否漏了空格？试试：{' '.join(self.split)}"
        if self.near:
            return "是不是想写：" + "、".join(f"「{item}」" for item in self.near) + "？"
        return f"请先声明这个{self.what}，或检查有没有写错字。"

    def fix(self) -> Fix | None:
        if self.split:
            return Fix(self.span, " ".join(self.split))
        return Fix(self.span, self.near[0]) if len(self.near) == 1 else None


@dataclass(frozen=True, slots=True)
class DuplicateName(Mistake):
    """同一个名称声明了两次。"""

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
    """两个不同的名称用了同一个英文标识。"""

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
    """英文标识的写法不对。"""

    code: ClassVar[str] = "E0204"
    id: str = ""

    def title(self) -> str:
        return f"英文标识「{self.id}」的写法不对"

    def hint(self) -> str:
        return "英文标识以小写字母开头，只用小写字母、数字和下划线，最长 60 个字符，例如 eligible_cost。"


@dataclass(frozen=True, slots=True)
class UnknownType(Mistake):
    """冒号后面的类型不认识。"""

    code: ClassVar[str] = "E0205"
    name: str = ""
    near: tuple[str, ...] = ()

    def title(self) -> str:
        return f"没有「{self.name}」这种类型"

    def hint(self) -> str:
        start = "可用的类型：是非、整数、金额、比例、日期、时长、文本、名单，以及用「枚举」声明的名称。"
        if self.near:
            return "是不是想写：" + "、".join(f"「{item}」" for item in self.near) + "？" + start
        return start


@dataclass(frozen=True, slots=True)
class UnknownTarget(Mistake):
    """例外或恢复所针对的规则找不到。"""

    code: ClassVar[str] = "E0206"
    name: str = ""
    candidates: tuple[str, ...] = ()

    def title(self) -> str:
        return f"没有名为「{self.name}」的规则可作例外"

    def hint(self) -> str:
        if self.candidates:
            return "这里可以写：" + "、".join(f"「{item}」" for item in self.candidates) + "。"
        return "先给被排除的那条规则起名，例如：通则 居民（resident_rule）：当 …，为 …。"


@dataclass(frozen=True, slots=True)
class RuleWithoutConclusion(Mistake):
    """规则前面没有结论。"""

    code: ClassVar[str] = "E0207"
    word: str = "通则"

    def title(self) -> str:
        return f"这条「{self.word}」不知道属于哪个结论"

    def hint(self) -> str:
        return "规则写在它的「结论」或「收集」之后；请先写结论，再写它的通则和例外。"


@dataclass(frozen=True, slots=True)
class OutsideDecision(Mistake):
    """这句话要写在判定里面。"""

    code: ClassVar[str] = "E0208"
    word: str = ""

    def title(self) -> str:
        return f"「{self.word}」要写在一个判定之内"

    def hint(self) -> str:
        return "请先写一句「判定 名称（英文标识）」，再写它的事实、情形和结论。"


@dataclass(frozen=True, slots=True)
class HeadMistake(Mistake):
    """文件开头应当是政策或词汇，并且只有一句。"""

    code: ClassVar[str] = "E0209"
    problem: str = ""

    def title(self) -> str:
        return self.problem

    def hint(self) -> str:
        return "政策文件的第一句是「政策 英文标识《通知标题》…。」；词汇文件的第一句是「词汇 名称（英文标识）。」。"


@dataclass(frozen=True, slots=True)
class ImportNotFound(Mistake):
    """引用的词汇找不到。"""

    code: ClassVar[str] = "E0210"
    name: str = ""
    searched: tuple[str, ...] = ()

    def title(self) -> str:
        return f"找不到引用的词汇「{self.name}」"

    def notes(self) -> tuple[str, ...]:
        return ("找过的文件夹：" + "、".join(self.searched),) if self.searched else ()

    def hint(self) -> str:
        return "词汇文件放在同一文件夹或 common 文件夹，第一句写「词汇 名称。」；也可以写明：引用 名称，自 \"文件\"。"


@dataclass(frozen=True, slots=True)
class ImportCycle(Mistake):
    """词汇互相引用，绕成了一圈。"""

    code: ClassVar[str] = "E0211"
    cycle: tuple[str, ...] = ()

    def title(self) -> str:
        return "引用绕成了一圈：" + " → ".join(self.cycle)

    def hint(self) -> str:
        return "请删去其中一句引用，把共用的内容放到一个不引用别人的词汇里。"


@dataclass(frozen=True, slots=True)
class NoRules(Mistake):
    """结论没有任何规则。"""

    code: ClassVar[str] = "E0212"
    name: str = ""

    def title(self) -> str:
        return f"结论「{self.name}」没有任何规则"

    def hint(self) -> str:
        return "请写一条「通则 …，为 …，依据 …。」；只有一条规则时可以直接写在结论里：结论 名称：类型，为 …。"


@dataclass(frozen=True, slots=True)
class FactWithoutType(Mistake):
    """事实没有写类型，词汇里也没有它。"""

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
    """名称的用法不对，例如把名册当作一个数。"""

    code: ClassVar[str] = "E0214"
    name: str = ""
    found: str = ""
    expected: str = ""

    def title(self) -> str:
        return f"「{self.name}」是{self.found}，这里要的是{self.expected}"


@dataclass(frozen=True, slots=True)
class TwoDateFacts(Mistake):
    """一个判定有两个适用日期。"""

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
    """沿用的用例找不到，或绕成了一圈。"""

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
