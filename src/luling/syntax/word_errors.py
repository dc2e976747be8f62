"""Mistakes of single words: marks, characters, numbers and dates, words run together (E01)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics.model import Fix, Label, Mistake
from luling.source import Span

__all__ = [
    "BadDay",
    "BoundAfterNumber",
    "ImpossibleDate",
    "PartialDate",
    "RunTogether",
    "UnclosedMark",
    "UnknownCharacter",
]

_YEAR_END = re.compile(r"(\d{4})年[底末]")
_NOT_A_UNIT = re.compile(r"([\d.]+)个?(百分点|工作日)")
_ADVICE = {
    "百分点": "百分点写成百分数，例如 {0}%。",
    "工作日": "工作日要看放假安排，这里算不出。请把到期的那一天写成日期事实，由填写的人算好。",
}


@dataclass(frozen=True, slots=True)
class UnclosedMark(Mistake):
    """
    说明：引号或者书名号只有前一半。
    为什么：
        「」里的原文、《》里的文件名、“”里的文字都要在同一行里配成对，才知道引到哪里为止。
        原文太长时，分成几个「」来引。
    错误示例：
        参数 起付线（deductible）：金额 500元，依据 二（一）「起付标准为500元。
    正确示例：
        参数 起付线（deductible）：金额 500元，依据 二（一）「起付标准为500元」。
    """

    code: ClassVar[str] = "E0106"
    opening: str
    closing: str

    def title(self) -> str:
        return f"「{self.opening}」没有在这一行里配上「{self.closing}」"

    def labels(self) -> tuple[Label, ...]:
        return (Label(self.span, "从这里开始，到行尾没有结束"),)

    def hint(self) -> str:
        return f"请在引用的文字后面补上「{self.closing}」。"


@dataclass(frozen=True, slots=True)
class UnknownCharacter(Mistake):
    """
    说明：有不认得的字符。
    为什么：
        政策里能用的标点是有限的，这个字符没有约定的意思。名称里要用特别的符号时，
        把整个名称放在引号里，例如 “互联网+定点医院”。
    错误示例：
        情形 大额（large）：医保费用 超过 10000元！
    正确示例：
        情形 大额（large）：医保费用 超过 10000元。
    """

    code: ClassVar[str] = "E0108"
    text: str

    def title(self) -> str:
        return f"这里不能用字符「{self.text}」"

    def hint(self) -> str:
        if self.text in "」》”":
            return f"前面没有和「{self.text}」配对的另一半。"
        return "请删去或者改正它；如果它是名称的一部分，请把整个名称放在“”里。"


@dataclass(frozen=True, slots=True)
class RunTogether(Mistake):
    """
    说明：几个词连在了一起，中间漏了空格。
    为什么：
        名称到空格或者标点为止。「险种是职工医保」中间没有空格，就成了一个很长的名称。
        数和单位之间不用空格，但单位后面的词要隔开。
    错误示例：
        情形 大额（large）：医保费用 超过 10000元且 定点。
    正确示例：
        情形 大额（large）：医保费用 超过 10000元 且 定点。
    """

    code: ClassVar[str] = "E0109"
    text: str
    split: tuple[str, ...]
    told: bool = True
    offered: bool = True

    def title(self) -> str:
        if _NOT_A_UNIT.match(self.text) is not None:
            return f"这里不能写「{self.text}」"
        return f"「{self.text}」连在了一起，是否漏了空格？"

    def hint(self) -> str:
        if (found := _NOT_A_UNIT.match(self.text)) is not None:
            return _ADVICE[found[2]].format(found[1])
        if not (self.told or self.offered):
            return "数后面只能写单位，例如 80%、30种、100元、18周岁；别的词前面要空一格。"
        return f"试试写成「{' '.join(self.split)}」。"

    def fix(self) -> Fix | None:
        return Fix(self.span, " ".join(self.split)) if self.offered else None


@dataclass(frozen=True, slots=True)
class BoundAfterNumber(Mistake):
    """
    说明：「以上」「以下」「以内」写在了数的后面。
    为什么：
        条件里先写比较的词，再写数：「3次以上」是「不少于 3次」，「20种以下」是「不超过 20种」。
        通知里的「以上」「以下」含不含本数，也要由写政策的人说清楚。只有表的格子里可以照写「3次以上」。
    错误示例：
        情形 大额（large）：医保费用 10000元以上。
    正确示例：
        情形 大额（large）：医保费用 不低于 10000元。
    """

    code: ClassVar[str] = "E0122"
    text: str
    number: str
    place: Span | None
    bare: bool = False
    offered: bool = True

    def title(self) -> str:
        return f"「{self.text}」要写成比较"

    def words(self) -> tuple[str, str]:
        """With and without the number itself, as the notice says it first."""
        counted = not self.number.endswith(("元", "角", "分", "%", "％", "岁"))
        least = "不少于" if counted else "不低于"
        below = "少于" if counted else "低于"
        pair = (least, "超过") if "上" in self.text else ("不超过", below)
        return (pair[1], pair[0]) if "不含" in self.text else pair

    def hint(self) -> str:
        first, other = self.words()
        kept, lost = ("不含", "含") if "不含" in self.text else ("含", "不含")
        return f"{kept}本数写「{first} {self.number}」，{lost}本数写「{other} {self.number}」。"

    def fix(self) -> Fix | None:
        if self.place is None or not self.offered:
            return None
        word = "" if self.bare else f"{self.words()[0]} "
        return Fix(self.place, word + self.number)


@dataclass(frozen=True, slots=True)
class ImpossibleDate(Mistake):
    """
    说明：日历上没有这一天。
    为什么：
        例如二月没有三十日，一年没有十三月。按错误的日期判定，会把政策用错时间。
    错误示例：
        参数 起付线（deductible）：金额 500元 自 2022年2月30日。
    正确示例：
        参数 起付线（deductible）：金额 500元 自 2022年2月28日。
    """

    code: ClassVar[str] = "E0110"
    text: str

    def title(self) -> str:
        return f"日历上没有「{self.text}」这一天"

    def hint(self) -> str:
        return "请对照原文改正日期。"


@dataclass(frozen=True, slots=True)
class PartialDate(Mistake):
    """
    说明：日期没有写全年月日。
    为什么：
        原文里的「2023年底前」要写明到哪一天为止，例如 2023年12月31日，
        审核的人才能看到它是怎样理解的。
    错误示例：
        参数 起付线（deductible）：金额 500元 至 2022年6月。
    正确示例：
        参数 起付线（deductible）：金额 500元 至 2022年6月30日。
    """

    code: ClassVar[str] = "E0111"
    text: str

    def title(self) -> str:
        return f"「{self.text}」没有写全年月日"

    def hint(self) -> str:
        if (found := _YEAR_END.match(self.text)) is not None:
            return f"请写到日，例如 {found[1]}年12月31日。"
        return "请写到日，例如 2022年6月30日。"


@dataclass(frozen=True, slots=True)
class BadDay(Mistake):
    """
    说明：「当月」「次月」后面要写一个月里的某一天。
    为什么：
        「次月 10日」是下个月的十日，「次月 月末」是下个月的最后一天；别的写法说不出是哪一天。
    错误示例：
        情形 已过申报期（late）：费用日期 晚于 费用日期 次月 10天。
    正确示例：
        情形 已过申报期（late）：费用日期 晚于 费用日期 次月 10日。
    """

    code: ClassVar[str] = "E0120"
    text: str

    def title(self) -> str:
        return f"「{self.text}」不是一个月里的某一天"

    def hint(self) -> str:
        return "请写 1日 到 31日 中的一天，或者写「月末」。"
