"""Expressions where everything is known: ordinary Python, as a colleague would write it.

In: an expression of a decision. Out: code over the local names of the decision's function. `null`
is None; a value that may be null is tested before it is used. What has no short plain form raises
`NotPlain`, and the decision is then answered by its table alone.
"""

from __future__ import annotations

from collections.abc import Callable

from luling.backends.python import pretty
from luling.backends.python.operators import Operators, constant
from luling.backends.python.plan import Scope
from luling.backends.python.pretty import (
    NONE,
    Atom,
    Choice,
    Code,
    Generator,
    Prefix,
    String,
    both,
    call,
    compare,
    either,
    index,
    list_of,
    negated,
    tuple_of,
)
from luling.backends.python.scales import Scale
from luling.core import ir
from luling.core.wording import type_of
from luling.interpreter.uses import children


class NotPlain(Exception):
    """The expression has no short two-valued form."""


class Plain(Operators):
    """Two-valued code. `date` is the local name of the decision's date."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self.members: dict[str, str] = {}
        self.places: dict[str, dict[str, str]] = {}
        self.guards: list[Code] = []
        date = scope.decision.date_fact
        self.date: Code = NONE if date is None else Atom(scope.names["fact", date])

    # ------------------------------------------------------------ values

    def value(self, expr: ir.Expr, scale: Scale | None = None) -> Code:
        """The value, None where it is null."""
        if isinstance(expr, ir.Unspecified):
            return NONE
        code, guards = self._guarded(expr, scale)
        if isinstance(expr, ir.Reference) and code in guards:
            return code
        if guards:
            missing = [compare("is", guard, NONE) for guard in guards]
            return Choice(either(*missing), NONE, code)
        return code

    def condition(self, expr: ir.Expr) -> Code:
        """Whether it holds: a bool, false where it is null."""
        match expr:
            case ir.Reference() if expr.id in self.scope.nullable:
                return compare("is", self._name(expr), pretty.TRUE)
            case ir.Not():
                operand = expr.operand
                if isinstance(operand, ir.Reference) and operand.id in self.scope.nullable:
                    return compare("is", self._name(operand), pretty.FALSE)
                return negated(self.condition(operand))
            case ir.Logic():
                parts = [self.condition(part) for part in expr.parts]
                return both(*parts) if expr.op == "and" else either(*parts)
            case ir.Quantified():
                return self.quantified(expr)
            case ir.Contains() if self.scope.collection(expr.set) is not None:
                return compare("in", String(expr.value), self.natural(expr.set))
            case ir.IsEmpty():
                return self.is_empty(expr)
            case ir.Compare() | ir.Among() | ir.Listed() | ir.Contains():
                code, guards = self._guarded(expr, None)
                known = [compare("is not", guard, NONE) for guard in guards]
                return both(*known, code)
            case ir.Unspecified():
                return pretty.FALSE
            case _:
                return self.natural(expr)

    def _guarded(self, expr: ir.Expr, scale: Scale | None) -> tuple[Code, list[Code]]:
        """The code, and the names in it that must not be None."""
        outer, self.guards = self.guards, []
        code = self.natural(expr) if scale is None else self.at_scale(expr, scale)
        guards, self.guards = self.guards, outer
        return code, guards

    # ------------------------------------------------------------ one node

    def natural(self, expr: ir.Expr) -> Code:
        match expr:
            case ir.Literal_():
                return constant(expr.value, expr.type, self.scales.of(expr), self.scope)
            case ir.Fact():
                return Atom(self.scope.names["fact", expr.id])
            case ir.Member():
                field = self.scope.fields[expr.roster]["field", expr.id]
                return Atom(f"{self.members[expr.roster]}.{field}")
            case ir.Parameter():
                return self.parameter(expr)
            case ir.Reference():
                name = self._name(expr)
                if expr.id in self.scope.nullable and name not in self.guards:
                    self.guards.append(name)
                return name
            case ir.Arithmetic() | ir.ShiftDate() | ir.DayOf() | ir.DatePart() | ir.Extreme():
                return self.operator(expr)
            case ir.Compare():
                return self.compared(expr)
            case ir.Among():
                return self.among(expr)
            case ir.Listed():
                return self.listed(expr)
            case ir.Contains():
                return compare("in", String(expr.value), self.natural(expr.set))
            case ir.Aggregate():
                return self.aggregate(expr)
            case ir.Brackets():
                return self.brackets(expr)
            case ir.Unspecified():
                raise NotPlain
            case ir.Not() | ir.Logic() | ir.Quantified() | ir.IsEmpty():
                return self.condition(expr)

    def _name(self, expr: ir.Reference) -> Code:
        definition = self.scope.definitions[expr.id]
        if definition.roster is not None:
            return Atom(self.places[definition.roster][expr.id])
        return Atom(self.scope.names["definition", expr.id])

    def parameter(self, expr: ir.Parameter) -> Code:
        declared = self.scope.plan.parameters[expr.id]
        keys = [self.natural(key) for key in expr.keys]
        if declared.external:
            name = self.scope.names["parameter", expr.id]
            code: Code = Atom(name)
            for key in keys:
                code = pretty.Bracket(pretty.flat(code), (key,), "[]", trailing=False)
            return code
        name = self.scope.plan.names["constant", expr.id]
        if is_constant(declared):
            return index(name, *keys) if keys else Atom(name)
        return call("at", Atom(name), self.date, String(declared.label), *keys)

    def listed(self, expr: ir.Listed) -> Code:
        name = Atom(self.scope.plan.names["catalogue", expr.catalogue])
        return call("is_listed", name, self.natural(expr.code), self.date)

    def is_empty(self, expr: ir.IsEmpty) -> Code:
        names = self.scope.plain_names(expr.set)
        if names is not None and not isinstance(expr.set, ir.Reference):
            return negated(call("any", self.over(names.selection, lambda: pretty.TRUE)))
        code, guards = self._guarded(expr.set, None)
        known = [compare("is not", guard, NONE) for guard in guards]
        return both(*known, negated(code))

    def brackets(self, expr: ir.Brackets) -> Code:
        scale, rows = self.scales.of_amount(expr), self.scales.of_rows(expr)
        if any(self.scope.may_be_null(row.value) for row in expr.rows):
            raise NotPlain
        table = [
            tuple_of([*bounds(self, expr, row), self.at_scale(row.value, rows)])
            for row in expr.rows
        ]  # fmt: skip
        return call(
            BRACKETS[expr.mode],
            self.at_scale(expr.amount, scale),
            tuple_of(table),
            pretty.TRUE if expr.lower_closed else pretty.FALSE,
            self.words(expr.amount),
        )

    # ------------------------------------------------------------ lists

    def enter(self, roster: str) -> str:
        """Names a member of a list, and what per-member definitions gave for it."""
        taken = set(self.members.values())
        name = self.scope.names["member", roster]
        while name in taken:
            name = self.scope.names.fresh(f"other_{name}")
        self.members = {**self.members, roster: name}
        places = {
            item.id: self.scope.names.add("of member", item.id, f"its_{item.id}")
            for item in self.scope.decision.definitions
            if item.roster == roster
        }
        self.places = {**self.places, roster: places}
        return name

    def looped(self, roster: str, name: str, parts: list[ir.Expr | None]) -> tuple[str, Code]:
        """What stands after `for` and after `in`, to look at each member with what it needs."""
        members = Atom(self.scope.names["fact", roster])
        used = [id for part in parts if part is not None for id in references(part)]
        definitions = self.scope.definitions
        of_each = dict.fromkeys(id for id in used if definitions[id].roster == roster)
        if not of_each:
            return name, members
        lists = [Atom(self.scope.names["definition", id]) for id in of_each]
        strict = pretty.keyword("strict", pretty.TRUE)
        names = ", ".join([name, *(self.places[roster][id] for id in of_each)])
        return names, call("zip", members, *lists, strict)

    def over(self, selection: ir.Selection, value: Callable[[], Code]) -> Generator:
        """value for member in members if condition"""
        outer = self.members, self.places
        name = self.enter(selection.roster)
        names, source = self.looped(selection.roster, name, [selection.condition, selection.value])
        test = None if selection.condition is None else self.condition(selection.condition)
        code = value()
        self.members, self.places = outer
        return Generator(code, names, source, test)

    def of_each(self, selection: ir.Selection, scale: Scale) -> Generator:
        """The value of each member that is selected."""
        value = selection.value
        if value is None or self.scope.may_be_null(value):
            raise NotPlain
        return self.over(selection, lambda: self.value(value, scale))

    def spread(self, selection: ir.Selection, scale: Scale) -> Code:
        return Prefix("*", list_of([self.of_each(selection, scale)]), pretty.CONDITIONAL)

    def quantified(self, expr: ir.Quantified) -> Code:
        value = expr.selection.value
        name = "all" if expr.kind == "every" else "any"
        holds = self.over(
            expr.selection, lambda: pretty.TRUE if value is None else self.condition(value)
        )
        return call(name, holds)

    def aggregate(self, expr: ir.Aggregate) -> Code:
        selection = expr.selection
        match expr.kind:
            case "count" if selection.condition is None:
                return call("len", Atom(self.scope.names["fact", selection.roster]))
            case "count":
                return call("sum", self.over(selection, lambda: Atom("1")))
            case "sum":
                return call("sum", self.of_each(selection, self.scales.of(expr)))
            case "names":
                return list_of([self.of_each(selection, 1)])


BRACKETS = {"marginal": "marginal", "whole": "whole", "value": "graded"}


def bounds(operators: Operators, expr: ir.Brackets, row: ir.Bracket) -> list[Code]:
    """Lower and upper bound of a row, at the scale of the amount."""
    scale, type_ = operators.scales.of_amount(expr), type_of(expr.amount)
    return [
        NONE if bound is None else constant(bound, type_, scale, operators.scope)
        for bound in (row.lower, row.upper)
    ]


def is_constant(item: ir.ParameterDeclaration) -> bool:
    """Whether the notice fixes one value for all times."""
    return len(item.periods) == 1 and item.periods[0].start is None and item.periods[0].end is None


def references(expr: ir.Expr | ir.Selection) -> list[str]:
    """The ids of the definitions that an expression refers to, in their order."""
    own = [expr.id] if isinstance(expr, ir.Reference) else []
    return own + [id for part in children(expr) for id in references(part)]
