"""Worked examples as a table, one a row: 用例 自 "cases.csv"，判定 ……。

The first row names the columns, in any order:

    用例 (needed)         the title
    标识                  the id
    依据                  二（四）1「……」、national 三
    沿用                  the title of another example
    备注                  is not read
    险种, or 已知 险种    a fact, by its label
    给定 起付标准（三级） a parameter at its keys (several parted by ，)
    应得 报销比例         an outcome
    应得 状态             尚未施行, or 报错 单价

An empty cell says nothing (what is taken over by 沿用 stays). 不详 in a fact or parameter makes
it unknown. In an outcome 未规定, 为空, 待定 and 待定（缺 单价、起付标准（三级）） mean what they do
in the source. Sets are parted by 、; a roster is ［等级 三级，选定单病种结算 否］、［……］ or
空名册. Numbers may leave out their unit, dates and ratios take every form of `tabular.values`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from luling.core import errors_cases as errors
from luling.core import ir
from luling.core.case_drafts import Draft, Drafter, Target
from luling.core.case_values import WrittenCell
from luling.core.catalogues import column_of, load_table
from luling.diagnostics import Bag
from luling.resolve.near import near
from luling.source import Span
from luling.syntax import ast
from luling.tabular import Cell, Row, Table

__all__ = ["drafts_of_table"]

_OWN = ("用例", "标识", "依据", "沿用", "备注")
_KEYED = re.compile(r"(.+?)[（(](.+)[）)]")
_PENDING = re.compile(r"待定(?:\s*[（(]\s*缺\s*(.*)[）)])?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column says: one of `_OWN`, or a fact, parameter, outcome or the status."""

    kind: str
    target: Target
    index: int


def drafts_of_table(
    node: ast.CaseFile, folder: Path, drafter: Drafter, policy: str, bag: Bag
) -> Iterator[Draft]:
    table = load_table(node.path, folder, bag)
    if table is None:
        return
    title = column_of(table, ("用例",), node.path.span, bag)
    if title is None:
        return
    reader = _Reader(table, node.path.span, drafter, policy, bag)
    columns = reader.columns()
    for row in table.rows:
        yield reader.draft(row, row.cells[title], columns)


class _Reader:
    def __init__(
        self, table: Table, span: Span, drafter: Drafter, policy: str, bag: Bag
    ) -> None:
        self.table = table
        self.span = span
        self.drafter = drafter
        self.policy = policy
        self.bag = bag

    # ------------------------------------------------------------ the first row

    def columns(self) -> list[_Column]:
        found: list[_Column] = []
        seen: set[tuple[str, str]] = set()
        for index, cell in enumerate(self.table.header):
            if not cell.text:
                continue
            column = self.column(index, cell)
            if column is None:
                continue
            name = (column.kind, cell.text)
            if name in seen:
                self.bag.report(errors.GivenTwice(self.span, cell.place, cell.text))
                continue
            seen.add(name)
            found.append(column)
        # What decides how values are read comes first.
        return sorted(found, key=lambda item: item.kind != "status")

    def column(self, index: int, cell: Cell) -> _Column | None:
        text = re.sub(r"\s+", " ", cell.text)
        drafter = self.drafter
        if text in _OWN and text not in drafter.facts:
            return _Column(text, self.target(text, cell), index)
        word, _, name = text.partition(" ")
        if word == "给定" and name:
            return _Column("param", self.keyed(name, cell, set(drafter.params)), index)
        if word == "应得" and name:
            kind = "status" if name == "状态" and name not in drafter.outputs else "outcome"
            return _Column(kind, self.target(name, cell), index)
        if word == "已知" and name:
            return _Column("fact", self.target(name, cell), index)
        if text in drafter.facts or any(item.id == text for item in drafter.decision.facts):
            return _Column("fact", self.target(text, cell), index)
        known = [*_OWN, *drafter.facts, *(f"给定 {item}" for item in drafter.params),
                 *(f"应得 {item}" for item in drafter.outputs)]
        self.bag.report(errors.UnknownCaseColumn(self.span, cell.place, text, near(text, known)))
        return None

    def target(self, name: str, cell: Cell) -> Target:
        return Target(name, (), self.span, cell.place)

    def keyed(self, text: str, cell: Cell, known: set[str]) -> Target:
        """起付标准（三级） → the name and its keys, unless the brackets are part of the name."""
        text = text.strip()
        match = None if text in known else _KEYED.fullmatch(text)
        if match is None:
            return self.target(text, cell)
        keys = tuple(item.strip() for item in re.split("[，,]", match[2]))
        return Target(match[1].strip(), keys, self.span, cell.place)

    # ------------------------------------------------------------ one row

    def draft(self, row: Row, title: Cell, columns: list[_Column]) -> Draft:
        draft = Draft(title.text, self.drafter.decision, self.span, f"第 {row.number} 行")
        if not title.text:
            self.drafter.report(
                draft, errors.EmptyCase(self.span, draft.place, "这个用例没有标题")
            )
        for column in columns:
            cell = row.cells[column.index]
            if cell.text:
                self.cell(draft, column, cell)
        says = draft.expected or draft.unresolved or draft.not_in_force or draft.error_fact
        if not says and not draft.broken:
            problem = f"用例「{title.text}」没有「应得」的结果"
            self.drafter.report(draft, errors.EmptyCase(self.span, draft.place, problem))
        return draft

    def cell(self, draft: Draft, column: _Column, cell: Cell) -> None:
        target = Target(column.target.name, column.target.keys, self.span, cell.place)
        written = WrittenCell(cell, cell.text, self.span)
        match column.kind:
            case "标识":
                draft.id = cell.text
            case "沿用":
                draft.base, draft.base_span = cell.text.strip("「」"), self.span
            case "依据":
                draft.citations = tuple(self.citations(cell.text))
            case "fact":
                self.drafter.fact(draft, target, None if cell.text == "不详" else written)
            case "param":
                self.drafter.parameter(draft, target, None if cell.text == "不详" else written)
            case "status":
                self.status(draft, target, cell)
            case "outcome":
                self.outcome(draft, target, written)

    def outcome(self, draft: Draft, target: Target, written: WrittenCell) -> None:
        pending = _PENDING.fullmatch(written.text)
        if pending is None:
            self.drafter.expect(draft, target, None if written.text == "未规定" else written)
            return
        known = {*self.drafter.params, *self.drafter.facts}
        missing = [self.keyed(item, written.cell, known) for item in _parted(pending[1] or "")]
        self.drafter.expect_unresolved(draft, target, missing)

    def status(self, draft: Draft, target: Target, cell: Cell) -> None:
        word, _, name = cell.text.partition(" ")
        if cell.text == "尚未施行":
            draft.not_in_force = True
        elif word == "报错" and name.strip():
            self.drafter.fails(draft, self.target(name.strip(), cell))
        else:
            self.drafter.report(draft, errors.CaseValue(
                self.span, cell.place, target.name, cell.text, "尚未施行，或者 报错 事实的名称"
            ))

    def citations(self, text: str) -> Iterator[ir.Citation]:
        for item in _parted(text):
            head, *quotes = re.split("[「」]", item)
            policy, _, clause = head.strip().rpartition(" ")
            said = tuple(quote for quote in quotes[::2] if quote)
            yield ir.Citation(policy or self.policy, clause, said, self.span)


def _parted(text: str) -> list[str]:
    """At 、 outside of brackets and quotation marks."""
    parts, depth = [""], 0
    for character in text:
        depth += character in "（(「"
        depth -= character in "）)」"
        if character in "、；;\n" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]
