"""From files to bindings: `linking` follows 引用, `collect` fills scopes, `names` binds names.

In: the syntax trees of one policy. Out: `Bindings`. It leaves to the types which enumeration value
a name means, and to the core whether definitions are acyclic.
"""

from luling.diagnostics import Bag
from luling.resolve.collect import collect
from luling.resolve.names import bind
from luling.resolve.symbols import Bindings
from luling.syntax import ast

__all__ = ["Bindings", "resolve"]


def resolve(files: tuple[ast.File, ...], bag: Bag) -> Bindings:
    """Bind every name of the files of one policy; mistakes are reported into `bag`."""
    return bind(collect(files, bag), bag)
