"""Work in processes: in order, with its mistakes, and also where no process can be started."""

from __future__ import annotations

import os

import pytest

from luling.cli import processes
from luling.cli.processes import each


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_processors", lambda: 2)


def where(number: int) -> tuple[int, int]:
    if number < 0:
        raise ValueError(number)
    return number, os.getpid()


def test_results_come_in_order_from_other_processes() -> None:
    results = list(each(where, range(7)))
    assert [number for number, _ in results] == list(range(7))
    assert os.getpid() not in {process for _, process in results}


def test_few_things_are_worked_on_here() -> None:
    assert {process for _, process in each(where, [1, 2])} == {os.getpid()}


def test_a_mistake_of_the_work_arrives() -> None:
    with pytest.raises(ValueError, match="-1"):
        list(each(where, [1, 2, -1]))


def test_where_no_process_can_be_started_the_work_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no semaphores")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refuse)
    assert {process for _, process in each(where, range(3))} == {os.getpid()}
