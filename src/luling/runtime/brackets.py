"""Bracket tables: which row holds an amount, and what the rows give.

A row is (lower, upper, value); None is unbounded. Each row holds its lower bound when the table is
`closed` below, else its upper one; a rate table holds zero in its first row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from luling.runtime.kleene import Failure, lift

Row = tuple[Any, Any, Any]


def row_of(amount: Any, rows: Sequence[Row], closed: bool, rate: bool, words: str) -> int:
    """The number of the row that holds the amount; `words` names the amount in the error."""
    for at, (lower, upper, _) in enumerate(rows):
        if rate and at == 0 and amount == 0 and lower == 0:
            return at
        if closed:
            if (lower is None or lower <= amount) and (upper is None or amount < upper):
                return at
        elif (lower is None or lower < amount) and (upper is None or amount <= upper):
            return at
    raise Failure("no_bracket", f"“{words}”的值不在分段表的任何一档之内。")


def marginal(amount: Any, rows: Sequence[Row], closed: bool, words: str) -> Any:
    """分段累进: each row's part of the amount times the row's ratio, summed."""
    total: Any = 0
    for lower, upper, ratio in rows[: row_of(amount, rows, closed, True, words) + 1]:
        total += ((amount if upper is None else min(amount, upper)) - (lower or 0)) * ratio
    return total


def whole(amount: Any, rows: Sequence[Row], closed: bool, words: str) -> Any:
    """全额按档: the whole amount times the ratio of its row."""
    return amount * rows[row_of(amount, rows, closed, True, words)][2]


def graded(amount: Any, rows: Sequence[Row], closed: bool, words: str) -> Any:
    """按档取值: the value of the amount's row."""
    return rows[row_of(amount, rows, closed, False, words)][2]


def bracketed(
    mode: Callable[..., Any], amount: Any, rows: Sequence[Row], closed: bool, words: str
) -> Any:
    """The same on three-valued amounts; the rows' values are functions, called where they count."""

    def of_known(known: Any) -> Any:
        at = row_of(known, rows, closed, mode is not graded, words)
        used = range(at + 1) if mode is marginal else (at,)
        values = [rows[number][2]() for number in used]
        if mode is graded:
            return values[0]

        def of_values(*ratios: int) -> Any:
            ready = dict(zip(used, ratios, strict=True))
            table = [(low, high, ready.get(n)) for n, (low, high, _) in enumerate(rows)]
            return mode(known, table, closed, words)

        return lift(of_values, *values)

    return lift(of_known, amount)
