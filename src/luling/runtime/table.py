"""A decision as a table: inputs, checks and definitions, as generated modules write them down."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from luling.runtime.cases import Case
from luling.runtime.levels import Group, When

Reader = Callable[[object, str, str], Any]
Writer = Callable[[Any], Any]


class Input(NamedTuple):
    """A fact, a field or a parameter: how its value is read."""

    id: str
    label: str
    read: Reader


class Roster(NamedTuple):
    """A fact that is a list of objects."""

    id: str
    label: str
    fields: tuple[Input, ...]


class Derived(NamedTuple):
    """A fact that a catalogue gives for a code."""

    fact: str
    key: str
    catalogue: Mapping[str, Sequence[tuple[Any, Any, tuple[Any, ...]]]]
    label: str
    column: int | None


class Parameter(NamedTuple):
    """A parameter that the deployment supplies; with keys it is a table over enumerations."""

    id: str
    label: str
    read: Reader
    keys: tuple[tuple[Mapping[str, str], Mapping[str, str]], ...] = ()
    default: Any = None


class Check(NamedTuple):
    """What the facts must satisfy among themselves."""

    test: Callable[[Case], Any]
    message: str
    fact: str | None


class Part(NamedTuple):
    """A possible member of a collection."""

    id: str
    label: str
    group: Group


class Definition(NamedTuple):
    """One definition: a condition (`when`), a collection (`parts`) or the rules of a `group`.

    `write` gives the JSON form of its value, `names` the names that are certain on a list.
    """

    id: str
    label: str
    kind: str
    group: Group | None = None
    when: When | None = None
    uses: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    write: Writer | None = None
    default: Callable[[Case], Any] | None = None
    nullable: bool = False
    roster: str | None = None
    names: Callable[[Case], Any] | None = None
    is_list: bool = False


class Table(NamedTuple):
    """All of one decision."""

    policy: str
    id: str
    facts: tuple[Input | Roster, ...]
    params: tuple[Parameter, ...]
    fixed: Mapping[str, str]
    derived: tuple[Derived, ...]
    date_fact: str | None
    effective: datetime.date | None
    expires: datetime.date | None
    checks: tuple[Check, ...]
    definitions: tuple[Definition, ...]
    outputs: tuple[str, ...]
    memory: dict[tuple[object, ...], dict[str, Any]]
