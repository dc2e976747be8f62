"""What luling build and luling docs have in common: policies are compiled together, then each runs
its cases and has its files made, in memory and once. Of a policy with errors, or with a case that
fails, nothing is made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from luling.cli.clashes import clashes, id_of
from luling.cli.doc_files import Printers
from luling.cli.processes import each
from luling.cli.terminal import Progress
from luling.cli.versions import uppers_of
from luling.diagnostics import Bag, Diagnostic
from luling.source import Source

if TYPE_CHECKING:
    from luling.backends.document import Document, Subject
    from luling.driver import Above, Compiled

__all__ = ["Made", "Row", "compile_all", "make_all"]


@dataclass(frozen=True, slots=True)
class Order:
    """What to make of a policy: its evaluators, models and schemas, and a document in `formats`
    (pages are made later, of all documents together)."""

    subject: Subject
    products: bool
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """`failures`: the cases that do not hold; then there is nothing else."""

    failures: tuple[Diagnostic, ...] = ()
    products: dict[str, str] = field(default_factory=dict)
    document: Document | None = None
    files: dict[str, str | bytes] = field(default_factory=dict)


@dataclass(slots=True)
class Row:
    """One policy on its way; without `subject` it has errors."""

    compiled: Compiled
    diagnostics: list[Diagnostic]
    subject: Subject | None = None
    made: Made = field(default_factory=Made)

    @property
    def id(self) -> str:
        return id_of(self.compiled)

    @property
    def sources(self) -> dict[str, Source]:
        return self.compiled.sources

    @property
    def errors(self) -> list[Diagnostic]:
        return [item for item in self.diagnostics if item.severity == "error"]


# ---------------------------------------------------------------- compiling


def compile_all(paths: Sequence[Path]) -> list[Row]:
    """A row a policy; a vocabulary is only told of when it has mistakes. Of policies with the same
    id none is good, or one would lie over the other."""
    from luling.driver import Above

    above = Above()
    rows: list[Row] = []
    with Progress("编译", len(paths)) as progress:
        for path in paths:
            row = _compiled(path, above)
            if row.diagnostics or not row.compiled.is_vocabulary:
                rows.append(row)
            progress.advance(path.stem)
    for mistake in clashes(row.compiled for row in rows):
        row = next(row for row in rows if mistake.span.file == row.compiled.files[0].name)
        row.diagnostics.append(mistake.diagnostic())
        row.subject = None
    return rows


def _compiled(path: Path, above: Above) -> Row:
    from luling import __version__
    from luling.backends.document import Subject
    from luling.driver import compile_policy

    bag = Bag()
    compiled = compile_policy(path, bag, above=above)
    row = Row(compiled, bag.sorted())
    program = compiled.program
    if program is not None and not row.errors:
        tied = tuple(compiled.ties.cited)
        found = tuple(item for item in row.diagnostics if item.code.startswith("W08"))
        uppers = uppers_of(compiled, program, above)
        row.subject = Subject(program, __version__, compiled.notice, tied, uppers, found)
    return row


# ---------------------------------------------------------------- making


def make_all(
    rows: Sequence[Row],
    printers: Printers,
    formats_of: Callable[[str], tuple[str, ...]],
    products: bool = False,
) -> None:
    """Fills in what is made of each policy without errors: a document in the formats that
    `formats_of` gives for its id, and `products`. A case that fails takes its policy out."""
    sound = [row for row in rows if row.subject is not None]
    orders = [
        Order(row.subject, products, formats_of(row.id)) for row in sound if row.subject is not None
    ]
    with Progress("用例和文档", len(sound)) as progress:
        for row, made in zip(sound, each(partial(make, printers), orders), strict=True):
            row.made = made
            row.diagnostics += made.failures
            row.subject = None if made.failures else row.subject
            progress.advance(row.id)


def make(printers: Printers, order: Order) -> Made:
    """One policy: its cases, then its files."""
    from luling.api import Policy
    from luling.backends.document import build
    from luling.cli.cases import run_cases
    from luling.cli.products import products

    policy = Policy(order.subject.program)
    results = list(run_cases(policy))
    failures = tuple(one.mistake().diagnostic() for one in results if one.differences)
    if failures:
        return Made(failures)
    document = build(order.subject, {one.case.id: one.answer for one in results})
    return Made(
        products=products(policy) if order.products else {},
        document=document,
        files=printers.files(document, order.formats),
    )
