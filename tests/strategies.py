"""Random small policies and cases, for properties that must hold of every policy.

    @given(cases())
    def test_python_agrees_with_interpreter(case: Case) -> None:
        program, decision, facts, params = case.program, case.decision, case.facts, case.params

- `programs(gaps=…)` draws a well-typed `ir.Program` with one decision `d`. Its world (enumerations,
  parameters, catalogue, facts, rosters) is that of `sample_world`; drawn are the definitions:
  conditions, outcomes, tables, lists read from above, collections, values per member, names, with
  exceptions, exceptions of exceptions and 恢复, periods, rounding, brackets, sums over rosters,
  and duties.
  With `gaps=False` every definition has a default or may be null: nothing is ever without a value.
- `cases_of(program)` draws facts and parameters in their JSON form: each absent, null, or drawn
  around the thresholds that the program names (a bound, one below, one above).
- `cases()` draws both; `shuffled(program, random)` is the same policy with its sentences in another
  order; `completed(case)` draws the same case with some missing values supplied; `json_values()`
  draws anything that a JSON reader can give.

Only the constructors of the IR are used, nothing of the front end.
"""

from __future__ import annotations

import datetime as dt
import random as random_module
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from luling.core import ir
from luling.types import (
    MONEY,
    BoolType,
    DateType,
    DurationType,
    EnumType,
    IntegerType,
    MoneyType,
    NamesType,
    RatioType,
    SetType,
    TextType,
    Type,
)
from random_rules import Builder
from sample_world import (
    CODES,
    COUNTS,
    DAYS_NAMED,
    ENUMERATIONS,
    TEXTS,
    program_of,
)

# ---------------------------------------------------------------- programs


@st.composite
def programs(
    draw: st.DrawFn, gaps: bool = True, most: int = 6, duties: bool = False
) -> ir.Program:
    """A policy with one decision `d` of up to `most` definitions; see the head of this page. With
    `duties` its last definition is one, and mostly has a deadline."""
    builder = Builder(draw, has_date=duties or draw(st.booleans()), gaps=gaps)
    for number in range(draw(st.integers(1, most))):
        builder.earlier.append(builder.definition(number))
    if duties:
        builder.earlier.append(builder.duty(most))
    checks: tuple[ir.Check, ...] = ()
    if builder.chance(4):
        condition = ir.Compare("le", ir.Fact(MONEY, "paid"), ir.Fact(MONEY, "cost"))
        checks = (ir.Check("c1", "已付与费用", condition, ("facts.paid", "facts.cost")),)
    return program_of(
        tuple(builder.earlier),
        date_fact="day" if builder.has_date else None,
        checks=checks,
        effective=draw(st.sampled_from((None, None, dt.date(2021, 3, 1)))),
        expires=draw(st.sampled_from((None, None, None, dt.date(2023, 12, 31)))),
    )


def shuffled(program: ir.Program, random: random_module.Random) -> ir.Program:
    """The same policy with the sentences of each level in another order (lists read from above keep
    theirs)."""

    def of_group(group: ir.Group | None) -> ir.Group | None:
        if group is None:
            return None
        nodes = [replace(node, exceptions=of_group(node.exceptions)) for node in group.nodes]
        if not group.first_hit:
            random.shuffle(nodes)
        return replace(group, nodes=tuple(nodes), exceptions=of_group(group.exceptions))

    def of_member(member: ir.CollectionMember) -> ir.CollectionMember:
        group = of_group(member.group)
        assert group is not None
        return replace(member, group=group)

    decision = program.decisions[0]
    definitions = tuple(
        replace(item, group=of_group(item.group), members=tuple(map(of_member, item.members)))
        for item in decision.definitions
    )
    return replace(program, decisions=(replace(decision, definitions=definitions),))


# ---------------------------------------------------------------- cases


@dataclass(frozen=True)
class Case:
    """A policy and one case for its decision, in the JSON form of the interface."""

    program: ir.Program
    facts: dict[str, Any]
    params: dict[str, Any]
    decision: str = "d"


