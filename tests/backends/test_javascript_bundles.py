"""A bundle as a product: what is in it, what it may use, how it is embedded."""

from __future__ import annotations

import json
import re
import subprocess
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from generated import policy
from javascript_bundles import FACTS, bundle, called, only, own_part, parts_of
from node import needs_node
from small import program as small_program
from test_javascript_modules import CHROMIUM, STRINGS

from luling.backends.javascript import generate_bundle
from luling.backends.javascript.bundle import BUNDLE_PARTS
from luling.backends.javascript.module import PARTS, run_time
from sample_world import FACTS as WORLD
from sample_world import program_of


def reimbursement() -> str:
    return bundle(*parts_of("reimbursement"))


# ---------------------------------------------------------------- what is in it


def test_the_run_time_stands_in_it_once_and_without_comments() -> None:
    text = reimbursement()
    assert text.count("function decide(") == text.count("class Case ") == 1
    assert not re.search(r"^\s*(//|/\*|\*)", text.split("\n", 1)[1], re.MULTILINE)
    assert not re.search(r"^\s*$", text[text.index("function evaluator") :][:-1], re.MULTILINE)


def test_stripping_leaves_the_code() -> None:
    """Without comments, strings and line breaks the run time is the same."""

    def packed(text: str) -> str:
        kept = STRINGS.sub(lambda found: found[0] if found[0][0] in '"`' else "", text)
        return re.sub(r"\s+", "", kept)

    assert packed(run_time(BUNDLE_PARTS)) in packed(reimbursement())
    assert not any(line.count("`") % 2 for line in run_time(BUNDLE_PARTS).split("\n"))


def test_sizes() -> None:
    """A page carries a bundle beside the rest, and has to stay under 300 kB."""
    (alone,) = (one for one in parts_of("reimbursement") if one[0].policy.id == "chongqing")
    assert len(bundle(alone).encode()) < 150_000
    assert len(reimbursement().encode()) < 210_000


def test_same_bytes_every_time() -> None:
    assert reimbursement() == reimbursement()
    ids = [program.policy.id for program, _ in parts_of("reimbursement")]
    reverse = bundle(*reversed(parts_of("reimbursement")))
    keys = re.findall(r"^(\w+): evaluator\(", reverse, re.MULTILINE)
    assert keys == ids[::-1] and len(keys) > 2


def test_a_policy_stands_in_it_once() -> None:
    part = parts_of("reimbursement")[0]
    with pytest.raises(ValueError):
        bundle(part, part)


@pytest.mark.parametrize("name", ["", "a b", "class", "x;alert(1)", "政策"])
def test_a_bundle_wants_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError):
        generate_bundle(name, parts_of("reimbursement"))


def test_no_clock_no_code_from_text() -> None:
    code = STRINGS.sub("", reimbursement())
    for word in ("Date", "eval", "Function", "import", "require", "fetch", "setTimeout", "Math",
                 "toFixed", "parseFloat", "parseInt", "Intl", "toLocaleString"):  # fmt: skip
        assert not re.search(rf"\b{word}\b", code), word
    assert len(re.findall(r"\bNumber\(", run_time(BUNDLE_PARTS))) == 2


def test_names_of_the_run_time() -> None:
    """None is declared twice, and each is used; plain modules have only what they use."""
    text = run_time(BUNDLE_PARTS)
    declared = re.findall(r"^(?:function|class|const) (\w+)", text, re.MULTILINE)
    assert len(declared) == len(set(declared))
    for name in re.findall(r"^(?:function|class|const) (\w+)", text[len(run_time()) :], re.M):
        assert len(re.findall(rf"\b{name}\b", text)) > 1 or name == "theDecision", name
    assert BUNDLE_PARTS[: len(PARTS)] == PARTS


@needs_node
def test_only_what_the_decision_needs() -> None:
    names = ["POLICY", "ENUMERATIONS", "DECISION"]
    found = shown(reimbursement(), names)
    chongqing, weihai = found["chongqing"], found["weihai"]
    assert chongqing["POLICY"]["hash"] == policy("chongqing").source_hash
    assert chongqing["DECISION"]["id"] == "reimbursement"
    known = [item["id"] for item in chongqing["ENUMERATIONS"]]
    assert "insurance" in known and "agreement_status" in known
    assert "physician_title" not in known and "stocking_reason" not in known
    parameters = [item["id"] for item in chongqing["DECISION"]["parameters"]]
    assert parameters == ["chronic_deductible", "resident_ratio", "pooled_fund_limit",
                          "major_illness_threshold"]  # fmt: skip
    assert found["anhui"]["DECISION"]["parameters"] == []
    assert [one["default"] for one in weihai["DECISION"]["parameters"]] == [False]
    text = bundle(*(one for one in parts_of("reimbursement") if one[0].policy.id == "anhui"))
    assert "attending_allowed" not in text and "responsible_physician" not in text


def test_a_catalogue_keeps_the_columns_that_complete_facts() -> None:
    """And none is there where no fact or rule asks it; nor are the enumerations of its columns."""

    def declared(*left: str) -> str:
        facts = tuple(item for item in WORLD if item.id not in left)
        return own_part(bundle(only(program_of((), facts=facts))))

    assert 'columns: ["kind_of", "price"]' in declared()
    assert 'columns: ["kind_of"]' in declared("price")
    assert 'entry("X002", ["chronic"]' in declared("price")
    assert "const CATALOGUES = [];" in declared("price", "kind_of")
    assert 'label: "类别"' in declared("price", "kind_of")
    assert 'label: "类别"' not in declared("price", "kind_of", "kind", "kinds")
    assert "const PARAMETERS = [];" in declared()


# ---------------------------------------------------------------- how it is embedded


