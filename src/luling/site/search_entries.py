"""What can be found in a policy: its clauses, what was encoded of them, decisions, answers.

In: a document with its subject. Out: entries in the order in which they are listed where they match
alike. A sentence is found at its clause, beside the words that it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from luling.backends.document import Document, Subject
from luling.backends.document.duties import duties_of, duty
from luling.backends.document.model import (
    Block,
    Group,
    Items,
    Line,
    Pair,
    Pairs,
    Paragraph,
    Section,
    Table,
)
from luling.backends.document.predicates import quoted
from luling.backends.document.subject import Writer
from luling.backends.document.text import closed, visible
from luling.site.listing import CALCULATOR, Entry

__all__ = ["entries"]


def entries(
    subject: Subject, document: Document, calculators: Mapping[str, str]
) -> tuple[Entry, ...]:
    """`calculators`: by the id of a decision, the file that works it out."""
    sections = {section.anchor: section for section in document.sections}
    known = _Known(Writer.of(subject))
    pairs = [pair for block in _blocks(sections.get("notice")) for pair in _pairs(block)]
    encoded = list(_encoded(pairs, known))
    found = chain(
        _notice(document),
        _calculators(subject, calculators),
        _decisions(subject),
        encoded,
        _parameters(sections.get("parameters"), {one.title for one in encoded}),
        _groups(sections.get("questions"), "问答"),
        _groups(sections.get("findings"), "待研究"),
        _clauses(pairs),
    )
    return tuple(
        Entry(one.kind, one.target, visible(one.title), visible(one.text)) for one in found
    )


def _at(anchor: str) -> str:
    return f".html#{anchor}"


def _blocks(section: Section | None) -> tuple[Block, ...]:
    return section.blocks if section is not None else ()


def _pairs(block: Block) -> tuple[Pair, ...]:
    return block.pairs if isinstance(block, Pairs) else ()


# ---------------------------------------------------------------- the policy, its decisions


def _notice(document: Document) -> Iterator[Entry]:
    facts = document.summary
    said = f"{facts.number}　{facts.issuers}　{facts.in_force}　{facts.regions}"
    yield Entry("通知", ".html", document.title, said)


def _calculators(subject: Subject, files: Mapping[str, str]) -> Iterator[Entry]:
    id = subject.program.policy.id
    for decision in subject.program.decisions:
        if decision.id in files:
            target = files[decision.id].removeprefix(id)
            asked = "、".join(fact.label for fact in decision.facts)
            text = f"填写案情，算出结果。要填写：{asked}。" if asked else "算出结果。"
            yield Entry(CALCULATOR, target, decision.label, text)


def _decisions(subject: Subject) -> Iterator[Entry]:
    for number, decision in enumerate(subject.program.decisions, 1):
        answers = "、".join(item.label for item in decision.outputs)
        asked = "、".join(fact.label for fact in decision.facts)
        text = f"按填写的{asked}，给出{answers}。" if asked else f"给出{answers}。"
        yield Entry("判定", _at(f"decision-{number}"), decision.label, text)


# ---------------------------------------------------------------- clauses


class _Known:
    """Which encoded sentences are parameters and duties, and what these are called."""

    def __init__(self, writer: Writer) -> None:
        program = writer.program
        self._parameters = {f"参数{quoted(one.label)}：": one.label for one in program.parameters}
        self._duties = {
            duty(writer, decision, item).text: item.label
            for decision, item, _ in duties_of(program)
        }

    def entry(self, pair: Pair, line: Line) -> Entry:
        target, text = _at(pair.anchor), _words(line)
        if line.text in self._duties:
            return Entry("职责", target, self._duties[line.text], text)
        for opening, label in self._parameters.items():
            if text.startswith(opening):
                return Entry("参数", target, label, text.removeprefix(opening))
        return Entry("规则", target, pair.clause, text)


def _encoded(pairs: list[Pair], known: _Known) -> Iterator[Entry]:
    """Each sentence once, at the first clause that it rests on."""
    seen: set[str] = set()
    for pair in pairs:
        for line in pair.encoded:
            words = _words(line)
            if words not in seen:
                seen.add(words)
                yield known.entry(pair, line)


def _clauses(pairs: list[Pair]) -> Iterator[Entry]:
    for pair in pairs:
        words = "".join(run.text for run in pair.runs)
        yield Entry("条款", _at(pair.anchor), pair.clause, " ".join(words.split()))


# ---------------------------------------------------------------- what stands in sections


def _parameters(section: Section | None, told: set[str]) -> Iterator[Entry]:
    """Parameters that rest on no words of a clause."""
    for block in _blocks(section):
        for name, value, _, when, _ in block.rows if isinstance(block, Table) else ():
            if name.text.partition("（")[0] not in told:
                text = f"{value.text}，{when.text}。"
                yield Entry("参数", _at("parameters"), name.text, text)


def _groups(section: Section | None, kind: str) -> Iterator[Entry]:
    for block in _blocks(section):
        if isinstance(block, Group) and section is not None:
            text = "".join(map(_words, _lines(block.blocks)))
            yield Entry(kind, _at(section.anchor), block.title, text)


def _lines(blocks: tuple[Block, ...]) -> Iterator[Line]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block.line
            case Items():
                yield from closed(block.lines)
            case Group():
                yield from _lines(block.blocks)


def _words(line: Line) -> str:
    """A line with what it lists, without its clauses."""
    inner = "".join(map(_words, closed(line.items)))
    return line.text + (line.stop if line.text else "") + inner
