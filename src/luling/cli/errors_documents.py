"""Mistakes of pages that compare policies and versions (E0932, E0933)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Mistake

__all__ = ["NothingBefore", "UnknownPageFormat"]


@dataclass(frozen=True, slots=True)
class UnknownPageFormat(Mistake):
    """说明：修订对照要写成的文件，从后缀看不出是哪一种。

    为什么：修订对照可以是网页（.html）或文本（.md）；别的后缀，打开它的程序会认错。

    错误示例：
        luling diff sample twin/sample -o 修订对照.docx

    正确示例：
        luling diff sample twin/sample -o 修订对照.html
    """

    code: ClassVar[str] = "E0932"
    path: str = ""

    def title(self) -> str:
        return f"不能把修订对照写成「{self.path}」"

    def hint(self) -> str:
        return "请用 .html 或 .md 结尾；不写 -o 就显示在终端上。"


@dataclass(frozen=True, slots=True)
class NothingBefore(Mistake):
    """说明：--against 给出的地方没有这些政策的旧版。

    为什么：旧版和新版按政策的标识对应；一份也对应不上，就写不出修订对照，多半是文件夹写错了。

    错误示例：
        luling docs policies/sample --against clash

    正确示例：
        luling docs policies/sample --against twin
    """

    code: ClassVar[str] = "E0933"
    path: str = ""
    wanted: tuple[str, ...] = ()
    found: tuple[str, ...] = ()

    def title(self) -> str:
        return f"「{self.path}」里没有旧版可以对照"

    def notes(self) -> tuple[str, ...]:
        return (
            f"要写文档的政策：{'、'.join(self.wanted)}。",
            f"那里的政策：{'、'.join(self.found) or '无'}。",
        )

    def hint(self) -> str:
        return "请给出放旧版政策的文件夹；旧版与新版的标识要相同。"
