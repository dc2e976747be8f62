"""What is said of a fact, parameter or outcome beside its title."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from luling.core import ir
from luling.runtime.inputs import format_money, format_ratio
from luling.types import DurationType, EnumType, IntegerType, MoneyType, SetType, Type

Described = (
    ir.FactDeclaration | ir.RosterDeclaration | ir.Field | ir.ParameterDeclaration | ir.Definition
)
_UNITS = {"days": "天", "months": "月"}


def describe(item: Described, program: ir.Program, decision: ir.Decision | None) -> str:
    """Unit, use, origin, default and clauses, as far as there are any; else empty."""
    said: list[str] = []
    if not isinstance(item, ir.RosterDeclaration):
        said += _unit(item.type)
    if isinstance(item, ir.FactDeclaration):
        said += _of_fact(item, program, decision)
    if isinstance(item, ir.ParameterDeclaration):
        said.append("本通知未定，另行规定")
        if item.default is not None:
            said.append(f"不提供时为{_shown(item, program)}")
    if isinstance(item, ir.ParameterDeclaration | ir.Definition) and item.citations:
        said.append("依据 " + cited(item.citations, program.policy.id))
    return "。".join(said) + "。" if said else ""


def _unit(type: Type) -> list[str]:
    if isinstance(type, DurationType):
        return [f"单位：{_UNITS.get(type.unit, type.unit)}"]
    if isinstance(type, IntegerType) and type.unit:
        return [f"单位：{type.unit}"]
    return []


def _of_fact(
    item: ir.FactDeclaration, program: ir.Program, decision: ir.Decision | None
) -> list[str]:
    said: list[str] = []
    if decision is not None and decision.date_fact == item.id:
        said.append("适用日期：按这一天判断通知是否施行、用哪一期的规定")
    if decision is not None and item.catalogue is not None:
        labels = {one.id: one.label for one in decision.facts}
        catalogue = next(one for one in program.catalogues if one.id == item.catalogue)
        key = labels.get(item.catalogue_key or "", "编码")
        said.append(f"可不填：由目录“{catalogue.label}”按{key}得出")
    return said


def _shown(item: ir.ParameterDeclaration, program: ir.Program) -> str:
    if isinstance(item.default, bool):
        return "是" if item.default else "否"
    if isinstance(item.type, EnumType):
        for one in program.enumerations:
            for value in one.values:
                if (one.id, value.id) == (item.type.id, item.default):
                    return value.label
    return f" {json_value(item.default, item.type, program)} "


def cited(citations: ir.Citations, policy: str) -> str:
    """二（五）1「……」、national 五「……」"""
    return "、".join(
        (f"{item.policy} " if item.policy != policy else "")
        + item.clause
        + "".join(f"「{quote}」" for quote in item.quotes)
        for item in citations
    )


def json_value(value: ir.Value | None, type: Type, program: ir.Program) -> object:
    """A constant in the JSON form of the interface."""
    if isinstance(value, Fraction):
        if isinstance(type, MoneyType):
            return format_money(int(value * 100))
        return format_ratio(int(value * 1_000_000))
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, frozenset):
        assert isinstance(type, SetType)
        found = [one for one in program.enumerations if one.id == type.id]
        order = [each.id for one in found for each in one.values]
        return [id for id in order if id in value]
    return value
