"""Lines of a generated module, with indentation. Knows nothing of policies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from luling.backends.python.pretty import WIDTH, Code, flat, layout
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

    def fits(self, text: str) -> bool:
        """Whether there is room for the text on a line."""
        return self._indent + width(text) <= WIDTH

    def remarked(self, before: str, code: Code, remark: str) -> None:
        """A statement with a remark behind it, or above it where there is no room."""
        line = f"{before}{flat(code)}  # {comment(remark)}"
        if self.fits(line):
            self.line(line)
        else:
            self.comment(remark)
            self.code(before, code)

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
        self.blank(2)

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
    """A text in pieces that fit: after a stop or before an opening mark where one is near, never
    before a closing one."""
    while width(text) > room:
        end = used = 0
        while used + width(text[end]) <= room:
            used += width(text[end])
            end += 1
        stops = [at for at in range(end - 12, end + 1) if at > 0 and _may_break(text, at)]
        at = stops[-1] if stops else end
        while not stops and at > 1 and text[at] in CLOSING:
            at -= 1
        yield text[:at].rstrip()
        text = text[at:].lstrip()
        room, hanging = room - width(hanging), ""
    yield text


CLOSING = "」』）〕》，、；。：！？"


def _may_break(text: str, at: int) -> bool:
    after_stop = text[at - 1] in "，、；。 " or text[at] in "「（《 "
    return after_stop and text[at] not in CLOSING
