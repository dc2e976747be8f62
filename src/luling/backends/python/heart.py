"""The plain function of a decision: every fact known, no trace of a doubt, two-valued Python.

In: a decision. Out: its public function and, where the decision has a plain form, the function that
reads the ordinary case, decides it branch by branch with clause and words beside each, and answers.
Whatever is not ordinary raises `Unusual`, and the table answers.
"""

from __future__ import annotations

from fractions import Fraction

from luling.backends.python import pretty
from luling.backends.python.chains import Branch, chain, in_period
from luling.backends.python.disjoint import is_exhaustive
from luling.backends.python.operators import rounded
from luling.backends.python.plain import NotPlain, Plain, references
from luling.backends.python.plan import Scope
from luling.backends.python.pretty import (
    NONE,
    Atom,
    Choice,
    Code,
    Prefix,
    String,
    call,
    compare,
    index,
    list_of,
    pair,
)
from luling.backends.python.quoting import clauses, head, rule_words
from luling.backends.python.reading import read_case
from luling.backends.python.scales import EXACT, Scale, groups_of, rules_of
from luling.backends.python.text import docstring
from luling.backends.python.writer import Writer
from luling.core import ir
from luling.core.wording import leaves
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


def write_decision(scope: Scope, writer: Writer) -> None:
    """The public function, and the plain one under it."""
    name = scope.plan.names["decision", scope.decision.id]
    plain = Writer()
    try:
        _Heart(scope, plain).write(f"_{name}")
    except NotPlain:
        plain = Writer()
    body = plain.text().strip("\n")
    writer.heading(f"判定 {scope.decision.label}（{scope.decision.id}）")
    writer.line(f"def {name}(")
    writer.line("    facts: Any, params: Any = None, *, trace: bool = False")
    with writer.block(") -> dict[str, Any]:"):
        writer.line(f'"""{docstring(scope.decision.label)}"""')
        if body:
            with writer.block("try:"):
                writer.line(f"return _{name}(facts, params, trace)")
            with writer.block("except UNUSUAL:"):
                writer.line("table = " + f"_{name}_table()")
        else:
            writer.line(f"table = _{name}_table()")
        writer.line("return answer(table, facts, params, explain if trace else None)")
    if body:
        writer.blank(2)
        for line in body.split("\n"):
            writer.line(line)


