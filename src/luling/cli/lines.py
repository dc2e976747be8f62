"""luling decide --jsonl: the policies are loaded once, each when it is first asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luling.cli.errors import NoSuchFile
from luling.cli.locate import POLICIES, is_folder, policies_in
from luling.cli.terminal import Failure, print_diagnostics
from luling.jsonl import serve
from luling.runtime.errors import DecisionError
from luling.runtime.inputs import unknown_name
from luling.source import NOWHERE

if TYPE_CHECKING:
    from luling.api import Engine

__all__ = ["serve_lines"]

_Evaluate = Callable[[str, object, object, bool], dict[str, Any]]


def serve_lines(policies: str | None, engine: Engine) -> int:
    """Answer standard input line by line until it ends."""
    folder = Path(policies) if policies is not None else POLICIES
    if not is_folder(folder):
        raise Failure.of(NoSuchFile(NOWHERE, str(folder)), exit_code=2)
    shelf = _Shelf(folder, engine)
    try:
        serve(_read, sys.stdout.buffer, shelf.decide)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return 0


def _read(limit: int) -> bytes:
    """Up to `limit` bytes of standard input, as soon as there are any."""
    return os.read(sys.stdin.fileno(), limit)


class _Shelf:
    """The policies of a folder, and their evaluators once they were needed."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self._paths = {path.stem: path for path in policies_in(folder)}
        self._engine = engine
        self._ready: dict[str, _Evaluate] = {}
        self._broken: set[str] = set()

    def decide(self, policy: str, decision: str, facts: object, params: object) -> dict[str, Any]:
        """Answers one request."""
        evaluate = self._ready.get(policy)
        if evaluate is None:
            evaluate = self._ready[policy] = self._load(policy)
        return evaluate(decision, facts, params, False)

    def _load(self, policy: str) -> _Evaluate:
        from luling import api

        if policy not in self._paths:
            unknown_name(policy, {id: id for id in self._paths}, "", "unknown_policy", "政策")
        if policy not in self._broken:
            try:
                return api.load(self._paths[policy]).evaluator(self._engine)
            except api.PolicyError as error:
                print_diagnostics(error.diagnostics, error.sources, sys.stderr)
                self._broken.add(policy)
        raise DecisionError("unknown_policy", f"政策 {policy} 有错误，不能使用；请先改正。")
