"""How numbers are held: the scale of every money, ratio and integer, decided before printing.

In: a program. Out: for each expression either a scale s (the value is the integer value × s: money
in 分 has 100, a ratio in millionths 1,000,000, money × ratio their product) or `EXACT`, the
quotient that a division gives and no rounding has brought back to a scale.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from luling.core import ir
from luling.core.wording import type_of
from luling.types import MoneyType, RatioType, Type

EXACT = 0
MONEY_SCALE = 100
RATIO_SCALE = 1_000_000

Scale = int


def is_exact(type_: Type) -> bool:
    """Whether values of the type are fractions, and so need a scale."""
    return isinstance(type_, MoneyType | RatioType)


def base_scale(type_: Type) -> Scale:
    """The scale in which values of the type are read."""
    match type_:
        case MoneyType():
            return MONEY_SCALE
        case RatioType():
            return RATIO_SCALE
        case _:
            return 1


def common(*scales: Scale) -> Scale:
    """The scale in which all of them can be held."""
    return EXACT if EXACT in scales else lcm(*scales)


def scale_of_values(type_: Type, values: list[ir.Value | None]) -> Scale:
    """The type's own scale, or a finer one where a constant needs it."""
    parts = [value.denominator for value in values if isinstance(value, Fraction)]
    return lcm(base_scale(type_), *parts) if is_exact(type_) else 1


class Scales:
    """Scales of the parameters, columns and definitions, and so of every expression."""

    def __init__(self, program: ir.Program) -> None:
        self.parameters = {item.id: _parameter_scale(item) for item in program.parameters}
        self.definitions: dict[str, Scale] = {}
        self.facts: dict[str, Scale] = {}
        self._catalogues = {item.id: item for item in program.catalogues}

    def enter(self, decision: ir.Decision) -> None:
        """Decides for the facts and definitions of a decision."""
        self.facts = {}
        for fact in decision.facts:
            if isinstance(fact, ir.FactDeclaration):
                self.facts[fact.id] = scale_of_values(fact.type, self._derived(fact))
        self.definitions = {}
        for definition in decision.definitions:
            self.definitions[definition.id] = self._definition_scale(definition)

    def of(self, expr: ir.Expr) -> Scale:
        """The scale that the expression has by itself."""
        match expr:
            case ir.Literal_():
                return scale_of_values(expr.type, [expr.value])
            case ir.Fact():
                return self.facts[expr.id]
            case ir.Parameter():
                return self.parameters[expr.id]
            case ir.Reference():
                return self.definitions[expr.id]
            case ir.Arithmetic():
                return self._arithmetic(expr)
            case ir.Extreme():
                return common(*[self.of_operand(arg) for arg in expr.args])
            case ir.Aggregate(kind="sum"):
                return self.of_operand(expr.selection)
            case ir.Brackets():
                return self._brackets(expr)
            case _:
                return base_scale(type_of(expr))

    def of_operand(self, arg: ir.Expr | ir.Selection) -> Scale:
        """Of an expression, or of what is selected."""
        if isinstance(arg, ir.Selection):
            return 1 if arg.value is None else self.of(arg.value)
        return self.of(arg)

    def of_amount(self, expr: ir.Brackets) -> Scale:
        """The scale in which an amount and the bounds of its brackets are compared."""
        bounds = [bound for row in expr.rows for bound in (row.lower, row.upper)]
        finest = scale_of_values(type_of(expr.amount), bounds)
        return common(self.of(expr.amount), finest)

    def of_rows(self, expr: ir.Brackets) -> Scale:
        """The scale of the values of a bracket table."""
        return common(*[self.of(row.value) for row in expr.rows])

    def of_rule(self, rule: ir.Rule) -> Scale | None:
        """The scale of the value of a rule, after rounding; None where it has none."""
        if rule.value is None or isinstance(rule.value, ir.Unspecified):
            return None
        if rule.rounding is not None and is_exact(type_of(rule.value)):
            return lcm(base_scale(type_of(rule.value)), 10 ** max(0, rule.rounding.places))
        return self.of(rule.value)

    def columns(self, item: ir.Catalogue) -> list[Scale]:
        """The scale of each column of a catalogue."""
        return [
            scale_of_values(column.type, [entry.values[at] for entry in item.entries])
            for at, column in enumerate(item.columns)
        ]

    def _arithmetic(self, expr: ir.Arithmetic) -> Scale:
        if expr.op == "div":
            return EXACT
        left, right = self.of(expr.left), self.of(expr.right)
        if expr.op == "mul":
            return EXACT if EXACT in (left, right) else left * right
        return common(left, right)

    def _brackets(self, expr: ir.Brackets) -> Scale:
        rows = self.of_rows(expr)
        if expr.mode == "value":
            return rows
        amount = self.of_amount(expr)
        return EXACT if EXACT in (rows, amount) else amount * rows

    def _definition_scale(self, item: ir.Definition) -> Scale:
        if not is_exact(item.type):
            return 1
        found = [self.of_rule(rule) for group in groups_of(item) for rule in rules_of(group)]
        if item.default is not None:
            found.append(self.of(item.default))
        return common(base_scale(item.type), *[scale for scale in found if scale is not None])

    def _derived(self, fact: ir.FactDeclaration) -> list[ir.Value | None]:
        catalogue = self._catalogues.get(fact.catalogue or "")
        if catalogue is None:
            return []
        at = [n for n, column in enumerate(catalogue.columns) if column.id == fact.id]
        return [entry.values[n] for entry in catalogue.entries for n in at]


def _parameter_scale(item: ir.ParameterDeclaration) -> Scale:
    values = [item.default]
    for period in item.periods:
        values += [period.value, *(value for _, value in period.table)]
    return scale_of_values(item.type, values)


def groups_of(item: ir.Definition) -> list[ir.Group]:
    """The rules of a definition: one group, or one for each member of a collection."""
    if item.group is not None:
        return [item.group]
    return [member.group for member in item.members]


def rules_in(item: ir.Definition) -> list[ir.Rule]:
    """Every rule of a definition, in the order of the trace."""
    return [rule for group in groups_of(item) for rule in rules_of(group)]


def rules_of(group: ir.Group) -> list[ir.Rule]:
    """Every rule of a group, in the order of the trace."""
    rules: list[ir.Rule] = []
    for node in group.nodes:
        rules.append(node.rule)
        rules += [] if node.exceptions is None else rules_of(node.exceptions)
    return rules + ([] if group.exceptions is None else rules_of(group.exceptions))
