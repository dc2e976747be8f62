"""How the rules of a decision compute their values, for the run time's `steps` to say.

In: a decision. Out: a table with a tree for each rule whose value has steps, by the rule's id. A
tree has of an expression what `luling.explanation.steps` looks at: the path of a named value as a
string ("facts.cost", "params.rate", a definition's id); anything else as an object that says what
it `is`, with its type, its value as a function of the case, and the words that are the same in
every case.
"""

from __future__ import annotations

from dataclasses import dataclass

from luling.backends.javascript.expressions import Expressions
from luling.backends.javascript.layout import Code, array, entries, function
from luling.backends.javascript.text import key, literal
from luling.backends.javascript.world import Pair, World, constant
from luling.core import ir
from luling.core.order import rules_of
from luling.core.wording import phrase, type_of
from luling.explanation.reasons import squeezed
from luling.explanation.steps import date_words, floor_of, is_of_member, rounding_words
from luling.types import EnumType

__all__ = ["formulas"]


def formulas(world: World) -> Code:
    """The formulas of the rules of outcomes and intermediate values."""
    writer = _Formulas(world)
    found = {
        rule.id: writer.rule(rule)
        for item in world.decision.definitions
        if item.kind in ("outcome", "intermediate")
        for rule in rules_of(item)
    }
    return entries(*((key(id), formula) for id, formula in found.items()))


@dataclass(frozen=True, slots=True)
class _Formulas:
    world: World

    def rule(self, rule: ir.Rule) -> Code | None:
        """The formula of a rule; None where there is nothing to say beyond its value."""
        expr = rule.value
        match expr:
            case ir.Arithmetic():
                return entries(*self._arithmetic(expr), *_rounding(rule, expr))
            case ir.Aggregate(kind="names"):
                return None
            case ir.Fact() | ir.Reference() | ir.Parameter():
                return self.node(expr)
            case ir.Extreme() | ir.Aggregate() | ir.Brackets():
                return self.node(expr)
            case ir.ShiftDate() | ir.DayOf():
                return self._date(expr)
            case _:
                return None

    def node(self, expr: ir.Expr) -> Code:
        match expr:
            case ir.Fact():
                return literal(f"facts.{expr.id}")
            case ir.Reference():
                return literal(expr.id)
            case ir.Parameter(keys=()):
                return literal(f"params.{expr.id}")
            case ir.Parameter():
                keys = array(self.node(one) for one in expr.keys)
                return entries(_is("parameter"), ("id", literal(expr.id)), ("keys", keys))
            case ir.Arithmetic():
                return entries(*self._arithmetic(expr))
            case ir.Extreme():
                return self._extreme(expr)
            case ir.Aggregate(kind="sum"):
                each = self._each(expr.selection)
                return entries(_is("total"), ("each", each), *self._valued(expr))
            case ir.Brackets():
                return self._brackets(expr)
            case _:
                return self._told(expr)

    def _told(self, expr: ir.Expr) -> Code:
        """What has a value and no parts, with its words; a constant has none."""
        words = None if isinstance(expr, ir.Literal_) else self._words(expr)
        return entries(_is("told"), ("words", words), *self._valued(expr))

    def _words(self, expr: ir.Expr) -> Code:
        text = phrase(expr, self.world.program, self.world.decision)
        return literal(text.replace(" ", ""))

    def _valued(self, expr: ir.Expr) -> tuple[Pair, ...]:
        """Of which type the value is, and the value."""
        value = function("c", Expressions(self.world).of(expr))
        return *self.world.typed(type_of(expr)), ("value", value)

    # ------------------------------------------------------------ computing

    def _arithmetic(self, expr: ir.Arithmetic) -> tuple[Pair, ...]:
        left, right = self.node(expr.left), self.node(expr.right)
        return (
            _is("arithmetic"), ("op", literal(expr.op)), ("left", left), ("right", right),
            *self._valued(expr),
        )  # fmt: skip

    def _extreme(self, expr: ir.Extreme) -> Code:
        floor = floor_of(expr)
        if floor is not None:
            return entries(_is("floor"), ("of", self.node(floor[1])), *self._valued(expr))
        high, low = ("最高", "最低") if isinstance(expr.type, EnumType) else ("较大", "较小")
        word = high if expr.kind == "max" else low
        args = [
            self._each(arg) if isinstance(arg, ir.Selection) else self.node(arg)
            for arg in expr.args
        ]
        return entries(
            _is("extreme"), ("word", literal(word)), ("args", array(args)), *self._valued(expr)
        )

    def _each(self, selection: ir.Selection) -> Code:
        """The members that count, with what is asked of each: [list, filter, value]."""
        parts = array(Expressions(self.world).selection(selection))
        return entries(
            _is("each"),
            ("list", literal(selection.roster)),
            ("only", self._only(selection)),
            *self._asked(selection.value),
            ("members", function("c", parts)),
        )

    def _only(self, selection: ir.Selection) -> Code | None:
        """The filter in words."""
        if selection.condition is None:
            return None
        words = phrase(selection.condition, self.world.program, self.world.decision)
        return literal(squeezed(words))

    def _asked(self, value: ir.Expr | None) -> tuple[Pair, ...]:
        """What the value of a member is called, and its type."""
        if value is None:
            return ()
        is_named = isinstance(value, ir.Fact | ir.Parameter | ir.Reference)
        if is_named and not is_of_member(value, self.world.decision):
            name = self.node(value)
        else:
            name = entries(_is("told"), ("words", self._words(value)))
        return ("name", name), *self.world.typed(type_of(value))

    def _brackets(self, expr: ir.Brackets) -> Code:
        kind = type_of(expr.amount)
        rows = [
            entries(
                *(
                    (name, "null" if bound is None else constant(bound, kind))
                    for name, bound in (("lower", row.lower), ("upper", row.upper))
                ),
                *self._valued(row.value),
            )
            for row in expr.rows
        ]
        return entries(
            _is("brackets"),
            ("mode", literal(expr.mode)),
            ("lowerClosed", "true" if expr.lower_closed else "false"),
            ("amount", self.node(expr.amount)),
            ("rows", array(rows)),
            *self._valued(expr),
        )

    def _date(self, expr: ir.ShiftDate | ir.DayOf) -> Code:
        """A day that is counted from another; `told` is that one where it has steps of its own."""
        words = date_words(expr, self.world.program, self.world.decision)
        told = self._told(expr.date) if isinstance(expr.date, ir.Extreme | ir.Brackets) else None
        return entries(
            _is("date"), ("from", self.node(expr.date)), ("told", told), ("words", literal(words)),
            *self._valued(expr),
        )  # fmt: skip


def _is(kind: str) -> Pair:
    return "is", literal(kind)


def _rounding(rule: ir.Rule, expr: ir.Arithmetic) -> tuple[Pair, ...]:
    """How the rule rounds, in words too."""
    if rule.rounding is None:
        return ()
    table = entries(
        ("mode", literal(rule.rounding.mode)),
        ("places", str(rule.rounding.places)),
        ("words", literal(rounding_words(rule.rounding, expr.type))),
    )
    return (("rounding", table),)
