"""What a line of an official document is: a date, an issuer, an addressee, a list of annexes.

In: lines. Out: yes or no, or the name of a kind of back matter. Each test looks at the shape of a
line and at most at a few lines below it; putting the parts together is left to `layout`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from luling.notice.lines import Line, Style

DOC_NUMBER = re.compile(r"[^\s,。:]{1,20}[〔\[(【]\s*[0-9]{4}\s*[〕\])】]\s*第?\s*[0-9]+\s*号")
_YMD = r"(?:[0-9]{4}|[〇零○一二三四五六七八九]{4})\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日"
DATE = re.compile(rf"(?:[^。;:,、]{{2,60}}\s)?\s*{_YMD}")
_PRINTED = re.compile(rf".{{0,60}}{_YMD}\s*印发")
ADDRESSEE = re.compile(r"(?!.*(?:如下|以下|下列|通知|意见|事项):$)[^。;!?]{2,300}:")
ADDRESSEE_AGAIN = re.compile(
    r"各[^。;!?]{1,200}(?:局|委|厅|府|单位|部门|机构|公司|中心|院|校|处|\)):"
)
_NAME = re.compile(r"[^。;:!?,《》0-9]{2,40}")
ISSUER = re.compile(
    r"[^。;:!?,、“”《》0-9]{1,60}"
    r"(?:局|委|委员会|厅|部|室|政府|院|会|中心|署|行|公司|处|科|办|社|党组|联盟)"
)
TITLE_NOUN = re.compile(
    r"(?:通知|意见|办法|规定|方案|细则|公告|通告|函|决定|条例|批复|规程|规范|指引|标准|计划|规划"
    r"|纲要|目录|解读|制度|流程|指南|清单)(?:\([^()]*\))?$"
)
LIST_OF_ANNEXES = re.compile(r"附\s*件?\s*[0-9]{0,2}\s*[:]")
ANNEX = re.compile(r"附\s*件\s*(?P<number>[0-9]{1,2}|[一二三四五六七八九十]{1,3})?\s*:?")
ANNEX_TITLED = re.compile(
    r"附\s*件\s*(?P<number>[0-9]{1,2}|[一二三四五六七八九十]{1,3})?\s*(?::|\s)\s*\S.{0,80}"
)
_NAMES_ANNEX = re.compile(r"[^。;:!?]{2,60}(?:表|单|录|书|图|样式|模板)(?:\([^()]*\))?")
_CLOSING = re.compile(r"(?:特此|专此|此复|此致|现予)\S{0,8}[。!]?")
_BACK = (
    ("附注", re.compile(r"\(.{0,60}\)")),
    ("公开方式", re.compile(r"(?:信息)?公开(?:方式|属性|类别|选项)\s*:.*")),
    ("抄送", re.compile(r"(?:抄送|抄报|分送|主送)\s*:.*")),
    ("联系方式", re.compile(r"(?:联系人|联系电话|电话|传真|邮箱)[^。]{0,10}:.*")),
    ("印发", _PRINTED),
)
# How far a signature or a list of annexes is followed; real ones are shorter.
_MOST_ISSUERS = 12
_MOST_ANNEXES = 60
_PUBLIC_NOTE = re.compile(r"\(.{0,20}(?:公开|联系人|此件)[^()]{0,40}\)")


def title_like(line: Line) -> bool:
    """Whether a line is no sentence, so that it may be part of a title."""
    return len(line.folded) <= 120 and not re.search(r"[。;!?]|:$", line.folded)


def printed(line: Line) -> bool:
    """Whether a line ends the imprint: 2021年9月14日印发."""
    return _PRINTED.fullmatch(line.folded) is not None


def signature_end(lines: Sequence[Line], at: int) -> int | None:
    """The line of the date below the issuers whose names begin at line `at`; None without both."""
    for j in range(at, min(at + _MOST_ISSUERS, len(lines) - 1)):
        dated = DATE.fullmatch(lines[j + 1].folded) is not None or printed(lines[j + 1])
        folded = lines[j].folded
        named = ISSUER.fullmatch(folded) or (
            # Right above the date any short name signs: 某某中心（盖章）.
            dated
            and _NAME.fullmatch(folded)
            and not (_NAMES_ANNEX.fullmatch(folded) or LIST_OF_ANNEXES.match(folded))
        )
        if lines[j].marker is not None or not named:
            return None
        if dated:
            return j + 1
    return None


def goes_on_listing(line: Line) -> bool:
    """Whether a line below 附件： names another annex."""
    if line.marker is not None:
        return line.marker.style is Style.NUM
    name = LIST_OF_ANNEXES.match(line.folded) or _NAMES_ANNEX.fullmatch(line.folded)
    return name is not None


def lists_annexes(lines: Sequence[Line], at: int) -> bool:
    """Whether only names of annexes stand between line `at` and the signature or the end."""
    for j in range(at + 1, min(at + _MOST_ANNEXES, len(lines))):
        if not goes_on_listing(lines[j]):
            return back_name(lines, j) is not None
    return True


def back_name(lines: Sequence[Line], at: int) -> str | None:
    """The name of the back matter that begins at line `at`; None when it is none."""
    folded = lines[at].folded
    if LIST_OF_ANNEXES.match(folded) and lists_annexes(lines, at):
        return "附件清单"
    if _CLOSING.fullmatch(folded):
        return "结语"
    if DATE.fullmatch(folded):
        return "落款"
    dated = signature_end(lines, at)
    if dated is not None:
        return "印发" if printed(lines[dated]) else "落款"
    return next((name for name, pattern in _BACK if pattern.fullmatch(folded)), None)


def ends_body(lines: Sequence[Line], at: int) -> bool:
    """Whether line `at` can no longer be text; stricter than `back_name`, for items come first."""
    folded = lines[at].folded
    if DATE.fullmatch(folded) or _PUBLIC_NOTE.fullmatch(folded) or _PRINTED.fullmatch(folded):
        return True
    if any(pattern.fullmatch(folded) for name, pattern in _BACK if name in ("公开方式", "抄送")):
        return True
    if _CLOSING.fullmatch(folded) or signature_end(lines, at) is not None:
        return True
    return bool(LIST_OF_ANNEXES.match(folded)) and lists_annexes(lines, at)
