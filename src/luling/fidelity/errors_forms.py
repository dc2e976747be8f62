"""Mistakes of forms against the notice's own text (E05)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Mistake


@dataclass(frozen=True, slots=True)
class FormWordsNotFound(Mistake):
    """
    说明：表单的标题或者栏目，在所依据的附件里找不到。
    为什么：
        填出来的表要和通知附件里印的一样；改一个字，收表的单位就可能不认，所以要一字不差，
        标点的全角、半角也要一样。
    错误示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%。
        # | 附件
        # | 费用申报表
        # | 姓名　费用
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 一「报销比例为80%」。
        判定 报销（pay）
        事实 费用（cost）：金额。
        表单 申报表（claim）：《费用申报表》，依据 附件正文
          | 栏目       | 填写 |
          | "费用合计" | 费用 |。
    正确示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%。
        # | 附件
        # | 费用申报表
        # | 姓名　费用
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 一「报销比例为80%」。
        判定 报销（pay）
        事实 费用（cost）：金额。
        表单 申报表（claim）：《费用申报表》，依据 附件正文
          | 栏目   | 填写 |
          | "费用" | 费用 |。
    """

    code: ClassVar[str] = "E0510"
    what: str = "栏目"
    words: str = ""
    clause: str = ""
    nearest: str = ""
    difference: str = ""
    where_else: tuple[str, ...] = ()

    def title(self) -> str:
        return f"{self.what}「{self.words}」不在{self.clause}里"

    def notes(self) -> tuple[str, ...]:
        if not self.nearest:
            return ()
        said = f"（{self.difference}）" if self.difference else ""
        return (f"最接近的原文是「{self.nearest}」{said}",)

    def hint(self) -> str:
        if self.where_else:
            return f"{'、'.join(self.where_else)} 里有这些字，依据是不是写错了？"
        if "⏎" in self.nearest:
            return "「⏎」处原文换了行：每行写一个引号，用「、」隔开。"
        return "请照抄附件里印的字，标点也要一样。"
