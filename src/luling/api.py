"""The Python interface.

    policy = luling.load("policies/chongqing/chongqing.policy")
    answer = policy.decide("reimbursement", facts, params=params)
    answer.outputs["payable"], answer.unresolved, answer.trace

The policy is compiled once, when it is loaded; each engine is made ready when it is first used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from luling.diagnostics import Bag, Diagnostic
from luling.interpreter import Decision
from luling.runtime.errors import DecisionError
from luling.source import Source

if TYPE_CHECKING:
    from luling.core import ir
    from luling.forms.model import Page

__all__ = ["ENGINES", "Decision", "DecisionError", "Engine", "Policy", "PolicyError", "load"]

Engine = Literal["python", "interpreter"]
ENGINES: tuple[Engine, ...] = ("python", "interpreter")
Answer = Mapping[str, Any]
_Decide = Callable[[str, object, object, bool], dict[str, Any]]


class PolicyError(Exception):
    """A policy that has errors; `diagnostics` has all that is said of it, `text` draws them."""

    def __init__(self, diagnostics: list[Diagnostic], sources: Mapping[str, Source]) -> None:
        self.diagnostics, self.sources = diagnostics, sources
        super().__init__(self.text)

    @property
    def text(self) -> str:
        from luling.diagnostics.render import render_all

        return render_all(self.diagnostics, self.sources)


class Policy:
    """A compiled policy."""

    def __init__(self, program: ir.Program) -> None:
        self.program = program
        self._engines: dict[Engine, _Decide] = {}

    @property
    def id(self) -> str:
        return self.program.policy.id

    @property
    def title(self) -> str:
        return self.program.policy.title

    @property
    def decisions(self) -> tuple[str, ...]:
        """The ids of the decisions."""
        return tuple(item.id for item in self.program.decisions)

    def decide(
        self,
        decision: str,
        facts: Mapping[str, object],
        params: Mapping[str, object] | None = None,
        *,
        engine: Engine = "python",
        trace: bool = True,
    ) -> Decision:
        """Answer one decision; raises `DecisionError` for facts that can't be used."""
        answer = self.evaluator(engine)(decision, facts, params, trace)
        return Decision(
            policy=self.id,
            decision=decision,
            status=answer["status"],
            outputs=answer["outputs"],
            unresolved=answer["unresolved"],
            trace=answer.get("trace", []),
        )

    @cached_property
    def module(self) -> str:
        """The Python evaluator: the text of a module that stands alone."""
        from luling.backends.python import generate

        return generate(self.program)

    @property
    def forms(self) -> tuple[str, ...]:
        """The ids of the forms that the notice prints."""
        return tuple(form.id for item in self.program.decisions for form in item.forms)

    def fill(
        self,
        form: str,
        facts: Mapping[str, object],
        params: Mapping[str, object] | None = None,
    ) -> Page:
        """Fill a form from a case; `luling.forms` prints the page as text, HTML or XLSX. Raises
        `DecisionError` for a form that is not there and for facts that can't be used."""
        from luling.forms.fill import fill
        from luling.runtime.inputs import unknown_name

        found = {one.id: (item, one) for item in self.program.decisions for one in item.forms}
        if form not in found:
            labels = {id: one.label for id, (_, one) in found.items()}
            unknown_name(form, labels, "", "unknown_form", "表单")
        decision, chosen = found[form]
        return fill(self.program, decision, chosen, facts, params)

    def evaluator(self, engine: Engine) -> _Decide:
        """The bare function (decision, facts, params, trace) → answer as JSON, for many calls."""
        if engine not in self._engines:
            interpreted = engine == "interpreter"
            made = _interpreted(self.program) if interpreted else _executed(self.id, self.module)
            self._engines[engine] = made
        return self._engines[engine]


def load(path: str | Path) -> Policy:
    """Compile the policy at `path`; raises `PolicyError` where it has errors, `OSError` where it
    can't be read."""
    from luling.driver import compile_policy

    file = Path(path)
    with file.open("rb"):  # a file that can't be opened is not a mistake of the policy
        pass
    bag = Bag()
    compiled = compile_policy(file, bag)
    if compiled.program is None or bag.has_errors:
        raise PolicyError(bag.sorted(), compiled.sources)
    return Policy(compiled.program)


def _interpreted(program: ir.Program) -> _Decide:
    from luling.interpreter import decide

    def run(decision: str, facts: object, params: object, trace: bool) -> dict[str, Any]:
        return decide(program, decision, facts, params, trace=trace).to_json()

    return run


def _executed(id: str, text: str) -> _Decide:
    name = f"luling_{id}"
    module = ModuleType(name)
    exec(compile(text, f"<{name}>", "exec"), module.__dict__)
    decide, own_error = module.decide, module.DecisionError

    def run(decision: str, facts: object, params: object, trace: bool) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = decide(decision, facts, params, trace=trace)
        except own_error as error:
            raise DecisionError(error.code, error.message, error.fact) from None
        return answer

    return run
