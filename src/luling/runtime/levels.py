"""Rules and their exceptions: which value the sentences of one definition give.

A rule gives nothing, certainly a value, or maybe a value. Exceptions are consulted first; what is
certain among them sets aside what stands below. Rules of one level that give the same value merge;
different values conflict.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from luling.runtime.kleene import NOTHING, Failed, Unknown, all_of

Citation = tuple[str, str, tuple[str, ...]]


class Leaf(NamedTuple):
    """One part of a condition, with the words that a trace shows when it does not hold."""

    text: str
    test: Callable[[Any], Any]


class When(NamedTuple):
    """A condition taken apart at 且 and 或: its leaves, and how they combine."""

    combine: Callable[..., Any]
    leaves: tuple[Leaf, ...]


def when(combine: Callable[..., Any], *leaves: Leaf) -> When:
    """A condition of these leaves."""
    return When(combine, leaves)


class Rule(NamedTuple):
    """One sentence. `value` None cancels the rule that this one is an exception to (恢复)."""

    id: str
    label: str
    kind: str
    when: When | None = None
    value: Callable[[Any], Any] | None = None
    citations: tuple[Citation, ...] = ()
    uses: tuple[str, ...] = ()
    start: datetime.date | None = None
    end: datetime.date | None = None
    unspecified: bool = False
    refers_to: str | None = None


class Node(NamedTuple):
    """A rule with the exceptions that set it aside."""

    rule: Rule
    exceptions: Group | None = None


class Group(NamedTuple):
    """Rules of one level with the exceptions that set the whole level aside."""

    nodes: tuple[Node, ...]
    exceptions: Group | None = None
    first_hit: bool = False
    total: bool = False


class Cancelled:
    """The value of 恢复."""


CANCEL = Cancelled()


class Result(NamedTuple):
    """What a rule, a node or a level gives: `certain` that it gives something, the distinct known
    values it may give, `open` when another value is possible, and what is missing to tell. With
    `failed` the rest says nothing."""

    certain: bool
    values: tuple[Any, ...]
    open: bool
    missing: frozenset[str]
    failed: Failed | None = None
    rule: Rule | None = None

    @property
    def empty(self) -> bool:
        return not (self.certain or self.values or self.open or self.failed)

    @property
    def settled(self) -> bool:
        return self.certain and not self.open and len(self.values) == 1

    @property
    def cancels(self) -> bool:
        return self.settled and self.values[0] is CANCEL


EMPTY = Result(False, (), False, NOTHING)


class Levels:
    """Evaluates groups for one case; the conditions' answers are kept for the trace."""

    __slots__ = ("answers", "case", "leaves", "results")

    def __init__(self, case: Any) -> None:
        self.case = case
        self.leaves: dict[str, tuple[Any, ...]] = {}
        self.answers: dict[str, Any] = {}
        self.results: dict[int, Result] = {}

    def ask(self, id: str, when: When) -> tuple[Any, ...]:
        """The answer of each leaf of a condition."""
        self.leaves[id] = leaves = tuple([leaf.test(self.case) for leaf in when.leaves])
        return leaves

    def condition(self, rule: Rule) -> Any:
        """True, False, Unknown or Failed, whether or not the rule is needed."""
        if rule.id in self.answers:
            return self.answers[rule.id]
        answer: Any = in_period(rule.start, rule.end, self.case.date)
        if rule.when is not None:
            leaves = self.ask(rule.id, rule.when)
            if answer:
                answer = rule.when.combine(*leaves)
        if self.case.undated is not None and (rule.start or rule.end):
            answer = all_of(self.case.undated, answer)
        self.answers[rule.id] = answer = False if answer is None else answer
        return answer

    def rule(self, rule: Rule) -> Result:
        """What one sentence gives."""
        answer = self.condition(rule)
        if answer is False:
            return EMPTY
        if type(answer) is Failed:
            return Result(False, (), False, NOTHING, answer, rule)
        certain = answer is True
        missing = NOTHING if certain else answer.missing
        value = CANCEL if rule.value is None else rule.value(self.case)
        if type(value) is Failed:
            if certain:
                return Result(False, (), False, NOTHING, value, rule)
            return Result(False, (), True, missing, None, rule)
        if type(value) is Unknown:
            return Result(certain, (), True, missing | value.missing, None, rule)
        return Result(certain, (value,), False, missing, None, rule)

    def node(self, node: Node) -> Result:
        """A sentence under its own exceptions."""
        if node.exceptions is None:
            return self.rule(node.rule)
        return self.under(node.exceptions, lambda: self.rule(node.rule))

    def group(self, group: Group) -> Result:
        """A level under its common exceptions."""
        known = self.results.get(id(group))
        if known is None:
            if group.exceptions is None:
                known = self.combined(group)
            else:
                known = self.under(group.exceptions, lambda: self.combined(group))
            self.results[id(group)] = known
        return known

    def under(self, exceptions: Group, below: Callable[[], Result]) -> Result:
        """The exceptions' result where it is certain, else joined with what stands below."""
        over = self.group(exceptions)
        if over.failed is not None:
            return over
        if over.cancels:
            return EMPTY
        may_cancel = CANCEL in over.values
        kept = uncancelled(over) if may_cancel else over
        if over.certain:
            return kept
        base = below()
        if over.empty:
            return base
        if base.failed is not None:
            base = Result(True, (), True, NOTHING, None, base.rule)
        return joined([kept, base], base.certain and not may_cancel, base.rule or over.rule)

    def combined(self, group: Group) -> Result:
        """The nodes of one level together; nodes that give nothing fall out."""
        if len(group.nodes) == 1 and not group.total:
            return self.node(group.nodes[0])
        if group.first_hit:
            return self.first_hit(group)
        found = [result for result in map(self.node, group.nodes) if not result.empty]
        for result in found:
            if result.failed is not None:
                return result
        if not found:
            return EMPTY
        if len(found) == 1 and not group.total:
            return found[0]
        settled = [result for result in found if result.settled]
        for result in settled[1:]:
            if result.values != settled[0].values:
                failed = conflict(settled[0], result)
                return Result(False, (), False, NOTHING, failed, settled[0].rule)
        certain = [result for result in found if result.certain]
        level = joined(
            [without_needless(result, settled) for result in found],
            bool(certain) or (group.total and bool(found)),
            next((result.rule for result in [*certain, *found]), None),
        )
        return level._replace(open=True) if may_conflict(found) else level

    def first_hit(self, group: Group) -> Result:
        """A table read from above: the first node that is certain ends it."""
        passed: list[Result] = []
        for result in map(self.node, group.nodes):
            if result.failed is not None:
                if not passed:
                    return result
                result = Result(True, (), True, NOTHING, None, result.rule)
            if not result.empty:
                passed.append(result)
            if result.certain:
                return joined(passed, True, result.rule)
        return joined(passed, group.total and bool(passed), passed[0].rule if passed else None)


