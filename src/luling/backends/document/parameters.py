"""参数一览 and the lists that come with a notice."""

from __future__ import annotations

from collections.abc import Iterator

from luling.backends.document.listing import listing
from luling.backends.document.model import Block, Line, Paragraph, Table
from luling.backends.document.names import day
from luling.backends.document.predicates import quoted
from luling.backends.document.subject import Writer
from luling.core import ir
from luling.types import (
    BoolType,
    DurationType,
    IntegerType,
    MoneyType,
    RatioType,
    Type,
)

__all__ = ["bounds_of", "catalogue_text", "parameters", "value_of"]

_HEADINGS = ("参数", "值", "单位", "适用期间", "条款")


def parameters(writer: Writer) -> tuple[Block, ...]:
    """One row a value; tables have a row for each of their entries."""
    program = writer.program
    rows = tuple(row for item in program.parameters for row in _rows(writer, item))
    blocks: list[Block] = []
    if rows:
        blocks.append(Table("本通知的参数", _HEADINGS, rows))
    else:
        blocks.append(Paragraph(Line("本通知没有参数")))
    lists = tuple(_catalogue(writer, item) for item in program.catalogues)
    if lists:
        blocks.append(listing(lists, ordered=False))
    return tuple(blocks)


def _rows(writer: Writer, item: ir.ParameterDeclaration) -> Iterator[tuple[Line, ...]]:
    if item.external:
        keys = "、".join(_enumeration(writer, key.id) for key in item.keys)
        name = f"{item.label}（按{keys}分别规定）" if keys else item.label
        said = external_value(writer, item, quote=True)
        yield _row(writer, name, said, item.type, "—", item.citations)
        return
    for period in item.periods:
        cites = period.citations or item.citations
        when = bounds_of(period.start, period.end)
        if period.value is not None:
            said = _bare(writer, period.value, item.type)
            yield _row(writer, item.label, said, item.type, when, cites)
        for keys_, value in period.table:
            named = "、".join(
                writer.world.names.constant(key, kind)
                for key, kind in zip(keys_, item.keys, strict=True)
            )
            said = _bare(writer, value, item.type)
            yield _row(writer, f"{item.label}（{named}）", said, item.type, when, cites)


def _row(
    writer: Writer, name: str, value: str, kind: Type, when: str, cites: ir.Citations
) -> tuple[Line, ...]:
    clauses = Line("", writer.cites(cites), end="")
    unit = _unit(kind)
    is_said = not unit or value.endswith(unit)
    texts = (name, value, "—" if is_said else unit, when or "不分期间")
    return (*(Line(text, end="") for text in texts), clauses)


def external_value(writer: Writer, item: ir.ParameterDeclaration, *, quote: bool = False) -> str:
    """What an open parameter waits for: a document, or what the notice itself says of it
    (`quote`)."""
    if item.default is not None:
        default = _said(writer, item.default, item.type)
        default = quoted(default) if isinstance(item.type, BoolType) else default
        return f"由使用单位按实际情况确定；没有确定的，按{default}"
    document = awaited(writer, item)
    if document:
        return f"另行规定，见{document}"
    words = "".join(f"「{words}」" for one in item.citations for words in one.quotes)
    said = f"（通知原文{words}）" if quote and words else ""
    return f"另行规定{said}，由使用单位按有关文件提供"


def awaited(writer: Writer, item: ir.ParameterDeclaration) -> str:
    """The document that sets an open parameter, where a clause that it cites is referred to one."""
    cited = {writer.clauses.canonical(one.clause) for one in item.citations}
    for entry in writer.program.clauses:
        if entry.refers_to and writer.clauses.canonical(entry.clause) in cited:
            return f"《{entry.refers_to.strip('《》')}》"
    for entry in writer.program.clauses:
        if entry.refers_to and f"“{item.label}”" in entry.reason:
            return f"《{entry.refers_to.strip('《》')}》"
    return ""


def _said(writer: Writer, value: ir.Value, kind: Type) -> str:
    return writer.world.names.constant(value, kind)


def _bare(writer: Writer, value: ir.Value, kind: Type) -> str:
    """Without the unit, which has a column of its own; a percentage keeps its sign."""
    said = _said(writer, value, kind)
    return said if isinstance(kind, RatioType) else said.removesuffix(_unit(kind))


def value_of(writer: Writer, item: ir.ParameterDeclaration) -> str:
    """The values of a parameter in one phrase: 80%; 市辖区30种、县域20种."""
    if item.external:
        return external_value(writer, item)
    said = []
    for period in item.periods:
        when = bounds_of(period.start, period.end)
        values = [] if period.value is None else [_said(writer, period.value, item.type)]
        for keys, value in period.table:
            named = "".join(
                writer.world.names.constant(key, kind)
                for key, kind in zip(keys, item.keys, strict=True)
            )
            values.append(named + _said(writer, value, item.type))
        said.append((f"{when}，" if when else "") + "、".join(values))
    return "；".join(said)


def _unit(kind: Type) -> str:
    match kind:
        case MoneyType():
            return "元"
        case RatioType():
            return "%"
        case IntegerType(unit):
            return unit or ""
        case DurationType(unit):
            return "日" if unit == "days" else "个月"
    return ""


def bounds_of(start: object, end: object) -> str:
    """2022年7月1日起; empty for all time."""
    if start is not None and end is not None:
        return f"{day(start)}至{day(end)}"
    if start is not None:
        return f"{day(start)}起"
    return f"截至{day(end)}" if end is not None else ""


def _enumeration(writer: Writer, id: str) -> str:
    found = writer.world.names.enumeration(id)
    return found.label if found is not None else "类别"


def _catalogue(writer: Writer, item: ir.Catalogue) -> Line:
    return Line(catalogue_text(writer, item), writer.cites(item.citations))


def catalogue_text(writer: Writer, item: ir.Catalogue) -> str:
    """目录《……》，按药品编码查找，收录91个编码；通知写明的种数：高值药品20种."""
    names = writer.world.names
    codes = len({entry.code for entry in item.entries})
    text = f"目录{names.catalogue(item.id)}，按{item.key.label}查找，收录{codes}个编码"
    if item.stated_count is not None:
        text += f"，通知写明共{item.stated_count}种"
    columns = {column.id: column for column in (item.key, *item.columns)}
    shares = [
        "和".join(names.constant(value, columns[share.column].type) for value in share.values)
        + f"{'合计' if len(share.values) > 1 else ''}{share.count}种"
        for share in item.stated_shares
    ]
    opening = "，其中" if item.stated_count is not None else "；通知写明的种数："
    return text + (f"{opening}{'、'.join(shares)}" if shares else "")
