"""A form filled from a case.

In: a form of a decision, facts and parameters as JSON. Out: a `Page`. Facts are judged as for the
decision itself; one that is not known leaves its place blank, and is named in `missing`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Literal

from luling.core import ir
from luling.explanation.words import Words
from luling.forms.model import Block, Caption, Cell, Field, Page, Section, Table
from luling.forms.values import NOTHING, Filler
from luling.interpreter.decide import decide, prepare
from luling.notice.blanks import count_blanks, fill_blanks
from luling.types import BoolType, DateType, EnumType, IntegerType, MoneyType, RatioType, SetType

__all__ = ["fill"]

_BLANK_LINES = 3
"""For the pen, where the roster is not known."""

_BRACKETED = re.compile(r"\s*[(（][^()（）]*[)）]\s*")
_COLON = re.compile(r"[^：:]*[：:]")


def fill(
    program: ir.Program,
    decision: ir.Decision,
    form: ir.Form,
    facts: Mapping[str, object],
    params: Mapping[str, object] | None = None,
) -> Page:
    """Raises `DecisionError` for facts that can't be used, and where the rules have no answer."""
    answer = decide(program, decision.id, facts, params, trace=False)
    at = prepare(program, decision, facts, params)
    in_force = answer.status != "not_in_force"
    words = Words(program, decision, facts)
    filling = _Filling(form, Filler(words, at, in_force and not at.date_is_missing))
    blocks = tuple(filling.blocks())
    return Page(
        form.title,
        blocks,
        tuple(words.name(path) for path in dict.fromkeys(filling.missing)),
        () if in_force else ("通知在这一天没有施行，应由通知得出的各栏没有填写。",),
        _source(program.policy, form),
    )


def _source(policy: ir.Policy, form: ir.Form) -> str:
    number = f"（{policy.number}）" if policy.number else ""
    own = [one.clause for one in form.citations if one.policy == policy.id]
    return f"《{policy.title}》{number}{'、'.join(own)}"


class _Filling:
    """One form while it is being filled; `missing` collects paths in the order of the form."""

    def __init__(self, form: ir.Form, filler: Filler) -> None:
        self.form = form
        self.filler = filler
        self.missing: list[str] = []

    def blocks(self) -> Iterator[Block]:
        for roster, entries in groupby(self.form.entries, key=lambda entry: entry.roster):
            if roster is not None:
                yield self.table(roster, tuple(entries))
            else:
                yield from (self.single(entry) for entry in entries)

    # ------------------------------------------------------------ single places

    def single(self, entry: ir.FormEntry) -> Block:
        match entry.kind:
            case "heading":
                return Section(entry.heading)
            case "hand":
                label, blank = _parted(entry.heading, entry.heading)
                return Field(label, Cell(blank, pen=True))
            case _ if self.fills_blanks(entry):
                return self.dated(entry)
            case _:
                cell, missing = self.filler.cell(entry.values[0])
                self.note(missing)
                return Field(entry.heading, cell)

    def fills_blanks(self, entry: ir.FormEntry) -> bool:
        """Whether the values are dates that go into blanks of the heading."""
        dates = all(isinstance(ir.type_of(value), DateType) for value in entry.values)
        return dates and count_blanks(entry.heading) > 0

    def dated(self, entry: ir.FormEntry) -> Block:
        dates: list[dt.date | None] = []
        silent = True
        for value in entry.values:
            date, missing = self.filler.date(value)
            self.note(missing)
            dates.append(date)
            silent &= date is None and not missing
        filled = fill_blanks(entry.heading, dates)
        if _BRACKETED.fullmatch(filled):
            return Caption(filled)
        label, value_text = _parted(entry.heading, filled)
        if silent and label:
            return Field(label, Cell(NOTHING))
        return Field(label, Cell(value_text.strip("\u3000 "), pen=not any(dates)))

    def note(self, missing: frozenset[str]) -> None:
        self.missing += sorted(missing)

    # ------------------------------------------------------------ tables

    def table(self, roster: str, entries: tuple[ir.FormEntry, ...]) -> Table:
        at = self.filler.at
        label = self.filler.words.name(f"facts.{roster}")
        headings = tuple(entry.heading for entry in entries)
        kinds = tuple(_kind(entry) for entry in entries)
        if roster not in at.rosters:
            self.note(frozenset({f"facts.{roster}"}))
            blank = tuple(Cell("", pen=True) for _ in entries)
            return Table(label, headings, kinds, (blank,) * _BLANK_LINES)
        rows = [self.line(roster, index, entries) for index in range(len(at.rosters[roster]))]
        return Table(label, headings, kinds, tuple(rows))

    def line(
        self, roster: str, index: int, entries: tuple[ir.FormEntry, ...]
    ) -> tuple[Cell, ...]:
        filler = self.filler.on_line(roster, index)
        cells = []
        for entry in entries:
            if entry.kind == "number":
                cells.append(Cell(str(index + 1), index + 1, "0"))
            elif entry.kind == "value":
                cell, missing = filler.cell(entry.values[0], column=True)
                self.note(missing)
                cells.append(cell)
            else:
                cells.append(Cell("", pen=True))
        return tuple(cells)


def _kind(entry: ir.FormEntry) -> Literal["number", "short", "long"]:
    if entry.kind != "value":
        return "number" if entry.kind == "number" else "short"
    match ir.type_of(entry.values[0]):
        case IntegerType() | MoneyType() | RatioType():
            return "number"
        case DateType() | EnumType() | SetType() | BoolType():
            return "short"
    return "long"


def _parted(printed: str, filled: str) -> tuple[str, str]:
    """The label up to the colon before the first blank, and what stands in the place of the rest;
    without blanks all is label."""
    if not count_blanks(printed):
        return printed, ""
    colon = _COLON.match(filled)
    return (colon[0], filled[colon.end() :]) if colon is not None else ("", filled)
