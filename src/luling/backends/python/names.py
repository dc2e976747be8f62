"""Names in generated code: the policy's own ids, made safe and distinct.

In: ids of facts, definitions, decisions … (ASCII by contract, any text by caution). Out: for each
an ASCII identifier that is no keyword, no builtin, no name of the module's own and used once in
its scope. Python folds identifiers by NFKC, so the folded form is what is compared.
"""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable

_RESERVED = (
    frozenset(keyword.kwlist) | frozenset(keyword.softkwlist) | frozenset(dir(builtins))
)  # fmt: skip


class Names:
    """One scope: `add` hands out a name for an id, `[id]` finds it again."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = set(reserved) | _RESERVED
        self._names: dict[tuple[str, str], str] = {}

    def add(self, kind: str, id: str, wanted: str | None = None) -> str:
        """The name of this id, which is of that kind (fact, definition, …)."""
        key = (kind, id)
        if key not in self._names:
            self._names[key] = self.fresh(wanted if wanted is not None else id)
        return self._names[key]

    def fresh(self, wanted: str) -> str:
        """A name like the wanted one that is not taken yet."""
        base = name = identifier(wanted)
        if name in self._taken:
            name = f"{base}_"
        count = 2
        while name in self._taken:
            name = f"{base}_{count}"
            count += 1
        self._taken.add(name)
        return name

    def __getitem__(self, key: tuple[str, str]) -> str:
        return self._names[key]

    def scope(self) -> Names:
        """A scope inside this one: everything that is taken here is taken there."""
        return Names(self._taken)


def identifier(text: str) -> str:
    """An ASCII identifier like the text; never with a leading underscore, never empty."""
    folded = unicodedata.normalize("NFKC", text)
    parts = [
        character if re.fullmatch("[A-Za-z0-9_]", character) else f"_u{ord(character):x}_"
        for character in folded
    ]
    name = re.sub("_{2,}", "_", "".join(parts)).strip("_")
    if not name or name[0].isdigit():
        name = f"n_{name}".rstrip("_")
    return name[:60].rstrip("_")
