"""luling docs: the documents that reviewers sign, in the formats asked for, and an index.

A policy with errors, or with a case that fails, has nothing written, and what an earlier run wrote
of it is taken away: an old document beside new sources would be signed.
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
from luling.cli.doc_files import FORMATS, Printers, wanted_formats
from luling.cli.errors import CannotWrite, NoSuchFile
from luling.cli.locate import find_all, reason_of
from luling.cli.terminal import Failure, Progress, print_diagnostics
from luling.diagnostics import Bag, Diagnostic
from luling.source import NOWHERE

if TYPE_CHECKING:
    from luling.backends.document import Document
    from luling.core import ir
    from luling.driver import Above, Compiled

__all__ = ["run"]


@dataclass(slots=True)
class _Row:
    """One policy: its document, or why there is none."""

    compiled: Compiled
    diagnostics: list[Diagnostic]
    document: Document | None = None
    files: dict[str, str | bytes] = field(default_factory=dict)

    @property
    def errors(self) -> list[Diagnostic]:
        return [item for item in self.diagnostics if item.severity == "error"]


@dataclass(frozen=True, slots=True)
class _Printing:
    """How to print, in which formats, and where earlier documents stand."""

    printers: Printers
    formats: tuple[str, ...]
    folder: Path


@command(
    help="写出供审核人签字的政策文档：每份政策一个网页和一个 Markdown 文件，另有总目录 index.html；"
    "也可以写成 Word 文档和 PDF。有错误或者用例不符的政策不写，退出码为 1。",
    arguments=[("路径", "政策的文件、文件夹或标识，可以有几个；不写则为 policies")],
    examples=[
        ("luling docs", ""),
        ("luling docs policies/weihai -o 文档", ""),
        ("luling docs --format docx --format pdf", "写 Word 文档和 PDF"),
    ],
    notes="网页不用联网，双击就能打开，也可以直接打印。Word 文档和 PDF 的最后是审核意见表和签字栏。"
    "内容相同，写出的文件就逐字节相同。文件夹中原有的其他格式一并重写，以免新旧并存。",
)
@click.argument("paths", nargs=-1, metavar="[路径…]")
@click.option(
    "-o", "--output", default="build/docs", metavar="文件夹", help="写到哪里，默认 build/docs"
)
@click.option(
    "--format", "formats", default=("html", "md"), metavar="格式", multiple=True,
    type=click.Choice(FORMATS), help="html、md、docx 或 pdf，可以写几次；默认 html 和 md",
)  # fmt: skip
@click.option("--fonts", metavar="文件夹", help="PDF 所用的中文字体在哪里；不写则用系统的字体")
def run(paths: tuple[str, ...], output: str, formats: tuple[str, ...], fonts: str | None) -> int:
    from luling.driver import Above

    folder = Path(output)
    printing = _Printing(Printers(_folder_of(fonts)), formats, folder)
    printing.printers.check(formats)
    found = find_all(paths)
    rows: list[_Row] = []
    above = Above()
    with Progress("文档", len(found)) as progress:
        for path in found:
            rows += _make(path, above, printing)
            progress.advance(path.stem)
    _refuse_clashes(rows)
    for row in rows:
        print_diagnostics(row.errors, row.compiled.sources, sys.stderr)
    _write(rows, folder)
    _print_summary(rows, output)
    return 1 if any(row.errors for row in rows) else 0


def _folder_of(fonts: str | None) -> Path | None:
    if fonts is None:
        return None
    folder = Path(fonts)
    if not folder.is_dir():
        raise Failure.of(NoSuchFile(NOWHERE, fonts), exit_code=2)
    return folder


def _make(path: Path, above: Above, printing: _Printing) -> Iterator[_Row]:
    """One policy; a vocabulary is only told of when it has mistakes."""
    from luling.driver import compile_policy

    bag = Bag()
    compiled = compile_policy(path, bag, above=above)
    row = _Row(compiled, bag.sorted())
    if compiled.program is not None and not row.errors:
        _finish(row, compiled, compiled.program, above, printing)
    if row.errors or not compiled.is_vocabulary:
        yield row


def _finish(
    row: _Row, compiled: Compiled, program: ir.Program, above: Above, printing: _Printing
) -> None:
    from luling import __version__
    from luling.api import Policy
    from luling.backends.document import Subject, build
    from luling.cli.cases import run_cases

    failed = [one.mistake().diagnostic() for one in run_cases(Policy(program)) if one.differences]
    row.diagnostics += failed
    if failed:
        return
    subject = Subject(
        program,
        __version__,
        compiled.notice,
        tuple(compiled.ties.cited),
        uppers_of(compiled, program, above),
        tuple(item for item in row.diagnostics if item.code.startswith("W08")),
    )
    row.document = build(subject)
    wanted = wanted_formats(printing.formats, printing.folder, program.policy.id)
    row.files = printing.printers.files(row.document, wanted)


def uppers_of(compiled: Compiled, program: ir.Program, above: Above) -> tuple[ir.Program, ...]:
    """The upper notices, and those above them, each once."""
    beside = compiled.path.resolve().parent.parent
    names = list(program.policy.upper)
    found: dict[str, ir.Program] = {}
    for name in names:
        upper = above.of(beside / name / f"{name}.policy") if name not in found else None
        if upper is not None:
            found[name] = upper.program
            names += upper.program.policy.upper
    return tuple(found.values())


def _refuse_clashes(rows: list[_Row]) -> None:
    """Of policies with the same id none is written, or one would lie over the other."""
    for mistake in clashes(row.compiled for row in rows):
        row = next(row for row in rows if mistake.span.file == row.compiled.files[0].name)
        row.diagnostics.append(mistake.diagnostic())
        row.document = None
        row.files.clear()


def _write(rows: list[_Row], folder: Path) -> None:
    from luling.backends.document import to_index
    from luling.files import write_atomically

    documents = [row.document for row in rows if row.document is not None]
    files = {name: content for row in rows for name, content in row.files.items()}
    if any(name.endswith(".html") for name in files):
        files["index.html"] = to_index(documents)
    path = folder
    try:
        for row in rows:
            for ending in () if row.files else FORMATS:
                path = folder / f"{id_of(row.compiled)}.{ending}"
                path.unlink(missing_ok=True)
        for name, content in files.items():
            path = folder / name
            write_atomically(path, content)
    except OSError as error:
        raise Failure.of(CannotWrite(NOWHERE, str(path), reason_of(error))) from None


def _print_summary(rows: list[_Row], output: str) -> None:
    from luling.diagnostics.cells import table

    lines = [["政策", "条款", "规则", "例子", "待研究", "写出"]]
    for row in rows:
        name = id_of(row.compiled)
        if row.document is None:
            lines.append([name, "—", "—", "—", "—", "无"])
            continue
        facts = row.document.summary
        counts = (facts.clauses, facts.rules, facts.cases, facts.findings)
        lines.append([name, *map(str, counts), "、".join(row.files)])
    print("\n".join(table(lines, right=frozenset(range(1, 5)))))
    names = [name for row in rows for name in row.files]
    pages = any(name.endswith(".html") for name in names)
    where = f"写到 {output} 文件夹" + ("，从 index.html 看起" if pages else "")
    print(f"{where}。" if names else "什么也没有写。")
