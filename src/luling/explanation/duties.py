"""How a duty stands in one case, and its sentence: who owes what by when, what of it is not done.

In: a duty of a decision and a case. Out: a `Standing`, and the words for its parts; the page of a
decision and the overview of all duties say the same with them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luling.core import ir
from luling.core.wording import phrase
from luling.explanation.deadlines import Deadline, deadlines
from luling.explanation.reasons import squeezed
from luling.explanation.values import Values
from luling.interpreter import rosters
from luling.interpreter.expressions import evaluate
from luling.interpreter.values import FALSE, TRUE, Known, Unknown

__all__ = [
    "MODALS", "Standing", "applies", "days_left", "lacking", "sentence", "standing", "state_of",
    "task",
]  # fmt: skip

MODALS: dict[ir.Modal, str] = {
    "must": "应当", "principle": "原则上", "may": "可以", "encouraged": "鼓励",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """`applies`, `is_done`: None where it can't be known yet. `days`: from the day of the case to
    each possible deadline that has a date, negative once it is over. `undone`, `unclear`: the parts
    of the condition that fail, and those that are not known, in words. `failing`, `doubtful`: the
    members of the list that fail, and those of whom it is not known, by name. `missing`: the paths
    that tell whether it is done, and by when; sorted."""

    applies: bool | None
    is_done: bool | None
    deadlines: tuple[Deadline, ...]
    days: tuple[int, ...]
    undone: tuple[str, ...]
    unclear: tuple[str, ...]
    failing: tuple[str, ...]
    doubtful: tuple[str, ...]
    missing: tuple[str, ...]


def standing(item: ir.Definition, values: Values) -> Standing:
    """How the duty of a definition stands; the date of the case is known."""
    duty, at = item.duty, values.at
    assert duty is not None
    dates = deadlines(duty.deadline, values) if duty.deadline is not None else ()
    days = [_days(one.date, at.date) for one in dates if one.date is not None]
    owed = True if duty.applies is None else _truth(duty.applies, values)
    done = _truth(duty.condition, values)
    undone, unclear = _parts(duty.condition, values)
    failing, doubtful = _members(duty, values) if done is not True else ((), ())
    found = at.results[item.id, None]
    missing = tuple(sorted(found.missing)) if isinstance(found, Unknown) else ()
    return Standing(
        owed, done, dates, tuple(days), undone, unclear, failing, doubtful, missing
    )  # fmt: skip


def _days(date: dt.date, today: dt.date | None) -> int:
    assert today is not None
    return (date - today).days


def _truth(expr: ir.Expr, values: Values) -> bool | None:
    found = evaluate(expr, values.at)
    return found.value is True if isinstance(found, Known) else None


def _parts(condition: ir.Expr, values: Values) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What fails, and what is not known, of the things that are asked together."""
    undone, unclear = [], []
    for part in _together(condition):
        words = _words(part, values)
        match _truth(part, values):
            case False:
                undone.append(words)
            case None:
                unclear.append(words)
    return tuple(undone), tuple(unclear)


def _together(condition: ir.Expr) -> Iterator[ir.Expr]:
    if isinstance(condition, ir.Logic) and condition.op == "and":
        for part in condition.parts:
            yield from _together(part)
    else:
        yield condition


def _members(duty: ir.Duty, values: Values) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not isinstance(duty.failing, ir.Aggregate):
        return (), ()
    selection, at = duty.failing.selection, values.at
    found: dict[bool, list[str]] = {True: [], False: []}
    each = rosters.members_of(selection.roster, at)
    if each:
        for index, fails in enumerate(rosters.filters(selection, at)):
            if fails != FALSE:
                name = values.words.member(selection.roster, index)
                found[fails == TRUE].append(name)
    return tuple(found[True]), tuple(found[False])


# ---------------------------------------------------------------- words


def task(duty: ir.Duty, values: Values) -> str:
    """每个县区的双通道药店数不少于1家"""
    return "，".join(_words(part, values) for part in _together(duty.condition))


