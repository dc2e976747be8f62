"""The modules of models: clean as generated, readable, and without a word of policy as code."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from schema_support import NOTICES, class_of, load_source, module_of, program
from syrupy.assertion import SnapshotAssertion

from luling.backends.schema import documents, models
from luling.core import ir

ROOT = Path(__file__).parents[2]
HOSTILE = (
    '"""\nimport os\n"""', "'; x = 1 #", "*/ }} {{", "\u2028a\u2029\u0085", "\\", '\\"', "a\\",
    "{0} %s ${x}", "\u202egnol\ufeff", "# noqa: F401 type: ignore", "𠮷" * 60, "\r\n\x00\x7f",
    "]\n", "长" * 150,
)  # fmt: skip
CALLS = {
    "Field", "ConfigDict", "BeforeValidator", "AfterValidator", "_chosen", "_keyed", "type", "str",
    "len", "set", "any", "enumerate", "isinstance", "ValueError",
}  # fmt: skip


def hostile(value: Any, text: str) -> Any:
    """The same program with every label, alias, quote, interface … replaced; ids stay."""
    if isinstance(value, tuple):
        return tuple(hostile(item, text) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}
    for field in fields(value):
        old = getattr(value, field.name)
        if field.name in ("label", "title", "clause", "unit", "interface", "number"):
            changed[field.name] = text if old is not None or field.name != "unit" else old
        elif field.name in ("quotes", "aliases", "codes"):
            changed[field.name] = (text,)
        elif field.name not in ("span", "type", "definitions", "cases"):
            changed[field.name] = hostile(old, text)
    return replace(value, **changed)


def outline(source: str) -> list[str]:
    """The kinds of all nodes, without the number of pieces a text is cut into."""
    return [type(node).__name__ for node in ast.walk(ast.parse(source))]


def check_nodes(source: str) -> None:
    """Nothing but imports, types, constants, classes of annotated fields and the head's helpers."""
    head = models(program("national"))
    helpers = {node.name for node in ast.walk(ast.parse(head)) if isinstance(node, ast.FunctionDef)}
    tree = ast.parse(source)
    assert {type(node) for node in tree.body} <= {
        ast.Expr, ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign,
        ast.AnnAssign,
    }  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.name in helpers
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id in CALLS, node.func.id
        elif isinstance(node, ast.Expr):
            assert isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        elif isinstance(node, ast.Name):
            assert node.id.isascii()
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module] if isinstance(node, ast.ImportFrom) else [node.names[0].name]
            assert names[0] in ("datetime", "re", "collections.abc", "typing", "pydantic")


def lint(folder: Path, *sources: str) -> None:
    for number, source in enumerate(sources):
        (folder / f"models_{number}.py").write_text(source, encoding="utf-8")
    config = str(ROOT / "pyproject.toml")
    run = [sys.executable, "-m", "ruff", "check", "--no-cache", "--config", config, "."]
    found = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_generated_modules_are_clean(tmp_path: Path) -> None:
    names = (*NOTICES, "sample")
    lint(tmp_path, *(models(program(name)) for name in names))
    run = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir",
           str(tmp_path / "cache"), "."]  # fmt: skip
    found = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("name", (*NOTICES, "sample"))
def test_the_same_bytes_each_time_and_only_known_nodes(name: str) -> None:
    source = models(program(name))
    assert models(program(name)) == source
    check_nodes(source)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", ["chongqing", "sample"])
def test_hostile_words_stay_text(name: str, text: str, tmp_path: Path) -> None:
    changed = hostile(program(name), text)
    source = models(changed)
    check_nodes(source)
    lint(tmp_path, source)
    assert source.splitlines() == source.split("\n")[:-1]  # no line of another sort
    module = load_source(source, "models_of_hostile_words")
    decision = changed.decisions[0].id
    facts = getattr(module, "".join(map(str.capitalize, decision.split("_"))) + "Facts")
    assert {one.title for one in facts.model_fields.values()} == {text}
    for written in documents(changed).values():
        assert json.loads(written)["$defs"]["facts"]["properties"]
        assert written.splitlines() == written.split("\n")[:-1]


