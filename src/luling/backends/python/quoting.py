"""What the notice says, for comments: kinds of rules, labels, clauses with the words relied on."""

from __future__ import annotations

from luling.core import ir

KINDS = {
    "condition": "情形", "outcome": "结论", "intermediate": "中间结论",
    "per_member": "逐项", "collection": "收集",
}  # fmt: skip
RULES = {"rule": "通则", "exception": "例外", "reinstate": "恢复", "row": "表行"}


def head(item: ir.Definition) -> str:
    """结论 起付标准（deductible）"""
    return f"{KINDS[item.kind]} {item.label}（{item.id}）"


def rule_words(rule: ir.Rule, policy: str) -> str:
    """例外 异地联网：四（七）1「按照就医地国谈药品使用规定」"""
    name = f"{RULES[rule.kind]} {rule.label or rule.id}"
    cited = clauses(rule.citations, policy)
    return f"{name}，依据 {cited}" if cited else name


def clauses(citations: ir.Citations, policy: str) -> str:
    """二（四）1「……」、national 五「……」"""
    return "、".join(
        (f"{item.policy} " if item.policy != policy else "")
        + item.clause
        + "".join(f"「{quote}」" for quote in item.quotes)
        for item in citations
    )
