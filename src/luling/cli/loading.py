"""Policies that a command needs whole: compiled, or the command ends with all their errors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from luling.cli.clashes import clashes_of_files
from luling.cli.errors import NoPolicies, NoSuchFile, NotAPolicy, PolicyHasErrors
from luling.cli.locate import find_one, is_file, is_folder, policies_in
from luling.cli.terminal import Failure, Progress, note_open_clauses
from luling.diagnostics import Bag
from luling.source import NOWHERE

if TYPE_CHECKING:
    from luling.core import ir
    from luling.driver import Above, Compiled

__all__ = ["load_program", "load_programs", "paths_of"]


def paths_of(names: Sequence[str], folder: Path) -> list[Path]:
    """The policy files of ids and paths, each once; all of the folder where none is named."""
    if names:
        paths = [_path(name, folder) for name in names]
    else:
        if not is_folder(folder):
            raise Failure.of(NoSuchFile(NOWHERE, str(folder)), exit_code=2)
        paths = policies_in(folder)
        if not paths:
            raise Failure.of(NoPolicies(NOWHERE, str(folder)), exit_code=2)
    once = list({path.resolve(): path for path in paths}.values())
    twice = clashes_of_files(once)
    if twice:
        raise Failure([mistake.diagnostic() for mistake in twice])
    return once


def _path(name: str, folder: Path) -> Path:
    own = folder / name / f"{name}.policy"
    return own if is_file(own) else find_one(name)


def load_programs(paths: Sequence[Path], above: Above | None = None) -> list[ir.Program]:
    """The programs, in their order; `above` keeps the notices above them."""
    from luling.driver import Above

    above, found = above or Above(), []
    with Progress("政策", len(paths)) as progress:
        for path in paths:
            found.append(load_program(path, above)[0])
            progress.advance(path.stem)
    return found


def load_program(path: Path, above: Above | None = None) -> tuple[ir.Program, Compiled]:
    """The program at a path, also one that is half done (which is said on standard error)."""
    from luling.driver import compile_policy

    bag = Bag()
    compiled = compile_policy(path, bag, above=above)
    if compiled.draft is None:
        if compiled.is_vocabulary and not bag.has_errors:
            raise Failure.of(NotAPolicy(NOWHERE, path.as_posix()), exit_code=2)
        own = PolicyHasErrors(NOWHERE, path.stem).diagnostic()
        raise Failure([*bag.sorted(), own], compiled.sources)
    note_open_clauses(bag, path.stem)
    return compiled.draft, compiled
