"""Names in generated text: the policy's own ids, made ASCII and distinct in their scope."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterable

_LENGTH = 60


class Names:
    """One scope: the name of an id, the same one each time."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = set(reserved) | set(keyword.kwlist)
        self._names: dict[tuple[str, str], str] = {}

    def name(self, id: str, kind: str = "", wanted: str | None = None) -> str:
        """The name of this id among those of its kind: the wanted one, else one like the id."""
        if (kind, id) not in self._names:
            self._names[kind, id] = self._fresh(identifier(id) if wanted is None else wanted)
        return self._names[kind, id]

    def inner(self, reserved: Iterable[str]) -> Names:
        """A scope inside this one."""
        return Names(self._taken.union(reserved))

    def _fresh(self, wanted: str) -> str:
        name = wanted if wanted not in self._taken else f"{wanted}_"
        count = 2
        while name in self._taken:
            name = f"{wanted}_{count}"
            count += 1
        self._taken.add(name)
        return name


def identifier(text: str) -> str:
    """An ASCII identifier like the text: never empty, without an underscore or digit in front, and
    not of pydantic's own `model_`."""
    parts = (
        one if re.fullmatch("[A-Za-z0-9_]", one) else f"_u{ord(one):x}_"
        for one in unicodedata.normalize("NFKC", text)
    )
    name = re.sub("_{2,}", "_", "".join(parts)).strip("_")
    if not name or name[0].isdigit() or name.startswith("model_"):
        name = f"n_{name}"
    return name[:_LENGTH].rstrip("_")


def class_name(text: str) -> str:
    """responsible_physician → ResponsiblePhysician"""
    words = identifier(text).split("_")
    return "".join(word[0].upper() + word[1:] for word in words)
