"""luling show: the value of any stage, as text."""

from __future__ import annotations

import sys

import click

from luling.cli.chinese import command
from luling.cli.locate import find_one
from luling.cli.stages import NEED_PROGRAM, STAGES
from luling.cli.terminal import print_diagnostics
from luling.diagnostics import Bag

__all__ = ["run"]


@command(
    help="显示编译过程中某一步的结果，供查错。",
    arguments=[("政策", "policies 文件夹中的标识，或 .policy 文件的路径")],
    notes="各步：" + "；".join(f"{name} {words}" for name, (_, words) in STAGES.items()) + "。",
    examples=[("luling show --stage python chongqing", "")],
)
@click.argument("policy", metavar="政策")
@click.option(
    "--stage", required=True, metavar="步骤", type=click.Choice(list(STAGES)), help="哪一步，见下"
)
def run(policy: str, stage: str) -> int:
    from luling.driver import compile_policy

    bag = Bag()
    compiled = compile_policy(find_one(policy), bag)
    errors = [item for item in bag.sorted() if item.severity == "error"]
    print_diagnostics(errors, compiled.sources, sys.stderr)
    if stage not in NEED_PROGRAM or compiled.program is not None:
        for line in STAGES[stage][0](compiled):
            sys.stdout.write(line + "\n")
    return 1 if errors else 0
