"""Lines of a generated module, with indentation. Knows nothing of policies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from luling.backends.python.pretty import WIDTH, Code, layout
from luling.backends.python.text import comment, width


class Writer:
    """Collects lines; `block` indents what is written inside it."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._indent = 0

    def line(self, text: str = "") -> None:
        """A line of our own words."""
        self._lines.append(" " * self._indent + text if text else "")

    def blank(self, count: int = 1) -> None:
        """Empty lines, no more than are wanted."""
        while self._lines and not self._lines[-1]:
            self._lines.pop()
        self._lines += [""] * (count if self._lines else 0)

    def code(self, before: str, code: Code, after: str = "") -> None:
        """`before` code `after`, over several lines where it is long."""
        self._lines += layout(before, code, after, self._indent)

    def comment(self, text: str, hanging: str = "  ") -> None:
        """A comment with words of the policy, broken where it is too long."""
        room = WIDTH - self._indent - 2
        for at, piece in enumerate(broken(comment(text), room, hanging)):
            self.line(f"# {hanging if at else ''}{piece}")

    def heading(self, text: str) -> None:
        """A heading between the parts of a module."""
        self.blank(2)
        words = f"# {comment(text)} "
        self.line(words + "-" * max(3, WIDTH - width(words)))
        self.blank()

    @contextmanager
    def block(self, head: str = "") -> Iterator[None]:
        """head: and what stands under it."""
        if head:
            self.line(head)
        self._indent += 4
        yield
        self._indent -= 4

    @contextmanager
    def block_code(self, before: str, code: Code) -> Iterator[None]:
        """if code: and what stands under it."""
        self.code(before, code, ":")
        with self.block():
            yield

    def text(self) -> str:
        """All lines."""
        return "\n".join(self._lines).rstrip("\n") + "\n"


def broken(text: str, room: int, hanging: str) -> Iterator[str]:
    """A text in pieces that fit; before a blank or a bracket where that is near."""
    while width(text) > room:
        end = 0
        used = 0
        while used + width(text[end]) <= room:
            used += width(text[end])
            end += 1
        near = max(text.rfind(mark, end - 16, end) for mark in (" ", "「", "，", "、", "；"))
        at = near if near > 0 else end
        at += 1 if text[at] in "，、；" and at < end else 0
        yield text[:at].rstrip()
        text = text[at:].lstrip()
        room = room - width(hanging) if hanging else room
        hanging = ""
    yield text
