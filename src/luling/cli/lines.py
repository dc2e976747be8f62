"""luling decide --jsonl: the policies are loaded once, each when it is first asked for.

What is wrong with a policy, or with us, is said once on standard error; every request for it then
gets its line of error without another try.
"""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luling.cli.clashes import clashes_of_files
from luling.cli.errors import NoSuchFile
from luling.cli.locate import POLICIES, is_folder, policies_in, reason_of
from luling.cli.terminal import Failure, fault_of, print_diagnostics
from luling.jsonl import serve
from luling.runtime.errors import DecisionError
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
        paths = policies_in(folder)
        self._paths = {path.stem: path for path in paths}
        self._engine = engine
        self._ready: dict[str, _Evaluate] = {}
        self._broken: dict[str, DecisionError] = {}
        self._said: set[str] = set()
        for mistake in clashes_of_files(paths):
            print_diagnostics([mistake.diagnostic()], {}, sys.stderr)
            for name in {mistake.name, *(Path(file).stem for file in mistake.files)}:
                self._refuse(name, "unknown_policy", mistake.title() + "；不知道用哪一份。")

    def decide(self, policy: str, decision: str, facts: object, params: object) -> dict[str, Any]:
        """Answers one request."""
        evaluate = self._ready.get(policy)
        if evaluate is None:
            evaluate = self._ready[policy] = self._load(policy)
        return evaluate(decision, facts, params, False)

    def _load(self, policy: str) -> _Evaluate:
        from luling import api

        if policy in self._broken:
            raise self._broken[policy].with_traceback(None)
        if policy not in self._paths:
            near = difflib.get_close_matches(policy, self._paths, n=1)
            hint = f"是否指 {near[0]}" if near else f"可用的政策：{'、'.join(self._paths) or '无'}"
            end = "？" if near else "。"
            raise DecisionError("unknown_policy", f"没有标识为「{policy[:40]}」的政策。{hint}{end}")
        try:
            return api.load(self._paths[policy]).evaluator(self._engine)
        except api.PolicyError as error:
            print_diagnostics(error.diagnostics, error.sources, sys.stderr)
            text = f"政策 {policy} 有错误，不能使用；请先改正。"
            raise self._refuse(policy, "unknown_policy", text) from None
        except OSError as error:
            text = f"政策 {policy} 读不出来：{reason_of(error)}。"
            self._say(text)
            raise self._refuse(policy, "unknown_policy", text) from None
        except Exception as error:  # a fault of ours; the other policies may be sound
            text = f"内部错误（{type(error).__name__}）：政策 {policy} 装不进引擎 {self._engine}。"
            self._say(fault_of(error))
            raise self._refuse(policy, "internal_error", text) from None

    def _refuse(self, policy: str, code: str, message: str) -> DecisionError:
        """What every request for a policy gets from now on."""
        self._broken[policy] = DecisionError(code, message)
        return self._broken[policy]

    def _say(self, text: str) -> None:
        if text not in self._said:
            self._said.add(text)
            sys.stderr.write(text + "\n")
