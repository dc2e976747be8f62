"""Mistakes about shared decisions and duties (E02)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Mistake

__all__ = ["DutyStatusTaken", "OutcomeWithoutType", "SharedOutsideVocabulary"]


@dataclass(frozen=True, slots=True)
class SharedOutsideVocabulary(Mistake):
    """
    说明：「共用判定」写在了政策里；它只能写在词汇文件里。
    为什么：
        共用判定是几份通知说法相同的部分，写在大家引用的词汇里，各份政策用「沿用」取来。
        只有一份通知用的判定，直接写「判定」。
    错误示例：
        共用判定 费用审查（cost_review）
          事实 总费用（total_cost）：金额。
    正确示例：
        判定 费用审查（cost_review）
          事实 总费用（total_cost）：金额。
    """

    code: ClassVar[str] = "E0218"

    def title(self) -> str:
        return "「共用判定」只能写在词汇文件里"

    def hint(self) -> str:
        return "请移到词汇文件，这里写「判定 ……，沿用 ……，依据 ……」；或者改成「判定」。"


@dataclass(frozen=True, slots=True)
class OutcomeWithoutType(Mistake):
    """
    说明：「结论 名称。」是给沿用来的结论添规则的写法，而前面没有这个结论。
    为什么：
        新的结论要写类型。只写名称，是接着写共用判定里已有的结论。
    错误示例：
        结论 起付标准。
          通则 为 500元。
    正确示例：
        结论 起付标准（deductible）：金额。
          通则 为 500元。
    """

    code: ClassVar[str] = "E0219"
    name: str = ""
    near: tuple[str, ...] = ()

    def title(self) -> str:
        return f"前面没有结论「{self.name}」，新的结论要写类型"

    def hint(self) -> str:
        if self.near:
            return "是不是想写：" + "、".join(f"「{item}」" for item in self.near) + "？"
        return f"例如：结论 {self.name}：金额。"


@dataclass(frozen=True, slots=True)
class DutyStatusTaken(Mistake):
    """
    说明：有期限的职责得出「落实情况」（已落实、未到期、逾期未落实），这个枚举的名称被别的
        枚举占用了。
    为什么：
        各份政策的落实情况要能放在一起比较，所以标识和取值是固定的。
    错误示例：
        枚举 落实情况（progress_state）：好（good）、不好（bad）。
        职责 开通查询（online_query）：各市 应当 在 2023年5月31日前 做到 定点。
    正确示例：
        枚举 落实程度（progress_state）：好（good）、不好（bad）。
        职责 开通查询（online_query）：各市 应当 在 2023年5月31日前 做到 定点。
    """

    code: ClassVar[str] = "E0220"

    def title(self) -> str:
        return "枚举「落实情况」留给有期限的职责"

    def hint(self) -> str:
        return (
            "请给这个枚举换一个名称；或者声明为：枚举 落实情况（duty_status）："
            "已落实（met）、未到期（pending）、逾期未落实（overdue）。"
        )
