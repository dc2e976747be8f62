"""All duties as a page for people: a table where the terminal is wide enough, else blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from luling.analysis.change_words import clauses_text
from luling.analysis.duties import Overview, OwedDuty, PolicyState, State
from luling.cli.grid import grid, indented
from luling.core import ir
from luling.explanation.deadlines import either
from luling.explanation.duties import MODALS, lacking
from luling.explanation.values import SUPPLIED
from luling.explanation.words import chinese_date

__all__ = ["page"]

_WIDEST = 150
_TABLE = 116
_STATES: dict[State, str] = {
    "met": "已落实", "pending": "未到期", "overdue": "逾期", "open": "情况不详", "done": "已做到",
    "undone": "没有做到", "not_owed": "没有这项职责", "not_yet": "尚未施行", "expired": "已经失效",
}  # fmt: skip
_NO_DEADLINE = "没有写明期限"


def page(overview: Overview, width: int) -> str:
    """The whole page, lines broken at the width of the terminal."""
    width = min(width, _WIDEST)
    blocks = [_head(overview, width), _body(overview, width), _missing(overview, width)]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _head(overview: Overview, width: int) -> list[str]:
    day = chinese_date(overview.as_of.isoformat())
    if not overview.duties:
        lines = [f"{day}：没有列出职责"]
    else:
        counts = Counter(item.state for item in overview.duties)
        said = "，".join(f"{_STATES[one]} {counts[one]} 项" for one in _STATES if counts[one])
        lines = indented(f"{day}的职责，共 {len(overview.duties)} 项：{said}", width)
    for one in overview.policies:
        lines += indented(_policy(one), width, 2)
    return lines


def _policy(one: PolicyState) -> str:
    policy = one.policy
    number = f"（{policy.number}）" if policy.number else ""
    text = f"{policy.id}：《{policy.title.strip('《》')}》{number}"
    if one.force == "not_yet" and policy.effective is not None:
        text += f"，{chinese_date(policy.effective.isoformat())}起施行，这一天尚未施行"
    if one.force == "expired" and policy.expires is not None:
        text += f"，施行至{chinese_date(policy.expires.isoformat())}，这一天已经失效"
    return text if one.count else f"{text}，没有写职责"


# ---------------------------------------------------------------- the duties


def _body(overview: Overview, width: int) -> list[str]:
    many = len(overview.policies) > 1
    if width >= _TABLE:
        rows = [["期限", "职责", "落实情况", "依据"]]
        for item in overview.duties:
            rows += [_row(item, many), [""] * 4]
        drawn = grid(rows[:-1], width) if overview.duties else None
        if drawn is not None:
            return drawn
    lines: list[str] = []
    for number, item in enumerate(overview.duties):
        lines += [""] * bool(number) + _block(item, many, width)
    return lines


def _row(item: OwedDuty, many: bool) -> list[str]:
    name = f"{item.policy} {item.label}" if many else item.label
    task = "；".join([f"{name}：{_sentence(item)}", *_answers(item)])
    state = "；".join([_state(item), *_lacking(item)])
    return [_deadline(item), task, state, _clauses(item)]


def _block(item: OwedDuty, many: bool, width: int) -> list[str]:
    where = f"（{item.policy}）" if many else ""
    lines = indented(f"{item.label}{where}：{_state(item)}", width)
    parts = [_sentence(item), f"期限：{_deadline(item)}", *_lacking(item), *_answers(item)]
    for text in [*parts, f"依据：{_clauses(item)}"]:
        lines += indented(text, width, 2)
    return lines


def _deadline(item: OwedDuty) -> str:
    if not item.has_deadline:
        return _NO_DEADLINE
    return either(item.deadlines) if item.deadlines else "通知没有给出"


def _sentence(item: OwedDuty) -> str:
    """各市原则上做到：每个县区的药店数不少于1家"""
    who, when = "、".join(item.subjects), f"{item.applies}的，" if item.applies else ""
    if item.modal == "encouraged":
        return f"{when}鼓励{who}做到：{item.task}"
    return f"{when}{who}{MODALS[item.modal]}做到：{item.task}"


def _state(item: OwedDuty) -> str:
    """未到期，还有 10 天; 逾期 3 天; 期限已过，情况不详"""
    text, days = _STATES[item.state], item.standing.days
    match item.state:
        case "pending":
            least = "至少" if len(set(days)) > 1 else ""
            return f"{text}，{f'{least}还有 {min(days)} 天' if min(days) else '今天是最后一天'}"
        case "overdue":
            least = "至少" if len(set(days)) > 1 else ""
            if item.modal in ("may", "encouraged"):  # nobody is late with what he need not do
                return f"期限{least}已过 {-max(days)} 天，没有做"
            return f"{least}{text} {-max(days)} 天"
        case "open" if days and max(days) < 0 and len(days) == len(item.deadlines):
            return f"期限已过，{text}"
    return text


def _lacking(item: OwedDuty) -> list[str]:
    """What is not done; where nothing at all is known, the state says so already."""
    bare = item.state == "open" and not (item.standing.undone or item.standing.doubtful)
    if item.state in ("not_yet", "expired") or (bare and len(item.standing.unclear) == 1):
        return []
    return list(lacking(item.standing))


def _answers(item: OwedDuty) -> Iterator[str]:
    """落实 national 各市药店覆盖"""
    if item.answers is not None:
        yield f"落实 {item.answers.policy or '上级通知'} {item.answers.label or item.answers.name}"


def _clauses(item: OwedDuty) -> str:
    """Of the duty, and of the rules that give its deadline."""
    own = clauses_text(item.citations, item.policy)
    dates: ir.Citations = tuple(
        dict.fromkeys(
            cited
            for one in item.deadlines
            for cited in one.citations
            if cited not in item.citations
        )
    )
    given = [f"期限见 {clauses_text(dates, item.policy)}"] if dates else []
    return "；".join([*([own] if own else []), *given])


# ---------------------------------------------------------------- what is not known


def _missing(overview: Overview, width: int) -> list[str]:
    """What is missing, by the duties that wait for it."""
    many = len(overview.policies) > 1
    waiting: dict[tuple[str, str, str], list[str]] = {}
    for item in overview.duties:
        for one in item.missing if item.state in ("pending", "open") else ():
            where = "、".join(dict.fromkeys(cited.clause for cited in one.citations))
            told = f"（本通知{where}另行规定，须{SUPPLIED}）" if where else ""
            key = (item.policy, item.decision, one.label + told)
            waiting.setdefault(key, []).append(item.label)
    lines: list[str] = []
    for (policy, _, label), duties in waiting.items():
        where = f"{policy} " if many else ""
        lines += indented(f"{where}{label}：{'、'.join(duties)}", width, 2)
    return ["还缺少（冒号后面是要看它的职责）", *lines] if lines else []
