"""Generated JavaScript as a product: what it looks like, what it may use, how it is embedded."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from generated import NAMES, Drawn, from_interpreter, policy
from node import needs_node, node, policy_text
from small import program as small_program
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from luling.backends.javascript import generate, generate_script, generate_types
from luling.backends.javascript.bundle import BUNDLE_PARTS
from luling.backends.javascript.module import run_time
from luling.runtime import inputs

RUN_TIME = "// 运行时：与政策内容无关"
STRINGS = re.compile(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|//.*|/\*.*?\*/', re.DOTALL)


class JavaScript(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "js"


class Declarations(JavaScript):
    file_extension = "d.ts"


def own_part(text: str) -> str:
    """What a module says of its policy, without the run time."""
    return text[: text.index(RUN_TIME)]


# ---------------------------------------------------------------- what it looks like


def test_small_module_is_as_reviewed(snapshot: SnapshotAssertion) -> None:
    assert own_part(generate(small_program())) == snapshot(extension_class=JavaScript)


def test_small_declarations_are_as_reviewed(snapshot: SnapshotAssertion) -> None:
    assert generate_types(small_program()) == snapshot(extension_class=Declarations)


@pytest.mark.parametrize("name", NAMES)
def test_same_bytes_every_time(name: str) -> None:
    assert generate(policy(name)) == policy_text(name)
    assert generate_types(policy(name)) == generate_types(policy(name))


@pytest.mark.parametrize("name", NAMES)
def test_source_compiler_and_period_are_inside(name: str) -> None:
    program = policy(name)
    head = policy_text(name)[:2000]
    assert program.source_hash in head and "luling 0.1.0" in head
    for day in (program.policy.effective, program.policy.expires):
        assert day is None or day.isoformat() in head


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_of_readable_length(name: str) -> None:
    """Longer ones hold a text that is not broken: a quote, a label, or the words of a condition."""
    for line in policy_text(name).splitlines():
        assert len(line) <= 100 or '"' in line or line.lstrip().startswith("//"), line


# ---------------------------------------------------------------- what it may use


@pytest.mark.parametrize("name", NAMES)
def test_no_clock_no_code_from_text_no_imports(name: str) -> None:
    code = STRINGS.sub("", policy_text(name))
    for word in ("Date", "eval", "Function", "import", "require", "fetch", "setTimeout", "Math",
                 "toFixed", "parseFloat", "parseInt", "Intl", "localeCompare"):  # fmt: skip
        assert not re.search(rf"\b{word}\b", code), word


def test_numbers_are_whole_and_exact() -> None:
    """A policy's constants are BigInts; `Number` serves for the answer and for a float in words."""
    for name in NAMES:
        own = STRINGS.sub("", own_part(policy_text(name)))
        assert not re.search(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.n])", re.sub(r"rounded\(.*", "", own))
    assert len(re.findall(r"\bNumber\(", run_time())) == 2


def test_the_whole_run_time_is_inlined() -> None:
    folder = Path(run_time.__wrapped__.__code__.co_filename).parent / "runtime"
    assert {path.stem for path in folder.glob("*.js")} == set(BUNDLE_PARTS)
    assert run_time() in generate(small_program())


def test_no_name_is_declared_twice() -> None:
    declared = re.findall(r"^(?:function|class|const) (\w+)", run_time(), re.MULTILINE)
    assert len(declared) == len(set(declared)) > 100


def test_every_function_of_the_run_time_is_used() -> None:
    """By the run time itself, or by what the backend writes."""
    folder = Path(run_time.__wrapped__.__code__.co_filename).parent
    backend = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    for name in re.findall(r"^(?:function|class|const) (\w+)", run_time(), re.MULTILINE):
        uses = len(re.findall(rf"\b{name}\b", run_time()))
        assert uses > 1 or re.search(rf"\b{name}\b", backend), name


def test_limits_are_those_of_every_evaluator() -> None:
    declared = re.findall(r"^const (\w+_LIMIT) = ([\d_n* ]+);", run_time(), re.MULTILINE)
    limits = {name: eval(value.replace("n", "")) for name, value in declared}
    assert limits == {
        name: value for name, value in vars(inputs).items() if name.endswith("_LIMIT")
    }


# ---------------------------------------------------------------- how it is embedded


@needs_node
def test_exports() -> None:
    path = node().module(policy_text("chongqing"))
    names = ["POLICY", "DECISIONS", "ENUMERATIONS"]
    (found,) = node().ask([{"module": path, "exports": names}])
    program = policy("chongqing")
    assert found["POLICY"]["id"] == "chongqing"
    assert found["POLICY"]["effective"] == "2021-03-01" and found["POLICY"]["expires"] is None
    assert found["POLICY"]["hash"] == program.source_hash
    assert [item["id"] for item in found["DECISIONS"]] == [item.id for item in program.decisions]
    decision = found["DECISIONS"][0]
    assert decision["date"] == "service_date"
    facts = {item["id"]: item for item in decision["facts"]}
    assert facts["insurance"] == {
        "id": "insurance", "label": "险种", "type": "enumeration", "of": "insurance",
    }  # fmt: skip
    assert [one["id"] for one in facts["chronic_hospitals"]["fields"]][:1] == ["level"]
    table = {item["id"]: item for item in decision["parameters"]}["chronic_deductible"]
    assert table["type"] == "money" and table["keys"] == ["hospital_level"]
    outcomes = {item["id"]: item for item in decision["outcomes"]}
    assert outcomes["fund_ratio"]["type"] == "ratio"
    assert {"id", "label"} == outcomes["denials"]["members"][0].keys()
    insurance = found["ENUMERATIONS"][0]["values"][0]
    assert insurance["label"] == "职工医保" and "310" in insurance["codes"]


EMBEDDED = """
import * as policy from "./chongqing.js";
import { reimbursement, DecisionError, DECISIONS, POLICY } from "./chongqing.js";
const answer = policy.stocking_refusal({ reason: "drug_ratio" });
const frozen = [POLICY, DECISIONS, DECISIONS[0].facts[0], policy.ENUMERATIONS[0].values[0]];
let error;
try {
  reimbursement({ insurance: "x" });
} catch (caught) {
  error = [caught instanceof DecisionError, caught instanceof Error, String(caught), caught];
}
console.log(JSON.stringify([answer, frozen.every(Object.isFrozen), error]));
"""


@needs_node
def test_a_module_is_imported_by_name(tmp_path: Path) -> None:
    (tmp_path / "chongqing.js").write_text(policy_text("chongqing"), encoding="utf-8")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "use.js").write_text(EMBEDDED)
    done = subprocess.run(["node", "use.js"], cwd=tmp_path, capture_output=True, check=True)
    answer, is_frozen, error = json.loads(done.stdout)
    assert answer["outputs"] == {"refusal": "prohibited"} and answer["trace"] == []
    assert is_frozen
    assert error[:2] == [True, True] and error[2].startswith("DecisionError: 险种")
    assert error[3].keys() == {"code", "message", "fact"} and error[3]["fact"] == "facts.insurance"


