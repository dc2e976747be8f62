"""Canonical lines of 职责 and 约束."""

from __future__ import annotations

from typing import assert_never

from luling.syntax import ast
from luling.syntax.format_clauses import ClauseLines
from luling.syntax.layout import Line, Piece, joined

__all__ = ["MODALS", "DutyLines"]

MODALS: dict[ast.Modal, str] = {
    "must": "应当", "principle": "原则上", "may": "可以", "encouraged": "鼓励",
}  # fmt: skip


class DutyLines(ClauseLines):
    def duty(self, node: ast.DutyDecl, indent: int) -> list[Line]:
        subjects = f"职责 {self.label(node.label)}：{self.names(node.subjects)}"
        head = joined(subjects, MODALS[node.modal], *self.due(node.deadline))
        parts: list[tuple[str, ast.Expr] | Piece] = [("", node.condition)]
        if node.applies is not None:
            parts.append(("当", node.applies))
        parts += self.answers(node.answers)
        # What must be so stands behind 做到 or below it, as behind a colon.
        lines = self.clauses(indent, Piece(f"{head} 做到：", node.span.start), parts, node.basis)
        first = lines[0]
        said = first.text.replace("做到：", "做到 ", 1).rstrip()
        return [Line(first.indent, said, first.start), *lines[1:]]

    def constraint(self, node: ast.ConstraintDecl, indent: int) -> list[Line]:
        head = Piece(f"约束 {self.label(node.label)}：", node.span.start)
        said = self.names(node.subjects)
        parts: list[tuple[str, ast.Expr] | Piece] = []
        match node.demand:
            case ast.Bound() as demand:
                modal = () if node.modal == "must" else (MODALS[node.modal],)
                compare = ast.Compare(demand.op, demand.value, demand.value, demand.word)
                words = ("的", self.label(demand.name), *modal, self.compare_word(compare))
                said = joined(said, *words, self.expr(demand.value))
            case ast.Prohibition(name):
                said = joined(said, "不得另定", self.label(name))
            case ast.Invariance(fact, before, after, outcomes, condition):
                changed = ("由", self.name(before.text), "换为", self.name(after.text))
                said = joined(said, "的", self.label(fact), *changed)
                kept = "、".join(self.label(item) for item in outcomes)
                parts.append(Piece(f"不改变 {kept}", outcomes[0].span.start))
                if condition is not None:
                    parts.append(Piece(f"当 {self.label(condition)}", condition.span.start))
            case _:
                assert_never(node.demand)
        if node.as_finding:
            parts.append(Piece("列为待研究", node.span.start))
        return self.clauses(
            indent, head, [Piece(said, node.subjects[0].span.start), *parts], node.basis
        )

    def due(self, deadline: ast.Expr | None) -> tuple[str, ...]:
        match deadline:
            case None:
                return ()
            case ast.Date():
                return "在", f"{self.date(deadline)}前"
            case _:
                return "在", self.expr(deadline), "前"

    def names(self, names: tuple[ast.Name, ...]) -> str:
        return "、".join(self.name(item.text) for item in names)

    def answers(self, name: ast.Name | None) -> list[Piece]:
        return [] if name is None else [Piece(f"对应 {self.name(name.text)}", name.span.start)]
