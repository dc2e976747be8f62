"""Drawing diagnostics: marks stand under what they mean, measured in cells."""

from __future__ import annotations

import re

import pytest

from luling.diagnostics import Bag, Diagnostic, Fix, Label
from luling.diagnostics.cells import cells
from luling.diagnostics.render import render, render_all, summary
from luling.source import NOWHERE, Source, Span

TEXT = "政策 x《…》。\n事实 “险种”（insurance）：\t险种 是 30种\n\n尾行，甲 乙。\n"
SOURCE = Source("a.policy", TEXT)
OTHER = Source("b.policy", "参数 甲：乙。\n")
SOURCES = {"a.policy": SOURCE, "b.policy": OTHER}


def label(words: str, text: str = "", source: Source = SOURCE, nth: int = 0) -> Label:
    start = -1
    for _ in range(nth + 1):
        start = source.text.index(words, start + 1)
    return Label(Span(source.name, start, start + len(words)), text)


def diagnostic(*labels: Label, **more: object) -> Diagnostic:
    fields: dict[str, object] = {"code": "E0104", "severity": "error", "title": "某处不对"}
    return Diagnostic(**{**fields, **more}, labels=labels)  # type: ignore[arg-type]


def marks(drawn: str) -> list[str]:
    return [line for line in drawn.splitlines() if re.fullmatch(r" +\| +[\^-]+.*", line)]


def test_whole_drawing() -> None:
    drawn = render(
        diagnostic(
            label("甲", "这是甲", SOURCE),
            label("乙", "那是乙", OTHER),
            notes=("两处不同。",),
            hint="请改成一样。",
            fix=Fix(Span("a.policy", TEXT.index("甲"), TEXT.index("甲") + 1), "丙"),
        ),
        SOURCES,
    )
    assert drawn == (
        "错误 E0104：某处不对\n"
        "  --> a.policy:4:4\n"
        "   |\n"
        " 4 | 尾行，甲 乙。\n"
        "   |       ^^ 这是甲\n"
        "  --> b.policy:1:6\n"
        "   |\n"
        " 1 | 参数 甲：乙。\n"
        "   |          -- 那是乙\n"
        "   = 说明：两处不同。\n"
        "   = 提示：请改成一样。\n"
        "   = 改法：把「甲」改为「丙」\n"
    )


@pytest.mark.parametrize("words", ["险种", "（insurance）", "30种", "“险种”", "是"])
def test_marks_stand_under_the_words(words: str) -> None:
    drawn = render(diagnostic(label(words)), SOURCES)
    line = next(x for x in drawn.splitlines() if x.startswith(" 2 |"))
    mark = marks(drawn)[0]
    before = line[: line.index(words)]
    assert cells(before) == len(mark) - len(mark.lstrip(" |"))
    assert mark.count("^") == cells(words)


def test_tabs_reach_to_the_next_stop() -> None:
    source = Source("t", "a\tb\n险\tb\n")
    for nth, line in ((0, "a   b"), (1, "险  b")):
        drawn = render(diagnostic(label("b", "", source, nth)), {"t": source})
        assert f"| {line}\n" in drawn
        assert marks(drawn)[0].endswith("|     ^")


def test_two_labels_on_one_line_have_a_row_each() -> None:
    drawn = render(diagnostic(label("甲", "一"), label("乙", "二")), SOURCES)
    assert drawn.count("尾行") == 1
    assert [m.strip(" |") for m in marks(drawn)] == ["^^ 一", "-- 二"]


def test_spans_over_several_lines_are_marked_at_both_ends() -> None:
    start, end = TEXT.index("险种"), TEXT.index("尾行") + 2
    drawn = render(diagnostic(Label(Span("a.policy", start, end), "到这里")), SOURCES)
    assert " 2 |" in drawn and " 4 |" in drawn and "\n ...\n" in drawn
    assert marks(drawn)[1].endswith("^^^^ 到这里")


def test_an_empty_span_and_the_end_of_the_file_are_marked() -> None:
    for at in (0, 5, len(TEXT)):
        assert marks(render(diagnostic(Label(Span("a.policy", at, at))), SOURCES))


def test_long_lines_are_cut_around_the_place() -> None:
    source = Source("l", "甲乙丙丁。" * 200 + "此处" + "戊己庚辛。" * 200)
    drawn = render(diagnostic(label("此处", "看这里", source)), {"l": source}, width=80)
    line = next(x for x in drawn.splitlines() if x.startswith(" 1 |"))
    assert cells(line) <= 80 and line.count("...") == 2
    before = line[: line.index("此处")]
    assert cells(before) == len(marks(drawn)[0]) - len(marks(drawn)[0].lstrip(" |"))


def test_a_mark_longer_than_the_line_is_cut_too() -> None:
    source = Source("l", "甲乙丙丁。" * 200)
    whole = Label(Span("l", 0, len(source.text)), "全部")
    for line in render(diagnostic(whole), {"l": source}, width=60).splitlines():
        assert cells(line) <= 62


def test_a_place_without_a_source_costs_the_drawing_alone() -> None:
    assert render(diagnostic(Label(NOWHERE)), {}) == "错误 E0104：某处不对\n"
    assert "错误 E0104" in render(diagnostic(Label(Span("a.policy", 10**6, 10**6 + 1))), SOURCES)


def test_nothing_in_a_source_steers_the_terminal() -> None:
    source = Source("c", "甲\x1b[31m乙\u202e丙\r\n")
    drawn = render(diagnostic(label("丙", "\x1b[2J", source), title="\x07"), {"c": source})
    assert drawn.isprintable() or not set(drawn) & {"\x1b", "\x07", "\r", "\u202e"}
    assert "<U+202E>" in drawn


def test_colours_only_when_asked_for() -> None:
    assert "\x1b" not in render(diagnostic(label("甲")), SOURCES)
    coloured = render(diagnostic(label("甲")), SOURCES, colour=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render(diagnostic(label("甲")), SOURCES)


def test_words_behind_ambiguous_marks_are_quoted_too() -> None:
    assert "所指：「insurance」" in render(diagnostic(label("insurance")), SOURCES)
    assert "所指" not in render(diagnostic(label("insurance"), title="insurance 不对"), SOURCES)


def test_long_notes_are_wrapped() -> None:
    drawn = render(diagnostic(label("甲"), notes=("说来话长，" * 60,)), SOURCES, width=60)
    assert max(map(cells, drawn.splitlines())) <= 62


def test_summary_counts_by_severity() -> None:
    errors = [diagnostic(label("甲")), diagnostic(label("甲"), severity="warning")]
    assert summary(errors) == "1 个错误，1 个警告"
    assert summary(Bag()) == ""
    assert render_all(errors, SOURCES).count("-->") == 2
