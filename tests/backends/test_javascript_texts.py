"""No text of a policy becomes JavaScript: every label, title, clause, quote, constant and id is
poisoned, and what the module says with its strings blanked stays the same."""

from __future__ import annotations

import re
from typing import Any

from generated import policy
from hypothesis import example, given
from hypothesis import strategies as st
from node import answers, assert_agreement, needs_node, node
from small import program as small_program
from test_hostile_texts import HOSTILE, WORDS, endless, poisoned, rebuilt, relaxed, slower, texts
from test_javascript_modules import own_part

from luling.backends.javascript import generate, generate_script, generate_types
from luling.backends.javascript.names import Names, identifier, type_name
from luling.backends.javascript.text import comment, key, literal

MORE = (
    "*/", "/*", "//", "</script>", "</SCRIPT ", "<!--", "-->", "<script>", "]]>", "`",
    "${alert(1)}",
    "\\u2028", "\\`", "\u00a0", "\U000e0001", "import('fs')", "__proto__", "constructor",
    "@ts-ignore", "//# sourceMappingURL=x", "\n//# sourceURL=x", "'); process.exit(1); ('",
    '"); process.exit(1); ("',
)  # fmt: skip
poison = st.lists(st.one_of(texts, st.sampled_from(MORE)), min_size=1, max_size=20)

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|//[^\n]*|/\*[^\n]*?\*/|\s+')
NEVER = ("</", "<!--", "]]>", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\u202e", "\u2066",
         "\x00", "\ufeff", "//#", "//@", "/*#", "/*@")  # fmt: skip


def shape(text: str) -> str:
    """The code without what is in its strings and comments, and without its line breaks. (A label
    that is empty is left out.)"""
    blanked = TOKEN.sub(lambda found: '""' if found[0].startswith('"') else " ", text)
    packed = re.sub(r"\s+", "", blanked)
    return re.sub(r",(?=[)\]}])", "", packed).replace('label:"",', "")


@relaxed
@given(poison)
@example([*HOSTILE, *MORE])
def test_texts_never_change_the_shape_of_the_code(texts: list[str]) -> None:
    program = small_program()
    given_program = poisoned(program, endless(texts))
    text = generate(given_program)
    assert shape(own_part(text)) == shape(own_part(generate(program)))
    for whole in (text, generate_script(given_program, "Sample"), generate_types(given_program)):
        whole.encode("utf-8")
        assert not any(sign in whole for sign in NEVER)


@needs_node
@slower
@given(poison)
@example([*HOSTILE, *MORE])
def test_poisoned_policies_answer_as_the_interpreter(texts: list[str]) -> None:
    """Conditions' words, labels and quotes come back in traces and errors as they are."""
    program = poisoned(small_program(), endless(texts))
    facts = {"service_date": "2021-06-01", "insurance": "employee", "eligible_cost": "100.00"}
    asked: list[Any] = [
        ("reimbursement", {**facts, **more}, {}, True)
        for more in ({"benefit_active": True}, {"benefit_active": False}, {}, {"insurance": "x"})
    ]
    assert_agreement(program, generate(program), asked)


@needs_node
@slower
@given(st.data(), poison)
def test_ids_of_any_kind_become_names(data: st.DataObject, texts: list[str]) -> None:
    """Ids are ASCII by contract; here each is any text, and answers come under that text."""
    program = small_program()
    decision = program.decisions[0]
    ids = [decision.id, program.policy.id]
    ids += [item.id for item in (*decision.facts, *decision.definitions, *program.parameters)]
    ids += [value.id for item in program.enumerations for value in (item, *item.values)]
    supply = endless(texts)
    new = {id: f"{next(supply)}_{number}" for number, id in enumerate(dict.fromkeys(ids))}
    renamed = rebuilt(
        program, lambda name, text: new.get(text, text) if name not in WORDS else text
    )
    facts = {
        new["service_date"]: "2021-06-01",
        new["insurance"]: new["employee"],
        new["benefit_active"]: data.draw(st.booleans()),
        new["eligible_cost"]: "100.00",
    }
    asked: list[Any] = [
        (new["reimbursement"], facts, {}, True),
        (new["reimbursement"], {}, {}, True),
    ]
    assert_agreement(renamed, generate(renamed), asked)
    generate_types(renamed).encode("utf-8")


@needs_node
def test_ids_that_mean_something_to_javascript() -> None:
    """`__proto__`, `constructor` and words of the language are ids like others."""
    program = small_program()
    ids = ["service_date", "insurance", "benefit_active", "eligible_cost", "fund_ratio", "fund_pay",
           "denials", "reimbursement", "resident_ratio", "employee_ratio", "employee"]  # fmt: skip
    words = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "class",
             "prototype", "decide", "default", "all", "number"]  # fmt: skip
    new = dict(zip(ids, words, strict=True))
    renamed = rebuilt(
        program, lambda name, text: new.get(text, text) if name not in WORDS else text
    )
    facts = {
        "__proto__": "2021-06-01", "constructor": "number", "toString": True,
        "hasOwnProperty": "100.00",
    }  # fmt: skip
    without = {id: value for id, value in facts.items() if id != "__proto__"}
    asked: list[Any] = [
        ("decide", facts, {"default": "0.6"}, True),
        ("decide", without, {}, True),
        ("decide", {**facts, "constructor": "resident"}, {}, True),
    ]
    text = generate(renamed)
    assert_agreement(renamed, text, asked)
    assert answers(text, asked)[0]["outputs"]["class"] == "80.00"
    (found,) = node().ask([{"module": node().module(text), "exports": ["DECISIONS"]}])
    assert found["DECISIONS"][0]["facts"][0]["id"] == "__proto__"


@needs_node
def test_literals_say_the_text() -> None:
    shown = [*HOSTILE, *MORE, *map(chr, range(0x3000)), *map(chr, range(0xD7FF, 0xE001))]
    text = f"export const texts = [{', '.join(map(literal, shown))}];"
    (found,) = node().ask([{"module": node().module(text), "exports": ["texts"]}])
    assert found["texts"] == shown


@relaxed
@given(texts)
def test_comments_stay_on_their_line(text: str) -> None:
    line = comment(text)
    assert len(line.splitlines()) <= 1
    assert "*/" not in line and "<" not in line and "@" not in line and "#" not in line


@relaxed
@given(st.lists(texts, unique=True, max_size=12))
def test_names_are_distinct(ids: list[str]) -> None:
    names = Names({"facts", "decide"})
    found = [names.fresh(id) for id in ids]
    assert len(set(found)) == len(ids)
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]*", name) for name in found)
    assert not {"facts", "decide", "class", "await", "eval", "Number"} & set(found)


def test_names_are_like_their_ids() -> None:
    assert identifier("service_date") == "service_date"
    assert identifier("3d") == "n_3d" and identifier("") == "n"
    assert type_name("responsible_physician") == "ResponsiblePhysician"
    assert key("a_b") == "a_b" and key("a-b") == '["a-b"]' and key("__proto__") == '["__proto__"]'


def test_real_policies_can_stand_in_a_page() -> None:
    script = generate_script(policy("weihai"), "Weihai")
    assert not any(sign in script for sign in NEVER)
