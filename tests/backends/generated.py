"""Generated modules for the tests: made once a program, loaded without the compiler, asked for an
answer or an error in one shape, and told whether their plain function took the case."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from luling.api import load
from luling.backends.python import generate
from luling.core import ir
from luling.interpreter import decide
from luling.runtime.errors import DecisionError
from luling.types import (
    BoolType,
    DateType,
    EnumType,
    MoneyType,
    RatioType,
    SetType,
    TextType,
    Type,
)

POLICIES = Path(__file__).resolve().parents[2] / "policies"
NAMES = ("anhui", "chongqing", "guangdong", "national", "shandong", "weihai")

Answer = dict[str, Any]


@cache
def policy(name: str) -> ir.Program:
    """One of the six policies."""
    return load(POLICIES / name / f"{name}.policy").program


@cache
def policy_module(name: str) -> ModuleType:
    return module_of(policy(name))


def module_of(program: ir.Program) -> ModuleType:
    """The generated evaluator, executed."""
    return executed(generate(program))


def executed(text: str) -> ModuleType:
    module = ModuleType("generated")
    exec(compile(text, "<generated>", "exec"), module.__dict__)
    return module


def from_interpreter(
    program: ir.Program, decision: str, facts: Any, params: Any, trace: bool
) -> Answer:
    try:
        return decide(program, decision, facts, params, trace=trace).to_json()
    except DecisionError as error:
        return error.to_json()


def from_module(module: ModuleType, decision: str, facts: Any, params: Any, trace: bool) -> Answer:
    try:
        answer: Answer = module.decide(decision, facts, params, trace=trace)
        return answer
    except module.DecisionError as error:
        found: Answer = error.to_json()
        return found


def is_plain(module: ModuleType, decision: str, facts: Any, params: Any) -> bool:
    """Whether the plain function answered, without the table."""
    try:
        vars(module)[f"_{decision}"](facts, params, False)
    except module.UNUSUAL:
        return False
    return True


class Drawn:
    """Random JSON values for a decision of a real policy, every type at its edges."""

    def __init__(
        self, program: ir.Program, decision: ir.Decision, seed: int, unknown: float
    ) -> None:
        self.program = program
        self.decision = decision
        self.random = random.Random(seed)
        self.unknown = unknown

    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for item in self.decision.facts:
            if self.random.random() < self.unknown:
                continue
            if isinstance(item, ir.RosterDeclaration):
                found[item.id] = [self.member(item, place) for place in range(self.pick((0, 1, 3)))]
            else:
                found[item.id] = self.value(item.type)
        for item in self.decision.facts:
            if isinstance(item, ir.FactDeclaration) and item.catalogue is not None:
                self.look_up(item, found)
        return found

    def look_up(self, item: ir.FactDeclaration, found: dict[str, Any]) -> None:
        """Mostly codes that are listed, and no value beside them that may differ."""
        assert item.catalogue_key is not None
        if item.catalogue_key not in found or self.random.random() < 0.1:
            return
        if self.random.random() < 0.5:
            del found[item.catalogue_key]
            return
        listed = next(one for one in self.program.catalogues if one.id == item.catalogue)
        found[item.catalogue_key] = self.pick(listed.entries).code
        if self.random.random() < 0.8:
            found.pop(item.id, None)

    def member(self, item: ir.RosterDeclaration, place: int) -> dict[str, Any]:
        member = {
            field.id: f"{place}号" if field.id == "name" else self.value(field.type)
            for field in item.fields
        }
        return {id: None if self.random.random() < self.unknown else v for id, v in member.items()}

    def params(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for item in self.program.parameters:
            if item.external and self.random.random() >= self.unknown:
                found[item.id] = self.table(item, item.keys)
        return found

    def table(self, item: ir.ParameterDeclaration, keys: tuple[EnumType, ...]) -> Any:
        if not keys:
            return self.value(item.type)
        ids = [value.id for value in self.enumeration(keys[0].id).values]
        return {id: self.table(item, keys[1:]) for id in ids}

    def value(self, type_: Type) -> Any:
        match type_:
            case BoolType():
                return self.random.random() < 0.7
            case MoneyType():
                cents = self.pick((0, 1, 99, 10_000, 19_999, 123_456, 5_000_000, 99_999_999))
                return f"{cents // 100}.{cents % 100:02d}"
            case RatioType():
                return self.pick(("0", "1", "0.2", "0.3", "0.8", "0.333333"))
            case DateType():
                return self.pick(
                    ("2020-12-31", "2021-06-15", "2022-06-30", "2022-07-01", "2024-02-29")
                )
            case EnumType():
                return self.pick(self.enumeration(type_.id).values).id
            case SetType():
                values = self.enumeration(type_.id).values
                return [value.id for value in values if self.random.random() < 0.5]
            case TextType():
                return self.pick(("合肥", "合肥市", "宣城市"))
        return self.pick((0, 1, 2, 3, 19, 20, 29, 30, 1000))

    def enumeration(self, id: str) -> ir.Enumeration:
        return next(item for item in self.program.enumerations if item.id == id)

    def pick(self, values: Any) -> Any:
        return self.random.choice(values)
