"""律令 (Lüling): a policy-as-code compiler for official notices.

`luling.load(path)` compiles a policy, `policy.decide(…)` answers a decision; see `luling.api`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from luling.api import Decision, DecisionError, Policy, PolicyError, load

__all__ = ["Decision", "DecisionError", "Policy", "PolicyError", "__version__", "load"]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """The interface is imported when it is first asked for: the command line starts without it."""
    if name in __all__:
        from luling import api

        return getattr(api, name)
    raise AttributeError(f"module 'luling' has no attribute {name!r}")
