"""Reading the ordinary case: every fact and parameter present and well formed, into local names.

In: a decision. Out: one line a fact with its Chinese label; enumerations through their tables,
numbers in their scale. Lists of objects have a function of their own.
"""

from __future__ import annotations

from typing import TypeGuard

from luling.backends.python import pretty
from luling.backends.python.operators import constant, rescaled
from luling.backends.python.plain import NotPlain
from luling.backends.python.plan import Scope
from luling.backends.python.pretty import Atom, Code, String, call, index
from luling.backends.python.scales import base_scale
from luling.backends.python.text import comment, docstring, literal
from luling.backends.python.writer import Writer
from luling.core import ir
from luling.types import (
    BoolType,
    DateType,
    DurationType,
    EnumType,
    IntegerType,
    MoneyType,
    NamesType,
    RatioType,
    SetType,
    TextType,
    Type,
)

READERS: dict[type, str] = {
    MoneyType: "money",
    RatioType: "ratio",
    IntegerType: "integer",
    DurationType: "integer",
    BoolType: "boolean",
    DateType: "date",
    TextType: "text",
}


def read_case(scope: Scope, writer: Writer) -> None:
    """Facts and parameters into local names."""
    completed = [fact for fact in scope.decision.facts if is_derived(fact)]
    given_facts = [fact for fact in scope.decision.facts if not is_derived(fact)]
    asked = scope.used_facts - scope.codes
    needed = [fact.id for fact in given_facts if fact.id in asked]
    spare = [fact.id for fact in scope.decision.facts if fact.id not in needed]
    check_size("facts", needed, spare, writer)
    booleans = []
    for fact in given_facts:
        name = scope.names["fact", fact.id]
        code = read_fact(scope, fact)
        if fact.id in scope.codes:
            code = if_given(fact.id, code)
        if fact.id not in scope.used_facts:
            read_spare("facts", fact.id, fact.label, code, writer)
        elif isinstance(fact, ir.FactDeclaration) and isinstance(fact.type, BoolType):
            booleans.append(name)
            writer.remarked(f"{name}: bool = ", index("facts", String(fact.id)), fact.label)
        else:
            assign(scope, name, code, fact.label, writer)
    check_booleans(booleans, writer)
    for derived in completed:
        derive(scope, derived, writer)
    read_parameters(scope, writer)


def check_size(name: str, needed: list[str], spare: list[str], writer: Writer) -> None:
    """An object with all keys that are needed, and no others than the declared ones."""
    is_object = pretty.compare("is not", call("type", Atom(name)), Atom("dict"))
    size: Code = Atom(str(len(needed)))
    if spare:
        given = [pretty.compare("in", String(id), Atom(name)) for id in spare]
        size = pretty.infix("+", pretty.ADD, size, *given)
    wrong = pretty.compare("!=", call("len", Atom(name)), size)
    with writer.block_code("if ", pretty.infix("or", pretty.OR, is_object, wrong)):
        writer.line("raise Unusual")


def read_spare(name: str, id: str, label: str, code: Code, writer: Writer) -> None:
    """What is declared but not asked may be left out; where it is given it must be right."""
    with writer.block(f"if {literal(id)} in {name}:"):
        writer.remarked("", code, f"{label}：本判定不用")


def read_fact(scope: Scope, fact: ir.FactDeclaration | ir.RosterDeclaration) -> Code:
    """The value of a fact that is given."""
    given = index("facts", String(fact.id))
    if isinstance(fact, ir.RosterDeclaration):
        return call(reader_of(scope, fact), given)
    code = known(fact.type, given, scope)
    return rescaled(code, base_scale(fact.type), scope.plan.scales.facts[fact.id])


def assign(scope: Scope, name: str, code: Code, label: str, writer: Writer) -> None:
    """A local name, unless nothing reads it."""
    writer.remarked("" if name in scope.unread else f"{name} = ", code, label)


def is_derived(fact: ir.FactDeclaration | ir.RosterDeclaration) -> TypeGuard[ir.FactDeclaration]:
    """Whether a catalogue gives it where the caller does not."""
    return isinstance(fact, ir.FactDeclaration) and fact.catalogue is not None


def if_given(fact: str, code: Code) -> Code:
    """None where the caller leaves a fact out."""
    return pretty.Choice(pretty.compare("in", String(fact), Atom("facts")), code, pretty.NONE)


def derive(scope: Scope, fact: ir.FactDeclaration, writer: Writer) -> None:
    """A fact from a catalogue, unless it is given."""
    catalogue = scope.plan.catalogues[fact.catalogue or ""]
    columns = [column.id for column in catalogue.columns]
    given = known(fact.type, index("facts", String(fact.id)), scope)
    given = rescaled(given, base_scale(fact.type), scope.plan.scales.facts[fact.id])
    date = scope.decision.date_fact
    code = call(
        "completed",
        if_given(fact.id, given),
        Atom(scope.plan.names["catalogue", catalogue.id]),
        Atom(scope.names["fact", fact.catalogue_key or ""]),
        pretty.NONE if date is None else Atom(scope.names["fact", date]),
        Atom(str(columns.index(fact.id))) if fact.id in columns else pretty.NONE,
    )
    name = scope.names["fact", fact.id]
    assign(scope, name, code, fact.label, writer)


