"""What is printed and how: diagnostics, colours, width, progress, the end of a failed command."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO

from luling.diagnostics import Bag, Diagnostic, Mistake
from luling.source import Source

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

__all__ = [
    "Failure", "Progress", "drop", "fault_of", "has_colour", "note_open_clauses", "prepare_streams",
    "print_diagnostics", "width_of",
]  # fmt: skip

_WIDTH = 100
_MOST = 50
_WEIGHT = ("error", "warning", "finding")


@dataclass(slots=True)
class Failure(Exception):
    """Ends a command: diagnostics for standard error, and the exit code."""

    diagnostics: list[Diagnostic]
    sources: Mapping[str, Source] = field(default_factory=dict)
    exit_code: int = 1

    @classmethod
    def of(cls, mistake: Mistake, *sources: Source, exit_code: int = 1) -> Failure:
        return cls([mistake.diagnostic()], {one.name: one for one in sources}, exit_code)


def fault_of(error: Exception) -> str:
    """A fault of ours in words, with its traceback where LULING_DEBUG is set."""
    trace = ""
    if os.environ.get("LULING_DEBUG"):
        trace = "".join(traceback.format_exception(error))
    return (
        f"{trace}内部错误（{type(error).__name__}：{error}）。这是律令自身的缺陷，"
        "请连同所用的命令和文件一起报告；设 LULING_DEBUG=1 再运行可以看到细节。"
    )


def has_colour(stream: TextIO) -> bool:
    """Only on a terminal, and not where NO_COLOR is set (to anything but nothing)."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and stream.isatty()


def width_of(stream: TextIO) -> int:
    """The width of the terminal; 100 where there is none: a file does not depend on a window."""
    return shutil.get_terminal_size((_WIDTH, 24)).columns if stream.isatty() else _WIDTH


def prepare_streams() -> None:
    """UTF-8 whatever the locale says; what can't be written is escaped instead of failing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def drop(stream: TextIO) -> None:
    """What is still to be written to a stream that takes no more goes nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def print_diagnostics(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source], stream: TextIO
) -> None:
    """Draw diagnostics on a stream, each followed by a blank line; of a file with very many the
    weightiest, and how many more of which codes there are."""
    from luling.diagnostics.render import display_name, render

    groups: dict[str, list[Diagnostic]] = {}
    for item in diagnostics:
        groups.setdefault(item.labels[0].span.file, []).append(item)
    for file, group in groups.items():
        drawn, left = _most(group)
        for item in drawn:
            text = render(item, sources, colour=has_colour(stream), width=width_of(stream))
            stream.write(text + "\n")
        if left:
            place = display_name(sources[file]) if file in sources else "这些"
            counts = "，".join(f"{code} {count} 个" for code, count in left.items())
            stream.write(f"{place} 还有没有列出的：{counts}。\n\n")


def _most(group: list[Diagnostic]) -> tuple[list[Diagnostic], Counter[str]]:
    """Errors before warnings before findings as far as there is room, in their order; the rest by
    code."""
    order = sorted(range(len(group)), key=lambda at: _WEIGHT.index(group[at].severity))
    shown = set(order[:_MOST])
    left = Counter(item.code for at, item in enumerate(group) if at not in shown)
    return [group[at] for at in sorted(shown)], left


def note_open_clauses(bag: Bag, policy: str) -> None:
    """Of a policy whose only errors are clauses not yet accounted for: say so, and go on."""
    count = sum(item.severity == "error" for item in bag)
    if count:
        sys.stderr.write(f"政策 {policy} 还有 {count} 条没有交代，结果仅供编写时参考。\n")


class Progress:
    """A bar on the terminal (standard error), from one second after the start; else nothing."""

    def __init__(self, what: str, total: int) -> None:
        self._what, self._total, self._done = what, total, 0
        self._start = time.monotonic()
        self._shown: RichProgress | None = None
        self._task: Any = None

    def __enter__(self) -> Progress:
        return self

    def advance(self, name: str = "") -> None:
        """One more is done; `name` is what is done next or was done last."""
        self._done += 1
        if self._shown is None and self._late():
            self._begin()
        if self._shown is not None:
            words = f"{self._what} {name}".rstrip()
            self._shown.update(self._task, completed=self._done, description=words)

    def _late(self) -> bool:
        return time.monotonic() - self._start > 1 and sys.stderr.isatty()

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
        self._shown = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._shown.add_task(self._what, total=self._total)
        self._shown.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown is not None:
            self._shown.stop()
