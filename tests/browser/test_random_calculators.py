"""Calculators of random policies: filled in with random cases, each shows what the interpreter
says of that case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from reviewed import subject_of
from shown import EVERY_CASE, rows_of
from watching import Watch

from luling.core import ir
from luling.interpreter import decide
from luling.runtime.errors import DecisionError
from luling.site.calculators import calculators
from strategies import cases_of, programs

relaxed = settings(
    deadline=None,
    max_examples=8,
    # A page takes long to open, and shrinking would open hundreds.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@st.composite
def programs_with_cases(draw: st.DrawFn) -> ir.Program:
    program = draw(programs(gaps=False, duties=True))
    found = [draw(cases_of(program)) for _ in range(6)]
    return replace(program, cases=tuple(_case(one, at) for at, one in enumerate(found, 1)))


def _case(one: Any, number: int) -> ir.Case:
    return ir.Case(
        f"case{number}", f"例{number}", one.decision, one.facts, one.params, {}, {}, False, None, ()
    )


@relaxed
@given(programs_with_cases())
def test_random_cases_are_shown_as_the_interpreter_decides(
    watch: Watch, tmp_path: Path, program: ir.Program
) -> None:
    home = f"{tmp_path.as_uri()}/"
    for name, text in calculators([subject_of(program)]).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        watch.open(home + name, home)
        found = watch.page.evaluate(EVERY_CASE)
        for case, one in zip(program.cases, found, strict=True):
            assert_shown(program, case, one)
    watch.assert_quiet()


def assert_shown(program: ir.Program, case: ir.Case, one: dict[str, Any]) -> None:
    decision = next(item for item in program.decisions if item.id == case.decision)
    try:
        found = decide(program, case.decision, case.facts, case.params)
    except DecisionError as error:
        is_given = error.fact is not None or error.code == "contradiction"
        verdict = "填写有误，请改正" if is_given else "这个案情，规则得不出结果"
        assert one["verdict"] == verdict
        return
    if found.status == "not_in_force":
        assert "不在本通知的施行期间" in one["verdict"] and not one["rows"]
        return
    answer = {"outputs": found.outputs, "unresolved": found.unresolved, "trace": found.trace}
    assert one["rows"] == rows_of(program, decision, answer)