def check_booleans(names: list[str], writer: Writer) -> None:
    """Each is true or false, not 1 or "true"."""
    if len(names) == 1:
        with writer.block(f"if type({names[0]}) is not bool:"):
            writer.line("raise Unusual")
    elif names:
        types: list[Code] = [call("type", Atom(name)) for name in names]
        chain = pretty.Infix("is", (*types, Atom("bool")), pretty.COMPARE)
        writer.code("if not ", pretty.Bracket("", (chain,), "()", trailing=False), ":")
        with writer.block():
            writer.line("raise Unusual")


def read_parameters(scope: Scope, writer: Writer) -> None:
    """Parameters that the deployment supplies."""
    declared = scope.parameters
    writer.blank()
    if not declared:
        with writer.block("if params is not None and params != {}:"):
            writer.line("raise Unusual")
        return
    with writer.block("if params is None:"):
        writer.line("params = {}")
    needed = [
        item.id for item in declared if item.id in scope.used_parameters and item.default is None
    ]
    spare = [item.id for item in declared if item.id not in needed]
    check_size("params", needed, spare, writer)
    for item in declared:
        name = scope.names["parameter", item.id]
        scale = scope.plan.scales.parameters[item.id]
        given = index("params", String(item.id))
        if item.keys:
            code = table(item, given, scope)
        else:
            code = rescaled(known(item.type, given, scope), base_scale(item.type), scale)
        if item.id not in scope.used_parameters:
            read_spare("params", item.id, item.label, code, writer)
            continue
        if item.default is not None:
            if item.keys:
                raise NotPlain
            test = pretty.compare("in", String(item.id), Atom("params"))
            code = pretty.Choice(test, code, constant(item.default, item.type, scale, scope))
        assign(scope, name, code, item.label, writer)


def table(item: ir.ParameterDeclaration, given: Code, scope: Scope) -> Code:
    """A parameter with keys: every entry, by its ids."""
    is_rescaled = scope.plan.scales.parameters[item.id] != base_scale(item.type)
    if is_rescaled or type(item.type) not in READERS:
        raise NotPlain
    *outer, last = [Atom(scope.plan.names["labels", key.id]) for key in item.keys]
    read: Code = Atom(f"known_{READERS[type(item.type)]}")
    code = call("known_table", given if not outer else Atom("given"), last, read)
    for at, key in reversed(list(enumerate(outer))):
        inner = pretty.function("given", code)
        code = call("known_table", given if at == 0 else Atom("given"), key, inner)
    return code


def known(type_: Type, given: Code, scope: Scope) -> Code:
    """A value that is known, in its internal form."""
    match type_:
        case EnumType():
            return index(scope.plan.names["enumeration", type_.id], given)
        case SetType():
            return call("known_set", given, Atom(scope.plan.names["enumeration", type_.id]))
        case NamesType():
            raise NotPlain
        case _:
            return call(f"known_{READERS[type(type_)]}", given)


def reader_of(scope: Scope, roster: ir.RosterDeclaration) -> str:
    """The function that reads a list."""
    decision = scope.plan.names["decision", scope.decision.id]
    return f"_{decision}_{scope.names['fact', roster.id]}"


def write_roster(scope: Scope, roster: ir.RosterDeclaration, writer: Writer) -> None:
    """A class for the members of a list, and the function that reads it."""
    name = scope.plan.names[f"class {scope.decision.id}", roster.id]
    fields = scope.fields[roster.id]
    writer.blank(2)
    with writer.block(f"class {name}(NamedTuple):"):
        writer.line(f'"""{docstring(roster.label)}"""')
        writer.blank()
        for field in roster.fields:
            python = python_type(field.type)
            writer.line(f"{fields['field', field.id]}: {python}  # {comment(field.label)}")
    writer.blank(2)
    with writer.block(f"def {reader_of(scope, roster)}(given: Any) -> list[{name}]:"):
        writer.line("members = []")
        with writer.block("for item in known_list(given):"):
            with writer.block(f"if type(item) is not dict or len(item) != {len(roster.fields)}:"):
                writer.line("raise Unusual")
            values = [
                known(field.type, index("item", String(field.id)), scope) for field in roster.fields
            ]
            writer.code("members.append(", call(name, *values), ")")
        for field in roster.fields:
            if field.id == "name":
                attribute = fields["field", field.id]
                writer.line(f"once([member.{attribute} for member in members])")
        writer.line("return members")


def python_type(type_: Type) -> str:
    """The Python type of a field."""
    match type_:
        case BoolType():
            return "bool"
        case DateType():
            return "datetime.date"
        case SetType():
            return "frozenset[str]"
        case TextType() | EnumType() | NamesType():
            return "str"
        case _:
            return "int"
