"""Mistakes of luling docs (E0935)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Mistake


@dataclass(frozen=True, slots=True)
class CannotMakePdf(Mistake):
    """说明：写 PDF 需要排版程序 typst 和一种中文字体，缺了一样。

    为什么：字体要嵌入文件里面，在别的机器上打开才不会变样；没有中文字体，写出的只会是空白方框。

    错误示例：
        luling docs policies/sample --format pdf --fonts empty

    正确示例：
        luling docs policies/sample --format docx
    """

    code: ClassVar[str] = "E0935"
    program: bool = False
    folder: str = ""

    def title(self) -> str:
        if self.program:
            return "没有安装写 PDF 所用的排版程序 typst"
        where = f"文件夹「{self.folder}」里" if self.folder else "系统里"
        return f"{where}没有可以用来写 PDF 的中文字体"

    def hint(self) -> str:
        if self.program:
            return "运行 pip install 'luling[pdf]' 安装；其他格式不需要它。"
        return (
            "需要 Noto Serif CJK SC 和 Noto Sans CJK SC（或思源宋体、思源黑体）："
            "在 Debian、Ubuntu 上运行 apt-get install fonts-noto-cjk；"
            "在其他系统上把字体文件（.otf、.ttc）放进一个文件夹，用 --fonts 指出。"
        )
