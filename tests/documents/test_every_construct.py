"""Documents of random policies: every construct has its sentence, and nothing leaks through."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reviewed import leaks, subject_of

from luling.backends.document import build, to_html, to_markdown
from luling.core import ir
from strategies import Case, cases_of, programs

relaxed = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


@st.composite
def programs_with_cases(draw: st.DrawFn) -> ir.Program:
    """A random policy with a few random cases as its worked examples."""
    program = draw(programs(gaps=False))
    found = [draw(cases_of(program)) for _ in range(draw(st.integers(0, 3)))]
    return replace(program, cases=tuple(_case(one, at) for at, one in enumerate(found, 1)))


def _case(case: Case, number: int) -> ir.Case:
    outputs = case.program.decisions[0].outputs
    return ir.Case(
        f"case{number}", f"例{number}", case.decision, case.facts, case.params,
        {item.id: None for item in outputs}, {}, False, None, (),
    )  # fmt: skip


AUTHORED = ("X001", "X002", "X003")
"""Codes of the sample world: the only Latin words that its labels and texts have."""


@relaxed
@given(programs_with_cases())
def test_no_construct_is_without_its_sentence(program: ir.Program) -> None:
    document = build(subject_of(program))
    assert leaks(document, "\n".join(AUTHORED)) == []
    to_html(document)
    to_markdown(document)


@relaxed
@given(programs())
def test_documents_are_deterministic(program: ir.Program) -> None:
    first, second = build(subject_of(program)), build(subject_of(program))
    assert to_html(first) == to_html(second)
    assert to_markdown(first) == to_markdown(second)
