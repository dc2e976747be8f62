"""What is decided before anything is printed: names, scales, and what may be null.

In: a program. Out: a `Plan` for the module and, decision by decision, a `Scope` with the names that
its functions use. Nothing here makes text.
"""

from __future__ import annotations

import datetime as dt

from luling.backends.python.names import Names
from luling.backends.python.scales import Scales, groups_of, rules_in, rules_of
from luling.core import ir
from luling.core.wording import type_of
from luling.interpreter.uses import inputs_of
from luling.types import EnumType, SetType, Type

MODULE_NAMES = (
    "annotations", "date", "datetime", "json", "sys", "Any", "NamedTuple", "Callable", "Iterable",
    "Mapping", "Sequence", "NoReturn", "TypeVar", "gcd", "difflib", "POLICY", "TITLE", "NUMBER",
    "EFFECTIVE", "EXPIRES", "SOURCE_HASH", "COMPILER", "DECISIONS", "YUAN", "PERCENT", "decide",
    "main", "facts", "params", "trace", "answer", "outputs", "seen", "case", "steps", "table",
)  # fmt: skip


class Plan:
    """Names and scales of one module."""

    def __init__(self, program: ir.Program, reserved: frozenset[str]) -> None:
        self.program = program
        self.scales = Scales(program)
        self.names = Names({*reserved, *MODULE_NAMES})
        self.enumerations = {item.id: item for item in program.enumerations}
        self.parameters = {item.id: item for item in program.parameters}
        self.catalogues = {item.id: item for item in program.catalogues}
        for enumeration in program.enumerations:
            name = self.names.add("enumeration", enumeration.id, enumeration.id.upper())
            self.names.add("labels", enumeration.id, f"{name}_LABELS")
            self.names.add("rank", enumeration.id, f"{name}_RANK")
        for parameter in program.parameters:
            self.names.add("constant", parameter.id, parameter.id.upper())
        for catalogue in program.catalogues:
            self.names.add("catalogue", catalogue.id, catalogue.id.upper())
        for decision in program.decisions:
            self.names.add("decision", decision.id)
        for decision in program.decisions:
            for fact in decision.facts:
                if isinstance(fact, ir.RosterDeclaration):
                    self.names.add(f"class {decision.id}", fact.id, camel(singular(fact.id)))
        self.days: dict[dt.date, str] = {}

    def scope(self, decision: ir.Decision) -> Scope:
        """The names inside the functions of a decision."""
        self.scales.enter(decision)
        return Scope(self, decision)

    def day(self, day: dt.date) -> str:
        """The constant of a date that the policy names."""
        if day not in self.days:
            self.days[day] = self.names.fresh("DAY_" + day.isoformat().replace("-", "_"))
        return self.days[day]


