"""Duties of a lower notice against those of upper ones on the same matter.

In: the lower program and an upper one. Out: mistakes. A lower duty is on the same matter as an
upper one when it says so (对应) or has its id; it must be at least as strict in deadline, count and
modal. A duty at another unit (every county, where the upper one speaks of every city) is a further
duty and is not compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from luling.analysis.constraints import errors
from luling.analysis.constraints.citing import day, side
from luling.analysis.constraints.ranking import ranked_alike, size
from luling.core import ir
from luling.core.order import rules_of
from luling.core.wording import literal
from luling.diagnostics import Mistake
from luling.resolve.near import near
from luling.types import DateType, EnumType, RatioType, Type

__all__ = ["check_answers", "check_duties", "duties_of", "is_finer"]

_RANKS = {"must": 3, "principle": 2, "may": 1, "encouraged": 1}
_MODALS = {"must": "应当", "principle": "原则上", "may": "可以", "encouraged": "鼓励"}
_WORDS: dict[type[Type], str] = {EnumType: "低高", DateType: "早晚", RatioType: "低高"}
Owed = tuple[ir.Decision, ir.Definition, ir.Duty]


def duties_of(program: ir.Program) -> list[Owed]:
    return [
        (decision, item, item.duty)
        for decision in program.decisions
        for item in decision.definitions
        if item.duty is not None
    ]


def check_answers(lower: ir.Program, uppers: Sequence[ir.Program]) -> Iterator[Mistake]:
    """A 对应 must name a duty of a notice above."""
    known = [name for upper in uppers for _, item, _ in duties_of(upper)
             for name in (item.id, item.label)]  # fmt: skip
    for _, item, duty in duties_of(lower):
        if duty.answers is not None and duty.answers not in known:
            yield errors.UnknownUpperDuty(item.span, duty.answers, near(duty.answers, known))


def check_duties(lower: ir.Program, upper: ir.Program) -> Iterator[Mistake]:
    above = duties_of(upper)
    for decision, item, duty in duties_of(lower):
        for higher_decision, higher, demanded in above:
            same = duty.answers in (higher.id, higher.label)
            if not same and (duty.answers is not None or item.id != higher.id):
                continue
            if is_finer(duty.condition, demanded.condition):
                continue
            own, theirs = (lower, decision, item, duty), (upper, higher_decision, higher, demanded)
            yield from _hold(own, theirs)


_Side = tuple[ir.Program, ir.Decision, ir.Definition, ir.Duty]


def _hold(own: _Side, theirs: _Side) -> Iterator[Mistake]:
    (lower, _, item, duty), (upper, _, higher, demanded) = own, theirs
    told = (
        side("本通知", lower.policy, item.citations),
        side("上级通知", upper.policy, higher.citations),
    )
    weaker, unclear = [], []
    for part, problem in (
        ("期限", _later(own, theirs)),
        ("要求", _less(duty.condition, demanded.condition, lower, upper)),
        ("轻重", _lighter(duty, demanded)),
    ):
        if problem is None:
            unclear.append(f"{part}的写法与上级的不同，没有办法比较")
        elif problem:
            weaker.append(problem)
    if weaker:
        kind = errors.DutyWeaker if demanded.modal == "must" else errors.DutyDoubtful
        title = f"职责「{item.label}」比上级的「{higher.label}」宽：{'；'.join(weaker)}"
        yield kind(item.span, higher.span, title, told)
    elif unclear:
        title = f"职责「{item.label}」与上级的「{higher.label}」：{'；'.join(unclear)}"
        yield errors.NotComparable(item.span, higher.span, title, told)


def _later(own_side: _Side, their_side: _Side) -> str | None:
    """What is wrong with the deadline; empty where nothing is, None where nobody can say."""
    (lower, decision, _, duty), (upper, above, _, demanded) = own_side, their_side
    if demanded.deadline is None:
        return ""
    if duty.deadline is None:
        return "没有期限，上级有期限"
    own = _dates(duty.deadline, decision, lower)
    wanted = _dates(demanded.deadline, above, upper)
    if not own or not wanted:
        return None
    if max(own) <= min(wanted):
        return ""
    if min(own) > min(wanted) or len(wanted) == 1:
        return f"期限是{day(max(own))}，晚于{day(min(wanted))}"
    return None


def _dates(expr: ir.Expr, decision: ir.Decision, program: ir.Program) -> list[dt.date]:
    """The dates that a deadline may be; empty where they can't be told without a case."""
    if isinstance(expr, ir.Literal_) and isinstance(expr.value, dt.date):
        return [expr.value]
    if isinstance(expr, ir.Parameter) and not expr.keys:
        periods = next(item.periods for item in program.parameters if item.id == expr.id)
        return [period.value for period in periods if isinstance(period.value, dt.date)]
    if not isinstance(expr, ir.Reference):
        return []
    definition = next(item for item in decision.definitions if item.id == expr.id)
    found: list[dt.date] = []
    values = [rule.value for rule in rules_of(definition)] + [definition.default]
    for value in (one for one in values if one is not None):
        dates = _dates(value, decision, program)
        if not dates:
            return []
        found += dates
    return found


def _lighter(duty: ir.Duty, demanded: ir.Duty) -> str:
    if _RANKS[duty.modal] >= _RANKS[demanded.modal]:
        return ""
    return f"写的是「{_MODALS[duty.modal]}」，上级是「{_MODALS[demanded.modal]}」"


# ---------------------------------------------------------------- what must be so


def is_finer(own: ir.Expr, theirs: ir.Expr) -> bool:
    """Both ask something of every member, of different lists: another unit."""
    return (
        isinstance(own, ir.Quantified)
        and isinstance(theirs, ir.Quantified)
        and own.selection.roster != theirs.selection.roster
    )


def _less(own: ir.Expr, theirs: ir.Expr, lower: ir.Program, upper: ir.Program) -> str | None:
    """What is asked for less than above; empty where nothing is, None where nobody can say."""
    if own == theirs:
        return ""
    match own, theirs:
        case ir.Quantified(kind="every", selection=a), ir.Quantified(kind="every", selection=b):
            if a.condition not in (None, b.condition) or a.value is None or b.value is None:
                return None
            return _less(a.value, b.value, lower, upper)
        case _, ir.Logic(op="and", parts=parts):
            found = [_less(own, part, lower, upper) for part in parts]
            return None if None in found else "；".join(item for item in found if item)
        case ir.Logic(op="and", parts=parts), _:
            found = [_less(part, theirs, lower, upper) for part in parts]
            return "" if "" in found else next((item for item in found if item), None)
        case (
            ir.Compare(op=op, left=left, right=ir.Literal_() as low),
            ir.Compare(op=wanted, left=same, right=ir.Literal_() as high),
        ) if op == wanted and left == same and op in ("ge", "gt", "le", "lt"):
            if low.type != high.type or not ranked_alike(low.type, lower, upper):
                return None
            fewer = size(low.value, low.type, lower) < size(high.value, high.type, lower)
            if low.value == high.value or fewer == (op in ("le", "lt")):
                return ""
            words = _WORDS.get(type(low.type), "少多")
            word = words[0] if fewer else words[1]
            return (
                f"要求的是{literal(low.value, low.type, lower)}，"
                f"比{literal(high.value, high.type, upper)}{word}"
            )
        case _:
            return None
