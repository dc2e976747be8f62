"""What type checking hands on: the type of every expression, and which thing a name means."""

from __future__ import annotations

from dataclasses import dataclass, field

from luling.resolve.symbols import Bindings, EnumValueSymbol, Symbol
from luling.types import Type

__all__ = ["TypeTable"]


@dataclass(slots=True)
class TypeTable:
    """`types` and `meanings` are by identity of the expression node; an expression with a mistake
    in
    it is in neither. `declared` is by identity of the symbol."""

    bindings: Bindings
    types: dict[int, Type] = field(default_factory=dict)
    meanings: dict[int, Symbol | EnumValueSymbol] = field(default_factory=dict)
    declared: dict[int, Type] = field(default_factory=dict)

    def ok(self, node: object) -> bool:
        """Whether the expression is well typed."""
        return id(node) in self.types
