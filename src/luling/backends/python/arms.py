"""The statements of a definition: its chain of branches as if and elif, with clause and words.

In: a definition. Out: code that sets its local name (a list, for a collection or for the members of
a list). An arm is one branch ready to print; where none may be right the case is left to the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from luling.backends.python import pretty
from luling.backends.python.chains import chain
from luling.backends.python.disjoint import is_exhaustive
from luling.backends.python.operators import rounded
from luling.backends.python.plain import Plain
from luling.backends.python.pretty import (
    FALSE,
    NONE,
    TRUE,
    Atom,
    Choice,
    Code,
    String,
    call,
    compare,
    negated,
)
from luling.backends.python.quoting import clauses, head, rule_words
from luling.backends.python.scales import EXACT, Scale, rules_of
from luling.backends.python.writer import Writer
from luling.core import ir
from luling.types import (
    BoolType,
    DateType,
    DurationType,
    IntegerType,
    MoneyType,
    NamesType,
    RatioType,
    SetType,
    Type,
)


@dataclass(frozen=True, slots=True)
class Arm:
    """`test` None always holds; `value` None leaves the case to the table."""

    test: Code | None
    value: Code | None
    remarks: tuple[str, ...]


class Statements:
    """Writes definitions, one after the other, in plain code."""

    def __init__(self, plain: Plain, writer: Writer) -> None:
        self.plain = plain
        self.scope = plain.scope
        self.writer = writer
        self.policy = plain.scope.plan.program.policy.id

    def definition(self, item: ir.Definition) -> None:
        """Comments and statements of one definition."""
        name = self.scope.names["definition", item.id]
        self.writer.comment(head(item))
        if item.kind == "collection":
            self.writer.line(f"{name}: list[str] = []")
            for member in item.members:
                self.member(name, member)
        elif item.kind == "condition":
            self.condition(item, name)
        elif item.roster is not None:
            self.of_each_member(item, item.roster, name)
        else:
            self.arms(name, self.arms_of(item), self.annotation(item))

    def condition(self, item: ir.Definition, name: str) -> None:
        assert item.group is not None
        rule = item.group.nodes[0].rule
        assert rule.value is not None
        cited = clauses(item.citations or rule.citations, self.policy)
        if cited:
            self.writer.comment(f"依据 {cited}")
        null = self.scope.may_be_null(rule.value)
        code = self.plain.value(rule.value) if null else self.plain.condition(rule.value)
        self.writer.code(f"{name} = ", code)

    def of_each_member(self, item: ir.Definition, roster: str, name: str) -> None:
        assert item.group is not None
        outer = self.plain.members, self.plain.places
        member = self.plain.enter(roster)
        own = self.plain.places[roster][item.id]
        parts: list[ir.Expr | None] = [item.default]
        for rule in rules_of(item.group):
            parts += [rule.condition, rule.value]
        names, source = self.plain.looped(roster, member, parts)
        self.writer.line(f"{name}: list[{python_type(item, self.plain)}] = []")
        self.writer.code(f"for {names} in ", source, ":")
        with self.writer.block():
            self.arms(own, self.arms_of(item), self.annotation(item))
            self.writer.line(f"{name}.append({own})")
        self.plain.members, self.plain.places = outer

    def annotation(self, item: ir.Definition) -> str:
        """Where the branches alone would mislead a type checker."""
        is_needed = item.id in self.scope.nullable or item.type == BoolType()
        return python_type(item, self.plain) if is_needed else ""

    # ------------------------------------------------------------ arms

    def arms_of(self, item: ir.Definition) -> list[Arm]:
        """The branches of a definition, and what holds when no rule applies."""
        assert item.group is not None
        branches = chain(item.group, self.plain)
        arms: list[Arm] = []
        for branch in branches:
            if branch.rule is None:
                words = "两条同时适用：结果须相同，由规则表裁断"
                arms.append(Arm(branch.test, None, (words,)))
            else:
                words = rule_words(branch.rule, self.policy)
                remarks = (words, *silent(branch.rule))
                arms.append(Arm(branch.test, self.value(branch.rule, item), remarks))
        if arms and arms[-1].test is None:
            return arms
        base = [node.rule for node in item.group.nodes if node.rule.value is not None]
        if len(arms) > 1 and base and is_exhaustive(base, self.scope):
            return [*arms[:-1], Arm(None, arms[-1].value, arms[-1].remarks)]
        return [*arms, self.otherwise(item)]

    def otherwise(self, item: ir.Definition) -> Arm:
        """What holds when no rule applies."""
        if item.default is not None:
            scale = self.scope.plan.scales.definitions[item.id]
            return Arm(None, self.plain.value(item.default, scale), ("默认",))
        if item.nullable:
            return Arm(None, NONE, ("没有适用的规则：可空",))
        return Arm(None, None, ("没有适用的规则",))

    def arms(self, name: str, arms: list[Arm], annotation: str) -> None:
        """if, elif, …, else; on one line where there are two short ones."""
        if len(arms) == 1:
            self.give(name, arms[0])
            return
        short = in_one(arms)
        if short is not None and self.writer.fits(f"{name} = {pretty.flat(short)}"):
            for arm, word in zip(arms, ("成立", "否则"), strict=True):
                first, *more = arm.remarks
                self.writer.comment(f"{word}：{first}")
                for remark in more:
                    self.writer.comment(f"  {remark}")
            self.writer.code(f"{name} = ", short)
            return
        if annotation:
            self.writer.line(f"{name}: {annotation}")
        for at, arm in enumerate(arms):
            if arm.test is None and at > 0:
                self.writer.line("else:")
                with self.writer.block():
                    self.give(name, arm)
            else:
                with self.writer.block_code("elif " if at else "if ", arm.test or TRUE):
                    self.give(name, arm)

    def give(self, name: str, arm: Arm) -> None:
        for remark in arm.remarks:
            self.writer.comment(remark)
        if arm.value is None:
            self.writer.line("raise Unusual")
        else:
            self.writer.code(f"{name} = ", arm.value)

    # ------------------------------------------------------------ values

    def value(self, rule: ir.Rule, item: ir.Definition) -> Code:
        """The value of a rule, rounded, at the scale of its definition."""
        expr = rule.value
        assert expr is not None
        null = self.scope.may_be_null(expr)
        if item.type == BoolType():
            return self.plain.value(expr) if null else self.plain.condition(expr)
        scales = self.scope.plan.scales
        scale = scales.definitions[item.id]
        rounding, own = rule.rounding, scales.of(expr)
        if rounding is None or isinstance(expr, ir.Unspecified) or not is_exact(item.type):
            return self.plain.value(expr, scale)
        if own != EXACT and Fraction(10) ** rounding.places % own == 0:
            return self.plain.value(expr, scale)
        code = self.plain.value(expr)
        if isinstance(code, Choice) and code.yes == NONE:
            return Choice(code.test, NONE, rounded(code.no, own, rounding, scale))
        done = rounded(code, own, rounding, scale)
        return Choice(compare("is", code, NONE), NONE, done) if null else done

    # ------------------------------------------------------------ collections

    def member(self, name: str, member: ir.CollectionMember) -> None:
        """Adds a possible member where it is in."""
        words = f"{member.label}（{member.id}）"
        add = call(f"{name}.append", String(member.id))
        branches = chain(member.group, self.plain)
        if len(branches) == 1 and branches[0].rule is not None and is_true(branches[0].rule):
            cited = clauses(branches[0].rule.citations, self.policy)
            self.writer.comment(f"{words}，依据 {cited}" if cited else words)
            test = branches[0].test
        else:
            self.writer.comment(words)
            test = self.membership(member)
        if test is None:
            self.writer.code("", add)
        else:
            with self.writer.block_code("if ", test):
                self.writer.code("", add)

    def membership(self, member: ir.CollectionMember) -> Code:
        """A local name that says whether a member with several rules is in."""
        name = self.scope.names.fresh(f"is_{member.id}")
        item = ir.Definition(
            member.id, member.label, BoolType(), "outcome", False, member.group,
            default=ir.Literal_(BoolType(), False),
        )  # fmt: skip
        null = any(self.scope.may_be_null(rule.value) for rule in rules_of(member.group))
        scales = self.scope.plan.scales.definitions
        outer = scales.get(member.id)
        scales[member.id] = 1
        self.arms(name, self.arms_of(item), "bool | None" if null else "bool")
        del scales[member.id]
        if outer is not None:
            scales[member.id] = outer
        return Atom(name)


def in_one(arms: list[Arm]) -> Code | None:
    """Two arms as one expression, unless one is itself a choice, or both are the same."""
    if len(arms) != 2 or arms[1].test is not None:
        return None
    test, yes, no = arms[0].test, arms[0].value, arms[1].value
    if test is None or yes is None or no is None:
        return None
    if isinstance(yes, Choice) or isinstance(no, Choice):
        return None
    if (yes, no) == (TRUE, FALSE):
        return test
    if (yes, no) == (FALSE, TRUE):
        return negated(test)
    if yes == no:  # asked all the same: a test that fails leaves no value
        return None
    return Choice(test, yes, no)


def is_exact(type_: Type) -> bool:
    return isinstance(type_, MoneyType | RatioType)


def is_true(rule: ir.Rule) -> bool:
    return isinstance(rule.value, ir.Literal_) and rule.value.value is True


def silent(rule: ir.Rule) -> tuple[str, ...]:
    """Where the notice is silent, what it refers to."""
    if not isinstance(rule.value, ir.Unspecified):
        return ()
    refers_to = rule.value.refers_to
    return (f"本通知未规定，按《{refers_to}》执行" if refers_to else "本通知未规定",)


def python_type(item: ir.Definition, plain: Plain) -> str:
    """The Python type of a definition's values."""
    scale: Scale = plain.scope.plan.scales.definitions[item.id]
    match item.type:
        case BoolType():
            name = "bool"
        case IntegerType() | DurationType():
            name = "int"
        case MoneyType() | RatioType():
            name = "Exact" if scale == EXACT else "int"
        case DateType():
            name = "datetime.date"
        case SetType():
            name = "frozenset[str]"
        case NamesType():
            name = "list[str]"
        case _:
            name = "str"
    return f"{name} | None" if item.id in plain.scope.nullable else name
