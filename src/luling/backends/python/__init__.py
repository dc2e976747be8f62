"""Python evaluators: one readable, standalone module a policy.

`plan` decides names and scales, `plain` and `lifted` give expressions a two-valued and a
three-valued form, `heart` and `tables` write decisions from them, `module` puts all together with
the support code of `luling.runtime`.
"""

from luling.backends.python.module import generate

__all__ = ["generate"]