class Scope:
    """Names of facts, parameters, definitions and list members, and which values may be null."""

    def __init__(self, plan: Plan, decision: ir.Decision) -> None:
        self.plan = plan
        self.decision = decision
        self.names = plan.names.scope()
        self.facts = {item.id: item for item in decision.facts}
        self.definitions = {item.id: item for item in decision.definitions}
        self.parameters = [item for item in plan.program.parameters if item.external]
        for fact in decision.facts:
            self.names.add("fact", fact.id)
        for parameter in self.parameters:
            self.names.add("parameter", parameter.id)
        for definition in decision.definitions:
            self.names.add("definition", definition.id)
        self.fields: dict[str, Names] = {}
        for fact in decision.facts:
            if isinstance(fact, ir.RosterDeclaration):
                self.names.add("member", fact.id, singular(fact.id))
                fields = self.fields[fact.id] = Names(["count", "index"])
                for field in fact.fields:
                    fields.add("field", field.id)
        used = inputs_of_decision(decision)
        self.used_facts = {path.removeprefix("facts.") for path in used if path[:6] == "facts."}
        self.used_facts.add(decision.date_fact or "")
        keys = {
            fact.catalogue_key
            for fact in decision.facts
            if isinstance(fact, ir.FactDeclaration) and fact.catalogue_key is not None
        }
        self.codes = keys - self.used_facts  # nothing but the look-up asks for them
        self.used_facts |= keys
        self.used_parameters = {path[7:] for path in used if path.startswith("params.")}
        self.unread: frozenset[str] = frozenset()
        self.nullable: set[str] = set()
        for definition in decision.definitions:
            if self._definition_may_be_null(definition):
                self.nullable.add(definition.id)

    def locals(self) -> frozenset[str]:
        """Names of what the plain function reads in and works out."""
        names = [self.names["fact", fact.id] for fact in self.decision.facts]
        names += [self.names["parameter", item.id] for item in self.parameters]
        names += [self.names["definition", item.id] for item in self.decision.definitions]
        return frozenset(names)

    def may_be_null(self, expr: ir.Expr | ir.Selection | None) -> bool:
        """Whether the notice may be silent on the value."""
        match expr:
            case None | ir.Literal_() | ir.Fact() | ir.Member():
                return False
            case ir.Unspecified():
                return True
            case ir.Reference():
                return expr.id in self.nullable
            case ir.Arithmetic():
                return self.may_be_null(expr.left) or self.may_be_null(expr.right)
            case ir.ShiftDate():
                return self.may_be_null(expr.date) or self.may_be_null(expr.amount)
            case ir.DayOf():
                return self.may_be_null(expr.date)
            case ir.Parameter():
                return any(map(self.may_be_null, expr.keys))
            case ir.DatePart() | ir.Extreme():
                return any(map(self.may_be_null, expr.args))
            case ir.Aggregate():
                return expr.kind == "sum" and self.may_be_null(expr.selection)
            case ir.Selection():
                return self.may_be_null(expr.value)
            case ir.Brackets():
                rows = any(self.may_be_null(row.value) for row in expr.rows)
                return rows or self.may_be_null(expr.amount)
            case _:
                return False

    def collection(self, expr: ir.Expr) -> ir.Definition | None:
        """The collection that an expression refers to."""
        if isinstance(expr, ir.Reference):
            definition = self.definitions[expr.id]
            return definition if definition.kind == "collection" else None
        return None

    def plain_names(self, expr: ir.Expr) -> ir.Aggregate | None:
        """The 名单 that an expression is: itself, or a definition whose one rule always gives."""
        while isinstance(expr, ir.Reference):
            group = self.definitions[expr.id].group
            if group is None or group.exceptions is not None or len(group.nodes) != 1:
                return None
            rule, exceptions = group.nodes[0].rule, group.nodes[0].exceptions
            conditional = rule.condition or rule.start or rule.end or exceptions
            if conditional or rule.value is None:
                return None
            expr = rule.value
        return expr if isinstance(expr, ir.Aggregate) and expr.kind == "names" else None

    def rank(self, type_: Type) -> str:
        """The table of ranks of an enumeration."""
        assert isinstance(type_, EnumType)
        return self.plan.names["rank", type_.id]

    def enumeration_of(self, expr: ir.Expr) -> list[str]:
        """The ids of the enumeration that an expression's values are of, in their order."""
        type_ = type_of(expr)
        assert isinstance(type_, EnumType)
        return [value.id for value in self.plan.enumerations[type_.id].values]

    def order(self, type_: SetType) -> list[str]:
        """The ids of an enumeration or of the members of a collection, in the source's order."""
        if type_.id in self.plan.enumerations:
            return [value.id for value in self.plan.enumerations[type_.id].values]
        return [member.id for member in self.definitions[type_.id].members]

    def _definition_may_be_null(self, item: ir.Definition) -> bool:
        if item.group is None:
            return False
        if item.nullable and item.default is None:
            return True
        rules = rules_in(item)
        return any(self.may_be_null(rule.value) for rule in rules) or self.may_be_null(item.default)


def inputs_of_decision(decision: ir.Decision) -> set[str]:
    """What the definitions and checks of a decision ask: facts.x, params.p and ids."""
    asked: list[ir.Expr | None] = [check.condition for check in decision.checks]
    for item in decision.definitions:
        asked.append(item.default)
        for group in groups_of(item):
            for rule in rules_of(group):
                asked += [rule.condition, rule.value]
    rosters = {f"facts.{item.roster}" for item in decision.definitions if item.roster is not None}
    return rosters.union(*[inputs_of(expr) for expr in asked if expr is not None])


def is_ranked(expr: ir.Expr | ir.Selection) -> bool:
    """Whether values compare by rank."""
    value = expr.value if isinstance(expr, ir.Selection) else expr
    return value is not None and isinstance(type_of(value), EnumType)


def singular(id: str) -> str:
    """counties → county; a name for one of them."""
    if id.endswith("ies") and len(id) > 4:
        return f"{id[:-3]}y"
    if id.endswith("s") and not id.endswith("ss") and len(id) > 2:
        return id[:-1]
    return f"{id}_item"


def camel(id: str) -> str:
    """chronic_hospital → ChronicHospital"""
    return "".join(part[:1].upper() + part[1:] for part in id.split("_"))
