"""Files are put into a folder, and old ones taken out of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from luling.cli.errors import CannotWrite
from luling.cli.locate import reason_of
from luling.cli.terminal import Failure
from luling.source import NOWHERE

__all__ = ["replace"]


def replace(folder: Path, files: Mapping[str, str | bytes], stale: Iterable[str]) -> None:
    """Take away what is `stale`, then write `files`; both by their paths in the folder."""
    from luling.files import write_atomically

    path = folder
    try:
        for name in stale:
            path = folder / name
            path.unlink(missing_ok=True)
        for name, content in files.items():
            path = folder / name
            write_atomically(path, content)
    except OSError as error:
        raise Failure.of(CannotWrite(NOWHERE, str(path), reason_of(error))) from None
