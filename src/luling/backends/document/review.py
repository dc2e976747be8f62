"""What printed documents have besides their sections: a line below the title, and at the end what
the reviewer signs: each clause with what was encoded of it, and room for an opinion.
"""

from __future__ import annotations

from collections.abc import Iterator

from luling.backends.document.model import Block, Document, Group, Line, Pair, Pairs

__all__ = ["HEADINGS", "NOTE", "SIGNATURE", "TITLE", "entries", "facts", "version"]

TITLE = "审核意见"
NOTE = "请逐条核对：编码的规则与通知原文一致的，意见栏写“无”；不一致的，写明应当怎样。"
HEADINGS = ("条款", "编码的规则", "意见")
SIGNATURE = ("审核人（签字）", "单位（盖章）", "日期")


def facts(document: Document) -> str:
    """The line below the title."""
    summary = document.summary
    return f"文号：{summary.number}　　施行期间：{summary.in_force}"


def entries(document: Document) -> tuple[tuple[Pair, tuple[Line, ...]], ...]:
    """The clauses that say something, in the order of the notice; of one that was not encoded, what
    became of it. Titles, addressees and the like are left out."""
    found = []
    for section in document.sections:
        for pair in _pairs(section.blocks):
            if pair.encoded:
                found.append((pair, pair.encoded))
            elif pair.note is not None:
                found.append((pair, (Line(pair.status), pair.note)))
    return tuple(found)


def version(document: Document) -> str:
    """What the signature is about."""
    return f"以上意见针对来源校验码为 {document.source_hash[:12]} 的版本"


def _pairs(blocks: tuple[Block, ...]) -> Iterator[Pair]:
    for block in blocks:
        if isinstance(block, Pairs):
            yield from block.pairs
        elif isinstance(block, Group):
            yield from _pairs(block.blocks)
