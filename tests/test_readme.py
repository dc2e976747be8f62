"""The README tells the truth: its rule, its generated lines and its answer are today's."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import luling
from luling.backends import javascript
from luling.backends.python import generate
from luling.diagnostics import Bag
from luling.driver import compile_policy

ROOT = Path(__file__).resolve().parent.parent
POLICY = ROOT / "policies/chongqing/chongqing.policy"
BLOCKS = re.findall(
    r"```(?:python|sh|js)?\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S
)


def block(words: str) -> str:
    return next(text for text in BLOCKS if words in text)


def test_the_rule_stands_in_the_policy() -> None:
    squeezed = "".join(block("不予支付 处方医师不是责任医师").split())
    assert squeezed in "".join(POLICY.read_text(encoding="utf-8").split())


def test_the_lines_stand_in_the_generated_module() -> None:
    program = compile_policy(POLICY, Bag()).program
    assert program is not None
    lines = block("three_fix_managed and not").strip("\n")
    assert lines in generate(program)


def test_the_answer_is_given() -> None:
    from click.testing import CliRunner

    from luling.cli.decide import run

    facts = json.loads((POLICY.parent / "facts.sample.json").read_text(encoding="utf-8"))
    facts["prescriber_responsible"] = False
    done = CliRunner().invoke(
        run, ["chongqing", "reimbursement", "-"], input=json.dumps(facts), catch_exceptions=False
    )
    assert block("结果：不予支付").strip() in done.output


def test_the_example_in_python_holds() -> None:
    answer = luling.load(POLICY).decide("stocking_refusal", {"reason": "drug_ratio"})
    assert answer.outputs == {"refusal": "prohibited"}


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_example_in_javascript_holds(tmp_path: Path) -> None:
    asked, comment = block("import { stocking_refusal }").split(";   // ")
    module = tmp_path / "build" / "evaluators" / "chongqing.js"
    module.parent.mkdir(parents=True)
    (module.parent / "package.json").write_text('{"type": "module"}')
    module.write_text(javascript.generate(luling.load(POLICY).program), encoding="utf-8")
    imported, call = asked.splitlines()
    (tmp_path / "use.mjs").write_text(f"{imported}\nconsole.log({call});")
    done = subprocess.run(["node", "use.mjs"], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.decode().replace("'", '"') == comment


def test_the_lines_of_the_javascript_page_stand_in_a_module() -> None:
    page = (ROOT / "docs/javascript.md").read_text(encoding="utf-8")
    (rule,) = re.findall(r"```js\n( +\{\n.*?)```", page, re.S)
    golden = "tests/backends/__snapshots__/test_javascript_modules"
    module = ROOT / golden / "test_small_module_is_as_reviewed.js"
    assert rule in module.read_text(encoding="utf-8")
