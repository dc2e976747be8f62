"""Mistakes of names in forms, and of fields where two rosters are at hand (E02)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Fix, Mistake


@dataclass(frozen=True, slots=True)
class FieldAlone(Mistake):
    """
    说明：表单里直接写了名册的字段，没有说是哪个名册的。
    为什么：
        名册有许多条，一个格子填不下；写「名册 的 字段」，这一栏就成了明细表的一列，每一条占一行。
    错误示例：
        名册 县区（counties）：名称（name）：文本、药店数（shops）：整数（家）。
        表单 统计表（statistics）：《药店情况统计表》，依据 附件正文
          | 栏目       | 填写   |
          | "药店数量" | 药店数 |。
    正确示例：
        名册 县区（counties）：名称（name）：文本、药店数（shops）：整数（家）。
        表单 统计表（statistics）：《药店情况统计表》，依据 附件正文
          | 栏目       | 填写           |
          | "药店数量" | 县区 的 药店数 |。
    """

    code: ClassVar[str] = "E0240"
    name: str = ""
    rosters: tuple[str, ...] = ()

    def title(self) -> str:
        owners = "、".join(f"「{roster}」" for roster in self.rosters)
        return f"「{self.name}」是名册{owners}的字段，不能单独填写"

    def hint(self) -> str:
        said = f"{self.rosters[0]} 的 {self.name}"
        return f"作明细表的一列，写「{said}」；要填总数，用 合计（{said}）。"

    def fix(self) -> Fix | None:
        if len(self.rosters) > 1:
            return None
        return Fix(self.span, f"{self.rosters[0]} 的 {self.name}")


@dataclass(frozen=True, slots=True)
class TwoRosters(Mistake):
    """
    说明：在一个名册里面看另一个名册时，用了两个名册都有的字段名称。
    为什么：
        两个名册都有这个字段，看不出指的是哪一个；猜错了，数出来的就是另一回事。
    错误示例：
        名册 县区（counties）：名称（name）：文本。
        名册 药店（shops）：名称（name）：文本、县区名称（county）：文本。
        逐项 县区 的 药店数（shop_count）：整数，为 计数（药店 中 县区名称 是 名称）。
    正确示例：
        名册 县区（counties）：名称（name）：文本。
        名册 药店（shops）：药店名称（name）：文本、县区名称（county）：文本。
        逐项 县区 的 药店数（shop_count）：整数，为 计数（药店 中 县区名称 是 名称）。
    """

    code: ClassVar[str] = "E0241"
    name: str = ""

    def title(self) -> str:
        return f"「{self.name}」两个名册都有，看不出指哪一个"

    def hint(self) -> str:
        return f"请给其中一个字段换一个名称，例如「药店{self.name}」；英文标识可以不变。"
