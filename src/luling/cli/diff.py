"""luling diff: two versions of a policy, and the cases that come out otherwise."""

from __future__ import annotations

import json
import sys

import click

from luling.cli.chinese import command
from luling.cli.loading import load_program
from luling.cli.locate import find_one
from luling.cli.terminal import has_colour, width_of

__all__ = ["run"]


@command(
    help="比较一份政策的两个版本：通知原文、名称和参数、规则及其依据，并在两个版本上运行用例，"
    "列出结果不同的。",
    arguments=[
        ("旧", "旧的版本：.policy 文件、它的文件夹，或 policies 文件夹中的标识"),
        ("新", "新的版本，写法相同"),
    ],
    examples=[
        ("luling diff 旧版/weihai policies/weihai", ""),
        ("luling diff 旧版/weihai weihai --exit-code", "有不同时退出码为 1"),
    ],
    notes="只比较内容：注释、排版、规则的先后不算不同（先列优先的表除外）。",
)
@click.argument("old", metavar="旧")
@click.argument("new", metavar="新")
@click.option("--json", "as_json", is_flag=True, help="写出 JSON，供程序使用")
@click.option("--exit-code", is_flag=True, help="有不同时退出码为 1，否则总为 0")
def run(old: str, new: str, as_json: bool, exit_code: bool) -> int:
    from luling.analysis.revision import Version, revise

    versions = []
    for name in (old, new):
        program, compiled = load_program(find_one(name))
        versions.append(Version(program, compiled.notice))
    found = revise(versions[0], versions[1])
    if as_json:
        sys.stdout.write(json.dumps(found.to_json(), ensure_ascii=False, indent=2) + "\n")
    else:
        from luling.cli.diff_text import page

        sys.stdout.write(page(found, width_of(sys.stdout), has_colour(sys.stdout)))
    return 1 if exit_code and not found.is_empty else 0
