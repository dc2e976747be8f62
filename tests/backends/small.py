"""A policy small enough for its generated module to be read whole: one of each common construct."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from luling.core import ir
from luling.types import BOOL, DATE, MONEY, RATIO, EnumType, SetType

INSURANCE = EnumType("insurance")


def cited(clause: str, *quotes: str) -> ir.Citations:
    return (ir.Citation("sample", clause, quotes),)


def rule(
    id: str,
    label: str,
    condition: ir.Expr | None,
    value: ir.Expr | None,
    citations: ir.Citations,
    kind: str = "rule",
    rounding: ir.Rounding | None = None,
) -> ir.Rule:
    return ir.Rule(id, label, kind, condition, None, None, value, rounding, citations)  # type: ignore[arg-type]


def program() -> ir.Program:
    """门诊报销: a condition, a collection, a conclusion with an exception, an amount."""
    resident = ir.Compare("eq", ir.Fact(INSURANCE, "insurance"), ir.Literal_(INSURANCE, "resident"))
    employee = ir.Compare("eq", ir.Fact(INSURANCE, "insurance"), ir.Literal_(INSURANCE, "employee"))
    active = ir.Fact(BOOL, "benefit_active")
    ratio = ir.Definition(
        "fund_ratio", "报销比例", RATIO, "outcome", True,
        ir.Group(
            (
                ir.Node(rule(
                    "employee_rule", "职工", employee, ir.Parameter(RATIO, "employee_ratio"),
                    cited("二（五）1", "统筹基金报销比例为80%"),
                )),
                ir.Node(rule(
                    "resident_rule", "居民", resident, ir.Parameter(RATIO, "resident_ratio"),
                    cited("二（五）2", "参照重大疾病的报销比例执行"),
                )),
            ),
            ir.Group((
                ir.Node(rule("inactive_rule", "未享受待遇", ir.Not(active),
                             ir.Unspecified(RATIO, None), cited("二（一）", "正常享受医保待遇"),
                             "exception")),
            )),
        ),
    )  # fmt: skip
    denials = ir.Definition(
        "denials", "不予支付", SetType("denials"), "collection", True, None,
        (
            ir.CollectionMember(
                "benefit_inactive", "未正常享受医保待遇",
                ir.Group((ir.Node(rule("denials.1", "", ir.Not(active), ir.Literal_(BOOL, True),
                                       cited("二（一）", "正常享受医保待遇"))),)),
            ),
        ),
    )  # fmt: skip
    pay = ir.Arithmetic(
        MONEY, "mul", ir.Fact(MONEY, "eligible_cost"), ir.Reference(RATIO, "fund_ratio")
    )
    amount = ir.Definition(
        "fund_pay", "统筹支付", MONEY, "outcome", True,
        ir.Group((ir.Node(rule("fund_pay.1", "", None, pay, cited("二（四）1", "按比例支付"),
                               rounding=ir.Rounding("half_up", 2))),)),
    )  # fmt: skip
    decision = ir.Decision(
        "reimbursement", "门诊报销",
        (
            ir.FactDeclaration("service_date", "费用发生日期", DATE),
            ir.FactDeclaration("insurance", "险种", INSURANCE),
            ir.FactDeclaration("benefit_active", "正常享受医保待遇", BOOL),
            ir.FactDeclaration("eligible_cost", "医保费用", MONEY),
        ),
        "service_date", (), (denials, ratio, amount),
    )  # fmt: skip
    insurance = ir.Enumeration(
        "insurance", "险种",
        (
            ir.EnumValue("employee", "职工医保", ("310",)),
            ir.EnumValue("resident", "居民医保", ("390",)),
        ),
        False,
    )  # fmt: skip
    employee_ratio = ir.ParameterDeclaration(
        "employee_ratio", "职工统筹报销比例", RATIO, (), False, None,
        (ir.ParameterPeriod(None, None, Fraction(4, 5)),),
        citations=cited("二（五）1", "统筹基金报销比例为80%"),
    )  # fmt: skip
    resident_ratio = ir.ParameterDeclaration(
        "resident_ratio", "居民报销比例", RATIO, (), True, None, (),
        citations=cited("二（五）2", "参照重大疾病的报销比例执行"),
    )  # fmt: skip
    policy = ir.Policy(
        "sample", "关于门诊报销的通知", ("某市医疗保障局",), "某医保发〔2021〕1号",
        dt.date(2021, 2, 22), dt.date(2021, 3, 1), None,
        cited("六", "自2021年3月1日起实施"), (), (),
    )  # fmt: skip
    return ir.Program(
        policy, (insurance,), (employee_ratio, resident_ratio), (), (decision,), (), "0" * 64
    )
