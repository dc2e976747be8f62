"""What the tests of the command line share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import luling

__all__ = ["FILES", "Luling", "Result", "start"]

FILES = Path(__file__).parent / "files"
_MAIN = "from luling.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Result:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


Luling = Callable[..., Result]


def start(
    *arguments: str, script: str = _MAIN, cwd: Path | None = None, **environment: str
) -> subprocess.Popen[bytes]:
    """A process of its own."""
    source = str(Path(luling.__file__).parents[1])
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": source, **environment},
    )