def applies(duty: ir.Duty, values: Values) -> str:
    """险种是职工医保: the condition under which it is owed; empty where it always is."""
    return _words(duty.applies, values) if duty.applies is not None else ""


def _words(part: ir.Expr, values: Values) -> str:
    """A condition as running text."""
    if isinstance(part, ir.Quantified):
        return _every(part, values)
    return squeezed(phrase(part, values.at.program, values.at.decision))


def _every(part: ir.Quantified, values: Values) -> str:
    """每个县区的药店数不少于1家; 至少有一个一级的药店联网结算: yes or no stands without 的."""
    chosen = part.selection
    which = f"{_words(chosen.condition, values)}的" if chosen.condition is not None else ""
    who = which + values.words.name(f"facts.{chosen.roster}")
    what = _words(chosen.value, values) if chosen.value is not None else ""
    if isinstance(chosen.value, ir.Logic):
        what = f"（{what}）"
    elif not isinstance(chosen.value, ir.Member | ir.Not | None):
        what = f"的{what}"
    return f"{'每个' if part.kind == 'every' else '至少有一个'}{who}{what}"


def sentence(duty: ir.Duty, values: Values, dates: Sequence[Deadline]) -> str:
    """各市原则上应当在2021年6月30日前做到：每个县区的双通道药店数不少于1家"""
    who, due = "、".join(duty.subjects), ""
    if duty.deadline is not None:
        due = squeezed(phrase(duty.deadline, values.at.program, values.at.decision))
        due = f"在{dates[0].text if len(dates) == 1 else due}前"
    match duty.modal:
        case "encouraged":
            text = f"鼓励{who}{due}"
        case "principle":
            text = f"{who}原则上{'应当' if due else ''}{due}"
        case _:
            text = f"{who}{MODALS[duty.modal]}{due}"
    when = applies(duty, values)
    return f"{when and when + '的，'}{text}做到：{task(duty, values)}"


def lacking(found: Standing) -> Iterator[str]:
    """What is not done and who has not done it; then what and of whom it is not known. Nothing of a
    duty that is done or not owed."""
    if found.is_done is True or found.applies is False:
        return
    if found.undone:
        who = _who("没有做到的", found.failing) + _who("还不清楚的", found.doubtful)
        yield f"未做到：{'，'.join(found.undone)}{who}"
    elif len(found.unclear) == 1 and not found.doubtful:
        yield "是否做到还不清楚"
    elif found.unclear:
        yield f"还不清楚：{'，'.join(found.unclear)}{_who('不清楚的', found.doubtful)}"
    if found.undone and found.unclear:
        yield f"还不清楚：{'，'.join(found.unclear)}"


def _who(what: str, names: Sequence[str]) -> str:
    return f"；{what}：{'、'.join(names)}" if names else ""


def state_of(found: Standing, value: object, text: str) -> str:
    """逾期未落实，已逾期 1 天; `value` as the answer has it, `text` in words (empty: not known)."""
    days = days_left(found)
    if not text:
        over = days.replace("至少已逾期", "期限至少已过").replace("已逾期", "期限已过")
        return f"还不能确定{over and '，' + over}"
    match value:
        case None:
            return "不适用，没有这项职责"
        case bool():
            return "已做到" if value else "没有做到"
        case _:
            return text + (f"，{days}" if days and value != "met" else "")


def days_left(found: Standing) -> str:
    """还有 10 天; 已逾期 1 天; 当天就是期限: as far as the deadline can be told."""
    if not found.days or len(found.days) < len(found.deadlines):
        return ""
    nearest, last = min(found.days), max(found.days)
    if nearest > 0:
        return f"还有 {nearest} 天" if nearest == last else f"至少还有 {nearest} 天"
    if last < 0:
        return f"已逾期 {-last} 天" if nearest == last else f"至少已逾期 {-last} 天"
    return "今天是最后一天" if nearest == last == 0 else ""
