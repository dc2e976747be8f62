"""Mistakes of sentences: their order, their parts, their brackets and conditions (E01).

The text before any word is in `source_errors`, single words in `word_errors`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics.model import Fix, Label, Mistake
from luling.source import Span
from luling.syntax.wording import instead

__all__ = [
    "BasisNotLast",
    "ChainedComparison",
    "ListAfterIs",
    "MissingPart",
    "MissingStop",
    "MixedLogic",
    "NotAllowed",
    "Repeated",
    "Unexpected",
    "Unfinished",
    "UnknownHead",
    "UnpairedBracket",
]


@dataclass(frozen=True, slots=True)
class Unexpected(Mistake):
    """
    说明：这个词不能写在这里。
    为什么：
        每种句子有固定的说法，读到这里接不下去了。提示里列出了这里可以写什么；
        常见的原因是前面漏了一个词、一个标点，或者用了别的说法。
    错误示例：
        情形 大额（large）：医保费用 超过 且 定点。
    正确示例：
        情形 大额（large）：医保费用 超过 10000元 且 定点。
    """

    code: ClassVar[str] = "E0101"
    text: str
    wanted: tuple[str, ...]
    reserved: bool = False
    everyday: str = ""
    advice: str = ""
    replacement: str | None = None
    offered: bool = True

    def title(self) -> str:
        return f"这里不能写「{self.text}」"

    def notes(self) -> tuple[str, ...]:
        if self.everyday:
            return (f"「{self.everyday}」不是固定的说法，是不是想写「{instead(self.everyday)}」？",)
        said = f"「{self.text}」有固定的用处；要用它作名称，请加上引号，写成“{self.text}”。"
        return (said,) if self.reserved else ()

    def hint(self) -> str:
        if self.advice:
            return self.advice
        return f"这里可以写：{'、'.join(self.wanted)}。" if self.wanted else ""

    def fix(self) -> Fix | None:
        if self.replacement is None or not self.offered:
            return None
        return Fix(self.span, self.replacement)


@dataclass(frozen=True, slots=True)
class MissingStop(Mistake):
    """
    说明：句子末尾缺少句号。
    为什么：
        每一句以「。」结束，一句里的错误才不会连累下一句。
    错误示例：
        情形 大额（large）：医保费用 超过 10000元
        情形 定点就医（at_designated）：定点。
    正确示例：
        情形 大额（large）：医保费用 超过 10000元。
        情形 定点就医（at_designated）：定点。
    """

    code: ClassVar[str] = "E0102"
    text: str

    def title(self) -> str:
        return f"「{self.text}」后面缺少句号「。」"

    def labels(self) -> tuple[Label, ...]:
        return (Label(self.span, "这一句到这里结束"),)

    def hint(self) -> str:
        return "请在这里补上「。」。"

    def fix(self) -> Fix | None:
        return Fix(Span(self.span.file, self.span.end, self.span.end), "。")


@dataclass(frozen=True, slots=True)
class Unfinished(Mistake):
    """
    说明：一句话没有写完就结束了。
    为什么：
        读到句号（或者文件末尾）时，这一句还缺内容。文件没有传完整，也会这样。
    错误示例：
        情形 大额（large）：医保费用 超过。
    正确示例：
        情形 大额（large）：医保费用 超过 10000元。
    """

    code: ClassVar[str] = "E0103"
    text: str
    wanted: tuple[str, ...]
    advice: str = ""

    def title(self) -> str:
        return f"这一句没有写完，停在了「{self.text}」"

    def hint(self) -> str:
        if self.advice:
            return self.advice
        return f"后面可以写：{'、'.join(self.wanted)}。" if self.wanted else ""


@dataclass(frozen=True, slots=True)
class MixedLogic(Mistake):
    """
    说明：「且」和「或」混在一起，没有用括号分清先后。
    为什么：
        「甲 且 乙 或 丙」有两种理解，结果不同。通知里的这种说法，正是要由写政策的人说清楚的。
    错误示例：
        情形 可报（ok）：定点 且 险种 是 职工医保 或 医院等级 是 三级。
    正确示例：
        情形 可报（ok）：定点 且 （险种 是 职工医保 或 医院等级 是 三级）。
    """

    code: ClassVar[str] = "E0104"
    first: str
    second: str

    def title(self) -> str:
        return "「且」和「或」混在一起，没有用括号分清先后"

    def labels(self) -> tuple[Label, ...]:
        return (Label(self.span, "可以有两种理解"),)

    def hint(self) -> str:
        return f"请写成「{self.first}」，或者写成「{self.second}」。"


@dataclass(frozen=True, slots=True)
class UnknownHead(Mistake):
    """
    说明：不认得这句话的开头。
    为什么：
        每一句以固定的词开头，例如「参数」「情形」「结论」「例外」；写进收集的一项，
        以收集的名称开头。开头的词后面要有空格。
    错误示例：
        规则 大额（large）：医保费用 超过 10000元。
    正确示例：
        情形 大额（large）：医保费用 超过 10000元。
    """

    code: ClassVar[str] = "E0105"
    text: str
    close: str

    def title(self) -> str:
        return f"没有以「{self.text}」开头的句子"

    def hint(self) -> str:
        if self.close and self.text.startswith(self.close):
            return f"是否漏了空格？试试写成「{self.close} {self.text[len(self.close) :]}」。"
        if self.close:
            return f"是不是想写「{self.close}」？"
        return "句子的开头可以是：参数、判定、事实、情形、结论、通则、例外、表、条文、用例等。"


@dataclass(frozen=True, slots=True)
class UnpairedBracket(Mistake):
    """
    说明：括号没有配成对。
    为什么：
        括号说明哪些条件是一组；缺了一半，就不知道这一组到哪里为止。
    错误示例：
        情形 可报（ok）：定点 且 （险种 是 职工医保 或 医院等级 是 三级。
    正确示例：
        情形 可报（ok）：定点 且 （险种 是 职工医保 或 医院等级 是 三级）。
    """

    code: ClassVar[str] = "E0107"
    bracket: str

    def title(self) -> str:
        return f"括号「{self.bracket}」没有配成对"

    def labels(self) -> tuple[Label, ...]:
        half = "后" if self.bracket in "（(［[【" else "前"
        return (Label(self.span, f"没有找到它的{half}一半"),)

    def hint(self) -> str:
        return "请补上另一半，或者删去这一半。"


@dataclass(frozen=True, slots=True)
class ChainedComparison(Mistake):
    """
    说明：一连比较了两次。
    为什么：
        「0元 小于 医保费用 小于 100元」要分成两个条件；说一个范围时，可以用「介于」。
    错误示例：
        情形 小额（small）：0元 小于 医保费用 小于 100元。
    正确示例：
        情形 小额（small）：医保费用 大于 0元 且 医保费用 小于 100元。
    """

    code: ClassVar[str] = "E0115"
    text: str

    def title(self) -> str:
        return f"「{self.text}」一连比较了两次"

    def hint(self) -> str:
        return "请分成两个条件，用「且」连起来；两头都包括时，可以写「介于 …… 至 ……」。"


@dataclass(frozen=True, slots=True)
class Repeated(Mistake):
    """
    说明：同一句里把一件事说了两次。
    为什么：
        一句里的每一部分只能有一处；写了两次，就不知道以哪一处为准。
        条件里要说“等于”时，请用「是」，不要用「为」。
    错误示例：
        结论 起付线（deductible）：金额，为 500元，为 600元。
    正确示例：
        结论 起付线（deductible）：金额，为 500元。
    """

    code: ClassVar[str] = "E0116"
    word: str
    first: Span

    def title(self) -> str:
        return f"「{self.word}」在这一句里写了两次"

    def labels(self) -> tuple[Label, ...]:
        return (Label(self.span, "这里又写了一次"), Label(self.first, "前面已经写过"))

    def hint(self) -> str:
        if self.word == "为":
            return "请留下一处；如果前一个「为」是条件里的比较，请改成「是」。"
        return "请留下一处，删去另一处。"


@dataclass(frozen=True, slots=True)
class BasisNotLast(Mistake):
    """
    说明：「依据」没有写在句子的最后。
    为什么：
        先说规定，最后说依据，读起来和通知一致；只有「推算」可以写在「依据」后面。
    错误示例：
        结论 起付线（deductible）：金额，依据 二（一），为 500元。
    正确示例：
        结论 起付线（deductible）：金额，为 500元，依据 二（一）。
    """

    code: ClassVar[str] = "E0117"
    word: str

    def title(self) -> str:
        return f"「{self.word}」写在了「依据」后面"

    def hint(self) -> str:
        return f"请把「依据」移到句子的最后，「{self.word}」写在它前面。"


@dataclass(frozen=True, slots=True)
class MissingPart(Mistake):
    """
    说明：这一句缺少必须有的一部分。
    为什么：
        例如「通则」要用「为」说出结果，「用例」要用「应得」说出应有的结果。缺了它，这一句就没有说什么。
    错误示例：
        结论 起付线（deductible）：金额。
          通则 当 定点。
    正确示例：
        结论 起付线（deductible）：金额。
          通则 为 500元。
    """

    code: ClassVar[str] = "E0118"
    head: str
    part: str

    def title(self) -> str:
        return f"「{self.head}」这一句缺少{self.part}"

    def hint(self) -> str:
        return f"请补上{self.part}。"


@dataclass(frozen=True, slots=True)
class NotAllowed(Mistake):
    """
    说明：这种句子里不能有这一部分。
    为什么：
        例如「恢复」只是让原来的规定重新起作用，不另外给出结果；「通则」不能「不列入」。
    错误示例：
        结论 起付线（deductible）：金额。
          通则 为 500元。
          例外 定点免收（waived）：当 定点，为 0元。
          恢复 于 定点免收：当 医院等级 是 三级，为 500元。
    正确示例：
        结论 起付线（deductible）：金额。
          通则 为 500元。
          例外 定点免收（waived）：当 定点，为 0元。
          恢复 于 定点免收：当 医院等级 是 三级。
    """

    code: ClassVar[str] = "E0119"
    word: str
    head: str

    def title(self) -> str:
        return f"「{self.head}」这一句里不能写「{self.word}」"

    def hint(self) -> str:
        return f"请删去「{self.word}」这一部分。"


@dataclass(frozen=True, slots=True)
class ListAfterIs(Mistake):
    """
    说明：「是」后面写了几个值。
    为什么：
        「是」只和一个值比较。几个值中的任何一个都可以时，用「属于」。
    错误示例：
        情形 基层就医（primary）：医院等级 是 一级、二级。
    正确示例：
        情形 基层就医（primary）：医院等级 属于 一级、二级。
    """

    code: ClassVar[str] = "E0121"

    def title(self) -> str:
        return "「是」后面只能写一个值"

    def hint(self) -> str:
        return "几个值中的任何一个都可以时，请写「属于 甲、乙」。"
