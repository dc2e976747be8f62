"""Conditions, values and rules as sentences, in the world of `sample_world`."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from building import active, both, cost, either, is_, level, listed, literal, member, money, paid
from building import visits as visits
from luling.backends.document.model import Cite, Line, Paragraph, Table
from luling.backends.document.names import Names
from luling.backends.document.rules import Rules
from luling.core import ir
from luling.types import BOOL, DATE, MONEY, RATIO
from sample_world import COUNT, DAYS, KIND, MONTHS, PARAMETERS, program_of

day = ir.Fact(DATE, "day")
kind = ir.Fact(KIND, "kind")


def rules(*definitions: ir.Definition) -> Rules:
    program = program_of(definitions)
    names = Names(program, program.decisions[0])
    return Rules(names, lambda cited: tuple(Cite(one.clause) for one in cited))


def compare(op: str, left: ir.Expr, right: ir.Expr) -> ir.Expr:
    return ir.Compare(op, left, right)  # type: ignore[arg-type]


SHOPS = ir.Selection("shops", None, None)
STOCK = compare("ge", member("stock", COUNT), literal(COUNT, 30))
OPEN = member("open", BOOL)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (compare("gt", cost, paid), "费用高于已付"),
        (compare("lt", visits, literal(COUNT, 2)), "人次少于2"),
        (compare("le", day, literal(DATE, dt.date(2022, 6, 30))), "发生日期不晚于2022年6月30日"),
        (both(compare("ge", cost, money("100")), compare("lt", cost, money("200"))),
         "费用不低于100元、低于200元"),
        (both(is_(kind, "common"), compare("lt", cost, paid)), "种类为普通，并且费用低于已付"),
        (either(is_(kind, "common"), both(is_(kind, "chronic"), compare("lt", cost, paid))),
         "种类为普通，或者（种类为慢病，并且费用低于已付）"),
        (ir.Not(either(is_(kind, "common"), compare("lt", cost, paid))),
         "种类不是普通，并且费用不低于已付"),
        (ir.Not(ir.Not(listed)), "备案"),
        (ir.Listed(ir.Fact(ir.type_of(ir.Fact(DATE, "code")), "code"), "drugs"),
         "药品编码已列入《药品目录》"),
        (ir.Quantified("every", ir.Selection("shops", None, STOCK)),
         "每个药店的品种数都不少于30"),
        (ir.Not(ir.Quantified("every", ir.Selection("shops", OPEN, STOCK))),
         "有的药店（限于营业的）的品种数少于30"),
        (ir.Quantified("any", ir.Selection("shops", None, OPEN)), "至少有一个药店营业"),
        (ir.Not(ir.Quantified("any", ir.Selection("shops", None, OPEN))), "没有一个药店营业"),
        (ir.Literal_(BOOL, True), "在任何情形下"),
        (compare("eq", active, ir.Literal_(BOOL, False)), "“有效”为否"),
    ],
)  # fmt: skip
def test_conditions(condition: ir.Expr, said: str) -> None:
    assert rules().test(condition) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (ir.Arithmetic(MONEY, "sub", cost, paid), "费用减去已付后的余额"),
        (ir.Arithmetic(MONEY, "mul", ir.Arithmetic(MONEY, "sub", cost, paid),
                       ir.Parameter(RATIO, "fixed_ratio")), "（费用 − 已付）× 固定比例"),
        (ir.Extreme(MONEY, "max", (money("0"), ir.Arithmetic(MONEY, "sub", cost, paid))),
         "费用减去已付后的余额（不足零的，按零计）"),
        (ir.Extreme(MONEY, "min", (cost, paid)), "费用与已付中较小的一个"),
        (ir.Extreme(ir.type_of(level), "max",
                    (level, ir.Selection("shops", ir.Not(OPEN), member("grade", level.type)))),
         "等级与各药店（限于未营业的）的档次中最高的一个"),
        (ir.Parameter(MONEY, "given_table", (level,)), "按等级确定的另定标准"),
        (ir.Aggregate(COUNT, "count", ir.Selection("shops", OPEN, None)), "营业的药店的个数"),
        (ir.Aggregate(MONEY, "sum", ir.Selection("shops", None, member("sum", MONEY))),
         "各药店的金额的合计"),
        (ir.ShiftDate(day, literal(MONTHS, 3), 1, "month_end"),
         "发生日期往后推3个月的日期（当月没有这一日的，取当月最后一日）"),
        (ir.ShiftDate(day, literal(DAYS, 5), -1, "error"), "发生日期往前推5日的日期"),
        (ir.DayOf(day, 1, 10), "发生日期的次月10日"),
        (ir.DayOf(day, 0, None), "发生日期的当月最后一日"),
        (ir.DayOf(day, 0, None, True), "发生日期当年的最后一日"),
        (ir.DatePart(COUNT, "age", (ir.Fact(DATE, "born"), day)),
         "自出生日期至发生日期的周岁数"),
    ],
)  # fmt: skip
def test_values(value: ir.Expr, said: str) -> None:
    assert rules().term(value) == said


def rule(
    id: str,
    condition: ir.Expr | None,
    value: ir.Expr | None,
    kind: str = "rule",
    start: dt.date | None = None,
) -> ir.Node:
    cited = (ir.Citation("sample", "二（三）"),)
    return ir.Node(
        ir.Rule(id, "", kind, condition, start, None, value, None, cited)  # type: ignore[arg-type]
    )


def outcome(group: ir.Group, default: ir.Expr | None = None) -> ir.Definition:
    return ir.Definition("pay", "支付额", MONEY, "outcome", True, group, default=default)


def texts(definition: ir.Definition) -> list[str]:
    found = rules(definition).outcome(definition)
    return [text for block in found for text in _lines(block)]


def _lines(block: object) -> list[str]:
    if isinstance(block, Paragraph):
        return [_said(block.line)]
    lines = getattr(block, "lines", ())
    return [f"{at}. {_said(line)}" for at, line in enumerate(lines, 1)]


def _said(line: Line) -> str:
    cites = "、".join(one.text for one in line.cites)
    return line.text + (f"（{cites}）" if cites else "") + line.stop


def test_exceptions_stand_after_what_they_set_aside() -> None:
    back = ir.Group((rule("r", is_(kind, "severe"), None, "reinstate"),))
    exception = ir.Node(rule("e", listed, money("0"), "exception").rule, back)
    group = ir.Group((rule("g", None, cost),), ir.Group((exception,)))
    assert texts(outcome(group)) == [
        "支付额为费用（二（三））。",
        "但备案的，支付额为0元（二（三））。",
        "不过，种类为重病的，不适用上一项例外，仍按原来的规定（二（三））。",
    ]


def test_an_exception_of_one_rule_names_it() -> None:
    inner = ir.Group((rule("e", listed, money("0"), "exception"),))
    second = ir.Node(rule("b", is_(kind, "chronic"), paid).rule, inner)
    group = ir.Group((rule("a", is_(kind, "common"), cost), second))
    assert texts(outcome(group, money("1"))) == [
        "1. 种类为普通的，支付额为费用（二（三））。",
        "2. 种类为慢病的，支付额为已付（二（三））。",
        "但备案的，不适用第2项，支付额为0元（二（三））。",
        "不属于上述情形的，支付额为1元。",
    ]


def test_periods_and_silence_are_said() -> None:
    silent = ir.Unspecified(MONEY, "另一文件")
    group = ir.Group((rule("a", listed, silent, start=dt.date(2022, 7, 1)),))
    assert texts(outcome(group)) == [
        "自2022年7月1日起，备案的，本通知没有规定支付额，按《另一文件》执行（二（三））。",
    ]


def test_a_calculated_amount_says_how_it_is_rounded() -> None:
    value = ir.Arithmetic(MONEY, "div", cost, visits)
    made = ir.Rule("a", "", "rule", None, None, None, value, ir.Rounding("down", 1))
    assert texts(outcome(ir.Group((ir.Node(made),)))) == [
        "支付额为费用除以人次所得的商，舍去尾数到角。"
    ]


def test_long_conditions_become_items() -> None:
    condition = both(either(is_(kind, "common"), listed), compare("gt", cost, paid))
    made = rules().lead(condition)
    assert made.text == "同时符合下列条件的"
    assert [line.text for line in made.items] == ["种类为普通，或者备案", "费用高于已付"]


def test_rows_become_a_table_again() -> None:
    rows = (
        rule("a", both(is_(kind, "common"), compare("lt", cost, money("100"))), money("1"), "row"),
        rule("b", is_(kind, "chronic"), money("2"), "row"),
    )
    (table,) = rules().group(outcome(ir.Group(rows)), ir.Group(rows, total=True))
    assert isinstance(table, Table)
    assert table.headings == ("种类", "费用", "支付额", "条款")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["普通", "低于100元", "1元", ""],
        ["慢病", "不限", "2元", ""],
    ]


def test_the_value_of_a_fixed_parameter_is_said() -> None:
    fixed = ir.ParameterDeclaration(
        "share", "比例", RATIO, (), False, None, (ir.ParameterPeriod(None, None, Fraction(4, 5)),)
    )
    program = program_of((), parameters=(*PARAMETERS, fixed))
    made = Rules(Names(program, program.decisions[0]), lambda cited: ())
    assert made.term(ir.Parameter(RATIO, "share")) == "比例（80%）"
    assert made.term(ir.Parameter(RATIO, "fixed_ratio")) == "固定比例"  # it has two periods
