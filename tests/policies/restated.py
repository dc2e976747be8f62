"""What the restatements of the contracts share: facts that may be unknown, lists, duties, answers.

Money and ratios are Fractions of a yuan or of one until `money` or `ratio` writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from hypothesis import strategies as st
from three_valued import FALSE, TRUE, Value, apply, choose, missing

import luling
from luling.api import ENGINES

Record = dict[str, Any]
# What each fact is drawn from.
Fields = Mapping[str, "Sequence[Any] | Roster"]
# The certain members in order, and what the others wait for.
Members = tuple[list[str], frozenset[str]]


class Facts:
    """The facts of one case, read as the contract reads them: absent and null are unknown."""

    def __init__(self, given: Mapping[str, Any], path: str = "facts") -> None:
        self.given, self.path = given, path

    def __getitem__(self, name: str) -> Value:
        found = self.given.get(name)
        return missing(f"{self.path}.{name}") if found is None else Value(found)

    def number(self, name: str) -> Value:
        return apply(Fraction, self[name])

    def roster(self, name: str) -> list[Facts] | None:
        """The members of a list, or None for a list that is unknown."""
        listed = self.given.get(name)
        if listed is None:
            return None
        return [Facts(member, f"{self.path}.{name}[{at}]") for at, member in enumerate(listed)]

    def every(self, roster: str, condition: Callable[[Facts], Value]) -> Value:
        members = self.roster(roster)
        if members is None:
            return missing(f"{self.path}.{roster}")
        out = TRUE
        for member in members:
            out = out & condition(member)
        return out

    def some(self, roster: str, condition: Callable[[Facts], Value]) -> Value:
        return ~self.every(roster, lambda member: ~condition(member))

    def names(self, roster: str, condition: Callable[[Facts], Value]) -> Members:
        """The names of the members that certainly meet the condition."""
        members = self.roster(roster)
        if members is None:
            return [], frozenset({f"{self.path}.{roster}"})
        certain, waits = [], frozenset[str]()
        for member in members:
            holds = condition(member)
            if holds != FALSE:
                waits |= holds.missing | member["name"].missing
            if holds == TRUE and member["name"].known:
                certain.append(member["name"].it)
        return certain, waits


def at_least(number: Value, least: int | Value) -> Value:
    return apply(lambda a, b: a >= b, number, least if isinstance(least, Value) else Value(least))


def duty(done: Value, as_of: str, deadline: str | Value) -> Value:
    """`met` whenever it is done, else by the deadline, which includes its day. ISO dates."""
    day = deadline if isinstance(deadline, Value) else Value(deadline)
    return choose(
        [
            (done, Value("met")),
            (~done, apply(lambda last: "pending" if as_of <= last else "overdue", day)),
        ]
    )


def collect(members: Mapping[str, Value]) -> Members:
    """The certain members of a collected set."""
    waits: frozenset[str] = frozenset().union(*(holds.missing for holds in members.values()))
    return [name for name, holds in members.items() if holds == TRUE], waits


def none_of(members: Mapping[str, Value]) -> Value:
    out = TRUE
    for holds in members.values():
        out = out & ~holds
    return out


def half_up(number: Fraction, places: int) -> Fraction:
    scale = 10**places
    return Fraction(int(number * scale + Fraction(1, 2)), scale)


def money(amount: Fraction) -> str:
    fen = int(half_up(amount, 2) * 100)
    return f"{fen // 100}.{fen % 100:02}"


def ratio(share: Fraction) -> str:
    """An exact ratio of at most six decimals."""
    parts = int(share * 10**6)
    return f"{parts // 10**6}.{parts % 10**6:06}".rstrip("0").rstrip(".")


# ------------------------------------------------------------ drawing cases


def mostly_given(fields: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Record]:
    """All fields, or, in half of the cases, all but a few that are left out or null."""
    few = st.sets(st.sampled_from(sorted(fields)), max_size=3)
    nothing: tuple[set[str], set[str]] = (set(), set())
    return st.builds(
        lambda record, gaps: {
            name: None if name in gaps[1] else value
            for name, value in record.items()
            if name not in gaps[0]
        },
        st.fixed_dictionaries(dict(fields)),
        st.one_of(st.just(nothing), st.tuples(few, few)),
    )


class Roster:
    """A list of nought to three records with names of their own; half of the lists lack nothing."""

    def __init__(self, names: list[str], fields: Mapping[str, Sequence[Any]]) -> None:
        self.names, self.fields = names, fields

    def draw(self, random: Random) -> list[Record]:
        names = random.sample(self.names, random.randint(0, len(self.names)))
        gaps = random.random() < 0.5
        return [
            one_case({"name": [name], **self.fields}, random, gaps=gaps, most=1) for name in names
        ]


def one_case(fields: Fields, random: Random, *, gaps: bool, most: int) -> Record:
    """One value of each field; with gaps, up to `most` are left out and as many are null."""
    record = {
        name: values.draw(random) if isinstance(values, Roster) else random.choice(values)
        for name, values in fields.items()
    }
    if gaps:
        for name in random.sample(sorted(fields), random.randint(0, min(most, len(fields)))):
            record[name] = None
        for name in random.sample(sorted(fields), random.randint(0, min(most, len(fields)))):
            del record[name]
    return record


def drawn(fields: Fields, count: int) -> Iterator[Record]:
    """As many cases, the same at every run, every value as likely; half of them lack nothing.

    Hypothesis would prefer the first values and empty lists by far.
    """
    random = Random(count)
    for number in range(count):
        yield one_case(fields, random, gaps=number % 2 == 1, most=3)


def every_case(fields: Mapping[str, list[Any]]) -> Iterator[Record]:
    """All combinations, each fact also absent and null."""
    absent = object()
    for values in product(*([*given, None, absent] for given in fields.values())):
        yield {
            name: value for name, value in zip(fields, values, strict=True) if value is not absent
        }


# ------------------------------------------------------------ comparing answers


def agree(
    policy: luling.Policy,
    decision: str,
    facts: Record,
    outcomes: Mapping[str, Value | Members],
    params: Record | None = None,
) -> None:
    """Both engines give these outcomes, no others, and wait for exactly what is missing."""
    outputs, unresolved = {}, {}
    for name, outcome in outcomes.items():
        value, waits = (outcome.it, outcome.missing) if isinstance(outcome, Value) else outcome
        outputs[name] = value
        if waits:
            unresolved[name] = sorted(waits)
    for engine in ENGINES:
        answer = policy.decide(decision, facts, params=params, engine=engine)
        assert (answer.outputs, answer.unresolved) == (outputs, unresolved), (engine, facts)
        assert answer.status == ("incomplete" if unresolved else "decided"), engine


def silent(policy: luling.Policy, decision: str, facts: Record) -> None:
    """Before the notice is in force nothing is answered and nothing asked for."""
    for engine in ENGINES:
        answer = policy.decide(decision, facts, engine=engine)
        assert answer.status == "not_in_force", engine
        assert set(answer.outputs.values()) == {None}, engine
        assert answer.unresolved == {}, engine


def dateless(policy: luling.Policy, decision: str, facts: Record, date: str) -> None:
    """Without the date every outcome is null and asks for that alone."""
    for engine in ENGINES:
        answer = policy.decide(decision, facts, engine=engine)
        assert set(answer.outputs.values()) == {None}, engine
        assert answer.unresolved == {name: [f"facts.{date}"] for name in answer.outputs}, engine
        assert answer.status == "incomplete", engine
