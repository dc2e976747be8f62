"""The typed intermediate representation that evaluators, documents and analyses read.

In: nothing but what `build` makes (the only importer of the expression constructors). Out: a
`Program`, well typed, acyclic, definitions in an order in which each uses only earlier ones.
Ids are stable ASCII; labels are the author's Chinese. Spans and citations are carried by every rule
and are no part of equality.

Values: bool; int; `Fraction` for money (yuan) and ratio; `datetime.date`; int for a duration (days
or months by its type); str for text and enumeration values (the value's id); `frozenset[str]` for
sets.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from luling.source import NOWHERE, Span
from luling.types import BOOL, DATE, EnumType, Type

Value = bool | int | Fraction | dt.date | str | frozenset[str]


def _span() -> Span:
    return field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause of a notice and the words that the rule rests on; `policy` is that notice's id."""

    policy: str
    clause: str
    quotes: tuple[str, ...] = ()
    span: Span = _span()


Citations = tuple[Citation, ...]


# ---------------------------------------------------------------- expressions


@dataclass(frozen=True, slots=True)
class Literal_:
    """A constant."""

    type: Type
    value: Value
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the decision (never a roster)."""

    type: Type
    id: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Member:
    """A field of the roster member at hand; only under a `Selection` or a per-member definition."""

    type: Type
    roster: str
    id: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter, at its keys when it is a table. A period is chosen by the decision's date."""

    type: Type
    id: str
    keys: tuple[Expr, ...] = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Reference:
    """The value of an earlier definition of the same decision (of this member when per-member)."""

    type: Type
    id: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Not:
    operand: Expr
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Logic:
    """`and` / `or` over two or more parts, Kleene's three-valued logic."""

    op: Literal["and", "or"]
    parts: tuple[Expr, ...]
    span: Span = _span()


CompareOp = Literal["eq", "ne", "lt", "le", "gt", "ge"]


