"""Mistakes of tables (E01)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics.model import Label, Mistake
from luling.source import Span

__all__ = ["BadBracketHeader", "BadCell", "RaggedRow"]


@dataclass(frozen=True, slots=True)
class RaggedRow(Mistake):
    """
    说明：表里这一行的格数和表头不一样。
    为什么：
        每一格对应表头的一列；多一格或者少一格，后面的格子就都错了位。
    错误示例：
        参数 起付线（deductible）：按 医院等级 的 金额
          | 医院等级 | 起付线 |
          | 一级     | 200元  |
          | 二级     |
          | 三级     | 600元  |。
    正确示例：
        参数 起付线（deductible）：按 医院等级 的 金额
          | 医院等级 | 起付线 |
          | 一级     | 200元  |
          | 二级     | 400元  |
          | 三级     | 600元  |。
    """

    code: ClassVar[str] = "E0112"
    row: int
    found: int
    wanted: int
    header: Span

    def title(self) -> str:
        return f"表的第 {self.row} 行有 {self.found} 格，表头有 {self.wanted} 格"

    def labels(self) -> tuple[Label, ...]:
        return (Label(self.span, f"这一行有 {self.found} 格"), Label(self.header, "表头在这里"))

    def hint(self) -> str:
        return "请补上缺少的一格，或者删去多出的一格；不论是什么都可以时，写「任意」。"


@dataclass(frozen=True, slots=True)
class BadCell(Mistake):
    """
    说明：表里的一格是空的，或者写了不能写的内容。
    为什么：
        空格子看不出是“不论什么都可以”还是忘了填。不论什么都可以时写「任意」或者「—」。
    错误示例：
        参数 起付线（deductible）：按 医院等级 的 金额
          | 医院等级 | 起付线 |
          | 一级     |        |。
    正确示例：
        参数 起付线（deductible）：按 医院等级 的 金额
          | 医院等级 | 起付线 |
          | 一级     | 200元  |
          | 二级     | 400元  |
          | 三级     | 600元  |。
    """

    code: ClassVar[str] = "E0113"
    text: str
    advice: str

    def title(self) -> str:
        return f"表里这一格不能写「{self.text}」" if self.text else "表里这一格是空的"

    def hint(self) -> str:
        return self.advice


@dataclass(frozen=True, slots=True)
class BadBracketHeader(Mistake):
    """
    说明：分段表的表头不对。
    为什么：
        表头说明每一档的界限归哪一边：「超过」要配「不超过」，「以上」要配「不足」。
        配错了，正好等于界限的数会有两档，或者一档也没有。
    错误示例：
        分段 统筹支付（pooled）：金额，按 医保费用 分段累进
          | 超过    | 不足    | 比例 |
          | 0元     | 10000元 | 85%  |
          | 10000元 | 不限    | 90%  |。
    正确示例：
        分段 统筹支付（pooled）：金额，按 医保费用 分段累进
          | 超过    | 不超过  | 比例 |
          | 0元     | 10000元 | 85%  |
          | 10000元 | 不限    | 90%  |。
    """

    code: ClassVar[str] = "E0114"
    advice: str

    def title(self) -> str:
        return "分段表的表头不对"

    def hint(self) -> str:
        return self.advice
