"""The meaning of a policy: `docs/semantics.md` as a program, small, slow and obvious.

Exact fractions, sets of missing paths, one function a node of the IR; nothing is compiled and
nothing is clever, so that it can be read beside the page. Every other evaluator must agree with it.
`decide` answers one decision; `facts`, `expressions`, `rules`, `answers`, `trace` are its parts.
"""

from luling.interpreter.decide import Decision, decide

__all__ = ["Decision", "decide"]
