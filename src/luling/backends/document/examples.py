"""Worked examples: the facts in a sentence, the answer with each step and its clause.

Every case is run by the interpreter. Those that show a rule which none before has shown are told in
full, up to a number; the others stand in a table, of which paper has those that show something new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luling.backends.document.model import Block, Group, Line, Paragraph, Table
from luling.backends.document.predicates import chosen, negative, positive, quoted
from luling.backends.document.subject import Writer
from luling.backends.document.worked import close_up, outcomes, silent, tidy, value_words
from luling.core import ir
from luling.explanation.words import Words, main_output
from luling.interpreter.decide import Decision, decide
from luling.runtime.errors import DecisionError
from luling.types import BoolType, EnumType, Type

__all__ = ["examples", "given", "supplied", "telling", "tidy"]

_TOLD = 5
_NAMED = 4


@dataclass(frozen=True, slots=True)
class _Run:
    """A case with its answer, or the fact at which it stops."""

    case: ir.Case
    answer: Decision | None


_MOST_CHANGES = 8


def examples(writer: Writer, decision: ir.Decision) -> tuple[Block, ...]:
    """The examples of one decision; none where it has no cases."""
    runs = [
        _Run(case, _answer(writer, case))
        for case in writer.program.cases
        if case.decision == decision.id
    ]
    told = telling(runs)
    first = told[0].case if told else None
    blocks: list[Block] = [_example(writer, decision, one, first) for one in told]
    rest = [one for one in runs if one not in told]
    if rest:
        rows = tuple(_row(writer, decision, one) for one in rest)
        name, headings = f"{decision.label}的其他例子", ("例子", "结果", "条款")
        blocks.append(Table(name, headings, rows, spared=_spared(told, rest)))
    return tuple(blocks)


def _answer(writer: Writer, case: ir.Case) -> Decision | None:
    if case.id in writer.answers:
        return writer.answers[case.id]
    try:
        return decide(writer.program, case.decision, case.facts, case.params)
    except DecisionError:
        return None


def telling(runs: Sequence[_Run], most: int = _TOLD) -> list[_Run]:
    """The first cases that each show most rules not shown yet, in the order of the policy."""
    return _new(runs, set(), most, _shown) or list(runs[:1])


def _spared(told: Sequence[_Run], rest: Sequence[_Run]) -> frozenset[int]:
    """The cases that show nothing new after those that are told."""
    known = set().union(*map(_seen, told))
    kept = _new(rest, known, len(rest), _seen)
    return frozenset(at for at, one in enumerate(rest) if one not in kept)


def _new(
    runs: Sequence[_Run], known: set[str], most: int, shown: Callable[[_Run], set[str]]
) -> list[_Run]:
    found: list[int] = []
    seen = set(known)
    left = {at: shown(one) for at, one in enumerate(runs)}
    while left and len(found) < most:
        best = max(left, key=lambda at: (len(left[at] - seen), -at))
        if not left[best] - seen:
            break
        seen |= left.pop(best)
        found.append(best)
    return [runs[at] for at in sorted(found)]


def _shown(run: _Run) -> set[str]:
    """The rules that a case shows at work; whole answers show most."""
    if run.answer is None or run.answer.status != "decided":
        return set()
    return {
        rule["rule"]
        for entry in run.answer.trace
        for rule in (*entry["rules"], *(r for m in entry["members"] for r in m["rules"]))
        if rule["verdict"] == "applied"
    }


def _seen(run: _Run) -> set[str]:
    """The same, with what is no rule: that facts are refused, lacking, or of another time."""
    if run.answer is None:
        return {"refused"}
    lacking = {"lacking"} if run.answer.unresolved else set()
    return {f"rule {one}" for one in _shown(run)} | lacking | {run.answer.status}


# ---------------------------------------------------------------- in full


def _example(
    writer: Writer, decision: ir.Decision, run: _Run, first: ir.Case | None
) -> Group:
    changed = _changed(writer, decision, run.case, first)
    blocks = [Paragraph(changed or given(writer, decision, run.case))]
    if not changed or first is None or run.case.params != first.params:
        blocks += [Paragraph(line) for line in supplied(writer, run.case)]
    return Group(run.case.title, (*blocks, _told(writer, decision, run)))


def given(writer: Writer, decision: ir.Decision, case: ir.Case) -> Line:
    said = [
        _fact(writer, decision, fact, case.facts[fact.id])
        for fact in decision.facts
        if case.facts.get(fact.id) is not None
    ]
    return Line("案情：" + ("，".join(said) if said else "没有填写任何事实"))


def _changed(
    writer: Writer, decision: ir.Decision, case: ir.Case, first: ir.Case | None
) -> Line | None:
    """What differs from the first example told, where that is little."""
    if first is None or case is first:
        return None
    said = []
    for fact in decision.facts:
        value = case.facts.get(fact.id)
        if value == first.facts.get(fact.id):
            continue
        if value is None:
            said.append(f"{quoted(fact.label)}不详")
        else:
            said.append(_fact(writer, decision, fact, value))
    if not said:
        return Line(f"案情：与{quoted(first.title)}相同")
    few = len(said) <= _MOST_CHANGES and 2 * len(said) <= len(first.facts)
    return Line(f"案情：与{quoted(first.title)}相同，只是{'，'.join(said)}") if few else None


def _fact(
    writer: Writer,
    decision: ir.Decision,
    fact: ir.FactDeclaration | ir.RosterDeclaration,
    value: object,
) -> str:
    if isinstance(fact, ir.RosterDeclaration):
        return _members(writer, decision, fact, value if isinstance(value, list) else [])
    return _known(writer, decision, fact.label, fact.type, value)


def _known(
    writer: Writer, decision: ir.Decision, label: str, kind: Type, value: object
) -> str:
    words = Words(writer.program, decision)
    if isinstance(kind, BoolType):
        return positive(label) if value is True else negative(label)
    text = tidy(words.value(value, kind))
    return chosen(label, (text,), True) if isinstance(kind, EnumType) else f"{label}为{text}"


def _members(
    writer: Writer, decision: ir.Decision, roster: ir.RosterDeclaration, members: list[Any]
) -> str:
    if not members:
        return f"没有{roster.label}"
    said = []
    for member in members:
        parts = [
            _known(writer, decision, field.label, field.type, member[field.id])
            for field in roster.fields
            if member.get(field.id) is not None
        ]
        said.append("、".join(parts) or "内容没有填写")
    return f"{roster.label}有{len(members)}个（{'；'.join(said)}）"


def supplied(writer: Writer, case: ir.Case) -> Iterator[Line]:
    """Open parameters as the example takes them."""
    decision = writer.program.decisions[0]
    words = Words(writer.program, decision)
    said = []
    for item in writer.program.parameters:
        value = case.params.get(item.id)
        if value is not None and item.external:
            said.append(f"{item.label}为{_entries(words, item, value, item.keys)}")
    if said:
        yield Line(f"本例假定由使用单位提供的参数：{'；'.join(said)}")


def _entries(
    words: Words, item: ir.ParameterDeclaration, value: Any, keys: tuple[EnumType, ...]
) -> str:
    if not keys or not isinstance(value, Mapping):
        return tidy(words.value(value, item.type))
    return "、".join(
        f"{words.choice(keys[0].id, str(key))}{_entries(words, item, one, keys[1:])}"
        for key, one in value.items()
        if one is not None
    )


def _told(writer: Writer, decision: ir.Decision, run: _Run) -> Block:
    if run.answer is None or run.answer.status == "not_in_force":
        return Paragraph(Line(f"结果：{_short(writer, decision, run)}"))
    return Paragraph(Line("结果", items=outcomes(writer, decision, run.case, run.answer)))


# ---------------------------------------------------------------- in a table


def _row(writer: Writer, decision: ir.Decision, run: _Run) -> tuple[Line, ...]:
    cites = writer.cites(run.case.citations)
    return (
        Line(run.case.title, end=""),
        Line(_short(writer, decision, run), end=""),
        Line("", cites, end=""),
    )


def _short(writer: Writer, decision: ir.Decision, run: _Run) -> str:
    """The answer in a few words: the main outcome, with what was collected against it."""
    words = Words(writer.program, decision, run.case.facts)
    if run.answer is None:
        fact = run.case.error_fact
        name = words.name(fact if "." in fact else f"facts.{fact}") if fact else ""
        what = quoted(name) if name else "所填的事实"
        return f"{what}填写有误或者互相矛盾，不能判定"
    if run.answer.status == "not_in_force":
        return "不在本通知施行期间，不能按本通知判定"
    return _of_main(words, decision, run.answer, run.case)


def _of_main(words: Words, decision: ir.Decision, answer: Decision, case: ir.Case) -> str:
    entries = {entry["definition"]: entry for entry in answer.trace}
    named = {*case.expected, *case.unresolved}
    expected = [one for one in decision.outputs if one.id in named]
    shown = [one for one in expected if one.kind != "collection" or answer.outputs[one.id]]
    main = main_output(decision) or next(iter(decision.outputs), None)
    parts = []
    for output in shown[:_NAMED] or ([main] if main is not None else []):
        missing = answer.unresolved.get(output.id)
        if missing is not None:
            lacking = "、".join(dict.fromkeys(words.name(path) for path in missing[:3]))
            more = "等" if len(missing) > 3 else ""
            parts.append(f"{output.label}待定（缺{close_up(lacking)}{more}）")
        elif answer.outputs[output.id] is None:
            parts.append(output.label + silent(entries.get(output.id, {})))
        else:
            parts.append(value_words(words, output, answer.outputs[output.id]))
    return "；".join(parts) or "—"
