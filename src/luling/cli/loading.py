"""Policies that a command needs whole: compiled, or the command ends with all their errors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from luling.cli.errors import NotAPolicy, PolicyHasErrors
from luling.cli.terminal import Failure, note_open_clauses
from luling.diagnostics import Bag
from luling.source import NOWHERE

if TYPE_CHECKING:
    from luling.core import ir
    from luling.driver import Compiled

__all__ = ["load_program"]


def load_program(path: Path) -> tuple[ir.Program, Compiled]:
    """The program at a path, also one that is half done (which is said on standard error)."""
    from luling.driver import compile_policy

    bag = Bag()
    compiled = compile_policy(path, bag)
    if compiled.draft is None:
        if compiled.is_vocabulary and not bag.has_errors:
            raise Failure.of(NotAPolicy(NOWHERE, path.as_posix()), exit_code=2)
        own = PolicyHasErrors(NOWHERE, path.stem).diagnostic()
        raise Failure([*bag.sorted(), own], compiled.sources)
    note_open_clauses(bag, path.stem)
    return compiled.draft, compiled
