"""Compiles short policies for tests; shared by the catalogue of codes and by `tests/cases`."""

from __future__ import annotations

from pathlib import Path

from luling.diagnostics import Bag
from luling.diagnostics.prelude import complete, example_files
from luling.source import Source

__all__ = ["codes_by_line", "compile_text"]

NAME = "example.policy"


def compile_text(snippet: str, folder: Path) -> tuple[Bag, Source]:
    """The diagnostics of a snippet (completed by the prelude), as if it stood in a folder of its
    own in `folder` with the files that it brings with it: beside it, or in folders beside its own.
    """
    from luling.driver import compile_policy

    home = folder / "here"
    home.mkdir(exist_ok=True)
    for name, text in example_files(snippet).items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    path = home / NAME
    source = Source(str(path), complete(snippet), path)
    bag = Bag()
    compile_policy(path, bag, source)
    return bag, source


def codes_by_line(bag: Bag, source: Source) -> list[tuple[int, str]]:
    """Every diagnostic with the line of the file that it points to (0: it points elsewhere)."""
    found = []
    for item in bag:
        span = item.labels[0].span
        line = source.position(span.start)[0] if span.file == source.name else 0
        found.append((line, item.code))
    return sorted(found)
