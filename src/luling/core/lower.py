"""A policy from bindings and types to core.

In: `Bindings` and `TypeTable`. Out: an `ir.Program` without cases (they are lowered against it),
or None
when anything has been reported as an error: evaluators see whole programs or none.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from luling.core import ir
from luling.core.catalogues import lower_catalogue
from luling.core.decisions import lower_decision
from luling.core.duties import lower_constraint
from luling.core.errors import PeriodMistake
from luling.core.parameters import lower_parameter
from luling.core.rules import citations_of
from luling.diagnostics import Bag
from luling.resolve.symbols import Bindings, EnumSymbol
from luling.syntax import ast
from luling.typecheck.table import TypeTable

__all__ = ["lower"]


def lower(
    bindings: Bindings,
    table: TypeTable,
    folder_of: Callable[[str], Path],
    source_hash: str,
    bag: Bag,
) -> ir.Program | None:
    """`folder_of` gives the folder of a source file by its name: data files stand beside it."""
    head = bindings.head
    policy = head.id.text if head is not None else ""
    enumerations = tuple(enumeration(enum) for enum in bindings.enums.values())
    parameters = [
        lower_parameter(scope, bindings, table, bag, policy) for scope in bindings.parameters
    ]
    catalogues = [
        lower_catalogue(symbol, bindings, table, folder_of(symbol.span.file), bag)
        for symbol in bindings.catalogues.values()
    ]
    decisions = tuple(
        lower_decision(scope, table, enumerations, bag, policy)
        for scope in bindings.decisions.values()
    )
    known = [item for item in parameters if item is not None]
    constraints = [
        lower_constraint(identifier, node, known, table, policy)
        for identifier, node in bindings.constraints
    ]
    described = describe(head, bag) if head is not None else None
    if bag.has_errors or described is None:
        return None
    return ir.Program(
        described,
        enumerations,
        tuple(known),
        tuple(item for item in catalogues if item is not None),
        decisions,
        tuple(
            ir.ClauseEntry(citation.clause, entry.reason, entry.refers_to, citation.span)
            for entry in bindings.clauses
            for citation in entry.clauses
        ),
        source_hash,
        tuple(item for item in constraints if item is not None),
    )


def enumeration(enum: EnumSymbol) -> ir.Enumeration:
    values = tuple(
        ir.EnumValue(value.label.id or value.label.text, value.label.text, value.codes,
        value.aliases)
        for value in enum.declaration.values
    )
    return ir.Enumeration(enum.id, enum.label, values, enum.ordered, enum.declaration.span)


def describe(head: ast.PolicyHead, bag: Bag) -> ir.Policy:
    """The notice's own data. Without 施行日期 it is in force from its 成文日期."""
    issued = head.issued.value if head.issued else None
    effective = head.effective.value if head.effective else issued
    expires = head.expires.value if head.expires else None
    if effective is not None and expires is not None and expires < effective:
        assert head.expires is not None
        bag.report(PeriodMistake(head.expires.span, "失效日期在施行日期之前"))
    return ir.Policy(
        head.id.text,
        head.title.value,
        tuple(item.value for item in head.issuers),
        head.number.value if head.number else None,
        issued,
        effective,
        expires,
        citations_of(head.effective_basis, head.id.text),
        tuple(item.value for item in head.regions),
        tuple(item.text for item in head.upper),
        head.span,
    )
