"""luling check: diagnostics only."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from luling.cli.chinese import command
from luling.cli.clashes import clashes
from luling.cli.locate import find_all
from luling.cli.terminal import Progress, print_diagnostics
from luling.diagnostics import Bag, Diagnostic
from luling.source import Source

if TYPE_CHECKING:
    from luling.driver import Compiled

__all__ = ["run"]

FORMATS = ("text", "json", "github", "sarif")


@command(
    help="检查政策，列出错误、警告和发现。有错误时退出码为 1。",
    arguments=[("路径", "政策的文件、文件夹或标识，可以有几个；不写则为 policies")],
    examples=[
        ("luling check", "检查 policies 中的全部政策"),
        ("luling check policies/weihai", "只检查一份"),
        ("luling check --format sarif > luling.sarif", "供代码托管平台显示"),
    ],
)
@click.argument("paths", nargs=-1, metavar="[路径…]")
@click.option(
    "--format", "form", default="text", metavar="格式", type=click.Choice(FORMATS),
    help="text（默认）、json、github 或 sarif",
)  # fmt: skip
def run(paths: tuple[str, ...], form: str) -> int:
    from luling.driver import Above, compile_policy

    found = find_all(paths)
    whole, sources = Bag(), dict[str, Source]()
    done: list[Compiled] = []
    above = Above()
    with Progress("检查", len(found)) as progress:
        for path in found:
            bag = Bag()
            compiled = compile_policy(path, bag, above=above)
            sources.update(compiled.sources)
            done.append(compiled)
            for item in bag:  # what two policies share is said once
                whole.add(item)
            progress.advance(path.stem)
    for mistake in clashes(done):
        whole.report(mistake)
    count = sum(not compiled.is_vocabulary for compiled in done)
    write_report(whole.sorted(), sources, form, count)
    return 1 if whole.has_errors else 0


def write_report(
    diagnostics: list[Diagnostic], sources: Mapping[str, Source], form: str, count: int
) -> None:
    """All diagnostics on standard output, in one of the formats."""
    from luling.diagnostics import formats
    from luling.diagnostics.render import summary

    match form:
        case "json":
            sys.stdout.write(formats.to_json(diagnostics, sources))
        case "github":
            sys.stdout.write(formats.to_github(diagnostics, sources))
        case "sarif":
            sys.stdout.write(formats.to_sarif(diagnostics, sources))
        case _:
            print_diagnostics(diagnostics, sources, sys.stdout)
            counted = summary(diagnostics) or "没有发现问题"
            sys.stdout.write(f"检查了 {count} 份政策：{counted}。\n")
