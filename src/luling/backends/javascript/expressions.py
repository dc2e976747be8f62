"""Expressions as calls of the run time's three-valued operators.

In: an expression of the core. Out: code in which `c` is the case at hand: facts, parameters and
definitions stand there under their ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from luling.backends.javascript.layout import (
    Before,
    Code,
    Remarked,
    array,
    call,
    entries,
    function,
    strings,
)
from luling.backends.javascript.text import literal, property_of
from luling.backends.javascript.world import World, constant, constants, zero
from luling.core import ir
from luling.core.wording import type_of
from luling.types import DurationType, EnumType, Type

_COMPARE = {"lt": "below", "le": "atMost", "gt": "above", "ge": "atLeast"}
_ARITHMETIC = {"add": "add", "sub": "subtract", "mul": "multiply", "div": "divide"}
_PARTS = {"age": "age", "days": "daysBetween", "year": "yearOf", "month": "monthOf"}
_SHIFTS = {
    (1, "days"): "plusDays", (-1, "days"): "minusDays",
    (1, "months"): "plusMonths", (-1, "months"): "minusMonths",
}  # fmt: skip
_MEMBERS = ("one", "other", "third", "fourth")
"""Parameters of functions over the members of lists, from the outermost to the innermost."""


@dataclass(frozen=True, slots=True)
class Expressions:
    """`members`: for each list of which a member is at hand, the name that the member has."""

    world: World
    members: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0

    def of(self, expr: ir.Expr) -> Code:
        match expr:
            case ir.Literal_():
                return constant(expr.value, expr.type)
            case ir.Fact():
                return property_of("c.facts", expr.id)
            case ir.Member():
                return property_of(self.members[expr.roster], expr.id)
            case ir.Parameter():
                return self._parameter(expr)
            case ir.Reference():
                return self._reference(expr)
            case ir.Not():
                return call("not", self.of(expr.operand))
            case ir.Logic():
                parts = [self.of(part) for part in expr.parts]
                return call("all" if expr.op == "and" else "any", *parts)
            case ir.Compare():
                return self._compare(expr)
            case ir.Among():
                values = constants(expr.values, type_of(expr.operand))
                return call("among", self.of(expr.operand), values)
            case ir.Listed():
                return call("c.listed", literal(expr.catalogue), self.of(expr.code))
            case ir.Contains():
                return self._contains(expr)
            case ir.IsEmpty():
                return self._is_empty(expr)
            case ir.Arithmetic():
                words = [self.world.words(expr)] if expr.op == "div" else []
                sides = self.of(expr.left), self.of(expr.right)
                return call(_ARITHMETIC[expr.op], *sides, *words)
            case ir.ShiftDate():
                return self._shift(expr)
            case ir.DayOf():
                name = "decemberOf" if expr.year_end else "dayOf"
                day = "null" if expr.day is None else f"{expr.day}n"
                return call(name, self.of(expr.date), f"{expr.months}n", day)
            case ir.DatePart():
                return call(_PARTS[expr.part], *[self.of(arg) for arg in expr.args])
            case ir.Extreme():
                return self._extreme(expr)
            case ir.Aggregate():
                return self._aggregate(expr)
            case ir.Quantified():
                name = "every" if expr.kind == "every" else "some"
                return call(name, *self.selection(expr.selection, "true"))
            case ir.Brackets():
                return self._brackets(expr)
            case ir.Unspecified():
                return "null"
            case _:
                assert_never(expr)

    def condition(self, expr: ir.Expr) -> Code:
        """A condition taken apart at 且 and 或, each leaf with its words."""
        if isinstance(expr, ir.Logic):
            parts = [self.condition(part) for part in expr.parts]
            return call("allOf" if expr.op == "and" else "anyOf", *parts)
        return call("leaf", self.world.words(expr), function("c", self.of(expr)))

    # ------------------------------------------------------------ names

    def _parameter(self, expr: ir.Parameter) -> Code:
        declared = next(item for item in self.world.program.parameters if item.id == expr.id)
        if declared.external and not expr.keys:
            return property_of("c.params", expr.id)
        name = "c.entry" if declared.external else "c.fixed"
        return call(name, literal(expr.id), *[self.of(key) for key in expr.keys])

    def _reference(self, expr: ir.Reference) -> Code:
        definition = self.world.definition(expr.id)
        value = property_of("c.values", expr.id)
        if definition.kind == "collection":
            return call("collected", value)
        if definition.roster is not None:
            return call("ofMember", value, self.members[definition.roster])
        return value

    def _collection(self, expr: ir.Expr) -> str | None:
        """The members of a collection, each by itself."""
        if not isinstance(expr, ir.Reference):
            return None
        is_one = self.world.definition(expr.id).kind == "collection"
        return property_of("c.values", expr.id) if is_one else None

    # ------------------------------------------------------------ tests

    def _compare(self, expr: ir.Compare) -> Code:
        sides = self.of(expr.left), self.of(expr.right)
        if expr.op == "eq" or expr.op == "ne":
            return call("is" if expr.op == "eq" else "isNot", *sides)
        return call(_COMPARE[expr.op], *sides, *_order(type_of(expr.left)))

    def _contains(self, expr: ir.Contains) -> Code:
        inside = self._collection(expr.set)
        if inside is not None:
            return f"{inside}.get({literal(expr.value)})"
        return call("contains", self.of(expr.set), literal(expr.value))

    def _is_empty(self, expr: ir.IsEmpty) -> Code:
        inside = self._collection(expr.set)
        if inside is not None:
            return f"noneOf({inside}.values())"
        names = self.world.plain_names(expr.set)
        if names is not None:
            return call("noMember", *self.selection(names.selection)[:2])
        return call("isEmpty", self.of(expr.set))

    # ------------------------------------------------------------ computing

    def _shift(self, expr: ir.ShiftDate) -> Code:
        kind = type_of(expr.amount)
        assert isinstance(kind, DurationType)
        name = _SHIFTS[expr.sign, kind.unit]
        overflow = [literal(expr.overflow)] if kind.unit == "months" else []
        return call(name, self.of(expr.date), self.of(expr.amount), *overflow)

    def _extreme(self, expr: ir.Extreme) -> Code:
        items: list[Code] = [
            Before("...", call("selected", *self.selection(arg)))
            if isinstance(arg, ir.Selection)
            else self.of(arg)
            for arg in expr.args
        ]
        name = "highest" if expr.kind == "max" else "lowest"
        return call(name, array(items), *_order(expr.type))

    def _aggregate(self, expr: ir.Aggregate) -> Code:
        parts = self.selection(expr.selection)
        match expr.kind:
            case "count":
                return call("countOf", *parts[:2])
            case "sum":
                return call("sumOf", *parts, zero(expr.type))
            case "names":
                return call("namesOf", *parts)

    def selection(self, selection: ir.Selection, nothing: str = "1n") -> tuple[Code, Code, Code]:
        """A list, its filter, and what is asked of each member (`nothing` where nothing is)."""
        name = _MEMBERS[self.depth] if self.depth < len(_MEMBERS) else f"one{self.depth}"
        members = {**self.members, selection.roster: name}
        inside = replace(self, members=members, depth=self.depth + 1)
        passes: Code = "null"
        if selection.condition is not None:
            passes = function(name, inside.of(selection.condition))
        value: Code = f"() => {nothing}"
        if selection.value is not None:
            value = function(name, inside.of(selection.value))
        return property_of("c.facts", selection.roster), passes, value

    def _brackets(self, expr: ir.Brackets) -> Code:
        kind = type_of(expr.amount)
        table = entries(
            ("mode", literal(expr.mode)),
            ("lowerClosed", "true" if expr.lower_closed else "false"),
            ("words", self.world.words(expr.amount)),
            ("order", next(iter(_order(kind)), None)),
        )
        return call("brackets", self.of(expr.amount), table, array(self._rows(expr, kind)))

    def _rows(self, expr: ir.Brackets, kind: Type) -> Iterator[Code]:
        for row in expr.rows:
            lower, upper = (
                "null" if bound is None else constant(bound, kind)
                for bound in (row.lower, row.upper)
            )
            value = function("", self.of(row.value))
            yield cited(call("row", lower, upper, value), row.citations, self.world)


def cited(code: Code, citations: ir.Citations, world: World) -> Code:
    """Code under the clause that it rests on, where it has one of its own."""
    if not citations:
        return code
    return Remarked(f"依据 {clauses(citations, world.program.policy.id)}", code)


def clauses(citations: ir.Citations, policy: str) -> str:
    """二（四）1「……」、national 五「……」"""
    return "、".join(
        (f"{item.policy} " if item.policy != policy else "")
        + item.clause
        + "".join(f"「{quote}」" for quote in item.quotes)
        for item in citations
    )


def citations_of(citations: ir.Citations) -> Code | None:
    """The clauses and their words, as a trace shows them."""
    if not citations:
        return None
    return array(
        entries(
            ("policy", literal(item.policy)),
            ("clause", literal(item.clause)),
            ("quotes", strings(item.quotes)),
        )
        for item in citations
    )


def _order(type: Type) -> tuple[Code, ...]:
    """The enumeration by whose ranks values compare, as a further argument."""
    return (literal(type.id),) if isinstance(type, EnumType) else ()
