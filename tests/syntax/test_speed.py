"""A long policy is read in a moment (measured: over 10,000 lines a second; held: 2,000)."""

from __future__ import annotations

import time

from .support import read
from .test_sentences import POLICY
from .test_sentences import test_a_form_reads as forms


def test_two_thousand_lines_take_less_than_a_second() -> None:
    some = POLICY + "\n".join(forms.pytestmark[0].args[1]) + "\n"  # type: ignore[attr-defined]
    text = some * (2000 // some.count("\n") + 1)
    taken = []
    for _ in range(3):
        started = time.perf_counter()
        read(text)
        taken.append(time.perf_counter() - started)
    assert min(taken) < 1
