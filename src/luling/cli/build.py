"""luling build: check everything, run the cases, write the products.

A policy with errors, or with a case that fails, has nothing written, and what an earlier build
wrote of it is taken away: an old evaluator beside new sources would be believed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from luling.cli.chinese import command
from luling.cli.clashes import clashes, id_of
from luling.cli.errors import CannotWrite
from luling.cli.locate import find_all, reason_of
from luling.cli.terminal import Failure, Progress, print_diagnostics
from luling.diagnostics import Bag, Diagnostic
from luling.source import NOWHERE, Source

if TYPE_CHECKING:
    from luling.core import ir
    from luling.driver import Above, Compiled

__all__ = ["run"]


@dataclass(slots=True)
class _Row:
    """One policy in the summary."""

    compiled: Compiled
    diagnostics: list[Diagnostic]
    products: dict[str, str] = field(default_factory=dict)
    clauses: int = 0
    rules: int = 0
    cases: int = 0

    @property
    def name(self) -> str:
        return id_of(self.compiled)

    @property
    def sources(self) -> dict[str, Source]:
        return self.compiled.sources

    @property
    def failed(self) -> bool:
        return any(item.severity == "error" for item in self.diagnostics)


@command(
    help="检查政策，运行用例，写出判定程序（Python、JavaScript）、模型和 JSON Schema。"
    "有错误的政策一样也不写，退出码为 1。",
    arguments=[("路径", "政策的文件、文件夹或标识，可以有几个；不写则为 policies")],
    examples=[("luling build", ""), ("luling build policies/weihai -o out", "")],
)
@click.argument("paths", nargs=-1, metavar="[路径…]")
@click.option("-o", "--output", default="build", metavar="文件夹", help="写到哪里，默认 build")
def run(paths: tuple[str, ...], output: str) -> int:
    from luling.driver import Above

    found = find_all(paths)
    rows: list[_Row] = []
    above = Above()
    with Progress("编译", len(found)) as progress:
        for path in found:
            rows += _build(path, above)
            progress.advance(path.stem)
    _refuse_clashes(rows)
    for row in rows:
        print_diagnostics(row.diagnostics, row.sources, sys.stderr)
    for row in rows:
        _write(row, Path(output))
    _write_shared(rows, Path(output))
    _print_summary(rows, output)
    return 1 if any(row.failed for row in rows) else 0


def _build(path: Path, above: Above) -> Iterator[_Row]:
    """One policy; a vocabulary is only told of when it has mistakes."""
    from luling.driver import compile_policy

    bag = Bag()
    compiled = compile_policy(path, bag, above=above)
    row = _Row(compiled, bag.sorted())
    if compiled.program is not None and not row.failed:
        _finish(row, compiled, compiled.program)
    if row.diagnostics or not compiled.is_vocabulary:
        yield row


def _finish(row: _Row, compiled: Compiled, program: ir.Program) -> None:
    """Cases, then the products in memory; nothing is written yet."""
    from luling.api import Policy
    from luling.cli.cases import run_cases
    from luling.cli.products import count_clauses, count_rules, products

    row.clauses, row.rules = count_clauses(compiled.notice), count_rules(program)
    row.cases = len(program.cases)
    row.diagnostics += [
        result.mistake().diagnostic() for result in run_cases(Policy(program)) if result.differences
    ]
    if not row.failed:
        row.products = products(program)


def _refuse_clashes(rows: list[_Row]) -> None:
    """Of policies with the same id none is written, or one would lie over the other."""
    for mistake in clashes(row.compiled for row in rows):
        row = next(row for row in rows if mistake.span.file == row.compiled.files[0].name)
        row.diagnostics.append(mistake.diagnostic())
        row.products.clear()


def _write(row: _Row, folder: Path) -> None:
    from luling.cli.products import product_paths

    if row.failed:
        for path in product_paths(folder, row.name):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise Failure.of(CannotWrite(NOWHERE, str(path), reason_of(error))) from None
    _write_files(row.products, folder)


def _write_shared(rows: list[_Row], folder: Path) -> None:
    """What stands beside the products of all policies, where there are any."""
    from luling.cli.products import SHARED

    if any(row.products for row in rows):
        _write_files(SHARED, folder)


def _write_files(products: dict[str, str], folder: Path) -> None:
    from luling.files import write_atomically

    for name, content in products.items():
        try:
            write_atomically(folder / name, content)
        except OSError as error:
            path = str(folder / name)
            raise Failure.of(CannotWrite(NOWHERE, path, reason_of(error))) from None


def _print_summary(rows: list[_Row], output: str) -> None:
    from luling.diagnostics.cells import table

    lines = [["政策", "条款", "规则", "用例", "错误", "警告", "发现", "写出"]]
    for row in rows:
        counts = [
            str(sum(item.severity == name for item in row.diagnostics))
            for name in ("error", "warning", "finding")
        ]
        numbers = [str(row.clauses), str(row.rules), str(row.cases)]
        written = "无" if row.failed else f"{len(row.products)} 个文件"
        lines.append([row.name, *numbers, *counts, written])
    print("\n".join(table(lines, right=frozenset(range(1, 7)))))
    print(f"写到 {output} 文件夹。" if any(not row.failed for row in rows) else "什么也没有写。")
