"""A whole module: what the notice is, enumerations, parameters, catalogues, decisions, the way in,
the run time; in that order.

In: a program. Out: the text of one JavaScript file, the same bytes for the same program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import luling
from luling.backends.javascript import tables
from luling.backends.javascript.expressions import clauses
from luling.backends.javascript.layout import (
    WIDTH,
    Bracket,
    Code,
    Remarked,
    array,
    call,
    entries,
    lines,
    remark,
    strings,
)
from luling.backends.javascript.names import Names
from luling.backends.javascript.text import comment, is_name, literal
from luling.backends.javascript.world import World, constant, typed
from luling.core import ir
from luling.diagnostics.cells import cells

PARTS = (
    "deciding", "reading", "nearest", "tracing", "levels", "lists", "logic", "numbers", "days",
    "index",
)  # fmt: skip
"""The files of the run time, what is nearest to the policy first."""

EXPORTS = ("POLICY", "ENUMERATIONS", "DECISIONS", "DecisionError", "decide")


def generate(program: ir.Program) -> str:
    """The evaluator of a policy: one standalone ES module."""
    exports = "\n".join(lines("export ", _exported(program), ";"))
    return f"{head(program)}\n{_body(program)}\n{exports}\n"


def generate_script(program: ir.Program, name: str) -> str:
    """The same as a classic script that assigns to one global `name`, for pages that are opened
    from a file; `ValueError` where the name is none."""
    check_global(name)
    exports = "\n".join(lines("return ", call("Object.freeze", _exported(program)), ";"))
    start = f'var {name} = (function () {{\n"use strict";\n'
    return f"{head(program)}\n{start}\n{_body(program)}\n{exports}\n}})();\n"


def check_global(name: str) -> None:
    """`ValueError` where a global can't have the name."""
    if not is_name(name) or name in Names.RESERVED:
        raise ValueError(name)


def _exported(program: ir.Program) -> Code:
    return Bracket("{", (*EXPORTS, *export_names(program).values()), "}")


def export_names(program: ir.Program) -> dict[str, str]:
    """The function of each decision: its id, or like it where that is taken."""
    return {id: function for id, (function, _) in _names(program).items()}


def _names(program: ir.Program) -> dict[str, tuple[str, str]]:
    """The names of the function and of the table of each decision."""
    own = {"PARAMETERS", "CATALOGUES", "TABLES", *EXPORTS}
    names = Names(own | run_time_names())
    functions = [(item.id, names.fresh(item.id)) for item in program.decisions]
    return {id: (function, names.fresh(f"{id}_table")) for id, function in functions}


@cache
def run_time(names: tuple[str, ...] = PARTS) -> str:
    """The run time, file by file."""
    folder = files("luling.backends.javascript").joinpath("runtime")
    parts = [folder.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in names]
    return "\n".join(parts)


@cache
def run_time_names(names: tuple[str, ...] = PARTS) -> frozenset[str]:
    """Every name that the run time gives to something of its own."""
    declared = re.findall(r"^(?:function|class|const) (\w+)", run_time(names), re.MULTILINE)
    return frozenset(declared)


# ---------------------------------------------------------------- the policy


def head(program: ir.Program) -> str:
    """Title, 文号, period in force, source and compiler, as comments."""
    policy = program.policy
    number = f" {policy.number}" if policy.number else ""
    start = f"{policy.effective} 起" if policy.effective else ""
    end = f"至 {policy.expires}" if policy.expires else ""
    period = " ".join(part for part in (start, end) if part) or "未写明"
    texts = (
        policy.title,
        "",
        "、".join(policy.issuers) + number,
        f"施行期间：{period}",
        "",
        f"由律令 {luling.__version__} 从 {policy.id} 生成：请改政策源文件，不改本文件。",
        f"源文件 SHA-256：{program.source_hash}",
    )
    return "\n".join(line for text in texts for line in remark(text)) + "\n"


def _body(program: ir.Program) -> str:
    names = _names(program)
    parts = declarations(program, names)
    parts += _heading("入口")
    parts += lines("const TABLES = ", array(table for _, table in names.values()), ";")
    parts += lines("const DECISIONS = ", call("metadata", "TABLES"), ";")
    for item in program.decisions:
        parts += _function(item, names[item.id][0])
    parts += _heading("运行时：与政策内容无关")
    return "\n".join(parts) + "\n" + run_time()


