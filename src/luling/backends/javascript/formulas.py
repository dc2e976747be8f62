"""How the rules of a decision compute their values: what the run time's `steps` walks.
"""

from __future__ import annotations

from luling.backends.javascript.layout import Code, entries
from luling.backends.javascript.world import World

__all__ = ["formulas"]


def formulas(world: World) -> Code:
    return entries()
