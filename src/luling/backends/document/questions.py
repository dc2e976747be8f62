"""问答: questions that people ask, answered out of the rules; each only where the rules answer it.

The questions are found by the shape of a policy (a yes or no that rests on an empty collection, a
ratio or an amount that is answered, papers that are collected), never by what the notice is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from luling.backends.document.brief import cell
from luling.backends.document.conditions import both, flattened
from luling.backends.document.duties import duty
from luling.backends.document.listing import headed, listing
from luling.backends.document.model import Block, Cite, Group, Line, Paragraph
from luling.backends.document.predicates import listed, negative, positive, quoted
from luling.backends.document.rules import Rules
from luling.backends.document.subject import Writer
from luling.core import ir
from luling.core.order import references
from luling.types import BoolType, EnumType, MoneyType, RatioType

__all__ = ["questions"]

_PAPERS = ("材料", "资料", "证件", "凭证")
_PAPER = re.compile(r"^有((?:相关)?[“《]?[^有]*(?:处方|票据|表》?|证明|材料|凭证|病历|报告)”?)$")
_RATIO = re.compile("报销|支付|自付|负担")
_AMOUNT = re.compile("起付标准|起付线|报销|支付|负担|封顶|限额$")
_TERMS = 12
_Asked = tuple[str, list[Block]]


def questions(writer: Writer) -> tuple[Block, ...]:
    """A group a question, in the order of the decisions."""
    found: list[Block] = []
    for decision in writer.program.decisions:
        several = len(writer.program.decisions) > 1
        about = f"{decision.label}：" if several else ""
        for question, blocks in _asked(writer, decision):
            found.append(Group(about + question, tuple(blocks)))
    return tuple(found)


def _asked(writer: Writer, decision: ir.Decision) -> Iterator[_Asked]:
    rules = writer.rules(decision)
    gates = list(_gates(decision))
    for output, collection in gates:
        yield _who(rules, decision, output, collection)
    gated = {collection.id for _, collection in gates}
    for item in _collections(decision):
        if item.label.startswith(("不予", "不得")):
            told = [] if item.id in gated else _meanings(rules, decision, item)
            yield f"什么情况{item.label}？", [*rules.collection(item), *told]
    yield from _how_much(writer, decision)
    yield from _by_what(rules, decision)
    yield from _papers(rules, decision)
    for item in _collections(decision):
        if item.is_output and item.id not in gated and not _is_told(item):
            yield f"{item.label}有哪些？", list(rules.collection(item))
    yield from _duties(writer, decision)


def _collections(decision: ir.Decision) -> list[ir.Definition]:
    found = [item for item in decision.definitions if item.kind == "collection" and item.members]
    return sorted(found, key=lambda item: item.place)


def _is_told(item: ir.Definition) -> bool:
    return item.label.startswith(("不予", "不得")) or item.label.endswith(_PAPERS)


def _gates(decision: ir.Decision) -> Iterator[tuple[ir.Definition, ir.Definition]]:
    """Outcomes that hold where a collection is empty, with the collection."""
    known = {item.id: item for item in decision.definitions}
    for output in decision.outputs:
        if not isinstance(output.type, BoolType) or output.group is None:
            continue
        nodes = output.group.nodes
        value = nodes[0].rule.value if len(nodes) == 1 else None
        if isinstance(value, ir.IsEmpty) and isinstance(value.set, ir.Reference):
            collection = known[value.set.id]
            if collection.kind == "collection" and collection.members:
                yield output, collection


# ---------------------------------------------------------------- who, when not


def _who(
    rules: Rules, decision: ir.Decision, output: ir.Definition, collection: ir.Definition
) -> _Asked:
    lines = [line for member in collection.members for line in _asked_by(rules, member)]
    said = positive(output.label)
    question = f"怎样才算{said}？" if said.startswith("符合") else f"符合什么条件，{said}？"
    if said.startswith("可以") and collection.label.startswith("不予"):
        question = f"谁可以享受，符合什么条件才{said}？"
    text = f"同时符合下列条件的，{said}；有一条不符合，就{negative(output.label)}"
    if len(lines) == 1:
        text = f"符合下列条件的，{said}；不符合的，{negative(output.label)}"
    told = _meanings(rules, decision, collection)
    return question, [Paragraph(headed(text, lines)), *told]


def _asked_by(rules: Rules, member: ir.CollectionMember) -> Iterator[Line]:
    """What one member of a collection of refusals asks for."""
    nodes = member.group.nodes
    rule = nodes[0].rule
    always = isinstance(rule.value, ir.Literal_) and rule.value.value is True
    plain = len(nodes) == 1 and always and not (rule.start or rule.end)
    if not plain or rule.condition is None or nodes[0].exceptions or member.group.exceptions:
        cites = rules.cites_of(tuple(one for node in nodes for one in node.rule.citations))
        has_more = nodes[0].exceptions or member.group.exceptions
        note = "，例外见“各项判定”" if has_more else ""
        yield Line(f"没有{quoted(member.label)}的情形{note}", cites, end="；")
        return
    for need in _needs(rules, rule):
        yield Line(need.text(rules), rules.cites_of(rule.citations), end="；")


@dataclass(frozen=True, slots=True)
class _Need:
    """What is asked for (None: only that the situation is not there), in which situation."""

    when: ir.Expr | None
    asked: ir.Expr | None

    def text(self, rules: Rules) -> str:
        if self.asked is None:
            assert self.when is not None
            return f"没有这种情形：{rules.test(self.when)}"
        need = rules.test(self.asked, False)
        return need if self.when is None else f"{rules.test(self.when)}的，要求{need}"


def _needs(rules: Rules, rule: ir.Rule) -> Iterator[_Need]:
    """The condition of a refusal turned round: 按三定管理的，要求用药资质已备案."""
    assert rule.condition is not None
    for parts in _alternatives(flattened(rule.condition)):
        asked = [one for one in parts if _can_be_asked(rules, one)]
        own = [one for one in asked if not _is_set_by_others(one)] or asked
        missing = [one for one in own if isinstance(one, ir.Not)]
        need = parts[0] if len(parts) == 1 else (missing or own or [None])[-1]
        rest = tuple(one for one in parts if one is not need)
        yield _Need(both(*rest) if rest else None, need)


def _alternatives(flat: ir.Expr) -> list[tuple[ir.Expr, ...]]:
    """The ways in which a condition can hold, each with its parts; the whole as one where they are
    many."""
    found = _ways(flat)
    whole = flat.parts if isinstance(flat, ir.Logic) and flat.op == "and" else (flat,)
    return found if len(found) <= _TERMS else [whole]


def _ways(expr: ir.Expr) -> list[tuple[ir.Expr, ...]]:
    if not isinstance(expr, ir.Logic):
        return [(expr,)]
    if expr.op == "or":
        return [way for part in expr.parts for way in _ways(part)]
    found: list[tuple[ir.Expr, ...]] = [()]
    for part in expr.parts:
        found = [(*way, *more) for way in found for more in _ways(part)][: _TERMS + 1]
    return found


def _can_be_asked(rules: Rules, part: ir.Expr) -> bool:
    """Whether the opposite of a part is something to ask for. The opposite of “not this option” is
    none: nobody is asked to have an option; nor is anybody asked not to be in a named situation."""
    if isinstance(part, ir.Logic):
        return False
    inner = part.operand if isinstance(part, ir.Not) else part
    if isinstance(inner, ir.Reference) and rules.names.definition(inner.id).kind == "condition":
        return False
    chooses = isinstance(inner, ir.Compare | ir.Among) and not (
        isinstance(inner, ir.Compare) and inner.op in ("lt", "le", "gt", "ge")
    )
    denied = isinstance(part, ir.Not) or (isinstance(inner, ir.Compare) and inner.op == "ne")
    return not (chooses and denied)


def _is_set_by_others(part: ir.Expr) -> bool:
    """Whether a test turns on a parameter alone, which is nothing for a person to have."""
    return isinstance(part.operand if isinstance(part, ir.Not) else part, ir.Parameter)


def _meanings(rules: Rules, decision: ir.Decision, item: ir.Definition) -> list[Block]:
    """The named situations of which an answer speaks, and those of which they speak."""
    known = {one.id: one for one in decision.definitions}
    waiting, found = [*references(item)], dict[str, ir.Definition]()
    while waiting:
        one = known[waiting.pop(0)]
        if one.kind == "condition" and one.id not in found:
            found[one.id] = one
            waiting += references(one)
    lines = [rules.condition(one) for one in sorted(found.values(), key=lambda one: one.place)]
    return [Paragraph(headed("其中", lines))] if lines else []


# ---------------------------------------------------------------- how much, by what


def _how_much(writer: Writer, decision: ir.Decision) -> Iterator[_Asked]:
    """The ratios and amounts of a decision, followed to where they are really set."""
    told: list[Block] = []
    for output in decision.outputs:
        is_ratio = isinstance(output.type, RatioType) and _RATIO.search(output.label)
        is_amount = isinstance(output.type, MoneyType) and _AMOUNT.search(output.label)
        if is_ratio or is_amount:
            lines = cell(writer, decision, output, output.label).lines
            told.append(Paragraph(headed(output.label, [replace(x, end="；") for x in lines])))
    if told:
        yield "报销多少？", told


def _by_what(rules: Rules, decision: ir.Decision) -> Iterator[_Asked]:
    """按什么政策结算？"""
    for output in decision.outputs:
        stem = output.label.removesuffix("政策")
        if isinstance(output.type, EnumType) and stem != output.label and output.group is not None:
            yield f"按什么政策{stem}？", list(rules.outcome(output))


# ---------------------------------------------------------------- which papers


def _papers(rules: Rules, decision: ir.Decision) -> Iterator[_Asked]:
    collected = [item for item in _collections(decision) if item.label.endswith(_PAPERS)]
    for item in collected:
        yield "要带什么材料？", list(rules.collection(item))
    if collected:
        return
    lines = [
        line
        for fact in decision.facts
        if (named := _PAPER.match(fact.label)) is not None
        for line in _paper(rules, decision, fact.id, named[1])
    ]
    if lines:
        yield "要带什么材料？", [listing(lines)]


def _paper(rules: Rules, decision: ir.Decision, fact: str, name: str) -> Iterator[Line]:
    """属于“药店单独购药”情形的，要提供外配处方."""
    found: dict[str, tuple[Cite, ...]] = {}
    for _, collection in _gates(decision):
        for member in collection.members:
            for node in member.group.nodes:
                for need in _needs(rules, node.rule) if node.rule.condition is not None else ():
                    if isinstance(need.asked, ir.Not) and need.asked.operand == ir.Fact(
                        BoolType(), fact
                    ):
                        when = f"{rules.test(need.when)}的" if need.when is not None else ""
                        cites = rules.cites_of(node.rule.citations)
                        found[when] = (*found.get(when, ()), *cites)
    for when, cites in found.items():
        text = f"{when}，要提供{name}" if when else f"要提供{name}"
        yield Line(text, tuple(dict.fromkeys(cites)))


# ---------------------------------------------------------------- duties


def _duties(writer: Writer, decision: ir.Decision) -> Iterator[_Asked]:
    items = [item for item in decision.definitions if item.duty is not None]
    items.sort(key=lambda item: item.place)
    if items:
        who = listed(list(dict.fromkeys(
            one for item in items if item.duty is not None for one in item.duty.subjects
        )))  # fmt: skip
        lines = [duty(writer, decision, item) for item in items]
        yield f"{who}要做到什么，期限是什么时候？", [listing(lines)]
