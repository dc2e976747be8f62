"""Canonical text of a file: what `luling fmt` writes.

In: a tree that was read without mistakes, and its source. Out: text that reads back as the same
tree, and comes out the same when formatted again. Comments stay where they are: on a line of their
own, or behind the line that they stood behind. Groups stay apart by one empty line at most.
"""

from __future__ import annotations

from luling.source import NOWHERE, Source
from luling.syntax import ast
from luling.syntax.format_sentences import SentenceLines
from luling.syntax.layout import Line, opens_line

__all__ = ["format_file", "indents"]


def format_file(file: ast.File, source: Source) -> str:
    """Raises ValueError for a tree with sentences that could not be read."""
    if file.broken:
        raise ValueError("a file with mistakes of form is not formatted")
    return _Formatter(file, source).text()


def indents(sentences: tuple[ast.Sentence, ...]) -> list[int]:
    """How far each sentence is indented: what belongs to a 判定 by 2, its rules by 4."""
    found = []
    inside = False
    for node in sentences:
        match node:
            case (
                ast.FactDecl() | ast.CheckDecl() | ast.ConditionDecl() | ast.OutcomeDecl()
                | ast.CollectionDecl() | ast.MemberDecl() | ast.TableDecl() | ast.BracketDecl()
                | ast.RosterDecl() | ast.DutyDecl() | ast.OutcomeMore() | ast.FormDecl()
            ):  # fmt: skip
                found.append(2 if inside else 0)
            case ast.RuleDecl():
                found.append(4 if inside else 2)
            case _:
                inside = isinstance(node, ast.DecisionHead | ast.SharedDecisionHead) or (
                    inside and isinstance(node, ast.ParamDecl | ast.EnumDecl | ast.CatalogueDecl)
                )
                found.append(0)
    return found


class _Formatter:
    def __init__(self, file: ast.File, source: Source) -> None:
        self.file = file
        self.source = source
        self.printer = SentenceLines(source)
        self.comments = list(file.comments)
        self.written: list[str] = []
        self.end = 0  # of the source that has been written

    def text(self) -> str:
        sentences = self.file.sentences
        depths = indents(sentences)
        for at, (node, indent) in enumerate(zip(sentences, depths, strict=True)):
            before = depths[at - 1] if at else 0
            self.own_comments(node.span.start, indent, before)
            self.sentence(node, indent)
        self.own_comments(len(self.source.text) + 1, 0, depths[-1] if depths else 0)
        while self.written and not self.written[0]:
            del self.written[0]
        return "\n".join(self.written) + "\n" if self.written else ""

    # ------------------------------------------------------------ between sentences

    def own_comments(self, until: int, indent: int, before: int) -> None:
        """Comments that stand before the place `until`, each on a line of its own."""
        while self.comments and self.comments[0].span.start < until:
            comment = self.comments[0]
            clings = not self.gap(comment.span.start) and self.run_clings(until)
            self.comments.pop(0)
            self.blank(comment.span.start)
            self.written.append(" " * (before if clings else indent) + _comment(comment))
            self.end = comment.span.end
        if until <= len(self.source.text):
            self.blank(until)

    def gap(self, start: int) -> bool:
        """Whether an empty line stands between what was written and `start`."""
        between = self.source.text[self.end : start]
        return "\n\n" in "".join(between.split(" ")).replace("\t", "").replace("\r", "").replace(
            "\u3000", ""
        )

    def run_clings(self, until: int) -> bool:
        """Whether an empty line follows the comments that stand together here."""
        last = self.comments[0]
        for comment in self.comments[1:]:
            if comment.span.start >= until or self.gap_after(last):
                break
            last = comment
        return self.gap_after(last)

    def gap_after(self, comment: ast.Comment) -> bool:
        rest = self.source.text[comment.span.end :].split("\n", 2)
        return len(rest) > 1 and not rest[1].strip()

    def blank(self, start: int) -> None:
        if self.written and self.gap(start):
            self.written.append("")

    # ------------------------------------------------------------ one sentence

    def sentence(self, node: ast.Sentence, indent: int) -> None:
        span = node.span
        inner = [c for c in self.comments if span.start <= c.span.start < span.end]
        del self.comments[: len(inner)]
        lines = self.printer.lines(node, indent)
        stop = "" if is_bare_head(node) else "。"
        last = lines[-1]
        lines[-1] = Line(last.indent, last.text + stop, last.start)
        if span != NOWHERE:
            self.end = max(self.end, span.end)
        behind = self.behind(span.end)
        self.written.extend(self.woven(lines, inner, behind))

    def behind(self, end: int) -> ast.Comment | None:
        """The comment behind the sentence on its last line."""
        if not self.comments:
            return None
        comment = self.comments[0]
        if "\n" in self.source.text[end : comment.span.start]:
            return None
        self.end = comment.span.end
        return self.comments.pop(0)

    def woven(
        self, lines: list[Line], inner: list[ast.Comment], behind: ast.Comment | None
    ) -> list[str]:
        """The lines with the comments that stood among them."""
        held: dict[int, list[tuple[bool, str]]] = {}
        for comment in inner:
            start = comment.span.start
            own = opens_line(self.source, start)
            if own:
                later = [(line.start, n) for n, line in enumerate(lines) if line.start > start]
                at = min(later)[1] if later else len(lines) - 1
            else:
                at = max((line.start, n) for n, line in enumerate(lines) if line.start < start)[1]
            held.setdefault(at, []).append((own, _comment(comment)))
        if behind is not None:
            held.setdefault(len(lines) - 1, []).append((False, _comment(behind)))
        found = []
        for at, line in enumerate(lines):
            *above, (own, last) = held.get(at, [(True, "")])
            texts = [text for _, text in above] + ([last] if own and last else [])
            found += [" " * line.indent + text for text in texts]
            found.append(line.written() + ("" if own else f"  {last}"))
        return found


def is_bare_head(node: ast.Sentence) -> bool:
    """判定 and 共用判定 stand over what follows, as headings do."""
    if isinstance(node, ast.DecisionHead):
        return node.base is None
    return isinstance(node, ast.SharedDecisionHead)


def _comment(comment: ast.Comment) -> str:
    return f"# {comment.text}".rstrip()
