"""Outcomes of every 用例 and the generated decisions, pinned.

A reviewer reads here what a change of a policy, or of the compiler, does.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from luling.backends.python import generate
from luling.core import ir
from luling.diagnostics import Bag
from luling.driver import compile_policy
from luling.interpreter import decide
from luling.runtime.errors import DecisionError

POLICIES = Path(__file__).resolve().parents[2] / "policies"
# Below this heading stand the tables and the run-time support, the same for every policy.
TABLES = "# 规则表："
NAMES = sorted(path.parent.name for path in POLICIES.glob("*/cases.policy"))


@cache
def program(name: str) -> ir.Program:
    found = compile_policy(POLICIES / name / f"{name}.policy", Bag()).program
    assert found is not None
    return found


def told(case: ir.Case, policy: ir.Program) -> str:
    """A case and its outcome, a line each; open outcomes with what they wait for."""
    lines = [f"## {case.title}"]
    try:
        found = decide(policy, case.decision, case.facts, case.params, trace=False)
    except DecisionError as error:
        return "\n".join([*lines, f"error {error.code} {error.fact}"])
    lines.append(f"{case.decision}: {found.status}")
    for name, value in found.outputs.items():
        missing = found.unresolved.get(name)
        waits = f"  ? {', '.join(missing)}" if missing else ""
        lines.append(f"  {name} = {json.dumps(value, ensure_ascii=False)}{waits}")
    return "\n".join(lines)


@pytest.mark.parametrize("name", NAMES)
def test_outcomes_of_all_cases(name: str, snapshot: SnapshotAssertion) -> None:
    policy = program(name)
    assert "\n\n".join(told(case, policy) for case in policy.cases) == snapshot


class PythonFile(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "py"


@pytest.mark.parametrize("name", NAMES)
def test_generated_decisions(name: str, snapshot: SnapshotAssertion) -> None:
    """The lines that a colleague reviews: constants, and a function a decision."""
    module = generate(program(name))
    head, found, _ = module.partition(TABLES)
    assert found
    source_hash = program(name).source_hash
    assert head.replace(source_hash, "…") == snapshot(extension_class=PythonFile)
