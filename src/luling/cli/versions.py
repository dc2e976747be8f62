"""Pages about several policies or versions, for luling docs and luling diff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from luling.cli.errors import NoSuchFile
from luling.cli.errors_documents import NothingBefore
from luling.cli.loading import load_program
from luling.cli.locate import is_file, is_folder, policies_in
from luling.cli.terminal import Failure, Progress
from luling.source import NOWHERE

if TYPE_CHECKING:
    from luling.backends.document import Page, Subject
    from luling.core import ir
    from luling.driver import Above, Compiled

__all__ = ["former_versions", "load_subject", "pages_of", "uppers_of"]


def load_subject(path: Path) -> Subject:
    """A version of a policy; one that has mistakes ends the command."""
    from luling import __version__
    from luling.backends.document import Subject
    from luling.driver import Above

    program, compiled = load_program(path)
    tied = tuple(compiled.ties.cited)
    uppers = uppers_of(compiled, program, Above())
    return Subject(program, __version__, compiled.notice, tied, uppers)


def uppers_of(compiled: Compiled, program: ir.Program, above: Above) -> tuple[ir.Program, ...]:
    """The upper notices, and those above them, each once."""
    beside = compiled.path.resolve().parent.parent
    names = list(program.policy.upper)
    found: dict[str, ir.Program] = {}
    for name in names:
        upper = above.of(beside / name / f"{name}.policy") if name not in found else None
        if upper is not None:
            found[name] = upper.program
            names += upper.program.policy.upper
    return tuple(found.values())


def former_versions(against: str | None, ids: Sequence[str]) -> dict[str, Path]:
    """The files of the older versions by id; at least one, where a place is given."""
    if against is None:
        return {}
    place = Path(against)
    if is_file(place):
        known = [place]
    elif is_folder(place):
        known = policies_in(place)
    else:
        raise Failure.of(NoSuchFile(NOWHERE, against), exit_code=2)
    found = {path.stem: path for path in known}
    if ids and not found.keys() & set(ids):
        mistake = NothingBefore(NOWHERE, against, tuple(ids), tuple(sorted(found)))
        raise Failure.of(mistake, exit_code=2)
    return {id: found[id] for id in ids if id in found}


def pages_of(subjects: Sequence[Subject], former: dict[str, Path]) -> Iterator[Page]:
    """The policies side by side, then each beside its older version."""
    from luling.backends.document import across, revised

    with Progress("对照", 1 + len(former)) as progress:
        page = across(subjects)
        if page is not None:
            yield page
        progress.advance("多地对照")
        for subject in subjects:
            path = former.get(subject.program.policy.id)
            if path is not None:
                yield revised(load_subject(path), subject, beside=True)
                progress.advance(path.stem)