class _Heart:
    """Writes the plain function of one decision."""

    def __init__(self, scope: Scope, writer: Writer) -> None:
        self.scope = scope
        self.writer = writer
        self.plain = Plain(scope)
        self.policy = scope.plan.program.policy

    def write(self, name: str) -> None:
        writer, decision = self.writer, self.scope.decision
        with writer.block(f"def {name}(facts: Any, params: Any, trace: bool) -> dict[str, Any]:"):
            read_case(self.scope, writer)
            self.checks()
            self.in_force()
            for definition in decision.definitions:
                writer.blank()
                self.definition(definition)
            writer.blank()
            self.answer()

    # ------------------------------------------------------------ before the rules

    def checks(self) -> None:
        for check in self.scope.decision.checks:
            if references(check.condition):
                raise NotPlain
            self.writer.blank()
            self.writer.comment(f"校验 {check.label} {self.cited(check.citations)}".rstrip())
            test = pretty.negated(self.plain.condition(check.condition))
            self.leave_if(test)

    def in_force(self) -> None:
        bounds = [
            compare(op, self.plain.date, Atom(name))
            for op, name, day in (
                ("<", "EFFECTIVE", self.policy.effective),
                (">", "EXPIRES", self.policy.expires),
            )
            if day is not None
        ]
        if not bounds or self.plain.date == NONE:
            return
        self.writer.blank()
        test: Code = bounds[0] if len(bounds) == 1 else pretty.infix("or", pretty.OR, *bounds)
        with self.writer.block_code("if ", test):
            self.writer.line("raise Unusual")

    def leave_if(self, test: Code) -> None:
        with self.writer.block_code("if ", test):
            self.writer.line("raise Unusual")

    # ------------------------------------------------------------ definitions

    def definition(self, item: ir.Definition) -> None:
        writer = self.writer
        name = self.scope.names["definition", item.id]
        writer.comment(head(item))
        if item.kind == "collection":
            writer.line(f"{name}: list[str] = []")
            for member in item.members:
                self.member(name, member)
        elif item.kind == "condition":
            assert item.group is not None
            value = item.group.nodes[0].rule.value
            assert value is not None
            cited = self.cited(item.citations or item.group.nodes[0].rule.citations)
            if cited:
                writer.comment(f"依据 {cited}")
            null = self.scope.may_be_null(value)
            code = self.plain.value(value) if null else self.plain.condition(value)
            writer.code(f"{name} = ", code)
        elif item.roster is not None:
            self.of_each_member(item, name)
        else:
            self.rules(item, name)

    def of_each_member(self, item: ir.Definition, name: str) -> None:
        assert item.roster is not None and item.group is not None
        outer = self.plain.members, self.plain.places
        member = self.plain.enter(item.roster)
        own = self.plain.places[item.roster][item.id]
        parts: list[ir.Expr | None] = [item.default]
        for rule in rules_of(item.group):
            parts += [rule.condition, rule.value]
        names, source = self.plain.looped(item.roster, member, parts)
        self.writer.line(f"{name}: list[{self.type_of(item)}] = []")
        self.writer.code(f"for {names} in ", source, ":")
        with self.writer.block():
            self.rules(item, own)
            self.writer.line(f"{name}.append({own})")
        self.plain.members, self.plain.places = outer

    def rules(self, item: ir.Definition, name: str) -> None:
        """A chain of branches that sets the name."""
        assert item.group is not None
        branches = chain(item.group, self.plain)
        if len(branches) == 1 and branches[0].test is None and branches[0].rule is not None:
            self.writer.comment(self.words(branches[0].rule))
            self.assign(name, self.value(branches[0].rule, item), "")
            return
        if item.id in self.scope.nullable:
            self.writer.line(f"{name}: {self.type_of(item)}")
        closed = self.branches(branches, name, item)
        if not closed:
            self.otherwise(item, name, bool(branches))

    def branches(self, branches: list[Branch], name: str, item: ir.Definition) -> bool:
        """if, elif, … ; True when the last one is an else."""
        rules = [branch.rule for branch in branches if branch.rule is not None]
        closed = bool(branches) and branches[-1].test is None
        last = len(branches) - 1
        if not closed and len(branches) > 1 and is_exhaustive(rules, self.scope):
            closed = True
        for at, branch in enumerate(branches):
            if at == last and closed and at > 0:
                self.writer.line("else:")
                inner = self.writer.block()
            elif branch.test is None:
                raise NotPlain
            else:
                inner = self.writer.block_code("if " if at == 0 else "elif ", branch.test)
            with inner:
                if branch.rule is None:
                    self.writer.comment("两条同时适用：须结果相同，由规则表裁断")
                    self.writer.line("raise Unusual")
                else:
                    self.writer.comment(self.words(branch.rule))
                    self.assign(name, self.value(branch.rule, item), silent(branch.rule))
        return closed

    def otherwise(self, item: ir.Definition, name: str, has_branches: bool) -> None:
        """What holds when no rule applies."""
        value: Code | None = None
        if item.default is not None:
            value = self.plain.value(item.default, self.scope.plan.scales.definitions[item.id])
        elif item.nullable:
            value = NONE
        if not has_branches:
            if value is None:
                raise NotPlain
            self.assign(name, value, "")
            return
        with self.writer.block("else:"):
            if value is None:
                self.writer.comment("没有适用的规则")
                self.writer.line("raise Unusual")
            else:
                self.writer.comment("默认" if item.default is not None else "可空")
                self.assign(name, value, "")

    def assign(self, name: str, value: Code, remark: str) -> None:
        if remark:
            self.writer.comment(remark)
        self.writer.code(f"{name} = ", value)

    def value(self, rule: ir.Rule, item: ir.Definition) -> Code:
        """The value of a rule, rounded, at the scale of its definition."""
        assert rule.value is not None
        scale = self.scope.plan.scales.definitions[item.id]
        if item.type == BoolType():
            if self.scope.may_be_null(rule.value):
                return self.plain.value(rule.value)
            return self.plain.condition(rule.value)
        silent = isinstance(rule.value, ir.Unspecified)
        if rule.rounding is None or silent or not isinstance(item.type, EXACT_TYPES):
            return self.plain.value(rule.value, scale)
        own = self.scope.plan.scales.of(rule.value)
        if own != EXACT and Fraction(10) ** rule.rounding.places % own == 0:
            return self.plain.value(rule.value, scale)
        code = self.plain.value(rule.value)
        if isinstance(code, Choice) and code.yes == NONE:
            return Choice(code.test, NONE, rounded(code.no, own, rule.rounding, scale))
        if self.scope.may_be_null(rule.value):
            return Choice(compare("is", code, NONE), NONE, rounded(code, own, rule.rounding, scale))
        return rounded(code, own, rule.rounding, scale)

    def member(self, name: str, member: ir.CollectionMember) -> None:
        """Whether a possible member is in its collection."""
        branches = chain(member.group, self.plain)
        add = call(f"{name}.append", String(member.id))
        simple = all(branch.rule is not None and is_true(branch.rule) for branch in branches)
        words = f"{member.label}（{member.id}）"
        if simple and len(branches) == 1 and branches[0].rule is not None:
            cited = self.cited(branches[0].rule.citations)
            self.writer.comment(f"{words}，依据 {cited}" if cited else words)
            if branches[0].test is None:
                self.writer.code("", add)
                return
            with self.writer.block_code("if ", branches[0].test):
                self.writer.code("", add)
            return
        self.writer.comment(words)
        for at, branch in enumerate(branches):
            if branch.test is None and at > 0:
                self.writer.line("else:")
                inner = self.writer.block()
            else:
                inner = self.writer.block_code("elif " if at else "if ", branch.test or pretty.TRUE)
            with inner:
                if branch.rule is None:
                    self.writer.line("raise Unusual")
                    continue
                self.writer.comment(self.words(branch.rule))
                value = branch.rule.value
                assert value is not None
                if is_true(branch.rule):
                    self.writer.code("", add)
                elif isinstance(value, ir.Literal_):
                    self.writer.line("pass")
                else:
                    with self.writer.block_code("if ", self.plain.condition(value)):
                        self.writer.code("", add)

    # ------------------------------------------------------------ the answer

    def answer(self) -> None:
        outputs = [pair(String(item.id), self.shown(item)) for item in self.scope.decision.outputs]
        self.writer.code("outputs = ", pretty.Bracket("", tuple(outputs), "{}"))
        steps = self.steps()
        self.writer.line("steps: list[dict[str, Any]] = []")
        if steps is None:
            self.leave_if(Atom("trace"))
        else:
            with self.writer.block("if trace:"):
                name = self.scope.plan.names["decision", self.scope.decision.id]
                self.writer.line(f"seen = _{name}_seen")
                self.writer.code("steps = ", steps)
        fields = [
            pair(String("policy"), Atom("POLICY")),
            pair(String("decision"), String(self.scope.decision.id)),
            pair(String("status"), String("decided")),
            pair(String("outputs"), Atom("outputs")),
            pair(String("unresolved"), Atom("{}")),
            pair(String("trace"), Atom("steps")),
        ]
        self.writer.code("return ", pretty.Bracket("", tuple(fields), "{}"))

    def shown(self, item: ir.Definition) -> Code:
        """The JSON form of a definition's value."""
        name = Atom(self.scope.names["definition", item.id])
        if item.kind == "collection":
            return name
        scale = self.scope.plan.scales.definitions[item.id]
        if item.roster is not None:
            one = Atom("value")
            written = self.written(one, item.type, scale)
            if item.id in self.scope.nullable and written != one:
                written = Choice(compare("is", one, NONE), NONE, written)
            return list_of([pretty.Generator(written, "value", name, None)])
        written = self.written(name, item.type, scale)
        if item.id in self.scope.nullable and written != name:
            return Choice(compare("is", name, NONE), NONE, written)
        return written

    def written(self, code: Code, type_: Type, scale: Scale) -> Code:
        match type_:
            case MoneyType():
                return _written_number(code, scale, "money")
            case RatioType():
                return _written_number(code, scale, "ratio")
            case DateType():
                return pretty.Suffix(code, ".isoformat()")
            case SetType():
                order = pretty.tuple_of([String(id) for id in self.scope.order(type_)])
                test = compare("in", Atom("id"), code)
                return list_of([pretty.Generator(Atom("id"), "id", order, test)])
            case _:
                return code

    def steps(self) -> Code | None:
        """The trace: entries seen before under the same answers of all conditions."""
        entries: list[Code] = []
        shown = {item.id for item in self.scope.decision.outputs}
        for item in self.scope.decision.definitions:
            if item.kind == "per_member":
                return None
            key: list[Code] = [String(item.id)]
            if item.kind == "condition":
                assert item.group is not None
                key += self.leaves(item.group.nodes[0].rule.value)
            else:
                for rule in [rule for group in groups_of(item) for rule in rules_of(group)]:
                    key += self.answers(rule)
            entry: Code = index("seen", *key)
            if not self.is_fixed(item):
                value = self.shown(item)
                if item.id in shown:
                    value = index("outputs", String(item.id))
                entry = pretty.Bracket(
                    "", (Prefix("**", entry, pretty.ATOM), pair(String("value"), value)), "{}"
                )
            entries.append(entry)
        return list_of(entries)

    def answers(self, rule: ir.Rule) -> list[Code]:
        found: list[Code] = []
        if rule.start is not None or rule.end is not None:
            found.append(in_period(rule, self.plain) or pretty.TRUE)
        return found + self.leaves(rule.condition)

    def leaves(self, expr: ir.Expr | None) -> list[Code]:
        return [
            self.plain.value(leaf) if self.scope.may_be_null(leaf) else self.plain.condition(leaf)
            for leaf in leaves(expr)
        ]

    def is_fixed(self, item: ir.Definition) -> bool:
        """Whether the answers of the conditions determine the value."""
        if item.kind in ("condition", "collection"):
            return item.kind == "condition" or all(
                isinstance(rule.value, ir.Literal_ | None)
                for group in groups_of(item)
                for rule in rules_of(group)
            )
        values = [rule.value for group in groups_of(item) for rule in rules_of(group)]
        return all(
            isinstance(value, ir.Literal_ | ir.Unspecified | None)
            for value in [*values, item.default]
        )

    # ------------------------------------------------------------ words

    def words(self, rule: ir.Rule) -> str:
        return rule_words(rule, self.policy.id)

    def cited(self, citations: ir.Citations) -> str:
        return clauses(citations, self.policy.id)

    def type_of(self, item: ir.Definition) -> str:
        """The Python type of a definition's values."""
        names: dict[type, str] = {
            BoolType: "bool",
            IntegerType: "int",
            DurationType: "int",
            DateType: "datetime.date",
            SetType: "frozenset[str]",
            NamesType: "list[str]",
        }
        name = names.get(type(item.type), "str")
        if isinstance(item.type, EXACT_TYPES):
            exact = self.scope.plan.scales.definitions[item.id] == EXACT
            name = "Exact" if exact else "int"
        return f"{name} | None" if item.id in self.scope.nullable else name


EXACT_TYPES = (MoneyType, RatioType)


def silent(rule: ir.Rule) -> str:
    """Where the notice is silent, what it refers to."""
    if not isinstance(rule.value, ir.Unspecified):
        return ""
    refers_to = rule.value.refers_to
    return f"本通知未规定，按《{refers_to}》执行" if refers_to else "本通知未规定"


def is_true(rule: ir.Rule) -> bool:
    return isinstance(rule.value, ir.Literal_) and rule.value.value is True


def _written_number(code: Code, scale: Scale, kind: str) -> Code:
    usual = {"money": 100, "ratio": 1_000_000}[kind]
    if scale == EXACT:
        return call(f"exact_{kind}", code)
    if scale == usual:
        return call(f"format_{kind}", code)
    places = len(str(usual)) - 1
    return call(f"format_{kind}", rounded(code, scale, ir.Rounding("half_up", places), usual))
