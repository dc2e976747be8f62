"""Files to text, and the characters that a text must not hold.

In: a path, or the text of a `Source`. Out: a `Source`; and the text without invisible characters,
with the places where some were taken out, so that the rest is read as the author sees it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

from luling.diagnostics.model import Bag
from luling.source import Source, Span
from luling.syntax.source_errors import (
    Bidirectional,
    Control,
    FileTooLarge,
    Invisible,
    NotUtf8,
    Unreadable,
)

__all__ = ["LIMIT", "Cleaned", "clean", "read_source"]

LIMIT = 4 * 2**20
"""The largest source, in bytes of UTF-8."""

_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NAMES = {
    "\u200b": "零宽空格", "\u200c": "零宽不连字", "\u200d": "零宽连字", "\u2060": "词连接符",
    "\ufeff": "字节顺序标记", "\xad": "软连字符", "\x00": "空字符", "\u2028": "行分隔符",
    "\u2029": "段分隔符",
}  # fmt: skip
_MOST = 20


def read_source(path: Path, bag: Bag, name: str | None = None) -> Source | None:
    """The source in a file, or None after reporting why it cannot be read."""
    shown = name if name is not None else str(path)
    start = Span(shown, 0, 0)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LIMIT else b""
    except OSError as error:
        bag.report(Unreadable(start, _reason(error)))
        return None
    if size > LIMIT:
        bag.report(FileTooLarge(start, size, LIMIT))
        return None
    return decode(data, shown, bag, path)


def decode(data: bytes, name: str, bag: Bag, path: Path | None = None) -> Source | None:
    try:
        return Source(name, data.decode("utf-8-sig"), path)
    except UnicodeDecodeError as error:
        byte = error.start + 3 * data.startswith(b"\xef\xbb\xbf")
        bag.report(NotUtf8(Span(name, 0, 0), byte + 1, _guess(data)))
        return None


def _reason(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "没有这个文件"
        case IsADirectoryError():
            return "这是一个文件夹"
        case PermissionError():
            return "没有读它的权限"
        case _:
            return "系统读取时出错"


def _guess(data: bytes) -> str:
    """The encoding that the bytes look like; empty where nothing fits."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    han = sum("\u4e00" <= character <= "\u9fff" for character in text)
    odd = sum(unicodedata.category(character) in ("Cc", "Co", "Cn") for character in text)
    return "GBK" if han and odd <= text.count("\n") + text.count("\r") + text.count("\t") else ""


# ---------------------------------------------------------------- invisible characters


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`text` lacks the characters that stood at `removed` (places in the cleaned text)."""

    text: str
    removed: tuple[int, ...] = ()

    def place(self, offset: int) -> int:
        """The offset in the original text."""
        return offset + bisect_right(self.removed, offset) if self.removed else offset


def clean(source: Source, bag: Bag) -> Cleaned | None:
    """Reports what must not stand in a text and takes it out; None where it is too large."""
    text = source.text
    if len(text) > LIMIT // 4 and (size := len(text.encode("utf-8", "replace"))) > LIMIT:
        bag.report(FileTooLarge(Span(source.name, 0, 0), size, LIMIT))
        return None
    if _REFUSED.search(text) is None:
        return Cleaned(text)
    removed = []
    for count, found in enumerate(_REFUSED.finditer(text)):
        removed.append(found.start() - count)
        if count < _MOST:
            _report(found[0], Span(source.name, found.start(), found.end()), bag)
    return Cleaned(_REFUSED.sub("", text), tuple(removed))


def _report(character: str, span: Span, bag: Bag) -> None:
    name = f"{_NAMES.get(character, '')} U+{ord(character):04X}".strip()
    if character in _TURNING:
        bag.report(Bidirectional(span, name))
    elif unicodedata.category(character) in ("Cc", "Cs", "Cn"):
        bag.report(Control(span, name))
    else:
        bag.report(Invisible(span, name))
