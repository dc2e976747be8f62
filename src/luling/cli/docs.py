"""luling docs: the documents that reviewers sign, in the formats asked for, an index, the policies
side by side, and each beside an older version.

A policy with errors, or with a case that fails, has nothing written, and what an earlier run wrote
of it is taken away: an old document beside new sources would be signed.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
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
    help="写出供审核人签字的政策文档：每份政策一个网页和一个 Markdown 文件，另有总目录 index.html，"
    "有几份政策时另有逐项并列的对照；也可以写成 Word 文档和 PDF。"
    "有错误或者用例不符的政策不写，退出码为 1。",
    arguments=[("路径", "政策的文件、文件夹或标识，可以有几个；不写则为 policies")],
    examples=[
        ("luling docs", ""),
        ("luling docs policies/weihai -o 文档", ""),
        ("luling docs --format docx --format pdf", "写 Word 文档和 PDF"),
        ("luling docs --against 旧版/policies", "另写每份政策与旧版的修订对照"),
    ],
    notes="旧版与新版按政策的标识对应；只比较两个版本，用 luling diff 旧 新 -o 文件.html。"
    "网页不用联网，双击就能打开，也可以直接打印。Word 文档和 PDF 的最后是审核意见表和签字栏。"
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
@click.option("--against", metavar="文件夹", help="旧版政策所在的文件夹，用来写修订对照")
def run(
    paths: tuple[str, ...],
    output: str,
    formats: tuple[str, ...],
    fonts: str | None,
    against: str | None,
) -> int:
    from luling.driver import Above

    folder = Path(output)
    printing = _Printing(Printers(_folder_of(fonts)), formats, folder)
    printing.printers.check(formats)
    found = find_all(paths)
    former_versions(against, ())  # a place that is not there is told of before the work
    rows: list[_Row] = []
    above = Above()
    with Progress("文档", len(found)) as progress:
        for path in found:
            rows += _make(path, above, printing)
            progress.advance(path.stem)
    _refuse_clashes(rows)
    for row in rows:
        print_diagnostics(row.errors, row.compiled.sources, sys.stderr)
    written = [row.subject for row in rows if row.document is not None and row.subject is not None]
    former = former_versions(against, [one.program.policy.id for one in written])
    pages = list(pages_of(written, former))
    page_files = _page_files(pages, printing)
    _write(rows, pages, page_files, folder)
    _print_summary(rows, pages, page_files, output)
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
    row.subject, row.document = subject, build(subject)
    wanted = wanted_formats(printing.formats, printing.folder, program.policy.id)
    row.files = printing.printers.files(row.document, wanted)


def _refuse_clashes(rows: list[_Row]) -> None:
    """Of policies with the same id none is written, or one would lie over the other."""
    for mistake in clashes(row.compiled for row in rows):
        row = next(row for row in rows if mistake.span.file == row.compiled.files[0].name)
        row.diagnostics.append(mistake.diagnostic())
        row.document = None
        row.files.clear()


def _page_files(pages: list[Page], printing: _Printing) -> dict[str, str | bytes]:
    """The pages about several policies or versions: they are printed as pages and as Markdown."""
    from luling.backends.document import to_markdown, to_page

    files: dict[str, str | bytes] = {}
    for page in pages:
        wanted = wanted_formats(printing.formats, printing.folder, page.id)
        if "html" in wanted:
            files[f"{page.id}.html"] = to_page(page)
        if "md" in wanted:
            files[f"{page.id}.md"] = to_markdown(page)
    return files


def _write(
    rows: list[_Row], pages: list[Page], page_files: dict[str, str | bytes], folder: Path
) -> None:
    from luling.files import write_atomically
    from luling.site import to_index

    documents = [row.document for row in rows if row.document is not None]
    files = {name: content for row in rows for name, content in row.files.items()}
    if any(name.endswith(".html") for name in files):
        files["index.html"] = to_index(documents, pages if page_files else [])
    files |= page_files
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


def _stale(rows: list[_Row], files: Collection[str]) -> Iterator[str]:
    """What an earlier run may have written and this one does not."""
    ids = [id_of(row.compiled) for row in rows]
    names = [f"{id}.{end}" for id in ids for end in FORMATS]
    names += [f"{name}.{end}" for name in (ACROSS, *(f"{id}-revision" for id in ids))
              for end in ("html", "md")]  # fmt: skip
    yield from (name for name in names if name not in files)


def _print_summary(
    rows: list[_Row], pages: list[Page], page_files: Collection[str], output: str
) -> None:
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
        said = [name for name in page_files if name.startswith(f"{page.id}.")]
        print(f"{page.title}：{'、'.join(said)}" if said else f"{page.title}：没有写（要用网页）")
    names = [name for row in rows for name in row.files]
    start = any(name.endswith(".html") for name in names)
    where = f"写到 {output} 文件夹" + ("，从 index.html 看起" if start else "")
    print(f"{where}。" if names else "什么也没有写。")
