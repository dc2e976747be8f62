"""The grounds of an answer in the sentences of the document, instead of words of policy source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from luling.backends.document.conditions import comparing
from luling.backends.document.predicates import chosen
from luling.backends.document.rules import Rules
from luling.core import ir
from luling.core.ir import type_of
from luling.explanation.duties import standing
from luling.explanation.grounds import Cited, Ground, Grounds
from luling.explanation.reasons import deciding, said
from luling.explanation.values import Values
from luling.explanation.words import Words
from luling.interpreter.context import Context
from luling.interpreter.expressions import evaluate
from luling.interpreter.values import FALSE
from luling.types import BoolType, EnumType, TextType

__all__ = ["SpokenGrounds"]

_NAMED = (ir.Reference, ir.Fact, ir.Parameter)


class SpokenGrounds(Grounds):
    """Reasons as predicates: 门诊就医; 用药资质未备案; 单价 120.00元 高于 谈判支付标准 100.00元."""

    def __init__(
        self, rules: Rules, words: Words, at: Context, entries: Mapping[str, Mapping[str, Any]]
    ) -> None:
        super().__init__(words, at, entries)
        self.sentences = rules
        self.sources: dict[int, dict[Cited, None]] = {}
        self.values = _SpokenValues(words, at, self.names, rules)

    def of(self, item: ir.Definition) -> Ground:
        """Besides, `sources`: the clauses of each step of this ground, by its place."""
        self.sources = {}
        return super().of(item)

    def of_duty(self, item: ir.Definition, is_open: bool) -> Ground:
        """Also who has not done it."""
        duty, ground = item.duty, self.of(item)
        if duty is not None and not is_open:
            if duty.deadline is not None and evaluate(duty.condition, self.at) == FALSE:
                for leaf, holds in deciding(duty.condition, False, self.at):
                    if isinstance(leaf, ir.Compare | ir.Among | ir.Listed | ir.Contains):
                        ground.reasons.setdefault(self.say(leaf, holds), None)
                    elif isinstance(leaf, ir.Reference):
                        self._leaves(leaf, holds, ground)
            failing = standing(item, self.values).failing
            if failing:
                ground.reasons[f"没有做到的有{'、'.join(failing)}"] = None
        return ground

    def _follow(self, item: ir.Definition, ground: Ground, head: str) -> None:
        """A step is of the rule that made it: those of values that it uses are made within."""
        start = len(ground.steps)
        super()._follow(item, ground, head)
        own = Ground()
        for rule in self._applied(item):
            self._cite(rule.citations, own)
        for at in range(start, len(ground.steps)):
            self.sources.setdefault(at, own.cited)

    def say(self, leaf: ir.Expr, holds: bool) -> str:
        match leaf:
            case ir.Compare(op="eq" | "ne", right=ir.Literal_()) | ir.Among():
                head = leaf.left if isinstance(leaf, ir.Compare) else leaf.operand
                if isinstance(type_of(head), EnumType | TextType):
                    return chosen(self.values.name(head), (self.values.of(head),), True)
                if isinstance(type_of(head), BoolType):
                    return self.sentences.test(leaf, holds)
                return said(leaf, holds, self.values)
            case ir.Compare():
                left, right = self.values.told(leaf.left), self.values.told(leaf.right)
                return f"{left} {comparing(leaf, holds)} {right}"
            case ir.Listed():
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
