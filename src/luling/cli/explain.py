"""luling explain: the long form of a diagnostic code."""

from __future__ import annotations

import sys

import click

from luling.cli.chinese import command
from luling.cli.errors import UnknownCode
from luling.cli.terminal import Failure, width_of
from luling.diagnostics.catalogue import Entry, catalogue
from luling.source import NOWHERE

__all__ = ["run"]


@command(
    help="解释一个诊断编号：是什么错，为什么不让这样写，错的和对的例子。不带编号则列出全部。",
    arguments=[("编号", "例如 E0301")],
    examples=[("luling explain E0301", ""), ("luling explain", "列出全部编号")],
)
@click.argument("code", required=False, metavar="[编号]")
def run(code: str | None) -> int:
    if code is None:
        sys.stdout.write(_all())
        return 0
    name = _full(code.strip().upper())
    entry = catalogue().get(name)
    if entry is None:
        near = tuple(other for other in catalogue() if other[:3] == name[:3])[:8]
        raise Failure.of(UnknownCode(NOWHERE, code, near), exit_code=2)
    sys.stdout.write(_one(entry))
    return 0


def _full(code: str) -> str:
    """E0301 for E301, 0301 and 301, where only one code is meant."""
    letters, digits = ("EW", code) if code.isdecimal() else (code[:1], code[1:])
    if not digits.isdecimal() or len(digits) > 4:
        return code
    meant = [letter + digits.zfill(4) for letter in letters]
    known = [one for one in meant if one in catalogue()]
    return known[0] if len(known) == 1 else code


def _one(entry: Entry) -> str:
    from luling.diagnostics.cells import shown, wrap
    from luling.diagnostics.render import SEVERITIES

    lines = [f"{entry.code}（{SEVERITIES[entry.severity]}）"]
    for name, body in entry.parts.items():
        lines += ["", name]
        if name.endswith("示例"):
            lines += ["    " + "".join(map(shown, line)) for line in body.splitlines()]
        else:
            lines += ["  " + line for line in wrap(body, min(width_of(sys.stdout), 100) - 2)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _all() -> str:
    from luling.diagnostics.cells import table
    from luling.diagnostics.render import SEVERITIES

    rows = [[e.code, SEVERITIES[e.severity], e.summary] for e in catalogue().values()]
    return "\n".join(table(rows)) + "\n\n解释其中一个：luling explain 编号\n"
