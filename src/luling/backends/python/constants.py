"""The head of a generated module: what the notice is, enumerations, parameters, catalogues.

In: a plan. Out: constants, each with its label and, where it comes from the notice, its clause and
words.
"""

from __future__ import annotations

import datetime as dt

import luling
from luling.backends.python import pretty
from luling.backends.python.operators import constant
from luling.backends.python.plain import is_constant
from luling.backends.python.plan import Plan, Scope
from luling.backends.python.pretty import NONE, Atom, Code, String, call, pair, tuple_of
from luling.backends.python.quoting import clauses
from luling.backends.python.text import docstring, width
from luling.backends.python.writer import Writer
from luling.core import ir, wording
from luling.runtime.inputs import accepted_choices


def docstring_lines(program: ir.Program) -> list[str]:
    """Title, 文号, period in force, source and compiler."""
    policy = program.policy
    number = f" {policy.number}" if policy.number else ""
    start = f"{policy.effective} 起" if policy.effective else ""
    end = f"至 {policy.expires}" if policy.expires else ""
    period = " ".join(part for part in (start, end) if part) or "未写明"
    return [
        docstring(policy.title),
        "",
        docstring("、".join(policy.issuers) + number),
        f"施行期间：{period}",
        "",
        docstring(f"由律令 {luling.__version__} 从 {policy.id} 生成：请改政策源文件，不改本文件。"),
        docstring(f"源文件 SHA-256：{program.source_hash}"),
    ]


def write_identity(program: ir.Program, writer: Writer) -> None:
    """Which policy this is, for the program that embeds it."""
    policy = program.policy
    writer.code("POLICY = ", String(policy.id))
    writer.code("TITLE = ", String(policy.title))
    writer.code("NUMBER = ", String(policy.number or ""))
    if policy.effective is not None:
        writer.code("EFFECTIVE = ", date(policy.effective))
    if policy.expires is not None:
        writer.code("EXPIRES = ", date(policy.expires))
    writer.code("SOURCE_HASH = ", String(program.source_hash))
    writer.code("COMPILER = ", String(f"luling {luling.__version__}"))


def write_units(plan: Plan, used: frozenset[str], writer: Writer) -> None:
    """Units of numbers, and the days that the policy names."""
    writer.blank()
    for name, line in (
        ("YUAN", "YUAN = 100  # 金额以分计"),
        ("PERCENT", "PERCENT = 10_000  # 比例以百万分之一计"),
    ):
        if name in used:
            writer.line(line)
    for value, name in sorted(plan.days.items()):
        writer.code(f"{name} = ", date(value))


def write_enumerations(plan: Plan, used: frozenset[str], writer: Writer) -> None:
    """What is accepted for each value, its id after the colon; labels; ranks."""
    for item in plan.program.enumerations:
        accepted, labels, rank = (
            plan.names[kind, item.id] for kind in ("enumeration", "labels", "rank")
        )
        if not used & {accepted, labels, rank}:
            continue
        writer.blank()
        writer.comment(f"枚举 {item.label}（{item.id}）")
        if accepted in used:
            rows = [(value.id, value.label, value.aliases, value.codes) for value in item.values]
            write_accepted(accepted, accepted_choices(rows), writer)
        if labels in used:
            write_dict(labels, {value.id: value.label for value in item.values}, writer)
        if rank in used:
            ranks = [pair(String(value.id), Atom(str(n))) for n, value in enumerate(item.values)]
            writer.code(f"{rank} = ", pretty.Bracket("", tuple(ranks), "{}"))


def write_accepted(name: str, accepted: dict[str, str], writer: Writer) -> None:
    """name = {text: id, …}, the texts of one value on a line."""
    rows: dict[str, list[Code]] = {}
    for text, id in accepted.items():
        rows.setdefault(id, []).append(pair(String(text), String(id)))
    writer.line(f"{name} = {{")
    with writer.block():
        for row in rows.values():
            words = ", ".join(map(pretty.flat, row))
            if width(words) < pretty.WIDTH - 8:
                writer.line(f"{words},")
                continue
            for one in row:
                writer.code("", one, ",")
    writer.line("}")


