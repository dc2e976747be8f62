"""luling show: the value of any stage, as text."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from luling.cli.chinese import command
from luling.cli.dump import dump
from luling.cli.locate import find_one
from luling.cli.terminal import print_diagnostics
from luling.diagnostics import Bag

if TYPE_CHECKING:
    from luling.driver import Compiled

__all__ = ["STAGES", "run"]


def _tokens(compiled: Compiled) -> Iterable[str]:
    from luling.syntax.lexer import lex
    from luling.syntax.reading import clean
    from luling.syntax.tables import load

    tables = load()
    for source in compiled.sources.values():
        yield f"# {source.name}"
        cleaned = clean(source, Bag())
        for sentence in lex(cleaned.text, source.name, tables).sentences if cleaned else ():
            words = (f"{tables.symbols[token.kind]}={token.text}" for token in sentence.tokens)
            yield "  ".join(words)


def _ast(compiled: Compiled) -> Iterable[str]:
    for file in compiled.files:
        yield from dump(file)


def _bindings(compiled: Compiled) -> Iterable[str]:
    return dump(compiled.bindings)


def _types(compiled: Compiled) -> Iterable[str]:
    return dump(compiled.types)


def _core(compiled: Compiled) -> Iterable[str]:
    return dump(compiled.program)


def _notice(compiled: Compiled) -> Iterable[str]:
    if compiled.notice is None:
        return
    for clause in compiled.notice.walk():
        words = " ".join(compiled.notice.text_of(clause).split())
        yield f"{clause.ref}\t{words[:60]}{'……' if len(words) > 60 else ''}"


def _python(compiled: Compiled) -> Iterable[str]:
    from luling.backends.python import generate

    assert compiled.program is not None
    return generate(compiled.program).splitlines()


STAGES: dict[str, tuple[Callable[[Compiled], Iterable[str]], str]] = {
    "notice": (_notice, "通知原文切成的条款"),
    "tokens": (_tokens, "词"),
    "ast": (_ast, "语法树"),
    "bindings": (_bindings, "名称各指什么"),
    "types": (_types, "各处的类型"),
    "core": (_core, "核心表示"),
    "python": (_python, "生成的 Python 判定程序"),
}
_NEED_PROGRAM = ("core", "python")


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
    print_diagnostics(
        [item for item in bag.sorted() if item.severity == "error"], compiled.sources, sys.stderr
    )
    if stage in _NEED_PROGRAM and compiled.program is None:
        return 1
    for line in STAGES[stage][0](compiled):
        sys.stdout.write(line + "\n")
    return 1 if bag.has_errors else 0
