"""The answer of a plain function: outputs in their JSON form, and the trace where it is wanted.

The trace of a case in which everything is known depends on the answers of the conditions alone. So
its entries are looked up under these answers; a pattern never seen before raises `KeyError`, and
the table answers it and keeps its entries.
"""

from __future__ import annotations

from luling.backends.python import pretty
from luling.backends.python.chains import in_period
from luling.backends.python.operators import rounded
from luling.backends.python.plain import Plain
from luling.backends.python.pretty import (
    NONE,
    Atom,
    Choice,
    Code,
    String,
    call,
    compare,
    index,
    list_of,
    pair,
    tuple_of,
)
from luling.backends.python.scales import EXACT, Scale, rules_in
from luling.backends.python.writer import Writer
from luling.core import ir
from luling.core.wording import leaves
from luling.types import DateType, MoneyType, RatioType, SetType, Type


def write_answer(plain: Plain, writer: Writer) -> None:
    """outputs, steps and the return."""
    decision = plain.scope.decision
    outputs = [pair(String(item.id), shown(item, plain)) for item in decision.outputs]
    writer.code("outputs: dict[str, Any] = ", pretty.Bracket("", tuple(outputs), "{}"))
    if not is_traced(decision):
        with writer.block("if trace:"):
            writer.line("raise Unusual")
        steps: Code = Atom("[]")
    else:
        writer.line("steps: list[dict[str, Any]] = []")
        with writer.block("if trace:"):
            name = plain.scope.plan.names["decision", decision.id]
            writer.line(f"seen = _{name}_seen")
            writer.code("steps = ", list_of([step(item, plain) for item in decision.definitions]))
        steps = Atom("steps")
    fields = [
        pair(String("policy"), Atom("POLICY")),
        pair(String("decision"), String(decision.id)),
        pair(String("status"), String("decided")),
        pair(String("outputs"), Atom("outputs")),
        pair(String("unresolved"), Atom("{}")),
        pair(String("trace"), steps),
    ]
    writer.code("return ", pretty.Bracket("", tuple(fields), "{}"))


def is_traced(decision: ir.Decision) -> bool:
    """Whether the plain function gives traces; values for each member of a list are the table's."""
    return all(item.kind != "per_member" for item in decision.definitions)


# ---------------------------------------------------------------- outputs


def shown(item: ir.Definition, plain: Plain) -> Code:
    """The JSON form of a definition's value."""
    name = Atom(plain.scope.names["definition", item.id])
    if item.kind == "collection":
        return name
    if item.roster is not None:
        one = or_none(item, Atom("value"), plain)
        return (
            name if one == Atom("value") else list_of([pretty.Generator(one, "value", name, None)])
        )
    return or_none(item, name, plain)


def or_none(item: ir.Definition, value: Code, plain: Plain) -> Code:
    """A value in its JSON form, None where it is null."""
    text = written(value, item.type, plain.scope.plan.scales.definitions[item.id], plain)
    if item.id in plain.scope.nullable and text != value:
        return Choice(compare("is", value, NONE), NONE, text)
    return text


def written(code: Code, type_: Type, scale: Scale, plain: Plain) -> Code:
    """A value in its JSON form."""
    match type_:
        case MoneyType():
            return written_number(code, scale, "money", 2)
        case RatioType():
            return written_number(code, scale, "ratio", 6)
        case DateType():
            return pretty.Suffix(code, ".isoformat()")
        case SetType():
            order = tuple_of([String(id) for id in plain.scope.order(type_)])
            return list_of(
                [pretty.Generator(Atom("id"), "id", order, compare("in", Atom("id"), code))]
            )
        case _:
            return code


def written_number(code: Code, scale: Scale, kind: str, places: int) -> Code:
    """Money to 分, a ratio to six decimals."""
    if scale == EXACT:
        return call(f"exact_{kind}", code)
    usual = 10**places
    if scale != usual:
        code = rounded(code, scale, ir.Rounding("half_up", places), usual)
    return call(f"format_{kind}", code)


# ---------------------------------------------------------------- trace


def step(item: ir.Definition, plain: Plain) -> Code:
    """The entry of a definition that was seen under the same answers, with its value of now."""
    key: list[Code] = [String(item.id)]
    if item.kind == "condition":
        assert item.group is not None
        key += answers(item.group.nodes[0].rule.value, plain)
    else:
        for rule in rules_in(item):
            if rule.start is not None or rule.end is not None:
                key.append(in_period(rule, plain) or pretty.TRUE)
            key += answers(rule.condition, plain)
    entry: Code = index("seen", *key) if len(key) > 1 else index("seen", tuple_of(key))
    if has_fixed_value(item):
        return entry
    value = index("outputs", String(item.id)) if item.is_output else shown(item, plain)
    return pretty.Bracket(
        "", (pretty.Prefix("**", entry, pretty.ATOM), pair(String("value"), value)), "{}"
    )


def answers(condition: ir.Expr | None, plain: Plain) -> list[Code]:
    """The answer of each leaf of a condition; None where it is null."""
    return [
        plain.value(leaf) if plain.scope.may_be_null(leaf) else plain.condition(leaf)
        for leaf in leaves(condition)
    ]


def has_fixed_value(item: ir.Definition) -> bool:
    """Whether the answers of the conditions determine the value."""
    if item.kind == "condition":
        return True
    values = [rule.value for rule in rules_in(item)]
    return all(
        value is None or isinstance(value, ir.Literal_ | ir.Unspecified)
        for value in [*values, item.default]
    )
