"""luling docs: the documents that reviewers sign, a page and a text for each policy, an index, the
policies side by side, and each beside an older version.

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
from luling.cli.errors import CannotWrite
from luling.cli.locate import find_all, reason_of
from luling.cli.terminal import Failure, Progress, print_diagnostics
from luling.cli.versions import former_versions, pages_of, uppers_of
from luling.diagnostics import Bag, Diagnostic
from luling.source import NOWHERE

if TYPE_CHECKING:
    from luling.backends.document import Document, Page, Subject
    from luling.core import ir
    from luling.driver import Above, Compiled

__all__ = ["run"]

ACROSS = "across-policies"


@dataclass(slots=True)
class _Row:
    """One policy: its document, or why there is none."""

    compiled: Compiled
    diagnostics: list[Diagnostic]
    subject: Subject | None = None
    document: Document | None = None
    files: dict[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> list[Diagnostic]:
        return [item for item in self.diagnostics if item.severity == "error"]


@command(
    help="写出供审核人签字的政策文档：每份政策一个网页和一个 Markdown 文件，另有总目录 index.html，"
    "有几份政策时另有逐项并列的对照。有错误或者用例不符的政策不写，退出码为 1。",
    arguments=[("路径", "政策的文件、文件夹或标识，可以有几个；不写则为 policies")],
    examples=[
        ("luling docs", ""),
        ("luling docs policies/weihai -o 文档", ""),
        ("luling docs --against 旧版/policies", "另写每份政策与旧版的修订对照"),
    ],
    notes="旧版与新版按政策的标识对应；只比较两个版本，用 luling diff 旧 新 -o 文件.html。"
    "网页不用联网，双击就能打开，也可以直接打印。内容相同，写出的文件就逐字节相同。",
)
@click.argument("paths", nargs=-1, metavar="[路径…]")
@click.option(
    "-o", "--output", default="build/docs", metavar="文件夹", help="写到哪里，默认 build/docs"
)
@click.option("--against", metavar="文件夹", help="旧版政策所在的文件夹，用来写修订对照")
def run(paths: tuple[str, ...], output: str, against: str | None) -> int:
    from luling.driver import Above

    found = find_all(paths)
    former_versions(against, ())  # a place that is not there is told of before the work
    rows: list[_Row] = []
    above = Above()
    with Progress("文档", len(found)) as progress:
        for path in found:
            rows += _make(path, above)
            progress.advance(path.stem)
    _refuse_clashes(rows)
    for row in rows:
        print_diagnostics(row.errors, row.compiled.sources, sys.stderr)
    written = [row.subject for row in rows if row.document is not None and row.subject is not None]
    former = former_versions(against, [one.program.policy.id for one in written])
    pages = list(pages_of(written, former))
    _write(rows, pages, Path(output))
    _print_summary(rows, pages, output)
    return 1 if any(row.errors for row in rows) else 0


def _make(path: Path, above: Above) -> Iterator[_Row]:
    """One policy; a vocabulary is only told of when it has mistakes."""
    from luling.driver import compile_policy

    bag = Bag()
    compiled = compile_policy(path, bag, above=above)
    row = _Row(compiled, bag.sorted())
    if compiled.program is not None and not row.errors:
        _finish(row, compiled, compiled.program, above)
    if row.errors or not compiled.is_vocabulary:
        yield row


def _finish(row: _Row, compiled: Compiled, program: ir.Program, above: Above) -> None:
    from luling import __version__
    from luling.api import Policy
    from luling.backends.document import Subject, build, to_html, to_markdown
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
    row.subject, row.document = subject, build(subject)
    row.files = {
        f"{program.policy.id}.html": to_html(row.document),
        f"{program.policy.id}.md": to_markdown(row.document),
    }


def _refuse_clashes(rows: list[_Row]) -> None:
    """Of policies with the same id none is written, or one would lie over the other."""
    for mistake in clashes(row.compiled for row in rows):
        row = next(row for row in rows if mistake.span.file == row.compiled.files[0].name)
        row.diagnostics.append(mistake.diagnostic())
        row.document = None
        row.files.clear()


def _write(rows: list[_Row], pages: list[Page], folder: Path) -> None:
    from luling.backends.document import to_index, to_markdown, to_page
    from luling.files import write_atomically

    documents = [row.document for row in rows if row.document is not None]
    files = {name: content for row in rows for name, content in row.files.items()}
    if documents:
        files["index.html"] = to_index(documents, pages)
    for page in pages:
        files |= {f"{page.id}.html": to_page(page), f"{page.id}.md": to_markdown(page)}
    path = folder
    try:
        for name in _stale(rows, files):
            path = folder / name
            path.unlink(missing_ok=True)
        for name, content in files.items():
            path = folder / name
            write_atomically(path, content)
    except OSError as error:
        raise Failure.of(CannotWrite(NOWHERE, str(path), reason_of(error))) from None


def _stale(rows: list[_Row], files: dict[str, str]) -> Iterator[str]:
    """What an earlier run may have written and this one does not."""
    ids = [id_of(row.compiled) for row in rows]
    for name in (ACROSS, *ids, *(f"{id}-revision" for id in ids)):
        yield from (f"{name}.{end}" for end in ("html", "md") if f"{name}.{end}" not in files)


def _print_summary(rows: list[_Row], pages: list[Page], output: str) -> None:
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
    for page in pages:
        print(f"{page.title}：{page.id}.html、{page.id}.md")
    written = any(row.files for row in rows)
    print(f"写到 {output} 文件夹，从 index.html 看起。" if written else "什么也没有写。")
