"""How all parts measure and print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
POLICIES = ROOT / "policies"
POLICY = POLICIES / "chongqing/chongqing.policy"
LULING = ("-c", "from luling.cli import main; main()")


def line(name: str, figure: str, target: str = "") -> None:
    print(f"{name:<44} {figure:>24}   {target}", flush=True)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def command(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def process(arguments: list[str], repeats: int = 9, **options: Any) -> float:
    """The median wall time of a whole process, in seconds."""
    took = []
    for _ in range(repeats):
        start = time.perf_counter()
        subprocess.run(
            arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options
        )
        took.append(time.perf_counter() - start)
    return median(took)


def peak_of(process_id: int) -> int:
    """The most memory that a running process has held, in KiB (Linux); 0 when it has just ended.
    The peak that `wait4` gives is no use: it carries over what the parent held at the fork."""
    try:
        status = Path(f"/proc/{process_id}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) if found else 0


@contextmanager
def compiled_modules() -> Iterator[None]:
    """Processes started inside find modules compiled, as after an installation, once one has run;
    a checkout may be told to write none."""
    names = ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
    before = {name: os.environ.pop(name, None) for name in names}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        try:
            yield
        finally:
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value
