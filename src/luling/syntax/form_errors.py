"""Mistakes of forms (E01)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics.model import Mistake

__all__ = ["BadFormHeader", "BadHeading", "BadPlace"]


@dataclass(frozen=True, slots=True)
class BadFormHeader(Mistake):
    """
    说明：表单的表头不是「栏目」和「填写」两列，或者表头下面一个栏目也没有。
    为什么：
        每一行说明通知印的一个栏目里填什么；少一列就不知道填什么，没有栏目的表单是空的。
    错误示例：
        表单 费用表（cost_form）：《费用申报表》，依据 附件正文
          | 填写     | 栏目 |
          | 医保费用 | "费用" |。
    正确示例：
        表单 费用表（cost_form）：《费用申报表》，依据 附件正文
          | 栏目   | 填写     |
          | "费用" | 医保费用 |。
    """

    code: ClassVar[str] = "E0124"
    problem: str

    def title(self) -> str:
        return self.problem

    def hint(self) -> str:
        return "表头写「| 栏目 | 填写 |」，下面一行写一个栏目，例如「| \"姓名\" | 患者姓名 |」。"


@dataclass(frozen=True, slots=True)
class BadHeading(Mistake):
    """
    说明：表单的栏目没有写成引号里的文字。
    为什么：
        栏目是通知附件里印的字，要一字不差地照抄，所以写在引号里；不写引号就成了事实或者结论的名称。
    错误示例：
        表单 费用表（cost_form）：《费用申报表》，依据 附件正文
          | 栏目 | 填写     |
          | 费用 | 医保费用 |。
    正确示例：
        表单 费用表（cost_form）：《费用申报表》，依据 附件正文
          | 栏目   | 填写     |
          | "费用" | 医保费用 |。
    """

    code: ClassVar[str] = "E0125"
    text: str

    def title(self) -> str:
        said = f"「{self.text}」" if self.text else "这一格"
        return f"栏目{said}没有写成引号里的文字"

    def hint(self) -> str:
        return "请照抄附件里印的字，写在引号里；原文分成几行的，每行一个引号，用「、」隔开。"


@dataclass(frozen=True, slots=True)
class BadPlace(Mistake):
    """
    说明：表单的「填写」一格是空的。
    为什么：
        空格子看不出是“留着用笔填”，还是“只是小标题”，还是忘了写。
    错误示例：
        表单 费用表（cost_form）：《费用申报表》，依据 附件正文
          | 栏目     | 填写     |
          | "费用"   | 医保费用 |
          | "申请人" |          |。
    正确示例：
        表单 费用表（cost_form）：《费用申报表》，依据 附件正文
          | 栏目     | 填写     |
          | "费用"   | 医保费用 |
          | "申请人" | 手填     |。
    """

    code: ClassVar[str] = "E0126"

    def title(self) -> str:
        return "「填写」一格是空的"

    def hint(self) -> str:
        return "留着用笔填的写「手填」；只是小标题、不用填的写「—」。"