def thresholds(program: ir.Program) -> dict[type, set[Any]]:
    """Every constant that a program names, by its Python type."""
    found: dict[type, set[Any]] = {}

    def look(value: Any) -> None:
        if isinstance(value, (int, Fraction, dt.date)) and not isinstance(value, bool):
            found.setdefault(type(value), set()).add(value)
        elif isinstance(value, tuple):
            for part in value:
                look(part)
        elif is_dataclass(value):
            for field in fields(value):
                if field.name not in ("span", "issued"):
                    look(getattr(value, field.name))

    look((program.parameters, program.catalogues, program.decisions, program.policy))
    return found


class _Values:
    """Draws JSON values around the thresholds of a program."""

    def __init__(self, draw: st.DrawFn, program: ir.Program) -> None:
        self.draw = draw
        named = thresholds(program)
        fractions = named.get(Fraction, set())
        cents = {int(value * 100) + step for value in fractions for step in (-1, 0, 1)}
        self.money = sorted({value for value in cents if value >= 0} | {10**14 - 1})
        millionths = {int(value * 10**6) + step for value in fractions for step in (-1, 0, 1)}
        self.ratios = sorted({value for value in millionths if 0 <= value <= 10**6})
        counts = {value + step for value in named.get(int, set()) for step in (-1, 0, 1)}
        self.counts = sorted({value for value in counts | set(COUNTS) if 0 <= value <= 10**9})
        days = named.get(dt.date, set()) | set(DAYS_NAMED)
        shifts = (-1, 0, 1)
        self.days = sorted({day + dt.timedelta(shift) for day in days for shift in shifts})

    def pick(self, values: Any) -> Any:
        return self.draw(st.sampled_from(values))

    def of(self, type: Type, codes: bool = False) -> Any:
        match type:
            case BoolType():
                return self.pick((True, False))
            case MoneyType():
                cents = self.pick(self.money)
                return cents // 100 if cents % 100 == 0 else f"{cents // 100}.{cents % 100:02d}"
            case RatioType():
                value = self.pick(self.ratios or [0])
                return f"{value // 10**6}.{value % 10**6:06d}"
            case IntegerType() | DurationType():
                return self.pick(self.counts)
            case DateType():
                return self.pick([*self.days, *self.days, dt.date.min, dt.date.max]).isoformat()
            case EnumType():
                value = self.pick(ENUMERATIONS[type.id].values)
                return self.pick((value.id, value.id, value.label, *value.codes))
            case SetType():
                values = [item.id for item in ENUMERATIONS[type.id].values]
                return self.draw(st.lists(st.sampled_from(values), unique=True, max_size=3))
            case TextType():
                return self.pick(TEXTS[:3] if codes else TEXTS)
            case NamesType():
                raise AssertionError("no fact is a list of names")

    def maybe(self, put: dict[str, Any], id: str, type: Type, unknown: int) -> None:
        """Known, absent or null: unknown once in `unknown` times."""
        state = self.draw(st.integers(0, 2 * unknown - 1))
        if state > 1:
            put[id] = self.of(type, id in CODES)
        elif state == 1:
            put[id] = None

    def roster(self, item: ir.RosterDeclaration) -> list[dict[str, Any]]:
        members = []
        for index in range(self.draw(st.integers(0, 3))):
            member: dict[str, Any] = {}
            for field in item.fields:
                self.maybe(member, field.id, field.type, 5)
            if member.get("name") is not None:
                member["name"] = f"{index}号店"
            members.append(member)
        return members

    def parameter(self, item: ir.ParameterDeclaration) -> Any:
        if not item.keys:
            return self.of(item.type)
        return self.table(item, item.keys)

    def table(self, item: ir.ParameterDeclaration, keys: tuple[EnumType, ...]) -> Any:
        if not keys:
            return self.of(item.type)
        found: dict[str, Any] = {}
        for value in ENUMERATIONS[keys[0].id].values:
            state = self.draw(st.integers(0, 5))
            if state > 1:
                key = self.draw(st.sampled_from((value.id, value.id, value.label)))
                found[key] = self.table(item, keys[1:])
            elif state == 1:
                found[value.id] = None
        return found


