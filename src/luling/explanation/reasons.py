"""Why a condition holds or does not: the facts and comparisons that decided it, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luling.core import ir
from luling.core.wording import phrase, type_of
from luling.explanation.values import Values
from luling.interpreter.context import Context
from luling.interpreter.expressions import evaluate
from luling.interpreter.values import Known
from luling.types import BoolType

__all__ = ["deciding", "said", "squeezed"]

_SIGNS = {"eq": "等于", "ne": "不等于", "lt": "低于", "le": "不超过", "gt": "超过", "ge": "不低于"}
_DAYS = {"eq": "是", "ne": "不是", "lt": "早于", "le": "不晚于", "gt": "晚于", "ge": "不早于"}
_NOUNS = ("条件", "情形", "理由", "原因", "材料", "事项")
_OTHERWISE = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}


def deciding(expr: ir.Expr, holds: bool, at: Context) -> Iterator[tuple[ir.Expr, bool]]:
    """The parts that alone make the condition what it is, each with whether it holds."""
    match expr:
        case ir.Not():
            yield from deciding(expr.operand, not holds, at)
        case ir.Logic():
            every = (expr.op == "and") is holds
            for part in expr.parts:
                if every or evaluate(part, at) == Known(holds):
                    yield from deciding(part, holds, at)
        case _:
            yield expr, holds


def said(leaf: ir.Expr, holds: bool, values: Values) -> str:
    """险种为职工医保; 单价 120.00 元 超过 谈判支付标准 100.00 元."""
    match leaf:
        case ir.Fact() | ir.Reference() | ir.Member() | ir.Parameter() if isinstance(
            leaf.type, BoolType
        ):
            return f"{values.name(leaf)}：{'是' if holds else '否'}{values.origin(leaf)}"
        case ir.Compare(op="eq" | "ne", right=ir.Literal_()) | ir.Among():
            operand = leaf.left if isinstance(leaf, ir.Compare) else leaf.operand
            return f"{values.name(operand)}为{values.of(operand)}"
        case ir.Compare():
            kind = type_of(leaf.left)
            op = leaf.op if holds else _OTHERWISE[leaf.op]
            sign = (_DAYS if values.is_date(kind) else _SIGNS)[op]
            return f"{values.told(leaf.left)} {sign} {values.told(leaf.right)}"
        case ir.IsEmpty(set=ir.Reference() as inside) if values.is_collection(inside):
            name = values.name(inside)
            case = "" if name.endswith(_NOUNS) else "的情形"
            return f"{'没有' if holds else '有'}“{name}”{case}"
        case ir.Listed():
            known = values.words.catalogue(leaf.catalogue)
            return f"{values.told(leaf.code)} {'在' if holds else '不在'}《{known}》中"
        case ir.Quantified():
            body = phrase(leaf, values.at.program, values.at.decision).partition(" ")[2]
            many = {("every", True): "每个", ("every", False): "不是每个",
                    ("any", True): "至少有一个", ("any", False): "没有一个"}  # fmt: skip
            return many[leaf.kind, holds] + squeezed(body)
        case _:
            shown = leaf if holds else ir.Not(leaf)
            return squeezed(phrase(shown, values.at.program, values.at.decision))


def squeezed(text: str) -> str:
    """Policy source as running text: the spaces between Chinese words go."""
    text = re.sub(r"(?<![ -~]) (?=\S)|(?<=\S) (?![ -~])", "", text)
    return text.replace("非", "不是", 1) if text.startswith("非") else text
