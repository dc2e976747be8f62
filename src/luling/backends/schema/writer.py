"""Lines of a generated module, none of them too long. Knows nothing of policies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luling.backends.schema.text import WIDTH, comment, docstring, literal, literals, width


@dataclass(frozen=True, slots=True)
class Nest:
    """`head` items `tail`, on one line or one item a line; `joint` stands after each item."""

    head: str
    items: tuple[Code, ...]
    tail: str
    joint: str = ","


Code = str | Nest


def quoted(text: str) -> Code:
    """A text as a literal, in pieces where it is long."""
    if width(literal(text)) <= WIDTH - 24:
        return literal(text)
    return Nest("(", tuple(literals(text, WIDTH - 16)), ")", "")


def flat(code: Code) -> str:
    """The code on one line."""
    if isinstance(code, str):
        return code
    return code.head + f"{code.joint} ".join(map(flat, code.items)) + code.tail


def keyed(before: str, value: Code) -> Code:
    """A code with a name and a sign before it."""
    if isinstance(value, str):
        return before + value
    return Nest(before + value.head, value.items, value.tail, value.joint)


class Writer:
    """Collects lines; `indent` is the depth at which they stand."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self.indent = 0

    def line(self, text: str = "") -> None:
        """A line of our own words."""
        self._lines.append(" " * self.indent + text if text else "")

    def blank(self, count: int) -> None:
        """Exactly so many empty lines."""
        while self._lines and not self._lines[-1]:
            self._lines.pop()
        self._lines += [""] * count

    def apart(self) -> None:
        """Two empty lines after a class."""
        if self._lines[-1].startswith(" "):
            self.blank(2)

    def code(self, before: str, code: Code, after: str = "") -> None:
        """`before` code `after`, over several lines where it is long."""
        line = before + flat(code) + after
        if isinstance(code, str) or self.indent + width(line) <= WIDTH:
            self.line(line)
            return
        self.line(before + code.head)
        self.indent += 4
        for item in code.items:
            self.code("", item, code.joint)
        self.indent -= 4
        self.line(code.tail + after)

    def heading(self, text: str) -> None:
        """A heading between the parts of a module."""
        self.blank(2)
        words = f"# {comment(text)} "
        if width(words) > WIDTH - 8:
            words = f"# {self._cut(comment(text), WIDTH - 12)}… "
        self.line(words + "-" * (WIDTH - width(words)))
        self.blank(1)

    def documented(self, *texts: str) -> None:
        """A docstring, a paragraph a text."""
        shown = [list(self._broken(docstring(text), WIDTH - self.indent - 6)) for text in texts]
        if len(shown) == 1 and len(shown[0]) == 1:
            self.line(f'"""{shown[0][0]}"""')
            return
        self.line(f'"""{shown[0][0]}')
        for text in shown[0][1:]:
            self.line(text)
        for paragraph in shown[1:]:
            self.line()
            for text in paragraph:
                self.line(text)
        self.line('"""')

    def choices(self, name: str, values: Iterable[tuple[str, str]]) -> None:
        """A type of ids, each with its label as a comment."""
        self.line(f"{name} = Literal[")
        self.indent += 4
        for id, label in values:
            line = f"{literal(id)},  # {comment(label)}"
            if self.indent + width(line) <= WIDTH:
                self.line(line)
            else:
                for piece in self._broken(comment(label), WIDTH - 8):
                    self.line(f"# {piece}")
                self.code("", quoted(id), ",")
        self.indent -= 4
        self.line("]")

    def mapping(self, name: str, type: Code, values: dict[str, str]) -> None:
        """A constant from texts to texts."""
        self.code(f"{name}: ", type, " = {")
        self.indent += 4
        for key, value in values.items():
            pair = f"{literal(key)}: {literal(value)},"
            if self.indent + width(pair) <= WIDTH:
                self.line(pair)
            else:
                self.code("", quoted(key), ":")
                self.indent += 4
                self.code("", quoted(value), ",")
                self.indent -= 4
        self.indent -= 4
        self.line("}")

    def field(self, name: str, type: str, arguments: Iterable[tuple[str, Code]]) -> None:
        """An attribute with what is said of it."""
        items = tuple(keyed(f"{key}=", value) for key, value in arguments)
        before = f"{name}: {type} = "
        if self.indent + width(before) + 6 > WIDTH:
            self.line(f"{name}: (")
            self.line(f"    {type}")
            before = ") = "
        self.code(before, Nest("Field(", items, ")"))

    def text(self) -> str:
        """All lines."""
        return "\n".join(self._lines).rstrip("\n") + "\n"

    def _broken(self, text: str, room: int) -> Iterable[str]:
        """A text in pieces that fit and neither begin nor end with a blank or a backslash."""
        while width(text) > room:
            piece = self._cut(text, room)
            while piece.endswith("\\") or (len(piece) > 1 and "\\" in piece[-10:]):
                piece = piece[: piece.rindex("\\")]
            if not piece:
                break
            yield piece.rstrip()
            text = text[len(piece) :].lstrip()
        yield text

    @staticmethod
    def _cut(text: str, room: int) -> str:
        end = used = 0
        while end < len(text) and used + width(text[end]) <= room:
            used += width(text[end])
            end += 1
        return text[:end]
