"""The grounds of an answer in the sentences of the document, instead of words of policy source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from luling.backends.document.predicates import chosen
from luling.backends.document.rules import Rules
from luling.core import ir
from luling.core.ir import type_of
from luling.explanation.grounds import Grounds
from luling.explanation.reasons import said
from luling.explanation.values import Values
from luling.explanation.words import Words
from luling.interpreter.context import Context
from luling.types import BoolType, EnumType, TextType

__all__ = ["SpokenGrounds"]

_NAMED = (ir.Reference, ir.Fact, ir.Parameter)


class SpokenGrounds(Grounds):
    """Reasons as predicates: 门诊就医; 用药资质未备案; 单价 120.00元 超过 谈判支付标准 100.00元."""

    def __init__(
        self, rules: Rules, words: Words, at: Context, entries: Mapping[str, Mapping[str, Any]]
    ) -> None:
        super().__init__(words, at, entries)
        self.sentences = rules
        self.values = _SpokenValues(words, at, self.names, rules)

    def say(self, leaf: ir.Expr, holds: bool) -> str:
        match leaf:
            case ir.Compare(op="eq" | "ne", right=ir.Literal_()) | ir.Among():
                head = leaf.left if isinstance(leaf, ir.Compare) else leaf.operand
                if isinstance(type_of(head), EnumType | TextType):
                    return chosen(self.values.name(head), (self.values.of(head),), True)
                if isinstance(type_of(head), BoolType):
                    return self.sentences.test(leaf, holds)
                return said(leaf, holds, self.values)
            case ir.Compare() | ir.Listed():
                return said(leaf, holds, self.values)
            case _:
                origin = self.values.origin(leaf)
                return self.sentences.test(leaf, holds) + origin


@dataclass(frozen=True, slots=True)
class _SpokenValues(Values):
    """Values whose longer expressions are named as the document names them."""

    sentences: Rules | None = None

    def name(self, expr: ir.Expr) -> str:
        if self.sentences is None or isinstance(expr, _NAMED):
            return Values.name(self, expr)
        return self.sentences.inner(expr)
