"""Mistakes of luling coverage (E0925, E0926)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Mistake


@dataclass(frozen=True, slots=True)
class CoverageTooLow(Mistake):
    """说明：用例覆盖的规则和例外，或者条件，没有达到 --fail-under 要求的百分数。

    为什么：没有用例遇到过的规则，写错了也没有人知道。

    错误示例：
        luling coverage policies/sample --fail-under 100

    正确示例：
        luling coverage policies/sample
    """

    code: ClassVar[str] = "E0925"
    policy: str = ""
    what: str = ""
    seen: int = 0
    total: int = 1
    wanted: int = 0

    def title(self) -> str:
        percent = f"{self.seen * 100 // self.total}%（{self.seen}/{self.total}）"
        return f"政策 {self.policy} 的用例只覆盖了{self.what}的 {percent}，要求 {self.wanted}%"

    def hint(self) -> str:
        return f"运行 luling coverage {self.policy} 看还要写哪些用例。"


@dataclass(frozen=True, slots=True)
class WrongThreshold(Mistake):
    """说明：--fail-under 后面应是一个 0 到 100 的整数，或者用“/”隔开的两个。

    为什么：前一个数是对规则和例外的要求，后一个数是对条件的；读不懂的要求不能当作没有要求。

    错误示例：
        luling coverage --fail-under 110

    正确示例：
        luling coverage policies/sample --fail-under 50/0
    """

    code: ClassVar[str] = "E0926"
    written: str = ""

    def title(self) -> str:
        return f"--fail-under 的值「{self.written}」不对"

    def hint(self) -> str:
        return "例如 --fail-under 100，或 --fail-under 100/95（规则和例外 100%，条件 95%）。"
