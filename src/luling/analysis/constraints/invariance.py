"""Pairs of cases that differ in one fact alone, where an upper notice wants the same outcome.

In: a constraint and the lower program. Out: a mistake with a pair of cases for each outcome that
changes. The search starts from a case in which nothing else is known, and tries values only of what
the outcome still asks for: so every branch that can't matter is cut at once. Outcomes are told
apart first, as if the condition (可以支付) held; then the condition is made to hold. A search that
is too long is said to be unfinished.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from luling.analysis.constraints import errors
from luling.analysis.constraints.bounds import is_finding
from luling.analysis.constraints.citing import cited, matches, side
from luling.analysis.search import Samples, placed, sliced
from luling.core import ir
from luling.core.order import rules_of
from luling.diagnostics import Mistake
from luling.explanation.words import Words
from luling.interpreter import decide
from luling.interpreter.answers import Shown, shown
from luling.interpreter.context import Context
from luling.interpreter.decide import prepare
from luling.runtime.errors import DecisionError
from luling.source import NOWHERE, Span
from luling.types import BoolType, EnumType

__all__ = ["check_invariance"]

TRIES = 4000
"""The most cases that are tried for one outcome."""

_Given = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Case:
    """What both cases of a pair share."""

    facts: _Given = field(default_factory=dict)
    params: _Given = field(default_factory=dict)

    def with_(self, path: tuple[str | int, ...], value: object) -> _Case:
        if path[0] == "facts":
            return _Case(placed(self.facts, path[1:], value), self.params)
        return _Case(self.facts, placed(self.params, path[1:], value))


class _Unfinished(Exception):
    """More cases than may be tried."""


def check_invariance(
    lower: ir.Program, upper: ir.Program, rule: ir.Constraint, demand: ir.Invariance
) -> Iterator[Mistake]:
    for decision in lower.decisions:
        fact = _changed(lower, decision, demand)
        if fact is None:
            continue
        condition = _condition(decision, demand)
        for output in decision.outputs:
            if any(matches(name, output.id, output.label) for name in demand.outcomes):
                search = _Search(lower, decision, *fact, output, condition)
                yield from _outcome(search, upper, rule)


def _changed(
    program: ir.Program, decision: ir.Decision, demand: ir.Invariance
) -> tuple[str, str, str] | None:
    """The fact and its two values, as this decision calls them; None where it doesn't ask it."""
    values = {item.id: item.values for item in program.enumerations}
    for item in decision.facts:
        if not isinstance(item, ir.FactDeclaration) or not isinstance(item.type, EnumType):
            continue
        if matches(demand.fact, item.id, item.label):
            both = [
                value.id
                for name in (demand.before, demand.after)
                for value in values[item.type.id]
                if name.label in (value.id, value.label, *value.aliases)
            ]
            return (item.id, both[0], both[1]) if len(both) == 2 else None
    return None


def _condition(decision: ir.Decision, demand: ir.Invariance) -> ir.Definition | None:
    for item in decision.definitions:
        named = demand.condition is not None and matches(demand.condition, item.id, item.label)
        if named and isinstance(item.type, BoolType) and item.roster is None:
            return item
    return None


class _Search:
    """For one outcome of one decision."""

    def __init__(
        self,
        program: ir.Program,
        decision: ir.Decision,
        fact: str,
        before: str,
        after: str,
        output: ir.Definition,
        condition: ir.Definition | None,
    ) -> None:
        self.program, self.decision = program, decision
        self.fact, self.values = fact, (before, after)
        self.output, self.condition = output, condition
        assumed = {condition.id: True} if condition is not None else {}
        self.of_output = sliced(decision, [output.id], assumed)
        self.of_condition = sliced(decision, [condition.id]) if condition is not None else None
        self.samples = Samples(program, decision)
        self.tries = 0

    # ------------------------------------------------------------ the search

    def pair(self) -> _Case | None:
        """What two cases share that come out differently; None where there are none."""
        start = _Case()
        if self.decision.date_fact is not None:
            path, dates = self.samples.of(f"facts.{self.decision.date_fact}")
            found = (self.extend(start.with_(path, date)) for date in dates)
            return next((case for case in found if case is not None), None)
        return self.extend(start)

    def extend(self, case: _Case) -> _Case | None:
        """The case, or one that says more, with different outcomes and the condition holding."""
        self.tries += 1
        if self.tries > TRIES:
            raise _Unfinished
        sides = self.shown(case, self.of_output, self.output)
        if sides is None:
            return None
        one, other = sides
        if one.missing or other.missing:
            return self.branch(case, (*one.missing, *other.missing))
        return self.hold(case) if one.value != other.value else None

    def hold(self, case: _Case) -> _Case | None:
        """The same, of a case whose outcomes differ already."""
        if self.condition is None or self.of_condition is None:
            return case if self.stands(case) else None
        self.tries += 1
        if self.tries > TRIES:
            raise _Unfinished
        sides = self.shown(case, self.of_condition, self.condition)
        if sides is None or any(one.value is False for one in sides):
            return None
        missing = (*sides[0].missing, *sides[1].missing)
        if missing:
            return self.branch(case, missing)
        return case if self.stands(case) else None

    def branch(self, case: _Case, missing: tuple[str, ...]) -> _Case | None:
        path, values = self.samples.of(missing[0])
        found = (self.extend(case.with_(path, value)) for value in values)
        return next((one for one in found if one is not None), None)

    def shown(
        self, case: _Case, decision: ir.Decision, item: ir.Definition
    ) -> tuple[Shown, Shown] | None:
        """What a definition gives on both sides; None where one of them is no case at all."""
        item = next(one for one in decision.definitions if one.id == item.id)
        found = []
        for value in self.values:
            at = self.prepared(case, decision, value)
            one = shown(item, at) if at is not None else None
            if one is None or one.failure is not None:
                return None
            found.append(one)
        return found[0], found[1]

    def prepared(self, case: _Case, decision: ir.Decision, value: str) -> Context | None:
        try:
            return prepare(self.program, decision, {**case.facts, self.fact: value}, case.params)
        except DecisionError:
            return None

    # ------------------------------------------------------------ the pair that is shown

    def stands(self, case: _Case) -> bool:
        """Whether the whole decision, checks and all, says the same."""
        return self.told(case) is not None

    def told(self, case: _Case) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Both answers, with trace; None where they don't differ or the condition doesn't hold."""
        answers = []
        for value in self.values:
            facts = {**case.facts, self.fact: value}
            try:
                answer = decide(self.program, self.decision.id, facts, case.params).to_json()
            except DecisionError:
                return None
            answers.append(answer)
        one, other = answers
        wanted = [self.output.id] + ([self.condition.id] if self.condition is not None else [])
        if any(name in answer["unresolved"] for answer in answers for name in wanted):  # type: ignore[operator]
            return None
        kept = self.condition is None or all(
            answer["outputs"].get(self.condition.id, True) for answer in answers  # type: ignore[attr-defined]
        )
        differ = one["outputs"][self.output.id] != other["outputs"][self.output.id]  # type: ignore[index]
        return (one, other) if kept and differ else None

    def smallest(self, case: _Case) -> _Case:
        """The case without the facts that don't matter."""
        for name in list(case.facts):
            less = _Case({k: v for k, v in case.facts.items() if k != name}, case.params)
            if self.stands(less):
                case = less
        return case


