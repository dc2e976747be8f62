"""Names in generated code: the policy's own ids, made ASCII identifiers and distinct."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

_WORDS = """
arguments async await break case catch class const continue debugger default delete do else enum
eval export extends false finally for from function get if implements import in instanceof
interface let new null of package private protected public return set static super switch this
throw true try typeof undefined var void while with yield NaN Infinity Array BigInt Boolean Date
Error Function JSON Map Math Number Object Promise Proxy Reflect RegExp Set String Symbol
WeakMap WeakSet globalThis self top window document require module exports any bigint boolean
never number object string symbol unknown
"""


class Names:
    """One scope of names."""

    RESERVED: ClassVar[frozenset[str]] = frozenset(_WORDS.split())

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken) | self.RESERVED

    def fresh(self, wanted: str) -> str:
        """A name like the wanted text that is not taken yet."""
        base = name = identifier(wanted)
        count = 1
        while name in self._taken:
            count += 1
            name = f"{base}_" if count == 2 else f"{base}_{count - 1}"
        self._taken.add(name)
        return name


def identifier(text: str) -> str:
    """An ASCII identifier like the text, never empty."""
    parts = [one if re.fullmatch("[A-Za-z0-9_]", one) else f"_u{ord(one):x}_" for one in text]
    name = re.sub("_{2,}", "_", "".join(parts)).strip("_")
    if not name or name[0].isdigit():
        name = f"n_{name}".rstrip("_")
    return name[:60].rstrip("_")


def type_name(text: str) -> str:
    """responsible_physician → ResponsiblePhysician"""
    return "".join(word[0].upper() + word[1:] for word in identifier(text).split("_"))
