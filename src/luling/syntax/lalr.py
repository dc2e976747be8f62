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
    rows, rules, soft, shortcuts = tables.rows, tables.reductions, tables.soft, tables.shortcuts
    name, end, last = tables.number["NAME"], tables.end, tables.ends[start]
    states = [tables.starts[start]]
    values: list[object] = []
    begins: list[int] = []
    place = tokens[0].start if tokens else 0  # the end of the last token
    closing = Token(end, "", place, place)
    for at, token in enumerate((*tokens, closing)):
        kind = token[0]
        while True:
            step = rows[states[-1]].get(kind)
            if step is None:
                if kind in soft and (step := rows[states[-1]].get(name)) is not None:
                    kind = name
                else:
                    return Stuck(at, tuple(states))
            if step > 0:
                states.append(step - 1)
                values.append(token)
                begins.append(token[2])
                place = token[3]
                break
            number = -1 - step
            left, length, kept = rules[number]
            action = actions[number]
            if action is None:  # the only child goes up; so do the steps that follow at once
                top, below = states[-1], states[-2]
                target = shortcuts.get((below, top, kind))
                if target is None:
                    target = _climb(tables, actions, below, top, kind)
                states[-1] = target
                continue
            if length:
                begin = begins[-length]
                taken = values[-length:]
                del values[-length:], begins[-length:], states[-length:]
                values.append(action(context, Span(file, begin, place), *[taken[k] for k in kept]))
                begins.append(begin)
            else:
                values.append(action(context, Span(file, place, place)))
                begins.append(place)
            target = rows[states[-1]][left] - 1
            states.append(target)
            if kind == end and target == last:
                return values[-1]
    raise AssertionError("the end of a sentence was passed")


def _climb(
    tables: Tables, actions: Sequence[Action | None], below: int, top: int, kind: int
) -> int:
    """The state after all steps that only hand up one child; remembered in the tables."""
    state = top
    while (step := tables.rows[state].get(kind)) is not None and step < 0:
        left, length, _ = tables.reductions[-1 - step]
        if actions[-1 - step] is not None or length != 1:
            break
        state = tables.rows[below][left] - 1
    tables.shortcuts[below, top, kind] = state
    return state
