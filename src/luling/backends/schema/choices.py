"""The texts by which a value of an enumeration may be given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from luling.core import ir
from luling.runtime.inputs import INTEGER_LIMIT, accepted_choices
from luling.types import SetType


@dataclass(frozen=True, slots=True)
class Form:
    """One text (or number) that is accepted, the value it stands for, and what it is to it."""

    given: str | int
    value: ir.EnumValue
    kind: str

    @property
    def title(self) -> str:
        """职工医保, 职工医保（国家编码）"""
        return self.value.label + (f"（{self.kind}）" if self.kind else "")


def accepted(item: ir.Enumeration) -> dict[str, str]:
    """Every accepted text → id, as the runtime has it."""
    return accepted_choices((one.id, one.label, one.aliases, one.codes) for one in item.values)


def forms(item: ir.Enumeration) -> Iterator[Form]:
    """All accepted forms: the ids first; a text of digits is accepted as a number too."""
    by_id = {one.id: one for one in item.values}
    for text, id in accepted(item).items():
        value = by_id[id]
        kind = kind_of(text, value)
        yield Form(text, value, kind)
        if _is_plain(text):
            yield Form(int(text), value, kind)


def _is_plain(text: str) -> bool:
    """Whether a number within bounds is written like this."""
    digits = text.isascii() and text.isdigit() and len(text) <= 10
    return digits and str(int(text)) == text and int(text) <= INTEGER_LIMIT


def kind_of(text: str, value: ir.EnumValue) -> str:
    """What a text is to the value it stands for; empty for its id."""
    if text == value.id:
        return ""
    if text == value.label:
        return "名称"
    if text in value.codes:
        return "国家编码"
    return "又称" if text in value.aliases else "简称"


def extensible(item: ir.Enumeration) -> list[str]:
    """The labels to which a bracket part may be added: 一级（社区）."""
    known = accepted(item)
    labels = {one.id: one.label for one in item.values}
    return [
        label
        for label in labels.values()
        if label and label == label.rstrip() and not set("（(") & set(label)
        and labels[known[label]] == label
    ]  # fmt: skip


def members(program: ir.Program, decision: ir.Decision, type: SetType) -> list[tuple[str, str]]:
    """Ids and labels of what may stand in a set: values of an enumeration, or the members of a
    collection."""
    for item in program.enumerations:
        if item.id == type.id:
            return [(value.id, value.label) for value in item.values]
    found = next(item for item in decision.definitions if item.id == type.id)
    return [(member.id, member.label) for member in found.members]


def enumeration(program: ir.Program, id: str) -> ir.Enumeration:
    """The enumeration with this id."""
    return next(item for item in program.enumerations if item.id == id)
