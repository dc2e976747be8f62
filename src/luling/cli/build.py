"""luling build: check everything, run the cases, write evaluators, models, schemas and the site.

A policy with errors, or with a case that fails, has nothing written, and what an earlier build
wrote of it is taken away: an old evaluator beside new sources would be believed.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from pathlib import Path

import click

from luling.cli.chinese import command
from luling.cli.doc_files import Printers
from luling.cli.folders import replace
from luling.cli.locate import find_all
from luling.cli.making import Row, compile_all, make_all
from luling.cli.products import SHARED, count_clauses, count_rules, product_paths
from luling.cli.site_files import ABOUT_SOME, SiteFolder
from luling.cli.terminal import print_diagnostics
from luling.cli.versions import pages_of

__all__ = ["run"]

_SITE = "site"
_FORMATS = ("html", "md", "docx")


@command(
    help="检查政策，运行用例，写出判定程序（Python、JavaScript）、模型、JSON Schema，"
    "和供审核人查阅的网站：每份政策的网页、Word 文档和 Markdown，各项判定的计算页，总目录和搜索。"
    "有错误的政策一样也不写，退出码为 1。",
    arguments=[("路径", "政策的文件、文件夹或标识，可以有几个；不写则为 policies")],
    examples=[("luling build", ""), ("luling build policies/weihai -o out", "")],
    notes="网站在 <文件夹>/site，双击 index.html 就能打开，不用联网。" + ABOUT_SOME,
)
@click.argument("paths", nargs=-1, metavar="[路径…]")
@click.option("-o", "--output", default="build", metavar="文件夹", help="写到哪里，默认 build")
def run(paths: tuple[str, ...], output: str) -> int:
    folder, printers = Path(output), Printers(None)
    site = SiteFolder(folder / _SITE, _FORMATS, printers, not paths)
    rows = compile_all(find_all(paths))
    make_all(rows, printers, site.formats_of, products=True)
    for row in rows:
        print_diagnostics(row.diagnostics, row.sources, sys.stderr)
    pages = list(pages_of([row.subject for row in rows if row.subject is not None], {}))
    documents = site.files(rows, pages)
    _write_products(rows, folder)
    replace(folder / _SITE, documents, site.stale(rows, documents))
    _print_summary(rows, documents, output)
    return 1 if any(row.errors for row in rows) else 0


def _write_products(rows: Sequence[Row], folder: Path) -> None:
    files = {name: text for row in rows for name, text in row.made.products.items()}
    stale = [
        path.relative_to(folder).as_posix()
        for row in rows
        if row.errors
        for path in product_paths(folder, row.id)
    ]
    replace(folder, {**files, **SHARED} if files else {}, stale)


def _print_summary(rows: Sequence[Row], documents: Collection[str], output: str) -> None:
    from luling.diagnostics.cells import table

    lines = [["政策", "条款", "规则", "用例", "错误", "警告", "发现", "写出"]]
    for row in rows:
        counts = [
            sum(item.severity == name for item in row.diagnostics)
            for name in ("error", "warning", "finding")
        ]
        written = [*row.made.products, *(name for name in documents if _is_of(name, row.id))]
        files = "无" if row.errors else f"{len(written)} 个文件"
        lines.append([row.id, *map(str, (*_sizes(row), *counts)), files])
    print("\n".join(table(lines, right=frozenset(range(1, 7)))))
    if all(row.errors for row in rows):
        print("什么也没有写。")
    else:
        print(f"写到 {output} 文件夹，网站从 {Path(output, _SITE, 'index.html')} 看起。")


def _sizes(row: Row) -> tuple[int, int, int]:
    """Clauses, rules, cases."""
    program = row.compiled.program
    if program is None:
        return 0, 0, 0
    return count_clauses(row.compiled.notice), count_rules(program), len(program.cases)


def _is_of(name: str, id: str) -> bool:
    return name.startswith(f"{id}.")
