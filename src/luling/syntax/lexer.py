"""Text to tokens, cut into sentences: one tolerant pass by one compiled pattern.

In: the text of a file (already free of invisible characters). Out: `Lexed`: sentences of tokens
with absolute places, and the comments. It never fails: what cannot be read becomes a mistake of its
sentence, so that the parser says nothing more about that sentence.

The little state it keeps: whether a word stands first on its line (heads cut sentences there),
whether the sentence is a 政策 head (some fields are raw text to the end of the line), and which
table column holds citations.
"""

from __future__ import annotations

import re
from functools import lru_cache

from luling.source import Span
from luling.syntax.ast import Comment
from luling.syntax.quantities import Wrong, bounded, quantity_mistake, read_quantity
from luling.syntax.tables import Tables
from luling.syntax.tokens import Lexed, Sentence, Token
from luling.syntax.word_errors import BoundAfterNumber, UnclosedMark, UnknownCharacter

__all__ = ["Lexer", "lex"]

_BLANK = r"[^\S\n]*"
_ROW_END = re.compile(_BLANK + r"(?=\n|$|。|｡|[.．](?=\s|$)|#|＃)")
_NOT_CITED = re.compile(_BLANK + r"(?:[—－−-]*)" + _BLANK + r"[|｜]")
_RAW = re.compile(_BLANK + r"([^\n#＃]*)")
_ADJACENT_WORD = re.compile(_BLANK + r"([^\W\d]\w*|[“\"])")
_NOTICE_ID = r"([A-Za-z_]\w*)[ \t\u3000]+(?=[^\s「《，,。；;、|｜#＃])"
_COMPARED = re.compile(r"([^\W\d_]+)([0-9０-９]\w*)")
_CLOSING = {"「": "」", "《": "》", '"': '"', "“": "”"}
_RAW_FIELDS = ("ISSUERS", "DOCUMENT_NUMBER", "REGIONS", "UPPER")


def lex(text: str, file: str, tables: Tables) -> Lexed:
    lexer = Lexer(text, file, tables)
    lexer.run()
    return Lexed(lexer.sentences, lexer.comments, lexer.collections)


