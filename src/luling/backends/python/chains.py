"""Rules and exceptions, everything being known, as one chain of if and elif.

In: a group. Out: branches to be tried in turn; the first whose condition holds gives the value.
Exceptions come first; a 恢复 becomes a condition that its exception is not cancelled. Where two
rules of one level may apply together with different values, a branch before them leaves the case to
the table, which merges them or reports the conflict.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

from luling.backends.python import pretty
from luling.backends.python.disjoint import never_together
from luling.backends.python.plain import Plain
from luling.backends.python.pretty import COMPARE, Atom, Code, Infix, both, either, negated
from luling.core import ir


@dataclass(frozen=True, slots=True)
class Branch:
    """`test` None always holds. Without a rule the case is left to the table."""

    test: Code | None
    rule: ir.Rule | None

    @property
    def cancels(self) -> bool:
        return self.rule is not None and self.rule.value is None


def chain(group: ir.Group, plain: Plain) -> list[Branch]:
    """The branches of a level, up to the first that always holds."""
    return _until_always(_under(group.exceptions, _level(group, plain), plain))


def _under(exceptions: ir.Group | None, below: list[Branch], plain: Plain) -> list[Branch]:
    """Exceptions before what they set aside; what they cancel is as if it were not there."""
    if exceptions is None:
        return below
    found: list[Branch] = []
    cancelled: list[Code] = []
    for branch in chain(exceptions, plain):
        if not branch.cancels:
            found.append(_unless(cancelled, branch))
        elif branch.test is None:
            return found
        else:
            cancelled.append(branch.test)
    return found + [_unless(cancelled, branch) for branch in below]


def _unless(cancelled: list[Code], branch: Branch) -> Branch:
    if not cancelled:
        return branch
    tests = [negated(test) for test in cancelled]
    return replace(branch, test=both(*tests, branch.test or pretty.TRUE))


def _node(node: ir.Node, plain: Plain) -> list[Branch]:
    own = [Branch(applies(node.rule, plain), node.rule)]
    return _until_always(_under(node.exceptions, own, plain))


def _level(group: ir.Group, plain: Plain) -> list[Branch]:
    nodes = [_node(node, plain) for node in group.nodes]
    branches = [branch for node in nodes for branch in node]
    if group.first_hit or len(nodes) == 1:
        return branches
    doubtful = [
        (first, second)
        for first, second in combinations(range(len(nodes)), 2)
        if not _agree(group.nodes[first], group.nodes[second], plain)
    ]
    if not doubtful:
        return branches
    involved = sorted({number for both in doubtful for number in both})
    tests = [_any_of(nodes[number]) for number in involved]
    if len(tests) == 2:
        test = both(*tests)
    else:
        listed = pretty.list_of(tests)
        test = Infix(">", (pretty.Suffix(listed, ".count(True)"), Atom("1")), COMPARE)
    return [Branch(test, None), *branches]


def _agree(one: ir.Node, other: ir.Node, plain: Plain) -> bool:
    """The two never apply together, or give the same value."""
    return all(
        never_together(left, right, plain.scope) or _same_value(left, right)
        for left in giving(one)
        for right in giving(other)
    )


def _same_value(left: ir.Rule, right: ir.Rule) -> bool:
    if isinstance(left.value, ir.Unspecified) and isinstance(right.value, ir.Unspecified):
        return True
    same = left.value == right.value and left.rounding == right.rounding
    return same and isinstance(left.value, ir.Literal_ | None)


def giving(node: ir.Node) -> list[ir.Rule]:
    """The rules that may speak for a node."""
    rules = [node.rule]
    groups = [] if node.exceptions is None else [node.exceptions]
    while groups:
        group = groups.pop()
        for inner in group.nodes:
            rules += giving(inner)
        groups += [] if group.exceptions is None else [group.exceptions]
    return rules


def applies(rule: ir.Rule, plain: Plain) -> Code | None:
    """The condition of a rule, its period included; None where it has none."""
    condition = pretty.TRUE if rule.condition is None else plain.condition(rule.condition)
    test = both(in_period(rule, plain) or pretty.TRUE, condition)
    return None if test == pretty.TRUE else test


def in_period(rule: ir.Rule, plain: Plain) -> Code | None:
    """Whether the date of the case is in the period of the rule; None where it has none."""
    if (rule.start is None and rule.end is None) or plain.date == pretty.NONE:
        return None
    day = plain.scope.plan.day
    if rule.start is None:
        assert rule.end is not None
        return pretty.compare("<=", plain.date, Atom(day(rule.end)))
    start = Atom(day(rule.start))
    if rule.end is None:
        return pretty.compare(">=", plain.date, start)
    return Infix("<=", (start, plain.date, Atom(day(rule.end))), COMPARE)


def _any_of(branches: list[Branch]) -> Code:
    return either(*[branch.test or pretty.TRUE for branch in branches])


def _until_always(branches: list[Branch]) -> list[Branch]:
    """Without what never holds, and without what stands after a branch that always does."""
    branches = [branch for branch in branches if branch.test != pretty.FALSE]
    for at, branch in enumerate(branches):
        if branch.test is None:
            return branches[: at + 1]
    return branches
