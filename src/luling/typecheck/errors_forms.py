"""Mistakes of what is filled into forms (E03)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Mistake


@dataclass(frozen=True, slots=True)
class WrongPlaces(Mistake):
    """
    说明：一个栏目里填的项数，和栏目印好的位置对不上。
    为什么：
        一个栏目填一项。只有印着「　年　月　日」的栏目，有几处空就填几个日期，依次填进去；
        多了没处填，少了就有一处空着，看不出是漏了。
    错误示例：
        表单 费用表（cost_form）：《费用申报表》，依据 附件正文
          | 栏目                               | 填写     |
          | "起止：　年　月　日至　年　月　日" | 费用日期 |。
    正确示例：
        事实 截止日期（until_date）：日期。
        表单 费用表（cost_form）：《费用申报表》，依据 附件正文
          | 栏目                               | 填写               |
          | "起止：　年　月　日至　年　月　日" | 费用日期、截止日期 |。
    """

    code: ClassVar[str] = "E0340"
    words: str = ""
    blanks: int = 0
    found: int = 0

    def title(self) -> str:
        if self.blanks:
            return f"「{self.words}」有 {self.blanks} 处填日期，这里写了 {self.found} 个日期"
        return f"「{self.words}」只有一处可填，这里写了 {self.found} 项"

    def hint(self) -> str:
        if self.blanks:
            return "请按印好的次序，每处写一个日期，用「、」隔开；留着用笔填的写「手填」。"
        return "请留下一项；要填几项的，每项写一行。"
