"""Expressions where anything may be unknown: three-valued code for the tables of a module.

In: an expression of a decision. Out: code over `case` (facts, params, values, and the member of a
list at hand). Parts that need all of their operands become one plain operator under `lift` or
`test`; 且, 或 and what is asked of lists have functions of their own.
"""

from __future__ import annotations

from collections.abc import Callable

from luling.backends.python import pretty
from luling.backends.python.names import Names
from luling.backends.python.operators import STRICT, Operators, constant
from luling.backends.python.plain import BRACKETS, bounds, is_constant
from luling.backends.python.plan import Scope
from luling.backends.python.pretty import (
    FALSE,
    NONE,
    TRUE,
    Atom,
    Code,
    Prefix,
    String,
    Suffix,
    call,
    function,
    index,
    tuple_of,
)
from luling.backends.python.scales import EXACT, Scale, common
from luling.core import ir
from luling.core.wording import type_of
from luling.types import EnumType


class Lifted(Operators):
    """Three-valued code."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self.members: dict[str, str] = {}
        self.is_check = False

    def natural(self, expr: ir.Expr) -> Code:
        match expr:
            case ir.Literal_():
                return constant(expr.value, expr.type, self.scales.of(expr), self.scope)
            case ir.Fact():
                return index("case.facts", String(expr.id))
            case ir.Member():
                return index(self.members[expr.roster], String(expr.id))
            case ir.Parameter():
                return self.parameter(expr)
            case ir.Reference():
                return self.reference(expr)
            case ir.Not():
                return call("negate", self.natural(expr.operand))
            case ir.Logic():
                name = "all_of" if expr.op == "and" else "any_of"
                return call(name, *map(self.natural, expr.parts))
            case ir.Compare():
                return self.comparison(expr)
            case ir.Among():
                if self.scales.of(expr.operand) == 1:
                    constants = Region(self).among(expr)
                    assert isinstance(constants, pretty.Infix)
                    return call("among", self.natural(expr.operand), constants.parts[1])
                return self.lifted("test", expr)
            case ir.Listed():
                catalogue = Atom(self.scope.plan.names["catalogue", expr.catalogue])
                return call("case.listed", catalogue, self.natural(expr.code))
            case ir.Contains():
                if self.scope.collection(expr.set) is not None:
                    assert isinstance(expr.set, ir.Reference)
                    return Suffix(self.values(expr.set.id), f"[{pretty.flat(String(expr.value))}]")
                return call("contains", self.natural(expr.set), String(expr.value))
            case ir.IsEmpty():
                return self.is_empty(expr)
            case ir.Arithmetic() | ir.ShiftDate() | ir.DayOf() | ir.DatePart():
                return self.lifted("lift", expr)
            case ir.Extreme():
                if any(isinstance(arg, ir.Selection) for arg in expr.args):
                    return self.extreme_of_lists(expr)
                return self.lifted("lift", expr)
            case ir.Aggregate():
                return self.aggregate(expr)
            case ir.Quantified():
                name = "every" if expr.kind == "every" else "some"
                return call(name, *self.selection(expr.selection, 1))
            case ir.Brackets():
                return self.brackets(expr)
            case ir.Unspecified():
                return NONE

    def at_scale(self, expr: ir.Expr, scale: Scale) -> Code:
        if isinstance(expr, ir.Literal_):
            return super().at_scale(expr, scale)
        own = self.scales.of(expr)
        if own == scale or isinstance(expr, ir.Unspecified):
            return self.natural(expr)
        return self.region("lift", lambda region: region.at_scale(expr, scale))

    # ------------------------------------------------------------ names

    def values(self, id: str) -> Code:
        return index("case.values", String(id))

    def reference(self, expr: ir.Reference) -> Code:
        definition = self.scope.definitions[expr.id]
        if definition.kind == "collection":
            return call("collected", self.values(expr.id))
        if definition.roster is not None:
            return Suffix(self.values(expr.id), f"[{self.members[definition.roster]}.place]")
        return self.values(expr.id)

    def parameter(self, expr: ir.Parameter) -> Code:
        declared = self.scope.plan.parameters[expr.id]
        keys = [self.natural(key) for key in expr.keys]
        if declared.external:
            if not keys:
                return index("case.params", String(expr.id))
            return call("case.entry", String(expr.id), *keys)
        name = self.scope.plan.names["constant", expr.id]
        if is_constant(declared) and not keys and not self.is_check:
            return Atom(name)
        periods: Code = Atom(name)
        if is_constant(declared):
            periods = tuple_of([tuple_of([NONE, NONE, Atom(name)])])
        return call("case.fixed", periods, String(declared.label), *keys)

    # ------------------------------------------------------------ operators

    def comparison(self, expr: ir.Compare) -> Code:
        scale = common(self.scales.of(expr.left), self.scales.of(expr.right))
        if isinstance(expr.left, ir.Literal_) and isinstance(expr.right, ir.Literal_):
            return TRUE if self.holds(expr) else FALSE
        is_same = scale != EXACT and scale == self.scales.of(expr.left)
        if expr.op == "eq" and isinstance(expr.right, ir.Literal_) and is_same:
            return call("equals", self.natural(expr.left), self.at_scale(expr.right, scale))
        return self.lifted("test", expr)

    def lifted(self, head: str, expr: STRICT | ir.Compare | ir.Among) -> Code:
        def body(region: Region) -> Code:
            match expr:
                case ir.Compare():
                    return region.compared(expr)
                case ir.Among():
                    return region.among(expr)
                case _:
                    return region.operator(expr)

        return self.region(head, body)

    def region(self, head: str, body: Callable[[Region], Code]) -> Code:
        """head(lambda names of the inputs: plain operator, inputs)"""
        region = Region(self)
        code = body(region)
        names = ", ".join(region.inputs.values())
        return call(head, function(names, code), *map(self.natural, region.inputs))

    def extreme_of_lists(self, expr: ir.Extreme) -> Code:
        scale = self.scales.of(expr)
        args: list[Code] = []
        for arg in expr.args:
            if isinstance(arg, ir.Selection):
                args.append(Prefix("*", call("selected", *self.selection(arg, scale)), 0))
            else:
                args.append(self.at_scale(arg, scale))
        return call("lift", self.picking(expr), *args)

    def picking(self, expr: ir.Extreme) -> Code:
        kind = next(arg for arg in expr.args if not isinstance(arg, ir.Selection))
        pick = call(expr.kind, Atom("values"))
        if isinstance(type_of(kind), EnumType):
            rank = self.scope.rank(type_of(kind))
            pick = call(
                expr.kind, Atom("values"), pretty.keyword("key", Atom(f"{rank}.__getitem__"))
            )
        return function("*values", pick)

    def brackets(self, expr: ir.Brackets) -> Code:
        scale, rows = self.scales.of_amount(expr), self.scales.of_rows(expr)
        table = [
            tuple_of([*bounds(self, expr, row), function("", self.at_scale(row.value, rows))])
            for row in expr.rows
        ]  # fmt: skip
        return call(
            "bracketed",
            Atom(BRACKETS[expr.mode]),
            self.at_scale(expr.amount, scale),
            tuple_of(table),
            TRUE if expr.lower_closed else FALSE,
            self.words(expr.amount),
        )

    # ------------------------------------------------------------ lists

    def selection(self, selection: ir.Selection, scale: Scale) -> list[Code]:
        """The members, the condition on one, and its value, as arguments."""
        outer = self.members
        name = self.scope.names["member", selection.roster]
        self.members = {**outer, selection.roster: name}
        condition: Code = NONE
        if selection.condition is not None:
            condition = function(name, self.natural(selection.condition))
        value = TRUE if selection.value is None else self.at_scale(selection.value, scale)
        self.members = outer
        members = index("case.facts", String(selection.roster))
        return [members, condition, function(name, value)]

    def aggregate(self, expr: ir.Aggregate) -> Code:
        parts = self.selection(expr.selection, self.scales.of(expr) if expr.kind == "sum" else 1)
        match expr.kind:
            case "count":
                return call("counted", *parts[:2])
            case "sum":
                return call("summed", *parts)
            case "names":
                return call("names_of", *parts)

    def is_empty(self, expr: ir.IsEmpty) -> Code:
        if self.scope.collection(expr.set) is not None:
            assert isinstance(expr.set, ir.Reference)
            return call("none_of", Suffix(self.values(expr.set.id), ".values()"))
        names = self.scope.plain_names(expr.set)
        if names is not None:
            return call("no_member", *self.selection(names.selection, 1)[:2])
        return call(
            "test", function("found", pretty.negated(Atom("found"))), self.natural(expr.set)
        )


class Region(Operators):
    """Plain code of operators that can't fail, over named inputs; what can fail is an input."""

    def __init__(self, outer: Lifted) -> None:
        super().__init__(outer.scope)
        self.inputs: dict[ir.Expr, str] = {}
        self.names: Names = outer.scope.names.scope()

    def natural(self, expr: ir.Expr) -> Code:
        match expr:
            case ir.Literal_():
                return constant(expr.value, expr.type, self.scales.of(expr), self.scope)
            case ir.Arithmetic() if expr.op != "div":
                return self.operator(expr)
            case ir.DatePart():
                return self.operator(expr)
            case ir.Extreme() if not any(isinstance(arg, ir.Selection) for arg in expr.args):
                return self.operator(expr)
        return self.input(expr)

    def root(self, expr: ir.Expr) -> Code:
        """The operator at the top, which may fail: `lift` reports it."""
        match expr:
            case ir.Arithmetic() | ir.ShiftDate() | ir.DayOf():
                return self.operator(expr)
        return self.natural(expr)

    def input(self, expr: ir.Expr) -> Code:
        """A value from outside, under a name of its own."""
        if expr not in self.inputs:
            self.inputs[expr] = self.names.fresh(_name(expr))
        return Atom(self.inputs[expr])


def _name(expr: ir.Expr) -> str:
    return getattr(expr, "id", "value")