class Lexer:
    def __init__(self, text: str, file: str, tables: Tables) -> None:
        self.text = text
        self.file = file
        self.tables = tables
        self.sentences: list[Sentence] = []
        self.comments: list[Comment] = []
        self.collections: set[str] = set()
        self.sentence = Sentence()
        self.tokens = self.sentence.tokens
        self.column = -1
        self.cited_column = -1
        number = tables.number
        self.comma, self.row, self.bar = number["_COMMA"], number["ROW"], number["_BAR"]
        self.row_end, self.name, self.quote = number["ROWEND"], number["NAME"], number["QUOTE"]
        self.basis, self.clause = number["BASIS"], number["CLAUSE"]
        self.enumerating = number["_DUN"]
        keywords = tables.keywords
        self.citing = {self.basis, keywords["条文"]}
        self.collecting = {keywords["收集"], keywords["中间收集"]}
        self.policy, self.case, self.decision = (keywords[w] for w in ("政策", "用例", "判定"))
        self.comparing = {number[name] for name in ("NE", "LESS", "LT", "LE", "GT", "GE", "EQ")}
        self.raw_fields = {number[name] for name in _RAW_FIELDS}

    # ------------------------------------------------------------ the pass

    def run(self) -> None:
        text, match = self.text, _main(self.tables).match
        keywords, clause_words = self.tables.keywords, self.tables.clause_words
        heads, name = self.tables.heads, self.name
        at, size = 0, len(text)
        while at < size:
            found = match(text, at)
            assert found is not None
            group = found.lastindex
            if group is None or group == 1:  # only blanks were left
                break
            at = found.end()
            word = found.group(group)
            start = at - len(word)
            if group == _WORD:
                kind = keywords.get(word, name)
                if kind == name and ("“" in word or "《" in word):
                    at, word, kind = self._quoted_tail(word, start, at)
                if kind == name:
                    if self.column >= 0 and (cut := self._comparison(word)):
                        self.tokens.append(Token(keywords[word[:cut]], word[:cut], start, at))
                        at = start + cut
                        continue
                    if word in self.collections:
                        self._perhaps_member(found.start(1) >= 0, at, start)
                elif kind in heads:
                    self._head(kind, found.start(1) >= 0, start)
                elif kind in clause_words:
                    self._drop_comma()
                self.tokens.append(Token(kind, word, start, at))
                if kind in self.citing:
                    at = self._citations(at)
                elif kind in self.raw_fields:
                    at = self._raw(at)
                elif len(self.tokens) == 2 and self.tokens[0].kind in self.collecting:
                    self.collections.add(word)
            elif group == _MARK:
                self.tokens.append(Token(keywords[word], word, start, at))
            elif group == _STOP:
                self._stop(at)
            else:
                at = self._other(group, word, start, at, found.start(1) >= 0)
        if self.tokens:
            self._close(False, self.tokens[-1].end)

    def _other(self, group: int, word: str, start: int, at: int, first: bool) -> int:
        if group == _BAR:
            return self._bar(start, at, first)
        if group == _COMMENT:
            self.comments.append(Comment(word[1:].strip(), Span(self.file, start, at)))
        elif group == _OPEN:
            return self._unclosed(word, start, at)
        elif group == _STRANGE:
            self.sentence.mistakes.append(UnknownCharacter(Span(self.file, start, at), word))
        else:
            kind = self.tables.number[_GROUPS[group]]
            if group == _NUMBER and (ends := bounded(self.text, start, at)) is not None:
                return self._bounded(start, *ends)
            if group in (_NUMBER, _DATE):
                span = Span(self.file, start, at)
                if (mistake := quantity_mistake(word, span, group == _DATE)) is not None:
                    self.sentence.mistakes.append(mistake)
            elif group == _ROUNDING:
                self._drop_comma()
            self.tokens.append(Token(kind, word, start, at))
        return at

    # ------------------------------------------------------------ sentences

    def _close(self, stopped: bool, end: int) -> None:
        self.sentence.stopped = stopped
        self.sentence.end = end
        if self.tokens or self.sentence.mistakes:
            self.sentences.append(self.sentence)
        self.sentence = Sentence()
        self.tokens = self.sentence.tokens
        self.column = -1

    def _stop(self, at: int) -> None:
        self._close(True, at)

    def _head(self, kind: int, first: bool, start: int) -> None:
        """A head keyword that stands first on its line opens a sentence."""
        if not self.tokens:
            return
        if kind == self.decision and self.tokens[0].kind == self.case:
            asked = self.tokens[-1].kind == self.comma
            self._drop_comma()
            if asked or self.decision not in {token.kind for token in self.tokens}:
                return
        if first:
            self._close(False, self.tokens[-1].end)

    def _perhaps_member(self, first: bool, at: int, start: int) -> None:
        """The name of a collection first on its line, with another name after it, opens one too."""
        if not first or not self.tokens:
            return
        after = _ADJACENT_WORD.match(self.text, at)
        if after and after[1] not in self.tables.keywords:
            self._close(False, self.tokens[-1].end)

    def _drop_comma(self) -> None:
        if self.tokens and self.tokens[-1].kind == self.comma:
            self.tokens.pop()

    # ------------------------------------------------------------ words that depend on their place

    def _quoted_tail(self, word: str, start: int, at: int) -> tuple[int, str, int]:
        """列名“医保支付标准”, 另见《…》: a keyword is no part of a name with inner marks.

        Nor is the title part of the id in 政策 chongqing《…》.
        """
        head = re.split("[“《]", word, maxsplit=1)[0]
        if head in self.tables.keywords:
            return start + len(head), head, self.tables.keywords[head]
        if "《" in word and len(self.tokens) == 1 and self.tokens[0].kind == self.policy:
            head = word.split("《", 1)[0]
            return start + len(head), head, self.name
        return at, word, self.name

    def _comparison(self, word: str) -> int:
        """In a cell 不足3次 is 不足 3次: the length of the comparing word, else 0."""
        found = _COMPARED.fullmatch(word)
        if found is None or self.tables.keywords.get(found[1]) not in self.comparing:
            return 0
        return 0 if isinstance(read_quantity(found[2]), Wrong) else found.end(1)

    def _bounded(self, start: int, number: int, end: int) -> int:
        """3次以上: in a cell two words, elsewhere a mistake."""
        said, known = self.text[start:number], self.tables.number
        before = self.tokens[-1] if self.tokens else None
        self.tokens.append(Token(known["NUMBER"], said, start, number))
        if self.column >= 0:
            self.tokens.append(Token(known["BOUND"], self.text[number:end], number, end))
            return end
        text, kind = self.text[start:end], before.kind if before is not None else -1
        at, bare = start, kind == known["GE" if "上" in text else "LE"]
        if before is not None and kind in (known["IS"], known["EQ"], known["IS_GIVEN"]):
            at = before.start
        elif not bare and kind not in (self.name, known["_RP"]):
            at = -1
        place = Span(self.file, at, end) if at >= 0 else None
        span = Span(self.file, start, end)
        self.sentence.mistakes.append(BoundAfterNumber(span, text, said, place, bare))
        return end

    def _raw(self, at: int) -> int:
        """发文机关 and the like in a 政策 head: everything to the end of the line."""
        if not self.tokens or self.tokens[0].kind != self.policy:
            return at
        found = _RAW.match(self.text, at)
        assert found is not None
        text = found[1].rstrip(" \t\r\u3000\xa0").rstrip("，,").rstrip("。｡")
        if not text:
            return at
        start = found.start(1)
        self.tokens.append(Token(self.tables.number["RAW"], text, start, start + len(text)))
        end = start + len(text)
        return end + 1 if self.text[end : end + 1] in ("，", ",") else end

    def _citations(self, at: int) -> int:
        """依据 二（五）1「……」、三: clause references, which only look like words."""
        cited = _cited(self.tables)
        while (found := cited.match(self.text, at)) is not None:
            if found[1]:
                self.tokens.append(Token(self.name, found[1], found.start(1), found.end(1)))
            self.tokens.append(Token(self.clause, found[2], found.start(2), found.end(2)))
            at = found.end()
            while (quote := _quote(self.tables).match(self.text, at)) is not None:
                self.tokens.append(Token(self.quote, quote[1], quote.start(1), quote.end(1)))
                at = quote.end()
            if (more := _MORE.match(self.text, at)) is None:
                break
            self.tokens.append(Token(self.enumerating, "、", more.start(1), more.end(1)))
            at = more.end()
        return at

    def _bar(self, start: int, at: int, first: bool) -> int:
        last = self.tokens[-1].kind if self.tokens else -1
        if first or last == self.row_end:
            if last != self.row_end:  # the header row
                self.cited_column = -1
            kind, self.column = self.row, 0
        elif _ROW_END.match(self.text, at):
            self.cited_column = self.column if last == self.basis else self.cited_column
            kind, self.column = self.row_end, -1
        else:
            kind, self.column = self.bar, self.column + 1
        self.tokens.append(Token(kind, "|", start, at))
        if self.column < 0 or self.column != self.cited_column:
            return at
        return at if _NOT_CITED.match(self.text, at) else self._citations(at)

    def _unclosed(self, word: str, start: int, at: int) -> int:
        """A mark without its partner on the line: the rest of the line, but not a last 。"""
        kept = word.rstrip(" \t\r\u3000\xa0")
        end = start + len(kept) - (kept[-1:] in ("。", "｡"))
        opening = word[0]
        span = Span(self.file, start, start + 1)
        self.sentence.mistakes.append(UnclosedMark(span, opening, _CLOSING.get(opening, "")))
        return max(end, start + 1)


