"""The three that must agree: the interpreter's own validation, the models, the schemas."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators
from pydantic import ValidationError as ModelError

import luling
from luling.backends.schema import jsonschema, models
from luling.core import ir
from luling.interpreter import decide
from luling.runtime.errors import DecisionError
from sample_world import program_of

POLICIES = Path(__file__).parents[2] / "policies"
NOTICES = tuple(sorted(path.parent.name for path in POLICIES.glob("*/notice.txt")))
INPUT_CODES = {
    "unknown_fact", "unknown_parameter", "unknown_key", "wrong_type", "bad_value", "duplicate_name",
}  # fmt: skip


def _pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[ValidationError]:
    """`pattern` as JSON Schema means it: `$` is the end, not a place before a last line break."""
    if isinstance(value, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


Validator: Any = validators.extend(Draft202012Validator, {"pattern": _pattern})


@lru_cache
def program(name: str) -> ir.Program:
    if name == "sample":
        return program_of(())
    return luling.load(POLICIES / name / f"{name}.policy").program


def validator(document: dict[str, Any], part: str) -> Any:
    """For one of the definitions of a document, with dates asserted."""
    schema = {"$defs": document["$defs"], "$ref": f"#/$defs/{part}"}
    return Validator(schema, format_checker=FormatChecker(["date"]))


@lru_cache
def validator_of(name: str, decision: str, part: str) -> Any:
    return validator(jsonschema(program(name))[decision], part)


def load_source(source: str, name: str) -> ModuleType:
    """A generated module, imported from a file as a service would."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.py"
        path.write_text(source, encoding="utf-8")
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return module


@lru_cache
def module_of(name: str) -> ModuleType:
    return load_source(models(program(name)), f"models_of_{name}")


def class_of(name: str, decision: str, kind: str) -> Any:
    words = "".join(word.capitalize() for word in decision.split("_"))
    return getattr(module_of(name), words + kind)


def runtime_accepts(name: str, decision: str, facts: Any, params: Any) -> bool:
    """Whether the interpreter's validation passes; later failures are none of its."""
    world = program(name)
    plain = replace(  # without its catalogues and checks, which come after validation
        world,
        decisions=tuple(
            replace(
                one,
                checks=(),
                facts=tuple(
                    replace(fact, catalogue=None) if isinstance(fact, ir.FactDeclaration) else fact
                    for fact in one.facts
                ),
            )
            for one in world.decisions
        ),
    )
    try:
        decide(plain, decision, facts, params, trace=False)
    except DecisionError as error:
        return error.code not in INPUT_CODES
    return True


def model_accepts(name: str, decision: str, kind: str, value: Any) -> bool:
    try:
        class_of(name, decision, kind).model_validate(value)
    except ModelError:
        return False
    return True


def schema_accepts(name: str, decision: str, part: str, value: Any) -> bool:
    return bool(validator_of(name, decision, part).is_valid(value))


def verdicts(facts: Any, params: Any = None, name: str = "sample", decision: str = "d") -> str:
    """Which of runtime, model and schema accept: three letters, `-` for a refusal."""
    model = model_accepts(name, decision, "Facts", facts) and (
        params is None or model_accepts(name, decision, "Params", params)
    )
    schema = schema_accepts(name, decision, "facts", facts) and schema_accepts(
        name, decision, "params", params
    )
    given = (runtime_accepts(name, decision, facts, params), model, schema)
    return "".join(letter if one else "-" for letter, one in zip("rms", given, strict=True))
