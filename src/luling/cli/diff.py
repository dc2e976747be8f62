"""luling diff: two versions of a policy, and the cases that come out otherwise."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from luling.cli.chinese import command
from luling.cli.errors import CannotWrite
from luling.cli.errors_documents import UnknownPageFormat
from luling.cli.loading import load_program
from luling.cli.locate import find_one, reason_of
from luling.cli.terminal import Failure, has_colour, width_of
from luling.source import NOWHERE

__all__ = ["run"]

_ENDINGS = (".html", ".md")


@command(
    help="比较一份政策的两个版本：通知原文、名称和参数、规则及其依据，并在两个版本上运行用例，"
    "列出结果不同的。",
    arguments=[
        ("旧", "旧的版本：.policy 文件、它的文件夹，或 policies 文件夹中的标识"),
        ("新", "新的版本，写法相同"),
    ],
    examples=[
        ("luling diff 旧版/weihai policies/weihai", ""),
        ("luling diff 旧版/weihai weihai -o 修订对照.html", "写成可以打印的网页"),
        ("luling diff 旧版/weihai weihai --exit-code", "有不同时退出码为 1"),
    ],
    notes="只比较内容：注释、排版、规则的先后不算不同（先列优先的表除外）。",
)
@click.argument("old", metavar="旧")
@click.argument("new", metavar="新")
@click.option(
    "-o", "--output", metavar="文件", help="写成修订对照的网页（.html）或文本（.md），不在终端显示"
)
@click.option("--json", "as_json", is_flag=True, help="写出 JSON，供程序使用")
@click.option("--exit-code", is_flag=True, help="有不同时退出码为 1，否则总为 0")
def run(old: str, new: str, output: str | None, as_json: bool, exit_code: bool) -> int:
    from luling.analysis.revision import Version, revise

    if output is not None and Path(output).suffix.lower() not in _ENDINGS:
        raise Failure.of(UnknownPageFormat(NOWHERE, output), exit_code=2)
    versions = []
    for name in (old, new):
        program, compiled = load_program(find_one(name))
        versions.append(Version(program, compiled.notice))
    found = revise(versions[0], versions[1])
    if as_json:
        sys.stdout.write(json.dumps(found.to_json(), ensure_ascii=False, indent=2) + "\n")
    elif output is None:
        from luling.cli.diff_text import page

        sys.stdout.write(page(found, width_of(sys.stdout), has_colour(sys.stdout)))
    if output is not None:
        _write(old, new, Path(output))
        if not as_json:
            sys.stdout.write(f"写好了 {output}。\n")
    return 1 if exit_code and not found.is_empty else 0


def _write(old: str, new: str, path: Path) -> None:
    from luling.backends.document import revised, to_markdown, to_page
    from luling.cli.versions import load_subject
    from luling.files import write_atomically

    page = revised(load_subject(find_one(old)), load_subject(find_one(new)))
    text = to_markdown(page) if path.suffix.lower() == ".md" else to_page(page, beside=False)
    try:
        write_atomically(path, text)
    except OSError as error:
        raise Failure.of(CannotWrite(NOWHERE, str(path), reason_of(error))) from None
