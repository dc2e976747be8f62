"""What one program takes of facts and parameters that were written for several notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from luling.core import ir
from luling.interpreter.facts import reader
from luling.runtime.errors import DecisionError
from luling.types import EnumType, SetType, Type

__all__ = ["Fit", "Given", "LeftOut", "Reason", "decision_of", "fit", "type_at"]

Reason = Literal["unasked", "unlisted", "fixed"]
"""unasked: the notice does not ask it; unlisted: its enumeration or catalogue lacks the value;
fixed: a parameter that the notice itself lays down."""

Given = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A fact or parameter (`facts.x`, `params.p.k`) that one notice was not given. `label` and
    `text` (the value in Chinese, empty for lists and tables) are as a notice that has it says."""

    path: str
    reason: Reason
    value: object
    label: str = ""
    text: str = ""


@dataclass(slots=True)
class Fit:
    """The facts and parameters that one program takes, and those that it does not."""

    facts: dict[str, object] = field(default_factory=dict)
    params: dict[str, object] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)


def decision_of(program: ir.Program, id: str) -> ir.Decision | None:
    """The decision with this id, if the program has it."""
    return next((item for item in program.decisions if item.id == id), None)


def fit(program: ir.Program, decision: ir.Decision, facts: Given, params: Given) -> Fit:
    """What the program takes. A value of a wrong type is taken, for it is an error of whoever gave
    it, which the evaluation reports."""
    found = Fit()
    declared = {item.id: item for item in decision.facts}
    for name, value in facts.items():
        path, item = f"facts.{name}", declared.get(name)
        if item is None:
            found.left_out.append(LeftOut(path, "unasked", value))
        elif isinstance(item, ir.RosterDeclaration):
            found.facts[name] = _roster(program, item, path, value, found)
        elif _has_value(program, item.type, value) and _has_code(program, decision, name, value):
            found.facts[name] = value
        else:
            found.left_out.append(LeftOut(path, "unlisted", value))
    _fit_params(program, params, found)
    return found


def _roster(
    program: ir.Program, item: ir.RosterDeclaration, path: str, value: object, found: Fit
) -> object:
    if type(value) is not list:
        return value
    fields = {one.id: one for one in item.fields}
    return [
        _member(program, fields, f"{path}[{index}]", member, found)
        for index, member in enumerate(value)
    ]


def _member(
    program: ir.Program, fields: Mapping[str, ir.Field], path: str, member: object, found: Fit
) -> object:
    if type(member) is not dict:
        return member
    kept: dict[str, object] = {}
    for name, value in member.items():
        at = f"{path}.{name}"
        if name not in fields:
            found.left_out.append(LeftOut(at, "unasked", value))
        elif _has_value(program, fields[name].type, value):
            kept[name] = value
        else:
            found.left_out.append(LeftOut(at, "unlisted", value))
    return kept


def _fit_params(program: ir.Program, params: Given, found: Fit) -> None:
    declared = {item.id: item for item in program.parameters}
    for name, value in params.items():
        path, item = f"params.{name}", declared.get(name)
        if item is None:
            found.left_out.append(LeftOut(path, "unasked", value))
        elif not item.external:
            found.left_out.append(LeftOut(path, "fixed", value))
        else:
            found.params[name] = _table(program, item.keys, path, value, found)


def _table(
    program: ir.Program, keys: Sequence[EnumType], path: str, value: object, found: Fit
) -> object:
    if not keys or type(value) is not dict:
        return value
    kept: dict[str, object] = {}
    for key, entry in value.items():
        if _is_choice(program, keys[0].id, key):
            kept[key] = _table(program, keys[1:], f"{path}.{key}", entry, found)
        else:
            found.left_out.append(LeftOut(f"{path}.{key}", "unlisted", entry))
    return kept


# ---------------------------------------------------------------- values and types


def _has_value(program: ir.Program, kind: Type, value: object) -> bool:
    """False where an enumeration of the program lacks the value, or one of a set: a set without it
    would be another set."""
    match kind:
        case EnumType(id):
            return type(value) not in (str, int) or _is_choice(program, id, value)
        case SetType(id) if type(value) is list:
            return all(type(one) not in (str, int) or _is_choice(program, id, one) for one in value)
    return True


def _is_choice(program: ir.Program, enumeration: str, value: object) -> bool:
    try:
        reader(program, EnumType(enumeration))(value, "", "")
    except DecisionError:
        return False
    return True


def _has_code(program: ir.Program, decision: ir.Decision, name: str, value: object) -> bool:
    """False where facts are derived from a catalogue by this code, and the catalogue lacks it."""
    if type(value) is not str:
        return True
    wanted = {
        item.catalogue
        for item in decision.facts
        if isinstance(item, ir.FactDeclaration) and item.catalogue and item.catalogue_key == name
    }
    return all(
        any(entry.code == value for entry in item.entries)
        for item in program.catalogues
        if item.id in wanted
    )


def type_at(path: str, program: ir.Program, decision: ir.Decision) -> Type | None:
    """The type of what stands at a path; None for a roster or table, and for what is not there."""
    root, name, *rest = path.replace("[", ".[").split(".")
    if root == "params":
        parameter = next((item for item in program.parameters if item.id == name), None)
        whole = parameter is not None and len(rest) == len(parameter.keys)
        return parameter.type if parameter is not None and whole else None
    fact = next((item for item in decision.facts if item.id == name), None)
    if isinstance(fact, ir.RosterDeclaration):
        wanted = rest[-1] if rest else ""
        return next((item.type for item in fact.fields if item.id == wanted), None)
    return fact.type if fact is not None else None
