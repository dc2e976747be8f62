"""What differs between two versions of a policy: its head, the notice's text, what it declares, its
rules, and the worked cases that come out otherwise.

In: two versions, each a program and its notice. Out: a `Revision`, empty where nothing differs.
Equality is that of the intermediate representation: places in files, comments and the order of
sentences are none of it. Nothing here prints; `to_json` gives the documented object.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from luling.analysis.case_changes import CaseChange, case_changes, count_cases
from luling.analysis.catalogue_changes import catalogue_changes
from luling.analysis.change_words import Side
from luling.analysis.changes import (
    Aspect,
    Change,
    Sides,
    all_citations,
    changed_items,
    differences,
    item_change,
)
from luling.analysis.rule_changes import rule_changes
from luling.analysis.text_changes import ClauseChange, clause_changes
from luling.core import ir
from luling.notice import Notice

__all__ = ["DecisionRevision", "Revision", "Version", "revise"]

_DEFINITION = frozenset({"group", "members"})
_FROM_DUTY = frozenset({"kind", "type", "is_output", "nullable", "default"})
_DECISION = frozenset({"facts", "checks", "definitions"})
_OWN_CHAPTER = frozenset(
    {"policy", "enumerations", "parameters", "catalogues", "decisions", "source_hash", "cases"}
)
_CHAPTERS = {"clauses": "条文登记", "constraints": "约束", "forms": "表单"}
_KINDS = {
    "condition": "情形", "outcome": "结论", "intermediate": "中间结论", "per_member": "逐项结论",
    "collection": "收集",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a policy; `notice` is None where its text can't be read."""

    program: ir.Program
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class DecisionRevision:
    """A decision with what differs in its facts, checks, conclusions and rules."""

    id: str
    label: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """`others`: registered clauses, constraints and whatever else a program has. `examples`: how
    the worked cases themselves differ; `cases`: those, of `cases_run`, that come out otherwise."""

    old: ir.Policy
    new: ir.Policy
    head: tuple[Aspect, ...]
    clauses: tuple[ClauseChange, ...]
    declarations: tuple[Change, ...]
    decisions: tuple[DecisionRevision, ...]
    others: tuple[Change, ...]
    examples: tuple[Change, ...]
    cases: tuple[CaseChange, ...]
    cases_run: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs at all."""
        return not (
            self.head or self.clauses or self.declarations or self.decisions or self.others
            or self.examples or self.cases
        )  # fmt: skip

    def to_json(self) -> dict[str, object]:
        """The revision as it is written."""
        from luling.analysis.revision_json import revision_json

        return revision_json(self)


def revise(old: Version, new: Version) -> Revision:
    """Everything that differs between two versions."""
    sides = Side(old.program), Side(new.program)
    before, after = old.program, new.program
    return Revision(
        before.policy,
        after.policy,
        tuple(differences(before.policy, after.policy, sides)),
        clause_changes(old.notice, new.notice),
        tuple(_declarations(before, after, sides)),
        tuple(_decisions(before, after)),
        tuple(_others(before, after, sides, _OWN_CHAPTER)),
        tuple(changed_items("用例", _titled(before.cases), _titled(after.cases), sides)),
        case_changes(before, after),
        count_cases(before, after),
    )


def _declarations(old: ir.Program, new: ir.Program, sides: Sides) -> Iterator[Change]:
    yield from changed_items("枚举", old.enumerations, new.enumerations, sides)
    yield from changed_items("参数", old.parameters, new.parameters, sides)
    yield from catalogue_changes(old.catalogues, new.catalogues, sides)


def _others(old: Any, new: Any, sides: Sides, told: frozenset[str]) -> Iterator[Change]:
    """The lists of a program or decision that have no chapter of their own, whatever they hold."""
    for field in dataclasses.fields(new):
        one, other = getattr(old, field.name), getattr(new, field.name)
        if field.compare and field.name not in told and isinstance(other, tuple):
            yield from changed_items(_CHAPTERS.get(field.name, "其他内容"), one, other, sides)


@dataclass(frozen=True, slots=True)
class _Titled:
    """A case under its decision and id, with its title for a label."""

    id: str
    label: str
    case: ir.Case


def _titled(cases: tuple[ir.Case, ...]) -> list[_Titled]:
    return [_Titled(f"{one.decision}/{one.id}", one.title, one) for one in cases]


# ---------------------------------------------------------------- decisions


def _decisions(old: ir.Program, new: ir.Program) -> Iterator[DecisionRevision]:
    before = {item.id: item for item in old.decisions}
    after = {item.id: item for item in new.decisions}
    for id, item in {**after, **before}.items():
        sides = Side(old, before.get(id)), Side(new, after.get(id))
        changes = tuple(_decision(before.get(id), after.get(id), sides))
        if changes:
            yield DecisionRevision(id, after.get(id, item).label, changes)


def _decision(
    old: ir.Decision | None, new: ir.Decision | None, sides: Sides
) -> Iterator[Change]:
    whole = new or old
    assert whole is not None
    lists = {f.name for f in dataclasses.fields(whole) if isinstance(getattr(whole, f.name), tuple)}
    yield from filter(None, [item_change("判定", old, new, sides, _DECISION | lists)])
    if old is None or new is None:
        return
    yield from changed_items("事实", old.facts, new.facts, sides)
    yield from changed_items("校验", old.checks, new.checks, sides)
    yield from _definitions(old, new, sides)
    yield from _others(old, new, sides, _DECISION)


def _definitions(old: ir.Decision, new: ir.Decision, sides: Sides) -> Iterator[Change]:
    before = {item.id: item for item in old.definitions}
    after = {item.id: item for item in new.definitions}
    for id in {**after, **before}:
        one, other = before.get(id), after.get(id)
        item = other or one
        assert item is not None
        yield from filter(None, [_definition(one, other, sides)])
        # The rules of a 情形 are its expression; those of a 职责 are made from what it says.
        if item.kind != "condition" and not all(each is None or each.duty for each in (one, other)):
            yield from rule_changes(one, other, sides)
    yield from _order(old, new, sides)


def _definition(
    old: ir.Definition | None, new: ir.Definition | None, sides: Sides
) -> Change | None:
    """The definition without its rules; a condition with its expression, a collection with the
    names of its members."""
    item = new or old
    assert item is not None
    what, skip = _KINDS.get(item.kind, "结论"), _DEFINITION
    if all(one is None or one.duty for one in (old, new)):
        return _duty(old, new, sides)
    if all(one is None or set(one.citations) <= set(_of_rules(one)) for one in (old, new)):
        skip = _DEFINITION | {"citations"}  # told with the rules
    found = item_change(what, old, new, sides, skip)
    if old is None or new is None:
        assert found is not None
        text = _expression(item, sides[0 if new is None else 1])
        cited = _rule_citations(old), _rule_citations(new)
        return replace(found, text=text, citations=cited) if item.kind == "condition" else found
    more = list(_members(old, new, sides))
    if item.kind == "condition":
        one, other = _expression(old, sides[0]), _expression(new, sides[1])
        more += [Aspect("内容", one, other)] if old.group != new.group else []
        cited = _rule_citations(old), _rule_citations(new)
        if cited[0] != cited[1]:
            more.append(Aspect("依据", sides[0].cited(cited[0]), sides[1].cited(cited[1])))
        found = found and replace(found, citations=cited)
    if not more:
        return found
    base = found or Change("changed", what, item.id, item.label)
    return replace(base, aspects=tuple(dict.fromkeys((*base.aspects, *more))))


def _duty(old: ir.Definition | None, new: ir.Definition | None, sides: Sides) -> Change | None:
    """A duty in its own words; what follows from its condition is not told again."""
    found = item_change("职责", old, new, sides, _DEFINITION | _FROM_DUTY)
    if found is None:
        return None
    aspects = [replace(one, name=one.name.removeprefix("职责的")) for one in found.aspects]
    names = {one.name for one in aspects}
    kept = [one for one in aspects if not (one.name == "未落实的名单" and "条件" in names)]
    return replace(found, aspects=tuple(kept), text=found.text.removeprefix("职责 "))


def _expression(item: ir.Definition, side: Side) -> str:
    if item.kind != "condition" or item.group is None:
        return ""
    value = item.group.nodes[0].rule.value
    return side.phrase(value) if value is not None else ""


def _of_rules(item: ir.Definition) -> ir.Citations:
    return all_citations((item.group, item.members)) if item.kind != "condition" else ()


def _rule_citations(item: ir.Definition | None) -> ir.Citations:
    if item is None or item.kind != "condition" or item.group is None:
        return ()
    return item.group.nodes[0].rule.citations


def _members(old: ir.Definition, new: ir.Definition, sides: Sides) -> Iterator[Aspect]:
    """The order of the members that both have; their names and conditions are told by their
    rules."""
    labels = {one.id: one.label for one in new.members}
    lists = [
        tuple(ir.EnumValue(one.id, labels[one.id]) for one in item.members if one.id in labels)
        for item in (old, new)
    ]
    both = set(lists[0])
    yield from differences(lists[0], tuple(one for one in lists[1] if one in both), sides, "各项")


def _order(old: ir.Decision, new: ir.Decision, sides: Sides) -> Iterator[Change]:
    """The order of what the answer shows, among the outcomes that both versions have."""
    both = {item.id for item in old.outputs} & {item.id for item in new.outputs}
    lists = [[one for one in item.outputs if one.id in both] for item in (old, new)]
    if [one.id for one in lists[0]] != [one.id for one in lists[1]]:
        texts = ["、".join(one.label for one in items) for items in lists]
        aspect = Aspect("各项结论的次序", texts[0], texts[1])
        yield Change("changed", "判定", new.id, new.label, (aspect,))
