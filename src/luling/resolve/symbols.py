"""What names mean: symbols, and the bindings that resolution hands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from luling.source import Span
from luling.syntax import ast

__all__ = [
    "Binding", "Bindings", "DecisionScope", "DefinitionScope", "EnumSymbol", "EnumValueSymbol",
    "MemberScope", "ParamScope", "RuleTarget", "SharedDecision", "Symbol", "SymbolKind",
]  # fmt: skip

SymbolKind = Literal[
    "fact", "roster", "field", "parameter", "catalogue", "condition", "outcome", "per_member",
    "collection", "member",
]  # fmt: skip

Declaration = (
    ast.FactDecl | ast.RosterDecl | ast.Column | ast.ParamDecl | ast.CatalogueDecl
    | ast.ConditionDecl | ast.OutcomeDecl | ast.TableDecl | ast.BracketDecl | ast.CollectionDecl
    | ast.MemberDecl | ast.DutyDecl
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Symbol:
    """A declared name. `owner` is the id of the roster of a field or per-member value, or of the
    collection of a member. Two symbols are the same only when they are one object."""

    kind: SymbolKind
    id: str
    label: str
    declaration: Declaration
    span: Span
    owner: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class EnumValueSymbol:
    id: str
    label: str
    enum: str
    declaration: ast.EnumValue


@dataclass(frozen=True, slots=True, eq=False)
class EnumSymbol:
    """`values` by label and alias, in the source's order; `order` by id."""

    id: str
    label: str
    ordered: bool
    values: dict[str, EnumValueSymbol]
    declaration: ast.EnumDecl

    @property
    def order(self) -> list[str]:
        return [value.label.id or value.label.text for value in self.declaration.values]


@dataclass(frozen=True, slots=True)
class Binding:
    """What a name in an expression may mean: a symbol, and the enumeration values of that name.
    Which of them holds is for the types to say; resolution has made sure that there is one."""

    symbol: Symbol | None
    values: tuple[EnumValueSymbol, ...] = ()


@dataclass(frozen=True, slots=True)
class ParamScope:
    symbol: Symbol
    declaration: ast.ParamDecl


@dataclass(slots=True)
class MemberScope:
    """A member of a collection: the sentences that put it in, and the exceptions to it."""

    symbol: Symbol
    sentences: list[ast.MemberDecl] = field(default_factory=list)
    rules: list[ast.RuleDecl] = field(default_factory=list)


@dataclass(slots=True)
class DefinitionScope:
    """A condition, conclusion, table, bracket table, per-member value or collection with all of its
    rules, in the source's order. `incomplete`: a rule of it could not be read or placed, so nothing
    can be said of it as a whole."""

    symbol: Symbol
    declaration: (
        ast.ConditionDecl | ast.OutcomeDecl | ast.TableDecl | ast.BracketDecl | ast.CollectionDecl
        | ast.DutyDecl
    )  # fmt: skip
    rules: list[ast.RuleDecl] = field(default_factory=list)
    members: dict[str, MemberScope] = field(default_factory=dict)
    incomplete: bool = False


@dataclass(frozen=True, slots=True)
class FormScope:
    id: str
    label: str
    declaration: ast.FormDecl


RuleTarget = ast.RuleDecl | MemberScope


@dataclass(slots=True)
class SharedDecision:
    """A 共用判定 of a vocabulary: its sentences, from which decisions that 沿用 it are made."""

    head: ast.SharedDecisionHead
    sentences: list[ast.Sentence] = field(default_factory=list)


@dataclass(slots=True)
class DecisionScope:
    """One decision. `targets` maps a rule (by identity) to what it is an exception to; `dated` is
    true also where the fact that holds the date could not be read; `open` where nobody knows the
    shared decision that it takes over, so that an unknown name may well be one of its."""

    id: str
    label: str
    declaration: ast.DecisionHead
    names: dict[str, Symbol] = field(default_factory=dict)
    facts: list[Symbol] = field(default_factory=list)
    date_fact: Symbol | None = None
    dated: bool = False
    open: bool = False
    checks: list[tuple[str, ast.CheckDecl]] = field(default_factory=list)
    definitions: list[DefinitionScope] = field(default_factory=list)
    collections: dict[str, DefinitionScope] = field(default_factory=dict)
    targets: dict[int, RuleTarget] = field(default_factory=dict)
    fields: dict[str, dict[str, Symbol]] = field(default_factory=dict)
    forms: list[FormScope] = field(default_factory=list)


@dataclass(slots=True)
class Bindings:
    """A policy (or a vocabulary) with every name bound. `names` is by identity of the name node;
    `types` by identity of the named type node; `columns` has what is counted by a column of its own
    catalogue, by identity of that name. A name that could not be bound is in none of them.
    `lost` has the names whose declaration is broken: their use is no further mistake; `open` says
    that a whole vocabulary could not be read, so that an unknown name may well be one of its.
    `taken_over` has the sentences that decisions took over from shared ones, with their basis."""

    files: tuple[ast.File, ...]
    head: ast.PolicyHead | None = None
    enums: dict[str, EnumSymbol] = field(default_factory=dict)
    shared_facts: dict[str, Symbol] = field(default_factory=dict)
    parameters: list[ParamScope] = field(default_factory=list)
    catalogues: dict[str, Symbol] = field(default_factory=dict)
    globals: dict[str, Symbol] = field(default_factory=dict)
    decisions: dict[str, DecisionScope] = field(default_factory=dict)
    shared_decisions: dict[str, SharedDecision] = field(default_factory=dict)
    taken_over: list[ast.Sentence] = field(default_factory=list)
    constraints: list[tuple[str, ast.ConstraintDecl]] = field(default_factory=list)
    clauses: list[ast.ClauseEntry] = field(default_factory=list)
    cases: list[ast.CaseDecl] = field(default_factory=list)
    case_files: list[ast.CaseFile] = field(default_factory=list)
    names: dict[int, Binding] = field(default_factory=dict)
    types: dict[int, EnumSymbol] = field(default_factory=dict)
    columns: dict[int, ast.Column] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    open: bool = False
    enums_by_id: dict[str, EnumSymbol] = field(default_factory=dict)

    def enum_of_id(self, enum_id: str) -> EnumSymbol:
        return self.enums_by_id[enum_id]
