"""Types of what is asked of rosters: 最高, 最低, 计数, 合计, 名单, 每个, 任一.

In: an aggregate and the checker of expressions. Out: its type, or None after a report. `inside`
holds the rosters whose members are at hand: at most two, and never one of them twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from luling.syntax import ast
from luling.typecheck import errors
from luling.typecheck.names import is_ordered
from luling.types import BOOL, MONEY, NAMES, RATIO, IntegerType, TextType, Type

if TYPE_CHECKING:
    from luling.typecheck.expressions import ExpressionChecker

__all__ = ["RosterChecker"]


class RosterChecker:
    def __init__(self, expressions: ExpressionChecker) -> None:
        self.expressions = expressions
        self.bindings = expressions.bindings
        self.bag = expressions.bag
        self.word = expressions.word
        self.inside: list[str] = []

    def enter(self, selection: ast.Selection) -> str | None:
        """The roster's id, or None after a report."""
        binding = self.bindings.names.get(id(selection.roster))
        if binding is None or binding.symbol is None:
            return None
        if binding.symbol.id in self.inside or len(self.inside) > 1:
            problem = "名册里面不能再套它自己" if len(self.inside) == 1 else "名册最多套两层"
            self.bag.report(errors.RosterMisuse(selection.span, problem))
            return None
        return binding.symbol.id

    def selected(self, selection: ast.Selection, boolean: bool = False) -> Type | None:
        """The type of what is asked of each member (BOOL for a roster with nothing asked)."""
        roster = self.enter(selection)
        if roster is None:
            return None
        self.inside.append(roster)
        good = selection.condition is None or self.expressions.boolean(selection.condition)
        type_: Type | None = BOOL
        if selection.value is not None:
            if boolean:
                type_ = BOOL if self.expressions.boolean(selection.value) else None
            else:
                type_ = self.expressions.infer(selection.value)
        self.inside.pop()
        return type_ if good else None

    def extreme(self, node: ast.Extreme, expected: Type | None) -> Type | None:
        """All arguments of one ordered type."""
        word = "最高" if node.kind == "max" else "最低"
        found: Type | None = None
        good = True
        for argument in node.args:
            if isinstance(argument, ast.Selection):
                if argument.value is None:
                    self.bag.report(
                        errors.RosterMisuse(argument.span, f"{word}里的名册要用「的」说明取哪一项")
                    )
                    good = False
                    continue
                type_ = self.selected(argument)
            else:
                type_ = self.expressions.infer(argument, found or expected)
            if type_ is None:
                good = False
            elif found is None:
                found = type_
            elif not self.expressions.comparisons.fit(
                argument.span, node.args[0].span, found, type_
            ):
                good = False
            elif found == IntegerType(None):
                found = type_
        if not good or found is None:
            return None
        if all(isinstance(argument, ast.Selection) for argument in node.args):
            self.bag.report(errors.OnlySelections(node.span))
            return None
        if not is_ordered(found, self.bindings):
            self.bag.report(errors.NoOrder(node.span, self.word(found)))
            return None
        return found

    def aggregate(self, node: ast.Aggregate) -> Type | None:
        selection = node.selection
        match node.kind:
            case "count":
                if selection.value is not None:
                    self.bag.report(
                        errors.RosterMisuse(
                            selection.span, "计数里不写「的」；条件写在「中」后面"
                        )
                    )
                    return None
                return IntegerType(None) if self.selected(selection) is not None else None
            case "names":
                type_ = self.selected(selection)
                if type_ is None:
                    return None
                if selection.value is None or not isinstance(type_, TextType):
                    self.bag.report(
                        errors.RosterMisuse(
                            selection.span, "名单要说明列出哪一项文本，例如：名单（县区 的 名称）"
                        )
                    )
                    return None
                return NAMES
            case "sum":
                type_ = self.selected(selection)
                if type_ is None:
                    return None
                if selection.value is None or (type_ not in (MONEY, RATIO) and not isinstance(
                    type_, IntegerType
                )):
                    self.bag.report(
                        errors.RosterMisuse(
                            selection.span, "合计要说明合计哪一项，并且是金额、整数或比例"
                        )
                    )
                    return None
                return type_

    def quantified(self, node: ast.Quantified) -> Type | None:
        if node.selection.value is None:
            self.bag.report(
                errors.RosterMisuse(node.span, "「每个」「任一」要用「的」说明对每一项问什么")
            )
            return None
        return BOOL if self.selected(node.selection, boolean=True) is not None else None