def write_dict(name: str, items: dict[str, str], writer: Writer) -> None:
    """name = {key: value, …}"""
    pairs = tuple(pair(String(key), String(value)) for key, value in items.items())
    writer.code(f"{name} = ", pretty.Bracket("", pairs, "{}"))


def write_parameters(plan: Plan, scope: Scope, writer: Writer) -> None:
    """Parameters that the notice fixes, and as comments those that it leaves to other documents."""
    policy = plan.program.policy.id
    for item in plan.program.parameters:
        writer.blank()
        cited = clauses(item.citations, policy)
        words = f"，依据 {cited}" if cited else ""
        if item.external:
            writer.comment(f"参数 {item.label}（{item.id}）：另行规定{words}")
            continue
        writer.comment(f"参数 {item.label}（{item.id}）{words}")
        for period in item.periods:
            writer.comment(f"  {period_words(plan.program, item, period, policy)}")
        name = plan.names["constant", item.id]
        if is_constant(item):
            writer.code(f"{name} = ", fixed_value(item, item.periods[0], scope))
        else:
            periods = [
                tuple_of([day(plan, one.start), day(plan, one.end), fixed_value(item, one, scope)])
                for one in item.periods
            ]
            writer.code(f"{name} = ", tuple_of(periods))


def fixed_value(item: ir.ParameterDeclaration, period: ir.ParameterPeriod, scope: Scope) -> Code:
    """The value of one period; with a key a dictionary by its ids, with several by tuples."""
    scale = scope.plan.scales.parameters[item.id]
    if not item.keys:
        assert period.value is not None
        return constant(period.value, item.type, scale, scope)
    pairs = []
    for keys, value in period.table:
        several = tuple_of([String(one) for one in keys])
        key = several if len(keys) > 1 else String(keys[0])
        pairs.append(pair(key, constant(value, item.type, scale, scope)))
    return pretty.Bracket("", tuple(pairs), "{}")


def period_words(
    program: ir.Program,
    item: ir.ParameterDeclaration,
    period: ir.ParameterPeriod,
    policy: str,
) -> str:
    """80%；自2022年7月1日，依据 三「……」"""
    found = []
    if period.value is not None:
        found.append(wording.literal(period.value, item.type, program))
    if period.start is not None:
        found.append(f"自 {period.start} 起")
    if period.end is not None:
        found.append(f"至 {period.end}")
    if period.citations and period.citations != item.citations:
        found.append(f"依据 {clauses(period.citations, policy)}")
    return "，".join(found) or "按下表"


def write_catalogues(plan: Plan, scope: Scope, writer: Writer) -> None:
    """Catalogues by code: entries with their period and cells."""
    for item in plan.program.catalogues:
        writer.blank()
        cited = clauses(item.citations, plan.program.policy.id)
        writer.comment(f"目录 {item.label}（{item.id}）" + (f"，依据 {cited}" if cited else ""))
        by_code: dict[str, list[Code]] = {}
        scales = plan.scales.columns(item)
        for entry in item.entries:
            cells = [
                NONE if value is None else constant(value, column.type, scale, scope)
                for column, value, scale in zip(item.columns, entry.values, scales, strict=True)
            ]
            row = tuple_of([day(plan, entry.start), day(plan, entry.end), tuple_of(cells)])
            by_code.setdefault(entry.code, []).append(row)
        pairs = tuple(pair(String(code), tuple_of(rows)) for code, rows in by_code.items())
        name = plan.names["catalogue", item.id]
        kind = "dict[str, tuple[tuple[Any, Any, tuple[Any, ...]], ...]]"
        writer.code(f"{name}: {kind} = ", pretty.Bracket("", pairs, "{}"))


def day(plan: Plan, value: dt.date | None) -> Code:
    return NONE if value is None else Atom(plan.day(value))


def date(value: dt.date) -> Code:
    parts = (value.year, value.month, value.day)
    return call("datetime.date", *[Atom(str(part)) for part in parts])
