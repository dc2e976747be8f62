"""No text of a policy becomes code: every label, title, clause, quote, constant and id is poisoned.

The strongest form: the module's syntax tree, strings blanked, is the same as with harmless texts.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from generated import executed, from_interpreter, from_module
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from small import program as small_program

from luling.backends.python import generate
from luling.backends.python.names import Names, identifier
from luling.backends.python.text import comment, docstring, literal
from luling.core import ir

relaxed = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
slower = settings(relaxed, max_examples=8)

HOSTILE = (
    '"""', "'''", '"', "'", "\\", "\\\"", '\\"""', "\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c",
    "\x85", "\u2028", "\u2029", "\x00", "\ufeff", "\u202e", "\u2066", "\u200b", "\ud800", "\udc80",
    "{", "}", "{0}", "%s", "\N{SNOWMAN}", "#", "# noqa", "# type: ignore", "# fmt: off",
    "# mypy: ignore-errors", "# -*- coding: latin-1 -*-", "\nimport os\n", '")\nimport os  # ',
    '"""\nimport os\n"""', "\\N{LATIN SMALL LETTER A}", "\\x41", "\\", "x" * 300, "，" * 120,
    "𠮷", "Ⅲ", "ﬁ", "𝑓", "__import__('os')", "eval", "class", "None", "\t", "　", "",
)  # fmt: skip

texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8)), max_size=4).map("".join),
    st.text(st.characters(), max_size=12),
)
"""Any text, lone surrogates among it."""

WORDS = {
    "label",
    "title",
    "clause",
    "quotes",
    "refers_to",
    "issuers",
    "number",
    "regions",
    "reason",
}


def rebuilt(value: Any, change: Callable[[str, str], str], name: str = "") -> Any:
    """The same tree of dataclasses and tuples with its strings changed by (field, text)."""
    if isinstance(value, str):
        return change(name, value)
    if isinstance(value, tuple):
        return tuple(rebuilt(item, change, name) for item in value)
    if isinstance(value, frozenset):
        return frozenset(rebuilt(item, change, name) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: rebuilt(getattr(value, field.name), change, field.name)
            for field in fields(value)
            if field.name != "span"
        }
        return replace(value, **changed)
    return value


def poisoned(program: ir.Program, poison: Iterator[str]) -> ir.Program:
    """Every text that is shown to people; made distinct, as labels of one policy are."""
    count = iter(range(10**9))

    def change(name: str, text: str) -> str:
        return f"{next(poison)}{next(count)}" if name in WORDS else text

    found = rebuilt(program, change)
    assert isinstance(found, ir.Program)
    return found


def endless(texts: list[str]) -> Iterator[str]:
    while True:
        yield from texts


class Blanked(ast.NodeTransformer):
    """Strings are all alike, and so are dictionaries of strings (how many texts an enumeration
    accepts depends on its labels)."""

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant("") if isinstance(node.value, str) else node

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        parts = [*node.keys, *node.values]
        if all(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in parts):
            return ast.Dict([], [])
        return self.generic_visit(node)


def shape(text: str) -> str:
    return ast.dump(Blanked().visit(ast.parse(text)))


@relaxed
@given(st.lists(texts, min_size=1, max_size=20))
@example(list(HOSTILE))
def test_texts_never_change_the_shape_of_the_code(poison: list[str]) -> None:
    program = small_program()
    text = generate(poisoned(program, endless(poison)))
    assert shape(text) == shape(generate(program))
    text.encode("utf-8")
    assert not any(
        separator in text for separator in "\r\x0b\x0c\x1c\x85\u2028\u2029\u202e\u2066\x00"
    )


@relaxed
@given(st.data(), st.lists(texts, min_size=1, max_size=20))
def test_ids_of_any_kind_become_names(data: st.DataObject, poison: list[str]) -> None:
    """Ids are ASCII by contract; here each is any text, and answers come under that text."""
    program = small_program()
    decision = program.decisions[0]
    ids = [decision.id, program.policy.id]
    ids += [item.id for item in (*decision.facts, *decision.definitions, *program.parameters)]
    ids += [value.id for item in program.enumerations for value in (item, *item.values)]
    supply = endless(poison)
    new = {id: f"{next(supply)}{number}" for number, id in enumerate(dict.fromkeys(ids))}
    renamed = rebuilt(
        program, lambda name, text: new.get(text, text) if name not in WORDS else text
    )
    text = generate(renamed)
    facts = {
        new["service_date"]: "2021-06-01",
        new["insurance"]: new["employee"],
        new["benefit_active"]: True,
        new["eligible_cost"]: "100.00",
    }
    asked = new["reimbursement"], facts, {}
    answer = from_module(executed(text), *asked, trace=True)
    assert answer == from_interpreter(renamed, *asked, trace=True)
    assert answer["outputs"][new["fund_pay"]] == "80.00"
    assert_names_are_ours(text)


IDENTIFIER = re.compile("[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


def assert_names_are_ours(text: str) -> None:
    """Every name is plain ASCII, and every statement is of a kind that generated code has."""
    for node in ast.walk(ast.parse(text)):
        for field in ("id", "name", "attr", "arg"):
            name = getattr(node, field, None)
            assert name is None or IDENTIFIER.fullmatch(name), name
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} <= {"datetime", "difflib", "json", "sys"}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"eval", "exec", "compile", "open", "__import__"}


@relaxed
@given(texts)
def test_literals_say_the_text(text: str) -> None:
    assert ast.literal_eval(literal(text)) == text


@relaxed
@given(texts)
def test_comments_stay_on_their_line(text: str) -> None:
    line = "# " + comment(text)
    assert line.splitlines() in ([line], [line.rstrip()])
    assert ast.dump(ast.parse(f"{line}\nx = 1")) == ast.dump(ast.parse("x = 1"))
    assert "#" not in line[1:] and ":" not in line
    assert not re.search("(?i)noqa|nosec", line)


@relaxed
@given(texts)
def test_docstrings_stay_strings(text: str) -> None:
    (node,) = ast.parse(f'"""{docstring(text)}"""').body
    assert isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


@relaxed
@given(st.lists(texts, unique=True, max_size=12))
def test_names_are_distinct_after_folding(ids: list[str]) -> None:
    names = Names({"facts", "Any"})
    given_names = [names.add("fact", id) for id in ids]
    assert len(set(given_names)) == len(ids)
    assert all(name.isidentifier() and name.isascii() for name in given_names)
    assert not {"facts", "Any", "class", "max", "match"} & set(given_names)


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("service_date", "service_date"),
        ("Ⅲ级", "III_u7ea7"),
        ("ﬁne", "fine"),
        ("3d", "n_3d"),
        ("", "n"),
    ],
)
def test_identifiers_are_folded(id: str, name: str) -> None:
    assert identifier(id) == name