# ---------------------------------------------------------------- patterns


_WORD, _MARK, _STOP, _DATE, _NUMBER, _QUOTE, _ROUNDING = 3, 4, 5, 6, 7, 8, 2
_STRING, _TITLE, _BAR, _COMMENT, _OPEN, _STRANGE = 9, 10, 11, 12, 13, 14
_GROUPS = {
    _DATE: "DATE", _NUMBER: "NUMBER", _QUOTE: "QUOTE", _ROUNDING: "ROUNDING", _STRING: "STRING",
    _TITLE: "TITLE",
}  # fmt: skip
_MORE = re.compile(r"\s*(、)")


@lru_cache(maxsize=1)
def _main(tables: Tables) -> re.Pattern[str]:
    made = tables.patterns
    marks = "|".join(re.escape(mark) for mark in tables.marks)
    groups = [
        made["ROUNDING"], made["NAME"], marks, r"。|｡|[.．](?=\s|$)", made["DATE"], made["NUMBER"],
        made["QUOTE"], made["STRING"], made["TITLE"], r"[|｜]", r"[#＃][^\n]*", r"[「《\"“][^\n]*",
        r".",
    ]  # fmt: skip
    return re.compile(_BLANK + r"(\n\s*)?(?:(" + ")|(".join(groups) + r")|$)")


@lru_cache(maxsize=1)
def _cited(tables: Tables) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_NOTICE_ID})?({tables.patterns['CLAUSE']})")


@lru_cache(maxsize=1)
def _quote(tables: Tables) -> re.Pattern[str]:
    return re.compile(rf"\s*({tables.patterns['QUOTE']})")
