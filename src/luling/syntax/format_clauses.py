"""Canonical lines of what sentences are made of: clauses, long conditions, citations.

In: the pieces of one sentence. Out: its lines; a new one begins where the author began one, else
where the old one is full. Clauses know their places in the source, so that comments find theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from luling.source import NOWHERE, Span
from luling.syntax import ast
from luling.syntax.format_cases import CaseLines
from luling.syntax.layout import Line, Piece, breaks, fill, fits, joined

__all__ = ["ClauseLines"]

_AHEAD = ("作适用日期", "可空", "不列入", "先列优先", "接口字段", "推算", "因", "列为待研究")
_BEHIND = ("当", "为", "默认", "按", "可由", "起", "其中", "对应", "沿用", "不改变")


class ClauseLines(CaseLines):
    whole: Span = NOWHERE  # of the sentence that is being written

    def flow(self, indent: int, pieces: list[Piece], mark: str) -> list[Line]:
        pieces = self.located(pieces)
        fresh = breaks(self.source, pieces)
        return [line for line, _ in fill(indent, indent + 2, pieces, mark, fresh)]

    def located(self, pieces: list[Piece]) -> list[Piece]:
        """The pieces with the places of their keywords, which the tree does not keep."""
        if not self.typed(self.whole):
            return pieces
        return [pieces[0], *(Piece(p.text, self.keyword_place(p)) for p in pieces[1:])]

    def keyword_place(self, piece: Piece) -> int:
        assert self.source is not None
        text, word = self.source.text, re.split("[ 「（]", piece.text, maxsplit=1)[0]
        if word in _AHEAD:
            at = text.find(word, piece.start, self.whole.end)
            return at if at >= 0 else piece.start
        if word in _BEHIND:
            at = text.rfind(word, self.whole.start, piece.start)
            between = re.sub(r"[#＃][^\n]*", "", text[at + len(word) : piece.start])
            return at if at >= 0 and not between.strip() else piece.start
        return piece.start

    # ------------------------------------------------------------ clauses

    def basis(self, basis: ast.Basis) -> list[Piece]:
        """依据 with its citations, then 推算."""
        pieces = []
        if basis.citations:
            pieces.append(Piece(f"依据 {self.citations(basis.citations)}", basis.span.start))
        if basis.derived is not None:
            last = basis.citations[-1].span.end if basis.citations else basis.span.start
            pieces.append(Piece(f"推算 因「{basis.derived}」", last))
        return pieces

    def clauses(
        self,
        indent: int,
        head: Piece,
        parts: Sequence[tuple[str, ast.Expr] | Piece],
        basis: ast.Basis,
    ) -> list[Line]:
        """The head, clauses with their words, and the basis; parted by ，."""
        pieces = [head]
        logic: dict[int, ast.Logic] = {}
        lists: dict[int, ast.Among] = {}
        for part in parts:
            if isinstance(part, Piece):
                pieces.append(part)
                continue
            word, expr = part
            said = joined(word, self.expr(expr))
            if isinstance(expr, ast.Logic):
                logic[len(pieces)] = expr
            elif isinstance(expr, ast.Among):
                lists[len(pieces)] = expr
            pieces.append(Piece(said, expr.span.start))
        cited = len(pieces)
        pieces.extend(self.basis(basis))
        pieces = self.located(pieces)
        fresh = breaks(self.source, pieces)
        if not any(fresh) and not fits(indent, "，".join(piece.text for piece in pieces)):
            first = {n + 1 for n, piece in enumerate(pieces) if piece.text.endswith("：")}
            fresh = [n in first or p.text.startswith("依据 ") for n, p in enumerate(pieces)]
        lines: list[Line] = []
        for line, held in fill(indent, indent + 2, pieces, "，", fresh):
            wide = [logic[at] for at in held if at in logic]
            listed = [lists[at] for at in held if at in lists]
            if wide:
                lines += self.long_logic(line, wide[0])
            elif listed and not fits(line.indent, line.text):
                lines += self.long_list(line, listed[0])
            elif held == [cited] or held == [cited, cited + 1]:
                lines += self.long_basis(line, basis)
            else:
                lines.append(line)
        return lines

    def long_basis(self, line: Line, basis: ast.Basis) -> list[Line]:
        """Citations under one another, where they are wider than a line or were typed so."""
        items = [Piece(self.citation(c), c.span.start) for c in basis.citations]
        fresh = breaks(self.source, items)
        if fits(line.indent, line.text) and not any(fresh):
            return [line]
        end = line.text[len("依据 " + self.citations(basis.citations)) :]
        items[0] = Piece(f"依据 {items[0].text}", line.start)
        items[-1] = Piece(items[-1].text + end, items[-1].start)
        return [made for made, _ in fill(line.indent, line.indent + 5, items, "、", fresh)]

    def long_list(self, line: Line, test: ast.Among) -> list[Line]:
        """The members of a list that is wider than a line, below one another as they fit."""
        before, _, end = line.text.partition(self.list(test.members))
        pieces = [Piece(self.expr(item), item.span.start) for item in test.members]
        pieces[-1] = Piece(pieces[-1].text + end, pieces[-1].start)
        fresh = [False] * len(pieces)
        below = [made for made, _ in fill(line.indent + 2, line.indent + 2, pieces, "、", fresh)]
        return [Line(line.indent, before.rstrip(), line.start), *below]

    def long_logic(self, line: Line, logic: ast.Logic) -> list[Line]:
        """A condition that is wider than a line: broken before each 且 or 或."""
        said = self.expr(logic)
        if fits(line.indent, line.text) and "\n" not in self.typed(logic.span):
            return [line]
        word, _, end = line.text.partition(said)
        link = "且" if logic.word == "and" else "或"
        texts = [self.expr(part) for part in logic.parts]
        lines = [Line(line.indent, word + texts[0], line.start)]
        for part, text in zip(logic.parts[1:], texts[1:], strict=True):
            lines.append(Line(line.indent + 2, joined(link, text), part.span.start))
        last = lines[-1]
        return [*lines[:-1], Line(last.indent, last.text + end, last.start)]

    def interface(self, name: str | None, near: Span) -> list[Piece]:
        return [] if name is None else [Piece(f"接口字段 {self.text(name)}", near.start)]
