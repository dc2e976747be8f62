"""One decision of several policies in one script, for a page that asks them all.

In: pairs of a program and one of its decisions. Out: the text of a classic script. The run time
stands in it once, as a function that is given what a policy declares; of each policy there is only
what the decision needs. Comments are left out, for a page carries the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import luling
from luling.backends.javascript.formulas import formulas
from luling.backends.javascript.layout import Bracket, array, flat, lines, remark
from luling.backends.javascript.module import (
    PARTS,
    check_global,
    declarations,
    run_time,
    run_time_names,
)
from luling.backends.javascript.names import Names
from luling.backends.javascript.needs import needed
from luling.backends.javascript.text import key
from luling.backends.javascript.world import World
from luling.core import ir

__all__ = ["BUNDLE_PARTS", "generate_bundle"]

BUNDLE_PARTS = (*PARTS, "wording", "steps", "evaluator")
"""The files of the run time of a bundle."""

_GIVEN = ("POLICY", "ENUMERATIONS", "PARAMETERS", "CATALOGUES", "TABLES", "FORMULAS")
"""What a policy gives to the run time, under the names by which that speaks of it."""

_COMMENT = re.compile(r"^ *(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)?\n", re.MULTILINE)
"""A comment that has its lines to itself, or an empty line. No text of a policy and no template of
the run time goes over the end of a line, so that none can look like one."""


def generate_bundle(name: str, parts: Sequence[tuple[ir.Program, ir.Decision]]) -> str:
    """A classic script that assigns to one global `name` an object with an evaluator for each part,
    under the id of its policy; `ValueError` where no global can have the name, or where a policy
    stands there twice. The text may stand inside a `<script>` element."""
    check_global(name)
    ids = [program.policy.id for program, _ in parts]
    if len(set(ids)) < len(ids):
        raise ValueError(ids)
    declared = [_declared(program, decision) for program, decision in parts]
    text = [
        *_evaluator("\n".join(declared)),
        "return Object.freeze({",
        *(_part(id, text) for id, text in zip(ids, declared, strict=True)),
        "});\n",
    ]
    body = _COMMENT.sub("", "\n".join(text))
    start = f'var {name} = (function () {{\n"use strict";\n'
    return f"{_head(ids)}\n{start}\n{body}}})();\n"


def _head(ids: Iterable[str]) -> str:
    text = f"由律令 {luling.__version__} 从 {'、'.join(ids)} 生成：请改政策源文件，不改本文件。"
    return "\n".join(remark(text)) + "\n"


def _evaluator(declared: str) -> Iterator[str]:
    """The function that makes an evaluator of what a policy declares with the run time's functions
    at hand."""
    yield "function evaluator(declare) {"
    yield from lines("const FUNCTIONS = ", Bracket("{", _called(declared), "}"), ";")
    yield from lines("const ", Bracket("{", _GIVEN, "}"), " = declare(FUNCTIONS);")
    yield run_time(BUNDLE_PARTS)
    yield "return theDecision();"
    yield "}"


def _part(id: str, declared: str) -> str:
    functions = flat(Bracket("{", _called(declared), "}"))
    return f"{key(id)}: evaluator(({functions}) => {{\n{declared}\n}}),"


def _declared(program: ir.Program, decision: ir.Decision) -> str:
    """The statements that give what a policy declares, for one decision."""
    part = needed(program, decision)
    table = Names({"FUNCTIONS", *_GIVEN, *run_time_names(BUNDLE_PARTS)}).fresh(
        f"{decision.id}_table"
    )
    text = [
        *declarations(part, {decision.id: (decision.id, table)}),
        *lines("const TABLES = ", array([table]), ";"),
        *lines("const FORMULAS = ", formulas(World(part, decision)), ";"),
        *lines("return ", Bracket("{", _GIVEN, "}"), ";"),
    ]
    return "\n".join(text)


def _called(text: str) -> tuple[str, ...]:
    """The functions of the run time that are called there, and such as a string seems to call."""
    found = re.findall(r"(?:(?<![\w.])|(?<=\.\.\.))(\w+)\(", text)
    return tuple(sorted(set(found) & run_time_names()))
