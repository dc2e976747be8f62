"""JavaScript evaluators: one readable, standalone ES module a policy, or a classic script.

`world` and `expressions` write the policy's values and conditions as calls of the run time,
`tables` its decisions as tables, `module` puts all together with the run time, whose files stand in
`runtime/`. `declarations` gives the module's types.
"""

from luling.backends.javascript.bundle import generate_bundle
from luling.backends.javascript.declarations import generate_types
from luling.backends.javascript.module import generate, generate_script

__all__ = ["generate", "generate_bundle", "generate_script", "generate_types"]
