"""The only way for a policy's words into generated JavaScript: as a string literal or in a comment.

In: any text, halves of characters and control characters included. Out: text that stays on its line
and can't end the literal, the comment or the `<script>` element that it stands in. What can't be
seen or changes the reading direction is shown as an escape.
"""

from __future__ import annotations

import re

_UNREADABLE = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\uffff\U000e0000-\U000e0fff]"
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "<": "\\x3c"}
_IN_LITERAL = re.compile(f'[\\\\"<]|(?<=]])>|(?<=[/*])[#@]|{_UNREADABLE.pattern}')
_WORD = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*", re.ASCII)


def literal(text: str) -> str:
    """The text as a string literal in double quotes. Escapes stand in `</script>` and `]]>`, which
    end what surrounds a script, and in `//# …`, which tools look for in strings, too."""
    return f'"{_IN_LITERAL.sub(lambda found: _escaped(found[0]), text)}"'


def comment(text: str) -> str:
    """The text as it may stand in a comment, behind `//` or between `/**` and `*/`."""
    plain = text.replace("\n", " ").replace("\u3000", " ")
    shown = _UNREADABLE.sub(lambda found: _escaped(found[0]), plain)
    for sign, other in (("<", "＜"), ("]]>", "]]＞"), ("*/", "*∕"), ("@", "＠"), ("#", "＃")):
        shown = shown.replace(sign, other)
    return shown.strip()


def is_name(text: str) -> bool:
    """Whether the text may stand as a property name without quotes, and behind a dot."""
    return _WORD.fullmatch(text) is not None


def key(text: str) -> str:
    """The text as the name of a property in an object or a type."""
    return text if is_name(text) and text != "__proto__" else f"[{literal(text)}]"


def property_of(owner: str, id: str) -> str:
    """owner.id, or owner["id"] where the id is no plain name."""
    return f"{owner}.{id}" if is_name(id) else f"{owner}[{literal(id)}]"


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\u{{{code:x}}}"
