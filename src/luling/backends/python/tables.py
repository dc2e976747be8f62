"""A decision as a table of rules, for unknown facts and for the trace.

In: a decision. Out: one function that makes its `Table`: inputs, checks, definitions with their
rules, conditions as lambdas over the case, the words of each leaf, clauses and quotes.
"""

from __future__ import annotations

from fractions import Fraction

from luling.backends.python import pretty
from luling.backends.python.lifted import Lifted, Region
from luling.backends.python.operators import constant, rounded
from luling.backends.python.plain import references
from luling.backends.python.plan import Scope
from luling.backends.python.pretty import (
    NONE,
    TRUE,
    Atom,
    Code,
    String,
    call,
    function,
    keyword,
    pair,
    tuple_of,
)
from luling.backends.python.reading import READERS
from luling.backends.python.scales import EXACT, base_scale
from luling.backends.python.writer import Writer
from luling.core import ir
from luling.core.wording import leaves, phrase
from luling.interpreter.uses import inputs_of
from luling.types import (
    DateType,
    EnumType,
    MoneyType,
    NamesType,
    RatioType,
    SetType,
    Type,
)


def write_table(scope: Scope, writer: Writer) -> None:
    """The function that makes the table of a decision, once."""
    name = scope.plan.names["decision", scope.decision.id]
    writer.blank(2)
    writer.line(f"_{name}_seen: dict[tuple[object, ...], dict[str, Any]] = {{}}")
    writer.blank(2)
    writer.line("@cache")
    with writer.block(f"def _{name}_table() -> Table:"):
        table = _Table(scope, writer)
        for definition in scope.decision.definitions:
            table.definition(definition)
            writer.blank()
        writer.line("return Table(")
        with writer.block():
            for field in table.fields(f"_{name}_seen"):
                writer.code("", field, ",")
        writer.line(")")


