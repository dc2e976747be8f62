"""The pipeline, a stage a line: from a `.policy` file to a program, its notice and its ties.

Every stage takes the value of the stage before and reports into one bag; `compile_policy` is the
whole
compiler on one screen. Nothing here decides anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from luling import __version__
from luling.analysis.constraints import Upper, check_upper
from luling.analysis.constraints.errors import UpperHasErrors
from luling.core import ir
from luling.core.cases import lower_cases
from luling.core.lower import lower
from luling.diagnostics import Bag
from luling.fidelity import Ties, check_fidelity
from luling.fidelity.errors import ClauseUnaccounted, NoticeMissing
from luling.notice import Notice, cut
from luling.resolve import Bindings, resolve
from luling.resolve.errors import UpperCycle, UpperNotFound
from luling.resolve.linking import Linked, link
from luling.resolve.near import near
from luling.source import Source
from luling.syntax import ast
from luling.typecheck import TypeTable, check

__all__ = ["Compiled", "compile_policy", "find_policies", "notice_of_policy"]

_OPEN = {ClauseUnaccounted.code}


@dataclass(slots=True)
class Compiled:
    """What a run of the compiler has made. `program` is None when there are errors, and for a
    vocabulary, which has no program of its own. `draft` is the program also where clauses not yet
    accounted for are all that is wrong: it runs, and is for its author alone."""

    path: Path
    sources: dict[str, Source]
    files: tuple[ast.File, ...]
    bindings: Bindings
    types: TypeTable
    notice: Notice | None = None
    ties: Ties = field(default_factory=Ties)
    program: ir.Program | None = None
    draft: ir.Program | None = None

    @property
    def is_vocabulary(self) -> bool:
        return self.bindings.head is None


def compile_policy(
    path: Path, bag: Bag, source: Source | None = None, above: Above | None = None
) -> Compiled:
    """Compile the policy at `path`; `source` stands in for its text. Mistakes go into `bag`.
    `above` keeps the upper notices that a run has compiled already."""
    linked = link(path, bag, source)
    bindings = resolve(tuple(linked.files), bag)
    find_upper(bindings, path, bag)
    types = check(bindings, bag)
    notice = read_notice(bindings, linked, bag)
    program = lower(bindings, types, folders(linked), source_hash(linked, bindings, notice), bag)
    ties = fidelity(bindings, notice, path, bag)
    program = with_cases(program, bindings, types, linked, bag)
    linked.sources.update(hold_to_upper(program, bindings, path, above or Above(), bag))
    errors = {item.code for item in bag if item.severity == "error"}
    return Compiled(
        path, linked.sources, tuple(linked.files), bindings, types, notice, ties,
        None if errors else program,
        program if errors <= _OPEN else None,
    )


def folders(linked: Linked) -> Callable[[str], Path]:
    """From the name of a source file to its folder, where its data files stand."""
    return lambda name: linked.paths[name].parent if name in linked.paths else Path()


def find_upper(bindings: Bindings, path: Path, bag: Bag) -> None:
    """Upper notices stand in folders beside the policy's own."""
    beside = path.resolve().parent.parent
    head = bindings.head
    for name in head.upper if head is not None else ():
        if head is not None and name.text == head.id.text:
            bag.report(UpperCycle(name.span, name.text))
        elif not (beside / name.text).is_dir():
            known = [item.parent.name for item in beside.glob("*/notice.txt")]
            bag.report(UpperNotFound(name.span, name.text, near(name.text, known)))


@dataclass(slots=True)
class Above:
    """The notices above those of a run, compiled once each; `trail` leads from the lowest notice to
    the one at hand."""

    compiled: dict[Path, Upper | None] = field(default_factory=dict)
    trail: tuple[Path, ...] = ()

    def of(self, path: Path) -> Upper | None:
        """The upper notice at a path; None where it has errors."""
        if path not in self.compiled:
            bag = Bag()
            found = compile_policy(path, bag, above=self)
            self.compiled[path] = Upper(found.program, found.sources) if found.program else None
        return self.compiled[path]


