"""A whole module: constants, decisions, the way in, tables, support code; in that order.

In: a program. Out: the text of one Python module, the same bytes for the same program.
"""

from __future__ import annotations

import ast
from importlib.resources import files

from luling.backends.python import constants
from luling.backends.python.heart import write_decision
from luling.backends.python.inline import Import, Statement, import_lines, needed, reserved
from luling.backends.python.plan import Plan, Scope
from luling.backends.python.pretty import Atom, Bracket, Code, String, pair
from luling.backends.python.reading import write_roster
from luling.backends.python.tables import write_table
from luling.backends.python.writer import Writer
from luling.core import ir

OWN_IMPORTS = (
    Import("datetime", None), Import("json", None), Import("sys", None),
    Import("functools", "cache"),
    Import("typing", "Any"), Import("typing", "NamedTuple"),
)  # fmt: skip


def generate(program: ir.Program) -> str:
    """The evaluator of a policy: one standalone Python module, standard library only."""
    plan = Plan(program, reserved() | {one.bound for one in OWN_IMPORTS})
    scopes = [plan.scope(decision) for decision in program.decisions]
    decisions, tables = Writer(), Writer()
    for scope in scopes:
        plan.scales.enter(scope.decision)
        write_decision(scope, decisions)
        write_rosters(scope, tables)
        write_table(scope, tables)
    entry = written_entry(plan)
    named = names_in(decisions.text() + tables.text())
    head = written_head(plan, scopes, named)
    named |= names_in(head.text() + entry.text())
    support = needed(named)
    used = named.union(*[part.uses for part in support])
    top = Writer()
    top.line(f'"""{constants.docstring_lines(program)[0]}')
    for line in constants.docstring_lines(program)[1:]:
        top.line(line)
    top.line('"""')
    top.blank()
    top.line("from __future__ import annotations")
    top.blank()
    for line in import_lines(used, OWN_IMPORTS):
        top.line(line)
    parts = [top.text() + "\n" + head.text(), decisions.text(), entry.text()]
    if any(scope.decision.definitions for scope in scopes):
        rules = Writer()
        rules.heading("规则表：事实有未知时、要留痕时，按表求值")
        parts += [rules.text(), tables.text()]
    parts.append(support_text(support))
    return "\n\n".join(part.strip("\n") + "\n" for part in parts)


def written_head(plan: Plan, scopes: list[Scope], used: frozenset[str]) -> Writer:
    """The constants of the policy."""
    writer, rest = Writer(), Writer()
    constants.write_enumerations(plan, used, rest)
    if scopes:
        constants.write_parameters(plan, scopes[0], rest)
        constants.write_catalogues(plan, scopes[0], rest)
    constants.write_identity(plan.program, writer)
    constants.write_units(plan, used | names_in(rest.text()), writer)
    writer.blank()
    for line in rest.text().rstrip("\n").split("\n"):
        writer.line(line)
    return writer


def write_rosters(scope: Scope, writer: Writer) -> None:
    """Classes for the members of lists."""
    for fact in scope.decision.facts:
        if isinstance(fact, ir.RosterDeclaration):
            write_roster(scope, fact, writer)


def written_entry(plan: Plan) -> Writer:
    """DECISIONS, decide and main."""
    writer = Writer()
    writer.heading("入口")
    decisions: list[Code] = [
        pair(String(item.id), Atom(plan.names["decision", item.id]))
        for item in plan.program.decisions
    ]
    writer.code("DECISIONS = ", Bracket("", tuple(decisions), "{}"))
    labels = [pair(String(item.id), String(item.label)) for item in plan.program.decisions]
    writer.code("DECISION_LABELS = ", Bracket("", tuple(labels), "{}"))
    for node in ast.parse(entry_source()).body:
        if isinstance(node, ast.FunctionDef):
            writer.blank(2)
            write_source(node, writer)
    return writer


def entry_source() -> str:
    """The text of `entry.py`, which is never imported."""
    return files("luling.backends.python").joinpath("entry.py").read_text(encoding="utf-8")


def write_source(node: ast.stmt, writer: Writer) -> None:
    for line in entry_source().split("\n")[node.lineno - 1 : node.end_lineno]:
        writer.line(line)


def support_text(support: list[Statement]) -> str:
    """The runtime sources, module by module."""
    writer = Writer()
    writer.heading("支持代码：律令运行时的原文，与政策内容无关")
    for part in support:
        writer.blank(2 if "\n" in part.text else 1)
        for line in part.text.split("\n"):
            writer.line(line)
    writer.blank(2)
    for node in ast.parse(entry_source()).body:
        if isinstance(node, ast.If):
            write_source(node, writer)
    return writer.text()


def names_in(text: str) -> frozenset[str]:
    """The names that a piece of code uses."""
    return frozenset(node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name))
