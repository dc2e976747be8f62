"""One worked example on its way into core: names looked up, values in JSON form.

A `Draft` holds what an example says itself; `cases` joins it with what it takes over by 沿用. The
`Drafter` of a decision serves examples in the source and in tables alike. Every mistake is reported
and the part that it spoils is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from luling.core import errors_cases as errors
from luling.core import ir
from luling.core.case_values import Value, Written, Wrong, json_form
from luling.diagnostics import Bag
from luling.resolve.near import near
from luling.source import NOWHERE, Span
from luling.tabular import Choices
from luling.tabular.values import choices_of
from luling.types import EnumType, NamesType, SetType, Type

__all__ = ["Draft", "Drafter", "Target"]

_MEMBER = re.compile(r"(.+)第(\d{1,5})项的(.+)")


@dataclass(frozen=True, slots=True)
class Target:
    """门诊特病起付标准（三级）: a name with the keys after it."""

    name: str
    keys: tuple[str, ...]
    span: Span
    place: str = ""


@dataclass(slots=True)
class Draft:
    """What one example says itself. `said` holds where each name was written, by its path."""

    title: str
    decision: ir.Decision
    span: Span
    place: str = ""
    id: str | None = None
    base: str | None = None
    base_span: Span = NOWHERE
    citations: ir.Citations = ()
    facts: dict[str, object] = field(default_factory=dict)
    params: dict[str, object] = field(default_factory=dict)
    expected: dict[str, object] = field(default_factory=dict)
    unresolved: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    not_in_force: bool = False
    error_fact: str | None = None
    said: dict[str, Span] = field(default_factory=dict)
    broken: bool = False


class Drafter:
    """Fills drafts of one decision. A value of None stands for 不详 throughout."""

    def __init__(self, program: ir.Program, decision: ir.Decision, bag: Bag) -> None:
        self.program = program
        self.decision = decision
        self.bag = bag
        self.facts = {item.label: item for item in decision.facts}
        self.params = {item.label: item for item in program.parameters}
        self.outputs = {item.label: item for item in decision.outputs}

    def report(self, draft: Draft, mistake: errors.CaseMistake) -> None:
        draft.broken = True
        self.bag.report(mistake)

    # ------------------------------------------------------------ facts

    def fact(self, draft: Draft, target: Target, written: Written | None) -> None:
        found = self.facts.get(target.name) or _by_id(self.decision.facts, target.name)
        if found is None or target.keys:
            instead = f"「{target.name}」是参数，请写在「给定」后面。" if (
                target.name in self.params) else ""
            if not instead and not near(target.name, self.facts):
                instead = _known("事实", self.facts)
            self.report(draft, errors.UnknownCaseFact(
                target.span, target.place, target.name, self.decision.label,
                near(target.name, self.facts), instead,
            ))
            return
        path = f"facts.{found.id}"
        if not self.once(draft, path, target):
            return
        if written is None:
            draft.facts[found.id] = None
        elif isinstance(found, ir.RosterDeclaration):
            self.roster(draft, found, written)
        else:
            self.put(draft, draft.facts, found.id, written, found.type, found.label, path)

    def roster(self, draft: Draft, roster: ir.RosterDeclaration, written: Written) -> None:
        records = written.records()
        if records is None:
            fields = "，".join(f"{item.label} …" for item in roster.fields)
            shape = f"名册，例如 ［{fields}］，或 空名册"
            if draft.error_fact == f"facts.{roster.id}":
                draft.facts[roster.id] = written.raw()
            else:
                self.wrong(draft, written, roster.label, Wrong(_text(written), shape))
            return
        members: list[object] = []
        for record in records:
            member: dict[str, object] = {}
            for name, span, value in record:
                self.field(draft, roster, member, Target(name, (), span, written.place), value)
            members.append(member)
        draft.facts[roster.id] = members

    def field(
        self, draft: Draft, roster: ir.RosterDeclaration, member: dict[str, object], target: Target,
        written: Written | None,
    ) -> None:
        labels = {item.label: item for item in roster.fields}
        found = labels.get(target.name) or _by_id(roster.fields, target.name)
        if found is None:
            self.report(draft, errors.UnknownCaseField(
                target.span, target.place, target.name, roster.label, near(target.name, labels)
            ))
        elif found.id in member:
            self.report(draft, errors.GivenTwice(target.span, target.place, found.label))
        elif written is None:
            member[found.id] = None
        else:
            path = f"facts.{roster.id}"
            self.put(draft, member, found.id, written, found.type, found.label, path)

    # ------------------------------------------------------------ parameters

    def parameter(self, draft: Draft, target: Target, written: Written | None) -> None:
        found = self.params.get(target.name) or _by_id(self.program.parameters, target.name)
        if found is None:
            known = target.name in self.facts
            instead = f"「{target.name}」是事实，请写在「已知」后面。" if known else ""
            self.report(draft, errors.UnknownCaseParameter(
                target.span, target.place, target.name, draft.decision.label,
                near(target.name, self.params), instead,
            ))
            return
        if not found.external:
            declared = found.span if found.span != target.span else NOWHERE
            self.report(draft, errors.FixedParameter(
                target.span, target.place, found.label, declared
            ))
            return
        whole = written is None and not target.keys
        keys = () if whole else self.keys(draft, found, target)
        if keys is None or not self.once(draft, ".".join(("params", found.id, *keys)), target):
            return
        path = ".".join(("params", found.id))
        store, last = draft.params, found.id
        for key in keys:
            below = store.get(last)
            if not isinstance(below, dict):
                below = store[last] = {}
            store, last = below, key
        if written is None:
            store[last] = None
        else:
            self.put(draft, store, last, written, found.type, found.label, path)

    def keys(
        self, draft: Draft, param: ir.ParameterDeclaration, target: Target
    ) -> tuple[str, ...] | None:
        """The ids of the keys that are written."""
        enums = [self.enumeration(key.id) for key in param.keys]
        if len(enums) != len(target.keys):
            labels = tuple(enum.label for enum in enums)
            self.report(draft, errors.ParameterKeys(
                target.span, target.place, param.label, labels
            ))
            return None
        found: list[str] = []
        for enum, key in zip(enums, target.keys, strict=True):
            choices = self.choices(EnumType(enum.id))
            assert choices is not None
            if key not in choices.accepted:
                self.report(draft, errors.NotAChoice(
                    target.span, target.place, enum.label, key,
                    near(key, choices.labels.values()), choices.allowed,
                ))
                return None
            found.append(choices.accepted[key])
        return tuple(found)

    # ------------------------------------------------------------ outcomes

    def outcome(self, draft: Draft, target: Target) -> ir.Definition | None:
        found = self.outputs.get(target.name) or _by_id(self.decision.outputs, target.name)
        if found is None:
            hidden = {item.label: item for item in self.decision.definitions}.get(target.name)
            instead = "" if near(target.name, self.outputs) else _known("结论", self.outputs)
            if hidden is not None:
                kind = "情形" if hidden.kind == "condition" else "中间的值"
                instead = f"「{hidden.label}」是{kind}，不在输出里；请核对由它得出的结论。"
            self.report(draft, errors.UnknownCaseOutcome(
                target.span, target.place, target.name, self.decision.label,
                near(target.name, self.outputs), instead,
            ))
        return found

    def expect(self, draft: Draft, target: Target, written: Written | None) -> None:
        """应得 X 是 …; None for 未规定."""
        found = self.outcome(draft, target)
        if found is None or not self.free(draft, found, found.id in draft.expected, target):
            return
        if written is None:
            draft.expected[found.id] = None
            return
        path = f"outputs.{found.id}"
        self.put(draft, draft.expected, found.id, written, found.type, found.label, path, True)

    def expect_unresolved(
        self, draft: Draft, target: Target, missing: Sequence[Target]
    ) -> None:
        found = self.outcome(draft, target)
        if found is None or not self.free(draft, found, found.id in draft.unresolved, target):
            return
        paths = [self.missing(draft, item) for item in missing]
        known = {path for path in paths if path is not None}
        draft.unresolved[found.id] = tuple(sorted(known)) if missing else None

    def free(self, draft: Draft, found: ir.Definition, same: bool, target: Target) -> bool:
        """An outcome is expected once; a set may name its certain members and be 待定 as well."""
        other = found.id in draft.expected or found.id in draft.unresolved
        if same or (other and not isinstance(found.type, SetType | NamesType)):
            self.report(draft, errors.ExpectedTwice(target.span, target.place, found.label))
            return False
        return True

    def missing(self, draft: Draft, target: Target) -> str | None:
        """facts.x, params.p.level3, facts.roster[0].field"""
        fact = self.facts.get(target.name) or _by_id(self.decision.facts, target.name)
        if fact is not None and not target.keys:
            return f"facts.{fact.id}"
        param = self.params.get(target.name) or _by_id(self.program.parameters, target.name)
        if param is not None:
            keys = self.keys(draft, param, target)
            return None if keys is None else ".".join(("params", param.id, *keys))
        member = _MEMBER.fullmatch(re.sub(r"\s", "", target.name))
        roster = self.facts.get(member[1]) if member else None
        if member and isinstance(roster, ir.RosterDeclaration):
            found = next((item for item in roster.fields if item.label == member[3]), None)
            if found is not None and int(member[2]) > 0:
                return f"facts.{roster.id}[{int(member[2]) - 1}].{found.id}"
        known = [*self.facts, *(item.label for item in self.program.parameters if item.external)]
        self.report(draft, errors.UnknownMissing(
            target.span, target.place, target.name, self.decision.label, near(target.name, known)
        ))
        return None

    def fails(self, draft: Draft, target: Target) -> None:
        """应得 报错 单价"""
        fact = self.facts.get(target.name) or _by_id(self.decision.facts, target.name)
        param = self.params.get(target.name) or _by_id(self.program.parameters, target.name)
        if fact is not None:
            draft.error_fact = f"facts.{fact.id}"
        elif param is not None:
            draft.error_fact = f"params.{param.id}"
        else:
            known = [*self.facts, *self.params]
            self.report(draft, errors.UnknownCaseFact(
                target.span, target.place, target.name, self.decision.label,
                near(target.name, known),
            ))

    # ------------------------------------------------------------ values

    def put(
        self, draft: Draft, store: dict[str, object], key: str, written: Written, type_: Type,
        label: str, path: str, signed: bool = False,
    ) -> None:
        choices = self.choices(type_, key if signed else "")
        value: Value | Wrong = written.value(type_, choices, signed)
        if not isinstance(value, Wrong):
            store[key] = json_form(value, type_, choices)
        elif draft.error_fact == path:
            store[key] = written.raw()
        else:
            self.wrong(draft, written, label, value)

    def wrong(self, draft: Draft, written: Written, label: str, wrong: Wrong) -> None:
        found = wrong.found if len(wrong.found) <= 40 else wrong.found[:40] + "…"
        self.report(draft, errors.NotAChoice(
            written.span, written.place, label, found, wrong.near, wrong.allowed
        ) if wrong.choice else errors.CaseValue(
            written.span, written.place, label, found, wrong.allowed
        ))

    def once(self, draft: Draft, path: str, target: Target) -> bool:
        clash = next(
            (said for said in draft.said
             if said == path or said.startswith(path + ".") or path.startswith(said + ".")), None
        )
        if clash is None:
            draft.said[path] = target.span
            return True
        first = draft.said[clash]
        self.report(draft, errors.GivenTwice(
            target.span, target.place, target.name, NOWHERE if first == target.span else first
        ))
        return False

    def choices(self, type_: Type, outcome: str = "") -> Choices | None:
        """The values of an enumeration, or the members of the collection that is the outcome."""
        if not isinstance(type_, EnumType | SetType):
            return None
        collection = _by_id(self.decision.outputs, outcome)
        if collection is not None and collection.kind == "collection":
            return choices_of((item.id, item.label, (), ()) for item in collection.members)
        values = self.enumeration(type_.id).values
        return choices_of((item.id, item.label, item.aliases, item.codes) for item in values)

    def enumeration(self, id: str) -> ir.Enumeration:
        return next(item for item in self.program.enumerations if item.id == id)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Named)


def _by_id(items: Iterable[_T], id: str) -> _T | None:
    return next((item for item in items if item.id == id), None)


def _text(written: Written) -> str:
    text = getattr(written, "text", "")
    return text if isinstance(text, str) else ""


def _known(what: str, names: Iterable[str]) -> str:
    found = [f"「{name}」" for name in names]
    more = f"……等 {len(found)} 个" if len(found) > 12 else ""
    return f"这个判定的{what}有：{'、'.join(found[:12])}{more}。" if found else ""
