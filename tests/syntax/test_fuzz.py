"""Whatever the text, reading ends with a tree and diagnostics, never with an exception."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from luling.diagnostics.prelude import PRELUDE
from luling.syntax import ast
from luling.syntax.tables import load

from .support import read
from .test_sentences import POLICY
from .test_sentences import test_a_form_reads as forms

GOOD = PRELUDE + POLICY + "\n".join(forms.pytestmark[0].args[1])  # type: ignore[attr-defined]
ODD = ["9" * 30, "\u200b", "\x00", "\ud800", "𠮷", "Ⅲ", "²", "１", "30种", "2022年2月30日"]
PIECES = [*load().keywords, *ODD, *"「」《》\"“”|\n。 #甲"]
FUZZ = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


def holds(text: str) -> ast.File:
    file, found = read(text)
    assert bool(file.broken) <= bool(found)
    for item in found:
        span = item.labels[0].span
        assert 0 <= span.start <= span.end <= len(text)
    return file


@given(st.text(max_size=200))
@FUZZ
def test_any_text_is_read(text: str) -> None:
    holds(text)


@given(st.lists(st.sampled_from(PIECES), max_size=60))
@example(["参数", " ", "甲", "：", "\n", "|", "依据", "|", "\n", "|", "一", "|"])
@example(["依据", " ", "abc", " ", "、", "|"])
@FUZZ
def test_any_sequence_of_words_is_read(pieces: list[str]) -> None:
    holds("".join(pieces))
    holds(" ".join(pieces))


@given(st.integers(0, len(GOOD)), st.integers(0, 20), st.lists(st.sampled_from(PIECES), max_size=3))
@FUZZ
def test_a_damaged_policy_is_read(at: int, length: int, pieces: list[str]) -> None:
    holds(GOOD[:at] + "".join(pieces) + GOOD[at + length :])


def test_a_policy_cut_off_anywhere_is_read() -> None:
    for at in range(0, len(GOOD), 3):
        holds(GOOD[:at])


def test_one_word_less_spoils_one_sentence_at_most() -> None:
    whole = len(holds(GOOD).sentences)
    draw = random.Random(1)
    for _ in range(300):
        at = draw.randrange(len(GOOD))
        if GOOD[at] in "。「」《》\n|":  # these part sentences
            continue
        left = holds(GOOD[:at] + GOOD[at + 1 :])
        assert len(left.sentences) + left.broken in (whole, whole + 1)