@needs_node
def test_answers_share_nothing(tmp_path: Path) -> None:
    """What a caller does to an answer, or to the facts that were given, shows in no other."""
    (tmp_path / "sample.mjs").write_text(generate(small_program()), encoding="utf-8")
    (tmp_path / "use.mjs").write_text(
        """
        import { reimbursement } from "./sample.mjs";
        const facts = { service_date: "2021-06-01", insurance: "employee", benefit_active: false,
                        eligible_cost: 1 };
        const spoil = (value) => {
          if (value !== null && typeof value === "object") {
            Object.values(value).forEach(spoil);
            Object.keys(value).forEach((key) => delete value[key]);
          }
        };
        const ask = () => reimbursement(Object.freeze({ ...facts }), null, { trace: true });
        const first = JSON.stringify(ask());
        spoil(ask());
        console.log(JSON.stringify([first === JSON.stringify(ask()), first.length > 500]));
        """
    )
    done = subprocess.run(["node", "use.mjs"], cwd=tmp_path, capture_output=True, check=True)
    assert json.loads(done.stdout) == [True, True]


@needs_node
def test_values_of_other_kinds_are_refused(tmp_path: Path) -> None:
    """Functions, dates, maps and the like are no JSON values; an inherited name is no fact."""
    (tmp_path / "sample.mjs").write_text(generate(small_program()), encoding="utf-8")
    (tmp_path / "use.mjs").write_text(
        """
        import { decide } from "./sample.mjs";
        const code = (facts, params, id = "reimbursement") => {
          try {
            return decide(id, facts, params).status;
          } catch (error) {
            return error.code || String(error);
          }
        };
        const date = [() => 1, Symbol("x"), new Date(0), new Map(), /x/].map((insurance) =>
          code({ insurance }),
        );
        const whole = [new Map(), () => 1, new Date(0), [], 1, undefined].map((one) => code(one));
        const named = [JSON.parse('{"__proto__": 1}'), { constructor: 1 }, { toString: 1 }];
        const inherited = code(Object.create({ insurance: "no such value" }));
        const bare = code(Object.create(null));
        const unknown = code({ insurance: undefined, benefit_active: null }, undefined);
        const ids = ["toString", "__proto__", "constructor", 1, null].map((id) => code({}, {}, id));
        console.log(JSON.stringify(
          [date, whole, named.map((one) => code(one)), [inherited, bare, unknown], ids]));
        """
    )
    done = subprocess.run(["node", "use.mjs"], cwd=tmp_path, capture_output=True, check=True)
    values, whole, named, unknown, ids = json.loads(done.stdout)
    assert set(values) == {"wrong_type"} and set(whole) == {"wrong_type"}
    assert set(named) == {"unknown_fact"}
    assert unknown == ["incomplete"] * 3
    assert set(ids) == {"unknown_decision"}


