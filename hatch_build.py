"""Prepares the parse tables when the package is built, also for an editable install.

In: `grammar/luling.lark`. Out: `src/luling/syntax/_tables.json`, in the wheel (as an artifact) and
in the checkout. Without it the package works all the same: the tables are then made when they are
first wanted.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TablesHook(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        folder = root / "src" / "luling" / "syntax"
        maker = _module(folder / "generate.py")
        grammar = (root / "grammar" / "luling.lark").read_text(encoding="utf-8")
        if not maker.write(folder / maker.GENERATED, maker.generate(grammar)):
            self.app.display_warning("syntax/_tables.json could not be written")


def _module(path: Path) -> ModuleType:
    """The generator by its path: the package is not importable yet."""
    spec = importlib.util.spec_from_file_location("luling_generate", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