def in_period(
    start: datetime.date | None, end: datetime.date | None, date: datetime.date | None
) -> bool:
    """The date is within a period, both ends included; without a date every period holds."""
    if date is None:
        return True
    return (start is None or start <= date) and (end is None or date <= end)


def joined(parts: Sequence[Result], certain: bool, rule: Rule | None) -> Result:
    """What any of the parts may give."""
    if len(parts) == 1 and parts[0].certain == certain and not parts[0].settled:
        return parts[0]
    values: tuple[Any, ...] = ()
    missing = NOTHING
    open_ = False
    for part in parts:
        values = distinct(values, part.values)
        missing |= part.missing
        open_ = open_ or part.open
    if certain and not open_ and len(values) == 1:
        missing = NOTHING
    return Result(certain, values, open_, missing, None, rule)


def uncancelled(result: Result) -> Result:
    """Without 恢复 among its values, and so perhaps giving nothing."""
    values = tuple([value for value in result.values if value is not CANCEL])
    return result._replace(certain=False, values=values)


def without_needless(result: Result, settled: Sequence[Result]) -> Result:
    """What could only give what another sentence gives already asks for nothing."""
    if result.certain or result.open or len(result.values) != 1:
        return result
    if any(other.values == result.values for other in settled):
        return result._replace(missing=NOTHING)
    return result


def may_conflict(results: Sequence[Result]) -> bool:
    """One of them may cancel and another may give a value, which the level above would not see."""
    cancelling = [result for result in results if CANCEL in result.values]
    return bool(cancelling) and any(
        one is not other and any(value is not CANCEL for value in other.values)
        for one in cancelling
        for other in results
    )


def distinct(values: tuple[Any, ...], more: tuple[Any, ...]) -> tuple[Any, ...]:
    """Both, each value once."""
    return values + tuple([value for value in more if value not in values]) if values else more


def conflict(one: Result, other: Result) -> Failed:
    """Two sentences of one level certainly give different values."""
    assert one.rule is not None and other.rule is not None
    both = f"{described(one.rule)}与{described(other.rule)}"
    return Failed("conflict", f"{both}同时适用，结果却不同。")


def described(rule: Rule) -> str:
    """A rule with its clauses, as an error names it."""
    clauses = "、".join(f"{policy} {clause}" for policy, clause, _ in rule.citations)
    name = f"规则“{rule.label or rule.id}”"
    return f"{name}（{clauses}）" if clauses else name