# ---------------------------------------------------------------- wording


def _outcome(search: _Search, upper: ir.Program, rule: ir.Constraint) -> Iterator[Mistake]:
    lower, decision, output = search.program, search.decision, search.output
    words = Words(lower, decision)
    fact = words.name(f"facts.{search.fact}")
    kind = next(i.type for i in decision.facts if isinstance(i, ir.FactDeclaration)
                and i.id == search.fact)  # fmt: skip
    before, after = (words.value(value, kind) for value in search.values)
    place = f"判定「{decision.label}」里，{fact}由{before}换为{after}"
    above = side("上级通知", upper.policy, rule.citations)
    try:
        found = search.pair()
    except _Unfinished:
        problem = f"{place}，「{output.label}」变不变，试了{TRIES}个案情还没有试完"
        told = (side("本通知", lower.policy, output.citations), above)
        yield errors.NotComparable(output.span, rule.span, problem, told)
        return
    if found is None:
        return
    case = search.smallest(found)
    answers = search.told(case)
    assert answers is not None
    results = [
        words.value(a["outputs"][output.id], output.type)
        if a["outputs"][output.id] is not None else "本通知未规定" for a in answers
    ]  # fmt: skip
    applied = [_applied(answer, output) for answer in answers]
    notes = [
        f"案情：{_case_text(case, words)}",
        *(
            f"{fact}是{value}：{output.label}是{result}，依据本通知"
            f"{cited(tuple(c for one in rules for c in one.citations)) or '（没有写依据）'}"
            for value, result, rules in zip((before, after), results, applied, strict=True)
        ),
        above,
    ]
    problem = f"{place}，「{output.label}」由{results[0]}变为{results[1]}"
    wrong = errors.ResultChangesDoubtful if is_finding(rule) else errors.ResultChanges
    yield wrong(_place(applied, output), rule.span, problem, tuple(notes))


def _case_text(case: _Case, words: Words) -> str:
    """就医方式 门诊，药品类别 其他国谈药品: the facts of a case, and the parameters it takes."""
    kinds = {f.id: f.type for f in words.decision.facts if isinstance(f, ir.FactDeclaration)}
    told = []
    for name in (item.id for item in words.decision.facts if item.id in case.facts):
        value = case.facts[name]
        said = words.value(value, kinds[name]) if name in kinds else f"{len(value)}项"
        told.append(f"{words.name(f'facts.{name}')} {said}")
    for name, value in case.params.items():
        parameter = words.parameters[name]
        said = "、".join(map(str, value.values())) if isinstance(value, dict) else (
            words.value(value, parameter.type)
        )  # fmt: skip
        told.append(f"{parameter.label} {said}（假设）")
    return "，".join(told) or "其他情况不论"


def _applied(answer: dict[str, Any], output: ir.Definition) -> list[ir.Rule]:
    """The rules that gave the outcome."""
    entry = next(item for item in answer["trace"] if item["definition"] == output.id)
    ids = [item["rule"] for item in entry["rules"] if item["verdict"] == "applied"]
    return [rule for rule in rules_of(output) if rule.id in ids]


def _place(applied: list[list[ir.Rule]], output: ir.Definition) -> Span:
    """The rule that makes the difference: one that applies on one side alone."""
    first = {rule.id for rule in applied[0]}
    for rule in (*applied[1], *applied[0]):
        if (rule.id not in first or rule in applied[0]) and rule.span != NOWHERE:
            return rule.span
    return output.span
