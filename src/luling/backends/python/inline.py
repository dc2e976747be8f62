"""The support code of a generated module: the sources of `luling.runtime`, as far as they are used.

In: the names that the generated part uses. Out: the statements that define them, those that these
use in turn, and the imports of the standard library that all of it needs. Nothing is rewritten.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import luling.runtime

MODULES = (
    "errors", "inputs", "kleene", "numbers", "dates", "levels", "brackets", "cases", "table",
    "reading", "showing", "decisions", "trace", "known",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a runtime module: what it defines and what it uses."""

    module: str
    text: str
    defines: frozenset[str]
    uses: frozenset[str]


@dataclass(frozen=True, slots=True)
class Import:
    """from module import name, or import module."""

    module: str
    name: str | None

    @property
    def bound(self) -> str:
        return self.module if self.name is None else self.name


@cache
def statements() -> tuple[tuple[Statement, ...], tuple[Import, ...]]:
    """Every statement of the runtime, and its imports of the standard library."""
    folder = Path(luling.runtime.__file__).parent
    found: list[Statement] = []
    imports: set[Import] = set()
    for module in MODULES:
        text = (folder / f"{module}.py").read_text(encoding="utf-8")
        lines = text.split("\n")
        for node in ast.parse(text).body:
            if isinstance(node, ast.Expr):
                continue
            if isinstance(node, ast.Import | ast.ImportFrom):
                imports |= set(_imports(node))
                continue
            decorators = getattr(node, "decorator_list", [])
            first = min([node.lineno, *[one.lineno for one in decorators]])
            source = "\n".join(lines[first - 1 : node.end_lineno])
            found.append(Statement(module, source, _defined(node), used(node)))
    return tuple(found), tuple(sorted(imports, key=lambda one: (one.module, one.name or "")))


def reserved() -> frozenset[str]:
    """Every name that support code may take."""
    parts, imports = statements()
    return frozenset().union(*[part.defines for part in parts], [one.bound for one in imports])


def needed(names: Iterable[str]) -> list[Statement]:
    """The statements that define these names, and what those need, in their order."""
    parts, _ = statements()
    wanted: set[str] = set()
    waiting = set(names)
    while waiting:
        wanted |= waiting
        uses = [part.uses for part in parts if part.defines & waiting]
        waiting = set().union(*uses) - wanted
    return [part for part in parts if part.defines & wanted]


def used(node: ast.AST) -> frozenset[str]:
    """The names that a piece of code uses."""
    return frozenset(part.id for part in ast.walk(node) if isinstance(part, ast.Name))


def import_lines(names: Iterable[str], own: Iterable[Import]) -> list[str]:
    """The imports that these names need, in the usual order."""
    wanted = set(names)
    found = {one for one in (*statements()[1], *own) if one.bound in wanted}
    plain = sorted(one.module for one in found if one.name is None)
    modules = sorted({one.module for one in found if one.name is not None})
    lines = [f"import {module}" for module in plain]
    for module in modules:
        bound = sorted(one.name for one in found if one.module == module and one.name)
        lines.append(f"from {module} import {', '.join(bound)}")
    return lines


def _defined(node: ast.stmt) -> frozenset[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return frozenset([name])
        case ast.Assign(targets=targets):
            return frozenset(one.id for one in targets if isinstance(one, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            return frozenset([name])
    raise AssertionError(ast.dump(node))


def _imports(node: ast.Import | ast.ImportFrom) -> list[Import]:
    if isinstance(node, ast.Import):
        return [Import(alias.name, None) for alias in node.names]
    module = node.module or ""
    if module == "__future__" or module.startswith("luling"):
        return []
    return [Import(module, alias.name) for alias in node.names]
