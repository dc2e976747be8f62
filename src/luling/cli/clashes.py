"""Policies with the same id: one would be written over the other, and neither may be used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from luling.cli.errors import SamePolicyId
from luling.cli.locate import first_line
from luling.source import NOWHERE

if TYPE_CHECKING:
    from luling.driver import Compiled

__all__ = ["clashes", "clashes_of_files", "id_of"]

_HEAD = re.compile(r"政策\s*([a-z][a-z0-9_]*)")


def id_of(compiled: Compiled) -> str:
    """The id in the head; the name of the file where there is none."""
    head = compiled.bindings.head
    return head.id.text if head is not None and head.id.text else compiled.path.stem


def clashes(policies: Iterable[Compiled]) -> list[SamePolicyId]:
    """A mistake at the head of each policy whose id another one has too."""
    groups: defaultdict[str, list[Compiled]] = defaultdict(list)
    for compiled in policies:
        if not compiled.is_vocabulary:
            groups[id_of(compiled)].append(compiled)
    found = []
    for name, group in groups.items():
        files = tuple(item.path.as_posix() for item in group)
        heads = [item.bindings.head for item in group]
        if len(group) > 1:
            found += [SamePolicyId(head.id.span, name, files) for head in heads if head]
    return found


def clashes_of_files(paths: Iterable[Path]) -> list[SamePolicyId]:
    """The same where no policy was compiled: by the first words of their files."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        head = _HEAD.match(first_line(path))
        groups[head[1] if head else path.stem].append(path.as_posix())
    return [
        SamePolicyId(NOWHERE, name, tuple(files))
        for name, files in groups.items()
        if len(files) > 1
    ]
