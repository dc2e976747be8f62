"""Calculators: a page per decision that works out a case while it is filled in.

A page carries the decision's evaluator in JavaScript with those of the same decision elsewhere,
what the pages say of its rules (`data`), and the program that asks and shows (`*.js`, joined in the
order of `PARTS`). Everything is text of this folder or escaped data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from luling.backends.document import Subject
from luling.backends.document.frame import Script, render, script_data, style
from luling.backends.javascript import generate_bundle
from luling.core import ir
from luling.site.calculators.data import data_of, document_link, page_name

__all__ = ["calculators", "page_name"]

PARTS = (
    "elements", "values", "fields", "rosters", "names", "problems", "answers", "outcomes",
    "grounds", "changes", "elsewhere", "links", "page",
)  # fmt: skip
"""The files of the program, what others need first."""
_REMARKS = ("//", "/*", "* ", "*/")


def calculators(subjects: Sequence[Subject]) -> dict[str, str]:
    """By file name, a page for each decision of each policy."""
    return {
        page_name(subject.program, decision): _page(subject, decision, subjects)
        for subject in subjects
        for decision in subject.program.decisions
    }


def _page(subject: Subject, decision: ir.Decision, subjects: Sequence[Subject]) -> str:
    places = [(subject, decision), *_elsewhere(subject, decision, subjects)]
    bundle = generate_bundle("Luling", [(one.program, item) for one, item in places])
    return render(
        "calculator.html",
        style("calculator.css", "luling.site"),
        package="luling.site",
        scripts=(_compact(bundle), _program()),
        policy=subject.program.policy,
        decision=decision,
        document=document_link(subject.program, decision),
        siblings=[
            (other.label, page_name(subject.program, other))
            for other in subject.program.decisions
            if other is not decision
        ],
        hash=subject.program.source_hash,
        data=script_data(data_of(places)),
    )


def _elsewhere(
    subject: Subject, decision: ir.Decision, subjects: Sequence[Subject]
) -> Iterator[tuple[Subject, ir.Decision]]:
    """The same decision of other policies."""
    for other in subjects:
        if other.program.policy.id != subject.program.policy.id:
            yield from ((other, one) for one in other.program.decisions if one.id == decision.id)


@cache
def _program() -> Script:
    """What asks and shows, in every page."""
    folder = files("luling.site.calculators")
    parts = [folder.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in PARTS]
    return _compact('(function () {\n"use strict";\n' + "\n".join(parts) + "\n})();\n")


def _compact(text: str) -> Script:
    """A program without indents and whole-line comments; none of ours has a literal that spans
    lines."""
    lines = (line.strip() for line in text.split("\n"))
    return Script("\n".join(line for line in lines if line and not line.startswith(_REMARKS)))