class _Table:
    """The parts of a decision's table."""

    def __init__(self, scope: Scope, writer: Writer) -> None:
        self.scope = scope
        self.writer = writer
        self.names = scope.names.scope()
        self.definitions: list[Code] = []
        self.plan = scope.plan
        self.lifted = Lifted(scope)
        checks = scope.decision.checks
        self.lifted.is_check = any(references(check.condition) for check in checks)
        self.checking = Lifted(scope)
        self.checking.is_check = scope.decision.date_fact is not None

    def fields(self, memory: str) -> list[Code]:
        decision, policy = self.scope.decision, self.plan.program.policy
        external = [item for item in self.plan.program.parameters if item.external]
        fixed = [item for item in self.plan.program.parameters if not item.external]
        derived = [
            self.derived(fact)
            for fact in decision.facts
            if isinstance(fact, ir.FactDeclaration) and fact.catalogue is not None
        ]
        date = NONE if decision.date_fact is None else String(decision.date_fact)
        return [
            keyword("policy", Atom("POLICY")),
            keyword("id", String(decision.id)),
            keyword("facts", tuple_of([self.fact(item) for item in decision.facts])),
            keyword("params", tuple_of([self.parameter(item) for item in external])),
            keyword("fixed", dict_of([(item.id, String(item.label)) for item in fixed])),
            keyword("derived", tuple_of(derived)),
            keyword("date_fact", date),
            keyword("effective", Atom("EFFECTIVE") if policy.effective else NONE),
            keyword("expires", Atom("EXPIRES") if policy.expires else NONE),
            keyword("checks", tuple_of([self.check(item) for item in decision.checks])),
            keyword("definitions", tuple_of(self.definitions)),
            keyword("outputs", tuple_of([String(item.id) for item in decision.outputs])),
            keyword("memory", Atom(memory)),
        ]

    # ------------------------------------------------------------ inputs

    def fact(self, item: ir.FactDeclaration | ir.RosterDeclaration) -> Code:
        if isinstance(item, ir.RosterDeclaration):
            fields = [
                call("Input", String(field.id), String(field.label), self.reader(field.type, 1))
                for field in item.fields
            ]
            return call("Roster", String(item.id), String(item.label), tuple_of(fields))
        factor = self.plan.scales.facts[item.id] // base_scale(item.type)
        return call("Input", String(item.id), String(item.label), self.reader(item.type, factor))

    def reader(self, type_: Type, factor: int) -> Code:
        if isinstance(type_, EnumType | SetType):
            accepted = Atom(self.plan.names["enumeration", type_.id])
            labels = Atom(self.plan.names["labels", type_.id])
            return call("choices" if isinstance(type_, SetType) else "choice", accepted, labels)
        read = Atom(f"read_{READERS[type(type_)]}")
        return read if factor == 1 else call("times", read, Atom(str(factor)))

    def parameter(self, item: ir.ParameterDeclaration) -> Code:
        scale = self.plan.scales.parameters[item.id]
        parts = [
            String(item.id),
            String(item.label),
            self.reader(item.type, scale // base_scale(item.type)),
        ]
        if item.keys:
            names = self.plan.names
            keys = [
                tuple_of([Atom(names["enumeration", key.id]), Atom(names["labels", key.id])])
                for key in item.keys
            ]
            parts.append(keyword("keys", tuple_of(keys)))
        if item.default is not None:
            default = constant(item.default, item.type, scale, self.scope)
            parts.append(keyword("default", default))
        return call("Parameter", *parts)

    def derived(self, item: ir.FactDeclaration) -> Code:
        catalogue = self.plan.catalogues[item.catalogue or ""]
        columns = [column.id for column in catalogue.columns]
        column = Atom(str(columns.index(item.id))) if item.id in columns else NONE
        return call(
            "Derived",
            String(item.id),
            String(item.catalogue_key or ""),
            Atom(self.plan.names["catalogue", catalogue.id]),
            String(catalogue.label),
            column,
        )

    def check(self, item: ir.Check) -> Code:
        first = item.facts[0] if item.facts else None
        words = phrase(item.condition, self.plan.program, self.scope.decision)
        place = f"（{first}）" if first else ""
        message = f"{item.label}{place}：给出的事实互相矛盾。应满足“{words}”，请核对所列各项。"
        test = function("case", self.checking.natural(item.condition))
        return call("Check", test, String(message), NONE if first is None else String(first))

    # ------------------------------------------------------------ definitions

    def definition(self, item: ir.Definition) -> None:
        """Its rules, each under a name, then itself."""
        parts: list[Code] = [String(item.id), String(item.label), String(item.kind)]
        if item.roster is not None:
            self.lifted.members = {item.roster: "case.member"}
            parts.append(keyword("roster", String(item.roster)))
        if item.kind == "condition":
            parts += self.condition(item)
        elif item.kind == "collection":
            parts.append(keyword("parts", tuple_of([self.part(one, item) for one in item.members])))
        else:
            assert item.group is not None
            parts.append(keyword("group", self.group(item.group, item)))
            parts += self.extras(item)
        self.lifted.members = {}
        name = self.names.fresh(item.id)
        self.writer.code(f"{name} = ", call("Definition", *parts))
        self.definitions.append(Atom(name))

    def condition(self, item: ir.Definition) -> list[Code]:
        assert item.group is not None
        value = item.group.nodes[0].rule.value
        assert value is not None
        same = function("answer", Atom("answer"))
        combine = combination(value) if isinstance(value, ir.Logic) else same
        uses = strings(sorted(inputs_of(value)))
        return [keyword("when", self.when(value, combine)), keyword("uses", uses)]

    def part(self, member: ir.CollectionMember, item: ir.Definition) -> Code:
        return call("Part", String(member.id), String(member.label), self.group(member.group, item))

    def extras(self, item: ir.Definition) -> list[Code]:
        """How a value is written, and what it is when no rule applies."""
        parts: list[Code] = []
        write = self.written(item)
        if write is not None:
            parts.append(keyword("write", write))
        if item.default is not None:
            scale = self.plan.scales.definitions[item.id]
            default = function("case", self.lifted.at_scale(item.default, scale))
            parts.append(keyword("default", default))
        if item.nullable:
            parts.append(keyword("nullable", TRUE))
        if isinstance(item.type, NamesType):
            parts.append(keyword("is_list", TRUE))
            names = self.scope.plain_names(ir.Reference(item.type, item.id))
            if names is not None:
                parts.append(keyword("names", function("case", self.lifted.natural(names))))
        return parts

    def written(self, item: ir.Definition) -> Code | None:
        scale = self.plan.scales.definitions[item.id]
        match item.type:
            case MoneyType():
                if scale == EXACT:
                    return Atom("exact_money")
                return Atom("format_money") if scale == 100 else call("money", Atom(str(scale)))
            case RatioType():
                if scale == EXACT:
                    return Atom("exact_ratio")
                usual = scale == 1_000_000
                return Atom("format_ratio") if usual else call("ratio", Atom(str(scale)))
            case DateType():
                return Atom("iso")
            case SetType():
                return call("in_order", strings(self.scope.order(item.type)))
            case NamesType():
                return Atom("list")
        return None

    # ------------------------------------------------------------ rules

    def group(self, group: ir.Group, item: ir.Definition) -> Code:
        parts: list[Code] = [tuple_of([self.node(node, item) for node in group.nodes])]
        if group.exceptions is not None:
            parts.append(keyword("exceptions", self.group(group.exceptions, item)))
        if group.first_hit:
            parts.append(keyword("first_hit", TRUE))
        if group.total:
            parts.append(keyword("total", TRUE))
        return call("Group", *parts)

    def node(self, node: ir.Node, item: ir.Definition) -> Code:
        name = self.names.fresh(node.rule.id.replace(".", "_"))
        self.writer.code(f"{name} = ", self.rule(node.rule, item))
        if node.exceptions is None:
            return call("Node", Atom(name))
        return call("Node", Atom(name), self.group(node.exceptions, item))

    def rule(self, rule: ir.Rule, item: ir.Definition) -> Code:
        parts: list[Code] = [String(rule.id), String(rule.label), String(rule.kind)]
        condition = rule.condition
        if condition is not None:
            parts.append(keyword("when", self.when(condition, combination(condition))))
        if rule.value is not None:
            parts.append(keyword("value", function("case", self.value(rule, item))))
        cited = [
            tuple_of([String(one.policy), String(one.clause), strings(one.quotes)])
            for one in rule.citations
        ]
        uses: set[str] = set()
        for expr in (condition, rule.value):
            uses |= set() if expr is None else inputs_of(expr)
        if cited:
            parts.append(keyword("citations", tuple_of(cited)))
        if uses:
            parts.append(keyword("uses", strings(sorted(uses))))
        for name, day in (("start", rule.start), ("end", rule.end)):
            if day is not None:
                parts.append(keyword(name, Atom(self.plan.day(day))))
        if isinstance(rule.value, ir.Unspecified):
            parts.append(keyword("unspecified", TRUE))
            if rule.value.refers_to is not None:
                parts.append(keyword("refers_to", String(rule.value.refers_to)))
        return call("Rule", *parts)

    def when(self, condition: ir.Expr, combine: Code) -> Code:
        """How the leaves of a condition combine, and the leaves."""
        found: list[Code] = []
        for leaf in leaves(condition):
            words = phrase(leaf, self.plan.program, self.scope.decision)
            found.append(call("Leaf", String(words), function("case", self.lifted.natural(leaf))))
        return call("when", combine, *found)

    def value(self, rule: ir.Rule, item: ir.Definition) -> Code:
        """The value of a rule, rounded, at the scale of its definition."""
        expr = rule.value
        assert expr is not None
        scales = self.plan.scales
        scale = scales.definitions[item.id]
        own = scales.of(expr)
        rounding = rule.rounding
        exact = isinstance(item.type, MoneyType | RatioType)
        if not exact or rounding is None or isinstance(expr, ir.Unspecified):
            return self.lifted.at_scale(expr, scale)
        if own != EXACT and Fraction(10) ** rounding.places % own == 0:
            return self.lifted.at_scale(expr, scale)

        def body(region: Region) -> Code:
            return rounded(region.root(expr), own, rounding, scale)

        return self.lifted.region("lift", body)


def combination(condition: ir.Expr) -> Code:
    """How the answers of the leaves combine: all_of, any_of or a lambda over them."""
    if not isinstance(condition, ir.Logic):
        return Atom("all_of")
    name = "all_of" if condition.op == "and" else "any_of"
    if not any(isinstance(part, ir.Logic) for part in condition.parts):
        return Atom(name)
    names: list[str] = []

    def nested(expr: ir.Expr) -> Code:
        if not isinstance(expr, ir.Logic):
            names.append(_letter(len(names)))
            return Atom(names[-1])
        return call("all_of" if expr.op == "and" else "any_of", *map(nested, expr.parts))

    body = nested(condition)
    return function(", ".join(names), body)


def _letter(number: int) -> str:
    return chr(ord("a") + number) if number < 26 else f"part_{number}"


def strings(items: tuple[str, ...] | list[str]) -> Code:
    """A tuple of strings."""
    return tuple_of([String(item) for item in items])


def dict_of(items: list[tuple[str, Code]]) -> Code:
    """A dictionary by strings."""
    return pretty.Bracket("", tuple(pair(String(key), value) for key, value in items), "{}")
