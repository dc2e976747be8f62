"""通知逐条对照: the words of the notice, and beside each clause what was made of it.

The words are copied out of the verbatim text and never changed; joined, the runs of a clause are
exactly its number, heading and own paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from operator import itemgetter

from luling.backends.document.duties import constraint_text, duty
from luling.backends.document.model import Line, Pair, Pairs, Run
from luling.backends.document.names import day
from luling.backends.document.parameters import catalogue_text, value_of
from luling.backends.document.predicates import listed, quoted
from luling.backends.document.rules import Rules, set_aside
from luling.backends.document.subject import Writer
from luling.core import ir
from luling.core.order import rules_in, rules_of
from luling.notice import Clause, Notice, leaves
from luling.types import BoolType, EnumType

__all__ = ["Said", "encoded", "pairs"]

_SHORT = 24

@dataclass(slots=True)
class Said:
    """What was encoded: `head` + the outcomes it is about + `tail`. Sentences that differ in their
    outcome alone are one. `again`: what is said in its place where it was said of a clause before;
    `decision`: the name of the one that it belongs to."""

    head: str
    labels: list[str] = field(default_factory=list)
    tail: str = ""
    items: tuple[Line, ...] = ()
    again: str = ""
    decision: str = ""

    @property
    def line(self) -> Line:
        return Line(self.head + "、".join(self.labels) + self.tail, (), self.items)


def pairs(writer: Writer) -> Pairs:
    """Every clause that has words of its own, in the order of the notice."""
    notice = writer.subject.notice
    if notice is None:
        return Pairs(())
    found = encoded(writer)
    wanted = {clause.ref for clause in leaves(notice)}
    entries = dict(_entries(writer, notice))
    clauses = [clause for clause in notice.walk() if _extents(clause)]
    found = _once(found, [clause.ref for clause in clauses])
    return Pairs(
        tuple(
            _pair(writer, notice, clause, found.get(clause.ref, []), entries, wanted)
            for clause in clauses
        )
    )


def _once(found: dict[str, list[Said]], order: Iterable[str]) -> dict[str, list[Said]]:
    """In this order; of what is said again, where it stands in full."""
    first: dict[str, str] = {}
    shown: dict[str, list[Said]] = {}
    for ref in order:
        for said in found.get(ref, []):
            place = first.setdefault(said.head, ref) if said.again else ref
            one = said if place == ref else Said(f"{said.again}，内容见{place}")
            shown.setdefault(ref, []).append(one)
    return shown


def _pair(
    writer: Writer,
    notice: Notice,
    clause: Clause,
    said: list[Said],
    entries: dict[str, ir.ClauseEntry],
    wanted: set[str],
) -> Pair:
    entry = entries.get(clause.ref)
    note: Line | None = None
    if said:
        status = "已编码"
    elif entry is not None:
        status = "另见其他文件" if entry.refers_to else "不编码"
        document = f"按《{entry.refers_to.strip('《》')}》办理。" if entry.refers_to else ""
        note = Line(f"{document}理由：{entry.reason}")
    elif clause.ref in wanted:
        status, note = "未写规则", Line("引用了这一条，但没有引用其中的文字，也没有单独的规则")
        if clause.ref not in {ref for ref, _, _ in writer.subject.tied}:
            status, note = "尚未交代", Line("还没有说明这一条怎样处理")
    else:
        status = "标题" if clause.kind == "clause" else "不含规定"
    lines = tuple(one.line for one in said)
    decisions = tuple(quoted(one.decision) if one.decision else "" for one in said)
    anchor = writer.clauses.anchors[clause.ref]
    runs = _runs(writer, notice, clause)
    return Pair(clause.ref, anchor, runs, status, lines, note, decisions)


def _entries(writer: Writer, notice: Notice) -> Iterator[tuple[str, ir.ClauseEntry]]:
    """The clauses that are knowingly not encoded, with those below them."""
    for entry in writer.program.clauses:
        clause = notice.find(entry.clause)
        for below in clause.walk() if clause is not None else ():
            yield below.ref, entry


# ---------------------------------------------------------------- original words


def _extents(clause: Clause) -> list[tuple[int, int]]:
    all_ = (clause.number_extent, clause.heading_extent, *clause.own)
    return sorted((start, end) for start, end in all_ if start < end)


def _runs(writer: Writer, notice: Notice, clause: Clause) -> tuple[Run, ...]:
    """The words of a clause without those of its children; blanks between them are kept."""
    extents = _extents(clause)
    found: list[Run] = []
    at = extents[0][0]
    for start, end in extents:
        between = notice.text[at:start]
        if between and all(not child.start <= at < child.end for child in clause.children):
            found.append(Run(between, False))
        found += _marked(notice.text, start, end, writer.subject.tied)
        at = end
    return tuple(found)


def _marked(
    text: str, start: int, end: int, tied: Iterable[tuple[str, int, int]]
) -> Iterator[Run]:
    cuts = {start, end}
    for _, first, last in tied:
        cuts |= {at for at in (first, last) if start < at < end}
    ordered = sorted(cuts)
    stretches = list(pairwise(ordered))
    is_tied = [any(a <= first and last <= b for _, a, b in tied) for first, last in stretches]
    for tied_, group in groupby(zip(is_tied, stretches, strict=True), key=itemgetter(0)):
        whole = [stretch for _, stretch in group]
        yield Run(text[whole[0][0] : whole[-1][1]], tied_)


# ---------------------------------------------------------------- what was encoded


def encoded(writer: Writer) -> dict[str, list[Said]]:
    """By clause, what the policy says on its ground, in the order of the policy."""
    found: dict[str, list[Said]] = {}
    for citations, said in _everything(writer):
        for place in dict.fromkeys(
            place
            for citation in citations
            if citation.policy == writer.program.policy.id
            for place in writer.clauses.places(citation)
        ):
            _add(found.setdefault(place, []), said)
    return found


def _add(known: list[Said], said: Said) -> None:
    for other in known:
        same = (said.decision, said.head, said.tail, said.items)
        if (other.decision, other.head, other.tail, other.items) == same:
            other.labels += [label for label in said.labels if label not in other.labels]
            return
    known.append(replace(said, labels=list(said.labels)))


_Cited = tuple[ir.Citations, Said]


def _everything(writer: Writer) -> Iterator[_Cited]:
    program = writer.program
    policy = program.policy
    if policy.effective is not None:
        until = f"，至{day(policy.expires)}止" if policy.expires is not None else ""
        yield policy.effective_citations, Said(f"自{day(policy.effective)}起施行{until}")
    for parameter in program.parameters:
        said = Said(f"参数{quoted(parameter.label)}：{value_of(writer, parameter)}")
        periods = tuple(one for period in parameter.periods for one in period.citations)
        yield (*parameter.citations, *periods), said
    for catalogue in program.catalogues:
        again = f"目录{writer.world.names.catalogue(catalogue.id)}"
        yield catalogue.citations, Said(catalogue_text(writer, catalogue), again=again)
    for decision in program.decisions:
        for citations, said in _decision(writer, decision):
            yield citations, replace(said, decision=decision.label)
    for constraint in program.constraints:
        yield constraint.citations, Said(f"对下级通知的要求：{constraint_text(writer, constraint)}")


def _decision(writer: Writer, decision: ir.Decision) -> Iterator[_Cited]:
    rules = writer.rules(decision)
    for check in decision.checks:
        yield check.citations, Said(f"填写时核对：{rules.test(check.condition)}")
    for item in sorted(decision.definitions, key=lambda one: one.place):
        yield from _definition(writer, decision, item, rules)
    for form in decision.forms:
        yield form.citations, Said(f"按本条的表样填写《{form.title.strip('《》')}》")


def _definition(
    writer: Writer, decision: ir.Decision, item: ir.Definition, rules: Rules
) -> Iterator[_Cited]:
    if item.duty is not None:
        yield item.citations, Said(duty(writer, decision, item).text)
        return
    if item.kind == "condition":
        line = rules.condition(item)
        cited = tuple(one for rule in rules_of(item) for one in rule.citations)
        yield (*cited, *item.citations), Said(line.text, [], "", line.items)
        return
    for member in item.members:
        for node in member.group.nodes:
            line = rules.member(item, member, node.rule)
            head = line.text.removesuffix(member.label)
            listed = [member.label] if head.endswith("包括") else []
            said = Said(head if listed else line.text, listed, "", line.items)
            yield node.rule.citations, said
        over = set_aside(member.group)
        for rule in rules_in(member.group):
            if over[rule.id]:
                is_second = all(one.kind == "exception" for one in over[rule.id])
                aside = _aside(writer, rules, rule, over[rule.id]) if is_second else ""
                line = rules.exempting(member, rule, aside)
                opening = "例外的例外：" if aside else "例外："
                yield rule.citations, Said(opening + line.text, [], "", line.items)
    if item.group is None:
        yield item.citations, Said(f"据此汇总{quoted(item.label)}")
        return
    yield from _rules(writer, item, rules)


def _rules(writer: Writer, item: ir.Definition, rules: Rules) -> Iterator[_Cited]:
    found = list(rules_of(item))
    assert item.group is not None
    over = set_aside(item.group)
    whole = {node.rule.id for node in item.group.nodes}
    for rule in found:
        own = rule.citations or (item.citations if len(found) == 1 else ())
        below = over[rule.id]
        all_of_it = whole == {one.id for one in below}
        aside = "" if all_of_it else _aside(writer, rules, rule, below)
        opening = _opening(rule, below if aside else ())
        is_excepted = any(rule.id == one.id for each in over.values() for one in each)
        if rule.condition is None and rule.kind == "rule" and is_excepted:
            opening = "一般情形下，"
        yield own, _rule(item, rule, rules, opening, aside)
    cited = {one for rule in found for one in rule.citations}
    rest = tuple(one for one in item.citations if one not in cited)
    if rest and not (len(found) == 1 and not found[0].citations):
        yield rest, Said(f"据此得出{quoted(item.label)}")


def _aside(writer: Writer, rules: Rules, rule: ir.Rule, below: tuple[ir.Rule, ...]) -> str:
    """What a rule sets aside, for here it stands alone: 不适用二（三）1的相应规定. In one clause,
    by the situations: 不适用“门诊就医”一项."""
    if not below:
        return ""
    word = "例外" if _excepts(below) else ""
    own = _places(writer, rule)
    others = [one for other in below for one in _places(writer, other) if one not in own]
    if others and all(set(_places(writer, one)).isdisjoint(own) for one in below):
        rest = "的例外规定" if word else "的相应规定"
        return f"不适用{'、'.join(dict.fromkeys(others))}{rest}"
    named = listed([quoted(one) for other in below if (one := _situation(rules, other))])
    if word:
        return f"不适用例外{named}" if named else "不适用该项例外"
    return f"不适用{named}一项" if named else "不适用该项规定"


def _excepts(below: tuple[ir.Rule, ...]) -> bool:
    return any(rule.kind in ("exception", "reinstate") for rule in below)


def _places(writer: Writer, rule: ir.Rule) -> list[str]:
    own = [one for one in rule.citations if one.policy == writer.program.policy.id]
    return [place for one in own for place in writer.clauses.places(one)]


def _situation(rules: Rules, rule: ir.Rule) -> str:
    """Its condition, where that is short; else its name."""
    lead = rules.lead(rule.condition) if rule.condition is not None else None
    short = lead is not None and not lead.items and len(lead.text) <= _SHORT
    return lead.text if lead is not None and short else rule.label


def _rule(item: ir.Definition, rule: ir.Rule, rules: Rules, opening: str, aside: str) -> Said:
    """The sentence of a rule, its outcome's name apart where another could stand there."""
    line = rules.rule(item, rule, opening, aside)
    label = item.label
    if isinstance(item.type, BoolType | EnumType) or line.items:
        return Said(line.text, [], "", line.items)
    for mark in ("，本通知没有规定", "，"):
        head, found, tail = line.text.rpartition(f"{mark}{label}")
        if found and line.text.count(label) == 1:
            return Said(head + mark, [label], tail)
    return Said(line.text)


def _opening(rule: ir.Rule, aside: tuple[ir.Rule, ...]) -> str:
    if rule.kind not in ("exception", "reinstate"):
        return ""
    return "例外的例外：" if _excepts(aside) else "例外："
