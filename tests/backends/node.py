"""One Node process a test session, and what it is asked: generated JavaScript modules.

A batch of requests goes out as one line and comes back as one, so that thousands cost little. What
JSON.parse would not give unchanged (see `docs/javascript.md`) is sent in another way or made so for
both sides: `seen` is what a JavaScript program has of a JSON value.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from generated import Answer, from_interpreter, policy

from luling.backends.javascript import generate
from luling.core import ir

DRIVER = Path(__file__).with_name("javascript_driver.mjs")
SAFE = 2**53 - 1

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")

Asked = tuple[str, Any, Any, bool]
"""Decision, facts, params, traced."""


class Node:
    """The process, and a folder for the modules that it loads."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(
            ["node", str(DRIVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        atexit.register(self.close)

    def module(self, text: str) -> str:
        """The path of a module with this text."""
        path = Path(self.folder.name, f"m{hashlib.sha256(text.encode()).hexdigest()}.mjs")
        if not path.exists():
            path.write_text(text, encoding="utf-8")
        return str(path)

    def ask(self, requests: list[dict[str, Any]]) -> list[Any]:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(requests, allow_nan=False) + "\n")
        self.process.stdin.flush()
        answers = json.loads(self.process.stdout.readline(), object_hook=_integers)
        assert isinstance(answers, list) and len(answers) == len(requests)
        return answers

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.folder.cleanup()


@cache
def node() -> Node:
    """Started when it is first asked."""
    return Node()


@cache
def policy_text(name: str) -> str:
    return generate(policy(name))


def answers(text: str, asked: list[Asked]) -> list[Answer]:
    """What a generated module answers to each."""
    path = node().module(text)
    return node().ask(
        [
            {"module": path, "decision": decision, "facts": sent(facts), "params": sent(params),
             "options": {"trace": trace}}
            for decision, facts, params, trace in asked
        ]
    )  # fmt: skip


def assert_agreement(program: ir.Program, text: str, asked: list[Asked]) -> None:
    """The same answers, traces and errors as the interpreter's; names in the same order."""
    found = answers(text, asked)
    for one, (decision, facts, params, trace) in zip(found, asked, strict=True):
        expected = from_interpreter(program, decision, seen(facts), seen(params), trace)
        assert one == expected, (one, expected)
        assert json.dumps(one) == json.dumps(expected), "names in another order"


# ---------------------------------------------------------------- JSON values


def seen(value: Any) -> Any:
    """A JSON value as JavaScript has it: 1.0 is 1, numbers in names come first, and an integer that
    a Number can't hold is known to be too large, no more."""
    match value:
        case float() if value.is_integer():
            limit = 10**18 if value > 0 else -(10**18)
            return int(value) if abs(value) <= SAFE else limit
        case list():
            return [seen(item) for item in value]
        case dict():
            return {key: seen(value[key]) for key in sorted(value, key=_rank)}
        case _:
            return value


def _rank(key: str) -> tuple[int, int]:
    """Names that are array indexes come first, by size; the others stay in their order."""
    is_index = key.isascii() and key.isdigit() and str(int(key)) == key and int(key) < 2**32 - 1
    return (0, int(key)) if is_index else (1, 0)


def sent(value: Any) -> Any:
    match value:
        case bool():
            return value
        case int() if abs(value) > SAFE:
            return {"$integer": hex(value) if value > 0 else str(value)}
        case float() if not value.is_integer() and (value != value or abs(value) == float("inf")):
            return {"$number": {"nan": "NaN", "inf": "Infinity"}.get(repr(value), "-Infinity")}
        case list():
            return [sent(item) for item in value]
        case dict():
            return {key: sent(item) for key, item in value.items()}
        case _:
            return value


def _integers(value: dict[str, Any]) -> Any:
    return int(value["$integer"]) if value.keys() == {"$integer"} else value
