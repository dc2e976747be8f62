"""Facts and parameters: validated one by one, and completed from catalogues.

Points 1 and 2 of section 3. Unknown names come first, in the order given, then what is declared, in
the order of the source; the first error ends the decision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import assert_never

from luling.core import ir
from luling.interpreter.context import Facts, Parameters, Rosters, holds
from luling.runtime import inputs
from luling.runtime.errors import DecisionError
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

Reader = Callable[[object, str, str], ir.Value | None]


def read_facts(
    program: ir.Program, decision: ir.Decision, given: object
) -> tuple[dict[str, ir.Value], Rosters]:
    """The facts that are known, and the rosters that were given."""
    values = inputs.read_object(given, "facts")
    known = {item.id: item.label for item in decision.facts}
    inputs.check_names(values, known, "facts", "unknown_fact", "事实")
    facts: dict[str, ir.Value] = {}
    rosters: dict[str, tuple[Facts, ...]] = {}
    for item in decision.facts:
        path = f"facts.{item.id}"
        if isinstance(item, ir.RosterDeclaration):
            listed = inputs.read_roster(values.get(item.id), path, item.label)
            if listed is not None:
                rosters[item.id] = _roster(program, item, listed)
        else:
            value = reader(program, item.type)(values.get(item.id), path, item.label)
            if value is not None:
                facts[item.id] = value
    return facts, rosters


def _roster(
    program: ir.Program, item: ir.RosterDeclaration, listed: list[dict[str, object]]
) -> tuple[Facts, ...]:
    known = {field.id: field.label for field in item.fields}
    members: list[Facts] = []
    for index, given in enumerate(listed):
        path = f"facts.{item.id}[{index}]"
        inputs.check_names(given, known, path, "unknown_key", "字段")
        member: dict[str, ir.Value] = {}
        for field in item.fields:
            label = f"{item.label}的{field.label}"
            value = reader(program, field.type)(given.get(field.id), f"{path}.{field.id}", label)
            if value is not None:
                member[field.id] = value
        members.append(member)
    if "name" in known:
        names = [member.get("name") for member in members]
        inputs.check_unique_names(names, f"facts.{item.id}", item.label)
    return tuple(members)


def read_parameters(program: ir.Program, given: object) -> Parameters:
    """The external parameters that were supplied."""
    values = inputs.read_object(given, "params")
    declared = {item.id: item for item in program.parameters}
    external = {item.id: item.label for item in program.parameters if item.external}
    for name in values:
        if name in declared and not declared[name].external:
            inputs.fixed_parameter(f"params.{name}", declared[name].label)
        if name not in declared:
            inputs.unknown_name(name, external, "params", "unknown_parameter", "参数")
    found: dict[str, Mapping[tuple[str, ...], ir.Value]] = {}
    for id, label in external.items():
        item, read, path = declared[id], reader(program, declared[id].type), f"params.{id}"
        if item.keys:
            keys = [choices(program, key.id) for key in item.keys]
            found[id] = inputs.read_table(values.get(id), path, label, keys, read)
        else:
            value = read(values.get(id), path, label)
            found[id] = {} if value is None else {(): value}
    return found


# ---------------------------------------------------------------- one value


def reader(program: ir.Program, type: Type) -> Reader:
    """The function that reads a value of a type, exact."""
    match type:
        case MoneyType():
            return partial(_scaled, inputs.read_money, 100)
        case RatioType():
            return partial(_scaled, inputs.read_ratio, 1_000_000)
        case IntegerType() | DurationType():
            return inputs.read_integer
        case BoolType():
            return inputs.read_boolean
        case DateType():
            return inputs.read_date
        case TextType():
            return inputs.read_text
        case EnumType():
            accepted, labels = choices(program, type.id)
            return partial(_chosen, accepted, labels)
        case SetType():
            accepted, labels = choices(program, type.id)
            return partial(_chosen_set, accepted, labels)
        case NamesType():
            raise AssertionError("a fact is no list of names")
        case _:
            assert_never(type)


def _scaled(
    read: Callable[[object, str, str], int | None], scale: int, value: object, path: str, label: str
) -> Fraction | None:
    found = read(value, path, label)
    return None if found is None else Fraction(found, scale)


def _chosen(
    accepted: Mapping[str, str], labels: Mapping[str, str], value: object, path: str, label: str
) -> str | None:
    return inputs.read_choice(value, path, label, accepted, labels)


def _chosen_set(
    accepted: Mapping[str, str], labels: Mapping[str, str], value: object, path: str, label: str
) -> frozenset[str] | None:
    return inputs.read_set(value, path, label, accepted, labels)


def choices(program: ir.Program, id: str) -> tuple[dict[str, str], dict[str, str]]:
    """What is accepted for an enumeration, and its labels by id."""
    item = next(item for item in program.enumerations if item.id == id)
    rows = [(value.id, value.label, value.aliases, value.codes) for value in item.values]
    return inputs.accepted_choices(rows), {value.id: value.label for value in item.values}


# ---------------------------------------------------------------- catalogues


def derive(
    program: ir.Program, decision: ir.Decision, facts: dict[str, ir.Value], date: dt.date | None
) -> None:
    """Adds to `facts` what the catalogues say of the codes among them (nothing, until the date is
    known)."""
    labels = {item.id: item.label for item in decision.facts}
    waits = decision.date_fact is not None and date is None
    for item in decision.facts:
        if isinstance(item, ir.RosterDeclaration) or item.catalogue is None:
            continue
        code = facts.get(item.catalogue_key or "")
        catalogue = next(one for one in program.catalogues if one.id == item.catalogue)
        if code is None:
            continue
        entries = [entry for entry in catalogue.entries if entry.code == code]
        if not entries:
            path = f"facts.{item.catalogue_key}"
            label = labels[item.catalogue_key or ""]
            raise DecisionError(
                "unknown_code",
                f"{label}（{path}）：目录“{catalogue.label}”中没有{inputs.shown(code)}这个编码。"
                f"应为该目录所列的编码之一。",
                path,
            )
        if not waits:
            _derive_one(item, catalogue, entries, facts, date)


def _derive_one(
    item: ir.FactDeclaration,
    catalogue: ir.Catalogue,
    entries: list[ir.CatalogueEntry],
    facts: dict[str, ir.Value],
    date: dt.date | None,
) -> None:
    column = next((n for n, one in enumerate(catalogue.columns) if one.id == item.id), None)
    in_force = [entry for entry in entries if holds(entry.start, entry.end, date)]
    if column is None or not in_force:
        return
    derived = in_force[0].values[column]
    if derived is None:
        return
    if facts.setdefault(item.id, derived) != derived:
        path = f"facts.{item.id}"
        raise DecisionError(
            "contradiction",
            f"{item.label}（{path}）：给出的值与目录“{catalogue.label}”中该编码的值不同。"
            f"请改为一致，或删去这一项。",
            path,
        )
