"""The days on which a deadline may fall, as long as it is not known which: read off the rules.

In: the date of a deadline, in a case of which some is unknown. Out: every day that the rules still
leave open, with the condition under which it is the day and the clauses that say so. A date that
is looked up by an unknown option, or computed from an unknown date, is followed option by option
and date by date; one that hangs on an unknown value without a list of options (a free date, a
parameter to be supplied) is only said in words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from luling.core import build, ir
from luling.core.order import walk
from luling.core.wording import phrase
from luling.explanation.reasons import squeezed
from luling.explanation.values import Values
from luling.explanation.words import chinese_date
from luling.interpreter import rules
from luling.interpreter.context import Context
from luling.interpreter.expressions import evaluate
from luling.interpreter.values import TRUE, Failed, Known, Plain, Unknown
from luling.interpreter.verdicts import verdicts
from luling.types import BoolType, EnumType

__all__ = ["Deadline", "deadlines", "either"]

_MOST = 24
_OTHERWISE = "其他情况"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that a duty may be due on, included; `date` None where it can't be told yet: `text`
    then says what it hangs on. `when`: the condition in words, empty where this is the only one.
    `is_named`: the condition is one yes or no, by its name."""

    date: dt.date | None
    text: str
    when: str = ""
    citations: ir.Citations = ()
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    """One way in which an expression may get its value: `value` None where it has none yet."""

    value: Plain
    expr: ir.Expr
    conditions: tuple[ir.Expr, ...] = ()
    citations: ir.Citations = ()


def deadlines(expr: ir.Expr, values: Values) -> tuple[Deadline, ...]:
    """Every day that is possible, from the earliest on; those that are only words at the end."""
    ways = _ways(expr, values.at)
    alone = len({_key(way) for way in ways}) == 1
    together: dict[object, list[_Way]] = {}
    for way in ways:
        together.setdefault(_key(way), []).append(way)
    found = [_deadline(group, alone, values) for group in together.values()]
    return tuple(sorted(found, key=lambda one: one.date or dt.date.max))


def either(dates: Sequence[Deadline]) -> str:
    """2021年6月30日或2021年9月30日，看是不是第一批"""
    if len(dates) == 1:
        return dates[0].text
    if len(dates) == 2 and all(one.is_named for one in dates):
        one, other = sorted(dates, key=lambda date: len(date.when))
        if squeezed(f"非 {one.when}") == other.when:
            return f"{dates[0].text}或{dates[1].text}，看是不是{one.when}"
    said = [f"{one.text}（{one.when}）" for one in dates]
    return "、".join(said[:-1]) + f"或{said[-1]}"


def _key(way: _Way) -> object:
    return way.value if way.value is not None else (way.expr, way.citations)


def _deadline(ways: Sequence[_Way], alone: bool, values: Values) -> Deadline:
    """One day, with all the ways that lead to it."""
    first = ways[0]
    date = first.value if isinstance(first.value, dt.date) else None
    text = chinese_date(date.isoformat()) if date is not None else _words(first.expr, values)
    cited = tuple(dict.fromkeys(one for way in ways for one in way.citations))
    if alone:
        return Deadline(date, text, "", cited)
    bare = any(not way.conditions for way in ways)
    when = [_conditions(way.conditions, values) for way in ways]
    said = _OTHERWISE if bare else "，或者".join(dict.fromkeys(when))
    named = len(ways) == 1 and len(first.conditions) == 1 and _is_name(first.conditions[0])
    return Deadline(date, text, said, cited, named)


def _words(expr: ir.Expr, values: Values) -> str:
    if isinstance(expr, ir.Unspecified):
        return f"按《{expr.refers_to}》执行" if expr.refers_to else "本通知未规定"
    return squeezed(phrase(expr, values.at.program, values.at.decision))


def _conditions(parts: Sequence[ir.Expr], values: Values) -> str:
    program, decision = values.at.program, values.at.decision
    return "，".join(squeezed(phrase(part, program, decision)) for part in parts)


def _is_name(expr: ir.Expr) -> bool:
    plain = expr.operand if isinstance(expr, ir.Not) else expr
    return isinstance(plain, ir.Fact | ir.Reference)


# ---------------------------------------------------------------- following the rules


