"""Values, facts, parameters and clauses as people say them. Nothing here ever gives out an id."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from luling.core import ir
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

__all__ = ["Words", "main_output"]

_PATH = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_VERDICTS = {"payable": ("予以支付", "不予支付"), "qualified": ("符合条件", "不符合条件")}
_QUESTIONS = {"payable": "能否支付", "qualified": "是否符合条件"}


def main_output(decision: ir.Decision) -> ir.Definition | None:
    """What a decision is asked for: whether it is paid, whether one qualifies, else its first yes
    or no, else its first outcome; none where it has duties, which stand side by side."""
    outputs = decision.outputs
    for name in _VERDICTS:
        for output in outputs:
            if output.id == name:
                return output
    if any(output.duty is not None for output in outputs):
        return None
    yes_no = [output for output in outputs if isinstance(output.type, BoolType)]
    return next(iter(yes_no or outputs), None)


class Words:
    """The wording of one decision of one program; with the facts of a case, in the form in which
    they are given, the members of lists are called by their names."""

    def __init__(
        self,
        program: ir.Program,
        decision: ir.Decision,
        given: Mapping[str, object] | None = None,
    ) -> None:
        self.program, self.decision, self.given = program, decision, given or {}
        self.enumerations = {item.id: item for item in program.enumerations}
        self.definitions = {item.id: item for item in decision.definitions}
        self.facts = {item.id: item for item in decision.facts}
        self.parameters = {item.id: item for item in program.parameters}

    # ------------------------------------------------------------ values

    def value(self, value: object, kind: Type) -> str:
        """A value in the JSON form of outputs, as a person writes it."""
        if value is None:
            return "未知"
        match kind:
            case BoolType():
                return "是" if value else "否"
            case MoneyType():
                return f"{Decimal(str(value)):,.2f} 元"
            case RatioType():
                return _percent(str(value))
            case DateType():
                return chinese_date(str(value))
            case IntegerType(unit):
                return f"{value}{unit or ''}"
            case DurationType(unit):
                return f"{value}{'个月' if unit == 'months' else '日'}"
            case EnumType(name):
                return self.choice(name, str(value))
            case SetType(name):
                return self._set(value, name)
            case NamesType():
                return _listed(value)
            case TextType():
                return str(value)

    def choice(self, enumeration: str, value: str) -> str:
        """The label of an enumeration value; a value given by label or code is found too."""
        known = self.enumerations.get(enumeration)
        for item in known.values if known is not None else ():
            if value in (item.id, item.label, *item.codes, *item.aliases):
                return item.label
        return value if not value.isascii() else "其他"

    def _set(self, value: object, name: str) -> str:
        members = value if isinstance(value, list) else []
        definition = self.definitions.get(name)
        if definition is not None and definition.kind == "collection":
            labels = {member.id: member.label for member in definition.members}
            return "、".join(labels.get(str(one), "其他") for one in members) or "无"
        return "、".join(self.choice(name, str(one)) for one in members) or "无"

    def verdict(self, output: ir.Definition, value: object) -> str:
        """予以支付, 符合条件 …; for other outcomes 名称：值."""
        if _is_asked_for(output) and isinstance(value, bool):
            return _VERDICTS[output.id][0 if value else 1]
        return f"{output.label}：{self.value(value, output.type)}"

    def question(self, output: ir.Definition) -> str:
        """能否支付: what is asked, for an outcome that is not known yet."""
        asked = _QUESTIONS[output.id] if _is_asked_for(output) else None
        return asked or output.label

    # ------------------------------------------------------------ names

    def name(self, used: str) -> str:
        """What a path (`facts.x[0].y`, `params.p.k`) or the id of a definition is called."""
        parts = [key or int(index) for key, index in _PATH.findall(used)]
        match parts:
            case ["facts", str(fact), *rest]:
                return self._fact(fact, rest)
            case ["params", str(parameter), *keys]:
                return self._parameter(parameter, keys)
            case [str(definition)] if definition in self.definitions:
                return self.definitions[definition].label
        return "其他"

    def _fact(self, fact: str, rest: Sequence[object]) -> str:
        known = self.facts.get(fact)
        if known is None:
            return "其他事实"
        text = known.label
        for part in rest:
            if isinstance(part, int):
                text = self.member(fact, part)
            elif isinstance(known, ir.RosterDeclaration):
                labels = [field.label for field in known.fields if field.id == part]
                text += f"的{labels[0]}" if labels else ""
        return text

    def member(self, roster: str, index: int) -> str:
        """乙县: a member of a list by its name; 县区第 2 项 where it has none or none is given."""
        known = self.facts.get(roster)
        members = self.given.get(roster)
        if isinstance(known, ir.RosterDeclaration) and isinstance(members, Sequence):
            member = members[index] if index < len(members) else None
            name = member.get("name") if isinstance(member, Mapping) else None
            if isinstance(name, str) and any(
                field.id == "name" and isinstance(field.type, TextType) for field in known.fields
            ):
                return name
        return f"{known.label if known is not None else ''}第 {index + 1} 项"

    def _parameter(self, parameter: str, keys: Sequence[object]) -> str:
        known = self.parameters.get(parameter)
        if known is None:
            return "其他参数"
        said = [self.choice(k.id, str(v)) for k, v in zip(known.keys, keys, strict=False)]
        return f"{known.label}（{'、'.join(said)}）" if said else known.label

    def catalogue(self, id: str) -> str:
        """What a catalogue is called, without the marks around it."""
        return next((c.label for c in self.program.catalogues if c.id == id), "目录").strip("《》")

    def type_of(self, used: str) -> Type | None:
        """The type of a fact, parameter or definition that is used; None for a roster."""
        root, _, rest = used.partition(".")
        if root == "facts":
            fact = self.facts.get(rest)
            return fact.type if isinstance(fact, ir.FactDeclaration) else None
        if root == "params":
            parameter = self.parameters.get(rest)
            return parameter.type if parameter is not None and not parameter.keys else None
        definition = self.definitions.get(used)
        return definition.type if definition is not None else None

    # ------------------------------------------------------------ clauses

    def citations(self, citations: Sequence[Mapping[str, Any]]) -> str:
        """四（四）「其余医师……」；另一通知的 六「……」"""
        said = []
        for one in citations:
            said.append(self.clause(one["policy"], one["clause"], one["quotes"]))
        return "；".join(said)

    def clause(self, policy: str, clause: str, quotes: Sequence[str] = ()) -> str:
        """四（四）「其余医师……」"""
        foreign = "上位通知 " if policy != self.program.policy.id else ""
        return foreign + clause + "".join(f"「{quote}」" for quote in quotes)


def _is_asked_for(output: ir.Definition) -> bool:
    """Whether the outcome has a verdict of its own; a payable one that is not called 支付 may be of
    another kind, such as 可以补助."""
    if output.id not in _VERDICTS or not isinstance(output.type, BoolType):
        return False
    return output.id != "payable" or "支付" in output.label


def chinese_date(iso: str) -> str:
    """2021-03-01 → 2021年3月1日"""
    try:
        day = dt.date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.year}年{day.month}月{day.day}日"


def _percent(text: str) -> str:
    percent = (Decimal(text) * 100).normalize()
    return f"{percent:f}%"


def _listed(value: object) -> str:
    return "、".join(str(one) for one in value) or "无" if isinstance(value, list) else str(value)
