"""The types of a module, for editors and for TypeScript: `<id>.d.ts`.

In: a program. Out: declarations of what each decision takes and gives, with the policy's labels
and, where a fact comes from a catalogue, that it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files

from luling.backends.javascript.layout import WIDTH, Bracket, lines
from luling.backends.javascript.module import EXPORTS, export_names, head
from luling.backends.javascript.names import Names, type_name
from luling.backends.javascript.text import comment, key, literal
from luling.core import ir
from luling.diagnostics.cells import cells
from luling.runtime.inputs import accepted_choices
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

OWN = (
    "Answer", "Citation", "DecisionMetadata", "Enumeration", "FieldMetadata", "Integer", "Metadata",
    "Money", "Options", "Parameters", "Ratio", "RuleTrace", "Trace", "Typed", "ErrorCode", "Date",
)  # fmt: skip
"""Types that the declarations of the run time give, and ours besides those of the policy."""


def generate_types(program: ir.Program) -> str:
    """The declarations of the module that `generate` gives."""
    return "\n".join(_Writer(program).lines()) + "\n"


class _Writer:
    def __init__(self, program: ir.Program) -> None:
        self.program = program
        self.functions = export_names(program)
        self.names = Names({*OWN, *EXPORTS, *self.functions.values()})
        self.chosen = {item.id: self._fresh(item.id) for item in program.enumerations}
        given = sorted(_given_enumerations(program))
        self.given = {id: self._fresh(f"{id}_input") for id in given}

    def _fresh(self, id: str) -> str:
        return self.names.fresh(type_name(id))

    def lines(self) -> Iterator[str]:
        yield head(self.program)
        for item in self.program.enumerations:
            yield from self.enumeration(item)
        yield from self.parameters()
        for decision in self.program.decisions:
            yield from self.decision(decision)
        yield _run_time()

    # ------------------------------------------------------------ the policy

    def enumeration(self, item: ir.Enumeration) -> Iterator[str]:
        ids = [literal(value.id) for value in item.values]
        labels = "、".join(f"{value.label}（{value.id}）" for value in item.values)
        yield from documented(f"{item.label}：{labels}")
        yield from union(f"export type {self.chosen[item.id]}", ids)
        yield ""
        if item.id not in self.given:
            return
        rows = [(one.id, one.label, one.aliases, one.codes) for one in item.values]
        texts = [literal(text) for text in accepted_choices(rows)]
        numbers = ["number", "bigint"] if any(one.codes for one in item.values) else []
        yield from documented(f"{item.label}：可以怎样给出")
        yield from union(f"export type {self.given[item.id]}", texts + numbers)
        yield ""

    def parameters(self) -> Iterator[str]:
        yield from documented("另行规定的参数；没有给的，需要时列为未知")
        yield "export interface Parameters {"
        for item in self.program.parameters:
            if item.external:
                yield from documented(item.label, "  ")
                yield f"  {key(item.id)}?: {self.table(item)} | null;"
        yield "}"
        yield ""

    def table(self, item: ir.ParameterDeclaration) -> str:
        kind = self.input(item.type)
        for enumeration in reversed(item.keys):
            kind = f"{{ [key in {self.given[enumeration.id]} & string]?: {kind} | null }}"
        return kind

    def decision(self, item: ir.Decision) -> Iterator[str]:
        function = self.functions[item.id]
        facts, outcomes = self._fresh(f"{item.id}_facts"), self._fresh(f"{item.id}_outcomes")
        members = {
            fact.id: self._fresh(f"{item.id}_{fact.id}_member")
            for fact in item.facts
            if isinstance(fact, ir.RosterDeclaration)
        }
        for fact in item.facts:
            if isinstance(fact, ir.RosterDeclaration):
                yield from documented(f"{fact.label}的一项")
                yield f"export interface {members[fact.id]} {{"
                for column in fact.fields:
                    yield from documented(column.label, "  ")
                    yield f"  {key(column.id)}?: {self.input(column.type)} | null;"
                yield "}"
                yield ""
        yield from documented(f"判定 {item.label}：事实；没有给的，需要时列为未知")
        yield f"export interface {facts} {{"
        for fact in item.facts:
            yield from documented(fact_words(fact, self.program), "  ")
            if isinstance(fact, ir.RosterDeclaration):
                kind = f"readonly {members[fact.id]}[]"
            else:
                kind = self.input(fact.type)
            yield f"  {key(fact.id)}?: {kind} | null;"
        yield "}"
        yield ""
        yield from documented(f"判定 {item.label}：结论；null 为未规定、不适用或未知")
        yield f"export interface {outcomes} {{"
        for one in item.outputs:
            yield from documented(one.label, "  ")
            yield f"  {key(one.id)}: {self.outcome(one, item)};"
        yield "}"
        yield ""
        arguments = f"facts: {facts}", "params?: Parameters | null", "options?: Options"
        chosen = f"decision: {literal(item.id)}"
        for name, parameters in ((function, arguments), ("decide", (chosen, *arguments))):
            yield from documented(f"判定 {item.label}")
            signature = Bracket("(", parameters, ")")
            yield from lines(f"export function {name}", signature, f": Answer<{outcomes}>;")
        yield ""

    # ------------------------------------------------------------ types

    def input(self, type: Type) -> str:
        """What may be given."""
        match type:
            case EnumType():
                return self.given[type.id]
            case SetType():
                return f"readonly {self.given[type.id]}[]"
            case BoolType():
                return "boolean"
            case MoneyType():
                return "Money"
            case RatioType():
                return "Ratio"
            case IntegerType() | DurationType():
                return "Integer"
            case DateType() | TextType() | NamesType():
                return "string"

    def outcome(self, item: ir.Definition, decision: ir.Decision) -> str:
        """What is answered."""
        if item.kind == "collection":
            return f"{choice(one.id for one in item.members)}[] | null"
        kind = self.output(item.type, decision)
        return f"({kind} | null)[] | null" if item.roster is not None else f"{kind} | null"

    def output(self, type: Type, decision: ir.Decision) -> str:
        match type:
            case EnumType():
                return self.chosen[type.id]
            case SetType() if type.id in self.chosen:
                return f"{self.chosen[type.id]}[]"
            case SetType():
                found = next(item for item in decision.definitions if item.id == type.id)
                return f"{choice(one.id for one in found.members)}[]"
            case BoolType():
                return "boolean"
            case IntegerType() | DurationType():
                return "Integer"
            case NamesType():
                return "string[]"
            case _:
                return "string"


def _given_enumerations(program: ir.Program) -> set[str]:
    """The enumerations of which facts and parameters give values, or keys."""
    types: list[Type] = [key for item in program.parameters if item.external for key in item.keys]
    types += [item.type for item in program.parameters if item.external]
    for decision in program.decisions:
        for fact in decision.facts:
            fields = fact.fields if isinstance(fact, ir.RosterDeclaration) else (fact,)
            types += [item.type for item in fields]
    return {type.id for type in types if isinstance(type, (EnumType, SetType))}


def _run_time() -> str:
    folder = files("luling.backends.javascript").joinpath("runtime")
    return folder.joinpath("declarations.ts").read_text(encoding="utf-8").rstrip("\n")


def fact_words(item: ir.FactDeclaration | ir.RosterDeclaration, program: ir.Program) -> str:
    """单价（不给时取自药品目录）"""
    if isinstance(item, ir.RosterDeclaration) or item.catalogue is None:
        return item.label
    label = next(one.label for one in program.catalogues if one.id == item.catalogue)
    return f"{item.label}（不给时取自目录“{label}”）"


def documented(text: str, indent: str = "") -> list[str]:
    """A doc comment."""
    return [f"{indent}/** {comment(text)} */"]


def choice(ids: Iterable[str]) -> str:
    """("a" | "b"), or never where there is none."""
    kinds = [literal(id) for id in ids]
    return f"({' | '.join(kinds)})" if len(kinds) > 1 else "".join(kinds) or "never"


def union(head: str, kinds: list[str]) -> Iterator[str]:
    """head = a | b; a line each where they are long."""
    line = f"{head} = {' | '.join(kinds) or 'never'};"
    if cells(line) <= WIDTH:
        yield line
        return
    yield f"{head} ="
    for kind in kinds[:-1]:
        yield f"  | {kind}"
    yield f"  | {kinds[-1]};"
