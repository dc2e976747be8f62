"""Mistakes of form: one class a code, its wording beside it (draft wording, grows)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics.model import Label, Mistake
from luling.source import Span


@dataclass(frozen=True, slots=True)
class NumberTooLong(Mistake):
    code: ClassVar[str] = "E0006"
    text: str

    def title(self) -> str:
        return f"数字「{self.text[:20]}…」太长"


@dataclass(frozen=True, slots=True)
class NestingTooDeep(Mistake):
    code: ClassVar[str] = "E0007"
    limit: int

    def title(self) -> str:
        return f"这一句套得太深，超过了 {self.limit} 层"


@dataclass(frozen=True, slots=True)
class Unexpected(Mistake):
    code: ClassVar[str] = "E0101"
    text: str
    wanted: tuple[str, ...]

    def title(self) -> str:
        return f"这里不能写「{self.text}」"

    def hint(self) -> str:
        return "这里可以写：" + "、".join(self.wanted) if self.wanted else ""


@dataclass(frozen=True, slots=True)
class MissingStop(Mistake):
    code: ClassVar[str] = "E0102"
    text: str

    def title(self) -> str:
        return "这一句末尾缺少句号「。」"


@dataclass(frozen=True, slots=True)
class Unfinished(Mistake):
    code: ClassVar[str] = "E0103"
    text: str
    wanted: tuple[str, ...]

    def title(self) -> str:
        return "这一句没有写完"

    def hint(self) -> str:
        return "后面还可以写：" + "、".join(self.wanted) if self.wanted else ""


@dataclass(frozen=True, slots=True)
class MixedLogic(Mistake):
    code: ClassVar[str] = "E0104"
    first: str
    second: str

    def title(self) -> str:
        return "「且」和「或」混在一起，没有用括号分清"

    def hint(self) -> str:
        return f"请写成「{self.first}」或者「{self.second}」"


@dataclass(frozen=True, slots=True)
class UnknownHead(Mistake):
    code: ClassVar[str] = "E0105"
    text: str
    close: str

    def title(self) -> str:
        return f"不认得以「{self.text}」开头的句子"

    def hint(self) -> str:
        return f"是不是想写「{self.close}」？" if self.close else ""


@dataclass(frozen=True, slots=True)
class UnclosedMark(Mistake):
    code: ClassVar[str] = "E0106"
    opening: str
    closing: str

    def title(self) -> str:
        return f"「{self.opening}」在这一行里没有配上「{self.closing}」"


@dataclass(frozen=True, slots=True)
class UnpairedBracket(Mistake):
    code: ClassVar[str] = "E0107"
    bracket: str

    def title(self) -> str:
        return f"括号「{self.bracket}」没有配成对"


@dataclass(frozen=True, slots=True)
class UnknownCharacter(Mistake):
    code: ClassVar[str] = "E0108"
    text: str

    def title(self) -> str:
        return f"不认得的字符「{self.text}」"


@dataclass(frozen=True, slots=True)
class RunTogether(Mistake):
    code: ClassVar[str] = "E0109"
    text: str
    split: tuple[str, ...]

    def title(self) -> str:
        return f"「{self.text}」连在了一起，是否漏了空格"

    def hint(self) -> str:
        return f"请写成「{' '.join(self.split)}」"


@dataclass(frozen=True, slots=True)
class ImpossibleDate(Mistake):
    code: ClassVar[str] = "E0110"
    text: str

    def title(self) -> str:
        return f"没有「{self.text}」这一天"


@dataclass(frozen=True, slots=True)
class PartialDate(Mistake):
    code: ClassVar[str] = "E0111"
    text: str

    def title(self) -> str:
        return f"「{self.text}」不是完整的日期"


@dataclass(frozen=True, slots=True)
class RaggedRow(Mistake):
    code: ClassVar[str] = "E0112"
    row: int
    found: int
    wanted: int
    header: Span

    def title(self) -> str:
        return f"表的第 {self.row} 行有 {self.found} 格，表头有 {self.wanted} 格"

    def labels(self) -> tuple[Label, ...]:
        return (Label(self.span), Label(self.header, "表头在这里"))


@dataclass(frozen=True, slots=True)
class BadCell(Mistake):
    code: ClassVar[str] = "E0113"
    text: str
    advice: str

    def title(self) -> str:
        return f"这一格不能写「{self.text}」" if self.text else "这一格是空的"

    def hint(self) -> str:
        return self.advice


@dataclass(frozen=True, slots=True)
class BadBracketHeader(Mistake):
    code: ClassVar[str] = "E0114"
    advice: str

    def title(self) -> str:
        return "分段表的表头不对"

    def hint(self) -> str:
        return self.advice


@dataclass(frozen=True, slots=True)
class ChainedComparison(Mistake):
    code: ClassVar[str] = "E0115"
    text: str

    def title(self) -> str:
        return f"「{self.text}」一连比较了两次"

    def hint(self) -> str:
        return "请分成两个条件，用「且」连接；或者写「介于 …… 至 ……」"


@dataclass(frozen=True, slots=True)
class Repeated(Mistake):
    code: ClassVar[str] = "E0116"
    word: str
    first: Span

    def title(self) -> str:
        return f"「{self.word}」写了两次"

    def labels(self) -> tuple[Label, ...]:
        return (Label(self.span), Label(self.first, "前面已经写过"))


@dataclass(frozen=True, slots=True)
class BasisNotLast(Mistake):
    code: ClassVar[str] = "E0117"
    word: str

    def title(self) -> str:
        return f"「{self.word}」要写在「依据」前面"


@dataclass(frozen=True, slots=True)
class MissingPart(Mistake):
    code: ClassVar[str] = "E0118"
    head: str
    part: str

    def title(self) -> str:
        return f"「{self.head}」这一句缺少{self.part}"


@dataclass(frozen=True, slots=True)
class NotAllowed(Mistake):
    code: ClassVar[str] = "E0119"
    word: str
    head: str

    def title(self) -> str:
        return f"「{self.head}」的句子里不能写「{self.word}」"


@dataclass(frozen=True, slots=True)
class BadDay(Mistake):
    code: ClassVar[str] = "E0120"
    text: str

    def title(self) -> str:
        return f"「{self.text}」不是一个月里的某一天"


@dataclass(frozen=True, slots=True)
class ListAfterIs(Mistake):
    code: ClassVar[str] = "E0121"

    def title(self) -> str:
        return "「是」后面只能写一个值"

    def hint(self) -> str:
        return "几个值都可以时写「属于 甲、乙」"
