"""Mistakes that show when a policy is put together (E04): cycles, tables, periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Label, Mistake, Severity
from luling.source import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class DefinitionCycle(Mistake):
    """几个定义互相用到，绕成了一圈。"""

    code: ClassVar[str] = "E0401"
    names: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()

    def title(self) -> str:
        return "定义绕成了一圈：" + " → ".join(f"「{name}」" for name in (*self.names, self.names[0]))

    def labels(self) -> tuple[Label, ...]:
        return tuple(
            Label(span, f"「{name}」在这里定义") for name, span in zip(self.names, self.spans, strict=True)
        )

    def hint(self) -> str:
        return "一个结论不能用到自己。请把其中一处改成只用事实、参数和别的结论。"


@dataclass(frozen=True, slots=True)
class ExceptionCycle(Mistake):
    """例外互相指着对方，没有一条以通则为底。"""

    code: ClassVar[str] = "E0402"
    name: str = ""

    def title(self) -> str:
        return f"例外「{self.name}」没有落到任何通则上：它们互相以对方为底"

    def hint(self) -> str:
        return "请让其中一条例外针对通则（或不写「于 …」）。"


@dataclass(frozen=True, slots=True)
class NothingToReinstate(Mistake):
    """恢复要针对一条例外。"""

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
    """表的两行同时适用，结果却不同。"""

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
    """有的情况表里没有一行适用。"""

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
    """表太大，缺口和重叠没有全部查完。"""

    code: ClassVar[str] = "W0406"
    severity: ClassVar[Severity] = "warning"

    def title(self) -> str:
        return "表太大，没有查完是否有缺口或重叠"

    def hint(self) -> str:
        return "请把表拆成几张，或减少条件列。"


@dataclass(frozen=True, slots=True)
class BracketShape(Mistake):
    """分段的各档没有首尾相接。"""

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
    """参数表缺行或重复。"""

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
    """有效期颠倒、重叠或中断。"""

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