@dataclass(frozen=True, slots=True)
class Compare:
    """Both sides of one type (integers of compatible units; enumerations by rank where ordered)."""

    op: CompareOp
    left: Expr
    right: Expr
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Among:
    """The value is one of constants of its type."""

    operand: Expr
    values: tuple[Value, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Listed:
    """The code is in the catalogue on the decision's date (any period when the decision has none)."""

    code: Expr
    catalogue: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Contains:
    """A set fact or a collection contains a value. A collection's member is asked by itself: it is
    known as soon as that member's rules are."""

    set: Expr
    value: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class IsEmpty:
    """A set, collection or name list is empty; False as soon as one member is certain."""

    set: Expr
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Exact. money±money, ratio±ratio, integer±integer, integer×integer, money×ratio, money×integer,
    ratio×ratio, ratio×integer, money÷integer, money÷ratio, money÷money → ratio, ratio÷ratio → ratio,
    ratio÷integer, integer÷integer → ratio, date−date → days. Division by zero is a run-time error."""

    type: Type
    op: Literal["add", "sub", "mul", "div"]
    left: Expr
    right: Expr
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ShiftDate:
    """date + duration. For months `overflow` says what happens on a day that does not exist:
    an error, the next day (顺延) or the last day of the month (取月末)."""

    date: Expr
    amount: Expr
    sign: Literal[1, -1]
    overflow: Literal["error", "next_day", "month_end"]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class DayOf:
    """Day `day` (None: the last) of the month `months` after the date's; of December for
    `year_end`. A day that the month does not have is a run-time error."""

    date: Expr
    months: int
    day: int | None
    year_end: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class DatePart:
    """age (completed years from args[0] to args[1]; one born on 29 February ages on 1 March),
    days (args[1] − args[0]), year or month of args[0]. Integers."""

    type: Type
    part: Literal["age", "days", "year", "month"]
    args: tuple[Expr, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Selection:
    """Members of a roster that meet a condition, and what is asked of each."""

    roster: str
    condition: Expr | None
    value: Expr | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Extreme:
    """最高 / 最低 over scalars and selections; at least one scalar, so never of nothing."""

    type: Type
    kind: Literal["max", "min"]
    args: tuple[Expr | Selection, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Aggregate:
    """计数 (integer), 合计 (0 over nothing), 名单 (`selection.value` is the name field)."""

    type: Type
    kind: Literal["count", "sum", "names"]
    selection: Selection
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Quantified:
    """每个 (holds over nothing) / 任一 (does not)."""

    kind: Literal["every", "any"]
    selection: Selection
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Bracket:
    """One row of a bracket table. `lower`/`upper` None is unbounded; `value` is a ratio, or the value
    itself in mode `value`."""

    lower: Value | None
    upper: Value | None
    value: Expr
    citations: Citations = field(default=(), compare=False)
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Brackets:
    """分段累进 (marginal), 全额按档 (whole), 按档取值 (value). Contiguous rows, low to high, checked.
    Each row holds its lower bound when `lower_closed`, else its upper one."""

    type: Type
    mode: Literal["marginal", "whole", "value"]
    amount: Expr
    rows: tuple[Bracket, ...]
    lower_closed: bool
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Unspecified:
    """The notice is silent here: the value is null and known. `refers_to` names the document that
    decides instead, or None."""

    type: Type
    refers_to: str | None
    span: Span = _span()


Expr = (
    Literal_ | Fact | Member | Parameter | Reference | Not | Logic | Compare | Among | Listed | Contains
    | IsEmpty | Arithmetic | ShiftDate | DayOf | DatePart | Extreme | Aggregate | Quantified | Brackets
    | Unspecified
)  # fmt: skip


def type_of(expr: Expr) -> Type:
    """The type that an expression has; tests are 是非."""
    match expr:
        case Not() | Logic() | Compare() | Among() | Listed() | Contains() | IsEmpty() | Quantified():
            return BOOL
        case ShiftDate() | DayOf():
            return DATE
        case _:
            return expr.type


# ---------------------------------------------------------------- rules


@dataclass(frozen=True, slots=True)
class Rounding:
    """To `places` decimals (of yuan, or of the fraction). half_up is away from zero at the half;
    down towards zero, up away from zero."""

    mode: Literal["half_up", "down", "up"]
    places: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One 通则, 例外, 恢复, table row or collection sentence.

    `id` is unique in its decision and stable (the author's id, else `<definition>.<n>`).
    `condition` None is always. `start`/`end` bound the decision's date, both inclusive.
    `value` None cancels the rule that this one is an exception to (恢复).
    A collection member's rules have Boolean values. `rounding` is applied to the value.
    """

    id: str
    label: str
    kind: Literal["rule", "exception", "reinstate", "row"]
    condition: Expr | None
    start: dt.date | None
    end: dt.date | None
    value: Expr | None
    rounding: Rounding | None
    citations: Citations = field(default=(), compare=False)
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Node:
    """A rule with the exceptions that set it (alone) aside."""

    rule: Rule
    exceptions: Group | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rules of one level, and the exceptions that set the whole level aside.

    Exceptions are consulted first. `first_hit` for a table read from above. `total` when it was
    proved that one of the nodes always applies (a checked table).
    """

    nodes: tuple[Node, ...]
    exceptions: Group | None = None
    first_hit: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class CollectionMember:
    """A possible member of a collected set: in it when `group` gives true; no rule applying is false."""

    id: str
    label: str
    group: Group


Modal = Literal["must", "principle", "may", "encouraged"]


@dataclass(frozen=True, slots=True)
class Duty:
    """What a 职责 says in one piece; its definition's group says the same in rules: met where
    `condition` holds, else pending to the end of the day `deadline`, then overdue. Without a deadline
    the definition is Boolean: whether `condition` holds. Where `applies` is false nothing is owed
    (null). `modal`: 应当, 原则上, 可以, 鼓励. `failing`: the names of the members of a list that keep
    the condition from holding, where it asks something of every one and they have names. `answers`
    names the duty of an upper notice that this one carries out."""

    subjects: tuple[str, ...]
    modal: Modal
    condition: Expr
    deadline: Expr | None = None
    applies: Expr | None = None
    failing: Expr | None = None
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """One 情形, 结论, 中间结论, 逐项 or 收集.

    `kind`: condition (its group is one rule without condition), outcome, intermediate, per_member
    (`roster` set: one value for each member), collection (`members`, in the source's order; `group`
    is None). When no rule applies: `default` if there is one, else null if `nullable`, else a
    run-time error. `is_output` for what the answer shows. `place` counts the definitions of the
    decision as the source has them, those that it takes over first.
    """

    id: str
    label: str
    type: Type
    kind: Literal["condition", "outcome", "intermediate", "per_member", "collection"]
    is_output: bool
    group: Group | None
    members: tuple[CollectionMember, ...] = ()
    nullable: bool = False
    default: Expr | None = None
    roster: str | None = None
    interface: str | None = None
    duty: Duty | None = None
    place: int = field(default=0, compare=False)
    citations: Citations = field(default=(), compare=False)
    span: Span = _span()


# ---------------------------------------------------------------- constraints on lower notices


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of a lower notice, found by its id (where one is given) or its label."""

    label: str
    id: str | None


@dataclass(frozen=True, slots=True)
class Bound:
    """What a lower notice sets as parameter `name` stands in `op` to `value`, on every day on which
    both apply; with keys, entry by entry. `value` is a constant or a parameter of the upper notice
    (without keys: the whole of it)."""

    name: Named
    op: CompareOp
    value: Literal_ | Parameter


@dataclass(frozen=True, slots=True)
class Prohibition:
    """A lower notice declares no catalogue or parameter `name` of its own."""

    name: Named


@dataclass(frozen=True, slots=True)
class Invariance:
    """Changing enumeration fact `fact` from `before` to `after` alone changes none of `outcomes`,
    among the cases where `condition` (a Boolean outcome) holds before and after."""

    fact: Named
    before: Named
    after: Named
    outcomes: tuple[Named, ...]
    condition: Named | None


@dataclass(frozen=True, slots=True)
class Constraint:
    """What lower notices must keep to; checked when one is compiled. A breach is an error, or a
    finding to be looked into where `as_finding` or the modal is not 应当."""

    id: str
    label: str
    subjects: tuple[str, ...]
    modal: Modal
    as_finding: bool
    demand: Bound | Prohibition | Invariance
    citations: Citations = field(default=(), compare=False)
    span: Span = _span()


# ---------------------------------------------------------------- the world of a policy


@dataclass(frozen=True, slots=True)
class EnumValue:
    id: str
    label: str
    codes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Enumeration:
    """`ordered`: values stand low to high."""

    id: str
    label: str
    values: tuple[EnumValue, ...]
    ordered: bool
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ParameterPeriod:
    """`value` for a plain parameter, `table` (key ids → value) for one with keys; dates inclusive."""

    start: dt.date | None
    end: dt.date | None
    value: Value | None
    table: tuple[tuple[tuple[str, ...], Value], ...] = ()
    citations: Citations = field(default=(), compare=False)
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ParameterDeclaration:
    """`external`: supplied by the deployment, `default` while it is not; else `periods` (at least
    one, no overlaps; outside them the lookup is a run-time error that names the date). `answers` is
    the name under which constraints of upper notices speak of it."""

    id: str
    label: str
    type: Type
    keys: tuple[EnumType, ...]
    external: bool
    default: Value | None
    periods: tuple[ParameterPeriod, ...]
    interface: str | None = None
    answers: str | None = None
    citations: Citations = field(default=(), compare=False)
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a roster or catalogue."""

    id: str
    label: str
    type: Type
    interface: str | None = None


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """`values` by the catalogue's columns, None where the cell is empty; dates inclusive."""

    code: str
    values: tuple[Value | None, ...]
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class StatedShare:
    """What the notice says of a part: so many different codes have, in any of their entries, one of
    `values` in the column with id `column` (the key's, too). An empty cell is no value."""

    column: str
    values: tuple[Value, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A list of codes. `stated_count` is how many different codes the notice says there are (a code
    with several periods counts once); `stated_shares` the same of parts, in the source's order.
    Both hold: a catalogue whose entries say otherwise is not made."""

    id: str
    label: str
    key: Field
    columns: tuple[Field, ...]
    entries: tuple[CatalogueEntry, ...]
    stated_count: int | None
    stated_shares: tuple[StatedShare, ...] = ()
    answers: str | None = None
    citations: Citations = field(default=(), compare=False)
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class FactDeclaration:
    """A scalar fact, or one derived from `catalogue` by the code in fact `catalogue_key` when it is
    not given itself (given and derived must not differ)."""

    id: str
    label: str
    type: Type
    catalogue: str | None = None
    catalogue_key: str | None = None
    interface: str | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class RosterDeclaration:
    """A list fact. A field with id `name` must be unique among the members."""

    id: str
    label: str
    fields: tuple[Field, ...]
    interface: str | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Check:
    """校验: what facts must satisfy among themselves; reported as soon as it is certainly false.
    `facts` are the fact paths it speaks of, the first one is named in the error."""

    id: str
    label: str
    condition: Expr
    facts: tuple[str, ...]
    citations: Citations = field(default=(), compare=False)
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class FormEntry:
    """One printed place of a form. `heading` has the printed words without their line breaks.

    `kind`: value (`values`: one expression, or a date for each blank in the heading), hand (left
    for the pen), heading (nothing to fill in), number (numbers the lines). `roster` is set for a
    column; consecutive columns of one roster are one table, with a line for each member.
    """

    heading: str
    kind: Literal["value", "hand", "heading", "number"]
    roster: str | None = None
    values: tuple[Expr, ...] = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Form:
    """表单: a form that an annex prints, filled from the decision. Evaluators ignore it."""

    id: str
    label: str
    title: str
    entries: tuple[FormEntry, ...]
    citations: Citations = field(default=(), compare=False)
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Decision:
    """`date_fact` is the id of the fact that dates the case (作适用日期), or None."""

    id: str
    label: str
    facts: tuple[FactDeclaration | RosterDeclaration, ...]
    date_fact: str | None
    checks: tuple[Check, ...]
    definitions: tuple[Definition, ...]
    span: Span = _span()
    forms: tuple[Form, ...] = ()

    @property
    def outputs(self) -> tuple[Definition, ...]:
        """What the answer shows, in the order of the source."""
        shown = [item for item in self.definitions if item.is_output]
        return tuple(sorted(shown, key=lambda item: item.place))


@dataclass(frozen=True, slots=True)
class ClauseEntry:
    """A clause that is knowingly not encoded, with the reason, or refers to another document."""

    clause: str
    reason: str
    refers_to: str | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Policy:
    """The notice itself. In force from `effective` (成文日期 where none is stated) to `expires`."""

    id: str
    title: str
    issuers: tuple[str, ...]
    number: str | None
    issued: dt.date | None
    effective: dt.date | None
    expires: dt.date | None
    effective_citations: Citations
    regions: tuple[str, ...]
    upper: tuple[str, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Case:
    """A worked example. `facts` and `params` are in the JSON form of the interface; `expected` maps
    outcome ids to JSON values (None: null and known); `unresolved` maps outcome ids to the sorted
    missing paths, or to None where only the fact that it is unresolved is expected."""

    id: str
    title: str
    decision: str
    facts: dict[str, object]
    params: dict[str, object]
    expected: dict[str, object]
    unresolved: dict[str, tuple[str, ...] | None]
    not_in_force: bool
    error_fact: str | None
    citations: Citations
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Program:
    """All of one policy. `source_hash` is SHA-256 over every file that it was compiled from."""

    policy: Policy
    enumerations: tuple[Enumeration, ...]
    parameters: tuple[ParameterDeclaration, ...]
    catalogues: tuple[Catalogue, ...]
    decisions: tuple[Decision, ...]
    clauses: tuple[ClauseEntry, ...]
    source_hash: str
    constraints: tuple[Constraint, ...] = ()
    cases: tuple[Case, ...] = field(default=(), compare=False)
