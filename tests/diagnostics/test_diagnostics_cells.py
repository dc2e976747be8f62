"""Widths in terminal cells."""

from __future__ import annotations

import pytest

from luling.diagnostics.cells import cells, pad, shown, table, wrap


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("险种", 4),
        ("“”—…·", 10),
        ("，。（）「」", 12),
        ("𠮷", 2),
        ("é", 1),
        ("e\u0301", 1),
        ("ａ１", 4),
        ("\u202e", len("<U+202E>")),
        ("\u200b", len("<U+200B>")),
        ("\x1b[31m", len("<U+001B>[31m")),
    ],
)
def test_width_of_text(text: str, width: int) -> None:
    assert cells(text) == width


def test_characters_that_cannot_be_seen_are_named() -> None:
    assert [shown(c) for c in "a险\u202e\x07\ue000"] == [
        "a", "险", "<U+202E>", "<U+0007>", "<U+E000>",
    ]  # fmt: skip


def test_padding_counts_cells() -> None:
    assert pad("险种", 6) == "险种  "
    assert pad("险种险种", 6) == "险种险种"


def test_wrapped_lines_fit_and_lose_nothing() -> None:
    text = (
        "起付标准参照其定点医院的门诊特病起付标准，按 chronic_deductible 的规定执行（见附件）。" * 3
    )
    lines = wrap(text, 30)
    assert max(map(cells, lines)) <= 30
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_wrapped_lines_never_start_with_a_closing_mark() -> None:
    for width in range(10, 40):
        for line in wrap("甲乙丙丁，戊己庚辛。“壬癸”（子丑）；寅卯：辰巳、午未" * 2, width):
            assert line[0] not in "，。”）；：、"


def test_wrapping_keeps_words_whole_and_line_ends() -> None:
    assert wrap("甲\n乙", 10) == ["甲", "乙"]
    assert wrap("abc defgh ijk", 9) == ["abc defgh", "ijk"]
    assert wrap("averyverylongword", 5) == ["averyverylongword"]


def test_table_columns_are_aligned() -> None:
    lines = table([["政策", "数"], ["a", "12"]], right=frozenset({1}))
    assert lines == ["政策  数", "a     12"]
    assert table([]) == []
