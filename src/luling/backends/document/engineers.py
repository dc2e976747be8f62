"""The last section, for engineers: ids, types, codes, fields of the national interface."""

from __future__ import annotations

from collections.abc import Iterator

from luling.backends.document.model import Block, Group, Line, Table
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

__all__ = ["engineers"]

_HEADINGS = ("名称", "标识", "类型", "接口字段")
_CODES = frozenset((1, 2, 3))


def engineers(writer: Writer) -> tuple[Block, ...]:
    """A group a decision, then enumerations, parameters and catalogues."""
    program = writer.program
    blocks: list[Block] = [_decision(decision) for decision in program.decisions]
    used = [item for item in program.enumerations if item.id in set(_enumerations(program))]
    if used:
        rows = tuple(row for item in used for row in _values(item))
        headings = ("枚举", "标识", "值", "值的标识", "编码")
        table = Table("枚举和编码", headings, rows, frozenset((1, 3, 4)))
        blocks.append(Group("枚举", (table,)))
    if program.parameters:
        rows = tuple(
            _row(item.label, item.id, _type(item.type, item.keys), item.interface)
            for item in program.parameters
        )
        blocks.append(Group("参数", (Table("参数的标识", _HEADINGS, rows, _CODES),)))
    if program.catalogues:
        rows = tuple(row for item in program.catalogues for row in _columns(item))
        blocks.append(Group("目录", (Table("目录的标识", _HEADINGS, rows, _CODES),)))
    return tuple(blocks)


def _row(label: str, id: str, kind: str, interface: str | None) -> tuple[Line, ...]:
    return tuple(Line(text, end="") for text in (label, id, kind, interface or "—"))


def _decision(decision: ir.Decision) -> Group:
    facts = tuple(row for fact in decision.facts for row in _fact(fact))
    outcomes = tuple(
        row
        for item in decision.outputs
        for row in (
            _row(item.label, item.id, _type(item.type), item.interface),
            *(_row(f"{item.label}：{one.label}", one.id, "member", None) for one in item.members),
        )
    )
    blocks = [Table("结论", _HEADINGS, outcomes, _CODES)]
    if facts:
        blocks.insert(0, Table("事实", _HEADINGS, facts, _CODES))
    if decision.forms:
        forms = tuple(_row(form.title, form.id, "form", None) for form in decision.forms)
        blocks.append(Table("表单", _HEADINGS, forms, _CODES))
    return Group(f"判定：{decision.label}（{decision.id}）", tuple(blocks))


def _fact(fact: ir.FactDeclaration | ir.RosterDeclaration) -> Iterator[tuple[Line, ...]]:
    if isinstance(fact, ir.FactDeclaration):
        yield _row(fact.label, fact.id, _type(fact.type), fact.interface)
        return
    yield _row(fact.label, fact.id, "list", fact.interface)
    for field in fact.fields:
        name = f"{fact.id}[].{field.id}"
        yield _row(f"{fact.label}的{field.label}", name, _type(field.type), field.interface)


def _columns(item: ir.Catalogue) -> Iterator[tuple[Line, ...]]:
    yield _row(item.label, item.id, "catalogue", None)
    for column in (item.key, *item.columns):
        name, kind = f"{item.label}的{column.label}", _type(column.type)
        yield _row(name, f"{item.id}.{column.id}", kind, column.interface)


def _values(item: ir.Enumeration) -> Iterator[tuple[Line, ...]]:
    for value in item.values:
        codes = "、".join(value.codes) or "—"
        cells = (item.label, item.id, value.label, value.id, codes)
        yield tuple(Line(text, end="") for text in cells)


def _type(kind: Type, keys: tuple[EnumType, ...] = ()) -> str:
    text = _plain(kind)
    return f"{text} by {', '.join(key.id for key in keys)}" if keys else text


def _plain(kind: Type) -> str:
    match kind:
        case BoolType():
            return "boolean"
        case MoneyType():
            return "money"
        case RatioType():
            return "ratio"
        case DateType():
            return "date"
        case IntegerType(unit):
            return f"integer ({unit})" if unit else "integer"
        case DurationType(unit):
            return f"duration ({unit})"
        case EnumType(id):
            return f"enum {id}"
        case SetType(id):
            return f"set {id}"
        case NamesType():
            return "names"
        case TextType():
            return "text"


def _enumerations(program: ir.Program) -> Iterator[str]:
    """The enumerations that the interface of a program has."""
    kinds: list[Type] = []
    for decision in program.decisions:
        for fact in decision.facts:
            if isinstance(fact, ir.RosterDeclaration):
                kinds += [field.type for field in fact.fields]
            else:
                kinds.append(fact.type)
        kinds += [item.type for item in decision.outputs]
    for parameter in program.parameters:
        kinds += [parameter.type, *parameter.keys]
    for kind in kinds:
        if isinstance(kind, EnumType | SetType):
            yield kind.id
