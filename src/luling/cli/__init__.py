"""The command line. `main` is the entry point; it answers `--version` before importing anything.

`app` has the list of commands, `chinese` the help and the wording of wrong usage, `terminal` what
is printed and how; every command has a module of its own, imported when it is asked for.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if given == ["--version"]:
        from luling import __version__

        with suppress(OSError):
            print(f"luling {__version__}", flush=True)
            return
        os._exit(1)
    from luling.cli.app import run

    sys.exit(run(given))
