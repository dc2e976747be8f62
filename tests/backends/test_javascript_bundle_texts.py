"""No text of a policy becomes code in a bundle: every label, clause, quote and id is poisoned."""

from __future__ import annotations

from generated import NAMES, policy
from hypothesis import example, given
from javascript_bundles import FACTS, bundle, called, joined, only, own_part, parts_of, steps_of
from node import needs_node
from small import program as small_program
from test_hostile_texts import HOSTILE, WORDS, endless, poisoned, rebuilt, relaxed, slower
from test_javascript_texts import MORE, NEVER, poison, shape


@relaxed
@given(poison)
@example([*HOSTILE, *MORE])
def test_texts_never_change_the_shape_of_the_code(texts: list[str]) -> None:
    program = small_program()
    text = bundle(only(poisoned(program, endless(texts))))
    assert shape(own_part(text)) == shape(own_part(bundle(only(program))))
    text.encode("utf-8")
    assert not any(sign in text for sign in NEVER)


@needs_node
@slower
@given(poison)
@example([*HOSTILE, *MORE])
def test_poisoned_policies_say_their_texts(texts: list[str]) -> None:
    """Labels come back in answers, steps and words as they are."""
    program = poisoned(small_program(), endless(texts))
    facts = {**FACTS, "benefit_active": True}
    id, insurance = program.policy.id, program.enumerations[0].values[0].label
    typed = {"type": "enumeration", "of": "insurance"}
    steps, words = called(
        bundle(only(program)),
        [(id, "steps", [facts, {}]), (id, "worded", ["employee", typed])],
    )
    assert joined(steps) == steps_of(*only(program), facts, {}) != {}
    assert words == insurance


@needs_node
@slower
@given(poison)
def test_ids_of_any_kind_become_names(texts: list[str]) -> None:
    """Ids are ASCII by contract; here each is any text, and answers come under that text."""
    program = small_program()
    decision = program.decisions[0]
    ids = [decision.id, program.policy.id, "fund_pay.1"]
    ids += [item.id for item in (*decision.facts, *decision.definitions, *program.parameters)]
    ids += [value.id for item in program.enumerations for value in (item, *item.values)]
    supply = endless(texts)
    new = {id: f"{next(supply)}_{number}" for number, id in enumerate(dict.fromkeys(ids))}
    renamed = rebuilt(
        program, lambda name, text: new.get(text, text) if name not in WORDS else text
    )
    facts = {new[id]: new.get(value, value) for id, value in FACTS.items()}
    facts[new["benefit_active"]] = True
    (steps,) = called(bundle(only(renamed)), [(renamed.policy.id, "steps", [facts, {}])])
    lines = steps[new["fund_pay.1"]]
    assert joined(steps)[new["fund_pay.1"]] == ["医保费用 100.00 元 × 报销比例 80% = 80.00 元"]
    paths = [part["path"] for part in lines[0] if not isinstance(part, str)]
    assert paths == [f"facts.{new['eligible_cost']}", new["fund_ratio"]]


@needs_node
def test_ids_that_mean_something_to_javascript() -> None:
    program = small_program()
    ids = ["sample", "service_date", "insurance", "fund_pay.1", "fund_ratio", "employee_ratio",
           "reimbursement", "benefit_active"]  # fmt: skip
    words = ["__proto__", "constructor", "toString", "__proto__", "valueOf", "hasOwnProperty",
             "FUNCTIONS", "evaluator"]  # fmt: skip
    new = dict(zip(ids, words, strict=True))
    renamed = rebuilt(
        program, lambda name, text: new.get(text, text) if name not in WORDS else text
    )
    facts = {new.get(id, id): value for id, value in FACTS.items()} | {"evaluator": True}
    (steps,) = called(bundle(only(renamed)), [("__proto__", "steps", [facts, {}])])
    assert joined(steps) == steps_of(*only(renamed), facts, {})
    assert steps["__proto__"][0] == [
        {"path": "facts.eligible_cost", "text": "医保费用 100.00 元"}, " × ",
        {"path": "valueOf", "text": "报销比例 80%"}, " = 80.00 元",
    ]  # fmt: skip


def test_real_policies_can_stand_in_a_page() -> None:
    for decision in sorted({item.id for name in NAMES for item in policy(name).decisions}):
        text = bundle(*parts_of(decision))
        assert not any(sign in text for sign in NEVER)
