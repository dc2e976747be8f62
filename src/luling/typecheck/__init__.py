"""From bindings to types: every expression gets exactly one, or one message.

In: `Bindings`. Out: `TypeTable`. It leaves the order of definitions, the shape of tables and the
words of the notice to the stages after it.
"""

from luling.typecheck.check import check
from luling.typecheck.table import TypeTable

__all__ = ["TypeTable", "check"]
