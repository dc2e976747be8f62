"""Mistakes of the parts of a catalogue: what is said of them, where they stand (E0620 on)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Label, Mistake, Severity
from luling.source import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class ShareMismatch(Mistake):
    """
    说明：「其中」说的条数与文件里的条数不同。
    为什么：
        通知分几类写明了种数，每一类都要正好是那么多；总数对而分类不对，多半是有一行的类别填错了。
    错误示例：
        目录 药品目录（drugs）：自 "drugs.csv"，
          其中 附件 是 "附件1" 共 2种、附件 是 "附件2" 共 1种，
          键 药品编码（code）：文本，列 附件（annex）：文本。
        # 文件 drugs.csv
        # 药品编码,附件
        # A001,附件1
        # A002,附件2
    正确示例：
        目录 药品目录（drugs）：自 "drugs.csv"，
          其中 附件 是 "附件1" 共 1种、附件 是 "附件2" 共 1种，
          键 药品编码（code）：文本，列 附件（annex）：文本。
        # 文件 drugs.csv
        # 药品编码,附件
        # A001,附件1
        # A002,附件2
    """

    code: ClassVar[str] = "E0620"
    name: str = ""
    file: str = ""
    part: str = ""
    stated: str = ""
    found: int = 0
    near: tuple[str, ...] = ()
    column: Span = NOWHERE

    def title(self) -> str:
        stated = f"目录「{self.name}」说「{self.part}」的共 {self.stated}"
        return f"{stated}，{self.file}里有 {self.found} 个不同的编码"

    def labels(self) -> tuple[Label, ...]:
        here = Label(self.span, f"文件里是 {self.found} 个")
        return (here, Label(self.column, "按这一列数")) if self.column != NOWHERE else (here,)

    def hint(self) -> str:
        if self.near:
            names = "、".join(f"「{item}」" for item in self.near)
            return f"文件的这一列里有：{names}，是不是它？文字要与格里的一样。"
        return "请与通知的附件核对，改正文件或这里的数。同一编码分几段有效期的只算一个。"


@dataclass(frozen=True, slots=True)
class PartTwice(Mistake):
    """
    说明：「其中」里同一部分数了两次，或者同一个值写了两次。
    为什么：多半是抄了上一项，忘了改成另一类；那一类就没有核对。
    错误示例：
        目录 药品目录（drugs）：自 "drugs.csv"，
          其中 附件 是 "附件1" 共 1种、附件 是 "附件1" 共 1种，
          键 药品编码（code）：文本，列 附件（annex）：文本。
        # 文件 drugs.csv
        # 药品编码,附件
        # A001,附件1
        # A002,附件2
    正确示例：
        目录 药品目录（drugs）：自 "drugs.csv"，
          其中 附件 是 "附件1" 共 1种、附件 是 "附件2" 共 1种，
          键 药品编码（code）：文本，列 附件（annex）：文本。
        # 文件 drugs.csv
        # 药品编码,附件
        # A001,附件1
        # A002,附件2
    """

    code: ClassVar[str] = "E0621"
    what: str = ""
    first: Span = NOWHERE

    def title(self) -> str:
        return f"「其中」里同一个{self.what}写了两次"

    def labels(self) -> tuple[Label, ...]:
        here = Label(self.span, "这是第二次")
        return (here, Label(self.first, "第一次在这里")) if self.first != NOWHERE else (here,)

    def hint(self) -> str:
        return "请改成另一个值，或者删去这一次。"


@dataclass(frozen=True, slots=True)
class SheetsUnread(Mistake):
    """
    说明：工作簿里有几张工作表都是清单，只读了第一张。
    为什么：一份清单分在几张工作表里时，没有读的那几张里的药品都会查不到。
    错误示例：
        （工作簿里「附件1」「附件2」两张工作表都有「药品编码」这一列。例子要用 .xlsx，这里不写。）
    正确示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本，列 附件（annex）：文本。
        # 文件 drugs.csv
        # 药品编码,附件
        # A001,附件1
        # A002,附件2
    """

    code: ClassVar[str] = "W0622"
    severity: ClassVar[Severity] = "warning"
    file: str = ""
    sheet: str = ""
    others: tuple[str, ...] = ()

    def title(self) -> str:
        names = "、".join(f"「{item}」" for item in self.others)
        return f"文件「{self.file}」只读了第一张工作表「{self.sheet}」，没有读{names}"

    def hint(self) -> str:
        return "请把几张合成一张，用一列写明属于哪一类；不要的工作表可以隐藏或删去。"


@dataclass(frozen=True, slots=True)
class RemarkRow(Mistake):
    """
    说明：文件里有合计行或者说明行，写在了编码这一列。
    为什么：目录的每一行都是一条；「合计」会被当作一个编码，条数也就多了一条。
    错误示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本，列 名称（name）：文本。
        # 文件 drugs.csv
        # 药品编码,名称
        # A001,某药
        # 合计,1种
    正确示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本，列 名称（name）：文本。
        # 文件 drugs.csv
        # 药品编码,名称
        # A001,某药
    """

    code: ClassVar[str] = "E0623"
    file: str = ""
    column: str = ""
    rows: tuple[tuple[int, str], ...] = ()

    def title(self) -> str:
        row, text = self.rows[0]
        shown = text if len(text) <= 20 else text[:20] + "…"
        more = f"（共有 {len(self.rows)} 行这样）" if len(self.rows) > 1 else ""
        return f"{self.file}第 {row} 行的「{self.column}」是「{shown}」，不是编码{more}"

    def hint(self) -> str:
        return "请删去合计行和说明行，或者把它们移到别的工作表。"
