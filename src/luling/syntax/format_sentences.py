"""Canonical lines of every sentence.

In: one sentence and its indentation. Out: its lines without the 。 at the end. A new line begins
where the author began one, and where the old one is full.
"""

from __future__ import annotations

from typing import assert_never

from luling.source import Span
from luling.syntax import ast
from luling.syntax.format_duties import DutyLines
from luling.syntax.format_forms import form_lines
from luling.syntax.format_grids import grid_lines
from luling.syntax.layout import Line, Piece, fits, joined

__all__ = ["SentenceLines"]

_KINDS = {"rule": "通则", "exception": "例外", "reinstate": "恢复"}
_MODES = {"marginal": "分段累进", "whole": "全额按档", "value": "按档取值"}


class SentenceLines(DutyLines):
    """Prints sentences; what single nodes look like is inherited."""

    def lines(self, node: ast.Sentence, indent: int) -> list[Line]:
        self.whole = node.span
        match node:
            case ast.PolicyHead():
                return self.policy(node, indent)
            case ast.VocabularyHead(label):
                return self.one(indent, f"词汇 {self.label(label)}", node.span)
            case ast.Import(name, path):
                where = f"，自 {self.text(path.value)}" if path is not None else ""
                return self.one(indent, f"引用 {self.name(name.text)}{where}", node.span)
            case ast.EnumDecl():
                return self.enum(node, indent)
            case ast.ParamDecl():
                return self.param(node, indent)
            case ast.CatalogueDecl():
                return self.catalogue(node, indent)
            case ast.RosterDecl():
                return self.roster(node, indent)
            case ast.DecisionHead():
                return self.decision(node, indent)
            case ast.SharedDecisionHead(label):
                return self.one(indent, f"共用判定 {self.label(label)}", node.span)
            case ast.OutcomeMore(name):
                return self.one(indent, f"结论 {self.name(name.text)}", node.span)
            case ast.DutyDecl():
                return self.duty(node, indent)
            case ast.ConstraintDecl():
                return self.constraint(node, indent)
            case ast.FactDecl():
                return self.fact(node, indent)
            case ast.CheckDecl(label, condition, basis):
                head = Piece(f"校验 {self.label(label)}：", node.span.start)
                return self.clauses(indent, head, [("", condition)], basis)
            case ast.ConditionDecl(label, condition, basis):
                head = Piece(f"情形 {self.label(label)}：", node.span.start)
                return self.clauses(indent, head, [("", condition)], basis)
            case ast.OutcomeDecl():
                return self.outcome(node, indent)
            case ast.CollectionDecl(label, is_output):
                word = "收集" if is_output else "中间收集"
                return self.one(indent, f"{word} {self.label(label)}", node.span)
            case ast.MemberDecl():
                return self.member(node, indent)
            case ast.RuleDecl():
                return self.rule(node, indent)
            case ast.TableDecl():
                return self.table(node, indent)
            case ast.BracketDecl():
                return self.bracket(node, indent)
            case ast.FormDecl():
                return form_lines(self, node, indent)
            case ast.ClauseEntry():
                return self.clause(node, indent)
            case ast.CaseDecl():
                return self.case(node, indent)
            case ast.CaseFile(path, decision):
                said = f"用例 自 {self.text(path.value)}，判定 {self.name(decision.text)}"
                return self.one(indent, said, node.span)
            case _:
                assert_never(node)

    def one(self, indent: int, text: str, span: Span) -> list[Line]:
        return [Line(indent, text, span.start)]

    # ------------------------------------------------------------ head of a file

    def policy(self, node: ast.PolicyHead, indent: int) -> list[Line]:
        lines = self.one(indent, f"政策 {self.name(node.id.text)}《{node.title.value}》", node.span)

        def field(word: str, text: str, span: Span) -> None:
            blanks = " " * (9 - 2 * len(word))
            lines.append(Line(indent + 2, f"{word}{blanks}{text}", span.start))

        def listed(items: tuple[ast.Text, ...] | tuple[ast.Name, ...]) -> str:
            return "、".join(i.value if isinstance(i, ast.Text) else i.text for i in items)

        def dated(word: str, date: ast.Date | None, basis: ast.Basis) -> None:
            if date is not None:
                basis_text = "".join(f"，{part.text}" for part in self.basis(basis))
                field(word, self.date(date) + basis_text, date.span)

        if node.issuers:
            field("发文机关", listed(node.issuers), node.issuers[0].span)
        if node.number is not None:
            field("文号", node.number.value, node.number.span)
        dated("成文日期", node.issued, ast.Basis())
        dated("施行日期", node.effective, node.effective_basis)
        dated("失效日期", node.expires, node.expires_basis)
        if node.regions:
            field("适用地区", listed(node.regions), node.regions[0].span)
        if node.upper:
            field("上位", listed(node.upper), node.upper[0].span)
        if node.notice is not None:
            field("原文", self.text(node.notice.value), node.notice.span)
        return lines

    def enum(self, node: ast.EnumDecl, indent: int) -> list[Line]:
        pieces = [Piece(f"枚举 {self.label(node.label)}：", node.span.start)]
        pieces += [Piece(self.enum_value(value), value.span.start) for value in node.values]
        return self.flow(indent, pieces, " 低于 " if node.ordered else "、")

    def enum_value(self, value: ast.EnumValue) -> str:
        items = [] if value.label.id is None else [value.label.id]
        if value.codes:
            items.append("编码 " + "、".join(self.code(code) for code in value.codes))
        if value.aliases:
            items.append("又称 " + "、".join(self.name(alias) for alias in value.aliases))
        return self.name(value.label.text) + (f"（{'，'.join(items)}）" if items else "")

    def code(self, code: str) -> str:
        return code if code.isascii() and code.isalnum() else self.text(code)

    # ------------------------------------------------------------ parameters and lists

    def param(self, node: ast.ParamDecl, indent: int) -> list[Line]:
        keys = "、".join(self.type(key) for key in node.keys)
        head = f"参数 {self.label(node.label)}："
        head += (f"按 {keys} 的 " if keys else "") + self.type(node.type)
        given_default = node.default is not None
        if node.external and not (given_default and not self.says_external(node)):
            head = joined(head, "另行规定")
        if node.default is not None:
            head = joined(head, "默认", self.expr(node.default))
        interface = self.interface(node.interface, node.basis.span) + self.answers(node.answers)
        if node.grid is not None or not node.values:
            first = Piece(head, node.span.start)
            lines = self.clauses(indent, first, interface, node.basis)
            return lines + (grid_lines(self, node.grid, indent + 2) if node.grid else [])
        if len(node.values) == 1:
            value = node.values[0]
            head = joined(head, self.param_value(value))
            return self.clauses(indent, Piece(head, node.span.start), interface, value.basis)
        lines = self.one(indent, head, node.span)
        for at, value in enumerate(node.values):
            first = Piece(self.param_value(value), value.span.start)
            extra = interface if at == len(node.values) - 1 else []
            made = self.clauses(indent + 2, first, extra, value.basis)
            end = "" if at == len(node.values) - 1 else "；"
            last = made[-1]
            lines += [*made[:-1], Line(last.indent, last.text + end, last.start)]
        return lines

    def says_external(self, node: ast.ParamDecl) -> bool:
        return "另行规定" in self.typed(node.span)

    def param_value(self, value: ast.ParamValue) -> str:
        period = [self.period(value.period)] if value.period is not None else []
        return joined(self.expr(value.value), *period)

    def column(self, column: ast.Column) -> str:
        text = f"{self.label(column.label)}：{self.type(column.type)}"
        if column.header is not None:
            text += f"，列名 {self.text(column.header)}"
        if column.interface is not None:
            text += f"，接口字段 {self.text(column.interface)}"
        return text

    def catalogue(self, node: ast.CatalogueDecl, indent: int) -> list[Line]:
        head = f"目录 {self.label(node.label)}：自 {self.text(node.path.value)}"
        if node.count is not None:
            head += f"，共 {node.count.text}"
        more = self.shares(node) + self.answers(node.answers)
        lines = self.clauses(indent, Piece(head, node.span.start), more, node.basis)
        for word, column in [("键", node.key), *(("列", column) for column in node.columns)]:
            lines.append(Line(indent + 2, f"{word} {self.column(column)}", column.span.start))
        ends = [("起", node.starts), ("止", node.ends)]
        words = [Piece(f"{w} {self.name(t.value)}", t.span.start) for w, t in ends if t is not None]
        if words:
            said = " ".join(word.text for word in words)
            lines.append(Line(indent + 2, said, words[0].start))
        return lines

    def shares(self, node: ast.CatalogueDecl) -> list[Piece]:
        """A piece for each part that is counted; all but the last bring their own 、."""
        pieces = []
        for at, share in enumerate(node.shares):
            word = "是" if len(share.values) == 1 else "属于"
            values = "、".join(self.expr(value) for value in share.values)
            said = f"{self.name(share.column.text)} {word} {values} 共 {share.count.text}"
            end = "、" if at < len(node.shares) - 1 else ""
            pieces.append(Piece(("" if at else "其中 ") + said + end, share.span.start))
        return pieces

    def roster(self, node: ast.RosterDecl, indent: int) -> list[Line]:
        interface = f"，接口字段 {self.text(node.interface)}" if node.interface is not None else ""
        pieces = [Piece(f"名册 {self.label(node.label)}{interface}：", node.span.start)]
        pieces += [Piece(self.column(column), column.span.start) for column in node.columns]
        return self.flow(indent, pieces, "、")

    # ------------------------------------------------------------ decisions

    def decision(self, node: ast.DecisionHead, indent: int) -> list[Line]:
        head = Piece(f"判定 {self.label(node.label)}", node.span.start)
        if node.base is None:
            return self.one(indent, head.text, node.span)
        like = Piece(f"沿用 {self.name(node.base.text)}", node.base.span.start)
        return self.clauses(indent, head, [like], node.basis)

    def fact(self, node: ast.FactDecl, indent: int) -> list[Line]:
        head = f"事实 {self.label(node.label)}"
        pieces = [Piece(head + (f"：{self.type(node.type)}" if node.type else ""), node.span.start)]
        if node.is_date:
            pieces.append(Piece("作适用日期", node.label.span.end))
        if node.catalogue is not None and node.catalogue_key is not None:
            key = self.name(node.catalogue_key.text)
            said = f"可由 {self.name(node.catalogue.text)} 按 {key} 得出"
            pieces.append(Piece(said, node.catalogue.span.start))
        pieces += self.interface(node.interface, node.label.span)
        return self.flow(indent, pieces, "，")

    def outcome(self, node: ast.OutcomeDecl, indent: int) -> list[Line]:
        word = "结论" if node.is_output else "中间结论"
        if node.roster is not None:
            word = f"逐项 {self.name(node.roster.text)} 的"
        head = Piece(f"{word} {self.label(node.label)}：{self.type(node.type)}", node.span.start)
        return self.clauses(indent, head, self.outcome_parts(node), node.basis)

    def outcome_parts(
        self, node: ast.OutcomeDecl | ast.TableDecl
    ) -> list[tuple[str, ast.Expr] | Piece]:
        near = node.label.span
        parts: list[tuple[str, ast.Expr] | Piece] = []
        if isinstance(node, ast.OutcomeDecl) and node.value is not None:
            parts.append(("为", node.value))
            near = node.value.span
        if isinstance(node, ast.TableDecl) and node.first_hit:
            parts.append(Piece("先列优先", near.end))
        if node.nullable:
            parts.append(Piece("可空", near.end))
        if node.default is not None:
            parts.append(Piece(f"默认 {self.expr(node.default)}", node.default.span.start))
        parts += self.rounding_part(node.rounding, node.type)
        return [*parts, *self.interface(node.interface, near)]

    def rounding_part(
        self, rounding: ast.Rounding | None, type: ast.Type | None = None
    ) -> list[Piece]:
        if rounding is None:
            return []
        money = not (isinstance(type, ast.SimpleType) and type.kind == "ratio")
        return [Piece(self.rounding(rounding, money), rounding.span.start)]

    def member(self, node: ast.MemberDecl, indent: int) -> list[Line]:
        said = node.period is not None or node.condition is not None
        head = f"{self.name(node.collection.text)} {self.label(node.label)}"
        head += "：" if said else ""
        parts = self.rule_parts(node.period, node.condition)
        return self.clauses(indent, Piece(head, node.span.start), parts, node.basis)

    def rule_parts(
        self, period: ast.Period | None, condition: ast.Expr | None
    ) -> list[tuple[str, ast.Expr] | Piece]:
        parts: list[tuple[str, ast.Expr] | Piece] = []
        if period is not None:
            parts.append(Piece(self.period(period), period.span.start))
        if condition is not None:
            parts.append(("当", condition))
        return parts

    def rule(self, node: ast.RuleDecl, indent: int) -> list[Line]:
        names = "" if node.label is None else f" {self.label(node.label)}"
        if node.target is not None:
            names += ("" if names.endswith("）") else " ") + f"于 {self.name(node.target.text)}"
        parts = self.rule_parts(node.period, node.condition)
        if node.value is not None:
            parts.append(("为", node.value))
        if node.excludes:
            parts.append(Piece("不列入", node.span.start))
        parts += self.rounding_part(node.rounding)
        more = bool(parts or self.basis(node.basis))
        colon = "：" if node.label is not None or (names and more) else ""
        head = _KINDS[node.kind] + names + colon
        if not names and parts:  # 通则 为 ……: the first clause stands beside the head
            word = parts[0]
            said = word.text if isinstance(word, Piece) else joined(word[0], self.expr(word[1]))
            first = Piece(joined(head, said), node.span.start)
            if fits(indent, first.text):
                return self.clauses(indent, first, parts[1:], node.basis)
        return self.clauses(indent, Piece(head, node.span.start), parts, node.basis)

    # ------------------------------------------------------------ tables and clauses

    def table(self, node: ast.TableDecl, indent: int) -> list[Line]:
        word = "表" if node.is_output else "中间表"
        head = Piece(f"{word} {self.label(node.label)}：{self.type(node.type)}", node.span.start)
        lines = self.clauses(indent, head, self.outcome_parts(node), node.basis)
        return lines + grid_lines(self, node.grid, indent + 2)

    def bracket(self, node: ast.BracketDecl, indent: int) -> list[Line]:
        word = "分段" if node.is_output else "中间分段"
        head = Piece(f"{word} {self.label(node.label)}：{self.type(node.type)}", node.span.start)
        by = joined("按", self.expr(node.amount), _MODES[node.mode])
        parts = [Piece(by, node.amount.span.start), *self.rounding_part(node.rounding, node.type)]
        parts += self.interface(node.interface, node.label.span)
        lines = self.clauses(indent, head, parts, node.basis)
        return lines + grid_lines(self, node.grid, indent + 2)

    def clause(self, node: ast.ClauseEntry, indent: int) -> list[Line]:
        head = f"条文 {self.citations(node.clauses)} "
        head += "不编码" if node.refers_to is None else f"另见《{node.refers_to}》"
        pieces = [Piece(head, node.span.start)]
        if node.reason or node.refers_to is None:
            pieces.append(Piece(f"因「{node.reason}」", node.clauses[-1].span.end))
        return self.flow(indent, pieces, "，")



