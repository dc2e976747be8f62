"""发现 against upper notices, and 缺口与待研究: what the drafter of a notice has to settle."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luling.backends.document.listing import listing
from luling.backends.document.model import Block, Group, Line, Paragraph, Table
from luling.backends.document.parameters import external_value
from luling.backends.document.predicates import chosen, negative, positive, quoted
from luling.backends.document.rules import Rules
from luling.backends.document.subject import Writer
from luling.core import ir
from luling.core.ir import type_of
from luling.core.order import rules_of
from luling.diagnostics import Diagnostic

__all__ = ["findings", "gaps"]


def findings(writer: Writer) -> tuple[Block, ...]:
    """Each finding with both clauses and their words."""
    if not writer.program.policy.upper:
        return (Paragraph(Line("本通知没有上位通知")),)
    found = writer.subject.findings
    if not found:
        named = "、".join(f"《{title}》" for title in writer.titles.values()) or "上位通知"
        return (Paragraph(Line(f"已与{named}核对，没有发现需要研究的出入")),)
    blocks: list[Block] = []
    for number, one in enumerate(found, 1):
        lines = tuple(Line(_named(writer, note)) for note in one.notes)
        body: list[Block] = [Paragraph(Line(_named(writer, one.title)))]
        body += [listing(lines, ordered=False)] if lines else []
        if one.hint:
            body.append(Paragraph(Line(_named(writer, one.hint.rstrip("。"))), quiet=True))
        blocks.append(Group(f"发现{number}", tuple(body)))
    return tuple(blocks)


def _named(writer: Writer, text: str) -> str:
    """Notices by their titles where the command line names them by id; a case as a sentence."""
    if text.startswith("案情："):
        return "案情：" + "，".join(map(_known, text.removeprefix("案情：").split("，")))
    text = re.sub("「([^「」]*)」", lambda found: _label(writer, found), text)
    for id, title in writer.titles.items():
        text = re.sub(rf"(?:上级通知|上位通知) *{re.escape(id)} *", f"《{title}》", text)
    return re.sub(r"(?<=[^ -~]) +(?=[^ -~])", "", text.rstrip("。"))


def _label(writer: Writer, found: re.Match[str]) -> str:
    """Names in the quotation marks of names; words of a notice keep theirs."""
    named: set[str] = set()
    for program in (writer.program, *writer.subject.uppers):
        named |= {item.label for item in program.parameters}
        named |= {item.label for item in program.catalogues}
        for decision in program.decisions:
            named |= {decision.label, *(item.label for item in decision.facts)}
            named |= {item.label for item in decision.definitions}
    return quoted(found[1]) if found[1] in named else found[0]


def _known(text: str) -> str:
    """就医方式 门诊 → 门诊就医; 有外配处方 是 → 有外配处方."""
    label, gap, value = text.partition(" ")
    if not gap:
        return text
    if value in ("是", "否"):
        return positive(label) if value == "是" else negative(label)
    return chosen(label, (value,), True)


def gaps(writer: Writer) -> tuple[Block, ...]:
    """Open parameters, outcomes on which the notice is silent, clauses that other documents settle,
    findings."""
    blocks: list[Block] = []
    for title, lines in (
        ("由其他文件规定的参数", _open_parameters(writer, False)),
        ("由使用单位确定的参数", _open_parameters(writer, True)),
        ("由其他文件规定的条款", _referred(writer)),
        ("尚需研究的出入", tuple(_found(writer))),
    ):
        if lines:
            blocks.append(Group(title, (listing(lines),)))
    silent = tuple(_silent(writer))
    if silent:
        table = Table("没有规定的结论和情形", ("结论", "情形", "按什么执行", "条款"), silent)
        blocks.append(Group("本通知没有规定的结论", (table,)))
    return tuple(blocks) or (Paragraph(Line("没有发现缺口")),)


def _open_parameters(writer: Writer, has_default: bool) -> tuple[Line, ...]:
    return tuple(
        Line(
            f"{quoted(item.label)}：{external_value(writer, item, quote=True)}",
            writer.cites(item.citations),
        )
        for item in writer.program.parameters
        if item.external and (item.default is not None) == has_default
    )


def _referred(writer: Writer) -> tuple[Line, ...]:
    return tuple(
        Line(f"按《{entry.refers_to.strip('《》')}》办理：{entry.reason}",
             (writer.cite("", entry.clause),))
        for entry in writer.program.clauses
        if entry.refers_to
    )  # fmt: skip


def _found(writer: Writer) -> Iterator[Line]:
    one: Diagnostic
    for one in writer.subject.findings:
        yield Line(_named(writer, one.title))


def _silent(writer: Writer) -> Iterator[tuple[Line, ...]]:
    """Outcomes that some rule leaves open; those that one situation leaves open alike together."""
    found: dict[tuple[str, str, str], list[str]] = {}
    cited: dict[tuple[str, str, str], ir.Citations] = {}
    for decision in writer.program.decisions:
        rules = writer.rules(decision)
        for item in sorted(decision.definitions, key=lambda one: one.place):
            for when, silence, citations in _silences(rules, item):
                document = silence.refers_to
                document = f"《{document.strip('《》')}》" if document else "没有写明"
                key = decision.label, when, document
                found.setdefault(key, []).append(item.label)
                cited[key] = (*cited.get(key, ()), *(citations or item.citations))
    for key, labels in found.items():
        decision_label, when, document = key
        name = f"{decision_label}的{'、'.join(dict.fromkeys(labels))}"
        yield (
            Line(name, end=""), Line(when, end=""), Line(document, end=""),
            Line("", writer.cites(cited[key]), end=""),
        )  # fmt: skip


def _silences(
    rules: Rules, item: ir.Definition
) -> Iterator[tuple[str, ir.Unspecified, ir.Citations]]:
    """In which situations a definition is left open: by a rule, a row of a bracket table, or where
    no rule applies."""
    for rule in rules_of(item):
        when = rules.test(rule.condition) if rule.condition is not None else ""
        if isinstance(rule.value, ir.Unspecified):
            yield when or "任何情形", rule.value, rule.citations
        elif isinstance(rule.value, ir.Brackets):
            amount = rule.value.amount
            for row in rule.value.rows:
                if isinstance(row.value, ir.Unspecified):
                    bounds = rules.bounds(rule.value, row, type_of(amount))
                    said = f"{rules.inner(amount)}{bounds}"
                    both = f"{when}，并且{said}" if when else said
                    yield both, row.value, row.citations or rule.citations
    if isinstance(item.default, ir.Unspecified):
        yield "不属于列明的情形", item.default, item.citations
