"""The answer of a worked example in full: each outcome with its reasons, every step of its
calculation, and the clauses of both.

Outcomes that are said in the same words are said once; what was collected is told member by member
where the reasons or clauses differ.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from luling.backends.document.model import Cite, Line
from luling.backends.document.predicates import negative, positive
from luling.backends.document.spoken import SpokenGrounds
from luling.backends.document.subject import Writer
from luling.core import ir
from luling.explanation.grounds import Cited, Ground
from luling.explanation.words import Words
from luling.interpreter.decide import Decision, prepare
from luling.types import BoolType, NamesType

__all__ = ["close_up", "outcomes", "silent", "tidy", "value_words"]

_Cites = tuple[Cite, ...]
_GAP = re.compile(r"(?<![ -~−×÷≈]) (?![=+−×÷≈])|(?<![=+−×÷≈]) (?![ -~−×÷≈])")


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said after the name of an outcome; of a sentence that says its name, the `name`."""

    text: str
    cites: _Cites = ()
    items: tuple[Line, ...] = ()
    name: str = ""


def outcomes(
    writer: Writer, decision: ir.Decision, case: ir.Case, answer: Decision
) -> tuple[Line, ...]:
    """A line for each outcome, in the order of the policy."""
    words = Words(writer.program, decision, case.facts)
    at = prepare(writer.program, decision, case.facts, case.params)
    entries = {entry["definition"]: entry for entry in answer.trace}
    grounds = SpokenGrounds(writer.rules(decision), words, at, entries)
    teller = _Teller(writer, words, grounds, answer, entries)
    together: dict[_Told, list[str]] = {}
    for output in decision.outputs:
        together.setdefault(teller.told(output), []).append(output.label)
    return tuple(
        Line(told.text if told.name else "、".join(labels) + told.text, told.cites, told.items)
        for told, labels in together.items()
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    writer: Writer
    words: Words
    grounds: SpokenGrounds
    answer: Decision
    entries: Mapping[str, Mapping[str, Any]]

    def told(self, output: ir.Definition) -> _Told:
        missing = self.answer.unresolved.get(output.id)
        if missing is not None:
            named = "、".join(dict.fromkeys(self.words.name(path) for path in missing))
            return _Told(f"：待定，还缺少{close_up(named)}")
        if output.group is None and output.kind == "collection" and output.members:
            return self.collected(output)
        value, ground = self.answer.outputs[output.id], self.ground(output)
        because, cites = _because(ground), self.cites(ground.cited)
        if value is None:
            text = silent(self.entries.get(output.id, {}))
        elif isinstance(output.type, BoolType):
            said = positive(output.label) if value is True else negative(output.label)
            return _Told(said + because, cites, name=output.label)
        else:
            text = f"：{tidy(self.words.value(value, output.type))}"
        steps = () if isinstance(output.type, NamesType) else self.steps(ground, cites)
        match steps:
            case ():
                return _Told(text + because, cites)
            case (Line(text=step, cites=()),) if "=" not in step:
                return _Told(f"{text}，即{step.removeprefix('即')}{because}", cites)
        return _Told(f"{text}{because}，计算如下", cites, steps)

    def ground(self, output: ir.Definition) -> Ground:
        if output.group is None:
            return Ground()
        if output.duty is None:
            return self.grounds.of(output)
        return self.grounds.of_duty(output, is_open=False)

    def steps(self, ground: Ground, cites: _Cites) -> tuple[Line, ...]:
        """The steps; each with its clauses, where these are not those of the outcome."""
        sources = self.grounds.sources
        own = [self.cites(sources.get(at, {})) for at in range(len(ground.steps))]
        is_plain = all(one in ((), cites) for one in own)
        return tuple(
            Line(close_up(step).rstrip("："), () if is_plain else each, end="；")
            for step, each in zip(ground.steps, own, strict=True)
        )

    def collected(self, output: ir.Definition) -> _Told:
        """Each member that is in, with its reasons; those of the same ones together."""
        found: dict[tuple[str, _Cites], list[str]] = {}
        for member in self.entries.get(output.id, {}).get("members", ()):
            if member.get("in"):
                label = str(member["label"])
                ground = self.grounds.of_rules(
                    one["rule"] for one in member["rules"] if one["verdict"] == "applied"
                )
                because = "" if list(ground.reasons) == [label] else _because(ground)
                found.setdefault((because, self.cites(ground.cited)), []).append(label)
        if not found:
            return _Told("：无")
        if len(found) == 1:
            [((because, cites), names)] = found.items()
            return _Told(f"：{'、'.join(names)}{because}", cites)
        count = sum(map(len, found.values()))
        items = [Line("、".join(names) + because, cites, end="；")
                 for (because, cites), names in found.items()]  # fmt: skip
        return _Told(f"有下列{count}项", (), tuple(items))

    def cites(self, cited: Mapping[Cited, None]) -> _Cites:
        found = (self.writer.cite(policy, clause) for policy, clause, _ in cited)
        return tuple(dict.fromkeys(found))


def _because(ground: Ground) -> str:
    reasons = "，".join(map(close_up, ground.reasons))
    return f"，因为{reasons}" if reasons else ""


def close_up(text: str) -> str:
    """Words and figures as running text: spaces stay only beside the signs of a formula."""
    return _GAP.sub("", tidy(text))


def tidy(text: str) -> str:
    """Amounts as the rules write them: 1,000.00 元 → 1000元."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    return re.sub(r"(?<=\d)(?:\.00)? 元(?: (?=与))?", "元", text)


def value_words(words: Words, output: ir.Definition, value: object) -> str:
    """可以支付; 统筹支付：420元."""
    if isinstance(output.type, BoolType):
        return positive(output.label) if value is True else negative(output.label)
    return f"{output.label}：{tidy(words.value(value, output.type))}"


def silent(entry: Mapping[str, Any]) -> str:
    """What is said after the name of an outcome without a value."""
    if entry.get("status") != "unspecified":
        return "：不适用"
    document = entry.get("refers_to")
    after = f"，按《{str(document).strip('《》')}》执行" if document else ""
    return f"：本通知未规定{after}"
