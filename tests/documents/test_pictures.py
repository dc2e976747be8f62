"""Drawings: nothing lies over anything else, and the list beside them says the same."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import HealthCheck, given, settings
from reviewed import NAMES, subject_of, subject_of_policy

from luling.backends.document.layers import lay_out, reduced
from luling.backends.document.model import Box, Picture
from luling.backends.document.picture import depicted, references_of
from luling.backends.document.subject import Writer
from luling.core import ir
from strategies import programs

relaxed = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


def pictures(program: ir.Program, writer: Writer) -> list[Picture]:
    found = [depicted(writer, decision) for decision in program.decisions]
    return [one for one in found if one is not None]


def assert_drawn_well(picture: Picture) -> None:
    for one, other in combinations(picture.boxes, 2):
        assert not (_meet(one.x, one.width, other.x, other.width)
                    and _meet(one.y, one.height, other.y, other.height))  # fmt: skip
    for box in picture.boxes:
        assert box.x >= 0 and box.y >= 0
        assert box.x + box.width < picture.width and box.y + box.height < picture.height
        assert all(len(line) <= 8 for line in box.lines)
    lefts = {(box.x, box.y + box.height // 2) for box in picture.boxes}
    rights = {(box.x + box.width, box.y + box.height // 2) for box in picture.boxes}
    for arrow in picture.arrows:
        assert arrow.points[0] in rights and arrow.points[-1] in lefts
        for number, ((x1, y1), (x2, _)) in enumerate(pairwise(arrow.points)):
            assert x1 < x2
            if number % 2:
                assert not any(_crosses(box, x1, x2, y1) for box in picture.boxes)


def _meet(start: int, size: int, other: int, other_size: int) -> bool:
    return start < other + other_size and other < start + size


def _crosses(box: Box, x1: int, x2: int, y: int) -> bool:
    return _meet(box.x, box.width, x1, x2 - x1) and box.y < y < box.y + box.height


def test_drawings_of_the_policies() -> None:
    drawn = 0
    for name in NAMES:
        subject = subject_of_policy(name)
        for picture in pictures(subject.program, Writer.of(subject)):
            drawn += 1
            assert_drawn_well(picture)
    assert drawn > 8


def test_every_decision_that_asks_something_is_drawn() -> None:
    """What is asked has boxes of its own where nothing stands between it and the answers."""
    for name in NAMES:
        subject = subject_of_policy(name)
        drawn = pictures(subject.program, Writer.of(subject))
        assert len(drawn) == sum(bool(one.facts) for one in subject.program.decisions)
        for picture in drawn:
            kinds = {box.kind for box in picture.boxes}
            assert "outcome" in kinds and picture.arrows
            assert "given" not in kinds or all(not box.note for box in picture.boxes)


@relaxed
@given(programs(most=9))
def test_drawings_of_random_policies(program: ir.Program) -> None:
    for picture in pictures(program, Writer.of(subject_of(program))):
        assert_drawn_well(picture)
        for item in program.decisions[0].definitions:
            named = [line.text for line in picture.outline if line.text.startswith(item.label)]
            used = references_of(item)
            labels = {one.id: one.label for one in program.decisions[0].definitions}
            assert any(all(labels[id] in text for id in used) for text in named)


def test_a_line_is_left_out_where_a_longer_way_leads_there() -> None:
    uses = {"a": (), "b": ("a",), "c": ("a", "b"), "d": ("a",)}
    assert reduced(uses) == [("a", "b"), ("b", "c"), ("a", "d")]


def test_a_long_line_keeps_a_lane_beside_the_boxes() -> None:
    heights = dict.fromkeys("abcd", 40)
    layout = lay_out(heights, [("a", "b"), ("b", "c"), ("d", "b"), ("a", "c")], 10)
    assert layout.columns == {"a": 0, "d": 0, "b": 1, "c": 2}
    (lane,) = layout.lanes["a", "c"]
    top = layout.tops["b"]
    assert not top <= lane <= top + 40
