"""All documents of the policies, each time by a process of its own that finds nothing made."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from measuring import LULING, POLICIES, command, compiled_modules, line, peak_of

_REPEATS = 3
_HTML_MD = ("--format", "html", "--format", "md")
_COMMANDS = {
    "luling docs, html and md": ("docs",),
    "luling docs, html, md and docx": ("docs", *_HTML_MD, "--format", "docx"),
    "luling docs, html, md and pdf": ("docs", *_HTML_MD, "--format", "pdf"),
    "luling build": ("build",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Run:
    """Seconds by the clock, seconds of processors, the peak of all its processes in MiB."""

    wall: float
    cpu: float
    peak: float


def documents() -> None:
    """On one core and on two, where there are two."""
    processors = sorted(os.sched_getaffinity(0))
    has_pdf = importlib.util.find_spec("typst") is not None
    with compiled_modules():
        for arguments in _COMMANDS.values():  # once, so that modules are compiled
            if has_pdf or "pdf" not in arguments:
                _run((*LULING, *arguments, str(POLICIES)), processors, True)
        for count in (1, 2)[: len(processors)]:
            cores = processors[:count]
            bare = _median(("-c", "import jinja2"), cores)
            line(f"{count} core(s): python, import jinja2", f"{bare.wall * 1e3:.0f} ms")
            for name, arguments in _COMMANDS.items():
                if "pdf" in arguments and not has_pdf:
                    line(f"  {name}", "typst is not installed")
                    continue
                found = _median((*LULING, *arguments, str(POLICIES)), cores, writes=True)
                figure = f"{found.wall:.1f} s, {found.peak:.0f} MiB"
                ratio = f"{found.wall / bare.wall:.0f} ×, {found.cpu:.1f} s CPU"
                line(f"  {name}", figure, f"{ratio}; under 15 s on 2 cores")


def _median(arguments: tuple[str, ...], cores: list[int], *, writes: bool = False) -> _Run:
    """The run of median wall time."""
    runs = [_run(arguments, cores, writes) for _ in range(_REPEATS)]
    middle = median(run.wall for run in runs)
    return next(run for run in runs if run.wall == middle)


def _run(arguments: tuple[str, ...], cores: list[int], writes: bool) -> _Run:
    with tempfile.TemporaryDirectory() as folder:
        before = os.times()
        start = time.perf_counter()
        child = subprocess.Popen(
            command(*arguments, *(("-o", folder) if writes else ())),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=lambda: os.sched_setaffinity(0, cores),
        )  # fmt: skip
        peaks: dict[int, int] = {}
        while child.poll() is None:
            for one in (child.pid, *_children(child.pid)):
                peaks[one] = peak_of(one) or peaks.get(one, 0)
            time.sleep(0.01)
        wall, after = time.perf_counter() - start, os.times()
        assert child.returncode == 0, arguments
        made = list(Path(folder).rglob("*.html"))
        assert not writes or len(made) > len(list(POLICIES.glob("*/cases.policy"))), "no pages"
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    return _Run(wall, cpu, sum(peaks.values()) / 1024)


def _children(process_id: int) -> list[int]:
    try:
        text = Path(f"/proc/{process_id}/task/{process_id}/children").read_text()
    except OSError:
        return []
    return [int(one) for one in text.split()]
