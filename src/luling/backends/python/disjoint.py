"""Which conditions can never hold together, and which together always hold one.

In: conditions of rules of one level. Out: a proof or nothing; nothing is never wrong, it only makes
the generated code ask. Proofs look at one fact at a time: the same test with opposite signs, or
two sets or intervals of values that do not meet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

from luling.backends.python.plan import Scope
from luling.core import ir
from luling.core.wording import type_of
from luling.types import EnumType

LIMIT = 64  # alternatives of one condition that are looked at
WORLDS = 512  # combinations of values that are tried


@dataclass(frozen=True, slots=True)
class Test:
    """A leaf of a condition, or that it does not hold (it may then be null)."""

    expr: ir.Expr
    holds: bool


Case = frozenset[Test]


def never_together(one: ir.Rule, other: ir.Rule, scope: Scope) -> bool:
    """The two rules can't both apply."""
    if scope.decision.date_fact is not None and _apart(one, other):
        return True
    left, right = cases(one.condition, True, scope), cases(other.condition, True, scope)
    if len(left) * len(right) > WORLDS:
        return False
    return all(
        any(_contradict(a, b, scope) for a in first for b in second)
        for first, second in product(left, right)
    )


def is_exhaustive(rules: list[ir.Rule], scope: Scope) -> bool:
    """One of the rules always applies, everything being known: tried for all values of the
    enumerations, and both answers of every other test, that the conditions name."""
    if any(rule.start or rule.end for rule in rules):
        return False
    conditions = [rule.condition for rule in rules if rule.condition is not None]
    if len(conditions) < len(rules):
        return True
    alternatives = [case for one in conditions for case in cases(one, True, scope)]
    if len(alternatives) > LIMIT:
        return False
    looked_at: dict[Test, tuple[ir.Expr, frozenset[object]]] = {}
    domains: dict[ir.Expr, list[object]] = {}
    for test in {test for case in alternatives for test in case}:
        subject, values = _choice(test.expr, scope)
        if subject is None:
            looked_at[test], domains[test.expr] = (test.expr, frozenset({True})), [True, False]
        else:
            looked_at[test] = subject, frozenset(values)
            domains[subject] = list(scope.enumeration_of(subject))
    size = 1
    for subject, choices in domains.items():
        if scope.may_be_null(subject):
            choices.append(None)
        size *= len(choices)
    if size > WORLDS:
        return False
    worlds = [dict(zip(domains, chosen, strict=True)) for chosen in product(*domains.values())]

    def holds(test: Test, world: dict[ir.Expr, object]) -> bool:
        """Null never meets a test, and what does not hold may be null."""
        subject, values = looked_at[test]
        return (world[subject] in values) is test.holds

    return all(
        any(all(holds(test, world) for test in case) for case in alternatives) for world in worlds
    )


def cases(expr: ir.Expr | None, holds: bool, scope: Scope) -> list[Case]:
    """The condition as alternatives of tests that hold together; conditions are looked through."""
    match expr:
        case None:
            return [frozenset()]
        case ir.Not():
            return cases(expr.operand, not holds, scope)
        case ir.Logic():
            parts = [cases(part, holds, scope) for part in expr.parts]
            if (expr.op == "or") is holds:
                return [case for part in parts for case in part]
            size = 1
            for part in parts:
                size *= len(part)
            if size > LIMIT:
                return [frozenset()]
            empty: Case = frozenset()
            return [empty.union(*chosen) for chosen in product(*parts)]
        case ir.Reference():
            definition = scope.definitions[expr.id]
            if definition.kind == "condition" and definition.group is not None:
                return cases(definition.group.nodes[0].rule.value, holds, scope)
    return [frozenset([_test(expr, holds, scope)])]


def _test(expr: ir.Expr, holds: bool, scope: Scope) -> Test:
    """A leaf; of two comparisons of which one holds exactly where the other doesn't (超过 and
    不超过) one stands for both."""
    if not isinstance(expr, ir.Compare) or expr.op not in ("gt", "ge"):
        return Test(expr, holds)
    if scope.may_be_null(expr.left) or scope.may_be_null(expr.right):
        return Test(expr, holds)
    opposite: ir.CompareOp = "le" if expr.op == "gt" else "lt"
    return Test(replace(expr, op=opposite), not holds)


def _apart(one: ir.Rule, other: ir.Rule) -> bool:
    """Their periods do not meet."""
    return bool(
        (one.end and other.start and one.end < other.start)
        or (other.end and one.start and other.end < one.start)
    )


def _contradict(one: Test, other: Test, scope: Scope) -> bool:
    if one.expr == other.expr:
        return one.holds is not other.holds
    return _sets_apart(one, other, scope) or _ranges_apart(one, other, scope)


# ---------------------------------------------------------------- enumerations


def _sets_apart(one: Test, other: Test, scope: Scope) -> bool:
    subject, values = _choice(one.expr, scope)
    same, more = _choice(other.expr, scope)
    if subject is None or subject != same:
        return False
    if not one.holds and not other.holds and scope.may_be_null(subject):
        return False
    universe = _universe(subject, scope)
    left = values if one.holds else universe - values
    right = more if other.holds else universe - more
    return not left & right


def _choice(expr: ir.Expr, scope: Scope) -> tuple[ir.Expr | None, set[str]]:
    """The enumeration that a test looks at, and the values for which it holds."""
    match expr:
        case ir.Compare(op, left, ir.Literal_(value=str(value))):
            if not isinstance(type_of(left), EnumType):
                return None, set()
            order = scope.enumeration_of(left)
            at = order.index(value)
            match op:
                case "eq":
                    return left, {value}
                case "ne":
                    return left, set(order) - {value}
                case "lt":
                    return left, set(order[:at])
                case "le":
                    return left, set(order[: at + 1])
                case "gt":
                    return left, set(order[at + 1 :])
                case "ge":
                    return left, set(order[at:])
        case ir.Among() if isinstance(type_of(expr.operand), EnumType):
            return expr.operand, {value for value in expr.values if isinstance(value, str)}
    return None, set()


def _universe(subject: ir.Expr, scope: Scope) -> set[str]:
    return set(scope.enumeration_of(subject))


# ---------------------------------------------------------------- numbers and dates


def _ranges_apart(one: Test, other: Test, scope: Scope) -> bool:
    left, right = _range(one), _range(other)
    if left is None or right is None or left[0] != right[0]:
        return False
    if not one.holds and not other.holds and scope.may_be_null(left[0]):
        return False
    return _before(left, right) or _before(right, left)


_Range = tuple[ir.Expr, ir.Value | None, bool, ir.Value | None, bool]
_OPPOSITE = {"lt": "ge", "le": "gt", "gt": "le", "ge": "lt"}


def _range(test: Test) -> _Range | None:
    """(subject, lower, closed, upper, closed) for a comparison with a constant."""
    expr = test.expr
    if not isinstance(expr, ir.Compare) or not isinstance(expr.right, ir.Literal_):
        return None
    value, subject = expr.right.value, expr.left
    if isinstance(value, bool | str | frozenset):
        return None
    op = expr.op if test.holds else _OPPOSITE.get(expr.op, "ne")
    match op:
        case "eq":
            return subject, value, True, value, True
        case "lt" | "le":
            return subject, None, False, value, op == "le"
        case "gt" | "ge":
            return subject, value, op == "ge", None, False
    return None


def _before(low: _Range, high: _Range) -> bool:
    """The first range ends before the second begins."""
    upper, lower = low[3], high[1]
    if upper is None or lower is None:
        return False
    return upper < lower or (upper == lower and not (low[4] and high[2]))  # type: ignore[operator]
