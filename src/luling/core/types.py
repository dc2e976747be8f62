"""The types, as the core names them; they are defined below every stage that speaks of them."""

from luling.types import *  # noqa: F403
from luling.types import Type

__all__ = ["Type"]
