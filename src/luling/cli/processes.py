"""Work on several things at once, in processes of its own where the machine has room for them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

__all__ = ["each"]

_ENOUGH = 3
_Thing = TypeVar("_Thing")
_Result = TypeVar("_Result")


def each(work: Callable[[_Thing], _Result], things: Sequence[_Thing]) -> Iterator[_Result]:
    """What `work`, a function of a module, makes of each, in their order. Things and results are
    pickled. One or two are worked on here: processes take longer to start than they save."""
    workers = min(len(things), _processors())
    if workers < 2 or len(things) < _ENOUGH:
        yield from map(work, things)
        return
    from concurrent.futures import ProcessPoolExecutor

    try:
        pool = ProcessPoolExecutor(workers, initializer=_end_when_interrupted)
    except (OSError, ImportError, NotImplementedError):  # no shared memory on this machine
        yield from map(work, things)
        return
    try:
        yield from pool.map(work, things)
    finally:
        pool.shutdown(cancel_futures=True)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _end_when_interrupted() -> None:
    """Ctrl-C reaches every process of the command: these end at once and say nothing."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
