"""Mistakes against the notice's own text (E05)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Fix, Mistake, Severity


@dataclass(frozen=True, slots=True)
class NoticeMissing(Mistake):
    """通知原文读不到。"""

    code: ClassVar[str] = "E0501"
    path: str = ""
    problem: str = "找不到"

    def title(self) -> str:
        return f"通知原文 {self.path} {self.problem}"

    def hint(self) -> str:
        return "请把通知的全文存为 UTF-8 编码的文本文件，放在政策文件旁边，例如：原文 \"notice.txt\"。"


@dataclass(frozen=True, slots=True)
class ClauseUnknown(Mistake):
    """依据的条款在通知里没有。"""

    code: ClassVar[str] = "E0502"
    clause: str = ""
    near: tuple[str, ...] = ()
    notice: str = "通知"

    def title(self) -> str:
        return f"{self.notice}里没有「{self.clause}」这一条"

    def hint(self) -> str:
        if self.near:
            return "相近的条款有：" + "、".join(self.near) + "。"
        return "条款按通知的编号写，例如 二（五）1、附件说明3（1）。"


@dataclass(frozen=True, slots=True)
class QuoteNotFound(Mistake):
    """「」里的话在所依据的条款里找不到。"""

    code: ClassVar[str] = "E0503"
    clause: str = ""
    nearest: str = ""
    difference: str = ""
    where_else: tuple[str, ...] = ()

    def title(self) -> str:
        return f"「{self.clause}」里没有这句话"

    def notes(self) -> tuple[str, ...]:
        found = []
        if self.nearest:
            found.append(f"原文最相近的是：「{self.nearest}」")
        if self.difference:
            found.append(self.difference)
        if self.where_else:
            found.append("这句话在：" + "、".join(self.where_else))
        return tuple(found)

    def hint(self) -> str:
        return "引文要与原文一字不差，标点也一样；请从通知原文复制。"

    def fix(self) -> Fix | None:
        return Fix(self.span, f"「{self.nearest}」") if self.nearest else None


@dataclass(frozen=True, slots=True)
class BasisMissing(Mistake):
    """这句话没有写依据。"""

    code: ClassVar[str] = "E0504"
    what: str = "这句话"

    def title(self) -> str:
        return f"{self.what}没有写依据"

    def hint(self) -> str:
        return "请写明出自通知的哪一条、哪句话，例如：依据 二（五）1「统筹基金报销比例为80%」。"


@dataclass(frozen=True, slots=True)
class NumberNotInClause(Mistake):
    """数字或日期在所依据的条款里找不到。"""

    code: ClassVar[str] = "E0505"
    number: str = ""
    clauses: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()

    def title(self) -> str:
        return f"「{self.number}」在所依据的{'、'.join(self.clauses)}里找不到"

    def notes(self) -> tuple[str, ...]:
        if not self.nearest:
            return ("所依据的条款里没有这一类数字。",)
        return ("条款里相近的是：" + "、".join(f"「{item}」" for item in self.nearest),)

    def hint(self) -> str:
        return "请核对数字和条款；数字确实是推算出来的，就在依据之后写：推算 因「理由」。"


@dataclass(frozen=True, slots=True)
class ClauseUnaccounted(Mistake):
    """通知的一条既没有编码，也没有说明为什么不编码。"""

    code: ClassVar[str] = "E0506"
    clause: str = ""
    beginning: str = ""

    def title(self) -> str:
        return f"「{self.clause}」还没有交代：{self.beginning}"

    def hint(self) -> str:
        return (
            f"请写一条以它为依据的规则，或写：条文 {self.clause} 不编码，因「理由」。"
            f"由别的文件规定的，写：条文 {self.clause} 另见《文件》，因「理由」。"
        )


@dataclass(frozen=True, slots=True)
class RegisteredAndEncoded(Mistake):
    """一条既登记为不编码，又被规则引用。"""

    code: ClassVar[str] = "W0507"
    severity: ClassVar[Severity] = "warning"
    clause: str = ""

    def title(self) -> str:
        return f"「{self.clause}」登记为不编码，却有规则以它为依据"

    def hint(self) -> str:
        return "请删去这句条文登记，或核对规则的依据。"


@dataclass(frozen=True, slots=True)
class HeadNotInNotice(Mistake):
    """文号或成文日期与通知原文不符。"""

    code: ClassVar[str] = "E0508"
    what: str = "文号"
    value: str = ""

    def title(self) -> str:
        return f"{self.what}「{self.value}」在通知原文里找不到"

    def hint(self) -> str:
        return "请与通知原文核对；原文没有写的就不要写。"


@dataclass(frozen=True, slots=True)
class NumberWithoutBasis(Mistake):
    """句子里有数字，却没有写依据。"""

    code: ClassVar[str] = "E0509"
    number: str = ""

    def title(self) -> str:
        return f"句子里有数字「{self.number}」，却没有写依据"

    def hint(self) -> str:
        return "每个数字都要能在通知里找到。请在句末写：依据 条款「原文」。"
