"""Text, places in it, and how wide it is on a terminal.

Three units are never mixed: code points (every offset in the compiler), UTF-16 units (editors) and
terminal cells (drawing). Nothing here knows the language.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["NOWHERE", "Source", "Span", "utf16_length"]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points `[start, end)` in the source called `file`."""

    file: str
    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The range from the start of this one to the end of `other` (same file)."""
        return Span(self.file, min(self.start, other.start), max(self.end, other.end))


NOWHERE = Span("", 0, 0)


@dataclass(frozen=True, slots=True)
class Source:
    """A text with its name; lines and columns count from 1, columns in code points."""

    name: str
    text: str
    path: Path | None = None
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        object.__setattr__(self, "_starts", starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a code point offset, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its end."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    @property
    def line_count(self) -> int:
        return len(self._starts)

    def line_start(self, number: int) -> int:
        """The offset at which a line (from 1) starts."""
        return self._starts[number - 1]

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]


def utf16_length(text: str) -> int:
    """Length in UTF-16 units, as editors count (𠮷 is two)."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)