@st.composite
def cases_of(draw: st.DrawFn, program: ir.Program) -> Case:
    """Facts and parameters for a policy, many of them unknown, around its thresholds."""
    values = _Values(draw, program)
    decision = program.decisions[0]
    unknown = draw(st.sampled_from((3, 6, 12)))
    facts: dict[str, Any] = {}
    for item in decision.facts:
        if isinstance(item, ir.RosterDeclaration):
            if draw(st.integers(0, unknown)):
                facts[item.id] = values.roster(item)
        elif item.catalogue is not None:
            if draw(st.integers(0, 3)) == 0:  # mostly left to the catalogue
                values.maybe(facts, item.id, item.type, unknown)
        elif item.id == decision.date_fact:
            values.maybe(facts, item.id, item.type, 4 * unknown)
        else:
            values.maybe(facts, item.id, item.type, unknown)
    params: dict[str, Any] = {}
    for parameter in program.parameters:
        if parameter.external and draw(st.integers(0, 2)):
            params[parameter.id] = values.parameter(parameter)
    return Case(program, facts, params, decision.id)


@st.composite
def cases(draw: st.DrawFn, gaps: bool = True, duties: bool = False) -> Case:
    """A policy and a case of it."""
    return draw(cases_of(draw(programs(gaps=gaps, duties=duties))))


@st.composite
def completed(draw: st.DrawFn, case: Case) -> Case:
    """The same case with some of what is missing supplied (also inside rosters and tables)."""
    values = _Values(draw, case.program)
    decision = next(item for item in case.program.decisions if item.id == case.decision)
    facts, params = dict(case.facts), dict(case.params)
    for item in decision.facts:
        if draw(st.booleans()):
            continue
        if isinstance(item, ir.RosterDeclaration):
            facts[item.id] = _completed_roster(draw, values, item, facts.get(item.id))
        elif item.catalogue is None and facts.get(item.id) is None:
            facts[item.id] = values.of(item.type, item.id in CODES)
    for parameter in case.program.parameters:
        if not parameter.external or parameter.default is not None:
            continue  # A default is a value: what replaces it may change the answer.
        if params.get(parameter.id) is None and draw(st.booleans()):
            params[parameter.id] = values.parameter(parameter)
    return replace(case, facts=facts, params=params)


def _completed_roster(
    draw: st.DrawFn, values: _Values, item: ir.RosterDeclaration, given: Any
) -> list[dict[str, Any]]:
    if given is None:
        return values.roster(item)
    members = []
    for index, member in enumerate(given):
        full = dict(member)
        for field in item.fields:
            if full.get(field.id) is None and draw(st.booleans()):
                value = f"{index}号店" if field.id == "name" else values.of(field.type)
                full[field.id] = value
        members.append(full)
    return members


def json_values() -> st.SearchStrategy[Any]:
    """Anything that a JSON reader can give, and what only a careless one gives (NaN, huge numbers,
    halves of characters)."""
    scalars = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.sampled_from((10**18, -(10**18), 10**12, 10**12 - 1))
        | st.just(5000).map(lambda digits: 10**digits)  # too long to be written out
        | st.floats()
        | st.text(max_size=20)
        | st.sampled_from(
            ("", " ", "1.5", "100.00", "1e3", "１００", "80%", "-1", "2021-03-01", "2021-02-30",
             "\ud800", "x" * 5000, "level1", "二级", "二级（特）", "普通", "+0.5", "0.1234567")
        )
    )  # fmt: skip
    return st.recursive(
        scalars,
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
        ),
        max_leaves=8,
    )
