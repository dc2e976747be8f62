"""Mistakes against the notice's own text (E05)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Mistake, Severity


@dataclass(frozen=True, slots=True)
class NoticeMissing(Mistake):
    """
    说明：通知的原文读不到。
    为什么：每条规则都要和通知的原文核对，所以原文要存成一个文本文件，放在政策文件旁边，一字不改。
    错误示例：
        政策 sample《关于报销的通知》
          原文 "通知.txt"。
    正确示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%。
        # | 二、本通知自2023年1月1日起施行。
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 一「报销比例为80%」。
        条文 二 不编码，因「施行日期」。
    """

    code: ClassVar[str] = "E0501"
    path: str = ""
    problem: str = "找不到"

    def title(self) -> str:
        return f"通知原文 {self.path} {self.problem}"

    def hint(self) -> str:
        return (
            "请把通知的全文存为 UTF-8 编码的文本文件，放在政策文件旁边，"
            '例如：原文 "notice.txt"。'
        )


@dataclass(frozen=True, slots=True)
class ClauseUnknown(Mistake):
    """
    说明：依据的条款在通知里没有。
    为什么：「依据」写通知自己的编号，例如 二（五）1。编号写错，读的人就找不到出处。
    错误示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%。
        # | 二、本通知自2023年1月1日起施行。
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 三「报销比例为80%」。
        条文 二 不编码，因「施行日期」。
    正确示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%。
        # | 二、本通知自2023年1月1日起施行。
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 一「报销比例为80%」。
        条文 二 不编码，因「施行日期」。
    """

    code: ClassVar[str] = "E0502"
    clause: str = ""
    near: tuple[str, ...] = ()
    notice: str = "通知"

    def title(self) -> str:
        return f"{self.notice}里没有「{self.clause}」这一条"

    def hint(self) -> str:
        if self.near:
            return "相近的条款有：" + "、".join(self.near) + "。"
        return "条款按通知自己的编号写，例如 二（五）1、附件说明3（1）。"


@dataclass(frozen=True, slots=True)
class QuoteNotFound(Mistake):
    """
    说明：「」里的话在所依据的条款里找不到。
    为什么：
        引文要与原文一字不差，标点也一样，这样读的人才能确信规则没有走样。请从原文复制，不要手抄。
    错误示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%。
        # | 二、本通知自2023年1月1日起施行。
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 一「报销比例是80%」。
        条文 二 不编码，因「施行日期」。
    正确示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%。
        # | 二、本通知自2023年1月1日起施行。
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 一「报销比例为80%」。
        条文 二 不编码，因「施行日期」。
    """

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
            found.append(f"原文最相近的是：「{_visible(self.nearest)}」")
        if self.difference:
            found.append(_visible(self.difference))
        if self.where_else:
            found.append("这句话在：" + "、".join(self.where_else))
        return tuple(found)

    def hint(self) -> str:
        if "\t" in self.nearest:
            return "原文是表里的一行。请一格一格地引，例如：「一级」「200元」。"
        return "引文要与原文一字不差，标点也一样。请先看清原文的意思，再从通知原文复制。"


def _visible(text: str) -> str:
    """Between the cells of a row a text file has a mark that nobody can see."""
    return text.replace("\t", "（制表符）")


@dataclass(frozen=True, slots=True)
class BasisMissing(Mistake):
    """
    说明：这句话没有写依据。
    为什么：每个参数、每条规则都要写明出自通知的哪一条、哪句话，没有出处的规定不能执行。
    错误示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%。
        # | 二、本通知自2023年1月1日起施行。
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%。
        条文 二 不编码，因「施行日期」。
    正确示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%。
        # | 二、本通知自2023年1月1日起施行。
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 一「报销比例为80%」。
        条文 二 不编码，因「施行日期」。
    """

    code: ClassVar[str] = "E0504"
    what: str = "这句话"

    def title(self) -> str:
        return f"{self.what}没有写依据"

    def hint(self) -> str:
        return "请写明出自通知的哪一条、哪句话，例如：依据 二（五）1「统筹基金报销比例为80%」。"


@dataclass(frozen=True, slots=True)
class NumberNotInClause(Mistake):
    """
    说明：数字或日期在所依据的条款里找不到。
    为什么：
        抄错一个数，发出去的钱就错了，所以规则里的数都要能在引的条款里找到。确实是推算出来的，
        写明推算的理由。
    错误示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%。
        # | 二、本通知自2023年1月1日起施行。
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 85%，依据 一「报销比例为80%」。
        条文 二 不编码，因「施行日期」。
    正确示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%。
        # | 二、本通知自2023年1月1日起施行。
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 一「报销比例为80%」。
        条文 二 不编码，因「施行日期」。
    """

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
    """
    说明：通知的一条还没有交代。
    为什么：通知的每一条都要有着落：或者编成规则，或者写明为什么不编码，这样才不会漏掉。
    错误示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%。
        # | 二、本通知自2023年1月1日起施行。
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 一「报销比例为80%」。
    正确示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%。
        # | 二、本通知自2023年1月1日起施行。
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 一「报销比例为80%」。
        条文 二 不编码，因「施行日期」。
    """

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
    """
    说明：一条登记为不编码，却又有规则以它为依据。
    为什么：两种说法互相矛盾，读的人不知道这一条到底编了没有。
    错误示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%。
        # | 二、本通知自2023年1月1日起施行。
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 一「报销比例为80%」。
        条文 一、二 不编码，因「施行日期」。
    正确示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%。
        # | 二、本通知自2023年1月1日起施行。
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 一「报销比例为80%」。
        条文 二 不编码，因「施行日期」。
    """

    code: ClassVar[str] = "W0507"
    severity: ClassVar[Severity] = "warning"
    clause: str = ""

    def title(self) -> str:
        return f"「{self.clause}」登记为不编码，却有规则以它为依据"

    def hint(self) -> str:
        return "请删去这句条文登记，或核对规则的依据。"


@dataclass(frozen=True, slots=True)
class HeadNotInNotice(Mistake):
    """
    说明：文号或成文日期与通知原文不符。
    为什么：文号和日期是查找通知的依据，写错了就查不到，或者查到别的通知。
    错误示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 示医保发〔2023〕1号
        # | 一、职工医保报销比例为80%。
        政策 sample《关于报销的通知》
          文号 示医保发〔2023〕11号
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 一「报销比例为80%」。
    正确示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 示医保发〔2023〕1号
        # | 一、职工医保报销比例为80%。
        政策 sample《关于报销的通知》
          文号 示医保发〔2023〕1号
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 一「报销比例为80%」。
    """

    code: ClassVar[str] = "E0508"
    what: str = "文号"
    value: str = ""

    def title(self) -> str:
        return f"{self.what}「{self.value}」在通知原文里找不到"

    def hint(self) -> str:
        return "请与通知原文核对；原文没有写的就不要写。"


@dataclass(frozen=True, slots=True)
class NumberWithoutBasis(Mistake):
    """
    说明：句子里有数字，却没有写依据。
    为什么：情形和结论可以不写依据，但只要里面有数字，就要说明这个数字出自哪里。
    错误示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%。
        # | 二、本通知自2023年1月1日起施行。
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 一「报销比例为80%」。
        条文 二 不编码，因「施行日期」。
        判定 报销（pay）
        事实 费用（cost）：金额。
        情形 高额（high）：费用 超过 20000元。
    正确示例：
        # 文件 notice.txt
        # | 关于报销的通知
        # | 一、职工医保报销比例为80%，超过20000元的另行审核。
        # | 二、本通知自2023年1月1日起施行。
        政策 sample《关于报销的通知》
          原文 "notice.txt"。
        参数 报销比例（rate）：比例 80%，依据 一「报销比例为80%」。
        条文 二 不编码，因「施行日期」。
        判定 报销（pay）
        事实 费用（cost）：金额。
        情形 高额（high）：费用 超过 20000元，依据 一「超过20000元的另行审核」。
    """

    code: ClassVar[str] = "E0509"
    number: str = ""

    def title(self) -> str:
        return f"句子里有数字「{self.number}」，却没有写依据"

    def hint(self) -> str:
        return "每个数字都要能在通知里找到。请在句末写：依据 条款「原文」。"