def vectors(count: int) -> list[dict[str, Any]]:
    program = policy("chongqing")
    found = []
    for seed in range(count):
        drawn = Drawn(program, program.decisions[0], seed, 0.2 if seed % 2 else 0.0)
        found.append({"facts": drawn.facts(), "params": drawn.params()})
    return found


def expected(given: list[dict[str, Any]]) -> list[Any]:
    return [
        from_interpreter(policy("chongqing"), "reimbursement", one["facts"], one["params"], True)
        for one in given
    ]


RUN = """
JSON.stringify(VECTORS.map(({ facts, params }) => {
  try {
    return Chongqing.decide("reimbursement", facts, params, { trace: true });
  } catch (error) {
    return error;
  }
}))
"""


@needs_node
def test_the_script_gives_one_global_and_the_same_answers(tmp_path: Path) -> None:
    given = vectors(20)
    script = generate_script(policy("chongqing"), "Chongqing")
    (tmp_path / "policy.js").write_text(script, encoding="utf-8")
    (tmp_path / "use.cjs").write_text(
        f"""
        const vm = require("node:vm");
        const page = vm.createContext({{ VECTORS: {json.dumps(given)} }});
        vm.runInContext(require("node:fs").readFileSync("policy.js", "utf8"), page);
        const names = Object.getOwnPropertyNames(page);
        const answers = vm.runInContext({json.dumps(RUN)}, page);
        console.log(JSON.stringify([names, JSON.parse(answers)]));
        """
    )
    done = subprocess.run(["node", "use.cjs"], cwd=tmp_path, capture_output=True, check=True)
    names, found = json.loads(done.stdout)
    assert "Chongqing" in names and not {"decide", "POLICY", "reimbursement"} & set(names)
    assert found == expected(given)


@pytest.mark.parametrize("name", ["", "a b", "class", "x;alert(1)", "政策", "1a", "a\n"])
def test_a_script_wants_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError):
        generate_script(small_program(), name)


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_chromium_agrees_from_a_file(tmp_path: Path) -> None:
    """A page that is opened from a file, with the script inside: the same answers."""
    given = vectors(30)
    script = generate_script(policy("chongqing"), "Chongqing")
    page = tmp_path / "page.html"
    data = json.dumps(given).replace("<", "\\u003c")
    page.write_text(
        f"""<!DOCTYPE html><meta charset="utf-8"><pre id="answers"></pre>
<script>{script}</script>
<script>const VECTORS = {data};
document.getElementById("answers").textContent = encodeURIComponent({RUN.strip()});</script>""",
        encoding="utf-8",
    )
    assert CHROMIUM is not None
    done = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/u",
         "--dump-dom", page.as_uri()],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    from urllib.parse import unquote

    found = re.search(r'<pre id="answers">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found is not None, done.stdout[-500:]
    assert json.loads(unquote(found[1])) == expected(given)