def _ways(expr: ir.Expr, at: Context) -> list[_Way]:
    """How an expression may get its value; none where it has failed for certain."""
    found = evaluate(expr, at)
    if isinstance(found, Failed):
        return []
    if isinstance(expr, ir.Reference):
        item = at.definition(expr.id)
        if item.group is not None and item.roster is None:
            return _of_definition(item, expr, at)
    if isinstance(found, Known):
        return [_Way(found.value, expr, (), tuple(dict.fromkeys(_behind(expr, at))))]
    split = next((list(each) for each in _splits(expr, at)), None)
    if split is None:
        return [_Way(None, expr)]
    ways = [_joined(way, more) for way, then in split for more in _then(way, then, expr)]
    return [_Way(None, expr)] if len(ways) > _MOST else [one for one in ways if _is_possible(one)]


def _behind(expr: ir.Expr, at: Context) -> Iterator[ir.Citation]:
    """The clauses of the values that an expression is computed from."""
    for part in walk(expr):
        if isinstance(part, ir.Reference) and not isinstance(part.type, BoolType):
            item = at.definition(part.id)
            if item.group is not None and item.roster is None:
                yield from (one for way in _of_definition(item, part, at) for one in way.citations)


def _then(way: _Way, at: Context | None, expr: ir.Expr) -> list[_Way]:
    return _ways(expr, at) if at is not None else [_Way(None, expr)]


def _joined(way: _Way, more: _Way) -> _Way:
    conditions = dict.fromkeys((*way.conditions, *more.conditions))
    cited = dict.fromkeys((*way.citations, *more.citations))
    return replace(more, conditions=tuple(conditions), citations=tuple(cited))


def _is_possible(way: _Way) -> bool:
    """Two parts of one expression may have been taken apart by the same condition."""
    return not any(ir.Not(part) in way.conditions for part in way.conditions)


def _splits(expr: ir.Expr, at: Context) -> Iterator[Iterator[tuple[_Way, Context | None]]]:
    """The unknown parts of an expression of which the possible values can be listed: each with the
    context in which the part has that value."""
    for part in walk(expr):
        if not isinstance(part, ir.Fact | ir.Reference):
            continue
        if not isinstance(evaluate(part, at), Unknown):
            continue
        if isinstance(part, ir.Fact) and isinstance(part.type, BoolType | EnumType):
            yield ((_Way(None, part, (test,)), _given(part, value, at)) for value, test in
                   _options(part, at))  # fmt: skip
        elif isinstance(part, ir.Reference):
            item = at.definition(part.id)
            if item.group is not None and item.roster is None and not isinstance(
                item.type, BoolType
            ):  # fmt: skip
                yield ((way, _defined(part, way.value, at)) for way in
                       _of_definition(item, part, at))  # fmt: skip


def _options(fact: ir.Fact, at: Context) -> Iterator[tuple[Plain, ir.Expr]]:
    if isinstance(fact.type, BoolType):
        yield from ((True, fact), (False, ir.Not(fact)))
        return
    assert isinstance(fact.type, EnumType)
    enumeration = at.enumeration(fact.type.id)
    for item in enumeration.values if enumeration is not None else ():
        yield item.id, build.compare("eq", fact, build.literal(fact.type, item.id, fact.span))


def _given(fact: ir.Fact, value: Plain, at: Context) -> Context:
    assert value is not None and not isinstance(value, tuple)
    return replace(at, facts={**at.facts, fact.id: value})


def _defined(part: ir.Reference, value: Plain, at: Context) -> Context | None:
    if value is None:
        return None
    return replace(at, results={**at.results, (part.id, None): Known(value)})


def _of_definition(item: ir.Definition, expr: ir.Expr, at: Context) -> list[_Way]:
    """The rules that may still give the value, with what is open of their conditions."""
    assert item.group is not None
    found: list[_Way] = []
    for judged in verdicts(item.group, at):
        rule = judged.rule
        if rule.value is None or judged.kind not in ("applied", "undecided"):
            continue
        open_ = tuple(_open(rule.condition, at)) if judged.kind == "undecided" else ()
        own = _Way(None, expr, open_, rule.citations)
        found += [_joined(own, way) for way in _ways(rule.value, at)]
    if item.default is not None and not rules.group(item.group, at).certain:
        found += _ways(item.default, at)
    return found


def _open(condition: ir.Expr | None, at: Context) -> Iterator[ir.Expr]:
    """The parts of a condition that are not known to hold."""
    if isinstance(condition, ir.Logic) and condition.op == "and":
        for part in condition.parts:
            yield from _open(part, at)
    elif condition is not None and evaluate(condition, at) != TRUE:
        yield condition
