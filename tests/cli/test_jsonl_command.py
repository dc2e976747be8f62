"""luling decide --jsonl with the policies of this repository: whatever a line holds, it has one
answer, in its place, and the next line is none the worse."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_running import start

ROOT = Path(__file__).parents[2]
FACTS = json.loads((ROOT / "policies/chongqing/facts.sample.json").read_text(encoding="utf-8"))
ENGINES = ["interpreter", "python"]


def request(**more: object) -> bytes:
    """A request that can be answered, but for what is given."""
    whole = {"id": 1, "policy": "chongqing", "decision": "reimbursement", "facts": FACTS, **more}
    return json.dumps(whole).encode()


def answers(lines: list[bytes], engine: str = "python") -> list[Any]:
    process = start("decide", "--jsonl", "--engine", engine, cwd=ROOT)
    out, err = process.communicate(b"\n".join(lines) + b"\n", timeout=120)
    assert (process.returncode, err) == (0, b"")
    return [json.loads(line) for line in out.decode("utf-8").split("\n")[:-1]]


def refused(lines: list[bytes], engine: str = "python") -> list[dict[str, Any]]:
    """The errors of lines between good ones, each of which is answered all the same."""
    mixed = [request(id=0)]
    for line in lines:
        mixed += [line, request(id=len(mixed) + 1)]
    found = answers(mixed, engine)
    assert [item["id"] for item in found[::2]] == list(range(0, len(mixed), 2))
    assert {item["status"] for item in found[::2]} == {"incomplete"}
    for item in found[1::2]:
        assert list(item) == ["id", "error"] and len(item["error"]["message"]) < 1000
        assert list(item["error"]) == ["code", "message", "fact"]
    return [item["error"] for item in found[1::2]]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_policy_that_is_not_there(engine: str) -> None:
    names = ["beijing", "", "common", "../chongqing", "CHONGQING", "重庆"]
    errors = refused([request(policy=name) for name in names], engine)
    for name, error in zip(names, errors, strict=True):
        assert (error["code"], error["fact"]) == ("unknown_policy", None)
        assert f"没有标识为「{name}」的政策" in error["message"] and "chongqing" in error["message"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_decision_that_the_policy_does_not_make(engine: str) -> None:
    asked = {
        ("chongqing", "settlement"): "药品费用报销（reimbursement）",
        ("weihai", "nothing"): "双通道药店准入（pharmacy_admission）",
        ("chongqing", ""): "责任医师（responsible_physician）",
    }
    lines = [request(policy=policy, decision=decision) for policy, decision in asked]
    for known, error in zip(asked.values(), refused(lines, engine), strict=True):
        assert (error["code"], error["fact"]) == ("unknown_decision", None)
        assert known in error["message"]


COST = b'{"id":9,"policy":"chongqing","decision":"reimbursement","facts":{"eligible_cost":%b}}'
BROKEN = {
    "no JSON": (b"{'id': 9}", "bad_request", None),
    "cut off": (request()[:-5], "bad_request", None),
    "two values": (request() + request(), "bad_request", None),
    "invalid UTF-8": (b'{"id":"\xe9\x87"}', "bad_request", None),
    "UTF-16": ("{}".encode("utf-16"), "bad_request", None),
    "blank": (b"", "bad_request", None),
    "spaces": (b" \t ", "bad_request", None),
    "deep lists": (b"[" * 100_000 + b"]" * 100_000, "bad_request", None),
    "deep objects": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "bad_request", None),
    "deep facts": (COST % (b"[" * 100_000 + b"]" * 100_000), "bad_request", None),
    "long integer": (b"9" * 100_000, "bad_request", None),
    "long amount": (COST % (b"9" * 100_000), "bad_value", "facts.eligible_cost"),
    "long text": (COST % (b'"' + b"9" * 100_000 + b'"'), "bad_value", "facts.eligible_cost"),
    "NaN": (COST % b"NaN", "wrong_type", "facts.eligible_cost"),
    "infinity": (COST % b"-Infinity", "wrong_type", "facts.eligible_cost"),
    "half a character": (COST % b'"\\ud800"', "bad_value", "facts.eligible_cost"),
    "half a name": (
        b'{"policy":"chongqing","decision":"reimbursement","facts":{"\\udfff":1}}',
        "unknown_fact", "facts.?",
    ),
    "half a policy": (request(policy="\ud800"), "unknown_policy", None),
    "half a decision": (request(decision="\ud800"), "unknown_decision", None),
    "no text": (request(policy=5), "bad_request", None),
    "a list of facts": (request(facts=[]), "wrong_type", "facts"),
}  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_a_broken_line_stops_nothing(engine: str) -> None:
    errors = refused([line for line, _, _ in BROKEN.values()], engine)
    found = {
        name: (error["code"], error["fact"]) for name, error in zip(BROKEN, errors, strict=True)
    }
    assert found == {name: (code, fact) for name, (_, code, fact) in BROKEN.items()}


def test_a_million_keys() -> None:
    facts = {f"k{number}": 1 for number in range(1_000_000)}
    assert refused([request(facts=facts)])[0]["code"] == "unknown_fact"


def test_order_is_kept_among_good_and_bad_lines() -> None:
    lines = [request(id=n) if n % 3 else request(id=n, policy="beijing") for n in range(2000)]
    found = answers(lines)
    assert [item["id"] for item in found] == list(range(2000))
    assert [("error" in item) for item in found] == [n % 3 == 0 for n in range(2000)]


def test_an_answer_holds_nothing_of_the_line_before() -> None:
    alone = answers([request()])[0]
    assert answers([request(facts={}), COST % b"1", request()])[2] == alone


@pytest.mark.skipif(sys.platform == "win32", reason="no resource limits there")
def test_memory_stays_flat_over_many_lines() -> None:
    def peak(lines: int) -> int:
        script = (
            "import resource, sys; from luling.cli.app import run; code = run(sys.argv[1:]);"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
        )
        process = start("decide", "--jsonl", script=script, cwd=ROOT)
        out, err = process.communicate((request() + b"\n") * lines, timeout=120)
        assert out.count(b"\n") == lines
        return int(err)

    assert peak(6_000) < peak(1_000) * 1.1
