"""Canonical lines of worked examples."""

from __future__ import annotations

from luling.syntax import ast
from luling.syntax.format_expressions import Texts
from luling.syntax.layout import Line, Piece, breaks, fill, joined

__all__ = ["CaseLines"]


class CaseLines(Texts):
    def case(self, node: ast.CaseDecl, indent: int) -> list[Line]:
        head = f"用例「{node.title.value}」" + (f"（{node.id}）" if node.id is not None else "")
        head += f"，判定 {self.name(node.decision.text)}"
        if node.citations:
            head += f"，依据 {self.citations(node.citations)}"
        lines = [Line(indent, head, node.span.start)]
        if node.base is not None:
            said = f"沿用「{node.base.value}」"
            lines.append(Line(indent + 2, said, node.base.span.start))
        lines += self.section("已知", [self.given(given) for given in node.facts], indent + 2)
        lines += self.section("给定", [self.given(given) for given in node.params], indent + 2)
        return lines + self.section("应得", self.outcomes(node), indent + 2)

    def section(self, word: str, items: list[Piece], indent: int) -> list[Line]:
        """A word and its items; a new line where the author began one or the old one is full."""
        if not items:
            return []
        fresh = breaks(self.source, items)
        items = [Piece(f"{word} {items[0].text}", items[0].start), *items[1:]]
        under = indent + 2 * len(word) + 1
        return [line for line, _ in fill(indent, under, items, "，", fresh)]

    def target(self, name: ast.Name, keys: tuple[ast.Expr, ...]) -> str:
        return self.name(name.text) + (f"（{self.list(keys, '，')}）" if keys else "")

    def given(self, given: ast.Given) -> Piece:
        target = self.target(given.name, given.keys)
        return Piece(joined(target, *self.given_value(given)), given.span.start)

    def given_value(self, given: ast.Given) -> tuple[str, ...]:
        value = given.value
        if value is None:
            return ("不详",)
        if value == ():
            return ("是", "空名册") if "空名册" in self.typed(given.span) else ("为空",)
        items = value if isinstance(value, tuple) else (value,)
        said = "、".join(
            self.record(item) if isinstance(item, ast.RecordValue) else self.expr(item)
            for item in items
        )
        return "是", said

    def record(self, record: ast.RecordValue) -> str:
        fields = [
            f"{self.name(name.text)} {'不详' if value is None else self.expr(value)}"
            for name, value in record.fields
        ]
        return f"［{'，'.join(fields)}］"

    def outcomes(self, node: ast.CaseDecl) -> list[Piece]:
        if node.not_in_force:
            return [Piece("尚未施行", node.span.end)]
        if node.error_fact is not None:
            return [Piece(f"报错 {self.name(node.error_fact.text)}", node.error_fact.span.start)]
        return [Piece(self.expected(found), found.span.start) for found in node.expected]

    def expected(self, expected: ast.Expected) -> str:
        name = self.name(expected.name.text)
        match expected.kind:
            case "value":
                return f"{name} 是 {self.list(expected.values)}"
            case "empty":
                return f"{name} 为空"
            case "unspecified":
                return f"{name} 未规定"
            case "unresolved":
                missing = "、".join(self.target(*target) for target in expected.missing)
                return f"{name} 待定" + (f"（缺 {missing}）" if missing else "")
