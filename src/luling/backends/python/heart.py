"""The plain function of a decision: every fact known, no trace of a doubt, two-valued Python.

In: a decision. Out: its public function and, where the decision has a plain form, the function that
reads the ordinary case, decides it branch by branch with clause and words beside each, and answers.
Whatever is not ordinary raises `Unusual`, and the table answers.
"""

from __future__ import annotations

import ast

from luling.backends.python import pretty
from luling.backends.python.answering import write_answer
from luling.backends.python.arms import Statements
from luling.backends.python.plain import NotPlain, Plain, references
from luling.backends.python.plan import Scope
from luling.backends.python.pretty import NONE, Atom, compare
from luling.backends.python.quoting import clauses
from luling.backends.python.reading import read_case
from luling.backends.python.text import docstring
from luling.backends.python.writer import Writer


def write_decision(scope: Scope, writer: Writer) -> None:
    """The public function, and the plain one under it."""
    name = scope.plan.names["decision", scope.decision.id]
    body = plain_function(scope)
    writer.heading(f"判定 {scope.decision.label}（{scope.decision.id}）")
    arguments = "facts: Any, params: Any = None, *, trace: bool = False"
    with writer.block(f"def {name}({arguments}) -> dict[str, Any]:"):
        writer.line(f'"""判定 {docstring(scope.decision.label)}"""')
        if body:
            with writer.block("try:"):
                writer.line(f"return _{name}(facts, params, trace)")
            with writer.block("except UNUSUAL:"):
                writer.line(f"table = _{name}_table()")
        else:
            writer.line(f"table = _{name}_table()")
        writer.line("return answer(table, facts, params, explain if trace else None)")
    if body:
        writer.blank(2)
        for line in body.split("\n"):
            writer.line(line)


def plain_function(scope: Scope) -> str:
    """The plain function, empty where the decision has none. Written again without the local names
    that nothing reads, until all are read."""
    while True:
        text = written_once(scope)
        unread = scope.locals() - loaded_in(text)
        if not text or unread == scope.unread:
            return text
        scope.unread = unread


def loaded_in(text: str) -> set[str]:
    """The names that code reads; `name.append` alone reads nothing."""
    nodes = list(ast.walk(ast.parse(text)))
    appended = {
        node.value for node in nodes if isinstance(node, ast.Attribute) and node.attr == "append"
    }
    return {
        node.id
        for node in nodes
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node not in appended
    }


def written_once(scope: Scope) -> str:
    """The text of the plain function."""
    writer = Writer()
    name = scope.plan.names["decision", scope.decision.id]
    try:
        with writer.block(f"def _{name}(facts: Any, params: Any, trace: bool) -> dict[str, Any]:"):
            plain = Plain(scope)
            read_case(scope, writer)
            checks(plain, writer)
            in_force(plain, writer)
            statements = Statements(plain, writer)
            for definition in scope.decision.definitions:
                if scope.names["definition", definition.id] not in scope.unread:
                    writer.blank()
                    statements.definition(definition)
            writer.blank()
            write_answer(plain, writer)
    except NotPlain:
        return ""
    return writer.text().strip("\n")


def checks(plain: Plain, writer: Writer) -> None:
    """Facts that contradict each other: the table says how."""
    policy = plain.scope.plan.program.policy.id
    for check in plain.scope.decision.checks:
        if references(check.condition):
            raise NotPlain
        writer.blank()
        cited = clauses(check.citations, policy)
        writer.comment(f"校验 {check.label}" + (f"，依据 {cited}" if cited else ""))
        with writer.block_code("if ", pretty.negated(plain.condition(check.condition))):
            writer.line("raise Unusual")


def in_force(plain: Plain, writer: Writer) -> None:
    """Outside the notice's period nothing is decided."""
    policy = plain.scope.plan.program.policy
    bounds = [
        compare(op, plain.date, Atom(name))
        for op, name, day in (
            ("<", "EFFECTIVE", policy.effective),
            (">", "EXPIRES", policy.expires),
        )
        if day is not None
    ]
    if not bounds or plain.date == NONE:
        return
    writer.blank()
    with writer.block_code("if ", pretty.either(*bounds)):
        writer.line("raise Unusual")
