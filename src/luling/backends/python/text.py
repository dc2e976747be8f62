"""The only way for a policy's words into generated Python: as a string literal or in a comment.

In: any text, lone surrogates and control characters included. Out: text that stays on its line and
can't end the literal or the comment that it stands in, nor turn off a checker (`# noqa`,
`# type: ignore`). What is not plainly readable (controls, bidirectional marks, line separators,
look-alike blanks) is shown as an escape. The set of readable characters is fixed here, so that the
output is the same under every version of Unicode.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import east_asian_width

_READABLE = (
    (0x20, 0x7E), (0xB7, 0xB7), (0xD7, 0xD7), (0xF7, 0xF7),
    (0x2010, 0x2027), (0x2030, 0x205E), (0x2103, 0x2103), (0x2116, 0x2116), (0x2150, 0x218B),
    (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x25FF),
    (0x3001, 0x303E), (0x3041, 0x3096), (0x30A1, 0x30FC), (0x3220, 0x3243), (0x3280, 0x32B0),
    (0x3400, 0x4DBF), (0x4E00, 0x9FFC), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6),
    (0x20000, 0x2A6DD),
)  # fmt: skip

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def literal(text: str) -> str:
    """The text as a Python string literal in double quotes."""
    return '"' + "".join(map(_in_literal, text)) + '"'


def comment(text: str) -> str:
    """The text as it may stand inside a comment; no word of it speaks to a checker."""
    plain = "".join(map(_in_comment, text)).replace(":", "：")
    return re.sub("(?i)no(qa|sec)", r"no-\1", plain).rstrip()


def docstring(text: str) -> str:
    """The text as it may stand inside a triple-quoted docstring."""
    return literal(text.replace("\u3000", " "))[1:-1]


def width(text: str) -> int:
    """How many columns the text takes; Chinese characters take two."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


@lru_cache(maxsize=4096)
def _readable(character: str) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in _READABLE)


def _escaped(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _in_literal(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return character if _readable(character) else _escaped(character)


def _in_comment(character: str) -> str:
    if character == "#":
        return "＃"
    if character in "\n\u3000":
        return " "
    return character if _readable(character) else _escaped(character)
