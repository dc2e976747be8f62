"""What a notice says of the size of a catalogue, held against its entries.

In: the entries as read, and the numbers that the declaration states. Out: those numbers as data,
each one that differs from the file reported with both. Codes are counted, never rows: a code with
several periods counts once, and once in each part in which one of its entries falls.
"""

from __future__ import annotations

from collections.abc import Sequence

from luling.core import ir
from luling.core.errors_catalogues import PartTwice, ShareMismatch
from luling.core.errors_files import CountMismatch
from luling.core.expressions import ExpressionLowerer
from luling.diagnostics import Bag
from luling.resolve.near import near
from luling.resolve.symbols import Bindings
from luling.source import Span
from luling.syntax import ast
from luling.typecheck.table import TypeTable
from luling.types import TEXT

__all__ = ["Stated", "check_count", "check_shares", "stated_shares"]

Stated = list[tuple[ast.CatalogueShare, ir.StatedShare]]
"""Each with the node that states it."""


def stated_shares(
    node: ast.CatalogueDecl,
    fields: Sequence[ir.Field],
    bindings: Bindings,
    table: TypeTable,
    bag: Bag,
) -> Stated:
    """其中 药品类别 是 高值药品 共 20种、…… in order, without those that hold a mistake. `fields`
    are the key and the columns."""
    columns = (node.key, *node.columns)
    constant = ExpressionLowerer(table).constant
    found: Stated = []
    seen: dict[tuple[str, frozenset[ir.Value]], Span] = {}
    for share in node.shares:
        column = bindings.columns.get(id(share.column))
        if column is None or not all(table.ok(value) for value in share.values):
            continue
        values: dict[ir.Value, Span] = {}
        for value in share.values:
            first = values.setdefault(constant(value), value.span)
            if first != value.span:
                bag.report(PartTwice(value.span, "值", first))
        place = next(at for at, one in enumerate(columns) if one is column)
        earlier = seen.setdefault((fields[place].id, frozenset(values)), share.span)
        if earlier != share.span:
            bag.report(PartTwice(share.span, "部分", earlier))
            continue
        stated = ir.StatedShare(fields[place].id, tuple(values), int(share.count.value))
        found.append((share, stated))
    return found


def check_count(
    stated: ast.Number, entries: Sequence[ir.CatalogueEntry], label: str, file: str, bag: Bag
) -> None:
    """共 20种: so many different codes."""
    found = len({entry.code for entry in entries})
    if stated.value != found and not bag.has_error_at(stated.span):
        bag.report(CountMismatch(stated.span, label, file, stated.text, found))


def check_shares(
    stated: Stated,
    fields: Sequence[ir.Field],
    entries: Sequence[ir.CatalogueEntry],
    label: str,
    file: str,
    bag: Bag,
) -> None:
    """Each part against the entries; a text that no entry has may be one of theirs misspelt."""
    places = {field.id: at for at, field in enumerate(fields)}
    for node, share in stated:
        place = places[share.column]
        held = [((entry.code, *entry.values)[place], entry.code) for entry in entries]
        found = len({code for value, code in held if value in share.values})
        if node.count.value == found or bag.has_error_at(node.count.span):
            continue
        close: tuple[str, ...] = ()
        if not found and fields[place].type == TEXT:
            texts = list(dict.fromkeys(str(value) for value, _ in held if value is not None))
            close = tuple(
                text for value in share.values for text in near(str(value), texts)
            )
        bag.report(
            ShareMismatch(
                node.count.span, label, file, _said(node), node.count.text, found, close,
                node.column.span,
            )
        )


def _said(node: ast.CatalogueShare) -> str:
    """药品类别 是 高值药品, as typed; the span of a share begins with its column."""
    values = "、".join(_word(value) for value in node.values)
    return f"{node.column.text} {'是' if len(node.values) == 1 else '属于'} {values}"


def _word(value: ast.Expr) -> str:
    match value:
        case ast.Reference(name):
            return name.text
        case ast.Truth(known):
            return "是" if known else "否"
        case ast.Number():
            return value.text
        case ast.Date():
            return f"{value.value.year}年{value.value.month}月{value.value.day}日"
        case ast.Text():
            return f"“{value.value}”"
    raise AssertionError(value)
