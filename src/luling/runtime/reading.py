"""Facts and parameters of a table, validated one by one and completed from catalogues.

Unknown names come first, in the order given, then what is declared, in the order of the source; the
first error ends the decision. What is absent or null is unknown.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from luling.runtime.cases import Case, Member
from luling.runtime.errors import DecisionError
from luling.runtime.inputs import (
    check_names,
    check_unique_names,
    fixed_parameter,
    read_choice,
    read_object,
    read_roster,
    read_set,
    read_table,
    shown,
    unknown_name,
)
from luling.runtime.kleene import Unknown
from luling.runtime.levels import in_period
from luling.runtime.table import Derived, Input, Reader, Roster, Table


def read_case(table: Table, facts: object, params: object) -> Case:
    """Facts, then parameters, validated; what is absent or null is unknown."""
    given = read_object(facts, "facts")
    labels = {item.id: item.label for item in table.facts}
    check_names(given, labels, "facts", "unknown_fact", "事实")
    known = {item.id: read_fact(item, given.get(item.id)) for item in table.facts}
    supplied = read_params(table, read_object(params, "params"))
    date = None if table.date_fact is None else known[table.date_fact]
    undated = None
    if type(date) is Unknown:
        date, undated = None, date
    for item in table.derived:
        derive(item, known, labels, date, undated is not None)
    return Case(known, supplied, date, undated)


def read_fact(item: Input | Roster, value: object) -> Any:
    """One fact, or the members of a list."""
    path = f"facts.{item.id}"
    if isinstance(item, Input):
        return or_unknown(item.read(value, path, item.label), path)
    listed = read_roster(value, path, item.label)
    if listed is None:
        return Unknown(frozenset([path]))
    labels = {field.id: field.label for field in item.fields}
    members = []
    for place, given in enumerate(listed):
        below = f"{path}[{place}]"
        check_names(given, labels, below, "unknown_key", "字段")
        fields = {}
        for field in item.fields:
            at = f"{below}.{field.id}"
            value = field.read(given.get(field.id), at, f"{item.label}的{field.label}")
            fields[field.id] = or_unknown(value, at)
        members.append(Member(place, fields))
    if "name" in labels:
        names = [member["name"] for member in members]
        plain = [None if type(name) is Unknown else name for name in names]
        check_unique_names(plain, path, item.label)
    return members


def read_params(table: Table, given: Mapping[str, object]) -> dict[str, Any]:
    """The parameters that the deployment supplies, else their defaults."""
    labels = {item.id: item.label for item in table.params}
    for name in given:
        if name in table.fixed:
            fixed_parameter(f"params.{name}", table.fixed[name])
        if name not in labels:
            unknown_name(name, labels, "params", "unknown_parameter", "参数")
    found: dict[str, Any] = {}
    for item in table.params:
        path, value = f"params.{item.id}", given.get(item.id)
        if item.keys:
            entries = read_table(value, path, item.label, item.keys, item.read)
            found[item.id] = entries if item.default is None else Defaulted(entries, item.default)
        else:
            plain = item.read(value, path, item.label)
            found[item.id] = or_unknown(item.default if plain is None else plain, path)
    return found


def or_unknown(value: Any, path: str) -> Any:
    """The value, or that it is missing."""
    return Unknown(frozenset([path])) if value is None else value


class Defaulted(dict[tuple[str, ...], Any]):
    """A table in which every entry that is not given has the default."""

    __slots__ = ("default",)

    def __init__(self, entries: Mapping[tuple[str, ...], Any], default: Any) -> None:
        super().__init__(entries)
        self.default = default

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: tuple[str, ...]) -> Any:
        return self.default


def derive(
    item: Derived,
    known: dict[str, Any],
    labels: Mapping[str, str],
    date: datetime.date | None,
    waits: bool,
) -> None:
    """Completes a fact from a catalogue by its code."""
    code = known[item.key]
    if type(code) is Unknown:
        return
    entries = item.catalogue.get(code)
    if not entries:
        path = f"facts.{item.key}"
        raise DecisionError(
            "unknown_code",
            f"{labels[item.key]}（{path}）：目录“{item.label}”中没有{shown(code)}这个编码。"
            f"应为该目录所列的编码之一。",
            path,
        )
    in_force = [cells for start, end, cells in entries if in_period(start, end, date)]
    if waits or item.column is None or not in_force:
        return
    value = in_force[0][item.column]
    if value is None:
        return
    if type(known[item.fact]) is Unknown:
        known[item.fact] = value
    elif known[item.fact] != value:
        path = f"facts.{item.fact}"
        raise DecisionError(
            "contradiction",
            f"{labels[item.fact]}（{path}）：给出的值与目录“{item.label}”中该编码的值不同。"
            f"请改为一致，或删去这一项。",
            path,
        )


def choice(accepted: Mapping[str, str], labels: Mapping[str, str]) -> Reader:
    """Reads a value of an enumeration."""
    return lambda value, path, label: read_choice(value, path, label, accepted, labels)


def choices(accepted: Mapping[str, str], labels: Mapping[str, str]) -> Reader:
    """Reads a set of values of an enumeration."""
    return lambda value, path, label: read_set(value, path, label, accepted, labels)


def times(read: Reader, factor: int) -> Reader:
    """Reads a number at a finer scale."""

    def scaled(value: object, path: str, label: str) -> Any:
        number = read(value, path, label)
        return None if number is None else number * factor

    return scaled
