"""luling fmt: policies in their canonical form."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from luling.cli.chinese import command
from luling.cli.errors import CannotWrite, NoPolicies, NoSuchFile
from luling.cli.locate import POLICIES, is_file, is_folder, reason_of
from luling.cli.terminal import Failure, print_diagnostics
from luling.diagnostics import Bag
from luling.source import NOWHERE, Source

__all__ = ["run"]


@command(
    help="把政策排成规范的版式：全角标点、缩进、表格对齐；注释保留，意思不变。",
    arguments=[("路径", "政策的文件、文件夹或标识，可以有几个")],
    examples=[
        ("luling fmt policies/weihai", ""),
        ("luling fmt --check policies", "只看有没有要改的，不改文件；有则退出码为 1"),
    ],
)
@click.argument("paths", nargs=-1, required=True, metavar="路径…")
@click.option("--check", is_flag=True, help="只检查，不改文件")
def run(paths: tuple[str, ...], check: bool) -> int:
    files = [path for given in paths for path in _files(given)]
    bag, sources, changed = Bag(), dict[str, Source](), 0
    for path in files:
        changed += _format(path, check, bag, sources)
    print_diagnostics(bag.sorted(), sources, sys.stderr)
    verb = "要改" if check else "改了"
    print(f"看了 {len(files)} 个文件，{verb} {changed} 个。")
    return 1 if bag.has_errors or (check and changed) else 0


def _files(given: str) -> Iterator[Path]:
    path = Path(given)
    if not is_file(path) and not is_folder(path) and is_folder(POLICIES / given):
        path = POLICIES / given  # a policy by its id
    if is_file(path):
        yield path
    elif is_folder(path):
        found = sorted(path.rglob("*.policy"))
        if not found:
            raise Failure.of(NoPolicies(NOWHERE, given), exit_code=2)
        yield from found
    else:
        raise Failure.of(NoSuchFile(NOWHERE, given), exit_code=2)


def _format(path: Path, check: bool, bag: Bag, sources: dict[str, Source]) -> bool:
    """Whether the file is, or was, not in its canonical form; one with errors stays as it is."""
    from luling.files import write_atomically
    from luling.syntax.format import format_file
    from luling.syntax.parser import parse
    from luling.syntax.reading import read_source

    own = Bag()
    source = read_source(path, own)
    tree = parse(source, own) if source is not None else None
    for item in own:
        bag.add(item)
    if source is None or tree is None:
        return False
    sources[source.name] = source
    if own.has_errors:
        return False
    text = format_file(tree, source)
    if text == source.text:
        return False
    if not check:
        try:
            write_atomically(path, text)
        except OSError as error:
            raise Failure.of(CannotWrite(NOWHERE, str(path), reason_of(error))) from None
    print(f"{'要改' if check else '改了'} {path.as_posix()}")
    return True
