"""Faithfulness of a policy to its notice: quotes, numbers, every clause accounted for.

In: bindings and the cut notice. Out: reports and `Ties`. Types and rules are none of its business.
"""

from luling.fidelity.check import Ties, check_fidelity

__all__ = ["Ties", "check_fidelity"]
