"""Each decision: what it asks, what it answers, its rules, its picture, its forms."""

from __future__ import annotations

from collections.abc import Iterator

from luling.backends.document import alike
from luling.backends.document.duties import duty
from luling.backends.document.listing import headed, listing
from luling.backends.document.model import Block, Group, Line, Paragraph, Table
from luling.backends.document.picture import depicted
from luling.backends.document.predicates import quoted, whether
from luling.backends.document.row_tables import overview
from luling.backends.document.rules import Rules
from luling.backends.document.subject import Writer
from luling.core import ir
from luling.types import (
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

__all__ = ["answers", "decision_blocks", "fact_rows", "field_words", "kind_words"]

_MANY = 9
_ALIKE = 4


def decision_blocks(writer: Writer, decision: ir.Decision) -> tuple[Block, ...]:
    """In the order in which a person reads: what for, what to fill in, the rules, the picture."""
    rules = writer.rules(decision)
    blocks: list[Block] = list(_introduction(writer, decision))
    conditions = [item for item in _ordered(decision) if item.kind == "condition"]
    if conditions:
        lines = tuple(rules.condition(item) for item in conditions)
        blocks.append(Group("几种情形", (listing(lines),)))
    rest = [
        item for item in _ordered(decision) if item.kind != "condition" and item.duty is None
    ]
    for items in alike.runs(rest):
        blocks.append(_group(rules, items))
    blocks += _duties(writer, decision)
    picture = depicted(writer, decision)
    if picture is not None:
        blocks.append(Group("结论怎样得出", (picture,)))
    blocks += _forms(writer, decision)
    return tuple(blocks)


def _ordered(decision: ir.Decision) -> list[ir.Definition]:
    return sorted(decision.definitions, key=lambda item: item.place)


def _group(rules: Rules, items: tuple[ir.Definition, ...]) -> Group:
    if len(items) > 1:
        return Group(f"{items[0].label}等{len(items)}项", alike.together(rules, items))
    item = items[0]
    if item.kind == "collection":
        blocks = rules.collection(item)
        return Group(item.label, blocks or (Paragraph(Line("没有写明任何一项")),))
    word = "" if item.is_output else "（中间结果）"
    table = overview(rules, item, item.group) if item.group is not None else None
    return Group(f"{item.label}{word}", (*rules.outcome(item), *((table,) if table else ())))


# ---------------------------------------------------------------- what is asked and answered


def _introduction(writer: Writer, decision: ir.Decision) -> Iterator[Block]:
    said = answers(decision)
    text = "根据所填的事实" if decision.facts else "不问事实"
    text += f"，{said}" if said else "判定，没有列出结论"
    if decision.date_fact is not None:
        dated = next(item.label for item in decision.facts if item.id == decision.date_fact)
        text += f"。以{quoted(dated)}确定适用哪一时期的规定"
    yield Paragraph(Line(text))
    rows = _asked(tuple(row for fact in decision.facts for row in fact_rows(writer, fact)))
    if rows:
        yield Table(f"{decision.label}：要填写的事实", ("事实", "填写什么"), rows)
    rules = writer.rules(decision)
    checks = tuple(
        Line(rules.test(item.condition), writer.cites(item.citations), end="；")
        for item in decision.checks
    )
    if checks:
        yield Paragraph(headed("所填的事实应当符合下列关系，不符合的请核对后再填", checks))


def answers(decision: ir.Decision) -> str:
    """给出结算政策、是否可以支付；核对2项职责的落实情况; empty for a decision without outcomes."""
    own = [item for item in decision.outputs if item.duty is None]
    named = [_answer(item) for item in own]
    duties = len(decision.outputs) - len(own)
    parts = [f"给出{'、'.join(named)}"] if named else []
    parts += [f"核对{duties}项职责的落实情况"] if duties else []
    return "，并".join(reversed(parts))


def _answer(item: ir.Definition) -> str:
    if isinstance(item.type, BoolType):
        return whether(item.label)
    denies = item.kind == "collection" and item.label.startswith(("不予", "不得"))
    return f"{item.label}的情形" if denies else item.label


def fact_rows(
    writer: Writer, fact: ir.FactDeclaration | ir.RosterDeclaration
) -> Iterator[tuple[Line, Line]]:
    if isinstance(fact, ir.RosterDeclaration):
        fields = "、".join(
            f"{field.label}（{field_words(writer, field.type)}）" for field in fact.fields
        )
        yield Line(fact.label, end=""), Line(f"逐个列出，分别填写{fields}", end="")
        return
    text = kind_words(writer, fact.type)
    if fact.catalogue is not None:
        names = writer.world.names
        text += f"；不填的，由{names.catalogue(fact.catalogue)}查出"
    yield Line(fact.label, end=""), Line(text, end="")


def _asked(rows: tuple[tuple[Line, Line], ...]) -> tuple[tuple[Line, Line], ...]:
    """Facts for which the same is to be filled in stand in one row, where the first of them would:
    a page of 是或者否 shows nothing."""
    named: dict[str, list[str]] = {}
    for fact, kind in rows:
        named.setdefault(kind.text, []).append(fact.text)
    found: list[tuple[Line, Line]] = []
    for fact, kind in rows:
        same = named[kind.text]
        if len(same) < _ALIKE:
            found.append((fact, kind))
        elif fact.text == same[0]:
            text = f"分别填写{kind.text}：{'；'.join(same)}"
            found.append((Line(f"{len(same)}项事实", end=""), Line(text, end="")))
    return tuple(found)


def field_words(writer: Writer, kind: Type) -> str:
    """The same within brackets: 整数，单位为家."""
    match kind:
        case MoneyType():
            return "金额，单位为元"
        case RatioType():
            return "百分数"
        case IntegerType(unit) if unit:
            return f"整数，单位为{unit}"
    return kind_words(writer, kind)


def kind_words(writer: Writer, kind: Type) -> str:
    """What is to be filled in: 是或者否; 金额（元）; 门诊、住院中的一项."""
    match kind:
        case BoolType():
            return "是或者否"
        case MoneyType():
            return "金额（元）"
        case RatioType():
            return "比例（百分数）"
        case DateType():
            return "日期"
        case IntegerType(unit):
            return f"整数（{unit}）" if unit else "整数"
        case DurationType(unit):
            return "天数" if unit == "days" else "月数"
        case EnumType(id) | SetType(id):
            found = writer.world.names.enumeration(id)
            values = [value.label for value in found.values] if found is not None else []
            more = f"等{len(values)}项" if len(values) > _MANY else ""
            listed = "、".join(values[:_MANY]) + more
            how = "中的一项" if isinstance(kind, EnumType) else "，可以多选"
            return listed + how
        case NamesType():
            return "名单"
        case TextType():
            return "文字"


# ---------------------------------------------------------------- duties, forms


def _duties(writer: Writer, decision: ir.Decision) -> Iterator[Block]:
    found = [item for item in _ordered(decision) if item.duty is not None]
    if found:
        lines = tuple(duty(writer, decision, item) for item in found)
        yield Group("职责的落实情况", (listing(lines),))


def _forms(writer: Writer, decision: ir.Decision) -> Iterator[Block]:
    if not decision.forms:
        return
    blocks: list[Block] = []
    for form in decision.forms:
        by_hand = [entry.heading for entry in form.entries if entry.kind == "hand"]
        filled = sum(entry.kind == "value" for entry in form.entries)
        text = f"填写《{form.title.strip('《》')}》：由上述事实和结论填入{filled}栏"
        if by_hand:
            text += f"，留待手工填写{len(by_hand)}处"
        blocks.append(Paragraph(Line(text, writer.cites(form.citations))))
    yield Group("表单", tuple(blocks))
