"""The fixed world of the random policies: two enumerations, parameters of every sort, a catalogue,
facts of every type and two rosters; and `program_of`, which puts definitions into it."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from luling.core import ir
from luling.types import (
    BOOL,
    DATE,
    MONEY,
    RATIO,
    TEXT,
    DurationType,
    EnumType,
    IntegerType,
    SetType,
)

COUNT = IntegerType()
DAYS = DurationType("days")
MONTHS = DurationType("months")
LEVEL = EnumType("level")
KIND = EnumType("kind")
KINDS = SetType("kind")

YUAN = tuple(Fraction(text) for text in ("0", "0.01", "99.99", "100", "1000", "12345.67"))
RATIOS = tuple(Fraction(text) for text in ("0", "0.3", "0.5", "0.85", "0.333333", "1"))
COUNTS = (0, 1, 2, 3, 30)
DAYS_NAMED = tuple(
    dt.date.fromisoformat(text)
    for text in ("2021-03-01", "2022-06-30", "2022-07-01", "2024-02-29", "2023-01-31", "2023-12-31")
)
TEXTS = ("X001", "X002", "X003", "合肥", "合肥市")


# ---------------------------------------------------------------- the world


LEVELS = ir.Enumeration(
    "level",
    "医院等级",
    (
        ir.EnumValue("level1", "一级"),
        ir.EnumValue("level2", "二级（含未定级）"),
        ir.EnumValue("level3", "三级", aliases=("三级医院",)),
    ),
    ordered=True,
)
KIND_VALUES = ir.Enumeration(
    "kind",
    "类别",
    (
        ir.EnumValue("common", "普通", codes=("11",)),
        ir.EnumValue("chronic", "慢病", codes=("14",)),
        ir.EnumValue("severe", "重病", codes=("21",)),
    ),
    ordered=False,
)
STATUS = EnumType("duty_status")
STATUS_VALUES = ir.Enumeration(
    "duty_status",
    "落实情况",
    (
        ir.EnumValue("met", "已落实"),
        ir.EnumValue("pending", "未到期"),
        ir.EnumValue("overdue", "逾期未落实"),
    ),
    ordered=False,
)


def _period(
    value: ir.Value | None, start: str | None, end: str | None, table: Any = ()
) -> ir.ParameterPeriod:
    day = dt.date.fromisoformat
    return ir.ParameterPeriod(
        day(start) if start else None, day(end) if end else None, value, table
    )


_HALVES = (("2021-01-01", "2022-06-30"), ("2022-07-01", None))
PARAMETERS = (
    ir.ParameterDeclaration(
        "fixed_ratio", "固定比例", RATIO, (), False, None,
        (
            _period(Fraction("0.3"), None, "2022-06-30"),
            _period(Fraction("0.2"), "2022-07-01", None),
        ),
    ),
    ir.ParameterDeclaration(
        "fixed_table", "固定标准", MONEY, (LEVEL,), False, None,
        tuple(
            _period(None, *half, tuple(((f"level{n}",), Fraction(n * scale)) for n in (1, 2, 3)))
            for half, scale in zip(_HALVES, (100, 200), strict=True)
        ),
    ),
    ir.ParameterDeclaration(
        "fixed_months", "固定月数", MONTHS, (), False, None, (_period(3, None, None),)
    ),
    ir.ParameterDeclaration("given_money", "另定金额", MONEY, (), True, None, ()),
    ir.ParameterDeclaration("given_flag", "另定是非", BOOL, (), True, False, ()),
    ir.ParameterDeclaration("given_table", "另定标准", MONEY, (LEVEL,), True, None, ()),
    ir.ParameterDeclaration("given_pairs", "另定比例", RATIO, (LEVEL, KIND), True, None, ()),
)  # fmt: skip

CATALOGUE = ir.Catalogue(
    "drugs",
    "药品目录",
    ir.Field("code", "编码", TEXT),
    (ir.Field("kind_of", "目录类别", KIND), ir.Field("price", "目录单价", MONEY)),
    (
        ir.CatalogueEntry("X001", ("common", Fraction(100)), None, None),
        ir.CatalogueEntry("X002", ("chronic", None), dt.date(2022, 7, 1), None),
        ir.CatalogueEntry("X003", ("severe", Fraction("99.99")), None, dt.date(2022, 6, 30)),
    ),
    None,
)

FACTS: tuple[ir.FactDeclaration | ir.RosterDeclaration, ...] = (
    ir.FactDeclaration("day", "发生日期", DATE),
    ir.FactDeclaration("cost", "费用", MONEY),
    ir.FactDeclaration("paid", "已付", MONEY),
    ir.FactDeclaration("share", "比例", RATIO),
    ir.FactDeclaration("visits", "人次", COUNT),
    ir.FactDeclaration("active", "有效", BOOL),
    ir.FactDeclaration("local", "本地", BOOL),
    ir.FactDeclaration("listed", "备案", BOOL),
    ir.FactDeclaration("level", "等级", LEVEL),
    ir.FactDeclaration("kind", "种类", KIND),
    ir.FactDeclaration("kinds", "各种类", KINDS),
    ir.FactDeclaration("city", "城市", TEXT),
    ir.FactDeclaration("born", "出生日期", DATE),
    ir.FactDeclaration("code", "药品编码", TEXT),
    ir.FactDeclaration("price", "单价", MONEY, "drugs", "code"),
    ir.FactDeclaration("kind_of", "药品类别", KIND, "drugs", "code"),
    ir.RosterDeclaration(
        "shops",
        "药店",
        (
            ir.Field("name", "名称", TEXT),
            ir.Field("grade", "档次", LEVEL),
            ir.Field("stock", "品种数", COUNT),
            ir.Field("sum", "金额", MONEY),
            ir.Field("open", "营业", BOOL),
        ),
    ),
    ir.RosterDeclaration(
        "lines",
        "明细",
        (
            ir.Field("price", "单价", MONEY),
            ir.Field("count", "数量", COUNT),
            ir.Field("rate", "自付比例", RATIO),
            ir.Field("on", "日期", DATE),
        ),
    ),
)
ROSTERS = {item.id: item for item in FACTS if isinstance(item, ir.RosterDeclaration)}
ENUMERATIONS = {"level": LEVELS, "kind": KIND_VALUES, "duty_status": STATUS_VALUES}
CODES = frozenset(("code",))
"""Facts that only ever hold a code: another text would be an error in almost every case."""


# ---------------------------------------------------------------- a policy in it


def program_of(
    definitions: tuple[ir.Definition, ...],
    *,
    date_fact: str | None = None,
    checks: tuple[ir.Check, ...] = (),
    effective: dt.date | None = None,
    expires: dt.date | None = None,
    facts: tuple[ir.FactDeclaration | ir.RosterDeclaration, ...] = FACTS,
    parameters: tuple[ir.ParameterDeclaration, ...] = PARAMETERS,
) -> ir.Program:
    """The world above with these definitions as its decision `d`; with 落实情况 where there are
    duties."""
    policy = ir.Policy(
        "sample", "样例通知", ("某局",), None, None, effective, expires, (), ("某市",), ()
    )
    decision = ir.Decision("d", "样例判定", facts, date_fact, checks, definitions)
    has_duties = any(item.duty is not None for item in definitions)
    enumerations = (LEVELS, KIND_VALUES, *((STATUS_VALUES,) if has_duties else ()))
    return ir.Program(
        policy, enumerations, parameters, (CATALOGUE,), (decision,), (), "0" * 64
    )
