"""luling test: the worked examples of the policies."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from luling.cli.chinese import command
from luling.cli.locate import find_all
from luling.cli.terminal import Progress, note_open_clauses, print_diagnostics
from luling.diagnostics import Bag, Diagnostic
from luling.source import Source

__all__ = ["run"]


@command(
    help="在两个引擎上运行用例，逐项比较应得与实得，并指出条款。有不符时退出码为 1。",
    arguments=[("路径", "政策的文件、文件夹或标识，可以有几个；不写则为 policies")],
    examples=[("luling test", ""), ("luling test policies/weihai", "")],
)
@click.argument("paths", nargs=-1, metavar="[路径…]")
def run(paths: tuple[str, ...]) -> int:
    found = find_all(paths)
    rows: list[_Row] = []
    with Progress("用例", len(found)) as progress:
        for path in found:
            rows += _run_policy(path)
            progress.advance(path.stem)
    return _report(rows)


_Row = tuple[str, int, list[Diagnostic], dict[str, Source]]


def _run_policy(path: Path) -> Iterator[_Row]:
    """How many cases there are, and what is wrong: the policy's errors, or the cases that fail."""
    from luling.api import Policy
    from luling.cli.cases import run_cases
    from luling.driver import compile_policy

    bag = Bag()
    compiled = compile_policy(path, bag)
    if compiled.draft is None:
        errors = [item for item in bag.sorted() if item.severity == "error"]
        if errors or not compiled.is_vocabulary:
            yield path.stem, 0, errors, compiled.sources
        return
    note_open_clauses(bag, path.stem)
    results = list(run_cases(Policy(compiled.draft)))
    failed = [result.mistake().diagnostic() for result in results if result.differences]
    yield path.stem, len(results), failed, compiled.sources


def _report(rows: list[_Row]) -> int:
    from luling.diagnostics.cells import table

    lines = [["政策", "用例", "相符", "不符"]]
    failures = 0
    for name, count, wrong, sources in rows:
        print_diagnostics(wrong, sources, sys.stdout)
        failures += len(wrong)
        if count or not wrong:
            lines.append([name, str(count), str(count - len(wrong)), str(len(wrong))])
        else:
            lines.append([name, "—", "—", "政策有错误"])
    print("\n".join(table(lines, right=frozenset({1, 2, 3}))))
    return 1 if failures else 0