def hold_to_upper(
    program: ir.Program | None, bindings: Bindings, path: Path, above: Above, bag: Bag
) -> dict[str, Source]:
    """Check the policy against every notice above it, and those above them; gives their sources."""
    here = path.resolve()
    beside, above = here.parent.parent, Above(above.compiled, (*above.trail, here))
    names = [(name.text, name.span) for name in bindings.head.upper] if bindings.head else []
    found: dict[str, Upper] = {}
    complete = True
    for name, span in names:
        file = beside / name / f"{name}.policy"
        if file in above.trail:
            complete = False
            if file != here:
                bag.report(UpperCycle(span, name))
        elif file.is_file() and name not in found:
            upper = above.of(file)
            if upper is None:
                complete = False
                bag.report(UpperHasErrors(span, name))
            else:
                found[name] = upper
                names += [(item, span) for item in upper.program.policy.upper]
        elif name not in found:
            complete = False
    if program is not None:
        check_upper(program, list(found.values()), bag, complete)
    return {name: source for upper in found.values() for name, source in upper.sources.items()}


def read_notice(bindings: Bindings, linked: Linked, bag: Bag) -> Notice | None:
    """The notice's own text, cut; None when the policy names none or it can't be read
    (reported)."""
    head = bindings.head
    if head is None or head.notice is None:
        return None
    wanted = linked.paths[head.span.file].parent / head.notice.value
    try:
        return cut(wanted.read_bytes().decode("utf-8"))
    except UnicodeDecodeError:
        problem = "不是 UTF-8 编码"
    except OSError:
        problem = "找不到" if not wanted.exists() else "读不到"
    bag.report(NoticeMissing(head.notice.span, head.notice.value, problem))
    return None


def notice_of_policy(identifier: str, beside: Path) -> Notice | None:
    """The notice of another policy: `<its folder>/notice.txt` beside this policy's folder."""
    path = beside.parent.parent / identifier / "notice.txt"
    try:
        return cut(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def fidelity(bindings: Bindings, notice: Notice | None, path: Path, bag: Bag) -> Ties:
    if notice is None:
        return Ties()
    return check_fidelity(bindings, notice, lambda name: notice_of_policy(name, path), bag)


def with_cases(
    program: ir.Program | None, bindings: Bindings, types: TypeTable, linked: Linked, bag: Bag
) -> ir.Program | None:
    if program is None:
        return None
    return replace(
        program, cases=lower_cases(bindings, types, program, folders(linked), bag)
    )


def source_hash(linked: Linked, bindings: Bindings, notice: Notice | None) -> str:
    """SHA-256 over the compiler's version and all that the program is made of: sources by file
    name,
    catalogues, the notice. (A table of cases is no part of the program.)"""
    digest = hashlib.sha256(f"luling {__version__}\n".encode())
    for source in linked.sources.values():
        name = linked.paths[source.name].name
        digest.update(f"{name}\n{source.text}\0".encode())
    for symbol in bindings.catalogues.values():
        assert isinstance(symbol.declaration, ast.CatalogueDecl)
        name = symbol.declaration.path.value
        data = linked.paths[symbol.span.file].parent / name
        digest.update(f"{name}\n".encode())
        digest.update(data.read_bytes() if data.is_file() else b"")
    if notice is not None:
        digest.update(notice.text.encode())
    return digest.hexdigest()


def find_policies(root: Path) -> list[Path]:
    """The policies and vocabularies below a folder: `<id>/<id>.policy`, sorted; a file is
    itself."""
    if root.is_file():
        return [root]
    found: Iterable[Path] = root.glob("**/*.policy")
    mains = [path for path in found if path.stem == path.resolve().parent.name]
    return sorted(mains) or sorted(root.glob("*.policy"))
