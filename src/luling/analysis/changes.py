"""How two versions of any part of a program differ, field by field, in Chinese.

Fields are read from the dataclasses themselves, so that a construct that is new in the language is
never missed: what has no name here is told as 其他内容. Spans are no part of equality; citations
are compared apart, for all that stands in a part, as its 依据.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from luling.analysis.change_words import FIELDS, VALUED, Side
from luling.core import ir
from luling.source import Span
from luling.types import Type

__all__ = ["Aspect", "Change", "all_citations", "changed_items", "differences", "item_change"]

Kind = Literal["added", "removed", "changed"]
Sides = tuple[Side, Side]

_WHOLE = (*get_args(ir.Expr), *get_args(Type), ir.Selection, ir.Citation, ir.Rounding)
_KEYS = ("id", "code", "clause", "start")


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that differs; None where a side has no such thing."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A part of a policy that came, went or differs. `what`: 参数, 事实, 规则 …; `id` is its id in
    the newer version that has it; `text` says the whole of a part that came or went; `citations`
    are those of the old and of the new version."""

    kind: Kind
    what: str
    id: str
    label: str
    aspects: tuple[Aspect, ...] = ()
    text: str = ""
    citations: tuple[ir.Citations, ir.Citations] = ((), ())

    @property
    def only_grounds(self) -> bool:
        """Whether nothing but the citations differs."""
        return bool(self.aspects) and all(one.name == "依据" for one in self.aspects)


def changed_items(
    what: str, old: Sequence[Any], new: Sequence[Any], sides: Sides,
    skip: frozenset[str] = frozenset(),
) -> Iterator[Change]:  # fmt: skip
    """The parts that differ among two lists, matched by their key; first those that stayed or
    came, in the new order, then those that went."""
    before = dict(_keyed(old))
    after = dict(_keyed(new))
    for key, item in after.items():
        found = item_change(what, before.get(key), item, sides, skip)
        if found is not None:
            yield found
    for key, item in before.items():
        if key not in after:
            yield from filter(None, [item_change(what, item, None, sides, skip)])


def item_change(
    what: str, old: Any, new: Any, sides: Sides, skip: frozenset[str] = frozenset()
) -> Change | None:
    """What differs in one part; None for `old` or `new` is a part that came or went."""
    citations = all_citations(old, skip), all_citations(new, skip)
    item = old if new is None else new
    id, label = str(_key(item, 0)), str(getattr(item, "label", "") or "")
    if old is None or new is None:
        kind: Kind = "added" if old is None else "removed"
        text = sides[0 if new is None else 1].whole(item, skip)
        return Change(kind, what, id, label, (), text, citations)
    found = list(differences(old, new, sides, skip=skip))
    if citations[0] != citations[1]:
        found.append(Aspect("依据", sides[0].cited(citations[0]), sides[1].cited(citations[1])))
    return Change("changed", what, id, label, tuple(found), "", citations) if found else None


def differences(
    old: Any, new: Any, sides: Sides, name: str = "", kind: Type | None = None,
    skip: frozenset[str] = frozenset(),
) -> Iterator[Aspect]:  # fmt: skip
    """Every difference between two values, each with the name of where it is."""
    if old == new and type(old) is type(new):
        return
    if _is_node(old) and type(old) is type(new):
        kind = getattr(new, "type", kind)
        for field in dataclasses.fields(old):
            if field.compare and field.name not in skip:
                inner = _named(name, FIELDS.get(field.name, "其他内容"))
                one, other = getattr(old, field.name), getattr(new, field.name)
                carried = kind if field.name in VALUED else None
                yield from differences(one, other, sides, inner, carried)
    elif isinstance(old, tuple) and isinstance(new, tuple) and _is_keyed(old, new):
        yield from _in_lists(old, new, sides, name, kind)
    else:
        yield Aspect(name or "其他内容", _said(sides[0], old, kind), _said(sides[1], new, kind))


def _in_lists(
    old: tuple[Any, ...], new: tuple[Any, ...], sides: Sides, name: str, kind: Type | None
) -> Iterator[Aspect]:
    before, after = dict(_keyed(old)), dict(_keyed(new))
    for key, item in after.items():
        mark = sides[1].mark(item)
        if key not in before:
            yield Aspect(f"{name}{mark}", None, sides[1].say(item, kind))
        else:
            inner = f"{name}{mark}" if mark else ""
            yield from differences(before[key], item, sides, inner, kind)
    for key, item in before.items():
        if key not in after:
            yield Aspect(f"{name}{sides[0].mark(item)}", sides[0].say(item, kind), None)
    stayed = [key for key in before if key in after]
    if stayed != [key for key in after if key in before]:
        one, other = "、".join(map(sides[0].name_of, old)), "、".join(map(sides[1].name_of, new))
        yield Aspect(f"{name}的次序", one, other)


def _said(side: Side, value: Any, kind: Type | None) -> str | None:
    return None if value is None or value == () else side.say(value, kind)


def _named(outer: str, inner: str) -> str:
    return f"{outer}的{inner}" if outer else inner


# ---------------------------------------------------------------- parts and their keys


def _is_node(value: object) -> bool:
    """Whether a value is told field by field; expressions and types are told whole."""
    return dataclasses.is_dataclass(value) and not isinstance(value, _WHOLE)


def _is_keyed(old: Iterable[Any], new: Iterable[Any]) -> bool:
    items = [*old, *new]
    parts = (_is_pair(item) or (_is_node(item) and _has_key(item)) for item in items)
    return bool(items) and all(parts)


def _is_pair(item: object) -> bool:
    """An entry of a parameter table: its keys and its value."""
    return isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], tuple)


def _has_key(item: object) -> bool:
    return any(hasattr(item, name) for name in _KEYS)


def _keyed(items: Iterable[Any]) -> Iterator[tuple[object, Any]]:
    """Each with its key; one that comes again has its number besides."""
    seen: dict[object, int] = {}
    for at, item in enumerate(items):
        key = _key(item, at)
        seen[key] = seen.get(key, 0) + 1
        yield (key if seen[key] == 1 else (key, seen[key])), item


def _key(item: Any, at: int) -> object:
    if _is_pair(item):
        return item[0]
    for name in _KEYS:
        if hasattr(item, name):
            found = getattr(item, name)
            return found if not isinstance(found, dt.date) else found.isoformat()
    return at


def all_citations(value: Any, skip: frozenset[str] = frozenset()) -> ir.Citations:
    """Every citation inside a part, in the order of its fields, each once."""
    return tuple(dict.fromkeys(_citations(value, skip)))


def _citations(value: Any, skip: frozenset[str]) -> Iterator[ir.Citation]:
    if isinstance(value, ir.Citation):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _citations(item, skip)
    elif isinstance(value, Mapping):
        return
    elif dataclasses.is_dataclass(value) and not isinstance(value, Span):
        for field in dataclasses.fields(value):
            if field.name not in skip:
                yield from _citations(getattr(value, field.name), skip)
