"""Any value of any stage as an indented tree; spans are left out, short values stay on one line."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from luling.source import Source, Span

__all__ = ["dump"]

_LINE = 96
_Pair = tuple[str, object]


def dump(value: object, indent: int = 0, name: str = "") -> Iterator[str]:
    """The lines of a value."""
    head = " " * indent + (f"{name}: " if name else "")
    short = _short(value, _LINE - len(head))
    if short is not None:
        yield head + short
        return
    yield head + _title(value)
    for key, item in _parts(value):
        yield from dump(item, indent + 2, key)


def _title(value: object) -> str:
    if isinstance(value, list | tuple | Mapping | set | frozenset):
        return f"{type(value).__name__} {len(value)}"
    return type(value).__name__


def _parts(value: object) -> Iterator[_Pair]:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from _fields(value)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield _short(key, 60) or _title(key), item
    elif isinstance(value, list | tuple):
        for item in value:
            yield "-", item
    elif isinstance(value, set | frozenset):
        for item in sorted(value, key=repr):
            yield "-", item


def _fields(value: Any) -> Iterator[_Pair]:
    for field in dataclasses.fields(value):
        item = getattr(value, field.name)
        if not isinstance(item, Span) and not field.name.startswith("_"):
            yield field.name, item


def _short(value: object, room: int) -> str | None:
    """The value on one line, or None where it is longer than `room`."""
    if room <= 0:
        return None
    match value:
        case None | bool() | int() | str():
            return repr(value) if not isinstance(value, str) else value or "''"
        case Source():
            return f"Source {value.name}"
        case Span():
            return f"{value.file}[{value.start}:{value.end}]"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        inner = _joined([(key, item) for key, item in _fields(value)], room)
        return None if inner is None else f"{type(value).__name__}({inner})"
    if isinstance(value, list | tuple):
        inner = _joined([("", item) for item in value], room)
        return None if inner is None else f"[{inner}]"
    if isinstance(value, Mapping | set | frozenset):
        return "{}" if not value else None
    return str(value)


def _joined(pairs: list[_Pair], room: int) -> str | None:
    if len(pairs) > 12:
        return None
    texts = []
    for key, item in pairs:
        text = _short(item, room)
        if text is None:
            return None
        texts.append(f"{key}={text}" if key else text)
        room -= len(texts[-1]) + 2
    return ", ".join(texts) if room >= 0 else None