def declarations(program: ir.Program, names: Mapping[str, tuple[str, str]]) -> list[str]:
    """What the run time is given, as constants: POLICY, ENUMERATIONS, PARAMETERS, CATALOGUES and
    the table of each decision under the second of its names."""
    policy = program.policy.id
    enumerations = call("frozen", array(_enumeration(item) for item in program.enumerations))
    parameters = array(_parameter(item, policy) for item in program.parameters)
    catalogues = array(_catalogue(item, policy) for item in program.catalogues)
    parts = [
        *lines("const POLICY = ", call("frozen", _identity(program)), ";"),
        "",
        *lines("const ENUMERATIONS = ", enumerations, ";"),
        "",
        *lines("const PARAMETERS = ", parameters, ";"),
        "",
        *lines("const CATALOGUES = ", catalogues, ";"),
    ]
    for item in program.decisions:
        parts += _heading(f"判定 {item.label}（{item.id}）")
        table = tables.decision(World(program, item))
        parts += lines(f"const {names[item.id][1]} = ", table, ";")
    return parts


def _function(item: ir.Decision, name: str) -> list[str]:
    return [
        "",
        f"/** 判定 {comment(item.label)} */",
        f"function {name}(facts, params, options) {{",
        f"  return decide({literal(item.id)}, facts, params, options);",
        "}",
    ]


def _heading(text: str) -> list[str]:
    words = f"// {comment(text)} "
    return ["", words + "-" * max(3, WIDTH - cells(words)), ""]


def _identity(program: ir.Program) -> Code:
    policy = program.policy
    days = [("effective", policy.effective), ("expires", policy.expires)]
    return entries(
        ("id", literal(policy.id)),
        ("title", literal(policy.title)),
        ("number", "null" if policy.number is None else literal(policy.number)),
        ("issuers", strings(policy.issuers)),
        *[(name, "null" if day is None else literal(day.isoformat())) for name, day in days],
        ("hash", literal(program.source_hash)),
        ("compiler", literal(f"luling {luling.__version__}")),
    )


def _enumeration(item: ir.Enumeration) -> Code:
    values = [
        entries(
            ("id", literal(one.id)),
            ("label", literal(one.label)),
            ("aliases", strings(one.aliases) if one.aliases else None),
            ("codes", strings(one.codes) if one.codes else None),
        )
        for one in item.values
    ]
    return entries(
        ("id", literal(item.id)),
        ("label", literal(item.label)),
        ("ordered", "true" if item.ordered else "false"),
        ("values", array(values)),
    )


# ---------------------------------------------------------------- parameters and catalogues


def _parameter(item: ir.ParameterDeclaration, policy: str) -> Code:
    """One that the notice fixes has periods; an external one may have a value for want of one."""
    cited = f"，依据 {clauses(item.citations, policy)}" if item.citations else ""
    told = "：另行规定" if item.external else ""
    keys = strings(key.id for key in item.keys) if item.keys else None
    default = None if item.default is None else constant(item.default, item.type)
    table = entries(
        ("id", literal(item.id)),
        ("label", literal(item.label)),
        *typed(item.type),
        ("keys", keys),
        ("external", "true" if item.external else "false"),
        ("otherwise", default if item.external else None),
        ("periods", None if item.external else array(_periods(item, policy))),
    )
    return Remarked(f"{item.label}（{item.id}）{told}{cited}", table)


def _periods(item: ir.ParameterDeclaration, policy: str) -> Iterator[Code]:
    for period in item.periods:
        value = None if period.value is None else constant(period.value, item.type)
        table = [array([strings(keys), constant(entry, item.type)]) for keys, entry in period.table]
        days = [("from", period.start), ("to", period.end)]
        code = entries(
            *[(name, call("day", literal(day.isoformat()))) for name, day in days if day],
            ("value", value),
            ("table", array(table) if item.keys else None),
        )
        own = period.citations if period.citations != item.citations else ()
        yield Remarked(f"依据 {clauses(own, policy)}", code) if own else code


def _catalogue(item: ir.Catalogue, policy: str) -> Code:
    cited = f"，依据 {clauses(item.citations, policy)}" if item.citations else ""
    table = entries(
        ("id", literal(item.id)),
        ("label", literal(item.label)),
        ("columns", strings(column.id for column in item.columns)),
        ("entries", array(_entries(item))),
    )
    return Remarked(f"{item.label}（{item.id}）{cited}", table)


def _entries(item: ir.Catalogue) -> Iterator[Code]:
    """entry("X001", ["common", yuan("100")], day("2022-07-01")): a line each."""
    for entry in item.entries:
        values = [
            "null" if value is None else constant(value, column.type)
            for column, value in zip(item.columns, entry.values, strict=True)
        ]
        days = [
            "undefined" if day is None else call("day", literal(day.isoformat()))
            for day in (entry.start, entry.end)
        ]
        while days and days[-1] == "undefined":
            days.pop()
        yield call("entry", literal(entry.code), array(values), *days)
