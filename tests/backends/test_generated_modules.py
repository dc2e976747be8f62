"""What a generated module is as a file: typed, linted, standalone, the same bytes every time."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from generated import NAMES, executed, module_of, policy
from hypothesis import HealthCheck, Phase, given, seed, settings
from small import program as small_program

from luling.api import load
from luling.backends.python import generate
from luling.core import ir
from strategies import programs

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).with_name("small_generated.py")
STANDARD = {
    "__future__", "collections.abc", "datetime", "difflib", "functools", "json", "math", "sys",
    "typing",
}  # fmt: skip
FACTS = {
    "service_date": "2021-06-01",
    "insurance": "employee",
    "benefit_active": True,
    "eligible_cost": "1000.05",
}


def test_the_small_policy_reads_well() -> None:
    """The golden is reviewed by eye: `luling.backends.python` of `small.py`."""
    assert generate(small_program()) == GOLDEN.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All policies, generated, each as a module of its own."""
    path = tmp_path_factory.mktemp("generated")
    for name in NAMES:
        (path / f"{name}_policy.py").write_text(generate(policy(name)), encoding="utf-8")
    (path / "small_policy.py").write_text(generate(small_program()), encoding="utf-8")
    return path


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)


def test_policies_are_linted(folder: Path) -> None:
    config = ROOT / "pyproject.toml"
    done = run(sys.executable, "-m", "ruff", "check", "--no-cache", "--config", config, folder)
    assert done.returncode == 0, done.stdout


def test_policies_are_typed(folder: Path) -> None:
    cache = f"--cache-dir={folder / '.cache'}"
    done = run(sys.executable, "-m", "mypy", "--strict", cache, *sorted(folder.glob("*.py")))
    assert done.returncode == 0, done.stdout


def test_random_policies_are_typed_and_linted(tmp_path: Path) -> None:
    """Thirty at once: the checkers take longer to start than to check."""
    written: list[str] = []

    @seed(20210301)
    @settings(
        database=None,
        deadline=None,
        max_examples=30,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(programs())
    def write(program: ir.Program) -> None:
        written.append(generate(program))

    write()
    for number, text in enumerate(written):
        (tmp_path / f"random_{number}.py").write_text(text, encoding="utf-8")
    # Random rules are sillier than an author's: two that say the same, comparisons never true.
    silly = "--disable-error-code=comparison-overlap"
    files = sorted(tmp_path.glob("*.py"))
    done = run(sys.executable, "-m", "mypy", "--strict", silly, f"--cache-dir={tmp_path}", *files)
    assert done.returncode == 0, done.stdout
    config = ROOT / "pyproject.toml"
    options = ("--no-cache", "--extend-ignore=SIM,B007", "--config", config)
    done = run(sys.executable, "-m", "ruff", "check", *options, tmp_path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_only_the_standard_library_is_imported(name: str) -> None:
    tree = ast.parse(generate(policy(name)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} <= STANDARD
        elif isinstance(node, ast.ImportFrom):
            assert node.module in STANDARD


def test_the_same_policy_gives_the_same_bytes() -> None:
    """In another process, with another hash seed."""
    script = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from small import program\n"
        "from luling.backends.python import generate\n"
        "sys.stdout.buffer.write(generate(program()).encode())"
    )
    for hash_seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script, str(ROOT / "src"), str(Path(__file__).parent)],
            capture_output=True, check=True, env={"PYTHONHASHSEED": hash_seed},
        )  # fmt: skip
        assert done.stdout == generate(small_program()).encode()


def test_the_head_says_what_it_is() -> None:
    module = module_of(small_program())
    assert (module.POLICY, module.TITLE) == ("sample", "关于门诊报销的通知")
    assert module.NUMBER == "某医保发〔2021〕1号"
    assert module.SOURCE_HASH == "0" * 64
    assert module.COMPILER.startswith("luling ")
    assert "施行期间：2021-03-01 起" in (module.__doc__ or "")
    assert module.EMPLOYEE_RATIO == 800_000
    assert list(module.DECISIONS) == ["reimbursement"]


def test_amounts_are_rounded_half_up() -> None:
    module = module_of(small_program())
    answer = module.reimbursement(FACTS, {"resident_ratio": "0.5"})
    assert answer["outputs"]["fund_pay"] == "800.04"
    facts = {**FACTS, "insurance": "居民医保"}
    assert module.reimbursement(facts, {"resident_ratio": "0.5"})["outputs"]["fund_pay"] == "500.03"


def test_a_module_answers_on_the_command_line(folder: Path) -> None:
    module = folder / "small_policy.py"
    request = json.dumps({"facts": FACTS, "params": {}, "trace": True})
    done = subprocess.run(
        [sys.executable, "-I", str(module), "reimbursement"],
        input=request, capture_output=True, text=True, check=True,
    )  # fmt: skip
    answer = json.loads(done.stdout)
    assert answer["outputs"]["fund_ratio"] == "0.8"
    assert [entry["value"] for entry in answer["trace"]] == [[], "0.8", "800.04"]
    for request, code in (
        ("[]", "wrong_type"),
        ("{", "bad_request"),
        ('{"facts": {"a": 1}}', "unknown_fact"),
        ('{"facts": {}, "fact": 1}', "unknown_key"),
    ):
        done = subprocess.run(
            [sys.executable, "-I", str(module), "reimbursement"],
            input=request, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert json.loads(done.stdout)["error"]["code"] == code
    done = run(sys.executable, "-I", module)
    assert (done.returncode, "reimbursement" in done.stderr) == (2, True)


def test_unknown_decisions_are_refused() -> None:
    module = executed(generate(small_program()))
    for decision in ("reimbursment", "", None, 3, ["reimbursement"]):
        with pytest.raises(module.DecisionError) as caught:
            module.decide(decision, FACTS)
        assert caught.value.code == "unknown_decision"


NOT_PLAIN = """政策 silent《最高一档没有规定的通知》
  成文日期 2024年1月1日。
判定 支付（pay）
  事实 费用（cost）：金额。
  结论 支付金额（paid）：金额，可空。
    通则 支付标准：为 标准。
  中间分段 标准（standard）：金额，按 费用 按档取值
    | 超过  | 不超过 | 金额   |
    | 不限  | 100元  | 1元    |
    | 100元 | 不限   | 未规定 |。
"""


def test_a_decision_without_a_plain_function_is_generated(tmp_path: Path) -> None:
    """Brackets with a silent row have no plain form, and dropping what nothing reads is no way to
    one: writing once went on for ever."""
    path = tmp_path / "silent.policy"
    path.write_text(NOT_PLAIN, encoding="utf-8")
    module = module_of(load(path).program)
    assert not hasattr(module, "_pay")
    assert module.decide("pay", {"cost": "100"})["outputs"] == {"paid": "1.00"}
    assert module.decide("pay", {"cost": "100.01"})["outputs"] == {"paid": None}
