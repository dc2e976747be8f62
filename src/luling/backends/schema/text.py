"""The only way for a policy's words into generated text: literals, comments, docstrings.

In: any text. Out: text that stays on its line and can't end the literal or comment that it stands
in. What is not plainly readable (controls, bidirectional marks, line separators, halves of
characters) is shown as an escape.
"""

from __future__ import annotations

import re
from unicodedata import east_asian_width

WIDTH = 100

_READABLE = (
    (0x20, 0x7E), (0xB7, 0xB7), (0xD7, 0xD7), (0xF7, 0xF7),
    (0x2010, 0x2027), (0x2030, 0x205E), (0x2103, 0x2103), (0x2116, 0x2116), (0x2150, 0x218B),
    (0x2190, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x25FF), (0x3001, 0x303E), (0x3041, 0x3096),
    (0x30A1, 0x30FC), (0x3220, 0x3243), (0x3400, 0x4DBF), (0x4E00, 0x9FFC), (0xFF01, 0xFF5E),
    (0xFFE0, 0xFFE6), (0x20000, 0x2A6DD),
)  # fmt: skip
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNREADABLE_JSON = re.compile(
    "[\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)


def literal(text: str) -> str:
    """The text as a Python string literal in double quotes."""
    return '"' + "".join(map(_in_literal, text)) + '"'


def docstring(text: str) -> str:
    """The text as it may stand inside a triple-quoted docstring."""
    return literal(text)[1:-1]


def comment(text: str) -> str:
    """The text as it may stand inside a comment; no word of it speaks to a checker."""
    shown = "".join(_in_literal(one) if one not in '\\"#' else one for one in text)
    plain = shown.replace("#", "＃").replace(":", "：")
    return re.sub("(?i)no(qa|sec)", r"no-\1", plain).strip()


def json_text(written: str) -> str:
    """JSON with escapes for what can't be seen or written in it (it stands in strings only)."""
    return _UNREADABLE_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def width(text: str) -> int:
    """How many columns the text takes; Chinese characters take two."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def literals(text: str, room: int) -> list[str]:
    """The text as one or more string literals that fit and are to be joined."""
    found: list[str] = []
    piece, used = "", 2
    for character in text:
        more = width(_in_literal(character))
        if piece and used + more > room:
            found.append(literal(piece))
            piece, used = "", 2
        piece += character
        used += more
    return [*found, literal(piece)]


def _in_literal(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    if any(first <= code <= last for first, last in _READABLE):
        return character
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
