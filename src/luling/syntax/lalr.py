"""Runs the LALR tables over the tokens of one sentence.

In: tokens, the start rule, and the actions that build nodes. Out: the node, or `Stuck`: the token
that could not be taken and the stack of states, from which the words that could stand there are
found. Nothing recurses, so a sentence may be as long as it likes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from luling.source import Span
from luling.syntax.tables import Tables
from luling.syntax.tokens import Token

__all__ = ["Action", "Stuck", "run"]

Action = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Stuck:
    """`at` is the index of the token (the number of tokens at the end of the sentence)."""

    at: int
    states: tuple[int, ...]


def run(
    tables: Tables,
    actions: Sequence[Action | None],
    context: object,
    file: str,
    start: str,
    tokens: Sequence[Token],
) -> object | Stuck:
    rows, rules, soft = tables.rows, tables.rules, tables.soft
    name, end, last = tables.number["NAME"], tables.end, tables.ends[start]
    states = [tables.starts[start]]
    values: list[object] = []
    begins: list[int] = []
    ends: list[int] = []
    token: Token | None
    place = tokens[0].start if tokens else 0
    for at in range(len(tokens) + 1):
        if at < len(tokens):
            token = tokens[at]
            kind = token.kind
        else:
            token, kind = None, end
        while True:
            row = rows[states[-1]]
            step = row.get(kind)
            if step is None:
                if kind in soft and (step := row.get(name)) is not None:
                    kind = name
                else:
                    return Stuck(at, tuple(states))
            if step > 0:
                assert token is not None
                states.append(step - 1)
                values.append(token)
                begins.append(token[2])
                place = token[3]
                ends.append(place)
                break
            rule = rules[-1 - step]
            action = actions[-1 - step]
            length = rule.length
            if length == 0:
                assert action is not None
                begins.append(place)
                ends.append(place)
                values.append(action(context, Span(file, place, place)))
            elif action is not None:
                begin, stop = begins[-length], ends[-1]
                taken = values[-length:]
                del values[-length:], begins[-length:], ends[-length:], states[-length:]
                span = Span(file, begin, stop)
                values.append(action(context, span, *[taken[k] for k in rule.kept]))
                begins.append(begin)
                ends.append(stop)
            else:
                del states[-1]
            target = rows[states[-1]][rule.left] - 1
            states.append(target)
            if kind == end and target == last:
                return values[-1]
    raise AssertionError("the end of a sentence was passed")
