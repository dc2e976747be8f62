"""Decisions by the line: order, one answer a line, and no line that stops the rest."""

from __future__ import annotations

import io
import json
import select
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_running import FILES, start

from luling import jsonl
from luling.runtime import inputs
from luling.runtime.errors import DecisionError


def decide(policy: str, decision: str, facts: object, params: object) -> dict[str, Any]:
    """Answers with the amount it was given."""
    if policy == "broken":
        raise ZeroDivisionError
    if policy != "p":
        raise DecisionError("unknown_policy", "没有这个政策")
    given = inputs.read_object(facts, "facts")
    inputs.check_names(given, {"x": "金额"}, "facts", "unknown_fact", "事实")
    inputs.read_money(given.get("x"), "facts.x", "金额")
    inputs.read_object(params, "params")
    return {"status": "decided", "outputs": {"x": given.get("x")}, "unresolved": {}, "trace": []}


def chunks(data: bytes, size: int) -> Callable[[int], bytes]:
    stream = io.BytesIO(data)
    return lambda limit: stream.read(min(size, limit))


def answer(data: bytes, size: int = 1 << 16) -> list[Any]:
    out = io.BytesIO()
    jsonl.serve(chunks(data, size), out, decide)
    return [json.loads(line) for line in out.getvalue().decode("utf-8").split("\n")[:-1]]


def line(**more: object) -> bytes:
    request = {"id": 1, "policy": "p", "decision": "d", "facts": {"x": "1.00"}, **more}
    return json.dumps(request, ensure_ascii=False).encode() + b"\n"


GOOD = {"id": 1, "policy": "p", "decision": "d", "status": "decided", "outputs": {"x": "1.00"},
        "unresolved": {}}  # fmt: skip


def test_an_answer_has_the_keys_of_the_contract() -> None:
    assert answer(line()) == [GOOD]
    assert list(answer(line())[0]) == list(GOOD)


@pytest.mark.parametrize("size", [1, 7, 64, 1 << 20])
def test_order_is_kept_however_the_input_arrives(size: int) -> None:
    data = b"".join(line(id=n) for n in range(50))
    assert [item["id"] for item in answer(data, size)] == list(range(50))


def test_a_last_line_without_an_end_counts() -> None:
    assert answer(line().rstrip(b"\n")) == [GOOD]
    assert answer(b"") == []


BAD = {
    b"": "bad_request",
    b"   \r": "bad_request",
    b"{": "bad_request",
    b"nonsense": "bad_request",
    b"[1]": "bad_request",
    b"null": "bad_request",
    b'"text"': "bad_request",
    b"{} {}": "bad_request",
    b'{"a":1,}': "bad_request",
    b"\xff\xfe\x00": "bad_request",
    b'{"id":"\xe8"}': "bad_request",
    b"\x00": "bad_request",
    b"[" * 100_000: "bad_request",
    b'{"facts":' * 50_000: "bad_request",
    b'{"id":' + b"[" * 900 + b"]" * 900 + b"}": "bad_request",
    b"9" * 100_000: "bad_request",
    b"{}": "bad_request",
    b'{"policy": 5, "decision": "d"}': "bad_request",
    b'{"policy": "p"}': "bad_request",
    line(policy="q"): "unknown_policy",
    line(policy="broken"): "internal_error",
    line(facts=None): "wrong_type",
    line(facts=[]): "wrong_type",
    line(params=5): "wrong_type",
    line(facts={"y": 1}): "unknown_fact",
    line(facts={"x": 1.5}): "wrong_type",
    line(facts={"x": -1}): "bad_value",
    b'{"policy":"p","decision":"d","facts":{"x":"\\ud800"}}': "bad_value",
    b'{"policy":"p","decision":"d","facts":{"\\ud800":1}}': "unknown_fact",
    b'{"policy":"p","decision":"d","facts":{"x":NaN}}': "wrong_type",
    b'{"policy":"p","decision":"d","facts":{"x":-Infinity}}': "wrong_type",
    b'{"policy":"p","decision":"d","facts":{"x":1e999}}': "wrong_type",
    b'{"policy":"p","decision":"d","facts":{"x":1.0}}': "wrong_type",
    b'{"policy":"p","decision":"d","facts":{"x":' + b"9" * 5000 + b"}}": "bad_value",
    b'{"policy":"p","decision":"d","facts":{"x":-' + b"9" * 5000 + b"}}": "bad_value",
}


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_a_bad_line_has_one_error_and_stops_nothing(bad: bytes) -> None:
    before, found, after = answer(line() + bad.rstrip(b"\n") + b"\n" + line())
    assert before == after == GOOD
    assert list(found) == ["id", "error"]
    assert list(found["error"]) == ["code", "message", "fact"]
    assert found["error"]["code"] == BAD[bad]
    assert any("\u4e00" <= c <= "\u9fff" for c in found["error"]["message"])


