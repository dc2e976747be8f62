"""How wide a text is on a terminal, in cells, and what is drawn for characters that can't be seen.

Han characters are two cells wide; so are “ ” ‘ ’ — … · here, as terminals with a Chinese font draw
them. Control, zero-width and direction-changing characters are drawn as `<U+202E>`, so that nothing
in a source can disturb the drawing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["cells", "pad", "shown", "table", "wrap"]

# Ambiguous in Unicode; wide wherever Chinese punctuation is.
_WIDE = frozenset("“”‘’—…·")
# A line never starts with one of these.
_CLOSING = frozenset("，。、；：？！”’』」）》〉】〕…—,.;:?!)]}")
_OPENING = frozenset("“‘『「（《〈【〔([{")
_PIECE = re.compile(r"\n|[ \t]+|[!-~]+|.", re.DOTALL)


def cells(text: str) -> int:
    """The width of `text` as it is drawn."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(_width(character) for character in text)


@lru_cache(maxsize=8192)
def _width(character: str) -> int:
    if character in _WIDE:
        return 2
    drawn = shown(character)
    if drawn != character:
        return len(drawn)
    from wcwidth import wcwidth

    return max(0, int(wcwidth(character)))


@lru_cache(maxsize=8192)
def shown(character: str) -> str:
    """The character itself, or `<U+200B>` for one that can't be seen."""
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return f"<U+{ord(character):04X}>"
    return character


def pad(text: str, width: int) -> str:
    """`text` with blanks behind it up to `width` cells."""
    return text + " " * (width - cells(text))


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells; words and numbers stay whole, marks never start a line."""
    lines = [""]
    for piece in _pieces(text):
        if piece == "\n":
            lines.append("")
        elif cells(lines[-1]) + cells(piece.rstrip()) <= width or not lines[-1].strip():
            lines[-1] += piece
        else:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> Iterator[str]:
    """What may not be broken: a word, or a character with the marks that cling to it."""
    held = ""
    for match in _PIECE.finditer(text):
        part = match.group()
        clings = part in _CLOSING or (held != "" and held[-1] in _OPENING)
        if held and not clings:
            yield held
            held = ""
        held += part
    if held:
        yield held


def table(rows: list[list[str]], *, gap: int = 2, right: frozenset[int] = frozenset()) -> list[str]:
    """Rows as lines with aligned columns, those in `right` at their right edge."""
    if not rows:
        return []
    widths = [max(cells(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        parts = [
            " " * (widths[i] - cells(cell)) + cell if i in right else pad(cell, widths[i])
            for i, cell in enumerate(row)
        ]
        lines.append((" " * gap).join(parts).rstrip())
    return lines
