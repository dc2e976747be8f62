"""问答: questions that people ask, answered out of the rules; each only where the rules answer it.

The questions are found by the shape of a policy (a yes or no that rests on an empty collection, a
ratio or an amount that is answered, papers that are collected), never by what the notice is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from luling.backends.document.conditions import flattened
from luling.backends.document.model import Block, Group, Line, Paragraph
from luling.backends.document.predicates import negative, positive, quoted
from luling.backends.document.rules import Rules
from luling.backends.document.subject import Writer
from luling.core import ir
from luling.types import BoolType, RatioType

__all__ = ["questions"]

_PAPERS = ("材料", "资料", "证件", "凭证")
_PAPER = re.compile(r"^有((?:相关)?[“《]?[^有]*(?:处方|票据|表》?|证明|材料|凭证|病历|报告)”?)$")


def questions(writer: Writer) -> tuple[Block, ...]:
    """A group a question, in the order of the decisions."""
    found: list[Block] = []
    for decision in writer.program.decisions:
        rules = writer.rules(decision)
        several = len(writer.program.decisions) > 1
        about = f"{decision.label}：" if several else ""
        for question, blocks in _asked(rules, decision):
            found.append(Group(about + question, tuple(blocks)))
    return tuple(found)


def _asked(rules: Rules, decision: ir.Decision) -> Iterator[tuple[str, list[Block]]]:
    for output, collection in _gates(decision):
        yield from _who(rules, output, collection)
        if collection.label.startswith(("不予", "不得")):
            yield f"什么情况{collection.label}？", list(rules.collection(collection))
    yield from _how_much(rules, decision)
    yield from _papers(rules, decision)


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
    rules: Rules, output: ir.Definition, collection: ir.Definition
) -> Iterator[tuple[str, list[Block]]]:
    lines: list[Line] = []
    for member in collection.members:
        nodes = member.group.nodes
        if len(nodes) != 1 or nodes[0].exceptions or member.group.exceptions:
            return
        rule = nodes[0].rule
        always = isinstance(rule.value, ir.Literal_) and rule.value.value is True
        if rule.condition is None or not always or rule.start or rule.end:
            return
        lines += _required(rules, rule)
    said = positive(output.label)
    question = f"怎样才算{said}？" if said.startswith("符合") else f"符合什么条件，{said}？"
    if said.startswith("可以") and collection.label.startswith("不予"):
        question = f"谁{said}？"
    text = f"同时符合下列条件的，{said}；有一条不符合，就{negative(output.label)}"
    head = Line(text, items=tuple(lines))
    yield question, [Paragraph(head)]


def _required(rules: Rules, rule: ir.Rule) -> Iterator[Line]:
    """The condition of a refusal turned round: 按三定管理的，用药资质已备案."""
    assert rule.condition is not None
    flat = flattened(rule.condition)
    cites = rules.cites_of(rule.citations)
    one_of = flat.parts if isinstance(flat, ir.Logic) and flat.op == "or" else (flat,)
    for part in one_of:
        yield Line(_turned(rules, part), cites, end="；")


def _turned(rules: Rules, part: ir.Expr) -> str:
    if not isinstance(part, ir.Logic) or part.op != "and":
        return rules.test(part, False)
    asked = [one for one in part.parts if _is_asked(rules, one)]
    if not asked:
        return f"没有这种情形：{rules.test(part)}"
    when = tuple(one for one in part.parts if one is not asked[-1])
    before = when[0] if len(when) == 1 else ir.Logic("and", when)
    return f"{rules.test(before)}的，{rules.test(asked[-1], False)}"


def _is_asked(rules: Rules, part: ir.Expr) -> bool:
    """Whether the opposite of a part is something to ask for. The opposite of “not this option” is
    none: nobody is asked to have an option; nor is anybody asked not to be in a named situation."""
    inner = part.operand if isinstance(part, ir.Not) else part
    if isinstance(inner, ir.Reference) and rules.names.definition(inner.id).kind == "condition":
        return False
    chooses = isinstance(inner, ir.Compare | ir.Among) and not (
        isinstance(inner, ir.Compare) and inner.op in ("lt", "le", "gt", "ge")
    )
    denied = isinstance(part, ir.Not) or (isinstance(inner, ir.Compare) and inner.op == "ne")
    return not (chooses and denied)


# ---------------------------------------------------------------- how much, which papers


def _how_much(rules: Rules, decision: ir.Decision) -> Iterator[tuple[str, list[Block]]]:
    """The ratios of a decision, said where they are really set."""
    told: list[Block] = []
    for output in decision.outputs:
        if isinstance(output.type, RatioType) and "报销" in output.label:
            source = _source(decision, output)
            told += rules.outcome(source)
            if source is not output:
                told.append(Paragraph(Line(f"何时适用，见“各项判定”中的{quoted(output.label)}")))
    if told:
        yield "报销多少？", told


def _source(decision: ir.Decision, output: ir.Definition) -> ir.Definition:
    """The intermediate value that an outcome hands on, which has the rules."""
    known = {item.id: item for item in decision.definitions}
    handed = [
        node.rule.value.id
        for node in (output.group.nodes if output.group is not None else ())
        if isinstance(node.rule.value, ir.Reference)
    ]
    return known[handed[0]] if len(handed) == 1 else output


def _papers(rules: Rules, decision: ir.Decision) -> Iterator[tuple[str, list[Block]]]:
    collected = [
        item
        for item in decision.definitions
        if item.kind == "collection" and item.label.endswith(_PAPERS) and item.members
    ]
    for item in collected:
        yield "要带什么材料？", list(rules.collection(item))
    if collected:
        return
    gates = [collection for _, collection in _gates(decision)]
    found: dict[str, Line] = {}
    for fact in decision.facts:
        named = _PAPER.match(fact.label)
        if named is None:
            continue
        cites = tuple(
            one
            for collection in gates
            for member in collection.members
            for node in member.group.nodes
            if _mentions(node.rule.condition, fact.id)
            for one in node.rule.citations
        )
        if cites:
            found[fact.id] = Line(named[1], rules.cites_of(cites), end="；")
    if found:
        head = Line("按情形需要下列材料，何时需要，见“各项判定”", items=tuple(found.values()))
        yield "要带什么材料？", [Paragraph(head)]


def _mentions(condition: ir.Expr | None, fact: str) -> bool:
    match condition:
        case ir.Fact():
            return condition.id == fact
        case ir.Not():
            return _mentions(condition.operand, fact)
        case ir.Logic():
            return any(_mentions(part, fact) for part in condition.parts)
    return False

