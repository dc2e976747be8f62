"""Draws rules, exceptions and definitions, well typed, in the world of `sample_world`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from luling.core import ir
from luling.core.duties import definition_of
from luling.types import (
    BOOL,
    DATE,
    MONEY,
    NAMES,
    RATIO,
    TEXT,
    MoneyType,
    NamesType,
    RatioType,
    SetType,
    Type,
)
from random_expressions import Expressions
from sample_world import (
    COUNT,
    DAYS_NAMED,
    ENUMERATIONS,
    KIND,
    KINDS,
    LEVEL,
    ROSTERS,
)


class Builder(Expressions):
    """Draws whole definitions; each may use those before it."""

    def rule(self, owner: str, kind: Any, type: Type | None, scope: str | None) -> ir.Rule:
        """`type` None for a 恢复."""
        self.counter += 1
        start = self.one_of(*DAYS_NAMED) if self.has_date and self.chance(8) else None
        end = self.one_of(*DAYS_NAMED) if self.has_date and self.chance(8) else None
        value: ir.Expr | None = None
        if type is not None:
            value = self.expr(type, self.one_of(0, 1, 2), scope)
            if type != BOOL and self.chance(8):
                value = ir.Unspecified(type, self.one_of(None, "另一文件"))
        return ir.Rule(
            id=f"{owner}.{self.counter}",
            label=f"第{self.counter}条" if self.chance(2) else "",
            kind=kind,
            condition=None if self.chance(5) else self.condition(self.one_of(1, 1, 2), scope),
            start=start,
            end=end,
            value=value,
            rounding=self.rounding(type),
            citations=(ir.Citation("sample", "一（一）1", ("原文",)),) if self.chance(2) else (),
        )

    def rounding(self, type: Type | None) -> ir.Rounding | None:
        mode = self.one_of("half_up", "half_up", "down", "up")
        match type:
            case MoneyType():
                return ir.Rounding(mode, self.one_of(2, 2, 1, 0, -2))
            case RatioType():
                return ir.Rounding(mode, self.one_of(6, 6, 4, 2, 0))
            case _:
                return None

    def group(
        self, owner: str, type: Type, scope: str | None, depth: int = 0, kind: Any = "rule"
    ) -> ir.Group:
        """`depth` counts exceptions of exceptions; from 2 on, 恢复 may stand among them."""
        nodes = []
        for _ in range(self.one_of(1, 1, 2, 2, 3) if depth < 2 else self.one_of(1, 1, 2)):
            reinstates = depth >= 2 and self.chance(2)
            chosen = "reinstate" if reinstates else kind
            rule = self.rule(owner, chosen, None if reinstates else type, scope)
            nodes.append(ir.Node(rule, self.exceptions(owner, type, scope, depth)))
        first_hit = depth == 0 and len(nodes) > 1 and self.chance(5)
        return ir.Group(
            tuple(nodes), self.exceptions(owner, type, scope, depth), first_hit=first_hit
        )

    def exceptions(self, owner: str, type: Type, scope: str | None, depth: int) -> ir.Group | None:
        if depth >= 3 or not self.chance(3):
            return None
        return self.group(owner, type, scope, depth + 1, "exception")

    def table(self, owner: str, type: Type, scope: str | None) -> ir.Group:
        """A checked table: a row for each value of an enumeration, so that one always applies."""
        subject = self.one_of(LEVEL, KIND)
        nodes = []
        for item in ENUMERATIONS[subject.id].values:
            rule = self.rule(owner, "row", type, scope)
            condition = ir.Compare(
                "eq", ir.Fact(subject, subject.id), ir.Literal_(subject, item.id)
            )
            nodes.append(ir.Node(replace(rule, condition=condition, start=None, end=None)))
        return ir.Group(tuple(nodes), first_hit=self.chance(2), total=True)

    # -------------------------------------------------------- definitions

    def definition(self, number: int) -> ir.Definition:
        kind = self.one_of(
            "outcome", "outcome", "outcome", "intermediate", "condition", "collection",
            "per_member", "names", "table", "duty",
        )  # fmt: skip
        id, label = f"x{number}", f"结论{number}"
        match kind:
            case "duty":
                return self.duty(number)
            case "condition":
                rule = replace(
                    self.rule(id, "rule", None, None), condition=None, start=None, end=None,
                    value=self.condition(2), rounding=None,
                )  # fmt: skip
                group = ir.Group((ir.Node(rule),))
                return ir.Definition(id, label, BOOL, "condition", False, group)
            case "collection":
                members = tuple(
                    ir.CollectionMember(
                        f"{id}_{n}", f"成员{number}之{n}", self.group(id, BOOL, None)
                    )
                    for n in range(self.one_of(1, 2, 3))
                )
                return ir.Definition(id, label, SetType(id), "collection", True, None, members)
            case "per_member":
                roster = self.one_of(*ROSTERS)
                type = self.one_of(BOOL, MONEY, COUNT)
                group = self.group(id, type, roster)
                return self.finished(id, label, type, "per_member", False, group, roster)
            case "names":
                group = self.group(id, NAMES, None)
                if self.chance(2):
                    rule = ir.Rule(f"{id}.n", "", "rule", None, None, None, self.names(), None)
                    group = ir.Group((ir.Node(rule),))
                return self.finished(id, label, NAMES, "outcome", True, group)
        type = self.one_of(BOOL, BOOL, MONEY, MONEY, RATIO, COUNT, DATE, LEVEL, KIND, TEXT, KINDS)
        group = self.table(id, type, None) if kind == "table" else self.group(id, type, None)
        shown = kind != "intermediate"
        return self.finished(id, label, type, "outcome" if shown else kind, shown, group)

    def duty(self, number: int) -> ir.Definition:
        """A duty as it is lowered: with or without a deadline, owed always or under a condition, of
        one or of every member of a list."""
        condition, failing = self.condition(2), None
        if self.chance(2):
            holds = self.condition(1, "shops")
            which = self.condition(1, "shops") if self.chance(3) else None
            condition = ir.Quantified("every", ir.Selection("shops", which, holds))
            fails: ir.Expr = ir.Not(holds)
            if which is not None:
                fails = ir.Logic("and", (which, fails))
            name = ir.Member(TEXT, "shops", "name")
            failing = ir.Aggregate(NAMES, "names", ir.Selection("shops", fails, name))
        duty = ir.Duty(
            ("各市",),
            self.one_of("must", "principle", "may", "encouraged"),
            condition,
            self.expr(DATE, self.one_of(0, 0, 1)) if self.has_date and not self.chance(5) else None,
            self.condition(1) if self.chance(3) else None,
            failing,
        )
        today = ir.Fact(DATE, "day") if self.has_date else None
        cited = (ir.Citation("sample", "一（一）1", ("原文",)),)
        return definition_of(f"x{number}", f"职责{number}", duty, today, cited)

    def finished(
        self,
        id: str,
        label: str,
        type: Type,
        kind: Any,
        shown: bool,
        group: ir.Group,
        roster: str | None = None,
    ) -> ir.Definition:
        fallback = self.one_of("default", "nullable", "nullable", *(("none",) if self.gaps else ()))
        default = None
        if fallback == "default" and not isinstance(type, (NamesType, SetType)):
            default = self.literal(type)
        nullable = fallback != "none" and default is None
        return ir.Definition(
            id, label, type, kind, shown, group, nullable=nullable, default=default, roster=roster
        )
