"""What an outcome really rests on: the rules that applied, followed through 中间结论 and 情形.

An outcome that only hands on an intermediate value rests on the rules of that value, so it is they
that are cited. Values that a calculation uses are explained before it, each once on the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from luling.core import ir
from luling.core.order import rules_of, walk
from luling.explanation.reasons import deciding, said
from luling.explanation.steps import Steps
from luling.explanation.values import Values
from luling.explanation.words import Words
from luling.interpreter.context import Context
from luling.interpreter.expressions import evaluate
from luling.interpreter.values import FALSE, TRUE, Known, Result
from luling.types import BoolType

__all__ = ["Cited", "Ground", "Grounds"]

Cited = tuple[str, str, tuple[str, ...]]
"""Policy, clause, quoted words."""


@dataclass(slots=True)
class Ground:
    """`reasons`: why these rules and no others, in order, each with the named condition (情形) that
    it belongs to. `steps`: how the value came about."""

    reasons: dict[str, str | None] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    cited: dict[Cited, None] = field(default_factory=dict)


class Grounds:
    """The grounds of the outcomes of one answer, asked in the order of the page."""

    def __init__(self, words: Words, at: Context, entries: Mapping[str, Mapping[str, Any]]) -> None:
        self.words, self.at, self.entries = words, at, entries
        every = words.decision.definitions
        self.rules = {rule.id: rule for item in every for rule in rules_of(item)}
        self.explained: set[str] = set()  # intermediate values and conditions told already
        self.names: dict[str, str] = {}
        for output in words.decision.outputs:
            self._give_name(output, output.label)
        self.values = Values(words, at, self.names)

    def of(self, item: ir.Definition) -> Ground:
        """The ground of an outcome that is known."""
        ground = Ground()
        self._follow(item, ground, "")
        return ground

    def of_duty(self, item: ir.Definition, is_open: bool) -> Ground:
        """The ground of a duty: why it is done; or why the day is before or after the deadline, how
        the deadline came about, and the values that fall short; or why it is not owed. Where the
        outcome is not known, its clauses only."""
        duty, ground = item.duty, Ground()
        assert duty is not None
        if is_open:
            self._cite(item.citations, ground)
        elif duty.applies is not None and evaluate(duty.applies, self.at) == FALSE:
            self._leaves(duty.applies, False, ground)
            self._cite(item.citations, ground)
        elif evaluate(duty.condition, self.at) == TRUE:
            self._follow(item, ground, "")
        elif duty.deadline is None:
            self._because(duty.applies, ground)
            self._short(duty.condition, ground)
            self._cite(item.citations, ground)
        else:
            self._follow(item, ground, "")
            for part in walk(duty.deadline):
                if isinstance(part, ir.Reference):
                    self._need(part.id, ground)
            self._short(duty.condition, ground)
        return ground

    def _short(self, condition: ir.Expr, ground: Ground) -> None:
        """The values that make a condition fail; not what its own words say already."""
        if evaluate(condition, self.at) == FALSE:
            for leaf, holds in deciding(condition, False, self.at):
                if isinstance(leaf, ir.Compare | ir.Among | ir.Listed | ir.Contains):
                    ground.reasons.setdefault(said(leaf, holds, self.values), None)
                elif isinstance(leaf, ir.Reference):
                    self._leaves(leaf, holds, ground)

    def of_rules(self, ids: Iterator[str]) -> Ground:
        """The ground of a member of a collection: of its rules that applied."""
        ground = Ground()
        for id in ids:
            rule = self.rules[id]
            self._because(rule.condition, ground)
            self._cite(rule.citations, ground)
        return ground

    def of_absence(self, collection: ir.Definition) -> Ground:
        """Why a collection has no members."""
        ground = Ground()
        for member in collection.members:
            for node in member.group.nodes:
                condition = node.rule.condition
                if condition is not None and evaluate(condition, self.at) == FALSE:
                    self._leaves(condition, False, ground)
        return ground

    def is_nothing(self, item: ir.Definition) -> bool:
        """Whether the value is a constant 0 of the policy: nothing of this kind arises."""
        final = self._final(item)
        applied = self._applied(final)
        value = applied[0].value if applied else None
        return isinstance(value, ir.Literal_) and value.value == 0

    # ------------------------------------------------------------ following

    def _applied(self, item: ir.Definition) -> list[ir.Rule]:
        rules = self.entries.get(item.id, {}).get("rules", ())
        return [self.rules[one["rule"]] for one in rules if one["verdict"] == "applied"]

    def _handed_on(self, item: ir.Definition) -> ir.Definition | None:
        """The intermediate value that an applied rule hands on unchanged."""
        for rule in self._applied(item)[:1]:
            if isinstance(rule.value, ir.Reference):
                target = self.words.definitions[rule.value.id]
                is_inner = not target.is_output and target.kind in ("outcome", "intermediate")
                return target if is_inner and self._value(target) == self._value(item) else None
        return None

    def _value(self, item: ir.Definition) -> Result:
        return evaluate(ir.Reference(item.type, item.id), self.at)

    def _final(self, item: ir.Definition) -> ir.Definition:
        target = self._handed_on(item)
        return item if target is None else self._final(target)

    def _give_name(self, item: ir.Definition, name: str) -> None:
        """An intermediate value that an outcome hands on is called by the outcome's name."""
        target = self._handed_on(item)
        if target is not None and isinstance(self._value(item), Known):
            self.names.setdefault(target.id, name)
            self._give_name(target, name)

    def _follow(self, item: ir.Definition, ground: Ground, head: str) -> None:
        applied = self._applied(item)
        for rule in applied:
            self._because(rule.condition, ground)
        undecided = self._either_way(item, ground)
        if not applied:
            if not undecided and self._is_default(item):
                ground.reasons["本通知列明的情形都不符合"] = None
            for rule in undecided:
                self._cite(rule.citations, ground)
            return
        target = self._handed_on(item)
        if target is not None and self._applied(target):
            self._follow(target, ground, head)
            return
        value = applied[0].value
        result = evaluate(value, self.at) if value is not None else None
        if isinstance(item.type, BoolType):
            if value and not isinstance(value, ir.Literal_) and isinstance(result, Known):
                self._leaves(value, result.value is True, ground)
        elif value is not None and (head or item.id not in self.explained):
            self.explained.add(item.id)
            steps = Steps(self.values, lambda id: self._need(id, ground), ground.steps)
            steps.of(value, applied[0].rounding, head)
        for rule in applied:
            self._cite(rule.citations, ground)

    def _cite(self, citations: ir.Citations, ground: Ground) -> None:
        ground.cited.update(dict.fromkeys(map(_cited, citations)))

    def _either_way(self, item: ir.Definition, ground: Ground) -> list[ir.Rule]:
        """The rules of which it is not known whether they apply, with what is not known; the value
        is known all the same, so they give what the others give."""
        entry = self.entries.get(item.id, {})
        undecided = [one for one in entry.get("rules", ()) if one["verdict"] == "undecided"]
        missing = dict.fromkeys(path for one in undecided for path in one["missing"])
        if missing:
            names = "、".join(self.words.name(path) for path in missing)
            ground.reasons[f"无论{names}如何，结果都相同"] = None
        return [self.rules[one["rule"]] for one in undecided]

    def _is_default(self, item: ir.Definition) -> bool:
        entry = self.entries.get(item.id, {})
        return entry.get("status") == "default" and entry.get("value") is not None

    def _need(self, id: str, ground: Ground) -> None:
        """An intermediate value that a step uses is explained before that step."""
        item = self.words.definitions[id]
        if id in self.names or item.is_output or id in self.explained or item.group is None:
            return
        self.explained.add(id)
        self._follow(item, ground, f"{item.label} = ")

    # ------------------------------------------------------------ reasons

    def _because(self, condition: ir.Expr | None, ground: Ground) -> None:
        if condition is not None:
            self._leaves(condition, True, ground)

    def _leaves(
        self, condition: ir.Expr, holds: bool, ground: Ground, within: str | None = None
    ) -> None:
        for leaf, so in deciding(condition, holds, self.at):
            item = self.words.definitions.get(leaf.id) if isinstance(leaf, ir.Reference) else None
            if item is None or item.group is None or not isinstance(item.type, BoolType):
                ground.reasons.setdefault(said(leaf, so, self.values), within)
            elif item.is_output:
                ground.reasons.setdefault(self.words.verdict(item, so), within)
            elif item.kind == "condition":
                self._through(item, so, ground, within)
            else:
                self._follow(item, ground, "")

    def _through(
        self, item: ir.Definition, holds: bool, ground: Ground, within: str | None
    ) -> None:
        """A condition with a name: what it rests on; its words only where no rule has any."""
        assert item.group is not None
        rule = item.group.nodes[0].rule
        if rule.value is not None:
            self._leaves(rule.value, holds, ground, within or item.id)


def _cited(citation: ir.Citation) -> Cited:
    return citation.policy, citation.clause, citation.quotes
