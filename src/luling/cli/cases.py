"""Runs the worked examples (用例) of a policy on both engines and says how the answers differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from luling.api import ENGINES, Decision, Engine, Policy
from luling.cli.errors import CaseFails
from luling.core import ir
from luling.explanation.words import Words
from luling.runtime.errors import DecisionError
from luling.types import SetType

__all__ = ["CaseResult", "Difference", "run_case", "run_cases"]

_ENGINE_NAMES = {"python": "Python 判定程序", "interpreter": "解释器"}
_STATUS = {"decided": "已判定", "incomplete": "有待定的结论", "not_in_force": "尚未施行"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One outcome: what should be, what is, and by which clause."""

    outcome: str
    expected: str
    actual: str
    clause: str = ""

    def text(self) -> str:
        """报销比例：应得 80%，实得 70%（依据 二（五）1「……」）"""
        clause = f"（依据 {self.clause}）" if self.clause else ""
        return f"{self.outcome}：应得 {self.expected}，实得 {self.actual}{clause}"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case with its differences, each said once when both engines have it; none when it holds.
    `answer`: what the interpreter says, None where it refuses the facts."""

    case: ir.Case
    differences: tuple[str, ...]
    answer: Decision | None = None

    def mistake(self) -> CaseFails:
        return CaseFails(self.case.span, self.case.title, self.differences)


def run_cases(policy: Policy) -> Iterator[CaseResult]:
    """Every case of a policy, in the order of the source."""
    for case in policy.program.cases:
        yield run_case(policy, case)


def run_case(policy: Policy, case: ir.Case) -> CaseResult:
    """One case on both engines."""
    answers = {engine: _answer(policy, case, engine) for engine in ENGINES}
    decision = next(d for d in policy.program.decisions if d.id == case.decision)
    words = Words(policy.program, decision)
    found: dict[str, list[Engine]] = {}
    for engine, answer in answers.items():
        for difference in _compare(case, _json(answer), decision, words):
            found.setdefault(difference.text(), []).append(engine)
    texts = [
        text if len(engines) == len(ENGINES) else f"{_ENGINE_NAMES[engines[0]]}：{text}"
        for text, engines in found.items()
    ]
    if not texts and not _same(*map(_json, answers.values())):
        texts = ["两个引擎的结果不同（这是律令自身的缺陷，请报告）"]
    told = answers["interpreter"]
    return CaseResult(case, tuple(texts), told if isinstance(told, Decision) else None)


def _answer(policy: Policy, case: ir.Case, engine: Engine) -> Decision | DecisionError:
    try:
        return policy.decide(case.decision, case.facts, case.params, engine=engine)
    except DecisionError as error:
        return error


def _json(answer: Decision | DecisionError) -> Mapping[str, Any] | DecisionError:
    return answer.to_json() if isinstance(answer, Decision) else answer


def _same(
    left: Mapping[str, Any] | DecisionError, right: Mapping[str, Any] | DecisionError
) -> bool:
    if isinstance(left, DecisionError) or isinstance(right, DecisionError):
        both = isinstance(left, DecisionError) and isinstance(right, DecisionError)
        return both and (left.code, left.fact) == (right.code, right.fact)  # type: ignore[union-attr]
    return left == right


def _compare(
    case: ir.Case, answer: Mapping[str, Any] | DecisionError, decision: ir.Decision, words: Words
) -> Iterator[Difference]:
    if isinstance(answer, DecisionError):
        yield from _compare_error(case, answer, words)
    elif case.error_fact is not None:
        yield Difference("整个案情", f"报错 {_fact(case.error_fact, words)}", "没有报错")
    elif case.not_in_force or answer["status"] == "not_in_force":
        if (answer["status"] == "not_in_force") != case.not_in_force:
            wanted = "尚未施行" if case.not_in_force else "有结论"
            yield Difference("整个案情", wanted, _STATUS[answer["status"]])
    else:
        for output in decision.outputs:
            yield from _compare_output(case, answer, output, words)


def _compare_error(case: ir.Case, error: DecisionError, words: Words) -> Iterator[Difference]:
    if case.error_fact is None:
        yield Difference("整个案情", "有结论", f"报错：{error.message}")
        return
    wanted = case.error_fact if "." in case.error_fact else f"facts.{case.error_fact}"
    given = error.fact or ""
    if given != wanted and not given.startswith((wanted + ".", wanted + "[")):
        yield Difference("整个案情", f"报错 {_fact(wanted, words)}", f"报错：{error.message}")


def _fact(name: str, words: Words) -> str:
    return words.name(name if "." in name else f"facts.{name}")


def _compare_output(
    case: ir.Case, answer: Mapping[str, Any], output: ir.Definition, words: Words
) -> Iterator[Difference]:
    value, missing = answer["outputs"].get(output.id), answer["unresolved"].get(output.id)
    actual = _said(value, missing, output, words)
    if output.id in case.expected:
        wanted = case.expected[output.id]
        if missing is not None or not _equal(wanted, value, output):
            clause = _clause(answer, output, words)
            yield Difference(output.label, _said(wanted, None, output, words), actual, clause)
    if output.id in case.unresolved:
        paths = case.unresolved[output.id]
        if missing is None or (paths is not None and list(paths) != list(missing)):
            said = "待定" if paths is None else f"待定（缺 {_names(paths, words)}）"
            yield Difference(output.label, said, actual, _clause(answer, output, words))


def _equal(wanted: object, value: object, output: ir.Definition) -> bool:
    if isinstance(output.type, SetType) and isinstance(wanted, list) and isinstance(value, list):
        return sorted(map(str, wanted)) == sorted(map(str, value))
    return type(wanted) is type(value) and wanted == value


def _said(value: object, missing: Any, output: ir.Definition, words: Words) -> str:
    if missing is not None:
        return f"待定（缺 {_names(missing, words)}）"
    return "未规定" if value is None else words.value(value, output.type)


def _names(paths: Any, words: Words) -> str:
    return "、".join(words.name(path) for path in paths)


def _clause(answer: Mapping[str, Any], output: ir.Definition, words: Words) -> str:
    """The clauses of the rules that gave the value."""
    cited = []
    for entry in answer["trace"]:
        if entry["definition"] == output.id:
            rules = [*entry["rules"], *(r for m in entry["members"] for r in m["rules"])]
            cited = [c for r in rules if r["verdict"] == "applied" for c in r["citations"]]
    return words.citations(cited)