def test_a_million_keys_are_one_error() -> None:
    facts = ",".join(f'"k{n}":1' for n in range(1_000_000))
    request = '{"id":7,"policy":"p","decision":"d","facts":{' + facts + "}}\n"
    found, after = answer(request.encode() + line(), 1 << 18)
    assert (found["id"], found["error"]["code"], after) == (7, "unknown_fact", GOOD)


def test_a_line_over_the_limit_is_dropped_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LINE_LIMIT", 1000)
    long = b'{"id": "' + b"x" * 5000 + b'"}\n'
    before, found, after = answer(line() + long + line(), 64)
    assert before == after == GOOD
    assert found["error"]["code"] == "bad_request"


IDS = ["null", "true", "0", "-5", "1.50", "1e400", "1E5", '"甲"', '"\\ud800"', "[1, 2.50, null]",
       '{"a": [1.0], "b": {}}', "123456789012345678901234567890", "9" * 5000]  # fmt: skip


@pytest.mark.parametrize("written", IDS)
@pytest.mark.parametrize("policy", ["p", "q"])
def test_an_id_comes_back_as_it_was_written(written: str, policy: str) -> None:
    request = f'{{"id": {written}, "policy": "{policy}", "decision": "d", "facts": {{}}}}\n'
    out = io.BytesIO()
    jsonl.serve(chunks(request.encode(), 99), out, decide)
    assert out.getvalue().decode().startswith(f'{{"id": {written}, "')
    json.loads(out.getvalue(), parse_int=str)


@pytest.mark.parametrize("written", ["NaN", "[Infinity]"])
def test_an_id_that_is_no_json_is_null(written: str) -> None:
    request = f'{{"id": {written}, "policy": "p", "decision": "d", "facts": {{}}}}\n'
    assert answer(request.encode())[0]["id"] is None


def test_a_missing_id_is_null() -> None:
    assert answer(b'{"policy":"p","decision":"d","facts":{}}')[0]["id"] is None


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    assert answer(b"\xef\xbb\xbf" + line().replace(b"\n", b"\r\n") + line()) == [GOOD, GOOD]


def test_line_separators_inside_strings_do_not_cut() -> None:
    assert answer(line(id="甲\u2028乙\u0085丙"))[0]["id"] == "甲\u2028乙\u0085丙"


# ---------------------------------------------------------------- the command


def sample(**more: object) -> bytes:
    facts = json.loads((FILES / "facts.json").read_text(encoding="utf-8"))
    facts.pop("_备注")
    request = {"id": 1, "policy": "sample", "decision": "check", "facts": {**facts, **more}}
    return json.dumps(request).encode() + b"\n"


def lines(stream: Any) -> Iterator[Any]:
    for text in stream:
        yield json.loads(text)


@pytest.mark.parametrize("engine", ["interpreter", "python"])
def test_the_command_answers_with_either_engine(engine: str) -> None:
    process = start("decide", "--jsonl", "--engine", engine, cwd=FILES)
    out, err = process.communicate(sample() + b"oops\n" + sample(designated=False))
    first, second, third = lines(out.splitlines())
    assert (process.returncode, err) == (0, b"")
    assert first["outputs"] == {"denials": [], "payable": True, "ratio": "0.8", "pay": "800.00"}
    assert second["error"]["code"] == "bad_request"
    assert third["outputs"]["payable"] is False


