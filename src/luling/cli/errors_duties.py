"""Mistakes of luling duties (E0927, E0930, E0931)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Mistake


@dataclass(frozen=True, slots=True)
class BadStatus(Mistake):
    """说明：落实情况的文件写法不对。所列的职责都在一个判定里的，文件里直接写这个判定的事实；在几个
    判定里的，按政策、判定分开写。

    为什么：几份通知会问名称相同的事实，各市各县的情况却不同；不分开写，就不知道说的是哪一份通知。

    错误示例：
        luling duties progress/progress.policy --as-of 2024-07-01 progress/misspelt.json

    正确示例：
        luling duties progress/progress.policy --as-of 2024-07-01 progress/status.json
    """

    code: ClassVar[str] = "E0927"
    problem: str = ""
    advice: str = ""

    def title(self) -> str:
        return f"落实情况的文件写得不对：{self.problem}"

    def hint(self) -> str:
        return self.advice


@dataclass(frozen=True, slots=True)
class OtherDay(Mistake):
    """说明：落实情况的文件里写了统计日期，和 --as-of 的日期不是同一天。

    为什么：期限过了没有，要看是哪一天；两处日期不同，就不知道按哪一天算。

    错误示例：
        luling duties progress/progress.policy --as-of 2024-07-01 progress/dated.json

    正确示例：
        luling duties progress/progress.policy --as-of 2024-06-30 progress/dated.json
    """

    code: ClassVar[str] = "E0930"
    label: str = ""
    path: str = ""
    given: str = ""
    day: str = ""

    def title(self) -> str:
        return f"文件里的{self.label}（{self.path}）是{self.given}，--as-of 是 {self.day}"

    def hint(self) -> str:
        return f"请把两处写成同一天，或者在文件里不写{self.label}：它由 --as-of 给出。"


@dataclass(frozen=True, slots=True)
class NoSuchDay(Mistake):
    """说明：--as-of 后面不是一个日期。可以写 2024-06-30，也可以写 2024年6月30日。

    为什么：期限过了没有，都从这一天算起。

    错误示例：
        luling duties progress/progress.policy --as-of 2024-06-31

    正确示例：
        luling duties progress/progress.policy --as-of 2024年6月30日
    """

    code: ClassVar[str] = "E0931"
    given: str = ""

    def title(self) -> str:
        return f"--as-of 的值「{self.given}」不是一个日期"

    def hint(self) -> str:
        return "请写成 2024-06-30 或者 2024年6月30日，并核对那个月有没有这一天。"
