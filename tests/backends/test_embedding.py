"""A service embeds a generated module: no compiler, no packages, only the file itself."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from generated import policy
from small import program as small_program

from luling.backends.python import generate

SERVICE = """
import json
from http.server import BaseHTTPRequestHandler, HTTPServer

import small_policy

try:
    import luling
except ImportError:
    pass
else:
    raise SystemExit("the compiler is installed here")


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers["Content-Length"])
        request = json.loads(self.rfile.read(length))
        decision = self.path.strip("/")
        try:
            answer, status = small_policy.decide(decision, request["facts"], request["params"]), 200
        except small_policy.DecisionError as error:
            answer, status = error.to_json(), 422
        body = json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a virtual environment with nothing in it, not even pip."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    name = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    return folder / name


@pytest.fixture(scope="module")
def port(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("service")
    (folder / "small_policy.py").write_text(generate(small_program()), encoding="utf-8")
    start = f"import sys; sys.path.insert(0, {str(folder)!r})\n"
    (folder / "service.py").write_text(start + SERVICE, encoding="utf-8")
    process = subprocess.Popen(
        [python, "-I", folder / "service.py"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait(10)


def ask(port: int, decision: str, facts: Any, params: Any) -> tuple[int, dict[str, Any]]:
    body = json.dumps({"facts": facts, "params": params}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/{decision}", data=body)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=10) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_a_service_answers_without_the_compiler(port: int) -> None:
    facts = {
        "service_date": "2021-06-01",
        "insurance": "居民医保",
        "benefit_active": True,
        "eligible_cost": "1000.00",
    }
    status, answer = ask(port, "reimbursement", facts, {"resident_ratio": "0.6"})
    assert status == 200
    assert answer["outputs"] == {"denials": [], "fund_ratio": "0.6", "fund_pay": "600.00"}
    status, answer = ask(port, "reimbursement", facts, {})
    assert (status, answer["status"]) == (200, "incomplete")
    assert answer["unresolved"]["fund_pay"] == ["params.resident_ratio"]
    status, answer = ask(port, "reimbursement", {**facts, "eligible_cost": 10.5}, {})
    assert (status, answer["code"], answer["fact"]) == (422, "wrong_type", "facts.eligible_cost")
    status, answer = ask(port, "refund", facts, {})
    assert (status, answer["code"]) == (422, "unknown_decision")


def test_a_real_policy_runs_isolated(python: Path, tmp_path: Path) -> None:
    module = tmp_path / "policy.py"
    module.write_text(generate(policy("chongqing")), encoding="utf-8")
    request = json.dumps({"facts": {"reason": "医保总额限制"}})
    done = subprocess.run(
        [python, "-I", "-S", module, "stocking_refusal"],
        input=request, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["outputs"]["refusal"] == "prohibited"
