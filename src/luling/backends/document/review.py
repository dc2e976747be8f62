"""What printed documents have besides their sections: lines at the head of the pages, a column for
opinions beside each clause, and at the end what the reviewer signs.
"""

from __future__ import annotations

from luling.backends.document.model import Document
from luling.backends.document.paper import lies
from luling.diagnostics.cells import cells

__all__ = [
    "CONTENTS", "HEADINGS", "LEGEND", "NOTE", "OPINION", "SIGNATURE", "TITLE", "facts", "header",
    "note", "version",
]  # fmt: skip

CONTENTS = "目录"
TITLE = "审核意见"
HEADINGS = ("条款", "通知原文", "编码的内容", "意见")
"""Of the table that sets the notice beside what was encoded."""
NOTE = (
    "请逐条核对：编码的内容与通知原文一致的，意见栏写“无”；不一致的，写明应当怎样。"
    "只有原文、横跨各栏的，是标题或者不含规定的文字，不用写意见"
)
LEGEND = "蓝框是结论，白框是所填的事实、情形或者中间结果；箭头指向由它得出的"
"""Below a drawing."""
OPINION = "综合意见"
SIGNATURE = ("审核人（签字）", "单位（盖章）", "日期")
_LINE = 96
"""Cells (half a Han character) on a line at the head of a page that stands."""


def header(document: Document) -> str:
    """What stands at the head of every page: the title and the number of the notice, the number on
    a line of its own where one line has no room for both."""
    number = document.summary.number
    if not number.endswith("号"):
        return document.title
    line = f"{document.title}（{number}）"
    return line if cells(line) <= _LINE else f"{document.title}\n{number}"


def facts(document: Document) -> str:
    """The line below the title."""
    summary = document.summary
    return f"文号：{summary.number}　　施行期间：{summary.in_force}"


def note(document: Document) -> str:
    """What is said before the signature."""
    if not any(map(lies, document.sections)):
        return "请写明意见并签字"
    titles = "、".join(f"“{one.title}”" for one in document.sections if lies(one))
    return f"逐条意见写在{titles}的意见栏；综合意见写在下面"


def version(document: Document) -> str:
    """What the signature is about."""
    return f"以上意见针对来源校验码为 {document.source_hash[:12]} 的版本"
