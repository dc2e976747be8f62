"""luling docs: the site alone, in the formats asked for: the documents that reviewers sign,
calculators, index and search, the policies side by side, and each beside an older version.

A policy with errors, or with a case that fails, has nothing written, and what an earlier run wrote
of it is taken away: an old document beside new sources would be signed.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from luling.cli.chinese import command
from luling.cli.doc_files import FORMATS, Printers
from luling.cli.errors import NoSuchFile
from luling.cli.folders import replace
from luling.cli.locate import find_all
from luling.cli.making import Row, compile_all, make_all
from luling.cli.site_files import ABOUT_SOME, SiteFolder
from luling.cli.terminal import Failure, print_diagnostics
from luling.cli.versions import former_versions, pages_of
from luling.source import NOWHERE

if TYPE_CHECKING:
    from luling.backends.document import Page

__all__ = ["run"]


@command(
    help="写出供审核人签字的政策文档：每份政策一个网页和一个 Markdown 文件，另有总目录 index.html、"
    "搜索和各项判定的计算页，有几份政策时另有逐项并列的对照；也可以写成 Word 文档和 PDF。"
    "有错误或者用例不符的政策不写，退出码为 1。",
    arguments=[("路径", "政策的文件、文件夹或标识，可以有几个；不写则为 policies")],
    examples=[
        ("luling docs", ""),
        ("luling docs policies/weihai -o 文档", ""),
        ("luling docs --format docx --format pdf", "写 Word 文档和 PDF"),
        ("luling docs --against 旧版/policies", "另写每份政策与旧版的修订对照"),
    ],
    notes="旧版与新版按政策的标识对应；只比较两个版本，用 luling diff 旧 新 -o 文件.html。"
    "网页不用联网，双击就能打开，也可以直接打印。Word 文档和 PDF 的逐条对照"
    "留有意见栏，最后是综合意见和签字栏。"
    "内容相同，写出的文件就逐字节相同。文件夹中原有的其他格式一并重写，以免新旧并存。"
    + ABOUT_SOME,
)
@click.argument("paths", nargs=-1, metavar="[路径…]")
@click.option(
    "-o", "--output", default="build/site", metavar="文件夹", help="写到哪里，默认 build/site"
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
    printers = Printers(_folder_of(fonts))
    printers.check(formats)
    found = find_all(paths)
    former_versions(against, ())  # a place that is not there is told of before the work
    site = SiteFolder(Path(output), formats, printers, not paths)
    rows = compile_all(found)
    make_all(rows, printers, site.formats_of)
    for row in rows:
        print_diagnostics(row.errors, row.sources, sys.stderr)
    subjects = [row.subject for row in rows if row.subject is not None]
    former = former_versions(against, [one.program.policy.id for one in subjects])
    pages = list(pages_of(subjects, former))
    files = site.files(rows, pages)
    replace(Path(output), files, site.stale(rows, files))
    _print_summary(rows, pages, files, output)
    return 1 if any(row.errors for row in rows) else 0


def _folder_of(fonts: str | None) -> Path | None:
    if fonts is None:
        return None
    folder = Path(fonts)
    if not folder.is_dir():
        raise Failure.of(NoSuchFile(NOWHERE, fonts), exit_code=2)
    return folder


def _print_summary(
    rows: Sequence[Row], pages: Sequence[Page], files: Collection[str], output: str
) -> None:
    from luling.diagnostics.cells import table

    lines = [["政策", "条款", "规则", "例子", "待研究", "写出"]]
    for row in rows:
        if row.made.document is None:
            lines.append([row.id, "—", "—", "—", "—", "无"])
            continue
        facts = row.made.document.summary
        counts = (facts.clauses, facts.rules, facts.cases, facts.findings)
        lines.append([row.id, *map(str, counts), _written(row.id, files)])
    print("\n".join(table(lines, right=frozenset(range(1, 5)))))
    for page in pages:
        said = [name for name in files if name.startswith(f"{page.id}.")]
        print(f"{page.title}：{'、'.join(said)}" if said else f"{page.title}：没有写（要用网页）")
    where = f"写到 {output} 文件夹" + ("，从 index.html 看起" if "index.html" in files else "")
    has_documents = any(row.made.document is not None for row in rows)
    print(f"{where}。" if has_documents else "什么也没有写。")


def _written(id: str, files: Collection[str]) -> str:
    """weihai.html、weihai.md、2 个计算页"""
    named = [f"{id}.{end}" for end in FORMATS if f"{id}.{end}" in files]
    calculators = sum(name.startswith(f"{id}.") for name in files) - len(named)
    return "、".join([*named, f"{calculators} 个计算页"] if calculators else named)
