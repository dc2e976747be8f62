"""The shape of the project: layers, sizes, and nothing that belongs to one machine."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "luling"

# A module may import its own layer and those before it. Modules of one line stand side by side.
LAYERS = (
    ("__init__", "runtime"),
    ("source", "types", "files"),
    ("diagnostics",),
    ("notice",),
    ("syntax",),
    ("resolve",),
    ("typecheck",),
    ("fidelity",),
    ("core", "tabular"),
    ("interpreter",),
    ("explanation", "forms"),
    ("backends", "analysis"),
    ("site",),
    ("driver",),
    ("jsonl", "api"),
    ("cli",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
# `core` and what stands beside it in its own package: the IR and its types are read from below.
SELF_CONTAINED = ("runtime",)
LINES = 400
# path → why it is longer
LONG = {
    "src/luling/core/ir.py": "one node after another, each a few lines",
    "src/luling/syntax/ast.py": "one node after another, each a few lines",
    "src/luling/runtime/inputs.py": "stands whole inside every generated module",
    "src/luling/cli/errors.py": "the long form of each code, with examples",
    "src/luling/core/errors_cases.py": "the long form of each code, with examples",
    "src/luling/analysis/constraints/errors.py": "the long form of each code, with examples",
    "src/luling/resolve/errors.py": "the long form of each code, with examples",
    "src/luling/typecheck/errors.py": "the long form of each code, with examples",
    "tests/backends/small_generated.py": "a generated module, pinned whole",
    "tests/policies/__snapshots__/test_snapshots/test_generated_decisions[chongqing].py":
        "the generated decisions, pinned",
    "tests/policies/__snapshots__/test_snapshots/test_generated_decisions[weihai].py":
        "the generated decisions, pinned",
    "tests/policies/__snapshots__/test_snapshots/test_generated_decisions[anhui].py":
        "the generated decisions, pinned",
    "tests/policies/__snapshots__/test_snapshots/test_generated_decisions[shandong].py":
        "the generated decisions, pinned",
}
MACHINE = re.compile(r"(?<![\w.$~])/(?:root|home|work|Users|mnt|opt/[a-z]+)/[\w.]")
SKIPPED = {".git", "build", "dist", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache",
           ".pytest_cache", ".hypothesis", "node_modules"}  # fmt: skip
TEXTS = {".py", ".md", ".toml", ".lark", ".policy", ".json", ".jsonl", ".txt", ".yml", ".yaml",
         ".sh", ".html", ".js", ".ambr", ".csv"}  # fmt: skip


def modules() -> list[str]:
    return sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))


def unit(module: str) -> str:
    """The top-level package or module that a file belongs to."""
    return module.split("/")[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module of ours that a file imports, also inside functions and for types alone."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("luling"))
        elif isinstance(node, ast.ImportFrom) and node.module == "luling":
            for alias in node.names:
                own = (SOURCE / alias.name).exists() or (SOURCE / f"{alias.name}.py").exists()
                yield f"luling.{alias.name}" if own else "luling"
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("luling."):
            yield node.module or ""


def test_every_module_has_a_layer() -> None:
    assert {unit(module) for module in modules()} <= RANK.keys()


@pytest.mark.parametrize("module", modules())
def test_imports_go_downwards(module: str) -> None:
    own = unit(module)
    if module == "__init__.py":  # the interface is imported when it is asked for
        return
    for name in imports(SOURCE / module):
        other = name.split(".")[1] if "." in name else "__init__"
        assert RANK[other] <= RANK[own], f"{module} imports {name}"
        if own in SELF_CONTAINED:
            assert other == own, f"{module} imports {name}"


@pytest.mark.parametrize("module", [m for m in modules() if m.startswith("backends/")])
def test_backends_do_not_import_one_another(module: str) -> None:
    own = module.split("/")[1].removesuffix(".py")
    for name in imports(SOURCE / module):
        parts = name.split(".")
        if parts[1:2] == ["backends"] and len(parts) > 2:
            shared = (SOURCE / "backends" / f"{parts[2]}.py").exists()
            assert parts[2] == own or shared, f"{module} imports {name}"


@pytest.mark.parametrize("module", [m for m in modules() if m.startswith("interpreter/")])
def test_the_interpreter_imports_neither_backends_nor_analysis(module: str) -> None:
    for name in imports(SOURCE / module):
        assert not name.startswith(("luling.backends", "luling.analysis")), name


def texts() -> Iterator[Path]:
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if path.suffix in TEXTS and path.is_file() and not SKIPPED & set(parts):
            yield path


def test_no_file_grows_past_the_point_of_pleasure() -> None:
    for path in texts():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix == ".py" and name not in LONG:
            assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES, name


def test_reasons_for_long_files_are_still_needed() -> None:
    for name in LONG:
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) > LINES, name


def test_no_path_of_a_machine() -> None:
    for path in texts():
        if path != Path(__file__).resolve():
            found = MACHINE.search(path.read_text(encoding="utf-8", errors="replace"))
            assert found is None, f"{path.relative_to(ROOT)}: {found}"


def test_no_snapshot_is_an_orphan() -> None:
    """A snapshot folder's files and names belong to a test module beside it that still has them."""
    for folder in ROOT.glob("tests/**/__snapshots__"):
        for snapshot in folder.iterdir():
            name = snapshot.stem if snapshot.is_file() else snapshot.name
            test = folder.parent / f"{name}.py"
            assert test.exists(), f"{snapshot.relative_to(ROOT)} has no test module"
            if snapshot.suffix == ".ambr":
                text = test.read_text(encoding="utf-8")
                for title in re.findall(r"^# name: (\w+)", snapshot.read_text(), re.MULTILINE):
                    assert f"def {title}(" in text, f"{snapshot.name}: {title}"
