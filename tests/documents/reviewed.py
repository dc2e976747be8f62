"""What a reviewer reads of a document, and what must never stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

from luling.backends.document import Document, Page, Subject
from luling.backends.document.model import (
    Amendments,
    Block,
    Group,
    Items,
    Line,
    Pairs,
    Paragraph,
    Picture,
    Section,
    Sides,
    Table,
    Terms,
)
from luling.backends.document.text import said
from luling.core import ir
from luling.diagnostics import Bag
from luling.driver import Above, compile_policy

__all__ = ["NAMES", "POLICIES", "leaks", "sentences", "subject_of", "subject_of_policy"]

POLICIES = Path(__file__).resolve().parents[2] / "policies"
NAMES = sorted(path.parent.name for path in POLICIES.glob("*/cases.policy"))

_PYTHON = re.compile(r"None|True|False|Fraction|Decimal|frozenset|datetime|Literal|[\[\]{}<>\\]")
_WORDS = re.compile(r"[A-Za-z_]+")
# Words of the grammar stand between blanks, or before the brackets of a call.
_GRAMMAR = re.compile(
    r"(?:^| )(?:当|非|且|或|属于|不属于|包含|不包含|为空|不为空|每个|任一|中|的) |"
    r"(?<![\u4e00-\u9fff”])(?:计数|合计|名单|最高|最低|周岁|天数|年度|月份|非|且|或)（|"
    r"(?:^|[（，])非 ?[^ ]|[\u4e00-\u9fff”》）] +[\u4e00-\u9fff“《（]"
)
_PUNCTUATION = re.compile(
    "[，。；：、]{2,}|[，；、][）”》]|[（“《][，。；：、]|[,;:!?()]|（）|“”|《》|[“][^”]*“|的的|为为"
)
_ENDED = re.compile("[，。；：、]$")
_PAIRS = ("（）", "“”", "《》", "「」", "‘’")


def sentences(document: Document | Page) -> Iterator[str]:
    """Every piece of text outside the engineers' section and the notice's own words."""
    yield document.title
    if isinstance(document, Page):
        yield from (document.note, document.summary)
    for section in document.sections:
        if not section.for_engineers:
            yield section.title
            for block in section.blocks:
                yield from _of_block(block)


def _of_block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from _of_line(block.line)
        case Items():
            yield from _of_lines(block.lines)
        case Terms():
            for name, line in block.rows:
                if name not in ("编译器版本", "来源校验码"):
                    yield name
                    yield from _of_line(line)
        case Table():
            yield from (block.caption, *block.headings)
            for row in block.rows:
                yield from _of_lines(row)
        case Pairs():
            for pair in block.pairs:
                yield from (pair.clause, pair.status)
                yield from _of_lines(pair.encoded)
                if pair.note is not None:
                    yield from _of_line(pair.note)
        case Sides():
            yield from (block.caption, block.first, *block.sides)
            for told in block.rows:
                yield from (told.name, told.note)
                for cell in told.cells:
                    yield from _of_lines(cell.lines)
        case Amendments():
            yield from (text for one in block.rows for text in (one.clause, one.status))
        case Picture():
            yield from (block.title, block.description)
            yield from ("".join(box.lines) + box.note for box in block.boxes)
            yield from _of_lines(block.outline)
        case Group():
            yield block.title
            for inner in block.blocks:
                yield from _of_block(inner)


def _of_lines(lines: tuple[Line, ...]) -> Iterator[str]:
    for line in lines:
        yield from _of_line(line)


def _of_line(line: Line) -> Iterator[str]:
    """As it is printed, with its clauses and its stop."""
    if line.text:
        yield said(line)
    yield from (cite.text for cite in line.cites)
    yield from _of_lines(line.items)


def _ended(line: object) -> Iterator[str]:
    """Sentences that bring a mark of their own before their stop."""
    if isinstance(line, Line) and line.stop and _ENDED.search(line.text):
        yield line.text
    if isinstance(line, tuple):
        for one in line:
            yield from _ended(one)
    elif is_dataclass(line) and not isinstance(line, type):
        for each in fields(line):
            yield from _ended(getattr(line, each.name))


def leaks(document: Document | Page, allowed: str) -> list[str]:
    """What is no plain Chinese: words of Python and of the grammar, Latin words that are in no
    text of the author (`allowed`), punctuation that stands twice or in half width."""
    known = set(_WORDS.findall(allowed))
    told = [one for one in document.sections if not one.for_engineers]
    found = [f"{text[-1]!r} at the end of {text!r}" for text in _ended(tuple(told))]
    for text in sentences(document):
        own = [word for word in _WORDS.findall(text) if word not in known]
        bare = _without_author(text, allowed)
        own += _PYTHON.findall(bare) + _GRAMMAR.findall(bare) + _PUNCTUATION.findall(bare)
        own += [pair for pair in _PAIRS if text.count(pair[0]) != text.count(pair[1])]
        found += [f"{word!r} in {text!r}" for word in own if word]
    return found


def _without_author(text: str, allowed: str) -> str:
    """A text without the quoted words and titles that are the author's own."""

    def known(found: re.Match[str]) -> str:
        return "甲" if found[0][1:-1] and found[0][1:-1] in allowed else found[0]

    return re.sub(r"[「《“][^」》”]*[」》”]", known, text)


# ---------------------------------------------------------------- subjects


@cache
def subject_of_policy(name: str) -> Subject:
    bag = Bag()
    above = Above()
    compiled = compile_policy(POLICIES / name / f"{name}.policy", bag, above=above)
    assert compiled.program is not None
    uppers = [above.of(POLICIES / one / f"{one}.policy") for one in compiled.program.policy.upper]
    return Subject(
        compiled.program,
        "0",
        compiled.notice,
        tuple(compiled.ties.cited),
        tuple(one.program for one in uppers if one is not None),
        tuple(item for item in bag if item.code.startswith("W08")),
    )


def subject_of(program: ir.Program) -> Subject:
    return Subject(program, "0")


def engineers(document: Document) -> Section:
    return next(one for one in document.sections if one.for_engineers)
