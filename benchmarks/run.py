"""Speed and memory, each as a ratio to a yardstick measured in the same run.

    python benchmarks/run.py [decide] [javascript] [calculator] [startup] [documents] [parse]
                             [scale] [jsonl] [--jsonl-lines N]

Without names all are run. How each is measured stands in README.md beside this file. Outcomes are
checked by checksum: a figure for a wrong answer is no figure.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

import handwritten
import synthetic
from calculator import calculator
from measuring import LULING, POLICIES, POLICY, command, line, peak_of, process, timed

import cases
from documents import documents


def evaluator() -> ModuleType:
    """Chongqing's generated module, from a file as a service would load it."""
    from luling.backends.python import generate
    from luling.diagnostics import Bag
    from luling.driver import compile_policy

    program = compile_policy(POLICY, Bag()).program
    assert program is not None
    path = Path(tempfile.mkdtemp()) / "chongqing.py"
    path.write_text(generate(program), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("chongqing_evaluator", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def decide() -> None:
    """Rounds alternate between the contestants, so that a slow moment of the machine hits all."""
    module = evaluator()
    drawn = cases.draw(2000)
    contestants: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
        "handwritten": lambda facts: handwritten.reimbursement(facts, cases.PARAMS),
        "generated": lambda facts: module.reimbursement(facts, cases.PARAMS),
        "generated, trace": lambda facts: module.reimbursement(facts, cases.PARAMS, trace=True),
    }
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    sums = {}
    for _ in range(9):
        for name, function in contestants.items():
            took, outcomes = timed(lambda function=function: [function(facts) for facts in drawn])
            seconds[name].append(took)
            sums[name] = cases.checksum(outcomes)
    assert len(set(sums.values())) == 1, f"outcomes differ: {sums}"
    yardstick = seconds["handwritten"]
    line("handwritten reimbursement", f"{min(yardstick) / len(drawn) * 1e6:.1f} µs")
    targets = {"generated": "at most 1.5", "generated, trace": "at most 4"}
    for name, target in targets.items():
        ratio = median(a / b for a, b in zip(seconds[name], yardstick, strict=True))
        each = min(seconds[name]) / len(drawn) * 1e6
        line(name, f"{each:.1f} µs = {ratio:.2f} ×", target)
    line("checksum of outcomes", sums["generated"])


def javascript() -> None:
    """The same race in one Node process; outcomes must be those of the Python yardstick."""
    from luling.api import load
    from luling.backends.javascript import generate

    if shutil.which("node") is None:
        line("javascript", "node is not installed")
        return
    drawn = cases.draw(2000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chongqing.mjs"
        path.write_text(generate(load(POLICY).program), encoding="utf-8")
        race = subprocess.run(
            ["node", str(Path(__file__).with_name("javascript.mjs")), str(path)],
            input=json.dumps({"cases": drawn, "params": cases.PARAMS}),
            check=True, capture_output=True, text=True,
        )  # fmt: skip
    found = json.loads(race.stdout)
    sums = {name: cases.checksum(outcomes) for name, outcomes in found["outcomes"].items()}
    wanted = cases.checksum([handwritten.reimbursement(facts, cases.PARAMS) for facts in drawn])
    assert set(sums.values()) == {wanted}, f"outcomes differ: {sums}, {wanted}"
    yardstick = found["seconds"]["handwritten"]
    each = min(yardstick) / len(drawn) * 1e6
    line(f"handwritten JavaScript, Node {found['version']}", f"{each:.1f} µs")
    for name in ("generated", "generated, trace"):
        took = found["seconds"][name]
        ratio = median(a / b for a, b in zip(took, yardstick, strict=True))
        each = min(took) / len(drawn) * 1e6
        line(f"{name} JavaScript", f"{each:.1f} µs = {ratio:.1f} ×", "under 5 ms")
    line("checksum of outcomes", wanted)


def startup() -> None:
    bare = process(command("-c", "pass"), 21)
    version = process(command(*LULING, "--version"), 21)
    line("python -c pass", f"{bare * 1e3:.0f} ms")
    line("luling --version", f"{version * 1e3:.0f} ms = {version / bare:.1f} ×", "at most 5")
    check = process(command(*LULING, "check", str(POLICY)), 5)
    line("luling check, Chongqing, cold", f"{check:.2f} s", "under 1.5")
    with tempfile.TemporaryDirectory() as folder:
        policies = str(POLICIES)
        build = process(command(*LULING, "build", policies, "-o", folder), 3)
    line("luling build, all policies, cold", f"{build:.2f} s", "under 10 on 2 cores")


def parse() -> None:
    from luling.diagnostics import Bag
    from luling.source import Source
    from luling.syntax.parser import parse as parse_source

    text = POLICY.read_text(encoding="utf-8") + POLICY.with_name("cases.policy").read_text(
        encoding="utf-8"
    )
    source = Source("both", text)
    parse_source(source, Bag())
    took = min(timed(lambda: parse_source(source, Bag()))[0] for _ in range(7))
    lines = text.count("\n")
    line(f"parsing {lines} lines", f"{lines / took:,.0f} lines/s", "at least 6,000")


_CHECK = """
import re, sys, time
from pathlib import Path
from luling.backends.python import generate
from luling.diagnostics import Bag
from luling.driver import compile_policy
start = time.perf_counter()
bag = Bag()
program = compile_policy(Path(sys.argv[1]), bag).program
assert not bag.has_errors, bag.items[:3]
seconds = time.perf_counter() - start
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
start = time.perf_counter()
generate(program)
print(seconds, peak, time.perf_counter() - start)
"""


def scale() -> None:
    """Each size in a process of its own; time against the smallest, memory as the peak."""
    first: tuple[float, float] | None = None
    for rules in (1_000, 3_000, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "synthetic.policy"
            path.write_text(synthetic.policy(rules), encoding="utf-8")
            done = subprocess.run(
                command("-c", _CHECK, str(path)), check=True, capture_output=True, text=True
            )
        seconds, kilobytes, generating = map(float, done.stdout.split())
        first = first or (seconds / rules, generating / rules)
        line(
            f"check {rules:,} rules",
            f"{seconds:.2f} s, {kilobytes / 1024:.0f} MiB",
            f"{seconds / rules / first[0]:.2f} × the time a rule of the smallest; under 1 GiB",
        )
        growth = generating / rules / first[1]
        line("  generate Python", f"{generating:.1f} s", f"{growth:.2f} × that of the smallest")


def jsonl(count: int) -> None:
    """One process, lines through its standard input; peak memory of a tenth and of all."""
    drawn = [
        json.dumps({"id": number, "policy": "chongqing", "decision": "reimbursement",
                    "facts": facts, "params": cases.PARAMS}, ensure_ascii=False)
        for number, facts in enumerate(cases.draw(1000))
    ]  # fmt: skip
    block = "".join(f"{text}\n" for text in drawn).encode()
    yardstick = min(
        timed(lambda: [handwritten.reimbursement(json.loads(text)["facts"], cases.PARAMS)
                       for text in drawn])[0]
        for _ in range(5)
    )  # fmt: skip
    wanted_sum = cases.checksum(
        [handwritten.reimbursement(facts, cases.PARAMS) for facts in cases.draw(1000)]
    )
    peaks = []
    for lines in (count // 10, count):
        with tempfile.TemporaryDirectory() as folder:
            requests, answers = Path(folder) / "requests.jsonl", Path(folder) / "answers.jsonl"
            with requests.open("wb") as stream:
                for _ in range(lines // 1000):
                    stream.write(block)
            with requests.open("rb") as source, answers.open("wb") as sink:
                start = time.perf_counter()
                child = subprocess.Popen(
                    command(*LULING, "decide", "--jsonl", "--policies", str(POLICIES)),
                    stdin=source, stdout=sink,
                )  # fmt: skip
                peak = 0
                while child.poll() is None:
                    peak = peak_of(child.pid) or peak
                    time.sleep(0.02)
                seconds = time.perf_counter() - start
            assert child.returncode == 0
            with answers.open(encoding="utf-8") as stream_of_answers:
                first = [json.loads(next(stream_of_answers)) for _ in range(1000)]
                assert 1000 + sum(1 for _ in stream_of_answers) == lines // 1000 * 1000
            assert cases.checksum(first) == wanted_sum, "outcomes differ"
        peaks.append(peak / 1024)
    rate = lines / seconds
    line(f"--jsonl, {lines:,} lines, start-up included", f"{rate:,.0f} lines/s", "at least 20,000")
    line("  against json.loads and the handwritten", f"{1 / rate / (yardstick / 1000):.2f} ×")
    line("  peak memory of a tenth, of all", f"{peaks[0]:.0f}, {peaks[1]:.0f} MiB", "flat")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    names = "decide javascript calculator startup documents parse scale jsonl"
    parser.add_argument("what", nargs="*", help=f"{names}; all by default")
    parser.add_argument("--jsonl-lines", type=int, default=1_000_000)
    given = parser.parse_args()
    known: dict[str, Callable[[], None]] = {
        "decide": decide, "javascript": javascript, "calculator": calculator, "startup": startup,
        "documents": documents, "parse": parse, "scale": scale,
        "jsonl": lambda: jsonl(given.jsonl_lines),
    }  # fmt: skip
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path[1:])
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    for name in given.what or known:
        known[name]()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line("peak memory of this process", f"{own:.0f} MiB")


if __name__ == "__main__":
    main()
