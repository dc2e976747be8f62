"""Numerals as notices write them: 二十三, 二〇二一; and folding of full-width characters.

In: pieces of text. Out: integers, and text of the same length. Holds: folding moves no offset.
Where numerals stand for amounts or for item numbers is left to `numbers` and `lines`.
"""

from __future__ import annotations

from typing import Final

CHINESE_DIGITS: Final = {d: v for v, d in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10_000, "亿": 100_000_000}

# One code point for one code point, so that an offset in folded text is an offset in the original.
FOLD: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_FOLD_QUOTES: Final = FOLD | str.maketrans("“”„‟「」『』‘’", '""""""""' + "''")

BLANKS: Final = "\ufeff\u200b"


def fold(text: str) -> str:
    """`text` with full-width letters, digits and marks made half-width; its length is kept."""
    return text.translate(FOLD)


def fold_quotes(text: str) -> str:
    """As `fold`, and all quotation marks made straight: what two typists may write differently."""
    return text.translate(_FOLD_QUOTES)


def is_blank(text: str) -> bool:
    """Whether `text` shows nothing: spaces, line breaks, a byte order mark."""
    return all(char.isspace() or char in BLANKS for char in text)


def chinese_int(numeral: str) -> int | None:
    """The value of 十二, 一百零五, 三万, 两千, 二〇二一; None when it is no well formed numeral."""
    if not numeral:
        return None
    if all(char in CHINESE_DIGITS for char in numeral):
        return _positional(numeral)
    total = section = 0
    digit: int | None = None
    for char in numeral:
        if char in CHINESE_DIGITS:
            if digit:
                return None
            digit = CHINESE_DIGITS[char]
        elif char in _SMALL:
            # 十二 is twelve without a leading 一; 百 and 千 are not written so.
            section += (1 if digit is None else digit) * _SMALL[char]
            digit = None
        elif char in _LARGE:
            total = (total + section + (digit or 0)) * _LARGE[char]
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)


def _positional(numeral: str) -> int | None:
    """二〇二一 is read digit by digit; 二三 is not, for it usually means 二、三."""
    if len(numeral) > 1 and len(numeral) < 4 and "〇" not in numeral:
        return None
    value = 0
    for char in numeral:
        value = value * 10 + CHINESE_DIGITS[char]
    return value


def to_chinese(value: int) -> str:
    """The usual numeral of 1 to 9999, as item numbers are written: 12 is 十二, 105 is 一百零五."""
    digits = "零一二三四五六七八九"
    if not 0 < value < 10_000:
        return str(value)
    out = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            out += digits[digit] + name
        elif out and value and not out.endswith("零"):
            out += "零"
    return out[1:] if out.startswith("一十") else out