def shown(text: str, names: list[str]) -> Any:
    """Some of what each evaluator of a bundle has, and whether all of it is frozen."""
    code = f"""
    const isFrozen = (value) => typeof value !== "object" || value === null ||
      (Object.isFrozen(value) && Object.values(value).every(isFrozen));
    const shown = Object.fromEntries(Object.entries(BUNDLE).map(([id, one]) =>
      [id, Object.fromEntries({json.dumps(names)}.map((name) => [name, one[name]]))]));
    console.log(JSON.stringify({{ ...shown, isFrozen: isFrozen(BUNDLE),
      keys: Object.keys(Object.values(BUNDLE)[0]) }}));
    """
    done = subprocess.run(
        ["node", "-"], input=f"{text}{code}", capture_output=True, check=True, text=True
    )
    return json.loads(done.stdout)


@needs_node
def test_a_bundle_is_frozen_and_ordered() -> None:
    found = shown(reimbursement(), [])
    ids = [program.policy.id for program, _ in parts_of("reimbursement")]
    assert list(found) == [*ids, "isFrozen", "keys"]
    assert found["isFrozen"] is True
    assert found["keys"] == ["POLICY", "ENUMERATIONS", "DECISION", "decide", "steps", "worded",
                             "DecisionError"]  # fmt: skip


@needs_node
def test_a_bundle_gives_one_global_and_its_own_errors(tmp_path: Path) -> None:
    (tmp_path / "bundle.js").write_text(reimbursement(), encoding="utf-8")
    (tmp_path / "use.cjs").write_text(
        """
        const vm = require("node:vm");
        const page = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } });
        vm.runInContext(require("node:fs").readFileSync("bundle.js", "utf8"), page);
        const names = Object.getOwnPropertyNames(page);
        const error = vm.runInContext(`(() => {
          try {
            return BUNDLE.chongqing.decide({ insurance: 7 });
          } catch (error) {
            return [error instanceof BUNDLE.chongqing.DecisionError, error.code, error.fact];
          }
        })()`, page);
        console.log(JSON.stringify([names, error]));
        """
    )
    done = subprocess.run(["node", "use.cjs"], cwd=tmp_path, capture_output=True, check=True)
    names, error = json.loads(done.stdout)
    assert names == ["BUNDLE"]
    assert error == [True, "bad_value", "facts.insurance"]


@needs_node
def test_named_values_lead_to_their_grounds() -> None:
    """Facts, definitions, and entries of tables by their keys; as `docs/javascript.md` shows it."""
    (part,) = (one for one in parts_of("reimbursement") if one[0].policy.id == "chongqing")
    case = next(one for one in part[0].cases if one.id == "baseline")
    (steps,) = called(bundle(part), [("chongqing", "steps", [case.facts, case.params])])
    (line,) = steps["raw_pay.1"]
    parts = [{"": one} if isinstance(one, str) else one for one in line]
    shown = ", ".join(
        f'"{one[""]}"' if "" in one else f'{{ path: "{one["path"]}", text: "{one["text"]}" }}'
        for one in parts
    )
    page = (Path(__file__).parents[2] / "docs/javascript.md").read_text(encoding="utf-8")
    assert f"[[{shown}]]" in page.replace(",\n//   ", ", ")
    assert steps["deductible_due.1"] == [[{
        "path": "params.chronic_deductible.level2",
        "text": "门诊特病起付标准（二级）300.00 元（由使用单位提供）",
    }]]  # fmt: skip


@needs_node
def test_no_steps_where_there_is_no_answer() -> None:
    """An error, no date, outside the period in force; and constants have no lines."""
    program = small_program()
    facts = {**FACTS, "benefit_active": True}
    given: list[Any] = [
        {**facts, "insurance": "x"}, {**facts, "service_date": None},
        {**facts, "service_date": "2020-01-01"}, None, facts,
    ]  # fmt: skip
    text = bundle(only(program))
    *none, steps = called(text, [("sample", "steps", [one]) for one in given])
    assert none == [{}] * 4
    assert steps["employee_rule"] == [] and len(steps["fund_pay.1"]) == 1


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_a_bundle_runs_from_a_file_under_a_strict_policy(tmp_path: Path) -> None:
    """In a page, with no code but the two scripts whose hashes the page names."""
    (part,) = (one for one in parts_of("reimbursement") if one[0].policy.id == "chongqing")
    case = next(one for one in part[0].cases if one.id == "baseline")
    given = f"{json.dumps(case.facts)}, {json.dumps(case.params)}"
    use = f"""const {{ steps, worded, decide, DECISION }} = BUNDLE.chongqing;
    const {{ outputs }} = decide({given});
    const said = DECISION.outcomes.map((one) => worded(outputs[one.id], one));
    document.querySelector("pre").textContent = [...said, Object.keys(steps({given})).length];"""
    scripts = [reimbursement(), use]
    hashes = [b64encode(sha256(one.encode()).digest()).decode() for one in scripts]
    allowed = " ".join(f"'sha256-{one}'" for one in hashes)
    page = tmp_path / "page.html"
    page.write_text(
        f"""<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"
        content="default-src 'none'; script-src {allowed}"><pre></pre>"""
        + "".join(f"<script>{one}</script>" for one in scripts),
        encoding="utf-8",
    )
    assert CHROMIUM is not None
    done = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/u",
         "--dump-dom", page.as_uri()],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    found = re.search("<pre>(.*)</pre>", done.stdout)
    assert found is not None and found[1] == (
        "无,是,无,参照门诊慢特病政策,直接结算,300.00 元,300.00 元,80%,560.00 元,0.00 元,440.00 元,"
        "0.00 元,18"
    )
