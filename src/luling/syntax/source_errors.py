"""Mistakes of the text itself, before a word of it is read (E00)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics.model import Fix, Label, Mistake

__all__ = [
    "Bidirectional",
    "Control",
    "FileTooLarge",
    "Invisible",
    "NestingTooDeep",
    "NotUtf8",
    "NumberTooLong",
    "Unreadable",
]


@dataclass(frozen=True, slots=True)
class NotUtf8(Mistake):
    """
    说明：文件不是用 UTF-8 保存的。
    为什么：
        同样的字节，按不同的编码会读成不同的字。只认 UTF-8 一种，才能保证引用的原文一字不差。
        用“记事本”打开文件，选“另存为”，在“编码”里选 UTF-8，再保存，就可以了。
    错误示例：
        （按 GBK 编码保存的）参数 起付线（deductible）：金额 500元。
    正确示例：
        参数 起付线（deductible）：金额 500元。
    """

    code: ClassVar[str] = "E0001"
    byte: int
    guess: str

    def title(self) -> str:
        return f"文件不是 UTF-8 编码，从第 {self.byte} 个字节起读不下去"

    def hint(self) -> str:
        said = f"看起来是 {self.guess} 编码。" if self.guess else ""
        return f"{said}请用编辑器打开，另存为 UTF-8 编码。"


@dataclass(frozen=True, slots=True)
class Invisible(Mistake):
    """
    说明：文件里有看不见的字符。
    为什么：
        零宽空格之类的字符不显示，两个看上去一样的名称会因此变成两个名称。它们常常随着从网页或者
        文档里复制的文字带进来。删去以后重新输入这几个字就可以了。
    错误示例：
        情形 大额（large）：医保费\u200b用 超过 10000元。
    正确示例：
        情形 大额（large）：医保费用 超过 10000元。
    """

    code: ClassVar[str] = "E0002"
    name: str

    def title(self) -> str:
        return f"这里有一个看不见的字符（{self.name}）"

    def hint(self) -> str:
        return "请删去它；重新输入前后的文字也可以。"

    def fix(self) -> Fix | None:
        return Fix(self.span, "")


@dataclass(frozen=True, slots=True)
class Bidirectional(Mistake):
    """
    说明：文件里有改变文字方向的字符。
    为什么：
        这种字符能让一行字显示的顺序和实际的顺序不同，审核的人看到的就不是执行的内容。
    错误示例：
        # 说明\u202e一
        参数 起付线（deductible）：金额 500元。
    正确示例：
        # 说明一
        参数 起付线（deductible）：金额 500元。
    """

    code: ClassVar[str] = "E0003"
    name: str

    def title(self) -> str:
        return f"这里有一个改变文字方向的字符（{self.name}）"

    def hint(self) -> str:
        return "请删去它。"

    def fix(self) -> Fix | None:
        return Fix(self.span, "")


@dataclass(frozen=True, slots=True)
class Control(Mistake):
    """
    说明：文件里有控制字符。
    为什么：
        文字里只应有字、标点、空格和换行。控制字符多半是文件损坏，或者从别的程序里复制来的。
    错误示例：
        参数 起付线（deductible）：金额\x07 500元。
    正确示例：
        参数 起付线（deductible）：金额 500元。
    """

    code: ClassVar[str] = "E0004"
    name: str

    def title(self) -> str:
        return f"这里有一个控制字符（{self.name}）"

    def hint(self) -> str:
        return "请删去它。"

    def fix(self) -> Fix | None:
        return Fix(self.span, "")


@dataclass(frozen=True, slots=True)
class FileTooLarge(Mistake):
    """
    说明：文件太大，超过了 4 MiB。
    为什么：
        一份通知的条文写成政策，通常只有几百行。太大的文件多半是把数据放进了政策；药品目录、
        大批用例请放在 CSV 文件里，用「目录」和「用例 自」读进来。
    错误示例：
        （超过 4 MiB 的文件）
    正确示例：
        参数 起付线（deductible）：金额 500元。
    """

    code: ClassVar[str] = "E0005"
    size: int
    limit: int

    def title(self) -> str:
        return f"文件有 {self.size / 2**20:.1f} MiB，超过了 {self.limit // 2**20} MiB"

    def hint(self) -> str:
        return "请把目录、用例等数据移到 CSV 文件里，或者把政策分成几个文件。"


@dataclass(frozen=True, slots=True)
class NumberTooLong(Mistake):
    """
    说明：数字太长，超过了 18 位。
    为什么：
        通知里没有这样大的数，这样的数字多半是多打了几个零。为保证每一步计算都准确，也要有一个界限。
    错误示例：
        参数 起付线（deductible）：金额 5000000000000000000元。
    正确示例：
        参数 起付线（deductible）：金额 500元。
    """

    code: ClassVar[str] = "E0006"
    text: str

    def title(self) -> str:
        said = self.text if len(self.text) <= 24 else f"{self.text[:24]}……"
        return f"数字「{said}」太长，最多 18 位"

    def hint(self) -> str:
        return "请看看是不是多打了几位；大数可以写成 1.5万元、3亿元。"


@dataclass(frozen=True, slots=True)
class NestingTooDeep(Mistake):
    """
    说明：一句话里括号套得太深，或者连着的算式太长。
    为什么：
        套了 50 层括号的句子没有人读得懂。把其中的一部分写成「情形」或者「中间结论」，起一个名称，
        句子就短了。
    错误示例：
        情形 甲（a）：（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（
          （（（（（（（（（（（（（（（（（定点））））））））））））））））））））））））
          ））））））））））））））））））））））））））。
    正确示例：
        情形 甲（a）：（定点 且 险种 是 职工医保） 或 医院等级 是 三级。
    """

    code: ClassVar[str] = "E0007"
    limit: int
    brackets: bool = True

    def title(self) -> str:
        said = "括号套得太深，超过了" if self.brackets else "没有括号连着写的算式太长，超过了"
        return f"{said} {self.limit} 层" if self.brackets else f"{said} {self.limit} 步"

    def labels(self) -> tuple[Label, ...]:
        return (Label(self.span, "从这里起不再往下读"),)

    def hint(self) -> str:
        return "请把一部分写成「情形」或者「中间结论」，再用它的名称。"


@dataclass(frozen=True, slots=True)
class Unreadable(Mistake):
    """
    说明：文件读不出来。
    为什么：
        文件不存在、名字写错、是一个文件夹，或者没有读它的权限。
    错误示例：
        （不存在的文件）
    正确示例：
        参数 起付线（deductible）：金额 500元。
    """

    code: ClassVar[str] = "E0008"
    reason: str

    def title(self) -> str:
        return f"读不出文件「{self.span.file}」：{self.reason}"

    def hint(self) -> str:
        return "请检查文件名和所在的文件夹。"
