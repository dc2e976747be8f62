"""Generated syntax trees: any that the grammar can write, without places."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from luling.syntax import ast
from luling.syntax.quantities import Quantity, read_quantity
from luling.syntax.tables import load

WORDS = ["甲", "乙丙", "医保费用", "年度", "合计", "level2", "已办理“三定”", "金额", "“双通道”数"]
ODD = ["互联网+医院", "且", "结论", "甲 乙", "2号", "“", "四舍五入到元", "a\"b"]
CLAUSES = ["二（五）1", "三", "附件说明3（1）", "四（二）基本条件1", "1."]
NUMBERS = ["80%", "30种", "1.5万元", "3个月", "12", "1,500.50元", "5角", "0元"]


def build(node: type[Any], **parts: Any) -> st.SearchStrategy[Any]:
    return st.builds(node, **parts)


def tuples(one: st.SearchStrategy[Any], low: int = 0, high: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(one, min_size=low, max_size=high).map(tuple)


def maybe(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | one


plain = st.sampled_from(WORDS)
any_name = plain | st.sampled_from(ODD)
raw_names = build(ast.Name, text=plain)
rosters = build(ast.Name, text=st.sampled_from(["县区", "已办理“三定”", "lines"]))
names = build(ast.Name, text=any_name)
ids = st.sampled_from(["a", "b_2", "deductible"])
labels = build(ast.Label, text=any_name, id=maybe(ids))
free_text = st.text("甲乙丙，；（#|/ab 1", max_size=6)
quotes = build(ast.Quote, text=free_text)
titles = free_text
citations = build(
    ast.Citation, clause=st.sampled_from(CLAUSES), quotes=tuples(quotes),
    policy=maybe(build(ast.Name, text=st.just("shandong"))),
)  # fmt: skip
bases = build(ast.Basis, citations=tuples(citations, 0, 2), derived=maybe(free_text))
texts = build(ast.Text, value=st.sampled_from(["notice.txt", "合肥", "互联网+医院", "a b"]))
dates = build(ast.Date, value=st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)))


def _number(text: str) -> ast.Number:
    found = read_quantity(text)
    assert isinstance(found, Quantity)
    return ast.Number(Fraction(found.value), found.unit, found.text)


numbers = st.sampled_from(NUMBERS).map(_number)
truths = build(ast.Truth, value=st.booleans())
references = build(ast.Reference, name=raw_names)
unspecified = build(ast.Unspecified, refers_to=maybe(titles))
atoms = st.one_of(numbers, dates, texts, truths, references)
sums: st.SearchStrategy[Any] = st.deferred(lambda: st.one_of(_products, _additions))
conditions: st.SearchStrategy[Any] = st.deferred(lambda: st.one_of(_factors, _logic))
grouped = build(ast.Grouped, inner=conditions)
_members = build(
    ast.Selection, roster=rosters, condition=maybe(conditions), value=maybe(sums)
)
_chosen = _members.filter(lambda made: made.condition is not None or made.value is not None)
_calls = st.one_of(
    build(ast.Lookup, name=build(ast.Name, text=st.sampled_from(["甲", "标准"])),
          keys=tuples(sums, 1, 2)),
    build(ast.Extreme, kind=st.sampled_from(["max", "min"]), args=tuples(sums | _chosen, 1, 3)),
    build(ast.Aggregate, kind=st.sampled_from(["count", "sum", "names"]), selection=_members),
    build(ast.Call, function=st.sampled_from(["age", "days", "year", "month"]),
          args=tuples(sums, 1, 2)),
)  # fmt: skip
_primaries = st.one_of(atoms, atoms, atoms, grouped, _calls)
_days = st.one_of(st.none(), st.integers(1, 31))
_postfixes = st.one_of(
    _primaries,
    build(ast.DateOf, date=_primaries, months=st.sampled_from([0, 1]), day=_days),
    build(ast.DateOf, date=_primaries, months=st.just(0), day=st.none(), year_end=st.just(True)),
    build(ast.Overflow, amount=_primaries, mode=st.sampled_from(["next_day", "month_end"])),
)
_signed = st.one_of(_postfixes, _postfixes, build(ast.Negative, operand=_postfixes))
_products = st.one_of(
    _signed,
    build(ast.Arithmetic, op=st.sampled_from(["mul", "div"]), left=_signed, right=_signed),
)
_additions = build(
    ast.Arithmetic, op=st.sampled_from(["add", "sub"]), left=_products, right=_products
)
compare_ops = st.sampled_from(["eq", "ne", "lt", "le", "gt", "ge"])
_comparisons = st.one_of(
    sums,
    build(ast.Compare, op=compare_ops, left=sums, right=sums),
    build(ast.Between, value=sums, low=sums, high=sums),
    build(ast.Among, value=sums, members=tuples(sums, 1, 3), negated=st.booleans()),
    build(ast.Contains, set=sums, member=sums, negated=st.booleans()),
    build(ast.Empty, set=sums, negated=st.booleans()),
)
_factors: st.SearchStrategy[Any] = st.deferred(
    lambda: st.one_of(
        _comparisons,
        build(ast.Not, operand=_factors),
        build(
            ast.Quantified,
            kind=st.sampled_from(["every", "any"]),
            selection=build(
                ast.Selection, roster=rosters, condition=maybe(conditions), value=_factors
            ),
        ),
    )
)
_logic = build(ast.Logic, word=st.sampled_from(["and", "or"]), parts=tuples(_factors, 2, 3))
literals = st.one_of(atoms, unspecified)
values = conditions | unspecified

# ---------------------------------------------------------------- sentences

named_types = build(ast.NamedType, name=any_name)
types = st.one_of(
    build(ast.SimpleType, kind=st.sampled_from(
        ["bool", "money", "ratio", "date", "duration", "text", "names"])),
    build(ast.IntegerType, unit=maybe(st.sampled_from(["种", "家"]))),
    named_types,
    build(ast.SetType, element=build(ast.NamedType, name=st.sampled_from(["病种", "甲"]))),
)  # fmt: skip
periods = build(ast.Period, start=maybe(dates), end=maybe(dates)).filter(
    lambda period: period.start is not None or period.end is not None
)
roundings = st.one_of(
    build(ast.Rounding, mode=st.sampled_from(["half_up", "down", "up"]),
          places=st.sampled_from([None, 2, 1, 0, -2, 4, 6])),
)  # fmt: skip
interfaces = maybe(st.sampled_from(["pric", "cnt"]))
columns = build(
    ast.Column, label=labels, type=types, header=maybe(st.sampled_from(["标准", "a"])),
    interface=interfaces,
)  # fmt: skip
_cells = st.one_of(
    build(ast.Cell, values=tuples(literals, 1, 3), negated=st.just(False)),
    build(ast.Cell, values=tuples(sums, 1, 2), negated=st.just(True)),
    build(ast.Cell, values=tuples(sums, 1, 1), op=st.sampled_from(["eq", "ne", "lt", "ge"])),
    build(ast.Cell, low=sums, high=sums),
    st.just(ast.Cell(any=True)),
    st.just(ast.Cell(unbounded=True)),
)


@st.composite
def grids(draw: st.DrawFn, header: tuple[str, ...] = ()) -> ast.Grid:
    width = len(header) or draw(st.integers(1, 3))
    heads = tuple(ast.Reference(ast.Name(h)) for h in header) or draw(tuples(sums, width, width))
    cites = draw(st.booleans())
    cited = build(ast.Cell, citation=tuples(citations, 0, 2))
    row = st.tuples(*[_cells] * width, *([cited] if cites else []))
    rows = tuple(ast.Row(cells) for cells in draw(st.lists(row, max_size=2)))
    return ast.Grid(heads, rows, cites)


param_values = build(ast.ParamValue, value=literals, period=maybe(periods), basis=bases)
_PARAM = {
    "label": labels, "keys": tuples(named_types, 0, 2), "type": types, "interface": interfaces,
}  # fmt: skip
_none, _empty = st.none(), st.just(())
params = st.one_of(
    build(ast.ParamDecl, **_PARAM, values=tuples(param_values, 1, 3), external=st.just(False),
          default=_none, grid=_none, basis=st.just(ast.Basis())),
    build(ast.ParamDecl, **_PARAM, values=_empty, external=st.just(True),
          default=maybe(literals), grid=_none, basis=bases),
    build(ast.ParamDecl, **_PARAM, values=_empty, external=st.just(False), default=_none,
          grid=grids(), basis=bases),
)  # fmt: skip
enum_values = build(
    ast.EnumValue, label=labels, codes=tuples(st.sampled_from(["310", "01", "11a", "A-1"]), 0, 2),
    aliases=tuples(any_name, 0, 2),
)  # fmt: skip
_OUTCOME = {
    "label": labels, "type": types, "nullable": st.booleans(), "default": maybe(literals),
    "rounding": maybe(roundings), "interface": interfaces, "basis": bases,
}  # fmt: skip
_BRACKET = {
    "label": labels, "type": types, "is_output": st.booleans(), "amount": sums,
    "mode": st.sampled_from(["marginal", "whole", "value"]), "rounding": maybe(roundings),
    "basis": bases, "interface": interfaces,
}  # fmt: skip
_targets = st.tuples(names, tuples(sums, 0, 2))
_record_fields = tuples(st.tuples(names, maybe(sums)), 1, 2)
_given_values = st.one_of(
    _none, _empty, sums, tuples(sums, 2, 3),
    tuples(build(ast.RecordValue, fields=_record_fields), 1, 2),
)  # fmt: skip
_givens = st.builds(
    lambda target, value: ast.Given(*target, value), _targets, _given_values
)
_expecteds = st.one_of(
    build(ast.Expected, name=names, kind=st.just("value"), values=tuples(sums, 1, 2)),
    build(ast.Expected, name=names, kind=st.sampled_from(["empty", "unspecified"])),
    build(ast.Expected, name=names, kind=st.just("unresolved"), missing=tuples(_targets, 0, 2)),
)
_CASE = {
    "title": build(ast.Text, value=free_text), "id": maybe(ids), "decision": names,
    "citations": tuples(citations, 0, 2), "base": maybe(build(ast.Text, value=free_text)),
    "facts": tuples(_givens, 0, 2), "params": tuples(_givens, 0, 2),
}  # fmt: skip
_RULE = {
    "label": maybe(labels), "target": maybe(names), "period": maybe(periods),
    "condition": maybe(conditions), "basis": bases,
}  # fmt: skip
_headings = tuples(
    build(ast.Text, value=st.sampled_from(["填报人:", "“双通道”数", "(202　年　月)", "“", "|a"])),
    1, 2,
)
_entries = st.one_of(
    build(ast.FormEntry, heading=_headings, kind=st.just("value"), roster=maybe(rosters),
          values=tuples(sums, 1, 2)),
    build(ast.FormEntry, heading=_headings, kind=st.just("hand"), roster=maybe(rosters)),
    build(ast.FormEntry, heading=_headings, kind=st.just("heading")),
)  # fmt: skip
_shares = build(
    ast.CatalogueShare, column=names, values=tuples(atoms, 1, 3), count=numbers
)
_head_text = build(ast.Text, value=st.sampled_from(["某市医疗保障局", "渝医保发〔2021〕12号"]))
sentences: st.SearchStrategy[Any] = st.one_of(
    build(ast.PolicyHead, id=names, title=build(ast.Text, value=titles),
          issuers=tuples(_head_text), number=maybe(_head_text), issued=maybe(dates),
          effective=_none, effective_basis=st.just(ast.Basis()), expires=dates,
          expires_basis=bases, regions=tuples(_head_text),
          upper=tuples(build(ast.Name, text=ids)), notice=maybe(texts)),
    build(ast.VocabularyHead, label=labels),
    build(ast.Import, name=names, path=maybe(texts)),
    build(ast.EnumDecl, label=labels, values=tuples(enum_values, 2, 4), ordered=st.booleans()),
    params,
    build(ast.CatalogueDecl, label=labels, path=texts, count=maybe(numbers), key=columns,
          columns=tuples(columns), starts=maybe(texts), ends=maybe(texts), basis=bases,
          shares=tuples(_shares, 0, 3)),
    build(ast.DecisionHead, label=labels),
    build(ast.FactDecl, label=labels, type=maybe(types), is_date=st.booleans(),
          interface=interfaces),
    build(ast.FactDecl, label=labels, type=types, catalogue=names, catalogue_key=names),
    build(ast.RosterDecl, label=labels, columns=tuples(columns, 1, 3), interface=interfaces),
    build(ast.CheckDecl, label=labels, condition=conditions, basis=bases),
    build(ast.ConditionDecl, label=labels, condition=conditions, basis=bases),
    build(ast.OutcomeDecl, **_OUTCOME, is_output=st.booleans(), value=maybe(values)),
    build(ast.OutcomeDecl, **_OUTCOME, is_output=st.just(False), value=values, roster=names),
    build(ast.CollectionDecl, label=labels, is_output=st.booleans()),
    build(ast.MemberDecl, collection=names, label=labels, condition=maybe(conditions),
          period=maybe(periods), basis=bases),
    build(ast.RuleDecl, **_RULE, kind=st.sampled_from(["rule", "exception"]), value=values,
          excludes=st.just(False), rounding=maybe(roundings)),
    build(ast.RuleDecl, **_RULE, kind=st.just("exception"), value=_none, excludes=st.just(True),
          rounding=_none),
    build(ast.RuleDecl, **_RULE, kind=st.just("reinstate"), value=_none, excludes=st.just(False),
          rounding=_none),
    build(ast.TableDecl, **_OUTCOME, is_output=st.booleans(), first_hit=st.booleans(),
          grid=grids()),
    build(ast.BracketDecl, **_BRACKET, lower_op=st.just("gt"), upper_op=st.just("le"),
          grid=grids(("超过", "不超过", "比例"))),
    build(ast.BracketDecl, **_BRACKET, lower_op=st.just("ge"), upper_op=st.just("lt"),
          grid=grids(("以上", "不足", "金额"))),
    build(ast.FormDecl, label=labels, title=build(ast.Text, value=titles), basis=bases,
          entries=tuples(_entries, 1, 3)),
    build(ast.ClauseEntry, clauses=tuples(citations, 1, 2), refers_to=maybe(titles),
          reason=free_text),
    build(ast.CaseDecl, **_CASE, expected=tuples(_expecteds, 1, 3)),
    build(ast.CaseDecl, **_CASE, expected=_empty, not_in_force=st.just(True)),
    build(ast.CaseDecl, **_CASE, expected=_empty, error_fact=names),
    build(ast.CaseFile, path=texts, decision=names),
)  # fmt: skip


def files() -> st.SearchStrategy[ast.File]:
    load()
    made = tuples(sentences, 1, 3)
    return build(ast.File, name=st.just(""), sentences=made)
