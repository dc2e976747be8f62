"""What one decision needs of its policy, as a policy with nothing else.

In: a program and one of its decisions. Out: the program with this decision alone, the parameters
and catalogues that it asks (of these the columns that complete its facts), and the enumerations of
whatever is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from luling.core import ir
from luling.core.order import expressions_of, walk
from luling.core.wording import type_of
from luling.types import EnumType, SetType, Type

__all__ = ["needed"]


def needed(program: ir.Program, decision: ir.Decision) -> ir.Program:
    """The part of a policy on which the answers of one decision rest."""
    asked = list(_expressions(decision))
    used = {one.id for one in asked if isinstance(one, ir.Parameter)}
    parameters = tuple(item for item in program.parameters if item.id in used)
    catalogues = tuple(_catalogues(program, decision, asked))
    types = {
        *_types_of_facts(decision),
        *(item.type for item in decision.definitions),
        *(type_of(one) for one in asked),
        *(kind for item in parameters for kind in (item.type, *item.keys)),
    }
    named = {kind.id for kind in types if isinstance(kind, (EnumType, SetType))}
    return replace(
        program,
        decisions=(decision,),
        parameters=parameters,
        catalogues=catalogues,
        enumerations=tuple(item for item in program.enumerations if item.id in named),
    )


def _expressions(decision: ir.Decision) -> Iterator[ir.Expr]:
    """Every expression of a decision's checks and definitions, each with all below it."""
    whole = [one.condition for one in decision.checks]
    for item in decision.definitions:
        whole += expressions_of(item)
    for expr in whole:
        for one in walk(expr):
            if not isinstance(one, ir.Selection):
                yield one


def _types_of_facts(decision: ir.Decision) -> Iterator[Type]:
    for item in decision.facts:
        if isinstance(item, ir.RosterDeclaration):
            yield from (field.type for field in item.fields)
        else:
            yield item.type


def _catalogues(
    program: ir.Program, decision: ir.Decision, asked: list[ir.Expr]
) -> Iterator[ir.Catalogue]:
    listed = {one.catalogue for one in asked if isinstance(one, ir.Listed)}
    for item in program.catalogues:
        derived = {
            fact.id
            for fact in decision.facts
            if isinstance(fact, ir.FactDeclaration) and fact.catalogue == item.id
        }
        if derived or item.id in listed:
            yield _columns(item, derived)


def _columns(item: ir.Catalogue, kept: set[str]) -> ir.Catalogue:
    """A catalogue with some of its columns; every entry stays, for its code may be asked."""
    places = [at for at, column in enumerate(item.columns) if column.id in kept]
    entries = (
        replace(entry, values=tuple(entry.values[at] for at in places)) for entry in item.entries
    )
    columns = tuple(item.columns[at] for at in places)
    return replace(item, columns=columns, entries=tuple(entries))
