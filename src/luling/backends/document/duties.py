"""职责 as sentences and as a table; what lower notices must keep to."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

from luling.backends.document.listing import headed
from luling.backends.document.model import Block, Line, Paragraph, Table
from luling.backends.document.names import day
from luling.backends.document.predicates import quoted
from luling.backends.document.rules import Rules
from luling.backends.document.subject import Writer
from luling.core import ir

__all__ = ["constraint", "constraint_text", "duties", "duties_of", "duty"]

_MODALS: dict[ir.Modal, str] = {
    "must": "应当", "principle": "原则上应当", "may": "可以", "encouraged": "鼓励",
}  # fmt: skip
_HEADINGS = ("责任主体", "要求", "应做到的事项", "期限", "对应的上级职责", "条款")
_WORDS = {
    "eq": "等于", "ne": "不等于", "lt": "低于", "le": "不高于", "gt": "高于", "ge": "不低于",
}  # fmt: skip


def duties_of(program: ir.Program) -> Iterator[tuple[ir.Decision, ir.Definition, ir.Duty]]:
    for decision in program.decisions:
        for item in sorted(decision.definitions, key=lambda one: one.place):
            if item.duty is not None:
                yield decision, item, item.duty


def duties(writer: Writer) -> tuple[Block, ...]:
    """The table of duties, and the demands on lower notices; nothing where there are none."""
    found = list(duties_of(writer.program))
    blocks: list[Block] = []
    if found:
        rows = tuple(_row(writer, *one) for one in found)
        blocks.append(Table("各方职责", _HEADINGS, rows))
        blocks.append(
            Paragraph(
                Line("期限当日做到的仍属按期，过后仍未做到的为逾期；没有写明期限的，只看是否做到"),
                quiet=True,
            )
        )
    if writer.program.constraints:
        lines = tuple(constraint(writer, one) for one in writer.program.constraints)
        blocks.append(Paragraph(headed("下级通知应遵守下列规定", lines)))
    return tuple(blocks)


def _row(
    writer: Writer, decision: ir.Decision, item: ir.Definition, duty_: ir.Duty
) -> tuple[Line, ...]:
    rules = writer.rules(decision)
    return (
        Line("、".join(duty_.subjects), end=""),
        Line(_MODALS[duty_.modal], end=""),
        Line(_applying(rules, duty_) + rules.test(duty_.condition), end=""),
        Line(deadline(rules, duty_) or "没有写明", end=""),
        Line(_answers(writer, duty_), end=""),
        Line("", writer.cites(item.citations), end=""),
    )


def duty(writer: Writer, decision: ir.Decision, item: ir.Definition) -> Line:
    """各市应当在2022年6月底前做到：每个县区都有不少于1家双通道药店."""
    assert item.duty is not None
    rules = writer.rules(decision)
    when = deadline(rules, item.duty)
    who = "、".join(item.duty.subjects)
    modal = _MODALS[item.duty.modal]
    subject = f"鼓励{who}" if item.duty.modal == "encouraged" else who + modal
    in_time = f"在{when}" if when else ""
    what = rules.test(item.duty.condition)
    text = f"{_applying(rules, item.duty)}{subject}{in_time}做到：{what}"
    return Line(text, writer.cites(item.citations))


def _applying(rules: Rules, duty_: ir.Duty) -> str:
    return f"{rules.test(duty_.applies)}的，" if duty_.applies is not None else ""


def deadline(rules: Rules, duty_: ir.Duty) -> str:
    """2022年6月底前; 2021年6月15日前."""
    match duty_.deadline:
        case None:
            return ""
        case ir.Literal_(value=dt.date() as date):
            if date.day == calendar.monthrange(date.year, date.month)[1]:
                return f"{date.year}年{date.month}月底前"
            return f"{day(date)}前"
        case other:
            return f"{quoted(rules.term(other))}前"


def _answers(writer: Writer, duty_: ir.Duty) -> str:
    if duty_.answers is None:
        return "—"
    for upper in writer.subject.uppers:
        for _, item, _ in duties_of(upper):
            if item.id == duty_.answers:
                return f"《{upper.policy.title.strip('《》')}》的{quoted(item.label)}"
    return "上级通知的同一职责"


# ---------------------------------------------------------------- constraints


def constraint(writer: Writer, item: ir.Constraint) -> Line:
    return Line(constraint_text(writer, item), writer.cites(item.citations))


def constraint_text(writer: Writer, item: ir.Constraint) -> str:
    """各市规定的先行自付比例，不高于本通知的先行自付比例上限."""
    who = "、".join(item.subjects)
    modal = {"must": "应当", "principle": "原则上", "may": "可以", "encouraged": "宜"}[item.modal]
    text = _demand(writer, item.demand, who, modal)
    return f"{text}；有出入的，列为待研究" if item.as_finding else text


def _demand(
    writer: Writer, demand: ir.Bound | ir.Prohibition | ir.Invariance, who: str, modal: str
) -> str:
    match demand:
        case ir.Bound():
            bound = writer.world.term(demand.value)
            own = f"本通知的{bound}" if isinstance(demand.value, ir.Parameter) else bound
            return f"{who}规定的{demand.name.label}，{modal}{_WORDS[demand.op]}{own}"
        case ir.Prohibition():
            return f"{who}不得另行规定{quoted(demand.name.label)}"
        case ir.Invariance():
            of = f"凡{demand.condition.label}的，" if demand.condition is not None else ""
            outcomes = "、".join(one.label for one in demand.outcomes)
            change = f"{demand.fact.label}由{demand.before.label}换为{demand.after.label}"
            return f"{of}其他情况相同，仅{change}的，{who}的{outcomes}{modal}相同"