def test_each_answer_comes_before_the_next_question() -> None:
    process = start("decide", "--jsonl", cwd=FILES)
    assert process.stdin is not None and process.stdout is not None
    for _ in range(3):
        process.stdin.write(sample())
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], 30)
        assert ready
        assert json.loads(process.stdout.readline())["status"] == "decided"
    process.stdin.close()
    assert process.wait(30) == 0


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    process = start("decide", "--jsonl", cwd=FILES)
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(sample())
    process.stdin.flush()
    process.stdout.readline()
    process.stdout.close()
    try:
        for _ in range(50):
            process.stdin.write(sample() * 50)
            process.stdin.flush()
            time.sleep(0.01)
            if process.poll() is not None:
                break
    except BrokenPipeError:
        pass
    assert process.wait(30) == 141
    assert process.stderr is not None and process.stderr.read() == b""


def test_a_policy_with_errors_is_an_error_of_its_lines(folder: Path) -> None:
    process = start("decide", "--jsonl", "--policies", "wrong", cwd=folder)
    request = sample().replace(b'"sample"', b'"wrong"')
    out, err = process.communicate(request + request)
    assert [item["error"]["code"] for item in lines(out.splitlines())] == ["unknown_policy"] * 2
    assert err.decode().count("E0201") == 1


DOUBLED = [
    b'{"id": 7, "policy": "p", "decision": "d", "facts": {"x": "1.00", "x": "2.00"}}',
    b'{"id": 7, "policy": "p", "decision": "d", "facts": {"x" :1, "x":2}, "t": "a:b"}',
    b'{"id": 7, "policy": "p", "policy": "q", "decision": "d", "facts": {}}',
    b'{"id": 7, "policy": "p", "decision": "d", "facts": {}, "params": {"a": [{"k": 1, "k": 1}]}}',
    b'{"id": 7, "policy": "p", "decision": "d", "facts": {"x": 1, "\\u0078": 2}}',
]


@pytest.mark.parametrize("text", DOUBLED, ids=range(len(DOUBLED)))
def test_a_key_given_twice_is_an_error_that_names_it(text: bytes) -> None:
    bad, good = answer(text + b"\n" + line())
    assert bad["id"] == 7 and bad["error"]["code"] == "bad_request"
    assert "在同一个对象里写了两次" in bad["error"]["message"] and good == GOOD


@pytest.mark.parametrize("note", ["12:30:00", "a\":b", "{::}"])
def test_colons_in_strings_are_no_keys(note: str) -> None:
    assert answer(line(note=note, more=[{"a": {"b": "c:"}}, [[]], {}])) == [GOOD]


def test_of_two_policies_with_one_id_neither_is_used(folder: Path) -> None:
    other = folder / "policies" / "other"
    shutil.copytree(folder / "policies" / "sample", other)
    (other / "sample.policy").rename(other / "other.policy")
    process = start("decide", "--jsonl", cwd=folder)
    out, err = process.communicate(sample() + sample().replace(b'"sample"', b'"other"'))
    errors = [item["error"] for item in lines(out.splitlines())]
    assert [item["code"] for item in errors] == ["unknown_policy"] * 2
    assert err.decode().count("E0916") == 1
    for text in (err.decode(), errors[0]["message"]):
        assert "policies/other/other.policy" in text and "policies/sample/sample.policy" in text


def test_an_engine_that_fails_is_tried_once(folder: Path) -> None:
    script = (
        "import luling.backends.python as made\n"
        "def fail(program):\n    raise ZeroDivisionError('made up')\n"
        "made.generate = fail\n"
        "from luling.cli import main; main()"
    )
    process = start("decide", "--jsonl", script=script, cwd=folder)
    out, err = process.communicate(sample() * 500)
    assert [item["error"]["code"] for item in lines(out.splitlines())] == ["internal_error"] * 500
    assert err.decode().count("made up") == 1 and "Traceback" not in err.decode()