def test_hostile_and_odd_ids_are_aliases(tmp_path: Path) -> None:
    ids = (
        "class", "None", "list", "copy", "model_config", "model_fields", "_x", "2nd", "险种", "Ⅲ级",
        "III级", "a b", "a-b", "a_b", "Money", "datetime", "Field", "__init__", "self", "to_json",
        'x"""', "x\n", "", "é", "str", "Kind", "KIND_LABELS", "name", "match",
    )  # fmt: skip
    world = program("sample")
    facts = tuple(
        ir.FactDeclaration(id, f"标签{number}", item.type)
        for number, id in enumerate(ids)
        if isinstance(item := world.decisions[0].facts[number % 14], ir.FactDeclaration)
    )
    decisions = (
        replace(world.decisions[0], id="判 定", facts=facts),
        replace(world.decisions[0], id="class", facts=()),
        replace(world.decisions[0], id="Class", facts=()),
    )
    source = models(replace(world, decisions=decisions))
    check_nodes(source)
    lint(tmp_path, source)
    module = load_source(source, "models_of_odd_ids")
    found = next(one for name, one in vars(module).items() if name.endswith("u5b9aFacts")
                 or name == "U5224U20U5b9aFacts")  # fmt: skip
    accepted = {
        name if one.alias is None else one.alias for name, one in found.model_fields.items()
    }
    assert accepted == set(ids)
    assert all(name.isascii() and name.isidentifier() for name in found.model_fields)
    assert found.model_validate({"险种": None, "class": "2021-03-01"}).to_json() == {
        "class": "2021-03-01"
    }
    assert found.model_fields["a_b"].alias is None and found.model_fields["match"].alias is None


def test_a_model_gives_what_an_evaluator_takes() -> None:
    given = {
        "service_date": "2021-06-01", "insurance": 310, "care_setting": "门诊", "unit_price": 100,
        "benefit_active": True,
        "chronic_hospitals": [{"level": "一级（社区）"}], "pay_standard": None,
    }  # fmt: skip
    facts = class_of("chongqing", "reimbursement", "Facts").model_validate(given)
    assert facts.service_date == date(2021, 6, 1) and facts.insurance == "employee"
    assert facts.to_json() == {
        "service_date": "2021-06-01", "insurance": "employee", "care_setting": "outpatient",
        "unit_price": "100", "benefit_active": True, "chronic_hospitals": [{"level": "level1"}],
    }  # fmt: skip
    params = class_of("chongqing", "reimbursement", "Params").model_validate(
        {"chronic_deductible": {"一级": 5, "level2": "6.00", "level3": None}, "resident_ratio": 1}
    )
    assert params.to_json() == {
        "chronic_deductible": {"level1": "5", "level2": "6.00", "level3": None},
        "resident_ratio": "1",
    }  # fmt: skip


def test_titles_and_interfaces_stand_in_the_model() -> None:
    made = class_of("chongqing", "reimbursement", "Facts").model_fields["insurance"]
    assert (made.title, made.json_schema_extra) == ("险种", {"x-interface": "insutype"})
    assert module_of("chongqing").INSURANCE_LABELS == {
        "employee": "职工医保", "resident": "居民医保"
    }  # fmt: skip


def test_answers_are_strict() -> None:
    answer = class_of("chongqing", "responsible_physician", "Answer")
    good = {
        "policy": "chongqing", "decision": "responsible_physician", "status": "decided",
        "outputs": {"failed": ["too_many"], "qualified": False}, "unresolved": {},
    }  # fmt: skip
    assert answer.model_validate(good).outputs.failed == ["too_many"]
    for wrong in (
        {"outputs": {"failed": ["never"], "qualified": False}},
        {"outputs": {"failed": []}}, {"status": "done"}, {"policy": "weihai"}, {"more": 1},
    ):  # fmt: skip
        with pytest.raises(ValidationError):
            answer.model_validate({**good, **wrong})


def test_a_module_as_it_is_written(snapshot: SnapshotAssertion) -> None:
    source = models(program("chongqing"))
    head, mark, own = source.partition("\nSOURCE_HASH = ")
    assert mark and head.count("\nclass ") == 3
    assert own.partition("\n")[2] == snapshot
