"""The original text of a notice: its clauses, the words quoted from it, the numbers it writes.

In comes the verbatim text. Out go plain data: a tree of clauses whose pieces give the text back,
hits and near misses of quotes, every number and date with its value, and what is tied to rules.
Judging and wording (is a missing quote an error, what the message says) are left to the stages that
read policies; nothing here reports or raises.
"""

from luling.notice.account import LeafCoverage, Phrase, coverage, leaves
from luling.notice.clauses import cut
from luling.notice.model import Clause, Extent, Kind, Notice, Piece
from luling.notice.numbers import Mention, MentionKind, PartialDate, mentions
from luling.notice.quotes import Difference, QuoteHit, QuoteMiss, find_quote
from luling.notice.refs import parse_ref
from luling.notice.values import Value, ValueKind, mentions_value, nearest_mentions

__all__ = [
    "Clause",
    "Difference",
    "Extent",
    "Kind",
    "LeafCoverage",
    "Mention",
    "MentionKind",
    "Notice",
    "PartialDate",
    "Phrase",
    "Piece",
    "QuoteHit",
    "QuoteMiss",
    "Value",
    "ValueKind",
    "coverage",
    "cut",
    "find_quote",
    "leaves",
    "mentions",
    "mentions_value",
    "nearest_mentions",
    "parse_ref",
]
