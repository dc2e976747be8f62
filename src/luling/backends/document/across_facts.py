"""What several notices look at, their parameters, and what they demand of those below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luling.backends.document.across_rows import Side, by_id, merged, names_of, row, tables
from luling.backends.document.brief import absent
from luling.backends.document.decisions import field_words
from luling.backends.document.duties import constraint
from luling.backends.document.listing import headed
from luling.backends.document.model import Block, Cell, Line, Paragraph, Section
from luling.backends.document.parameters import value_of
from luling.backends.document.subject import Writer
from luling.core import ir
from luling.core.order import rules_of
from luling.interpreter.uses import inputs_of
from luling.types import BoolType

__all__ = ["constraints", "facts", "parameters"]


def facts(label: str, sides: Sequence[Side]) -> Iterator[Block]:
    """Which facts each notice looks at, and in which clauses."""
    rows = []
    for id, name in merged([one.decision.facts for one in sides]).items():
        cells = tuple(_fact(side, id, name) for side in sides)
        rows.append(row(name, cells))
    yield from tables(f"{label}：要看的事实", "事实", names_of(sides), rows, "不看")


def _fact(side: Side, id: str, name: str) -> Cell:
    fact = by_id(side.decision.facts, id)
    if fact is None:
        return absent("不看")
    if isinstance(fact, ir.RosterDeclaration):
        text = f"逐个看{'、'.join(field.label for field in fact.fields)}"
    elif isinstance(fact.type, BoolType):
        text = "看"
    else:
        text = f"看，填{field_words(side.writer, fact.type)}"
    if id == side.decision.date_fact:
        text += "；以此确定适用哪一时期的规定"
    own = f"（{fact.label}）" if fact.label != name else ""
    return Cell((Line(own + text, side.writer.cites(_asking(side.decision, id)), end=""),))


def _asking(decision: ir.Decision, id: str) -> ir.Citations:
    """The clauses of the rules that look at a fact."""
    path = f"facts.{id}"
    found: list[ir.Citation] = []
    for item in decision.definitions:
        for rule in rules_of(item):
            parts = [one for one in (rule.condition, rule.value) if one is not None]
            if any(path in inputs_of(part) for part in parts):
                found += rule.citations or item.citations
    for check in decision.checks:
        found += check.citations if path in check.facts else ()
    return tuple(found)


# ---------------------------------------------------------------- parameters, demands


def parameters(writers: Sequence[Writer], names: Sequence[str]) -> Iterator[Section]:
    rows = []
    for id, name in merged([one.program.parameters for one in writers]).items():
        found = [by_id(one.program.parameters, id) for one in writers]
        cells = tuple(
            _parameter(writer, item, name) if item is not None else absent()
            for writer, item in zip(writers, found, strict=True)
        )
        rows.append(row(name, cells))
    blocks = tuple(tables("各地的参数", "参数", tuple(names), rows, "没有写进政策"))
    if blocks:
        yield Section("parameters", "参数", blocks)


def _parameter(writer: Writer, item: ir.ParameterDeclaration, name: str) -> Cell:
    periods = tuple(one for period in item.periods for one in period.citations)
    own = f"（{item.label}）" if item.label != name else ""
    text = own + value_of(writer, item)
    return Cell((Line(text, writer.cites((*item.citations, *periods)), end=""),))


def constraints(writers: Sequence[Writer], names: Sequence[str]) -> Iterator[Section]:
    """What notices demand of those below them."""
    having = [
        (name, writer)
        for name, writer in zip(names, writers, strict=True)
        if writer.program.constraints
    ]
    if having:
        groups = tuple(
            Paragraph(
                headed(
                    f"{name}的通知规定",
                    [constraint(writer, one) for one in writer.program.constraints],
                )
            )
            for name, writer in having
        )
        yield Section("constraints", "对下级通知的要求", groups)
